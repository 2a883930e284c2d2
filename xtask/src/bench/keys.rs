//! How fast the page follows the keys.

use super::table::{Budget, Table};

/// What the figures are.
pub const NOTE: &str = "Key: from before a character is inserted into the first paragraph of the body until the panel has changed and is\n\
     laid out, with the editor's own work; 60 keys a file, in Chromium, without a graphics processor.";

/// Lines of `bytes<tab>shown p50<tab>shown p99<tab>free p99<tab>name`, times in ms.
pub fn figures(measured: &str, table: &mut Table) {
    let mut last: Option<(f64, f64)> = None;
    for line in measured.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [bytes, p50, p99, free, name] = fields[..] else {
            continue;
        };
        let (Ok(size), Ok(median), Ok(slowest)) =
            (bytes.parse::<f64>(), p50.parse::<f64>(), p99.parse::<f64>())
        else {
            continue;
        };
        let what = format!("key to panels, {:.0} kB ({name}), p99", size / 1000.0);
        let budget = match size {
            size if (15_000.0..25_000.0).contains(&size) => Budget::at_most(8.0, "8 ms"),
            size if (40_000.0..55_000.0).contains(&size) => Budget::at_most(16.0, "16 ms"),
            _ => Budget::none(),
        };
        table.add(&what, format!("{p99} ms"), budget, slowest);
        let growth = last.map_or(String::new(), |(old_size, old)| {
            format!("; size x{:.1}, p50 x{:.1}", size / old_size, median / old)
        });
        table.note(
            "  p50; main thread free again, p99; growth",
            &format!("{p50} ms; {free} ms{growth}"),
        );
        last = Some((size, median));
    }
}
