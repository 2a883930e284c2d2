//! The kinds of files by which Grep can be narrowed, as ripgrep calls them.

/// Kind, and what the names of its files end in.
const KINDS: &[(&str, &[&str])] = &[
    ("c", &[".c", ".h"]),
    (
        "cpp",
        &[".cpp", ".cc", ".cxx", ".hpp", ".hh", ".hxx", ".h", ".inl"],
    ),
    ("cs", &[".cs"]),
    ("css", &[".css", ".scss"]),
    ("dart", &[".dart"]),
    ("elixir", &[".ex", ".exs", ".eex", ".heex"]),
    ("go", &[".go"]),
    ("graphql", &[".graphql", ".graphqls"]),
    ("haskell", &[".hs", ".lhs"]),
    ("html", &[".html", ".htm", ".ejs"]),
    ("java", &[".java", ".jsp"]),
    ("js", &[".js", ".jsx", ".mjs", ".cjs", ".vue"]),
    ("json", &[".json"]),
    ("kotlin", &[".kt", ".kts"]),
    ("lua", &[".lua"]),
    ("markdown", &[".md", ".markdown", ".mdx", ".mdown", ".mkd"]),
    ("md", &[".md", ".markdown", ".mdx", ".mdown", ".mkd"]),
    ("php", &[".php", ".phtml"]),
    ("py", &[".py", ".pyi"]),
    ("python", &[".py", ".pyi"]),
    ("ruby", &[".rb", ".gemspec", "Gemfile", "Rakefile"]),
    ("rust", &[".rs"]),
    ("scala", &[".scala", ".sbt"]),
    ("sh", &[".sh", ".bash", ".zsh", ".ksh"]),
    ("sql", &[".sql", ".psql"]),
    ("svelte", &[".svelte"]),
    ("swift", &[".swift"]),
    ("toml", &[".toml", "Cargo.lock"]),
    ("ts", &[".ts", ".tsx", ".mts", ".cts"]),
    ("typescript", &[".ts", ".tsx", ".mts", ".cts"]),
    ("txt", &[".txt"]),
    ("vue", &[".vue"]),
    ("xml", &[".xml", ".xsd", ".xsl", ".xslt", ".svg"]),
    ("yaml", &[".yaml", ".yml"]),
    ("zig", &[".zig"]),
];

/// What the names of a kind's files end in.
pub(super) fn ends(kind: &str) -> Result<&'static [&'static str], String> {
    match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((_, ends)) => Ok(ends),
        None => {
            let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            Err(format!(
                "There is no type {} here. Use glob, such as *.ext, or one of: {}.",
                crate::text::shortened(kind, 40),
                names.join(", ")
            ))
        }
    }
}
