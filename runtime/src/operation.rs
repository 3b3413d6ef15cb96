//! What the documentation says about an operation, as data: the client sends by it, the server routes and authorises
//! by it, and users compute with it.

use std::fmt;

/// A documented method on a documented path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The name of the operation, unique among the operations of an API.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, with placeholders in braces: `/groups/{group_id}/threads`.
    pub path: &'static str,
    /// The documented statuses of a success.
    pub success: &'static [u16],
    /// The permissions that a call needs.
    pub permissions: Permissions,
    /// The title of the page.
    pub title: &'static str,
    /// The page that documents the operation, relative to the documentation: `api/group-list-threads.md`.
    pub page: &'static str,
    /// What no literal can give, so that each ends in `..Operation::DEFAULT`.
    #[doc(hidden)]
    pub more: More,
}

impl Operation {
    /// An operation of which nothing is documented. A table gives what is, with `..Operation::DEFAULT` behind it, and so still compiles
    /// when a later version of this crate has further fields.
    pub const DEFAULT: Self = Self {
        id: "",
        method: Method::Get,
        path: "",
        success: &[],
        permissions: Permissions::DEFAULT,
        title: "",
        page: "",
        more: More(()),
    };
}

/// Stands for the fields that later versions have: nobody else can make one.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct More(pub(crate) ());

impl fmt::Debug for More {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("..")
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            "" => formatter.write_str(self.id),
            page => write!(formatter, "{} ({page})", self.id),
        }
    }
}

/// How many operations these lists have together: the length for [`join`].
#[must_use]
pub const fn total(mut lists: &[&[&Operation]]) -> usize {
    let mut total = 0;
    while let Some((list, others)) = lists.split_first() {
        total += list.len();
        lists = others;
    }
    total
}

/// The operations of several lists, one list after the other, as the compiler joins them for a crate that has only some of its areas.
/// `N` is the [`total`] of the same lists; the crate does not compile with less.
#[must_use]
#[expect(
    clippy::indexing_slicing,
    reason = "generated lists are joined by the compiler, which reports what is out of bounds"
)]
pub const fn join<const N: usize>(mut lists: &[&[&'static Operation]]) -> [&'static Operation; N] {
    let mut all = [&NOTHING; N];
    let mut next = 0;
    while let Some((first, others)) = lists.split_first() {
        let mut list = *first;
        while let Some((operation, rest)) = list.split_first() {
            all[next] = operation;
            next += 1;
            list = rest;
        }
        lists = others;
    }
    all
}

/// Stands where [`join`] has not put an operation yet.
static NOTHING: Operation = Operation::DEFAULT;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
    /// HEAD.
    Head,
    /// OPTIONS.
    Options,
}

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    /// The method of a request; none when no page can document it.
    #[must_use]
    pub fn from_http(method: &http::Method) -> Option<Self> {
        let all = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head, Self::Options];
        all.into_iter().find(|known| known.as_str() == method.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
            Method::Head => Self::HEAD,
            Method::Options => Self::OPTIONS,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The permissions that a call needs, by who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// On behalf of a user with a work or school account.
    pub delegated_work: Grant,
    /// On behalf of a user with a personal account.
    pub delegated_personal: Grant,
    /// As an application of its own.
    pub application: Grant,
    /// As in [`Operation`].
    #[doc(hidden)]
    pub more: More,
}

impl Permissions {
    /// Nothing is known: what a table does not give.
    pub const DEFAULT: Self = Self {
        delegated_work: Grant::Unknown,
        delegated_personal: Grant::Unknown,
        application: Grant::Unknown,
        more: More(()),
    };

    /// What a caller needs who has signed in so.
    #[must_use]
    pub const fn of(&self, sign_in: SignIn) -> Grant {
        match sign_in {
            SignIn::DelegatedWork => self.delegated_work,
            SignIn::DelegatedPersonal => self.delegated_personal,
            SignIn::Application => self.application,
        }
    }
}

/// The kinds of sign-in that pages document permissions for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignIn {
    /// An application on behalf of a user with a work or school account.
    DelegatedWork,
    /// An application on behalf of a user with a personal account.
    DelegatedPersonal,
    /// An application as itself.
    Application,
}

impl fmt::Display for SignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::DelegatedWork => "delegated (work or school account)",
            Self::DelegatedPersonal => "delegated (personal account)",
            Self::Application => "application",
        })
    }
}

/// What permissions one kind of caller needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The page says nothing that could be read.
    Unknown,
    /// This kind of caller cannot make the call.
    NotSupported,
    /// Any one of these permissions is enough, always; the least privileged comes first.
    OneOf(&'static [&'static str]),
    /// Any of these is enough; the least privileged comes first. Some need several permissions together, or depend on a condition.
    AnyOf(&'static [Alternative]),
}

