//! Commands that write files to where their programs look for them, to be pasted into a shell.
//!
//! The bytes that are written are those of the text, whatever stands in it, and a file that is there
//! already is left alone. For Bash a text stands in the command as it is, where a terminal takes every
//! character of it as such, so that people see what they run; any other text is coded in base64. For
//! PowerShell it always is: what its versions and consoles make of pasted text differs.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::PathError;
use super::path::{self, is_unseen};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::text::SourceFile;
use crate::workspace::file_name;

/// What a command is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// Bash, and what reads the same: zsh, dash.
    Bash,
    /// PowerShell, of Windows and of today.
    PowerShell,
}

/// Why there is no command that writes files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotInstallable {
    /// There is nothing to write.
    #[error("there is no file to write")]
    NoFiles,
    /// A file would lie where not every system lets it.
    #[error("the place {path:?} is refused: {why}")]
    Path {
        /// Where it would lie.
        path: String,
        /// What is wrong with that.
        why: PathError,
    },
    /// Two files would be one.
    #[error("two files would lie at {0:?}: give one of them another name")]
    Twice(String),
}

/// The line that ends a text within a command for Bash.
const END: &str = "END_OF_FILE";
/// How many characters of base64 stand in a line.
const WIDTH: usize = 76;

/// A command that writes files, each to its place below the folder that it is run in: see
/// [`Kind::home`]. It ends with a line end.
///
/// # Errors
/// When a file's name does not do on every system, or two would lie at one place.
pub fn install_command(files: &[SourceFile], shell: Shell) -> Result<String, NotInstallable> {
    let mut places = BTreeSet::new();
    let mut command = String::new();
    for file in files {
        let place = place(file);
        path::check(&place).map_err(|why| NotInstallable::Path {
            path: place.clone(),
            why,
        })?;
        command += &match shell {
            Shell::Bash => bash(&place, &file.text),
            Shell::PowerShell => power_shell(&place, &file.text),
        };
        // Some systems take large letters for small ones.
        if !places.insert(place.to_lowercase()) {
            return Err(NotInstallable::Twice(place));
        }
    }
    match places.is_empty() {
        true => Err(NotInstallable::NoFiles),
        false => Ok(command),
    }
}

/// Where the file's program looks for it, below a project's folder.
fn place(file: &SourceFile) -> String {
    let definition = Definition::parse_frontmatter(file.text.clone());
    let path = Some(file.path.as_str()).filter(|path| !path.is_empty());
    let kind = dialect::find(path, &definition).kind;
    let home = kind.home();
    let path = file.path.replace('\\', "/");
    if let Some((_, behind)) = format!("/{path}").rsplit_once(&format!("/{home}/")) {
        return format!("{home}/{behind}");
    }
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let suggested = file_name::suggested(&definition);
    let name = parts.next().unwrap_or(&suggested);
    if kind != Kind::Skill {
        return format!("{home}/{name}");
    }
    // A skill is a folder.
    let stem = suggested.strip_suffix(".md").unwrap_or(&suggested);
    format!("{home}/{}/SKILL.md", parts.next().unwrap_or(stem))
}

fn bash(place: &str, text: &str) -> String {
    let folder = place.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let (folder, file) = (bash_word(folder), bash_word(place));
    // `set -C` lets nothing be overwritten.
    let into = |program: &str, end: &str| {
        format!("mkdir -p {folder} && (set -C; {program} > {file}) <<'{end}'\n")
    };
    if is_taken_as_it_stands(text) {
        let end = end_for(text);
        format!("{}{text}{end}\n", into("cat", &end))
    } else {
        format!("{}{}{END}\n", into("base64 --decode", END), coded(text))
    }
}

/// Whether a terminal gives every character of a text to the shell as it is, and no shell takes one for
/// its own: a tab completes, a `!` or a `^` recalls earlier lines in some, other marks are not seen, or
/// obeyed. The last line has to end, as all lines in a command do.
fn is_taken_as_it_stands(text: &str) -> bool {
    let recalls = |line: &str| {
        let mut behind_marks = line.split('!').skip(1);
        let at_mark = behind_marks.any(|behind| !behind.is_empty() && !behind.starts_with(' '));
        at_mark || line.contains("!!") || line.starts_with('^')
    };
    let mut lines = text.split('\n');
    text.ends_with('\n') && lines.all(|line| !recalls(line) && !line.chars().any(is_unseen))
}

