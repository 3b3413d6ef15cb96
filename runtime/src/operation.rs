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
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            "" => formatter.write_str(self.id),
            page => write!(formatter, "{} ({page})", self.id),
        }
    }
}

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
}

/// What permissions one kind of caller needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The page says nothing that could be read.
    Unknown,
    /// This kind of caller cannot make the call.
    NotSupported,
    /// Any of these is enough; the least privileged comes first.
    AnyOf(&'static [Alternative]),
}

/// Permissions that are enough together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The names of the permissions, all of which are needed.
    pub all: &'static [&'static str],
    /// When this alternative counts, in the words of the page.
    pub condition: Option<&'static str>,
}

impl Grant {
    /// Whether a caller with these permissions may make the call; none when the documentation does not tell.
    ///
    /// An alternative with a condition counts as enough: what the condition means is for the service to check.
    #[must_use]
    pub fn allows(&self, granted: &[&str]) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::NotSupported => Some(false),
            Self::AnyOf(alternatives) => {
                Some(alternatives.iter().any(|one| one.all.iter().all(|name| granted.contains(name))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternative, Grant};

    #[test]
    fn one_complete_alternative_is_enough() {
        let grant = Grant::AnyOf(&[
            Alternative { all: &["Policy.Read.All", "Application.ReadWrite.All"], condition: None },
            Alternative { all: &["Directory.ReadWrite.All"], condition: None },
        ]);
        assert_eq!(grant.allows(&["Policy.Read.All"]), Some(false));
        assert_eq!(grant.allows(&["Application.ReadWrite.All", "Policy.Read.All"]), Some(true));
        assert_eq!(grant.allows(&["Mail.Read", "Directory.ReadWrite.All"]), Some(true));
    }

    #[test]
    fn what_is_not_documented_is_not_answered() {
        assert_eq!(Grant::Unknown.allows(&["Group.Read.All"]), None);
        assert_eq!(Grant::NotSupported.allows(&["Group.Read.All"]), Some(false));
    }
}
