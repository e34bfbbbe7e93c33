//! Where else the same words stand, and words that are likely the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::{Degree, Place, Reach, Vocabulary, Workspace};
use crate::sheet::{CellId, ColumnPlan, Seeker};
use crate::text::{Span, Word, words};

/// How words are like those that were asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// The same words, whatever their capitals, accents and the punctuation between them.
    Same,
    /// A first name stands as its initial, or the other way round: “D. Okafor” for “Daniel Okafor”.
    Initials,
    /// One of the words differs by a slip of the pen: “Okafur” for “Okafor”.
    Slip,
}

/// Words that are like those that were asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Alike {
    /// Where they stand.
    pub place: Place,
    /// How they are like.
    pub likeness: Likeness,
}

impl Workspace {
    /// Every place, within reach, of the words at `place`, whatever their capitals, accents and
    /// the punctuation between them; `place` itself is among them. Only cells that are released
    /// are looked at.
    pub fn same_words(&self, place: Place, reach: Reach) -> Vec<Place> {
        self.words_like(place, reach, None).into_keys().collect()
    }

    /// Like [`Workspace::same_words`], and with them the same name with an initial, and words that are one
    /// slip away where they are written with a capital. `vocabulary` are the words that occur.
    pub fn alike_words(&self, place: Place, reach: Reach, vocabulary: &Vocabulary) -> Vec<Alike> {
        let places = self.words_like(place, reach, Some(vocabulary));
        places.into_iter().map(|(place, likeness)| Alike { place, likeness }).collect()
    }

    /// Without a vocabulary only the same words.
    fn words_like(
        &self,
        place: Place,
        reach: Reach,
        vocabulary: Option<&Vocabulary>,
    ) -> BTreeMap<Place, Likeness> {
        let text = self.sheet().text(place.cell).expose();
        let wanted = Wanted::new(place.span.of(text).unwrap_or(""), vocabulary);
        let seeker = wanted.seeker();
        let cells = match reach {
            Reach::Entry => self.open_cells(place.cell.row),
            Reach::Case => {
                let rows = self.case_rows(place.cell.row);
                rows.into_iter().flat_map(|row| self.open_cells(row)).collect()
            }
            Reach::Sheet => seeker.as_ref().map(|seeker| self.cells_with(seeker)).unwrap_or_default(),
        };
        let mut places: BTreeMap<Place, Likeness> = cells
            .into_par_iter()
            .flat_map_iter(|cell| wanted.places(self.sheet().text(cell).expose(), cell, seeker.as_ref()))
            .collect();
        places.insert(place, Likeness::Same);
        places
    }

    /// The released cells of the table in which one of these texts stands.
    fn cells_with(&self, seeker: &Seeker) -> Vec<CellId> {
        let columns: Vec<u16> = (0u16..)
            .zip(&self.layout().columns)
            .filter(|(_, plan)| plan.treatment.releases_text())
            .map(|(column, _)| column)
            .collect();
        let cells = self.sheet().cells_with(seeker, &columns);
        cells.into_par_iter().filter(|cell| self.is_open_cell(*cell)).collect()
    }

    /// Whether the text of this cell is released less its redactions.
    fn is_open_cell(&self, cell: CellId) -> bool {
        let plan = self.layout().columns.get(usize::from(cell.column));
        plan.is_some_and(|plan| is_open(*plan, self.withheld_degree(cell.row)))
    }

    /// Cells of a row whose text is released less its redactions.
    pub fn open_cells(&self, row: u32) -> Vec<CellId> {
        let withheld = self.withheld_degree(row);
        (0u16..)
            .zip(&self.layout().columns)
            .filter(|(_, plan)| is_open(**plan, withheld))
            .map(|(column, _)| CellId { row, column })
            .collect()
    }
}

/// Whether a column's text is released in an entry of which so much is withheld.
fn is_open(plan: ColumnPlan, withheld: Option<Degree>) -> bool {
    plan.treatment.releases_text() && withheld.is_none_or(|degree| !degree.covers(plan))
}

/// Words that are looked for.
struct Wanted<'v> {
    /// Folded, in order.
    words: Vec<String>,
    /// For each the words that are a slip away from it.
    slips: Vec<BTreeSet<&'v str>>,
    /// They are written with a capital and words like them are looked for, which have to be written so, too.
    is_name: bool,
}

