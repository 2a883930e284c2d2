//! Our own line icons, 16 by 16, drawn in the text's colour.

use leptos::prelude::*;

use crate::reader::Tone;

/// The icons by what they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// All is well.
    Good,
    /// Something to know.
    Caution,
    /// Something is broken.
    Bad,
    /// A new document.
    New,
    /// All documents.
    Files,
    /// Take the file home.
    Download,
    /// Pass it on.
    Share,
    /// The list of all commands.
    Commands,
    /// The keys.
    Help,
    /// The preview.
    Preview,
    /// The source text.
    Source,
    /// Close.
    Close,
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// Make a copy beside it.
    Duplicate,
    /// Delete.
    Delete,
    /// Move to another place.
    Out,
    /// What else can be done.
    More,
}

impl Icon {
    /// The icon of good news, a caution, or bad news.
    pub fn of(tone: Tone) -> Self {
        match tone {
            Tone::Good => Self::Good,
            Tone::Caution => Self::Caution,
            Tone::Bad => Self::Bad,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Icon::Good => "M3 8.5 6.5 12 13 4.5",
            Icon::Caution => "M8 2 14.5 13.5H1.5ZM8 6.5V9.5M8 11.4V11.6",
            Icon::Bad => "M4 4 12 12M12 4 4 12",
            Icon::New => "M8 3V13M3 8H13",
            Icon::Files => "M5 2.5H13V11.5M3 5H11V14H3Z",
            Icon::Download => "M8 2.5V10M4.5 7 8 10.5 11.5 7M3 13.5H13",
            Icon::Share => "M8 10V2.5M4.5 6 8 2.5 11.5 6M3 9V13.5H13V9",
            Icon::Commands => "M3 4.5 6.5 8 3 11.5M8 12H13",
            Icon::Help => "M5.5 6A2.5 2.5 0 1 1 8 8.5V10M8 12.4V12.6",
            Icon::Preview => {
                "M1.5 8C4 3.8 12 3.8 14.5 8 12 12.2 4 12.2 1.5 8ZM8 6.5A1.5 1.5 0 1 1 8 9.5 1.5 1.5 0 0 1 8 6.5"
            }
            Icon::Source => "M5.5 4 1.5 8 5.5 12M10.5 4 14.5 8 10.5 12",
            Icon::Close => "M4 4 12 12M12 4 4 12",
            Icon::Up => "M8 13V3.5M4 7.5 8 3.5 12 7.5",
            Icon::Down => "M8 3V12.5M4 8.5 8 12.5 12 8.5",
            Icon::Duplicate => "M5.5 5.5H13.5V13.5H5.5ZM10.5 5.5V2.5H2.5V10.5H5.5",
            Icon::Delete => "M3 4.5H13M6.5 4.5V2.5H9.5V4.5M4.5 4.5 5.2 13.5H10.8L11.5 4.5",
            Icon::More => "M3.5 8V8.2M8 8V8.2M12.5 8V8.2",
            Icon::Out => "M3 3H13M3 6H13M8 9V14M5.5 11.5 8 14 10.5 11.5",
        }
    }
}

/// Draws an icon; it is decoration beside words, so assistive technology does not hear of it.
#[component]
pub fn IconMark(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
