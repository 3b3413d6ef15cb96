//! Rust: types, a client, server stubs and the table of operations.
//!
//! Names are settled first (`names`); then each file is rendered on its own, in parallel, from the API and the names.

mod call_docs;
mod client;
mod contract;
mod docs;
mod enums;
mod examples;
mod features;
mod files;
mod idents;
mod manifest;
mod messages;
mod names;
mod operations;
mod required;
mod root;
mod server;
mod structs;
mod tree;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;

use crate::model::{Api, EnumType, Operation, PageReference, StructType};
use crate::write::{self, Content, Item};
use features::{Features, Gate};
use files::AreaFile;
use names::Names;
use tree::Tree;

/// What is generated around the API.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What surrounds the modules.
    pub layout: Layout,
    /// Which sides of the API there are modules for. A crate has both, behind features.
    pub sides: Sides,
    /// Where the pages are published: `https://example.com/docs/{page}`. `{page}` stands for the path of the page without `.md` and
    /// without a leading `api/`, which is how such sets are published.
    pub page_url: Option<String>,
}

impl Settings {
    fn has_client(&self) -> bool {
        self.layout.has_features() || self.sides != Sides::Server
    }

    fn has_server(&self) -> bool {
        self.layout.has_features() || self.sides != Sides::Client
    }
}

/// The sides of an API that modules are generated for. Types and operations are generated for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// Those who call it and those who serve it.
    #[default]
    Both,
    /// Those who call it; the runtime needs its feature `client` only.
    Client,
    /// Those who serve it; the runtime needs its feature `server` only.
    Server,
}

/// What surrounds the generated modules.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// A whole crate: `Cargo.toml` and `src/`.
    Crate {
        /// The name of the package.
        name: String,
        /// Where its runtime comes from.
        runtime: Runtime,
        /// Which workspace it belongs to.
        workspace: Workspace,
        /// The `[package]` table of `Cargo.toml`, with its title, where somebody has added to it: a license, another version. If absent,
        /// it has the name, a version, and what Cargo and docs.rs need to build the crate.
        package: Option<String>,
    },
    /// The sources of a crate that has a `Cargo.toml` of its own: `lib.rs` and modules.
    Sources {
        /// The name of the package, for the examples in the documentation.
        name: String,
    },
    /// Modules to be included into a crate: `mod.rs` and modules.
    #[default]
    Modules,
}

/// Which workspace a generated crate belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// One of its own, so that it builds wherever it is put.
    #[default]
    Own,
    /// The one around it, of which it is a member.
    Around,
}

/// Where a generated crate gets `stubdown-runtime` from.
#[derive(Clone, Debug)]
pub enum Runtime {
    /// A version requirement.
    Version(String),
    /// A folder.
    Path(String),
}

impl Layout {
    fn source_folder(&self) -> &'static str {
        match self {
            Self::Crate { .. } => "src/",
            Self::Sources { .. } | Self::Modules => "",
        }
    }

    fn root_file(&self) -> &'static str {
        match self {
            Self::Crate { .. } | Self::Sources { .. } => "lib.rs",
            Self::Modules => "mod.rs",
        }
    }

    /// Whether parts can be left out: modules are compiled as they are.
    fn has_features(&self) -> bool {
        !matches!(self, Self::Modules)
    }

    /// The crate as code names it; modules have none.
    fn crate_ident(&self) -> Option<String> {
        match self {
            Self::Crate { name, .. } | Self::Sources { name } => Some(name.replace('-', "_")),
            Self::Modules => None,
        }
    }
}

/// The most structs of path parameters that share a file.
const MOST_PATHS: usize = 60;

/// What renders a file needs to know.
struct Context<'a> {
    api: &'a Api,
    names: Names,
    tree: Tree<'a>,
    features: Features,
    /// The first operation of each page, or of each chapter with a title of its own: where all of its words stand.
    firsts: BTreeMap<&'a PageReference, &'a Operation>,
    settings: &'a Settings,
}

/// The file of a type.
struct TypeFile<'a> {
    /// The folder below `types`; empty where all types are in one.
    folder: String,
    module: &'a str,
    /// The identifier of the type.
    name: &'a str,
    gate: Gate,
    shape: Shape<'a>,
}

