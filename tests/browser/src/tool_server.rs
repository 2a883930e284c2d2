//! An MCP server of a scenario's own on loopback, with tools like those of a server for documentation. It remembers
//! what it was asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::Result;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::model::read;

/// What it speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// 2026-07-28, without sessions.
    Stateless,
    /// 2025-11-25, with a session.
    Sessions,
    /// 2026-07-28; a call of a tool is never answered.
    NeverOfCalls,
    /// It lets no page read what it says.
    NotToPages,
}

/// It ends when this value goes.
pub struct ToolServer {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    /// How many calls nobody waits for any more.
    given_up: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

const SESSION: &str = "session-of-the-scenario";

impl ToolServer {
    /// Starts one.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(speaks: Speaks) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let given_up = Arc::new(AtomicUsize::new(0));
        let (log, gone) = (Arc::clone(&asked), Arc::clone(&given_up));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, gone) = (Arc::clone(&log), Arc::clone(&gone));
                tokio::spawn(async move {
                    let _ = answer(stream, &log, &gone, speaks).await;
                });
            }
        });
        Ok(Self {
            port,
            asked,
            given_up,
            task,
        })
    }

    /// Such as `http://127.0.0.1:20123/mcp`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/mcp", self.port)
    }

    /// The requests so far, preflights too: head and body of each.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().map(|asked| asked.clone());
        asked.unwrap_or_default()
    }

    /// How often a tool was called.
    pub fn calls(&self) -> usize {
        let asked = self.asked();
        let calls = asked.iter().filter(|one| one.contains("\"tools/call\""));
        calls.count()
    }

    /// How many calls were ended by the page before they were answered.
    pub fn given_up(&self) -> usize {
        self.given_up.load(Ordering::Relaxed)
    }
}

impl Drop for ToolServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(
    mut stream: TcpStream,
    log: &Mutex<Vec<String>>,
    given_up: &AtomicUsize,
    speaks: Speaks,
) -> Result<()> {
    let request = read(&mut stream).await?;
    if let Ok(mut log) = log.lock() {
        log.push(request.clone());
    }
    let allowed = match speaks {
        Speaks::NotToPages => "",
        _ => {
            "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: POST, DELETE\r\n\
             Access-Control-Allow-Headers: Content-Type, Authorization, Mcp-Protocol-Version, Mcp-Method, Mcp-Name, \
             Mcp-Session-Id\r\nAccess-Control-Expose-Headers: Mcp-Session-Id\r\n"
        }
    };
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((&request, ""));
    let message: Value = serde_json::from_str(body).unwrap_or_default();
    if speaks == Speaks::NeverOfCalls && message["method"] == "tools/call" {
        // Nothing more comes on this connection until the page ends it.
        let _ = stream.read(&mut [0; 16]).await;
        given_up.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    let (status, session, body) = if head.starts_with("OPTIONS ") {
        (204, false, String::new())
    } else if message.get("id").is_none() {
        (202, false, String::new())
    } else {
        let id = &message["id"];
        match said(&message, speaks) {
            Ok(result) => {
                let begins = message["method"] == "initialize";
                let answer = json!({ "jsonrpc": "2.0", "id": id, "result": result });
                (200, begins, answer.to_string())
            }
            Err(error) => {
                let answer = json!({ "jsonrpc": "2.0", "id": id, "error": error });
                (400, false, answer.to_string())
            }
        }
    };
    let session = match session {
        true => format!("Mcp-Session-Id: {SESSION}\r\n"),
        false => String::new(),
    };
    let answer = format!(
        "HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\nConnection: close\r\n{allowed}{session}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Ok(stream.write_all(answer.as_bytes()).await?)
}

fn said(message: &Value, speaks: Speaks) -> Result<Value, Value> {
    let info = json!({ "name": "scripted-docs", "version": "1.0.0" });
    let capabilities = json!({ "tools": {} });
    match message["method"].as_str().unwrap_or_default() {
        "server/discover" if matches!(speaks, Speaks::Stateless | Speaks::NeverOfCalls) => {
            Ok(json!({
                "supportedVersions": ["2026-07-28"], "capabilities": capabilities, "serverInfo": info
            }))
        }
        "server/discover" => Err(json!({ "code": -32600, "message": "Server not initialized" })),
        "initialize" => Ok(json!({
            "protocolVersion": "2025-11-25", "capabilities": capabilities, "serverInfo": info
        })),
        "tools/list" => Ok(json!({ "tools": [
            tool("resolve-library-id", "Finds a library", "libraryName"),
            tool("query-docs", "Gives documentation of a library", "libraryId"),
        ] })),
        "tools/call" => {
            let arguments = message["params"]["arguments"].to_string();
            Ok(json!({ "content": [
                { "type": "text", "text": format!("Documentation for {arguments}: Router::new() makes a router, .route(path, post(handler)) adds a route to it, axum::serve(listener, router) serves it.") }
            ] }))
        }
        other => Err(json!({ "code": -32601, "message": format!("no method {other}") })),
    }
}

fn tool(name: &str, description: &str, argument: &str) -> Value {
    json!({
        "name": name,
        "description": description,
        "inputSchema": {
            "type": "object",
            "properties": { argument: { "type": "string" } },
            "required": [argument],
        },
    })
}
