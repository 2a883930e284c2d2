//! The text that somebody meant by a value that no YAML parser reads.

/// The text of a value as it is written: without the quotes or the block header that it was meant
/// to have, without the indentation of its lines, and with its escapes decoded where it is in double
/// quotes. `on_key_line` says whether its first line stands behind the key.
pub(super) fn text(raw: &str, on_key_line: bool) -> String {
    let raw = raw.trim_end();
    match raw.trim_start().chars().next() {
        Some('|' | '>') => block(raw),
        Some(quote @ ('"' | '\'')) => quoted(raw, quote, on_key_line),
        _ => plain(raw, on_key_line),
    }
}

/// With the two characters `\n`, and the three `\\n`, as line ends: so descriptions are written in
/// one line, and Claude Code turns the first into line ends whatever was meant.
pub(super) fn with_line_ends(text: &str) -> String {
    text.replace("\\\\n", "\n").replace("\\n", "\n")
}

/// A value without quotes. Indented lines of prose go on as YAML would have them, folded into one;
/// lines that mean something by themselves stay lines.
fn plain(raw: &str, on_key_line: bool) -> String {
    let lines = without_indentation(raw, on_key_line);
    let trimmed: Vec<&str> = lines.text.iter().map(|line| line.trim_end()).collect();
    if lines.indented && !trimmed.iter().skip(1).any(|line| stands_alone(line)) {
        fold(&trimmed)
    } else {
        trimmed.join("\n")
    }
}

/// The lines under a header `|` or `>`.
fn block(raw: &str) -> String {
    let raw = raw.trim_start();
    let header = raw.find(['\n', '\r']).unwrap_or(raw.len());
    let (first, rest) = raw.split_at(header);
    let indicators = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '|' | '>');
    let after = first.trim_start_matches(indicators).trim_start();
    if !after.is_empty() && !after.starts_with('#') {
        // No header at all: a text that begins with the sign.
        return plain(raw, true);
    }
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\n', '\r']))
        .unwrap_or(rest);
    let lines = without_indentation(rest, false).text;
    let folded = first.starts_with('>') && !lines.iter().any(|line| stands_alone(line));
    if folded {
        fold(&lines)
    } else {
        lines.join("\n")
    }
    .trim_matches('\n')
    .to_owned()
}

/// A value that begins with a quote: in quotes as a whole, never closed, or with a quoted word first.
fn quoted(raw: &str, quote: char, on_key_line: bool) -> String {
    let start = raw.len() - raw.trim_start().len() + quote.len_utf8();
    let (indent, rest) = (&raw[..start - 1], &raw[start..]);
    let quotes = quotes(rest, quote);
    let last_ends = quotes.last().is_some_and(|at| at + 1 == rest.len());
    let in_pairs = !quotes.len().is_multiple_of(2);
    let inner = match (last_ends, in_pairs) {
        (true, true) if !begins_with_a_word(rest, &quotes) => &rest[..rest.len() - 1],
        (true, false) if !opens(rest, &quotes) => &rest[..rest.len() - 1],
        (_, false) => rest,
        (_, true) => return plain(raw, on_key_line),
    };
    let text = plain(&format!("{indent}{inner}"), on_key_line);
    match quote {
        '"' => unescaped(&text),
        _ => text.replace("''", "'"),
    }
}

/// Where quotes stand that are not escaped.
fn quotes(text: &str, quote: char) -> Vec<usize> {
    let mut found = Vec::new();
    let mut escaped = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if escaped {
            escaped = false;
        } else if quote == '"' && character == '\\' {
            escaped = true;
        } else if character == quote {
            let doubled = quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'');
            if doubled {
                characters.next();
            } else {
                found.push(at);
            }
        }
    }
    found
}

/// Whether the first of the quotes ends a quoted word and others follow, as in `"a" and "b"`: then
/// the first and the last are no pair.
fn begins_with_a_word(rest: &str, quotes: &[usize]) -> bool {
    let [first, _, ..] = quotes else {
        return false;
    };
    let after = rest[first + 1..].chars().next();
    !opens(rest, quotes)
        && after.is_some_and(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')'))
}

/// Whether the first of the quotes stands where a quotation begins.
fn opens(rest: &str, quotes: &[usize]) -> bool {
    let before = quotes
        .first()
        .and_then(|at| rest[..*at].chars().next_back());
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '>' | ':'))
}

