//! Looks for the words that are always redacted.

use super::AlwaysWords;
use super::fits::Entry;
use super::lookup::Lookup;
use crate::detect::{Evidence, Hit, Kind, Passage, Why};

const CONFIDENCE_PERMILLE: u16 = 995;

/// The list made ready.
#[derive(Default)]
pub(in crate::detect) struct AlwaysSearch {
    entries: Vec<(Entry, Kind)>,
    lookup: Lookup,
}

impl AlwaysSearch {
    pub(in crate::detect) fn new(list: &AlwaysWords) -> AlwaysSearch {
        let mut ready = AlwaysSearch::default();
        for (words, always) in list {
            let Some(entry) = Entry::new(words, always.how) else { continue };
            ready.lookup.add(&entry, ready.entries.len());
            ready.entries.push((entry, always.kind));
        }
        ready
    }

    pub(in crate::detect) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Reports listed words wherever they stand.
    pub(in crate::detect) fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let words = passage.words;
        for (at, _) in words.iter() {
            for number in self.lookup.candidates(words, at) {
                let Some((entry, kind)) = self.entries.get(number) else { continue };
                if let Some(span) = entry.at(passage.text, words, at) {
                    let why = Why::new("Is on your list of words to redact always", Evidence::Itself);
                    out.push(Hit { span, kind: *kind, why, confidence_permille: CONFIDENCE_PERMILLE });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::lists::{self, Match};
    use crate::detect::plain::Plain;
    use crate::detect::{Known, Words};
    use crate::sheet::CellId;

    const HOW: [Match; 3] = [Match::Exact, Match::WholeWord, Match::OneLetterOff];

    fn found(list: &[(&str, Match)], text: &str) -> Vec<crate::text::Span> {
        let list = list
            .iter()
            .map(|&(words, how)| (words.to_owned(), lists::Always { how, kind: Kind::Public }))
            .collect();
        let words = Words::new(text);
        let cell = CellId { row: 0, column: 0 };
        let mut hits = Vec::new();
        let plain = &Plain::new(text);
        let passage = Passage { cell, text, known: &Known::default(), words: &words, plain };
        AlwaysSearch::new(&list).find(&passage, &mut hits);
        let mut spans: Vec<_> = hits.into_iter().map(|hit| hit.span).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// What is found is marked with brackets; a text without them says what is left alone.
    #[track_caller]
    fn check(how: Match, listed: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut shown = String::new();
        let mut from = 0;
        for span in found(&[(listed, how)], &text) {
            shown += &format!("{}[{}]", text.get(from..span.start()).unwrap(), span.of(&text).unwrap());
            from = span.end();
        }
        shown += text.get(from..).unwrap();
        assert_eq!(shown, marked, "{how:?} {listed:?}");
    }

    #[test]
    fn exact_is_letter_for_letter() {
        for (listed, marked) in [
            ("Hunter", "[Hunter] and hunter, HUNTER; the [Hunter]'s hat, Hunters, Hunter2"),
            ("Ann Lee", "[Ann Lee], [Ann\nLee], [Ann  Lee], Ann-Lee, Anne Lee, Ann Leeson, AnnLee"),
            ("@jo_s", "see [@jo_s], not jo_s nor @Jo_s nor @jo_smith"),
            ("O’Neill", "[O’Neill] but not O'Neill"),
            ("Núñez", "[Núñez], Nunez"),
        ] {
            check(Match::Exact, listed, marked);
        }
    }

    #[test]
    fn whole_words_in_any_case() {
        for (listed, marked) in [
            ("hunter", "[Hunter], [HUNTER]'s, [hunter]-gatherer; Hunters, Hunte, ahunter"),
            ("Ann Lee", "[Ann-Lee], [ANN\nLEE], [ann – lee], [Ann -\r\n Lee]; Ann, Lee; Ann. Lee; Ann's Lee"),
            ("Adeyemi-Cole", "[Adeyemi Cole], [Adeyemi\u{2011}Cole], [Ade\u{ad}yemi Cole], Cole Adeyemi"),
            ("O'Neill", "[O’NEILL] and [ONeill] left"),
            ("J. Lee", "[J. Lee], J Lee, J, Lee"),
            ("Núñez", "[Nunez] [NÚÑEZ]"),
            ("Sainsbury's", "[Sainsbury]'s, Sainsbury"),
            ("red 4", "[Red-4], red 40, red4"),
        ] {
            check(Match::WholeWord, listed, marked);
        }
    }

    #[test]
    fn one_slip_in_each_word() {
        for (listed, marked) in [
            ("Gallacher", "[Gallagher], [gallacher], [Galacher]; Gall, Galloway"),
            ("Okafor", "[Okaofr], [Kokafor], [Ukafor]; Okonkwo, Oka"),
            ("Daniel Sandhu", "[Danial Sandu], [DANIEL-SANDHU]; Daniel Santos"),
            ("Gardon", "[Gardon] in the garden"),
            ("Ali", "[Ali], Alli, Al"),
        ] {
            check(Match::OneLetterOff, listed, marked);
        }
    }

    #[test]
    fn words_without_letters_find_nothing() {
        check(Match::WholeWord, "--", "a -- b");
        check(Match::Exact, "", "nothing");
    }

    proptest! {
        #[test]
        fn any_words_in_any_text(
            listed in prop::collection::vec(("\\PC{0,12}", 0usize..3), 0..4),
            text in prop_oneof!["\\PC{0,60}", "[A-Za-z é'’\u{ad}\u{300}\n-]{0,60}"],
        ) {
            // Words of the text itself among them, so that something is found.
            let own: String = text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            let list: Vec<_> = listed.iter().map(|(words, how)| (words.as_str(), HOW[*how])).chain([(own.as_str(), HOW[1])]).collect();
            for span in found(&list, &text) {
                prop_assert!(span.of(&text).is_some_and(|words| !words.trim().is_empty()));
            }
        }
    }
}
