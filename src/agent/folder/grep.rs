//! What matches a regular expression in the files of the folder, as ripgrep gives it.

mod output;
mod search;

use regex_lite::{Regex, RegexBuilder};
use serde_json::{Value, json};

use self::output::Output;
pub(super) use self::search::Search;
use super::arguments::Arguments;
use super::kinds;
use super::listing::{Entry, Listing};
use super::pattern::Patterns;
use super::{Folder, FolderPath};

/// How many lines are given where the call does not say it.
const LINES: usize = 250;
/// Larger files, in bytes, are not searched.
const LARGEST: u64 = 1024 * 1024;
/// The most memory, in bytes, that a pattern takes. The time for each sign of a file grows with it: with this
/// much, a file of the largest size takes seconds at worst.
const PATTERN: usize = 16 * 1024;

/// A call of Grep.
#[derive(Clone, Debug)]
pub(super) struct Grep {
    regex: Regex,
    path: FolderPath,
    patterns: Patterns,
    ends: Option<&'static [&'static str]>,
    shown: Shown,
    before: usize,
    after: usize,
    numbers: bool,
    across_lines: bool,
    limit: usize,
    offset: usize,
}

/// What is shown of a file that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Content,
    Files,
    Count,
}

pub(super) fn described(folder: &Folder) -> (String, Value) {
    let description = format!(
        "Searches the text files of the folder {} for a regular expression, in the syntax of ripgrep without look-around and \\p{{…}}. Files that may hold secrets, and folders such as .git and node_modules, are left out.",
        folder.name()
    );
    let number = |description: &str| json!({ "type": "number", "description": description });
    let flag = |description: &str| json!({ "type": "boolean", "description": description });
    let text = |description: &str| json!({ "type": "string", "description": description });
    let schema = json!({
        "type": "object",
        "properties": {
            "pattern": text("The regular expression"),
            "path": text("The file or folder to search, from the folder down; all of it where this is left out"),
            "glob": text("Only files whose paths match, such as *.js or *.{ts,tsx}"),
            "type": text("Only files of this type, such as js, py, rust or go"),
            "output_mode": { "type": "string", "enum": ["content", "files_with_matches", "count"],
                "description": "content gives the lines, files_with_matches (where this is left out) the paths, count how many lines match in each file" },
            "-i": flag("Whether the case of the letters a to z does not count"),
            "-n": flag("Whether lines stand behind their numbers, with content; true where this is left out"),
            "-A": number("How many lines after each match are given, with content"),
            "-B": number("How many lines before each match are given, with content"),
            "-C": number("How many lines before and after each match are given, with content"),
            "context": number("The same as -C"),
            "multiline": flag("Whether a match may go over several lines; . matches line ends then"),
            "head_limit": number("How many lines or files are given at most; 250 where this is left out"),
            "offset": number("How many lines or files are passed over first"),
        },
        "required": ["pattern"],
        "additionalProperties": false,
    });
    (description, schema)
}

impl Grep {
    pub(super) fn of(arguments: &Arguments, folder: &Folder) -> Result<Self, String> {
        let across_lines = arguments.flag("multiline")?.unwrap_or(false);
        let regex = RegexBuilder::new(arguments.needed("pattern")?)
            .case_insensitive(arguments.flag("-i")?.unwrap_or(false))
            .multi_line(true)
            .dot_matches_new_line(across_lines)
            .size_limit(PATTERN)
            .build()
            .map_err(|why| format!("The pattern cannot be read: {why}. Look-around and \\p{{…}} are not known here, and counts such as {{1,500}} make it too large."))?;
        let around = match arguments.number("-C")? {
            None => arguments.number("context")?,
            given => given,
        };
        let path = arguments.text("path")?.unwrap_or_default();
        Ok(Self {
            regex,
            path: FolderPath::resolve(path, folder.name()).map_err(|why| why.to_string())?,
            patterns: Patterns::several(arguments.text("glob")?.unwrap_or_default())?,
            ends: arguments.text("type")?.map(kinds::ends).transpose()?,
            shown: match arguments.text("output_mode")? {
                Some("content") => Shown::Content,
                Some("count") => Shown::Count,
                Some("files_with_matches") | None => Shown::Files,
                Some(_) => {
                    return Err(
                        "The argument output_mode has to be content, files_with_matches or count."
                            .to_owned(),
                    );
                }
            },
            before: arguments.number("-B")?.or(around).unwrap_or(0),
            after: arguments.number("-A")?.or(around).unwrap_or(0),
            numbers: arguments.flag("-n")?.unwrap_or(true),
            across_lines,
            // 0 is for all; the length of the result is bounded in any case.
            limit: match arguments.number("head_limit")? {
                Some(0) => usize::MAX,
                Some(limit) => limit,
                None => LINES,
            },
            offset: arguments.number("offset")?.unwrap_or(0),
        })
    }

