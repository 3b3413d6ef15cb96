//! What the generator has to say about the pages.
//!
//! In: findings of every phase, as [`Diagnostic`] values. Out: a [`Report`], and its renderings in [`render`].
//! Must not know: how any finding came about. A diagnostic is plain data; phases push them, nobody reads them back.

pub mod codes;
pub mod render;

use rayon::prelude::*;

use crate::source::{Sources, Span};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something documented could not be used: exit status 1.
    Error,
    /// The pages contradict themselves or a convention; a rule settled it.
    Warning,
    /// Worth knowing, nothing to mend: an inference, a tolerated form.
    Note,
}

/// A kind of finding. All of them stand in [`codes`].
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The stable name, in kebab case: `include-missing`.
    pub name: &'static str,
    /// The weight of every finding of this kind.
    pub severity: Severity,
    /// One line: what the finding means.
    pub title: &'static str,
    /// What `stubdown explain` prints: why it is reported, what the generator did, how to mend the page.
    pub explanation: &'static str,
}

/// A place, and what to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The underlined range.
    pub span: Span,
    /// The words beside it; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    /// What is the matter, in one sentence without a final dot.
    pub message: String,
    /// The place it is about; nothing for findings about a whole folder.
    pub primary: Option<Label>,
    /// Other places that take part, such as the other side of a contradiction.
    pub related: Vec<Label>,
    /// What the generator did about it.
    pub note: Option<String>,
    /// The way out, addressed to the author of the page.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at `span`.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self { primary: Some(Label { span, text: String::new() }), ..Self::without_place(code, message) }
    }

    /// A finding that concerns no place in a file.
    pub fn without_place(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), primary: None, related: Vec::new(), note: None, help: None }
    }

    /// Words beside the underlined place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.text = text.into();
        }
        self
    }

    /// Another place that takes part.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// What the generator did about it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All findings of a run, in a fixed order, with the sources they point into.
#[derive(Clone, Debug)]
pub struct Report {
    /// The files that the findings point into.
    pub sources: Sources,
    /// By file, place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that are not shown, in the same order.
    pub suppressed: Vec<Suppressed>,
}

/// A finding that the authors of the pages accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What hides it.
    pub by: Suppression,
}

/// What hides a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// An entry of `suppressions.toml`.
    External {
        /// Why, in the words of the entry.
        reason: Option<String>,
    },
    /// The annotation of the page.
    InSource,
}

impl Report {
    /// Sorts the findings by file (those without a place first), place, code and message, and keeps one of equal ones.
    #[must_use]
    pub fn new(sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.par_sort_by(|a, b| {
            let key = |d: &Diagnostic| d.primary.as_ref().map(|label| label.span);
            (key(a), a.code.name, &a.message).cmp(&(key(b), b.code.name, &b.message))
        });
        // What is wrong in an included file is found again with every page that includes it.
        diagnostics.dedup();
        Self { sources, diagnostics, suppressed: Vec::new() }
    }

    /// How many findings have this weight.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity == severity).count()
    }

    /// Whether the pages have errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}
