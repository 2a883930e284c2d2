//! Try with long answers: what is drawn of one stays as it is, to its last word and over a reload.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::trying::{enter, expect_quiet, open_with, send};
use crate::model::{Model, Says};
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_long_answer_stays_as_it_was_drawn),
        scenario!(Screen::WIDE, whoever_reads_elsewhere_is_left_there),
        scenario!(Screen::PHONE, a_long_answer_fits_a_phone),
    ]
}

/// Blocks that no piece of an answer can hold whole, and a link that is defined at the end.
fn answer() -> String {
    let code: String = (0..1_200)
        .map(|at| format!("let line{at} = {at};\n"))
        .collect();
    let list: String = (1..900).map(|at| format!("{at}. Item {at}.\n")).collect();
    let steps: String = (0..700).map(|at| format!("   echo step{at}\n")).collect();
    let prose: String = (0..2_000).map(|at| format!("prose{at} ")).collect();
    format!(
        "# Begins\n\nSee [the guide][1].\n\n```rust\n{code}```\n\n{list}\n1. One:\n\n   ```sh\n{steps}   ```\n\n2. Two.\n\n{prose}\n\n[1]: https://guide.example\n\n**The end.**"
    )
}

fn model_says() -> Says {
    let answer: Vec<char> = answer().chars().collect();
    let words = answer.chunks(600).map(|chunk| chunk.iter().collect());
    Says::Words(words.collect(), Duration::from_millis(15))
}

/// The answer as it is shown, without white space.
const SHOWN: &str = "document.querySelector('.try-answer').textContent.replace(/\\s+/gu, '')";

const LAST_ANSWER: &str = ".try-step:last-of-type .try-answer";

const END_IS_IN_SIGHT: &str = "const place = document.querySelector('.try-steps');
    const left = place.scrollHeight - place.scrollTop - place.clientHeight;
    return place.scrollTop > 200 && left < place.clientHeight";

/// On a phone the whole document scrolls, with what stands below the conversation; Firefox has no window as narrow.
const SCROLLER: &str =
    "(innerWidth > 480 ? document.querySelector('.try-steps') : document.querySelector('#try'))";

async fn wait_for_end_above_stop(page: &Page) -> Result<()> {
    let script = format!(
        "const bottom = (element) => element.getBoundingClientRect().bottom;
        const buttons = [...document.querySelectorAll('.try-send button')];
        const stop = buttons.find((one) => one.textContent.trim() === 'Stop');
        const words = bottom(document.querySelector('.try-answer'));
        return {SCROLLER}.scrollTop > 200 && words > 0 && words < innerHeight && stop && bottom(stop) <= innerHeight"
    );
    page.wait_for("the last words above a button that stops them", &script)
        .await
}

async fn expect_whole(page: &Page) -> Result<()> {
    page.wait_for_text(".try-facts", "tokens in").await?;
    page.wait_for_text(".try-answer", "The end.").await?;
    page.wait_for_count(
        ".try-answer a[href='https://guide.example/'], .try-answer a[href='https://guide.example']",
        1,
    )
    .await?;
    let missing = page
        .run(&format!(
            "const shown = {SHOWN};
            const wanted = [
                ...Array.from({{ length: 1200 }}, (_, at) => `letline${{at}}=${{at}};`),
                ...Array.from({{ length: 899 }}, (_, at) => `Item${{at + 1}}.`),
                ...Array.from({{ length: 700 }}, (_, at) => `echostep${{at}}`),
                ...Array.from({{ length: 2000 }}, (_, at) => `prose${{at}}`),
            ];
            let from = 0;
            for (const one of wanted) {{
                const at = shown.indexOf(one, from);
                if (at < 0) return one;
                from = at + one.length;
            }}
            return null"
        ))
        .await?;
    ensure!(
        missing.is_null(),
        "{missing} is missing, or is not in its place"
    );
    Ok(())
}

