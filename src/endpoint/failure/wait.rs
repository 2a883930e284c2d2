//! How long a server asks to wait, where it says so in words.

/// The seconds in `Please try again in 1m20.5s` and the like, rounded up.
pub(super) fn in_words(said: &str) -> Option<u64> {
    let lower = said.to_lowercase();
    let mut rest = ["try again in ", "retry in ", "retry after "]
        .iter()
        .find_map(|words| lower.split_once(words))?
        .1;
    let mut seconds = 0.0;
    while let Some((number, unit, after)) = amount(rest) {
        seconds += number
            * match unit {
                "ms" | "milliseconds" => 0.001,
                "s" | "sec" | "second" | "seconds" => 1.0,
                "m" | "min" | "minute" | "minutes" => 60.0,
                "h" | "hour" | "hours" => 3_600.0,
                _ => return None,
            };
        rest = after;
    }
    // Nobody waits for longer than a day.
    (seconds > 0.0 && seconds <= 86_400.0).then(|| seconds.ceil() as u64)
}

/// The number and the unit with which a text begins, and what stands behind.
fn amount(text: &str) -> Option<(f64, &str, &str)> {
    let digits = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.');
    let (number, behind) = text.split_at_checked(digits.unwrap_or(text.len()))?;
    let behind = behind.trim_start();
    let letters = behind.find(|sign: char| !sign.is_ascii_alphabetic());
    let (unit, behind) = behind.split_at_checked(letters.unwrap_or(behind.len()))?;
    Some((number.parse().ok()?, unit, behind))
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_wait_is_read_out_of_a_sentence() {
        for (said, wait) in [
            ("Please try again in 1.2s. Visit", Some(2)),
            ("Please try again in 6ms.", Some(1)),
            ("try again in 1m20s", Some(80)),
            ("Retry after 30 seconds.", Some(30)),
            ("try again in a while", None),
            ("try again in 5 parsecs", None),
            ("try again in 99999999999999999999h", None),
            ("Rate limited", None),
        ] {
            assert_eq!(in_words(said), wait, "{said}");
        }
    }
}
