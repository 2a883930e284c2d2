//! Findings as SARIF 2.1.0, the form that code scanning takes.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::checked::{Checked, Report};
use crate::lint::{Basis, Finding, Fix, Rule, Severity, rules};
use crate::text::Span;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run with all rules and all findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let results = report.checked.iter().flat_map(|file| {
        let findings = file.findings.iter();
        findings.map(move |finding| result(file, finding))
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "agent-playground",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules().map(described).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn described(rule: &Rule) -> Value {
    let source = match rule.basis {
        Basis::Spec { observed, .. } => format!("Observed in: {observed}."),
        Basis::Documented { of, .. } => format!("Documented for: {of}."),
        Basis::Recommendation { by, .. } => format!("Recommended by: {by}."),
    };
    let mut described = json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.about},
        "help": {"text": format!("{}\n\n{source}", rule.about)},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [rule.basis.word(), rule.group().title()]},
    });
    if let Some(link) = rule.basis.link() {
        described["helpUri"] = json!(link);
    }
    described
}

fn result(file: &Checked, finding: &Finding) -> Value {
    let index = rules().position(|rule| rule.id == finding.rule.id);
    let fixes = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&file.name)},
            "region": region(file, finding.span),
        }}],
        "fixes": fixes.map(|fix| mend(file, fix)).collect::<Vec<_>>(),
    })
}

fn region(file: &Checked, span: Span) -> Value {
    let (start, end) = file.region(span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn mend(file: &Checked, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(file, edit.span),
            "insertedContent": {"text": edit.replacement},
        })
    });
    json!({
        "description": {"text": format!("{} ({})", fix.title, fix.safety.word())},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&file.name)},
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

/// A path as a reference of a URI: relative ones stay so, to the folder of the call.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut out = String::new();
    let drive = path.get(1..3) == Some(":/");
    if path.starts_with('/') {
        out.push_str("file://");
    } else if drive {
        out.push_str("file:///");
    }
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            // Writing into a String never fails.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_reference() {
        for (path, expected) in [
            ("./a/b.md", "a/b.md"),
            ("/tmp/a b.md", "file:///tmp/a%20b.md"),
            ("a:b/é%.md", "a%3Ab/%C3%A9%25.md"),
            ("C:/x.md", "file:///C%3A/x.md"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
