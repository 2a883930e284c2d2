//! Runs of agents without any server: what is said to a run, and what it wants to be done.

use serde_json::{Value, json};

use agent_playground::agent::*;
use agent_playground::endpoint::{
    Aliases, Api, Ask, Cause, Failure, Finished, Message, Part, Preset, Role, StopReason, Usage,
};
use agent_playground::mcp;
use agent_playground::text::SourceFile;

fn agent(name: &str, fields: &str) -> Agent {
    let text =
        format!("---\nname: {name}\ndescription: Does {name}\n{fields}---\nYou are {name}.\n");
    Agent::of(&SourceFile::new(format!(".claude/agents/{name}.md"), text)).expect("it loads")
}

fn tool(server: &str, name: &str) -> mcp::Tool {
    mcp::Tool {
        server: server.to_owned(),
        name: name.to_owned(),
        title: None,
        description: String::new(),
        input_schema: json!({"type": "object"}),
        annotations: mcp::Annotations::default(),
    }
}

fn setup(fields: &str) -> Setup {
    Setup {
        agent: agent("writer", fields),
        others: [agent("reviewer", "model: opus\n")].into(),
        servers: vec![
            tool("context7", "query-docs"),
            tool("context7", "resolve-library-id"),
            tool("files", "delete"),
        ],
        folder: None,
        aliases: Aliases {
            inherit: "small".to_owned(),
            table: vec![("opus".to_owned(), "large".to_owned())],
        },
        models: vec!["small".to_owned(), "large".to_owned()],
        caps: Caps::default(),
    }
}

fn said(text: &str) -> Finished {
    Finished {
        parts: vec![Part::Text {
            text: text.to_owned(),
        }],
        stop: StopReason::EndTurn,
        usage: Usage {
            input: Some(10),
            output: Some(5),
        },
    }
}

fn calls(uses: &[(&str, &str, Value)]) -> Finished {
    let part = |(id, name, input): &(&str, &str, Value)| Part::ToolUse {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        input: input.clone(),
        unread: None,
    };
    Finished {
        parts: uses.iter().map(part).collect(),
        stop: StopReason::ToolUse,
        usage: Usage {
            input: Some(10),
            output: Some(5),
        },
    }
}

fn hand_off(to: &str) -> Value {
    json!({"subagent_type": to, "description": "d", "prompt": "Review this."})
}

/// The only action, which asks.
fn asks(actions: &[Action]) -> (FrameId, &Ask) {
    match actions {
        [Action::Ask { frame, ask, .. }] => (*frame, ask),
        other => panic!("it does not ask: {other:?}"),
    }
}

fn consents(actions: &[Action]) -> Vec<CallId> {
    let call = |action: &Action| match action {
        Action::AskConsent { call, .. } => *call,
        other => panic!("it does not ask for consent: {other:?}"),
    };
    actions.iter().map(call).collect()
}

fn results(ask: &Ask) -> Vec<(&str, &str, bool)> {
    let last = ask.messages.last().expect("a message");
    assert_eq!(last.role, Role::User);
    let result = |part: &'_ Part| match part {
        Part::ToolResult { is_error, .. } => *is_error,
        other => panic!("no result: {other:?}"),
    };
    let parts = last.parts.iter();
    parts
        .map(|part| match part {
            Part::ToolResult { id, text, .. } => (id.as_str(), text.as_str(), result(part)),
            other => panic!("no result: {other:?}"),
        })
        .collect()
}

fn failure() -> Failure {
    Failure {
        address: "https://api.example.com/v1/messages".to_owned(),
        model: "small".to_owned(),
        preset: Preset::Custom,
        api: Api::AnthropicMessages,
        page: "https://play.example".to_owned(),
        headers: Vec::new(),
        cause: Cause::Overloaded,
        said: None,
    }
}

fn names(offer: &Offer) -> Vec<&str> {
    offer
        .tools
        .iter()
        .map(|(tool, _)| tool.name.as_str())
        .collect()
}

