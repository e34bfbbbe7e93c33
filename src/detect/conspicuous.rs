//! What nothing marked and is worth a second look: capitals, long numbers, words in quotation marks. Says
//! what each is by its looks; finds nothing that is suggested, and decides nothing.

use super::lexicon::{Class, CueSort};
use super::words::{Gap, Shape, Word, Words};
use crate::text::Span;

/// What a conspicuous passage is by its looks, the riskiest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::EnumIter)]
pub enum Conspicuous {
    /// A word of a list of names, or one beside a rank or title.
    Name,
    /// Another word with a capital where none is usual.
    Capital,
    /// A number of four digits or more that is no year.
    Number,
    /// A few words in quotation marks.
    Quoted,
}

/// A number with fewer digits tells little.
const LEAST_DIGITS: usize = 4;
/// A quotation of more words is a sentence that somebody said.
const MOST_QUOTED: usize = 4;
/// Letters of a quotation with the mark that closes it and what follows.
const LONGEST_QUOTED: usize = 60;
/// Four digits between these are a year, of which a text is full.
const YEARS: std::ops::RangeInclusive<u16> = 1950..=2049;

/// Every conspicuous passage of a text, in order; they do not overlap.
///
/// Ordinary words that begin a sentence, days and months, ranks and titles themselves, single letters and
/// words of a text in capitals throughout are left alone, unless they stand in a list of names and in no
/// list of words.
pub fn conspicuous(text: &str) -> Vec<(Span, Conspicuous)> {
    let words = Words::new(text);
    let mut found: Vec<(Span, Conspicuous)> =
        words.iter().filter_map(|(at, word)| Some((word.span, sort_of(text, &words, at, word)?))).collect();
    let quoted: Vec<(Span, Conspicuous)> = quotations(text)
        .filter(|quoted| !found.iter().any(|(span, _)| span.overlaps(*quoted)))
        .map(|quoted| (quoted, Conspicuous::Quoted))
        .collect();
    found.extend(quoted);
    found.sort_unstable();
    found
}

/// Every run of words with a capital, as "Charing Cross" and "St Thomas' Hospital", in order: what a stranger
/// can look up, whether a list knows it or not. Words that begin a sentence and are ordinary, ranks, titles,
/// days and months are no part of a run, nor is anything in a text in capitals throughout.
pub fn capital_runs(text: &str) -> Vec<Span> {
    let words = Words::new(text);
    let mut runs: Vec<Span> = Vec::new();
    let mut is_open = false;
    for (at, word) in words.iter() {
        let is_ordinary = word.is(Class::ORDINARY) || word.entry.listed().is_word();
        let is_capital = matches!(word.shape, Shape::Title | Shape::Upper);
        let says_nothing =
            word.shouted || word.opens && is_ordinary || is_in_cue(&words, at) || word.is(Class::CALENDAR);
        let is_of_run = is_capital && !says_nothing;
        let is_joined = matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::Line);
        match runs.last_mut().filter(|_| is_open && is_joined) {
            Some(run) if is_of_run => *run = run.join(word.span),
            Some(_) | None if is_of_run => runs.push(word.span),
            Some(_) | None => {}
        }
        is_open = is_of_run;
    }
    runs
}

fn sort_of(text: &str, words: &Words, at: usize, word: &Word) -> Option<Conspicuous> {
    let written = word.span.of(text)?;
    match word.shape {
        Shape::Number => is_long_number(written).then_some(Conspicuous::Number),
        Shape::Lower | Shape::Initial => None,
        Shape::Title | Shape::Upper => {
            if is_in_cue(words, at) || word.is(Class::CALENDAR) || word.in_phrase {
                return None;
            }
            let listed = word.entry.listed();
            let is_ordinary = word.is(Class::ORDINARY) || listed.is_word();
            let is_name = word.is(Class::NAME) || listed.is_name();
            if is_beside_cue(words, at) && !word.shouted && !(is_ordinary && word.opens) {
                return Some(Conspicuous::Name);
            }
            match (is_name, is_ordinary) {
                (true, false) => Some(Conspicuous::Name),
                _ if word.shouted || (word.opens && is_ordinary) => None,
                // "Grace" and "Park" within a sentence are names more often than not.
                (true, true) if word.shape == Shape::Title => Some(Conspicuous::Name),
                (true, true) | (false, _) => Some(Conspicuous::Capital),
            }
        }
    }
}

fn is_long_number(written: &str) -> bool {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let is_year = written.len() == 4 && written.parse().is_ok_and(|year: u16| YEARS.contains(&year));
    digits >= LEAST_DIGITS && !is_year
}

