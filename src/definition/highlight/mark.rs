//! The kinds of stretches that are coloured.

/// What a stretch of source is. The discriminant is what crosses to the editor; the editor's class
/// for it is [`Mark::class`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Mark {
    /// A `---` fence.
    Fence,
    /// A key of the frontmatter.
    Key,
    /// A scalar value.
    Value,
    /// A number, truth value or null.
    Literal,
    /// A YAML comment.
    Comment,
    /// `<example>`, `</example>`, `<commentary>` and their kin.
    Tag,
    /// A label such as `Context:` or `user:`.
    Label,
    /// The context of an example.
    Context,
    /// What the user says.
    User,
    /// What the assistant says.
    Assistant,
    /// What anybody else says.
    OtherSpeaker,
    /// Commentary.
    Commentary,
    /// A note in angle brackets.
    Note,
    /// A Markdown heading.
    Heading,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck through.
    Strikethrough,
    /// Inline code.
    Code,
    /// A code block.
    CodeBlock,
    /// A link or image.
    Link,
    /// A block quote's marker.
    Quote,
    /// A list's marker.
    ListMarker,
    /// Raw HTML.
    Html,
    /// A thematic break.
    Rule,
    /// Where a parser stops.
    Error,
    /// What a program loses of the text.
    Lost,
}

impl Mark {
    /// Every mark, in the order of the discriminants.
    pub const ALL: [Mark; 26] = [
        Mark::Fence,
        Mark::Key,
        Mark::Value,
        Mark::Literal,
        Mark::Comment,
        Mark::Tag,
        Mark::Label,
        Mark::Context,
        Mark::User,
        Mark::Assistant,
        Mark::OtherSpeaker,
        Mark::Commentary,
        Mark::Note,
        Mark::Heading,
        Mark::Emphasis,
        Mark::Strong,
        Mark::Strikethrough,
        Mark::Code,
        Mark::CodeBlock,
        Mark::Link,
        Mark::Quote,
        Mark::ListMarker,
        Mark::Html,
        Mark::Rule,
        Mark::Error,
        Mark::Lost,
    ];

    /// The name of its style class, without prefix: `key`, `code-block`.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Fence => "fence",
            Mark::Key => "key",
            Mark::Value => "value",
            Mark::Literal => "literal",
            Mark::Comment => "comment",
            Mark::Tag => "tag",
            Mark::Label => "label",
            Mark::Context => "context",
            Mark::User => "user",
            Mark::Assistant => "assistant",
            Mark::OtherSpeaker => "other-speaker",
            Mark::Commentary => "commentary",
            Mark::Note => "note",
            Mark::Heading => "heading",
            Mark::Emphasis => "emphasis",
            Mark::Strong => "strong",
            Mark::Strikethrough => "strikethrough",
            Mark::Code => "code",
            Mark::CodeBlock => "code-block",
            Mark::Link => "link",
            Mark::Quote => "quote",
            Mark::ListMarker => "list-marker",
            Mark::Html => "html",
            Mark::Rule => "rule",
            Mark::Error => "error",
            Mark::Lost => "lost",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Mark;

    #[test]
    fn all_lists_every_mark_at_its_discriminant() {
        for (index, mark) in Mark::ALL.into_iter().enumerate() {
            assert_eq!(mark as usize, index);
        }
        // The last one of the enum: a mark added behind it must be added to `ALL` as well.
        assert_eq!(Mark::ALL.last(), Some(&Mark::Lost));
    }

    #[test]
    fn every_mark_has_a_class_of_its_own() {
        let classes: HashSet<_> = Mark::ALL.into_iter().map(Mark::class).collect();
        assert_eq!(classes.len(), Mark::ALL.len());
    }
}
