//! What the rules find: gone to, read, mended and taken back, by keyboard, by mouse, and for everybody.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_problem_is_mended_by_keyboard),
        scenario!(Screen::WIDE, a_problem_is_mended_by_mouse),
        scenario!(Screen::PHONE, a_problem_is_mended_on_a_phone),
        scenario!(Screen::WIDE, all_safe_fixes_are_one_step_of_undo),
        scenario!(Screen::WIDE, the_keys_go_round_all_problems),
        scenario!(Screen::WIDE, problems_are_marked_at_the_token),
        scenario!(Screen::WIDE, what_is_open_stays_open_while_one_types),
        scenario!(Screen::WIDE, a_rule_turned_off_stays_off),
        scenario!(Screen::WIDE, the_list_is_filtered),
        scenario!(Screen::WIDE, the_counts_are_spoken_after_a_pause),
        scenario!(Screen::WIDE, every_rule_can_be_looked_up),
        scenario!(Screen::WIDE, the_panel_is_accessible_in_the_light),
        scenario!(Screen::WIDE.dark(), the_panel_is_accessible_in_the_dark),
        scenario!(Screen::PHONE, the_panel_is_accessible_on_a_phone),
        scenario!(
            Screen::PHONE.dark(),
            the_panel_is_accessible_on_a_phone_in_the_dark
        ),
    ]
}

/// A key with a slip in it, and one that nobody knows; other rules may find more.
const FILE: &str = "---\nname: Code Reviewer\ndescription: Use this agent after a change, to look it over.\nmodle: haiku\nvibe: calm\n---\n\nYou review code.\n";

/// The card that speaks of the slip.
const SLIP: &str = "[...document.querySelectorAll('.problem')].find((card) => card.textContent.includes('Was \"model\" meant?'))";

/// Opens a text and waits until its problems are counted.
async fn open(page: &Page, text: &str) -> Result<()> {
    page.open_editor().await?;
    page.paste(text).await?;
    page.wait_for_text("#tab-problems", "Problems (").await
}

/// The same with the panel on show.
async fn open_panel(page: &Page, text: &str) -> Result<()> {
    open(page, text).await?;
    page.click("#tab-problems").await?;
    page.wait_for("the slip", &format!("return {SLIP} !== undefined"))
        .await
}

/// Marks an element of the slip's card, so that a selector can name it.
async fn within_slip(page: &Page, selector: &str) -> Result<&'static str> {
    let script = format!(
        "document.querySelectorAll('[data-meant]').forEach((one) => one.removeAttribute('data-meant'));
        {SLIP}.querySelector(arguments[0]).setAttribute('data-meant', '')"
    );
    page.run_with(&script, vec![selector.into()]).await?;
    Ok("[data-meant]")
}

async fn expect_slip_mended(page: &Page) -> Result<()> {
    page.wait_for("the slip to go", &format!("return {SLIP} === undefined"))
        .await?;
    let text = page.edited_text().await?;
    ensure!(
        text == FILE.replace("modle", "model"),
        "the source is {text}"
    );
    Ok(())
}

async fn expect_as_opened(page: &Page) -> Result<()> {
    page.wait_for(
        "the slip to be there again",
        &format!("return {SLIP} !== undefined"),
    )
    .await?;
    let text = page.edited_text().await?;
    ensure!(text == FILE, "the source is {text}");
    Ok(())
}

