//! Included files, put where the include stood.

use super::BlockKind;
use super::blocks::Tab;
use super::markdown::File;
use crate::diagnostic::{Code, codes};
use crate::source::{Include, IncludeProblem};

/// How deeply includes may be nested.
const MAX_INCLUDE_DEPTH: usize = 16;

/// Of how many files a page may be made. Files that include each other twice would grow without bound.
const MAX_PARTS: usize = 1000;

impl<'s> File<'_, 's, '_> {
    /// The include that covers the offset `at`.
    pub(super) fn include_at(&mut self, at: usize) -> Option<&'s Include> {
        while let Some((include, behind)) = self.includes.split_first() {
            let range = include.span.range();
            if at < range.end {
                return (range.start <= at).then_some(include);
            }
            self.includes = behind;
        }
        None
    }

    pub(super) fn include(&mut self, include: &Include) {
        let tab = self.walk.blocks.tab;
        if tab == Tab::Other {
            // Snippets in other programming languages say nothing about the API, and most published sets lack them.
            return;
        }
        let within_limits = self.depth < MAX_INCLUDE_DEPTH && self.walk.parts < MAX_PARTS;
        match include.outcome {
            Ok(id) if within_limits => {
                self.walk.parts += 1;
                self.walk.file(id, self.depth + 1);
                self.walk.blocks.tab = tab;
                return;
            }
            Ok(_) => {
                self.report_include(&codes::source::INCLUDE_LIMIT, include, "this page is made of too many includes")
            }
            Err(IncludeProblem::Missing) => {
                self.report_include(&codes::source::INCLUDE_MISSING, include, "the included file is not there");
            }
            Err(IncludeProblem::Outside) => {
                let message = "this include leads out of the specification folder";
                self.report_include(&codes::source::INCLUDE_OUTSIDE, include, message);
            }
            Err(IncludeProblem::Cycle) => {}
        }
        self.walk.blocks.push(BlockKind::MissingInclude { target: include.target.clone() }, include.span);
    }

    fn report_include(&mut self, code: &'static Code, include: &Include, message: &str) {
        let help = match include.outcome {
            Ok(_) => "include less",
            Err(IncludeProblem::Outside) => "give the folder of the included file as well",
            Err(_) => "add the file, or correct the path; it is relative to the file that contains the include",
        };
        self.report(code, include.span, message, |d| d.note("what it says is unknown").help(help));
    }
}
