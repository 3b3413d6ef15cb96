//! Which names the pages define, and what a name on a page means.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::api::{ItemType, Primitive, TypeName};
use crate::read::conventions::{DEFAULT_NAMESPACE, PRIMITIVES, fold, is_page_link, look_up};
use crate::read::{NamedType, PageFacts, TypeFacts, TypeMention, types};
use crate::source::{LinkTarget, SourceId, Sources, Span};
use crate::spelling;

/// A defined type.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Definition {
    Struct(TypeName),
    Enum(TypeName),
}

impl Definition {
    fn name(&self) -> &TypeName {
        match self {
            Self::Struct(name) | Self::Enum(name) => name,
        }
    }

    fn item(&self) -> ItemType {
        match self {
            Self::Struct(name) => ItemType::Struct(name.clone()),
            Self::Enum(name) => ItemType::Enum(name.clone()),
        }
    }
}

/// What a page defines, in the order of the page.
#[derive(Clone, Debug, Default)]
struct OnPage {
    definitions: Vec<Definition>,
    /// Where the first of a name stands, by simple and by qualified names, folded.
    places: HashMap<String, usize>,
}

impl OnPage {
    fn add(&mut self, definition: Definition) {
        let [simple, qualified] =
            [definition.name().simple(), definition.name().as_str()].map(|name| fold(name).into_owned());
        if !self.places.contains_key(&qualified) {
            let place = self.definitions.len();
            [simple, qualified].into_iter().for_each(|name| _ = self.places.entry(name).or_insert(place));
            self.definitions.push(definition);
        }
    }

    /// The first definition of a name, simple or qualified.
    fn find(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(*self.places.get(&*fold(name))?)
    }
}

/// All names that the pages define.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    by_qualified: HashMap<String, Definition>,
    by_simple: HashMap<String, Vec<Definition>>,
    by_page: HashMap<SourceId, OnPage>,
    /// The name-space lines of the pages.
    namespaces: HashMap<SourceId, String>,
    /// The enums that rows define, with the first row of each.
    listed: HashMap<TypeName, Span>,
    default_namespace: String,
}

impl Index {
    pub(crate) fn new(sources: &Sources, facts: &[PageFacts]) -> Self {
        let mut index = Self {
            by_qualified: HashMap::new(),
            by_simple: HashMap::new(),
            by_page: HashMap::new(),
            namespaces: HashMap::new(),
            listed: HashMap::new(),
            default_namespace: most_frequent_namespace(facts),
        };
        debug_assert!(facts.iter().all(|page| sources.get(page.source).is_some()));
        // A name is an enum where pages call it both: the list of members is the stronger evidence.
        for facts in facts.iter().flat_map(|page| &page.enums) {
            index.define(Definition::Enum(index.canonical(&facts.name.value)));
        }
        for page in facts {
            index.namespaces.extend(page.namespace.iter().map(|line| (page.source, line.value.clone())));
            for facts in &page.types {
                index.add(page.source, Definition::Struct(index.canonical(&facts.name.value)));
            }
            for facts in &page.enums {
                index.add(page.source, Definition::Enum(index.canonical(&facts.name.value)));
            }
        }
        for facts in facts.iter().flat_map(|page| &page.types) {
            index.add_alias(facts);
        }
        index
    }

    /// The name-space that most types are in.
    pub(super) fn default_namespace(&self) -> &str {
        &self.default_namespace
    }

    /// The qualified name as it was first spelled. Pages differ in upper and lower case.
    pub(crate) fn canonical(&self, name: &str) -> TypeName {
        let qualified: Cow<'_, str> =
            if name.contains('.') { name.into() } else { format!("{}.{name}", self.default_namespace).into() };
        match self.by_qualified.get(&*fold(&qualified)) {
            Some(known) => known.name().clone(),
            None => TypeName::new(&qualified),
        }
    }

    /// Makes a name known, and says what it is: the first definition of a name decides.
    fn define(&mut self, definition: Definition) -> Definition {
        let key = fold(definition.name().as_str());
        if let Some(known) = self.by_qualified.get(&*key) {
            return known.clone();
        }
        self.by_simple.entry(fold(definition.name().simple()).into_owned()).or_default().push(definition.clone());
        self.by_qualified.insert(key.into_owned(), definition.clone());
        definition
    }

