//! Findings that the authors of the pages accept.
//!
//! In: the report of all phases, the lists `suppressions.toml` among its sources, and what the annotations of the pages accept in the words
//! of the reference checker. Out: the report, with the accepted findings moved to [`Report::suppressed`]; entries that cannot be read or
//! that fit nothing are reported in their place. Must not know: what any finding is about beyond its code, its page and its words.

mod entries;
mod phrases;

use crate::diagnostic::{Diagnostic, Report, Suppressed, Suppression, codes};
use crate::page::Page;
use crate::source::{SourceId, SourceKind};

use entries::Entry;
pub(crate) use phrases::Accepted;

/// What the annotation of a page accepts.
pub(crate) fn accepted(page: &Page) -> Vec<Accepted> {
    phrases::read(page)
}

/// Moves the accepted findings of `report` out of sight. `phrases` are what the annotations of all pages accept.
#[must_use]
pub(crate) fn apply(report: Report, phrases: &[Accepted]) -> Report {
    let Report { sources, diagnostics, suppressed: mut hidden } = report;
    let mut reported = Vec::new();
    let lists: Vec<SourceId> = sources
        .ids()
        .filter(|id| sources.get(*id).is_some_and(|source| source.kind == SourceKind::Suppressions))
        .collect();
    let entries: Vec<Entry> = lists.into_iter().flat_map(|list| entries::read(&sources, list, &mut reported)).collect();
    let (mut used_entries, mut used_phrases) = (vec![false; entries.len()], vec![false; phrases.len()]);
    let mut shown = Vec::with_capacity(diagnostics.len());
    for finding in diagnostics {
        // All that fit count as used, so that none of two equal entries is reported in an arbitrary order.
        let mut by = mark(phrases, &mut used_phrases, |one| one.fits(&finding)).map(|_| Suppression::InSource);
        if let Some(entry) = mark(&entries, &mut used_entries, |one| one.fits(&finding, &sources)) {
            by = Some(Suppression::External { reason: entry.reason.clone() });
        }
        match by {
            Some(by) => hidden.push(Suppressed { diagnostic: finding, by }),
            None => shown.push(finding),
        }
    }
    let unused = entries.iter().zip(used_entries).filter(|(_, used)| !used);
    reported.extend(unused.map(|(entry, _)| unused_entry(entry)));
    let unused = phrases.iter().zip(used_phrases).filter(|(_, used)| !used);
    reported.extend(unused.map(|(phrase, _)| unused_phrase(phrase)));
    shown.append(&mut reported);
    Report { suppressed: hidden, ..Report::new(sources, shown) }
}

/// The first that fits; all that fit are marked.
fn mark<'e, T>(all: &'e [T], used: &mut [bool], fits: impl Fn(&T) -> bool) -> Option<&'e T> {
    let mut first = None;
    for (one, used) in all.iter().zip(used).filter(|(one, _)| fits(one)) {
        *used = true;
        first = first.or(Some(one));
    }
    first
}

fn unused_entry(entry: &Entry) -> Diagnostic {
    Diagnostic::new(
        &codes::suppress::SUPPRESSION_UNUSED,
        entry.span,
        format!("no finding `{}` fits this entry", entry.code.name),
    )
    .help("take the entry out; or correct its `page` or `contains`")
}

