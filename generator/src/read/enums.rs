//! Enums: a page of their own, or a section `### x values` of any page.

use super::Reader;
use super::conventions::{ENUM_PAGE_ENDS, ENUM_TITLE_ENDS, Topic, fold};
use super::descriptions::PageHeading;
use super::facts::{EnumFacts, Text};
use super::sections::Section;
use super::tables;
use super::types::is_name;
use crate::page::{AnnotationKind, Block, BlockKind, Page};
use crate::source::Spanned;

/// The enums of a page.
pub(super) fn read(
    reader: &mut Reader<'_>,
    page: &Page,
    sections: &[Section<'_>],
    heading: &PageHeading,
) -> Vec<EnumFacts> {
    let namespace = namespace(page, heading);
    let mut enums = Vec::new();
    for section in sections.iter().filter(|section| section.topic == Topic::Members) {
        let Some(name) = name(section, heading) else { continue };
        let mut members = Vec::new();
        for block in section.blocks() {
            if let BlockKind::Table(table) = &block.kind {
                members.extend(tables::member_rows(reader, table).unwrap_or_default());
            }
        }
        if members.is_empty() {
            continue;
        }
        let name = Spanned::new(qualified(&name.value, namespace.as_deref()), name.span);
        let is_page = section.is_called(Topic::Members);
        let description = if is_page { heading.description.clone() } else { Text::default() };
        enums.push(EnumFacts { name, has_page: is_page, members, description });
    }
    enums
}

/// The name before "values" in the title of the section, or before "enum type" in the title of the page.
fn name(section: &Section<'_>, heading: &PageHeading) -> Option<Spanned<String>> {
    let block = section.heading?;
    let title = section.title.trim();
    if section.is_called(Topic::Members) {
        let page = heading.title.as_ref()?;
        let name = without_end(&page.value, ENUM_PAGE_ENDS).unwrap_or(&page.value);
        return is_name(name).then(|| Spanned::new(name.to_owned(), page.span));
    }
    let name = without_end(title, ENUM_TITLE_ENDS).filter(|name| is_name(name)).or_else(|| anchored(title, block))?;
    Some(Spanned::new(name.to_owned(), block.span))
}

/// `<a name="bodytype-values"></a>Valores de bodyType`: the anchor tells which word of a translated title is the name.
fn anchored<'t>(title: &'t str, block: &Block) -> Option<&'t str> {
    let BlockKind::Heading(heading) = &block.kind else { return None };
    let anchor = heading.anchor.as_deref()?.replace('-', " ");
    let name = fold(without_end(&anchor, ENUM_TITLE_ENDS)?);
    title.split_whitespace().find(|word| fold(word) == name && is_name(word))
}

fn without_end<'t>(title: &'t str, ends: &[&str]) -> Option<&'t str> {
    let folded = title.to_lowercase();
    let end = ends.iter().filter(|end| folded.ends_with(**end)).max_by_key(|end| end.len())?;
    title.get(..title.len().checked_sub(end.len())?).map(str::trim)
}

/// `"namespace"` of the page annotation, else the namespace line.
fn namespace(page: &Page, heading: &PageHeading) -> Option<String> {
    let annotated = page.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Annotation(annotation) if annotation.kind == AnnotationKind::Page => {
            annotation.get("namespace")?.as_str()
        }
        _ => None,
    });
    annotated.map(str::to_owned).or_else(|| heading.namespace.as_ref().map(|namespace| namespace.value.clone()))
}

fn qualified(name: &str, namespace: Option<&str>) -> String {
    match namespace {
        Some(namespace) if !name.contains('.') => format!("{namespace}.{name}"),
        _ => name.to_owned(),
    }
}
