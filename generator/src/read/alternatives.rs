//! The permissions that a text names: alternatives, each of one or of several that are needed together, and the conditions of them.

use super::conventions::{ALTERNATIVELY, TOGETHER, fold};
use super::facts::Alternative;

/// What separates alternatives: also the commas of Chinese and Japanese.
const STOPS: [char; 5] = [',', ';', '、', '，', '；'];

/// What separates words of a list of permissions.
pub(super) const SEPARATORS: [char; 6] = [' ', ',', ';', '、', '，', '；'];

/// The most words in parentheses that are a condition.
const LONGEST_ASIDE: usize = 100;

/// What stands behind a condition: also the colon of Chinese and Japanese.
const COLONS: [char; 2] = [':', '：'];

/// The alternatives of a text. Breaks separate lines with conditions of their own:
/// `For a **chat**: Chat.Read, Chat.ReadWrite<br/>For a **channel**: ChannelMessage.Read.All`.
pub(super) fn of_text(text: &str) -> Vec<Alternative> {
    let mut alternatives = Vec::new();
    let mut lead: Option<&str> = None;
    for line in text.split('\n').map(str::trim) {
        let mut of_line = of_line(line);
        if of_line.is_empty() {
            // `For **group** resource:<br/>Group.Read.All`
            lead = line.strip_suffix(COLONS).map(str::trim);
        }
        under(&mut of_line, lead);
        alternatives.extend(of_line);
    }
    alternatives
}

/// Puts alternatives without a condition of their own under `condition`.
pub(super) fn under(alternatives: &mut [Alternative], condition: Option<&str>) {
    for alternative in alternatives {
        alternative.condition = alternative.condition.take().or_else(|| condition.map(str::to_owned));
    }
}

/// The alternatives of a line. Words before a colon are the condition of what follows, up to the next of them:
/// `Book.Read; for shelves: Shelf.Read`. Words in parentheses are that of the permission before them. Other words are that of all
/// permissions which they stand among.
pub(super) fn of_line(line: &str) -> Vec<Alternative> {
    let words: Vec<&str> = line.split_inclusive(SEPARATORS).map(str::trim).filter(|word| !word.is_empty()).collect();
    let mut reading = Reading::default();
    let mut rest = words.as_slice();
    while let Some((word, behind)) = rest.split_first() {
        rest = match aside(rest).filter(|_| reading.is_behind_permission()) {
            Some((words, behind)) => {
                reading.set_aside(words);
                behind
            }
            None => {
                reading.take(word);
                behind
            }
        };
    }
    reading.close();
    reading.done
}

/// Words in parentheses that name no permission, and what follows them.
fn aside<'w, 't>(words: &'w [&'t str]) -> Option<(&'w [&'t str], &'w [&'t str])> {
    words.first().filter(|first| first.starts_with('('))?;
    // A hostile cell opens very many parentheses and closes none.
    let last = words.iter().take(LONGEST_ASIDE).position(|word| word.trim_end_matches(STOPS).ends_with(')'))?;
    let (inside, behind) = words.split_at_checked(last + 1)?;
    inside.iter().all(|word| permission_name(word).is_none()).then_some((inside, behind))
}

/// The words around a colon that ends a condition: `shelves:` and nothing, `书籍：` and `Book.Read`.
fn divide(word: &str) -> Option<(&str, &str)> {
    let (lead, behind) = word.split_once(COLONS)?;
    let is_end = behind.is_empty() || permission_name(behind).is_some();
    (is_end && permission_name(lead).is_none()).then_some((lead, behind))
}

/// How the next permission relates to the one before it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Joint {
    #[default]
    Alternative,
    Together,
}

fn joint(word: &str) -> Option<Joint> {
    let folded = fold(word.trim_matches(STOPS).trim_matches(['(', ')']));
    if TOGETHER.contains(&&*folded) {
        Some(Joint::Together)
    } else {
        ALTERNATIVELY.contains(&&*folded).then_some(Joint::Alternative)
    }
}

/// A line, read up to some word.
#[derive(Default)]
struct Reading<'t> {
    done: Vec<Alternative>,
    /// What was read since the last colon.
    alternatives: Vec<Alternative>,
    joint: Joint,
    /// The words before that colon.
    lead: Vec<&'t str>,
    /// The words since then that name no permission.
    prose: Vec<&'t str>,
    /// How many of them stand before the last permission.
    before_permission: usize,
}

impl<'t> Reading<'t> {
    fn take(&mut self, word: &'t str) {
        if let Some((lead, behind)) = divide(word) {
            self.prose.push(lead);
            self.begin();
            self.take(behind);
        } else if let Some(name) = permission_name(word) {
            self.add(name);
        } else if let Some(joint) = joint(word) {
            self.joint = joint;
            // `For user or chat resource: Chat.Read`
            if self.prose.len() > self.before_permission {
                self.prose.push(word);
            }
        } else if !word.trim_matches(STOPS).is_empty() {
            self.prose.push(word);
        }
        if word.ends_with(STOPS) {
            self.joint = Joint::Alternative;
        }
    }

    fn add(&mut self, name: &str) {
        while self.prose.last().is_some_and(|word| joint(word).is_some()) {
            self.prose.pop();
        }
        match self.alternatives.last_mut().filter(|_| self.joint == Joint::Together) {
            Some(alternative) => alternative.permissions.push(name.to_owned()),
            None => self.alternatives.push(Alternative { permissions: vec![name.to_owned()], condition: None }),
        }
        self.joint = Joint::Alternative;
        self.before_permission = self.prose.len();
    }

