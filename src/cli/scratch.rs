//! Folders for tests.

use std::fs;
use std::path::PathBuf;

/// A folder of its own that goes away again.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty one; `name` is that of the test.
    pub fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("agent-playground-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// The same with one more file.
    pub fn with(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
        self
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Makes a file and gives its path.
    pub fn file(&self, name: &str, content: &str) -> String {
        self.with(name, content).path(name)
    }

    /// What is in a file.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("the file is there")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
