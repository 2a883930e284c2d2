//! A link holds what it shares: made in one tab, opened in another, and never in the way of a draft.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use thirtyfour::Key;

use crate::page::{Page, Site};
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_link_gives_back_the_same_bytes),
        scenario!(Screen::PHONE, a_link_opens_on_a_phone),
        scenario!(Screen::WIDE, links_of_the_program_open),
        scenario!(Screen::WIDE, a_cut_link_says_so_and_opens_nothing),
        scenario!(Screen::WIDE, a_link_leaves_the_draft_alone),
        scenario!(Screen::WIDE, a_reload_keeps_what_was_done_to_a_linked_text),
        scenario!(Screen::WIDE, hostile_links_are_inert),
        scenario!(Screen::WIDE, a_collection_comes_once),
        scenario!(Screen::WIDE, a_text_is_copied_in_several_ways),
        scenario!(Screen::PHONE.dark(), a_link_is_shown_as_a_code),
        scenario!(Screen::WIDE, what_a_text_gives_away_is_listed),
    ]
}

/// What an editor does not keep by itself: a byte order mark, CRLF, a lone CR, a character of four bytes.
const AWKWARD: &str = "\u{feff}---\r\nname: awkward\r\ndescription: Use it to try links. 👩‍🚀\r\n---\r\n\r\nBody of the link\rend";

/// Opens the dialog for the text on show, and gives its link.
async fn link_of(page: &Page) -> Result<String> {
    page.run("[...document.querySelectorAll('#bar button')].find((button) => button.textContent.includes('Share')).click()")
        .await?;
    page.wait_for(
        "the link",
        "return document.querySelector('.share-link') !== null",
    )
    .await?;
    let link = page
        .run("return document.querySelector('.share-link').value")
        .await?;
    link.as_str()
        .map(str::to_owned)
        .context("the link is no text")
}

/// Follows a link, in a tab of its own where the page is open already.
async fn follow(page: &Page, link: &str) -> Result<()> {
    page.driver.goto(link).await.context("following the link")
}

/// Waits until the page says that it shows what a link held.
async fn wait_until_opened(page: &Page) -> Result<()> {
    page.wait_for_text(".notices", "came from a link").await
}

/// The newest draft in the storage that holds a word, byte for byte.
async fn kept_text(page: &Page, word: &str) -> Result<String> {
    let script = "return Object.entries(localStorage)
        .filter(([key]) => key.startsWith('agent-playground.draft.'))
        .map(([, value]) => JSON.parse(value).text)
        .find((text) => text.includes(arguments[0])) ?? null";
    let text = page.run_with(script, vec![word.into()]).await?;
    text.as_str()
        .map(str::to_owned)
        .with_context(|| format!("no draft holds {word:?}"))
}

async fn a_link_gives_back_the_same_bytes(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste(AWKWARD).await?;
    page.wait_for_text(".agent-name", "awkward").await?;
    let link = link_of(&page).await?;
    ensure!(link.contains("/#v1."), "{link}");
    page.wait_for_text(".share-length", &format!("{} characters", link.len()))
        .await?;
    page.expect_accessible().await?;
    page.press(Key::Escape).await?;
    // Whatever is kept here must not be what the other tab shows.
    page.run("localStorage.clear(); sessionStorage.clear()")
        .await?;
    let tab = page.driver.new_tab().await?;
    page.driver.switch_to_window(tab).await?;
    follow(&page, &link).await?;
    page.wait_until_mounted().await?;
    wait_until_opened(&page).await?;
    page.wait_for_text(".body", "Body of the link").await?;
    let kept = kept_text(&page, "Body of the link").await?;
    ensure!(kept == AWKWARD, "{kept:?}");
    page.wait_for(
        "the link to leave the address",
        "return location.hash === ''",
    )
    .await?;
    page.expect_accessible().await?;
    let foreign = page
        .run("return performance.getEntriesByType('resource').map((entry) => entry.name).filter((address) => !address.startsWith(location.origin) || address.includes('v1.'))")
        .await?;
    ensure!(foreign.as_array().is_some_and(Vec::is_empty), "{foreign}");
    page.expect_quiet_console().await
}

