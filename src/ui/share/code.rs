use leptos::prelude::*;

use crate::share::qr_code;
use crate::ui::words::capital;

/// The link as a QR code, made when somebody asks for it; of a link that is too long, why there is none.
#[component]
pub(super) fn Code(link: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let drawn = move || {
        open.get().then(|| match qr_code(&link) {
            Ok(drawn) => view! {
                <svg
                    class="share-code"
                    viewBox=format!("0 0 {0} {0}", drawn.side)
                    role="img"
                    aria-label="QR code of the link"
                    shape-rendering="crispEdges"
                >
                    <path d=drawn.path></path>
                </svg>
            }
            .into_any(),
            Err(error) => {
                view! { <p class="share-length">{format!("{}.", capital(&error.to_string()))}</p> }
                    .into_any()
            }
        })
    };
    view! {
        <details on:toggle=move |event| {
            open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
        }>
            <summary>"QR code"</summary>
            {drawn}
        </details>
    }
}
