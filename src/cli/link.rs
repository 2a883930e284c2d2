//! `link`: a link that holds files.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::Path;

use clap::Args;

use super::{FAILURE, SUCCESS, printable, read, reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::share::{Disclosed, Payload, advice, disclosures};
use crate::text::{LineIndex, SourceFile};

/// What a file from standard input is called.
const NO_NAME: &str = "agent.md";

#[derive(Args)]
pub(super) struct Arguments {
    /// The address of a page that opens links; without it the link begins with its # and is for `open`, or
    /// to be put behind such an address.
    #[arg(
        long,
        value_name = "URL",
        default_value = "",
        hide_default_value = true
    )]
    base: String,
    /// Agent definition files, or folders that are searched for *.md, of which those that are no
    /// definitions are passed over; - is standard input. A file in a folder keeps its path below that
    /// folder, any other its name.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
}

/// Runs the command. The code is 0 with a link on `out`, and 2 without one: when a file cannot be read,
/// nothing is left out in silence.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match link(arguments, input, err)? {
        Ok(link) => {
            writeln!(out, "{link}")?;
            if let Some(advice) = advice(link.len()) {
                writeln!(err, "The link has {} characters. {advice}.", link.len())?;
            }
            Ok(SUCCESS)
        }
        Err(why) => {
            writeln!(err, "{}", printable(&why))?;
            Ok(FAILURE)
        }
    }
}

fn link(
    Arguments { base, paths }: &Arguments,
    input: &mut dyn Read,
    err: &mut dyn Write,
) -> io::Result<Result<String, String>> {
    if base.contains('#') || base.contains(char::is_whitespace) {
        let why = "The address of --base must have neither a # nor blanks: the link's own part begins with #.";
        return Ok(Err(why.to_owned()));
    }
    let mut files = Vec::new();
    for path in paths {
        match gather(path, Single::ByName, input, err)? {
            Ok(found) => files.extend(found),
            Err(why) => return Ok(Err(why)),
        }
    }
    let payload = match Payload::new(&files) {
        Ok(payload) => payload,
        Err(error) => return Ok(Err(format!("There is no link: {error}."))),
    };
    for file in &files {
        warn_of_secrets(file, "link", err)?;
    }
    Ok(Ok(format!("{base}{}", payload.link())))
}

/// What a file is called that was named itself, and not found in a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Single {
    /// By its name alone.
    ByName,
    /// By its path as it was given.
    ByPath,
}

/// The files that one argument names; of a folder, the definitions in it.
pub(super) fn gather(
    path: &OsString,
    single: Single,
    input: &mut dyn Read,
    err: &mut dyn Write,
) -> io::Result<Result<Vec<SourceFile>, String>> {
    let folder = Path::new(path);
    if !folder.is_dir() {
        let named = match single {
            Single::ByName => folder.file_name().map(OsStr::to_string_lossy),
            Single::ByPath => Some(path.to_string_lossy()),
        };
        let name = match named {
            Some(name) if path != "-" => name.into_owned(),
            _ => NO_NAME.to_owned(),
        };
        return Ok(text(path, input).map(|text| vec![SourceFile::new(name, text)]));
    }
    let shown = path.to_string_lossy();
    let walked = walk::files(folder);
    // Nothing is left out in silence.
    if let Some((path, error)) = walked.problems.first() {
        let name = path.to_string_lossy();
        return Ok(Err(format!("Cannot list {name}: {}.", reason(error))));
    }
    let mut files = Vec::new();
    for file in walked.files {
        let text = match text(file.as_os_str(), input) {
            Ok(text) => text,
            Err(why) => return Ok(Err(why)),
        };
        let definition = Definition::parse_frontmatter(text.as_str());
        let place = file.to_string_lossy();
        let found = dialect::find(Some(&place), &definition);
        if found.kind == Kind::NotADefinition {
            let what = printable(&format!("{place} is left out: {}.", found.why));
            writeln!(err, "{what}")?;
        } else {
            files.push(SourceFile::new(below(&file, folder), text));
        }
    }
    if files.is_empty() {
        return Ok(Err(format!("There is no definition in {shown}.")));
    }
    Ok(Ok(files))
}

