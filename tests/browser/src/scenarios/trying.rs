//! Try: a prompt goes to a model that the person names, and to nobody else.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::model::{COUNTED, Model, Says};
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_prompt_is_answered_by_the_agent_as_it_stands),
        scenario!(Screen::WIDE, a_run_is_stopped_and_what_came_stays),
        scenario!(Screen::WIDE, tokens_are_counted_by_the_endpoint),
        scenario!(Screen::WIDE, failures_say_what_happened_and_keep_the_prompt),
        scenario!(Screen::WIDE, a_key_goes_to_its_own_origin_only),
        scenario!(Screen::WIDE, only_the_named_origin_can_be_asked),
        scenario!(Screen::WIDE, nothing_is_sent_that_was_not_sent_by_a_press),
        scenario!(Screen::WIDE, an_examples_run_writes_the_prompt),
        scenario!(Screen::WIDE, a_recorded_run_plays_without_a_model),
        scenario!(Screen::WIDE.dark(), try_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, try_is_accessible_on_a_phone),
    ]
}

pub(super) const AGENT: &str = "---\nname: answerer\ndescription: \"Use it. <example>user: 'Which colour?' assistant: 'I ask the answerer.'</example>\"\n---\n\nYou answer with one word.\n";

pub(super) fn words(words: &[&str]) -> Says {
    Says::Words(
        words.iter().map(|word| (*word).to_owned()).collect(),
        Duration::from_millis(20),
    )
}

/// Opens the page with the agent, and goes into the frame of Try.
pub(super) async fn open(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(AGENT).await?;
    page.wait_for_text(".body", "one word").await?;
    enter(page).await?;
    page.wait_for_text(".try-agent", "answerer").await
}

pub(super) async fn enter(page: &Page) -> Result<()> {
    page.click("#tab-try").await?;
    page.wait_for(
        "the frame",
        "return document.querySelector('#try-frame')?.contentDocument?.querySelector('.try-composer') != null",
    )
    .await?;
    page.find("#try-frame").await?.enter_frame().await?;
    Ok(())
}

pub(super) async fn leave(page: &Page) -> Result<()> {
    page.driver.enter_default_frame().await?;
    Ok(())
}

/// The page keeps the console of all that is in it.
pub(super) async fn expect_quiet(page: &Page) -> Result<()> {
    leave(page).await?;
    page.expect_quiet_console().await
}

/// Names a server, and waits until the document that may ask it is there.
pub(super) async fn connect(page: &Page, address: &str) -> Result<()> {
    if !page.has("#try-address").await? {
        page.press_button(".try-connection", "Connection").await?;
    }
    page.run(
        "const select = document.querySelector('.try-form select');
        const other = [...select.options].find((one) => one.textContent === 'Another');
        select.value = other.value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        window.isOld = true;",
    )
    .await?;
    let input = page.find("#try-address").await?;
    input.clear().await?;
    input.send_keys(address).await?;
    page.press_button(".try-form", "Use this server").await?;
    until_loaded_anew(page).await
}

/// Waits until another document is in the frame than the one that was marked as old.
pub(super) async fn until_loaded_anew(page: &Page) -> Result<()> {
    leave(page).await?;
    page.wait_for(
        "the document to be there anew",
        "const frame = document.querySelector('#try-frame').contentWindow;
        return frame.isOld === undefined && frame.document.querySelector('.try-agent strong') !== null",
    )
    .await?;
    page.find("#try-frame").await?.enter_frame().await?;
    Ok(())
}

pub(super) async fn choose_a_model(page: &Page) -> Result<()> {
    if !page.has("#try-model").await? {
        page.press_button(".try-connection", "Connection").await?;
    }
    page.press_button(".try-form", "Test the connection")
        .await?;
    page.wait_for_text(".try-said", "has 2 models").await?;
    page.press_button(".try-connection", "Connection").await
}

/// Opens the page with the agent, and Try with that model.
pub async fn open_with(page: &Page, model: &Model) -> Result<()> {
    open(page).await?;
    connect(page, &model.url()).await?;
    choose_a_model(page).await
}

/// With all that can be opened open, nothing is wider than the frame, and axe finds nothing.
pub(super) async fn expect_accessible_when_open(page: &Page) -> Result<()> {
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")
        .await?;
    page.expect_accessible().await?;
    let wide = page
        .run("return document.documentElement.scrollWidth > innerWidth")
        .await?;
    ensure!(wide == false, "the document is wider than its frame");
    Ok(())
}