async fn a_link_opens_on_a_phone(page: Page) -> Result<()> {
    follow_made(&page, "v1-windows").await?;
    page.wait_for_text(".agent-name", "é").await?;
    page.expect_accessible().await
}

/// Follows one of the links in tests/links/.
async fn follow_made(page: &Page, name: &str) -> Result<()> {
    let fragment = page
        .file(&format!("tests/links/{name}.txt"))
        .with_context(|| format!("reading {name}.txt"))?;
    let path = Site::Published.path(page.engine);
    page.open_path(&format!("{path}{}", fragment.trim()))
        .await?;
    page.wait_until_mounted().await?;
    wait_until_opened(page).await
}

async fn links_of_the_program_open(page: Page) -> Result<()> {
    follow_made(&page, "v1-one-by-zlib").await?;
    let shown = page.edited_text().await?;
    ensure!(shown == page.shipped_definition()?, "{shown}");
    follow_made(&page, "v1-collection").await?;
    page.wait_for_text(".notices", "3 files came from a link")
        .await?;
    page.wait_for_text(".body", "One.").await?;
    page.wait_for_count(".files-heading", 1).await?;
    page.click(".files-open[title='.claude/agents/team/c.md']")
        .await?;
    page.wait_for_text(".body", "Two.").await?;
    page.expect_quiet_console().await
}

async fn a_cut_link_says_so_and_opens_nothing(page: Page) -> Result<()> {
    page.open_editor().await?;
    let before = page.edited_text().await?;
    let link = link_of(&page).await?;
    page.press(Key::Escape).await?;
    for (fragment, words) in [
        (link_end(&link, 1), "Incomplete link"),
        (link_end(&link, 700), "Incomplete link"),
        ("#v2.abc".to_owned(), "of version \"v2\""),
        ("#v1.a%20b".to_owned(), "The link is damaged"),
    ] {
        page.run_with("location.hash = arguments[0]", vec![fragment.into()])
            .await?;
        page.wait_for_text(".notices", words).await?;
        page.run(
            "document.querySelectorAll('.notice [aria-label]').forEach((button) => button.click())",
        )
        .await?;
    }
    ensure!(page.edited_text().await? == before, "the text has changed");
    page.expect_quiet_console().await
}

/// The fragment of a link without its last characters.
fn link_end(link: &str, fewer: usize) -> String {
    let fragment = link.split_once('#').map_or("", |(_, fragment)| fragment);
    let end = fragment.len().saturating_sub(fewer);
    format!("#{}", fragment.get(..end).unwrap_or_default())
}

async fn a_link_leaves_the_draft_alone(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("Mine alone").await?;
    page.wait_for_text(".body", "Mine alone").await?;
    let link = page
        .file("tests/links/v1-collection.txt")
        .context("reading the link")?;
    page.run_with("location.hash = arguments[0]", vec![link.trim().into()])
        .await?;
    wait_until_opened(&page).await?;
    page.wait_for_text(".body", "One.").await?;
    page.wait_for_text(".notices", "What was on show before is kept")
        .await?;
    page.wait_for_count(".files-line:not(.files-heading)", 4)
        .await?;
    page.press_button(".notice", "Undo").await?;
    page.wait_for_text(".body", "Mine alone").await?;
    page.wait_for_count(".files-line", 1).await?;
    page.expect_quiet_console().await
}

async fn a_reload_keeps_what_was_done_to_a_linked_text(page: Page) -> Result<()> {
    follow_made(&page, "v1-one").await?;
    page.wait_for(
        "the link to leave the address",
        "return location.hash === ''",
    )
    .await?;
    page.wait_for_editor().await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("Done to it").await?;
    page.wait_for_text(".body", "Done to it").await?;
    page.wait_for(
        "the text to be kept",
        "return Object.values(localStorage).some((value) => value.includes('Done to it'))",
    )
    .await?;
    page.open_editor().await?;
    page.wait_for_text(".body", "Done to it").await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 1).await
}

