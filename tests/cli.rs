//! The command line as a process: that the program calls the library, and hands on its exit code.

use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn the_program_shows_files_and_standard_input() {
    let template = "src/workspace/templates/rust-axum-backend-specialist.md";
    let mut child = Command::new(env!("CARGO_BIN_EXE_agent-playground"))
        .args(["show", template, "-", "no-such-file.md"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    input
        .write_all(b"---\nname: typed\ndescription: d\n---\n")
        .expect("it reads its input");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        out.starts_with(&format!(
            "{template}\n  Claude Code 2.1.330, project file: loads; not valid YAML (line 3: "
        )),
        "{out}"
    );
    assert!(
        out.contains(
            "\n\nstandard input\n  Claude Code 2.1.330, project file: loads; valid YAML\n  name (line 2): typed\n"
        ),
        "{out}"
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "Cannot read no-such-file.md: there is no such file.\n"
    );
    assert_eq!(output.status.code(), Some(2));
}
