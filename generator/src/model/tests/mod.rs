//! Pages in, model out: one file for each question that the model answers.

mod bases;
mod bodies;
mod calls;
mod exchanges;
mod permissions;
mod responses;
mod structs;

use super::print;
use crate::pipeline::{self, Analysis};
use crate::source::Sources;

fn analyse(pages: &[(&str, &str)]) -> Analysis {
    pipeline::analyse_sources(Sources::from_texts(pages.iter().copied()), Vec::new())
}

/// The lines of the model that begin so, without the blanks around them.
fn lines(pages: &[(&str, &str)], beginning: &str) -> Vec<String> {
    let model = print(&analyse(pages).api, None);
    model.lines().map(str::trim).filter(|line| line.starts_with(beginning)).map(str::to_owned).collect()
}

/// The codes of the findings.
fn codes(pages: &[(&str, &str)]) -> Vec<&'static str> {
    analyse(pages).report.diagnostics.iter().map(|finding| finding.code.name).collect()
}

/// The page of a type with these rows in its table of properties, and what stands behind it.
fn resource(name: &str, rows: &[&str], rest: &str) -> String {
    let rows: String = rows.iter().map(|row| format!("| {row} | Text. |\n")).collect();
    format!(
        "# {name} resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
         | Property | Type | Description |\n|:--|:--|:--|\n{rows}\n{rest}"
    )
}

/// A JSON representation with further members of its annotation.
fn represented(name: &str, members: &str, json: &str) -> String {
    format!(
        "## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.{name}\"{members} }} -->\n\
         ```json\n{json}\n```\n"
    )
}

/// The page of an operation with these request lines.
fn operation(request_lines: &str, rest: &str) -> String {
    format!("# Operation\n\nNamespace: contoso.library\n\n## HTTP request\n\n```http\n{request_lines}\n```\n\n{rest}")
}
