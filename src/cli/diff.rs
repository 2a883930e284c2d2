//! `diff`: what differs between two definitions or two folders or zips of them, in their own terms.

mod sides;
#[cfg(test)]
mod tests;
mod text;
mod zip;

use std::ffi::OsString;
use std::io::{self, Read, Write};

use clap::Args;

use super::{FAILURE, SUCCESS, printable};
use crate::compare::{compare, compare_two, markdown};
use sides::Sides;

/// Something is read otherwise.
pub const DIFFERS: u8 = 1;

#[derive(Args)]
pub(super) struct Arguments {
    /// Print Markdown, for a comment on a change; nothing that comes from the files is markup in it.
    #[arg(long)]
    markdown: bool,
    /// How it was: an agent definition file, or a folder or zip whose *.md are meant; - is standard input.
    #[arg(value_name = "BEFORE")]
    before: OsString,
    /// How it is: a file if the other is one, else a folder or zip.
    #[arg(value_name = "AFTER")]
    after: OsString,
}

/// Runs the command. The code is 0 when both sides are read the same, 1 when something differs, 2 for a
/// wrong call or a file that could not be read.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let (sides, problems) = match Sides::of(&arguments.before, &arguments.after, input) {
        Ok(read) => read,
        Err(why) => {
            writeln!(err, "{}", printable(&why))?;
            return Ok(FAILURE);
        }
    };
    let comparison = match &sides {
        Sides::Files(before, after) => compare_two(before, after),
        Sides::Folders(before, after) => compare(before, after),
    };
    if arguments.markdown {
        out.write_all(markdown(&comparison).as_bytes())?;
    } else {
        text::write(&comparison, out)?;
    }
    for problem in &problems {
        writeln!(err, "{}", printable(problem))?;
    }
    Ok(if !problems.is_empty() {
        FAILURE
    } else if comparison.is_read_the_same() {
        SUCCESS
    } else {
        DIFFERS
    })
}
