use std::process::Command;

use super::super::tests::{GOOD, checked, objects};
use crate::cli::scratch::Folder;
use crate::cli::{FAILURE, SUCCESS};

/// Runs git in a folder; `false` where there is no git.
fn git(folder: &Folder, arguments: &[&str]) -> bool {
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let mut command = Command::new("git");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    let output = command
        .arg("-C")
        .arg(&folder.0)
        .args(who)
        .args(arguments)
        .output();
    match output {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}");
            true
        }
        Err(why) => {
            println!("skipped: git does not start: {why}");
            false
        }
    }
}

#[test]
fn since_a_revision_only_what_is_new_is_told() {
    let folder = Folder::new("check-since");
    let old = "---\nname: Old Name\ndescription: b\nmodle: opus\n---\nText\n";
    folder.with("agents/a.md", old);
    if !git(&folder, &["init", "--quiet"]) {
        return;
    }
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "first"]);
    let rules = |since: &str| {
        let (code, out, err) = checked(&["--json", "--since", since, &folder.path("")]);
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        let found = objects(&out);
        let messages = found
            .iter()
            .map(|one| one["message"].as_str().unwrap_or_default().to_owned());
        messages.collect::<Vec<_>>()
    };
    assert_eq!(rules("HEAD"), [""; 0]);
    // Moved, and one more of the same rule.
    folder.with(
        "agents/a.md",
        "---\n# moved\nname: Old Name\ndescription: b\nmodle: opus\nefort: low\n---\nText\n",
    );
    let found = rules("HEAD");
    assert!(
        found.len() == 1 && found[0].contains("\"efort\""),
        "{found:?}"
    );
    // A file that the revision does not have is new as a whole.
    folder.with(
        "agents/new.md",
        "---\nname: New Name\ndescription: b\n---\nText\n",
    );
    assert_eq!(rules("HEAD").len(), 2);
    let (code, out, err) = checked(&["--since", "no-such", &folder.path("")]);
    assert_eq!((code, out.as_str()), (FAILURE, ""));
    assert!(err.contains("has no revision \"no-such\""), "{err}");
    let (code, _, err) = checked(&["--since", "--help", &folder.path("")]);
    assert_eq!(code, FAILURE, "{err}");
}

#[test]
fn since_needs_a_repository() {
    let folder = Folder::new("check-no-repository");
    let path = folder.file("agents/a.md", GOOD);
    let (code, out, err) = checked(&["--since", "HEAD", &path]);
    assert_eq!((code, out.as_str()), (FAILURE, ""));
    assert!(
        err.contains("no git repository") || err.contains("no program git"),
        "{err}"
    );
}
