//! The MCP servers that the person has added: kept for this tab, spoken to while they are in the list.
//!
//! Only a press adds one. A file proposes servers, and nothing is sent to any of them before it is added.

use std::collections::HashMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Trial;
use super::origins::{self, Secrets};
use crate::agent;
use crate::http::{Address, Key};
use crate::mcp::{About, CallId, Connection, ExchangeId, Failure, Server, Tool};
use crate::web::trying::asking::Stopper;
use crate::web::trying::kept;

const SERVERS: &str = "servers";
/// What of their keys the person wants kept for this tab.
const SECRETS: &str = "server-secrets";

/// A server, as it is kept for this tab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Added {
    /// Its name, as the names of its tools have it.
    pub name: String,
    pub address: Address,
}

/// How a server stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// It was asked what it speaks and what it has.
    Asked,
    /// It answers.
    Ready(About),
    /// It does not.
    Failed(Failure),
}

/// One of them; a handle to copy. It lives as long as its document.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct OneServer {
    pub id: u32,
    added: StoredValue<Added>,
    pub standing: RwSignal<Standing>,
    /// What it has, as it said last.
    pub tools: RwSignal<Vec<Tool>>,
    pub has_key: RwSignal<bool>,
    pub(super) connection: StoredValue<Connection, LocalStorage>,
    /// The requests under way, and what stops each.
    pub(super) open: StoredValue<HashMap<ExchangeId, Stopper>, LocalStorage>,
    /// The calls under way, and which call of the run each is.
    pub(super) calls: StoredValue<HashMap<CallId, agent::CallId>, LocalStorage>,
}

/// All of them; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Servers {
    pub list: RwSignal<Vec<OneServer>>,
    next: StoredValue<u32>,
    /// Their keys, with the origin that each is for.
    secrets: StoredValue<Vec<Secrets>>,
}

impl OneServer {
    pub fn name(self) -> String {
        self.added.with_value(|added| added.name.clone())
    }

    pub fn address(self) -> Address {
        self.added.with_value(|added| added.address.clone())
    }

    pub fn is_ready(self) -> bool {
        self.standing
            .with(|standing| matches!(standing, Standing::Ready(_)))
    }
}

impl Servers {
    /// None yet.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            secrets: StoredValue::new(Vec::new()),
        }
    }

    /// The origins that they are at.
    pub fn origins(self) -> Vec<String> {
        self.list.with_untracked(|list| {
            (list.iter())
                .map(|one| one.address().origin().to_string())
                .collect()
        })
    }

    /// The tools of all that answer.
    pub fn tools(self) -> Vec<Tool> {
        self.list.with(|list| {
            let ready = list.iter().filter(|one| one.is_ready());
            ready.flat_map(|one| one.tools.get()).collect()
        })
    }

    /// The hosts of all that answer.
    pub fn hosts(self) -> Vec<String> {
        self.list.with(|list| {
            let ready = list.iter().filter(|one| one.is_ready());
            let mut hosts: Vec<String> =
                ready.map(|one| origins::host_of(&one.address())).collect();
            hosts.dedup();
            hosts
        })
    }

    /// The one of that name.
    pub fn named(self, name: &str) -> Option<OneServer> {
        self.list
            .with_untracked(|list| list.iter().find(|one| one.name() == name).copied())
    }

    fn make(self, added: Added) -> OneServer {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let (server, has_key) = self.with_key(&added);
        OneServer {
            id,
            added: StoredValue::new(added),
            standing: RwSignal::new(Standing::Asked),
            tools: RwSignal::new(Vec::new()),
            has_key: RwSignal::new(has_key),
            connection: StoredValue::new_local(Connection::new(server)),
            open: StoredValue::new_local(HashMap::new()),
            calls: StoredValue::new_local(HashMap::new()),
        }
    }

    /// A server with its key, where there is one for its origin; whether there is.
    fn with_key(self, added: &Added) -> (Server, bool) {
        let bare = || Server::new(added.name.clone(), added.address.clone());
        let origin = added.address.origin().to_string();
        let secret = self
            .secrets
            .with_value(|all| all.iter().find(|one| one.origin == origin).cloned());
        let signed = secret.and_then(|secret| {
            let key = Key::new(&added.address, &secret.key).ok()?;
            match secret.headers.trim() {
                "" => bare().with_key(key).ok(),
                header => bare().with_key_in(header, key).ok(),
            }
        });
        match signed {
            Some(server) => (server, true),
            None => (bare(), false),
        }
    }

    fn keep(self) {
        let all: Vec<Added> = self.list.with_untracked(|list| {
            list.iter()
                .map(|one| one.added.with_value(Clone::clone))
                .collect()
        });
        kept::put(SERVERS, &all);
    }

    /// Forgets the keys of origins at which no server is any more: one that comes later, perhaps from a file, must
    /// not get them.
    fn forget_keys_of_none(self) {
        let origins = self.origins();
        let is_of_one = |one: &Secrets| origins.contains(&one.origin);
        self.secrets.update_value(|all| all.retain(is_of_one));
        let mut kept: Vec<Secrets> = kept::get(SECRETS).unwrap_or_default();
        kept.retain(is_of_one);
        kept::put(SECRETS, &kept);
    }

    /// Keeps the keys over the reload that a new address needs.
    pub fn pass_over(self) {
        self.secrets
            .with_value(|all| origins::pass_over(SECRETS, all));
    }
}

