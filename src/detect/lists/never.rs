//! Takes reports back whose words the officer never wants suggested.

use super::NeverWords;
use super::fits::Entry;
use super::lookup::Lookup;
use crate::detect::resolve::Report;
use crate::detect::slip::is_slip;
use crate::detect::{Kind, Known, Words, lists};

/// The list made ready.
#[derive(Default)]
pub(in crate::detect) struct NeverSearch {
    entries: Vec<Entry>,
    lookup: Lookup,
}

impl NeverSearch {
    pub(in crate::detect) fn new(list: &NeverWords) -> NeverSearch {
        let mut ready = NeverSearch::default();
        for entry in list.iter().filter_map(|(words, how)| Entry::new(words, *how)) {
            ready.lookup.add(&entry, ready.entries.len());
            ready.entries.push(entry);
        }
        ready
    }

    pub(in crate::detect) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Drops the reports whose whole text is listed. What the name and number columns of the case say
    /// stays, and so does what is always redacted and what is no suggestion.
    pub(in crate::detect) fn apply(&self, text: &str, columns: &Known, reports: &mut Vec<Report>) {
        reports.retain(|report| {
            let protected = report.from_columns || report.detector == lists::id();
            let words = report.hit.span.of(text).unwrap_or("");
            protected
                || report.hit.kind == Kind::Bwv
                || !self.is_listed(words)
                || is_said_by_columns(words, columns)
        });
    }

    fn is_listed(&self, text: &str) -> bool {
        let words = Words::new(text);
        let mut candidates = self.lookup.candidates(&words, 0);
        candidates.any(|n| self.entries.get(n).is_some_and(|entry| entry.is_all_of(text, &words)))
    }
}

/// Whether a word of the text is part of a name in the name columns, even with a slip, or the text is
/// a number of theirs.
fn is_said_by_columns(text: &str, columns: &Known) -> bool {
    let words = Words::new(text);
    let is_name = |key: &str| {
        let parts = columns.names().iter().flat_map(|name| &name.parts);
        parts.filter(|part| part.key.len() > 1).any(|part| part.key == key || is_slip(&part.key, key))
    };
    if words.iter().any(|(at, _)| is_name(words.key(at))) {
        return true;
    }
    let joined: String = words.iter().map(|(at, _)| words.key(at)).collect();
    columns.numbers().iter().any(|number| joined.contains(&number.key) || number.key.ends_with(&joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::lists::Match;
    use crate::detect::{DetectorId, Hit, Source};
    use crate::sheet::CellId;

    fn reports(text: &str, parts: &[(&str, Kind)]) -> Vec<Report> {
        let report = |&(words, kind): &(&str, Kind)| {
            let start = text.find(words).unwrap();
            let hit = Hit::new(text, start, start + words.len(), kind, "Test", 900).unwrap();
            Report { hit, detector: DetectorId::new("test"), from_columns: false }
        };
        parts.iter().map(report).collect()
    }

    fn never(list: &[(&str, Match)]) -> NeverSearch {
        NeverSearch::new(&list.iter().map(|&(words, how)| (words.to_owned(), how)).collect())
    }

    #[track_caller]
    fn check(list: &[(&str, Match)], columns: &Known, words: &str, stays: bool) {
        let mut found = reports(words, &[(words, Kind::Public)]);
        never(list).apply(words, columns, &mut found);
        assert_eq!(!found.is_empty(), stays, "{words}");
    }

    #[test]
    fn drops_what_is_listed_as_a_whole() {
        let list = [
            ("Park Lane", Match::WholeWord),
            ("Hunter", Match::Exact),
            ("Gallacher", Match::OneLetterOff),
            ("@jo", Match::WholeWord),
        ];
        for (words, stays) in [
            ("Park Lane", false),
            ("PARK-LANE", false),
            ("park\nlane", false),
            ("Park Lane's", false),
            ("12 Park Lane", true),
            ("Park", true),
            ("Park Lanes", true),
            ("Hunter", false),
            ("hunter", true),
            ("John Hunter", true),
            ("Gallagher", false),
            ("Galloway", true),
            ("@Jo", false),
            ("jo", true),
        ] {
            check(&list, &Known::default(), words, stays);
        }
    }

    #[test]
    fn what_the_columns_say_stays() {
        let cell = CellId { row: 3, column: 1 };
        let mut columns = Known::default();
        columns.learn("CHURCH, Tom", Kind::Officer, Source::Subject(cell));
        columns.learn_number("2231CE", Source::Subject(cell));
        let list = [
            ("Church", Match::WholeWord),
            ("Church Hall", Match::WholeWord),
            ("Chapel", Match::WholeWord),
            ("2231 CE", Match::WholeWord),
            ("4410", Match::WholeWord),
        ];
        for (words, stays) in [
            ("Church", true),
            ("CHURCH", true),
            ("Church Hall", true),
            ("Chapel", false),
            ("2231-CE", true),
            ("4410", false),
        ] {
            check(&list, &columns, words, stays);
        }
    }

    #[test]
    fn what_is_always_redacted_and_what_is_no_suggestion_stays() {
        let text = "BWV";
        let list = never(&[("bwv", Match::WholeWord)]);
        let mut found = reports(text, &[(text, Kind::Bwv), (text, Kind::Public)]);
        found.push(Report { detector: lists::id(), ..found[1] });
        found.push(Report { from_columns: true, ..found[1] });
        list.apply(text, &Known::default(), &mut found);
        assert_eq!(found.len(), 3);
    }
}
