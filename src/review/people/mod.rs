//! The distinct people, numbers, addresses and contacts of a sheet, each once with all its places, so that
//! the officer decides each once, before reading.
//!
//! Within a case the shapes of a name come together: full name, surname, initials, a slip, the name columns.
//! Across cases two are one only if the full name agrees and no number speaks against it, or if the number
//! agrees. Where nobody can tell which of two is meant, a name stays apart. The officer can part and join
//! what the program brought together; later findings follow.

mod apart;
mod belongings;
mod concern;
mod gather;
mod name;
mod precedent;
mod settle;
mod within;

use std::ops::Range;

use strum::{EnumIter, IntoStaticStr};

use super::{Place, Workspace};
use crate::detect::Kind;
use crate::law::Group;
use crate::sheet::CellId;
use crate::text::SensitiveString;

pub(super) use apart::Ties;
pub use concern::Concern;
pub use precedent::Precedent;
pub use settle::suggestion_for;

/// What something distinct is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
pub enum Sort {
    /// Somebody, with what belongs to them.
    Person,
    /// A collar, warrant or pay number that belongs to nobody who is named.
    Number,
    /// An address or postcode.
    Address,
    /// A telephone number, e-mail address or profile.
    Contact,
    /// A date of birth, vehicle, account or other identifier.
    Identifier,
    /// A reference that leads to a person's case.
    Reference,
    /// Words about somebody, which are decided where they stand. Not shown in People.
    Words,
}

impl Sort {
    fn of(kind: Kind) -> Option<Sort> {
        Some(match kind {
            Kind::Public | Kind::Officer | Kind::Staff => Sort::Person,
            Kind::Number => Sort::Number,
            Kind::Address | Kind::Postcode => Sort::Address,
            Kind::Phone | Kind::Email | Kind::Social => Sort::Contact,
            Kind::Dob | Kind::Vrm | Kind::Nino | Kind::Bank | Kind::OtherId => Sort::Identifier,
            Kind::CaseRef => Sort::Reference,
            Kind::Tactic | Kind::Special => Sort::Words,
            Kind::Bwv => return None,
        })
    }
}

/// One place of something distinct.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mention {
    /// Where.
    pub place: Place,
    /// What the words are: a person's number and address are places of the person.
    pub kind: Kind,
    /// How sure, from 0 to 1000.
    pub confidence_permille: u16,
}

/// One person, number, address or contact with all its places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Distinct {
    /// What it is.
    pub sort: Sort,
    /// Its fullest writing.
    pub title: SensitiveString,
    /// Other writings, each once, the longest first.
    pub shapes: Vec<SensitiveString>,
    /// Whom a reason is argued for, as suggested.
    pub group: Group,
    /// Every place in the released cells of the entries that are not out of scope, ascending.
    pub mentions: Vec<Mention>,
    /// The cells of the name columns that say it.
    pub cells: Vec<CellId>,
    /// Where this can be one of several people, their titles.
    pub one_of: Vec<SensitiveString>,
    /// Why it stands high up.
    pub concerns: Vec<Concern>,
}

impl Distinct {
    /// Something of which nothing but what it is is known yet.
    fn new(sort: Sort, title: SensitiveString, group: Group) -> Distinct {
        Distinct {
            sort,
            title,
            shapes: Vec::new(),
            group,
            mentions: Vec::new(),
            cells: Vec::new(),
            one_of: Vec::new(),
            concerns: Vec::new(),
        }
    }

    /// First rows of the cases it stands in, ascending.
    pub fn cases(&self, workspace: &Workspace) -> Vec<u32> {
        let mut cases: Vec<u32> =
            self.mentions.iter().map(|mention| workspace.case_of(mention.place.cell.row)).collect();
        cases.sort_unstable();
        cases.dedup();
        cases
    }

    /// In how many cases it stands.
    pub fn case_count(&self) -> u32 {
        let several = self.concerns.iter().find_map(|concern| match concern {
            Concern::SeveralCases { cases } => Some(*cases),
            Concern::Child
            | Concern::Victim
            | Concern::Complains
            | Concern::OneOfSeveral
            | Concern::Doubtful { .. } => None,
        });
        several.unwrap_or_else(|| u32::from(!self.mentions.is_empty()))
    }

    /// Its first place, by which it is named as long as findings and ties stay.
    pub fn first(&self) -> Option<Place> {
        self.mentions.first().map(|mention| mention.place)
    }
}

/// All that is distinct in a sheet, the riskiest and most frequent first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct People {
    all: Vec<Distinct>,
    /// What filters ask of each, close together in memory.
    briefs: Vec<Brief>,
    /// Which of all each place belongs to, by place.
    places: Vec<(Place, u32)>,
}

/// What a filter asks of something distinct.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Brief {
    /// What it is.
    pub sort: Sort,
    /// Whether a place is not sure, or it can be one of several people.
    pub is_doubtful: bool,
}

impl People {
    fn new(mut all: Vec<Distinct>) -> People {
        all.sort_by(concern::order);
        let mut places: Vec<(Place, u32)> =
            Vec::with_capacity(all.iter().map(|one| one.mentions.len()).sum());
        for (at, one) in (0u32..).zip(&all) {
            places.extend(one.mentions.iter().map(|mention| (mention.place, at)));
        }
        places.sort_unstable();
        let is_doubt =
            |concern: &Concern| matches!(concern, Concern::Doubtful { .. } | Concern::OneOfSeveral);
        let brief = |one: &Distinct| Brief { sort: one.sort, is_doubtful: one.concerns.iter().any(is_doubt) };
        People { briefs: all.iter().map(brief).collect(), all, places }
    }

    /// Everything distinct, the riskiest and most frequent first.
    pub fn all(&self) -> &[Distinct] {
        &self.all
    }

    /// What a filter asks of each, in the order of the list.
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// What a place belongs to, by its number in the list.
    pub fn at(&self, place: Place) -> Option<usize> {
        let at = self.places.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        self.places.get(at).map(|(_, number)| *number as usize)
    }

    /// Every place with what it belongs to, by its number in the list, in order of place.
    pub fn places(&self) -> &[(Place, u32)] {
        &self.places
    }

    /// Which of [`People::places`] are in this cell.
    pub fn in_cell(&self, cell: CellId) -> Range<usize> {
        let from = self.places.partition_point(|(place, _)| place.cell < cell);
        let here = self.places.iter().skip(from).take_while(|(place, _)| place.cell == cell);
        from..from + here.count()
    }
}

impl Workspace {
    /// The distinct people, numbers, addresses and contacts. Takes long in a big sheet.
    pub fn people(&self) -> People {
        People::new(gather::all(self))
    }
}
