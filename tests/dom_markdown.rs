//! The Markdown view in a real document: what is drawn, and what is left untouched.
#![cfg(target_arch = "wasm32")]

use std::sync::Arc;

use agent_playground::definition::Definition;
use agent_playground::web::dom;
use agent_playground::web::markdown::{DRAWN_AT_FIRST, MarkdownView};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;

wasm_bindgen_test_configure!(run_in_browser);

fn host() -> Element {
    let document = dom::document().expect("a document");
    let host = document.create_element("div").expect("an element");
    document
        .body()
        .expect("a body")
        .append_child(&host)
        .expect("a child");
    host
}

fn read(body: &str) -> Arc<Definition> {
    Arc::new(Definition::parse(format!(
        "---\nname: a\ndescription: b\n---\n{body}"
    )))
}

fn draw(body: &str) -> Element {
    let host = host();
    MarkdownView::new(host.clone()).update(read(body), DRAWN_AT_FIRST);
    host
}

fn count(host: &Element, selector: &str) -> u32 {
    host.query_selector_all(selector)
        .expect("a selector")
        .length()
}

fn text(host: &Element) -> String {
    host.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
fn elements_of_markdown_become_elements_of_the_document() {
    let host = draw(
        "# One\n\n- a\n- **b**\n\n1. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```rust\nlet a;\n```\n",
    );
    assert_eq!(count(&host, "h3"), 1);
    assert_eq!(count(&host, "ul > li"), 2);
    assert_eq!(count(&host, "li strong"), 1);
    assert_eq!(count(&host, "ol > li"), 1);
    assert_eq!(count(&host, "thead th[scope=col]"), 2);
    assert_eq!(count(&host, "tbody td"), 2);
    assert_eq!(count(&host, "pre[data-language=rust] > code"), 1);
}

#[wasm_bindgen_test]
fn raw_html_is_text() {
    let host = draw(include_str!("hostile/markup.md"));
    assert_eq!(
        count(
            &host,
            "script, img, iframe, svg, style, form, base, object, meta, link, [onclick], [style]"
        ),
        0
    );
    assert!(text(&host).contains("<script>window.broken = true</script>"));
    assert!(text(&host).contains("<div onclick="));
}

#[wasm_bindgen_test]
fn only_the_web_and_mail_become_links() {
    let host = draw(include_str!("hostile/links.md"));
    let links = host.query_selector_all("a").expect("a selector");
    let mut addresses = Vec::new();
    for index in 0..links.length() {
        let link: Element = wasm_bindgen::JsCast::unchecked_into(links.get(index).expect("a link"));
        assert_eq!(
            link.get_attribute("rel").as_deref(),
            Some("noopener noreferrer nofollow")
        );
        assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
        addresses.push(link.get_attribute("href").unwrap_or_default());
    }
    for address in &addresses {
        let known = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        assert!(known, "{address} became a link");
    }
    assert!(addresses.contains(&"https://example.com/a?b=c#d".to_owned()));
    assert!(addresses.contains(&"mailto:somebody@example.com".to_owned()));
    assert_eq!(count(&host, "img"), 0);
    assert!(text(&host).contains("pixel (image at evil.invalid)"));
    assert_eq!(count(&host, "a a"), 0, "a link in a link");
}

#[wasm_bindgen_test]
fn a_change_in_one_block_leaves_the_nodes_of_the_others() {
    let host = host();
    let mut view = MarkdownView::new(host.clone());
    view.update(read("First.\n\nSecond.\n\nThird.\n"), DRAWN_AT_FIRST);
    let before: Vec<_> = (0..3)
        .filter_map(|index| host.children().item(index))
        .collect();
    let inside = before[1].first_child();
    view.update(
        read("First.\n\nSecond, changed.\n\nThird.\n"),
        DRAWN_AT_FIRST,
    );
    let after: Vec<_> = (0..3)
        .filter_map(|index| host.children().item(index))
        .collect();
    assert_eq!(after.len(), 3);
    assert_eq!(before, after, "every block keeps its element");
    assert_ne!(inside, after[1].first_child(), "what changed is drawn anew");
    assert_eq!(after[1].text_content().as_deref(), Some("Second, changed."));
}

#[wasm_bindgen_test]
fn inserted_and_removed_blocks_keep_the_order_and_the_numbers() {
    let host = host();
    let mut view = MarkdownView::new(host.clone());
    let bodies = [
        "A\n\nB\n\nC\n",
        "A\n\nX\n\nB\n\nC\n",
        "B\n\nC\n",
        "",
        "C\n\nB\n\nC\n",
        "C\n\nC\n",
    ];
    for body in bodies {
        view.update(read(body), DRAWN_AT_FIRST);
        let wanted: Vec<_> = body.split_whitespace().collect();
        let children = host.children();
        let shown: Vec<_> = (0..children.length())
            .filter_map(|index| children.item(index))
            .map(|child| {
                (
                    child.text_content().unwrap_or_default(),
                    child.get_attribute("data-place"),
                )
            })
            .collect();
        assert_eq!(shown.len(), wanted.len(), "{body:?}");
        for (index, ((text, place), wanted)) in shown.iter().zip(wanted).enumerate() {
            assert_eq!(text, wanted);
            assert_eq!(place.as_deref(), Some(format!("block {index}").as_str()));
        }
    }
}

#[wasm_bindgen_test]
fn a_long_body_is_drawn_up_to_the_limit_and_says_what_is_left() {
    let body = "word ".repeat(100) + "\n\n";
    let host = host();
    let left_out = MarkdownView::new(host.clone()).update(read(&body.repeat(20)), 2_000);
    assert!(count(&host, ".block") < 6, "{}", count(&host, ".block"));
    assert!(left_out > 7_000, "{left_out}");
}
