//! What the models that a definition names are called at an endpoint.

use serde::{Deserialize, Serialize};

/// The aliases that a definition may use besides `inherit`.
pub const ALIASES: [&str; 4] = ["sonnet", "opus", "haiku", "fable"];

/// The table from aliases to models, as the person sees and edits it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aliases {
    /// The model for `inherit`, for no model, and for all that the endpoint does not have.
    pub inherit: String,
    /// Alias and model.
    pub table: Vec<(String, String)>,
}

/// The model that a definition gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// As the endpoint calls it.
    pub model: String,
    /// Why it is not the one that the definition names, where it is not.
    pub instead: Option<String>,
}

impl Aliases {
    /// A table for an endpoint with these models: each alias gets the first model that has it in its name.
    pub fn suggested(inherit: &str, models: &[String]) -> Self {
        let found = |alias: &&str| {
            models
                .iter()
                .find(|model| model.to_lowercase().contains(*alias))
        };
        let table = ALIASES
            .iter()
            .filter_map(|alias| Some(((*alias).to_owned(), found(alias)?.clone())))
            .collect();
        Self {
            inherit: inherit.to_owned(),
            table,
        }
    }

    /// The model for what a definition names. `models` are those that the endpoint lists; where it lists
    /// none, a full name is taken as it is, as Claude Code does.
    pub fn choose(&self, named: Option<&str>, models: &[String]) -> Chosen {
        let named = named.map(str::trim).unwrap_or_default();
        let plain = named.strip_suffix("[1m]").unwrap_or(named);
        let alias = plain.to_lowercase();
        let taken = |model: &str| Chosen {
            model: model.to_owned(),
            instead: None,
        };
        if alias.is_empty() || alias == "inherit" {
            return taken(&self.inherit);
        }
        if let Some((_, model)) = self.table.iter().find(|(known, _)| *known == alias) {
            return taken(model);
        }
        let is_alias = ALIASES.contains(&alias.as_str());
        if !is_alias && (models.is_empty() || models.iter().any(|model| model == plain)) {
            return taken(plain);
        }
        let why = match is_alias {
            true => format!("The table has no model for {alias}"),
            false => format!("The endpoint has no model that is called {plain}"),
        };
        Chosen {
            model: self.inherit.clone(),
            instead: Some(format!("{why}, so {} answers.", self.inherit)),
        }
    }
}
