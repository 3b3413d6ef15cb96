//! A program that runs cases through a generated crate: tables of its types, handlers and calls, around the code in `driver/main.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use stubdown::write::Output;
use tests::generation::repository;

use crate::surface::{Answer, Call, Registration, Sent, Surface};

const MAIN: &str = include_str!("driver/main.rs");

/// What the tables of an area are written with.
const IMPORTS: &str = "#![allow(unused_imports, unused_variables)]
use documented::{Graph, Server, server::*, types};
use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::http::Response;
use stubdown_runtime::{
    Binary, Collection, Date, DateTimeOffset, Decimal, Double, Duration, Error, Guid, Int64, Scalar, TimeOfDay, Value,
};
use tokio::runtime::Runtime;
use crate::{Called, State, content, given, given_if_any, json, no_content, optional, sent, success};
";

/// The compiled program.
pub struct Driver {
    folder: PathBuf,
    program: PathBuf,
}

impl Driver {
    /// Writes the generated crate and the program into the target folder, and compiles them.
    pub fn compile(generated: &Output, surface: &Surface, types: &BTreeSet<String>) -> Self {
        let folder = repository().join("target/fidelity");
        let mut generated = generated.clone();
        let manifest = generated.files.get_mut("Cargo.toml").unwrap();
        // Nothing is sent over a network.
        *manifest = manifest.replace("stubdown-runtime/reqwest", "stubdown-runtime/client");
        let driver_manifest = driver_manifest(manifest);
        generated.write(&folder.join("documented")).unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.join("driver").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            // What is the same keeps its time, so that it is not compiled again.
            if fs::read_to_string(&path).ok().as_deref() != Some(text) {
                fs::write(path, text).unwrap();
            }
        };
        write("Cargo.toml", &driver_manifest);
        write("Cargo.lock", &fs::read_to_string(repository().join("Cargo.lock")).unwrap());
        write("src/main.rs", MAIN);
        for (path, text) in tables(surface, types) {
            write(&path, &text);
        }
        let target = repository().join("target/generated-crates");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet"])
            .current_dir(folder.join("driver"))
            .env("CARGO_TARGET_DIR", &target)
            // Nothing is debugged here, and it takes half of the time and memory.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { program: target.join("debug/driver"), folder }
    }

    /// Runs cases and returns what came of each.
    pub fn run(&self, kind: &str, cases: &Value) -> Value {
        // Tests run at the same time, and one kind may be run by two of them.
        let thread = format!("{:?}", std::thread::current().id());
        let file = |what: &str| self.folder.join(format!("{kind}-{what}-{thread}.json"));
        let (input, output) = (file("cases"), file("outcomes"));
        fs::write(&input, cases.to_string()).unwrap();
        let run = Command::new(&self.program).args([&input, &output]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let outcomes = serde_json::from_str(&fs::read_to_string(&output).unwrap()).unwrap();
        fs::remove_file(input).unwrap();
        fs::remove_file(output).unwrap();
        outcomes
    }
}

fn driver_manifest(generated: &str) -> String {
    let runtime = repository().join("runtime");
    let documented = Path::new("../documented").display();
    let (_, behind) = generated.split_once("[features]").unwrap_or_default();
    let (section, _) = behind.split_once("\n[").unwrap_or((behind, ""));
    let features: Vec<&str> = section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    format!(
        "[package]\nname = \"driver\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n\
         documented = {{ path = \"{documented}\", default-features = false, features = {features:?} }}\n\
         stubdown-runtime = {{ path = {runtime:?}, default-features = false }}\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n\
         tower = {{ version = \"0.5\", features = [\"util\"] }}\n\n[workspace]\n"
    )
}

