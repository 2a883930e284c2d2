//! What the rules about the frontmatter share: how bad a finding is, and the repair as its fix.

use super::fm10_taken_in_by_repair::takes_something_in;
use super::windows_path::broken_paths;
use crate::dialect::Kind;
use crate::lint::{File, Finding, Fix, Severity};
use crate::repair::Promise;

/// The finding as an error where Claude Code does not load the file, else as a warning: a plugin's
/// agent loads whatever is wrong with its frontmatter.
pub(in crate::lint::rules) fn as_it_loads(finding: Finding, file: &File<'_>) -> Finding {
    finding.severity(if file.claude().outcome.loads() {
        Severity::Warning
    } else {
        Severity::Error
    })
}

/// The finding with the repair of the whole frontmatter as its fix, where there is one.
pub(in crate::lint::rules) fn with_repair(finding: Finding, file: &File<'_>) -> Finding {
    let Some(repair) = file.repair() else {
        return finding;
    };
    const TITLE: &str = "Repair the frontmatter for every program";
    let edits = repair.edits.clone();
    finding.fix(if repair.promise == Promise::SameMeaning && !hides(file) {
        Fix::safe(TITLE, edits)
    } else {
        Fix::unsafe_(TITLE, edits)
    })
}

/// Whether the repair writes down what Claude Code makes of the file today although something else may
/// be meant: a comment or a list that became text, a path that it breaks, a plugin's description, which
/// it reads otherwise.
fn hides(file: &File<'_>) -> bool {
    let description = file.definition.text("description").unwrap_or_default();
    let in_plugin = file.kind == Kind::PluginAgent && description.contains("\\n");
    in_plugin || !broken_paths(description).is_empty() || takes_something_in(file)
}