pub async fn send(page: &Page, prompt: &str) -> Result<()> {
    let input = page.find("#try-prompt").await?;
    input.clear().await?;
    input.send_keys(prompt).await?;
    input.send_keys(Key::Control + Key::Enter).await?;
    Ok(())
}

async fn a_prompt_is_answered_by_the_agent_as_it_stands(page: Page) -> Result<()> {
    let model = Model::start(words(&["**Blue**", ", of", " course."])).await?;
    open_with(&page, &model).await?;
    // The file's example writes the prompt; it is not sent.
    page.press_button(".try-examples", "Which colour?").await?;
    ensure!(model.asked().len() == 1, "something was sent by itself");
    page.wait_for_text(".try-send", "tokens (an estimate)")
        .await?;
    page.wait_for_text(".try-send", &model.url()["http://".len()..])
        .await?;
    page.press_button(".try-send", "Send").await?;
    page.wait_for_text(".try-answer strong", "Blue").await?;
    page.wait_for_text(".try-facts", "12 tokens in, 3 out")
        .await?;
    let asked = model.asked();
    let last = asked.last().context("nothing was asked")?;
    for words in ["You answer with one word.", "Which colour?", "\"scripted\""] {
        ensure!(last.contains(words), "{words} is missing in {last}");
    }
    for header in ["cookie:", "referer:"] {
        ensure!(!last.to_lowercase().contains(header), "{header} was sent");
    }
    // What is typed beside it counts for the next prompt.
    leave(&page).await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("In French.").await?;
    page.wait_for_text("#verdict", "loads").await?;
    page.find("#try-frame").await?.enter_frame().await?;
    page.wait_for_text(".try-system", "In French.").await?;
    send(&page, "And which other?").await?;
    page.wait_for_count(".try-answer", 2).await?;
    page.wait_for_text(".try-step:last-of-type .try-facts", "3 out")
        .await?;
    let asked = model.asked();
    let last = asked.last().context("nothing was asked")?;
    for words in ["In French.", "of course.", "And which other?"] {
        ensure!(last.contains(words), "{words} is missing in {last}");
    }
    // The transcript is there after a reload of everything.
    page.open_editor().await?;
    enter(&page).await?;
    page.wait_for_count(".try-answer", 2).await?;
    page.wait_for_text(".try-answer strong", "Blue").await?;
    expect_quiet(&page).await
}

async fn a_run_is_stopped_and_what_came_stays(page: Page) -> Result<()> {
    let slow = vec!["word ".to_owned(); 400];
    let model = Model::start(Says::Words(slow, Duration::from_millis(50))).await?;
    open_with(&page, &model).await?;
    send(&page, "Go on").await?;
    page.wait_for_text(".try-answer", "word word word").await?;
    page.press_button(".try-send", "Stop").await?;
    page.wait_for_text(".try-steps", "Stopped.").await?;
    page.wait_for_text(".try-answer", "word word word").await?;
    page.wait_for_text(".try-send", "Send").await
}

