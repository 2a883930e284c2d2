//! HTTP as data: what is to be sent, what came back, and where a key may go.
//!
//! Nothing here does input or output. A [`Request`] is built for one [`Address`]; a [`Key`] is bound to one
//! [`Origin`], and a request to any other cannot be given it. What a request shows of itself (`Debug`, the
//! listing of its headers, the curl command) never holds a key: only [`Request::headers_to_send`] does, for
//! whoever sends it.
//!
//! [`EventStream`] reads Server-Sent Events from bytes that are cut anywhere. Behind it stands the crate
//! sse-parse: it is driven by bytes alone, takes linear time, replaces what is no UTF-8 as browsers do, and
//! has nothing but memchr that costs. eventsource-stream and sse-stream want to be polled as streams, and the
//! first gives up at the first byte that is no UTF-8.

mod address;
mod curl;
mod event_stream;
mod head;
mod key;
mod local_network;
mod request;

pub use address::{Address, NoAddress, Origin, Scheme};
pub use event_stream::{EventStream, ServerEvent};
pub use head::Head;
pub use key::{Key, NoKey, OtherOrigin};
pub use local_network::{how_to_permit, needs_permission, not_permitted};
pub use request::{Method, Request, ShownHeader};
