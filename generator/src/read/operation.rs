//! The operations of a page, from its sections.

use super::conventions::Topic;
use super::facts::{Chapter, Exchange, LineOrigin, Method, OperationFacts, RequestLine};
use super::http::{self, Start};
use super::ledger::Element;
use super::places::Places;
use super::sections::Section;
use super::targets::{self, Target};
use super::{
    Reader, arguments, descriptions, examples, ledger, matching, permission_section, routes, scopes, sections,
    sentences, service_root, shown_lines, tables, types,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::page::{AnnotationKind, Block, BlockKind, Code};
use crate::source::Spanned;

/// What only pages of operations have sections of.
const OF_OPERATIONS: [Topic; 6] = [
    Topic::Permissions,
    Topic::RequestHeaders,
    Topic::PathParameters,
    Topic::QueryParameters,
    Topic::RequestBody,
    Topic::Response,
];

/// The operations of a page. A second section of request lines in another chapter begins another operation.
pub(super) fn read(reader: &mut Reader<'_>, sections: &[Section<'_>]) -> Vec<OperationFacts> {
    let mut operations: Vec<OperationFacts> = Vec::new();
    let mut current = OperationFacts::default();
    let (mut chapter, mut around) = (None, None);
    let tables_of_permissions = permission_section::count_tables(sections);
    let lacks_section = lacks_section(sections);
    for section in sections {
        if !is_subsection(section) {
            around = Some(section);
        }
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
            current.chapter = around.filter(|_| is_subsection(section)).and_then(describe_chapter);
        }
        let condition = (tables_of_permissions > 1 && !section.is_called(Topic::Permissions)).then_some(section.title);
        // `## Access a site by its path`: where no section is called so, those around the code hold the request lines.
        let holds_lines = lacks_section && section.topic == Topic::Other && !section.in_example;
        let topic = if holds_lines { Topic::HttpRequest } else { section.topic };
        read_section(reader, section, topic, condition, &mut current);
        if topic == Topic::Permissions && tables_of_permissions == 0 {
            scopes::read(reader, section, &mut current.permissions);
        }
    }
    read_fallbacks(sections, &mut current);
    operations.push(current);
    if operations.len() < 2 {
        operations.iter_mut().for_each(|operation| operation.chapter = None);
    }
    for operation in &mut operations {
        operation.request_lines = routes::without_repeated(std::mem::take(&mut operation.request_lines));
    }
    share_response(&mut operations);
    read_request_lines_of_examples(reader, sections, &mut operations);
    operations.iter_mut().for_each(service_root::leave_out);
    operations.iter_mut().for_each(shown_lines::add);
    operations.retain(|operation| !operation.request_lines.is_empty() || !operation.examples.is_empty());
    operations
}

/// Pages with a chapter for each way to address a thing describe the response once, for all of them.
fn share_response(operations: &mut [OperationFacts]) {
    let says_nothing = |operation: &OperationFacts| {
        operation.response.statuses.is_empty()
            && operation.response.mentions.is_empty()
            && operation.examples.iter().all(|exchange| exchange.responses.is_empty())
    };
    let Some((last, others)) = operations.split_last_mut() else { return };
    let responses: Vec<_> = last.examples.iter().flat_map(|exchange| &exchange.responses).cloned().collect();
    for operation in others.iter_mut().filter(|operation| says_nothing(operation)) {
        operation.response = last.response.clone();
        match operation.examples.first_mut() {
            Some(exchange) => exchange.responses.clone_from(&responses),
            None => operation.examples.push(Exchange { request: None, responses: responses.clone() }),
        }
    }
}

