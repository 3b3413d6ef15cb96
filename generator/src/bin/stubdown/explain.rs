//! `stubdown explain`: what a code means.

use stubdown::diagnostic::{Code, Severity, codes};
use stubdown::spelling;

use crate::{Failure, Outcome, terminal};

/// Explain a code: why it is reported, what the generator did, how to mend the page.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code as printed in brackets; without one, all codes are listed.
    code: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = match &arguments.code {
        None => list(),
        Some(name) => explanation(codes::find(name).ok_or_else(|| unknown(name))?),
    };
    terminal::show(&text)?;
    Ok(Outcome::Clean)
}

fn explanation(code: &Code) -> String {
    let title = format!("{} ({}): {}", code.name, word(code.severity), code.title);
    let paragraphs = std::iter::once(title.as_str()).chain(code.explanation.trim_end().split("\n\n"));
    // Indented lines are something to copy, not text.
    let fit = |paragraph: &str| {
        if paragraph.starts_with("    ") { paragraph.to_owned() } else { terminal::fitted(paragraph, 0) }
    };
    let fitted: Vec<String> = paragraphs.map(fit).collect();
    fitted.join("\n\n") + "\n"
}

/// Names the most similar code, if there is one.
fn unknown(name: &str) -> Failure {
    let nearest = spelling::nearest(name, codes::all().map(|code| code.name));
    let hint = nearest.map(|code| format!("; there is {code}")).unwrap_or_default();
    Failure::Usage(format!("there is no code {name}{hint}; `stubdown explain` lists all"))
}

/// A line for each code, in order of their names.
fn list() -> String {
    let mut codes: Vec<_> = codes::all().collect();
    codes.sort_by_key(|code| code.name);
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let line = |code: &&Code| format!("{:width$}  {:7}  {}", code.name, word(code.severity), code.title);
    codes.iter().map(|code| terminal::fitted(&line(code), width + 11) + "\n").collect()
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
