//! What the preview says, and how it and the source point at each other.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, the_shipped_definition_is_shown_whole),
        scenario!(Screen::WIDE, the_given_definition_is_shown_whole),
        scenario!(Screen::WIDE, every_part_leads_to_its_source),
        scenario!(Screen::WIDE, a_word_of_the_body_leads_to_that_word),
        scenario!(Screen::WIDE, the_caret_marks_what_it_is_in),
        scenario!(Screen::WIDE, typing_moves_nothing_else),
        scenario!(Screen::WIDE, a_frontmatter_without_fields_is_shown_as_text),
    ]
}

/// The first example, whose parts stand in line 3 of a definition between these words.
fn between<'text>(text: &'text str, before: &str, after: &str) -> &'text str {
    let start = text.find(before).map_or(0, |at| at + before.len());
    let rest = &text[start..];
    &rest[..rest.find(after).unwrap_or(rest.len())]
}

/// Holds what the panel shows against the text of a definition in the form of the given one.
async fn expect_shown_whole(page: &Page, text: &str) -> Result<()> {
    let description = text.lines().nth(2).unwrap_or_default();
    let examples: Vec<&str> = description.split("<example>").skip(1).collect();
    ensure!(
        examples.len() == 2,
        "the file has {} examples",
        examples.len()
    );
    let mut wanted = Vec::new();
    for example in examples {
        wanted.push(("context", between(example, "Context: ", " user: ")));
        wanted.push(("user", between(example, "user: \"", "\" assistant: ")));
        wanted.push((
            "assistant",
            between(example, "assistant: \"", "\" <commentary>"),
        ));
        wanted.push((
            "commentary",
            between(example, "<commentary>", "</commentary>"),
        ));
    }
    let shown = page
        .run("return [...document.querySelectorAll('.example .part')].map((part) => [part.className, part.querySelector('.said').textContent])")
        .await?;
    let shown = shown.as_array().cloned().unwrap_or_default();
    ensure!(
        shown.len() == wanted.len(),
        "{} parts are shown: {shown:?}",
        shown.len()
    );
    for (shown, (kind, text)) in shown.iter().zip(&wanted) {
        let (class, said) = (
            shown[0].as_str().unwrap_or_default(),
            shown[1].as_str().unwrap_or_default(),
        );
        ensure!(
            class.contains(kind) && said == *text,
            "wanted {kind} {text:?}, shown is {class} {said:?}"
        );
    }
    let prose = page
        .run("return document.querySelector('.purpose .said').textContent")
        .await?;
    let prose = prose.as_str().unwrap_or_default();
    ensure!(
        prose.starts_with(between(description, "description: ", " Examples:")),
        "the prose is {prose:?}"
    );
    let fields = page.text_of(".fields").await?;
    ensure!(
        fields.contains("model") && fields.contains("sonnet"),
        "the fields are {fields:?}"
    );
    let lists = page
        .run("return document.querySelectorAll('.body ul > li, .body ol > li').length")
        .await?;
    let body = text.splitn(3, "---").nth(2).unwrap_or_default();
    let items = body.lines().filter(|line| {
        let line = line.trim_start();
        line.starts_with("- ")
            || line
                .split_once(". ")
                .is_some_and(|(number, _)| number.parse::<u32>().is_ok())
    });
    ensure!(
        lines_equal(&lists, items.count()),
        "the body shows {lists} items"
    );
    Ok(())
}

fn lines_equal(shown: &serde_json::Value, wanted: usize) -> bool {
    shown.as_u64().and_then(|shown| usize::try_from(shown).ok()) == Some(wanted)
}

async fn the_shipped_definition_is_shown_whole(page: Page) -> Result<()> {
    page.open_editor().await?;
    expect_shown_whole(&page, &page.shipped_definition()?).await
}

async fn the_given_definition_is_shown_whole(page: Page) -> Result<()> {
    let Some(given) = page.file("../shared/seed/rust-axum-backend-specialist.md") else {
        eprintln!("    skipped: the given definition does not lie beside the project");
        return Ok(());
    };
    page.open_editor().await?;
    page.paste(&given).await?;
    page.wait_for_text(
        "#verdict",
        "Claude Code 2.1.330, project file: loads; not valid YAML (line 3:",
    )
    .await?;
    expect_shown_whole(&page, &given).await
}

