//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::build;
use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::processes::Background;
use crate::project::Project;

const FIRST_PORT: u16 = 8080;

/// What the page is made of. Nothing that the build itself writes to, or it would build for ever.
const WATCHED_FOLDERS: &[&str] = &["src", "style", "try"];
const WATCHED_FILES: &[&str] = &["index.html", "404.html", "icon.svg", "Cargo.toml"];

/// Builds, serves, says where, and goes on until it is ended.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let port = match port_argument(arguments)? {
        Some(port) if is_free(port) => port,
        Some(port) => {
            return Err(Problem::new(format!(
                "Port {port} is taken: choose another, or leave --port out to get the next free one."
            )));
        }
        None => free_port()?,
    };
    install::for_build(project)?;
    output::step(
        "Building the page (the first time this compiles its dependencies, a minute or two on two cores)",
    );
    let folder = project.target.join("serve");
    // What an earlier build left would be served in place of one that fails.
    if folder.exists() {
        fs::remove_dir_all(&folder).context("clearing the last build")?;
    }
    let mut command = build::trunk(project, "serve");
    command
        .args(["--address", "127.0.0.1", "--port", &port.to_string()])
        .arg("--dist")
        .arg(&folder);
    for watched in WATCHED_FOLDERS {
        command.arg("--watch").arg(project.root.join(watched));
    }
    command.arg("--watch").arg(watch_top_files(project)?);
    let mut trunk = Background::start(&mut command)?;
    let url = format!("http://127.0.0.1:{port}/");
    announce(&mut trunk, port, &url);
    if trunk.wait() {
        Ok(())
    } else {
        Err(Problem::new("Serving ended; the reason stands above."))
    }
}

/// Writes into a folder, whose path it returns, whenever one of the top files changes.
///
/// Watched by itself, a file is lost from sight when an editor replaces it by a new one, as many do;
/// watching the top folder would take in everything below it, cargo's output too.
fn watch_top_files(project: &Project) -> Result<PathBuf, Problem> {
    // Not below cargo's output, whose changes trunk passes over.
    let folder = project.tools.join("changes");
    fs::create_dir_all(&folder).context("making a folder in .tools")?;
    let files: Vec<PathBuf> = WATCHED_FILES
        .iter()
        .map(|name| project.root.join(name))
        .collect();
    let mark = folder.join("count");
    thread::spawn(move || {
        let changed = || {
            files
                .iter()
                .map(|file| fs::metadata(file).and_then(|data| data.modified()).ok())
                .collect::<Vec<_>>()
        };
        let mut seen = changed();
        for count in 1_u64.. {
            while changed() == seen {
                thread::sleep(Duration::from_millis(500));
            }
            seen = changed();
            // If it cannot be written, the next change may come through; saving again is no loss.
            let _ = fs::write(&mark, count.to_string());
        }
    });
    Ok(folder)
}

fn port_argument(arguments: &[String]) -> Result<Option<u16>, Problem> {
    match arguments {
        [] => Ok(None),
        [name, value] if name == "--port" => value.parse().map(Some).map_err(|_| {
            Problem::new(format!(
                "`{value}` is no port: give a number from 1 to 65535."
            ))
        }),
        _ => Err(Problem::new("serve takes one option: --port N.")),
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

/// 8080, or the next that nobody listens on.
fn free_port() -> Result<u16, Problem> {
    (FIRST_PORT..FIRST_PORT + 100)
        .find(|port| is_free(*port))
        .ok_or_else(|| {
            Problem::new("The ports from 8080 to 8179 are all taken: choose one with --port N.")
        })
}

/// Waits for trunk, which starts to listen when the first build is done, well or badly.
fn announce(trunk: &mut Background, port: u16, url: &str) {
    while !trunk.has_ended() {
        match status_of(port) {
            None => thread::sleep(Duration::from_millis(200)),
            Some(200) => {
                println!(
                    "\n    Agent Playground is at {url}\n    It is rebuilt when a file changes; reload the page to see it. Ctrl-C ends it.\n"
                );
                if is_desktop() {
                    open_browser(url);
                }
                return;
            }
            Some(_) => {
                println!(
                    "\n    The build failed; the reason stands above. It is tried again when a file changes, and then is at {url}\n"
                );
                return;
            }
        }
    }
}

/// The HTTP status of the page, if somebody answers.
fn status_of(port: u16) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    stream
        .write_all(
            format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
        .ok()?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).ok()?;
    std::str::from_utf8(&answer)
        .ok()?
        .strip_prefix("HTTP/1.1 ")?
        .parse()
        .ok()
}

/// Whether a person sits before this machine's screen.
fn is_desktop() -> bool {
    let remote = ["CI", "SSH_CONNECTION", "SSH_TTY"]
        .iter()
        .any(|name| env::var_os(name).is_some());
    let screen = cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    screen && !remote
}

fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    // The address was printed: whoever has no such program opens it by hand.
    let _ = std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
