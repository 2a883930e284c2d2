//! From files to a link and back; see the module above for the format.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::payload::{self, Unshareable};
use super::{LONG, MOST_BYTES, MOST_CHARACTERS, PathError, VERY_LONG};
use crate::text::SourceFile;

/// What every link of this version begins with.
const BEGIN: &str = "#v1.";
/// Bits behind the last whole byte are left to the checksum: where a link was cut, any may be there.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);
const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
/// Bytes of a checksum.
const CHECKSUM_LEN: usize = 4;
/// The level at which miniz_oxide tries longest.
const SMALLEST: u8 = 10;

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// There is no fragment.
    #[error("There is no link here: one has a part that begins with #v1.")]
    NoLink,
    /// Its end is missing.
    #[error(
        "Incomplete link: its end is missing, as when a program cuts long links. Ask for it again, as a file if need be."
    )]
    Incomplete,
    /// It is of a version that is not known here.
    #[error(
        "The link is of version {0:?}, and only version v1 is known here. A newer version of Agent Playground may open it."
    )]
    UnknownVersion(String),
    /// It has a character that no link has.
    #[error(
        "The link is damaged: its character {at} is {character:?}, and behind #v1. there are letters, digits, - and _ only. Copy it again."
    )]
    UnknownCharacter {
        /// The character.
        character: char,
        /// Which of the characters from the `#` on it is, from 1.
        at: usize,
    },
    /// It has more than [`MOST_CHARACTERS`].
    #[error("The link is longer than any that is made: it has {0} bytes. It was not opened.")]
    TooLong(usize),
    /// Some of it was changed on the way.
    #[error("The link is damaged: some of its characters were changed. Ask for it again.")]
    Damaged,
    /// Something stands behind it.
    #[error("The link has more characters than belong to it. Copy it again, up to its end only.")]
    Longer,
    /// The texts have more than [`MOST_BYTES`].
    #[error("The link holds more than 4 MiB of text. It was not opened.")]
    TooLarge,
    /// There are more than [`super::MOST_FILES`] files.
    #[error("The link holds more than 1,000 files. It was not opened.")]
    TooMany,
    /// A text or a path is no text.
    #[error("What the link holds is not UTF-8 text. It was not opened.")]
    NotUtf8,
    /// A path is refused.
    #[error("The link names a file {path:?}, which is refused: {why}. It was not opened.")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: PathError,
    },
    /// Two of the files have one path.
    #[error("The link holds two files with the path {0:?}. It was not opened.")]
    Twice(String),
    /// Nothing that makes links made it.
    #[error("The link holds no files. Whatever made it was not Agent Playground.")]
    Malformed,
}

/// What a link holds, before it is compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(Vec<u8>);

impl Payload {
    /// Puts files together.
    ///
    /// # Errors
    /// When a link cannot hold them; nothing is ever left out.
    pub fn new(files: &[SourceFile]) -> Result<Self, Unshareable> {
        payload::write(files).map(Self)
    }

    /// Its bytes, for a compressor of raw DEFLATE.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The link, from `#` on, with [`Payload::bytes`] as a compressor made them smaller.
    pub fn link_of(&self, deflated: &[u8]) -> String {
        let checksum = CHECKSUM.checksum(&self.0).to_be_bytes();
        let mut link = BEGIN.to_owned();
        BASE64URL.encode_string([deflated, &checksum].concat(), &mut link);
        link
    }

    /// The link, from `#` on, by the compressor that is part of this program.
    pub fn link(&self) -> String {
        self.link_of(&compress_to_vec(&self.0, SMALLEST))
    }
}

/// The files in a link: an address with a fragment, or the fragment alone, with its `#` or without.
///
/// # Errors
/// When it is not whole, not of a known version, or holds what no link may hold. Nothing is opened in
/// part.
pub fn open(link: &str) -> Result<Vec<SourceFile>, LinkError> {
    let link = link.trim();
    if link.len() > MOST_CHARACTERS {
        return Err(LinkError::TooLong(link.len()));
    }
    let coded = coded(link)?;
    let bytes = BASE64URL
        .decode(coded)
        .map_err(|_| not_base64(coded).unwrap_or(LinkError::Incomplete))?;
    let (payload, used) = inflate(&bytes)?;
    let behind = bytes.get(used..).unwrap_or_default();
    match behind.len() {
        CHECKSUM_LEN => {}
        fewer if fewer < CHECKSUM_LEN => return Err(LinkError::Incomplete),
        _ => return Err(LinkError::Longer),
    }
    if behind != CHECKSUM.checksum(&payload).to_be_bytes() {
        return Err(LinkError::Damaged);
    }
    payload::read(&payload)
}

/// A word about a link with so many characters, where it is so long that programs cut it; without a full
/// stop.
pub fn advice(characters: usize) -> Option<&'static str> {
    if characters > VERY_LONG {
        Some(
            "Many programs cut links above 4,000 characters: send the file instead, or try the link where it will be read",
        )
    } else if characters > LONG {
        Some("Some programs cut links above 2,000 characters: try the link where it will be read")
    } else {
        None
    }
}

/// What stands behind the version.
fn coded(link: &str) -> Result<&str, LinkError> {
    let (fragment, is_address) = match link.split_once('#') {
        Some((_, fragment)) => (fragment, true),
        None => (link, false),
    };
    let (version, coded) = match fragment.split_once('.') {
        Some((version, coded)) => (version, Some(coded)),
        None => (fragment, None),
    };
    let number = version.strip_prefix('v');
    match (number, coded) {
        (Some("1"), Some(coded)) => Ok(coded),
        // The beginning of a version, with nothing behind it.
        (Some("1" | ""), None) => Err(LinkError::Incomplete),
        (None, None) if version.is_empty() && is_address => Err(LinkError::Incomplete),
        (Some(number), _) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            Err(LinkError::UnknownVersion(version.to_owned()))
        }
        _ => Err(LinkError::NoLink),
    }
}

/// The first character that is not one of base64url.
fn not_base64(coded: &str) -> Option<LinkError> {
    let fits =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let mut characters = coded.chars().enumerate();
    let (at, character) = characters.find(|(_, character)| !fits(*character))?;
    Some(LinkError::UnknownCharacter {
        character,
        at: BEGIN.len() + at + 1,
    })
}

/// What a DEFLATE stream becomes, and how many bytes of `deflated` it has. It is stopped above
/// [`MOST_BYTES`], whatever it would become.
fn inflate(deflated: &[u8]) -> Result<(Vec<u8>, usize), LinkError> {
    const FIRST: usize = 16 * 1024;
    // One more, for a stream that fills them all to say that it ends there.
    const MOST: usize = MOST_BYTES + 1;
    let mut inflater = Box::<DecompressorOxide>::default();
    let mut out = vec![0; FIRST];
    let (mut used, mut filled) = (0, 0);
    loop {
        let rest = deflated.get(used..).unwrap_or_default();
        let (status, read, written) = decompress(
            &mut inflater,
            rest,
            &mut out,
            filled,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        used += read;
        filled += written;
        match status {
            TINFLStatus::Done if filled <= MOST_BYTES => {
                out.truncate(filled);
                return Ok((out, used));
            }
            TINFLStatus::HasMoreOutput if out.len() < MOST => {
                out.resize((out.len() * 2).min(MOST), 0);
            }
            TINFLStatus::Done | TINFLStatus::HasMoreOutput => return Err(LinkError::TooLarge),
            // It would go on, and there is nothing left.
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                return Err(LinkError::Incomplete);
            }
            _ => return Err(LinkError::Damaged),
        }
    }
}

#[cfg(test)]
mod tests;
