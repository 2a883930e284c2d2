//! What an address asks to load, read from its fragment.

use percent_encoding::percent_decode_str;

use super::Refusal;
use super::address;
use super::hosts::Host;

/// What is to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file or folder of a repository on GitHub.
    Repository {
        /// The owner's name.
        owner: String,
        /// The repository's name.
        repository: String,
        /// With `/` between its parts; empty for the whole repository.
        path: String,
        /// A branch, tag or commit; the default branch where none is named.
        reference: Option<String>,
    },
    /// The files of a gist.
    Gist {
        /// Its id, hexadecimal digits.
        id: String,
        /// One of its commits; the newest where none is named.
        revision: Option<String>,
    },
    /// One file.
    File {
        /// Where it lies.
        host: Host,
        /// What to ask of the host, beginning with `/`, encoded.
        address: String,
        /// Its path as a person would write it.
        path: String,
    },
}

impl Wanted {
    /// Reads a fragment, with or without its `#`. `None` where it is no loader's.
    ///
    /// # Errors
    /// It is, but does not say what to load, or names a host that may not be asked.
    pub fn parse(fragment: &str) -> Option<Result<Self, Refusal>> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (loader, rest) = fragment.split_once('=')?;
        let read = match loader {
            "gh" => in_repository,
            "gist" => gist,
            "url" => address::read,
            _ => return None,
        };
        let Ok(rest) = percent_decode_str(rest).decode_utf8() else {
            return Some(Err(Refusal::NotUnderstood(
                "it holds bytes that are no text",
            )));
        };
        Some(read(&rest))
    }

    /// What it is, as a person would write it.
    pub fn title(&self) -> String {
        match self {
            Self::Repository {
                owner,
                repository,
                path,
                reference,
            } => {
                let path = match path.is_empty() {
                    true => String::new(),
                    false => format!("/{path}"),
                };
                let at = reference
                    .as_ref()
                    .map_or(String::new(), |reference| format!("@{reference}"));
                format!("{owner}/{repository}{path}{at}")
            }
            Self::Gist { id, revision } => {
                let at = revision
                    .as_ref()
                    .map_or(String::new(), |revision| format!("@{revision}"));
                format!("gist {id}{at}")
            }
            Self::File { path, .. } => path.clone(),
        }
    }

    /// Whether it is one file by its name, and not the files of a folder or gist.
    pub fn is_one_file(&self) -> bool {
        match self {
            Self::Repository { path, .. } => is_markdown(path),
            Self::Gist { .. } => false,
            Self::File { .. } => true,
        }
    }

    /// The hosts that will be asked, the first first.
    pub fn hosts(&self) -> &[Host] {
        match self {
            Self::Repository { path, .. } if is_markdown(path) => &[Host::GitHubFiles],
            Self::Repository { .. } => &[Host::GitHubApi, Host::GitHubFiles],
            // The files themselves come with the list, except large ones.
            Self::Gist { .. } => &[Host::GitHubApi, Host::GistFiles],
            Self::File { host, .. } => std::slice::from_ref(host),
        }
    }
}

/// Whether a path is that of one file, and not of a folder.
pub(super) fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdx", "mdc"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// `owner/repository`, then a path, then `@` and a branch, tag or commit. What stands behind the last `@`
/// is the reference, so a path with an `@` in it needs one.
fn in_repository(text: &str) -> Result<Wanted, Refusal> {
    let (place, reference) = match text.rsplit_once('@') {
        Some((place, reference)) => (place, Some(reference)),
        None => (text, None),
    };
    let mut parts = place.splitn(3, '/');
    let (owner, repository) = (parts.next(), parts.next());
    let path = parts.next().unwrap_or_default();
    repository_of(owner, repository, path, reference)
}

/// A place in a repository whose parts were found.
pub(super) fn repository_of(
    owner: Option<&str>,
    repository: Option<&str>,
    path: &str,
    reference: Option<&str>,
) -> Result<Wanted, Refusal> {
    let owner = owner
        .filter(|owner| is_name(owner, "-"))
        .ok_or(Refusal::NotUnderstood("it names no owner"))?;
    let repository = repository
        .map(|repository| repository.strip_suffix(".git").unwrap_or(repository))
        .filter(|repository| is_name(repository, "-_."))
        .ok_or(Refusal::NotUnderstood("it names no repository"))?;
    Ok(Wanted::Repository {
        owner: owner.to_owned(),
        repository: repository.to_owned(),
        path: plain_path(path)?,
        reference: reference.map(plain_reference).transpose()?,
    })
}

