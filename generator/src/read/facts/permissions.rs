//! What the permission tables of a page say.

use super::path::{Method, PathTemplate};
use crate::source::Span;

/// The permission tables of an operation.
#[derive(Clone, Debug, Default)]
pub struct PermissionFacts {
    /// The rows of all tables.
    pub rows: Vec<PermissionRow>,
    /// An include of a permission table that is not there: permissions are unknown, not absent.
    pub missing_include: Option<Span>,
}

/// What one kind of sign-in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRow {
    /// The kind of sign-in.
    pub scheme: Scheme,
    /// Any of these suffices, least privileged first; empty means not supported.
    pub alternatives: Vec<Alternative>,
    /// The resource that the row of a transposed table is about: "group calendar".
    pub resource: Option<String>,
    /// The requests that the table is for, where the page has one for each; empty means all.
    pub requests: Vec<(Method, PathTemplate)>,
    /// The row, or the cell of a transposed table.
    pub span: Span,
}

/// The kinds of sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// On behalf of a user with a work or school account.
    DelegatedWork,
    /// On behalf of a user with a personal account.
    DelegatedPersonal,
    /// As an application, without a user.
    Application,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DelegatedWork, Self::DelegatedPersonal, Self::Application];
}

/// Permissions that are needed together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alternative {
    /// All of these.
    pub permissions: Vec<String>,
    /// When it applies, in the words of the page.
    pub condition: Option<String>,
}
