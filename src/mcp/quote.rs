//! What a server says, as a message of ours quotes it: short, on one line, and without what looks like a
//! key.

use crate::lint::secrets;
use crate::text::shortened;

/// The longest quotation, in characters.
const LONGEST: usize = 300;

/// Instead of a key.
const TAKEN_OUT: &str = "[key]";

/// A text as a message quotes it.
pub(super) fn quoted(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    let line = line.split_whitespace().collect::<Vec<&str>>().join(" ");
    shortened(&without_keys(&line), LONGEST).into_owned()
}

fn without_keys(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for secret in secrets(text) {
        if let Some(before) = text.get(from..secret.span.start) {
            kept.push_str(before);
            kept.push_str(TAKEN_OUT);
            from = secret.span.end;
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    without_bearers(&kept)
}

/// Whatever stands behind `Bearer` is a key, however it looks.
fn without_bearers(text: &str) -> String {
    let mut after_bearer = false;
    let words = text.split(' ').map(|word| {
        let is_key =
            std::mem::replace(&mut after_bearer, word.ends_with("Bearer")) && word.len() > 7;
        if is_key { TAKEN_OUT } else { word }
    });
    words.collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_short_and_holds_no_key() {
        assert_eq!(quoted("  No\n\tsuch \u{1b}[31m tool "), "No such [31m tool");
        assert_eq!(quoted(&"é".repeat(301)), format!("{}…", "é".repeat(300)));
        let key = format!("sk-ant-{}", "aB3dE6gH9jK2mN5pQ8sT1vW4".repeat(2));
        assert_eq!(quoted(&format!("invalid key {key}!")), "invalid key [key]!");
        assert_eq!(
            quoted("got Authorization: Bearer ctx7sk-123456 of you"),
            "got Authorization: Bearer [key] of you"
        );
    }
}
