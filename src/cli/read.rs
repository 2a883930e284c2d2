//! What programs make of files, a line or a JSON object for each.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::Serialize;

use super::{FAILURE, NOT_ALL_LOAD, SUCCESS, printable, reason, walk};
use crate::definition::Definition;
use crate::dialect::{self, Kind};
use crate::reader::{self, Input, Reader, Reading, Version};
use crate::text::LineIndex;

/// The outcome of a file that is not UTF-8.
const NOT_UTF8: &str = "not-utf8";
/// The outcome of a file that does not load and is not meant to.
const NOT_A_DEFINITION: &str = "not-a-definition";

/// Reads the files that `paths` name as the programs do that `ids` name.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn read(
    ids: &[String],
    json: bool,
    paths: &[OsString],
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let readers = match asked(ids) {
        Ok(readers) => readers,
        Err(unknown) => {
            writeln!(err, "{}", no_such_reader(&unknown))?;
            return Ok(FAILURE);
        }
    };
    let mut code = SUCCESS;
    let (mut files, mut cannot) = (Vec::new(), Vec::new());
    for path in paths {
        let walked = walk::files(Path::new(path));
        files.extend(walked.files);
        let problems = walked.problems.into_iter();
        cannot.extend(problems.map(|(path, error)| (shown(&path), error)));
    }
    for path in files {
        let name = shown(&path);
        let bytes = if name == "-" {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(&path)
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                cannot.push((name, error));
                continue;
            }
        };
        let file = File::new(&name, &bytes);
        for Asked { id, reader } in &readers {
            let read = file.read_as(id, &**reader);
            if read.counts && !read.report.loaded {
                code = code.max(NOT_ALL_LOAD);
            }
            if json {
                serde_json::to_writer(&mut *out, &read.report)?;
                writeln!(out)?;
            } else {
                out.write_all(file.lines(&read).as_bytes())?;
            }
        }
    }
    for (name, error) in cannot {
        writeln!(err, "Cannot read {}: {}.", printable(&name), reason(&error))?;
        code = FAILURE;
    }
    Ok(code)
}

/// A reader, and the id by which it was asked for.
struct Asked {
    id: String,
    reader: Box<dyn Reader>,
}

/// The readers of these ids, each once, under the id that asked for it.
///
/// # Errors
/// The first id that names none.
fn asked(ids: &[String]) -> Result<Vec<Asked>, String> {
    let mut found: Vec<Asked> = Vec::new();
    let mut add = |id: String, reader| {
        if !found.iter().any(|known| known.id == id) {
            found.push(Asked { id, reader });
        }
    };
    for id in ids {
        if id == "all" {
            for reader in reader::all() {
                add(reader.id(), reader);
            }
        } else {
            add(id.clone(), reader::by_id(id).ok_or_else(|| id.clone())?);
        }
    }
    if ids.is_empty() {
        let usual = reader::ClaudeCode::default();
        add(usual.id(), Box::new(usual));
    }
    Ok(found)
}

fn no_such_reader(id: &str) -> String {
    let mut known: Vec<String> = reader::all().iter().map(|reader| reader.id()).collect();
    let older = Version::OBSERVED
        .iter()
        .skip(1)
        .map(|version| format!("claude-code@{version}"));
    known.splice(1..1, older);
    known.extend(["skill".to_owned(), "all".to_owned()]);
    format!(
        "There is no reader called \"{}\". Give --as one of these: {}.",
        printable(id),
        known.join(", ")
    )
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A file that was opened.
struct File<'bytes> {
    name: &'bytes str,
    content: Content,
}

enum Content {
    Text(Box<Text>),
    /// The bytes of the first place that fits no character.
    NotUtf8 {
        start: usize,
        end: usize,
    },
}

struct Text {
    definition: Definition,
    lines: LineIndex,
    kind: Kind,
}

/// A file as one program reads it.
#[derive(Serialize)]
struct Report<'file> {
    path: &'file str,
    reader: &'file str,
    kind: Option<&'static str>,
    loaded: bool,
    outcome: &'static str,
    name: Option<String>,
    description: Option<String>,
    model: Option<String>,
    tools_listing: Option<String>,
    prompt: Option<String>,
    roster_tokens: Option<usize>,
    losses: Vec<Lost>,
}

/// A loss, in bytes of the file.
#[derive(Serialize)]
struct Lost {
    reason: String,
    start: usize,
    end: usize,
    /// Whether the program was seen to do so.
    verified: bool,
}

/// A report, and whether it counts for the exit code.
struct Told<'file> {
    report: Report<'file>,
    counts: bool,
}

