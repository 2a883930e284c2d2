//! The hosts that loaders may ask. The page's policy, its service worker and the code that asks are all made
//! from this table: xtask takes this very file.

/// A public host that lets other pages read what it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Host {
    /// Files of public repositories on GitHub.
    GitHubFiles,
    /// What there is in a repository on GitHub, and gists.
    GitHubApi,
    /// Files of gists that are too large for the answer that lists them.
    GistFiles,
    /// Files on GitLab; its plain file addresses are closed to other pages.
    GitLab,
    /// Files on Codeberg; the same holds.
    Codeberg,
    /// Files of repositories and packages, as jsDelivr copies them.
    JsDelivr,
}

impl Host {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::GitHubFiles,
        Self::GitHubApi,
        Self::GistFiles,
        Self::GitLab,
        Self::Codeberg,
        Self::JsDelivr,
    ];

    /// Its name, as the person is told it before it is asked.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GitHubFiles => "raw.githubusercontent.com",
            Self::GitHubApi => "api.github.com",
            Self::GistFiles => "gist.githubusercontent.com",
            Self::GitLab => "gitlab.com",
            Self::Codeberg => "codeberg.org",
            Self::JsDelivr => "cdn.jsdelivr.net",
        }
    }
}