/// The files with the tables: one for each area, and one that finds the area.
fn tables(surface: &Surface, types: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut areas: BTreeMap<&str, (Vec<&Registration>, Vec<&Call>)> = BTreeMap::new();
    for registration in &surface.registrations {
        areas.entry(&registration.area).or_default().0.push(registration);
    }
    for call in &surface.calls {
        areas.entry(&call.area).or_default().1.push(call);
    }
    let mut files: Vec<(String, String)> = areas
        .iter()
        .map(|(area, (registrations, calls))| (format!("src/tables/area_{area}.rs"), area_table(registrations, calls)))
        .collect();
    let mut root = String::from(
        "#![allow(unused_imports)]\nuse documented::{Graph, Server, types};\nuse stubdown_runtime::{Binary, Collection, Date, \
         DateTimeOffset, Decimal, Double, Duration, Guid, Int64, Scalar, TimeOfDay, Value};\nuse tokio::runtime::Runtime;\n\
         use crate::{Called, State, trip};\n",
    );
    let mut register = String::new();
    let mut call = String::new();
    for area in areas.keys() {
        let _ = writeln!(root, "mod area_{area};");
        let _ = writeln!(register, "let server = area_{area}::register(server);");
        let _ = writeln!(call, ".or_else(|| area_{area}::call(operation, graph, request, runtime))");
    }
    let _ = writeln!(root, "pub fn register(server: Server<State>) -> Server<State> {{ {register} server }}");
    let _ = writeln!(
        root,
        "pub fn call(operation: &str, graph: &Graph, request: &[u8], runtime: &Runtime) -> Option<Called> {{ None{call} }}"
    );
    root.push_str("pub fn body(name: &str, json: &[u8]) -> Option<Result<Value, String>> { Some(match name {\n");
    for name in types {
        let _ = writeln!(root, "\"{name}\" => trip::<{name}>(json),");
    }
    root.push_str("_ => return None }) }\n");
    files.push(("src/tables/mod.rs".to_owned(), root));
    files
}

fn area_table(registrations: &[&Registration], calls: &[&Call]) -> String {
    let mut text = IMPORTS.to_owned();
    text.push_str("pub fn register(server: Server<State>) -> Server<State> {\n");
    for Registration { method, path, body, answer, either, .. } in registrations {
        let handler = match answer {
            Answer::NoContent => format!("no_content::<{path}, {body}>"),
            Answer::Content(None, content) => format!("content::<{path}, {body}, {content}>"),
            Answer::Content(Some(status), content) => format!("success::<{status}, {path}, {body}, {content}>"),
        };
        let handler = match either {
            None => handler,
            Some((all, made)) => format!(
                "|state, request: Request<{path}, {body}>| async move {{ \
                 let answer = {handler}(state, request).await?; Ok::<{all}, Error>({made}) }}"
            ),
        };
        let _ = writeln!(text, "let server = server.{method}({handler});");
    }
    text.push_str(
        "server }\npub fn call(operation: &str, graph: &Graph, request: &[u8], runtime: &Runtime) -> Option<Called> {\n\
         Some(match operation {\n",
    );
    for Call { constant, expression, body, reply, .. } in calls {
        let body = match body {
            Some(Sent::Required(name)) => format!("let body = &given::<{name}>(request);"),
            Some(Sent::Optional(name)) => format!("let body = &given_if_any::<{name}>(request);"),
            None => String::new(),
        };
        let finish = match reply.as_str() {
            "()" => "sent(call, runtime).map(|()| Vec::new())",
            "Bytes" => "sent(call, runtime).map(|bytes| bytes.to_vec())",
            "Response<Bytes>" => "sent(call, runtime).map(|response| response.into_body().to_vec())",
            "Option<Bytes>" => "Err(String::new())",
            optional if optional.starts_with("Option<") => "sent(call, runtime).and_then(optional)",
            _ => "sent(call, runtime).and_then(json)",
        };
        let _ = writeln!(text, "\"{constant}\" => {{ {body} let call = {expression}; {finish} }}");
    }
    text.push_str("_ => return None }) }\n");
    text
}
