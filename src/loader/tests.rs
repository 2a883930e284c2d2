use super::hosts::Host;
use super::*;

fn load(fragment: &str) -> Load {
    Load::new(Wanted::parse(fragment).unwrap().unwrap())
}

fn tree(files: &[(&str, usize)]) -> Answer {
    let files = files.iter().map(|(path, bytes)| TreeFile {
        path: (*path).to_owned(),
        bytes: *bytes,
    });
    Answer::Tree {
        files: files.collect(),
        cut: false,
    }
}

fn text(text: &str) -> Answer {
    Answer::Text(text.as_bytes().to_vec())
}

fn status(status: u16, limited: bool, wait: Option<f64>) -> Answer {
    Answer::Failed(Failure::Status {
        status,
        limited,
        wait,
    })
}

fn addresses(requests: &[Request]) -> Vec<&str> {
    requests.iter().map(|one| one.address.as_str()).collect()
}

fn all_requests(load: &mut Load) -> Vec<Request> {
    std::iter::from_fn(|| load.next_request()).collect()
}

fn paths(loaded: &Loaded) -> Vec<&str> {
    loaded.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_file_is_one_request() {
    let mut load = load("#gh=own/repo/agents/a%20b.md@feature/x");
    let request = load.next_request().unwrap();
    assert_eq!(request.host, Host::GitHubFiles);
    assert_eq!(request.address, "/own/repo/feature/x/agents/a%20b.md");
    assert_eq!(load.next_request(), None);
    assert!(!load.is_done());
    load.answer(&request, text("\u{feff}---\r\n"));
    assert!(load.is_done());
    let loaded = load.finish().unwrap();
    assert_eq!(loaded.from, "own/repo/agents/a b.md@feature/x");
    assert_eq!(&*loaded.files[0].text, "\u{feff}---\r\n");
}

#[test]
fn of_a_repository_the_known_folders_are_read() {
    let mut load = load("#gh=own/repo");
    let list = load.next_request().unwrap();
    assert_eq!(list.host, Host::GitHubApi);
    assert_eq!(list.address, "/repos/own/repo/git/trees/HEAD?recursive=1");
    load.answer(
        &list,
        tree(&[
            ("README.md", 10),
            ("docs/guide.md", 10),
            (".claude/agents/b.md", 10),
            (".claude/agents/a.md", 10),
            (".claude/skills/s/SKILL.md", 10),
            (".claude/agents/huge.md", 2_000_000),
            ("plugins/p/agents/c.md", 10),
        ]),
    );
    assert_eq!(load.next_request(), None, "somebody has to choose first");
    assert!(!load.is_done());
    let folders = load.folders_to_choose().unwrap_or_default();
    let folders: Vec<(&str, usize)> = folders
        .iter()
        .map(|folder| (folder.path.as_str(), folder.files.len()))
        .collect();
    assert_eq!(
        folders,
        [
            (".claude/agents", 3),
            (".claude/skills", 1),
            ("plugins/p/agents", 1),
        ]
    );
    load.choose_folders(&[0, 1]);
    assert_eq!(load.folders_to_choose(), None);
    let requests = all_requests(&mut load);
    assert_eq!(
        addresses(&requests),
        [
            "/own/repo/HEAD/.claude/agents/a.md",
            "/own/repo/HEAD/.claude/agents/b.md",
            "/own/repo/HEAD/.claude/skills/s/SKILL.md",
        ]
    );
    assert_eq!(
        load.progress(),
        (1, 4),
        "the one that is too large is settled"
    );
    // They come back in another order.
    for request in requests.iter().rev() {
        load.answer(request, text(&request.address));
    }
    let loaded = load.finish().unwrap();
    assert_eq!(
        paths(&loaded),
        [
            ".claude/agents/a.md",
            ".claude/agents/b.md",
            ".claude/skills/s/SKILL.md",
        ]
    );
    assert!(loaded.files[0].text.ends_with("/a.md"));
    assert!(matches!(
        &loaded.left_out[..],
        [(path, Refusal::TooLarge { .. })] if path == ".claude/agents/huge.md"
    ));
}

#[test]
fn of_a_named_folder_its_own_files_are_read() {
    let mut folder = load("#gh=own/repo/my@v1");
    let list = folder.next_request().unwrap();
    assert_eq!(list.address, "/repos/own/repo/git/trees/v1?recursive=1");
    let listed = tree(&[
        ("my/a.md", 1),
        ("my/b.txt", 1),
        ("mine/c.md", 1),
        ("d.md", 1),
    ]);
    folder.answer(&list, listed.clone());
    let requests = all_requests(&mut folder);
    assert_eq!(addresses(&requests), ["/own/repo/v1/my/a.md"]);

    let mut file = load("#gh=own/repo/my/b.txt");
    let list = file.next_request().unwrap();
    file.answer(&list, listed);
    let requests = all_requests(&mut file);
    assert_eq!(addresses(&requests), ["/own/repo/HEAD/my/b.txt"]);
}

#[test]
fn a_branch_with_a_slash_is_one_part_for_the_list() {
    let mut load = load("#gh=own/repo@feature/x");
    let list = load.next_request().unwrap();
    assert_eq!(
        list.address,
        "/repos/own/repo/git/trees/feature%2Fx?recursive=1"
    );
}

#[test]
fn a_folder_without_definitions_says_so() {
    let mut load = load("#gh=own/repo/src");
    let list = load.next_request().unwrap();
    load.answer(&list, tree(&[("src/main.rs", 10), ("README.md", 10)]));
    assert!(load.is_done());
    let refusal = load.finish().unwrap_err();
    assert_eq!(
        refusal,
        Refusal::NothingThere {
            path: "own/repo/src".into()
        }
    );
}

#[test]
fn a_gist_brings_its_files_and_asks_for_what_was_cut() {
    let mut load = load("#gist=0a1b");
    let list = load.next_request().unwrap();
    assert_eq!(list.address, "/gists/0a1b");
    let file = |name: &str, rest_at: Option<&str>| GistFile {
        name: name.into(),
        text: format!("text of {name}"),
        rest_at: rest_at.map(str::to_owned),
    };
    load.answer(
        &list,
        Answer::Gist(vec![
            file("a.md", None),
            file(
                "b.md",
                Some("https://gist.githubusercontent.com/u/0a1b/raw/b.md"),
            ),
            file("c.md", Some("https://example.org/c.md")),
            file("notes.txt", None),
        ]),
    );
    let requests = all_requests(&mut load);
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].host, Host::GistFiles);
    assert_eq!(requests[0].address, "/u/0a1b/raw/b.md");
    load.answer(&requests[0], text("all of b"));
    let loaded = load.finish().unwrap();
    assert_eq!(paths(&loaded), ["a.md", "b.md"]);
    assert_eq!(loaded.left_out.len(), 1, "another host is not asked");
}

