//! A link as a QR code, for a camera.

use qrcodegen::{QrCode, QrCodeEcc};

/// How many characters a link has at most for a code of it: denser ones are too fine for the cameras of
/// most phones, on most screens.
pub const MOST_IN_A_CODE: usize = 2_000;
/// How many modules of the ground are left free round a code; cameras need them.
const QUIET: i32 = 4;

/// A code, drawn as one path in a square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The side of the square in modules, the free ground included.
    pub side: i32,
    /// The dark modules as an SVG path, a module one unit wide.
    pub path: String,
}

/// Why there is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the link has {0} characters, and a code of more than {MOST_IN_A_CODE} is too fine for most cameras"
)]
pub struct TooFine(pub usize);

/// The code of a link.
///
/// # Errors
/// When the link is too long for a code that a camera reads.
pub fn qr_code(link: &str) -> Result<Drawn, TooFine> {
    let too_fine = TooFine(link.len());
    if link.len() > MOST_IN_A_CODE {
        return Err(too_fine);
    }
    let code = QrCode::encode_binary(link.as_bytes(), QrCodeEcc::Low).map_err(|_| too_fine)?;
    Ok(Drawn {
        side: code.size() + 2 * QUIET,
        path: path(&code),
    })
}

/// The dark modules, those beside each other in a row as one piece.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            let width = x - begin;
            if width > 0 {
                let (left, top) = (begin + QUIET, y + QUIET);
                path += &format!("M{left} {top}h{width}v1h-{width}z");
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a camera reads: the path is put on a ground of `SCALE` dots a module.
    fn read(drawn: &Drawn) -> String {
        const SCALE: usize = 4;
        let side = usize::try_from(drawn.side).expect("it has a side");
        let mut dark = vec![false; side * side];
        for piece in drawn.path.split_terminator('z') {
            let numbers = piece.strip_prefix('M').expect("it begins somewhere");
            let numbers: Vec<usize> = numbers
                .split([' ', 'h', 'v', '-'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let [left, top, width, 1, back] = numbers[..] else {
                panic!("{piece} is no piece of a row");
            };
            assert_eq!(width, back);
            dark[top * side + left..][..width].fill(true);
        }
        let mut seen =
            rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
                if dark[y / SCALE * side + x / SCALE] {
                    0
                } else {
                    255
                }
            });
        let grids = seen.detect_grids();
        let (_, text) = grids
            .first()
            .expect("there is a code")
            .decode()
            .expect("it is read");
        text
    }

    #[test]
    fn a_camera_reads_the_link() {
        for length in [0, 1, 300, 1_000, MOST_IN_A_CODE - 24] {
            let link = format!("https://a.example/b/#v1.{}", "aZ09-_".repeat(length))
                .chars()
                .take(24 + length)
                .collect::<String>();
            let drawn = qr_code(&link).expect("it fits");
            assert_eq!(read(&drawn), link);
        }
    }

    #[test]
    fn a_link_that_is_too_long_says_so() {
        let words = qr_code(&"a".repeat(2_001)).map_err(|error| error.to_string());
        assert_eq!(
            words,
            Err("the link has 2001 characters, and a code of more than 2000 is too fine for most cameras".to_owned())
        );
    }
}
