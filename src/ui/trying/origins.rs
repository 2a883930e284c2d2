//! The origins that this document may ask, and what is carried over the reload that another one needs.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Trial;
use crate::http::Address;
use crate::web::dom;
use crate::web::trying::kept::{self, ORIGINS};

/// A key and headers, with the origin that they are for.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Secrets {
    pub origin: String,
    pub key: String,
    /// Of an endpoint: lines of a name, a colon and a value. Of an MCP server: the header that the key goes in,
    /// where that is not the usual one.
    pub headers: String,
}

/// What the person wants kept under this name, or else what the document before this one has passed over.
pub(super) fn secrets(name: &str) -> Vec<Secrets> {
    let passed_under = passed(name);
    let passed = kept::get(&passed_under);
    kept::forget(&passed_under);
    passed.or_else(|| kept::get(name)).unwrap_or_default()
}

/// Lays secrets down for the document that comes next, which takes them up as the first thing it does.
pub(super) fn pass_over(name: &str, secrets: &[Secrets]) {
    if !secrets.is_empty() {
        kept::put(&passed(name), &secrets);
    }
}

fn passed(name: &str) -> String {
    format!("{name}.passed")
}

/// The host of an address, with its port.
pub(super) fn host_of(address: &Address) -> String {
    let origin = address.origin().to_string();
    match origin.split_once("://") {
        Some((_, host)) => host.to_owned(),
        None => origin,
    }
}

/// A name that a header can have.
pub(super) fn header_name(name: &str) -> Result<&str, String> {
    let name = name.trim();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if name.is_empty() || !name.bytes().all(fits) {
        return Err(format!(
            "\"{name}\" is no name of a header: letters, digits and hyphens are."
        ));
    }
    Ok(name)
}

impl Trial {
    /// Keeps the origins that are named now: the browser refuses every other. Where this document was started with
    /// others, it is loaded anew, with nothing lost; says whether it is.
    pub(super) fn settle_origins(self) -> bool {
        let mut origins = self.servers.origins();
        origins.extend(untrack(|| self.connection.origin()));
        origins.sort();
        origins.dedup();
        kept::put(ORIGINS, &origins);
        if self.started_with.with_value(|before| *before == origins) {
            return false;
        }
        self.connection.pass_over();
        self.servers.pass_over();
        if let Some(window) = dom::window() {
            let _ = window.location().reload();
        }
        true
    }
}
