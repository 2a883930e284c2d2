//! One call, from its arguments to what the model gets.

use serde_json::Value;

use super::arguments::Arguments;
use super::glob::Glob;
use super::grep::{Grep, Search};
use super::listing::Listing;
use super::read::Read;
use super::{Folder, FolderTool, Reply, Request};

/// A call under way. The folder is asked for its files first, whatever is called.
#[derive(Clone, Debug)]
pub(in crate::agent) struct Work {
    folder: Folder,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    Read(Read),
    Reading(Read),
    Grep(Grep),
    Searching(Box<Search>),
    Glob(Glob),
}

/// What comes next.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::agent) enum Step {
    /// The folder is asked for something.
    Ask(Request),
    /// The model gets this, or is told why there is nothing.
    Give(Result<String, String>),
}

impl Work {
    /// A call with these arguments.
    ///
    /// # Errors
    /// The arguments are wrong; the words are for the model.
    pub(in crate::agent) fn new(
        tool: FolderTool,
        input: &Value,
        folder: &Folder,
    ) -> Result<Self, String> {
        let arguments = Arguments(input);
        Ok(Self {
            stage: match tool {
                FolderTool::Read => Stage::Read(Read::of(&arguments, folder)?),
                FolderTool::Grep => Stage::Grep(Grep::of(&arguments, folder)?),
                FolderTool::Glob => Stage::Glob(Glob::of(&arguments, folder)?),
            },
            folder: folder.clone(),
        })
    }

    /// What the folder gave for what was asked last.
    pub(in crate::agent) fn reply(&mut self, reply: Reply) -> Step {
        match (&mut self.stage, reply) {
            (Stage::Read(read), Reply::Files(files)) => {
                match read.begin(&Listing::of(files), &self.folder) {
                    Ok(path) => {
                        self.stage = Stage::Reading(read.clone());
                        Step::Ask(Request::Read(path))
                    }
                    Err(why) => Step::Give(Err(why)),
                }
            }
            (Stage::Reading(read), Reply::Bytes(bytes)) => Step::Give(read.give(bytes)),
            (Stage::Glob(glob), Reply::Files(files)) => {
                Step::Give(Ok(glob.give(&Listing::of(files))))
            }
            (Stage::Grep(grep), Reply::Files(files)) => {
                match grep.begin(&Listing::of(files), &self.folder) {
                    Ok(mut search) => {
                        let step = search.next();
                        self.stage = Stage::Searching(Box::new(search));
                        step
                    }
                    Err(why) => Step::Give(Err(why)),
                }
            }
            (Stage::Searching(search), Reply::Bytes(bytes)) => search.bytes(bytes),
            (Stage::Searching(search), Reply::Failed(_)) => search.failed(),
            (_, Reply::Failed(why)) => Step::Give(Err(why)),
            (_, Reply::Files(_) | Reply::Bytes(_)) => Step::Give(Err(
                "The folder gave something else than was asked for.".to_owned(),
            )),
        }
    }
}
