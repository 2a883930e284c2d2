//! What a release brings and what the README tells people to do with it agree, and the lines of the
//! workflow that they copy do what they say: against a release that is served from this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RELEASE: &str = include_str!("../.github/workflows/release.yml");
const CHECK_AGENTS: &str = include_str!("../docs/check-agents.yml");
const README: &str = include_str!("../README.md");

/// The value behind a key, on whichever line it stands first.
fn value_of<'text>(text: &'text str, key: &str) -> &'text str {
    text.lines()
        .find_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(": "))
        .unwrap_or_else(|| panic!("there is no {key}"))
}

/// The lines of the only block `run: |` of a text, as the shell gets them.
fn script_of(text: &str) -> String {
    let (before, block) = text.split_once("run: |\n").expect("a block of lines");
    let column = before.lines().last().unwrap_or_default().len();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines = block.lines().take_while(|line| indent(line) > column);
    let script: String = lines
        .map(|line| format!("{}\n", line.trim_start()))
        .collect();
    assert!(!script.is_empty());
    script
}

#[test]
fn the_readme_shows_the_workflow_that_a_release_brings() {
    assert!(README.contains(&format!("```yaml\n{CHECK_AGENTS}```\n")));
}

#[test]
fn the_workflow_takes_what_a_release_has() {
    let version = format!("/download/v{}", env!("CARGO_PKG_VERSION"));
    assert!(value_of(CHECK_AGENTS, "RELEASE").ends_with(&version));
    let program = value_of(CHECK_AGENTS, "PROGRAM");
    let target = program.strip_prefix("agent-playground-").expect("its name");
    assert!(
        RELEASE.contains(&format!("{{ target: {target}, ")),
        "{target}"
    );
    assert!(RELEASE.contains("\"agent-playground-$TARGET$SUFFIX\"\n"));
    assert!(RELEASE.contains("sha256sum -- agent-playground-* > SHA256SUMS\n"));
    for system in ["linux", "apple-darwin", "pc-windows"] {
        assert!(RELEASE.contains(system), "{system}");
    }
}

/// The commands of the README name no program, although there are two.
#[test]
fn cargo_run_runs_the_command_line() {
    assert!(README.contains("`cargo run -- show FILE…`"));
    let manifest = include_str!("../Cargo.toml");
    let package = manifest
        .split("\n[")
        .find_map(|table| table.strip_prefix("package]\n"))
        .expect("there is a package");
    assert!(
        package.contains("\ndefault-run = \"agent-playground\"\n"),
        "{package}"
    );
}

/// GitHub's machines have no compiler of C for musl.
#[test]
fn programs_for_musl_are_built_without_c() {
    let targets = RELEASE
        .split("target: ")
        .filter_map(|after| after.split(',').next())
        .filter(|target| target.ends_with("-musl"));
    assert_eq!(targets.clone().count(), 2);
    for target in targets {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline"])
            .args(["--package", "agent-playground", "--target", target])
            .args(["--edges", "normal,build", "--prefix", "none"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo starts");
        let tree = String::from_utf8_lossy(&output.stdout);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{target}: {said}");
        assert!(tree.contains("\nclap v"), "{target}: {tree}");
        assert!(!tree.contains("\ncc v"), "{target}: {tree}");
    }
}

/// Rules that look at several files need all of them in one run.
#[test]
fn pre_commit_passes_all_files_to_one_run() {
    let hooks = include_str!("../.pre-commit-hooks.yaml");
    assert!(hooks.contains("\n  require_serial: true\n"), "{hooks}");
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

#[cfg(target_os = "linux")]
mod on_linux {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::process::Output;
    use std::thread;

    use super::*;

    /// Runs lines as GitHub Actions does.
    fn shell(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
        Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-c", script])
            .current_dir(folder)
            .env("no_proxy", "*")
            .envs(variables.iter().copied())
            .output()
            .expect("bash starts")
    }

    fn is_missing(program: &str) -> bool {
        let missing = Command::new(program).arg("--version").output().is_err();
        if missing {
            println!("skipped: {program} is not on this machine");
        }
        missing
    }

    /// Serves the files of a folder below `/release/`, as long as the test runs.
    fn serve(folder: PathBuf) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let request = lines.next().unwrap_or_default();
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let name = request
                    .split(' ')
                    .nth(1)
                    .and_then(|path| path.strip_prefix("/release/"))
                    .unwrap_or_default();
                let (status, content) = match fs::read(folder.join(name)) {
                    Ok(content) => ("200 OK", content),
                    Err(_) => ("404 Not Found", Vec::new()),
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    content.len()
                );
                let mut to = &stream;
                let _ = to.write_all(head.as_bytes()).and(to.write_all(&content));
            }
        });
        format!("http://{address}/release")
    }

    #[test]
    fn a_release_brings_the_workflow_with_its_address() {
        let folder = folder("release-publish");
        fs::create_dir(folder.join("docs")).expect("a folder");
        fs::create_dir(folder.join("programs")).expect("a folder");
        fs::write(folder.join("docs/check-agents.yml"), CHECK_AGENTS).expect("a file");
        let address = "https://github.com/somebody/else/releases/download/v2.0.0-rc.1";
        let script = script_of(RELEASE);
        assert!(script.starts_with("sed "), "{script}");
        let output = shell(&script, &folder, &[("RELEASE", address)]);
        assert!(output.status.success(), "{output:?}");
        let made = fs::read_to_string(folder.join("programs/check-agents.yml")).expect("it");
        assert_eq!(value_of(&made, "RELEASE"), address);
        let told = value_of(CHECK_AGENTS, "RELEASE");
        assert_eq!(made.replace(address, told), CHECK_AGENTS);
    }

    #[test]
    fn the_workflow_downloads_the_program_and_runs_it() {
        if is_missing("curl") || is_missing("sha256sum") {
            return;
        }
        let program = value_of(CHECK_AGENTS, "PROGRAM");
        let (served, runner) = (folder("release-served"), folder("release-runner"));
        let built = env!("CARGO_BIN_EXE_agent-playground");
        fs::copy(built, served.join(program)).expect("the program");
        fs::write(served.join("agent-playground-of-another-system"), "x").expect("a file");
        let sums = "sha256sum -- agent-playground-* > SHA256SUMS";
        assert!(shell(sums, &served, &[]).status.success());
        fs::remove_file(served.join("agent-playground-of-another-system")).expect("it goes");
        let release = serve(served.clone());
        let runner_temp = runner.to_string_lossy().into_owned();
        let variables = [
            ("RELEASE", release.as_str()),
            ("PROGRAM", program),
            ("RUNNER_TEMP", runner_temp.as_str()),
        ];
        let script = script_of(CHECK_AGENTS);
        let output = shell(&script, &runner, &variables);
        assert!(output.status.success(), "{output:?}");

        let project = folder("release-project");
        fs::create_dir_all(project.join(".claude/agents")).expect("folders");
        let agent = "---\nname: a\ndescription: Use it after a change.\ntools: Raed\n---\n\nYou.\n";
        fs::write(project.join(".claude/agents/a.md"), agent).expect("a file");
        let check = CHECK_AGENTS
            .lines()
            .find_map(|line| {
                line.trim_start()
                    .strip_prefix("- run: '")?
                    .strip_suffix('\'')
            })
            .expect("the line that checks");
        let output = shell(check, &project, &variables);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("::error file=.claude/agents/a.md,line=4,"),
            "{said}"
        );

        // What was changed on its way is not run.
        fs::write(served.join(program), "another program").expect("it is changed");
        let output = shell(&script, &runner, &variables);
        assert!(!output.status.success(), "{output:?}");
    }
}
