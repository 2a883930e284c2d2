//! The form: fields and examples are edited in it, and text and form stay one.

use anyhow::{Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::page::{EDITED_TEXT, Page};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_field_is_one_edit_and_one_undo),
        scenario!(
            Screen::WIDE,
            the_form_follows_the_text_and_keeps_what_is_typed
        ),
        scenario!(Screen::WIDE, fields_are_added_chosen_and_removed),
        scenario!(Screen::WIDE, tools_are_picked_typed_and_taken_out),
        scenario!(Screen::WIDE, an_example_is_edited_in_place),
        scenario!(Screen::WIDE, what_cannot_be_written_stays_in_the_box),
        scenario!(Screen::WIDE, cards_are_moved_and_copied_by_keyboard),
        scenario!(Screen::WIDE, examples_go_to_the_prompt_and_come_back),
        scenario!(Screen::WIDE, what_is_typed_is_in_the_file_that_is_left),
        scenario!(Screen::WIDE, nothing_typed_goes_into_another_document),
        scenario!(Screen::WIDE, the_form_is_accessible),
        scenario!(Screen::WIDE.dark(), the_form_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, the_form_fits_a_phone),
    ]
}

const FILE: &str = "---\nname: baker\ndescription: \"For bread: see. <example>Context: Rain. user: \\\"Bake?\\\" assistant: \
    \\\"Yes\\\"</example> <example>user: \\\"Again?\\\"</example>\" # keep\nmodel: 'opus'\nemoji: x\n---\n\nYou bake.\n";

/// Opens a text and shows the form.
async fn open_form(page: &Page, text: &str) -> Result<()> {
    page.open_editor().await?;
    page.paste(text).await?;
    page.click("#tab-form").await?;
    page.wait_for(
        "the form",
        "return document.querySelector('.form') !== null",
    )
    .await
}

/// Opens a disclosure and waits until what it holds is there.
async fn disclose(page: &Page, summary: &str, holds: &str) -> Result<()> {
    page.click(summary).await?;
    let script = format!(
        "return document.querySelector({}) !== null",
        Value::from(holds)
    );
    page.wait_for("what the disclosure holds", &script).await
}

/// Waits until the source is that text.
async fn expect_source(page: &Page, wanted: &str) -> Result<()> {
    let script = format!("return {EDITED_TEXT} === {}", Value::from(wanted));
    if page
        .wait_for("the source to be as wanted", &script)
        .await
        .is_err()
    {
        let found = page.edited_text().await?;
        ensure!(found == wanted, "the source is {found}\nwanted {wanted:?}");
    }
    Ok(())
}

/// Puts a text into a control, in place of what stands there, as typing does; Tab completes it.
async fn fill(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.click(selector).await?;
    page.press(Key::Control + "a").await?;
    page.press(text).await?;
    page.press(Key::Tab + "").await
}

async fn value_of(page: &Page, selector: &str) -> Result<String> {
    let script = "return document.querySelector(arguments[0])?.value ?? null";
    let value = page.run_with(script, vec![selector.into()]).await?;
    Ok(value.as_str().unwrap_or("nothing").to_owned())
}

