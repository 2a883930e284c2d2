//! Addresses as people copy them from their browser, and what has to be asked for what they show.

use super::Refusal;
use super::hosts::Host;
use super::request::{encoded_part, encoded_path};
use super::wanted::{Wanted, gist, is_name, plain_path, plain_reference, repository_of};

/// Reads an address, decoded.
///
/// # Errors
/// It is no address of the web, shows nothing that could be loaded, or is on another host.
pub(super) fn read(text: &str) -> Result<Wanted, Refusal> {
    let rest = text
        .trim()
        .strip_prefix("https://")
        .ok_or(Refusal::NotUnderstood(
            "behind url= stands no https address",
        ))?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = plain_path(path)?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match host.to_ascii_lowercase().as_str() {
        "github.com" | "www.github.com" => on_github(&parts),
        "gist.github.com" => gist(parts.last().unwrap_or(&"")),
        "gitlab.com" => on_gitlab(&path),
        "codeberg.org" => on_codeberg(&parts),
        name => {
            let as_it_is = [Host::GitHubFiles, Host::GistFiles, Host::JsDelivr];
            let known = as_it_is.into_iter().find(|host| host.name() == name);
            match known {
                Some(host) => Ok(file(host, format!("/{}", encoded_path(&path)), path)),
                None => Err(other(host)),
            }
        }
    }
}

fn file(host: Host, address: String, path: String) -> Wanted {
    Wanted::File {
        host,
        address,
        path,
    }
}

fn other(host: &str) -> Refusal {
    let plain = host
        .chars()
        .filter(|c| !c.is_control())
        .take(100)
        .collect::<String>();
    match plain.is_empty() {
        true => Refusal::NotUnderstood("behind url= stands no https address"),
        false => Refusal::OtherHost { host: plain },
    }
}

/// A repository, a folder or a file. Where a branch has a `/` in its name, nobody could say where its name
/// ends; for a file it does not matter.
fn on_github(parts: &[&str]) -> Result<Wanted, Refusal> {
    match parts {
        [owner, repository] => repository_of(Some(owner), Some(repository), "", None),
        [owner, repository, "blob" | "raw", reference, path @ ..] if !path.is_empty() => {
            repository_of(
                Some(owner),
                Some(repository),
                &path.join("/"),
                Some(reference),
            )
        }
        [owner, repository, "tree", reference, path @ ..] => repository_of(
            Some(owner),
            Some(repository),
            &path.join("/"),
            Some(reference),
        ),
        _ => Err(Refusal::NotUnderstood(
            "on GitHub it has to be a repository, a folder or a file",
        )),
    }
}

fn on_gitlab(path: &str) -> Result<Wanted, Refusal> {
    let shown = path
        .split_once("/-/blob/")
        .or_else(|| path.split_once("/-/raw/"));
    let found = shown.and_then(|(project, rest)| {
        let (reference, file) = rest.split_once('/')?;
        Some((project, reference, file))
    });
    let Some((project, reference, inside)) = found else {
        return Err(Refusal::NotUnderstood("on GitLab it has to be a file"));
    };
    let address = format!(
        "/api/v4/projects/{}/repository/files/{}/raw?ref={}",
        encoded_part(project),
        encoded_part(inside),
        encoded_part(&plain_reference(reference)?),
    );
    Ok(file(Host::GitLab, address, format!("{project}/{inside}")))
}

fn on_codeberg(parts: &[&str]) -> Result<Wanted, Refusal> {
    match parts {
        [
            owner,
            repository,
            "src" | "raw",
            "branch" | "tag" | "commit",
            reference,
            path @ ..,
        ] if !path.is_empty() && is_name(owner, "-_.") && is_name(repository, "-_.") => {
            let path = path.join("/");
            let address = format!(
                "/api/v1/repos/{owner}/{repository}/raw/{}?ref={}",
                encoded_path(&path),
                encoded_part(&plain_reference(reference)?),
            );
            Ok(file(
                Host::Codeberg,
                address,
                format!("{owner}/{repository}/{path}"),
            ))
        }
        _ => Err(Refusal::NotUnderstood("on Codeberg it has to be a file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> (Host, String) {
        match read(address) {
            Ok(Wanted::File { host, address, .. }) => (host, address),
            other => panic!("{address} gives {other:?}"),
        }
    }

    #[test]
    fn what_github_shows_is_the_repository_the_folder_or_the_file() {
        for (address, title) in [
            ("https://github.com/own/repo", "own/repo"),
            ("https://github.com/own/repo/", "own/repo"),
            (
                "https://github.com/own/repo/tree/main/.claude/agents",
                "own/repo/.claude/agents@main",
            ),
            (
                "https://www.github.com/own/repo/blob/v1/a b.md?plain=1#L3",
                "own/repo/a b.md@v1",
            ),
        ] {
            let title_read = read(address).map(|wanted| wanted.title());
            assert_eq!(title_read.as_deref(), Ok(title), "{address}");
        }
        assert!(read("https://github.com/own/repo/issues/1").is_err());
    }

    #[test]
    fn files_are_asked_for_where_other_pages_may_read_them() {
        for (address, host, expected) in [
            (
                "https://raw.githubusercontent.com/own/repo/main/a b.md",
                Host::GitHubFiles,
                "/own/repo/main/a%20b.md",
            ),
            (
                "https://gitlab.com/group/sub/project/-/blob/main/agents/a.md?ref_type=heads",
                Host::GitLab,
                "/api/v4/projects/group%2Fsub%2Fproject/repository/files/agents%2Fa.md/raw?ref=main",
            ),
            (
                "https://codeberg.org/own/repo/src/branch/main/agents/a.md",
                Host::Codeberg,
                "/api/v1/repos/own/repo/raw/agents/a.md?ref=main",
            ),
            (
                "https://cdn.jsdelivr.net/gh/own/repo@1.2/a.md",
                Host::JsDelivr,
                "/gh/own/repo@1.2/a.md",
            ),
        ] {
            assert_eq!(asked(address), (host, expected.to_owned()), "{address}");
        }
        assert_eq!(
            read("https://gist.github.com/someone/0a1b").map(|wanted| wanted.title()),
            Ok("gist 0a1b".to_owned())
        );
    }

    #[test]
    fn another_host_is_named_and_not_asked() {
        for (address, host) in [
            ("https://example.org/a.md", "example.org"),
            (
                "https://raw.githubusercontent.com.example.org/a",
                "raw.githubusercontent.com.example.org",
            ),
            (
                "https://raw.githubusercontent.com:8443/a",
                "raw.githubusercontent.com:8443",
            ),
            (
                "https://github.com@example.org/own/repo",
                "github.com@example.org",
            ),
        ] {
            assert_eq!(
                read(address),
                Err(Refusal::OtherHost { host: host.into() }),
                "{address}"
            );
        }
        for address in [
            "http://github.com/own/repo",
            "javascript:alert(1)",
            "",
            "https://",
        ] {
            assert!(
                matches!(read(address), Err(Refusal::NotUnderstood(_))),
                "{address}"
            );
        }
    }
}
