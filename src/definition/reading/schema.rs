//! The types that plain scalars have: by the core schema of YAML 1.2, and by js-yaml, which knows
//! dates and, in its third version, the numbers of YAML 1.1.

use crate::definition::ScalarKind;

/// Who gives the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schema {
    /// YAML 1.2, as it recommends.
    Core,
    /// js-yaml 3, which `gray-matter` uses.
    JsYaml3,
    /// js-yaml 4.
    JsYaml4,
}

impl Schema {
    /// The type of a plain scalar without a tag.
    pub(super) fn kind_of(self, plain: &str) -> ScalarKind {
        if self == Self::Core {
            return kind_of(plain);
        }
        match kind_of(plain) {
            ScalarKind::Integer | ScalarKind::Float | ScalarKind::String => {
                if js_yaml::is_date(plain) {
                    ScalarKind::Date
                } else if js_yaml::is_integer(plain, self) {
                    ScalarKind::Integer
                } else if js_yaml::is_float(plain, self) {
                    ScalarKind::Float
                } else {
                    ScalarKind::String
                }
            }
            kind => kind,
        }
    }

    /// Whether a tag such as `!word` is an error where nobody has said what it means.
    pub(super) fn refuses_unknown_tags(self) -> bool {
        self != Self::Core
    }
}

/// The type that a tag `!!name` names; `None` for one that the core schema does not know.
pub(super) fn kind_of_tag(name: &str) -> Option<ScalarKind> {
    Some(match name {
        "str" => ScalarKind::String,
        "int" => ScalarKind::Integer,
        "float" => ScalarKind::Float,
        "bool" => ScalarKind::Bool,
        "null" => ScalarKind::Null,
        _ => return None,
    })
}

/// The type of a plain scalar without a tag, by the core schema.
pub(crate) fn kind_of(plain: &str) -> ScalarKind {
    match plain {
        "" | "~" | "null" | "Null" | "NULL" => ScalarKind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => ScalarKind::Bool,
        ".nan" | ".NaN" | ".NAN" => ScalarKind::Float,
        _ => number(plain).unwrap_or(ScalarKind::String),
    }
}

fn number(plain: &str) -> Option<ScalarKind> {
    let digits = |text: &str, allowed: fn(&u8) -> bool| {
        !text.is_empty() && text.as_bytes().iter().all(allowed)
    };
    if let Some(octal) = plain.strip_prefix("0o") {
        return digits(octal, |byte| (b'0'..=b'7').contains(byte)).then_some(ScalarKind::Integer);
    }
    if let Some(hexadecimal) = plain.strip_prefix("0x") {
        return digits(hexadecimal, u8::is_ascii_hexdigit).then_some(ScalarKind::Integer);
    }
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(plain);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Some(ScalarKind::Float);
    }
    if digits(unsigned, u8::is_ascii_digit) {
        return Some(ScalarKind::Integer);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_fits = (digits(whole, u8::is_ascii_digit) || whole.is_empty())
        && (digits(fraction, u8::is_ascii_digit) || fraction.is_empty())
        && !(whole.is_empty() && fraction.is_empty());
    let exponent_fits = exponent.is_none_or(|exponent| {
        digits(
            exponent.strip_prefix(['+', '-']).unwrap_or(exponent),
            u8::is_ascii_digit,
        )
    });
    (mantissa_fits && exponent_fits).then_some(ScalarKind::Float)
}

/// What js-yaml takes for a number or a date.
mod js_yaml {
    use super::Schema;

    pub(super) fn is_integer(plain: &str, schema: Schema) -> bool {
        let digits = plain.strip_prefix(['+', '-']).unwrap_or(plain);
        let (digits, allowed): (&str, fn(u8) -> bool) =
            if let Some(rest) = digits.strip_prefix("0b") {
                (rest, |byte| matches!(byte, b'0' | b'1'))
            } else if let Some(rest) = digits.strip_prefix("0x") {
                (rest, |byte| byte.is_ascii_hexdigit())
            } else if schema == Schema::JsYaml4
                && let Some(rest) = digits.strip_prefix("0o")
            {
                (rest, is_octal)
            } else if schema == Schema::JsYaml3
                && digits.len() > 1
                && let Some(rest) = digits.strip_prefix('0')
            {
                return all_with_underscores(rest, is_octal);
            } else {
                let (first, sixtieths) = match digits.find(':') {
                    Some(at) if schema == Schema::JsYaml3 => digits.split_at(at),
                    _ => (digits, ""),
                };
                let first_fits = if sixtieths.is_empty() {
                    all_with_underscores(first, |byte| byte.is_ascii_digit())
                } else {
                    starts_with_digit(first)
                        && first
                            .bytes()
                            .all(|byte| byte.is_ascii_digit() || byte == b'_')
                };
                return !first.starts_with('_') && first_fits && are_sixtieths(sixtieths);
            };
        all_with_underscores(digits, allowed)
    }