impl<'v> Wanted<'v> {
    fn new(text: &str, vocabulary: Option<&'v Vocabulary>) -> Wanted<'v> {
        let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        let vocabulary = vocabulary.filter(|_| begins_with_a_capital(text));
        let slips_of = |word: &String| {
            vocabulary.map(|vocabulary| vocabulary.slips_of(word).into_iter().collect()).unwrap_or_default()
        };
        Wanted { slips: words.iter().map(slips_of).collect(), is_name: vocabulary.is_some(), words }
    }

    /// Finds every cell in which they may stand: each likeness leaves one of these words as it is.
    fn seeker(&self) -> Option<Seeker> {
        let longest = (0..self.words.len()).max_by_key(|at| self.words.get(*at).map_or(0, String::len))?;
        let mut texts: Vec<&str> = vec![self.words.get(longest)?];
        texts.extend(self.surname());
        texts.extend(self.slips.get(longest)?);
        Seeker::new(&texts)
    }

    /// The last of several words, if what stands before it may be an initial or a first name.
    fn surname(&self) -> Option<&str> {
        let [_, .., last] = &self.words[..] else { return None };
        (self.is_name && last.chars().count() > 1).then_some(last)
    }

    /// Where they stand in a text; a place can be told twice. Of a text in which the seeker can tell where, only
    /// the words around are read: in a big sheet a name stands in tens of thousands of long texts.
    fn places(&self, text: &str, cell: CellId, seeker: Option<&Seeker>) -> Vec<(Place, Likeness)> {
        match seeker.and_then(|seeker| seeker.hits(text)) {
            Some(hits) => hits
                .flat_map(|hit| self.places_in(text, around(text.as_bytes(), hit, self.words.len()), cell))
                .collect(),
            None => self.places_in(text, 0..text.len(), cell),
        }
    }

    /// Where they stand in a stretch of a text that parts no word.
    fn places_in(&self, text: &str, stretch: Range<usize>, cell: CellId) -> Vec<(Place, Likeness)> {
        let found = words(text.get(stretch.clone()).unwrap_or(""));
        found
            .windows(self.words.len().max(1))
            .filter_map(|window| {
                let (first, last) = (window.first()?, window.last()?);
                let (from, to) = (first.span.start(), last.span.end());
                let span = Span::new(text, stretch.start + from, stretch.start + to)?;
                let likeness = self.likeness(window)?;
                (likeness == Likeness::Same || begins_with_a_capital(span.of(text)?))
                    .then_some((Place { cell, span }, likeness))
            })
            .collect()
    }

    fn likeness(&self, window: &[Word]) -> Option<Likeness> {
        let differs = |at: &usize| window.get(*at).map(|word| &word.folded) != self.words.get(*at);
        let mut differing = (0..self.words.len()).filter(differs);
        let Some(first) = differing.next() else {
            return (!self.words.is_empty()).then_some(Likeness::Same);
        };
        let (wanted, found) = (self.words.get(first)?, window.get(first)?.folded.as_str());
        let is_before_surname = self.surname().is_some() && first + 1 < self.words.len();
        let rest_differs = differing.next().is_some();
        if !rest_differs && self.slips.get(first)?.contains(found) {
            Some(Likeness::Slip)
        } else if !rest_differs && is_before_surname && is_initial_of(wanted, found) {
            Some(Likeness::Initials)
        } else {
            None
        }
    }
}

/// What lies in a word of an ASCII text, with so many words less one on either side as make a passage that
/// takes it in.
fn around(text: &[u8], within: Range<usize>, words: usize) -> Range<usize> {
    let is_of_word = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let (mut from, mut to) = (within.start, within.end);
    for word in 0..words.max(1) {
        while word > 0 && from > 0 && !is_of_word(from - 1) {
            from -= 1;
        }
        while from > 0 && is_of_word(from - 1) {
            from -= 1;
        }
        while word > 0 && to < text.len() && !is_of_word(to) {
            to += 1;
        }
        while is_of_word(to) {
            to += 1;
        }
    }
    from..to
}

/// Whether one of the two is the other’s initial.
fn is_initial_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_letter = short.chars().count() == 1 && short.chars().all(char::is_alphabetic);
    is_letter && long.starts_with(short) && long.chars().all(char::is_alphabetic)
}

