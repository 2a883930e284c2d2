//! Draws an answer while it arrives. What stands is left alone: only its end is read and drawn anew, so a
//! long answer costs no more for each word than a short one.

use std::sync::Arc;

use web_sys::Element;

use super::MarkdownView;
use crate::definition::Definition;
use crate::web::dom;

/// Makes of an answer the body of a definition, so that nothing in it is taken for a frontmatter.
const BEFORE: &str = "---\n---\n";
/// From so many bytes on, what is complete at the end is not looked at again.
const END: usize = 4_000;

/// An answer on show.
pub struct AnswerView {
    host: Element,
    /// The part at the end that is drawn anew.
    end: Option<MarkdownView>,
    /// Where that begins in the answer, in bytes.
    start: usize,
}

impl AnswerView {
    /// Will draw into `host`, whose children it owns from now on.
    pub fn new(host: Element) -> Self {
        Self {
            host,
            end: None,
            start: 0,
        }
    }

    /// Draws the answer as far as it is here: what was here before, and more.
    pub fn update(&mut self, answer: &str) {
        let Some(text) = answer.get(self.start..) else {
            return;
        };
        let definition = read(text);
        let last = definition.body.blocks.last().map(|block| block.span.start);
        let complete = last
            .and_then(|last| last.checked_sub(BEFORE.len()))
            .filter(|complete| *complete > END);
        if let Some(complete) = complete {
            if let Some(done) = text.get(..complete) {
                self.draw(read(done));
            }
            self.end = None;
            self.start += complete;
            return self.update(answer);
        }
        self.draw(definition);
    }

    fn draw(&mut self, definition: Arc<Definition>) {
        if self.end.is_none() {
            let part = dom::document().and_then(|document| document.create_element("div").ok());
            let Some(part) = part else { return };
            let _ = self.host.append_child(&part);
            self.end = Some(MarkdownView::new(part));
        }
        if let Some(end) = &mut self.end {
            end.update(definition, usize::MAX);
        }
    }
}

fn read(text: &str) -> Arc<Definition> {
    Arc::new(Definition::parse(format!("{BEFORE}{text}")))
}