    fn is_behind_permission(&self) -> bool {
        !self.alternatives.is_empty() && self.before_permission == self.prose.len()
    }

    fn set_aside(&mut self, words: &[&str]) {
        if let Some(alternative) = self.alternatives.last_mut() {
            let words = words.join(" ");
            alternative.condition = condition(&[words.trim_end_matches(STOPS).trim_matches(['(', ')'])]);
        }
        if words.last().is_some_and(|word| word.ends_with(STOPS)) {
            self.joint = Joint::Alternative;
        }
    }

    /// The words since the last permission are the condition of what follows.
    fn begin(&mut self) {
        let lead = self.prose.split_off(self.before_permission);
        self.close();
        self.lead.extend(lead);
    }

    /// Ends what a colon began.
    fn close(&mut self) {
        if self.alternatives.is_empty() {
            return;
        }
        let condition = condition(&self.lead).or_else(|| condition(&self.prose));
        under(&mut self.alternatives, condition.as_deref());
        self.done.append(&mut self.alternatives);
        self.lead.clear();
        self.prose.clear();
        self.before_permission = 0;
    }
}

fn condition(words: &[&str]) -> Option<String> {
    let words = words.join(" ").replace('*', "");
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// A permission name within a word: `Group.Read.All`, `TeamsTab.Read.Group*`, `eDiscovery.Read.All,`.
pub(super) fn permission_name(word: &str) -> Option<&str> {
    let name = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let mut parts = name.split('.');
    let begins_well = parts.next().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_alphabetic()));
    let rest_is_well = name.contains('.')
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    (begins_well && rest_is_well).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Vec<(String, Option<String>)> {
        of_text(cell)
            .into_iter()
            .map(|alternative| (alternative.permissions.join(" + "), alternative.condition))
            .collect()
    }

    fn plain(names: &[&str]) -> Vec<(String, Option<String>)> {
        names.iter().map(|name| ((*name).to_owned(), None)).collect()
    }

    #[test]
    fn lists_are_alternatives() {
        assert_eq!(read("Group.Read.All, Group.ReadWrite.All"), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("Group.Read.All or Group.ReadWrite.All."), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("Group.Read.All Group.ReadWrite.All"), plain(&["Group.Read.All", "Group.ReadWrite.All"]));
        assert_eq!(read("User.Read, , eDiscovery.Read.All"), plain(&["User.Read", "eDiscovery.Read.All"]));
    }

    #[test]
    fn and_binds_tighter_than_a_comma() {
        assert_eq!(
            read("Policy.Read.All and Application.ReadWrite.All, Directory.Read.All"),
            plain(&["Policy.Read.All + Application.ReadWrite.All", "Directory.Read.All"])
        );
    }

    #[test]
    fn conditions_stand_before_or_behind() {
        assert_eq!(
            read("For **user** or **chat** resource: Chat.Read, Chat.ReadWrite"),
            [
                ("Chat.Read".to_owned(), Some("For user or chat resource".to_owned())),
                ("Chat.ReadWrite".to_owned(), Some("For user or chat resource".to_owned())),
            ]
        );
        assert_eq!(
            read("Chat.ReadWrite for a chat message."),
            [("Chat.ReadWrite".to_owned(), Some("for a chat message.".to_owned()))]
        );
    }

    /// What stands before a condition is not under it.
    #[test]
    fn conditions_stand_in_between() {
        let (shelves, global) = (Some("for shelves".to_owned()), Some("for global collections".to_owned()));
        assert_eq!(
            read("Book.Read, Book.ReadWrite; for shelves: Shelf.Read. For *x*: X.Read"),
            [
                ("Book.Read".to_owned(), None),
                ("Book.ReadWrite".to_owned(), None),
                ("Shelf.Read".to_owned(), shelves.clone()),
                ("X.Read".to_owned(), Some("For x".to_owned())),
            ]
        );
        assert_eq!(
            read("Book.Read (for shelves), Book.ReadWrite (for global collections) and Book.Own, Book.Lend"),
            [
                ("Book.Read".to_owned(), shelves),
                ("Book.ReadWrite + Book.Own".to_owned(), global),
                ("Book.Lend".to_owned(), None),
            ]
        );
        assert_eq!(read("书籍：Book.Read"), [("Book.Read".to_owned(), Some("书籍".to_owned()))]);
        assert_eq!(
            read("Books:Book.Read, Book.Own:"),
            [("Book.Read".to_owned(), Some("Books".to_owned())), ("Book.Own".to_owned(), Some("Books".to_owned())),]
        );
        assert_eq!(read("Book.Read (or Shelf.Read), Book.Own"), plain(&["Book.Read", "Shelf.Read", "Book.Own"]));
    }

    #[test]
    fn footnotes_are_no_part_of_a_name() {
        assert_eq!(
            read("TeamsTab.Read.Group*, `Team.ReadBasic.All`**"),
            plain(&["TeamsTab.Read.Group", "Team.ReadBasic.All"])
        );
    }

    #[test]
    fn words_that_name_none() {
        for cell in ["Not supported.", "None", "n/a", "", "TODO: determine"] {
            assert_eq!(read(cell), [], "{cell:?}");
        }
    }
}
