const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long ago a moment was, in words. Both are in milliseconds since 1970; a clock that was set back
/// makes a moment one of just now.
pub fn ago(at: f64, now: f64) -> String {
    let passed = now - at;
    let (unit, word) = match passed {
        passed if passed < MINUTE => return "just now".to_owned(),
        passed if passed < HOUR => (MINUTE, "minute"),
        passed if passed < DAY => (HOUR, "hour"),
        passed if passed < 14.0 * DAY => (DAY, "day"),
        passed if passed < 60.0 * DAY => (7.0 * DAY, "week"),
        passed if passed < 730.0 * DAY => (30.0 * DAY, "month"),
        _ => (365.0 * DAY, "year"),
    };
    let count = (passed / unit).floor();
    let ending = if count == 1.0 { "" } else { "s" };
    format!("{count} {word}{ending} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_in_words() {
        for (passed, words) in [
            (-5.0 * DAY, "just now"),
            (59.9 * SECOND, "just now"),
            (MINUTE, "1 minute ago"),
            (59.9 * MINUTE, "59 minutes ago"),
            (HOUR, "1 hour ago"),
            (1.5 * DAY, "1 day ago"),
            (13.0 * DAY, "13 days ago"),
            (14.0 * DAY, "2 weeks ago"),
            (60.0 * DAY, "2 months ago"),
            (800.0 * DAY, "2 years ago"),
        ] {
            assert_eq!(ago(1e12, 1e12 + passed), words);
        }
    }
}