    pub(super) fn is_float(plain: &str, schema: Schema) -> bool {
        if plain.ends_with('_') {
            return false;
        }
        let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(plain);
        if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(plain, ".nan" | ".NaN" | ".NAN")
        {
            return true;
        }
        let digits = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_')
        };
        if schema == Schema::JsYaml3
            && let Some((whole, fraction)) = unsigned.split_once('.')
            && let Some(colon) = whole.find(':')
        {
            return starts_with_digit(whole)
                && digits(&whole[..colon])
                && are_sixtieths(&whole[colon..])
                && digits(fraction);
        }
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (unsigned, None),
        };
        let exponent_fits = exponent.is_none_or(|exponent| {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
        });
        let mantissa_fits = match mantissa.split_once('.') {
            // No sign stands before a fraction alone.
            Some(("", fraction)) => {
                unsigned.len() == plain.len() && !fraction.is_empty() && digits(fraction)
            }
            parts => {
                let (whole, fraction) = parts.unwrap_or((mantissa, ""));
                let zero_leads = whole.len() > 1 && whole.starts_with('0');
                starts_with_digit(whole)
                    && digits(whole)
                    && digits(fraction)
                    && !(zero_leads && schema == Schema::JsYaml3)
            }
        };
        exponent_fits && mantissa_fits
    }

    /// `2026-11-24`, or that with a time behind it.
    pub(super) fn is_date(plain: &str) -> bool {
        let number = |text: &str, shortest: usize, longest: usize| {
            (shortest..=longest).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = plain.splitn(3, '-');
        let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        if !number(year, 4, 4) {
            return false;
        }
        if number(month, 2, 2) && number(rest, 2, 2) {
            return true;
        }
        let Some((day, time)) = rest.split_once(['T', 't', ' ', '\t']) else {
            return false;
        };
        number(month, 1, 2)
            && number(day, 1, 2)
            && is_time(time.trim_start_matches([' ', '\t']), number)
    }

    /// `10:20:30.4`, `10:20:30Z`, `10:20:30 +01:00`.
    fn is_time(time: &str, number: impl Fn(&str, usize, usize) -> bool) -> bool {
        let clock_end = time
            .find(|c: char| !(c.is_ascii_digit() || c == ':'))
            .unwrap_or(time.len());
        let (clock, rest) = time.split_at(clock_end);
        let clock: Vec<_> = clock.split(':').collect();
        let [hours, minutes, seconds] = clock[..] else {
            return false;
        };
        if !(number(hours, 1, 2) && number(minutes, 2, 2) && number(seconds, 2, 2)) {
            return false;
        }
        let zone = match rest.strip_prefix('.') {
            Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => rest,
        };
        let zone = zone.trim_start_matches([' ', '\t']);
        match zone.strip_prefix(['+', '-']) {
            None => zone == "Z" || (zone.is_empty() && !rest.ends_with([' ', '\t'])),
            Some(offset) => match offset.split_once(':') {
                None => number(offset, 1, 2),
                Some((hours, minutes)) => number(hours, 1, 2) && number(minutes, 2, 2),
            },
        }
    }

    fn is_octal(byte: u8) -> bool {
        (b'0'..=b'7').contains(&byte)
    }

    fn starts_with_digit(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Digits, with `_` between them but not at the end.
    fn all_with_underscores(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
        text.bytes().any(&allowed)
            && !text.ends_with('_')
            && text.bytes().all(|byte| byte == b'_' || allowed(byte))
    }

    /// Nothing, or `:30:15`.
    fn are_sixtieths(text: &str) -> bool {
        text.is_empty()
            || text.strip_prefix(':').is_some_and(|parts| {
                parts.split(':').all(|part| match part.as_bytes() {
                    [ones] => ones.is_ascii_digit(),
                    [tens, ones] => (b'0'..=b'5').contains(tens) && ones.is_ascii_digit(),
                    _ => false,
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn js_yaml_knows_dates_and_more_numbers() {
        use ScalarKind::{Date, Float, Integer, String};
        // By js-yaml 3.15 and by 4.
        for (text, third, fourth) in [
            ("2026-11-24", Date, Date),
            ("2026-1-2 3:04:05", Date, Date),
            ("2026-11-24T10:20:30.4 +01:00", Date, Date),
            ("2026-1-2", String, String),
            ("2026-11-24 10:20", String, String),
            ("1:30", Integer, String),
            ("190:20:30.15", Float, String),
            ("1:60", String, String),
            ("017", Integer, Integer),
            ("08", String, Integer),
            ("0o17", String, Integer),
            ("0b11", Integer, Integer),
            ("1_000", Integer, Integer),
            ("1_", String, String),
            ("_1", String, String),
            ("1_0.5", Float, Float),
            ("+.5", String, String),
            (".5", Float, Float),
            ("1e3", Float, Float),
            ("-.inf", Float, Float),
            ("1.2.3", String, String),
        ] {
            assert_eq!(
                Schema::JsYaml3.kind_of(text),
                third,
                "{text:?} by version 3"
            );
            assert_eq!(
                Schema::JsYaml4.kind_of(text),
                fourth,
                "{text:?} by version 4"
            );
        }
    }

    #[test]
    fn the_core_schema() {
        use ScalarKind::{Bool, Float, Integer, Null, String};
        let cases: [(&[&str], ScalarKind); 5] = [
            (&["", "~", "null", "NULL"], Null),
            (&["true", "False"], Bool),
            (&["0", "-12", "+3", "0o17", "0xFf", "3000"], Integer),
            (
                &[
                    "3.14", "1e3", "-.5", "1.", "2.5E-3", ".inf", "-.INF", ".nan",
                ],
                Float,
            ),
            (
                &[
                    "yes",
                    "off",
                    "nUll",
                    "1.2.3",
                    "2026-11-23",
                    "0o8",
                    "0x",
                    "e5",
                    ".",
                    "-",
                    "1e",
                    "--1",
                    "a",
                ],
                String,
            ),
        ];
        for (texts, kind) in cases {
            for text in texts {
                assert_eq!(kind_of(text), kind, "{text:?}");
            }
        }
    }
}
