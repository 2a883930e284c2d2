use super::{Draft, DraftStore, Stamp, StoreError};

/// The slot a tab writes to, and what it knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub id: String,
    /// The stamp this tab last read or wrote; `None` as long as it has done neither.
    seen: Option<Stamp>,
}

/// What came of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The slot holds the text now.
    Saved,
    /// It did so before.
    Unchanged,
    /// Another tab had written there: the text lies in a new slot now, the other's stays.
    Forked,
}

impl Slot {
    /// A slot that nothing was written to yet.
    pub fn new(id: String) -> Self {
        Self { id, seen: None }
    }

    /// The slot of a draft that was just read.
    pub fn of(draft: &Draft) -> Self {
        Self {
            id: draft.id.clone(),
            seen: Some(draft.stamp.clone()),
        }
    }

    /// Whether another tab has written here since this one read or wrote.
    pub fn is_taken(&self, store: &impl DraftStore) -> bool {
        match store.get(&self.id) {
            Ok(Some(draft)) => Some(&draft.stamp) != self.seen.as_ref(),
            Ok(None) | Err(StoreError::Denied | StoreError::Full) => false,
            Err(StoreError::Newer | StoreError::Unreadable) => true,
        }
    }

    /// Keeps a text. `new_id` names a slot that nobody uses; it is asked only if this one is taken.
    ///
    /// # Errors
    /// When there is no storage or no room; what lay there before still does.
    pub fn save(
        &mut self,
        store: &impl DraftStore,
        writer: &str,
        new_id: impl FnOnce() -> String,
        text: &str,
        hides_bom: bool,
        now: f64,
    ) -> Result<Saved, StoreError> {
        let mut outcome = Saved::Saved;
        match store.get(&self.id) {
            Ok(Some(draft)) if draft.text == text && draft.hides_bom == hides_bom => {
                self.seen = Some(draft.stamp);
                return Ok(Saved::Unchanged);
            }
            Ok(Some(draft)) if Some(&draft.stamp) != self.seen.as_ref() => outcome = Saved::Forked,
            Err(StoreError::Newer | StoreError::Unreadable) => outcome = Saved::Forked,
            Err(error) => return Err(error),
            Ok(_) => {}
        }
        let mut next = if outcome == Saved::Forked {
            Slot::new(new_id())
        } else {
            self.clone()
        };
        let draft = next.next(writer, text, hides_bom, now);
        if let Err(error) = store.put(&draft) {
            if error != StoreError::Full {
                return Err(error);
            }
            store.make_room();
            store.put(&draft)?;
        }
        next.wrote(&draft);
        *self = next;
        Ok(outcome)
    }

    /// A text as it would be kept here next.
    pub fn next(&self, writer: &str, text: &str, hides_bom: bool, now: f64) -> Draft {
        let revision = self.seen.as_ref().map_or(0, |stamp| stamp.revision);
        Draft {
            id: self.id.clone(),
            stamp: Stamp {
                revision: revision.wrapping_add(1),
                writer: writer.to_owned(),
            },
            saved_at: now,
            hides_bom,
            text: text.to_owned(),
        }
    }

