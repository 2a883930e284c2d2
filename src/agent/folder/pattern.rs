//! Patterns of paths, as ripgrep has them: one without `/` is for the file's name, however deep it lies; one
//! with it is for the whole path.

use crate::text::shortened;

/// Patterns of which a path must match one, and none of those that begin with `!`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Patterns {
    wanted: Vec<String>,
    unwanted: Vec<String>,
}

/// The longest pattern, in bytes.
const LONGEST: usize = 500;

/// Into how many patterns the alternatives of one may multiply.
const MOST: f64 = 1_000.0;

impl Patterns {
    /// A single pattern.
    pub(super) fn one(text: &str) -> Result<Self, String> {
        let mut patterns = Self::default();
        patterns.add(text.trim())?;
        Ok(patterns)
    }

    /// Patterns with blanks between them, or with commas outside of braces.
    pub(super) fn several(text: &str) -> Result<Self, String> {
        let mut patterns = Self::default();
        for word in text.split_whitespace() {
            let parts: Vec<&str> = match word.contains('{') {
                true => vec![word],
                false => word.split(',').filter(|part| !part.is_empty()).collect(),
            };
            for part in parts {
                patterns.add(part)?;
            }
        }
        Ok(patterns)
    }

    fn add(&mut self, text: &str) -> Result<(), String> {
        let (list, pattern) = match text.strip_prefix('!') {
            Some(pattern) => (&mut self.unwanted, pattern.trim_start_matches('!')),
            None => (&mut self.wanted, text),
        };
        let shown = shortened(text, 100);
        if pattern.len() > LONGEST {
            return Err(format!("The pattern {shown} is too long."));
        }
        if let Err(why) = fast_glob::validate(pattern) {
            return Err(format!("The pattern {shown} cannot be read: {why}."));
        }
        if multiplied(pattern) > MOST {
            return Err(format!(
                "The pattern {shown} has too many alternatives in braces. Use several calls."
            ));
        }
        let rooted = pattern.strip_prefix("./").unwrap_or(pattern);
        list.push(match rooted.strip_prefix('/') {
            Some(rooted) => rooted.to_owned(),
            None if rooted.contains('/') => rooted.to_owned(),
            None => format!("**/{rooted}"),
        });
        Ok(())
    }

    /// Whether a path is wanted.
    pub(super) fn match_path(&self, path: &str) -> bool {
        let any = |list: &[String]| {
            let mut list = list.iter();
            list.any(|pattern| fast_glob::glob_match(pattern, path))
        };
        (self.wanted.is_empty() || any(&self.wanted)) && !any(&self.unwanted)
    }
}

/// At most so many patterns are meant by one with alternatives: matching may try each.
fn multiplied(pattern: &str) -> f64 {
    let count = |sign: char| pattern.matches(sign).count() as f64;
    let groups = count('{');
    if groups == 0.0 {
        return 1.0;
    }
    (count(',') / groups + 1.0).powf(groups)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_match_as_with_ripgrep() {
        for (pattern, path, matches) in [
            ("*.rs", "main.rs", true),
            ("*.rs", "src/deep/main.rs", true),
            ("**/*.rs", "main.rs", true),
            ("src/*.rs", "src/main.rs", true),
            ("src/*.rs", "src/deep/main.rs", false),
            ("src/**/*.rs", "src/main.rs", true),
            ("src/**/*.rs", "src/a/b/main.rs", true),
            ("/main.rs", "main.rs", true),
            ("/main.rs", "src/main.rs", false),
            ("./src/**", "src/a/b", true),
            ("*.{ts,tsx}", "web/a.tsx", true),
            ("*.{ts,tsx}", "web/a.js", false),
            ("[ab]?.md", "ax.md", true),
            ("[!ab]?.md", "ax.md", false),
            ("!*.rs", "a.md", true),
            ("!*.rs", "a.rs", false),
            ("**", "a/b", true),
            ("*ไทย*", "เอกสาร/ไทย.md", true),
        ] {
            let patterns = Patterns::one(pattern).expect(pattern);
            assert_eq!(patterns.match_path(path), matches, "{pattern} {path}");
        }
        let several = Patterns::several("*.rs,*.md !main.rs").expect("patterns");
        assert!(several.match_path("a.md") && several.match_path("lib.rs"));
        assert!(!several.match_path("src/main.rs"));
        let braces = Patterns::several("*.{a,b}").expect("patterns");
        assert!(braces.match_path("x.b"));
    }

    #[test]
    fn what_cannot_be_matched_is_told() {
        for pattern in ["{a", "[a", "a\\"] {
            let why = Patterns::one(pattern).expect_err(pattern);
            assert!(why.contains("cannot be read"), "{why}");
        }
        let many = "{a,b,c,d,e,f}".repeat(5);
        assert!(
            Patterns::one(&many)
                .expect_err("too many")
                .contains("alternatives")
        );
        assert!(Patterns::one(&"a".repeat(501)).is_err());
    }

    proptest! {
        #[test]
        fn no_pattern_breaks_it(pattern in r"[*?/{},!\[\]\\a.\-^é]{0,24}", path in "[a./é]{0,12}") {
            if let Ok(patterns) = Patterns::several(&pattern) {
                patterns.match_path(&path);
            }
        }
    }
}
