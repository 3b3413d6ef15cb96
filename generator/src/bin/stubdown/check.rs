//! `stubdown check`: what there is to say about the pages, and what became of everything on them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};
use stubdown::config::Totals;
use stubdown::diagnostic::Severity;
use stubdown::diagnostic::render::{github, json, sarif};
use stubdown::pipeline::Analysis;
use stubdown::read::{Count, Counts, Element, PageFacts};

use crate::terminal::Stream;
use crate::{Failure, Outcome, specs, terminal};

/// Check pages, and account for everything on them.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders with documentation pages anywhere below them.
    #[arg(required = true, value_name = "SPECS")]
    specs: Vec<PathBuf>,
    /// Who reads the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Fail on findings that are no errors, too.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// People: source lines, and a table of what was used.
    Human,
    /// Programs.
    Json,
    /// Code hosts and editors: SARIF 2.1.0.
    Sarif,
    /// A GitHub workflow: annotations beside the lines of a pull request.
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let analysis = specs::read(&arguments.specs)?;
    let report = &analysis.report;
    match arguments.format {
        Format::Human => terminal::show(&for_people(&analysis))?,
        Format::Json => terminal::pass(&format!("{:#}\n", for_programs(&analysis)))?,
        Format::Sarif => terminal::pass(&format!("{:#}\n", sarif(report)))?,
        Format::Github => {
            let commands = report.diagnostics.iter().map(|diagnostic| github(diagnostic, &report.sources) + "\n");
            terminal::pass(&commands.collect::<String>())?;
        }
    }
    let denies_warnings = arguments.deny == Some(Deny::Warnings) && report.count(Severity::Warning) > 0;
    if denies_warnings && !report.has_errors() {
        terminal::tell("error: warnings are denied\n")?;
    }
    Ok(if report.has_errors() || denies_warnings { Outcome::Findings } else { Outcome::Clean })
}

fn for_people(analysis: &Analysis) -> String {
    let mut text = terminal::paragraphs(&analysis.report, Severity::Note, Stream::Result);
    text += &tables(analysis);
    text += &format!("\n{}\n{}\n", Totals::of(&analysis.api), terminal::counts(&analysis.report));
    text
}

/// The number of pages with each outcome, in words, in a fixed order.
fn pages(analysis: &Analysis) -> BTreeMap<stubdown::read::Outcome, usize> {
    let mut pages = BTreeMap::new();
    for facts in &analysis.facts {
        *pages.entry(facts.outcome).or_default() += 1;
    }
    pages
}

/// Two small tables: how pages ended, and what became of the things on them.
fn tables(analysis: &Analysis) -> String {
    let mut text = String::new();
    for (outcome, count) in pages(analysis) {
        text += &format!("{:<22}{count:>9}\n", outcome.words());
    }
    text += &format!("\n{:<22}{:>9}{:>10}{:>8}\n", "", "used", "reported", "prose");
    for (element, Count { used, reported, prose }) in analysis.counts() {
        text += &format!("{:<22}{used:>9}{reported:>10}{prose:>8}\n", element.words());
    }
    text
}

/// The findings, and beside them the totals and the ledger. Keys of the ledger are the words for people, joined with
/// underscores.
fn for_programs(analysis: &Analysis) -> Value {
    let pages = pages(analysis).into_iter().map(|(outcome, count)| (outcome.word().to_owned(), json!(count)));
    let totals = Totals::of(&analysis.api);
    let mut value = json(&analysis.report);
    if let Some(members) = value.as_object_mut() {
        let totals = json!({ "endpoints": totals.endpoints, "types": totals.types, "enums": totals.enums });
        members.insert("totals".to_owned(), totals);
        members.insert("pages".to_owned(), Value::Object(pages.collect()));
        members.insert("ledger".to_owned(), ledger(&analysis.counts()));
        members.insert("each_page".to_owned(), analysis.facts.iter().map(|facts| page(analysis, facts)).collect());
    }
    value
}

/// How one page ends, and what became of the things on it.
fn page(analysis: &Analysis, facts: &PageFacts) -> Value {
    let path = analysis.report.sources.get(facts.source).map(|source| source.display_path.as_str());
    json!({ "path": path, "outcome": facts.outcome.word(), "ledger": ledger(&facts.ledger.counts()) })
}

fn ledger(counts: &Counts) -> Value {
    let count = |(element, count): (&Element, &Count)| {
        let Count { used, reported, prose } = count;
        (key(element.words()), json!({ "used": used, "reported": reported, "prose": prose }))
    };
    Value::Object(counts.iter().map(count).collect())
}

fn key(words: &str) -> String {
    words.to_lowercase().replace(' ', "_")
}
