//! The names by which the program calls JavaScript, made short: wasm-bindgen gives some two hundred
//! of the form `__wbg_addEventListener_0123456789abcdef`, in the program and in its glue alike, and
//! hexadecimal digits do not compress.

use std::collections::HashMap;

use crate::problem::Problem;

const HEADER: usize = 8;
const IMPORT_SECTION: u8 = 2;

/// The program and its glue, which stay joined to each other.
///
/// # Errors
/// The program is not WebAssembly, or imports something other than functions.
pub fn shorten(program: &[u8], glue: &str) -> Result<(Vec<u8>, String), Problem> {
    let mut names = HashMap::new();
    let program = renamed(program, &mut names)
        .ok_or_else(|| Problem::new("The program's imports could not be read."))?;
    Ok((program, replace_words(glue, &names)))
}

fn renamed(program: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    let mut out = program.get(..HEADER)?.to_vec();
    let mut rest = Bytes(program.get(HEADER..)?);
    while let Some(section) = rest.byte() {
        let content = rest.run()?;
        let content = if section == IMPORT_SECTION {
            imports(content, names)?
        } else {
            content.to_vec()
        };
        out.push(section);
        push_run(&mut out, &content);
    }
    Some(out)
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
    let is_of_word = |character: char| character.is_alphanumeric() || "_$".contains(character);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let gap = rest[word..].find(is_of_word).unwrap_or(rest.len() - word);
        let (word, after) = rest.split_at(word);
        let (gap, after) = after.split_at(gap);
        out.push_str(names.get(word).map_or(word, String::as_str));
        out.push_str(gap);
        rest = after;
    }
    out
}

/// Numbers in WebAssembly's LEB128, and runs of bytes with their length before them.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn run(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(run)
    }
}

fn push_number(out: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

fn push_run(out: &mut Vec<u8>, run: &[u8]) {
    push_number(out, u32::try_from(run.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(run);
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

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 127, 128, 300, u32::MAX] {
            let mut written = Vec::new();
            push_number(&mut written, number);
            assert_eq!(Bytes(&written).number(), Some(number));
        }
    }
}
