//! Draws a Markdown body as DOM nodes, and redraws only the blocks that changed.
//!
//! No markup is ever parsed by the browser: every node is made by `createElement` and
//! `createTextNode`, so a hostile file is inert by construction. Raw HTML appears as text, nothing
//! remote is fetched, and links carry no opener and no referrer.

mod answer;
mod draw;
mod press;

use std::sync::Arc;

use web_sys::Element;

use crate::definition::Definition;
pub use answer::AnswerView;
pub use draw::link_target;
pub use press::pressed_byte;

/// How many bytes of a body are drawn until the reader asks for more.
pub const DRAWN_AT_FIRST: usize = 300_000;

/// A drawn body.
pub struct MarkdownView {
    host: Element,
    /// What is drawn, kept to see what changed.
    shown: Option<Shown>,
}

struct Shown {
    definition: Arc<Definition>,
    top_level: u8,
    elements: Vec<Element>,
}

impl MarkdownView {
    /// Will draw into `host`, whose children it owns from now on.
    pub fn new(host: Element) -> Self {
        Self { host, shown: None }
    }

    /// Draws at most `limit` bytes of a body; what is equal to the one drawn before stays the same
    /// nodes. Returns how many bytes were left out.
    pub fn update(&mut self, definition: Arc<Definition>, limit: usize) -> usize {
        let blocks = &definition.body.blocks;
        let end_of_drawn = definition.layout.body.start.saturating_add(limit);
        let drawable = blocks.partition_point(|block| block.span.start < end_of_drawn);
        let left_out = blocks.get(drawable).map_or(0, |first| {
            definition.source.len().saturating_sub(first.span.start)
        });
        let top_level = definition
            .body
            .headings
            .iter()
            .map(|heading| heading.level)
            .min()
            .unwrap_or(1);

        let mut old = match self.shown.take() {
            Some(shown) if shown.top_level == top_level => shown,
            Some(shown) => {
                for element in shown.elements {
                    element.remove();
                }
                Shown {
                    definition: Arc::clone(&definition),
                    top_level,
                    elements: Vec::new(),
                }
            }
            None => Shown {
                definition: Arc::clone(&definition),
                top_level,
                elements: Vec::new(),
            },
        };
        let old_count = old.elements.len();
        let new = &blocks[..drawable];
        let drawn_before =
            &old.definition.body.blocks[..old_count.min(old.definition.body.blocks.len())];
        let same =
            |(a, b): (&crate::definition::Block, &crate::definition::Block)| a.content == b.content;
        let ahead = drawn_before
            .iter()
            .zip(new)
            .take_while(|pair| same(*pair))
            .count();
        let room = drawn_before.len().min(new.len()) - ahead;
        let behind = drawn_before
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(room)
            .take_while(|pair| same(*pair))
            .count();

        // A changed block keeps its element: engines lay out the contents of one child at once, but
        // all children anew when one of them comes or goes.
        let changed = ahead..new.len() - behind;
        let kept = (old_count - behind - ahead).min(changed.len());
        for (element, block) in old.elements.iter().zip(new).skip(ahead).take(kept) {
            draw::refill(element, block, top_level);
        }
        for gone in old.elements.drain(ahead + kept..old_count - behind) {
            gone.remove();
        }
        let next = old.elements.get(ahead + kept).cloned();
        let mut fresh = Vec::with_capacity(changed.len() - kept);
        for block in &new[ahead + kept..changed.end] {
            let Some(element) = draw::block(block, top_level) else {
                continue;
            };
            let _ = self.host.insert_before(&element, next.as_deref());
            fresh.push(element);
        }
        old.elements.splice(ahead + kept..ahead + kept, fresh);
        if old_count != old.elements.len() || old_count == 0 {
            number_from(&old.elements, ahead);
        } else {
            number_from(&old.elements[..old.elements.len() - behind], ahead);
        }
        self.shown = Some(Shown {
            definition,
            top_level,
            elements: old.elements,
        });
        left_out
    }
}

/// Names each block's place, from the first whose number may have changed.
fn number_from(elements: &[Element], first: usize) {
    for (index, element) in elements.iter().enumerate().skip(first) {
        let _ = element.set_attribute("data-place", &format!("block {index}"));
    }
}
