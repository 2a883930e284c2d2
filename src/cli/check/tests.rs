use serde_json::Value;

use super::super::scratch::Folder;
use super::super::tests::said;
use super::*;

pub const GOOD: &str =
    "---\nname: reviewer\ndescription: Use it after a change.\n---\n\nYou review code.\n";
/// With ID03 (a warning) at "Réviewer X".
const BAD: &str = "---\r\nname: Réviewer X\r\ndescription: Use it after a change.\r\n---\r\n\r\nYou review code.\r\n";

pub fn objects(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).expect("a line is an object"))
        .collect()
}

/// The command for some rules whose findings the tests know, and no others.
pub fn checked(arguments: &[&str]) -> (u8, String, String) {
    let mut all = vec!["check", "--rule", "ID03,VA04"];
    all.extend(arguments);
    said(&all, b"")
}

#[test]
fn a_finding_stands_in_a_line_with_its_fix_below() {
    let folder = Folder::new("check-text");
    let path = folder
        .with("agents/good.md", GOOD)
        .file("agents/bad.md", BAD);
    let (code, out, err) = checked(&[&folder.path("")]);
    assert_eq!((code, err.as_str()), (SUCCESS, ""));
    let message = "\"Réviewer X\" is not in small letters and hyphens, as the documentation asks";
    assert_eq!(
        out,
        format!(
            "{path}:2:7 warning ID03 {message}\n  unsafe fix: Rename it to réviewer-x\n\
             1 finding in 1 of 2 files: 0 errors, 1 warning, 0 info.\n"
        )
    );
    let (_, out, _) = checked(&[&folder.path("agents/good.md")]);
    assert_eq!(out, "No findings in 1 file.\n");
}

#[test]
fn an_object_has_exactly_these_keys() {
    let folder = Folder::new("check-json");
    let path = folder.file("agents/bad.md", BAD);
    let (code, out, err) = checked(&["--json", &path]);
    assert_eq!((code, err.as_str()), (SUCCESS, ""));
    let start = out.find("{\"path\":").expect("the path comes first");
    assert_eq!(start, 0);
    let object = &objects(&out)[0];
    let mut keys: Vec<&str> = object
        .as_object()
        .map(|object| object.keys().map(String::as_str).collect())
        .unwrap_or_default();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "end", "fix", "kind", "message", "path", "rule", "severity", "start"
        ]
    );
    assert_eq!(object["rule"], "ID03");
    assert_eq!(object["severity"], "warning");
    assert_eq!(object["kind"], "recommendation");
    assert_eq!(object["fix"], "unsafe");
    let at = |key: &str| object[key].as_u64().expect("it is a number") as usize;
    assert_eq!(&BAD[at("start")..at("end")], "Réviewer X");
    let without = folder.file("agents/b.md", "---\nname: ab\ndescription: c\n---\nText\n");
    let (_, out, _) = checked(&["--json", &without]);
    assert_eq!(objects(&out)[0]["fix"], Value::Null);
}

#[test]
fn sarif_names_rules_and_regions() {
    let folder = Folder::new("check-sarif");
    let path = folder.file("agents/bad one.md", BAD);
    let (code, out, err) = checked(&["--sarif", &path]);
    assert_eq!((code, err.as_str()), (SUCCESS, ""));
    let log: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let result = &run["results"][0];
    let index = result["ruleIndex"].as_u64().expect("it is a number") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "ID03");
    assert_eq!(result["ruleId"], "ID03");
    assert_eq!(result["level"], "warning");
    let location = &result["locations"][0]["physicalLocation"];
    let uri = location["artifactLocation"]["uri"].as_str();
    assert!(
        uri.is_some_and(|uri| uri.ends_with("agents/bad%20one.md")),
        "{uri:?}"
    );
    let region =
        serde_json::json!({"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 17});
    assert_eq!(location["region"], region);
    let fix = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["deletedRegion"], region);
    assert_eq!(fix["insertedContent"]["text"], "réviewer-x");
}

