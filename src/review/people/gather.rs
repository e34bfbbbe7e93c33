//! From findings to what is distinct: case by case, then across cases.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::belongings::{self, Belonging};
use super::name::{Form, Side, Writing};
use super::within::{Local, people_of, side_of};
use super::{Concerns, Distinct, Mention, Mentions, More, Sort, concern};
use crate::detect::{Kind, column_names};
use crate::law::Group;
use crate::review::{Place, ScopeChoice, Workspace};
use crate::sheet::{CellId, Role};
use crate::text::{SensitiveString, fold};

/// A set of places that will be one thing; sets are merged by their number.
#[derive(Default)]
struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    fn add(&mut self) -> usize {
        self.parent.push(self.parent.len() as u32);
        self.parent.len() - 1
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] as usize != root {
            root = self.parent[root] as usize;
        }
        let mut at = at;
        while self.parent[at] as usize != root {
            at = std::mem::replace(&mut self.parent[at], root as u32) as usize;
        }
        root
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other) as u32;
    }
}

/// Somebody of one case, to be compared with people of the same name in other cases.
struct Known {
    set: usize,
    number: Option<Box<str>>,
}

/// Everything distinct in a workspace, in no particular order.
pub(super) fn all(workspace: &Workspace) -> Vec<Distinct> {
    let mut gathered = Gathered {
        workspace,
        parts: Vec::new(),
        sets: Sets::default(),
        known: BTreeMap::new(),
        by_value: HashTable::new(),
        hasher: RandomState::new(),
    };
    // Case by case: a big sheet has millions of mentions, of which a list would be large.
    for row in 0..workspace.sheet().row_count() {
        let case = workspace.case_of(row);
        if case == row {
            let mentions: Vec<Mention> =
                workspace.case_rows(case).into_iter().flat_map(|row| mentions(workspace, row)).collect();
            if !mentions.is_empty() {
                gathered.take_case(case, &mentions);
            }
        }
    }
    gathered.across();
    gathered.finish()
}

/// Every suggestion in the released cells of an entry that is not out of scope, in order.
fn mentions(workspace: &Workspace, row: u32) -> Vec<Mention> {
    if workspace.scope(row) == Some(ScopeChoice::Out) {
        return Vec::new();
    }
    let cells = workspace.open_cells(row);
    let findings = workspace.findings_in_row(row).filter(|finding| workspace.is_suggested(finding));
    let open = findings.filter(|finding| cells.contains(&finding.cell));
    open.map(|finding| Mention {
        place: Place { cell: finding.cell, span: finding.span },
        kind: finding.kind,
        confidence_permille: finding.confidence_permille,
    })
    .collect()
}

/// A writing of a name with where it comes from.
struct Source {
    writing: Writing,
    mentions: Vec<Mention>,
    cell: Option<CellId>,
    number: Option<String>,
}

struct Gathered<'w> {
    workspace: &'w Workspace,
    /// What is known of each set before sets are merged.
    parts: Vec<Distinct>,
    sets: Sets,
    /// By the words of their full names.
    known: BTreeMap<(String, Side), Vec<Known>>,
    /// What is no name, by what it is and its value, which are looked up at its first place: one thing wherever
    /// it stands. A large sheet has millions of values, so they are not held beside their texts.
    by_value: HashTable<usize>,
    hasher: RandomState,
}

