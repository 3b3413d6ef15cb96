//! Text of a page reaches generated code as literals and documentation only, whatever it is.

mod pages;

use std::fs;
use std::path::Path;
use std::process::Command;

use pages::Payload;
use proc_macro2::TokenTree;
use stubdown::config::Config;
use stubdown::diagnostic::render::{Colours, human, json, sarif};
use stubdown::pipeline;
use stubdown::source::Sources;
use stubdown::write::Output;
use tests::generation::{cargo_check, crate_for, modules_for, repository};
use tests::tokens;

/// A word that the compiler would take as an identifier. Generated identifiers are ASCII, so it must not occur in any.
const MARKER: &str = "übel";

/// What tries to leave a literal, a comment or a folder. `@` stands for [`MARKER`].
const PAYLOADS: &[&str] = &[
    r#"x" @"#,
    r#"x" ; fn @() {} //"#,
    "*/ @ /*",
    "/* @",
    "]] @",
    ")] @ #[x(",
    r##"x"# @"##,
    r###"x"## @"###,
    r##"r#"x"# @"##,
    r##"r#"@"##,
    "r#type @",
    "x\nfn @() {}\n",
    "x\r\nfn @() {}\r",
    "x\n```\n@\n```rust\n@",
    "x&#10;@ &#x0A; &#13; &quot; @",
    "x<br>@<br/>\\n@",
    "\u{202E}@\u{202C} \u{2066}@\u{2069} \u{200E}\u{200F}\u{061C}@",
    "\u{feff}@\u{200B}\u{200D}@\u{2028}@\u{2029}@",
    "\0@\u{1}\u{7}\u{8}\u{1b}[31m@\u{7f}\u{85}\u{9b}",
    "👍 @ 👩‍👩‍👧 🏳️‍🌈",
    "``` @",
    "~~~ @",
    "` @ `` @",
    "<script>alert('@')</script>",
    "<b @",
    "[@]: @",
    "[@] [`@`] [x](@::@) ![@](@)",
    "{} @ {",
    "{{ @ }}",
    "} @",
    "{@}",
    "#[doc] @",
    "#![@]",
    "//! @",
    "/// @",
    r"\ @ \",
    r"\u{110000} \x @",
    "$(rm @) `rm @` $@ #{@} %(@)s",
    "../../@/x",
    r"..\..\@",
    r"C:\@",
    "/@/x",
    "con",
    "aux.@",
    "x' @ ''",
    "x | @ | y",
    "--> @ <!--",
    "--- @",
    "# @",
    "- @\n- @",
    "https://x.example/@?a=b&c=<@>",
    "macro_rules! @ { () => {} }",
    "compile_error!(\"@\")",
    "include!(\"/etc/passwd\") @",
    "'@",
    "1e400 @",
    "microsoft.graph.@",
    "Collection(@)",
    "#microsoft.graph.@",
    "$ref @",
    "$value",
    "%2e%2e%2f@",
    "=@",
    // Words that mean something in Rust, or in generated code.
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "async",
    "gen",
    "_",
    "__",
    "union",
    "'static",
    "macro",
    "String",
    "Option",
    "operations",
    "stubdown_runtime",
    "additional_properties",
    "Unrecognized",
    "new",
    "0",
    "-1",
    "",
    " ",
    "null",
    "true",
    "[]",
];

/// The payloads, and two very long ones.
fn payloads() -> Vec<Payload> {
    let long = [format!("{MARKER} {}", "x".repeat(10_000)), format!("{MARKER}{}", " y".repeat(5_000))];
    let texts = PAYLOADS.iter().map(|text| text.replace('@', MARKER)).chain(long);
    texts.enumerate().map(|(number, text)| Payload { number, text }).collect()
}

/// The crate for the pages of some payloads.
fn generate(payloads: &[Payload]) -> Output {
    let pages: Vec<(String, String)> = payloads.iter().flat_map(Payload::pages).collect();
    crate_for(&pipeline::analyse_sources(Sources::from_texts(pages), Vec::new()), "hostile")
}

/// Every identifier is ASCII, and the marker occurs in literals only, of which comments for documentation are some.
fn assert_literal(output: &Output) {
    for (path, text) in &output.files {
        if !path.ends_with(".rs") {
            assert!(!text.contains(MARKER), "{path}");
            continue;
        }
        let mut in_literals = 0;
        let tokens = tokens::tokens(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        tokens::each(tokens, &mut |token| match token {
            TokenTree::Ident(name) => assert!(name.to_string().is_ascii(), "{path}: {name}"),
            TokenTree::Literal(literal) => in_literals += literal.to_string().matches(MARKER).count(),
            TokenTree::Punct(_) | TokenTree::Group(_) => {}
        });
        assert_eq!(text.matches(MARKER).count(), in_literals, "{path}");
    }
}

/// Every path is a file below the output folder, on every platform.
fn assert_inside(output: &Output) {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"];
    for path in output.files.keys() {
        assert!(!path.starts_with('/') && !path.contains(['\\', ':', '\0']), "{path:?}");
        assert!(path.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c)), "{path:?}");
        for name in path.split('/') {
            assert!(
                !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && !name.ends_with('.'),
                "{path:?}"
            );
            let stem = name.split('.').next().unwrap().to_lowercase();
            assert!(!DEVICES.contains(&stem.as_str()), "{path:?}");
        }
    }
    let folded: std::collections::BTreeSet<String> = output.files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(folded.len(), output.files.len(), "paths differ in upper and lower case only");
}

