//! Real servers that a run may be given, for the tests of the engine and for those in browsers.

/// The address of a server that a variable names, as in `LIVE_MCP=everything=http://127.0.0.1:13001/mcp,context7=…`;
/// `None`, and said so, where there is none.
pub fn address(variable: &str, name: &str) -> Option<String> {
    let listed = std::env::var(variable).unwrap_or_default();
    let pairs = listed.split(',').filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(one, _)| *one == name);
    if found.is_none() {
        println!("skipped: {variable} names no server {name}");
    }
    found.map(|(_, address)| address.to_owned())
}