/// The path of a file from a folder on.
fn below(file: &Path, folder: &Path) -> String {
    let parts = file.strip_prefix(folder).unwrap_or(file).components();
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn text(path: &OsStr, input: &mut dyn Read) -> Result<String, String> {
    read(&path.to_owned(), input)
        .map(|document| document.source().to_string())
        .map_err(|why| format!("Cannot read {}: {why}.", path.to_string_lossy()))
}

/// Whoever has a link can read what is in it, so what looks like a secret is told before it is sent.
pub(super) fn warn_of_secrets(file: &SourceFile, of: &str, err: &mut dyn Write) -> io::Result<()> {
    let mut lines = None;
    for disclosure in disclosures(&file.text) {
        let what = match disclosure.what {
            Disclosed::Address => continue,
            Disclosed::Password => "an address with a password",
            Disclosed::Secret(what) => what,
        };
        let lines = lines.get_or_insert_with(|| LineIndex::new(&file.text));
        let at = lines.line(disclosure.span.start);
        let path = printable(&file.path);
        writeln!(
            err,
            "{path}:{at}: this looks like {what}. Whoever gets the {of} can read it, for ever."
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Folder;
    use super::super::tests::said;
    use super::*;
    use crate::share::open;

    const GOOD: &str = "---\nname: a\ndescription: b\n---\nBody\n";

    fn paths(link: &str) -> Vec<String> {
        let files = open(link).expect("the link opens");
        files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn a_file_goes_by_its_name_and_keeps_its_bytes() {
        let folder = Folder::new("link-one");
        let text = "\u{feff}---\r\nname: a\r\n---\r\n";
        let path = folder.file("deep/a.md", text);
        let (code, out, err) = said(&["link", &path], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(out.starts_with("#v1.") && out.ends_with('\n'), "{out}");
        assert_eq!(open(&out), Ok(vec![SourceFile::new("a.md", text)]));
    }

    #[test]
    fn a_folder_is_a_collection() {
        let folder = Folder::new("link-folder");
        folder
            .with(".claude/agents/b.md", GOOD)
            .with(".claude/agents/README.md", "# About\n")
            .with("skills/c/SKILL.md", GOOD)
            .with("skills/c/notes.txt", "-");
        let (code, out, err) = said(&["link", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        assert_eq!(paths(&out), [".claude/agents/b.md", "skills/c/SKILL.md"]);
        assert!(err.contains("README.md is left out: "), "{err}");
        let (_, out, _) = said(
            &["link", &folder.path(".claude/agents/"), "-"],
            GOOD.as_bytes(),
        );
        assert_eq!(paths(&out), ["b.md", "agent.md"]);
    }

    #[test]
    fn a_named_file_is_shared_whatever_it_is() {
        let folder = Folder::new("link-named");
        let path = folder.file("agents/README.md", "# About\n");
        let (code, out, _) = said(&["link", &path], b"");
        assert_eq!((code, paths(&out)), (SUCCESS, vec!["README.md".to_owned()]));
    }

    #[test]
    fn the_address_of_a_page_goes_before_it() {
        let base = "https://a.example/playground/";
        let (code, out, _) = said(&["link", "--base", base, "-"], GOOD.as_bytes());
        assert_eq!(code, SUCCESS);
        assert!(
            out.starts_with("https://a.example/playground/#v1."),
            "{out}"
        );
        let (code, out, err) = said(&["link", "--base", "https://a.example/#x", "-"], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(err.contains("must have neither a # nor blanks"), "{err}");
    }

    #[test]
    fn a_long_link_gets_a_word() {
        let made = |lines: usize| {
            let lines: String = (0..lines)
                .map(|line| format!("{:x}\n", line * line * 7919))
                .collect();
            said(&["link", "-"], format!("{GOOD}{lines}").as_bytes())
        };
        assert_eq!(made(10).2, "");
        assert!(
            made(500).2.contains("Some programs cut links above 2,000"),
            "{}",
            made(500).2
        );
        assert!(made(3000).2.contains("Many programs cut links above 4,000"));
    }

    #[test]
    fn a_secret_is_told_and_not_repeated() {
        let secret = format!("{}_Zq7Rt2Yw9Lk4Mn8Bv3Xc6Hs1Jd5Fg0", "ghp");
        let text = format!("{GOOD}Use {secret}.\nhttps://a:b@c.example\n");
        let (code, _, err) = said(&["link", "-"], text.as_bytes());
        assert_eq!(code, SUCCESS);
        assert_eq!(
            err,
            "agent.md:6: this looks like a token of GitHub. Whoever gets the link can read it, for ever.\n\
             agent.md:7: this looks like an address with a password. Whoever gets the link can read it, for ever.\n"
        );
    }

    #[test]
    fn no_link_leaves_something_out() {
        let folder = Folder::new("link-refused");
        folder
            .with("good/a.md", GOOD)
            .with("bad/a.md", b"---\nname: \xff\n---\n")
            .with("none/a.txt", "");
        for (paths, why) in [
            (vec!["good", "bad"], "a.md: it is not UTF-8 text"),
            (vec!["good", "missing.md"], "there is no such file"),
            (
                vec!["good", "good/a.md"],
                "two files have the path \"a.md\"",
            ),
            (vec!["none"], "There is no definition in"),
            (vec!["none/a.txt"], "it is no Markdown file"),
        ] {
            let paths: Vec<String> = paths.into_iter().map(|name| folder.path(name)).collect();
            let mut arguments = vec!["link"];
            arguments.extend(paths.iter().map(String::as_str));
            let (code, out, err) = said(&arguments, b"");
            assert_eq!((code, out.as_str()), (FAILURE, ""), "{err}");
            assert!(err.contains(why), "{err}");
        }
    }
}
