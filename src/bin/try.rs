//! The Try document: runs a definition on a model that the person brings.

#[cfg(target_arch = "wasm32")]
fn main() {
    agent_playground::ui::trying::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Try runs in the page: `cargo xtask serve` shows it.");
}
