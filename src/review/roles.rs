//! Role names: who is meant by a mark, as `Officer A`, without a name.
//!
//! A role name holds within one case. Its letter or number follows the order in which people first appear
//! there, so that nothing of a name is in it. Where it cannot be told who is meant there is no role name, and
//! the mark shows its exemption.

use std::collections::{BTreeMap, BTreeSet};

use super::{Policy, Redaction, ScopeChoice, Workspace};
use crate::detect::{Finding, Kind};
use crate::law::Rule;
use crate::sheet::{CellId, Role};
use crate::text::{Span, words};

/// What stands in a mark, by the cell and the words that go out of it.
pub type RoleNames = BTreeMap<(CellId, Span), String>;

/// The words of a name, folded; single letters are initials.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Name(Vec<String>);

/// Titles and ranks, which are no part of a name.
const TITLES: [&str; 26] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "sir",
    "rev",
    "pc",
    "dc",
    "ps",
    "ds",
    "pcso",
    "sgt",
    "sergeant",
    "insp",
    "inspector",
    "di",
    "dci",
    "constable",
    "officer",
    "superintendent",
    "supt",
    "witness",
    "special",
    "cllr",
];

/// A place at which somebody is named.
struct Mention {
    cell: CellId,
    span: Span,
    kind: Kind,
    name: Name,
    is_witness: bool,
}

/// Somebody in a case.
struct Person {
    name: Name,
    kind: Kind,
    first: (CellId, Span),
    is_witness: bool,
}

/// What somebody is in a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Officer,
    Staff,
    Complainant,
    Witness,
    Person,
}

impl Name {
    fn of(text: &str) -> Name {
        // “Hunter’s” is one word to a reader and two to the splitter.
        let plain = text.replace(['’', '\''], "'");
        let plain = plain.strip_suffix("'s").unwrap_or(&plain);
        let names = words(plain).into_iter().map(|word| word.folded);
        Name(names.filter(|word| !TITLES.contains(&word.as_str())).collect())
    }

    /// Whether every word of one stands in the other too, as it is or as its initial, and at least one
    /// as it is.
    fn fits(&self, other: &Name, same: fn(&str, &str) -> bool) -> bool {
        let (short, long) = if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        let mut left: Vec<&String> = long.0.iter().collect();
        let mut is_whole = false;
        for word in &short.0 {
            let fit = |other: &&String| is_initial_of(word, other) || same(word, other);
            let Some(at) = left.iter().position(fit) else { return false };
            is_whole |= word.chars().count() > 1 && same(word, left[at]);
            left.remove(at);
        }
        is_whole
    }
}

fn is_initial_of(one: &str, other: &str) -> bool {
    let is_letter = |text: &str| text.chars().count() == 1;
    (is_letter(one) || is_letter(other)) && one.chars().next() == other.chars().next()
}

fn same(one: &str, other: &str) -> bool {
    one == other
}

/// The same but for one letter, in a word that is long enough.
fn same_or_slip(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 5;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short == long {
        return true;
    }
    if short.len() < SHORTEST || long.len() - short.len() > 1 {
        return false;
    }
    let before = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
    let rest = if short.len() == long.len() { before + 1 } else { before };
    short.get(rest..) == long.get(before + 1..)
}

impl Workspace {
    /// The role names of the redactions in these entries; none where role names are off.
    pub fn role_names(&self, entries: &[u32], policy: Policy) -> RoleNames {
        let mut names = RoleNames::new();
        if !self.has_role_names() {
            return names;
        }
        let cases: BTreeSet<u32> = entries.iter().map(|&row| self.case_of(row)).collect();
        for case in cases {
            self.name_case(case, policy, &mut names);
        }
        names
    }

    /// The cases in which somebody is a witness: a role that could tell. Each by its first row.
    pub(super) fn cases_with_witnesses(&self, entries: &[u32]) -> BTreeSet<u32> {
        let cases: BTreeSet<u32> = entries.iter().map(|&row| self.case_of(row)).collect();
        let has = |case: &u32| self.mentions(*case).iter().any(|mention| mention.is_witness);
        cases.into_iter().filter(has).collect()
    }

    /// Whether the officer lets a mark say that somebody is a witness: the question was answered with yes. Any
    /// other answer settles the question and leaves the mark as it is.
    fn may_say_witness(&self, case: u32) -> bool {
        let key = format!("{}:{case}", Rule::RoleCouldTell.name());
        let answer = self.paperwork().settled_lints.get(&key);
        answer.is_some_and(|answer| words(answer).first().is_some_and(|word| word.folded == "yes"))
    }

    fn name_case(&self, case: u32, policy: Policy, names: &mut RoleNames) {
        let mentions = self.mentions(case);
        let people = people(&mentions);
        let labels = self.labels(case, &people);
        for row in self.rows_in_scope(case) {
            for cell in self.open_cells(row) {
                for redaction in self.redactions(cell, policy) {
                    if let Some(label) = self.who(cell, &redaction, &people).and_then(|at| labels.get(at)) {
                        names.insert((cell, redaction.span), label.clone());
                    }
                }
            }
        }
    }

    fn rows_in_scope(&self, case: u32) -> Vec<u32> {
        let mut rows = self.case_rows(case);
        rows.retain(|&row| self.scope(row) == Some(ScopeChoice::In));
        rows
    }