impl Gathered<'_> {
    fn add(&mut self, part: Distinct) -> usize {
        self.parts.push(part);
        self.sets.add()
    }

    fn take_case(&mut self, case: u32, mentions: &[Mention]) {
        let sources = self.sources(case, mentions);
        let writings: Vec<Writing> = sources.iter().map(|source| source.writing.clone()).collect();
        let people = people_of(&writings);
        // The set of each person; nobody who only stands in a column.
        let mut sets: Vec<Option<usize>> = Vec::with_capacity(people.len());
        let mut numbers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let titles: Vec<String> = people.iter().map(|person| self.title(person, &sources)).collect();
        for (at, person) in people.iter().enumerate() {
            let of: Vec<&Source> = person.writings.iter().map(|at| &sources[*at]).collect();
            // There can be millions of people of one mention: no room for more is kept.
            let mut mentions = Mentions::with_capacity(of.iter().map(|source| source.mentions.len()).sum());
            mentions.extend(of.iter().flat_map(|source| source.mentions.iter().copied()));
            if mentions.is_empty() {
                sets.push(None);
                continue;
            }
            let is_public =
                mentions.iter().filter(|mention| mention.kind == Kind::Public).count() * 2 > mentions.len();
            let side = person.name.side.unwrap_or_else(|| side_of(is_public));
            let staff = mentions.iter().filter(|mention| mention.kind == Kind::Staff).count();
            let officers = mentions.iter().filter(|mention| mention.kind == Kind::Officer).count();
            let group = match side {
                Side::Public => Group::Public,
                Side::Police if staff > officers => Group::Staff,
                Side::Police => Group::Officers,
            };
            let title_of = |at: usize| SensitiveString::new(titles.get(at).cloned().unwrap_or_default());
            let more = More {
                title: title_of(at),
                shapes: Vec::new(),
                cells: of.iter().filter_map(|source| source.cell).collect(),
                one_of: person.one_of.iter().map(|at| title_of(*at)).collect(),
            };
            mentions.sort_unstable();
            let mut somebody =
                Distinct { mentions, more: Some(Box::new(more)), ..Distinct::new(Sort::Person, group) };
            somebody.slim(self.workspace.sheet());
            let set = self.add(somebody);
            let number = of.iter().find_map(|source| source.number.clone());
            if let Some(number) = &number {
                numbers.entry(number.clone()).or_default().push(set);
            }
            if person.one_of.is_empty() && person.name.form == Form::Full {
                let known = Known { set, number: number.map(String::into_boxed_str) };
                self.known.entry((person.name.sorted().join(" "), side)).or_default().push(known);
            }
            sets.push(Some(set));
        }
        self.belongings(mentions, &people, &sources, &sets, &numbers);
    }

    /// The names of a case: as the texts write them, and as the columns do.
    fn sources(&self, case: u32, mentions: &[Mention]) -> Vec<Source> {
        let (sheet, layout) = (self.workspace.sheet(), self.workspace.layout());
        let mut by_writing: BTreeMap<Writing, Vec<Mention>> = BTreeMap::new();
        for mention in mentions.iter().filter(|mention| mention.kind.is_person()) {
            let text = sheet.text(mention.place.cell).expose();
            let before = text.get(..mention.place.span.start()).unwrap_or("");
            let name = mention.place.span.of(text).unwrap_or("");
            by_writing.entry(Writing::found(before, name)).or_default().push(*mention);
        }
        let found = by_writing.into_iter().map(|(writing, mentions)| Source {
            writing,
            mentions,
            cell: None,
            number: None,
        });
        let mut sources: Vec<Source> = found.collect();
        for row in self.workspace.case_rows(case) {
            let number = value(layout.text(sheet, row, Role::SubjectNumber).expose());
            let number =
                Some(number).filter(|number| number.chars().filter(char::is_ascii_digit).count() >= 2);
            for (role, side) in [(Role::Subject, Side::Police), (Role::Complainant, Side::Public)] {
                for column in layout.columns_of(role) {
                    let cell = CellId { row, column };
                    let names = column_names(sheet.text(cell).expose(), cell);
                    let is_one = names.len() == 1;
                    for writing in names.into_iter().filter_map(|words| Writing::new(words, Some(side))) {
                        let number = number.clone().filter(|_| is_one && role == Role::Subject);
                        sources.push(Source { writing, mentions: Vec::new(), cell: Some(cell), number });
                    }
                }
            }
        }
        sources
    }

    /// The fullest writing: of a column if it is as full as any, since columns write names with care.
    fn title(&self, person: &Local, sources: &[Source]) -> String {
        let sheet = self.workspace.sheet();
        let best = person.writings.iter().map(|at| &sources[*at]).min_by(|one, other| {
            let key = |source: &Source| {
                (
                    source.writing.form,
                    std::cmp::Reverse(source.writing.words.len()),
                    source.mentions.is_empty(),
                )
            };
            key(one).cmp(&key(other)).then_with(|| one.writing.cmp(&other.writing))
        });
        let Some(best) = best else { return String::new() };
        match (best.mentions.first(), best.cell) {
            (Some(mention), _) => {
                let text = sheet.text(mention.place.cell).expose();
                mention.place.span.of(text).unwrap_or("").to_owned()
            }
            (None, Some(cell)) => sheet.text(cell).expose().trim().to_owned(),
            (None, None) => String::new(),
        }
    }

    /// Numbers, addresses and the rest: with the person they belong to, else each by its value.
    fn belongings(
        &mut self,
        mentions: &[Mention],
        people: &[Local],
        sources: &[Source],
        sets: &[Option<usize>],
        numbers: &BTreeMap<String, Vec<usize>>,
    ) {
        let mut owner_of_name: BTreeMap<Place, usize> = BTreeMap::new();
        for (person, set) in people.iter().zip(sets) {
            let Some(set) = set else { continue };
            for mention in person.writings.iter().flat_map(|at| &sources[*at].mentions) {
                owner_of_name.insert(mention.place, *set);
            }
        }
        let names = people.iter().zip(sets).filter_map(|(person, set)| Some((&person.name, (*set)?)));
        let surnames: Vec<(&Writing, usize)> = names.collect();
        let public =
            sets.iter().flatten().copied().filter(|set| self.parts[*set].group == Group::Public).collect();
        let found =
            belongings::of(self.workspace.sheet(), mentions, &owner_of_name, &public, &surnames, numbers);
        for Belonging { mention, owner, value } in found {
            let Some(sort) = Sort::of(mention.kind) else { continue };
            let set = match owner {
                Some(set) => set,
                None => self.set_of(sort, &value, mention),
            };
            self.parts[set].hold_title(self.workspace.sheet());
            self.parts[set].mentions.push(mention);
        }
    }

    /// The set of all places of this value, of which the mention may be the first.
    fn set_of(&mut self, sort: Sort, value: &str, mention: Mention) -> usize {
        let (sheet, parts) = (self.workspace.sheet(), &self.parts);
        let is_it = |set: &usize| {
            let one = &parts[*set];
            one.sort == sort
                && one.mentions.first().is_some_and(|first| self::value(first.words(sheet).expose()) == value)
        };
        let hash = self.hasher.hash_one((sort, value));
        if let Some(set) = self.by_value.find(hash, is_it) {
            return *set;
        }
        let set = self.add(Distinct::new(sort, concern::group_of(mention.kind)));
        let (sheet, parts, hasher) = (self.workspace.sheet(), &self.parts, &self.hasher);
        let hash_of = |set: &usize| {
            let one = &parts[*set];
            let words = one.mentions.first().map_or("", |first| first.words(sheet).expose());
            hasher.hash_one((one.sort, self::value(words).as_str()))
        };
        self.by_value.insert_unique(hash, set, hash_of);
        set
    }

    /// Brings people of different cases together: those of one number whose names agree, and those of one full
    /// name if no number says that there are two.
    fn across(&mut self) {
        for of_name in self.known.values() {
            let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for known in of_name {
                by_number.entry(known.number.as_deref().unwrap_or("")).or_default().push(known.set);
            }
            let nameless = by_number.remove("").unwrap_or_default();
            let is_clear = by_number.len() <= 1;
            for sets in by_number.values() {
                for pair in sets.windows(2) {
                    self.sets.unite(pair[0], pair[1]);
                }
            }
            // Without a number one of two could be meant.
            if is_clear {
                let all: Vec<usize> = by_number.values().flatten().copied().chain(nameless).collect();
                for pair in all.windows(2) {
                    self.sets.unite(pair[0], pair[1]);
                }
            }
        }
    }

    fn finish(self) -> Vec<Distinct> {
        let Gathered { workspace, mut parts, mut sets, known, by_value, hasher: _ } = self;
        drop((known, by_value));
        for at in 0..parts.len() {
            // The root of a set is its first part.
            let first = sets.root(at);
            if let (before, [part, ..]) = parts.split_at_mut(at)
                && let Some(first) = before.get_mut(first)
            {
                first.hold_title(workspace.sheet());
                first.mentions.append(&mut part.mentions);
                if let Some(more) = &mut part.more {
                    first.more().cells.append(&mut more.cells);
                }
            }
        }
        let whole = parts.into_iter().enumerate().filter(|(at, _)| sets.root(*at) == *at);
        // In place: there can be millions of them.
        let mut all: Vec<Distinct> = whole.map(|(_, part)| distinct(workspace, part)).collect();
        all.shrink_to_fit();
        super::apart::tied(workspace, all)
    }
}

