//! Definitions on public hosts, which a server on this machine stands for: it serves files as those do.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::offline::{hash, open_and_keep};
use crate::page::Page;
use crate::scenario;
use crate::scenario::Scenario;
use crate::screen::Screen;
use crate::server::Server;

pub fn all() -> Vec<Scenario> {
    vec![
        scenario!(Screen::WIDE, a_file_comes_when_its_host_was_pressed),
        scenario!(Screen::WIDE, of_a_repository_the_known_folders_come),
        scenario!(Screen::WIDE, gists_and_addresses_come),
        scenario!(Screen::WIDE, every_refusal_is_explained),
    ]
}

/// The hosts as the page knows them.
const HOSTS: [&str; 6] = [
    "raw.githubusercontent.com",
    "api.github.com",
    "gist.githubusercontent.com",
    "gitlab.com",
    "codeberg.org",
    "cdn.jsdelivr.net",
];

/// Plain text that must not be taken for anything else, open to other pages; one owner's is closed to them,
/// and one has asked too often.
const AS_PUBLIC_HOSTS: &str = "
    types { } default_type \"text/plain; charset=utf-8\";
    add_header X-Content-Type-Options nosniff always;
    add_header Content-Security-Policy \"default-src 'none'; style-src 'unsafe-inline'; sandbox\" always;
    location / { add_header Access-Control-Allow-Origin * always; add_header X-Content-Type-Options nosniff always; }
    location /repos/ { default_type application/json; add_header Access-Control-Allow-Origin * always; }
    location /gists/ { default_type application/json; add_header Access-Control-Allow-Origin * always; }
    location /closed/ { }
    location /busy/ {
      add_header Access-Control-Allow-Origin * always;
      add_header Access-Control-Expose-Headers \"Retry-After\" always;
      add_header Retry-After 600 always;
      return 429 \"Too many requests\";
    }
    location /repos/busy/ {
      add_header Access-Control-Allow-Origin * always;
      add_header Access-Control-Expose-Headers \"X-RateLimit-Remaining, X-RateLimit-Reset\" always;
      add_header X-RateLimit-Remaining 0 always;
      add_header X-RateLimit-Reset 1 always;
      return 403 \"{}\";
    }
    location /broken/ { add_header Access-Control-Allow-Origin * always; return 500; }
";

/// The page, and the server that stands for all hosts: the one table of the build says where they are, so
/// it is the build that is changed, in all that is made from the table.
struct Hosts {
    page: Server,
    hosts: Server,
}

impl Hosts {
    fn serve(page: &Page) -> Result<Self> {
        let hosts = Server::start(page.settings(), AS_PUBLIC_HOSTS)?;
        let server = Server::with_page(page.settings())?;
        let folder = server.page();
        let moved = |text: &str| {
            HOSTS.iter().fold(text.to_owned(), |text, host| {
                text.replace(&format!("https://{host}"), &hosts.url())
            })
        };
        let read = |name: &str| fs::read_to_string(folder.join(name)).context(name.to_owned());
        let index = read("index.html")?;
        let chunk = index
            .split_once("data-loader=\"./")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(name, _)| name.to_owned())
            .context("the page names no loader")?;
        let mut worker = moved(&read("sw.js")?);
        for name in ["index.html", chunk.as_str()] {
            let text = read(name)?;
            let changed = moved(&text);
            ensure!(changed != text, "{name} names no host");
            worker = worker.replace(&hash(&text), &hash(&changed));
            fs::write(folder.join(name), changed)?;
        }
        fs::write(folder.join("sw.js"), worker)?;
        Ok(Self {
            page: server,
            hosts,
        })
    }

    fn put(&self, path: &str, text: impl AsRef<[u8]>) -> Result<()> {
        let file = self.hosts.files().join(path);
        let folder = file.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder)?;
        Ok(fs::write(file, text)?)
    }

    /// Opens the page with a fragment that names something, and waits until it says so.
    async fn name(&self, page: &Page, fragment: &str, words: &str) -> Result<()> {
        page.open_address(&format!("{}{fragment}", self.page.page_url()))
            .await?;
        page.wait_for_text(".notices", words).await
    }

    /// Presses the button that names the host, and gives its words.
    async fn load(&self, page: &Page) -> Result<String> {
        let label = page
            .run(
                "const button = [...document.querySelectorAll('.notice button')].find((button) => button.textContent.startsWith('Load from'));
                button.click();
                return button.textContent",
            )
            .await?;
        label
            .as_str()
            .map(str::to_owned)
            .context("the button has no words")
    }
}

