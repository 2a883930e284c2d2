//! The built page behind nginx, as a static host would serve it: below a path, compressed, with its
//! own page for what is not there; and a few variants of the same build that tests need.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::browsers;
use crate::build;
use crate::finish_build::hash;
use crate::problem::{Context, Problem};
use crate::processes::Background;
use crate::project::Project;

/// How many origins the pages are served at. A browser of the tests gives each scenario one of its own, and is
/// ended when it has seen all.
const ORIGINS: usize = 50;

/// The folder that is served as `/repo/`, which is where the page is built for tests.
pub fn folder(project: &Project) -> PathBuf {
    project.target.join("pages").join("repo")
}

/// Builds the page for tests and measurements, apart from `dist/`.
pub fn build(project: &Project) -> Result<(), Problem> {
    let folder = folder(project);
    fs::create_dir_all(&folder).context("making a folder below cargo's output")?;
    build::release(project, &folder)
}

/// A running server.
pub struct Site {
    /// Such as `http://127.0.0.1:20123`, without a slash at the end.
    pub url: String,
    /// Its origins, [`Self::url`] first, with a space between: each port is one.
    origins: String,
    nginx: PathBuf,
    common: PathBuf,
    pages: PathBuf,
    _process: Background,
}

impl Site {
    /// Environment variables: all origins, and what a scenario needs to run a server of its own, which is the
    /// program, what its configuration has to include, and the pages.
    pub fn variables(&self) -> [(&'static str, &OsStr); 4] {
        [
            ("PLAYGROUND_SERVERS", self.origins.as_ref()),
            ("PLAYGROUND_NGINX", self.nginx.as_os_str()),
            ("PLAYGROUND_NGINX_COMMON", self.common.as_os_str()),
            ("PLAYGROUND_PAGES", self.pages.as_os_str()),
        ]
    }
}

/// Serves what [`build`] has built.
///
/// # Errors
/// There is nothing built, or no nginx, or it does not start.
pub fn serve(project: &Project) -> Result<Site, Problem> {
    if !folder(project).join("index.html").is_file() {
        return Err(Problem::new(
            "There is no built page yet: run this once without --no-build.",
        ));
    }
    let nginx = browsers::nginx(project)?;
    let [foreign_port, ports @ ..] = browsers::free_ports::<{ 1 + ORIGINS }>()?;
    make_variants(project, foreign_port)?;
    let pages = project.target.join("pages");
    let prefix = project.target.join("pages-server");
    fs::create_dir_all(&prefix).context("making the server's folder")?;
    let (configuration, common) = (prefix.join("nginx.conf"), prefix.join("common.conf"));
    fs::write(&common, COMMON).context("writing common.conf")?;
    fs::write(
        &configuration,
        configuration_text(&common, &pages, &ports, foreign_port),
    )
    .context("writing nginx.conf")?;
    let mut command = project.command(&nginx);
    command
        .arg("-e")
        .arg(prefix.join("error.log"))
        .arg("-p")
        .arg(&prefix)
        .arg("-c")
        .arg(&configuration);
    let mut process = Background::start(&mut command)?;
    let start = Instant::now();
    while ports
        .iter()
        .any(|port| TcpStream::connect(("127.0.0.1", *port)).is_err())
    {
        if process.has_ended() || start.elapsed() > Duration::from_secs(20) {
            return Err(Problem::new(format!(
                "nginx did not start: see {}.",
                prefix.join("error.log").display()
            )));
        }
        thread::sleep(Duration::from_millis(50));
    }
    let origins = ports.map(|port| format!("http://127.0.0.1:{port}"));
    Ok(Site {
        url: origins[0].clone(),
        origins: origins.join(" "),
        nginx,
        common,
        pages,
        _process: process,
    })
}

/// Copies of the build that differ in one point each.
fn make_variants(project: &Project, foreign_port: u16) -> Result<(), Problem> {
    let pages = project.target.join("pages");
    let served = project.root.join("tests/browser/served");
    let attack = format!(
        "<script src=\"./attack.js\" data-foreign=\"http://127.0.0.1:{foreign_port}\"></script>\n</body>"
    );
    variant(&pages, &served, "attacked", "attack.js", |page| {
        page.replace("</body>", &attack)
    })?;
    variant(&pages, &served, "unprotected", "attack.js", |page| {
        // Nothing refuses there, so no worker of the page does either.
        without_policy(page)
            .replace(" data-worker=\"./sw.js\"", "")
            .replace("</body>", &attack)
    })?;
    variant(&pages, &served, "watched", "watch.js", |page| {
        page.replacen(
            "<title>",
            "<script src=\"./watch.js\"></script>\n<title>",
            1,
        )
    })?;
    copy_folder(&served.join("foreign"), &pages.join("foreign"))
        .context("copying what another origin serves")
}

fn variant(
    pages: &Path,
    served: &Path,
    name: &str,
    script: &str,
    change: impl Fn(&str) -> String,
) -> Result<(), Problem> {
    let folder = pages.join(name);
    let copied = copy_folder(&pages.join("repo"), &folder)
        .and_then(|()| fs::copy(served.join(script), folder.join(script)));
    copied.context(format!("copying the page for {name}"))?;
    let page = fs::read_to_string(folder.join("index.html")).context("reading the built page")?;
    let changed = change(&page);
    if changed == page {
        return Err(Problem::new(format!(
            "The built page has no place for what makes it {name}."
        )));
    }
    fs::write(folder.join("index.html"), &changed)
        .context(format!("writing the page for {name}"))?;
    // The service worker keeps no page whose hash is another.
    let worker = fs::read_to_string(folder.join("sw.js")).context("reading the service worker")?;
    let worker = worker.replace(&hash(&page), &hash(&changed));
    fs::write(folder.join("sw.js"), worker).context(format!("writing the worker for {name}"))
}

fn without_policy(page: &str) -> String {
    let start = page.find("<meta http-equiv=\"Content-Security-Policy\"");
    let end = start.and_then(|start| page[start..].find('>').map(|length| start + length + 1));
    match (start, end) {
        (Some(start), Some(end)) => format!("{}{}", &page[..start], &page[end..]),
        _ => String::new(),
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// What every server needs, as a part of its `http` block: all its files lie below its own folder.
const COMMON: &str = r#"types {
  text/html html; text/css css; text/javascript js; application/wasm wasm; application/json json;
  image/svg+xml svg; image/png png; text/plain txt; text/markdown md; application/manifest+json webmanifest;
}
default_type application/octet-stream; access_log off; server_tokens off;
charset utf-8; charset_types text/css text/plain text/markdown text/javascript application/json;
client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
gzip on; gzip_vary on; gzip_comp_level 6; gzip_min_length 20;
gzip_types text/css text/plain text/markdown text/javascript application/json application/wasm application/manifest+json image/svg+xml;
"#;

/// One process.
fn configuration_text(common: &Path, pages: &Path, ports: &[u16], foreign_port: u16) -> String {
    let (common, pages) = (common.display(), pages.display());
    let listen: String = ports
        .iter()
        .map(|port| format!("listen 127.0.0.1:{port}; "))
        .collect();
    let site = |name: &str| {
        format!(
            "location = /{name} {{ return 301 /{name}/; }}
    location /{name}/ {{
      index index.html; try_files $uri $uri.html $uri/ =404; error_page 404 /{name}/404.html;
      add_header Cache-Control \"max-age=600\" always; add_header Access-Control-Allow-Origin \"*\" always;
    }}
    "
        )
    };
    let sites: String = ["repo", "watched", "attacked", "unprotected"]
        .map(site)
        .concat();
    format!(
        r#"daemon off; master_process off; pid nginx.pid;
events {{ worker_connections 256; }}
http {{
  include "{common}";
  server {{
    {listen}absolute_redirect off;
    root "{pages}";
    location = / {{ return 404; }}
    {sites}# The program of the first view takes some ten seconds.
    location ~ ^/slow/(agent-playground[^/]*\.wasm)$ {{ alias "{pages}/repo/$1"; limit_rate 20k; }}
    location /slow/ {{ alias "{pages}/repo/"; index index.html; }}
    location ~ ^/without-wasm/.*\.wasm$ {{ return 404; }}
    location /without-wasm/ {{ alias "{pages}/repo/"; index index.html; }}
    location ~ ^/without-later/later-.*\.wasm$ {{ return 404; }}
    location /without-later/ {{ alias "{pages}/repo/"; index index.html; }}
  }}
  # Another origin.
  server {{
    listen 127.0.0.1:{foreign_port};
    root "{pages}/foreign";
    add_header Access-Control-Allow-Origin "*" always;
  }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_taken_out_whole() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\" /><title>";
        assert_eq!(without_policy(page), "<head><title>");
    }
}