/// Find, jump, read why, see the diff, fix, undo.
async fn a_problem_is_mended_by_keyboard(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    for step in 0.. {
        ensure!(step < 20, "F8 does not come to the slip");
        page.press(Key::F8 + "").await?;
        page.wait_for(
            "the problem to be said",
            "return document.querySelector('#problems-said').textContent.startsWith('Problem ')",
        )
        .await?;
        if page
            .text_content("#problems-said")
            .await?
            .contains("Was \"model\" meant?")
        {
            break;
        }
    }
    ensure!(
        page.selection().await? == "modle",
        "selected is {:?}",
        page.selection().await?
    );
    page.wait_for(
        "the problem to be marked in the list, the focus in the editor",
        &format!(
            "return {SLIP}?.matches('.is-here') && document.activeElement.matches('.cm-content')"
        ),
    )
    .await?;
    page.press(Key::Control + ".").await?;
    page.wait_for(
        "the focus on the first fix",
        &format!("return document.activeElement === {SLIP}.querySelector('.fix')"),
    )
    .await?;
    page.press(Key::Enter + "").await?;
    page.wait_for_text(".fix-preview .removed", "modle: haiku")
        .await?;
    page.wait_for_text(".fix-preview .added", "model: haiku")
        .await?;
    ensure!(
        page.edited_text().await? == FILE,
        "the fix was made before it was asked for"
    );
    page.press(Key::Tab + Key::Tab).await?;
    page.press(Key::Enter + "").await?;
    page.wait_for(
        "the reason",
        &format!(
            "return document.activeElement.textContent === 'Why' && {SLIP}.querySelector('details').open
                && {SLIP}.textContent.includes('only its debug log says so')
                && {SLIP}.querySelector('details a').href.startsWith('https://code.claude.com/')"
        ),
    )
    .await?;
    page.press(Key::Shift + Key::Tab).await?;
    page.press(Key::Enter + "").await?;
    expect_slip_mended(&page).await?;
    page.wait_for(
        "the focus to be back in the editor",
        "return document.activeElement.matches('.cm-content')",
    )
    .await?;
    page.press(Key::Control + "z").await?;
    expect_as_opened(&page).await?;
    page.expect_quiet_console().await
}

async fn a_problem_is_mended_by_mouse(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    page.click(within_slip(&page, ".problem-message").await?)
        .await?;
    page.wait_for(
        "the token to be selected",
        "return getSelection().toString() === 'modle'",
    )
    .await?;
    page.click(within_slip(&page, ".fix").await?).await?;
    page.wait_for_text(".fix-preview .added", "model: haiku")
        .await?;
    page.click(within_slip(&page, ".fix-apply").await?).await?;
    expect_slip_mended(&page).await?;
    page.wait_for_text(".notices", "Write it as model").await?;
    page.wait_for(
        "the focus on another problem",
        "return document.activeElement.matches('.problem-message, #problems-title')",
    )
    .await?;
    page.click(".notice:last-child .button").await?;
    expect_as_opened(&page).await
}

async fn a_problem_is_mended_on_a_phone(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    page.click(within_slip(&page, ".fix").await?).await?;
    page.click(within_slip(&page, ".fix-apply").await?).await?;
    expect_slip_mended(&page).await?;
    let state = page
        .run("return [document.activeElement.matches('.cm-content, textarea, input'), document.documentElement.scrollWidth - innerWidth]")
        .await?;
    ensure!(state[0] == false, "the fix put the focus into a text field");
    ensure!(state[1].as_i64() <= Some(0), "too wide by {}", state[1]);
    Ok(())
}

/// A description that Claude Code reads and others do not is mended; the slip is left to its author.
async fn all_safe_fixes_are_one_step_of_undo(page: Page) -> Result<()> {
    const ONE: &str = "Fix all safe (1)";
    let file = FILE.replace("Use this agent after", "Review: use this agent after");
    open_panel(&page, &file).await?;
    page.wait_for_text(".problems-head .button", ONE).await?;
    page.click(".problems-head .button").await?;
    page.wait_for_text(".notices", "1 problem fixed.").await?;
    let wanted = file.replace(
        "Review: use this agent after a change, to look it over.",
        "\"Review: use this agent after a change, to look it over.\"",
    );
    let fixed = page.edited_text().await?;
    ensure!(fixed == wanted, "the source is {fixed}");
    page.wait_for(
        "the button to go, and the focus to stay in the panel",
        "return document.querySelector('.problems-head .button').hidden
            && document.activeElement.id === 'problems-title'",
    )
    .await?;
    page.press(Key::Control + "z").await?;
    page.wait_for(
        "the problem to be there again",
        "return !document.querySelector('.problems-head .button').hidden",
    )
    .await?;
    let text = page.edited_text().await?;
    ensure!(text == file, "undo gives {text}");
    Ok(())
}

