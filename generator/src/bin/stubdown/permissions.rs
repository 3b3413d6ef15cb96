//! `stubdown permissions`: the least permissions that some endpoints need, and why.
//!
//! The rule is that of `stubdown_runtime::least_privilege`: candidates are the least privileged alternatives of the
//! endpoints, of these the fewest that are enough, ties to what is documented first.

use std::fmt::Write as _;
use std::path::PathBuf;

use stubdown::diagnostic::Severity;
use stubdown::diagnostic::render::visible;
use stubdown::model::{Alternative, Api, Grant, Operation, Scheme};

use crate::terminal::Stream;
use crate::{Failure, Outcome, specs, terminal};

/// Up to how many candidates all sets are tried: as many as the compiler tries for `least_privilege`, so that both come to the same.
const EXACT: usize = 8;

/// Tell the least permissions that endpoints need, for each kind of sign-in.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders with documentation pages anywhere below them.
    #[arg(required = true, value_name = "SPECS")]
    specs: Vec<PathBuf>,
    /// An endpoint as `METHOD /path`, with any names in braces, or a page with all its endpoints, such as
    /// `api/group-list-threads.md`; all endpoints of all pages, if absent.
    #[arg(long = "operation", value_name = "OPERATION")]
    operations: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let analysis = specs::read(&arguments.specs)?;
    terminal::tell(&terminal::paragraphs(&analysis.report, Severity::Error, Stream::Else))?;
    let operations = chosen(&analysis.api, &arguments.operations)?;
    let schemes = [
        (Scheme::DelegatedWork, "Work or school account"),
        (Scheme::DelegatedPersonal, "Personal account"),
        (Scheme::Application, "Application"),
    ];
    let answers = schemes.map(|(scheme, name)| explain(name, &operations, scheme));
    terminal::show(&visible(&answers.join("\n")))?;
    Ok(if analysis.report.has_errors() { Outcome::Findings } else { Outcome::Clean })
}

/// The endpoints that are asked for, in the order in which they are.
fn chosen<'a>(api: &'a Api, asked: &[String]) -> Result<Vec<&'a Operation>, Failure> {
    if asked.is_empty() {
        return Ok(api.operations.iter().collect());
    }
    let mut operations = Vec::new();
    for name in asked {
        let found: Vec<&Operation> = api.operations.iter().filter(|operation| is_named(operation, name)).collect();
        if found.is_empty() {
            return Err(Failure::Usage(format!("no page documents `{name}`; give `METHOD /path`, or a page")));
        }
        operations.extend(found);
    }
    Ok(operations)
}

fn is_named(operation: &Operation, name: &str) -> bool {
    let is_page = || operation.pages.iter().any(|page| page.path == name);
    match name.split_once(' ') {
        Some((method, path)) => {
            method.eq_ignore_ascii_case(operation.method.as_str())
                && without_names(path.trim()) == without_names(&operation.path.to_string())
        }
        None => is_page(),
    }
}

/// A path template in which the names of parameters do not matter, nor capitals.
fn without_names(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    let rest = pieces.map(|piece| piece.split_once('}').map_or(piece, |(_, after)| after));
    rest.fold(first, |path, piece| path + "{}" + piece).to_ascii_lowercase()
}

fn label(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// The answer for a kind of sign-in, as a paragraph.
fn explain(scheme_name: &str, operations: &[&Operation], scheme: Scheme) -> String {
    let mut text = format!("{scheme_name}: ");
    let mut needs = Vec::new();
    let (mut unsupported, mut unknown) = (Vec::new(), Vec::new());
    for operation in operations {
        match operation.permissions.get(&scheme) {
            Some(Grant::AnyOf(alternatives)) if !alternatives.is_empty() => {
                needs.push(Need::new(operation, alternatives))
            }
            Some(Grant::NotSupported) => unsupported.push(label(operation)),
            _ => unknown.push(label(operation)),
        }
    }
    let chosen = least(&needs);
    text.push_str(&match chosen.is_empty() {
        true if unknown.is_empty() => "not supported".to_owned(),
        true => "unknown".to_owned(),
        false => chosen.join(", "),
    });
    text.push('\n');
    for permission in &chosen {
        let _ = writeln!(text, "  {permission}");
        for reason in reasons(permission, &chosen, &needs) {
            let _ = writeln!(text, "    {reason}");
        }
    }
    for (operations, what) in [(&unsupported, "not supported"), (&unknown, "not documented")] {
        for operation in operations.iter().filter(|_| !chosen.is_empty() || what == "not documented") {
            let _ = writeln!(text, "  {what}: {operation}");
        }
    }
    text
}

/// What an endpoint needs of one kind of sign-in.
struct Need<'a> {
    label: String,
    /// The least privileged alternative.
    least: &'a Alternative,
    /// All alternatives that count: those without a condition, unless all have one.
    alternatives: Vec<&'a Alternative>,
}

