//! A tool as its server lists it.

use serde_json::Value;

use super::name::qualified;

/// A tool of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// The server's name, as the user or the file has it.
    pub server: String,
    /// The name by which the server is asked for it.
    pub name: String,
    /// Its name for people, where it has one.
    pub title: Option<String>,
    /// What it does, for the model; empty where the server does not say.
    pub description: String,
    /// The JSON schema of its arguments, as the server gives it: always an object.
    pub input_schema: Value,
    /// What the server claims about what it does.
    pub annotations: Annotations,
}

impl Tool {
    /// The name under which it is offered to a model, and by which definitions allow it:
    /// `mcp__server__tool`.
    pub fn qualified_name(&self) -> String {
        qualified(&self.server, &self.name)
    }

    /// Its name for people.
    pub fn shown_name(&self) -> &str {
        match self.title.as_deref().or(self.annotations.title.as_deref()) {
            Some(title) if !title.trim().is_empty() => title,
            _ => &self.name,
        }
    }
}

/// What a server claims about a tool. Nobody checks it, so nothing is allowed because of it; `None`
/// where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// An older place for the title.
    pub title: Option<String>,
    /// It changes nothing.
    pub read_only: Option<bool>,
    /// It may change or delete what is there.
    pub destructive: Option<bool>,
    /// Calling it again with the same arguments does no more.
    pub idempotent: Option<bool>,
    /// It reaches beyond the server, as into the web.
    pub open_world: Option<bool>,
}

/// What a call gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolResult {
    /// Its parts, in order.
    pub content: Vec<Content>,
    /// The same as data, where the server gives it.
    pub structured: Option<Value>,
    /// The tool says that it failed; the parts say why, and the model reads them.
    pub is_error: bool,
}

/// A part of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text.
    Text(String),
    /// An image.
    Image(Media),
    /// A sound.
    Audio(Media),
    /// Something that the server holds, whole.
    Resource {
        /// Its address, which is often of the server's own making.
        uri: String,
        /// What it is, such as `text/markdown`.
        mime_type: Option<String>,
        /// It.
        body: ResourceBody,
    },
    /// Where something lies that the server or somebody else holds.
    ResourceLink {
        /// Its address. Nothing fetches it.
        uri: String,
        /// Its name.
        name: String,
        /// What is said about it.
        description: Option<String>,
        /// What it is, such as `text/markdown`.
        mime_type: Option<String>,
    },
    /// A part of a kind that the protocol did not have when this was written, or one that lacks what its
    /// kind needs.
    Unknown {
        /// The kind that it names; empty where it names none.
        kind: String,
    },
}

/// Bytes for eyes or ears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// What they are, such as `image/png`.
    pub mime_type: String,
    /// In base64, as they came; nobody has decoded them.
    pub data: String,
}

/// What a resource holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceBody {
    /// Text.
    Text(String),
    /// Bytes in base64, as they came.
    Blob(String),
}

impl ToolResult {
    /// What a model that reads only text gets: the texts, with a line in brackets for each part that is
    /// none. Where there are no parts, the data as JSON.
    pub fn text(&self) -> String {
        if self.content.is_empty() {
            return match &self.structured {
                Some(data) => data.to_string(),
                None => String::new(),
            };
        }
        let parts: Vec<String> = self.content.iter().map(Content::text).collect();
        parts.join("\n\n")
    }
}

impl Content {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Image(media) => media.text("image"),
            Self::Audio(media) => media.text("sound"),
            Self::Resource {
                body: ResourceBody::Text(text),
                ..
            } => text.clone(),
            Self::Resource { uri, mime_type, .. } => {
                let what = mime_type.as_deref().unwrap_or("kind unknown");
                format!("[bytes, {what}: {uri}]")
            }
            Self::ResourceLink { uri, name, .. } => format!("[{name}: {uri}]"),
            Self::Unknown { kind } if kind.is_empty() => "[a part of no kind]".to_owned(),
            Self::Unknown { kind } => format!("[a part of the kind {kind}]"),
        }
    }
}

impl Media {
    /// How many bytes they are.
    pub fn bytes(&self) -> usize {
        let signs = self.data.trim_end_matches('=').len();
        signs / 4 * 3 + (signs % 4) * 3 / 4
    }

    fn text(&self, what: &str) -> String {
        format!("[{what}, {}, {} bytes]", self.mime_type, self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_reads_as_text() {
        let image = Media {
            mime_type: "image/png".to_owned(),
            data: "aGVsbG8=".to_owned(),
        };
        assert_eq!(image.bytes(), 5);
        let result = ToolResult {
            content: vec![
                Content::Text("Found:".to_owned()),
                Content::Image(image),
                Content::ResourceLink {
                    uri: "docs://one".to_owned(),
                    name: "One".to_owned(),
                    description: None,
                    mime_type: None,
                },
            ],
            ..ToolResult::default()
        };
        assert_eq!(
            result.text(),
            "Found:\n\n[image, image/png, 5 bytes]\n\n[One: docs://one]"
        );
        let data = ToolResult {
            structured: Some(serde_json::json!({"sum": 3})),
            ..ToolResult::default()
        };
        assert_eq!(data.text(), r#"{"sum":3}"#);
    }

    #[test]
    fn people_read_the_title() {
        let mut tool = Tool {
            server: "docs".to_owned(),
            name: "find".to_owned(),
            title: None,
            description: String::new(),
            input_schema: serde_json::json!({"type": "object"}),
            annotations: Annotations::default(),
        };
        assert_eq!(tool.shown_name(), "find");
        tool.annotations.title = Some("Find it".to_owned());
        assert_eq!(tool.shown_name(), "Find it");
        tool.title = Some("Find".to_owned());
        assert_eq!(tool.shown_name(), "Find");
        assert_eq!(tool.qualified_name(), "mcp__docs__find");
    }
}
