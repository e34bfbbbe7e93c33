//! To whom numbers, addresses and contacts belong: to the person beside whose name they stand, or whose
//! number the columns say; what can only be a private person’s, to the member of the public who was named last
//! in its sentence; else to nobody who is named. It is no more than what is shown together: each place
//! keeps the reason of its kind, and to keep somebody’s name keeps nothing that belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use super::Mention;
use super::gather::value;
use super::name::Writing;
use crate::detect::Kind;
use crate::review::Place;
use crate::sheet::Sheet;
use crate::text::words;

/// A mention of something that is no name.
pub(super) struct Belonging {
    pub(super) mention: Mention,
    /// The set of the person it belongs to.
    pub(super) owner: Option<usize>,
    /// What it compares by, else.
    pub(super) value: String,
}

/// Words that lead from a name to what belongs to its bearer, and from one such thing to the next.
const LINKS: [&str; 41] = [
    "a",
    "address",
    "and",
    "at",
    "b",
    "born",
    "by",
    "card",
    "collar",
    "contact",
    "d",
    "date",
    "dob",
    "driving",
    "e",
    "email",
    "her",
    "his",
    "home",
    "in",
    "is",
    "lives",
    "living",
    "mail",
    "mob",
    "mobile",
    "no",
    "number",
    "o",
    "of",
    "on",
    "or",
    "phone",
    "resident",
    "residing",
    "shoulder",
    "tel",
    "telephone",
    "their",
    "warrant",
    "whose",
];

/// The most that can stand between them, in bytes.
const FARTHEST: usize = 32;

/// Finds the owners of all that is no name in one case. `owner_of_name` says whose name stands where, `names`
/// who is there, `numbers` whose number the columns say.
pub(super) fn of(
    sheet: &Sheet,
    mentions: &[Mention],
    owner_of_name: &BTreeMap<Place, usize>,
    public: &BTreeSet<usize>,
    names: &[(&Writing, usize)],
    numbers: &BTreeMap<String, Vec<usize>>,
) -> Vec<Belonging> {
    let words_of =
        |mention: &Mention| mention.place.span.of(sheet.text(mention.place.cell).expose()).unwrap_or("");
    // Who is said to own each value, beside whose name it stands.
    let mut said: BTreeMap<(Kind, String), BTreeSet<usize>> = BTreeMap::new();
    let mut heads: BTreeMap<Place, String> = BTreeMap::new();
    let mut last: Option<(Mention, Option<usize>)> = None;
    let mut address: Option<(Mention, String)> = None;
    let mut named: Option<(Mention, usize)> = None;
    for mention in mentions {
        let is_name = mention.kind.is_person();
        let leads = |from: &Mention| leads(sheet, from, mention);
        let before = last.as_ref().filter(|(from, _)| leads(from));
        let owner = if is_name {
            owner_of_name.get(&mention.place).copied()
        } else {
            let beside = before.and_then(|(_, owner)| *owner).filter(|_| may_belong(mention.kind));
            let in_sentence = || {
                let (from, owner) = named.as_ref()?;
                (is_private(mention.kind) && is_one_sentence(sheet, from, mention)).then_some(*owner)
            };
            beside.or_else(in_sentence)
        };
        if is_name {
            named = owner.filter(|owner| public.contains(owner)).map(|owner| (*mention, owner)).or(named);
        }
        if !is_name {
            let own = value(words_of(mention));
            if let Some(owner) = owner {
                said.entry((mention.kind, own.clone())).or_default().insert(owner);
            }
            // A postcode goes with the address before it.
            let joined = address.as_ref().filter(|(from, _)| mention.kind == Kind::Postcode && leads(from));
            let head = joined.map_or(own, |(_, head)| head.clone());
            if mention.kind == Kind::Address {
                address = Some((*mention, head.clone()));
            }
            heads.insert(mention.place, head);
        }
        last = Some((*mention, owner));
    }
    let of_no_name = mentions.iter().filter(|mention| !mention.kind.is_person());
    of_no_name
        .map(|mention| {
            let own = value(words_of(mention));
            let beside = said.get(&(mention.kind, own.clone())).and_then(only);
            let owner = match mention.kind {
                Kind::Number => {
                    numbers.get(&own).filter(|sets| sets.len() == 1).and_then(|sets| sets.first().copied())
                }
                Kind::Email => by_name(words_of(mention), names),
                Kind::Public
                | Kind::Officer
                | Kind::Staff
                | Kind::Address
                | Kind::Postcode
                | Kind::Phone
                | Kind::Social
                | Kind::Dob
                | Kind::Vrm
                | Kind::Nino
                | Kind::Bank
                | Kind::OtherId
                | Kind::CaseRef
                | Kind::Tactic
                | Kind::Special
                | Kind::Bwv => None,
            };
            let value = heads.get(&mention.place).cloned().unwrap_or(own);
            Belonging { mention: *mention, owner: owner.or(beside), value }
        })
        .collect()
}

