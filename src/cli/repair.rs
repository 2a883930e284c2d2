//! `repair`: what would change in each file, and with `--write`, changing it.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::replace::{replace, why_not};
use super::{FAILURE, SUCCESS, printable, read, reason, walk};
use crate::compare::lines::{Kind, hunks};
use crate::definition::Definition;
use crate::dialect;
use crate::reader::{ClaudeCode, Input, Reader, Reading};
use crate::repair::{Promise, Repair, Style, repair};
use crate::text::{LineIndex, apply};

/// At least one file does not load afterwards.
const SOME_DO_NOT_LOAD: u8 = 1;
/// How many lines are shown around a change.
const CONTEXT: usize = 2;

#[derive(Args)]
pub(super) struct Arguments {
    /// How a description that must change is written.
    #[arg(long, value_enum, default_value_t = StyleName::Quoted)]
    style: StyleName,
    /// Change the files; without it nothing is written.
    #[arg(long)]
    write: bool,
    /// Agent definition files, and folders whose *.md are meant; - is standard input, whose mended
    /// text is printed.
    #[arg(required = true)]
    paths: Vec<OsString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum StyleName {
    /// In one line in double quotes.
    Quoted,
    /// As a block of lines.
    Block,
}

impl From<StyleName> for Style {
    fn from(name: StyleName) -> Self {
        match name {
            StyleName::Quoted => Style::Quoted,
            StyleName::Block => Style::Block,
        }
    }
}

/// Runs the command. The code is 0 when all files load afterwards in Claude Code, 1 when some do not,
/// 2 when one could not be read or written.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let style = arguments.style.into();
    let mut code = SUCCESS;
    for path in &arguments.paths {
        if path == "-" {
            code = code.max(standard_input(style, input, out, err)?);
            continue;
        }
        let walked = walk::files(Path::new(path));
        if walked.files.is_empty() && walked.problems.is_empty() {
            writeln!(err, "{}: there is no *.md in it.", path.to_string_lossy())?;
            code = FAILURE;
        }
        for file in walked.files {
            code = code.max(one_file(&file, arguments.write, style, out, err)?);
        }
        for (path, error) in walked.problems {
            let name = path.to_string_lossy();
            writeln!(err, "Cannot list {}: {}.", printable(&name), reason(&error))?;
            code = FAILURE;
        }
    }
    Ok(code)
}

/// Prints the mended text and nothing else, for a pipe; what was changed goes to `err`.
fn standard_input(
    style: Style,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let source = match read(&OsString::from("-"), input) {
        Ok(document) => document.source().to_string(),
        Err(why) => {
            writeln!(err, "Cannot read standard input: {why}.")?;
            return Ok(FAILURE);
        }
    };
    let found = repair(&source, style);
    let mended = mended(&source, found.as_ref());
    out.write_all(mended.as_bytes())?;
    if let Some(found) = &found {
        say_changes(err, &source, found)?;
    }
    say_how_it_loads(err, None, &mended)
}

fn one_file(
    path: &Path,
    write: bool,
    style: Style,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let name = path.to_string_lossy();
    let source = match read(&path.as_os_str().to_owned(), &mut io::empty()) {
        Ok(document) => document.source().to_string(),
        Err(why) => {
            writeln!(err, "Cannot read {name}: {why}.")?;
            return Ok(FAILURE);
        }
    };
    writeln!(out, "{name}")?;
    let Some(found) = repair(&source, style) else {
        writeln!(out, "  Nothing is to be repaired.")?;
        return say_how_it_loads(out, path.to_str(), &source);
    };
    let mended = mended(&source, Some(&found));
    say_changes(out, &source, &found)?;
    say_diff(out, &source, &mended)?;
    if write {
        if let Err(error) = replace(path, mended.as_bytes()) {
            writeln!(err, "Cannot write {name}: {}.", why_not(&error))?;
            return Ok(FAILURE);
        }
        writeln!(out, "  Written.")?;
    }
    say_how_it_loads(out, path.to_str(), &mended)
}

fn mended(source: &str, found: Option<&Repair>) -> String {
    found
        .and_then(|found| apply(source, &found.edits).ok())
        .unwrap_or_else(|| source.to_owned())
}

fn say_changes(out: &mut dyn Write, source: &str, found: &Repair) -> io::Result<()> {
    let lines = LineIndex::new(source);
    for change in &found.changes {
        let line = lines.line(change.span.start);
        writeln!(out, "  line {line}: {}", printable(&change.what))?;
    }
    match found.promise {
        Promise::SameMeaning => writeln!(out, "  Claude Code reads the same as before."),
        Promise::EvidentMeaning => writeln!(
            out,
            "  No program reads today what is evidently meant: look at the changes."
        ),
    }
}

