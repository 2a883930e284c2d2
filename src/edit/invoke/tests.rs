use super::*;

const FILE: &str = "---\nname: baker\ndescription: For bread. Examples: <example>Context: It rains. user: \"Bake?\" assistant: \
    \"I'll bake\" <commentary>Bread is bread.</commentary></example> <example>user: \"Again?\"</example>\nmodel: opus\n---\n\n\
    You bake.\n\n# Tools\n\nAn oven.\n";

fn edited(source: &str, edits: Result<Vec<TextEdit>, Refused>) -> String {
    apply(source, &edits.expect("the edit is made")).expect("it fits")
}

#[test]
fn an_example_becomes_a_bullet_and_comes_back() {
    let definition = Definition::parse(FILE);
    let moved = edited(FILE, to_body(&definition, 0));
    assert_eq!(
        moved,
        "---\nname: baker\ndescription: For bread. Examples: <example>user: \"Again?\"</example>\nmodel: opus\n---\n\nYou bake.\n\n\
         ## When to invoke\n\n- **It rains.** Bread is bread.\n  - User: \"Bake?\"\n  - Assistant: \"I'll bake\"\n\n# Tools\n\nAn oven.\n"
    );
    let definition = Definition::parse(moved.as_str());
    assert_eq!(scenarios(&definition).len(), 1);
    let back = edited(&moved, to_description(&definition, 0));
    let expected = "For bread. Examples: <example>user: \"Again?\"</example> <example>Context: It rains. user: \"Bake?\" \
        assistant: \"I'll bake\" <commentary>Bread is bread.</commentary></example>\n";
    assert!(back.contains(expected), "{back}");
    assert!(
        back.ends_with("---\n\nYou bake.\n\n# Tools\n\nAn oven.\n"),
        "{back}"
    );
}

#[test]
fn all_go_at_once_and_the_word_that_introduced_them_too() {
    let definition = Definition::parse(FILE);
    let moved = edited(FILE, all_to_body(&definition));
    assert!(moved.contains("description: For bread.\nmodel"), "{moved}");
    assert!(
        moved.contains("- **It rains.** Bread is bread.\n  - User: \"Bake?\"\n  - Assistant: \"I'll bake\"\n- User: \"Again?\"\n\n#"),
        "{moved}"
    );
    assert_eq!(scenarios(&Definition::parse(moved)).len(), 2);
}

#[test]
fn what_people_write_there_becomes_an_example() {
    let source = "---\r\nname: a\r\ndescription: For bread.\r\n---\r\n\r\nBake.\r\n\r\n## When to invoke\r\n\r\n- **Rain.** It \
                  rains\r\n  a lot.\r\n- Snow.\r\n\r\nAnd so on.\r\n";
    let definition = Definition::parse(source);
    let found = scenarios(&definition);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].example.parts[1].1, "It rains\na lot.");
    let moved = edited(source, to_description(&definition, 0));
    let definition = Definition::parse(moved.as_str());
    assert_eq!(definition.examples.examples.len(), 1, "{moved}");
    assert_eq!(definition.examples.examples[0].parts[0].text, "Rain.");
    assert!(
        moved.ends_with("## When to invoke\r\n\r\n- Snow.\r\n\r\nAnd so on.\r\n"),
        "{moved}"
    );
}

#[test]
fn a_body_without_sections_gets_one_at_its_end() {
    let source = "---\nname: a\ndescription: |\n  For bread.\n\n  <example>\n  Context: Rain\n  </example>\n---\nBake.\n";
    let definition = Definition::parse(source);
    let moved = edited(source, to_body(&definition, 0));
    assert_eq!(
        moved,
        "---\nname: a\ndescription: |\n  For bread.\n---\nBake.\n\n## When to invoke\n\n- **Rain**\n"
    );
    let back = edited(
        &moved,
        to_description(&Definition::parse(moved.as_str()), 0),
    );
    assert!(back.ends_with("---\nBake.\n"), "{back}");
}
