//! A model endpoint of a scenario's own on loopback: it says what it is told to say, and remembers what it was
//! asked. It speaks just enough HTTP for a browser.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// What it does with a prompt.
#[derive(Clone)]
pub enum Says {
    /// Streams these words as Chat Completions, one after the other, with so much time between.
    Words(Vec<String>, Duration),
    /// Streams these words as Chat Completions, each when it has a permit, as fast as they are read.
    AsPermitted(Arc<Vec<String>>, Arc<Semaphore>),
    /// Streams these words and ends in the middle.
    Half(Vec<String>),
    /// Streams calls of tools: the name of each, and its arguments as JSON.
    Calls(Vec<(String, String)>),
    /// One after the other; what is last stays.
    InTurn(Vec<Says>),
    /// Answers with this status and JSON.
    Refuses(u16, String),
    /// Leads to another address.
    Leads(String),
}

/// It ends when this value goes.
pub struct Model {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    says: Arc<Mutex<Says>>,
    task: JoinHandle<()>,
}

impl Model {
    /// Starts one.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(says: Says) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let says = Arc::new(Mutex::new(says));
        let (log, script) = (Arc::clone(&asked), Arc::clone(&says));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, script) = (Arc::clone(&log), Arc::clone(&script));
                // A browser that goes away in the middle is no failure of the scenario.
                tokio::spawn(async move {
                    let _ = answer(stream, &log, &script).await;
                });
            }
        });
        Ok(Self {
            port,
            asked,
            says,
            task,
        })
    }

    /// Such as `http://127.0.0.1:20123`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on it does something else.
    pub fn say(&self, says: Says) {
        if let Ok(mut script) = self.says.lock() {
            *script = says;
        }
    }

    /// The requests so far, preflights left out: head and body of each.
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .map(|asked| asked.clone())
            .unwrap_or_default()
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The tokens it says a request has, however long it is.
pub const COUNTED: u64 = 4_321;

const ALLOWED: &str = "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *, Authorization\r\n\
Access-Control-Allow-Methods: GET, POST\r\nConnection: close\r\n";

async fn answer(
    mut stream: TcpStream,
    log: &Mutex<Vec<String>>,
    script: &Mutex<Says>,
) -> Result<()> {
    let request = read(&mut stream).await?;
    if request.starts_with("OPTIONS ") {
        let head = format!("HTTP/1.1 204 No Content\r\n{ALLOWED}\r\n");
        return Ok(stream.write_all(head.as_bytes()).await?);
    }
    if let Ok(mut log) = log.lock() {
        log.push(request.clone());
    }
    if request.starts_with("POST /v1/messages/count_tokens ") {
        let counted = format!(r#"{{"input_tokens":{COUNTED}}}"#);
        return whole(&mut stream, 200, &counted).await;
    }
    if request.starts_with("GET ") {
        let models = r#"{"object":"list","data":[{"id":"scripted"},{"id":"other"}]}"#;
        return whole(&mut stream, 200, models).await;
    }
    match next(script) {
        Says::Words(words, between) => {
            begin(&mut stream).await?;
            for word in &words {
                event(&mut stream, &delta(word)).await?;
                tokio::time::sleep(between).await;
            }
            finish(&mut stream, "stop").await
        }
        Says::AsPermitted(words, permits) => {
            begin(&mut stream).await?;
            for word in words.iter() {
                permits.acquire().await?.forget();
                event(&mut stream, &delta(word)).await?;
            }
            finish(&mut stream, "stop").await
        }
        Says::Calls(calls) => {
            begin(&mut stream).await?;
            for (at, (name, arguments)) in calls.iter().enumerate() {
                let arguments = serde_json::Value::from(arguments.as_str());
                let call = format!(
                    r#"{{"index":{at},"id":"call-{at}-{name}","type":"function","function":{{"name":"{name}","arguments":{arguments}}}}}"#
                );
                let data = format!(
                    r#"{{"choices":[{{"index":0,"delta":{{"tool_calls":[{call}]}},"finish_reason":null}}]}}"#
                );
                event(&mut stream, &data).await?;
            }
            finish(&mut stream, "tool_calls").await
        }
        // It was taken apart above.
        Says::InTurn(_) => whole(&mut stream, 500, "{}").await,
        Says::Half(words) => {
            begin(&mut stream).await?;
            for word in &words {
                event(&mut stream, &delta(word)).await?;
            }
            Ok(())
        }
        Says::Refuses(status, body) => whole(&mut stream, status, &body).await,
        Says::Leads(address) => {
            let head = format!(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: {address}\r\n{ALLOWED}Content-Length: 0\r\n\r\n"
            );
            Ok(stream.write_all(head.as_bytes()).await?)
        }
    }
}

/// What it says now; of several, the first goes.
fn next(script: &Mutex<Says>) -> Says {
    let Ok(mut script) = script.lock() else {
        return Says::Refuses(500, String::new());
    };
    match &mut *script {
        Says::InTurn(list) if list.len() > 1 => list.remove(0),
        Says::InTurn(list) => list
            .first()
            .cloned()
            .unwrap_or(Says::Words(Vec::new(), Duration::ZERO)),
        says => says.clone(),
    }
}

/// A whole request: its head and its body.
pub async fn read(stream: &mut TcpStream) -> Result<String> {
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    loop {
        let count = stream.read(&mut some).await?;
        bytes.extend_from_slice(&some[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if count == 0 {
                return Ok(text.into_owned());
            }
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        if count == 0 || body.len() >= length.unwrap_or(0) {
            return Ok(text.into_owned());
        }
    }
}

async fn begin(stream: &mut TcpStream) -> Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{ALLOWED}\r\n");
    Ok(stream.write_all(head.as_bytes()).await?)
}

async fn event(stream: &mut TcpStream, data: &str) -> Result<()> {
    stream
        .write_all(format!("data: {data}\n\n").as_bytes())
        .await
        .context("sending an event")
}

async fn finish(stream: &mut TcpStream, reason: &str) -> Result<()> {
    let last = format!(r#"{{"choices":[{{"index":0,"delta":{{}},"finish_reason":"{reason}"}}]}}"#);
    event(stream, &last).await?;
    event(
        stream,
        r#"{"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}"#,
    )
    .await?;
    event(stream, "[DONE]").await
}

async fn whole(stream: &mut TcpStream, status: u16, body: &str) -> Result<()> {
    let answer = format!(
        "HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\n{ALLOWED}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Ok(stream.write_all(answer.as_bytes()).await?)
}

fn delta(word: &str) -> String {
    let content = serde_json::Value::from(word);
    format!(r#"{{"choices":[{{"index":0,"delta":{{"content":{content}}},"finish_reason":null}}]}}"#)
}
