//! How the commands speak to the terminal.

/// Announces what is done next.
pub fn step(what: &str) {
    println!("\n== {what}");
}

/// Bytes as people read them: kB of 1,000 bytes.
pub fn kilobytes(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1000.0;
    format!("{kilobytes:.1} kB")
}
