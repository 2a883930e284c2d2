//! Draws an answer while it comes. What is settled of it is left alone: only its last piece is read and drawn
//! again, so a long answer costs no more for each word than a short one.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::MarkdownView;
use crate::definition::{Follows, Growing};
use crate::web::dom;

/// An answer on show.
pub struct AnswerView {
    host: Element,
    growing: Growing,
    /// The piece at the end, which is drawn anew when it has grown.
    end: Option<MarkdownView>,
    is_whole: bool,
}

impl AnswerView {
    /// Will draw into `host`, whose children it owns from now on.
    pub fn new(host: Element) -> Self {
        Self {
            host,
            growing: Growing::default(),
            end: None,
            is_whole: false,
        }
    }

    /// Draws the next piece of the answer as far as it is here: what was here before, and more. Whether another
    /// follows: then this is to be called again, when others have had their turn.
    pub fn draw_on(&mut self, answer: &str) -> bool {
        let piece = self.growing.read_on(answer);
        if self.end.is_none() {
            self.end = self.append(piece.follows);
        }
        if let Some(end) = &mut self.end {
            end.update(piece.definition, usize::MAX);
        }
        if piece.is_settled {
            self.end = None;
        } else if self.is_whole {
            self.hold_height(None);
        }
        piece.is_settled
    }

    /// The answer is whole now. Where that changes what was drawn, it is to be drawn from the start.
    pub fn complete(&mut self, answer: &str) {
        if std::mem::replace(&mut self.is_whole, true) {
            return;
        }
        if self.growing.is_outdated_by(answer) {
            // Whoever reads further down is not to be thrown to the top.
            self.hold_height(self.host.dyn_ref().map(HtmlElement::offset_height));
            self.host.replace_children_with_node_0();
            self.end = None;
            self.growing = Growing::default();
        }
        self.growing.take_links(answer);
    }

    /// Gives the answer so many CSS pixels of height whatever it holds, or the height of what it holds.
    fn hold_height(&self, pixels: Option<i32>) {
        let Some(host) = self.host.dyn_ref::<HtmlElement>() else {
            return;
        };
        let pixels = pixels.map(|pixels| format!("{pixels}px"));
        // No browser refuses a length.
        let _ = host
            .style()
            .set_property("min-block-size", &pixels.unwrap_or_default());
    }

    fn append(&self, follows: Follows) -> Option<MarkdownView> {
        let part = dom::document()?.create_element("div").ok()?;
        part.set_class_name(match follows {
            Follows::Apart => "piece",
            Follows::AsNext => "piece as-next",
            Follows::Within => "piece within",
        });
        self.host.append_child(&part).ok()?;
        Some(MarkdownView::new(part))
    }
}
