//! An endpoint as the person set it up, and the requests to it.

use serde_json::Value;

use super::{Api, Ask, Preset};
use crate::http::{Address, Key, OtherOrigin, Request};

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// What kind of server it is.
    pub preset: Preset,
    /// The API that it is asked by.
    pub api: Api,
    /// Its address; `/v1` is added where it has no path.
    pub address: Address,
    /// Its key.
    pub key: Option<Key>,
    /// Further headers. They may be secret, so each is bound to an origin as a key is.
    pub headers: Vec<(String, Key)>,
}

/// A model of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// By which it is asked for.
    pub id: String,
    /// What people call it, where the endpoint says so.
    pub title: Option<String>,
}

impl Endpoint {
    /// An endpoint of that kind at that address, without a key.
    pub fn new(preset: Preset, address: Address) -> Self {
        Self {
            preset,
            api: preset.known().api,
            address,
            key: None,
            headers: Vec::new(),
        }
    }

    /// The request that asks a model.
    ///
    /// # Errors
    /// A key is for another origin.
    pub fn ask(&self, ask: &Ask) -> Result<Request, OtherOrigin> {
        let body = self.api.protocol().body(ask, self.preset == Preset::OpenAi);
        self.dressed(Request::post(self.asked(), body.to_string()))
    }

    /// The request for the list of models, which is also the test of the connection.
    ///
    /// # Errors
    /// A key is for another origin.
    pub fn list_models(&self) -> Result<Request, OtherOrigin> {
        self.dressed(Request::get(self.at(self.api.protocol().models_path())))
    }

    /// Whether the server counts the tokens of what would be sent.
    pub fn can_count(&self) -> bool {
        self.api.protocol().count_path(self.preset).is_some()
    }

    /// The request that counts the tokens of what would be sent; `None` where the server has none.
    ///
    /// # Errors
    /// A key is for another origin.
    pub fn count_tokens(&self, ask: &Ask) -> Option<Result<Request, OtherOrigin>> {
        let protocol = self.api.protocol();
        let body = protocol.count_body(ask).to_string();
        let address = self.at(protocol.count_path(self.preset)?);
        Some(self.dressed(Request::post(address, body)))
    }

    /// The models in the answer to [`list_models`](Self::list_models), in its order; `None` where it is no
    /// list of models.
    pub fn models(body: &str) -> Option<Vec<Model>> {
        let answer: Value = serde_json::from_str(body).ok()?;
        let list = answer.get("data").unwrap_or(&answer).as_array()?;
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
        let model = |value: &Value| {
            Some(Model {
                id: text(value, "id")?,
                title: text(value, "display_name").or_else(|| text(value, "name")),
            })
        };
        Some(list.iter().filter_map(model).collect())
    }

    /// The tokens in the answer to [`count_tokens`](Self::count_tokens).
    pub fn counted(body: &str) -> Option<u64> {
        let answer: Value = serde_json::from_str(body).ok()?;
        answer.get("input_tokens")?.as_u64()
    }

    /// Where conversations go.
    pub fn asked(&self) -> Address {
        self.at(self.api.path())
    }

    fn at(&self, path: &str) -> Address {
        let given = self.address.path().split('?').next().unwrap_or_default();
        let given = given.trim_end_matches('/');
        // Whoever copied the whole address means the same.
        let whole = Api::ALL
            .iter()
            .find_map(|api| given.strip_suffix(api.path())?.strip_suffix('/'));
        match whole.unwrap_or(given) {
            "" => self.address.rooted(&format!("v1/{path}")),
            base => self.address.rooted(&format!("{base}/{path}")),
        }
    }

    /// The names of the headers that every request to a model has.
    pub(super) fn sent_headers(&self) -> Vec<String> {
        let protocol = self.api.protocol();
        let known = self.preset.known();
        let plain = protocol.headers().iter().chain(known.headers);
        let mut names = vec!["content-type".to_owned()];
        names.extend(plain.map(|(name, _)| (*name).to_owned()));
        names.extend(self.key.iter().map(|_| protocol.key_header().0.to_owned()));
        names.extend(self.headers.iter().map(|(name, _)| name.to_lowercase()));
        names
    }

    /// With the headers that the API, the kind of server and the person want.
    fn dressed(&self, request: Request) -> Result<Request, OtherOrigin> {
        let protocol = self.api.protocol();
        let mut request = request;
        for (name, value) in protocol.headers().iter().chain(self.preset.known().headers) {
            request = request.header(name, value);
        }
        if let Some(key) = &self.key {
            let (name, before) = protocol.key_header();
            request = request.key(name, before, key)?;
        }
        for (name, value) in &self.headers {
            request = request.key(name, "", value)?;
        }
        Ok(request)
    }
}
