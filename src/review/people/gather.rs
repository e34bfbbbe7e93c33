//! From findings to what is distinct: case by case, then across cases.

use std::collections::BTreeMap;

use super::belongings::{self, Belonging};
use super::name::{Form, Side, Writing};
use super::within::{Local, people_of, side_of};
use super::{Distinct, Mention, Sort, concern};
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

/// Somebody of one case, to be compared with people of other cases.
struct Known {
    set: usize,
    name: String,
    side: Side,
    number: Option<String>,
}

/// Everything distinct in a workspace, in no particular order.
pub(super) fn all(workspace: &Workspace) -> Vec<Distinct> {
    let mut gathered = Gathered {
        workspace,
        parts: Vec::new(),
        sets: Sets::default(),
        known: Vec::new(),
        by_value: BTreeMap::new(),
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
    known: Vec<Known>,
    /// What is no name, by its value: one thing wherever it stands.
    by_value: BTreeMap<(Sort, String), usize>,
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
            let mut mentions = Vec::with_capacity(of.iter().map(|source| source.mentions.len()).sum());
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
            let set = self.add(Distinct {
                mentions,
                cells: of.iter().filter_map(|source| source.cell).collect(),
                one_of: person.one_of.iter().map(|at| title_of(*at)).collect(),
                ..Distinct::new(Sort::Person, title_of(at), group)
            });
            let number = of.iter().find_map(|source| source.number.clone());
            if let Some(number) = &number {
                numbers.entry(number.clone()).or_default().push(set);
            }
            if person.one_of.is_empty() && person.name.form == Form::Full {
                self.known.push(Known { set, name: person.name.sorted().join(" "), side, number });
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
                None => match self.by_value.get(&(sort, value.clone())) {
                    Some(set) => *set,
                    None => {
                        let text = self.workspace.sheet().text(mention.place.cell).expose();
                        let title = mention.place.span.of(text).unwrap_or("").to_owned();
                        let group = concern::group_of(mention.kind);
                        let set = self.add(Distinct {
                            mentions: Vec::with_capacity(1),
                            ..Distinct::new(sort, SensitiveString::new(title), group)
                        });
                        self.by_value.insert((sort, value), set);
                        set
                    }
                },
            };
            self.parts[set].mentions.push(mention);
        }
    }

    /// Brings people of different cases together: those of one number whose names agree, and those of one full
    /// name if no number says that there are two.
    fn across(&mut self) {
        let mut by_name: BTreeMap<(String, Side), Vec<usize>> = BTreeMap::new();
        for (at, known) in self.known.iter().enumerate() {
            by_name.entry((known.name.clone(), known.side)).or_default().push(at);
        }
        for of_name in by_name.values() {
            let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for at in of_name {
                let known = &self.known[*at];
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
        let Gathered { workspace, mut parts, mut sets, known, by_value } = self;
        drop((known, by_value));
        for at in 0..parts.len() {
            // The root of a set is its first part.
            let first = sets.root(at);
            if let (before, [part, ..]) = parts.split_at_mut(at)
                && let Some(first) = before.get_mut(first)
            {
                first.mentions.append(&mut part.mentions);
                first.cells.append(&mut part.cells);
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
    one.cells.sort_unstable();
    one.cells.dedup();
    let sheet = workspace.sheet();
    let mut shapes: BTreeMap<String, &str> = BTreeMap::new();
    for mention in &one.mentions {
        let words = mention.place.span.of(sheet.text(mention.place.cell).expose()).unwrap_or("");
        shapes.entry(fold(words)).or_insert(words);
    }
    shapes.remove(&fold(one.title.expose()));
    let mut shapes: Vec<&str> = shapes.into_values().collect();
    shapes.sort_by_key(|shape| (std::cmp::Reverse(shape.chars().count()), *shape));
    if one.title.expose().is_empty() && !shapes.is_empty() {
        one.title = SensitiveString::new(shapes.remove(0));
    }
    one.shapes = shapes.into_iter().map(SensitiveString::new).collect();
    one.concerns = concern::of(workspace, &one);
    // There can be millions, and they stay for as long as the case is open.
    one.mentions.shrink_to_fit();
    one.cells.shrink_to_fit();
    one.shapes.shrink_to_fit();
    one.concerns.shrink_to_fit();
    one
}

/// A value as it compares: letters and digits, folded.
pub(super) fn value(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}