impl<'a> Need<'a> {
    fn new(operation: &Operation, alternatives: &'a [Alternative]) -> Self {
        let plain: Vec<&Alternative> = alternatives.iter().filter(|one| one.condition.is_none()).collect();
        let alternatives = if plain.is_empty() { alternatives.iter().collect() } else { plain };
        // Only called with alternatives; an empty one would ask for nothing.
        static NOTHING: Alternative = Alternative { permissions: Vec::new(), condition: None };
        let least = alternatives.first().copied().unwrap_or(&NOTHING);
        Self { label: label(operation), least, alternatives }
    }

    fn is_met_by(&self, chosen: &[&str]) -> bool {
        self.met(chosen).is_some()
    }

    /// The first alternative that is met.
    fn met(&self, chosen: &[&str]) -> Option<&'a Alternative> {
        let is_met = |one: &&&Alternative| one.permissions.iter().all(|name| chosen.contains(&name.as_str()));
        self.alternatives.iter().find(is_met).copied()
    }
}

/// The fewest permissions of the least privileged alternatives that are enough.
fn least<'a>(needs: &[Need<'a>]) -> Vec<&'a str> {
    let mut candidates: Vec<&str> = Vec::new();
    for name in needs.iter().flat_map(|need| &need.least.permissions) {
        if !candidates.contains(&name.as_str()) {
            candidates.push(name);
        }
    }
    let is_enough = |chosen: &[&str]| needs.iter().all(|need| need.is_met_by(chosen));
    if candidates.len() <= EXACT {
        let smaller =
            (0..=candidates.len()).find_map(|size| sets(&candidates, size).into_iter().find(|set| is_enough(set)));
        return smaller.unwrap_or(candidates);
    }
    let mut chosen = candidates.clone();
    for name in candidates.iter().rev() {
        let without: Vec<&str> = chosen.iter().copied().filter(|other| other != name).collect();
        if is_enough(&without) {
            chosen = without;
        }
    }
    chosen
}

/// All sets of a size, those with the first names first.
fn sets<'a>(names: &[&'a str], size: usize) -> Vec<Vec<&'a str>> {
    let Some((first, rest)) = names.split_first() else {
        return if size == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut sets = Vec::new();
    if let Some(others) = size.checked_sub(1) {
        sets.extend(self::sets(rest, others).into_iter().map(|set| [&[*first], set.as_slice()].concat()));
    }
    sets.extend(self::sets(rest, size));
    sets
}

/// Why a permission is among the chosen ones: the endpoints that could not be called without it.
fn reasons(permission: &str, chosen: &[&str], needs: &[Need<'_>]) -> Vec<String> {
    let has = |alternative: &Alternative| alternative.permissions.iter().any(|name| name == permission);
    let without: Vec<&str> = chosen.iter().copied().filter(|name| *name != permission).collect();
    let using = || needs.iter().filter(|need| !need.is_met_by(&without));
    let least = using().filter(|need| has(need.least)).map(|need| match &need.least.condition {
        Some(condition) => format!("the least for {} ({condition})", need.label),
        None => format!("the least for {}", need.label),
    });
    let instead = using().filter(|need| !has(need.least));
    let instead = instead
        .map(|need| format!("does for {}, too, instead of {}", need.label, need.least.permissions.join(" and ")));
    least.chain(instead).collect()
}
