//! Changing a file in place.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Puts new content in a file's place at once: whoever reads it finds the old or the new, never a
/// part. Permissions stay, and a link still points where it did.
///
/// # Errors
/// When the file may not be written; it is then as it was.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        let why = "it is read-only";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = folder.join(name);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.set_permissions(permissions)?;
        file.sync_all()?;
        fs::rename(&beside, &path)
    });
    if written.is_err() {
        // The old file is untouched; what is left of the new one is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Why a file was not written, in words.
pub(super) fn why_not(error: &io::Error) -> String {
    match error.kind() {
        // Our own reason.
        _ if error.get_ref().is_some() => error.to_string(),
        io::ErrorKind::PermissionDenied => "you may not write in its folder".to_owned(),
        _ => super::reason(error),
    }
}
