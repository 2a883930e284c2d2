//! `roster`: many definitions together, for a person or for a program.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::check::gather::Gathered;
use super::{FAILURE, NOT_ALL_LOAD, SUCCESS, printable};
use crate::dialect::Kind;
use crate::lint::{ROSTER_TOKENS, TurnedOff};
use crate::roster::{Ranked, Ranking, Roster, Row, pairs};
use crate::text::{SourceFile, in_thousands};

#[derive(Args)]
pub(super) struct Arguments {
    /// One JSON object a line: a definition.
    #[arg(long)]
    json: bool,
    /// A request: say which definitions have its words, the best first.
    #[arg(long = "for", value_name = "REQUEST")]
    request: Option<String>,
    /// Agent definition files, or folders that are searched for *.md, of which those that are no
    /// definitions are passed over; - is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
}

/// Runs the command. The code is 0 when all definitions load, 1 when some do not, 2 for a file that could
/// not be read.
///
/// # Errors
/// When `out` or `err` cannot be written to.
pub(super) fn run(
    arguments: &Arguments,
    input: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let gathered = Gathered::from(&arguments.paths, input);
    let rows = gathered.files.iter().map(|file| {
        let path = file.place().unwrap_or_default();
        Arc::new(Row::of(&SourceFile::new(path, file.source().clone())))
    });
    // What only a person sees to be a definition competes with none.
    let rows = rows.filter(|row| row.kind != Kind::NotADefinition);
    let compared = Compared::of(rows.collect());
    match (&arguments.request, arguments.json) {
        (_, true) => compared.write_json(arguments.request.as_deref(), out)?,
        (Some(request), false) => compared.write_answers(request, out)?,
        (None, false) => compared.write_facts(out)?,
    }
    for problem in &gathered.problems {
        writeln!(err, "{}", printable(&problem.sentence))?;
    }
    Ok(if gathered.problems.iter().any(|problem| problem.fails) {
        FAILURE
    } else if compared.roster.lost().next().is_some() {
        NOT_ALL_LOAD
    } else {
        SUCCESS
    })
}

/// The definitions, and which of them compete.
struct Compared {
    roster: Roster,
    ranking: Ranking,
    rivals: Vec<Vec<Ranked>>,
}

/// A definition, as a program reads of it.
#[derive(Serialize)]
struct Line<'roster> {
    path: &'roster str,
    name: Option<&'roster str>,
    kind: &'static str,
    program: Option<&'roster str>,
    outcome: Option<&'static str>,
    why_not: Option<&'roster str>,
    model: Option<&'roster str>,
    tools: String,
    foreign_tools: &'roster [String],
    tokens: Option<usize>,
    errors: usize,
    warnings: usize,
    infos: usize,
    competes_with: Vec<Rival<'roster>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
}

#[derive(Serialize)]
struct Rival<'roster> {
    path: &'roster str,
    share: f32,
}

impl Compared {
    fn of(rows: Vec<Arc<Row>>) -> Self {
        let roster = Roster::of(rows, &TurnedOff::nothing());
        let ranking = Ranking::of(roster.rows().iter().map(|row| &**row));
        let of_row = |row| ranking.rivals(row, |other| roster.meet(row, other));
        let rivals = (0..roster.rows().len()).map(of_row).collect();
        Self {
            roster,
            ranking,
            rivals,
        }
    }

    /// The name of a row and where it lies.
    fn called(&self, row: usize) -> String {
        self.roster.rows().get(row).map_or_else(String::new, |row| {
            printable(&format!("{} ({})", row.label(), row.path))
        })
    }

    fn path(&self, row: usize) -> &str {
        let row = self.roster.rows().get(row);
        row.map_or("", |row| &row.path)
    }

    fn write_facts(&self, out: &mut dyn Write) -> io::Result<()> {
        let count = self.roster.rows().len();
        let definitions = counted(count, "definition", "definitions");
        let (cost, limit) = (self.roster.tokens(), in_thousands(ROSTER_TOKENS));
        let cost = in_thousands(cost);
        writeln!(
            out,
            "{definitions}; if Claude Code loads all of its agents, they cost about {cost} of {limit} tokens in \
             every session"
        )?;
        let folders = self.roster.folders();
        for folder in folders.iter().filter(|_| folders.len() > 1) {
            let path = match folder.path.as_str() {
                "" => "outside of any folder of agents",
                path => path,
            };
            let (tokens, agents) = (in_thousands(folder.tokens), folder.agents);
            let agents = counted(agents, "agent", "agents");
            writeln!(out, "  {}: {tokens} tokens, {agents}", printable(path))?;
        }
        for row in self.roster.lost() {
            let why = self.roster.rows().get(row);
            let why = why.and_then(|row| row.why_not.as_deref());
            let called = self.called(row);
            writeln!(
                out,
                "{called} does not load: {}",
                printable(why.unwrap_or_default())
            )?;
        }
        for group in self.roster.namesakes() {
            let paths: Vec<&str> = group.rows.iter().map(|row| self.path(*row)).collect();
            let words = format!("{} is the name of {}: ", group.name, paths.join(" and "));
            writeln!(out, "{}{}", printable(&words), group.wins.sentence())?;
        }
        for pair in pairs(&self.rivals) {
            let (one, other) = (self.called(pair.one), self.called(pair.other));
            let share = pair.share * 100.0;
            writeln!(out, "{one} competes with {other}: {share:.0} %")?;
        }
        Ok(())
    }