    /// This tab has kept that under the slot's name, here or where there was more room.
    pub fn wrote(&mut self, draft: &Draft) {
        self.seen = Some(draft.stamp.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A store in memory, with room for so many bytes.
    #[derive(Default)]
    struct Memory {
        drafts: RefCell<BTreeMap<String, Draft>>,
        room: Cell<Option<usize>>,
        room_made: Cell<usize>,
        denied: Cell<bool>,
        newer: Cell<bool>,
    }

    impl DraftStore for Memory {
        fn get(&self, id: &str) -> Result<Option<Draft>, StoreError> {
            if self.denied.get() {
                return Err(StoreError::Denied);
            }
            let draft = self.drafts.borrow().get(id).cloned();
            if self.newer.get() && draft.is_some() {
                Err(StoreError::Newer)
            } else {
                Ok(draft)
            }
        }

        fn put(&self, draft: &Draft) -> Result<(), StoreError> {
            if self.denied.get() {
                return Err(StoreError::Denied);
            }
            if self.room.get().is_some_and(|room| draft.text.len() > room) {
                return Err(StoreError::Full);
            }
            self.drafts
                .borrow_mut()
                .insert(draft.id.clone(), draft.clone());
            Ok(())
        }

        fn remove(&self, id: &str) {
            self.drafts.borrow_mut().remove(id);
        }

        fn ids(&self) -> Vec<String> {
            self.drafts.borrow().keys().cloned().collect()
        }

        fn make_room(&self) {
            self.room
                .set(self.room.get().map(|room| room + self.room_made.get()));
        }
    }

    fn save(
        store: &Memory,
        slot: &mut Slot,
        writer: &str,
        text: &str,
    ) -> Result<Saved, StoreError> {
        let new_id = || format!("{writer}{}", store.drafts.borrow().len());
        slot.save(store, writer, new_id, text, false, 0.0)
    }

    fn kept(store: &Memory, id: &str) -> Option<String> {
        store
            .drafts
            .borrow()
            .get(id)
            .map(|draft| draft.text.clone())
    }

    #[test]
    fn one_tab_writes_its_slot_again_and_again() {
        let store = Memory::default();
        let mut slot = Slot::new("a".to_owned());
        assert_eq!(save(&store, &mut slot, "tab", "1"), Ok(Saved::Saved));
        assert_eq!(save(&store, &mut slot, "tab", "1"), Ok(Saved::Unchanged));
        assert_eq!(save(&store, &mut slot, "tab", "2"), Ok(Saved::Saved));
        assert_eq!(store.ids(), ["a"]);
        assert_eq!(kept(&store, "a").as_deref(), Some("2"));
    }

    #[test]
    fn the_second_of_two_tabs_takes_a_slot_of_its_own() {
        let store = Memory::default();
        let mut first = Slot::new("a".to_owned());
        save(&store, &mut first, "first", "start").expect("room");
        let draft = store.get("a").expect("readable").expect("kept");
        let mut second = Slot::of(&draft);
        assert_eq!(
            save(&store, &mut second, "second", "other"),
            Ok(Saved::Saved)
        );
        assert!(first.is_taken(&store));
        assert_eq!(save(&store, &mut first, "first", "mine"), Ok(Saved::Forked));
        assert!(!first.is_taken(&store));
        assert_eq!(kept(&store, "a").as_deref(), Some("other"));
        assert_eq!(kept(&store, &first.id).as_deref(), Some("mine"));
    }

    #[test]
    fn a_full_store_gives_up_histories_first_and_keeps_what_lay_there() {
        let store = Memory::default();
        let mut slot = Slot::new("a".to_owned());
        save(&store, &mut slot, "tab", "short").expect("room");
        store.room.set(Some(5));
        store.room_made.set(5);
        assert_eq!(save(&store, &mut slot, "tab", "longer"), Ok(Saved::Saved));
        store.room_made.set(0);
        assert_eq!(
            save(&store, &mut slot, "tab", "far too long for it"),
            Err(StoreError::Full)
        );
        assert_eq!(kept(&store, "a").as_deref(), Some("longer"));
        assert_eq!(save(&store, &mut slot, "tab", "fits"), Ok(Saved::Saved));
    }

    #[test]
    fn a_denied_store_says_so() {
        let store = Memory::default();
        store.denied.set(true);
        let mut slot = Slot::new("a".to_owned());
        assert_eq!(
            save(&store, &mut slot, "tab", "text"),
            Err(StoreError::Denied)
        );
        assert!(!slot.is_taken(&store));
    }

    #[test]
    fn what_a_newer_version_wrote_is_left_alone() {
        let store = Memory::default();
        let mut slot = Slot::new("a".to_owned());
        save(&store, &mut slot, "tab", "theirs").expect("room");
        store.newer.set(true);
        assert_eq!(save(&store, &mut slot, "tab", "ours"), Ok(Saved::Forked));
        assert_eq!(kept(&store, "a").as_deref(), Some("theirs"));
    }

    proptest! {
        /// Three tabs open the same draft and type and save in any order: what each saved last is
        /// there in the end.
        #[test]
        fn no_tab_overwrites_another(steps in prop::collection::vec((0..3_usize, 0..4_u8), 0..40)) {
            let store = Memory::default();
            let mut first = Slot::new("a".to_owned());
            save(&store, &mut first, "start", "start").expect("room");
            let draft = store.get("a").expect("readable").expect("kept");
            let mut tabs = [Slot::of(&draft), Slot::of(&draft), Slot::of(&draft)];
            let mut last = [None, None, None];
            for (tab, text) in steps {
                let text = format!("tab {tab} wrote {text}");
                save(&store, &mut tabs[tab], &format!("tab{tab}-"), &text).expect("room");
                last[tab] = Some(text);
            }
            for text in last.iter().flatten() {
                let drafts = store.drafts.borrow();
                prop_assert!(drafts.values().any(|draft| draft.text == *text), "{text} is lost");
            }
        }
    }
}