/// A page of an operation without a section of request lines: the examples have to tell, as far as their targets are paths. A whole
/// URL is that of one thing, and names no parameters.
fn read_request_lines_of_examples(
    reader: &mut Reader<'_>,
    sections: &[Section<'_>],
    operations: &mut [OperationFacts],
) {
    let has_lines = operations.iter().any(|operation| !operation.request_lines.is_empty());
    if !lacks_section(sections) {
        return;
    }
    if has_lines {
        return operations.iter_mut().for_each(|operation| shown_lines::add_usual(reader, operation));
    }
    let Some(operation) = operations.first_mut() else { return };
    let requests = || operation.examples.iter().filter_map(|exchange| exchange.request.as_ref());
    let mut lines: Vec<RequestLine> = Vec::new();
    for request in requests().filter(|request| request.target.value.starts_with('/')) {
        let Ok(Target { mut path, query, .. }) = targets::read(&request.target.value) else { continue };
        arguments::open(&mut path);
        if !lines.iter().any(|known| known.method == request.method && known.path == path) {
            let span = request.target.span;
            lines.push(RequestLine { method: request.method, path, query, origin: LineOrigin::Written, span });
        }
    }
    if let (Some(request), true) = (requests().next(), lines.is_empty()) {
        reader.ledger.reported(Element::MissingPart, request.target.span, &codes::read::REQUEST_LINE_MISSING);
        reader.report(
            Diagnostic::new(
                &codes::read::REQUEST_LINE_MISSING,
                request.target.span,
                "an example shows a request, but the page has no request line",
            )
            .note("no endpoint is generated for this page")
            .help("add a section `HTTP request` with `METHOD /path/{placeholder}`"),
        );
    }
    operation.request_lines = lines;
}

/// Whether a page describes an operation and has no section of request lines.
fn lacks_section(sections: &[Section<'_>]) -> bool {
    let has = |topic| sections.iter().any(|section| section.topic == topic && !section.in_example);
    OF_OPERATIONS.into_iter().any(has) && !sections.iter().any(|section| section.topic == Topic::HttpRequest)
}

/// A section with a title of its own around the usual ones.
fn describe_chapter(section: &Section<'_>) -> Option<Chapter> {
    let is_chapter = section.topic == Topic::Other
        && matches!(section.heading.map(|block| &block.kind), Some(BlockKind::Heading(heading)) if heading.level == 2);
    is_chapter.then(|| Chapter { title: section.title.to_owned(), description: descriptions::of_section(section) })
}

fn is_subsection(section: &Section<'_>) -> bool {
    matches!(section.heading.map(|block| &block.kind), Some(BlockKind::Heading(heading)) if heading.level > 2)
}

fn has_code(section: &Section<'_>) -> bool {
    section.blocks().any(|block| matches!(block.kind, BlockKind::Code(_)))
}

fn read_section(
    reader: &mut Reader<'_>,
    section: &Section<'_>,
    topic: Topic,
    condition: Option<&str>,
    operation: &mut OperationFacts,
) {
    if topic == Topic::Permissions {
        return permission_section::read(reader, section, condition, operation);
    }
    let mut before: Option<&Block> = None;
    for block in section.blocks() {
        let above = before;
        if !is_inserted(block, above) && sections::bold_topic(block) != Some(Topic::RequestBody) {
            before = Some(block);
        }
        // Code below the title of the request lines is looked at for these, whatever it is.
        if let (BlockKind::Code(code), Some(above)) = (&block.kind, above)
            && topic != Topic::HttpRequest
            && examples::goes_on(reader, above, code)
        {
            examples::add_body(reader, code, above.span, &mut operation.examples);
            continue;
        }
        match topic {
            Topic::HttpRequest => read_route_block(reader, block, operation),
            Topic::RequestHeaders => read_parameters(reader, block, &mut operation.headers),
            Topic::PathParameters => read_parameters(reader, block, &mut operation.path_parameters),
            Topic::QueryParameters => read_query_block(reader, block, operation),
            Topic::Parameters => read_unsorted_parameters(reader, block, operation),
            Topic::RequestBody => read_body_block(reader, section, block, operation),
            Topic::Response => read_response_block(reader, section, block, operation),
            Topic::Example | Topic::ExampleRequest
                if above.and_then(sections::bold_topic) == Some(Topic::Response)
                    && awaits_response(operation)
                    && examples::is_unannotated_json(reader, block) =>
            {
                if let BlockKind::Code(code) = &block.kind {
                    read_bare_response(reader, code, block, operation);
                }
            }
            Topic::Example | Topic::ExampleRequest => read_example(reader, block, operation),
            Topic::Other => {
                if !section.in_example {
                    shown_lines::add_of_prose(reader, block, operation);
                }
                read_example(reader, block, operation);
            }
            Topic::Permissions
            | Topic::Methods
            | Topic::Properties
            | Topic::Relationships
            | Topic::JsonRepresentation
            | Topic::Members
            | Topic::DerivedTypes => {}
        }
        // `### Path parameters` may be the last heading before the response of a request line.
        if is_parameters(topic) && is_annotated_message(block) {
            read_example(reader, block, operation);
        }
    }
}

/// Whether a block comes from an include between the headers of a message and its body.
fn is_inserted(block: &Block, above: Option<&Block>) -> bool {
    let comes_from_elsewhere = above.is_some_and(|above| above.span.source != block.span.source);
    let is_code = matches!(block.kind, BlockKind::Code(_));
    matches!(block.kind, BlockKind::MissingInclude { .. }) || (comes_from_elsewhere && !is_code)
}

/// Whether what a section calls just "parameters" are members of a body.
fn takes_body(operation: &OperationFacts) -> bool {
    let takes = |line: &RequestLine| matches!(line.method, Method::Post | Method::Patch | Method::Put);
    operation.request_lines.first().is_some_and(takes)
}

const fn is_parameters(topic: Topic) -> bool {
    matches!(topic, Topic::RequestHeaders | Topic::PathParameters | Topic::QueryParameters | Topic::Parameters)
}

fn is_annotated_message(block: &Block) -> bool {
    let BlockKind::Code(Code { annotation: Some(annotation), .. }) = &block.kind else { return false };
    matches!(annotation.kind, AnnotationKind::Request | AnnotationKind::Response)
}

fn read_route_block(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    let BlockKind::Code(code) = &block.kind else { return };
    read_route_code(reader, block, code, operation);
    ledger::settle_request_block(reader, code);
}

fn read_route_code(reader: &mut Reader<'_>, block: &Block, code: &Code, operation: &mut OperationFacts) {
    if is_response(reader, code) || goes_elsewhere(code) {
        examples::read(reader, code, block.span, &mut operation.examples);
        return;
    }
    let ending = routes::read(reader, code, &mut operation.request_lines);
    let is_annotated = code.annotation.as_ref().is_some_and(|annotation| annotation.kind == AnnotationKind::Request);
    if is_annotated || ending == routes::Ending::Message {
        examples::read(reader, code, block.span, &mut operation.examples);
    }
}

fn is_response(reader: &Reader<'_>, code: &Code) -> bool {
    let message = http::message(reader.sources.text(code.content), code.content);
    message.is_some_and(|message| matches!(message.start, Start::Response { .. }))
}

/// `opaqueUrl`: the request goes to a URL that a response gave, so it is no endpoint of this API.
pub(super) fn goes_elsewhere(code: &Code) -> bool {
    let annotation = code.annotation.as_ref();
    annotation.and_then(|annotation| annotation.get("opaqueUrl")).is_some_and(types::is_true)
}

fn read_parameters(reader: &mut Reader<'_>, block: &Block, rows: &mut Vec<super::ParameterRow>) {
    if let BlockKind::Table(table) = &block.kind {
        tables::parameter_rows(reader, table, rows);
    }
}

/// Members of the body, where there is one and no row names a part of the path. Else parameters of the path, as far as it has them; the
/// others are part of the query.
fn read_unsorted_parameters(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    let BlockKind::Table(table) = &block.kind else { return };
    let places = Places::of(operation);
    if takes_body(operation) && !tables::names(table).any(|name| places.has_in_path(&name.value)) {
        return read_body_table(reader, block, operation);
    }
    let mut rows = Vec::new();
    tables::parameter_rows(reader, table, &mut rows);
    let (of_path, of_query): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| places.has_in_path(&row.name.value));
    operation.path_parameters.extend(of_path);
    operation.query_parameters.extend(of_query);
}

fn read_query_block(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    match &block.kind {
        BlockKind::Table(table) => tables::parameter_rows(reader, table, &mut operation.query_parameters),
        BlockKind::Paragraph(inline) => {
            operation.query_options.extend(sentences::query_options(inline, block.span));
        }
        BlockKind::Code(code) => read_query_example(reader, block, code, operation),
        _ => {}
    }
}

/// A request with a query in the section of the query: `GET /books?model=A` shows a parameter of a line that it fits.
fn read_query_example(reader: &mut Reader<'_>, block: &Block, code: &Code, operation: &mut OperationFacts) {
    let message = http::message(reader.sources.text(code.content), code.content);
    let Some(Start::Request { method, target }) = message.map(|message| message.start) else { return };
    let Ok(Target { path, query: Some(query), .. }) = targets::read(target.value) else { return };
    let fits = |line: &RequestLine| line.method == method && matching::fits(&path.segments, &line.path.segments);
    if !operation.request_lines.iter().any(fits) {
        return;
    }
    let names = targets::query_names(&query).into_iter();
    operation.query_options.extend(names.map(|name| Spanned::new(name.to_owned(), target.span)));
    examples::read(reader, code, block.span, &mut operation.examples);
}

fn read_body_block(reader: &mut Reader<'_>, section: &Section<'_>, block: &Block, operation: &mut OperationFacts) {
    operation.body.section.get_or_insert(section.heading.map_or(block.span, |heading| heading.span));
    match &block.kind {
        BlockKind::Paragraph(inline) => sentences::request_body(inline, block.span, &mut operation.body),
        BlockKind::Table(_) => read_body_table(reader, block, operation),
        BlockKind::Code(code) if operation.body.shown.is_none() && examples::is_json(reader, code) => {
            operation.body.shown = examples::read_bare(reader, code);
        }
        _ => read_example(reader, block, operation),
    }
}

fn read_body_table(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    let BlockKind::Table(table) = &block.kind else { return };
    operation.body.parameters |= tables::Columns::of(table).are_parameters();
    if let Some(rows) = tables::property_rows(reader, table, Element::ParameterRow) {
        operation.body.rows.extend(rows);
    }
}

fn read_response_block(reader: &mut Reader<'_>, section: &Section<'_>, block: &Block, operation: &mut OperationFacts) {
    match &block.kind {
        BlockKind::Paragraph(inline) if !section.in_example => {
            sentences::response(inline, block.span, &mut operation.response);
        }
        // The section shows the body alone, where other pages have an example with a status line.
        BlockKind::Code(code)
            if (!section.in_example || awaits_response(operation))
                && code.annotation.is_none()
                && examples::is_json(reader, code) =>
        {
            read_bare_response(reader, code, block, operation);
        }
        _ => read_example(reader, block, operation),
    }
}

/// Whether the last request of the examples has no response yet.
fn awaits_response(operation: &OperationFacts) -> bool {
    operation.examples.last().is_some_and(|exchange| exchange.request.is_some() && exchange.responses.is_empty())
}

pub(super) fn read_example(reader: &mut Reader<'_>, block: &Block, operation: &mut OperationFacts) {
    match &block.kind {
        BlockKind::Code(code) if examples::is_bare_response(reader, code) => {
            read_bare_response(reader, code, block, operation);
        }
        BlockKind::Code(code) => examples::read(reader, code, block.span, &mut operation.examples),
        _ => {}
    }
}

/// A response without a status line has the status that the page names, else 200.
fn read_bare_response(reader: &mut Reader<'_>, code: &Code, block: &Block, operation: &mut OperationFacts) {
    let status = operation.response.statuses.first().map_or(200, |said| said.value);
    examples::read_bare_response(reader, code, block.span, status, &mut operation.examples);
}

/// OneDrive pages have no response section: the sentence stands in the example. Where there are more, on what comes next, such as the
/// bytes for a session that was created, the first that says what is returned counts.
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
        if !operation.response.mentions.is_empty() {
            return;
        }
    }
}
