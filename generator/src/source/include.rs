//! `[!INCLUDE [name](path)]`: found, and led to its file.

use memchr::memmem;
use rayon::prelude::*;

use super::{Files, Source, SourceId, SourceKind, Span, link};
use crate::diagnostic::{Diagnostic, codes};

/// An include in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// From `[!INCLUDE` to the closing bracket.
    pub span: Span,
    /// The path as written.
    pub target: String,
    /// The file, or why there is none.
    pub outcome: Result<SourceId, IncludeProblem>,
}

/// Why an include has no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncludeProblem {
    /// No such file was loaded.
    Missing,
    /// The path leads out of the folders given.
    Outside,
    /// The file includes, perhaps through others, the file that this include stands in. Reported already.
    Cycle,
}

/// How long an include may be. Without a bound, a line of openings that never close would take quadratic time.
const MAX_LENGTH: usize = 2000;

const KEYWORD: &str = "INCLUDE";

/// The includes of every file of `files`, in the order of the texts.
pub(super) fn find_all(files: &Files) -> Vec<Vec<Include>> {
    let ids: Vec<SourceId> = files.ids().collect();
    files.sources.par_iter().zip(ids).map(|(source, id)| find(files, source, id)).collect()
}

fn find(files: &Files, source: &Source, id: SourceId) -> Vec<Include> {
    let lead = |(span, target): (Span, &str)| Include {
        span,
        target: target.to_owned(),
        outcome: link::resolve_include(files, source, target),
    };
    if source.kind == SourceKind::Suppressions { Vec::new() } else { scan(&source.text, id).map(lead).collect() }
}

fn scan(text: &str, id: SourceId) -> impl Iterator<Item = (Span, &str)> {
    memmem::find_iter(text.as_bytes(), "[!").filter_map(move |at| {
        let text = text.get(at..)?;
        let (length, target) = parse(text.get(..text.floor_char_boundary(MAX_LENGTH))?.lines().next()?)?;
        Some((Span::new(id, at..at + length), target))
    })
}

/// The length and the target of the include that `text` begins with.
fn parse(text: &str) -> Option<(usize, &str)> {
    let behind = text.get(2..)?;
    let (keyword, rest) = behind.split_at_checked(KEYWORD.len())?;
    if !keyword.eq_ignore_ascii_case(KEYWORD) || !rest.trim_start().starts_with('[') {
        return None;
    }
    let (_, rest) = rest.split_once("](")?;
    let (target, rest) = rest.match_indices(')').find_map(|(at, _)| {
        let behind = rest.get(at + 1..)?.trim_start().strip_prefix(']')?;
        Some((rest.get(..at)?, behind))
    })?;
    let path = target.split_once(" \"").map_or(target, |(path, _title)| path);
    Some((text.len() - rest.len(), path.trim().trim_start_matches('<').trim_end_matches('>')))
}

/// Where a file is in the search for cycles.
#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Marks the include that closes a cycle, and reports each cycle once.
///
/// Pages are visited before the files in folders called `includes`, so that a cycle through both is cut inside the
/// latter.
pub(super) fn cut_cycles(files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let mut visits = vec![Visit::New; files.sources.len()];
    let (fragments, pages): (Vec<_>, Vec<_>) =
        files.ids().partition(|id| files.get(*id).is_some_and(|source| source.kind == SourceKind::Fragment));
    for id in pages.into_iter().chain(fragments) {
        visit(files, id, &mut visits, diagnostics);
    }
}

/// One search in depth, with a stack of its own: hostile chains of includes are long.
fn visit(files: &mut Files, start: SourceId, visits: &mut [Visit], diagnostics: &mut Vec<Diagnostic>) {
    let state = |visits: &[Visit], id: SourceId| visits.get(id.0 as usize).copied().unwrap_or(Visit::Done);
    let set = |visits: &mut [Visit], id: SourceId, to: Visit| {
        if let Some(visit) = visits.get_mut(id.0 as usize) {
            *visit = to;
        }
    };
    if state(visits, start) != Visit::New {
        return;
    }
    set(visits, start, Visit::Open);
    let mut stack = vec![(start, 0)];
    while let Some((id, next)) = stack.last_mut() {
        let (id, index) = (*id, *next);
        *next += 1;
        let Some(include) = files.get(id).and_then(|source| source.includes.get(index)) else {
            set(visits, id, Visit::Done);
            stack.pop();
            continue;
        };
        let Ok(target) = include.outcome else { continue };
        match state(visits, target) {
            Visit::Done => {}
            Visit::New => {
                set(visits, target, Visit::Open);
                stack.push((target, 0));
            }
            Visit::Open => {
                diagnostics.extend(report_cycle(files, &stack, target));
                if let Some(include) = files.get_mut(id).and_then(|source| source.includes.get_mut(index)) {
                    include.outcome = Err(IncludeProblem::Cycle);
                }
            }
        }
    }
}

/// `stack` ends with the file whose include leads back to `target`.
fn report_cycle(files: &Files, stack: &[(SourceId, usize)], target: SourceId) -> Option<Diagnostic> {
    const SHOWN: usize = 8;
    let steps: Vec<&Include> = stack
        .iter()
        .skip_while(|(id, _)| *id != target)
        .filter_map(|(id, next)| files.get(*id)?.includes.get(next.checked_sub(1)?))
        .collect();
    let (last, before) = steps.split_last()?;
    let message = if before.is_empty() {
        "this file includes itself".to_owned()
    } else {
        format!("this include leads back to `{}`, which includes this file", files.get(target)?.path)
    };
    let report = Diagnostic::new(&codes::source::INCLUDE_CYCLE, last.span, message)
        .note("this include is left out")
        .help("remove one of the includes");
    Some(before.iter().take(SHOWN).fold(report, |report, step| report.related(step.span, "on the way here")))
}

