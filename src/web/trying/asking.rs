//! Asking a server that the person has named.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::http::{Head, Origin, Request};

#[wasm_bindgen(module = "/src/web/trying/asking.js")]
extern "C" {
    #[wasm_bindgen(js_name = ask, catch)]
    async fn ask_js(
        url: &str,
        method: &str,
        headers: Vec<String>,
        body: Option<String>,
        signal: &JsValue,
        hear_head: &Closure<dyn FnMut(u16, Vec<String>)>,
        hear_bytes: &Closure<dyn FnMut(Vec<u8>)>,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = localNetworkPermission, catch)]
    async fn permission_js(is_loopback: bool) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// A way to stop a request.
    #[wasm_bindgen(js_name = AbortController)]
    #[derive(Clone)]
    pub type Stopper;
    #[wasm_bindgen(constructor, js_class = "AbortController")]
    fn new() -> Stopper;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Stopper) -> JsValue;
    /// Stops it.
    #[wasm_bindgen(method)]
    pub fn abort(this: &Stopper);
}

impl Stopper {
    /// For one request.
    pub fn for_one() -> Self {
        Self::new()
    }
}

/// Why no whole answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Nothing came: the browser does not say why.
    Unreachable,
    /// It ended in the middle.
    Cut,
}

/// Asks, and hears the head of the answer and its bytes as they come. That a key goes to its own origin only is
/// seen to where the request is made.
///
/// # Errors
/// When nothing comes, or not all.
pub async fn ask(
    request: &Request,
    stopper: &Stopper,
    hear_head: impl FnMut(Head) + 'static,
    hear_bytes: impl FnMut(Vec<u8>) + 'static,
) -> Result<(), Broken> {
    let headers: Vec<String> = request
        .headers_to_send()
        .flat_map(|(name, value)| [name.to_owned(), value])
        .collect();
    let began = Rc::new(Cell::new(false));
    let mut hear_head = hear_head;
    let head = {
        let began = Rc::clone(&began);
        Closure::<dyn FnMut(u16, Vec<String>)>::new(move |status, flat: Vec<String>| {
            began.set(true);
            let headers = flat
                .chunks_exact(2)
                .map(|pair| (pair[0].clone(), pair[1].clone()))
                .collect();
            hear_head(Head { status, headers });
        })
    };
    let bytes = Closure::<dyn FnMut(Vec<u8>)>::new(hear_bytes);
    let asked = ask_js(
        &request.address().to_string(),
        request.method().name(),
        headers,
        request.body().map(str::to_owned),
        &stopper.signal(),
        &head,
        &bytes,
    )
    .await;
    match asked {
        Ok(_) => Ok(()),
        Err(_) if began.get() => Err(Broken::Cut),
        Err(_) => Err(Broken::Unreachable),
    }
}

/// Whether the browser lets this page speak to a server in the local network, where it knows: whether that is
/// granted.
pub async fn local_network_permission(server: &Origin) -> Option<bool> {
    let state = permission_js(server.is_loopback())
        .await
        .ok()?
        .as_string()?;
    match state.as_str() {
        "granted" => Some(true),
        "denied" => Some(false),
        _ => None,
    }
}
