//! The `*.md` of a zip, as those of a folder.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{
    CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive, ZipVerification,
};

/// A file above so many bytes is no definition.
const LARGEST: usize = 4_000_000;
/// No more bytes than these come out of one zip.
const MOST_BYTES: usize = 200_000_000;

/// A file that is in a zip: its path, and its bytes or why there are none.
pub type Packed = (String, Result<Vec<u8>, String>);

/// The files of a zip whose names end in `.md`, in the order of their paths; without the folder that all
/// of them lie in, where there is one, as in the zips that hosts make of a repository.
///
/// # Errors
/// In words without a full stop, when it is no zip, is damaged, or holds too much.
pub fn files(zip: &[u8]) -> Result<Vec<Packed>, String> {
    let archive = ZipArchive::from_slice(zip).map_err(|error| error.to_string())?;
    let (mut files, mut total) = (Vec::new(), 0);
    for entry in archive.entries() {
        let entry = entry.map_err(|error| error.to_string())?;
        let raw = entry.file_path();
        if entry.mode().is_symlink() || !raw.as_bytes().ends_with(b".md") {
            continue;
        }
        // A path that would lead out of a folder leads into it.
        let path = match raw.try_normalize() {
            Ok(path) => path.as_str().to_owned(),
            Err(error) => {
                let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
                files.push((name, Err(error.to_string())));
                continue;
            }
        };
        let bytes = bytes(&archive, &entry);
        total += bytes.as_ref().map_or(0, Vec::len);
        if total > MOST_BYTES {
            return Err("more comes out of it than a collection of definitions holds".to_owned());
        }
        files.push((path, bytes));
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    if let Some(above) = common_folder(&files) {
        for (path, _) in &mut files {
            path.drain(..above);
        }
    }
    Ok(files)
}

fn bytes(
    archive: &ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord<'_>,
) -> Result<Vec<u8>, String> {
    let too_large = || format!("it is larger than {} MB", LARGEST / 1_000_000);
    if entry.flags().is_encrypted() {
        return Err("it is encrypted".to_owned());
    }
    let packed = archive
        .get_entry(entry.wayfinder())
        .map_err(|error| error.to_string())?;
    let bytes = match entry.compression_method() {
        CompressionMethod::STORE if packed.data().len() > LARGEST => return Err(too_large()),
        CompressionMethod::STORE => packed.data().to_vec(),
        CompressionMethod::DEFLATE => decompress_to_vec_with_limit(packed.data(), LARGEST)
            .map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => too_large(),
                _ => "what it was compressed to is damaged".to_owned(),
            })?,
        other => {
            return Err(format!(
                "it is compressed as {other}, which is not read here"
            ));
        }
    };
    let found = ZipVerification {
        crc: rawzip::crc32(&bytes),
        uncompressed_size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    };
    packed
        .claim_verifier()
        .valid(found)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// How many bytes of every path are the folder that all lie in, its slash included.
fn common_folder(files: &[Packed]) -> Option<usize> {
    let (first, _) = files.first()?;
    let above = first.find('/')? + 1;
    let folder = first.get(..above)?;
    let is_known = folder.starts_with('.') || folder == "agents/" || folder == "skills/";
    let all = files.iter().all(|(path, _)| path.starts_with(folder));
    (all && !is_known).then_some(above)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A zip of files: the path, the text, and whether it is compressed.
    pub fn zip(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
        let mut zip = Vec::new();
        let mut archive = rawzip::ZipArchiveWriter::new(&mut zip);
        for (path, text, compressed) in files {
            let method = match compressed {
                true => CompressionMethod::DEFLATE,
                false => CompressionMethod::STORE,
            };
            let file = archive.new_file(*path).compression_method(method);
            let (mut entry, config) = file.start().expect("a file begins");
            let packed = match compressed {
                true => miniz_oxide::deflate::compress_to_vec(text, 6),
                false => text.to_vec(),
            };
            // The size and the checksum are those of the text, whatever stands for it.
            let mut counted = config.wrap(std::io::sink());
            std::io::copy(&mut &**text, &mut counted).expect("it counts");
            let (_, descriptor) = counted.finish().expect("it was counted");
            std::io::Write::write_all(&mut entry, &packed).expect("memory takes it");
            entry.finish(descriptor).expect("the file ends");
        }
        archive.finish().expect("the zip ends");
        zip
    }

    fn read(files_in: &[(&str, &[u8], bool)]) -> Vec<Packed> {
        files(&zip(files_in)).expect("it is a zip")
    }

    #[test]
    fn the_markdown_comes_out_byte_for_byte() {
        let text = "\u{feff}---\r\nname: ไทย\r\n---\r\n".as_bytes();
        let found = read(&[
            ("main/.claude/agents/b.md", text, true),
            ("main/.claude/agents/a.md", b"a", false),
            ("main/image.png", b"no", false),
        ]);
        assert_eq!(
            found,
            [
                (".claude/agents/a.md".to_owned(), Ok(b"a".to_vec())),
                (".claude/agents/b.md".to_owned(), Ok(text.to_vec())),
            ]
        );
        // That folder says what they are.
        assert_eq!(read(&[("agents/a.md", b"a", false)])[0].0, "agents/a.md");
    }

    #[test]
    fn what_means_harm_stays_in() {
        let found = read(&[("../../a.md", b"a", false), ("b/c.md", b"c", false)]);
        assert_eq!(found[0].0, "a.md");
        let bomb = vec![b'a'; LARGEST + 1];
        for compressed in [true, false] {
            let found = read(&[("a.md", &bomb, compressed)]);
            assert_eq!(found[0].1, Err("it is larger than 4 MB".to_owned()));
        }
        assert!(files(b"PK no zip").is_err());
        let whole = zip(&[("a.md", b"a text of some length", true)]);
        for end in 0..whole.len() {
            assert!(files(&whole[..end]).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            // Whatever comes of it: no panic, and never another text.
            for (_, bytes) in files(&changed).unwrap_or_default() {
                assert!(bytes.is_err() || bytes.is_ok_and(|text| text == b"a text of some length"));
            }
        }
    }
}
