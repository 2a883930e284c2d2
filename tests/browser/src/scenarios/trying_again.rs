//! Try where something went wrong or was left in the middle: nothing is lost, and there is a way on.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::trying::{
    SECRET, connect, enter, expect_quiet, give_key, open, open_with, send, until_loaded_anew, words,
};
use super::trying_tools::add;
use crate::model::{Model, Says};
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::tool_server::{Speaks, ToolServer};

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, what_failed_is_asked_again_with_another_model),
        scenario!(Screen::WIDE, what_is_written_while_an_answer_comes_stays),
        scenario!(Screen::WIDE, a_page_left_in_the_middle_keeps_what_came),
        scenario!(Screen::WIDE, a_key_outlives_a_second_test),
        scenario!(Screen::WIDE, forget_all_forgets),
        scenario!(Screen::WIDE, what_the_browser_refuses_is_listed),
    ]
}

/// Opens everything anew, as after a night.
async fn come_back(page: &Page) -> Result<()> {
    page.open_editor().await?;
    enter(page).await
}

async fn what_failed_is_asked_again_with_another_model(page: Page) -> Result<()> {
    let model = Model::start(words(&["Yes."])).await?;
    open_with(&page, &model).await?;
    let unknown = r#"{"error":{"message":"no such model","type":"invalid_request_error","code":"model_not_found"}}"#;
    model.say(Says::Refuses(404, unknown.to_owned()));
    send(&page, "My question").await?;
    page.wait_for_count(".try-failed", 1).await?;
    come_back(&page).await?;
    page.wait_for_count(".try-failed", 1).await?;
    page.press_button(".try-connection", "Connection").await?;
    let name = page.find("#try-model").await?;
    name.clear().await?;
    name.send_keys("another").await?;
    page.press_button(".try-connection", "Connection").await?;
    model.say(words(&["Fine."]));
    page.press_button(".try-steps", "Retry").await?;
    page.wait_for_text(".try-answer", "Fine.").await?;
    page.wait_for_text(".try-facts", "first token after")
        .await?;
    let asked = model.asked();
    let last = asked.last().context("nothing was asked")?;
    for words in ["\"another\"", "My question"] {
        ensure!(last.contains(words), "{words} is missing in {last}");
    }
    Ok(())
}

fn slow() -> Says {
    let said = (0..40).map(|at| format!("word{at} "));
    Says::Words(said.collect(), Duration::from_millis(100))
}

async fn what_is_written_while_an_answer_comes_stays(page: Page) -> Result<()> {
    let model = Model::start(slow()).await?;
    open_with(&page, &model).await?;
    send(&page, "One").await?;
    page.wait_for_text(".try-answer", "word3").await?;
    let input = page.find("#try-prompt").await?;
    input.clear().await?;
    input.send_keys("Two, begun").await?;
    page.wait_for_text(".try-facts", "tokens in").await?;
    page.wait_for_count(".try-step[aria-busy]", 0).await?;
    let begun = page
        .run("return document.querySelector('#try-prompt').value")
        .await?;
    ensure!(begun == "Two, begun", "the prompt became {begun}");
    expect_quiet(&page).await
}

async fn a_page_left_in_the_middle_keeps_what_came(page: Page) -> Result<()> {
    let model = Model::start(slow()).await?;
    open_with(&page, &model).await?;
    send(&page, "One").await?;
    page.wait_for_text(".try-answer", "word5").await?;
    come_back(&page).await?;
    page.wait_for_text(".try-answer", "word5").await?;
    page.wait_for_text(".try-facts", "Not complete").await?;
    model.say(words(&["All of it."]));
    page.press_button(".try-steps", "Retry").await?;
    page.wait_for_text(".try-answer", "All of it.").await
}

async fn a_key_outlives_a_second_test(page: Page) -> Result<()> {
    let model = Model::start(words(&["Yes."])).await?;
    let server = ToolServer::start(Speaks::Stateless).await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    give_key(&page, false).await?;
    page.press_button(".try-connection", "Connection").await?;
    page.press_button(".try-form", "Test the connection")
        .await?;
    page.wait_for_text(".try-said", "has 2 models").await?;
    page.press_button(".try-connection", "Connection").await?;
    // Another origin, so the document is loaded anew.
    add(&page, &server.url()).await?;
    send(&page, "My question").await?;
    page.wait_for_text(".try-answer", "Yes.").await?;
    let asked = model.asked();
    let last = asked.last().context("nothing was asked")?;
    ensure!(last.contains(SECRET), "the key was lost");
    ensure!(last.contains("My question"), "the last request is another");
    Ok(())
}

async fn forget_all_forgets(page: Page) -> Result<()> {
    let model = Model::start(slow()).await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    give_key(&page, true).await?;
    send(&page, "One").await?;
    page.wait_for_text(".try-answer", "word3").await?;
    page.press_button(".try-connection", "Connection").await?;
    page.run("window.isOld = true").await?;
    // In the middle of an answer: what stops then must not write anything down again.
    page.press_button(".try-head", "Forget all").await?;
    until_loaded_anew(&page).await?;
    page.wait_for_text(".try-head", "No model yet").await?;
    page.wait_for_count(".try-step", 0).await?;
    let kept = page
        .run("return Object.entries(sessionStorage).filter(([name]) => name.startsWith('agent-playground.try.'))")
        .await?;
    ensure!(
        kept.as_array().is_some_and(Vec::is_empty),
        "this is still kept: {kept}"
    );
    Ok(())
}

async fn what_the_browser_refuses_is_listed(page: Page) -> Result<()> {
    let other = Model::start(words(&["No."])).await?;
    open(&page).await?;
    page.run(&format!(
        "fetch('{}/v1/models?key=hush').catch(() => {{}})",
        other.url()
    ))
    .await?;
    page.wait_for_text(".try-log summary", "1 refused by the browser")
        .await?;
    page.wait_for_text(".try-log tbody", "not sent").await?;
    page.wait_for_text(".try-log tbody", &other.url()).await?;
    let list = page.text_content(".try-log").await?;
    ensure!(!list.contains("hush"), "a key in the address is listed");
    ensure!(other.asked().is_empty(), "it was sent");
    Ok(())
}
