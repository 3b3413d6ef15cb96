/// Finds the positions of names among those of an object.
///
/// Services send the members of a type in one order, as a rule that of the documentation. So the search begins behind the
/// member that was found last.
pub(super) struct Search {
    names: &'static [&'static str],
    next: usize,
}

impl Search {
    pub(super) fn new(names: &'static [&'static str]) -> Self {
        Self { names, next: 0 }
    }

    pub(super) fn find(&mut self, name: &str) -> Option<usize> {
        let (before, behind) = self.names.split_at_checked(self.next)?;
        let found = match behind.iter().position(|other| same(other, name)) {
            Some(position) => self.next + position,
            None => before.iter().position(|other| same(other, name))?,
        };
        self.next = found + 1;
        Some(found)
    }
}

/// Compares the ends first, which tells most names of one length apart.
fn same(documented: &str, name: &str) -> bool {
    let (documented, name) = (documented.as_bytes(), name.as_bytes());
    documented.len() == name.len() && documented.last() == name.last() && documented == name
}
