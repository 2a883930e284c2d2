//! Status and headers of a response, as far as the browser lets the page read them.

/// What stands before the body of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The status.
    pub status: u16,
    /// The headers. A browser shows a page only those that the server exposes, and a few that it always
    /// does, `content-type` among them.
    pub headers: Vec<(String, String)>,
}

impl Head {
    /// The value of a header, whose name may be written in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The media type of the body in small letters, without its parameters; empty where it is not said.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let value = value.split(';').next().unwrap_or_default();
        value.trim().to_ascii_lowercase()
    }

    /// Whether the status is one of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// After how many seconds it may be asked again, rounded up, where the server says so as a number and lets
    /// the page read it. A date is not read: the clocks may differ.
    pub fn retry_after(&self) -> Option<u64> {
        let number = |name: &str| self.header(name)?.trim().parse::<f64>().ok();
        let seconds =
            number("retry-after").or_else(|| Some(number("retry-after-ms")? / 1_000.0))?;
        // Nobody waits for longer than a day.
        (0.0..=86_400.0)
            .contains(&seconds)
            .then(|| seconds.ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_in_any_case() {
        let head = Head {
            status: 429,
            headers: vec![
                (
                    "Content-Type".to_owned(),
                    "Text/Event-Stream; charset=utf-8".to_owned(),
                ),
                ("Retry-After".to_owned(), "7".to_owned()),
            ],
        };
        assert_eq!(head.media_type(), "text/event-stream");
        assert_eq!(head.retry_after(), Some(7));
        assert!(!head.is_success());
        for (name, value, wait) in [
            ("retry-after", "0.4", Some(1)),
            ("Retry-After-Ms", "1500", Some(2)),
            ("retry-after", "Wed, 25 Nov 2026 07:28:00 GMT", None),
            ("retry-after", "-3", None),
            ("retry-after", "1e300", None),
            ("retry-after", "NaN", None),
        ] {
            let head = Head {
                status: 429,
                headers: vec![(name.to_owned(), value.to_owned())],
            };
            assert_eq!(head.retry_after(), wait, "{value}");
        }
        assert_eq!(Head::default().media_type(), "");
    }
}
