//! What is in a link before it is compressed: files, one behind the other.

use std::collections::BTreeSet;

use super::link::LinkError;
use super::path;
use super::{MOST_BYTES, MOST_FILES, PathError};
use crate::text::SourceFile;

/// Why files do not go into a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unshareable {
    /// There is nothing to share.
    #[error("there is no file to put into a link")]
    NoFiles,
    /// There are more than [`MOST_FILES`].
    #[error("{0} files are too many for a link, which holds {MOST_FILES} at most")]
    TooMany(usize),
    /// They have more than [`MOST_BYTES`].
    #[error("the texts have more than 4 MiB together, which is too much for a link")]
    TooLarge,
    /// A path would be refused when the link is opened.
    #[error("the path {path:?} does not go into a link: {why}")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: PathError,
    },
    /// Two files would be one.
    #[error("two files have the path {0:?}: share them from the folder that both lie in")]
    Twice(String),
}

/// The bytes of files.
///
/// # Errors
/// When [`read`] would not give them back.
pub(super) fn write(files: &[SourceFile]) -> Result<Vec<u8>, Unshareable> {
    match files.len() {
        0 => return Err(Unshareable::NoFiles),
        count if count > MOST_FILES => return Err(Unshareable::TooMany(count)),
        _ => {}
    }
    let mut paths = BTreeSet::new();
    let mut bytes = Vec::new();
    for SourceFile { path, text } in files {
        path::check(path).map_err(|why| Unshareable::Path {
            path: path.clone(),
            why,
        })?;
        if !paths.insert(path) {
            return Err(Unshareable::Twice(path.clone()));
        }
        for part in [path, &**text] {
            write_length(part.len(), &mut bytes);
            bytes.extend_from_slice(part.as_bytes());
        }
        if bytes.len() > MOST_BYTES {
            return Err(Unshareable::TooLarge);
        }
    }
    Ok(bytes)
}

/// The files in a payload.
///
/// # Errors
/// When it is not one that [`write`] writes.
pub(super) fn read(mut bytes: &[u8]) -> Result<Vec<SourceFile>, LinkError> {
    let mut paths = BTreeSet::new();
    let mut files = Vec::new();
    while !bytes.is_empty() {
        if files.len() == MOST_FILES {
            return Err(LinkError::TooMany);
        }
        let path = read_part(&mut bytes)?;
        let path = str::from_utf8(path).map_err(|_| LinkError::NotUtf8)?;
        path::check(path).map_err(|why| LinkError::Path {
            path: path.to_owned(),
            why,
        })?;
        if !paths.insert(path) {
            return Err(LinkError::Twice(path.to_owned()));
        }
        let text = read_part(&mut bytes)?;
        let text = str::from_utf8(text).map_err(|_| LinkError::NotUtf8)?;
        files.push(SourceFile::new(path, text));
    }
    if files.is_empty() {
        return Err(LinkError::Malformed);
    }
    Ok(files)
}

/// Writes a number as unsigned LEB128: seven bits a byte, the lowest first, the highest bit set in all
/// but the last.
fn write_length(mut length: usize, bytes: &mut Vec<u8>) {
    while length > 0x7f {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
}

fn read_length(bytes: &mut &[u8]) -> Option<usize> {
    /// Enough for [`MOST_BYTES`].
    const LONGEST: usize = 4;
    let mut length = 0;
    for place in 0..LONGEST {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some(length);
        }
    }
    None
}

/// A length and so many bytes.
fn read_part<'bytes>(bytes: &mut &'bytes [u8]) -> Result<&'bytes [u8], LinkError> {
    let length = read_length(bytes).ok_or(LinkError::Malformed)?;
    let (part, rest) = bytes.split_at_checked(length).ok_or(LinkError::Malformed)?;
    *bytes = rest;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: usize) -> Vec<SourceFile> {
        (0..count)
            .map(|number| SourceFile::new(format!("{number}.md"), ""))
            .collect()
    }

    #[test]
    fn lengths_come_back() {
        for length in [0, 1, 127, 128, 300, 16_383, 16_384, MOST_BYTES] {
            let mut bytes = Vec::new();
            write_length(length, &mut bytes);
            let mut rest = bytes.as_slice();
            assert_eq!(read_length(&mut rest), Some(length));
            assert!(rest.is_empty());
        }
        assert_eq!(read_length(&mut [0x80, 0x80].as_slice()), None);
        assert_eq!(read_length(&mut [0xff; 9].as_slice()), None);
    }

    #[test]
    fn what_is_too_much_is_refused_on_both_sides() {
        assert_eq!(write(&[]), Err(Unshareable::NoFiles));
        assert_eq!(write(&files(1_001)), Err(Unshareable::TooMany(1_001)));
        let bytes = write(&files(1_000)).expect("so many are allowed");
        assert_eq!(read(&bytes).map(|files| files.len()), Ok(1_000));
        let one_more = [
            bytes,
            write(&[SourceFile::new("a.md", "")]).expect("it is fine"),
        ];
        assert_eq!(read(&one_more.concat()), Err(LinkError::TooMany));
        let large = SourceFile::new("a.md", "a".repeat(MOST_BYTES));
        assert_eq!(write(&[large]), Err(Unshareable::TooLarge));
    }

    #[test]
    fn paths_are_checked_on_both_sides() {
        let path = "../a.md".to_owned();
        let why = PathError::Leaves;
        assert_eq!(
            write(&[SourceFile::new("../a.md", "")]),
            Err(Unshareable::Path { path, why })
        );
        let path = "../a.md".to_owned();
        assert_eq!(read(b"\x07../a.md\x00"), Err(LinkError::Path { path, why }));
        let twice = [SourceFile::new("a.md", "1"), SourceFile::new("a.md", "2")];
        assert_eq!(write(&twice), Err(Unshareable::Twice("a.md".to_owned())));
        assert_eq!(
            read(b"\x04a.md\x011\x04a.md\x012"),
            Err(LinkError::Twice("a.md".to_owned()))
        );
    }

    #[test]
    fn what_is_no_payload_is_refused() {
        for bytes in [
            b"".as_slice(),
            b"\x04a.md",
            b"\x04a.md\x05text",
            b"\x09a.md",
            b"\xff\xff\xff\xff\xff\xff\xff",
            b"\x04a.md\x04text\x80",
        ] {
            assert_eq!(read(bytes), Err(LinkError::Malformed), "{bytes:?}");
        }
        assert_eq!(read(b"\x04a.md\x01\xff"), Err(LinkError::NotUtf8));
        assert_eq!(read(b"\x05\xff.md\x01a"), Err(LinkError::NotUtf8));
    }
}