    /// Pages that were taken over from another set of pages go on to use the names of that set: `"@type.aka": "depot.box"`. A type that
    /// is described under such a name keeps it.
    fn add_alias(&mut self, facts: &TypeFacts) {
        let Some(alias) = facts.alias.as_ref().filter(|alias| alias.contains('.')) else { return };
        let Some(known) = self.by_qualified.get(&*fold(self.canonical(&facts.name.value).as_str())).cloned() else {
            return;
        };
        self.by_qualified.entry(fold(alias).into_owned()).or_insert(known);
    }

    fn add(&mut self, page: SourceId, definition: Definition) {
        let definition = self.define(definition);
        self.by_page.entry(page).or_default().add(definition);
    }

    /// Makes an enum known that a row defines by listing its values.
    pub(super) fn list_enum(&mut self, page: SourceId, name: TypeName, row: Span) {
        self.listed.insert(name.clone(), row);
        self.add(page, Definition::Enum(name));
    }

    /// The first row that lists the values of an enum, where nothing but rows does.
    pub(super) fn listed_at(&self, name: &TypeName) -> Option<Span> {
        self.listed.get(name).copied()
    }

    /// What a page defines under this name.
    pub(super) fn on_page(&self, page: SourceId, name: &str) -> Option<ItemType> {
        self.by_page.get(&page)?.find(name).map(Definition::item)
    }

    /// What a named type on the page `span.source` means; nothing if no page defines it.
    pub(crate) fn resolve(&self, sources: &Sources, named: &NamedType, span: Span) -> Option<ItemType> {
        match named {
            NamedType::Primitive(primitive) => Some(ItemType::Primitive(*primitive)),
            NamedType::Link { text, target } => {
                self.resolve_link(sources, text, target, span).or_else(|| self.resolve_name(text, span.source))
            }
            NamedType::Name(name) => self.resolve_name(name, span.source),
            NamedType::OneOf(_) | NamedType::Unknown(_) => None,
        }
    }

    /// Whether a link may name a type although no page defines it: the page that it leads to is not there.
    pub(super) fn is_undefined(sources: &Sources, target: &str, span: Span) -> bool {
        is_page_link(target) && sources.resolve_link(span.source, target) == LinkTarget::Missing
    }

    /// Whether a link names a type whose page is not there, and that no other page describes. What a sentence names behind it is something
    /// else: in "a [loan](loan.md) of a [book](book.md)", the book is not what is meant.
    fn is_missing(&self, sources: &Sources, named: &NamedType, span: Span) -> bool {
        let NamedType::Link { text, target } = named else { return false };
        let is_name = !text.contains(char::is_whitespace);
        is_name && Self::is_undefined(sources, target, span) && self.resolve(sources, named, span).is_none()
    }

    /// The types that sentences name, and where, up to one whose page is missing. `annotated` is what annotations name beside them.
    pub(super) fn named<'i>(
        &'i self,
        sources: &'i Sources,
        mentions: impl IntoIterator<Item = &'i TypeMention>,
        annotated: impl Iterator<Item = (&'i NamedType, Span)> + Clone,
    ) -> impl Iterator<Item = (ItemType, Span)> {
        mentions
            .into_iter()
            .map(move |mention| (meant(sources, mention, annotated.clone()), mention.span))
            .take_while(|((named, span), _)| !self.is_missing(sources, named, *span))
            .filter_map(|((named, span), place)| Some((self.resolve(sources, named, span)?, place)))
    }

