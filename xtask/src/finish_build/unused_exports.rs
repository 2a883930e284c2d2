//! What the program offers and nothing calls. wasm-bindgen exports every class of every crate (those of
//! a crate for streams come with Leptos), so neither rustc nor wasm-opt may leave their code out.

use std::collections::HashSet;

use super::sections::{Bytes, map_section, push_number, push_run, words};
use crate::problem::Problem;

const EXPORT_SECTION: u8 = 7;
/// How the export begins that tells wasm-bindgen of an exported function's types, before its name.
const DESCRIBES: &str = "__wbindgen_describe_";

/// What the linker made, without the functions and classes that it offers to JavaScript: the page's own
/// JavaScript calls none. What only they need then is in neither file of the divided program.
///
/// # Errors
/// The program is not WebAssembly.
pub fn drop_offered(linked: &[u8]) -> Result<Vec<u8>, Problem> {
    without(linked, |name, all| {
        let frees_a_class = name.starts_with("__wbg_") && name.contains("_free_");
        let described = name.strip_prefix(DESCRIBES).unwrap_or(name);
        let offered = all.contains(described) && all.contains(&*format!("{DESCRIBES}{described}"));
        frees_a_class || offered
    })
}

/// The program without the exports that its bundled glue does not name. The later file gets what it
/// needs through the glue too.
///
/// # Errors
/// The program is not WebAssembly.
pub fn drop_unused(program: &[u8], glue: &str) -> Result<Vec<u8>, Problem> {
    let named: HashSet<&str> = words(glue).map(|(word, _)| word).collect();
    without(program, |name, _| !named.contains(name))
}

/// The program without the exports of which this is true, asked with their name and the names of all.
fn without(
    program: &[u8],
    goes: impl Fn(&str, &HashSet<&str>) -> bool,
) -> Result<Vec<u8>, Problem> {
    map_section(program, EXPORT_SECTION, |content| {
        let exports = read(content)?;
        let names: HashSet<&str> = exports.iter().map(|export| export.name).collect();
        let kept: Vec<_> = exports
            .iter()
            .filter(|export| !goes(export.name, &names))
            .collect();
        let mut out = Vec::new();
        push_number(&mut out, u32::try_from(kept.len()).ok()?);
        for export in kept {
            push_run(&mut out, export.name.as_bytes());
            out.push(export.kind);
            push_number(&mut out, export.index);
        }
        Some(out)
    })
    .ok_or_else(|| Problem::new("The program's exports could not be read."))
}

struct Export<'a> {
    name: &'a str,
    kind: u8,
    index: u32,
}

fn read(section: &[u8]) -> Option<Vec<Export<'_>>> {
    let mut bytes = Bytes(section);
    let count = bytes.number()?;
    (0..count)
        .map(|_| {
            Some(Export {
                name: std::str::from_utf8(bytes.run()?).ok()?,
                kind: bytes.byte()?,
                index: bytes.number()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exporting(exports: &[u8]) -> Vec<u8> {
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        program.push(EXPORT_SECTION);
        push_run(&mut program, exports);
        program
    }

    #[test]
    fn what_is_offered_to_javascript_goes_with_what_describes_it() {
        let mut exports = Vec::new();
        let names = [
            "memory",
            "stream_pull",
            "__wbindgen_describe_stream_pull",
            "__wbg_stream_free_0",
            "__wbindgen_describe_of_an_import",
            "__wbindgen_free",
        ];
        push_number(&mut exports, 6);
        for (name, index) in names.into_iter().zip(0..) {
            push_run(&mut exports, name.as_bytes());
            exports.push(0);
            push_number(&mut exports, index);
        }
        let kept = drop_offered(&exporting(&exports)).unwrap();
        let mut section = Bytes(&kept[9..]);
        let kept = read(section.run().unwrap()).unwrap();
        let kept: Vec<_> = kept.iter().map(|one| (one.name, one.index)).collect();
        let stays = [
            ("memory", 0),
            ("__wbindgen_describe_of_an_import", 4),
            ("__wbindgen_free", 5),
        ];
        assert_eq!(kept, stays);
    }

    #[test]
    fn what_the_glue_names_stays() {
        let program = exporting(b"\x03\x06memory\x02\0\x04free\0\x05\x05freed\0\x07");
        let kept = drop_unused(&program, "a.memory;b.freed()").unwrap();
        assert_eq!(kept[8..], *b"\x07\x12\x02\x06memory\x02\0\x05freed\0\x07");
        assert!(drop_unused(&program[..20], "").is_err());
    }
}
