//! Why a YAML parser stops, in words an author can act on, and at the place that must be mended.

use super::YamlError;
use super::yaml::Refused;
use crate::text::{LineIndex, Span};

/// Puts the parser's refusal into our words.
pub(super) fn explain(source: &str, frontmatter: Span, refused: &Refused) -> YamlError {
    let at = refused.at.clamp(frontmatter.start, frontmatter.end);
    // The place may lie inside a character; its beginning is meant.
    let at = (frontmatter.start..=at)
        .rev()
        .find(|at| source.is_char_boundary(*at))
        .unwrap_or(frontmatter.start);
    let place = Place {
        source,
        frontmatter,
        at,
    };
    let (span, message) = place.explain(&refused.info);
    let span = if span.is_empty() {
        place.rest_of_line()
    } else {
        span
    };
    YamlError {
        span,
        line: LineIndex::new(&source[..span.end]).line(span.start),
        message,
    }
}

struct Place<'source> {
    source: &'source str,
    frontmatter: Span,
    at: usize,
}

impl Place<'_> {
    fn explain(&self, info: &str) -> (Span, String) {
        let says = |words: &str| info.contains(words);
        if says("mapping values are not allowed") || says("illegal placement of ':'") {
            return self.second_colon();
        }
        if says("simple key expect") || says("did not find expected key") {
            let line = self.stray_line();
            if says("did not find expected key") && self.at > self.line_start(self.at) {
                return (
                    self.rest_of_line(),
                    "text stands behind a list or map on the same line: the value needs quotes"
                        .to_owned(),
                );
            }
            return (
                line,
                "this line is neither indented nor of the form key: value".to_owned(),
            );
        }
        if says("trailing content after") {
            return (
                self.rest_of_line(),
                "text stands behind the closing quote: quotes inside a quoted value must be escaped".to_owned(),
            );
        }
        if says("unexpected end of stream") && says("quoted") {
            return (
                self.rest_of_line(),
                "the opening quote is never closed".to_owned(),
            );
        }
        if says("indentation in quoted") || says("unexpected document indicator") {
            return (
                self.rest_of_line(),
                "a value in quotes goes on in a line that is not indented".to_owned(),
            );
        }
        if says("escape") {
            return (
                self.rest_of_line(),
                "a backslash in double quotes begins an escape that YAML does not know".to_owned(),
            );
        }
        if says("control character") {
            return (
                self.rest_of_line(),
                "a control character stands here, which no eye sees".to_owned(),
            );
        }
        if says("tab") {
            return (
                self.tab(),
                "a tab stands where YAML wants blanks".to_owned(),
            );
        }
        if says("anchor or alias") || says("unknown anchor") {
            return self.sign("refers to an anchor that is not there: the value needs quotes");
        }
        if says("unexpected character") || says("plain scalar cannot start") {
            return self.sign("cannot begin a value: it needs quotes");
        }
        if says("block sequence entries") || says("mapping keys are not allowed") {
            return self.sign("cannot begin a value on the line of its key: it needs quotes");
        }
        if says("second document") {
            return (
                self.rest_of_line(),
                "a line ... ends the frontmatter's document: nothing may follow it".to_owned(),
            );
        }
        if says("tag") {
            return self.sign("begins a tag, which this is not: the value needs quotes");
        }
        if says("flow") || says("misplaced bracket") {
            return (
                self.rest_of_line(),
                "a list or map in brackets does not end as it should: a text needs quotes"
                    .to_owned(),
            );
        }
        if says("block scalar") {
            return (
                self.rest_of_line(),
                "the lines of a | or > block are not indented as its first one is".to_owned(),
            );
        }
        if says("recursion") {
            return (
                self.rest_of_line(),
                "lists or maps are nested too deeply".to_owned(),
            );
        }
        if says("indentation") {
            return (
                self.rest_of_line(),
                "the indentation fits no line above".to_owned(),
            );
        }
        if says("<document start>") {
            return (
                self.rest_of_line(),
                "what stands above is no line key: value, and YAML lets nothing follow it"
                    .to_owned(),
            );
        }
        if says("unprintable") {
            return (
                self.rest_of_line(),
                "a control character stands here".to_owned(),
            );
        }
        (self.rest_of_line(), "this is not valid YAML".to_owned())
    }

    fn line_start(&self, at: usize) -> usize {
        self.source[self.frontmatter.start..at]
            .rfind(['\n', '\r'])
            .map_or(self.frontmatter.start, |end| {
                self.frontmatter.start + end + 1
            })
    }

    fn line_end(&self, at: usize) -> usize {
        // Bytes, not characters: where a value is one long line, this is what its error costs.
        self.source[at..self.frontmatter.end]
            .bytes()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(self.frontmatter.end, |end| at + end)
    }

    /// From the failing place to the end of its line; at a line's end, the whole line; in an empty
    /// line, the last one before it with text.
    fn rest_of_line(&self) -> Span {
        let trimmed = |start: usize, end: usize| {
            let text = &self.source[start..end];
            let indent = text.len() - text.trim_start().len();
            Span::new(start + indent, start + text.trim_end().len().max(indent))
        };
        let mut end = self.line_end(self.at);
        let rest = trimmed(self.at, end);
        if !rest.is_empty() {
            return rest;
        }
        loop {
            let start = self.line_start(end);
            let line = trimmed(start, end);
            if !line.is_empty() || start <= self.frontmatter.start {
                return line;
            }
            end = start - 1;
        }
    }

    /// The word that its colon makes look like a key.
    fn second_colon(&self) -> (Span, String) {
        let start = self.line_start(self.at);
        let before = &self.source[start..self.at];
        let word = before
            .rfind([' ', '\t', '"', '\'', '(', '>'])
            .map_or(start, |end| start + end + 1);
        let sign = self.source[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        let end = (self.at + sign).min(self.line_end(self.at));
        let span = Span::new(word, end);
        let shown: String = span.slice(self.source).chars().take(40).collect();
        let last = self.source[end..self.line_end(end)].trim().is_empty();
        let message = if word == start {
            format!(
                "\"{shown}\" begins a key where none can stand: the line above or this one needs quotes or indentation"
            )
        } else if last {
            format!(
                "\"{shown}\" at the end of the line looks like a second key: the value needs quotes"
            )
        } else {
            format!("\"{shown}\" looks like a second key: the value needs quotes")
        };
        (span, message)
    }

    /// The first line after the last `key:` that is neither indented nor a field itself.
    fn stray_line(&self) -> Span {
        let mut stray = None;
        let mut end = if self.at > self.frontmatter.start {
            self.at
        } else {
            self.line_end(self.at)
        };
        loop {
            let start = self.line_start(end);
            let line = &self.source[start..end];
            if is_field(line) || line.starts_with([' ', '\t']) && !line.trim().is_empty() {
                break;
            }
            if !line.trim().is_empty() {
                stray = Some(Span::new(start, start + line.trim_end().len()));
            }
            if start <= self.frontmatter.start {
                break;
            }
            end = start - 1;
        }
        stray.unwrap_or_else(|| self.rest_of_line())
    }

    fn tab(&self) -> Span {
        let start = self.line_start(self.at);
        let from = self.source[start..self.frontmatter.end]
            .find('\t')
            .map(|tab| start + tab);
        from.map_or_else(|| self.rest_of_line(), |tab| Span::new(tab, tab + 1))
    }

    /// The sign at the failing place, or at the start of the value on its line.
    fn sign(&self, what: &str) -> (Span, String) {
        let character = self.source[self.at..self.frontmatter.end].chars().next();
        let at = match character {
            Some(c) if !c.is_whitespace() && !c.is_alphanumeric() => self.at,
            _ => {
                // The parser may stand just behind the sign.
                let before = self.source[self.frontmatter.start..self.at].trim_end();
                before
                    .char_indices()
                    .next_back()
                    .map_or(self.at, |(last, _)| self.frontmatter.start + last)
            }
        };
        match self.source[at..self.frontmatter.end].chars().next() {
            Some(sign) => (
                Span::new(at, at + sign.len_utf8()),
                format!("\"{sign}\" {what}"),
            ),
            None => (self.rest_of_line(), "this is not valid YAML".to_owned()),
        }
    }
}

/// Whether a line begins with a key.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            && (rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

#[cfg(test)]
mod tests {
    use crate::definition::Definition;

    #[test]
    fn a_failing_place_inside_a_character_is_no_panic() {
        // The parser counts these otherwise than in bytes, and the repair moves what it counts.
        for text in [
            "---\n|\nn: \u{feff}>",
            "---\n\"\nn: ำ>",
            "---\nx:\n[t: \"\nd: }“",
            "---\nn: \\}\r\t\u{2028}",
            "---\n%”\n: ：",
        ] {
            Definition::parse(text);
        }
    }
}
