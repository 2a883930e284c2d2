//! A table of figures with their budgets.

use std::fmt;

/// What a figure is held against.
pub struct Budget {
    words: &'static str,
    kept: Option<fn(f64, f64) -> bool>,
    bound: f64,
}

impl Budget {
    pub fn at_most(bound: f64, words: &'static str) -> Self {
        Self {
            words,
            kept: Some(|value, bound| value <= bound),
            bound,
        }
    }

    pub fn at_least(bound: f64, words: &'static str) -> Self {
        Self {
            words,
            kept: Some(|value, bound| value >= bound),
            bound,
        }
    }

    pub fn none() -> Self {
        Self {
            words: "",
            kept: None,
            bound: 0.0,
        }
    }
}

/// Rows of: what, figure, budget, whether it is kept.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 4]>,
}

impl Table {
    /// A figure, and its value for the comparison with the budget.
    pub fn add(&mut self, what: &str, figure: String, budget: Budget, value: f64) {
        let verdict = match budget.kept {
            Some(kept) if kept(value, budget.bound) => "kept",
            Some(_) => "NOT kept",
            None => "",
        };
        self.rows.push([
            what.to_owned(),
            figure,
            budget.words.to_owned(),
            verdict.to_owned(),
        ]);
    }

    /// A figure without a budget.
    pub fn note(&mut self, what: &str, figure: &str) {
        self.rows.push([
            what.to_owned(),
            figure.to_owned(),
            String::new(),
            String::new(),
        ]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles = ["what", "figure", "budget", ""].map(str::to_owned);
        let rows = || std::iter::once(&titles).chain(&self.rows);
        let width = |column: usize| {
            rows()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths = [width(0), width(1), width(2)];
        for [what, figure, budget, verdict] in rows() {
            let line = format!(
                "{what:<0$}  {figure:<1$}  {budget:<2$}  {verdict}",
                widths[0], widths[1], widths[2]
            );
            writeln!(formatter, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_kept_or_not() {
        let mut table = Table::default();
        table.add("a", "3 kB".to_owned(), Budget::at_most(3.0, "3 kB"), 3.0);
        table.add("b", "4 kB".to_owned(), Budget::at_most(3.0, "3 kB"), 4.0);
        table.add("c", "94".to_owned(), Budget::at_least(95.0, "95"), 94.0);
        let verdicts: Vec<&str> = table.rows.iter().map(|row| row[3].as_str()).collect();
        assert_eq!(verdicts, ["kept", "NOT kept", "NOT kept"]);
    }
}
