//! Style sheets and hand-written JavaScript, each bundled by esbuild into one file that is named
//! after its content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::documents::{Host, origin};
use crate::problem::{Context, Problem};
use crate::processes;
use crate::project::Project;

const STYLE: &str = "style/index.css";
/// Fetched with the code that comes later.
const LATER_STYLE: &str = "style/later.css";
const ABOUT_STYLE: &str = "style/about.css";
const BOOT: &str = "src/web/boot.js";
const TRY_STYLE: &str = "style/try.css";
const TRY_BOOT: &str = "src/web/boot_try.js";
/// What is fetched after the first view, each part when it is needed: the attribute of the boot script
/// that names it, the beginning of its name, and where it starts.
const CHUNKS: [(&str, &str, &str); 7] = [
    ("data-editor", "editor", "src/web/editor/editor.js"),
    (
        "data-library",
        "later-library",
        "src/web/library/library.js",
    ),
    ("data-files", "later-files", "src/web/files/files.js"),
    ("data-share", "later-share", "src/web/share/share.js"),
    ("data-offline", "later-offline", "src/web/offline/page.js"),
    ("data-loader", "later-loader", "src/web/loader/ask.js"),
    ("data-try", "later-try", "src/web/trying/panel.js"),
];

/// The names of the bundled files, and the npm packages that are in them.
pub struct Bundle {
    pub style: String,
    pub later_style: String,
    pub about_style: String,
    pub boot: String,
    pub try_style: String,
    pub try_boot: String,
    /// The attribute of the boot script that names each, and its file.
    pub chunks: Vec<(&'static str, String)>,
    pub packages: BTreeSet<String>,
}

/// Bundles into the staging folder.
pub fn make(project: &Project, staging: &Path) -> Result<Bundle, Problem> {
    let metafile = staging.join(".bundle.json");
    let hosts = BTreeMap::from(Host::ALL.map(|host| (host.name(), origin(host))));
    let mut esbuild = project.command(project.program("esbuild"));
    for (name, source) in [
        ("style", STYLE),
        ("later", LATER_STYLE),
        ("about", ABOUT_STYLE),
        ("boot", BOOT),
        ("try", TRY_STYLE),
        ("boot-try", TRY_BOOT),
    ]
    .into_iter()
    .chain(CHUNKS.map(|(_, name, source)| (name, source)))
    {
        esbuild.arg(format!("{name}={source}"));
    }
    esbuild
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
        ])
        .args([
            "--entry-names=[name]-[hash]",
            "--asset-names=[name]-[hash]",
            "--loader:.svg=file",
            "--loader:.woff2=file",
        ])
        // Where the hosts of the loaders are.
        .arg(format!("--define:HOSTS={}", json!(hosts)))
        .arg(format!("--outdir={}", staging.display()))
        .arg(format!("--metafile={}", metafile.display()));
    processes::run(&mut esbuild, "Bundling style and scripts")?;
    let text = fs::read_to_string(&metafile).context("reading esbuild's account of the bundle")?;
    fs::remove_file(&metafile).context("removing esbuild's account of the bundle")?;
    let account: Value =
        serde_json::from_str(&text).context("reading esbuild's account of the bundle")?;
    Ok(Bundle {
        style: output_of(&account, STYLE).ok_or_else(|| missing(STYLE))?,
        later_style: output_of(&account, LATER_STYLE).ok_or_else(|| missing(LATER_STYLE))?,
        about_style: output_of(&account, ABOUT_STYLE).ok_or_else(|| missing(ABOUT_STYLE))?,
        boot: output_of(&account, BOOT).ok_or_else(|| missing(BOOT))?,
        try_style: output_of(&account, TRY_STYLE).ok_or_else(|| missing(TRY_STYLE))?,
        try_boot: output_of(&account, TRY_BOOT).ok_or_else(|| missing(TRY_BOOT))?,
        chunks: CHUNKS
            .into_iter()
            .map(|(attribute, _, source)| {
                let file = output_of(&account, source).ok_or_else(|| missing(source))?;
                Ok((attribute, file))
            })
            .collect::<Result<_, Problem>>()?,
        packages: packages_in(&account),
    })
}

fn missing(source: &str) -> Problem {
    Problem::new(format!("{source} is missing, so the page cannot be built."))
}

/// The file that was made from an entry point, without its folder.
fn output_of(account: &Value, source: &str) -> Option<String> {
    let (path, _) = account["outputs"]
        .as_object()?
        .iter()
        .find(|(_, output)| output["entryPoint"] == source)?;
    Some(path.rsplit('/').next()?.to_owned())
}

fn packages_in(account: &Value) -> BTreeSet<String> {
    let inputs = account["inputs"].as_object().into_iter().flatten();
    inputs.filter_map(|(path, _)| package_of(path)).collect()
}

/// `node_modules/@codemirror/view/dist/index.js` is of `@codemirror/view`.
fn package_of(path: &str) -> Option<String> {
    let (_, inside) = path.rsplit_once("node_modules/")?;
    let mut parts = inside.split('/');
    let first = parts.next()?;
    if first.starts_with('@') {
        Some(format!("{first}/{}", parts.next()?))
    } else {
        Some(first.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_told_by_their_folders() {
        assert_eq!(
            package_of("node_modules/@codemirror/view/dist/index.js").as_deref(),
            Some("@codemirror/view")
        );
        assert_eq!(
            package_of("node_modules/style-mod/src/style-mod.js").as_deref(),
            Some("style-mod")
        );
        assert_eq!(package_of("src/web/boot.js"), None);
    }
}
