//! The way from what is wanted to the files, a step at a time: it says what to ask next and is told what
//! came back.

use std::collections::VecDeque;

use super::Refusal;
use super::hosts::Host;
use super::request::{
    Answer, Expects, Failure, GistFile, LARGEST_FILE, Request, TreeFile, encoded_part, encoded_path,
};
use super::wanted::{Wanted, is_markdown};
use crate::text::SourceFile;
use crate::workspace::choosing::{KnownFolder, known_folders, worth_reading};

/// More files than this are not asked for one by one: hosts refuse that, and a zip is the better way.
pub const MOST_FILES: usize = 500;

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// What it is, as a person would write it.
    pub from: String,
    /// The files, in the order of their paths. Never empty.
    pub files: Vec<SourceFile>,
    /// Those that are missing, each with the reason.
    pub left_out: Vec<(String, Refusal)>,
    /// Whether the host's list itself was not whole.
    pub cut: bool,
}

/// A load under way.
#[derive(Debug)]
pub struct Load {
    wanted: Wanted,
    /// What is still to be asked.
    to_ask: VecDeque<Request>,
    under_way: usize,
    files: Vec<File>,
    cut: bool,
    refusal: Option<Refusal>,
    /// What is listed, until somebody has chosen among its folders.
    to_choose: Option<(Vec<TreeFile>, Vec<KnownFolder>)>,
}

#[derive(Debug)]
struct File {
    path: String,
    outcome: Option<Result<String, Refusal>>,
}

impl Load {
    /// Begins.
    pub fn new(wanted: Wanted) -> Self {
        let mut load = Self {
            wanted,
            to_ask: VecDeque::new(),
            under_way: 0,
            files: Vec::new(),
            cut: false,
            refusal: None,
            to_choose: None,
        };
        load.begin();
        load
    }

    fn begin(&mut self) {
        let list = |address: String, expects: Expects| Request {
            host: Host::GitHubApi,
            address,
            expects,
            file: 0,
        };
        match &self.wanted {
            Wanted::Repository { path, .. } if is_markdown(path) => {
                let path = path.clone();
                self.ask_for_repository_file(path);
            }
            Wanted::Repository {
                owner,
                repository,
                reference,
                ..
            } => {
                let reference = encoded_part(reference.as_deref().unwrap_or("HEAD"));
                self.to_ask.push_back(list(
                    format!("/repos/{owner}/{repository}/git/trees/{reference}?recursive=1"),
                    Expects::Tree,
                ));
            }
            Wanted::Gist { id, revision } => {
                let revision = revision
                    .as_ref()
                    .map_or(String::new(), |revision| format!("/{revision}"));
                self.to_ask
                    .push_back(list(format!("/gists/{id}{revision}"), Expects::Gist));
            }
            Wanted::File {
                host,
                address,
                path,
            } => {
                let (host, address) = (*host, address.clone());
                let name = path.rsplit('/').next().unwrap_or(path).to_owned();
                self.ask_for_file(name, host, address);
            }
        }
    }

    /// What to ask next; several requests may be under way. `None` where nothing is left to ask for now.
    pub fn next_request(&mut self) -> Option<Request> {
        let next = self.to_ask.pop_front()?;
        self.under_way += 1;
        Some(next)
    }

    /// Takes what came back for a request.
    pub fn answer(&mut self, request: &Request, answer: Answer) {
        self.under_way = self.under_way.saturating_sub(1);
        match answer {
            Answer::Failed(failure) => self.failed(request, failure),
            Answer::Text(bytes) if request.expects == Expects::Text => {
                if let Some(file) = self.files.get_mut(request.file) {
                    file.outcome = Some(String::from_utf8(bytes).map_err(|_| Refusal::NotText {
                        path: file.path.clone(),
                    }));
                }
            }
            Answer::Tree { files, cut } if request.expects == Expects::Tree => {
                self.cut = cut;
                self.choose(files);
            }
            Answer::Gist(files) if request.expects == Expects::Gist => self.take_gist(files),
            _ => self.failed(request, Failure::NotAnAnswer),
        }
    }