fn begins_with_a_capital(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Places where the folded words stand one after the other.
pub(super) fn find_sequence(text: &[Word], wanted: &[String], cell: CellId) -> Vec<Place> {
    if wanted.is_empty() {
        return Vec::new();
    }
    text.windows(wanted.len())
        .filter(|window| window.iter().zip(wanted).all(|(word, wanted)| word.folded == *wanted))
        .map(|window| Place { cell, span: window[0].span.join(window[window.len() - 1].span) })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::review::Imported;
    use crate::sheet::{Layout, Role, SheetBuilder};

    fn workspace(summaries: &[&str]) -> Workspace {
        let mut builder = SheetBuilder::new("Cases", &["Summary"]);
        for (at, summary) in summaries.iter().enumerate() {
            builder.push_row(at as u32 + 2, false, [(*summary, None)]);
        }
        let plan = ColumnPlan { role: Role::Summary, treatment: Role::Summary.default_treatment() };
        let layout = Layout { columns: vec![plan] };
        Workspace::new(Imported { sheet: Arc::new(builder.finish()), layout, ..Imported::default() })
    }

    /// The words asked for begin the first text.
    #[track_caller]
    fn check(wanted: &str, texts: &[&str], expected: &[(&str, Likeness)]) {
        let first = format!("{wanted} was seen");
        let mut all = vec![first.as_str()];
        all.extend(texts);
        let workspace = workspace(&all);
        let vocabulary = Vocabulary::of(workspace.sheet());
        let span = Span::new(&first, 0, wanted.len()).expect("the words");
        let place = Place { cell: CellId { row: 0, column: 0 }, span };
        let alike = workspace.alike_words(place, Reach::Sheet, &vocabulary);
        assert_eq!(alike.first(), Some(&Alike { place, likeness: Likeness::Same }));
        let found: Vec<(&str, Likeness)> = alike
            .iter()
            .skip(1)
            .map(|alike| {
                let text = workspace.sheet().text(alike.place.cell).expose();
                (alike.place.span.of(text).unwrap_or_default(), alike.likeness)
            })
            .collect();
        assert_eq!(found, expected, "{wanted} in {texts:?}");
        let same: Vec<Place> =
            alike.iter().filter(|a| a.likeness == Likeness::Same).map(|a| a.place).collect();
        assert_eq!(workspace.same_words(place, Reach::Sheet), same);
    }

    #[test]
    fn whatever_the_capitals_accents_and_punctuation() {
        use Likeness::Same;
        check(
            "Daniel Núñez",
            &["DANIEL NUNEZ’s phone", "Daniel-Nunez", "Daniel and Nunez", "Dana Nunez"],
            &[("DANIEL NUNEZ", Same), ("Daniel-Nunez", Same)],
        );
        check("12 High St", &["12, High St.", "112 High St"], &[("12, High St", Same)]);
        check("may", &["In May he may come"], &[("May", Same), ("may", Same)]);
    }

    #[test]
    fn initials_stand_for_first_names_and_the_other_way_round() {
        use Likeness::Initials;
        check(
            "Daniel Okafor",
            &["D. Okafor", "D Okafor's", "E. Okafor", "Daniel O", "d okafor", "D. Okafo"],
            &[("D. Okafor", Initials), ("D Okafor", Initials)],
        );
        check(
            "J. Ali",
            &["Joseph Ali", "June Ali", "Mr Ali"],
            &[("Joseph Ali", Initials), ("June Ali", Initials)],
        );
        // A single word and words without a capital have no initials.
        check("stop search", &["s search"], &[]);
    }

    proptest! {
        /// Reading only around what the seeker hits finds what reading all of it finds.
        #[test]
        fn reads_enough_around_each_hit(
            text in "((Ann|ann|A|Annn|Lee|lees|Leigh|Ray)[ ,.'-]{1,2}){0,12}",
            asked in "(Ann|Annn|A|Leigh|Ray)( |-)(Lee|Lees|Annn|Leigh)( (Ray|Annn))?",
        ) {
            let workspace = workspace(&[&text, &asked, "Annn Annie Leigh Leigs Leighs"]);
            let vocabulary = Vocabulary::of(workspace.sheet());
            let wanted = Wanted::new(&asked, Some(&vocabulary));
            let cell = CellId { row: 0, column: 0 };
            let near: BTreeSet<_> = wanted.places(&text, cell, wanted.seeker().as_ref()).into_iter().collect();
            let all: BTreeSet<_> = wanted.places(&text, cell, None).into_iter().collect();
            prop_assert_eq!(near, all);
        }
    }

    #[test]
    fn one_slip_away_where_it_is_written_as_a_name() {
        use Likeness::Slip;
        check(
            "Okafor",
            &["PC Okafur", "Okafors came", "okafur", "Okonkwo", "OKAFO"],
            &[("Okafur", Slip), ("Okafors", Slip), ("OKAFO", Slip)],
        );
        check(
            "Sandra Hunter",
            &["Sandra Huntr", "Sandr Hunter", "Sandr Huntr"],
            &[("Sandra Huntr", Slip), ("Sandr Hunter", Slip)],
        );
        // Short words and numbers have too many neighbours.
        check("Hope", &["Home", "Hop"], &[]);
        check("2231CE", &["2232CE"], &[]);
        check("stone", &["Store", "stones"], &[]);
    }
}
