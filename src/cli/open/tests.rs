use super::super::scratch::Folder;
use super::super::tests::said;
use super::*;
use crate::share::Payload;

const TEXT: &str = "\u{feff}---\r\nname: a\r\n---\r\n";

fn link(files: &[(&str, &str)]) -> String {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect();
    Payload::new(&files).expect("they can be shared").link()
}

#[test]
fn one_file_is_printed_byte_for_byte() {
    let link = link(&[("a.md", TEXT)]);
    for link in [link.clone(), format!("https://a.example/b/{link}")] {
        let (code, out, err) = said(&["open", &link], b"");
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert_eq!(out, TEXT);
    }
    let (code, out, _) = said(&["open", "-"], format!("{link}\n").as_bytes());
    assert_eq!((code, out.as_str()), (SUCCESS, TEXT));
}

#[test]
fn several_files_want_a_folder() {
    let (code, out, err) = said(&["open", &link(&[("a.md", "1"), ("b/c.md", "2")])], b"");
    assert_eq!((code, out.as_str()), (FAILURE, ""));
    assert_eq!(
        err,
        "The link holds 2 files; --out FOLDER says where they go:\n  a.md\n  b/c.md\n"
    );
}

#[test]
fn a_folder_is_filled_and_filled_again() {
    let folder = Folder::new("open-out");
    let out_folder = folder.path("new/deep");
    let link = link(&[("a.md", TEXT), ("b/c.md", "2")]);
    let (code, out, err) = said(&["open", &link, "--out", &out_folder], b"");
    assert_eq!((code, err.as_str()), (SUCCESS, ""));
    assert_eq!(out.matches(": written\n").count(), 2, "{out}");
    assert_eq!(folder.text("new/deep/a.md"), TEXT);
    assert_eq!(folder.text("new/deep/b/c.md"), "2");
    let (code, out, _) = said(&["open", &link, "--out", &out_folder], b"");
    assert_eq!(code, SUCCESS);
    assert_eq!(
        out.matches(": there already, and the same\n").count(),
        2,
        "{out}"
    );
}

#[test]
fn a_file_that_differs_stays_and_nothing_is_written() {
    let folder = Folder::new("open-differs");
    folder
        .with("b.md", "mine")
        .with("c.md/d.md", "")
        .with("e", "");
    let mine = folder.path("");
    for (path, why) in [
        ("b.md", "b.md is there already with another text"),
        ("c.md", "c.md is there already, and no file"),
        ("e/f.md", "e is there already, and no folder"),
    ] {
        let link = link(&[("a.md", "new"), (path, "other")]);
        let (code, out, err) = said(&["open", &link, "--out", &mine], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""), "{err}");
        assert!(err.contains(why), "{err}");
        assert!(!folder.0.join("a.md").exists());
    }
    assert_eq!(folder.text("b.md"), "mine");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("open-outside");
    folder.with("out/keep.md", "").with("elsewhere/keep.md", "");
    symlink(folder.0.join("elsewhere"), folder.0.join("out/agents")).expect("links can be made");
    symlink(
        folder.0.join("elsewhere/new.md"),
        folder.0.join("out/new.md"),
    )
    .expect("and to nothing");
    for path in ["agents/a.md", "new.md"] {
        let (code, _, err) = said(
            &["open", &link(&[(path, "x")]), "--out", &folder.path("out")],
            b"",
        );
        assert_eq!(code, FAILURE);
        assert!(err.contains("is a link to somewhere else"), "{err}");
    }
    let kept = fs::read_dir(folder.0.join("elsewhere")).map(Iterator::count);
    assert_eq!(kept.ok(), Some(1));
}

#[test]
fn what_does_not_open_says_why() {
    let whole = link(&[("a.md", TEXT)]);
    for (link, why) in [
        (&whole[..whole.len() - 1], "Incomplete link: "),
        ("#v2.abc", "of version \"v2\""),
        ("#v1.a\u{1b}[2J", "its character 6 is '\\u{1b}'"),
        ("https://a.example/", "There is no link here"),
    ] {
        let (code, out, err) = said(&["open", link], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(err.contains(why), "{err}");
    }
    let long = "A".repeat(10_000_000);
    let (code, _, err) = said(&["open", "-"], format!("#v1.{long}").as_bytes());
    assert_eq!(code, FAILURE);
    assert!(err.contains("longer than any that is made"), "{err}");
}

#[test]
fn a_terminal_does_not_obey_a_text() {
    let print_on = |text: &str, on_terminal| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let files = [SourceFile::new("a.md", text)];
        let code = print(&files, on_terminal, &mut out, &mut err).expect("memory takes it");
        (code, out)
    };
    assert_eq!(print_on("a\u{1b}[2J", true), (FAILURE, Vec::new()));
    assert_eq!(
        print_on("a\u{1b}[2J", false),
        (SUCCESS, b"a\x1b[2J".to_vec())
    );
    assert_eq!(print_on("é\tb\r\nc\n", true).0, SUCCESS);
}
