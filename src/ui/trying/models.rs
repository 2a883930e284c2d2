//! The models of an endpoint, which is asked for them when a person tests the connection.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::Trial;
use super::connection::MODELS;
use crate::endpoint::{Answer, Endpoint};
use crate::web::trying::asking::{Broken, Stopper, local_network_permission};
use crate::web::trying::{kept, page_origin};

/// Asks which models there are; says in words what came of it.
pub(super) fn list(trial: Trial, said: RwSignal<Option<String>>) {
    leptos::task::spawn_local(async move {
        let words = match ask_for_models(trial).await {
            Ok(0) => "It answers, and names no models: type the model's name.".to_owned(),
            Ok(1) => "It answers, and has 1 model.".to_owned(),
            Ok(many) => format!("It answers, and has {many} models."),
            Err(words) => words,
        };
        // The form may be closed by then.
        let _ = said.try_set(Some(words));
    });
}

/// What has come of the question.
struct Heard {
    /// It says in words what fails.
    answer: Answer,
    is_fine: bool,
    body: Vec<u8>,
}

/// Asks which models there are, and gives their number.
async fn ask_for_models(trial: Trial) -> Result<usize, String> {
    let connection = trial.connection;
    let Some(endpoint) = connection.endpoint() else {
        return Err("There is no server yet.".to_owned());
    };
    let request = endpoint.list_models().map_err(|error| error.to_string())?;
    // An answer to a question says in words what fails; so does this one.
    let page = page_origin().unwrap_or_else(|| endpoint.address.origin().clone());
    let heard = Rc::new(RefCell::new(Heard {
        answer: Answer::new(&endpoint, "", &page),
        is_fine: false,
        body: Vec::new(),
    }));
    let (head_to, bytes_to) = (Rc::clone(&heard), Rc::clone(&heard));
    let stopper = Stopper::for_one();
    let asked = trial.ask(
        &request,
        "lists the models",
        &stopper,
        move |head| {
            let mut heard = head_to.borrow_mut();
            heard.is_fine = head.is_success();
            heard.answer.head(head);
        },
        move |bytes| {
            let mut heard = bytes_to.borrow_mut();
            heard.body.extend(&bytes);
            heard.answer.push(&bytes);
        },
    );
    let asked = asked.await;
    if asked == Err(Broken::Unreachable) {
        let permission = local_network_permission(endpoint.address.origin()).await;
        return Err(heard.borrow().answer.unreached(permission).to_string());
    }
    let mut heard = heard.borrow_mut();
    let listed = Endpoint::models(&String::from_utf8_lossy(&heard.body));
    let Some(listed) = listed.filter(|_| heard.is_fine && asked.is_ok()) else {
        return Err(match heard.answer.end(asked.is_err()).1 {
            Err(failure) => failure.to_string(),
            Ok(_) => "The answer is no list of models.".to_owned(),
        });
    };
    let models: Vec<String> = listed.into_iter().map(|model| model.id).collect();
    let count = models.len();
    kept::put(MODELS, &models);
    if connection.model.with_untracked(String::is_empty)
        && let Some(first) = models.first()
    {
        connection.choose_model(first.clone());
    }
    connection.models.set(models);
    Ok(count)
}
