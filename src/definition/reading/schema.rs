//! The types that YAML 1.2 gives plain scalars: its core schema.

use crate::definition::ScalarKind;

/// The type of a plain scalar without a tag.
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

#[cfg(test)]
mod tests {
    use super::*;

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
