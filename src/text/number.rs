/// A number as people read it: `15,000`.
pub fn in_thousands(number: usize) -> String {
    if number < 1000 {
        number.to_string()
    } else {
        format!("{},{:03}", in_thousands(number / 1000), number % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::in_thousands;

    #[test]
    fn numbers_are_read_easily() {
        for (number, written) in [(7, "7"), (15_000, "15,000"), (1_002_003, "1,002,003")] {
            assert_eq!(in_thousands(number), written);
        }
    }
}
