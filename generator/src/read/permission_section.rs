//! Sections of permissions: which of their blocks are tables of permissions, and which requests each table is for.

use super::conventions::{PERMISSION_INCLUDE, Topic, fold};
use super::facts::OperationFacts;
use super::ledger::Element;
use super::sections::Section;
use super::{Reader, operation, permissions};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Block, BlockKind};

/// How many permission tables the sections of a page have.
pub(super) fn count_tables(sections: &[Section<'_>]) -> usize {
    let blocks = sections.iter().filter(|section| section.topic == Topic::Permissions).flat_map(Section::blocks);
    blocks.filter(|block| is_table(block)).count()
}

fn is_table(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table(table) => permissions::is_table(table),
        BlockKind::MissingInclude { target } => includes_permissions(target),
        _ => false,
    }
}

/// Permission sections include other text too, such as notes about roles.
fn includes_permissions(target: &str) -> bool {
    fold(target).contains(PERMISSION_INCLUDE)
}

/// `condition` is what the title of the section says about its tables.
pub(super) fn read(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    condition: Option<&str>,
    facts: &mut OperationFacts,
) {
    let blocks: Vec<&Block> = section.blocks().collect();
    let last_table = blocks.iter().rposition(|block| is_table(block));
    let mut requests = permissions::Requests::new();
    for (at, block) in blocks.into_iter().enumerate() {
        // Code above a table shows what the table is for: "Permissions for the following request:".
        let is_above_table = last_table.is_some_and(|table| at < table);
        match is_above_table.then(|| shown_requests(reader, block)).flatten() {
            Some(shown) => requests.extend(shown),
            None => read_block(reader, block, condition, &mut requests, facts),
        }
    }
}

/// `requests` are those that the next table is for, where the page says so.
fn read_block(
    reader: &mut Reader<'_>,
    block: &Block,
    condition: Option<&str>,
    requests: &mut permissions::Requests,
    facts: &mut OperationFacts,
) {
    match &block.kind {
        BlockKind::Table(table) => {
            permissions::read(reader, table, condition, requests, &mut facts.permissions);
            requests.clear();
        }
        BlockKind::Annotation(annotation) => requests.extend(permissions::annotated_requests(annotation)),
        BlockKind::MissingInclude { target } if includes_permissions(target) => {
            requests.clear();
            facts.permissions.missing_include = Some(block.span);
            reader.ledger.reported(Element::MissingPart, block.span, &codes::read::PERMISSIONS_MISSING);
            reader.report(
                Diagnostic::new(
                    &codes::read::PERMISSIONS_MISSING,
                    block.span,
                    format!("the permission table `{target}` is not there"),
                )
                .note("the permissions of this operation are unknown, which is not the same as none")
                .help("add the included file; its path is relative to the file with the include"),
            );
        }
        _ => operation::read_example(reader, block, facts),
    }
}

/// The requests that a block shows, where it is code that shows any.
fn shown_requests(reader: &mut Reader<'_>, block: &Block) -> Option<permissions::Requests> {
    let BlockKind::Code(code) = &block.kind else { return None };
    let requests = permissions::shown_requests(reader.sources.text(code.content));
    if requests.is_empty() {
        return None;
    }
    reader.ledger.used(Element::Example, code.content);
    Some(requests)
}