impl Trial {
    /// Adds a server and speaks to it; a document that may not ask it yet is loaded anew for that. Only a press
    /// leads here.
    pub(super) fn add_server(self, added: Added) -> Result<(), String> {
        if added.name.trim().is_empty() {
            return Err("Give the server a name: it stands in the names of its tools.".to_owned());
        }
        if self.servers.named(&added.name).is_some() {
            return Err(format!("There is a server {} already.", added.name));
        }
        let one = self.lasting(|| self.servers.make(added));
        self.servers.list.update(|list| list.push(one));
        self.servers.keep();
        if !self.settle_origins() {
            self.connect(one);
        }
        Ok(())
    }

    /// Takes up what this tab has kept of them, and speaks to them.
    pub(super) fn take_up_servers(self) {
        let servers = self.servers;
        servers.secrets.set_value(origins::secrets(SECRETS));
        let kept: Vec<Added> = kept::get(SERVERS).unwrap_or_default();
        let made = self.lasting(|| kept.into_iter().map(|added| servers.make(added)).collect());
        servers.list.set(made);
        for one in servers.list.get_untracked() {
            self.connect(one);
        }
    }

    /// Ends what is spoken with a server, and forgets it.
    pub(super) fn remove_server(self, one: OneServer) {
        self.close(one);
        self.servers
            .list
            .update(|list| list.retain(|other| *other != one));
        self.servers.keep();
        self.servers.forget_keys_of_none();
        self.settle_origins();
    }

    /// Takes a key for a server, and speaks to it anew. `header` is empty where the usual one is meant.
    pub(super) fn take_server_key(
        self,
        one: OneServer,
        key: &str,
        header: &str,
        keep: bool,
    ) -> Result<(), String> {
        let address = one.address();
        Key::new(&address, key).map_err(|error| error.to_string())?;
        if !header.trim().is_empty() {
            origins::header_name(header)?;
        }
        let secret = Secrets {
            origin: address.origin().to_string(),
            key: key.trim().to_owned(),
            headers: header.trim().to_owned(),
        };
        self.servers.secrets.update_value(|all| {
            all.retain(|other| other.origin != secret.origin);
            all.push(secret.clone());
        });
        let mut all: Vec<Secrets> = kept::get(SECRETS).unwrap_or_default();
        all.retain(|other| other.origin != secret.origin);
        all.extend(keep.then_some(secret));
        kept::put(SECRETS, &all);
        self.close(one);
        let added = one.added.with_value(Clone::clone);
        let anew = self.lasting(|| self.servers.make(added));
        self.servers.list.update(|list| {
            for place in list.iter_mut().filter(|place| **place == one) {
                *place = anew;
            }
        });
        self.connect(anew);
        Ok(())
    }
}
