//! What is known of all definitions together: the cost, and who does not load, shares a name, competes.

use leptos::prelude::*;

use super::known::Known;
use super::line::percent;
use super::reading::Reading;
use super::table::open;
use crate::lint::ROSTER_TOKENS;
use crate::roster::{Ranked, pairs};
use crate::text::in_thousands;
use crate::ui::session::Session;
use crate::ui::words;

/// More are not listed: the table has them all.
const MOST: usize = 100;

/// A thing that is said, and the rows it speaks of.
#[derive(Clone, PartialEq)]
struct Fact {
    rows: Vec<(String, String)>,
    words: String,
}

/// The facts.
#[component]
pub fn Facts(session: Session, reading: Reading) -> impl IntoView {
    let lost = Memo::new(move |_| reading.known.with(|known| lost(known)));
    let named = Memo::new(move |_| reading.known.with(|known| sharing(known)));
    let competing = Memo::new(move |_| {
        reading
            .known
            .with(|known| reading.rivals.with(|rivals| competing(known, rivals)))
    });
    let folders = Memo::new(move |_| reading.known.with(|known| folders(known)));
    view! {
        <Cost reading />
        <div class="roster-facts">
            <Group
                session
                reading
                facts=lost
                one="definition does not load"
                many="definitions do not load"
                about="Whoever calls them gets nothing, mostly without a word."
            />
            <Group
                session
                reading
                facts=named
                one="name stands twice"
                many="names stand twice"
                about="Of agents with one name, a call reaches one."
            />
            <Group
                session
                reading
                facts=competing
                one="pair competes"
                many="pairs compete"
                about="Asked for what one description says, the other scores at least half as well (BM25 over names \
                       and descriptions): say in each what only that one is for."
            />
            <Group
                session
                reading
                facts=folders
                one="folder"
                many="folders of agents"
                about="What the agents of each folder cost together, in tokens."
            />
        </div>
    }
}

/// What the lines of all agents cost, beside what Claude Code takes without a warning.
#[component]
fn Cost(reading: Reading) -> impl IntoView {
    let tokens = Memo::new(move |_| reading.known.with(|known| known.roster.tokens()));
    let words = move || {
        let (cost, limit) = (in_thousands(tokens.get()), in_thousands(ROSTER_TOKENS));
        match tokens.get() > ROSTER_TOKENS {
            true => format!(
                "If Claude Code loads all of them, they cost about {cost} tokens in every session. It warns \
                 above {limit}: shorter descriptions, with the cases in the body, cost less."
            ),
            false => format!(
                "If Claude Code loads all of them, they cost about {cost} of {limit} tokens in every session."
            ),
        }
    };
    view! {
        <div class="roster-cost" hidden=move || tokens.get() == 0>
            <meter
                min="0"
                max=ROSTER_TOKENS.to_string()
                value=move || tokens.get().min(ROSTER_TOKENS).to_string()
                class:over=move || { tokens.get() > ROSTER_TOKENS }
                aria-label="Tokens of all descriptions"
            ></meter>
            <p>{words}</p>
        </div>
    }
}

/// Facts of one sort, folded away.
#[component]
fn Group(
    session: Session,
    reading: Reading,
    facts: Memo<Vec<Fact>>,
    one: &'static str,
    many: &'static str,
    about: &'static str,
) -> impl IntoView {
    let title = move || {
        let count = facts.with(Vec::len);
        let words = if count == 1 { one } else { many };
        format!("{} {words}", in_thousands(count))
    };
    let items = move || {
        let shown = facts.get().into_iter().take(MOST);
        shown
            .map(|fact| view! { <li><One session reading fact /></li> })
            .collect_view()
    };
    let left = move || facts.with(Vec::len).saturating_sub(MOST);
    view! {
        <details class="roster-group" hidden=move || facts.with(Vec::is_empty)>
            <summary>{title}</summary>
            <p class="quiet">{about}</p>
            <ul>{items}</ul>
            <p class="quiet" hidden=move || left() == 0>
                {move || format!("{} more are in the table.", in_thousands(left()))}
            </p>
        </details>
    }
}

#[component]
fn One(session: Session, reading: Reading, fact: Fact) -> impl IntoView {
    let names = fact.rows.into_iter().map(|(id, name)| {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| open(session, reading.workspace, &id)
            >
                {words::excerpt(&name, 80)}
            </button>
        }
    });
    view! {
        {names.collect_view()}
        <span>{fact.words}</span>
    }
}

/// The document and the name of a row.
fn named(known: &Known, row: usize) -> Option<(String, String)> {
    let label = known.row(row)?.label().to_owned();
    Some((known.ids.get(row)?.clone(), label))
}

/// The document and the path of a row: what tells namesakes apart.
fn placed(known: &Known, row: usize) -> Option<(String, String)> {
    Some((known.ids.get(row)?.clone(), known.row(row)?.path.clone()))
}

fn lost(known: &Known) -> Vec<Fact> {
    let facts = known.roster.lost().filter_map(|row| {
        Some(Fact {
            rows: vec![named(known, row)?],
            words: words::capital(known.row(row)?.why_not.as_deref()?),
        })
    });
    facts.collect()
}

fn sharing(known: &Known) -> Vec<Fact> {
    let groups = known.roster.namesakes().iter();
    let facts = groups.map(|group| Fact {
        rows: group
            .rows
            .iter()
            .take(MOST)
            .filter_map(|row| placed(known, *row))
            .collect(),
        words: format!("“{}”: {}.", group.name, group.wins.sentence()),
    });
    facts.collect()
}

fn competing(known: &Known, rivals: &[Vec<Ranked>]) -> Vec<Fact> {
    let facts = pairs(rivals).into_iter().filter_map(|pair| {
        Some(Fact {
            rows: vec![named(known, pair.one)?, named(known, pair.other)?],
            words: percent(pair.share),
        })
    });
    facts.collect()
}

/// Nothing where there is one folder only: then that is the cost of all.
fn folders(known: &Known) -> Vec<Fact> {
    let folders = known.roster.folders();
    if folders.len() < 2 {
        return Vec::new();
    }
    let facts = folders.iter().map(|folder| {
        let path = match folder.path.as_str() {
            "" => "Outside of any folder of agents",
            path => path,
        };
        let (tokens, agents) = (in_thousands(folder.tokens), in_thousands(folder.agents));
        Fact {
            rows: Vec::new(),
            words: format!("{path}: {tokens} tokens, {agents} agents"),
        }
    });
    facts.collect()
}
