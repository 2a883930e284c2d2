//! The names by which the program calls JavaScript, made short: wasm-bindgen gives some two hundred
//! of the form `__wbg_addEventListener_0123456789abcdef`, in the program and in its glue alike, and
//! hexadecimal digits do not compress.

use std::collections::HashMap;

use super::sections::{Bytes, map_section, push_number, push_run, words};
use crate::problem::Problem;

const IMPORT_SECTION: u8 = 2;

/// The program and its glue, which stay joined to each other.
///
/// # Errors
/// The program is not WebAssembly, or imports something other than functions.
pub fn shorten(program: &[u8], glue: &str) -> Result<(Vec<u8>, String), Problem> {
    let mut names = HashMap::new();
    let program = map_section(program, IMPORT_SECTION, |content| {
        imports(content, &mut names)
    })
    .ok_or_else(|| Problem::new("The program's imports could not be read."))?;
    Ok((program, replace_words(glue, &names)))
}

/// The section's content with a short name for each of wasm-bindgen's.
fn imports(content: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let mut bytes = Bytes(content);
    let count = bytes.number()?;
    let mut out = Vec::new();
    push_number(&mut out, count);
    for _ in 0..count {
        let module = bytes.run()?;
        let name = std::str::from_utf8(bytes.run()?).ok()?;
        // Only a function is described by its kind and one number.
        let kind = bytes.byte().filter(|kind| *kind == 0)?;
        let signature = bytes.number()?;
        let short = if name.starts_with("__wb") {
            let next = format!("_{}", names.len());
            names.entry(name.to_owned()).or_insert(next).as_str()
        } else {
            name
        };
        push_run(&mut out, module);
        push_run(&mut out, short.as_bytes());
        out.push(kind);
        push_number(&mut out, signature);
    }
    Some(out)
}

/// Replaces whole words.
fn replace_words(text: &str, names: &HashMap<String, String>) -> String {
    words(text)
        .flat_map(|(word, gap)| [names.get(word).map_or(word, String::as_str), gap])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports two functions and has a section behind its imports.
    fn module() -> Vec<u8> {
        let mut imports = vec![2];
        for name in ["__wbg_log_0123456789abcdef", "load"] {
            push_run(&mut imports, b"./x.js");
            push_run(&mut imports, name.as_bytes());
            imports.extend([0, 200, 1]);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.push(IMPORT_SECTION);
        push_run(&mut module, &imports);
        module.extend([0, 2, 1, b'n']);
        module
    }

    #[test]
    fn program_and_glue_get_the_same_short_names() {
        let glue = "({__wbg_log_0123456789abcdef(){},__wbg_log_0123456789abcdef_2:1,load})";
        let (program, glue) = shorten(&module(), glue).unwrap();
        assert_eq!(glue, "({_0(){},__wbg_log_0123456789abcdef_2:1,load})");
        let mut expected = b"\0asm\x01\0\0\0".to_vec();
        let imports = b"\x02\x06./x.js\x02_0\0\xc8\x01\x06./x.js\x04load\0\xc8\x01";
        expected.push(IMPORT_SECTION);
        push_run(&mut expected, imports);
        expected.extend([0, 2, 1, b'n']);
        assert_eq!(program, expected);
    }

    #[test]
    fn what_is_cut_short_is_no_program() {
        let module = module();
        assert!(shorten(&module[..20], "").is_err());
    }
}
