use std::sync::Arc;

/// A text and where it lies: what collections are made of, whatever they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path within its collection, with `/` between the folders and none at the start; the bare
    /// file name where it lies in no folder.
    pub path: String,
    /// The text, byte for byte.
    pub text: Arc<str>,
}

impl SourceFile {
    /// A text at a path.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