async fn a_collection_comes_once(page: Page) -> Result<()> {
    follow_made(&page, "v1-collection").await?;
    page.wait_for_text(".body", "One.").await?;
    page.wait_for_count(".files-heading", 1).await?;
    page.wait_for_editor().await?;
    page.click(".cm-content").await?;
    page.type_keys(Key::Control + Key::End).await?;
    page.type_keys("Typed since.").await?;
    page.wait_for_text(".files-changed", "changed").await?;
    page.click(".files-open[title='.claude/agents/team/c.md']")
        .await?;
    page.wait_for_text(".body", "Two.").await?;
    // In the same page, and in one that is opened with it.
    let link = page
        .file("tests/links/v1-collection.txt")
        .context("reading the link")?;
    page.run_with("location.hash = arguments[0]", vec![link.trim().into()])
        .await?;
    page.wait_for_text(".notices", "are here already").await?;
    page.wait_for_text(".body", "Typed since.").await?;
    page.wait_for_count(".files-heading", 1).await?;
    page.wait_for(
        "the link to leave the address",
        "return location.hash === ''",
    )
    .await?;
    follow_made(&page, "v1-collection").await?;
    page.wait_for_text(".notices", "are here already").await?;
    page.wait_for_text(".body", "Typed since.").await?;
    page.wait_for_count(".files-heading", 1).await?;
    page.wait_for_count(".files-line:not(.files-heading)", 3)
        .await?;
    page.expect_quiet_console().await
}

/// Keeps what is copied instead of asking the browser for its clipboard, which tests cannot read.
const WATCH_CLIPBOARD: &str = "Object.defineProperty(navigator, 'clipboard', { value: {
    writeText: async (text) => { window.copied = text; },
} });
    navigator.share = async ({ url }) => { window.sent = url; };";

async fn a_text_is_copied_in_several_ways(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run(WATCH_CLIPBOARD).await?;
    let text = "---\nname: copied\ndescription: It is copied.\n---\n\n$(x) `y` END_OF_FILE\n";
    page.paste(text).await?;
    page.wait_for_text(".agent-name", "copied").await?;
    let link = link_of(&page).await?;
    let copied = async |button: &str, words: &str| {
        page.press_button(".dialog", button).await?;
        page.wait_for_text(".share-said", words).await?;
        let copied = page.run("return window.copied").await?;
        let copied = copied.as_str().map(str::to_owned);
        copied.context("nothing was copied")
    };
    ensure!(copied("Text", "The text is").await? == text);
    let command = copied("Command for Bash", "The command for Bash is").await?;
    let expected = format!(
        "mkdir -p .claude/agents && (set -C; cat > .claude/agents/copied.md) <<'END_OF_FILE'\n{text}END_OF_FILE\n"
    );
    ensure!(command == expected, "{command}");
    let command = copied("Command for PowerShell", "for PowerShell is").await?;
    ensure!(
        command.contains("'.claude/agents/copied.md'") && command.contains("FromBase64String"),
        "{command}"
    );
    let markdown = copied("Markdown with the text", "as Markdown").await?;
    ensure!(
        markdown.contains(text) && markdown.contains(&format!("]({link})")),
        "{markdown}"
    );
    // The system's way to send something, where the browser has one.
    page.press_button(".dialog", "Send…").await?;
    page.wait_for_text(".share-said", "handed on").await?;
    let sent = page.run("return window.sent").await?;
    ensure!(sent == link, "{sent}");
    page.expect_accessible().await?;
    page.press(Key::Escape).await?;
    page.run("window.copied = ''").await?;
    page.run_command("copy bash").await?;
    page.wait_for_text(".notices", "The command for Bash is on the clipboard")
        .await?;
    let command = page.run("return window.copied").await?;
    ensure!(command == expected, "{command}");
    page.expect_quiet_console().await
}