async fn the_keys_go_round_all_problems(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    let count = page
        .run("return document.querySelectorAll('.problem').length")
        .await?
        .as_u64()
        .context("there is no count")?;
    ensure!(count >= 3, "there are only {count} problems");
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    let said = |number: u64| format!("Problem {number} of {count}, ");
    for number in (1..=count).chain([1]) {
        page.press(Key::F8 + "").await?;
        page.wait_for_text("#problems-said", &said(number)).await?;
    }
    for number in [count, count - 1] {
        page.press(Key::Shift + Key::F8).await?;
        page.wait_for_text("#problems-said", &said(number)).await?;
    }
    page.wait_for_count(".problem.is-here", 1).await
}

async fn problems_are_marked_at_the_token(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    let marked = "return [...document.querySelectorAll('.problem-mark.warning')].map((one) => one.textContent)";
    page.wait_for(
        "the slip to be underlined",
        &format!("{marked}.includes('modle')"),
    )
    .await?;
    let style = page
        .run("const mark = [...document.querySelectorAll('.problem-mark')].find((one) => one.textContent === 'modle');
            const sign = document.querySelector('.cm-problems .problem-sign.warning').getBoundingClientRect();
            return [getComputedStyle(mark).textDecorationStyle, sign.width > 5 && sign.height > 5]")
        .await?;
    ensure!(style[0] == "wavy", "it is underlined {}", style[0]);
    ensure!(style[1] == true, "there is no sign in the gutter");
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    page.press(Key::Down + Key::End).await?;
    page.type_keys(" Two").await?;
    page.wait_for(
        "the marks to follow",
        &format!("const all = (() => {{ {marked} }})(); return all.includes('modle') && all.includes('Code Reviewer Two')"),
    )
    .await
}

async fn what_is_open_stays_open_while_one_types(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    page.run(&format!("{SLIP}.querySelector('summary').click()"))
        .await?;
    page.click(within_slip(&page, ".fix").await?).await?;
    page.wait_for_text(".fix-preview .added", "model: haiku")
        .await?;
    page.find(".cm-content").await?.focus().await?;
    page.press(Key::Control + Key::Home).await?;
    page.press(Key::Down + Key::End).await?;
    page.type_keys(Key::Enter + "color: red").await?;
    page.wait_for(
        "the problem to have moved, with all that is open",
        &format!(
            "return {SLIP}.textContent.includes('Line 5 ') && {SLIP}.querySelector('details').open
                && {SLIP}.querySelector('.diff .added .diff-number').textContent === '5'"
        ),
    )
    .await
}

async fn a_rule_turned_off_stays_off(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    page.click(within_slip(&page, ".problem-more .button").await?)
        .await?;
    let is_off = "return ![...document.querySelectorAll('.problem')].some((one) => one.textContent.includes('VA04'))
        && document.querySelector('.rules-off')?.textContent.includes('VA04')";
    page.wait_for("the rule to be off", is_off).await?;
    page.wait_for(
        "the focus to stay in the panel",
        "return document.activeElement.closest('.problems') !== null",
    )
    .await?;
    page.wait_for_text(".kept", "Kept in this browser").await?;
    page.open_editor().await?;
    page.click("#tab-problems").await?;
    page.wait_for("the rule to be off still", is_off).await?;
    ensure!(page.edited_text().await? == FILE, "another text is on show");
    page.click(".rules-off .button").await?;
    page.wait_for("the slip again", &format!("return {SLIP} !== undefined"))
        .await?;
    page.wait_for(
        "the list of rules that are off to go",
        "return document.querySelector('.rules-off').hidden",
    )
    .await
}

async fn the_list_is_filtered(page: Page) -> Result<()> {
    open_panel(&page, FILE).await?;
    page.click(".problem-filter input").await?;
    page.press("model meant").await?;
    page.wait_for(
        "the slip alone",
        &format!(
            "return document.querySelectorAll('.problem').length === 1 && {SLIP} !== undefined"
        ),
    )
    .await?;
    page.run(
        "const select = document.querySelector('.problem-filter select');
            select.value = 'error';
            select.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await?;
    page.wait_for(
        "nothing to fit",
        "return document.querySelectorAll('.problem').length === 0
            && document.querySelector('.problems').textContent.includes('No problem has these words.')",
    )
    .await?;
    // Going to a problem that the filter hides shows it.
    page.press(Key::F8 + "").await?;
    page.wait_for(
        "the first problem to be shown",
        "return document.querySelector('.problem.is-here') !== null",
    )
    .await
}

/// Counts only, and no list.
async fn the_counts_are_spoken_after_a_pause(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    page.wait_for(
        "the counts to be said",
        "return /^\\d+ problems: [^:]*warning/.test(document.querySelector('#problems-said').textContent)",
    )
    .await?;
    let said = page.text_content("#problems-said").await?;
    ensure!(!said.contains("modle"), "said is {said}");
    let role = page
        .run("return document.querySelector('#problems-said').getAttribute('role')")
        .await?;
    ensure!(role == "status", "its role is {role}");
    Ok(())
}

async fn every_rule_can_be_looked_up(page: Page) -> Result<()> {
    open(&page, FILE).await?;
    page.run_command("every rule").await?;
    page.wait_for(
        "the rules, with the focus on them",
        "return document.querySelectorAll('.rule').length > 1 && document.activeElement.matches('.rules summary')",
    )
    .await?;
    let incomplete = page
        .run("return [...document.querySelectorAll('.rule')].filter((rule) =>
            !/^[A-Z]{2}\\d\\d \\S/.test(rule.querySelector('h4').textContent)
            || !/(error|warning|info)\\s*(spec|recommendation)/.test(rule.querySelector('.problem-rule').textContent)
            || rule.querySelectorAll('p').length < 3).map((rule) => rule.textContent)")
        .await?;
    ensure!(
        incomplete == Value::Array(Vec::new()),
        "incomplete are {incomplete}"
    );
    page.expect_accessible().await
}

/// With everything open that can be.
async fn the_panel_is_accessible(page: &Page) -> Result<()> {
    open_panel(page, FILE).await?;
    page.expect_accessible().await?;
    page.run("document.querySelectorAll('.problem .fix, .problem summary, .rules summary').forEach((one) => one.click())")
        .await?;
    page.wait_for_text(".fix-preview .diff", "name: ").await?;
    page.wait_for_text(".rules", "VA04 ").await?;
    page.expect_accessible().await?;
    let wide = page
        .run("const [page, panel] = [document.documentElement, document.querySelector('#panel')];
            return [page.scrollWidth - innerWidth, panel.scrollWidth - panel.clientWidth, page.scrollHeight - innerHeight]")
        .await?;
    ensure!(
        (0..3).all(|index| wide[index].as_i64() <= Some(0)),
        "page and panel are too wide, and the page too high, by {wide}"
    );
    page.run(&format!(
        "{SLIP}.querySelector('.problem-more .button').click()"
    ))
    .await?;
    page.wait_for(
        "the rule in the list of those that are off",
        "return document.querySelector('.rules-off').textContent.includes('VA04')",
    )
    .await?;
    page.expect_accessible().await?;
    page.expect_quiet_console().await
}

async fn the_panel_is_accessible_in_the_light(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}

async fn the_panel_is_accessible_in_the_dark(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}

async fn the_panel_is_accessible_on_a_phone(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}

async fn the_panel_is_accessible_on_a_phone_in_the_dark(page: Page) -> Result<()> {
    the_panel_is_accessible(&page).await
}