fn definition(name: &str) -> String {
    format!(
        "---\r\nname: {name}\r\ndescription: Use it to try {name}.\r\n---\r\nBody of {name}\r\n"
    )
}

async fn is_kept(page: &Page, text: &str) -> Result<()> {
    let script = format!(
        "return Object.entries(localStorage).some(([key, value]) => key.startsWith('agent-playground.draft.') && JSON.parse(value).text === {})",
        Value::from(text)
    );
    page.wait_for("the document to be kept, byte for byte", &script)
        .await
}

async fn a_file_comes_when_its_host_was_pressed(page: Page) -> Result<()> {
    let hosts = Hosts::serve(&page)?;
    hosts.put("own/repo/v1/agents/one file.md", definition("one"))?;
    // The service worker lets through what the page's policy does.
    open_and_keep(&page, &hosts.page).await?;
    hosts
        .name(
            &page,
            "#gh=own/repo/agents/one%20file.md@v1",
            "This address names own/repo/agents/one file.md@v1. Nothing was asked yet.",
        )
        .await?;
    page.expect_accessible().await?;
    let asked = hosts.hosts.requests();
    ensure!(asked.is_empty(), "the host was asked: {asked:?}");
    let label = hosts.load(&page).await?;
    ensure!(
        label == "Load from raw.githubusercontent.com",
        "the button says {label}"
    );
    page.wait_for_text(".body", "Body of one").await?;
    page.wait_for_text(
        ".notices",
        "1 file came from own/repo/agents/one file.md@v1.",
    )
    .await?;
    is_kept(&page, &definition("one")).await?;
    let asked = hosts.hosts.requests();
    ensure!(asked.len() == 1, "more was asked: {asked:?}");
    Ok(())
}

async fn of_a_repository_the_known_folders_come(page: Page) -> Result<()> {
    let hosts = Hosts::serve(&page)?;
    let paths = [
        ".claude/agents/a.md",
        ".claude/agents/deeper/b.md",
        ".github/agents/c.agent.md",
    ];
    let others = ["README.md", "docs/guide.md", "plugins/x/agents/d.md"];
    for path in paths.iter().chain(&others) {
        hosts.put(
            &format!("own/repo/HEAD/{path}"),
            definition("in-repository"),
        )?;
    }
    let tree: Vec<Value> = paths
        .iter()
        .chain(&others)
        .map(|path| json!({ "path": path, "type": "blob", "size": 90, "sha": "0" }))
        .chain([json!({ "path": ".claude", "type": "tree", "sha": "0" })])
        .collect();
    hosts.put(
        "repos/own/repo/git/trees/HEAD",
        json!({ "sha": "0", "tree": tree, "truncated": false }).to_string(),
    )?;
    hosts
        .name(&page, "#gh=own/repo", "This address names own/repo.")
        .await?;
    let label = hosts.load(&page).await?;
    ensure!(
        label == "Load from api.github.com and raw.githubusercontent.com",
        "the button says {label}"
    );
    // There are several: whoever opens it says which.
    page.wait_for_text(".folder-list", "plugins/x/agents")
        .await?;
    page.expect_accessible().await?;
    ensure!(
        hosts.hosts.requests().len() == 1,
        "more than the list was asked for"
    );
    page.run("[...document.querySelectorAll('.folder-list label')].find((label) => label.textContent.includes('plugins')).click()")
        .await?;
    page.press_button(".dialog", "Open 3 files").await?;
    page.wait_for_text(".notices", "3 files came from own/repo.")
        .await?;
    page.wait_for_text(".body", "Body of in-repository").await?;
    page.wait_for(
        "the files to be listed",
        "return document.querySelectorAll('.files-open').length >= 3",
    )
    .await?;
    let asked = hosts.hosts.requests();
    ensure!(asked.len() == 4, "{} requests: {asked:?}", asked.len());
    Ok(())
}

