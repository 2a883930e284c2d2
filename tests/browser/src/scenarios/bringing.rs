//! Files come in and go out: dropped, from a folder, as a zip, and back.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::engines::Engine;
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, dropped_files_are_opened),
        scenario!(Screen::WIDE, a_changed_copy_is_asked_about),
        scenario!(Screen::WIDE, a_zip_comes_back_byte_for_byte),
        scenario!(Screen::WIDE, of_several_folders_some_are_opened),
        scenario!(
            Screen::PHONE.dark(),
            whoever_closes_the_choice_opens_nothing
        ),
        // The others let no page write to a folder.
        scenario!(Screen::WIDE, a_folder_is_saved_back).only_in(Engine::Chromium),
        scenario!(Screen::WIDE, a_file_begins_with_a_template),
        scenario!(Screen::WIDE, a_file_begins_with_what_it_is_for),
    ]
}

fn agent(name: &str) -> String {
    format!("---\nname: {name}\ndescription: The {name}.\n---\n\nBody of {name}.\n")
}

async fn open(page: &Page) -> Result<()> {
    page.open_editor().await?;
    page.wait_until_files_can_be_dropped().await
}

async fn dropped_files_are_opened(page: Page) -> Result<()> {
    open(&page).await?;
    let (first, second) = (agent("first"), agent("second"));
    page.drop_files(&[("first.md", Some(&first)), ("second.md", Some(&second))])
        .await?;
    page.wait_for_text(".body", "Body of first.").await?;
    page.open_files().await?;
    page.wait_for_count(".files-line", 2).await
}

async fn a_changed_copy_is_asked_about(page: Page) -> Result<()> {
    open(&page).await?;
    let first = agent("first");
    page.drop_files(&[("first.md", Some(&first))]).await?;
    page.wait_for_text(".body", "Body of first.").await?;
    let other = first.replace("Body of", "Another body of");
    page.drop_files(&[("first.md", Some(&other))]).await?;
    page.wait_for_text(".changed-path", "first.md").await?;
    page.press_button(".changed-list", "Compare").await?;
    page.wait_for_text(".changed-list .diff", "Another").await?;
    page.expect_accessible().await?;
    page.press_button(".changed-list", "Replace").await?;
    page.wait_for_text(".body", "Another body of first.")
        .await?;
    // What is on show is replaced as an edit, so the editor takes it back.
    page.click(".cm-content").await?;
    page.type_keys(thirtyfour::Key::Control + "z").await?;
    page.wait_for_text(".body", "Body of first.").await
}

async fn a_zip_comes_back_byte_for_byte(page: Page) -> Result<()> {
    open(&page).await?;
    page.watch_downloads().await?;
    // A zip made by the page from what was dropped is dropped again.
    let text = "---\r\nname: first\r\ndescription: ไทย 🦀\r\n---\r\nBody of first.\r\n";
    page.run_with(
        "window.madeOf = arguments[0];
        const root = { kind: 'directory', name: 'mine', entries: async function* () {
            yield ['first.md', { kind: 'file', getFile: async () => new File([arguments_text], 'first.md') }];
            yield ['README.md', { kind: 'file', getFile: async () => new File(['# About'], 'README.md') }];
        } };
        const arguments_text = arguments[0];
        window.showDirectoryPicker = async () => root;",
        vec![Value::from(text)],
    )
    .await?;
    page.open_files().await?;
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text(".files-heading", "mine").await?;
    page.wait_for_text(".notices", "1 more are Markdown but no definitions")
        .await?;
    page.click(".files-heading .files-more").await?;
    page.press_button(".dialog", "Download as a zip").await?;
    page.wait_for("the zip", "return window.taken !== undefined")
        .await?;
    page.click(".files-heading .files-more").await?;
    page.press_button(".dialog", "Remove from this page")
        .await?;
    page.wait_for_count(".files-heading", 0).await?;
    page.drop_files(&[("again.zip", None)]).await?;
    page.wait_for_text(".files-heading", "again").await?;
    page.wait_for_text(".body", "Body of first.").await?;
    // Taken home, it is what was put in.
    page.watch_downloads().await?;
    page.press_button("#bar", "Download").await?;
    page.wait_for("the file", "return window.taken !== undefined")
        .await?;
    let same = page
        .run("return new TextDecoder().decode(window.taken.bytes) === window.madeOf")
        .await?;
    ensure!(same == true, "the bytes differ");
    Ok(())
}

/// A repository with agents in two folders and a skill, as the browser gives a folder that was picked.
const REPOSITORY: &str = "const file = (path) => {
        const name = path.replaceAll('/', '-').replace('.md', '');
        const text = `---\nname: ${name}\ndescription: The ${name}.\n---\n\nBody of ${path}.\n`;
        return { kind: 'file', getFile: async () => new File([text], path.split('/').pop()) };
    };
    const folder = (name, inside) => ({ kind: 'directory', name, entries: async function* () { yield* inside; } });
    const chain = (path, names) => {
        const [first, ...rest] = path.split('/');
        const inside = rest.length > 0
            ? [chain(rest.join('/'), names)]
            : names.map((name) => [name, file(`${first}/${name}`)]);
        return [first, folder(first, inside)];
    };
    const root = folder('repo', [
        ['README.md', file('README.md')],
        chain('.claude/agents', ['a.md', 'b.md']),
        chain('plugins/x/agents', ['c.md']),
        chain('skills/one', ['SKILL.md']),
    ]);
    window.showDirectoryPicker = async () => root;";