    fn write_answers(&self, request: &str, out: &mut dyn Write) -> io::Result<()> {
        for (place, found) in self.ranking.rank(request).iter().enumerate() {
            let called = self.called(found.row);
            writeln!(out, "{}. {called}: {:.2}", place + 1, found.score)?;
        }
        Ok(())
    }

    /// All definitions, or those that have words of a request, the best first.
    fn write_json(&self, request: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let rows: Vec<(usize, Option<f32>)> = match request {
            None => (0..self.roster.rows().len())
                .map(|row| (row, None))
                .collect(),
            Some(request) => {
                let ranked = self.ranking.rank(request).into_iter();
                ranked.map(|found| (found.row, Some(found.score))).collect()
            }
        };
        for (row, score) in rows {
            if let Some(line) = self.line(row, score) {
                serde_json::to_writer(&mut *out, &line)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn line(&self, at: usize, score: Option<f32>) -> Option<Line<'_>> {
        let row = self.roster.rows().get(at)?;
        let counts = self.roster.counts(at);
        let rivals = self.rivals.get(at).into_iter().flatten();
        let rivals = rivals.map(|rival| Rival {
            path: self.path(rival.row),
            share: rival.score,
        });
        Some(Line {
            path: &row.path,
            name: row.name.as_deref(),
            kind: row.kind.label(),
            program: row.program.as_deref(),
            outcome: row.outcome.map(|outcome| outcome.word()),
            why_not: row.why_not.as_deref(),
            model: row.model.as_deref(),
            tools: row.tools.words(),
            foreign_tools: &row.foreign,
            tokens: row.tokens,
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            competes_with: rivals.collect(),
            score,
        })
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    let words = if count == 1 { one } else { many };
    format!("{} {words}", in_thousands(count))
}

#[cfg(test)]
mod tests {
    use crate::cli::scratch::Folder;
    use crate::cli::tests::said;
    use crate::cli::{FAILURE, NOT_ALL_LOAD, SUCCESS};

    fn agent(name: &str, description: &str) -> String {
        format!("---\nname: {name}\ndescription: {description}\n---\n\nYou do it.\n")
    }

    fn project(name: &str) -> Folder {
        let folder = Folder::new(name);
        let review =
            |what| format!("Review {what} code changes with a high bar after a feature is done.");
        folder
            .with(".claude/agents/a.md", agent("python", &review("Python")))
            .with(".claude/agents/b.md", agent("rails", &review("Rails")))
            .with(
                ".claude/agents/c.md",
                agent("tuner", "Use it when queries are slow."),
            )
            .with("README.md", "# Not one\n");
        folder
    }

    #[test]
    fn facts_are_said_in_lines() {
        let folder = project("roster-facts");
        let twin = agent("tuner", "Use it to tune guitars.");
        folder.with(".claude/agents/d.md", twin);
        folder.with(".claude/agents/e.md", "---\nname: lost\n---\n");
        let (code, out, err) = said(&["roster", &folder.path("")], b"");
        assert_eq!((code, err.as_str()), (NOT_ALL_LOAD, ""));
        let lines: Vec<&str> = out.lines().collect();
        assert!(
            lines[0].starts_with("5 definitions; if Claude Code loads"),
            "{out}"
        );
        assert!(
            lines[1].contains("lost (") && lines[1].contains("no description"),
            "{out}"
        );
        assert!(
            lines[2].contains("tuner is the name of") && lines[2].contains("loads one"),
            "{out}"
        );
        assert!(
            lines[3].contains("python (") && lines[3].contains(" competes with rails ("),
            "{out}"
        );
        assert_eq!(lines.len(), 4, "{out}");
    }

    #[test]
    fn a_request_is_answered_in_order() {
        let folder = project("roster-request");
        let (code, out, _) = said(&["roster", "--for", "slow query", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        assert!(
            out.starts_with("1. tuner (") && out.lines().count() == 1,
            "{out}"
        );
    }

    #[test]
    fn a_program_gets_an_object_a_line() {
        let folder = project("roster-json");
        let (code, out, _) = said(&["roster", "--json", &folder.path("")], b"");
        assert_eq!(code, SUCCESS);
        let lines: Vec<serde_json::Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line is JSON"))
            .collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["name"], "python");
        assert_eq!(lines[0]["outcome"], "loads");
        assert_eq!(lines[0]["tools"], "All");
        let rival = lines[0]["competes_with"][0]["path"].as_str();
        assert!(rival.is_some_and(|path| path.ends_with("b.md")), "{out}");
        assert!(lines[0].get("score").is_none());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let (code, _, err) = said(&["roster", "no/such.md"], b"");
        assert_eq!(code, FAILURE);
        assert!(err.contains("no/such.md"), "{err}");
    }
}
