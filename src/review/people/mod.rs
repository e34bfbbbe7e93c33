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

use smallvec::SmallVec;
use strum::{EnumIter, IntoStaticStr};

use super::{Place, Workspace};
use crate::detect::Kind;
use crate::law::Group;
use crate::sheet::{CellId, Sheet};
use crate::text::{Sensitive, SensitiveString};

pub(super) use apart::Ties;
pub use concern::{Concern, Concerns};
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

impl Mention {
    /// The words that stand there.
    fn words<'s>(&self, sheet: &'s Sheet) -> Sensitive<'s> {
        let text = sheet.text(self.place.cell).expose();
        Sensitive::new(self.place.span.of(text).unwrap_or(""))
    }
}

/// Places of something distinct; most has one.
pub type Mentions = SmallVec<[Mention; 1]>;

/// One person, number, address or contact with all its places.
///
/// A large sheet has millions of them, most with one place: what few have is kept apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Distinct {
    /// What it is.
    pub sort: Sort,
    /// Whom a reason is argued for, as suggested.
    pub group: Group,
    /// Why it stands high up.
    pub concerns: Concerns,
    /// Every place in the released cells of the entries that are not out of scope, ascending.
    pub mentions: Mentions,
    /// The words of the first place are its title, which is not held beside them.
    is_titled_by_first: bool,
    more: Option<Box<More>>,
}

/// What a name has that is written in several ways or stands in a column.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct More {
    /// Empty where the first place says it, and before it is found.
    title: SensitiveString,
    shapes: Vec<SensitiveString>,
    cells: Vec<CellId>,
    one_of: Vec<SensitiveString>,
}

impl Distinct {
    /// Something of which nothing but what it is is known yet.
    fn new(sort: Sort, group: Group) -> Distinct {
        Distinct {
            sort,
            group,
            concerns: Concerns::default(),
            mentions: Mentions::new(),
            is_titled_by_first: false,
            more: None,
        }
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    /// Holds the title, whichever place will be the first.
    fn hold_title(&mut self, sheet: &Sheet) {
        if std::mem::take(&mut self.is_titled_by_first) {
            let title = SensitiveString::new(self.title(sheet).expose());
            self.more().title = title;
        }
    }

    /// Gives up what says nothing more than the first place does. The places are in order.
    fn slim(&mut self, sheet: &Sheet) {
        let first = self.mentions.first().map(|mention| mention.words(sheet).expose());
        let Some(more) = &mut self.more else { return };
        if first == Some(more.title.expose()) {
            more.title = SensitiveString::default();
            self.is_titled_by_first = true;
        }
        more.cells.shrink_to_fit();
        more.shapes.shrink_to_fit();
        self.more.take_if(|more| **more == More::default());
    }

    /// Its fullest writing.
    pub fn title<'a>(&'a self, sheet: &'a Sheet) -> Sensitive<'a> {
        let title = self.more.as_ref().map(|more| more.title.as_sensitive());
        let words = || self.mentions.first().map_or(Sensitive::new(""), |mention| mention.words(sheet));
        title.filter(|title| !title.expose().is_empty()).unwrap_or_else(words)
    }

    /// Other writings, each once, the longest first.
    pub fn shapes(&self) -> &[SensitiveString] {
        self.more.as_ref().map_or(&[], |more| &more.shapes)
    }

    /// The cells of the name columns that say it.
    pub fn cells(&self) -> &[CellId] {
        self.more.as_ref().map_or(&[], |more| &more.cells)
    }

    /// Where this can be one of several people, their titles.
    pub fn one_of(&self) -> &[SensitiveString] {
        self.more.as_ref().map_or(&[], |more| &more.one_of)
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
        self.concerns.cases.max(u32::from(!self.mentions.is_empty()))
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
    /// Every mention, in order of place: which of all it is of, and which of its mentions. The place itself
    /// stands there, once.
    by_place: Vec<(u32, u32)>,
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
        let mut places: Vec<(Place, (u32, u32))> =
            Vec::with_capacity(all.iter().map(|one| one.mentions.len()).sum());
        for (number, one) in (0u32..).zip(&all) {
            places.extend((0u32..).zip(&one.mentions).map(|(at, mention)| (mention.place, (number, at))));
        }
        places.sort_unstable();
        let by_place = places.iter().map(|(_, of)| *of).collect();
        let brief = |one: &Distinct| Brief { sort: one.sort, is_doubtful: one.concerns.are_doubts() };
        People { briefs: all.iter().map(brief).collect(), all, by_place }
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
        let at = self.by_place.partition_point(|of| self.place(*of) < Some(place));
        self.belonging(at).filter(|(here, _)| *here == place).map(|(_, number)| number)
    }

    /// How many places there are.
    pub fn place_count(&self) -> usize {
        self.by_place.len()
    }

    /// A place, counted in order of place, with what it belongs to, by its number in the list.
    pub fn belonging(&self, at: usize) -> Option<(Place, usize)> {
        let of = *self.by_place.get(at)?;
        Some((self.place(of)?, of.0 as usize))
    }

    /// Which of the places, counted in order of place, are in this cell.
    pub fn in_cell(&self, cell: CellId) -> Range<usize> {
        let is_before = |of: &(u32, u32)| self.place(*of).is_some_and(|place| place.cell < cell);
        let from = self.by_place.partition_point(is_before);
        let rest = self.by_place.iter().skip(from);
        let here = rest.take_while(|of| self.place(**of).is_some_and(|place| place.cell == cell));
        from..from + here.count()
    }

    fn place(&self, (number, at): (u32, u32)) -> Option<Place> {
        self.all.get(number as usize)?.mentions.get(at as usize).map(|mention| mention.place)
    }
}

impl Workspace {
    /// The distinct people, numbers, addresses and contacts. Takes long in a big sheet.
    pub fn people(&self) -> People {
        People::new(gather::all(self))
    }
}