/// An id alone, or behind its owner's name, then `@` and a commit.
pub(super) fn gist(text: &str) -> Result<Wanted, Refusal> {
    let (place, revision) = match text.rsplit_once('@') {
        Some((place, revision)) => (place, Some(revision)),
        None => (text, None),
    };
    let id = place.rsplit('/').next().unwrap_or_default();
    let is_hexadecimal = |text: &str| {
        !text.is_empty() && text.len() <= 64 && text.bytes().all(|c| c.is_ascii_hexdigit())
    };
    if !is_hexadecimal(id) {
        return Err(Refusal::NotUnderstood(
            "the id of a gist has digits and the letters a to f",
        ));
    }
    if revision.is_some_and(|revision| !is_hexadecimal(revision)) {
        return Err(Refusal::NotUnderstood(
            "the commit of a gist has digits and the letters a to f",
        ));
    }
    Ok(Wanted::Gist {
        id: id.to_owned(),
        revision: revision.map(str::to_owned),
    })
}

/// Letters, digits and some other characters, and no way up.
pub(super) fn is_name(text: &str, others: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && !matches!(text, "." | "..")
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

/// A path with nothing in it that would lead elsewhere.
pub(super) fn plain_path(text: &str) -> Result<String, Refusal> {
    let path = text.strip_suffix('/').unwrap_or(text);
    let leads_on =
        |part: &str| !matches!(part, "" | "." | "..") && !part.chars().any(char::is_control);
    if path.is_empty() || path.split('/').all(leads_on) {
        Ok(path.to_owned())
    } else {
        Err(Refusal::NotUnderstood(
            "its path has an empty part, or leads up",
        ))
    }
}

/// A branch, tag or commit; the rest of git's rules is the host's to keep.
pub(super) fn plain_reference(text: &str) -> Result<String, Refusal> {
    let leads_on = |part: &str| !matches!(part, "" | "." | "..");
    if text.split('/').all(leads_on) && !text.chars().any(|c| c.is_control() || c == ' ') {
        Ok(text.to_owned())
    } else {
        Err(Refusal::NotUnderstood(
            "behind the @ stands no branch, tag or commit",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository(path: &str, reference: Option<&str>) -> Wanted {
        Wanted::Repository {
            owner: "own".into(),
            repository: "re.po".into(),
            path: path.into(),
            reference: reference.map(str::to_owned),
        }
    }

    fn parse(fragment: &str) -> Result<Wanted, Refusal> {
        Wanted::parse(fragment).expect("it is a loader's")
    }

    #[test]
    fn a_place_on_github_is_read() {
        for (fragment, wanted) in [
            ("#gh=own/re.po", repository("", None)),
            ("gh=own/re.po/", repository("", None)),
            ("#gh=own/re.po@v1", repository("", Some("v1"))),
            ("#gh=own/re.po.git", repository("", None)),
            (
                "#gh=own/re.po/.claude/agents/a%20b.md@feature/x",
                repository(".claude/agents/a b.md", Some("feature/x")),
            ),
            (
                "#gh=own/re.po/packages/@scope/a.md@main",
                repository("packages/@scope/a.md", Some("main")),
            ),
        ] {
            assert_eq!(parse(fragment), Ok(wanted), "{fragment}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for fragment in [
            "#gh=",
            "#gh=own",
            "#gh=own/",
            "#gh=own/..",
            "#gh=ow.n/repo",
            "#gh=own/repo/../../other/repo/a.md",
            "#gh=own/repo/a//b.md",
            "#gh=own/repo/%2e%2e/a.md",
            "#gh=own/repo/a.md@",
            "#gh=own/repo/a.md@../../x",
            "#gh=own/repo/%00.md",
            "#gh=%ff/repo",
            "#gist=",
            "#gist=../x",
            "#gist=abc@main",
        ] {
            assert!(
                matches!(parse(fragment), Err(Refusal::NotUnderstood(_))),
                "{fragment}"
            );
        }
    }

    #[test]
    fn a_gist_is_read_with_and_without_its_owner() {
        for (fragment, revision) in [
            ("#gist=0a1b", None),
            ("#gist=someone/0a1b", None),
            ("#gist=0a1b@ff", Some("ff".to_owned())),
        ] {
            let wanted = Wanted::Gist {
                id: "0a1b".into(),
                revision,
            };
            assert_eq!(parse(fragment), Ok(wanted), "{fragment}");
        }
    }

    #[test]
    fn other_fragments_are_nobodys_here() {
        for fragment in ["", "#", "#v1.abc", "#section", "#ghx=a/b"] {
            assert_eq!(Wanted::parse(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn a_file_asks_one_host_and_a_folder_two() {
        let file = repository("agents/A.MD", None);
        let folder = repository("agents", None);
        assert_eq!(file.hosts(), [Host::GitHubFiles]);
        assert_eq!(folder.hosts(), [Host::GitHubApi, Host::GitHubFiles]);
        assert_eq!(repository("a.md", Some("v1")).title(), "own/re.po/a.md@v1");
    }
}
