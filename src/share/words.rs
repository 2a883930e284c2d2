//! A link in the Markdown of a README or a message.

use crate::text::SourceFile;

/// Words that lead to a link.
pub fn markdown_link(words: &str, link: &str) -> String {
    format!("[{}]({link})", escaped(words))
}

/// A picture that leads to a link, for a README. It lies beside the page at `page`, an address without
/// fragment.
pub fn badge(page: &str, link: &str) -> String {
    let folder = page.rfind('/').map_or(page, |slash| &page[..=slash]);
    format!("[![Open in Agent Playground]({folder}badge.svg)]({link})")
}

/// Texts as code blocks below their paths, and the link that opens them, for a comment or a message.
pub fn markdown_with_text(files: &[SourceFile], link: &str) -> String {
    let mut out = String::new();
    for file in files {
        let fence = "`".repeat(longest_run(&file.text, '`').max(2) + 1);
        let line_end = if file.text.ends_with('\n') { "" } else { "\n" };
        out += &format!(
            "**{}**\n\n{fence}markdown\n{}{line_end}{fence}\n\n",
            escaped(&file.path),
            file.text
        );
    }
    out + &markdown_link("Open in Agent Playground", link) + "\n"
}

/// How many of a character stand together at most.
fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of)
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// Words in which Markdown finds no marks of its own, in one line.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    for character in words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            character,
            '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '!' | '&'
        ) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            markdown_link("code-reviewer", "a#v1.b"),
            "[code-reviewer](a#v1.b)"
        );
        assert_eq!(
            markdown_link("x](https://evil.example) <b>\n*y*", "a"),
            "[x\\](https://evil.example) \\<b> \\*y\\*](a)"
        );
    }

    #[test]
    fn a_text_stays_in_its_block() {
        let files = [
            SourceFile::new("a_b.md", "---\nname: a\n---\n````\ncode\n````"),
            SourceFile::new("c.md", "C\n"),
        ];
        assert_eq!(
            markdown_with_text(&files, "x#v1.y"),
            "**a\\_b.md**\n\n`````markdown\n---\nname: a\n---\n````\ncode\n````\n`````\n\n\
             **c.md**\n\n```markdown\nC\n```\n\n[Open in Agent Playground](x#v1.y)\n"
        );
    }

    #[test]
    fn the_picture_lies_beside_the_page() {
        for page in ["https://a.example/b/", "https://a.example/b/index.html"] {
            assert_eq!(
                badge(page, "https://a.example/b/#v1.c"),
                "[![Open in Agent Playground](https://a.example/b/badge.svg)](https://a.example/b/#v1.c)"
            );
        }
    }
}
