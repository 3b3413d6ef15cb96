//! The least permissions that a set of operations needs, computed at compile time.
//!
//! # The rule
//!
//! 1. Of each operation the first alternative without a condition counts as its least privileged one, as its page orders
//!    them; the first one with a condition, if all have one.
//! 2. Only permissions of these are candidates. So nothing is asked for that is not the least that some operation needs: a
//!    single `Directory.ReadWrite.All` that would do for everything does not take the place of two lesser permissions.
//! 3. Of the candidates the fewest are taken with which every operation has one of its alternatives: a permission to write
//!    that one operation needs makes the one to read superfluous, where both are documented for the other operation.
//! 4. Of several sets that are equally small the one is taken whose permissions are documented first, in the order of the
//!    operations.
//!
//! With up to eight candidates the smallest set is found; with more, permissions are left out one by one, from the last one on,
//! until none can be.
//!
//! ```
//! # use stubdown_runtime::operation::{Alternative, Grant, Method, Operation, Permissions};
//! # const fn operation(id: &'static str, application: Grant) -> Operation {
//! #     let permissions = Permissions { application, ..Permissions::DEFAULT };
//! #     Operation { id, method: Method::Get, path: "", success: &[200], permissions, ..Operation::DEFAULT }
//! # }
//! # const READ: Alternative = Alternative { all: &["Group.Read.All"], ..Alternative::DEFAULT };
//! # const WRITE: Alternative = Alternative { all: &["Group.ReadWrite.All"], ..Alternative::DEFAULT };
//! # static GROUPS_LIST: Operation = operation("groups_list", Grant::AnyOf(&[READ, WRITE]));
//! # static GROUPS_CREATE: Operation = operation("groups_create", Grant::AnyOf(&[WRITE]));
//! use stubdown_runtime::least_privilege::{Privileges, least_privilege};
//! use stubdown_runtime::operation::SignIn;
//!
//! const NEEDED: Privileges = match least_privilege(&[&GROUPS_LIST, &GROUPS_CREATE], SignIn::Application) {
//!     Ok(privileges) => privileges,
//!     Err(_) => panic!("an application cannot do this"),
//! };
//! assert_eq!(NEEDED.names(), ["Group.ReadWrite.All"]);
//! ```

use std::fmt;

use crate::operation::{Alternative, Grant, Operation, SignIn};

/// The most permissions that are counted.
const MOST: usize = 32;
/// Up to how many candidates all sets are tried.
const EXACT: u32 = 8;
/// The most different alternatives and operations that are compared.
const MOST_MASKS: usize = 512;

/// The permissions that are enough for some operations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Privileges {
    names: [&'static str; MOST],
    count: usize,
}

/// Why there are no permissions that are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page of this operation does not say what it needs.
    Unknown(&'static Operation),
    /// This kind of caller cannot call this operation.
    NotSupported(&'static Operation),
    /// The operations are too many and too different: more than 32 permissions or some hundred alternatives.
    TooMany,
}

impl Privileges {
    /// Their names, in documented order.
    #[must_use]
    pub const fn names(&self) -> &[&'static str] {
        let (names, _) = self.names.split_at(self.count);
        names
    }
}

impl fmt::Debug for Privileges {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.names()).finish()
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(operation) => write!(formatter, "it is not documented what {operation} needs"),
            Self::NotSupported(operation) => write!(formatter, "this kind of caller cannot call {operation}"),
            Self::TooMany => formatter.write_str("there are too many different permissions"),
        }
    }
}

impl std::error::Error for Obstacle {}