async fn gists_and_addresses_come(page: Page) -> Result<()> {
    let hosts = Hosts::serve(&page)?;
    let gist = json!({ "files": {
        "in-gist.md": { "filename": "in-gist.md", "truncated": false, "content": definition("in-gist") },
        "second.md": { "filename": "second.md", "truncated": true, "content": "cut", "raw_url": "https://gist.githubusercontent.com/someone/0a1b/raw/second.md" },
    } });
    hosts.put("gists/0a1b", gist.to_string())?;
    hosts.put("someone/0a1b/raw/second.md", definition("second"))?;
    hosts
        .name(&page, "#gist=someone/0a1b", "This address names gist 0a1b.")
        .await?;
    hosts.load(&page).await?;
    page.wait_for_text(".notices", "2 files came from gist 0a1b.")
        .await?;
    page.wait_for_text(".body", "Body of in-gist").await?;
    for (address, path, label) in [
        (
            "https://github.com/own/repo/blob/main/agents/shown.md",
            "own/repo/main/agents/shown.md",
            "Load from raw.githubusercontent.com",
        ),
        (
            "https://codeberg.org/own/repo/src/branch/main/on-codeberg.md",
            "api/v1/repos/own/repo/raw/on-codeberg.md",
            "Load from codeberg.org",
        ),
        (
            "https://cdn.jsdelivr.net/gh/own/repo@1/on-jsdelivr.md",
            "gh/own/repo@1/on-jsdelivr.md",
            "Load from cdn.jsdelivr.net",
        ),
    ] {
        let name = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".md"))
            .context("it is a Markdown file")?;
        hosts.put(path, definition(name))?;
        hosts
            .name(&page, &format!("#url={address}"), &format!("{name}.md"))
            .await?;
        let said = hosts.load(&page).await?;
        ensure!(said == label, "the button says {said}");
        page.wait_for_text(".body", &format!("Body of {name}"))
            .await?;
    }
    Ok(())
}

async fn every_refusal_is_explained(page: Page) -> Result<()> {
    let hosts = Hosts::serve(&page)?;
    hosts.put("closed/repo/HEAD/a.md", definition("closed"))?;
    hosts.put("own/repo/HEAD/large.md", "x".repeat(1_100_000))?;
    hosts.put("own/repo/HEAD/picture.md", [0xff, 0xd8, 0xff])?;
    hosts.put("repos/own/odd/git/trees/HEAD", "<html>")?;
    page.open_address(&hosts.page.page_url()).await?;
    page.wait_until_mounted().await?;
    let before = page.edited_text().await?;
    for (fragment, words) in [
        (
            "#gh=closed/repo/a.md",
            "does not let other pages read this (CORS)",
        ),
        (
            "#gh=own/repo/nowhere.md",
            "has nothing at own/repo/nowhere.md",
        ),
        ("#gh=own/repo/large.md", "larger than 1000 kB"),
        ("#gh=own/repo/picture.md", "no text in UTF-8"),
        ("#gh=own/odd", "does not understand"),
        ("#gh=busy/repo/a.md", "Try it again in 10 minutes"),
        (
            "#gh=busy/repo",
            "answers no more requests from your address",
        ),
        ("#gh=broken/repo/a.md", "answers with the error 500"),
    ] {
        page.run(
            "document.querySelectorAll('.notice [aria-label]').forEach((button) => button.click())",
        )
        .await?;
        hosts.name(&page, fragment, "Nothing was asked yet").await?;
        hosts.load(&page).await?;
        page.wait_for_text(".notices", words).await?;
        page.wait_for_text(".notices", "Load from").await?;
    }
    let asked = hosts.hosts.requests().len();
    for (fragment, words) in [
        (
            "#url=https://example.org/a.md",
            "example.org is not among the hosts that this page may ask",
        ),
        ("#gh=own", "it names no repository"),
    ] {
        hosts.name(&page, fragment, words).await?;
    }
    ensure!(
        hosts.hosts.requests().len() == asked,
        "what cannot be loaded was asked for"
    );
    let after = page.edited_text().await?;
    ensure!(after == before, "the text on show has changed");
    Ok(())
}
