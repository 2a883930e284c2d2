//! Links that hold what they share: a definition or a small collection, all of it behind the `#`, which
//! browsers do not send to any server.
//!
//! # The format, version 1
//!
//! A link that was made once must open for ever, so this does not change; what has to be different gets a
//! version of its own. `tests/links/` keeps links that were made, and what is in them.
//!
//! ```text
//! link     = "#v1." base64url(deflated checksum)      RFC 4648 section 5, without padding
//! deflated = the payload, compressed as raw DEFLATE   RFC 1951; it says itself where it ends
//! checksum = CRC-32 of the payload, 4 bytes, the highest first   that of zip and gzip
//! payload  = file+                                    one behind the other, up to its end
//! file     = length path length text
//! length   = bytes of what follows, as unsigned LEB128
//! path     = UTF-8, as path::check asks: relative, `/` between its parts, of a Markdown file
//! text     = UTF-8, byte for byte what was shared, a byte order mark and line ends included
//! ```
//!
//! Nothing else can be said in a link: it names no endpoint and no setting.
//!
//! The checksum stands behind the compressed bytes, so a link that lost its end is told from one that was
//! changed: wherever it is cut, the stream does not come to its end or the checksum is not all there.
//!
//! Any compressor will do. The program uses [`miniz_oxide`]; the page asks the browser's own, which
//! weighs nothing. Opening is another matter: there [`open`] is the only way, in the page as well,
//! because what comes in may mean harm. It stops while inflating when there is too much, which of the
//! browsers' streams only a reader beside them could do, and it tells a link that was cut from a damaged
//! one, which they do not tell.

mod disclosure;
mod install;
mod link;
mod path;
mod payload;
mod qr;
mod words;

pub use disclosure::{Disclosed, Disclosure, disclosures};
pub use install::{NotInstallable, Shell, install_command};
pub use link::{LinkError, Payload, advice, open};
pub use path::PathError;
pub use payload::Unshareable;
pub use qr::{Drawn, TooFine, qr_code};
pub use words::{badge, markdown_link, markdown_with_text};

/// How many bytes the texts and paths of a link have together at most.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// How many files a link holds at most.
pub const MOST_FILES: usize = 1_000;
/// How many characters a link has at most: what incompressible texts of [`MOST_BYTES`] need, and room
/// for the address before it.
pub const MOST_CHARACTERS: usize = 6 * 1024 * 1024;
/// Above so many characters some programs cut links.
pub const LONG: usize = 2_000;
/// Above so many characters many programs cut links.
pub const VERY_LONG: usize = 4_000;
