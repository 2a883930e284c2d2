//! Mending files in place.

use super::checked::Mended;
use super::gather::Gathered;
use crate::cli::replace::{replace, why_not};
use crate::lint::{TurnedOff, fix_all};
use crate::text::apply;

/// Applies the safe fixes of a file, in memory and on disk; `None` where there are none or they cannot
/// be written.
pub fn fix(gathered: &mut Gathered, at: usize, off: &TurnedOff) -> Option<Mended> {
    let file = gathered.files.get_mut(at)?;
    let fixed = fix_all(file.source(), file.place(), None, off);
    if fixed.edits.is_empty() {
        return None;
    }
    let after = apply(file.source(), &fixed.edits).ok()?;
    if let Err(error) = replace(file.path.as_ref()?, after.as_bytes()) {
        let sentence = format!("Cannot write {}: {}.", file.name, why_not(&error));
        gathered.fail(sentence);
        return None;
    }
    *file = file.with(after);
    Some(Mended {
        name: file.name.clone(),
        applied: fixed.applied,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::objects;
    use crate::cli::scratch::Folder;
    use crate::cli::tests::said;
    use crate::cli::{FAILURE, SUCCESS};

    /// With a byte order mark, which has a safe fix, and a name in capitals, which has none.
    const SOURCE: &str = "\u{feff}---\nname:  Name X # of mine\ndescription: Use it after a change.\n---\n\nYou review  code.\r\n";
    const FIXED: &str = "---\nname:  Name X # of mine\ndescription: Use it after a change.\n---\n\nYou review  code.\r\n";
    const RULES: [&str; 3] = ["check", "--rule", "ID03,FM09"];

    fn fix(arguments: &[&str]) -> (u8, String, String) {
        said(&[&RULES[..], &["--fix"], arguments].concat(), b"")
    }

    #[test]
    fn safe_fixes_are_written_and_nothing_else_changes() {
        let folder = Folder::new("fix");
        let path = folder.file("agents/a.md", SOURCE);
        let (code, out, err) = fix(&[&path]);
        assert_eq!((code, err.as_str()), (SUCCESS, ""));
        assert!(
            out.starts_with(&format!(
                "{path} fixed FM09 Delete the byte order mark\n{path}:2:8 warning ID03 "
            )),
            "{out}"
        );
        assert!(
            out.ends_with(
                "1 fix applied. 1 finding in 1 of 1 file: 0 errors, 1 warning, 0 info.\n"
            ),
            "{out}"
        );
        assert_eq!(folder.text("agents/a.md"), FIXED);
        let beside = fs::read_dir(folder.0.join("agents")).map(Iterator::count);
        assert_eq!(
            beside.unwrap_or_default(),
            1,
            "nothing is left beside the file"
        );
        let (code, out, _) = fix(&[&path]);
        assert_eq!(code, SUCCESS);
        assert!(!out.contains("fixed") && !out.contains("applied"), "{out}");
    }

    #[test]
    fn without_fix_nothing_is_written() {
        let folder = Folder::new("fix-not");
        let path = folder.file("agents/a.md", SOURCE);
        let (_, out, _) = said(&[&RULES[..], &[&path]].concat(), b"");
        assert!(
            out.contains("\n  safe fix: Delete the byte order mark\n"),
            "{out}"
        );
        assert!(out.ends_with(" --fix mends 1 of them.\n"), "{out}");
        let (_, out, _) = fix(&["--off", "FM09", &path]);
        assert!(!out.contains("FM09"), "{out}");
        assert_eq!(folder.text("agents/a.md"), SOURCE);
    }

    #[test]
    fn what_a_program_reads_holds_findings_alone() {
        let folder = Folder::new("fix-json");
        let path = folder.file("agents/a.md", SOURCE);
        let (code, out, err) = fix(&["--json", &path]);
        assert_eq!(code, SUCCESS);
        assert_eq!(objects(&out).len(), 1);
        assert_eq!(
            err,
            format!("{path} fixed FM09 Delete the byte order mark\n")
        );
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_what_may_not_be_written_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("fix-permissions");
        let path = folder.file("agents/a.md", SOURCE);
        let mode = |mode| {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is ours")
        };
        mode(0o444);
        let (code, out, err) = fix(&[&path]);
        assert_eq!(code, FAILURE);
        assert_eq!(err, format!("Cannot write {path}: it is read-only.\n"));
        assert!(
            out.contains("FM09"),
            "what was found is told all the same: {out}"
        );
        assert_eq!(folder.text("agents/a.md"), SOURCE);
        mode(0o640);
        assert_eq!(fix(&[&path]).0, SUCCESS);
        let now = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(now & 0o777, 0o640);
    }
}