fn unused_phrase(phrase: &Accepted) -> Diagnostic {
    Diagnostic::new(
        &codes::suppress::SUPPRESSION_PHRASE_UNUSED,
        phrase.span,
        "this page has no finding that fits the suppression",
    )
    .help("take the entry out of the list, if the reference checker does not need it either")
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Report, Suppression};
    use crate::pipeline;
    use crate::source::Sources;

    const ROOM: &str = "# room resource type\n\nNamespace: contoso.library\n\n## Properties\n\n\
        | Property | Type |\n|:--|:--|\n| a | String |\n| a | String |\n| b | String |\n| b | String |\n";

    fn report(files: &[(&str, &str)]) -> Report {
        pipeline::analyse_sources(Sources::from_texts(files.iter().copied()), Vec::new()).report
    }

    /// What is shown, as `code path:line`.
    fn shown(report: &Report) -> Vec<String> {
        let place = |span| {
            let source = report.sources.get(span).map(|source| source.path.clone());
            source.unwrap_or_default()
        };
        let line = |label: &crate::diagnostic::Label| {
            format!("{}:{}", place(label.span.source), report.sources.position(label.span).0)
        };
        let shown = report.diagnostics.iter();
        shown.map(|one| format!("{} {}", one.code.name, one.primary.as_ref().map(line).unwrap_or_default())).collect()
    }

    #[test]
    fn an_entry_hides_the_findings_of_its_pages_that_have_its_words() {
        let list = "[[suppression]]\ncode = \"name-repeated\"\npage = \"rooms/*.md\"\ncontains = \"`a`\"\nreason = \"known\"\n";
        let report = report(&[("suppressions.toml", list), ("rooms/room.md", ROOM)]);
        assert_eq!(shown(&report), ["name-repeated rooms/room.md:12"]);
        let reason = Some("known".to_owned());
        assert_eq!(
            report.suppressed.iter().map(|one| &one.by).collect::<Vec<_>>(),
            [&Suppression::External { reason }]
        );
    }

    #[test]
    fn entries_that_fit_nothing_and_entries_that_cannot_be_read_are_reported() {
        let list = "[[suppression]]\ncode = \"name-repeated\"\npage = \"other.md\"\n\n\
            [[suppression]]\ncode = \"name-repetition\"\npage = \"room.md\"\n\n\
            [[suppression]]\npage = \"room.md\"\n\n\
            [[suppression]]\ncode = \"name-repeated\"\npage = \"[\"\nwhy = 1\n";
        let report = report(&[("suppressions.toml", list), ("room.md", ROOM)]);
        let expected = [
            "name-repeated room.md:10",
            "name-repeated room.md:12",
            "suppression-unused suppressions.toml:1",
            "suppression-invalid suppressions.toml:6",
            "suppression-invalid suppressions.toml:9",
            "suppression-invalid suppressions.toml:14",
            "suppression-invalid suppressions.toml:15",
        ];
        let mut found = shown(&report);
        found.sort_by_key(|line| (line.contains("toml"), line.rsplit(':').next().and_then(|n| n.parse::<u32>().ok())));
        assert_eq!(found, expected);
        assert_eq!(report.suppressed, []);
    }

    #[test]
    fn a_list_that_is_no_toml_is_reported_where_it_breaks() {
        let report = report(&[("suppressions.toml", "[[suppression]]\ncode = \n"), ("prose.md", "# Prose\n")]);
        assert_eq!(shown(&report), ["suppression-invalid suppressions.toml:2"]);
    }

    #[test]
    fn suppressions_of_the_reference_checker_are_understood() {
        let page = |entry: &str| {
            format!(
                "# room resource type\n\nNamespace: contoso.library\n\n## Properties\n\n| Property | Type |\n|:--|:--|\n\
                 | a | String |\n\n## JSON representation\n\n\
                 <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"contoso.library.room\" }} -->\n\
                 ```json\n{{ \"a\": \"String\", \"b\": \"String\" }}\n```\n\n\
                 <!-- {{ \"type\": \"#page.annotation\", \"suppressions\": [\"{entry}\"] }} -->\n"
            )
        };
        let undescribed = |name: &str| {
            format!(
                "Warning: /x/room.md: Property '{name}' found in resource definition for 'y', but not described in markdown table."
            )
        };
        let fits = report(&[("room.md", &page(&undescribed("b")))]);
        assert_eq!(shown(&fits), [""; 0]);
        assert_eq!(fits.suppressed.first().map(|one| &one.by), Some(&Suppression::InSource));
        let other = report(&[("room.md", &page(&undescribed("c")))]);
        assert_eq!(shown(&other), ["property-only-in-json room.md:15", "suppression-phrase-unused room.md:18"]);
        let without_counterpart = report(&[("room.md", &page("Warning: the page is too long"))]);
        assert_eq!(shown(&without_counterpart), ["property-only-in-json room.md:15"]);
    }
}
