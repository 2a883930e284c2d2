//! Commands that write files: run by real shells, whatever stands in the files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use agent_playground::share::{Shell, install_command};
use agent_playground::text::SourceFile;
use proptest::prelude::*;

/// A folder of its own that goes away again.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("agent-playground-install-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Texts in which a shell finds something of its own.
const HOSTILE: &[&str] = &[
    "---\nname: a\ndescription: plain\n---\n\nYou do it.\n",
    "",
    "\n",
    "no end of the line",
    "\u{feff}---\r\nname: a\r\n---\r\n",
    "a\rb\n",
    "$(touch broken) `touch broken` ${HOME} $HOME \\$x \\\\ \\\n",
    "'\"'\"' '\\'' ''' \"\"\" $'a' \u{2018}\u{2019}\u{201a}\u{201b}\n",
    "END_OF_FILE\n",
    "END_OF_FILE\nEND_OF_FILE_2\ntouch broken\n",
    "EOF\n'@\n\"@\n')\n}\ntouch broken\n",
    "!touch !! !$ ^a^b^\n^a^b^\n",
    "\tindented\ttext\t\n",
    "อธิบายเป็นภาษาไทย – 👩‍🚀 e\u{301}\n",
    "\u{202e}\u{200b}\u{0}\u{7f}\u{1b}[31m\n",
    "-n\n-- \n~\n*\n?\n[a]\n{a,b}\n#c\n",
];

fn bash(command: &str, folder: &Path) -> Option<Output> {
    run(Command::new("bash").arg("-c").arg(command), folder)
}

fn power_shell(command: &str, folder: &Path) -> Option<Output> {
    let arguments = ["-NoProfile", "-NonInteractive", "-Command"];
    run(Command::new("pwsh").args(arguments).arg(command), folder)
}

/// `None` where there is no such shell.
fn run(command: &mut Command, folder: &Path) -> Option<Output> {
    command.current_dir(folder).output().ok()
}

fn command(path: &str, text: &str, shell: Shell) -> String {
    install_command(&[SourceFile::new(path, text)], shell).expect("it is a command")
}

/// What the command has written, where the shell is there.
fn written(text: &str, shell: Shell, folder: &Path) -> Option<Vec<u8>> {
    let command = command("a.md", text, shell);
    let said = match shell {
        Shell::Bash => bash(&command, folder)?,
        Shell::PowerShell => power_shell(&command, folder)?,
    };
    assert!(said.status.success(), "{command}\n{said:?}");
    assert!(!folder.join("broken").exists(), "{command}");
    let file = folder.join(".claude/agents/a.md");
    let bytes = fs::read(&file).expect("the file was written");
    fs::remove_file(&file).expect("it can be removed");
    Some(bytes)
}

#[test]
fn bash_writes_every_byte() {
    let folder = Folder::new("bash");
    for text in HOSTILE {
        match written(text, Shell::Bash, &folder.0) {
            Some(bytes) => assert_eq!(bytes, text.as_bytes(), "{text:?}"),
            None => return eprintln!("not tried: there is no bash"),
        }
    }
}

#[test]
fn power_shell_writes_every_byte() {
    let folder = Folder::new("pwsh");
    for text in HOSTILE {
        match written(text, Shell::PowerShell, &folder.0) {
            Some(bytes) => assert_eq!(bytes, text.as_bytes(), "{text:?}"),
            None => return eprintln!("not tried: there is no pwsh"),
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new("again");
    let file = folder.0.join(".claude/agents/a.md");
    fs::create_dir_all(folder.0.join(".claude/agents")).expect("a folder can be made");
    fs::write(&file, "old").expect("it can be written");
    for (shell, run) in [
        (Shell::Bash, bash as fn(&str, &Path) -> Option<Output>),
        (Shell::PowerShell, power_shell),
    ] {
        // One that stands in the command as it is, and one that is coded.
        for text in ["new\n", "new"] {
            let Some(said) = run(&command("a.md", text, shell), &folder.0) else {
                eprintln!("not tried: there is no {shell:?}");
                continue;
            };
            assert!(!said.status.success(), "{said:?}");
            assert!(!said.stderr.is_empty(), "{said:?}");
            assert_eq!(fs::read_to_string(&file).expect("it is there"), "old");
        }
    }
}

#[test]
fn names_stay_names() {
    let folder = Folder::new("names");
    let names = [
        "a b.md",
        "'; touch broken; '.md",
        "$(touch broken).md",
        "-rf.md",
        "ไทย ‘x’.md",
    ];
    let files: Vec<SourceFile> = names
        .iter()
        .map(|name| SourceFile::new(*name, format!("of {name}\n")))
        .collect();
    let command = |shell| install_command(&files, shell).expect("it is a command");
    let tries = [
        bash(&command(Shell::Bash), &folder.0),
        power_shell(&command(Shell::PowerShell), &folder.0),
    ];
    for said in tries.into_iter().flatten() {
        assert!(said.status.success(), "{said:?}");
        let agents = folder.0.join(".claude/agents");
        for file in &files {
            let there = fs::read_to_string(agents.join(&file.path)).expect("it was written");
            assert_eq!(there, *file.text);
        }
        let count = fs::read_dir(&agents).expect("it can be listed").count();
        assert_eq!(count, files.len());
        assert!(!folder.0.join("broken").exists());
        fs::remove_dir_all(&agents).expect("it can be removed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn bash_writes_any_text(text in "[ -~\n\r\tàไ👩$`'\"\\\\!^]{0,60}\n?") {
        let folder = Folder::new("any");
        if let Some(bytes) = written(&text, Shell::Bash, &folder.0) {
            prop_assert_eq!(bytes, text.as_bytes());
        }
    }
}