/// Permissions that are enough together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The names of the permissions, all of which are needed.
    pub all: &'static [&'static str],
    /// When this alternative counts, in the words of the page.
    pub condition: Option<&'static str>,
    /// As in [`Operation`].
    #[doc(hidden)]
    pub more: More,
}

impl Alternative {
    /// No permissions, without a condition: what a table does not give.
    pub const DEFAULT: Self = Self { all: &[], condition: None, more: More(()) };

    /// Whether each of the permissions is granted. Where there are none, nobody is admitted by them: that a page names no permission is not
    /// to say that none is needed.
    pub fn is_met(&self, is_granted: impl Fn(&str) -> bool) -> bool {
        !self.all.is_empty() && self.all.iter().all(|name| is_granted(name))
    }
}

impl Grant {
    /// What is enough, the least privileged first, in whichever way it is written. Nothing where a call is impossible or the documentation
    /// does not tell.
    pub fn alternatives(self) -> impl Iterator<Item = Alternative> {
        (0..).map_while(move |position| self.alternative(position))
    }

    /// One of the [`alternatives`](Self::alternatives), counted from zero.
    #[must_use]
    pub const fn alternative(self, position: usize) -> Option<Alternative> {
        match self {
            Self::OneOf(names) if position < names.len() => match names.split_at(position).1.first_chunk::<1>() {
                Some(name) => Some(Alternative { all: name, ..Alternative::DEFAULT }),
                None => None,
            },
            Self::AnyOf(alternatives) if position < alternatives.len() => {
                match alternatives.split_at(position).1.first() {
                    Some(alternative) => Some(*alternative),
                    None => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a caller with these permissions may make the call; none when the documentation does not tell.
    ///
    /// An alternative with a condition counts as enough: what the condition means is for the service to check.
    #[must_use]
    pub fn allows(&self, granted: &[&str]) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::NotSupported => Some(false),
            Self::OneOf(_) | Self::AnyOf(_) => {
                Some(self.alternatives().any(|one| one.is_met(|name| granted.contains(&name))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternative, Grant, Method, NOTHING, Operation, join, total};

    #[test]
    fn one_complete_alternative_is_enough() {
        let grant = Grant::AnyOf(&[
            Alternative { all: &["Policy.Read.All", "Application.ReadWrite.All"], ..Alternative::DEFAULT },
            Alternative { all: &["Directory.ReadWrite.All"], ..Alternative::DEFAULT },
        ]);
        assert_eq!(grant.allows(&["Policy.Read.All"]), Some(false));
        assert_eq!(grant.allows(&["Application.ReadWrite.All", "Policy.Read.All"]), Some(true));
        assert_eq!(grant.allows(&["Mail.Read", "Directory.ReadWrite.All"]), Some(true));
        let short = Grant::OneOf(&["Group.Read.All", "Group.ReadWrite.All"]);
        assert_eq!(short.allows(&["Group.ReadWrite.All"]), Some(true));
        assert_eq!(short.allows(&["Mail.Read"]), Some(false));
    }

    #[test]
    fn an_alternative_without_permissions_admits_nobody() {
        let grant = Grant::AnyOf(&[Alternative { all: &[], ..Alternative::DEFAULT }]);
        assert_eq!(grant.allows(&[]), Some(false));
        assert_eq!(grant.allows(&["Mail.Read"]), Some(false));
    }

    #[test]
    fn both_ways_to_write_alternatives_read_alike() {
        let long = [
            Alternative { all: &["Group.Read.All"], ..Alternative::DEFAULT },
            Alternative { all: &["Group.ReadWrite.All"], ..Alternative::DEFAULT },
        ];
        let short = Grant::OneOf(&["Group.Read.All", "Group.ReadWrite.All"]);
        assert_eq!(short.alternatives().collect::<Vec<_>>(), long);
        assert_eq!(Grant::NotSupported.alternatives().count(), 0);
    }

    #[test]
    fn lists_of_operations_are_joined_in_order() {
        static GET: Operation = Operation { id: "get", path: "/me", ..NOTHING };
        static DELETE: Operation = Operation { id: "delete", method: Method::Delete, ..GET };
        const LISTS: &[&[&Operation]] = &[&[&GET], &[], &[&DELETE, &GET]];
        static JOINED: &[&Operation] = &join::<{ total(LISTS) }>(LISTS);
        assert_eq!(JOINED, [&GET, &DELETE, &GET]);
        assert_eq!(join::<{ total(&[]) }>(&[]), [&GET; 0]);
    }

    #[test]
    fn what_is_not_documented_is_not_answered() {
        assert_eq!(Grant::Unknown.allows(&["Group.Read.All"]), None);
        assert_eq!(Grant::NotSupported.allows(&["Group.Read.All"]), Some(false));
    }
}
