//! What the page makes of a folder of many files: how long it takes, and the memory it has then.

use super::table::{Budget, Table};

/// What the figures are.
pub const NOTE: &str = "Folder: from the press of the button until all files are listed, in Chromium; the longest task of the main\n\
     thread until two seconds passed without one above 50 ms. Memory of the program is what its WebAssembly has\n\
     ever taken; the browser's heap is the JavaScript that is left after a collection, without that.";

/// Lines of `files<tab>listed<tab>longest task<tab>program's memory<tab>browser's heap<tab>what they are`,
/// times in ms, memory in bytes.
pub fn figures(measured: &str, table: &mut Table) {
    for line in measured.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [count, times @ .., what] = &fields[..] else {
            continue;
        };
        let numbers: Vec<f64> = times.iter().filter_map(|time| time.parse().ok()).collect();
        let [listed, longest, program, heap] = numbers[..] else {
            continue;
        };
        let memory = format!(
            "{:.1} MB; {:.1} MB",
            program / 1_000_000.0,
            heap / 1_000_000.0
        );
        if *count == "0" {
            table.note("memory without a folder: program; browser's heap", &memory);
            continue;
        }
        let budget = match *count {
            "315" => Budget::at_most(2_000.0, "2 s"),
            _ => Budget::at_most(10_000.0, "10 s"),
        };
        table.add(
            &format!("a folder of {count} files ({what})"),
            format!("{:.2} s", listed / 1000.0),
            budget,
            listed,
        );
        table.note(
            "  longest task; memory: program; browser's heap",
            &format!("{longest:.0} ms; {memory}"),
        );
    }
}
