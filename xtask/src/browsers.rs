//! Browsers, their drivers and the static server: finding them, installing them where that is
//! ours to do, and starting the drivers.
//!
//! These are the system's own packages, so they come through apt-get where it is there and we may
//! call it; elsewhere a sentence says what to install.

use std::env;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Once;
use std::thread;
use std::time::{Duration, Instant};

use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::processes::{self, Background};
use crate::project::Project;
use crate::tools;

/// A browser with the driver that speaks W3C WebDriver for it.
pub struct Browser {
    pub driver: PathBuf,
    /// None if the driver finds its browser by itself.
    pub program: Option<PathBuf>,
}

/// Chromium or Chrome; the one engine that has to be there.
///
/// # Errors
/// It is not there and cannot be installed; the sentence says what to do.
pub fn chromium(project: &Project) -> Result<Browser, Problem> {
    let find = || {
        Some(Browser {
            driver: find_program("chromedriver")?,
            program: chromium_program(),
        })
    };
    found_or_installed(
        project,
        find,
        "Chromium and its driver",
        &["chromium", "chromium-driver"],
    )
}

/// Firefox, with a geckodriver that is there or is built.
pub fn firefox(project: &Project) -> Result<Browser, Problem> {
    let find = || first_program(&["firefox-esr", "firefox"]);
    let program = found_or_installed(project, find, "Firefox", &["firefox-esr"])?;
    let driver = match find_program("geckodriver") {
        Some(driver) => driver,
        None => {
            install::cargo_tool(project, &tools::geckodriver())?;
            project.program("geckodriver")
        }
    };
    Ok(Browser {
        driver,
        program: Some(program),
    })
}

/// WebKitGTK's small browser, which needs a screen: a virtual one.
pub fn webkit(project: &Project) -> Result<Browser, Problem> {
    let find = || {
        find_program("Xvfb")?;
        Some(Browser {
            driver: find_program("WebKitWebDriver")?,
            program: Some(mini_browser()?),
        })
    };
    found_or_installed(
        project,
        find,
        "WebKitGTK and a virtual screen",
        &["webkit2gtk-driver", "xvfb"],
    )
}

/// The static server.
pub fn nginx(project: &Project) -> Result<PathBuf, Problem> {
    // It lies where only root looks by itself.
    let find = || {
        find_program("nginx")
            .or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|path| path.is_file()))
    };
    found_or_installed(
        project,
        find,
        "nginx, which serves the built page as a static host would,",
        &["nginx"],
    )
}

fn found_or_installed<T>(
    project: &Project,
    find: impl Fn() -> Option<T>,
    what: &str,
    packages: &[&str],
) -> Result<T, Problem> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let list = packages.join(" ");
    if find_program("apt-get").is_none() || !is_root(project) {
        return Err(Problem::new(format!(
            "{what} cannot be found: install it, on Debian with `sudo apt-get install {list}`, then run this again."
        )));
    }
    output::step(&format!(
        "Installing {list} with apt-get, for the tests in a browser (a minute or two)"
    ));
    apt_update(project);
    let mut apt = project.command("apt-get");
    apt.args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    // Asks nothing, and starts no service that a package brings.
    apt.env("DEBIAN_FRONTEND", "noninteractive")
        .env("RUNLEVEL", "1");
    processes::run(
        &mut apt,
        &format!("Installing {list} (it needs a network connection)"),
    )?;
    find().ok_or_else(|| {
        Problem::new(format!(
            "{what} cannot be found although {list} has been installed."
        ))
    })
}

fn apt_update(project: &Project) {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        // If it fails, installing fails as well and says why.
        let _ = processes::run(
            project.command("apt-get").args(["update", "--quiet"]),
            "apt-get update",
        );
    });
}

fn is_root(project: &Project) -> bool {
    processes::output_of(project.command("id").arg("-u"), "asking for the user")
        .is_ok_and(|id| id.trim() == "0")
}

fn chromium_program() -> Option<PathBuf> {
    first_program(&[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ])
}

fn mini_browser() -> Option<PathBuf> {
    let libraries = ["/usr/lib", "/usr/libexec"].map(PathBuf::from);
    let folders = libraries
        .iter()
        .flat_map(|folder| folders_in(folder))
        .chain(libraries.clone());
    let mut found: Vec<PathBuf> = folders
        .flat_map(|folder| folders_in(&folder))
        .filter(|folder| {
            folder
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("webkit"))
        })
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found.into_iter().next()
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.is_dir())
                .collect()
        })
        .unwrap_or_default()
}

fn first_program(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| find_program(name))
}

/// A program that can be called by its name; drivers also where CI images say that they put them.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    let images = ["CHROMEWEBDRIVER", "GECKOWEBDRIVER"]
        .iter()
        .filter_map(env::var_os)
        .map(PathBuf::from);
    env::split_paths(&path)
        .chain(images)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// A running driver.
pub struct Driver {
    pub url: String,
    _process: Background,
}

/// Starts a driver on a port that is free; `port_option` is how it is told which.
///
/// # Errors
/// It does not start, or does not answer.
pub fn start_driver(
    project: &Project,
    driver: &Path,
    port_option: &str,
    environment: &[(&str, String)],
) -> Result<Driver, Problem> {
    let port = free_port()?;
    let mut command = project.command(driver);
    command
        .arg(format!("{port_option}{port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    let mut process = Background::start(&mut command)?;
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if process.has_ended() || start.elapsed() > Duration::from_secs(30) {
            return Err(Problem::new(format!("{} did not start.", driver.display())));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(Driver {
        url: format!("http://127.0.0.1:{port}"),
        _process: process,
    })
}

/// A screen that nobody sees, for browsers that cannot do without.
pub struct Screen {
    /// As in the variable DISPLAY.
    pub name: String,
    _process: Background,
}

/// Starts a virtual screen on the first free number.
pub fn start_screen(project: &Project) -> Result<Screen, Problem> {
    let mut command = project.command("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1920x1400x24",
        "-nolisten",
        "tcp",
    ]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = Background::start(&mut command)?;
    let mut number = String::new();
    if let Some(output) = process.take_stdout() {
        BufReader::new(output)
            .read_line(&mut number)
            .context("starting the virtual screen")?;
    }
    if number.trim().is_empty() {
        return Err(Problem::new("The virtual screen did not start."));
    }
    Ok(Screen {
        name: format!(":{}", number.trim()),
        _process: process,
    })
}

/// A port that nobody listens on now.
pub fn free_port() -> Result<u16, Problem> {
    let [port] = free_ports()?;
    Ok(port)
}

/// The same for several, no two alike.
pub fn free_ports<const COUNT: usize>() -> Result<[u16; COUNT], Problem> {
    // All are held until the last is found: none is given twice.
    let mut held = Vec::new();
    let mut ports = [0; COUNT];
    for port in &mut ports {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
        let address = listener.local_addr().context("looking for a free port")?;
        *port = address.port();
        held.push(listener);
    }
    Ok(ports)
}
