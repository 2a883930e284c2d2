//! One block of Markdown as DOM nodes.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

use super::press::SOURCE_OFFSET;
use crate::definition::{Block, Element as Markdown, Located, Piece};
use crate::web::dom;

/// How many bytes of text one block shows; a longer one ends with a note.
const BLOCK_TEXT: usize = 100_000;

/// What a link or image may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another site, or a mail address: opened apart.
    Outside,
    /// Everything else (`javascript:`, `data:`, relative addresses, fragments): shown, not linked.
    Inert,
}

/// Whether an address as written may become a link. Only the schemes of the public web and mail do.
pub fn link_target(address: &str) -> LinkTarget {
    let starts = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if starts("https://") || starts("http://") || starts("mailto:") {
        LinkTarget::Outside
    } else {
        LinkTarget::Inert
    }
}

/// The nodes of one block, in an element of its own. `None` only without a document.
pub(super) fn block(block: &Block, top_level: u8) -> Option<Element> {
    let root = dom::document()?.create_element("div").ok()?;
    root.set_class_name("block");
    fill(&root, block, top_level)?;
    Some(root)
}

/// Shows a block in the element of another.
pub(super) fn refill(root: &Element, block: &Block, top_level: u8) {
    root.replace_children_with_node_0();
    let _ = fill(root, block, top_level);
}

/// Puts a block's nodes into an empty element. `None` only without a document.
fn fill(root: &Element, block: &Block, top_level: u8) -> Option<()> {
    let mut drawing = Drawing {
        document: dom::document()?,
        top_level,
        open: Vec::new(),
        text_left: BLOCK_TEXT,
    };
    drawing.open.push(Open {
        element: root.clone(),
        after: None,
    });
    for located in &block.content {
        if drawing.piece(located).is_none() || drawing.text_left == 0 {
            break;
        }
    }
    if drawing.text_left == 0
        && let Some(note) = drawing.element("p", "quiet")
    {
        note.set_text_content(Some(
            "The rest of this block is too long to show here; it stands in the source.",
        ));
        let _ = root.append_child(&note);
    }
    Some(())
}

/// An element that is being filled, and what is said after its content.
struct Open {
    element: Element,
    after: Option<String>,
}

struct Drawing {
    document: Document,
    top_level: u8,
    open: Vec<Open>,
    text_left: usize,
}

impl Drawing {
    fn element(&self, tag: &str, class: &str) -> Option<Element> {
        let element = self.document.create_element(tag).ok()?;
        if !class.is_empty() {
            element.set_class_name(class);
        }
        Some(element)
    }

    fn parent(&self) -> Option<&Element> {
        self.open.last().map(|open| &open.element)
    }

    /// Draws a piece; `None` when the browser refuses.
    fn piece(&mut self, located: &Located) -> Option<()> {
        match &located.piece {
            Piece::Open(element) => self.begin(element),
            Piece::Close => {
                // The block's own element stays.
                if self.open.len() > 1
                    && let Some(Open {
                        element,
                        after: Some(after),
                    }) = self.open.pop()
                {
                    element
                        .append_child(&self.document.create_text_node(&after))
                        .ok()?;
                }
                Some(())
            }
            Piece::Text(text) => self.text(text, located),
            Piece::Code(text) => self.code(text, located),
            Piece::Html(text) => self.leaf("code", "raw-html", text),
            Piece::SoftBreak => self.text("\n", located),
            Piece::HardBreak => self.leaf("br", "", ""),
            Piece::Rule => self.leaf("hr", "", ""),
            Piece::TaskMarker(done) => self.leaf("span", "task", if *done { "☑ " } else { "☐ " }),
        }
    }

    fn leaf(&mut self, tag: &str, class: &str, text: &str) -> Option<()> {
        let element = self.element(tag, class)?;
        if !text.is_empty() {
            element.set_text_content(Some(self.take(text)));
        }
        self.parent()?.append_child(&element).ok()?;
        Some(())
    }

    /// Inline code stands in the source between marks of the same length.
    fn code(&mut self, text: &str, located: &Located) -> Option<()> {
        let element = self.element("code", "")?;
        self.parent()?.append_child(&element).ok()?;
        let marks = located.span.len().checked_sub(text.len());
        let start = marks
            .filter(|both| both % 2 == 0)
            .map(|both| located.span.start + both / 2);
        let node = self.text_node(text, start)?;
        element.append_child(&node).ok()?;
        Some(())
    }

    fn text(&mut self, text: &str, located: &Located) -> Option<()> {
        let verbatim = located.span.len() == text.len();
        let node = self.text_node(text, verbatim.then_some(located.span.start))?;
        self.parent()?.append_child(&node).ok()?;
        Some(())
    }

    /// A text that may stand in the source as it is, from some byte of the block on: then a press
    /// can find the very character.
    fn text_node(&mut self, text: &str, start: Option<usize>) -> Option<web_sys::Text> {
        let taken = self.take(text);
        let node = self.document.create_text_node(taken);
        if let Some(start) = start {
            let offset = JsValue::from_f64(start as f64);
            Reflect::set(&node, &JsValue::from_str(SOURCE_OFFSET), &offset).ok()?;
        }
        Some(node)
    }

