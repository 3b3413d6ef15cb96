//! Printing: results and everything else, in colour where a person reads it.

use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use indicatif::ProgressBar;
use stubdown::diagnostic::render::{Colours, human};
use stubdown::diagnostic::{Report, Severity};

/// Prints a result for people. Escape sequences are left out unless standard output is a terminal that wants them.
pub fn show(text: &str) -> io::Result<()> {
    print(&mut anstream::stdout().lock(), text)
}

/// Prints a result for programs, byte for byte.
pub fn pass(text: &str) -> io::Result<()> {
    print(&mut io::stdout().lock(), text)
}

/// Prints what is no result, to standard error.
pub fn tell(text: &str) -> io::Result<()> {
    print(&mut anstream::stderr().lock(), text)
}

/// A reader who has seen enough, such as `head`, is no error.
fn print(stream: &mut impl Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// The findings of a report of at least this weight, as paragraphs with colours.
pub fn paragraphs(report: &Report, least: Severity) -> String {
    let shown = report.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity <= least);
    shown.map(|diagnostic| human(diagnostic, &report.sources, Colours::Ansi) + "\n").collect()
}

/// `2 errors, 1 warning, 40 notes`
pub fn counts(report: &Report) -> String {
    let counted = |severity, one: &str| match report.count(severity) {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let (errors, warnings) = (counted(Severity::Error, "error"), counted(Severity::Warning, "warning"));
    format!("{errors}, {warnings}, {}", counted(Severity::Note, "note"))
}

/// Shows that something is going on, on a terminal only, for as long as it lives.
pub struct Activity {
    bar: ProgressBar,
}

impl Activity {
    pub fn start(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar }
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