#[test]
fn every_failure_is_explained() {
    for (answer, expected) in [
        (Answer::Failed(Failure::Unreachable), "(CORS)"),
        (Answer::Failed(Failure::TooLarge), "larger than 1000 kB"),
        (Answer::Failed(Failure::NotAnAnswer), "does not understand"),
        (status(404, false, None), "has nothing at own/repo/a.md"),
        (status(429, false, Some(90.0)), "in 2 minutes"),
        (status(403, true, None), "in an hour"),
        (status(403, false, None), "the error 403"),
        (status(500, false, None), "the error 500"),
        (Answer::Text(vec![0xff]), "no text in UTF-8"),
        (Answer::Gist(Vec::new()), "does not understand"),
    ] {
        let mut load = load("#gh=own/repo/a.md");
        let request = load.next_request().unwrap();
        load.answer(&request, answer.clone());
        let sentence = load.finish().unwrap_err().to_string();
        assert!(sentence.contains(expected), "{answer:?}: {sentence}");
    }
}

#[test]
fn what_was_loaded_before_the_limit_stays() {
    let mut load = load("#gh=own/repo/my");
    let list = load.next_request().unwrap();
    load.answer(
        &list,
        tree(&[("my/a.md", 1), ("my/b.md", 1), ("my/c.md", 1)]),
    );
    let first = load.next_request().unwrap();
    load.answer(&first, text("a"));
    let second = load.next_request().unwrap();
    load.answer(&second, status(429, false, None));
    assert_eq!(load.next_request(), None, "nobody is asked on");
    assert!(load.is_done());
    let loaded = load.finish().unwrap();
    assert_eq!(paths(&loaded), ["my/a.md"]);
    assert_eq!(loaded.left_out.len(), 2);
}

#[test]
fn so_many_files_are_not_asked_for() {
    let listed: Vec<(String, usize)> = (0..MOST_FILES + 2)
        .map(|at| (format!("agents/{at:04}.md"), 1))
        .collect();
    let listed: Vec<(&str, usize)> = listed
        .iter()
        .map(|(path, bytes)| (path.as_str(), *bytes))
        .collect();
    let mut load = load("#gh=own/repo");
    let list = load.next_request().unwrap();
    load.answer(&list, tree(&listed));
    let requests = all_requests(&mut load);
    assert_eq!(requests.len(), MOST_FILES);
    for request in &requests {
        load.answer(request, text("x"));
    }
    assert_eq!(load.finish().unwrap().left_out.len(), 2);
}