    /// As much of a text as this block may still show.
    fn take<'text>(&mut self, text: &'text str) -> &'text str {
        let end = text.floor_char_boundary(self.text_left);
        self.text_left -= end;
        if end < text.len() {
            self.text_left = 0;
        }
        &text[..end]
    }

    fn begin(&mut self, markdown: &Markdown) -> Option<()> {
        let mut after = None;
        let element = match markdown {
            Markdown::Paragraph => self.element("p", "")?,
            Markdown::Heading(level) => {
                // The panel's own headings are h2; the body's highest follows them without a gap.
                let rank = (3 + level.saturating_sub(self.top_level)).min(6);
                self.element(&format!("h{rank}"), &format!("heading level-{level}"))?
            }
            Markdown::Quote => self.element("blockquote", "")?,
            Markdown::CodeBlock(language) => {
                let pre = self.element("pre", "code-block")?;
                if !language.is_empty() {
                    pre.set_attribute("data-language", language).ok()?;
                }
                self.parent()?.append_child(&pre).ok()?;
                let code = self.element("code", "")?;
                pre.append_child(&code).ok()?;
                self.open.push(Open {
                    element: code,
                    after: None,
                });
                return Some(());
            }
            Markdown::List(None) => self.element("ul", "")?,
            Markdown::List(Some(first)) => {
                let list = self.element("ol", "")?;
                if *first != 1 {
                    list.set_attribute("start", &first.to_string()).ok()?;
                }
                list
            }
            Markdown::Item => self.element("li", "")?,
            Markdown::Table => {
                // A wide table scrolls in its own frame, which the keyboard must reach.
                let frame = self.element("div", "table-frame")?;
                frame.set_attribute("tabindex", "0").ok()?;
                frame.set_attribute("role", "region").ok()?;
                frame.set_attribute("aria-label", "Table").ok()?;
                self.parent()?.append_child(&frame).ok()?;
                let table = self.element("table", "")?;
                frame.append_child(&table).ok()?;
                self.open.push(Open {
                    element: table,
                    after: None,
                });
                return Some(());
            }
            Markdown::TableHead => {
                let head = self.element("thead", "")?;
                self.parent()?.append_child(&head).ok()?;
                let row = self.element("tr", "")?;
                head.append_child(&row).ok()?;
                self.open.push(Open {
                    element: row,
                    after: None,
                });
                return Some(());
            }
            Markdown::TableRow => {
                let table = self.parent()?.clone();
                let body = match table.last_element_child() {
                    Some(last) if last.tag_name().eq_ignore_ascii_case("tbody") => last,
                    _ => {
                        let body = self.element("tbody", "")?;
                        table.append_child(&body).ok()?;
                        body
                    }
                };
                let row = self.element("tr", "")?;
                body.append_child(&row).ok()?;
                self.open.push(Open {
                    element: row,
                    after: None,
                });
                return Some(());
            }
            Markdown::TableCell => {
                let in_head = self
                    .parent()
                    .and_then(|row| row.parent_element())
                    .is_some_and(|section| section.tag_name().eq_ignore_ascii_case("thead"));
                let cell = self.element(if in_head { "th" } else { "td" }, "")?;
                if in_head {
                    cell.set_attribute("scope", "col").ok()?;
                }
                cell
            }
            Markdown::Emphasis => self.element("em", "")?,
            Markdown::Strong => self.element("strong", "")?,
            Markdown::Strikethrough => self.element("del", "")?,
            Markdown::Link(address) => self.link(address, "")?,
            Markdown::Image(address) => {
                after = Some(match host_of(address) {
                    Some(host) => format!(" (image at {host})"),
                    None => " (image)".to_owned(),
                });
                self.link(address, "remote-image")?
            }
            Markdown::HtmlBlock => self.element("pre", "raw-html")?,
        };
        self.parent()?.append_child(&element).ok()?;
        self.open.push(Open { element, after });
        Some(())
    }

    /// A link that opens apart and tells the other side nothing; a text where it may lead nowhere.
    fn link(&self, address: &str, class: &str) -> Option<Element> {
        let inside_link = self
            .open
            .iter()
            .any(|open| open.element.tag_name().eq_ignore_ascii_case("a"));
        if link_target(address) == LinkTarget::Inert || inside_link {
            let text = self.element("span", &format!("{class} inert-link"))?;
            text.set_attribute("title", address).ok()?;
            return Some(text);
        }
        let link = self.element("a", class)?;
        link.set_attribute("href", address).ok()?;
        link.set_attribute("target", "_blank").ok()?;
        link.set_attribute("rel", "noopener noreferrer nofollow")
            .ok()?;
        link.set_attribute("referrerpolicy", "no-referrer").ok()?;
        link.set_attribute("title", address).ok()?;
        Some(link)
    }
}

/// The host of a web address, as written.
fn host_of(address: &str) -> Option<&str> {
    if link_target(address) == LinkTarget::Inert {
        return None;
    }
    let rest = address.split_once("//")?.1;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then_some(host)
}