/// Fills in what follows from the places.
pub(super) fn distinct(workspace: &Workspace, mut one: Distinct) -> Distinct {
    one.mentions.sort_unstable();
    one.mentions.dedup();
    let sheet = workspace.sheet();
    let mut shapes: BTreeMap<String, &str> = BTreeMap::new();
    for mention in &one.mentions {
        let words = mention.words(sheet).expose();
        shapes.entry(fold(words)).or_insert(words);
    }
    if shapes.len() > 1 || one.more.is_some() {
        one.hold_title(sheet);
        let more = one.more();
        more.cells.sort_unstable();
        more.cells.dedup();
        shapes.remove(&fold(more.title.expose()));
        let mut shapes: Vec<&str> = shapes.into_values().collect();
        shapes.sort_by_key(|shape| (std::cmp::Reverse(shape.chars().count()), *shape));
        if more.title.expose().is_empty() && !shapes.is_empty() {
            more.title = SensitiveString::new(shapes.remove(0));
        }
        more.shapes = shapes.into_iter().map(SensitiveString::new).collect();
    }
    one.concerns = Concerns::of(workspace, &one);
    // There can be millions, and they stay for as long as the case is open.
    one.mentions.shrink_to_fit();
    one.slim(sheet);
    one
}

/// A value as it compares: letters and digits, folded.
pub(super) fn value(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}
