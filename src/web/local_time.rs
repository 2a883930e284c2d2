//! The time on this machine, as people write it.

use js_sys::Date;

/// As `2026-11-25`.
pub fn day(date: &Date) -> String {
    format!(
        "{}-{:02}-{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    )
}

/// As `2026-11-25 14:05:33`.
pub fn second(date: &Date) -> String {
    format!(
        "{} {:02}:{:02}:{:02}",
        day(date),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}
