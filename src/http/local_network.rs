//! Servers near the browser: it asks the person before a page of the internet may speak to one (Local Network
//! Access).

use std::fmt::Display;

use super::Origin;

/// Whether the browser asks the person before a page may speak to a server: one of the internet to one of this
/// machine or of the local network.
pub fn needs_permission(page: &Origin, server: &Origin) -> bool {
    let near = server.is_loopback() || server.is_local_network();
    near && !page.is_loopback() && !page.is_local_network()
}

/// What happened where the person refused it; `address` is that of the server.
pub fn not_permitted(address: impl Display) -> String {
    format!(
        "The browser was told not to let this page speak to the local network, where {address} is."
    )
}

/// How a person gives the permission that a page was refused; `page` is its origin, or words for it.
pub fn how_to_permit(page: impl Display) -> String {
    format!(
        "Allow it in the browser: press the sign left of the page's address, and set Local network access (in newer versions Apps on device, or Local network) to Allow for {page}."
    )
}
