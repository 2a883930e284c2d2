//! A connection and the calls that are made over it, whoever carries the messages.

use agent_playground::http::Request;
use agent_playground::mcp::{
    Action, CallId, Connection, Content, Event, ExchangeId, News, ToolResult,
};
use serde_json::{Map, Value};

/// Who carries the messages.
pub trait Carrier {
    /// Sends a request; what comes back is asked for with [`Carrier::next`].
    fn send(&mut self, exchange: ExchangeId, request: &Request);
    /// Stops reading an answer.
    fn close(&mut self, exchange: ExchangeId);
    /// Gives the connection the next event of the exchange that was sent last and is still open;
    /// `false` where none is open.
    fn next(&mut self, give: &mut dyn FnMut(ExchangeId, Event<'_>)) -> bool;
}

/// Carries out what the connection wants until nothing is left, and gives the news.
pub fn run(connection: &mut Connection, carrier: &mut dyn Carrier) -> Vec<News> {
    run_until(connection, carrier, &mut |_| false)
}

/// The same, up to news that one waits for.
pub fn run_until(
    connection: &mut Connection,
    carrier: &mut dyn Carrier,
    is_enough: &mut dyn FnMut(&News) -> bool,
) -> Vec<News> {
    let mut all = Vec::new();
    loop {
        while let Some(action) = connection.next_action() {
            match action {
                Action::Send {
                    exchange, request, ..
                } => carrier.send(exchange, &request),
                Action::Close(exchange) => carrier.close(exchange),
                Action::Show(news) => {
                    let enough = is_enough(&news);
                    all.push(news);
                    if enough {
                        return all;
                    }
                }
            }
        }
        if !carrier.next(&mut |exchange, event| connection.receive(exchange, event)) {
            return all;
        }
    }
}

/// Connects, makes the calls one after the other, and closes.
pub fn play(
    connection: &mut Connection,
    carrier: &mut dyn Carrier,
    calls: &[(String, Map<String, Value>)],
) -> Vec<News> {
    connection.connect();
    let mut news = run(connection, carrier);
    for (tool, arguments) in calls {
        connection.call(tool, arguments.clone());
        news.extend(run(connection, carrier));
    }
    connection.close();
    news.extend(run(connection, carrier));
    news
}

/// News in a line each, as a recording keeps them. The calls are counted from one.
pub fn told(news: &[News]) -> Vec<String> {
    let mut calls: Vec<CallId> = Vec::new();
    let mut number = |call: &CallId| match calls.iter().position(|one| one == call) {
        Some(at) => at + 1,
        None => {
            calls.push(*call);
            calls.len()
        }
    };
    let line = |one: &News| match one {
        News::Connected(about) => format!(
            "connected to {} {} over {}, {} bytes of instructions",
            about.name,
            about.version,
            about.protocol.name(),
            about.instructions.len()
        ),
        News::Tools(tools) => {
            let names: Vec<String> = tools.iter().map(|tool| tool.qualified_name()).collect();
            format!("tools {}", names.join(" "))
        }
        News::Progress {
            call,
            progress,
            total,
            message,
        } => {
            format!("call {}: {progress} of {total:?} {message:?}", number(call))
        }
        News::Finished { call, outcome } => match outcome {
            Ok(result) => format!("call {}: {}", number(call), shown(result)),
            Err(failure) => format!("call {} failed: {failure}", number(call)),
        },
        News::Declined { method } => format!("declined {method}"),
        News::SessionRenewed => "session renewed".to_owned(),
        News::Failed(failure) => format!("failed: {failure}"),
    };
    news.iter().map(line).collect()
}

fn shown(result: &ToolResult) -> String {
    let part = |part: &Content| match part {
        Content::Text(text) => format!("text {:?}", start(text)),
        Content::Image(media) => format!("image {} {} bytes", media.mime_type, media.bytes()),
        Content::Audio(media) => format!("audio {} {} bytes", media.mime_type, media.bytes()),
        Content::Resource { uri, body, .. } => {
            let body = format!("{body:?}");
            format!("resource {uri} {}", start(&body))
        }
        Content::ResourceLink { uri, name, .. } => format!("link {uri} {name:?}"),
        Content::Unknown { kind } => format!("unknown {kind:?}"),
    };
    let mut parts: Vec<String> = result.content.iter().map(part).collect();
    if let Some(data) = &result.structured {
        parts.push(format!("data {data}"));
    }
    let sign = if result.is_error { "error " } else { "" };
    format!("{sign}{}", parts.join(", "))
}

fn start(text: &str) -> String {
    text.chars().take(80).collect()
}
