//! Asks the linker for what dividing the page's program needs: where in it addresses stand.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_set = |name| std::env::var_os(name).is_some();
    let is_page = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_page && is_set("CARGO_FEATURE_SPLIT") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
