//! Brings `src` up to date with the documentation pages, in the workspace that has them.
//!
//! Whoever depends on the published crate does not have the feature `regenerate`, and compiles no generator.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "regenerate")]
    regenerate();
}

#[cfg(feature = "regenerate")]
fn regenerate() {
    use stubdown::config::{Config, Layout, Update};

    Config::new()
        .specs("../specs")
        .out_dir("src")
        .layout(Layout::Sources { name: "graph-conversations".to_owned() })
        .page_url("https://learn.microsoft.com/graph/api/{page}")
        .update(Update::UnlessCi)
        .compile();
}
