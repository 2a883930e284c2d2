//! A static server of a scenario's own, which can be stopped, and whose files can be changed.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::settings::Settings;

/// How long it may take to begin or to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// nginx on a port of its own. It ends, and its files go, when this value goes.
pub struct Server {
    port: u16,
    program: PathBuf,
    /// Where its files lie.
    folder: PathBuf,
    process: Option<Child>,
}

impl Server {
    /// Serves a copy of the built page below `/repo/`.
    ///
    /// # Errors
    /// There is no nginx or no page, or it does not start.
    pub fn with_page(settings: &Settings) -> Result<Self> {
        let server = Self::start(
            settings,
            "location /repo/ {
               index index.html; try_files $uri $uri.html $uri/ =404; error_page 404 /repo/404.html;
               add_header Cache-Control \"max-age=600\" always; add_header Access-Control-Allow-Origin \"*\" always;
             }",
        )?;
        let pages = settings.argument("PAGES").context("no pages were named")?;
        copy_folder(&Path::new(&pages).join("repo"), &server.page())
            .context("copying the built page")?;
        Ok(server)
    }

    /// Serves an empty folder by the rules of the `location` blocks given.
    ///
    /// # Errors
    /// There is no nginx, or it does not start.
    pub fn start(settings: &Settings, locations: &str) -> Result<Self> {
        let program = settings.argument("NGINX").context("no nginx was named")?;
        let common = settings
            .argument("NGINX_COMMON")
            .context("no configuration was named")?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let folder = Path::new(&common)
            .with_file_name("scenarios")
            .join(port.to_string());
        let files = folder.join("files");
        fs::create_dir_all(&files).with_context(|| format!("making {}", files.display()))?;
        let configuration = format!(
            "daemon off; master_process off; pid nginx.pid;
             events {{ worker_connections 256; }}
             http {{
               include \"{common}\";
               server {{
                 listen 127.0.0.1:{port}; absolute_redirect off; access_log \"{folder}/access.log\";
                 root \"{files}\";
                 {locations}
               }}
             }}",
            folder = folder.display(),
            files = files.display(),
        );
        fs::write(folder.join("nginx.conf"), configuration).context("writing nginx.conf")?;
        let mut server = Self {
            port,
            program: program.into(),
            folder,
            process: None,
        };
        server.go_on()?;
        Ok(server)
    }

    /// Such as `http://127.0.0.1:20123`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of the page.
    pub fn page_url(&self) -> String {
        format!("{}/repo/", self.url())
    }

    /// What is served.
    pub fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// The page's own folder.
    pub fn page(&self) -> PathBuf {
        self.files().join("repo")
    }

    /// What was asked of it so far, a line each.
    pub fn requests(&self) -> Vec<String> {
        let log = fs::read_to_string(self.folder.join("access.log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    /// Starts it, again on the same port.
    pub fn go_on(&mut self) -> Result<()> {
        let process = Command::new(&self.program)
            .arg("-e")
            .arg(self.folder.join("error.log"))
            .arg("-p")
            .arg(&self.folder)
            .arg("-c")
            .arg(self.folder.join("nginx.conf"))
            .stdin(Stdio::null())
            .spawn()
            .context("starting nginx")?;
        self.process = Some(process);
        self.wait_until("nginx listens", true)
    }

    /// Ends it: whoever asks is refused, as without a network.
    pub fn stop(&mut self) -> Result<()> {
        self.end();
        self.wait_until("nginx has ended", false)
    }

    fn wait_until(&self, what: &str, listens: bool) -> Result<()> {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() != listens {
            if start.elapsed() > PATIENCE {
                bail!("waited {} s until {what}", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Some(mut process) = self.process.take() {
            // One that has ended by itself is as good.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
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