    /// The search through the files that are wanted.
    pub(super) fn begin(&self, listing: &Listing, folder: &Folder) -> Result<Search, String> {
        let entries = listing.below(&self.path);
        if entries.is_empty() && !self.path.as_str().is_empty() {
            return Err(listing.missing(&self.path, folder));
        }
        let mut wanted: Vec<&Entry> = entries
            .into_iter()
            .filter(|entry| self.wants(&entry.path))
            .collect();
        if self.shown == Shown::Files {
            wanted.sort_by_key(|entry| std::cmp::Reverse(entry.modified));
        }
        let mut search = Search::new(self.clone());
        for entry in wanted {
            if folder.refuses(&entry.path) {
                search.refused.push(entry.path.clone());
            } else if entry.size > LARGEST {
                search.too_large.push(entry.path.clone());
            } else {
                search.left.push_back(entry.path.clone());
            }
        }
        Ok(search)
    }

    fn wants(&self, path: &FolderPath) -> bool {
        let name = path.file_name();
        let is_of_type = self
            .ends
            .is_none_or(|ends| ends.iter().any(|end| name.ends_with(end)));
        // A file that is named itself matches by its name.
        let below = path.within(&self.path).unwrap_or(name);
        is_of_type && self.patterns.match_path(below)
    }
}

impl Grep {
    /// What a file adds to the result; how many lines match.
    fn search(&self, path: &FolderPath, text: &str, output: &mut Output) -> usize {
        let lines: Vec<&str> = text.lines().collect();
        let matched = match self.across_lines {
            true => self.lines_across(text),
            false => {
                let numbered = lines.iter().enumerate();
                let matched = numbered.filter(|(_, line)| self.regex.is_match(line));
                // One is enough where no line is shown.
                let most = if self.shown == Shown::Files {
                    1
                } else {
                    usize::MAX
                };
                matched.map(|(at, _)| at).take(most).collect()
            }
        };
        if matched.is_empty() {
            return 0;
        }
        match self.shown {
            Shown::Files => output.line(path.to_string()),
            Shown::Count => output.line(format!("{path}:{}", matched.len())),
            Shown::Content => self.content(path, &lines, &matched, output),
        }
        matched.len()
    }

    /// The lines over which matches go, each once.
    fn lines_across(&self, text: &str) -> Vec<usize> {
        let mut matched: Vec<usize> = Vec::new();
        let (mut line, mut counted) = (0, 0);
        let mut line_at = |at: usize| {
            let more = text.as_bytes().get(counted..at).unwrap_or_default();
            line += memchr::memchr_iter(b'\n', more).count();
            counted = counted.max(at);
            line
        };
        for found in self.regex.find_iter(text) {
            // Behind the last line end there is no line.
            if found.start() == text.len() && text.ends_with('\n') {
                break;
            }
            let first = line_at(found.start());
            let last = match found.as_str().strip_suffix('\n') {
                Some(before) => line_at(found.start() + before.len()),
                None => line_at(found.end()),
            };
            let new = matched.last().map_or(first, |last| first.max(last + 1));
            matched.extend(new..=last);
        }
        matched
    }

    fn content(&self, path: &FolderPath, lines: &[&str], matched: &[usize], output: &mut Output) {
        let has_context = self.before > 0 || self.after > 0;
        let mut next = 0;
        let show = |at: usize, sign: char, output: &mut Output| {
            let Some(line) = lines.get(at) else {
                return;
            };
            let number = match self.numbers {
                true => format!("{}{sign}", at + 1),
                false => String::new(),
            };
            output.line(format!("{path}{sign}{number}{line}"));
        };
        for (index, at) in matched.iter().enumerate() {
            let first = at.saturating_sub(self.before).max(next);
            if has_context && (first > next || index == 0) && !output.is_empty() {
                output.line("--".to_owned());
            }
            for before in first..*at {
                show(before, '-', output);
            }
            show(*at, ':', output);
            let end = matched.get(index + 1).copied().unwrap_or(lines.len());
            let last = at.saturating_add(self.after).min(end.saturating_sub(1));
            for after in at + 1..=last {
                show(after, '-', output);
            }
            next = last + 1;
            if output.is_full() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
