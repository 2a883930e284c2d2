//! Filling the places that our HTML files leave open. The files are our own, so finding a place is
//! finding its exact text; one that is not there is a mistake to report, not to pass over.

use crate::problem::Problem;

/// Puts a text where its mark stands, escaped for content and attribute values alike.
pub fn fill(page: &str, mark: &str, text: &str, path: &str) -> Result<String, Problem> {
    fill_markup(page, mark, &escape(text), path)
}

/// Puts a list where its mark stands: each entry an element of the list, escaped.
pub fn fill_list<'a>(
    page: &str,
    mark: &str,
    entries: impl IntoIterator<Item = &'a str>,
    path: &str,
) -> Result<String, Problem> {
    let items: Vec<String> = entries
        .into_iter()
        .map(|entry| format!("<li>{}</li>", escape(entry)))
        .collect();
    fill_markup(page, mark, &items.join("\n        "), path)
}

fn fill_markup(page: &str, mark: &str, markup: &str, path: &str) -> Result<String, Problem> {
    if page.matches(mark).count() != 1 {
        return Err(Problem::new(format!(
            "{path} has to hold the mark {mark} exactly once."
        )));
    }
    Ok(page.replace(mark, markup))
}

/// Links the style sheet at the head's end.
pub fn link_style(page: &str, style: &str) -> Result<String, Problem> {
    replace_once(
        page,
        "</head>",
        &format!("<link rel=\"stylesheet\" href=\"./{style}\">\n</head>"),
    )
}

/// Gives the script element of Trunk.toml the hashed name of what it loads, of what is fetched after the
/// first view, and of the style of that.
pub fn name_scripts(
    page: &str,
    boot: &str,
    chunks: &[(&str, String)],
    later_style: &str,
) -> Result<String, Problem> {
    let chunks: String = chunks
        .iter()
        .map(|(attribute, name)| format!(" {attribute}=\"./{name}\""))
        .collect();
    replace_once(
        page,
        "src=\"./boot.js\"",
        &format!("src=\"./{boot}\"{chunks} data-later-style=\"./{later_style}\""),
    )
}

/// The file that an attribute of the page names, without the `./` before it.
pub fn attribute(page: &str, name: &str) -> Result<String, Problem> {
    let value = page
        .split_once(&format!(" {name}=\"./"))
        .and_then(|(_, rest)| rest.split_once('"'));
    match value {
        Some((value, _)) => Ok(value.to_owned()),
        None => Err(Problem::new(format!(
            "index.html names no {name} after trunk has been over it."
        ))),
    }
}

/// The page without the links to what lies in a folder.
pub fn without_links_to(page: &str, folder: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<link ") {
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |at| start + at + 1);
        kept.push_str(&rest[..start]);
        let link = &rest[start..end];
        if !link.contains(&format!("href=\"{folder}")) {
            kept.push_str(link);
        }
        rest = &rest[end..];
    }
    kept + rest
}

fn replace_once(page: &str, place: &str, text: &str) -> Result<String, Problem> {
    if page.matches(place).count() != 1 {
        return Err(Problem::new(format!(
            "index.html has to hold {place} exactly once after trunk has been over it."
        )));
    }
    Ok(page.replace(place, text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_cannot_end_the_textarea_that_holds_it() {
        let page = fill(
            "<textarea>%T%</textarea>",
            "%T%",
            "</textarea><script>&amp;\"",
            "x",
        )
        .unwrap();
        assert_eq!(
            page,
            "<textarea>&lt;/textarea&gt;&lt;script&gt;&amp;amp;&quot;</textarea>"
        );
    }

    #[test]
    fn the_entries_of_a_list_are_escaped_one_by_one() {
        let page = fill_list("<ul>%L%</ul>", "%L%", ["a", "<b>"], "x").unwrap();
        assert_eq!(page, "<ul><li>a</li>\n        <li>&lt;b&gt;</li></ul>");
    }

    #[test]
    fn a_missing_or_doubled_mark_is_reported() {
        assert!(fill("nothing", "%T%", "text", "x").is_err());
        assert!(fill("%T% %T%", "%T%", "text", "x").is_err());
    }

    #[test]
    fn what_trunk_named_is_found() {
        let page = "<script data-js=\"./a-1.js\" data-wasm=\"./a-1_bg.wasm\">";
        assert_eq!(attribute(page, "data-wasm").unwrap(), "a-1_bg.wasm");
        assert!(attribute(page, "data-editor").is_err());
    }

    #[test]
    fn links_to_a_folder_go_and_no_others() {
        let page = "<link rel=\"a\" href=\"./x/1.js\"><link href=\"./2.js\"><p>x/</p>";
        assert_eq!(
            without_links_to(page, "./x/"),
            "<link href=\"./2.js\"><p>x/</p>"
        );
    }

    #[test]
    fn the_boot_script_names_what_is_fetched_later() {
        let page = name_scripts(
            "<script src=\"./boot.js\" data-js=\"./a.js\">",
            "boot-1.js",
            &[("data-editor", "editor-2.js".to_owned())],
            "later-3.css",
        )
        .unwrap();
        assert_eq!(
            page,
            "<script src=\"./boot-1.js\" data-editor=\"./editor-2.js\" data-later-style=\"./later-3.css\" data-js=\"./a.js\">"
        );
    }
}
