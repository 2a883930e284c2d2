//! Lighthouse on its mobile profile. It is large, so it is installed when it is first asked for, and
//! apart from the page's packages.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::table::{Budget, Table};
use crate::browsers;
use crate::install;
use crate::output;
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;
use crate::site::Site;
use crate::tools;

const CATEGORIES: [(&str, f64, &str); 4] = [
    ("performance", 95.0, "95"),
    ("accessibility", 100.0, "100"),
    ("best-practices", 100.0, "100"),
    ("seo", 100.0, "100"),
];

/// One visit says little: what else the machine does shifts the score by ten points. Lighthouse's own advice is
/// the median of five.
const VISITS: usize = 5;

/// Adds a row for each category, as the visit with the median performance had it.
pub fn scores(project: &Project, site: &Site, table: &mut Table) -> Result<(), Problem> {
    let program = installed(project)?;
    output::step(&format!(
        "Asking Lighthouse {VISITS} times (about two minutes)"
    ));
    let mut reports = (0..VISITS)
        .map(|_| visit(project, &program, site))
        .collect::<Result<Vec<_>, _>>()?;
    reports
        .sort_by(|one, other| points(one, "performance").total_cmp(&points(other, "performance")));
    let all: Vec<String> = reports
        .iter()
        .map(|report| format!("{:.0}", points(report, "performance")))
        .collect();
    let median = &reports[VISITS / 2];
    for (category, bound, words) in CATEGORIES {
        let score = points(median, category);
        table.add(
            &format!("Lighthouse, mobile: {category}"),
            format!("{score:.0}"),
            Budget::at_least(bound, words),
            score.round(),
        );
        for audit in failed_audits(median, category) {
            table.note(&format!("  {audit}"), "");
        }
    }
    table.note("  performance of all visits", &all.join(", "));
    Ok(())
}

/// What Lighthouse reports of one visit.
fn visit(project: &Project, program: &Path, site: &Site) -> Result<Value, Problem> {
    let report = project.target.join("lighthouse.json");
    let mut command = project.command("node");
    command
        .arg(program)
        .arg(format!("{}/repo/", site.url))
        .args(["--quiet", "--output=json", "--only-categories=performance,accessibility,best-practices,seo"])
        .arg(format!("--output-path={}", report.display()))
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking --disable-component-update --disable-sync");
    if let Some(program) = browsers::chromium(project)?.program {
        command.env("CHROME_PATH", program);
    }
    processes::run(&mut command, "Lighthouse")?;
    let text = fs::read_to_string(&report).context("reading Lighthouse's report")?;
    serde_json::from_str(&text).context("reading Lighthouse's report")
}

/// The score of a category, of a hundred. Nothing where the report has none.
fn points(report: &Value, category: &str) -> f64 {
    report["categories"][category]["score"]
        .as_f64()
        .unwrap_or_default()
        * 100.0
}

/// The audits that took points away.
fn failed_audits(report: &Value, category: &str) -> Vec<String> {
    let references = report["categories"][category]["auditRefs"]
        .as_array()
        .into_iter()
        .flatten();
    references
        .filter(|reference| {
            reference["weight"]
                .as_f64()
                .is_some_and(|weight| weight > 0.0)
        })
        .filter_map(|reference| reference["id"].as_str())
        .filter_map(|id| {
            let audit = &report["audits"][id];
            let score = audit["score"].as_f64()?;
            let shown = audit["displayValue"].as_str().unwrap_or_default();
            (score < 0.9).then(|| format!("{id}: {:.0} {shown}", score * 100.0))
        })
        .collect()
}

/// The program, installed into `.tools/lighthouse`.
fn installed(project: &Project) -> Result<std::path::PathBuf, Problem> {
    let folder = project.tools.join("lighthouse");
    let package = folder.join("node_modules/lighthouse");
    let version = tools::LIGHTHOUSE;
    if install::installed_version(&package).as_deref() != Some(version) {
        output::step(&format!(
            "Installing lighthouse {version} into .tools: it judges the page as a phone sees it (under a minute)"
        ));
        fs::create_dir_all(&folder).context("making .tools/lighthouse")?;
        let mut npm = project.command(install::npm());
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
        ])
        .arg(&folder)
        .arg(format!("lighthouse@{version}"));
        processes::run(
            &mut npm,
            "Installing lighthouse (it needs a network connection)",
        )?;
    }
    Ok(package.join("cli/index.js"))
}