async fn a_long_answer_stays_as_it_was_drawn(page: Page) -> Result<()> {
    let model = Model::start(model_says()).await?;
    open_with(&page, &model).await?;
    send(&page, "All of it").await?;
    page.wait_for_text(".try-answer", "line900").await?;
    page.run("window.drawn = document.querySelector('.try-answer')")
        .await?;
    expect_whole(&page).await?;
    let is_same = page
        .run("return window.drawn === document.querySelector('.try-answer') && window.drawn.isConnected")
        .await?;
    ensure!(
        is_same == true,
        "the answer was put elsewhere when it was whole"
    );
    page.wait_for_count(".try-step[aria-busy]", 0).await?;
    let before = page.run(&format!("return {SHOWN}")).await?;
    page.open_editor().await?;
    enter(&page).await?;
    expect_whole(&page).await?;
    let after = page.run(&format!("return {SHOWN}")).await?;
    ensure!(before == after, "after a reload the answer reads otherwise");
    expect_quiet(&page).await
}

async fn whoever_reads_elsewhere_is_left_there(page: Page) -> Result<()> {
    let model = Model::start(model_says()).await?;
    open_with(&page, &model).await?;
    send(&page, "All of it").await?;
    page.wait_for_text(".try-answer", "line300").await?;
    page.wait_for("the end to be in sight", END_IS_IN_SIGHT)
        .await?;
    scroll_to(&page, "0").await?;
    expect_whole(&page).await?;
    let top = scrolled_to(&page).await?;
    ensure!(top == 0.0, "the reader was moved to {top}");
    // The next answer is followed: whoever asks wants to see what comes of it.
    send(&page, "Again").await?;
    page.wait_for_text(LAST_ANSWER, "line300").await?;
    page.wait_for("the end to be in sight again", END_IS_IN_SIGHT)
        .await?;
    scroll_to(&page, "1500").await?;
    page.wait_for_text(LAST_ANSWER, "The end.").await?;
    page.wait_for_count(".try-step[aria-busy]", 0).await?;
    let top = scrolled_to(&page).await?;
    ensure!(
        (1_300.0..1_700.0).contains(&top),
        "the reader was moved from 1500 to {top}"
    );
    // Back at the end, what comes is followed.
    send(&page, "Once more").await?;
    page.wait_for_text(LAST_ANSWER, "line300").await?;
    scroll_to(&page, "0").await?;
    scroll_to(&page, "place.scrollHeight").await?;
    page.wait_for_text(LAST_ANSWER, "The end.").await?;
    page.wait_for("the end to be in sight at last", END_IS_IN_SIGHT)
        .await?;
    expect_quiet(&page).await
}

async fn scroll_to(page: &Page, top: &str) -> Result<()> {
    page.run(&format!(
        "const place = document.querySelector('.try-steps'); place.scrollTop = {top}"
    ))
    .await?;
    Ok(())
}

/// How far the conversation is scrolled, in CSS pixels.
async fn scrolled_to(page: &Page) -> Result<f64> {
    let top = page
        .run("return document.querySelector('.try-steps').scrollTop")
        .await?;
    top.as_f64().context("no number")
}

async fn a_long_answer_fits_a_phone(page: Page) -> Result<()> {
    let model = Model::start(model_says()).await?;
    open_with(&page, &model).await?;
    send(&page, "All of it").await?;
    page.wait_for_text(".try-answer", "line300").await?;
    wait_for_end_above_stop(&page).await?;
    page.run(&format!("{SCROLLER}.scrollTop = 0")).await?;
    expect_whole(&page).await?;
    let top = page.run(&format!("return {SCROLLER}.scrollTop")).await?;
    ensure!(top == 0, "the reader was moved to {top}");
    let wide = page
        .run("return document.documentElement.scrollWidth > innerWidth")
        .await?;
    ensure!(wide == false, "the document is wider than its frame");
    page.expect_accessible().await?;
    expect_quiet(&page).await
}