/// The least permissions with which a caller can call all of these operations, by the rule of [this module](self).
///
/// # Errors
/// An operation that the caller cannot call, or whose permissions are not documented.
pub const fn least_privilege(operations: &[&'static Operation], sign_in: SignIn) -> Result<Privileges, Obstacle> {
    let candidates = match candidates(operations, sign_in) {
        Ok(candidates) => candidates,
        Err(obstacle) => return Err(obstacle),
    };
    let needs = match Needs::of(operations, sign_in, &candidates) {
        Some(needs) => needs,
        None => return Err(Obstacle::TooMany),
    };
    let count = candidates.count as u32;
    let chosen = if count <= EXACT { needs.smallest(count) } else { needs.pruned(count) };
    let mut privileges = Privileges { names: [""; MOST], count: 0 };
    let (mut rest, mut at) = (candidates.names(), 0);
    while let Some((name, others)) = rest.split_first() {
        if chosen & (1 << at) != 0 {
            privileges = match privileges.with(name) {
                Some(privileges) => privileges,
                None => return Err(Obstacle::TooMany),
            };
        }
        (rest, at) = (others, at + 1);
    }
    Ok(privileges)
}

/// The permissions of the least privileged alternative of each operation.
const fn candidates(operations: &[&'static Operation], sign_in: SignIn) -> Result<Privileges, Obstacle> {
    let mut candidates = Privileges { names: [""; MOST], count: 0 };
    let mut operations = operations;
    while let Some((operation, others)) = operations.split_first() {
        let grant = operation.permissions.of(sign_in);
        let least = match (grant, least(grant)) {
            (Grant::NotSupported, _) => return Err(Obstacle::NotSupported(operation)),
            (_, None) => return Err(Obstacle::Unknown(operation)),
            (_, Some(least)) => least,
        };
        let mut names = least.all;
        while let Some((name, rest)) = names.split_first() {
            candidates = match candidates.with(name) {
                Some(candidates) => candidates,
                None => return Err(Obstacle::TooMany),
            };
            names = rest;
        }
        operations = others;
    }
    Ok(candidates)
}

/// The first alternative without a condition, else the first one.
const fn least(grant: Grant) -> Option<Alternative> {
    let mut position = 0;
    while let Some(alternative) = grant.alternative(position) {
        if alternative.condition.is_none() {
            return Some(alternative);
        }
        position += 1;
    }
    grant.alternative(0)
}

#[allow(clippy::indexing_slicing, reason = "constant code has no other way to write; each position is checked")]
impl Privileges {
    const fn with(mut self, name: &'static str) -> Option<Self> {
        if self.position(name).is_some() {
            return Some(self);
        }
        if self.count >= MOST {
            return None;
        }
        self.names[self.count] = name;
        self.count += 1;
        Some(self)
    }

    const fn position(&self, name: &str) -> Option<u32> {
        let (mut rest, mut at) = (self.names(), 0);
        while let Some((other, others)) = rest.split_first() {
            if equal(other, name) {
                return Some(at);
            }
            (rest, at) = (others, at + 1);
        }
        None
    }
}

const fn equal(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    while let (Some((left, one_rest)), Some((right, other_rest))) = (one.split_first(), other.split_first()) {
        if *left != *right {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    true
}

/// What each operation needs, as sets of candidates: bits of a number.
struct Needs {
    /// Alternatives; those of an operation stand together and end with a zero.
    masks: [u32; MOST_MASKS],
    count: usize,
}

#[allow(clippy::indexing_slicing, reason = "constant code has no other way to write; each position is checked")]
impl Needs {
    /// None when there are too many.
    const fn of(operations: &[&'static Operation], sign_in: SignIn, candidates: &Privileges) -> Option<Self> {
        let mut needs = Self { masks: [0; MOST_MASKS], count: 0 };
        let mut operations = operations;
        while let Some((operation, others)) = operations.split_first() {
            let before = needs.count;
            let grant = operation.permissions.of(sign_in);
            let is_conditional = match least(grant) {
                Some(least) => least.condition.is_some(),
                None => false,
            };
            let mut position = 0;
            while let Some(alternative) = grant.alternative(position) {
                let mask = mask(&alternative, candidates);
                if mask != 0 && (is_conditional || alternative.condition.is_none()) && !needs.push(mask) {
                    return None;
                }
                position += 1;
            }
            if !needs.push(0) {
                return None;
            }
            if needs.repeats(before) {
                needs.count = before;
            }
            operations = others;
        }
        Some(needs)
    }

    const fn push(&mut self, mask: u32) -> bool {
        if self.count >= MOST_MASKS {
            return false;
        }
        self.masks[self.count] = mask;
        self.count += 1;
        true
    }

    /// Whether the last operation needs the same as the one before it, as those of a page often do.
    const fn repeats(&self, start: usize) -> bool {
        let length = self.count - start;
        if start < length || (start > length && self.masks[start - length - 1] != 0) {
            return false;
        }
        let mut at = 0;
        while at < length {
            if self.masks[start - length + at] != self.masks[start + at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether these candidates are enough.
    const fn met_by(&self, chosen: u32) -> bool {
        let (mut at, mut is_met) = (0, false);
        while at < self.count {
            let mask = self.masks[at];
            if mask == 0 {
                if !is_met {
                    return false;
                }
                is_met = false;
            } else if mask & chosen == mask {
                is_met = true;
            }
            at += 1;
        }
        true
    }

    /// The fewest candidates that are enough; of equally few the first ones.
    const fn smallest(&self, count: u32) -> u32 {
        let all = (1_u32 << count) - 1;
        let mut best = all;
        let mut chosen = 0;
        while chosen <= all {
            let (ones, best_ones) = (chosen.count_ones(), best.count_ones());
            // Candidates stand at the low bits first, so of two sets the one with the lowest bit that differs is first.
            let is_first = (chosen ^ best).trailing_zeros() == (chosen & !best).trailing_zeros();
            if (ones < best_ones || (ones == best_ones && is_first)) && self.met_by(chosen) {
                best = chosen;
            }
            chosen += 1;
        }
        best
    }

    /// All candidates but those that can be left out, from the last one on.
    const fn pruned(&self, count: u32) -> u32 {
        let mut chosen = if count >= u32::BITS { u32::MAX } else { (1 << count) - 1 };
        let mut at = count;
        while at > 0 {
            at -= 1;
            if self.met_by(chosen & !(1 << at)) {
                chosen &= !(1 << at);
            }
        }
        chosen
    }
}

/// An alternative as a set of candidates; zero when it needs something else.
const fn mask(alternative: &Alternative, candidates: &Privileges) -> u32 {
    let mut mask = 0;
    let mut names = alternative.all;
    while let Some((name, rest)) = names.split_first() {
        match candidates.position(name) {
            Some(position) => mask |= 1 << position,
            None => return 0,
        }
        names = rest;
    }
    mask
}

#[cfg(test)]
mod tests;