/// Writes a crate to a folder of its own and compiles it; its documentation, too.
fn assert_compiles(output: &Output) {
    let folder = tempfile::tempdir().unwrap();
    output.write(folder.path()).unwrap();
    cargo_check(folder.path()).unwrap_or_else(|errors| panic!("{errors}"));
    let documented = Command::new(env!("CARGO"))
        .args(["doc", "--offline", "--quiet", "--no-deps"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", repository().join("target/generated-crates"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(documented.status.success(), "{}", String::from_utf8_lossy(&documented.stderr));
}

#[test]
fn all_payloads_together_are_compiled() {
    let payloads = payloads();
    let output = generate(&payloads);
    assert_literal(&output);
    assert_inside(&output);
    assert_eq!(generate(&payloads), output);
    assert_compiles(&output);
}

/// Alone, a payload is also the name-space of most pages.
#[test]
fn each_payload_alone_is_harmless() {
    for payload in payloads() {
        let output = generate(std::slice::from_ref(&payload));
        assert_literal(&output);
        assert_inside(&output);
        let reaches = output.files.values().any(|text| text.contains(MARKER));
        assert_eq!(reaches, payload.text.contains(MARKER), "{:?}", payload.text);
        assert_eq!(generate(std::slice::from_ref(&payload)), output, "{:?}", payload.text);
    }
}

/// A page that tries to read what stands beside the specification folder.
const THIEF: &str = "# Get thing

[!INCLUDE [a](../../secret.md)]
[!INCLUDE [b](../../../../../../../../etc/passwd)]
[!INCLUDE [c](/etc/passwd)]
[!INCLUDE [d](file:///etc/passwd)]
[!INCLUDE [e](~/../secret.md)]
[!INCLUDE [f](..\\..\\secret.md)]
[!INCLUDE [g](%2e%2e/%2e%2e/secret.md)]
[!INCLUDE [h](../api/../../secret.md)]
[!INCLUDE [i](../../secret.txt)]
[!INCLUDE [j](../link.md)]

A [secret](../../secret.md).

## HTTP request

```http
GET /things/{id}
```
";

const SECRET: &str = "hunter2";

#[test]
fn nothing_is_read_or_written_outside_of_the_folders() {
    let folder = tempfile::tempdir().unwrap();
    let (specs, out) = (folder.path().join("specs"), folder.path().join("out"));
    fs::create_dir_all(specs.join("api")).unwrap();
    let secret = format!("# {SECRET}\n\n## HTTP request\n\n```http\nGET /{SECRET}\n```\n");
    fs::write(folder.path().join("secret.md"), &secret).unwrap();
    fs::write(folder.path().join("secret.txt"), &secret).unwrap();
    fs::write(specs.join("api/thing-get.md"), THIEF).unwrap();
    write_odd_names(&specs, &secret);

    let before = listing(folder.path());
    let generated = Config::new().specs(&specs).generate().unwrap_or_else(|report| panic!("{report:?}"));
    generated.output.write(&out).unwrap();
    let outside: Vec<String> = listing(folder.path()).into_iter().filter(|path| !path.starts_with("out/")).collect();
    assert_eq!(outside, before);
    assert!(listing(&out).len() > 5);

    let report = &generated.report;
    let findings = report.diagnostics.iter().map(|finding| human(finding, &report.sources, Colours::None));
    let shown: String = findings
        .chain([json(report).to_string(), sarif(report).to_string()])
        .chain(generated.output.files.into_values())
        .collect();
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!shown.contains("root:x:"), "{shown}");
}

/// Pages whose names mean something to a shell, to Rust or to another platform.
fn write_odd_names(specs: &Path, secret: &str) {
    let page = THIEF.replace("/things/", "/others/");
    let names =
        ["a\"b.md", "$(touch x).md", "`touch x`.md", "..x.md", "-rf.md", "C:x.md", "con.md", "a b.md", "{page}.md"];
    for name in names {
        // A name that this platform refuses cannot do any harm.
        let _ = fs::write(specs.join("api").join(name), &page);
    }
    #[cfg(unix)]
    {
        fs::write(specs.join("api/a\nb\\..\\c.md"), &page).unwrap();
        let outside = specs.parent().unwrap().join("secret.md");
        assert_eq!(fs::read_to_string(&outside).unwrap(), secret);
        std::os::unix::fs::symlink(outside, specs.join("link.md")).unwrap();
    }
    #[cfg(not(unix))]
    let _ = secret;
}

/// The files below a folder, sorted, with `/` between names.
fn listing(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}

/// Modules do not differ from a crate in what they make of text.
#[test]
fn modules_are_as_harmless_as_a_crate() {
    let pages: Vec<(String, String)> = payloads().iter().flat_map(Payload::pages).collect();
    let output = modules_for(&pipeline::analyse_sources(Sources::from_texts(pages), Vec::new()));
    assert_literal(&output);
    assert_inside(&output);
}
