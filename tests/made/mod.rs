//! Definitions made to measure, for where there is no real file of the size that is wanted.

/// A definition of so many bytes with all that one holds: an example in the description, headings,
/// lists, code, a table. Its frontmatter is valid YAML. ASCII only, so it can be cut anywhere.
pub fn definition(bytes: usize) -> String {
    let mut text = String::from(
        "---\nname: measured\ndescription: \"Use this agent for reviews. <example>Context: a change is ready. user: 'Please review' assistant: 'I will use the reviewer' <commentary>A review was asked for.</commentary></example>\"\nmodel: sonnet\ntools: Read, Grep, Glob\n---\n\n# What you do\n",
    );
    let mut section = 1;
    while text.len() < bytes {
        text.push_str(&format!(
            "\n## Part {section}\n\nRead the change **as a whole** before you speak of its parts, and say `what` is wrong and *why*.\n\n- first the tests, then the code\n- [the guide](https://example.org/guide) on naming\n  - and on errors\n\n```rust\nfn part_{section}() -> Result<(), Error> {{\n    Ok(())\n}}\n```\n\n| what | how |\n|---|---|\n| names | as in the field |\n"
        ));
        section += 1;
    }
    text.truncate(bytes);
    text
}