/// Whether the word is part of a rank, title or role.
fn is_in_cue(words: &Words, at: usize) -> bool {
    /// Words of the longest rank that are looked at.
    const LONGEST: usize = 3;
    (at..at + LONGEST).any(|last| words.cue(last).is_some_and(|(_, first)| (first..=last).contains(&at)))
}

/// Whether a rank or title stands right before the word, or right behind it.
fn is_beside_cue(words: &Words, at: usize) -> bool {
    let announces = |last: usize| {
        words.cue(last).is_some_and(|(cue, _)| matches!(cue.sort, CueSort::Rank | CueSort::Title))
    };
    // A rank behind a full stop begins another sentence.
    let is_followed = words.get(at + 1).is_some_and(|next| matches!(next.gap, Gap::Space | Gap::Hyphen));
    words.joined_before(at, 1).is_some_and(announces) || (is_followed && announces(at + 1))
}

/// The insides of quotation marks, of a few words each, in order. Of single marks only those that cannot be
/// apostrophes count.
pub fn quotations(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.char_indices().filter_map(move |(at, mark)| {
        let closing: &[char] = match mark {
            '“' | '„' => &['”', '“'],
            '"' => &['"'],
            '«' => &['»'],
            '‘' | '\'' => &['’', '\''],
            _ => return None,
        };
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        // What opens stands after a gap, so that the mark that closes one quotation opens none.
        if before.is_some_and(|before| !before.is_whitespace() && !matches!(before, '(' | '[' | '-')) {
            return None;
        }
        let from = at + mark.len_utf8();
        let rest = text.get(from..)?;
        // No further, or a text of nothing but opening marks would be read again and again.
        let rest = rest.get(..rest.char_indices().nth(LONGEST_QUOTED).map_or(rest.len(), |(end, _)| end))?;
        let ends = |(end, _): &(usize, &str)| {
            let after = rest.get(*end..).and_then(|after| after.chars().nth(1));
            after.is_none_or(|after| !after.is_alphanumeric())
        };
        let (end, _) = rest.match_indices(closing).find(ends)?;
        let inner = rest.get(..end)?;
        let count = inner.split_whitespace().count();
        let is_short = (1..=MOST_QUOTED).contains(&count) && !inner.contains(['.', '\n', '?', '!']);
        let has_letters = inner.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
        if is_short && has_letters { Span::new(text, from, from + end) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Marks as `[name:…]`, `[capital:…]`, `[number:…]`, `[quoted:…]` in the text.
    #[track_caller]
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (at, part) in marked.split('[').enumerate() {
            let Some((inside, after)) = part.split_once(']').filter(|_| at > 0) else {
                text.push_str(part);
                continue;
            };
            let (sort, words) = inside.split_once(':').unwrap();
            expected.push(format!("{sort}:{words}"));
            text.push_str(words);
            text.push_str(after);
        }
        let name = |sort| match sort {
            Conspicuous::Name => "name",
            Conspicuous::Capital => "capital",
            Conspicuous::Number => "number",
            Conspicuous::Quoted => "quoted",
        };
        let found: Vec<String> = conspicuous(&text)
            .into_iter()
            .map(|(span, sort)| format!("{}:{}", name(sort), span.of(&text).unwrap()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn finds() {
        for marked in [
            "He was seen by [name:Okafor] in the yard.",
            "[name:Siobhan] was there. [name:Okafor] left.",
            "PC [name:Zzyzx] attended and Mr [name:Vlork] left.",
            "He drove to [capital:Zzyzx] and back.",
            "Reported under [number:20191234] and [number:AB12345].",
            "He was called “[quoted:big lad]” by others.",
            "known as '[quoted:the ferret]', he ran",
            "She met [name:Grace] there.",
            "SEEN BY [name:NWOSU] AT THE GATE TODAY",
        ] {
            check(marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "",
            "The officer attended. When asked, he left. Following this, nothing.",
            "On Monday 12 March 2019 at 14:30 he was told.",
            "The Sergeant and the PC were polite.",
            "SEEN AT THE GATE AND TOLD TO LEAVE",
            "He had 3 and 250 of them in 2018.",
            "It's the officers' view that he didn't.",
            "He said “I was there. I saw it.”",
            "He said “I was there and saw the whole of it”",
        ] {
            check(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn spans_fit_and_do_not_overlap(text in "([A-Za-z0-9'“” .,é]|Okafor|PC |1234){0,60}") {
            let found = conspicuous(&text);
            for (span, _) in &found {
                prop_assert!(span.of(&text).is_some());
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].0.end() <= pair[1].0.start(), "{:?}", found);
            }
        }
    }
}
