//! The build script that the README shows, on pages of its own.

fn main() {
    stubdown::config::Config::new().specs("build-script-pages").compile();

    // Golden modules that no longer compile must not keep anyone from blessing new ones: they are left out meanwhile.
    println!("cargo::rerun-if-env-changed=BLESS");
    println!("cargo::rustc-check-cfg=cfg(blessing)");
    if std::env::var_os("BLESS").is_some() {
        println!("cargo::rustc-cfg=blessing");
    }
}
