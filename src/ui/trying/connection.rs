//! The endpoint that answers: what is known of it, and what this tab keeps of that.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Trial;
use super::origins::{self, Secrets, header_name, host_of};
use crate::endpoint::{Aliases, Api, Endpoint, Preset};
use crate::http::{Address, Key};
use crate::web::trying::kept;

const SERVER: &str = "endpoint";
const MODEL: &str = "model";
const TABLE: &str = "aliases";
pub(super) const MODELS: &str = "models";
/// What may be secret and the person wants kept for this tab.
const SECRETS: &str = "secrets";

/// A server, as it is kept for this tab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Server {
    pub preset: Preset,
    pub api: Api,
    pub address: Address,
}

/// What is known of the endpoint; a handle to copy.
#[derive(Clone, Copy)]
pub(super) struct Connection {
    pub server: RwSignal<Option<Server>>,
    /// The model for `inherit`, and for whatever the endpoint does not have.
    pub model: RwSignal<String>,
    /// What the person has typed for aliases: the alias, and the model.
    pub table: RwSignal<Vec<(String, String)>>,
    /// The models that the endpoint lists.
    pub models: RwSignal<Vec<String>>,
    key: StoredValue<Option<Key>, LocalStorage>,
    headers: StoredValue<Vec<(String, Key)>, LocalStorage>,
    pub has_key: RwSignal<bool>,
    /// Whether there is a key or a header that the person has given.
    pub has_secrets: RwSignal<bool>,
    /// Whether the form is open.
    pub open: RwSignal<bool>,
    /// What the key and the headers were made of.
    taken: StoredValue<Option<Secrets>>,
}

impl Connection {
    /// As this tab keeps it.
    pub fn kept() -> Self {
        let server: Option<Server> = kept::get(SERVER);
        let model: String = kept::get(MODEL).unwrap_or_default();
        let connection = Self {
            open: RwSignal::new(server.is_none() || model.is_empty()),
            model: RwSignal::new(model),
            table: RwSignal::new(kept::get(TABLE).unwrap_or_default()),
            models: RwSignal::new(kept::get(MODELS).unwrap_or_default()),
            key: StoredValue::new_local(None),
            headers: StoredValue::new_local(Vec::new()),
            has_key: RwSignal::new(false),
            has_secrets: RwSignal::new(false),
            taken: StoredValue::new(None),
            server: RwSignal::new(server),
        };
        for secrets in origins::secrets(SECRETS) {
            if connection.origin().as_ref() == Some(&secrets.origin) {
                // What was taken once is taken again.
                let _ = connection.take(secrets);
            }
        }
        connection
    }

    /// The endpoint, if a server is chosen.
    pub fn endpoint(self) -> Option<Endpoint> {
        let server = self.server.get_untracked()?;
        let mut endpoint = Endpoint::new(server.preset, server.address);
        endpoint.api = server.api;
        endpoint.key = self.key.with_value(Clone::clone);
        endpoint.headers = self.headers.with_value(Clone::clone);
        Some(endpoint)
    }

    /// Whether a server is chosen.
    pub fn is_there(self) -> bool {
        self.server.with(Option::is_some)
    }

    /// What models are called at the endpoint.
    pub fn aliases(self) -> Aliases {
        let model = self.model.get();
        let mut aliases = self
            .models
            .with(|models| Aliases::suggested(&model, models));
        for (alias, model) in self.table.get() {
            aliases.table.retain(|(known, _)| *known != alias);
            aliases.table.push((alias, model));
        }
        aliases
    }

    /// Has an alias mean a model, or what it would mean by itself where that is empty.
    pub fn choose_alias(self, alias: &str, model: &str) {
        self.table.update(|table| {
            table.retain(|(known, _)| known != alias);
            if !model.is_empty() {
                table.push((alias.to_owned(), model.to_owned()));
            }
        });
        kept::put(TABLE, &self.table.get_untracked());
    }

