//! A link in the Markdown of a README or a message.

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
    fn the_picture_lies_beside_the_page() {
        for page in ["https://a.example/b/", "https://a.example/b/index.html"] {
            assert_eq!(
                badge(page, "https://a.example/b/#v1.c"),
                "[![Open in Agent Playground](https://a.example/b/badge.svg)](https://a.example/b/#v1.c)"
            );
        }
    }
}
