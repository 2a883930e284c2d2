//! Lines of an example at the left margin that read as keys of their own go back into the description.

use super::entries::{Entries, Entry, State};
use super::values::Meant;
use crate::definition::Value;
use crate::reader::lines_of_example;
use crate::text::Span;

/// The description with the lines behind it, if `index` is a description that lost some.
pub(super) fn meant(entries: &Entries<'_>, index: usize) -> Option<Meant> {
    let description = entries.all.get(index)?;
    if description.name != "description" || entries.state == State::Broken {
        return None;
    }
    let Some(Value::Scalar(read)) = &description.value else {
        return None;
    };
    let behind = entries.all.get(index + 1..)?;
    let lines = behind.iter().map_while(|entry| {
        let value = entry.value.as_ref().filter(|_| entry.begins_line)?;
        Some((entry.name.as_str(), value))
    });
    let lost = behind.get(..lines_of_example(entries.text, lines))?;
    let (first, last) = (lost.first()?, lost.last()?);
    // A comment between them parts them.
    let gap = entries.text.get(description.raw.end..first.extent.start)?;
    if !gap.trim().is_empty() {
        return None;
    }
    let end = last.raw.end.max(last.key.end);
    let line_end = entries.text.get(end..last.extent.end)?.find(['\n', '\r']);
    let end = end + line_end.unwrap_or(0);
    let rest = entries.text.get(description.raw.end..end)?.trim_end();
    let rest = rest.replace("\r\n", "\n").replace('\r', "\n");
    Some(Meant {
        span: Span::new(
            description.raw.start,
            description.raw.end + rest_len(entries, description, end),
        ),
        text: format!("{}{rest}", read.text.as_str().trim_end()),
        why: "the lines behind it look like keys, and it ends before them",
    })
}

fn rest_len(entries: &Entries<'_>, description: &Entry, end: usize) -> usize {
    entries
        .text
        .get(description.raw.end..end)
        .map_or(0, |rest| rest.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{described, mended};

    #[test]
    fn speakers_belong_to_the_description() {
        assert_eq!(
            described(
                "---\nname: n\ndescription: Use it.\n\nContext: foo # bar\nuser: \"hi\"\nassistant: \"ok\"\nmodel: m\n---\n"
            ),
            r#""Use it.\n\nContext: foo # bar\nuser: \"hi\"\nassistant: \"ok\"""#
        );
    }

    #[test]
    fn settings_stay_settings() {
        let source =
            "---\nname: n\ndescription: a\ncontext: fork\nagent: Explore\nAuthor: b\n---\n";
        assert_eq!(mended(source), source);
    }
}
