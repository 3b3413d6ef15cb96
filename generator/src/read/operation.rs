//! The operations of a page, from its sections.

use super::conventions::Topic;
use super::facts::OperationFacts;
use super::ledger::Element;
use super::sections::Section;
use super::{Reader, examples, permissions, routes, sentences, tables};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{Block, BlockKind, MarkKind};
use crate::source::Spanned;

/// The operations of a page. A second section of request lines in another chapter begins another operation.
pub(super) fn read(reader: &mut Reader<'_>, sections: &[Section<'_>]) -> Vec<OperationFacts> {
    let mut operations: Vec<OperationFacts> = Vec::new();
    let mut current = OperationFacts::default();
    let mut chapter = None;
    let tables_of_permissions = permission_tables(sections);
    for section in sections {
        if section.topic == Topic::HttpRequest {
            if !current.request_lines.is_empty()
                && chapter != Some(section.chapter)
                && has_code(section)
                && is_subsection(section)
            {
                let next = OperationFacts {
                    permissions: current.permissions.clone(),
                    headers: current.headers.clone(),
                    ..OperationFacts::default()
                };
                operations.push(std::mem::replace(&mut current, next));
            }
            chapter = Some(section.chapter);
        }
        let condition = (tables_of_permissions > 1 && section.heading.is_some()).then_some(section.title);
        read_section(reader, section, condition, &mut current);
    }
    read_fallbacks(sections, &mut current);
    operations.push(current);
    operations.retain(|operation| !operation.request_lines.is_empty() || !operation.examples.is_empty());
    operations
}

fn is_subsection(section: &Section<'_>) -> bool {
    matches!(section.heading.map(|block| &block.kind), Some(BlockKind::Heading(heading)) if heading.level > 2)
}

fn has_code(section: &Section<'_>) -> bool {
    section.blocks().any(|block| matches!(block.kind, BlockKind::Code(_)))
}

fn permission_tables(sections: &[Section<'_>]) -> usize {
    let blocks = sections.iter().filter(|section| section.topic == Topic::Permissions).flat_map(Section::blocks);
    blocks.filter(|block| matches!(block.kind, BlockKind::Table(_) | BlockKind::MissingInclude { .. })).count()
}

fn read_section(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    condition: Option<&str>,
    operation: &mut OperationFacts,
) {
    for block in section.blocks() {
        match section.topic {
            Topic::HttpRequest => read_route_block(reader, block, operation),
            Topic::Permissions => read_permission_block(reader, block, condition, operation),
            Topic::RequestHeaders => read_parameters(reader, block, &mut operation.headers),
            Topic::PathParameters => read_parameters(reader, block, &mut operation.path_parameters),
            Topic::QueryParameters => read_query_block(reader, block, operation),
            Topic::RequestBody => read_body_block(reader, section, block, operation),
            Topic::Response => read_response_block(reader, section, block, operation),
            Topic::Example | Topic::ExampleRequest | Topic::Other => read_example(reader, block, operation),
            Topic::Methods | Topic::Properties | Topic::Relationships | Topic::JsonRepresentation | Topic::Members => {}
        }
    }
}

fn read_route_block(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    if let BlockKind::Code(code) = &block.kind {
        let before = operation.request_lines.len();
        routes::read(reader, code, &mut operation.request_lines);
        let text = reader.sources.text(code.content);
        let is_message = operation.request_lines.len() == before + 1 && text.contains("\n\n") || text.contains("\n{");
        if is_message {
            examples::read(reader, code, block.span, &mut operation.examples);
        }
    }
}

fn read_permission_block(
    reader: &mut Reader<'_>,
    block: &Block,
    condition: Option<&str>,
    operation: &mut OperationFacts,
) {
    match &block.kind {
        BlockKind::Table(table) => permissions::read(reader, table, condition, &mut operation.permissions),
        BlockKind::MissingInclude { target } => {
            operation.permissions.missing_include = Some(block.span);
            reader.ledger.reported(Element::PermissionCell);
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
        _ => {}
    }
}

fn read_parameters(reader: &mut Reader<'_>, block: &Block, rows: &mut Vec<super::ParameterRow>) {
    if let BlockKind::Table(table) = &block.kind {
        tables::parameter_rows(reader, table, rows);
    }
}

fn read_query_block(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    match &block.kind {
        BlockKind::Table(table) => tables::parameter_rows(reader, table, &mut operation.query_parameters),
        BlockKind::Paragraph(inline) => {
            let options = inline.marks.iter().filter(|mark| mark.kind == MarkKind::Code).filter_map(|mark| {
                let text = inline.text.get(mark.range.clone())?;
                let is_option = text
                    .strip_prefix('$')
                    .is_some_and(|name| name.chars().all(char::is_alphabetic) && !name.is_empty());
                is_option.then(|| Spanned::new(text.to_owned(), mark.span))
            });
            operation.query_options.extend(options);
        }
        _ => {}
    }
}

fn read_body_block(reader: &mut Reader<'_>, section: &Section<'_>, block: &Block, operation: &mut OperationFacts) {
    operation.body.section.get_or_insert(section.heading.map_or(block.span, |heading| heading.span));
    match &block.kind {
        BlockKind::Paragraph(inline) => sentences::request_body(inline, block.span, &mut operation.body),
        BlockKind::Table(table) => {
            operation.body.parameters |= tables::Columns::of(table).are_parameters();
            if let Some(rows) = tables::property_rows(reader, table, Element::ParameterRow) {
                operation.body.rows.extend(rows);
            }
        }
        _ => read_example(reader, block, operation),
    }
}

fn read_response_block(reader: &mut Reader<'_>, section: &Section<'_>, block: &Block, operation: &mut OperationFacts) {
    match &block.kind {
        BlockKind::Paragraph(inline) if !section.in_example => {
            sentences::response(inline, block.span, &mut operation.response);
        }
        _ => read_example(reader, block, operation),
    }
}

fn read_example(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    if let BlockKind::Code(code) = &block.kind {
        examples::read(reader, code, block.span, &mut operation.examples);
    }
}

/// OneDrive pages have no response section: the sentence stands in the example.
fn read_fallbacks(sections: &[Section<'_>], operation: &mut OperationFacts) {
    let said_nothing = operation.response.statuses.is_empty() && operation.response.mentions.is_empty();
    if !said_nothing || sections.iter().any(|section| section.topic == Topic::Response && !section.in_example) {
        return;
    }
    for section in sections.iter().filter(|section| section.topic == Topic::Response) {
        for block in section.blocks() {
            if let BlockKind::Paragraph(inline) = &block.kind {
                sentences::response(inline, block.span, &mut operation.response);
            }
        }
    }
}