    /// How many files are here, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        let here = self.files.iter().filter(|file| file.outcome.is_some());
        (here.count(), self.files.len())
    }

    /// Whether nothing is to be asked, chosen or under way any more.
    pub fn is_done(&self) -> bool {
        self.under_way == 0 && self.to_ask.is_empty() && self.to_choose.is_none()
    }

    /// The folders of agents and skills among which somebody has to choose before it goes on: there is more than
    /// one.
    pub fn folders_to_choose(&self) -> Option<&[KnownFolder]> {
        self.to_choose.as_ref().map(|(_, folders)| &folders[..])
    }

    /// Goes on with those of [`folders_to_choose`](Self::folders_to_choose) that have these numbers.
    pub fn choose_folders(&mut self, chosen: &[usize]) {
        let Some((listed, folders)) = self.to_choose.take() else {
            return;
        };
        let chosen = chosen.iter().filter_map(|at| folders.get(*at));
        let files = chosen.flat_map(|folder| &folder.files);
        let mut files: Vec<TreeFile> = files.filter_map(|at| listed.get(*at).cloned()).collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.ask_for_repository_files(files);
    }

    /// What there is, done or not.
    ///
    /// # Errors
    /// Nothing was loaded; why the first file was not.
    pub fn finish(self) -> Result<Loaded, Refusal> {
        let from = self.wanted.title();
        let (mut files, mut left_out) = (Vec::new(), Vec::new());
        for file in self.files {
            match file.outcome {
                Some(Ok(text)) => files.push(SourceFile::new(file.path, text)),
                Some(Err(refusal)) => left_out.push((file.path, refusal)),
                // Somebody did not wait for it.
                None => {}
            }
        }
        if files.is_empty() {
            let first = left_out.into_iter().next().map(|(_, refusal)| refusal);
            let refusal = self.refusal.or(first);
            return Err(refusal.unwrap_or(Refusal::NothingThere { path: from }));
        }
        Ok(Loaded {
            from,
            files,
            left_out,
            cut: self.cut,
        })
    }

    /// What of a repository is read: below the folder that was named, or in all of it, first of all the
    /// folders of agents and skills that some tool knows; of several, those that somebody chooses.
    fn choose(&mut self, listed: Vec<TreeFile>) {
        let Wanted::Repository { path, .. } = &self.wanted else {
            return;
        };
        if let Some(file) = listed.iter().find(|file| file.path == *path) {
            let path = file.path.clone();
            return self.ask_for_repository_file(path);
        }
        let below = match path.is_empty() {
            true => String::new(),
            false => format!("{path}/"),
        };
        let mut below: Vec<TreeFile> = listed
            .into_iter()
            .filter(|file| file.path.starts_with(&below))
            .collect();
        below.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let paths = || below.iter().map(|file| file.path.as_str());
        let folders = known_folders(paths());
        if folders.len() > 1 {
            self.to_choose = Some((below, folders));
            return;
        }
        let chosen = worth_reading(paths());
        let chosen = chosen.into_iter().filter_map(|at| below.get(at).cloned());
        self.ask_for_repository_files(chosen.collect());
    }

    fn ask_for_repository_files(&mut self, chosen: Vec<TreeFile>) {
        for (count, file) in chosen.into_iter().enumerate() {
            if count >= MOST_FILES {
                self.leave_out(file.path, Refusal::TooMany { most: MOST_FILES });
            } else if file.bytes > LARGEST_FILE {
                let refusal = too_large(&file.path);
                self.leave_out(file.path, refusal);
            } else {
                self.ask_for_repository_file(file.path);
            }
        }
    }

    fn take_gist(&mut self, listed: Vec<GistFile>) {
        let any_markdown = listed.iter().any(|file| is_markdown(&file.name));
        for file in listed {
            if any_markdown && !is_markdown(&file.name) {
                continue;
            }
            let rest_at = file.rest_at.map(|address| {
                let own = format!("https://{}", Host::GistFiles.name());
                address.strip_prefix(&own).map(str::to_owned)
            });
            match rest_at {
                None => self.files.push(File {
                    path: file.name,
                    outcome: Some(Ok(file.text)),
                }),
                Some(Some(address)) => self.ask_for_file(file.name, Host::GistFiles, address),
                Some(None) => self.leave_out(
                    file.name,
                    Refusal::NotAnAnswer {
                        host: Host::GitHubApi.name(),
                    },
                ),
            }
        }
    }

    fn ask_for_repository_file(&mut self, path: String) {
        let Wanted::Repository {
            owner,
            repository,
            reference,
            ..
        } = &self.wanted
        else {
            return;
        };
        let address = format!(
            "/{owner}/{repository}/{}/{}",
            encoded_path(reference.as_deref().unwrap_or("HEAD")),
            encoded_path(&path)
        );
        self.ask_for_file(path, Host::GitHubFiles, address);
    }

    fn ask_for_file(&mut self, path: String, host: Host, address: String) {
        self.to_ask.push_back(Request {
            host,
            address,
            expects: Expects::Text,
            file: self.files.len(),
        });
        self.files.push(File {
            path,
            outcome: None,
        });
    }

    fn leave_out(&mut self, path: String, refusal: Refusal) {
        self.files.push(File {
            path,
            outcome: Some(Err(refusal)),
        });
    }

    fn failed(&mut self, request: &Request, failure: Failure) {
        let path = match (self.files.get(request.file), &self.wanted) {
            (
                Some(file),
                Wanted::Repository {
                    owner, repository, ..
                },
            ) if request.expects == Expects::Text => {
                format!("{owner}/{repository}/{}", file.path)
            }
            _ => self.wanted.title(),
        };
        let refusal = explain(request.host.name(), path, failure);
        // A host that refuses one more is not asked for all the others.
        if matches!(refusal, Refusal::RateLimited { .. }) {
            for given_up in std::mem::take(&mut self.to_ask) {
                if let Some(file) = self.files.get_mut(given_up.file) {
                    file.outcome = Some(Err(refusal.clone()));
                }
            }
        }
        match self.files.get_mut(request.file) {
            Some(file) if request.expects == Expects::Text => file.outcome = Some(Err(refusal)),
            _ => self.refusal = Some(refusal),
        }
    }
}

fn explain(host: &'static str, path: String, failure: Failure) -> Refusal {
    match failure {
        Failure::Unreachable => Refusal::Unreachable { host },
        Failure::TooLarge => too_large(&path),
        Failure::NotAnAnswer => Refusal::NotAnAnswer { host },
        Failure::Status {
            status: 404 | 410, ..
        } => Refusal::NotFound { host, path },
        Failure::Status {
            status,
            limited,
            wait,
        } if status == 429 || limited => Refusal::RateLimited {
            host,
            in_minutes: wait.map(|seconds| (seconds / 60.0).ceil().clamp(1.0, 1440.0) as u32),
        },
        Failure::Status { status, .. } => Refusal::Failed { host, status },
    }
}

fn too_large(path: &str) -> Refusal {
    Refusal::TooLarge {
        path: path.to_owned(),
        limit: LARGEST_FILE / 1_000,
    }
}