async fn a_link_is_shown_as_a_code(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.paste("---\nname: small\ndescription: It fits a code.\n---\nBody\n")
        .await?;
    page.wait_for_text(".agent-name", "small").await?;
    link_of(&page).await?;
    page.click(".dialog summary").await?;
    page.wait_for_count(".share-code path", 1).await?;
    // Dark on light whatever the page's colours are, and within the page's width.
    let looks = page
        .run("const code = document.querySelector('.share-code');
            const style = getComputedStyle(code);
            return [style.backgroundColor, style.fill, code.getBoundingClientRect().right <= innerWidth]")
        .await?;
    ensure!(
        looks == serde_json::json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)", true]),
        "{looks}"
    );
    page.expect_accessible().await?;
    page.press(Key::Escape).await?;
    let long: String = (0..400)
        .map(|line| format!("{:x}\n", line * line * 7919))
        .collect();
    page.paste(&format!("---\nname: large\ndescription: No.\n---\n{long}"))
        .await?;
    page.wait_for_text(".agent-name", "large").await?;
    link_of(&page).await?;
    page.click(".dialog summary").await?;
    page.wait_for_text(".dialog", "too fine for most cameras")
        .await?;
    page.expect_accessible().await
}

async fn hostile_links_are_inert(page: Page) -> Result<()> {
    page.open_editor().await?;
    let markup = page
        .file("tests/hostile/markup.md")
        .context("reading markup.md")?;
    page.paste(&markup).await?;
    let link = link_of(&page).await?;
    page.press(Key::Escape).await?;
    let tab = page.driver.new_tab().await?;
    page.driver.switch_to_window(tab).await?;
    follow(&page, &link).await?;
    page.wait_until_mounted().await?;
    wait_until_opened(&page).await?;
    let found = page
        .run("return {
            broken: window.broken ?? null,
            active: [...document.querySelectorAll('#panel :is(script, iframe, object, embed, img, form), .notices :is(script, iframe, img)')].map((node) => node.outerHTML),
            foreign: performance.getEntriesByType('resource').map((entry) => entry.name).filter((address) => !address.startsWith(location.origin)),
        }")
        .await?;
    let empty = |list: &Value| list.as_array().is_some_and(Vec::is_empty);
    ensure!(
        found["broken"].is_null() && empty(&found["active"]) && empty(&found["foreign"]),
        "{found}"
    );
    // Sixty-four megabytes of one letter in a few dozen kilobytes, made by the browser itself.
    let script = "const done = arguments[arguments.length - 1];
        const zeros = new Blob([new Uint8Array(64 << 20).fill(97)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        new Response(zeros).arrayBuffer().then((bytes) => {
            let text = '';
            for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
            location.hash = '#v1.' + btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
            done(null);
        }, (error) => done(String(error)));";
    let failed = page.driver.execute_async(script, Vec::new()).await?;
    ensure!(failed.json().is_null(), "{}", failed.json());
    page.wait_for_text(".notices", "more than 4 MiB").await?;
    page.run("location.hash = '#v1.abc&endpoint=https://evil.example/'")
        .await?;
    page.wait_for_text(".notices", "its character 8 is").await?;
    page.expect_quiet_console().await
}

async fn what_a_text_gives_away_is_listed(page: Page) -> Result<()> {
    page.open_editor().await?;
    let secret = format!("{}_{}", "ghp", "Zq7Rt2Yw9Lk4Mn8Bv3Xc6Hs1Jd5Fg0");
    let text = format!(
        "---\nname: open\ndescription: It tells.\n---\n\nSee https://a.example/ first.\n\nUse {secret} then.\n"
    );
    page.paste(&text).await?;
    page.wait_for_text(".agent-name", "open").await?;
    link_of(&page).await?;
    page.wait_for_text(".dialog", "a token of GitHub").await?;
    page.wait_for_text(".dialog", "https://a.example/").await?;
    page.expect_accessible().await?;
    page.click(".share-disclosed button").await?;
    page.wait_for(
        "the editor to have the focus, on the secret",
        &format!("return document.activeElement.matches('.cm-content') && getSelection().toString() === '{secret}'"),
    )
    .await
}
