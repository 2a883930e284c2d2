//! From pulldown-cmark's tags to elements.

use pulldown_cmark::{CodeBlockKind, CowStr, LinkType, Tag};

use super::Element;

/// The text in a box of its own.
pub(super) fn boxed(text: CowStr<'_>) -> Box<str> {
    match text {
        CowStr::Boxed(text) => text,
        text => (&*text).into(),
    }
}

/// The element that a tag opens.
pub(super) fn element(tag: Tag<'_>) -> Element {
    match tag {
        Tag::Heading { level, .. } => Element::Heading(level as u8),
        Tag::BlockQuote(_) => Element::Quote,
        Tag::CodeBlock(CodeBlockKind::Indented) => Element::CodeBlock("".into()),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Element::CodeBlock(info.split_whitespace().next().unwrap_or_default().into())
        }
        Tag::List(first) => Element::List(first),
        Tag::Item => Element::Item,
        Tag::Table(_) => Element::Table,
        Tag::TableHead => Element::TableHead,
        Tag::TableRow => Element::TableRow,
        Tag::TableCell => Element::TableCell,
        Tag::Emphasis => Element::Emphasis,
        Tag::Strong => Element::Strong,
        Tag::Strikethrough => Element::Strikethrough,
        Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            ..
        } => Element::Link(format!("mailto:{dest_url}").into()),
        Tag::Link { dest_url, .. } => Element::Link(boxed(dest_url)),
        Tag::Image { dest_url, .. } => Element::Image(boxed(dest_url)),
        Tag::HtmlBlock => Element::HtmlBlock,
        // What is not switched on never comes; should it, its content is a paragraph.
        Tag::Paragraph
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Superscript
        | Tag::Subscript
        | Tag::MetadataBlock(_) => Element::Paragraph,
    }
}