    /// The type of the linked page; of several the one that the anchor or the words name.
    fn resolve_link(&self, sources: &Sources, text: &str, target: &str, span: Span) -> Option<ItemType> {
        let (page, anchor) = match sources.resolve_link(span.source, target) {
            LinkTarget::Found { id, anchor } | LinkTarget::FoundIgnoringCase { id, anchor } => (id, anchor),
            LinkTarget::External | LinkTarget::Missing => return None,
        };
        let defined = self.by_page.get(&page)?;
        let anchored = anchor.as_deref().and_then(|anchor| {
            let anchor = fold(anchor);
            defined.definitions.iter().find(|known| {
                let rest = anchor.strip_prefix(&*fold(known.name().simple()));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        });
        // `[x](#x-values)` means a list on the page itself, not the type that the page describes.
        let is_within = page == span.source && anchor.is_some();
        let first = || defined.definitions.first().filter(|_| !is_within);
        anchored.or_else(|| defined.find(text)).or_else(first).map(Definition::item)
    }

    fn resolve_name(&self, name: &str, page: SourceId) -> Option<ItemType> {
        if let Some(known) = self.by_qualified.get(&*fold(name)) {
            return Some(known.item());
        }
        let simple = fold(name.rsplit_once('.').map_or(name, |(_, simple)| simple));
        let candidates = self.by_simple.get(&*simple)?;
        let first = self.by_page.get(&page).and_then(|defined| defined.definitions.first());
        let first = first.map(|known| known.name().namespace());
        let home = first.or_else(|| self.namespaces.get(&page).map(String::as_str));
        // Whoever writes `depot.returns.box` does not mean `depot.box`; that type is described nowhere.
        let is_meant = |candidate: &&Definition| {
            !(self.is_below_default(name) && candidate.name().namespace() == self.default_namespace)
        };
        let in_namespace = |namespace: &str| {
            candidates.iter().filter(is_meant).find(|candidate| candidate.name().namespace() == namespace)
        };
        home.and_then(in_namespace)
            .or_else(|| in_namespace(&self.default_namespace))
            .or_else(|| candidates.iter().find(is_meant))
            .map(Definition::item)
    }

    /// Whether a name is qualified with a name-space below that of most types.
    fn is_below_default(&self, name: &str) -> bool {
        let behind = name.strip_prefix(&self.default_namespace).and_then(|rest| rest.strip_prefix('.'));
        behind.is_some_and(|rest| rest.contains('.'))
    }

    /// Whether a text is a name in the name-space of most types, though no page may describe it.
    pub(super) fn is_of_api(&self, text: &str) -> bool {
        let behind = text.strip_prefix(&self.default_namespace).and_then(|rest| rest.strip_prefix('.'));
        behind.is_some_and(types::is_name)
    }

    /// The primitive or the type that is spelled most like an unknown name, if one is.
    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        let simple = fold(name.rsplit_once('.').map_or(name, |(_, simple)| simple));
        let primitives = PRIMITIVES.iter().map(|(word, _)| *word);
        let nearest = spelling::nearest(&simple, primitives.chain(self.by_simple.keys().map(String::as_str)))?;
        match look_up(PRIMITIVES, nearest) {
            Some(primitive) => Some(format!("{primitive:?}")),
            None => Some(self.by_simple.get(nearest)?.first()?.name().simple().to_owned()),
        }
    }

    /// Whether this qualified name, in any case, is defined as a structured type.
    pub(crate) fn is_struct(&self, name: &str) -> bool {
        matches!(self.by_qualified.get(&*fold(name)), Some(Definition::Struct(_)))
    }

    /// Whether this name is defined as an enum.
    pub(super) fn is_enum(&self, name: &TypeName) -> bool {
        matches!(self.by_qualified.get(&*fold(name.as_str())), Some(Definition::Enum(_)))
    }
}

/// What a mention means. Pages of different name-spaces have types of the same simple name; where the page is not there that a link
/// leads to, the full name in an annotation tells which of them.
pub(super) fn meant<'s>(
    sources: &Sources,
    mention: &'s TypeMention,
    mut annotated: impl Iterator<Item = (&'s NamedType, Span)>,
) -> (&'s NamedType, Span) {
    let own = (&mention.named, mention.span);
    let NamedType::Link { text, target } = own.0 else { return own };
    if !Index::is_undefined(sources, target, mention.span) {
        return own;
    }
    let ends_alike = |named: &NamedType| match named {
        NamedType::Name(name) => name.rsplit_once('.').is_some_and(|(_, simple)| fold(simple) == fold(text)),
        _ => false,
    };
    annotated.find(|(named, _)| ends_alike(named)).unwrap_or(own)
}

/// The name-space of most types, or of most pages where no type is described.
fn most_frequent_namespace(facts: &[PageFacts]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in facts {
        for name in page.types.iter().map(|facts| facts.name.value.as_str()) {
            if let Some((namespace, _)) = name.rsplit_once('.') {
                *counts.entry(namespace).or_default() += 1;
            }
        }
    }
    if counts.is_empty() {
        for namespace in facts.iter().filter_map(|page| page.namespace.as_ref()) {
            *counts.entry(namespace.value.as_str()).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))
        .map_or(DEFAULT_NAMESPACE, |(name, _)| name)
        .to_owned()
}

/// Any JSON: what stands for a type that no evidence names.
pub(super) const ANYTHING: ItemType = ItemType::Primitive(Primitive::Json);
