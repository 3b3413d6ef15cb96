//! Printing: results and everything else, in colour and as wide as the terminal where a person reads it.

use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use indicatif::ProgressBar;
use stubdown::diagnostic::render::{Colours, human, human_within};
use stubdown::diagnostic::{Report, Severity};
use terminal_size::terminal_size_of;
use textwrap::{Options, WordSplitter};

/// The narrowest terminal that texts are fitted to, in columns.
const NARROWEST: usize = 40;

/// The widest text that is easy to read, in columns.
const WIDEST: usize = 100;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Result,
    /// Standard error.
    Else,
}

impl Stream {
    /// How wide the terminal is; nothing when the stream leads to a file or another program.
    fn columns(self) -> Option<usize> {
        let size = match self {
            Self::Result => terminal_size_of(io::stdout()),
            Self::Else => terminal_size_of(io::stderr()),
        };
        size.map(|(width, _)| usize::from(width.0).max(NARROWEST))
    }
}

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

/// The findings of a report of at least this weight, as paragraphs with colours, for `stream`.
pub fn paragraphs(report: &Report, least: Severity, stream: Stream) -> String {
    let columns = stream.columns();
    let shown = report.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity <= least);
    let paragraph = |diagnostic| match columns {
        Some(columns) => human_within(diagnostic, &report.sources, Colours::Ansi, columns),
        None => human(diagnostic, &report.sources, Colours::Ansi),
    };
    shown.map(|diagnostic| paragraph(diagnostic) + "\n").collect()
}

/// Fits a paragraph of a result to the terminal, if it goes to one. Lines but the first are indented.
pub fn fitted(paragraph: &str, indent: usize) -> String {
    let Some(columns) = Stream::Result.columns() else { return paragraph.to_owned() };
    let indent = " ".repeat(indent);
    let options = Options::new(columns.min(WIDEST)).subsequent_indent(&indent).break_words(false);
    textwrap::fill(&paragraph.replace('\n', " "), options.word_splitter(WordSplitter::NoHyphenation))
}

/// `2 errors, 1 warning, 40 notes, 3 suppressed`; the last only where there are any.
pub fn counts(report: &Report) -> String {
    let counted = |severity, one: &str| match report.count(severity) {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let (errors, warnings) = (counted(Severity::Error, "error"), counted(Severity::Warning, "warning"));
    let suppressed = match report.suppressed.len() {
        0 => String::new(),
        count => format!(", {count} suppressed"),
    };
    format!("{errors}, {warnings}, {}{suppressed}", counted(Severity::Note, "note"))
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
