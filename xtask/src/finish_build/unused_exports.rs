//! What the program offers and nothing calls. wasm-bindgen exports every class of every crate (those of
//! a crate for streams come with Leptos), so neither rustc nor wasm-opt may leave their code out;
//! the bundled glue tells what is really called.

use std::collections::HashSet;

use super::sections::{Bytes, map_section, push_number, push_run, words};
use crate::problem::Problem;

const EXPORT_SECTION: u8 = 7;

/// The program without the exports that its glue does not name. The later file gets what it needs
/// through the glue too.
///
/// # Errors
/// The program is not WebAssembly.
pub fn drop_unused(program: &[u8], glue: &str) -> Result<Vec<u8>, Problem> {
    let named: HashSet<&str> = words(glue).map(|(word, _)| word).collect();
    map_section(program, EXPORT_SECTION, |content| exports(content, &named))
        .ok_or_else(|| Problem::new("The program's exports could not be read."))
}

fn exports(content: &[u8], named: &HashSet<&str>) -> Option<Vec<u8>> {
    let mut bytes = Bytes(content);
    let count = bytes.number()?;
    let mut kept = Vec::new();
    let mut kept_count = 0;
    for _ in 0..count {
        let name = bytes.run()?;
        let (kind, index) = (bytes.byte()?, bytes.number()?);
        if named.contains(std::str::from_utf8(name).ok()?) {
            kept_count += 1;
            push_run(&mut kept, name);
            kept.push(kind);
            push_number(&mut kept, index);
        }
    }
    let mut out = Vec::new();
    push_number(&mut out, kept_count);
    out.extend(kept);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_glue_names_stays() {
        let exports = b"\x03\x06memory\x02\0\x04free\0\x05\x05freed\0\x07";
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        program.push(EXPORT_SECTION);
        push_run(&mut program, exports);
        let kept = drop_unused(&program, "a.memory;b.freed()").unwrap();
        assert_eq!(kept[8..], *b"\x07\x12\x02\x06memory\x02\0\x05freed\0\x07");
        assert!(drop_unused(&program[..20], "").is_err());
    }
}