async fn of_several_folders_some_are_opened(page: Page) -> Result<()> {
    open(&page).await?;
    page.run(REPOSITORY).await?;
    page.open_files().await?;
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text("#dialog-title", "Folders").await?;
    page.wait_for_count(".folder-list li", 3).await?;
    page.expect_accessible().await?;
    page.press_button(".dialog", "Tick none").await?;
    let disabled = page
        .run("return document.querySelector('.dialog .primary').disabled")
        .await?;
    ensure!(disabled == true, "nothing can be opened");
    page.run("[...document.querySelectorAll('.folder-list label')].find((label) => label.textContent.includes('.claude')).click()")
        .await?;
    page.press_button(".dialog", "Open 2 files").await?;
    page.wait_for_text(".files-heading", "repo").await?;
    page.wait_for_count(".files-line:not(.files-heading)", 2)
        .await?;
    page.wait_for_text(".body", "Body of agents/a.md.").await?;
    // Again, and the others: what is here already is not doubled.
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text("#dialog-title", "Folders").await?;
    page.press_button(".dialog", "Open 4 files").await?;
    page.wait_for_count(".files-line:not(.files-heading)", 4)
        .await?;
    page.expect_quiet_console().await
}

async fn whoever_closes_the_choice_opens_nothing(page: Page) -> Result<()> {
    page.open_editor().await?;
    page.run(REPOSITORY).await?;
    page.open_files().await?;
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text("#dialog-title", "Folders").await?;
    page.expect_accessible().await?;
    page.press(thirtyfour::Key::Escape).await?;
    page.wait_for_text(".notices", "repo was not opened: you stopped it.")
        .await?;
    page.wait_for_count(".files-heading", 0).await
}

async fn a_folder_is_saved_back(page: Page) -> Result<()> {
    open(&page).await?;
    page.run(
        "window.ready = (async () => {
            const root = await navigator.storage.getDirectory();
            const folder = await root.getDirectoryHandle('agents', { create: true });
            window.write = async (name, text) => {
                const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
                await stream.write(text);
                await stream.close();
            };
            window.read = async (name) => (await (await folder.getFileHandle(name)).getFile()).text();
            await window.write('a.md', '---\\nname: a\\ndescription: The a.\\n---\\nBody of a.\\n');
            await window.write('b.md', '---\\nname: b\\ndescription: The b.\\n---\\nBody of b.\\n');
            window.showDirectoryPicker = async () => folder;
            window.isReady = true;
        })();",
    )
    .await?;
    page.wait_for("the folder", "return window.isReady").await?;
    page.open_files().await?;
    page.press_button("#files", "Open folder").await?;
    page.wait_for_text(".body", "Body of a.").await?;
    page.click(".cm-content").await?;
    page.type_keys(thirtyfour::Key::Control + thirtyfour::Key::End)
        .await?;
    page.type_keys("More").await?;
    page.wait_for_text(".files-changed", "changed").await?;
    let save = async || {
        page.click(".files-heading .files-more").await?;
        page.expect_accessible().await?;
        page.press_button(".dialog", "Save changes to the folder")
            .await
    };
    save().await?;
    page.wait_for_text(".notices", "1 file was saved").await?;
    page.run("window.read('a.md').then((text) => { window.saved = text })")
        .await?;
    page.wait_for(
        "the saved text",
        "return window.saved?.endsWith('Body of a.\\nMore')",
    )
    .await?;
    page.wait_for_count(".files-changed", 0).await?;
    // Somebody else changes it: it is never overwritten.
    page.run("window.write('a.md', 'Theirs').then(() => { window.theirs = true })")
        .await?;
    page.wait_for("their change", "return window.theirs")
        .await?;
    page.click(".cm-content").await?;
    page.type_keys("Mine").await?;
    page.wait_for_text(".files-changed", "changed").await?;
    save().await?;
    page.wait_for_text(".changed-path", "a.md").await?;
    page.run("window.read('a.md').then((text) => { window.still = text })")
        .await?;
    page.wait_for("their text", "return window.still === 'Theirs'")
        .await
}

async fn a_file_begins_with_a_template(page: Page) -> Result<()> {
    open(&page).await?;
    page.press_button("#bar", "New").await?;
    page.wait_for_text(".new-list", "Code reviewer").await?;
    page.expect_accessible().await?;
    page.press_button(".new-list", "Code reviewer").await?;
    page.wait_for_edited_text("name: code-reviewer").await?;
    page.wait_for_text("#verdict", "loads; valid YAML").await
}

async fn a_file_begins_with_what_it_is_for(page: Page) -> Result<()> {
    open(&page).await?;
    page.press_button("#bar", "New").await?;
    page.find("#new-name")
        .await?
        .send_keys("migration-reviewer")
        .await?;
    page.press_button(".new-form", "Make the file").await?;
    page.wait_for(
        "word of what is missing",
        "return document.querySelector('#new-wrong').textContent !== ''",
    )
    .await?;
    page.find("#new-purpose")
        .await?
        .send_keys("Review: SQL # migrations")
        .await?;
    page.find("#new-triggers")
        .await?
        .send_keys("a migration was written")
        .await?;
    page.find("#new-tools")
        .await?
        .send_keys("Read, Grep")
        .await?;
    page.press_button(".new-form", "Make the file").await?;
    page.wait_for_edited_text("name: migration-reviewer")
        .await?;
    page.wait_for_text("#verdict", "loads; valid YAML").await
}