async fn every_part_leads_to_its_source(page: Page) -> Result<()> {
    page.open_editor().await?;
    for (number, selector) in [".example:nth-of-type(1)", ".example:nth-of-type(2)"]
        .iter()
        .enumerate()
    {
        for part in ["context", "user", "assistant", "commentary"] {
            let part = format!("{selector} .part.{part}");
            let said = page
                .run_with(
                    "return document.querySelector(arguments[0]).textContent",
                    vec![format!("{part} .said").into()],
                )
                .await?;
            page.click(&format!("{part} .label")).await?;
            let script = "return getSelection().toString().replace(/\\s+/g, ' ') === arguments[0]";
            let found = page.run_with(script, vec![said.clone()]).await?;
            ensure!(
                found == true,
                "example {}: {said} leads to {:?}",
                number + 1,
                page.selection().await?
            );
        }
    }
    page.click(".field .to-source").await?;
    let selected = page.selection().await?;
    ensure!(
        selected == "model: sonnet",
        "the model leads to {selected:?}"
    );
    page.click("#verdict button").await?;
    let selected = page.selection().await?;
    ensure!(selected == "Examples:", "the verdict leads to {selected:?}");
    Ok(())
}

async fn a_word_of_the_body_leads_to_that_word(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".body code").await?;
    let line = page
        .run("const selection = getSelection(); return selection.anchorNode?.parentElement?.closest('.cm-line')?.textContent ?? ''")
        .await?;
    ensure!(
        line.as_str().is_some_and(|line| line.contains("sqlx")),
        "the caret stands in {line}"
    );
    Ok(())
}

async fn the_caret_marks_what_it_is_in(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".example .part.user .label").await?;
    let marked = "return [...document.querySelectorAll('.preview .is-here')].map((one) => one.className).join('; ')";
    page.wait_for(
        "the user's turn to be marked",
        "return document.querySelector('.part.user.is-here') !== null",
    )
    .await?;
    page.type_keys(Key::Control + Key::Home).await?;
    page.wait_for(
        "nothing to be marked",
        "return document.querySelector('.preview .is-here') === null",
    )
    .await?;
    page.type_keys(Key::Down + "").await?;
    page.wait_for(
        "the name to be marked",
        "return document.querySelector('.agent-name.is-here') !== null",
    )
    .await?;
    let all = page.run(marked).await?;
    ensure!(
        all.as_str().is_some_and(|all| !all.contains(';')),
        "several things are marked: {all}"
    );
    Ok(())
}

async fn typing_moves_nothing_else(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run("document.querySelectorAll('.body .block, .example .part').forEach((node, index) => { node.numbered = index })").await?;
    page.run("document.querySelector('#panel').scrollTop = 300")
        .await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    // The preview follows a caret that was moved; only after that it has to stand still.
    page.wait_for(
        "the caret to stand on the last line",
        "return document.querySelector('.cm-content').lastElementChild.matches('.cm-activeLine')",
    )
    .await?;
    page.wait_for(
        "some frames to have been drawn",
        "requestAnimationFrame(() => { window.drawn = (window.drawn ?? 0) + 1 }); return window.drawn > 3",
    )
    .await?;
    let scrolled = page.run("document.querySelector('#panel').scrollTop = 300; return document.querySelector('#panel').scrollTop").await?;
    page.type_keys("\nOne more paragraph").await?;
    page.wait_for_text(".body", "One more paragraph").await?;
    let after = page
        .run("const nodes = [...document.querySelectorAll('.body .block, .example .part')];
            return [document.querySelector('#panel').scrollTop, nodes.filter((node) => node.numbered === undefined).length]")
        .await?;
    ensure!(
        after[0] == scrolled,
        "the panel scrolled from {scrolled} to {}",
        after[0]
    );
    ensure!(
        after[1].as_u64().is_some_and(|fresh| fresh <= 1),
        "{} parts were drawn anew",
        after[1]
    );
    Ok(())
}

async fn a_frontmatter_without_fields_is_shown_as_text(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\n# A heading\n\nWords between two rules.\n\n---\n\nThe rest.\n")
        .await?;
    page.wait_for_text(".card", "Words between two rules.")
        .await?;
    page.wait_for_text(".trouble", "no fields").await?;
    page.wait_for_text(".body", "The rest.").await
}