/// What a file of types holds.
#[derive(Clone, Copy)]
enum Shape<'a> {
    Struct(&'a StructType),
    Polymorphic(&'a StructType),
    Enum(&'a EnumType),
}

/// One file to render.
enum Plan<'a> {
    Root,
    TypesRoot(&'a [TypeFile<'a>]),
    TypesFolder(&'a [TypeFile<'a>]),
    Type(Shape<'a>),
    OperationsRoot,
    Operations(&'a AreaFile<'a, 'a>),
    ClientRoot,
    Client(&'a AreaFile<'a, 'a>),
    ServerRoot,
    ServerArgumentsRoot(BTreeMap<String, Vec<String>>),
    /// The structs of a file so many folders below the root.
    ServerArguments(usize, Vec<String>),
    Server(&'a AreaFile<'a, 'a>),
    ContractRoot(&'a [AreaFile<'a, 'a>]),
    Contract(&'a [AreaFile<'a, 'a>], &'a AreaFile<'a, 'a>),
}

/// The files of the API.
#[must_use]
pub fn emit(api: &Api, settings: &Settings) -> Vec<Item> {
    let names = Names::new(api);
    let tree = Tree::new(api, &names);
    let features = Features::new(api, &names, &settings.layout);
    let context = Context { api, names, tree, features, firsts: firsts(api), settings };
    let files = files::divide(&context.tree, context.names.areas());
    let types = type_files(&context);
    let plans = plans(&context, &files, &types);
    let mut items: Vec<Item> = plans.par_iter().map(|(path, plan)| context.item(path, plan)).collect();
    if let Layout::Crate { name, runtime, workspace, package } = &settings.layout {
        let package = package.clone().unwrap_or_else(|| manifest::package(name));
        items.push(manifest::item(&package, runtime, *workspace, &context.features, api.operations.len()));
    }
    items
}

/// The first operation of each page and title.
fn firsts(api: &Api) -> BTreeMap<&PageReference, &Operation> {
    let mut firsts = BTreeMap::new();
    for operation in &api.operations {
        if let Some(page) = operation.pages.first() {
            firsts.entry(page).or_insert(operation);
        }
    }
    firsts
}

/// The files of types, by folder and module.
fn type_files<'a>(context: &'a Context<'a>) -> Vec<TypeFile<'a>> {
    let (names, features) = (&context.names, &context.features);
    let mut files = Vec::new();
    let mut push = |module, name, gate: Gate, shape| {
        files.push(TypeFile { folder: features.types_folder(&gate), module, name, gate, shape });
    };
    for structure in context.api.structs.values() {
        let name = &structure.name;
        push(names.module(name), names.type_name(name), features.type_gate(name), Shape::Struct(structure));
        if let Some(any) = names.any(name) {
            push(&any.module, &any.name, features.any_gate(name), Shape::Polymorphic(structure));
        }
    }
    for listed in context.api.enums.values() {
        let name = &listed.name;
        push(names.module(name), names.type_name(name), features.type_gate(name), Shape::Enum(listed));
    }
    files.sort_by(|one, other| (&one.folder, one.module).cmp(&(&other.folder, other.module)));
    files
}

fn plans<'a>(
    context: &'a Context<'a>,
    files: &'a [AreaFile<'a, 'a>],
    types: &'a [TypeFile<'a>],
) -> Vec<(String, Plan<'a>)> {
    let mut plans = vec![
        (context.settings.layout.root_file().to_owned(), Plan::Root),
        ("types/mod.rs".to_owned(), Plan::TypesRoot(types)),
        ("operations/mod.rs".to_owned(), Plan::OperationsRoot),
    ];
    for folder in types.chunk_by(|one, other| one.folder == other.folder) {
        let path = match folder.first() {
            Some(TypeFile { folder: name, .. }) if !name.is_empty() => {
                plans.push((format!("types/{name}/mod.rs"), Plan::TypesFolder(folder)));
                format!("types/{name}")
            }
            _ => "types".to_owned(),
        };
        plans.extend(folder.iter().map(|file| (format!("{path}/{}.rs", file.module), Plan::Type(file.shape))));
    }
    plans.extend(files.iter().map(|file| (format!("operations/{}", file.path()), Plan::Operations(file))));
    if context.settings.has_client() {
        plans.push(("client/mod.rs".to_owned(), Plan::ClientRoot));
        plans.extend(files.iter().map(|file| (format!("client/{}", file.path()), Plan::Client(file))));
    }
    if context.settings.has_server() {
        plans.extend(plans_of_server(context, files));
    }
    if context.settings.layout.has_features() {
        plans.push(("contract/mod.rs".to_owned(), Plan::ContractRoot(files)));
        let shown = files.iter().filter(|file| contract::is_shown(files, &file.modules));
        plans.extend(shown.map(|file| (format!("contract/{}", file.path()), Plan::Contract(files, file))));
    }
    plans
}

fn plans_of_server<'a>(context: &'a Context<'a>, files: &'a [AreaFile<'a, 'a>]) -> Vec<(String, Plan<'a>)> {
    let mut plans = vec![("server/mod.rs".to_owned(), Plan::ServerRoot)];
    let path_modules = context.names.path_modules();
    match path_modules.values().map(Vec::len).sum::<usize>() {
        0 => {}
        count if count <= MOST_PATHS && !context.features.exist() => {
            let structs = path_modules.into_values().flatten().collect();
            plans.push(("server/paths.rs".to_owned(), Plan::ServerArguments(1, structs)));
        }
        _ => {
            plans.push(("server/paths/mod.rs".to_owned(), Plan::ServerArgumentsRoot(path_modules.clone())));
            let structs = path_modules.into_iter();
            plans.extend(
                structs
                    .map(|(module, structs)| (format!("server/paths/{module}.rs"), Plan::ServerArguments(2, structs))),
            );
        }
    }
    plans.extend(files.iter().map(|file| (format!("server/{}", file.path()), Plan::Server(file))));
    plans
}

impl Context<'_> {
    fn item(&self, path: &str, plan: &Plan<'_>) -> Item {
        let folder = self.settings.layout.source_folder();
        let content = match write::format(self.tokens(plan)) {
            Ok(text) => text,
            // Generated tokens always parse; should they not, the compiler shows the place better than a panic here.
            Err(error) => format!("{}compile_error!({:?});\n", write::PREAMBLE, error.to_string()),
        };
        Item { path: format!("{folder}{path}"), content: Content::Rust(content) }
    }

    fn tokens(&self, plan: &Plan<'_>) -> TokenStream {
        match plan {
            Plan::Root => root::library(self),
            Plan::TypesRoot(types) => root::types(self, types),
            Plan::TypesFolder(types) => root::types_folder(types),
            Plan::Type(Shape::Struct(structure)) => structs::file(self, structure),
            Plan::Type(Shape::Polymorphic(structure)) => structs::polymorphic(self, structure),
            Plan::Type(Shape::Enum(listed)) => enums::file(self, listed),
            Plan::OperationsRoot => operations::root(self),
            Plan::Operations(file) => operations::area(self, file),
            Plan::ClientRoot => client::root(self),
            Plan::Client(file) => client::area(self, file),
            Plan::ServerRoot => server::root(self),
            Plan::ServerArgumentsRoot(modules) => server::arguments_root(self, modules),
            Plan::ServerArguments(depth, structs) => server::arguments(self, *depth, structs),
            Plan::Server(file) => server::area(self, file),
            Plan::ContractRoot(files) => contract::root(self, files),
            Plan::Contract(files, file) => contract::area(self, files, file),
        }
    }

    /// `use crate::{operations, types};`, from a file `depth` folders below the root. Modules do not know where they are included.
    fn import_local(&self, depth: usize, modules: &[&str]) -> TokenStream {
        let modules = modules.iter().map(|module| idents::ident(module));
        let root = self.above(depth + 1, "");
        match modules.len() {
            0 => TokenStream::new(),
            1 => quote! { use #root::#(#modules)*; },
            _ => quote! { use #root::{#(#modules),*}; },
        }
    }

    /// `use crate::server::{GroupPath, Server};`, from a file `depth` folders below.
    fn import_server(&self, depth: usize, paths: &[Ident]) -> TokenStream {
        let server = self.above(depth, "server");
        match paths {
            [] => quote! { use #server::Server; },
            _ => quote! { use #server::{#(#paths,)* Server}; },
        }
    }

    /// The operation with all words of a page, where it is another one.
    fn first_of_page(&self, operation: &Operation) -> Option<&Operation> {
        let first = *self.firsts.get(operation.pages.first()?)?;
        (!std::ptr::eq(first, operation)).then_some(first)
    }

    /// The path to the types, from the file of one.
    fn sibling_types(&self) -> TokenStream {
        self.above(if self.features.exist() { 2 } else { 1 }, "types")
    }

    /// The path to the module that is `levels` above a file.
    fn above(&self, levels: usize, module: &str) -> TokenStream {
        if levels == 1 || self.settings.layout.crate_ident().is_none() {
            let supers = std::iter::repeat_n(quote! { super }, levels);
            return quote! { #(#supers)::* };
        }
        match module {
            "" => quote! { crate },
            module => {
                let module = idents::ident(module);
                quote! { crate::#module }
            }
        }
    }

    /// Where pages are published, or their paths where that is not known.
    fn page_links(&self, pages: &[PageReference]) -> Vec<docs::PageLink> {
        let link = |page: &PageReference| {
            let path = page.path.as_str();
            let bare = path.strip_suffix(".md").unwrap_or(path);
            let bare = bare.strip_prefix("api/").unwrap_or(bare);
            let url = self.settings.page_url.as_ref().map(|template| template.replace("{page}", bare));
            docs::PageLink { path: path.to_owned(), url }
        };
        pages.iter().map(link).collect()
    }
}
