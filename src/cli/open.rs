//! `open`: the files that a link holds.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::replace::why_not;
use super::{FAILURE, SUCCESS, printable, reason};
use crate::share::{self, MOST_CHARACTERS};
use crate::text::SourceFile;

#[derive(Args)]
pub(super) struct Arguments {
    /// Where the files go; it is made when it is not there. Without it the text of a single file is
    /// printed.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The link: an address, or what stands in it from # on; - takes it from standard input, which has no
    /// bound to its length.
    #[arg(value_name = "URL")]
    link: String,
}

/// Runs the command. The code is 0 when everything that the link holds is there afterwards, and 2 when not.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let files = match files(&arguments.link, input) {
        Ok(files) => files,
        Err(why) => {
            writeln!(err, "{}", printable(&why))?;
            return Ok(FAILURE);
        }
    };
    match &arguments.out {
        Some(folder) => write_all(&files, folder, out, err),
        None => print(&files, io::stdout().is_terminal(), out, err),
    }
}

fn files(link: &str, input: &mut dyn Read) -> Result<Vec<SourceFile>, String> {
    let mut typed = String::new();
    if link == "-" {
        // One more, for what is too long to say so.
        input
            .take(MOST_CHARACTERS as u64 + 1)
            .read_to_string(&mut typed)
            .map_err(|error| format!("Cannot read standard input: {}.", reason(&error)))?;
    }
    let link = if link == "-" { &typed } else { link };
    share::open(link).map_err(|error| error.to_string())
}

/// Prints the one file, byte for byte; on a terminal only where it obeys nothing in it.
fn print(
    files: &[SourceFile],
    on_terminal: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    if let [file] = files {
        let obeyed = |line: &str| printable(line) != line;
        if on_terminal && file.text.lines().any(obeyed) {
            let why = "The text has characters that a terminal obeys or does not show. Give --out FOLDER, or send the text to a file.";
            writeln!(err, "{why}")?;
            return Ok(FAILURE);
        }
        out.write_all(file.text.as_bytes())?;
        return Ok(SUCCESS);
    }
    let count = files.len();
    writeln!(
        err,
        "The link holds {count} files; --out FOLDER says where they go:"
    )?;
    for file in files {
        writeln!(err, "  {}", printable(&file.path))?;
    }
    Ok(FAILURE)
}

/// What is at the place of a file.
enum There {
    Nothing,
    TheSame,
}

/// Puts the files into a folder: all of them, or, when one of them cannot be, none.
fn write_all(
    files: &[SourceFile],
    folder: &Path,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let mut places = Vec::new();
    let mut refused = false;
    for file in files {
        match look(file, folder) {
            Ok(there) => places.push((file, there)),
            Err(why) => {
                writeln!(err, "Nothing was written: {}.", printable(&why))?;
                refused = true;
            }
        }
    }
    if refused {
        return Ok(FAILURE);
    }
    for (file, there) in places {
        let place = shown(&folder.join(&file.path));
        match there {
            There::TheSame => writeln!(out, "{place}: there already, and the same")?,
            There::Nothing => match write(file, folder) {
                Ok(()) => writeln!(out, "{place}: written")?,
                Err(error) => {
                    writeln!(err, "Cannot write {place}: {}.", why_not(&error))?;
                    return Ok(FAILURE);
                }
            },
        }
    }
    Ok(SUCCESS)
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// What is there where a file would go.
///
/// # Errors
/// In words, when it must not go there.
fn look(file: &SourceFile, folder: &Path) -> Result<There, String> {
    let mut place = folder.to_owned();
    let mut parts = file.path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let shown = place.to_string_lossy();
        let Ok(there) = fs::symlink_metadata(&place) else {
            return Ok(There::Nothing);
        };
        let is_last = parts.peek().is_none();
        if there.is_symlink() {
            // It may lead out of the folder, or to where it does later.
            return Err(format!("{shown} is a link to somewhere else"));
        } else if !is_last && !there.is_dir() {
            return Err(format!("{shown} is there already, and no folder"));
        } else if is_last && !there.is_file() {
            return Err(format!("{shown} is there already, and no file"));
        }
    }
    match fs::read(&place) {
        Ok(bytes) if bytes == file.text.as_bytes() => Ok(There::TheSame),
        Ok(_) => Err(format!(
            "{} is there already with another text; give another folder, or move the file away",
            place.to_string_lossy()
        )),
        Err(error) => Err(format!("{}: {}", place.to_string_lossy(), reason(&error))),
    }
}

/// Makes a file where there is none.
fn write(file: &SourceFile, folder: &Path) -> io::Result<()> {
    let place = folder.join(&file.path);
    if let Some(above) = place.parent() {
        fs::create_dir_all(above)?;
    }
    // Whatever came there meanwhile stays.
    let written = File::create_new(&place)?.write_all(file.text.as_bytes());
    if written.is_err() {
        // Half a file is of no use, and would be taken for another text the next time.
        let _ = fs::remove_file(&place);
    }
    written
}

#[cfg(test)]
mod tests;