#[test]
fn the_lists_of_the_file_limit_what_is_offered() {
    let (query, resolve) = (
        "mcp__context7__query-docs",
        "mcp__context7__resolve-library-id",
    );
    let delete = "mcp__files__delete";
    for (fields, offered) in [
        ("", vec![query, resolve, delete, "Agent"]),
        ("tools: mcp__context7__query-docs\n", vec![query]),
        (
            "tools: mcp__context7, Task\n",
            vec![query, resolve, "Agent"],
        ),
        ("tools: mcp__context7__*, Read\n", vec![query, resolve]),
        ("tools: mcp__*, Agent(reviewer)\n", vec!["Agent"]),
        ("tools: Read\n", vec![]),
        ("disallowedTools: mcp__files, Agent\n", vec![query, resolve]),
        ("disallowedTools: mcp__*\n", vec!["Agent"]),
        (
            "tools: mcp__context7\ndisallowedTools: mcp__context7__query-docs\n",
            vec![resolve],
        ),
    ] {
        let offer = Run::new(setup(fields)).offer();
        assert_eq!(names(&offer), offered, "{fields}");
        assert_eq!(
            offer.tools.len() + offer.withheld.len(),
            3 + usize::from(offered.contains(&"Agent")),
            "{fields}"
        );
    }
    let offer = Run::new(setup("tools: Read, Bash(git *), Nonsense, mcp__context7\n")).offer();
    assert_eq!(offer.unavailable, ["Read", "Bash"]);
}

#[test]
fn a_prompt_goes_out_as_the_reader_has_it() {
    let mut run = Run::new(setup("model: opus\n"));
    assert!(!run.is_running());
    let actions = run.send("Hello");
    let (frame, ask) = asks(&actions);
    assert_eq!(ask.system, "You are writer.");
    assert_eq!(ask.model, "large");
    let over = run.answered(frame, said("Hi."));
    assert_eq!(over, [Action::Over(Outcome::Answered(StopReason::EndTurn))]);
    assert_eq!((run.turns(), run.tokens()), (1, 15));
    let actions = run.send("More");
    assert_eq!(asks(&actions).1.messages.len(), 3);
}

#[test]
fn what_would_go_out_is_known_before() {
    let mut run = Run::new(setup("model: opus\n"));
    let draft = run.draft("Hello").expect("an agent");
    let actions = run.send("Hello");
    assert_eq!(&draft, asks(&actions).1);
    assert!(draft.estimated_tokens() > 0);
    // Where the server does not count, the same is estimated.
    let mut answer = said("Hi.");
    answer.usage = Usage::default();
    run.answered(asks(&actions).0, answer);
    let output = Part::Text {
        text: "Hi.".to_owned(),
    };
    assert_eq!(
        run.tokens(),
        draft.estimated_tokens() + output.estimated_tokens()
    );
    let draft = run.draft("More").expect("an agent");
    assert_eq!(&draft, asks(&run.send("More")).1);
}

#[test]
fn no_tool_is_called_without_the_person() {
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("Go"));
    let query = "mcp__context7__query-docs";
    let actions = run.answered(
        frame,
        calls(&[
            ("a", query, json!({"q": 1})),
            ("b", query, json!({"q": 2})),
            ("c", "mcp__files__delete", json!({})),
            ("d", "mcp__context7__query-doc", json!({})),
        ]),
    );
    let asked = consents(&actions);
    assert_eq!(
        asked.len(),
        3,
        "the unknown tool is answered without asking"
    );
    // What was not allowed cannot give anything that counts as allowed.
    let begun = run.consent(asked[0], Consent::ForRun);
    assert!(
        matches!(begun.as_slice(), [Action::Call { input, .. }, Action::Call { tool, .. }]
        if *input == json!({"q": 1}) && tool == "query-docs")
    );
    assert!(run.consent(asked[2], Consent::No).is_empty());
    assert!(
        run.consent(asked[2], Consent::Once).is_empty(),
        "the word is given"
    );
    assert!(run.gave(asked[1], "two", false).is_empty());
    let actions = run.gave(asked[0], "one", false);
    let (frame, ask) = asks(&actions);
    let results = results(ask);
    assert_eq!(
        results[..3],
        [
            ("a", "one", false),
            ("b", "two", false),
            ("c", "The user does not allow this call.", true),
        ]
    );
    assert!(
        results[3]
            .1
            .contains("Did you mean mcp__context7__query-docs?"),
        "{results:?}"
    );
    // Allowed for the run: not asked again; the other one is.
    let actions = run.answered(
        frame,
        calls(&[
            ("e", query, json!({})),
            ("f", "mcp__files__delete", json!({})),
        ]),
    );
    assert!(matches!(
        actions.as_slice(),
        [Action::Call { .. }, Action::AskConsent { .. }]
    ));
}

