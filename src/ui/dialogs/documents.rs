use leptos::prelude::*; use crate::ui::session::Session;
#[component] pub fn Documents(session: Session)->impl IntoView{ let _=session; }
