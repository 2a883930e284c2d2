//! Looks for a text that makes the engine panic, or whose parts do not stand where it says.
#![no_main]

#[path = "../../tests/sound/mod.rs"]
mod sound;

use agent_playground::workspace::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut document) = Document::from_bytes(bytes) else {
        return;
    };
    sound::check(document.source());

    // An editor that puts a letter into the middle sees its own text with that letter in it.
    let before = document.editor_text();
    let units: Vec<u16> = before.encode_utf16().collect();
    let at = document
        .positions()
        .to_editor(document.source(), document.source().len() / 2);
    document
        .apply_editor_changes([(at, at, "x")])
        .expect("an editor's change fits");
    let mut after: Vec<u16> = units;
    after.insert(at, u16::from(b'x'));
    assert_eq!(
        document.editor_text().encode_utf16().collect::<Vec<_>>(),
        after
    );
});
