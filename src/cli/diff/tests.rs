use super::super::scratch::Folder;
use super::super::tests::said;
use super::*;

const BEFORE: &str = "---\nname: reviewer\ndescription: Use it after a change.\ntools: Read, Grep\nmodel: opus\n---\n\nYou review code.\n";

#[test]
fn two_files() {
    let folder = Folder::new("diff-files");
    let before = folder.file("old.md", BEFORE);
    let after = folder.file(
        "new.md",
        &BEFORE.replace("Grep", "Bash").replace("opus", "haiku"),
    );
    let (code, out, err) = said(&["diff", &before, &after], b"");
    assert_eq!((code, err.as_str()), (DIFFERS, ""));
    assert_eq!(
        out,
        format!(
            "reviewer ({after})\n  ! May do more: it gains Bash: Bash runs commands\n  \
             ! Another model: its model was opus, and is haiku now\n  ! Loses tools: it loses Grep\n    \
             tools: Read, Grep → Read, Bash\n    tools gained: Bash\n    tools lost: Grep\n    \
             model: opus → haiku\n\n\
             1 definition: 1 changed. 1 of 1 load; the descriptions cost about 14 tokens.\n"
        )
    );
}

#[test]
fn what_is_read_the_same_is_no_difference_for_the_code() {
    let folder = Folder::new("diff-same");
    let before = folder.file("old.md", BEFORE);
    let (code, out, _) = said(&["diff", &before, "-"], BEFORE.as_bytes());
    assert_eq!(
        (code, out.as_str()),
        (SUCCESS, "The definition is the same on both sides.\n")
    );
    let after = folder.file("new.md", &BEFORE.replace("opus", "\"opus\" # note"));
    let (code, out, _) = said(&["diff", &before, &after], b"");
    assert_eq!(code, SUCCESS);
    assert!(
        out.contains("  ! Read the same: it is written in another way"),
        "{out}"
    );
    let (code, out, _) = said(&["diff", &before, &before], b"");
    assert_eq!(
        (code, out.as_str()),
        (SUCCESS, "The definition is the same on both sides.\n")
    );
}

#[test]
fn two_folders() {
    let folder = Folder::new("diff-folders");
    let other = BEFORE.replace("reviewer", "other");
    folder
        .with("old/.claude/agents/reviewer.md", BEFORE)
        .with("old/.claude/agents/other.md", &other)
        .with("old/README.md", "# Before\n")
        .with(
            "new/.claude/agents/reviewer.md",
            BEFORE.replacen("---\n", "", 1),
        )
        .with("new/.claude/agents/moved/other.md", &other)
        .with(
            "new/.claude/agents/third.md",
            BEFORE.replace("reviewer", "third"),
        )
        .with("new/README.md", "# After\n");
    let (old, new) = (folder.path("old"), folder.path("new"));
    let (code, out, err) = said(&["diff", &old, &new], b"");
    assert_eq!((code, err.as_str()), (DIFFERS, ""));
    let titles: Vec<&str> = out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        titles,
        [
            "reviewer (.claude/agents/reviewer.md)",
            "",
            "third (.claude/agents/third.md)",
            "",
            "other (.claude/agents/moved/other.md)",
            "",
            "3 definitions: 2 changed, 1 added. 2 of 2 loaded, 2 of 3 load now; the descriptions cost about 27 → 26 tokens.",
        ],
        "{out}"
    );
    assert!(
        out.contains(
            "  ! Stops loading: Claude Code 2.1.330, project file no longer loads it: line 1: "
        ),
        "{out}"
    );
    // The folders themselves say what kind of files they hold.
    let (old, new) = (
        folder.path("old/.claude/agents"),
        folder.path("new/.claude/agents"),
    );
    let (_, inner, _) = said(&["diff", &old, &new], b"");
    assert_eq!(inner, out);
}

#[test]
fn markdown_is_for_a_comment() {
    let folder = Folder::new("diff-markdown");
    let before = folder.file("old.md", BEFORE);
    let after = folder.file(
        "new.md",
        &BEFORE
            .replace("Read, Grep", "'*'")
            .replace("reviewer", "<b>@you"),
    );
    let (code, out, err) = said(&["diff", "--markdown", &before, &after], b"");
    assert_eq!((code, err.as_str()), (DIFFERS, ""));
    assert!(out.starts_with("**1 definition&#58; 1 changed. "), "{out}");
    assert!(
        out.contains("| Loses its limits | <code>&#60;b&#62;&#64;&#8203;you</code> |"),
        "{out}"
    );
    assert!(!out.contains("<b>"), "{out}");
}

#[test]
fn wrong_calls_are_told() {
    let folder = Folder::new("diff-wrong");
    let file = folder.file("a/a.md", BEFORE);
    for (arguments, why) in [
        (["-", "-"], "Only one side can be standard input."),
        (
            [file.as_str(), "no/such.md"],
            "Cannot read no/such.md: there is no such file.",
        ),
        (
            [&folder.path("a"), file.as_str()],
            "name two files, or two folders or zips.",
        ),
    ] {
        let (code, out, err) = said(&["diff", arguments[0], arguments[1]], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(err.contains(why), "{err}");
    }
    assert_eq!(said(&["diff", &file], b"").0, FAILURE);
    folder.with("b/a.md", b"---\nname: \xff\ndescription: b\n---\n");
    let (code, _, err) = said(&["diff", &folder.path("a"), &folder.path("b")], b"");
    assert_eq!(code, FAILURE);
    assert!(
        err.contains("a.md: byte 10 (counted from 0) fits no character"),
        "{err}"
    );
}

#[test]
fn a_terminal_does_not_obey_a_file() {
    let folder = Folder::new("diff-terminal");
    let before = folder.file("a.md", BEFORE);
    let after = folder.file(
        "b.md",
        &BEFORE.replace("model: opus", "model: \"\\x1b[2J\""),
    );
    let (_, out, _) = said(&["diff", &before, &after], b"");
    assert!(
        out.contains("\\u{1b}[2J") && !out.contains('\u{1b}'),
        "{out}"
    );
}

#[test]
fn two_zips() {
    let folder = Folder::new("diff-zips");
    let after = BEFORE.replace("Grep", "Bash");
    let packed = |text: &str| {
        super::zip::tests::zip(&[
            ("repo-1/.claude/agents/reviewer.md", text.as_bytes(), true),
            ("repo-1/README.md", b"# About\n", false),
        ])
    };
    folder
        .with("old.zip", packed(BEFORE))
        .with("new.ZIP", packed(&after))
        .with("new/.claude/agents/reviewer.md", &after)
        .with("new/README.md", "# About\n")
        .with("cut.zip", &packed(BEFORE)[..40]);
    let old = folder.path("old.zip");
    for new in ["new.ZIP", "new"] {
        let (code, out, err) = said(&["diff", &old, &folder.path(new)], b"");
        assert_eq!((code, err.as_str()), (DIFFERS, ""), "{new}");
        assert!(
            out.starts_with("reviewer (.claude/agents/reviewer.md)\n"),
            "{out}"
        );
        assert!(out.contains("it gains Bash"), "{out}");
    }
    let (code, _, err) = said(&["diff", &old, &folder.path("cut.zip")], b"");
    assert_eq!(code, FAILURE);
    assert!(err.starts_with("Cannot read "), "{err}");
    let (code, _, err) = said(&["diff", &old, "-"], BEFORE.as_bytes());
    assert_eq!(code, FAILURE);
    assert!(err.contains("is a zip and - is none"), "{err}");
}
