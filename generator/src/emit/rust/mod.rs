//! Rust: types, a client, server stubs and the table of operations.
//!
//! Names are settled first (`names`); then each file is rendered on its own, in parallel, from the API and the names.

mod client;
mod contract;
mod docs;
mod enums;
mod examples;
mod idents;
mod manifest;
mod messages;
mod names;
mod operations;
mod root;
mod server;
mod structs;
mod tree;

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use crate::model::{Api, EnumType, StructType};
use crate::write::{self, Content, Item};
use names::Names;
use tree::Tree;

/// What is generated around the API.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What surrounds the modules.
    pub layout: Layout,
    /// Where the pages are published: `https://example.com/docs/{page}`. `{page}` stands for the path of the page without `.md` and
    /// without a leading `api/`, which is how such sets are published.
    pub page_url: Option<String>,
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

/// What renders a file needs to know.
struct Context<'a> {
    api: &'a Api,
    names: Names,
    tree: Tree<'a>,
    settings: &'a Settings,
}

/// One file to render.
enum Plan<'a> {
    Root,
    TypesRoot,
    Struct(&'a StructType),
    Enum(&'a EnumType),
    OperationsRoot,
    Operations(&'a str),
    ClientRoot,
    Client(&'a str),
    ServerRoot,
    ServerArguments,
    Server(&'a str),
    ContractRoot,
    Contract(&'a str),
}

/// The files of the API.
#[must_use]
pub fn emit(api: &Api, settings: &Settings) -> Vec<Item> {
    let names = Names::new(api);
    let tree = Tree::new(api, &names);
    let context = Context { api, names, tree, settings };
    let plans = plans(&context);
    let mut items: Vec<Item> = plans.par_iter().map(|(path, plan)| context.item(path, plan)).collect();
    if let Layout::Crate { name, runtime } = &settings.layout {
        items.push(manifest::item(name, runtime));
    }
    items
}

fn plans<'a>(context: &'a Context<'a>) -> Vec<(String, Plan<'a>)> {
    let mut plans = vec![
        (context.settings.layout.root_file().to_owned(), Plan::Root),
        ("types/mod.rs".to_owned(), Plan::TypesRoot),
        ("operations/mod.rs".to_owned(), Plan::OperationsRoot),
        ("client/mod.rs".to_owned(), Plan::ClientRoot),
        ("server/mod.rs".to_owned(), Plan::ServerRoot),
        ("server/paths.rs".to_owned(), Plan::ServerArguments),
    ];
    for structure in context.api.structs.values() {
        plans.push((format!("types/{}.rs", context.names.module(&structure.name)), Plan::Struct(structure)));
    }
    for listed in context.api.enums.values() {
        plans.push((format!("types/{}.rs", context.names.module(&listed.name)), Plan::Enum(listed)));
    }
    for area in context.names.areas() {
        plans.push((format!("operations/{area}.rs"), Plan::Operations(area)));
        plans.push((format!("client/{area}.rs"), Plan::Client(area)));
        plans.push((format!("server/{area}.rs"), Plan::Server(area)));
    }
    if context.settings.layout.has_features() {
        plans.push(("contract/mod.rs".to_owned(), Plan::ContractRoot));
        plans.extend(contract::areas(context).map(|area| (format!("contract/{area}.rs"), Plan::Contract(area))));
    }
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
            Plan::TypesRoot => root::types(self),
            Plan::Struct(structure) => structs::file(self, structure),
            Plan::Enum(listed) => enums::file(self, listed),
            Plan::OperationsRoot => operations::root(self),
            Plan::Operations(area) => operations::area(self, area),
            Plan::ClientRoot => client::root(self),
            Plan::Client(area) => client::area(self, area),
            Plan::ServerRoot => server::root(self),
            Plan::ServerArguments => server::arguments(self),
            Plan::Server(area) => server::area(self, area),
            Plan::ContractRoot => contract::root(self),
            Plan::Contract(area) => contract::area(self, area),
        }
    }

    /// `use crate::{operations, types};`, from a file in a folder of its own. Modules do not know where they are included.
    fn import_local(&self, modules: &[&str]) -> TokenStream {
        let modules = modules.iter().map(|module| idents::ident(module));
        match (self.settings.layout.crate_ident(), modules.len()) {
            (_, 0) => TokenStream::new(),
            (Some(_), 1) => quote! { use crate::#(#modules)*; },
            (Some(_), _) => quote! { use crate::{#(#modules),*}; },
            (None, 1) => quote! { use super::super::#(#modules)*; },
            (None, _) => quote! { use super::super::{#(#modules),*}; },
        }
    }

    /// Where a page is published, or its path where that is not known.
    fn page_link(&self, path: &str) -> docs::PageLink {
        let bare = path.strip_suffix(".md").unwrap_or(path);
        let bare = bare.strip_prefix("api/").unwrap_or(bare);
        let url = self.settings.page_url.as_ref().map(|template| template.replace("{page}", bare));
        docs::PageLink { path: path.to_owned(), url }
    }
}