#[test]
fn another_agent_works_on_its_own_and_answers_once() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(
        root,
        calls(&[
            ("h", "Agent", hand_off("reviewer")),
            ("i", "Agent", hand_off("nobody")),
        ]),
    );
    let (child, ask) = asks(&actions);
    assert_eq!(ask.system, "You are reviewer.");
    assert_eq!(ask.model, "large");
    assert_eq!(ask.messages.len(), 1);
    let actions = run.answered(child, said("Fine."));
    let (again, ask) = asks(&actions);
    assert_eq!(again, root);
    assert_eq!(
        results(ask),
        [
            ("h", "Fine.", false),
            ("i", "There is no agent nobody.", true)
        ]
    );
    run.answered(root, said("Done."));
    let depths: Vec<u32> = run
        .transcript()
        .steps
        .iter()
        .map(|step| step.depth)
        .collect();
    assert!(depths.contains(&1));
    assert!(
        run.transcript()
            .markdown()
            .contains("### reviewer\n\nFine.")
    );
}

#[test]
fn hand_offs_end_at_the_depth_and_runs_at_their_caps() {
    let mut setup_ = setup("");
    setup_.caps = Caps {
        depth: 1,
        turns: 3,
        ..Caps::default()
    };
    let mut run = Run::new(setup_);
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("h", "Agent", hand_off("reviewer"))]));
    let (child, ask) = asks(&actions);
    assert!(ask.tools.iter().all(|tool| tool.name != "Agent"));
    let actions = run.answered(child, calls(&[("x", "Agent", hand_off("writer"))]));
    let (_, ask) = asks(&actions);
    assert!(results(ask)[0].2);
    let actions = run.answered(child, calls(&[("y", "none", json!({}))]));
    assert_eq!(actions, [Action::Over(Outcome::TurnsUsed)]);
    assert!(!run.is_running());
    // What was open is closed, so that the next prompt can be sent.
    let actions = run.send("Again");
    let (_, ask) = asks(&actions);
    assert!(matches!(
        &ask.messages[2].parts[..],
        [Part::ToolResult { is_error: true, .. }]
    ));

    let mut setup_ = setup("");
    setup_.caps.tokens = 15;
    let mut run = Run::new(setup_);
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("y", "none", json!({}))]));
    assert_eq!(actions, [Action::Over(Outcome::TokensUsed)]);

    let mut run = Run::new(setup("maxTurns: 1\n"));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("y", "none", json!({}))]));
    assert_eq!(actions, [Action::Over(Outcome::TurnsUsed)]);
}

#[test]
fn a_tool_is_allowed_for_one_run_only() {
    let query = || calls(&[("a", "mcp__context7__query-docs", json!({"q": 1}))]);
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("Go"));
    let call = consents(&run.answered(frame, query()))[0];
    run.consent(call, Consent::ForRun);
    let (frame, _) = asks(&run.gave(call, "one", false));
    let actions = run.answered(frame, query());
    assert!(matches!(actions.as_slice(), [Action::Call { .. }]));
    run.stop(Vec::new());
    // Another definition may be on show by now.
    let (frame, _) = asks(&run.send("Go on"));
    assert_eq!(consents(&run.answered(frame, query())).len(), 1);
}

#[test]
fn what_failed_before_a_reload_is_asked_for_again_with_what_is_chosen_now() {
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("Go"));
    run.failed(frame, Vec::new(), &failure());
    let mut run = Run::restored(setup(""), run.transcript().clone());
    run.refit(setup("model: opus\n"));
    let actions = run.retry();
    let (_, ask) = asks(&actions);
    assert_eq!(ask.model, "large");
    assert_eq!(ask.messages, [Message::user("Go")]);
}

#[test]
fn how_soon_an_answer_began_is_in_the_transcript() {
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("Go"));
    run.began(frame, 40);
    run.answered(frame, said("Fine."));
    let (frame, _) = asks(&run.send("Again"));
    run.answered(frame, said("Fine."));
    let after = |at: usize| match run.transcript().steps[at].what {
        What::Answer { first_token_ms, .. } => first_token_ms,
        _ => None,
    };
    assert_eq!((after(1), after(3)), (Some(40), None));
}

#[test]
fn what_failed_is_asked_for_again() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("h", "Agent", hand_off("reviewer"))]));
    let (child, _) = asks(&actions);
    let came = vec![Part::Text {
        text: "Half an".to_owned(),
    }];
    assert_eq!(
        run.failed(child, came, &failure()),
        [Action::Over(Outcome::Failed)]
    );
    assert!(run.answered(child, said("late")).is_empty());
    let actions = run.retry();
    assert_eq!(asks(&actions).0, child);
    let actions = run.answered(child, said("Fine."));
    assert_eq!(results(asks(&actions).1), [("h", "Fine.", false)]);
    let text = run.transcript().markdown();
    assert!(text.contains("(not complete)\n\nHalf an") && text.contains("overloaded"));
}