    /// Everybody who is named in the released cells of a case.
    fn mentions(&self, case: u32) -> Vec<Mention> {
        let mut mentions = Vec::new();
        for cell in self.rows_in_scope(case).into_iter().flat_map(|row| self.open_cells(row)) {
            let text = self.sheet().text(cell).expose();
            for Finding { span, kind, .. } in self.findings_in(cell).filter(|f| f.kind.is_person()) {
                let before = text.get(..span.start()).unwrap_or("");
                let cue = words(before).pop().map(|word| word.folded);
                mentions.push(Mention {
                    cell,
                    span: *span,
                    kind: *kind,
                    name: Name::of(span.of(text).unwrap_or("")),
                    is_witness: *kind == Kind::Public && cue.is_some_and(|cue| cue == "witness"),
                });
            }
        }
        mentions
    }

    /// Whom a redaction is about; `None` if that cannot be told, or if it holds more than one name.
    fn who(&self, cell: CellId, redaction: &Redaction, people: &[Person]) -> Option<usize> {
        // A role in place of an exemption is for people only.
        if !redaction.exemptions.iter().all(|exemption| exemption.get().legitimate_interest) {
            return None;
        }
        let text = self.sheet().text(cell).expose();
        let inside: Vec<&Finding> =
            self.findings_in(cell).filter(|finding| finding.span.overlaps(redaction.span)).collect();
        if inside.is_empty() {
            return one_of(people, None, &Name::of(redaction.span.of(text).unwrap_or("")));
        }
        let mut found = None;
        for finding in inside {
            if !finding.kind.is_person() {
                return None;
            }
            let name = Name::of(finding.span.of(text).unwrap_or(""));
            let at = one_of(people, Some(finding.kind), &name)?;
            if found.is_some_and(|found| found != at) {
                return None;
            }
            found = Some(at);
        }
        found
    }

    /// What a mark says of each person.
    fn labels(&self, case: u32, people: &[Person]) -> Vec<String> {
        let complainants: Vec<Name> = self
            .rows_in_scope(case)
            .into_iter()
            .map(|row| self.layout().text(self.sheet(), row, Role::Complainant).expose())
            .filter(|text| !text.trim().is_empty())
            .map(Name::of)
            .collect();
        let may_say_witness = self.may_say_witness(case);
        let complains =
            |person: &Person| complainants.iter().any(|name| name.fits(&person.name, same_or_slip));
        let part = |person: &Person| {
            if person.kind == Kind::Officer {
                Part::Officer
            } else if person.kind == Kind::Staff {
                Part::Staff
            } else if complains(person) {
                Part::Complainant
            } else if person.is_witness && may_say_witness {
                Part::Witness
            } else {
                Part::Person
            }
        };
        let parts: Vec<Part> = people.iter().map(part).collect();
        let mut counts: BTreeMap<Part, usize> = BTreeMap::new();
        parts
            .iter()
            .map(|part| {
                let number = counts.entry(*part).or_default();
                *number += 1;
                let is_alone = parts.iter().filter(|other| *other == part).count() == 1;
                match part {
                    Part::Officer => format!("Officer {}", letters(*number)),
                    Part::Staff => format!("Staff member {}", letters(*number)),
                    Part::Complainant if is_alone => "Complainant".to_owned(),
                    Part::Complainant => format!("Complainant {number}"),
                    Part::Witness => format!("Witness {number}"),
                    Part::Person => format!("Person {number}"),
                }
            })
            .collect()
    }
}

/// The people behind the mentions, in the order in which they first appear.
fn people(mentions: &[Mention]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut order: Vec<&Mention> = mentions.iter().collect();
    // Full names first, so that a surname alone finds the people who bear it.
    order.sort_by_key(|mention| (std::cmp::Reverse(mention.name.0.len()), mention.cell, mention.span));
    for mention in order {
        let place = (mention.cell, mention.span);
        let fits = |people: &[Person]| {
            let of_kind = |person: &Person| person.kind == mention.kind;
            people.iter().any(|p| of_kind(p) && p.name.fits(&mention.name, same_or_slip))
        };
        match one_of(&people, Some(mention.kind), &mention.name) {
            Some(at) => {
                if let Some(person) = people.get_mut(at) {
                    person.first = person.first.min(place);
                    person.is_witness |= mention.is_witness;
                }
            }
            // Of two who bear the name nobody can tell which is meant.
            None if fits(&people) => {}
            None => people.push(Person {
                name: mention.name.clone(),
                kind: mention.kind,
                first: place,
                is_witness: mention.is_witness,
            }),
        }
    }
    people.retain(|person| person.name.0.iter().any(|word| word.chars().count() > 1));
    people.sort_by_key(|person| person.first);
    people
}

/// The one person whom a name fits: exactly, else but for a slip.
fn one_of(people: &[Person], kind: Option<Kind>, name: &Name) -> Option<usize> {
    for same in [same as fn(&str, &str) -> bool, same_or_slip] {
        let mut fits = people.iter().enumerate().filter(|(_, person)| {
            kind.is_none_or(|kind| kind == person.kind) && person.name.fits(name, same)
        });
        if let Some((at, _)) = fits.next() {
            return fits.next().is_none().then_some(at);
        }
    }
    None
}

/// A, B … Z, AA, AB …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on() {
        for (number, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")] {
            assert_eq!(letters(number), expected);
        }
    }

    #[test]
    fn names_fit_in_every_shape() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(Name::of(one).fits(&Name::of(other), same_or_slip), expected, "{one} {other}");
        };
        check("John Hunter", "HUNTER", true);
        check("John Hunter", "Hunter’s", true);
        check("J Hunter", "Hunter, John", true);
        check("John Hunter", "Huntar", true);
        check("John Hunter", "Mary Hunter", false);
        check("John Hunter", "J. H.", false);
        check("Li", "Lu", false);
        check("Hunter", "Hunter-Green", true);
    }
}
