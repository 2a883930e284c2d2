//! The keys, by what they do.

use leptos::prelude::*;

use crate::ui::commands::{COMMANDS, modifier_name};

/// Keys that belong to the editor or to a part of the page rather than to a command.
const MORE: &[(&str, &str)] = &[
    ("Leave the editor forwards, backwards", "Tab, Shift+Tab"),
    ("Indent, unindent", "Mod+], Mod+["),
    (
        "Move the border between source and preview",
        "← and → on the border",
    ),
    ("Close a dialog", "Esc"),
];

/// The content of the dialog.
#[component]
pub fn Keys() -> impl IntoView {
    let with_modifier = |keys: &str| keys.replace("Mod+", modifier_name());
    let commands = COMMANDS.iter().filter_map(|command| {
        let keys = command
            .chord
            .map(|chord| chord.label())
            .or_else(|| command.editor_keys.map(with_modifier))?;
        Some((command.title, keys))
    });
    let more = MORE
        .iter()
        .map(|(title, keys)| (*title, with_modifier(keys)));
    view! {
        <dl class="key-list">
            {commands
                .chain(more)
                .map(|(title, keys)| {
                    view! {
                        <div>
                            <dt>{title}</dt>
                            <dd><kbd>{keys}</kbd></dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
