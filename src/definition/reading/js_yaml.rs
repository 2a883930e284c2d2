//! What js-yaml takes although YAML does not, and the other way round: most programs written in
//! JavaScript read their frontmatter by it.
//!
//! Observed in 3.15 and 4: lines inside quotes and brackets need no indentation; after a value in
//! quotes or brackets the next key may follow on the same line; a comment may touch a value in
//! quotes. Where our parser stops at one of these, the text is given what it lacks, and read again.

use super::schema::Schema;
use super::source_map::SourceMap;
use super::written::quoted_len;
use super::yaml::{self, Refused, Root};

/// How often a text is given something before it counts as refused.
const MOST: usize = 64;

/// Reads a text as js-yaml does.
pub(super) fn read(text: &str, map: &SourceMap, schema: Schema) -> Result<Root, Refused> {
    let may_hold_control =
        |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t') || *byte >= 0x7f;
    if text.as_bytes().iter().any(may_hold_control)
        && let Some(at) = text.find(is_control)
    {
        return Err(Refused::new(at, map, "control character"));
    }
    let first = match yaml::read(text, map, schema) {
        Ok(root) => return Ok(root),
        Err(refused) => refused,
    };
    let (mut text, mut map) = (text.to_owned(), map.clone());
    let mut lacks = missing(&text, &first);
    for _ in 0..MOST {
        let Some(insert) = lacks else { break };
        text.insert_str(insert.at, &insert.text);
        map = map.inserted(insert.at, insert.text.len());
        match yaml::read(&text, &map, schema) {
            Ok(root) => return Ok(root),
            Err(refused) => lacks = missing(&text, &refused),
        }
    }
    Err(first)
}

/// What js-yaml calls non-printable.
fn is_control(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{b}'
            | '\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'..='\u{84}'
            | '\u{86}'..='\u{9f}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

/// What a text lacks to be YAML.
struct Insert {
    at: usize,
    text: String,
}

fn missing(text: &str, refused: &Refused) -> Option<Insert> {
    let at = refused.parsed;
    let before = text.get(..at)?;
    let says = |words: &str| refused.info.contains(words);
    let line_start = before.rfind('\n').map_or(0, |found| found + 1);
    let indent = |from: usize| {
        let line = &text[from..];
        line.len() - line.trim_start_matches(' ').len()
    };
    let after_brackets =
        says("did not find expected key") && before.trim_end().ends_with(['}', ']']);
    if says("trailing content after") || after_brackets {
        // The next key of the same map: the value may have begun some lines above.
        let blanks = " ".repeat(indent(line_of_key(before)));
        return Some(Insert {
            at,
            text: format!("\n{blanks}"),
        });
    }
    if says("comments must be separated") {
        return Some(Insert {
            at,
            text: " ".to_owned(),
        });
    }
    let deeper = " ".repeat(indent(line_start) + 1);
    if says("indentation in quoted") {
        let quote = text[at..].chars().next()?;
        let end = at + quoted_len(&text[at..], quote);
        let bare = text[at..end]
            .match_indices('\n')
            .map(|(found, _)| at + found + 1)
            .find(|start| {
                let line = &text[*start..end];
                !line.starts_with(deeper.as_str())
                    && !line.trim_start_matches(' ').starts_with(['\n', '\r'])
            })?;
        return Some(Insert {
            at: bare,
            text: deeper,
        });
    }
    // Inside brackets.
    (says("invalid indentation") && line_start == at - indent(line_start).min(at)).then(|| Insert {
        at: line_start,
        text: " ".to_owned(),
    })
}

/// Where the last line begins that looks like `key: value`.
fn line_of_key(before: &str) -> usize {
    let mut end = before.len();
    loop {
        let start = before[..end].rfind('\n').map_or(0, |found| found + 1);
        let key = before[start..end].split(':').next().unwrap_or_default();
        let looks = key.len() < end - start && !key.contains(['"', '\'', '[', '{']);
        if looks || start == 0 {
            return start;
        }
        end = start - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Value;
    use crate::text::Span;

    /// The fields, `key=text` with `|` between.
    fn fields(text: &str) -> Option<String> {
        let root = read(text, &SourceMap::whole(0), Schema::JsYaml3).ok()?;
        let Root::Fields(fields) = root else {
            return None;
        };
        let shown: Vec<_> = fields
            .iter()
            .map(|field| match &field.value {
                Value::Scalar(scalar) => format!("{}={}", field.key, scalar.text.as_str()),
                value => format!("{}={}", field.key, value.span().slice(text)),
            })
            .collect();
        Some(shown.join("|"))
    }

    #[test]
    fn the_next_key_may_follow_a_value_in_quotes_or_brackets() {
        assert_eq!(fields("a: \"b\" c: d\n").as_deref(), Some("a=b|c=d"));
        assert_eq!(fields("a: 'it's: b'\n").as_deref(), Some("a=it|s=b'"));
        assert_eq!(fields("a: [b] c: d\n").as_deref(), Some("a=[b]|c=d"));
        assert_eq!(fields("a: \"b\" c\n"), None);
    }

    #[test]
    fn quotes_and_brackets_need_no_indentation() {
        assert_eq!(
            fields("a: \"b\n\nc\nd\"\ne: f\n").as_deref(),
            Some("a=b\nc d|e=f")
        );
        assert_eq!(
            fields("a: [\nb,\nc\n]\nd: e").as_deref(),
            Some("a=[\nb,\nc\n]|d=e")
        );
    }

    #[test]
    fn a_comment_may_touch_a_quote() {
        assert_eq!(fields("a: \"b\"#c\nd: e").as_deref(), Some("a=b|d=e"));
    }

    #[test]
    fn control_characters_and_unknown_tags_are_refused() {
        assert_eq!(fields("a: \u{7}b\n"), None);
        assert_eq!(fields("a: !b c\n"), None);
        assert_eq!(fields("a: !!str 3\n").as_deref(), Some("a=3"));
    }

    #[test]
    fn places_stay_those_of_the_source() {
        let text = "a: \"b\nc\" d: é\ne: f\n";
        let Ok(Root::Fields(fields)) = read(text, &SourceMap::whole(0), Schema::JsYaml4) else {
            panic!("js-yaml reads it");
        };
        let spans: Vec<_> = fields.iter().map(|field| field.span).collect();
        assert_eq!(spans[0], Span::new(0, 8));
        assert_eq!(spans[1].slice(text), "d: é");
        assert_eq!(spans[2].slice(text), "e: f");
    }
}