async fn focused(page: &Page) -> Result<String> {
    let id = page.run("return document.activeElement.id").await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

async fn a_field_is_one_edit_and_one_undo(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    ensure!(value_of(&page, "#field-model").await? == "opus");
    fill(&page, "#field-model", "haiku").await?;
    expect_source(&page, &FILE.replace("'opus'", "'haiku'")).await?;
    fill(&page, "#prose-0", "For cake: here.").await?;
    expect_source(
        &page,
        &FILE
            .replace("'opus'", "'haiku'")
            .replace("For bread: see.", "For cake: here."),
    )
    .await?;
    page.click("#field-name").await?;
    page.press(Key::Control + "z").await?;
    expect_source(&page, &FILE.replace("'opus'", "'haiku'")).await?;
    page.press(Key::Control + "z").await?;
    expect_source(&page, FILE).await?;
    ensure!(value_of(&page, "#field-model").await? == "opus");
    page.expect_quiet_console().await
}

async fn the_form_follows_the_text_and_keeps_what_is_typed(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    page.click("#prose-0").await?;
    page.press(Key::End + "").await?;
    page.press(" And").await?;
    // Another part of the text changes meanwhile, as by a collaborator or a fix.
    let change = "const view = document.querySelector('.cm-content').cmView?.view ?? document.querySelector('.cm-content').cmTile?.view;
        const at = view.state.doc.toString().indexOf('baker');
        view.dispatch({ changes: { from: at, to: at + 5, insert: 'cook' } });";
    page.run(change).await?;
    page.wait_for(
        "the name to follow",
        "return document.querySelector('#field-name').value === 'cook'",
    )
    .await?;
    ensure!(focused(&page).await? == "prose-0", "the focus was taken");
    ensure!(value_of(&page, "#prose-0").await? == "For bread: see. And");
    page.press(" pie").await?;
    page.press(Key::Tab + "").await?;
    expect_source(
        &page,
        &FILE
            .replace("baker", "cook")
            .replace("bread: see.", "bread: see. And pie"),
    )
    .await
}

async fn fields_are_added_chosen_and_removed(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    let add = |key: &'static str| {
        let page = page.clone();
        async move {
            let entry = format!("[aria-describedby='absent-{key}']");
            disclose(&page, "#add-field", &entry).await?;
            page.click(&entry).await?;
            page.wait_for(
                "the new control to have the focus",
                &format!("return document.activeElement.id === 'field-{key}'"),
            )
            .await
        }
    };
    add("permissionMode").await?;
    expect_source(&page, FILE).await?;
    page.press("plan").await?;
    let planned = FILE.replace("'opus'\n", "'opus'\npermissionMode: plan\n");
    expect_source(&page, &planned).await?;
    page.click("[aria-label='Remove permissionMode']").await?;
    expect_source(&page, FILE).await?;
    page.wait_for_text(".notices", "permissionMode was removed.")
        .await?;
    add("maxTurns").await?;
    page.press("many").await?;
    page.press(Key::Tab + "").await?;
    page.wait_for_text(".refused", "whole number").await?;
    fill(&page, "#field-maxTurns", "12").await?;
    expect_source(&page, &FILE.replace("'opus'\n", "'opus'\nmaxTurns: 12\n")).await?;
    page.click("[aria-label='Remove maxTurns']").await?;
    add("color").await?;
    page.click(".swatch-choice:nth-child(3)").await?;
    expect_source(&page, &FILE.replace("'opus'\n", "'opus'\ncolor: green\n")).await?;
    page.wait_for_text(".form-fields", "Claude Code does not know this key")
        .await
}

async fn tools_are_picked_typed_and_taken_out(page: Page) -> Result<()> {
    let with = |tools: &str| FILE.replace("model:", &format!("tools: {tools}\nmodel:"));
    open_form(&page, &with("[Read, Grep]")).await?;
    page.click("#field-tools").await?;
    page.press("mcp__context7__*,").await?;
    expect_source(&page, &with("[Read, Grep, mcp__context7__*]")).await?;
    page.press("Bash(git log, git diff)").await?;
    page.press(Key::Enter + "").await?;
    expect_source(
        &page,
        &with("[Read, Grep, mcp__context7__*, \"Bash(git log, git diff)\"]"),
    )
    .await?;
    page.click("[aria-label='Remove Grep']").await?;
    expect_source(
        &page,
        &with("[Read, mcp__context7__*, \"Bash(git log, git diff)\"]"),
    )
    .await?;
    disclose(&page, ".known-tools summary", ".known-tools li").await?;
    page.click(".known-tools li:nth-child(3) label").await?;
    expect_source(
        &page,
        &with("[Read, mcp__context7__*, \"Bash(git log, git diff)\", Edit]"),
    )
    .await?;
    let checked = page
        .run("return [...document.querySelectorAll('.known-tools input:checked')].map((box) => box.parentElement.querySelector('code').textContent).join()")
        .await?;
    ensure!(checked == "Read,Edit", "ticked are {checked}");
    Ok(())
}

async fn an_example_is_edited_in_place(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    fill(&page, "#example-0-part-1", "Say \"please\": now").await?;
    let said = FILE.replace("\\\"Bake?\\\"", "\\\"Say \\\"please\\\": now\\\"");
    expect_source(&page, &said).await?;
    page.click(".example-card:nth-of-type(2) .form-actions .button")
        .await?;
    page.wait_for(
        "the new context to be selected",
        "return document.activeElement.id === 'example-1-part-0' && getSelection().toString() !== '' || document.activeElement.selectionEnd > 0",
    )
    .await?;
    page.press("Snow.").await?;
    page.press(Key::Tab + "").await?;
    expect_source(
        &page,
        &said.replace("<example>user", "<example>Context: Snow. user"),
    )
    .await
}

async fn what_cannot_be_written_stays_in_the_box(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    fill(&page, "#example-0-part-0", "Rain </example> and snow").await?;
    page.wait_for_text(".refused", "read as more than one part")
        .await?;
    expect_source(&page, FILE).await?;
    ensure!(value_of(&page, "#example-0-part-0").await? == "Rain </example> and snow");
    page.click(".refused .button").await?;
    ensure!(value_of(&page, "#example-0-part-0").await? == "Rain.");
    page.wait_for(
        "the sentence to go",
        "return document.querySelector('.refused') === null",
    )
    .await
}

