//! Speaks to the MCP servers: does what their connections say is to be done, and tells them what came of it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Trial;
use super::servers::{OneServer, Standing};
use crate::agent;
use crate::http::{Origin, Request, needs_permission};
use crate::mcp::{Action, Connection, Event, ExchangeId, News};
use crate::web::dom;
use crate::web::trying::asking::{Broken, Stopper, local_network_permission};
use crate::web::trying::page_origin;

/// How long a server may be silent before nobody waits longer, in seconds.
const PATIENCE: u64 = 120;
/// How often that is looked at, in ms.
const LOOKED_AT_EVERY: i32 = 5_000;

impl Trial {
    /// Begins, or begins anew where it failed.
    pub(super) fn connect(self, one: OneServer) {
        one.standing.set(Standing::Asked);
        one.connection.update_value(Connection::connect);
        self.carry_out(one);
    }

    /// Ends what is spoken with a server.
    pub(super) fn close(self, one: OneServer) {
        one.connection.update_value(Connection::close);
        self.carry_out(one);
    }

    /// Calls a tool, as the person has allowed; what it gives is told to the run.
    pub(super) fn call_tool(self, call: agent::CallId, server: &str, tool: String, input: Value) {
        let Some(one) = self.servers.named(server) else {
            let words = format!("The server {server} is not there any more.");
            self.driver.ends_call(call);
            return self.tell_run(move |run| run.gave(call, &words, true));
        };
        let arguments = match input {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let started = one
            .connection
            .try_update_value(|connection| connection.call(tool, arguments));
        if let Some(started) = started {
            one.calls.update_value(|calls| {
                calls.insert(started, call);
            });
            self.carry_out(one);
        }
    }

    /// Stops a call that nobody waits for any more.
    pub(super) fn stop_call(self, call: agent::CallId) {
        for one in self.servers.list.get_untracked() {
            let found = one.calls.try_update_value(|calls| {
                let id = calls
                    .iter()
                    .find(|(_, of)| **of == call)
                    .map(|(id, _)| *id)?;
                calls.remove(&id);
                Some(id)
            });
            if let Some(id) = found.flatten() {
                one.connection
                    .update_value(|connection| connection.stop(id));
                self.carry_out(one);
            }
        }
    }

    fn carry_out(self, one: OneServer) {
        loop {
            let next = one.connection.try_update_value(Connection::next_action);
            let Some(action) = next.flatten() else { return };
            match action {
                Action::Send {
                    exchange,
                    request,
                    why,
                } => self.exchange(one, exchange, request, &why),
                Action::Close(exchange) => {
                    let stopper = one.open.try_update_value(|open| open.remove(&exchange));
                    if let Some(stopper) = stopper.flatten() {
                        stopper.abort();
                    }
                }
                Action::Show(news) => self.hear_news(one, news),
            }
        }
    }

    fn exchange(self, one: OneServer, exchange: ExchangeId, request: Request, why: &str) {
        let stopper = Stopper::for_one();
        one.open.update_value(|open| {
            open.insert(exchange, stopper.clone());
        });
        let why = format!("{}: {why}", one.name());
        let heard = Rc::new(Cell::new(js_sys::Date::now()));
        self.watch(one, exchange, Rc::clone(&heard));
        leptos::task::spawn_local(async move {
            let heard_head = Rc::clone(&heard);
            let asked = self.ask(
                &request,
                why,
                &stopper,
                move |head| {
                    heard_head.set(js_sys::Date::now());
                    self.receive(one, exchange, Event::Head(&head));
                },
                move |bytes| {
                    heard.set(js_sys::Date::now());
                    self.receive(one, exchange, Event::Bytes(&bytes));
                },
            );
            let asked = asked.await;
            one.open.update_value(|open| {
                open.remove(&exchange);
            });
            let event = match asked {
                Ok(()) => Event::End,
                Err(Broken::Unreachable) if is_denied(request.address().origin()).await => {
                    Event::NotPermitted
                }
                Err(_) => Event::Failed,
            };
            self.receive(one, exchange, event);
        });
    }

    fn receive(self, one: OneServer, exchange: ExchangeId, event: Event<'_>) {
        one.connection
            .update_value(|connection| connection.receive(exchange, event));
        self.carry_out(one);
    }

    /// Gives an exchange up when the server has been silent for too long.
    fn watch(self, one: OneServer, exchange: ExchangeId, heard: Rc<Cell<f64>>) {
        dom::later(LOOKED_AT_EVERY, move || {
            if !one.open.with_value(|open| open.contains_key(&exchange)) {
                return;
            }
            let silent = js_sys::Date::now() - heard.get();
            if silent < PATIENCE as f64 * 1_000.0 {
                return self.watch(one, exchange, heard);
            }
            let event = Event::TimedOut { seconds: PATIENCE };
            self.receive(one, exchange, event);
            let stopper = one.open.try_update_value(|open| open.remove(&exchange));
            if let Some(stopper) = stopper.flatten() {
                stopper.abort();
            }
        });
    }

    fn hear_news(self, one: OneServer, news: News) {
        match news {
            News::Connected(about) => one.standing.set(Standing::Ready(about)),
            News::Tools(tools) => one.tools.set(tools),
            News::Progress {
                call,
                progress,
                total,
                message,
            } => {
                let call = one.calls.with_value(|calls| calls.get(&call).copied());
                if let Some(call) = call {
                    self.driver
                        .tell_progress(call, progress_words(progress, total, message));
                }
            }
            News::Finished { call, outcome } => {
                let call = one.calls.try_update_value(|calls| calls.remove(&call));
                // One that was stopped is awaited by nobody.
                let Some(call) = call.flatten() else { return };
                self.driver.ends_call(call);
                let (text, is_error) = match outcome {
                    Ok(result) => (result.text(), result.is_error),
                    Err(failure) => (failure.to_string(), true),
                };
                self.tell_run(move |run| run.gave(call, &text, is_error));
            }
            News::Declined { method } => self.notices.tell(format!(
                "{} asked for {method}, which nobody does here; it was told so.",
                one.name()
            )),
            // The call goes on in the new session by itself.
            News::SessionRenewed => {}
            News::Failed(failure) => one.standing.set(Standing::Failed(failure)),
        }
    }
}

/// Whether the person has refused to let this page speak to a server near it, as far as the browser tells.
async fn is_denied(server: &Origin) -> bool {
    page_origin().is_some_and(|page| needs_permission(&page, server))
        && local_network_permission(server).await == Some(false)
}

fn progress_words(progress: f64, total: Option<f64>, message: Option<String>) -> String {
    let far = match total {
        Some(total) if total > 0.0 => format!("{progress} of {total}"),
        _ => progress.to_string(),
    };
    match message {
        Some(message) if !message.is_empty() => format!("{far}: {message}"),
        _ => far,
    }
}
