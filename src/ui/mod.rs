//! What the person sees: Leptos components, one folder a panel.

/// Mounts the page into the shell that index.html brings.
pub fn mount() {
    console_error_panic_hook::set_once();
}