#[test]
fn sarif_without_findings_is_a_run_all_the_same() {
    let (code, out, _) = said(
        &["check", "--rule", "ID03", "--sarif", "-"],
        GOOD.as_bytes(),
    );
    assert_eq!(code, SUCCESS);
    let log: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn github_gets_commands_that_no_file_can_forge() {
    let folder = Folder::new("check-github");
    let source = "---\nname: \"A 100%\\n error\\x1b\"\ndescription: b\n---\nText\n";
    let path = folder.file("agents/a,b%.md", source);
    let (code, out, _) = checked(&["--github", &path]);
    assert_eq!(code, SUCCESS);
    let command = out.lines().next().expect("there is one");
    let file = path
        .replace('%', "%25")
        .replace(',', "%2C")
        .replace(':', "%3A");
    let expected = format!(
        "::warning file={file},line=2,col=7,endColumn=27,title=ID03 Name is not in small letters and hyphens::\"A 100%25"
    );
    assert!(command.starts_with(&expected), "{command}\n{expected}");
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(!out.contains('\u{1b}'));
}

#[test]
fn an_error_is_code_one_whatever_the_form() {
    // A file that Claude Code does not load.
    let broken = b"---\nname: a\ndescription: \"b\n---\nBody\n";
    for form in ["--json", "--sarif", "--github"] {
        let (code, out, _) = said(&["check", form, "-"], broken);
        assert_eq!(code, SOME_ERRORS, "{out}");
    }
}

#[test]
fn rules_are_chosen_and_turned_off() {
    let folder = Folder::new("check-rules");
    let source = "---\nname: Name X\ndescription: b\nmodle: opus\n---\nText\n";
    let path = folder.file("agents/a.md", source);
    let rules = |arguments: &[&str]| {
        let (_, out, err) = said(&[&["check", "--json", &path], arguments].concat(), b"");
        assert_eq!(err, "");
        let mut rules: Vec<_> = objects(&out)
            .iter()
            .map(|object| object["rule"].as_str().unwrap_or_default().to_owned())
            .collect();
        rules.sort();
        rules
    };
    assert_eq!(rules(&["--rule", "ID03"]), ["ID03"]);
    assert_eq!(
        rules(&["--rule", "id03", "--rule", "VA04"]),
        ["ID03", "VA04"]
    );
    assert_eq!(rules(&["--rule", "ID03,VA04", "--off", "ID03"]), ["VA04"]);
    assert!(!rules(&["--off", "ID03"]).contains(&"ID03".to_owned()));
    for option in ["--rule", "--off"] {
        let (code, out, err) = said(&["check", option, "ID3", &path], b"");
        assert_eq!((code, out.as_str()), (FAILURE, ""));
        assert!(
            err.starts_with("There is no rule \"ID3\". Did you mean ID0"),
            "{err}"
        );
    }
}

#[test]
fn folders_pass_over_what_is_no_definition_and_names_do_not() {
    let folder = Folder::new("check-others");
    folder
        .with("agents/README.md", "# Agents\n")
        .with("notes/latin1.md", b"# Caf\xe9\n")
        .with("agents/good.md", GOOD);
    let (code, out, err) = checked(&[&folder.path("")]);
    assert_eq!((code, err.as_str()), (SUCCESS, ""));
    assert_eq!(out, "No findings in 1 file.\n");
    let readme = folder.path("agents/README.md");
    let (code, _, err) = checked(&[&readme]);
    assert_eq!(code, SUCCESS);
    assert!(
        err.starts_with(&format!("{readme} is not checked: ")),
        "{err}"
    );
}

/// Markdown of a repository that has a name or a description and is no agent.
const ORDINARY: [(&str, &str); 6] = [
    (
        ".github/ISSUE_TEMPLATE/bug_report.md",
        "---\nname: Bug report\nabout: Something does not work\n---\n\n**What happened?**\n",
    ),
    (
        "docs/start.md",
        "---\ntitle: Start\ndescription: How to begin\n---\n\n# Start\n",
    ),
    (
        "blog/2026-11-24-news.md",
        "---\ntitle: \"News\"\ndescription: \"What is new\nauthor: \"Me\"\n---\n\nText\n",
    ),
    (
        "plugins/x/commands/y.md",
        "---\ndescription: Runs the tests\nallowed-tools: Bash\n---\n\nRun them.\n",
    ),
    (
        "plugins/x/commands/z.md",
        "---\nname: z\ndescription: Runs the tests\n---\n\nRun them.\n",
    ),
    (
        ".opencode/command/y.md",
        "---\ndescription: Runs the tests\nagent: build\n---\n\nRun them.\n",
    ),
];

#[test]
fn ordinary_markdown_of_a_repository_is_passed_over_unless_it_is_named() {
    let folder = Folder::new("check-ordinary");
    for (path, source) in ORDINARY {
        folder.with(path, source);
    }
    let (code, out, err) = said(&["check", &folder.path("")], b"");
    assert_eq!((code, err.as_str()), (SUCCESS, ""), "{out}");
    assert_eq!(out, "No findings in 0 files.\n");
    for (path, _) in ORDINARY {
        let (_, out, err) = said(&["check", &folder.path(path)], b"");
        assert_eq!(err, "", "{path}");
        assert!(
            out.ends_with(" 1 file.\n") || out.contains(" of 1 file: "),
            "{out}"
        );
    }
}

#[test]
fn agents_are_checked_wherever_they_lie_and_however_broken_they_are() {
    for (path, source) in [
        (
            "flat/a.md",
            "---\nname: a\ndescription: \"b\nc: d\n---\nBody\n",
        ),
        ("flat/a.md", "---\nname: a\ntools: Read\n---\nBody\n"),
        ("flat/a.md", "---\nname: a\nmodel: opus\n---\nBody\n"),
        ("flat/a.md", "---\nname:a\ndescription:b\n---\nBody\n"),
        ("flat/a.md", "---\nname: a\ndescription: b\n\nBody\n"),
        ("flat/a.md", "name: a\ndescription: b\n---\nBody\n"),
        ("flat/a.md", "\n---\nname: a\ndescription: b\n---\nBody\n"),
        ("agents/a.md", "---\nname: a\n---\nBody\n"),
        ("agents/a.md", "Body\n"),
        (".claude/agents/team/a.md", "---\ndescription: b\n"),
        (
            ".claude/skills/a/SKILL.md",
            "---\nlicense: MIT\n---\nBody\n",
        ),
        (".opencode/agent/a.md", "---\nname: a\n---\nBody\n"),
    ] {
        let folder = Folder::new("check-broken");
        let file = folder.file(path, source);
        for (path, source) in ORDINARY {
            folder.with(path, source);
        }
        let of_all = said(&["check", &folder.path("")], b"");
        let (code, out, err) = &of_all;
        assert_ne!(*code, FAILURE, "{source}: {out}");
        assert_eq!(err, "", "{source}");
        assert!(out.contains(" in 1 of 1 file: "), "{source}: {out}");
        assert!(out.starts_with(&file), "{source}: {out}");
        assert_eq!(said(&["check", &file], b""), of_all, "{source}");
    }
}

#[test]
fn a_folder_of_agents_is_one_from_inside() {
    let folder = Folder::new("check-inside");
    folder
        .with(".claude/agents/team/a.md", "---\nname: a\n---\nBody\n")
        .with("agents/b.md", "---\ndescription: b\n---\nBody\n")
        .with("docs/c.md", "---\ndescription: c\n---\nText\n");
    // The paths that `check .` finds there do not say where they lie.
    let is_of_agents = |path: &str| gather::is_of_agents(&folder.0.join(path));
    assert!(is_of_agents(".claude/agents"));
    assert!(is_of_agents(".claude/agents/team"));
    assert!(is_of_agents("agents"));
    assert!(!is_of_agents("docs"));
    assert!(!is_of_agents(""));
    // A repository may be called so.
    folder.with("agents/.git/HEAD", "");
    assert!(!is_of_agents("agents"));
}

#[cfg(unix)]
#[test]
fn what_a_walk_cannot_look_at_does_not_keep_the_others_back() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("check-closed");
    let path = folder
        .with("closed/agents/b.md", GOOD)
        .file("agents/bad.md", BAD);
    symlink("nowhere.md", folder.0.join("agents/dangling.md")).expect("links work");
    let (code, out, err) = checked(&[&folder.path("agents")]);
    assert_eq!((code, err.as_str()), (SUCCESS, ""), "{out}");
    assert!(out.contains(" in 1 of 1 file: "), "{out}");
    let dangling = folder.path("agents/dangling.md");
    let (code, _, err) = checked(&[&dangling]);
    assert_eq!(code, FAILURE);
    assert_eq!(
        err,
        format!("Cannot read {dangling}: there is no such file.\n")
    );

    let closed = folder.0.join("closed");
    let mode = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode));
    mode(0o000).expect("it is ours");
    let is_obeyed = fs::read_dir(&closed).is_err();
    let (code, out, err) = checked(&[&folder.path("")]);
    mode(0o755).expect("it is ours");
    assert!(
        out.starts_with(&format!("{path}:2:7 warning ID03 ")),
        "{out}"
    );
    if is_obeyed {
        assert_eq!(code, FAILURE);
        let closed = closed.to_string_lossy();
        assert_eq!(err, format!("Cannot list {closed}: you may not read it.\n"));
    } else {
        println!("skipped: this person may list every folder");
    }
}