async fn tokens_are_counted_by_the_endpoint(page: Page) -> Result<()> {
    let model = Model::start(words(&["Yes."])).await?;
    open_with(&page, &model).await?;
    page.find("#try-prompt").await?.send_keys("One").await?;
    page.wait_for_text(".try-send", "(an estimate)").await?;
    // Chat Completions count nothing, so nothing is offered.
    page.wait_for_count(".try-count", 0).await?;
    page.press_button(".try-connection", "Connection").await?;
    page.run(
        "const api = document.querySelectorAll('.try-form select')[1];
        api.value = [...api.options].find((one) => one.textContent.includes('Messages')).value;
        api.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    page.press_button(".try-form", "Use this server").await?;
    choose_a_model(&page).await?;
    page.wait_for_count(".try-count", 1).await?;
    let asked = model.asked().len();
    tokio::time::sleep(Duration::from_millis(500)).await;
    ensure!(
        model.asked().len() == asked,
        "it was counted without a press"
    );
    page.press_button(".try-count", "Count").await?;
    let counted = format!("{COUNTED} tokens, as the endpoint counts them.");
    page.wait_for_text(".try-count", &counted).await?;
    let all = model.asked();
    let last = all.last().context("nothing was asked")?;
    for words in ["You answer with one word.", "One", "\"scripted\""] {
        ensure!(last.contains(words), "{words} is missing in {last}");
    }
    // Of what would be sent now, nothing was counted yet.
    page.find("#try-prompt").await?.send_keys(" more").await?;
    page.wait_for(
        "the old count to go",
        "return !document.querySelector('.try-count').textContent.includes('tokens')",
    )
    .await?;
    expect_quiet(&page).await
}

async fn failures_say_what_happened_and_keep_the_prompt(page: Page) -> Result<()> {
    let model = Model::start(Says::Half(vec!["Half an".to_owned()])).await?;
    open_with(&page, &model).await?;
    send(&page, "My question").await?;
    page.wait_for_text(".try-failed", "in the middle").await?;
    page.wait_for_text(".try-answer", "Half an").await?;
    let kept = "return document.querySelector('#try-prompt').value === 'My question'";
    page.wait_for("the prompt to be there", kept).await?;
    for (says, words) in [
        (
            Says::Refuses(
                401,
                r#"{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}"#.to_owned(),
            ),
            "key",
        ),
        (
            Says::Refuses(
                429,
                r#"{"error":{"message":"Rate limit reached","type":"rate_limit_error"}}"#.to_owned(),
            ),
            "429",
        ),
        (
            Says::Refuses(200, r#"{"choices": nonsense}"#.to_owned()),
            "cannot be read",
        ),
    ] {
        model.say(says);
        page.press_button(".try-send", "Send").await?;
        page.wait_for_text(".try-step:nth-last-of-type(1) .try-failed", words)
            .await?;
        page.wait_for("the prompt to be there", kept).await?;
    }
    let address = model.url();
    drop(model);
    page.press_button(".try-send", "Send").await?;
    page.wait_for_text(
        ".try-step:nth-last-of-type(1) .try-failed",
        &address["http://".len()..],
    )
    .await?;
    page.wait_for("the prompt to be there", kept).await?;
    page.expect_accessible().await
}

pub(super) const SECRET: &str = "sk-very-secret-123";

pub(super) async fn give_key(page: &Page, keep: bool) -> Result<()> {
    if !page.has("#try-key").await? {
        page.press_button(".try-connection", "Connection").await?;
    }
    page.find("#try-key").await?.send_keys(SECRET).await?;
    if keep {
        page.click(".try-check input").await?;
    }
    page.press_button(".try-form", "Test the connection")
        .await?;
    page.wait_for_text(".try-said", "has 2 models").await?;
    page.press_button(".try-connection", "Connection").await
}

async fn a_key_goes_to_its_own_origin_only(page: Page) -> Result<()> {
    let thief = Model::start(words(&["Thanks."])).await?;
    let address = format!("{}/v1/chat/completions", thief.url());
    let stealing = format!(
        "![picture]({}/picture.png) [press]({})",
        thief.url(),
        thief.url()
    );
    let model = Model::start(words(&[&stealing])).await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    give_key(&page, false).await?;
    let holds_key = |asked: Vec<String>| asked.iter().any(|one| one.contains(SECRET));
    ensure!(holds_key(model.asked()), "the key did not go to its server");
    // What a model answers is shown, and asks nobody.
    send(&page, "One").await?;
    page.wait_for_text(".try-facts", "3 out").await?;
    // A server that leads elsewhere is not followed.
    model.say(Says::Leads(address));
    send(&page, "Two").await?;
    page.wait_for_count(".try-step:nth-last-of-type(1) .try-failed", 1)
        .await?;
    ensure!(thief.asked().is_empty(), "somebody else was asked");
    // Nothing that the page keeps or shows holds it.
    let seen = page
        .run("return document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })")
        .await?;
    ensure!(
        !seen.as_str().unwrap_or_default().contains(SECRET),
        "the key stands in the page or its storage"
    );
    // Another address does not get it, even where it is kept for the tab.
    give_key(&page, true).await?;
    connect(&page, &thief.url()).await?;
    choose_a_model(&page).await?;
    send(&page, "Three").await?;
    page.wait_for_text(".try-step:last-of-type .try-facts", "3 out")
        .await?;
    ensure!(thief.asked().len() >= 2, "the other server was not asked");
    ensure!(!holds_key(thief.asked()), "the key went to another server");
    let kept = page
        .run("return JSON.stringify({ ...sessionStorage })")
        .await?;
    ensure!(
        !kept.as_str().unwrap_or_default().contains(SECRET),
        "the key of another server is still kept"
    );
    Ok(())
}

async fn only_the_named_origin_can_be_asked(page: Page) -> Result<()> {
    let (named, other) = (
        Model::start(words(&["Yes."])).await?,
        Model::start(words(&["No."])).await?,
    );
    open(&page).await?;
    connect(&page, &named.url()).await?;
    let ask = |address: String| {
        format!(
            "window.asked = undefined;
            fetch('{address}/v1/models', {{ redirect: 'error', credentials: 'omit' }}).then(() => {{ window.asked = 'answered' }}, () => {{ window.asked = 'refused' }})"
        )
    };
    for (address, outcome) in [(named.url(), "answered"), (other.url(), "refused")] {
        page.run(&ask(address)).await?;
        page.wait_for(
            &format!("the request to be {outcome}"),
            &format!("return window.asked === '{outcome}'"),
        )
        .await?;
    }
    // The page that edits cannot ask either of them.
    leave(&page).await?;
    page.run(&ask(named.url())).await?;
    page.wait_for(
        "the request to be refused",
        "return window.asked === 'refused'",
    )
    .await?;
    ensure!(other.asked().is_empty(), "the other server was asked");
    ensure!(named.asked().len() == 1, "the page asked the named server");
    Ok(())
}

async fn nothing_is_sent_that_was_not_sent_by_a_press(page: Page) -> Result<()> {
    let model = Model::start(words(&["Yes."])).await?;
    open(&page).await?;
    connect(&page, &model.url()).await?;
    // A file that declares servers, opened while Try is there, changes nothing of whom it asks.
    leave(&page).await?;
    page.paste(&AGENT.replace(
        "description",
        &format!(
            "mcpServers:\n  - stolen:\n      type: http\n      url: {}/mcp\ndescription",
            model.url()
        ),
    ))
    .await?;
    page.find("#try-frame").await?.enter_frame().await?;
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    ensure!(model.asked().is_empty(), "something was sent by itself");
    Ok(())
}

async fn an_examples_run_writes_the_prompt(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(AGENT).await?;
    page.wait_for_text(".body", "one word").await?;
    let written = "return document.querySelector('#try-frame')?.contentDocument?.querySelector('#try-prompt')?.value === 'Which colour?'";
    // Once before its frame is there, once after.
    for _ in 0..2 {
        page.click("#tab-form").await?;
        page.press_button(".example-card", "Run").await?;
        page.wait_for("the prompt to be written", written).await?;
        page.find("#try-frame").await?.enter_frame().await?;
        page.find("#try-prompt").await?.clear().await?;
        page.wait_for_text(".try-log summary", "No request was sent yet")
            .await?;
        leave(&page).await?;
    }
    expect_quiet(&page).await
}

async fn a_recorded_run_plays_without_a_model(page: Page) -> Result<()> {
    open(&page).await?;
    page.press_button(".try-recorded", "Play a recorded run")
        .await?;
    page.wait_for_text(".try-recorded", "no model was asked")
        .await?;
    page.wait_for_text(".try-step[data-depth='1']", "code-reviewer")
        .await?;
    page.wait_for_text(".try-step:last-of-type", "จำกัดจำนวนครั้ง")
        .await?;
    page.expect_accessible().await?;
    page.wait_for_text(".try-log summary", "No request was sent yet")
        .await?;
    page.press_button(".try-recorded", "End it").await?;
    page.wait_for_count(".try-step", 0).await?;
    expect_quiet(&page).await
}

async fn expect_accessible(page: &Page) -> Result<()> {
    let model = Model::start(words(&["# Blue\n\n- one\n- two\n\n`code`"])).await?;
    open(page).await?;
    page.expect_accessible().await?;
    connect(page, &model.url()).await?;
    choose_a_model(page).await?;
    send(page, "Which?").await?;
    page.wait_for_text(".try-facts", "3 out").await?;
    expect_accessible_when_open(page).await?;
    expect_quiet(page).await
}

async fn try_is_accessible_in_the_dark(page: Page) -> Result<()> {
    expect_accessible(&page).await
}

async fn try_is_accessible_on_a_phone(page: Page) -> Result<()> {
    expect_accessible(&page).await
}