#[test]
fn a_failed_hand_off_can_be_left_behind() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("h", "Agent", hand_off("reviewer"))]));
    run.failed(asks(&actions).0, Vec::new(), &failure());
    let actions = run.send("Without a review, then.");
    let (_, ask) = asks(&actions);
    assert!(matches!(
        &ask.messages[2].parts[..],
        [Part::ToolResult { is_error: true, .. }]
    ));
    assert_eq!(ask.messages[3], Message::user("Without a review, then."));
}

#[test]
fn stopping_ends_the_whole_tree_and_keeps_what_came() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(
        root,
        calls(&[
            ("h", "Agent", hand_off("reviewer")),
            ("a", "mcp__files__delete", json!({})),
        ]),
    );
    let Some(Action::Ask { frame: child, .. }) = actions
        .iter()
        .find(|action| matches!(action, Action::Ask { .. }))
    else {
        panic!("the hand-off asks");
    };
    let asked = actions.iter().find_map(|action| match action {
        Action::AskConsent { call, .. } => Some(*call),
        _ => None,
    });
    let asked = asked.expect("the tool is asked for");
    let ended = run.stop(vec![(
        *child,
        vec![Part::Text {
            text: "So far".to_owned(),
        }],
    )]);
    assert_eq!(
        ended,
        [
            Action::Cancel(Waiting::Call(asked)),
            Action::Cancel(Waiting::Answer(*child)),
            Action::Over(Outcome::Stopped),
        ]
    );
    assert!(
        run.consent(asked, Consent::Once).is_empty(),
        "nothing starts after the end"
    );
    assert!(run.gave(asked, "late", false).is_empty());
    assert!(run.transcript().markdown().contains("So far"));
    let actions = run.send("Go on");
    assert_eq!(asks(&actions).1.messages.len(), 4);
}

#[test]
fn a_prompt_is_edited_and_sent_again() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("One"));
    run.answered(root, said("1"));
    run.send("Two");
    assert!(run.edit(0, "no").is_empty(), "not while it runs");
    run.answered(root, said("2"));
    assert_eq!(run.prompt(1).as_deref(), Some("Two"));
    let actions = run.edit(1, "Three");
    let texts: Vec<String> = asks(&actions)
        .1
        .messages
        .iter()
        .map(agent_playground::endpoint::Message::text)
        .collect();
    assert_eq!(texts, ["One", "1", "Three"]);
    run.answered(root, said("3"));
    assert_eq!(run.transcript().steps.len(), 4);
    let actions = run.retry();
    assert_eq!(asks(&actions).1.messages.len(), 3);
    assert_eq!(run.transcript().steps.len(), 3);
}

#[test]
fn arguments_that_are_no_json_go_back_to_the_model() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let mut answer = calls(&[("a", "mcp__files__delete", json!({}))]);
    if let Some(Part::ToolUse { unread, .. }) = answer.parts.first_mut() {
        *unread = Some("{pa".to_owned());
    }
    let actions = run.answered(root, answer);
    let (_, ask) = asks(&actions);
    assert!(results(ask)[0].1.contains("no JSON object"));
}

#[test]
fn a_transcript_survives_and_its_fences_hold() {
    let mut run = Run::new(setup(""));
    let (root, _) = asks(&run.send("Go"));
    let actions = run.answered(root, calls(&[("a", "mcp__files__delete", json!({}))]));
    let asked = consents(&actions)[0];
    run.consent(asked, Consent::Once);
    run.gave(asked, "````\n# not a heading\n````", true);
    let transcript = run.transcript();
    let read: Transcript = serde_json::from_str(&transcript.json()).expect("JSON");
    assert_eq!(&read, transcript);
    assert!(
        transcript
            .markdown()
            .contains("`````\n````\n# not a heading\n````\n`````\n")
    );
    assert!(
        transcript
            .markdown()
            .contains("## Tool mcp__files__delete (failed)")
    );
}