#[cfg(test)]
mod tests {
    use super::super::{IncludeProblem, SourceKind, Sources, load::File};
    use super::parse;
    use crate::diagnostic::Diagnostic;

    fn load(files: &[(&str, &str)]) -> (Sources, Vec<Diagnostic>) {
        let files = files.iter().map(|(path, text)| File::in_memory((*path).to_owned(), (*text).to_owned())).collect();
        let mut diagnostics = Vec::new();
        let sources = Sources::assemble(files, &mut diagnostics);
        (sources, diagnostics)
    }

    /// The includes as `file:start-end target -> outcome`.
    fn includes(sources: &Sources) -> Vec<String> {
        let all = sources.ids().filter_map(|id| sources.get(id)).flat_map(|source| {
            source.includes.iter().map(|include| {
                let outcome = match include.outcome {
                    Ok(id) => sources.get(id).unwrap().path.clone(),
                    Err(IncludeProblem::Missing) => "missing".to_owned(),
                    Err(IncludeProblem::Outside) => "outside".to_owned(),
                    Err(IncludeProblem::Cycle) => "cycle".to_owned(),
                };
                let (start, end) = (include.span.start, include.span.end);
                format!("{}:{start}-{end} {} -> {outcome}", source.path, include.target)
            })
        });
        all.collect()
    }

    #[test]
    fn every_spelling_is_found() {
        assert_eq!(parse("[!INCLUDE [a](b.md)]"), Some((20, "b.md")));
        assert_eq!(parse("[!include[a](b.md)] behind"), Some((19, "b.md")));
        assert_eq!(parse("[!INCLUDE [a [1]](<b (1).md> \"title\") ]"), Some((39, "b (1).md")));
    }

    #[test]
    fn other_alerts_and_broken_ones_are_none() {
        for text in ["[!NOTE]", "[!INCLUDE]", "[!INCLUDE a](b.md)]", "[!INCLUDE [a](b.md)", "[!", "[!INCLUDÉ [a](b)]"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn includes_are_led_to_their_files() {
        let (sources, diagnostics) = load(&[
            ("api/a.md", "One\n[!INCLUDE [x](../includes/x.md)]\n\n[!INCLUDE [y](../includes/Y.md)]"),
            ("api/b.md", "[!INCLUDE [x](none.md)] [!INCLUDE [x](../../x.md)] [!INCLUDE [x](/x.md)]"),
            ("includes/x.md", "X"),
            ("includes/y.md", "Y"),
        ]);
        assert_eq!(
            includes(&sources),
            [
                "api/a.md:4-36 ../includes/x.md -> includes/x.md",
                "api/a.md:38-70 ../includes/Y.md -> includes/y.md",
                "api/b.md:0-23 none.md -> missing",
                "api/b.md:24-50 ../../x.md -> outside",
                "api/b.md:51-72 /x.md -> outside",
            ]
        );
        assert_eq!(diagnostics, []);
    }

    #[test]
    fn targets_and_files_in_an_includes_folder_are_fragments() {
        let (sources, _) = load(&[
            ("api/a.md", "[!INCLUDE [x](../shared/x.md)]"),
            ("includes/unused.md", ""),
            ("shared/x.md", ""),
            ("shared/z.md", ""),
        ]);
        let fragments: Vec<bool> =
            sources.ids().map(|id| sources.get(id).unwrap().kind == SourceKind::Fragment).collect();
        assert_eq!(fragments, [false, true, true, false]);
    }

    #[test]
    fn a_cycle_is_cut_inside_the_includes_and_reported_once() {
        let (sources, diagnostics) = load(&[
            ("includes/a.md", "[!INCLUDE [x](b.md)]"),
            ("includes/b.md", "[!INCLUDE [x](../page.md)]"),
            ("page.md", "Text [!INCLUDE [x](includes/a.md)]"),
        ]);
        assert_eq!(
            includes(&sources),
            [
                "includes/a.md:0-20 b.md -> includes/b.md",
                "includes/b.md:0-26 ../page.md -> cycle",
                "page.md:5-34 includes/a.md -> includes/a.md",
            ]
        );
        assert_eq!(sources.get(sources.ids().nth(2).unwrap()).unwrap().kind, SourceKind::Page);
        let [cycle] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
        assert_eq!(cycle.message, "this include leads back to `page.md`, which includes this file");
        let chain: Vec<&str> = cycle.related.iter().map(|label| sources.text(label.span)).collect();
        assert_eq!(chain, ["[!INCLUDE [x](includes/a.md)]", "[!INCLUDE [x](b.md)]"]);
    }

    #[test]
    fn a_file_that_includes_itself_is_a_cycle() {
        let (sources, diagnostics) = load(&[("a.md", "[!INCLUDE [x](a.md)]")]);
        assert_eq!(includes(&sources), ["a.md:0-20 a.md -> cycle"]);
        assert_eq!(diagnostics[0].message, "this file includes itself");
    }

    #[test]
    fn long_chains_and_endless_openings_take_little_time() {
        let chain: Vec<(String, String)> =
            (0..20_000).map(|n| (format!("{n}.md"), format!("[!INCLUDE [x]({}.md)]", n + 1))).collect();
        assert_eq!(Sources::from_texts(chain).ids().len(), 20_000);
        let sources = Sources::from_texts([("a.md", "[!INCLUDE [".repeat(100_000))]);
        assert_eq!(includes(&sources), [""; 0]);
    }
}