async fn cards_are_moved_and_copied_by_keyboard(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    let (one, two) = (
        "<example>Context: Rain. user: \\\"Bake?\\\" assistant: \\\"Yes\\\"</example>",
        "<example>user: \\\"Again?\\\"</example>",
    );
    let order = |examples: &[&str]| FILE.replace(&format!("{one} {two}"), &examples.join(" "));
    page.run("document.querySelector('#example-0-down').focus()")
        .await?;
    page.press(Key::Enter + "").await?;
    expect_source(&page, &order(&[two, one])).await?;
    page.wait_for_text(".form [role=status]", "now example 2 of 2")
        .await?;
    page.wait_for(
        "the focus to go along",
        "return document.activeElement.id === 'example-1-down'",
    )
    .await?;
    page.press(Key::Alt + Key::Up).await?;
    expect_source(&page, FILE).await?;
    page.run("document.querySelector('#example-0-duplicate').focus()")
        .await?;
    page.press(Key::Enter + "").await?;
    expect_source(&page, &order(&[one, one, two])).await?;
    page.wait_for(
        "the copy to have the focus",
        "return document.activeElement.id === 'example-1-duplicate'",
    )
    .await?;
    page.run("document.querySelector('#example-1-delete').focus()")
        .await?;
    page.press(Key::Enter + "").await?;
    expect_source(&page, FILE).await?;
    page.wait_for_text(".notices", "Example 2 was deleted.")
        .await?;
    page.press(Key::Control + "z").await?;
    expect_source(&page, &order(&[one, one, two])).await?;
    page.press(Key::Control + "y").await?;
    expect_source(&page, FILE).await?;
    page.expect_quiet_console().await
}

async fn examples_go_to_the_prompt_and_come_back(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    page.click("#example-0-out").await?;
    let moved = FILE
        .replace(
            "<example>Context: Rain. user: \\\"Bake?\\\" assistant: \\\"Yes\\\"</example> ",
            "",
        )
        .replace(
            "You bake.\n",
            "You bake.\n\n## When to invoke\n\n- **Rain.**\n  - User: \"Bake?\"\n  - Assistant: \"Yes\"\n",
        );
    expect_source(&page, &moved).await?;
    page.wait_for_text(".form-scenarios", "Rain.").await?;
    page.click("#scenario-0-back").await?;
    page.wait_for(
        "two examples",
        "return document.querySelectorAll('.example-card').length === 2",
    )
    .await?;
    let source = page.edited_text().await?;
    ensure!(
        source.ends_with("---\n\nYou bake.\n"),
        "the source is {source}"
    );
    Ok(())
}

async fn what_is_typed_is_in_the_file_that_is_left(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    page.click("#field-name").await?;
    page.press(Key::End + "").await?;
    page.press("-2").await?;
    page.run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        .await?;
    expect_source(&page, &FILE.replace("baker", "baker-2")).await?;
    ensure!(focused(&page).await? == "field-name", "the focus was taken");
    Ok(())
}

async fn nothing_typed_goes_into_another_document(page: Page) -> Result<()> {
    open_form(&page, FILE).await?;
    fill(&page, "#example-0-part-0", "Rain </example>").await?;
    page.wait_for_text(".refused", "read as").await?;
    let other = FILE.replace("Rain.", "Hail.");
    page.paste(&other).await?;
    page.wait_for(
        "the other document's words",
        "return document.querySelector('#example-0-part-0')?.value === 'Hail.'",
    )
    .await?;
    ensure!(value_of(&page, "#field-name").await? == "baker");
    expect_source(&page, &other).await
}

async fn everything_is_accessible(page: &Page) -> Result<()> {
    open_form(
        page,
        &FILE.replace("model:", "tools: Read\ncolor: red\nmodel:"),
    )
    .await?;
    page.expect_accessible().await?;
    disclose(page, ".known-tools summary", ".known-tools li").await?;
    disclose(page, "#add-field", ".add-field li").await?;
    fill(page, "#example-0-part-0", "</example>").await?;
    page.wait_for_text(".refused", "read as").await?;
    page.click("#example-1-out").await?;
    page.wait_for_text(".form-scenarios", "Again?").await?;
    page.expect_accessible().await?;
    page.expect_quiet_console().await
}

async fn the_form_is_accessible(page: Page) -> Result<()> {
    everything_is_accessible(&page).await
}

async fn the_form_is_accessible_in_the_dark(page: Page) -> Result<()> {
    everything_is_accessible(&page).await
}

async fn the_form_fits_a_phone(page: Page) -> Result<()> {
    everything_is_accessible(&page).await?;
    let wide = page
        .run("const panel = document.querySelector('#panel'); return panel.scrollWidth - panel.clientWidth")
        .await?;
    ensure!(wide == 0, "the form is {wide} pixels too wide");
    let small = page
        .run("return [...document.querySelectorAll('.form button, .form select, .form .box, .form summary')].filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24).length")
        .await?;
    ensure!(small == 0, "{small} controls are lower than 24 pixels");
    Ok(())
}