fn say_diff(out: &mut dyn Write, before: &str, after: &str) -> io::Result<()> {
    for hunk in hunks(before, after, CONTEXT) {
        let count = |kind| hunk.lines.iter().filter(|line| line.kind != kind).count();
        writeln!(
            out,
            "  @@ -{},{} +{},{} @@",
            hunk.before,
            count(Kind::Added),
            hunk.after,
            count(Kind::Removed)
        )?;
        for line in &hunk.lines {
            let sign = match line.kind {
                Kind::Kept => ' ',
                Kind::Removed => '-',
                Kind::Added => '+',
            };
            writeln!(out, "  {sign}{}", printable(&line.text))?;
        }
    }
    Ok(())
}

/// Says whether a text loads as a project's agent; the code for it. What is not meant to be an agent
/// is no failure.
fn say_how_it_loads(out: &mut dyn Write, path: Option<&str>, source: &str) -> io::Result<u8> {
    let definition = Definition::parse(source);
    let found = dialect::find(path, &definition);
    if !found.kind.is_agent() {
        writeln!(out, "  {}: {}.", found.kind.label(), printable(&found.why))?;
        return Ok(SUCCESS);
    }
    let reading: Reading = ClaudeCode::default().read(&Input::new(&definition));
    if reading.outcome.loads() {
        return Ok(SUCCESS);
    }
    let why = reading.losses.first().map(|loss| loss.reason.as_str());
    writeln!(
        out,
        "  Claude Code does not load it: {}.",
        printable(why.unwrap_or("it says not why"))
    )?;
    Ok(SOME_DO_NOT_LOAD)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::scratch::Folder;
    use super::super::tests::said;
    use super::*;

    const BROKEN: &str = "---\nname: a\ndescription: b: Examples:\n---\nBody\n";

    #[test]
    fn standard_input_becomes_the_mended_file() {
        let source = "---\nname: a\ndescription: b:\n---\n";
        let (code, out, err) = said(&["repair", "-"], source.as_bytes());
        assert_eq!(code, SUCCESS);
        assert_eq!(out, "---\nname: a\ndescription: \"b:\"\n---\n");
        assert!(
            err.contains("line 3: description is written in double quotes"),
            "{err}"
        );
        let (_, block, _) = said(&["repair", "--style", "block", "-"], source.as_bytes());
        assert_eq!(block, "---\nname: a\ndescription: |-\n  b:\n---\n");
    }

    #[test]
    fn without_write_nothing_is_written() {
        let folder = Folder::new("repair-dry");
        let path = folder.file("a.md", BROKEN);
        let (code, out, _) = said(&["repair", &path], b"");
        assert_eq!(code, SUCCESS);
        assert!(
            out.contains(
                "  @@ -1,5 +1,5 @@\n   ---\n   name: a\n  -description: b: Examples:\n  +description: \"b: Examples:\"\n"
            ),
            "{out}"
        );
        assert!(!out.contains("Written"));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some(BROKEN));
    }

    #[test]
    fn folders_are_walked_and_files_are_written() {
        let folder = Folder::new("repair-write");
        let first = folder.file("a.md", BROKEN);
        let second = folder.file("deep/b.md", "---\nname: b\ndescription: c\n---\n");
        let other = folder.file("c.txt", BROKEN);
        let folder_name = folder.0.display().to_string();
        let (code, out, err) = said(&["repair", "--write", &folder_name], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert_eq!(out.matches("  Written.\n").count(), 1, "{out}");
        assert!(out.contains(&format!("{second}\n  Nothing is to be repaired.\n")));
        let now = |path: &str| fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            now(&first),
            "---\nname: a\ndescription: \"b: Examples:\"\n---\nBody\n"
        );
        assert_eq!(now(&other), BROKEN);
        let left = fs::read_dir(&folder.0)
            .map(Iterator::count)
            .unwrap_or_default();
        assert_eq!(left, 3, "nothing is left beside the files");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = Folder::new("repair-permissions");
        let path = folder.file("a.md", BROKEN);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        fs::create_dir(folder.0.join("deep")).expect("a folder can be made");
        let link = folder.0.join("deep").join("link.md");
        symlink(&path, &link).expect("links can be made");
        let (code, _, err) = said(&["repair", "--write", &link.display().to_string()], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(link.is_symlink());
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(fs::read_to_string(&path).is_ok_and(|text| text.contains("\"b: Examples:\"")));
    }

    #[test]
    fn what_does_not_load_afterwards_is_told() {
        let (code, _, err) = said(&["repair", "-"], b"---\nname: a\n---\n");
        assert_eq!(code, SOME_DO_NOT_LOAD);
        assert!(
            err.contains("does not load it: it has no description."),
            "{err}"
        );
        let (code, _, err) = said(&["repair", "no/such.md"], b"");
        assert_eq!(code, FAILURE);
        assert_eq!(err, "Cannot read no/such.md: there is no such file.\n");
        let (code, _, _) = said(&["repair"], b"");
        assert_eq!(code, FAILURE);
    }
}
