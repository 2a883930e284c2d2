//! `install-command`: a command for a shell that writes files where their programs look for them.

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::{Args, ValueEnum};

use super::link::{Single, gather, warn_of_secrets};
use super::{FAILURE, SUCCESS, printable};
use crate::share::{Shell, install_command};
use crate::workspace::file_name;

#[derive(Args)]
pub(super) struct Arguments {
    /// What the command is for.
    #[arg(long, value_enum, default_value = "bash")]
    shell: Choice,
    /// Agent definition files, or folders that are searched for *.md, of which those that are no
    /// definitions are passed over; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Bash,
    #[value(name = "powershell")]
    PowerShell,
}

/// Runs the command. The code is 0 with a command on `out`, and 2 without one: nothing is left out in
/// silence.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    Arguments { shell, paths }: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let mut files = Vec::new();
    for path in paths {
        match gather(path, Single::ByPath, input, err)? {
            Ok(mut found) => {
                if let ("-", [file]) = (&*path.to_string_lossy(), &mut found[..]) {
                    file.path = file_name::suggested_by(&file.text);
                }
                files.extend(found);
            }
            Err(why) => {
                writeln!(err, "{}", printable(&why))?;
                return Ok(FAILURE);
            }
        }
    }
    let shell = match shell {
        Choice::Bash => Shell::Bash,
        Choice::PowerShell => Shell::PowerShell,
    };
    match install_command(&files, shell) {
        Ok(command) => {
            for file in &files {
                warn_of_secrets(file, "command", err)?;
            }
            write!(out, "{command}")?;
            Ok(SUCCESS)
        }
        Err(error) => {
            let why = format!("There is no command: {error}.");
            writeln!(err, "{}", printable(&why))?;
            Ok(FAILURE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Folder;
    use super::super::tests::said;
    use super::*;

    const GOOD: &str = "---\nname: a\ndescription: b\n---\nBody\n";

    #[test]
    fn a_file_keeps_the_place_that_its_program_knows() {
        let folder = Folder::new("install-one");
        let path = folder.file(".gemini/agents/a.md", GOOD);
        let (code, out, err) = said(&["install-command", &path], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(out.starts_with("mkdir -p .gemini/agents && "), "{out}");
        assert!(out.contains(GOOD), "{out}");
        let call = ["install-command", "--shell", "powershell", "-"];
        let (code, out, _) = said(&call, GOOD.as_bytes());
        assert_eq!(code, SUCCESS);
        assert!(out.contains("'.claude/agents/a.md'"), "{out}");
    }

    #[test]
    fn a_folder_is_one_command() {
        let folder = Folder::new("install-folder");
        folder
            .with(".claude/agents/b.md", GOOD)
            .with(".claude/agents/README.md", "# About\n")
            .with("skills/c/SKILL.md", GOOD);
        let (code, out, err) = said(&["install-command", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        assert!(out.contains("> .claude/agents/b.md)"), "{out}");
        assert!(out.contains("> .claude/skills/c/SKILL.md)"), "{out}");
        assert!(err.contains("README.md is left out: "), "{err}");
    }

    #[test]
    fn two_files_at_one_place_are_refused() {
        let folder = Folder::new("install-twice");
        let (one, other) = (folder.file("x/a.md", GOOD), folder.file("y/a.md", GOOD));
        let (code, out, err) = said(&["install-command", &one, &other], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(err.starts_with("There is no command: two files"), "{err}");
    }
}
