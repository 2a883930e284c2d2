//! Natively this is the command line; compiled to WebAssembly it mounts the page.

#[cfg(not(any(target_arch = "wasm32", target_env = "musl")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    agent_playground::cli::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {
    agent_playground::ui::mount();
}