#[test]
fn what_differs_is_said() {
    let setup = setup("tools: Read, mcp__context7\nmemory: project\n");
    let run = Run::new(setup.clone());
    let list = differs(&setup.agent, &run.offer());
    assert!(
        list.iter()
            .any(|line| line.contains("these are not there: Read."))
    );
    assert!(list.iter().any(|line| line == "It has no memory."));
    assert!(!list.iter().any(|line| line.contains("hooks")));
    let lost = Agent::of(&SourceFile::new("a.md", "no frontmatter"));
    assert!(
        lost.expect_err("no agent")
            .to_string()
            .contains("does not load")
    );
}

#[test]
fn a_kept_run_goes_on_as_if_it_had_not_been_left() {
    let query = ("use-1", "mcp__context7__query-docs", json!({"q": "axum"}));
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("One"));
    let call = consents(&run.answered(frame, calls(&[query])))[0];
    run.consent(call, Consent::Once);
    let actions = run.gave(call, "Docs", false);
    let (frame, _) = asks(&actions);
    run.answered(frame, said("Done"));
    let kept: Transcript = serde_json::from_str(&run.transcript().json()).expect("it is JSON");
    let mut restored = Run::restored(setup(""), kept);
    assert!(!restored.is_running());
    let (there, here) = (restored.send("Two"), run.send("Two"));
    assert_eq!(asks(&there).1, asks(&here).1);
    assert_eq!(restored.transcript(), run.transcript());
}

#[test]
fn a_run_that_was_left_in_a_call_can_be_gone_on_with() {
    let query = ("use-1", "mcp__context7__query-docs", json!({}));
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("One"));
    run.answered(frame, calls(&[query]));
    let mut restored = Run::restored(setup(""), run.transcript().clone());
    let actions = restored.send("Two");
    let (_, ask) = asks(&actions);
    // The prompt comes last, and what is told of the call before it.
    let [.., told, prompt] = &ask.messages[..] else {
        panic!("no result: {ask:?}");
    };
    assert_eq!(prompt.text(), "Two");
    let [Part::ToolResult { id, text, is_error }] = &told.parts[..] else {
        panic!("one call, one result: {told:?}");
    };
    assert_eq!((id.as_str(), *is_error), ("use-1", true));
    assert!(text.contains("not made"), "{text}");
}

#[test]
fn what_is_changed_meanwhile_counts_from_the_next_prompt_on() {
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("One"));
    // Not while something is awaited.
    run.refit(Setup {
        agent: agent("other", ""),
        ..setup("")
    });
    run.answered(frame, said("Done"));
    run.refit(Setup {
        agent: agent("changed", ""),
        ..setup("")
    });
    let actions = run.send("Two");
    let (_, ask) = asks(&actions);
    assert_eq!(ask.system.trim(), "You are changed.");
    assert_eq!(ask.messages.len(), 3);
}

#[test]
fn what_is_taken_back_is_told_to_nobody() {
    let mut run = Run::new(setup(""));
    let (frame, _) = asks(&run.send("One"));
    assert!(!run.take_back(0));
    run.answered(frame, said("Done"));
    assert!(!run.take_back(1));
    assert!(run.take_back(0));
    assert!(run.transcript().steps.is_empty());
    assert!(!run.is_running());
    let actions = run.send("Two");
    assert_eq!(asks(&actions).1.messages.len(), 1);
}

/// Try plays it for whoever has no model.
#[test]
fn the_recorded_run_is_one_of_the_default_definition() {
    let recording = include_str!("../src/ui/trying/recorded.json");
    let recording: Value = serde_json::from_str(recording).expect("JSON");
    let about = recording["about"].as_str().expect("a sentence about it");
    assert!(about.contains("no model was asked"), "{about}");
    let transcript: Transcript = serde_json::from_value(recording).expect("a transcript");
    let steps = &transcript.steps;
    assert_eq!(steps[0].agent, "rust-axum-backend-specialist");
    let of = |what: fn(&What) -> bool| steps.iter().filter(|step| what(&step.what)).count();
    assert_eq!(
        of(|what| matches!(
            what,
            What::Called {
                is_error: false,
                ..
            }
        )),
        2
    );
    assert_eq!(
        of(|what| matches!(what, What::Failed(_) | What::Ended(_))),
        0
    );
    assert!(
        steps
            .iter()
            .any(|step| step.depth == 1 && step.agent == "code-reviewer")
    );
    let last = steps.last().map(|step| &step.what);
    assert!(matches!(
        last,
        Some(What::Answer {
            stop: Some(StopReason::EndTurn),
            ..
        })
    ));
}
