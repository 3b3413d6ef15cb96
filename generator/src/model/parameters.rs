//! Headers and query parameters of an endpoint, from the rows of all of its pages.

use foldhash::{HashMap, HashSet};

use super::api::Parameter;
use super::arguments::TEXT;
use super::print::plain;
use crate::read::conventions::{OPTIONAL_WORDS, fold};
use crate::read::{ParameterRow, Spelling, Text, TextPiece};

/// Parameters in the order of the pages, each name once, however it is spelt.
#[derive(Default)]
pub(super) struct Parameters {
    all: Vec<Collected>,
    places: HashMap<Spelling, usize>,
}

/// A parameter, while rows about it are collected.
struct Collected {
    parameter: Parameter,
    /// What the rows behind the first say.
    further: Vec<Paragraph>,
    /// All that is said.
    said: HashSet<Paragraph>,
    /// The preferences that rows are about.
    preferences: HashSet<Spelling>,
}

type Paragraph = Vec<TextPiece>;

impl Parameters {
    /// Adds the rows of a page. Rows of one name are about different values of it, `Prefer: outlook.timezone` and `Prefer: return`, so that
    /// their words are united. Of a name that an earlier page describes, they add what they name a value for that is not known yet.
    pub(super) fn add_rows(&mut self, rows: &[ParameterRow]) {
        let of_earlier_pages = self.all.len();
        for row in rows {
            let preference = row.preference.as_deref().map(Spelling::of);
            let place = *self.places.entry(Spelling::of(&row.name.value)).or_insert(self.all.len());
            let words = || words(row);
            match self.all.get_mut(place) {
                None => {
                    let mut collected = Collected::new(&row.name.value, row.required, words());
                    collected.preferences.extend(preference);
                    self.all.push(collected);
                }
                Some(known) => {
                    let is_new = preference.is_some_and(|preference| known.preferences.insert(preference));
                    if is_new || place >= of_earlier_pages {
                        known.extend(row.required, &words());
                    }
                }
            }
        }
    }

    /// Adds a parameter that no table describes as such, unless there is one of its name. The type comes later, with the types.
    pub(super) fn add(&mut self, name: &str, required: bool, description: &Text) {
        let place = *self.places.entry(Spelling::of(name)).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(Collected::new(name, required, description.clone()));
        }
    }

    /// Says of a parameter that has been added that it must be given, unless its description says otherwise.
    pub(super) fn require(&mut self, name: &str) {
        let place = self.places.get(&Spelling::of(name)).copied();
        if let Some(Collected { parameter, .. }) = place.and_then(|place| self.all.get_mut(place)) {
            parameter.required |= !OPTIONAL_WORDS.are_in(&fold(&plain(&parameter.description)));
        }
    }

    /// The parameters.
    pub(super) fn settle(self) -> Vec<Parameter> {
        let settled = |Collected { mut parameter, further, .. }: Collected| {
            if !further.is_empty() {
                let first = parameter.description.paragraphs.iter().cloned();
                parameter.description.paragraphs = first.chain(further).collect();
            }
            parameter
        };
        self.all.into_iter().map(settled).collect()
    }
}

impl Collected {
    fn new(name: &str, required: bool, description: Text) -> Self {
        Self {
            parameter: Parameter { name: name.to_owned(), required, description, item: TEXT },
            further: Vec::new(),
            said: HashSet::default(),
            preferences: HashSet::default(),
        }
    }

    fn extend(&mut self, required: bool, description: &Text) {
        self.parameter.required |= required;
        if self.said.is_empty() {
            self.said.extend(self.parameter.description.paragraphs.iter().cloned());
        }
        for paragraph in description.paragraphs.iter() {
            if self.said.insert(paragraph.clone()) {
                self.further.push(paragraph.clone());
            }
        }
    }
}

/// The description of a row, behind the preference that it is about.
fn words(row: &ParameterRow) -> Text {
    let Some(preference) = &row.preference else { return row.description.clone() };
    let mut paragraphs = row.description.paragraphs.to_vec();
    let name = TextPiece::Code(preference.clone());
    match paragraphs.first_mut() {
        Some(first) => drop(first.splice(..0, [name, TextPiece::Words(": ".to_owned())])),
        None => paragraphs.push(vec![name]),
    }
    Text { paragraphs: paragraphs.into() }
}