fn only(owners: &BTreeSet<usize>) -> Option<usize> {
    if owners.len() == 1 { owners.first().copied() } else { None }
}

/// Whether only words that lead from one to the other stand between them.
fn leads(sheet: &Sheet, from: &Mention, to: &Mention) -> bool {
    if from.place.cell != to.place.cell {
        return false;
    }
    let text = sheet.text(to.place.cell).expose();
    let Some(between) = text.get(from.place.span.end()..to.place.span.start()) else { return false };
    between.len() <= FARTHEST
        && !ends_sentence(between)
        && words(between).iter().all(|word| LINKS.contains(&word.folded.as_str()))
}

fn is_one_sentence(sheet: &Sheet, from: &Mention, to: &Mention) -> bool {
    let text = sheet.text(to.place.cell).expose();
    let between = text.get(from.place.span.end()..to.place.span.start());
    from.place.cell == to.place.cell && between.is_some_and(|between| !ends_sentence(between))
}

fn ends_sentence(between: &str) -> bool {
    let stops = between.match_indices(". ").any(|(at, _)| {
        let word = words(between.get(..at).unwrap_or("")).pop();
        // The name itself stands before the first stop.
        word.is_none_or(|word| word.folded.chars().count() > 1 && !SHORT.contains(&word.folded.as_str()))
    });
    stops || between.contains(['\n', ';', '?', '!'])
}

/// What a stop shortens.
const SHORT: [&str; 12] = ["approx", "dr", "ext", "flt", "mob", "mr", "mrs", "ms", "no", "nos", "st", "tel"];

/// What the police have none of in a text about a complaint.
fn is_private(kind: Kind) -> bool {
    may_belong(kind) && kind != Kind::Number
}

/// What can belong to a person. A reference leads to a case, and words about somebody stand for themselves.
fn may_belong(kind: Kind) -> bool {
    match kind {
        Kind::Number
        | Kind::Address
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Dob
        | Kind::Vrm
        | Kind::Nino
        | Kind::Bank
        | Kind::OtherId => true,
        Kind::Public
        | Kind::Officer
        | Kind::Staff
        | Kind::CaseRef
        | Kind::Tactic
        | Kind::Special
        | Kind::Bwv => false,
    }
}

/// The one person of the case whose name the e-mail address holds.
fn by_name(address: &str, names: &[(&Writing, usize)]) -> Option<usize> {
    const SHORTEST: usize = 4;
    let local = value(address.split('@').next().unwrap_or(""));
    let holds = |writing: &Writing| {
        writing.words.iter().any(|word| word.key.len() >= SHORTEST && local.contains(&word.key))
    };
    let mut owners: Vec<usize> =
        names.iter().filter(|(writing, _)| holds(writing)).map(|(_, set)| *set).collect();
    owners.dedup();
    if owners.len() == 1 { owners.first().copied() } else { None }
}
