//! What is kept of a document and of a collection, in the form of JavaScript's objects.

use std::sync::Arc;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use crate::workspace::draft::{Draft, Stamp};
use crate::workspace::history::{Reason, Snapshot};
use crate::workspace::library::{Collection, Entry, Origin};

/// A document as it is kept.
pub(super) fn of_entry(entry: &Entry) -> Object {
    let draft = &entry.draft;
    object(&[
        ("id", draft.id.as_str().into()),
        ("stamp", stamp_text(&draft.stamp).into()),
        ("savedAt", draft.saved_at.into()),
        ("hidesBom", draft.hides_bom.into()),
        ("text", draft.text.as_str().into()),
        ("collection", optional(entry.collection.as_deref())),
        ("path", optional(entry.path.as_deref())),
        ("original", optional(entry.original.as_deref())),
    ])
}

/// A document that was kept; `None` for what this page did not write.
pub(super) fn entry(value: &JsValue) -> Option<Entry> {
    Some(Entry {
        draft: Draft {
            id: text(value, "id")?,
            stamp: stamp(&text(value, "stamp")?)?,
            saved_at: get(value, "savedAt").as_f64()?,
            hides_bom: get(value, "hidesBom").is_truthy(),
            text: text(value, "text")?,
        },
        collection: text(value, "collection"),
        path: text(value, "path"),
        original: text(value, "original").map(Arc::from),
    })
}

/// A collection as it is kept. The browser's handle of its folder, where it has one, is kept with it.
pub(super) fn of_collection(collection: &Collection, handle: Option<&JsValue>) -> Object {
    object(&[
        ("id", collection.id.as_str().into()),
        ("title", collection.title.as_str().into()),
        ("origin", collection.origin.word().into()),
        ("address", optional(collection.origin.address())),
        ("handle", handle.cloned().unwrap_or(JsValue::UNDEFINED)),
    ])
}

/// A collection that was kept, and the handle of its folder.
pub(super) fn collection(value: &JsValue) -> Option<(Collection, Option<JsValue>)> {
    let origin = Origin::of(&text(value, "origin")?, text(value, "address").as_deref());
    let collection = Collection {
        id: text(value, "id")?,
        title: text(value, "title")?,
        origin,
    };
    let handle = get(value, "handle");
    Some((collection, (!handle.is_undefined()).then_some(handle)))
}

/// A moment as it is kept.
pub(super) fn of_snapshot(snapshot: &Snapshot) -> Object {
    object(&[
        ("id", snapshot.id.as_str().into()),
        ("document", snapshot.document.as_str().into()),
        ("at", snapshot.at.into()),
        ("reason", snapshot.reason.word().into()),
        ("name", optional(snapshot.name.as_deref())),
        ("text", (&*snapshot.text).into()),
    ])
}

/// A moment that was kept.
pub(super) fn snapshot(value: &JsValue) -> Option<Snapshot> {
    Some(Snapshot {
        id: text(value, "id")?,
        document: text(value, "document")?,
        at: get(value, "at").as_f64()?,
        reason: Reason::of(&text(value, "reason")?),
        name: text(value, "name"),
        text: text(value, "text")?.into(),
    })
}

/// A stamp as it is compared: the revision, a blank, the writer.
pub(super) fn stamp_text(stamp: &Stamp) -> String {
    format!("{} {}", stamp.revision, stamp.writer)
}

fn stamp(kept: &str) -> Option<Stamp> {
    let (revision, writer) = kept.split_once(' ')?;
    Some(Stamp {
        revision: revision.parse().ok()?,
        writer: writer.to_owned(),
    })
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // A plain object of ours takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name).as_string()
}

fn optional(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::UNDEFINED, Into::into)
}