/// What double quotes make of escapes; those that YAML does not know stay as they are.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(sign) = rest.chars().next() else {
            out.push('\\');
            break;
        };
        let after = &rest[sign.len_utf8()..];
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = after
            .get(..digits)
            .filter(|_| digits > 0)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        let (decoded, used) = match (sign, code) {
            (_, Some(character)) => (character, sign.len_utf8() + digits),
            ('"' | '\\' | '/', _) => (sign, 1),
            ('n', _) => ('\n', 1),
            ('t', _) => ('\t', 1),
            ('r', _) => ('\r', 1),
            _ => ('\\', 0),
        };
        out.push(decoded);
        rest = &rest[used..];
    }
    out.push_str(rest);
    out
}

/// The lines of a value without what indents them all.
struct Lines<'raw> {
    text: Vec<&'raw str>,
    /// Whether every line but the one behind the key is indented.
    indented: bool,
}

fn without_indentation(raw: &str, on_key_line: bool) -> Lines<'_> {
    let lines = split_lines(raw);
    let skipped = usize::from(on_key_line);
    let width = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines
        .iter()
        .skip(skipped)
        .filter(|line| !line.trim().is_empty())
        .map(|line| width(line))
        .min();
    let cut = common.unwrap_or(0);
    let text = lines
        .iter()
        .enumerate()
        .map(|(index, line)| match index < skipped {
            true => *line,
            false => line.get(cut.min(width(line))..).unwrap_or_default(),
        })
        .collect();
    Lines {
        text,
        indented: common.is_some_and(|width| width > 0),
    }
}

/// Lines without their ends: LF, CRLF, or a lone CR.
fn split_lines(text: &str) -> Vec<&str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
        .collect()
}

/// Whether a line is more than a sentence going on: markup, a label, an item of a list.
fn stands_alone(line: &str) -> bool {
    let line = line.trim_start();
    let is_item = line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with(['<', '#', '|', '`'])
        || line.split_once(['.', ')']).is_some_and(|(number, _)| {
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
        });
    let is_label = line.split_once(':').is_some_and(|(word, _)| {
        ["context", "user", "assistant", "human", "commentary"]
            .iter()
            .any(|label| word.eq_ignore_ascii_case(label))
    });
    is_item || is_label
}

/// Lines as YAML folds them: one line end is a blank, of several one is left out.
fn fold(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in lines {
        if line.trim().is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            if empty == 0 {
                out.push(' ');
            }
            out.extend(std::iter::repeat_n('\n', empty));
        }
        empty = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(raw: &str) -> String {
        text(raw, true)
    }

    #[test]
    fn plain_texts_are_what_they_are() {
        assert_eq!(meant("a: b:"), "a: b:");
        assert_eq!(meant("- a # b"), "- a # b");
        assert_eq!(meant("a\r\nb\rc\nd"), "a\nb\nc\nd");
        assert_eq!(text("  on its own\n  lines", false), "on its own lines");
    }

    #[test]
    fn indented_prose_folds_and_examples_do_not() {
        assert_eq!(
            meant("Use it: now\n  and here\n\n  too"),
            "Use it: now and here\ntoo"
        );
        assert_eq!(
            meant("Use it: now\n  <example>\n    user: a\n  </example>"),
            "Use it: now\n<example>\n  user: a\n</example>"
        );
        assert_eq!(meant("first\nsecond: x"), "first\nsecond: x");
    }

    #[test]
    fn blocks_that_are_not_indented() {
        assert_eq!(meant("|\na: b\n\n  c\n"), "a: b\n\n  c");
        assert_eq!(meant(">-\n  a: b\n  c"), "a: b c");
        assert_eq!(meant("> 5 items: see"), "> 5 items: see");
    }

    #[test]
    fn quotes_around_a_value_are_none_of_it() {
        for (raw, text) in [
            (
                r#""Use this. user: "hi" assistant: "ok"""#,
                r#"Use this. user: "hi" assistant: "ok""#,
            ),
            (r#""a \"b\" "c" \\ \d\n""#, "a \"b\" \"c\" \\ \\d\n"),
            ("'it's bad'", "it's bad"),
            ("'it''s\nno'", "it's\nno"),
            ("\"unterminated", "unterminated"),
            ("\"say \"hi\"", "say \"hi\""),
            ("\"5\" wide\"", "5\" wide"),
        ] {
            assert_eq!(meant(raw), text, "{raw}");
        }
    }

    #[test]
    fn quoted_words_keep_their_quotes() {
        for raw in [r#""quoted" then more"#, r#""a" and "b""#, "'a' and 'b'"] {
            assert_eq!(meant(raw), raw);
        }
    }

    #[test]
    fn escapes() {
        assert_eq!(
            unescaped(r"a\u00e9\x41\U0001F600\q\u12\"),
            "aéA😀\\q\\u12\\"
        );
    }
}
