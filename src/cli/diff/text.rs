//! A comparison in lines that a person reads.

use std::io::{self, Write};

use crate::cli::printable;
use crate::compare::{Comparison, Detail, Difference};

/// A definition with the reasons to look at it and what differs, the riskiest first, and the sum at the
/// end.
pub fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    for difference in &comparison.differences {
        definition(difference, out)?;
    }
    writeln!(out, "{}", comparison.sum())
}

fn definition(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let title = difference.title();
    let path = difference.side().map_or("", |side| &side.path);
    let place = match path {
        "" => String::new(),
        path if path == title => String::new(),
        path => format!(" ({path})"),
    };
    writeln!(out, "{}", printable(&format!("{title}{place}")))?;
    for risk in &difference.risks {
        let line = format!("{}: {}", risk.reason.title(), risk.sentence);
        writeln!(out, "  ! {}", printable(&line))?;
    }
    for Detail {
        what,
        before,
        after,
        ..
    } in difference.details()
    {
        let line = match before {
            Some(before) => format!("{what}: {before} → {after}"),
            None => format!("{what}: {after}"),
        };
        writeln!(out, "    {}", printable(&line))?;
    }
    writeln!(out)
}
