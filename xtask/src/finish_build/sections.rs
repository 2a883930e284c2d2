//! A program in WebAssembly's binary form as far as it is changed here: its sections, and the names in
//! its glue that stand for them.

const HEADER: usize = 8;

/// The program with the content of one section replaced; `None` where it is no program, or where
/// `change` cannot read the section.
pub fn map_section(
    program: &[u8],
    number: u8,
    mut change: impl FnMut(&[u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = program.get(..HEADER)?.to_vec();
    let mut rest = Bytes(program.get(HEADER..)?);
    while let Some(section) = rest.byte() {
        let content = rest.run()?;
        let content = if section == number {
            change(content)?
        } else {
            content.to_vec()
        };
        out.push(section);
        push_run(&mut out, &content);
    }
    Some(out)
}

/// The words of a script, each with what stands between it and the next.
pub fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_of_word = |character: char| character.is_alphanumeric() || "_$".contains(character);
    let mut rest = script;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word);
        let gap = after.find(is_of_word).unwrap_or(after.len());
        let (gap, after) = after.split_at(gap);
        rest = after;
        Some((word, gap))
    })
}

/// Numbers in WebAssembly's LEB128, and runs of bytes with their length before them.
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub fn number(&mut self) -> Option<u32> {
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

    pub fn run(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(run)
    }
}

pub fn push_number(out: &mut Vec<u8>, mut number: u32) {
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

pub fn push_run(out: &mut Vec<u8>, run: &[u8]) {
    push_number(out, u32::try_from(run.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(run);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 127, 128, 300, u32::MAX] {
            let mut written = Vec::new();
            push_number(&mut written, number);
            assert_eq!(Bytes(&written).number(), Some(number));
        }
    }
}
