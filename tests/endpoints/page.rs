//! What a page sees of a server: a browser asks before it sends, and shows no more than the server allows.

use agent_playground::endpoint::{Answer, Ask, Endpoint, Event, Failure, Finished};
use agent_playground::http::{Address, Head, Method, Request};

use super::socket::{ORIGIN, Socket};

/// How an answer that breaks off is told to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Reading fails, as in Chromium and Firefox.
    Notices,
    /// Reading ends as if all were well, as in WebKit.
    IsSilent,
}

/// What came of a question.
pub struct Heard {
    /// What was heard while it came.
    pub events: Vec<Event>,
    /// How often bytes came.
    pub pieces: usize,
    /// The whole answer, or why there is none.
    pub outcome: Result<Finished, Box<Failure>>,
}

/// Asks a model, as the page does.
pub fn ask(endpoint: &Endpoint, ask: &Ask, browser: Browser) -> Heard {
    let page = Address::parse(ORIGIN).expect("an address");
    let mut answer = Answer::new(endpoint, &ask.model, page.origin());
    let request = endpoint.ask(ask).expect("the key is for it");
    let (mut events, mut pieces) = (Vec::new(), 0);
    let Some((head, mut socket)) = fetch(&request) else {
        let outcome = Err(answer.unreached(None));
        return Heard {
            events,
            pieces,
            outcome,
        };
    };
    answer.head(head);
    let broken = loop {
        match socket.bytes() {
            Ok(bytes) if bytes.is_empty() => break false,
            Ok(bytes) => {
                pieces += 1;
                events.extend(answer.push(&bytes));
            }
            Err(_) => break browser == Browser::Notices,
        }
    };
    let (last, outcome) = answer.end(broken);
    events.extend(last);
    Heard {
        events,
        pieces,
        outcome,
    }
}

/// Status and body of an answer that is not streamed.
pub fn get(request: &Request) -> Option<(u16, String)> {
    let (head, mut socket) = fetch(request)?;
    let mut body = Vec::new();
    loop {
        let bytes = socket.bytes().ok()?;
        if bytes.is_empty() {
            break;
        }
        body.extend(bytes);
    }
    Some((head.status, String::from_utf8_lossy(&body).into_owned()))
}

/// What a server answers, as far as a page may see it; `None` for all that a page is told the same of.
fn fetch(request: &Request) -> Option<(Head, Socket)> {
    let unsafe_headers: Vec<String> = request
        .headers_to_send()
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "accept")
        .collect();
    let is_simple = request.method() != Method::Delete && unsafe_headers.is_empty();
    if !is_simple {
        preflight(request, &unsafe_headers)?;
    }
    let mut socket = Socket::send(request)?;
    let mut head = socket.head()?;
    // Redirects are not followed.
    if (300..400).contains(&head.status) || !allows_page(&head) {
        return None;
    }
    let exposed = head.header("access-control-expose-headers");
    let exposed = exposed.unwrap_or_default().to_lowercase();
    let exposed: Vec<&str> = exposed.split(',').map(str::trim).collect();
    head.headers.retain(|(name, _)| {
        let name = name.to_lowercase();
        let always = ["cache-control", "content-length", "content-type", "expires"];
        always.contains(&name.as_str()) || exposed.contains(&name.as_str())
    });
    Some((head, socket))
}

/// Whether the server allows the request, asked before it.
fn preflight(request: &Request, headers: &[String]) -> Option<()> {
    let asked = [
        (
            "Access-Control-Request-Method",
            request.method().name().to_owned(),
        ),
        ("Access-Control-Request-Headers", headers.join(",")),
    ];
    let head = Socket::send_raw("OPTIONS", request.address(), &asked, "")?.head()?;
    let allowed = head.header("access-control-allow-headers");
    let allowed = allowed.unwrap_or_default().to_lowercase();
    let allowed: Vec<&str> = allowed.split(',').map(str::trim).collect();
    let allows = |name: &String| allowed.contains(&"*") || allowed.contains(&name.as_str());
    (head.is_success() && allows_page(&head) && headers.iter().all(allows)).then_some(())
}

fn allows_page(head: &Head) -> bool {
    matches!(
        head.header("access-control-allow-origin"),
        Some("*" | ORIGIN)
    )
}