    /// The host that is asked, with its port.
    pub fn host(self) -> Option<String> {
        self.server
            .with(|server| Some(host_of(&server.as_ref()?.address)))
    }

    pub fn origin(self) -> Option<String> {
        self.server
            .with(|server| Some(server.as_ref()?.address.origin().to_string()))
    }

    /// Uses a model from now on.
    pub fn choose_model(self, model: String) {
        kept::put(MODEL, &model);
        self.model.set(model);
    }

    /// The headers that were taken, as the person has written them.
    pub fn header_lines(self) -> String {
        let taken = self.taken.with_value(Clone::clone);
        taken.map(|taken| taken.headers).unwrap_or_default()
    }

    /// Takes a key and headers for the server. Without a key, the one that is here stays.
    pub fn take(self, mut secrets: Secrets) -> Result<(), String> {
        let address = self
            .server
            .with_untracked(|server| Some(server.as_ref()?.address.clone()));
        let Some(address) = address else {
            return Ok(());
        };
        if secrets.key.trim().is_empty()
            && let Some(taken) = self.taken.with_value(Clone::clone)
            && taken.origin == secrets.origin
        {
            secrets.key = taken.key;
        }
        let mut headers = Vec::new();
        for line in secrets
            .headers
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            let Some((name, value)) = line.split_once(':') else {
                return Err(format!(
                    "\"{line}\" is no header: write the name, a colon, and the value."
                ));
            };
            let name = header_name(name)?;
            let value = Key::new(&address, value).map_err(|error| format!("{name}: {error}"))?;
            headers.push((name.to_owned(), value));
        }
        if !secrets.key.trim().is_empty() {
            let key = Key::new(&address, &secrets.key).map_err(|error| error.to_string())?;
            self.key.set_value(Some(key));
            self.has_key.set(true);
        }
        let has_secrets = !headers.is_empty() || !secrets.key.trim().is_empty();
        self.headers.set_value(headers);
        self.has_secrets.set(has_secrets);
        self.taken.set_value(Some(secrets));
        Ok(())
    }

    /// Whether what was taken is kept until the tab is closed.
    pub fn is_kept(self) -> bool {
        kept::get::<Vec<Secrets>>(SECRETS).is_some()
    }

    /// Keeps what was taken until the tab is closed, or no longer.
    pub fn keep(self, is_wanted: bool) {
        let taken = self.taken.with_value(Clone::clone);
        match taken.filter(|_| is_wanted && self.has_secrets.get_untracked()) {
            Some(taken) => {
                kept::put(SECRETS, &[taken]);
            }
            None => kept::forget(SECRETS),
        }
    }

    /// Forgets the key and the headers.
    pub fn forget_secrets(self) {
        kept::forget(SECRETS);
        self.key.set_value(None);
        self.headers.set_value(Vec::new());
        self.has_key.set(false);
        self.has_secrets.set(false);
        self.taken.set_value(None);
    }

    /// Lays the key down for the document that comes next.
    pub fn pass_over(self) {
        let taken = self
            .taken
            .with_value(|taken| taken.iter().cloned().collect::<Vec<_>>());
        origins::pass_over(SECRETS, &taken);
    }
}

impl Trial {
    /// Uses an endpoint from now on. One that this document may not ask yet has it loaded anew.
    pub(super) fn choose_endpoint(self, server: Server) {
        let connection = self.connection;
        let origin = server.address.origin().to_string();
        if untrack(|| connection.origin()).as_ref() != Some(&origin) {
            connection.forget_secrets();
        }
        if connection.server.get_untracked().as_ref() != Some(&server) {
            connection.models.set(Vec::new());
            connection.table.set(Vec::new());
            kept::forget(TABLE);
            kept::forget(MODELS);
            connection.choose_model(String::new());
        }
        kept::put(SERVER, &server);
        connection.server.set(Some(server));
        self.settle_origins();
    }
}
