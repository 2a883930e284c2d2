//! Asking the hosts of loaders. The work is done by ask.js, a chunk of its own.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::chunk::{Script, kept, words_of};
use crate::loader::{Answer, Expects, Failure, GistFile, Request, TreeFile};

/// Who asks; a handle to share.
#[derive(Clone)]
pub struct Asker {
    script: Script,
}

impl Asker {
    /// Fetches the chunk; it asks nobody yet.
    ///
    /// # Errors
    /// In words, when it cannot be had.
    pub async fn fetch() -> Result<Self, String> {
        let script = Script::fetch("data-loader").await.map_err(words_of)?;
        Ok(Self { script })
    }

    /// Asks for all of these at once, and waits for what comes back, in their order. Every failure is an
    /// answer.
    pub async fn ask_all(&self, requests: &[Request]) -> Vec<Answer> {
        let asked: Vec<Option<JsValue>> = requests.iter().map(|one| self.ask(one)).collect();
        let mut answers = Vec::with_capacity(asked.len());
        for promise in asked {
            let answer = match promise {
                Some(promise) => kept(&promise).await.ok(),
                None => None,
            };
            let answer = answer.and_then(read);
            answers.push(answer.unwrap_or(Answer::Failed(Failure::NotAnAnswer)));
        }
        answers
    }

    fn ask(&self, request: &Request) -> Option<JsValue> {
        let expects = match request.expects {
            Expects::Text => "text",
            Expects::Tree => "tree",
            Expects::Gist => "gist",
        };
        let arguments = [
            request.host.name().into(),
            request.address.as_str().into(),
            expects.into(),
            (request.limit() as f64).into(),
        ];
        self.script.call("ask", &arguments).ok()
    }
}

/// What ask.js gives.
fn read(answer: JsValue) -> Option<Answer> {
    let answer = Script::from(answer);
    let get = |name: &str| {
        let value = answer.get(name);
        (!value.is_undefined()).then_some(value)
    };
    if let Some(text) = get("text") {
        return Some(Answer::Text(text.dyn_into::<Uint8Array>().ok()?.to_vec()));
    }
    if let Some(tree) = get("tree") {
        let files = list(tree)?.into_iter().map(|file| {
            Some(TreeFile {
                path: file.get(0).as_string()?,
                bytes: file.get(1).as_f64()? as usize,
            })
        });
        return Some(Answer::Tree {
            files: files.collect::<Option<_>>()?,
            cut: get("cut")?.as_bool()?,
        });
    }
    if let Some(gist) = get("gist") {
        let files = list(gist)?.into_iter().map(|file| {
            Some(GistFile {
                name: file.get(0).as_string()?,
                text: file.get(1).as_string()?,
                rest_at: file.get(2).as_string(),
            })
        });
        return Some(Answer::Gist(files.collect::<Option<_>>()?));
    }
    Some(Answer::Failed(match get("failed")?.as_string()?.as_str() {
        "unreachable" => Failure::Unreachable,
        "too large" => Failure::TooLarge,
        "status" => Failure::Status {
            status: get("status")?.as_f64()? as u16,
            limited: get("limited")?.as_bool()?,
            wait: get("wait").and_then(|wait| wait.as_f64()),
        },
        _ => Failure::NotAnAnswer,
    }))
}

fn list(value: JsValue) -> Option<Vec<Array>> {
    let list = value.dyn_into::<Array>().ok()?;
    list.iter().map(|one| one.dyn_into().ok()).collect()
}