#[test]
fn what_cannot_be_read_is_code_two_and_does_not_keep_the_others_back() {
    let folder = Folder::new("check-unreadable");
    let good = folder.file("agents/good.md", GOOD);
    let (code, out, err) = checked(&["no/such.md", &good]);
    assert_eq!(code, FAILURE);
    assert_eq!(out, "No findings in 1 file.\n");
    assert_eq!(err, "Cannot read no/such.md: there is no such file.\n");
    folder.with("agents/bytes.md", b"---\nname: \xff\n---\n");
    let (code, _, err) = checked(&[&folder.path("agents")]);
    assert_eq!(code, FAILURE);
    assert!(
        err.contains("bytes.md: byte 10 (counted from 0) fits no character"),
        "{err}"
    );
    for wrong in [
        &["check"][..],
        &["check", "--json", "--sarif", "-"],
        &["check", "--fix", "--since", "HEAD", "a.md"],
    ] {
        assert_eq!(said(wrong, b"").0, FAILURE);
    }
    let (code, _, err) = said(&["check", "--fix", "-"], GOOD.as_bytes());
    assert_eq!(code, FAILURE);
    assert!(err.contains("need the names of files"), "{err}");
}

#[test]
fn a_terminal_does_not_obey_a_file() {
    let folder = Folder::new("check-terminal");
    let source = "---\nname: \"A\\x1b[2J\"\ndescription: b\n---\nText\n";
    let path = folder.file("agents/a\u{1b}.md", source);
    let (_, out, _) = checked(&[&path]);
    assert!(
        out.contains("a\\u{1b}.md:2:7") && out.contains("A\\u{1b}[2J"),
        "{out}"
    );
    assert!(!out.contains('\u{1b}'));
}
