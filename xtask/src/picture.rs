//! `cargo xtask picture`: the README's picture of the page, or one of every width and theme to look at.

use std::env;

use crate::drivers::Drivers;
use crate::errand;
use crate::output;
use crate::problem::{Context, Problem};
use crate::project::Project;
use crate::site;

/// `docs/playground.png`, or with `--all FOLDER` six pictures there.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    let (no_build, rest): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .partition(|argument| *argument == "--no-build");
    let variables = match rest[..] {
        [] => vec![
            (
                "PICTURE",
                project
                    .root
                    .join("docs/playground.png")
                    .to_string_lossy()
                    .into_owned(),
            ),
            ("SCALE", "2".to_owned()),
        ],
        [option, folder] if option == "--all" => {
            let folder = env::current_dir()
                .context("asking for the current folder")?
                .join(folder);
            vec![("PICTURES", folder.to_string_lossy().into_owned())]
        }
        _ => return Err(Problem::new("picture takes --all FOLDER and --no-build.")),
    };
    let drivers = Drivers::start(project, Some("chromium"))?;
    if no_build.is_empty() {
        site::build(project)?;
    }
    let site = site::serve(project)?;
    output::step("Taking pictures");
    print!(
        "{}",
        errand::run(project, &site, &drivers, "picture", &variables)?
    );
    Ok(())
}