/// A line that is none of the text's.
fn end_for(text: &str) -> String {
    let mut end = END.to_owned();
    let mut number = 1_usize;
    while text.lines().any(|line| line == end) {
        number += 1;
        end = format!("{END}_{number}");
    }
    end
}

/// A word in quotes, where it needs them.
fn bash_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    match word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

fn power_shell(place: &str, text: &str) -> String {
    let mut quoted = String::new();
    for character in place.chars() {
        // It takes all of these for quotes.
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(character);
        }
        quoted.push(character);
    }
    let coded = coded(text);
    format!(
        "& {{\n\
         $ErrorActionPreference = 'Stop'\n\
         $file = [IO.Path]::Combine($PWD.ProviderPath, '{quoted}')\n\
         $bytes = [Convert]::FromBase64String('\n{coded}')\n\
         [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))\n\
         $stream = [IO.File]::Open($file, 'CreateNew')\n\
         try {{ $stream.Write($bytes, 0, $bytes.Length) }} finally {{ $stream.Dispose() }}\n\
         }}\n"
    )
}

/// A text in base64, in lines.
fn coded(text: &str) -> String {
    let coded = STANDARD.encode(text);
    let mut out = String::with_capacity(coded.len() + coded.len() / WIDTH + 1);
    for (at, character) in coded.chars().enumerate() {
        if at > 0 && at % WIDTH == 0 {
            out.push('\n');
        }
        out.push(character);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: &str = "---\nname: a\ndescription: b\n---\nc\n";

    #[test]
    fn files_go_to_where_their_programs_look() {
        let skill = "---\nname: my-skill\ndescription: b\n---\nc\n";
        for (path, text, at) in [
            ("a.md", AGENT, ".claude/agents/a.md"),
            ("", AGENT, ".claude/agents/a.md"),
            ("team/agents/a.md", AGENT, ".claude/agents/a.md"),
            ("x/.claude/agents/t/a.md", AGENT, ".claude/agents/t/a.md"),
            (".gemini/agents/a.md", AGENT, ".gemini/agents/a.md"),
            ("here/a.agent.md", AGENT, ".github/agents/a.agent.md"),
            ("SKILL.md", skill, ".claude/skills/my-skill/SKILL.md"),
            ("skills/b/SKILL.md", skill, ".claude/skills/b/SKILL.md"),
            ("notes.md", "# Notes\n", ".claude/agents/notes.md"),
        ] {
            assert_eq!(place(&SourceFile::new(path, text)), at, "{path}");
        }
    }

    #[test]
    fn people_see_what_they_run_where_that_is_possible() {
        let command = |text| install_command(&[SourceFile::new("a b.md", text)], Shell::Bash);
        assert_eq!(
            command("$(x) `y` \"z\" – ไทย!\nEND_OF_FILE\n").as_deref(),
            Ok(
                "mkdir -p .claude/agents && (set -C; cat > '.claude/agents/a b.md') <<'END_OF_FILE_2'\n\
                 $(x) `y` \"z\" – ไทย!\nEND_OF_FILE\nEND_OF_FILE_2\n"
            )
        );
        for hidden in [
            "a",
            "a\r\n",
            "\u{feff}a\n",
            "\ta\n",
            "!a\n",
            "a!!\n",
            "^a^b\n",
            "\u{202e}\n",
        ] {
            let command = command(hidden).expect("it is a command");
            assert!(command.contains("base64 --decode"), "{hidden:?}: {command}");
        }
    }

    #[test]
    fn names_that_could_do_harm_are_refused() {
        let command = |path: &str| install_command(&[SourceFile::new(path, AGENT)], Shell::Bash);
        assert!(matches!(
            command("x/.claude/agents/../../a.md"),
            Err(NotInstallable::Path { .. })
        ));
        assert!(command("a'$(x).md").is_ok_and(|command| command.contains(r"/a'\''$(x).md'")));
        assert_eq!(
            install_command(&[], Shell::Bash),
            Err(NotInstallable::NoFiles)
        );
        let twice = ["x/a.md", "y/A.md"].map(|path| SourceFile::new(path, AGENT));
        assert_eq!(
            install_command(&twice, Shell::PowerShell),
            Err(NotInstallable::Twice(".claude/agents/A.md".to_owned()))
        );
    }
}