impl<'bytes> File<'bytes> {
    fn new(name: &'bytes str, bytes: &[u8]) -> Self {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => {
                let definition = Definition::parse_frontmatter(text);
                let path = (name != "-").then_some(name);
                Content::Text(Box::new(Text {
                    lines: LineIndex::new(text),
                    kind: dialect::find(path, &definition).kind,
                    definition,
                }))
            }
            Err(error) => {
                let start = error.valid_up_to();
                Content::NotUtf8 {
                    start,
                    end: error.error_len().map_or(bytes.len(), |len| start + len),
                }
            }
        };
        Self { name, content }
    }

    fn read_as<'file>(&'file self, id: &'file str, reader: &dyn Reader) -> Told<'file> {
        let (reading, kind) = match &self.content {
            Content::Text(text) => {
                let input = Input {
                    definition: &text.definition,
                    path: (self.name != "-").then_some(self.name),
                };
                (reader.read(&input), Some(text.kind))
            }
            Content::NotUtf8 { start, end } => {
                let why = format!("byte {start} (counted from 0) fits no character of UTF-8");
                let span = crate::text::Span::new(*start, *end);
                (Reading::dropped(true, span, why), None)
            }
        };
        let loaded = reading.outcome.loads();
        let meant = kind != Some(Kind::NotADefinition);
        let outcome = match (kind, loaded) {
            (None, _) => NOT_UTF8,
            (Some(Kind::NotADefinition), false) => NOT_A_DEFINITION,
            _ => reading.outcome.word(),
        };
        Told {
            counts: meant,
            report: Report {
                path: self.name,
                reader: id,
                kind: kind.map(Kind::label),
                loaded,
                outcome,
                roster_tokens: reading.roster_tokens(),
                tools_listing: reading.tools.listing().map(str::to_owned),
                name: reading.name,
                description: reading.description,
                model: reading.model,
                prompt: reading.prompt,
                losses: reading
                    .losses
                    .into_iter()
                    .map(|loss| Lost {
                        reason: loss.reason,
                        start: loss.span.start,
                        end: loss.span.end,
                        verified: loss.verified,
                    })
                    .collect(),
            },
        }
    }

    /// The outcome in one line, and every loss in one more.
    fn lines(&self, read: &Told<'_>) -> String {
        let report = &read.report;
        let mut out = String::new();
        out.push_str(&printable(self.name));
        out.push_str(&format!(": {}: {}", report.reader, report.outcome));
        if let (true, Some(name)) = (report.loaded, &report.name) {
            out.push_str(" as ");
            out.push_str(&printable(name));
        }
        out.push('\n');
        for loss in &report.losses {
            out.push_str("  ");
            out.push_str(&printable(self.name));
            if let Content::Text(text) = &self.content {
                let at = text.lines.line_column(&text.definition.source, loss.start);
                out.push_str(&format!(":{}:{}", at.line, at.column));
            }
            out.push_str(": ");
            out.push_str(&printable(&loss.reason));
            if !loss.verified {
                out.push_str(" (unverified)");
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::scratch::Folder;
    use super::*;

    /// What `read` says to the arguments: exit code, output, messages.
    fn said(arguments: &[&str], input: &[u8]) -> (u8, String, String) {
        let arguments = ["agent-playground", "read"]
            .iter()
            .chain(arguments)
            .map(OsString::from);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = super::super::run_with(arguments, &mut &*input, &mut out, &mut err)
            .expect("memory takes it");
        let text = |bytes| String::from_utf8(bytes).expect("output is text");
        (code, text(out), text(err))
    }

    fn objects(out: &str) -> Vec<Value> {
        out.lines()
            .map(|line| serde_json::from_str(line).expect("a line is an object"))
            .collect()
    }

    const GOOD: &str = "---\nname: a\ndescription: b\ntools: Read, Grep\nmodel: opus\n---\nBody\n";
    const BROKEN: &str = "---\nname: a\ndescription: \"b\nc: d\n---\nBody\n";

    #[test]
    fn a_file_that_loads() {
        let (code, out, err) = said(&["-"], GOOD.as_bytes());
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert_eq!(out, "-: claude-code: loads as a\n");
    }

    #[test]
    fn one_that_does_not_says_where() {
        let (code, out, _) = said(&["-"], BROKEN.as_bytes());
        assert_eq!(code, NOT_ALL_LOAD);
        assert!(
            out.starts_with("-: claude-code: does-not-load-silently\n  -:3:"),
            "{out}"
        );
    }

    #[test]
    fn an_object_has_every_key() {
        let (code, out, _) = said(&["--json", "-"], GOOD.as_bytes());
        assert_eq!(code, SUCCESS);
        let object = &objects(&out)[0];
        assert_eq!(object["path"], "-");
        assert_eq!(object["reader"], "claude-code");
        assert_eq!(object["kind"], "Claude Code agent");
        assert_eq!(object["loaded"], true);
        assert_eq!(object["outcome"], "loads");
        assert_eq!(object["name"], "a");
        assert_eq!(object["description"], "b");
        assert_eq!(object["model"], "opus");
        assert_eq!(object["tools_listing"], "Read, Grep");
        assert_eq!(object["prompt"], "Body");
        assert_eq!(object["losses"], Value::Array(Vec::new()));
    }

    #[test]
    fn offsets_count_the_bytes_on_disk() {
        let source = "\u{feff}---\r\nname: é\r\ndescription: b # cut\r\n---\r\n";
        let (code, out, _) = said(&["--json", "-"], source.as_bytes());
        assert_eq!(code, SUCCESS);
        let loss = &objects(&out)[0]["losses"][0];
        let at = |key: &str| loss[key].as_u64().expect("it is a number") as usize;
        assert_eq!(&source[at("start")..at("end")], "# cut");
    }

    #[test]
    fn readers_come_in_the_order_asked_and_once() {
        let asked = [
            "--as",
            "gemini",
            "--as",
            "claude-code@2.0.60",
            "--as",
            "gemini",
            "--json",
            "-",
        ];
        let (code, out, _) = said(&asked, GOOD.as_bytes());
        assert_eq!(code, NOT_ALL_LOAD, "Gemini wants a list of its own tools");
        let readers: Vec<_> = objects(&out)
            .iter()
            .map(|object| object["reader"].clone())
            .collect();
        assert_eq!(readers, ["gemini", "claude-code@2.0.60"]);
        let (_, out, _) = said(&["--as", "all", "--json", "-"], GOOD.as_bytes());
        assert_eq!(objects(&out).len(), reader::all().len());
    }

    #[test]
    fn an_unknown_reader_is_answered_with_the_known_ones() {
        for id in ["vim", "claude-code@x", ""] {
            let (code, out, err) = said(&["--as", id, "-"], b"");
            assert_eq!((code, out.as_str()), (FAILURE, ""));
            assert!(
                err.contains(&format!("no reader called \"{id}\""))
                    && err.contains("claude-code@2.0.60")
                    && err.contains("cursor"),
                "{err}"
            );
        }
        let (code, _, err) = said(&[], b"");
        assert_eq!(code, FAILURE);
        assert!(err.contains("Usage: agent-playground read"), "{err}");
    }

    #[test]
    fn folders_are_walked_in_order() {
        let folder = Folder::new("read-walk");
        folder
            .with("b/agents/z.md", GOOD)
            .with(".claude/agents/a.md", GOOD)
            .with("a.md", GOOD)
            .with("b.txt", "not read");
        let (code, out, err) = said(&["--json", &folder.path("")], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        let paths: Vec<_> = objects(&out)
            .iter()
            .map(|object| object["path"].as_str().expect("it is a text").to_owned())
            .collect();
        assert_eq!(
            paths,
            [".claude/agents/a.md", "a.md", "b/agents/z.md"].map(|name| folder.path(name))
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_is_followed_once() {
        let folder = Folder::new("read-loop");
        folder.with("sub/a.md", GOOD);
        std::os::unix::fs::symlink(&folder.0, folder.0.join("sub/back")).expect("links work");
        let (code, out, _) = said(&["--json", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        assert_eq!(objects(&out).len(), 1);
    }

    #[test]
    fn what_is_no_text_is_an_outcome() {
        let (code, out, err) = said(&["--json", "-"], b"---\nname: \xff\n---\n");
        assert_eq!((code, err.as_str()), (NOT_ALL_LOAD, ""));
        let object = &objects(&out)[0];
        assert_eq!(object["loaded"], false);
        assert_eq!(object["outcome"], NOT_UTF8);
        assert_eq!(object["losses"][0]["start"], 10);
        assert_eq!(object["losses"][0]["end"], 11);
        let (_, out, _) = said(&["-"], b"\xff");
        assert_eq!(
            out,
            "-: claude-code: not-utf8\n  -: byte 0 (counted from 0) fits no character of UTF-8\n"
        );
    }

    #[test]
    fn what_is_no_definition_is_told_and_does_not_count() {
        let folder = Folder::new("read-others");
        folder
            .with("agents/README.md", "# Agents\n")
            .with("agents/a.md", GOOD);
        let (code, out, _) = said(&["--json", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        let objects = objects(&out);
        assert_eq!(objects[0]["outcome"], NOT_A_DEFINITION);
        assert_eq!(objects[0]["loaded"], false);
        assert_eq!(objects[1]["outcome"], "loads");
    }

    #[test]
    fn a_missing_file_does_not_keep_the_others_back() {
        let (code, out, err) = said(&["no/such.md", "-"], GOOD.as_bytes());
        assert_eq!(code, FAILURE);
        assert_eq!(out, "-: claude-code: loads as a\n");
        assert_eq!(err, "Cannot read no/such.md: there is no such file.\n");
    }

    #[test]
    fn what_is_not_seen_to_happen_says_so() {
        let source = "---\nname: a\ndescription: b\ncolor: red\n---\n";
        let (code, out, _) = said(&["--as", "cursor", "-"], source.as_bytes());
        assert_eq!(code, SUCCESS);
        assert_eq!(
            out,
            "-: cursor: loads as a\n  -:4:1: Cursor knows no key color, so it does nothing (unverified)\n"
        );
    }

    #[test]
    fn a_terminal_does_not_obey_a_file() {
        let source = "---\nname: \"a\\x1b[2J\"\ndescription: b\n---\n";
        let (_, out, _) = said(&["-"], source.as_bytes());
        assert!(out.contains("a\\u{1b}[2J"), "{out}");
    }
}
