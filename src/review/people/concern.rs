//! What stands high up and why: people who complain, victims and children first.

use std::cmp::Reverse;

use super::{Distinct, Sort};
use crate::detect::{Kind, Likelihood};
use crate::law::Group;
use crate::review::{Workspace, paperwork, suggest};
use crate::sheet::Role;
use crate::text::words;

/// Why something is looked at early.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Concern {
    /// The texts speak of a child beside the name.
    Child,
    /// The texts speak of a victim beside the name.
    Victim,
    /// The complainant column says the name.
    Complains,
    /// Nobody can tell which of several people is meant.
    OneOfSeveral,
    /// Some of its places are not sure.
    Doubtful {
        /// How many.
        places: u32,
    },
    /// It stands in more than one case.
    SeveralCases {
        /// How many.
        cases: u32,
    },
}

/// Words beside the name of a child.
const CHILD: [&str; 18] = [
    "baby",
    "boy",
    "boys",
    "child",
    "children",
    "daughter",
    "girl",
    "granddaughter",
    "grandson",
    "infant",
    "juvenile",
    "minor",
    "pupil",
    "schoolboy",
    "schoolgirl",
    "son",
    "teenager",
    "toddler",
];

/// Words beside the name of a victim.
const VICTIM: [&str; 7] = ["assaulted", "injured", "ip", "raped", "survivor", "victim", "victims"];

/// How far on either side is looked, in letters.
const BESIDE: usize = 36;

/// Why something is looked at early, in few bytes: a large sheet has millions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Concerns {
    is_child: bool,
    is_victim: bool,
    complains: bool,
    is_one_of_several: bool,
    /// Places that are not sure.
    doubtful: u32,
    /// Cases it stands in; 0 before they were counted.
    pub(super) cases: u32,
}

impl Concerns {
    pub(super) fn of(workspace: &Workspace, one: &Distinct) -> Concerns {
        let is_sure = |kind: Kind, permille: u16| Likelihood::of(kind, permille) == Some(Likelihood::Sure);
        let doubtful =
            one.mentions.iter().filter(|mention| !is_sure(mention.kind, mention.confidence_permille)).count();
        let concerns = Concerns {
            is_one_of_several: !one.one_of().is_empty(),
            doubtful: doubtful as u32,
            cases: one.cases(workspace).len() as u32,
            ..Concerns::default()
        };
        if one.sort != Sort::Person || one.group != Group::Public {
            return concerns;
        }
        let names = one.mentions.iter().filter(|mention| mention.kind.is_person());
        let beside: Vec<Vec<String>> = names
            .map(|mention| beside(workspace.sheet().text(mention.place.cell).expose(), mention.place.span))
            .collect();
        let has =
            |list: &[&str]| beside.iter().flatten().any(|word| list.binary_search(&word.as_str()).is_ok());
        let role = |column: u16| workspace.layout().columns.get(usize::from(column)).map(|plan| plan.role);
        Concerns {
            is_child: has(&CHILD),
            is_victim: has(&VICTIM),
            complains: one.cells().iter().any(|cell| role(cell.column) == Some(Role::Complainant)),
            ..concerns
        }
    }

    /// Each, the gravest first.
    pub fn iter(self) -> impl Iterator<Item = Concern> {
        let all = [
            self.is_child.then_some(Concern::Child),
            self.is_victim.then_some(Concern::Victim),
            self.complains.then_some(Concern::Complains),
            self.is_one_of_several.then_some(Concern::OneOfSeveral),
            (self.doubtful > 0).then_some(Concern::Doubtful { places: self.doubtful }),
            (self.cases > 1).then_some(Concern::SeveralCases { cases: self.cases }),
        ];
        all.into_iter().flatten()
    }

    /// Whether a place is not sure, or it can be one of several people.
    pub(super) fn are_doubts(self) -> bool {
        self.is_one_of_several || self.doubtful > 0
    }

    fn are_grave(self) -> bool {
        self.is_child || self.is_victim || self.complains
    }
}

/// The words beside a name, within its sentence.
fn beside(text: &str, span: crate::text::Span) -> Vec<String> {
    let before = text.get(..span.start()).unwrap_or("");
    let after = text.get(span.end()..).unwrap_or("");
    let from = before.char_indices().rev().nth(BESIDE).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(BESIDE).map_or(after.len(), |(at, _)| at);
    let before = before.get(from..).unwrap_or("").rsplit(['.', ';', '\n']).next().unwrap_or("");
    let after = after.get(..to).unwrap_or("").split(['.', ';', '\n']).next().unwrap_or("");
    let all = words(before).into_iter().chain(words(after));
    all.map(|word| word.folded).collect()
}

/// The riskiest and most frequent first.
pub(super) fn order(one: &Distinct, other: &Distinct) -> std::cmp::Ordering {
    let key = |one: &Distinct| {
        (tier(one), Reverse(one.mentions.len()), Reverse(one.concerns.doubtful > 0), one.first())
    };
    key(one).cmp(&key(other))
}

fn tier(one: &Distinct) -> u8 {
    match one.sort {
        Sort::Person if one.concerns.are_grave() => 0,
        Sort::Person if one.group == Group::Public => 1,
        Sort::Person => 2,
        Sort::Address => 3,
        Sort::Contact => 4,
        Sort::Identifier => 5,
        Sort::Number => 6,
        Sort::Reference => 7,
        Sort::Words => 8,
    }
}

/// Whom a reason is argued for, by what was found.
pub(super) fn group_of(kind: Kind) -> Group {
    suggest::reason_code(kind).map_or(Group::Other, paperwork::group_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(CHILD.is_sorted() && VICTIM.is_sorted());
    }
}
