//! The links that a text defines apart from where it uses them: `[name]: https://…`.

/// How many bytes of definitions are kept; they are read with every piece.
const MOST: usize = 4_000;

/// The lines that define a link, and a blank one after them. A line that only looks so, in a code block, defines
/// a name that nobody uses.
pub(super) fn definitions(text: &str) -> String {
    let mut found = String::new();
    for line in text.lines().filter(|line| defines(line)) {
        if found.len() + line.len() >= MOST {
            break;
        }
        found.push_str(line.trim());
        found.push('\n');
    }
    if !found.is_empty() {
        found.push('\n');
    }
    found
}

fn defines(line: &str) -> bool {
    let trimmed = line.trim_start_matches(' ');
    line.len() - trimmed.len() < 4
        && trimmed.strip_prefix('[').is_some_and(|rest| {
            rest.split_once("]:").is_some_and(|(name, address)| {
                !name.contains(['[', ']']) && !address.trim().is_empty()
            })
        })
}
