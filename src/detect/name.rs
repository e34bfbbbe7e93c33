//! Reads how far a name reaches, once something says that one begins.

use super::lexicon::{Class, CueSort};
use super::words::{Gap, Shape, Word, Words};

/// How strong the sign is that a name begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Sign {
    /// A list: the word itself must look like a name.
    Likely,
    /// A role: the same, but a forename may be an everyday word ("his friend May").
    Role,
    /// A rank: a capital is enough, even on an ordinary word ("PC Day").
    Rank,
    /// A title: a single letter is enough too ("Mr K").
    Title,
}

/// A name: from word `first` to word `last`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Name {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Whether the words themselves look like a name, beyond standing in a name's place.
    pub(crate) looks_it: bool,
}

/// The most parts a name may have; hyphens count as one.
const MOST_PARTS: usize = 5;

/// Reads a name that begins at word `at`.
pub(crate) fn read(words: &Words, at: usize, sign: Sign) -> Option<Name> {
    let begin = skip_particles(words, at)?;
    let looks_it = begins(words, begin, sign)?;
    let mut name = Name { first: at, last: begin, looks_it };
    let mut parts = 1;
    while let Some(next) = goes_on(words, &name) {
        let hyphen = words.get(name.last + 1).is_some_and(|next| next.gap == Gap::Hyphen);
        if !hyphen {
            parts += 1;
        }
        if parts > MOST_PARTS {
            break;
        }
        name.last = next;
    }
    // Initials alone are a name only after a title, or when there are two of them.
    let only_initials =
        (name.first..=name.last).all(|n| words.get(n).is_some_and(|w| w.shape == Shape::Initial));
    if only_initials && name.first == name.last && sign != Sign::Title {
        return None;
    }
    (!names_a_firm(words, name.last)).then_some(name)
}

/// Whether a name may begin at word `at`, and if so whether the word itself looks like one.
fn begins(words: &Words, at: usize, sign: Sign) -> Option<bool> {
    let word = words.get(at)?;
    if word.in_phrase || is_cue(words, at) || words.key(at) == "st" {
        return None;
    }
    let listed = word.is(Class::NAME);
    if !word.is_capital() {
        return begins_plain(words, at, sign);
    }
    if word.shape == Shape::Initial {
        let key = words.key(at);
        let alone = sign == Sign::Title || begins_with_initials(words, at);
        let article = matches!(key, "a" | "i") && sign <= Sign::Role && !dot_follows(words, at);
        return (alone && !article).then_some(true);
    }
    let doubtful = word.is(Class::ORDINARY) || word.is(Class::PLACE_OR_BODY) || word.is(Class::CALENDAR);
    let from = at.checked_sub(1).and_then(|n| words.get(n));
    if from.is_some_and(|before| before.is(Class::BEFORE)) && word.gap == Gap::Space {
        return None;
    }
    if sign <= Sign::Role {
        let spoken_of = sign == Sign::Role
            && word.is(Class::FORENAME)
            && word.shape == Shape::Title
            && !word.opens
            && !number_follows(words, at)
            && words.key(at) != "will";
        let everyday = word.is(Class::FUNCTION) || word.is(Class::CALENDAR) || word.is(Class::PLACE);
        if spoken_of && everyday && !place_follows(words, at) {
            return Some(true);
        }
        if word.is(Class::FUNCTION) || word.is(Class::CALENDAR) && number_follows(words, at) {
            return None;
        }
        if word.is(Class::PLACE_OR_BODY) && !(listed && person_follows(words, at)) {
            return None;
        }
        if word.is(Class::COMMON) && !(word.is(Class::FORENAME) || listed && person_follows(words, at)) {
            return None;
        }
        let place = place_follows(words, at) && !landscape_surname(words, at);
        return (!place).then_some(listed || !doubtful);
    }
    if word.is(Class::CALENDAR) && number_follows(words, at) {
        return None;
    }
    // "PCs Were", "Mr The": only in a heading.
    if word.is(Class::FUNCTION) && !listed {
        return None;
    }
    if word.is(Class::BODY) && !listed && words.key(at).len() <= 3 {
        return None;
    }
    Some(listed || !doubtful)
}

/// The same where capitals say nothing: in capitals throughout, or in lower case throughout.
fn begins_plain(words: &Words, at: usize, sign: Sign) -> Option<bool> {
    let word = words.get(at)?;
    if !(word.is_word() || word.shape == Shape::Initial && begins_with_initials(words, at)) {
        let single = word.shape == Shape::Initial && sign == Sign::Title && word.shouted;
        return single.then_some(false);
    }
    if words.key(at).len() == 1 {
        let titled = sign == Sign::Title
            && word.shape == Shape::Initial
            && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.is(Class::VERB));
        return (titled || plain_initial(words, at)).then_some(true);
    }
    let listed = word.is(Class::NAME);
    if word.is(Class::FUNCTION) || word.is(Class::CALENDAR) {
        return None;
    }
    match sign {
        Sign::Likely | Sign::Role => {
            let plain = !word.is(Class::ORDINARY) && !word.is(Class::PLACE_OR_BODY);
            (listed && plain && !place_follows(words, at)).then_some(true)
        }
        Sign::Rank | Sign::Title => {
            if word.is(Class::COMMON) || word.is(Class::PLACE_OR_BODY) {
                // "SGT CHURCH SAID" but not "pc attended": an ordinary word needs a listed name.
                let spoken_of = word.possessive
                    || words.get(at + 1).is_none_or(|next| next.is(Class::VERB) || next.gap != Gap::Space);
                return (word.is(Class::SURNAME) && spoken_of).then_some(false);
            }
            (listed || word.shouted || words.key(at).len() >= 4).then_some(listed)
        }
    }
}

/// The index of the word after `name` that still belongs to it.
fn goes_on(words: &Words, name: &Name) -> Option<usize> {
    let last = words.get(name.last)?;
    let at = name.last + 1;
    let word = words.get(at)?;
    if last.possessive || word.in_phrase && word.gap != Gap::Hyphen {
        return None;
    }
    match word.gap {
        Gap::Hyphen => (word.shape != Shape::Number && name_like_after_hyphen(word, last)).then_some(at),
        Gap::Dot if last.shape == Shape::Initial => part(words, at, last),
        Gap::Dot if words.key(name.last).len() == 1 || words.key(name.last) == "st" => part(words, at, last),
        Gap::Space => part(words, at, last),
        Gap::Line if last.is(Class::FORENAME) || last.shape == Shape::Initial => {
            let plain = !word.is(Class::ORDINARY) && !word.is(Class::PLACE_OR_BODY);
            (plain && word.is_capital() && word.shape != Shape::Initial)
                .then(|| part(words, at, last))
                .flatten()
        }
        Gap::Quote if last.is_capital() => nickname(words, at),
        Gap::Start
        | Gap::Line
        | Gap::Dot
        | Gap::Comma
        | Gap::Colon
        | Gap::Ampersand
        | Gap::Slash
        | Gap::Bracket
        | Gap::Quote
        | Gap::Break => None,
    }
}

/// Whether word `at`, which follows the name's word `last` after a space, is a part of the name.
fn part(words: &Words, at: usize, last: &Word) -> Option<usize> {
    let word = words.get(at)?;
    let key = words.key(at);
    if word.shape == Shape::Initial && !word.shouted {
        // "Daniel J Okafor", "Okafor D": but not "told PC Okafor I was".
        let next_is_name = words.get(at + 1).is_some_and(|next| {
            matches!(next.gap, Gap::Space | Gap::Dot)
                && next.shape == Shape::Title
                && !next.is(Class::ORDINARY)
        });
        let stands = !matches!(key, "i" | "a") || next_is_name || dot_follows(words, at);
        return stands.then_some(at);
    }
    let sure_forename = last.is(Class::FORENAME) && !last.is(Class::ORDINARY);
    // "callum t", "RONNIE M"
    let single = key.len() == 1 && (word.shape == Shape::Lower && last.shape == Shape::Lower || word.shouted);
    if single {
        let closes = words.get(at + 1).is_none_or(|next| next.gap != Gap::Space);
        let letter =
            !matches!(key, "a" | "i") && (closes || !matches!(key, "u" | "r" | "n" | "x" | "s" | "o"));
        return (sure_forename && letter).then_some(at);
    }
    if !word.is_word() || is_cue(words, at) {
        return None;
    }
    if word.shape == Shape::Lower && word.is(Class::PARTICLE) && last.is_capital() {
        let to = skip_particles(words, at)?;
        let next = words.get(to)?;
        let begins = next.shape == Shape::Title && !next.is(Class::ORDINARY) && to > at;
        return (begins && !matches!(key, "e" | "y" | "o")).then_some(to);
    }
    let listed = word.is(Class::NAME);
    if !word.is_capital() {
        // "SHANICE BROWN": an ordinary word that is a surname, behind a sure forename.
        if sure_forename && word.shouted && word.is(Class::SURNAME) && !word.is(Class::FUNCTION) {
            return Some(at);
        }
        if last.is_capital() || word.is(Class::ORDINARY) || word.is(Class::PLACE_OR_BODY) {
            return None;
        }
        let after_forename = last.is(Class::FORENAME) && word.shouted;
        return (listed || after_forename).then_some(at);
    }
    if word.is(Class::FUNCTION) && !listed || word.is(Class::CALENDAR) && number_follows(words, at) {
        return None;
    }
    let after_forename = last.is(Class::FORENAME) || last.shape == Shape::Initial;
    if word.is(Class::PLACE_OR_BODY) || word.is(Class::CALENDAR) {
        return (after_forename && !place_follows(words, at)).then_some(at);
    }
    if word.is(Class::COMMON) {
        // "Carol-Ann Tidy": behind a sure forename, a word in mid-sentence capitals is a surname.
        let odd_surname = sure_forename && word.shape == Shape::Title && !word.is(Class::AFTER);
        return (listed && (after_forename || word.is(Class::SURNAME)) || odd_surname).then_some(at);
    }
    Some(at)
}

fn name_like_after_hyphen(word: &Word, last: &Word) -> bool {
    let same_case = word.is_capital() == last.is_capital() || word.shape == Shape::Lower;
    same_case && (word.is_capital() || !word.is(Class::ORDINARY))
}

/// `Fitzroy "Bigga" Lewisham`: the quoted word and the surname after it.
fn nickname(words: &Words, at: usize) -> Option<usize> {
    let next = words.get(at + 1)?;
    let quoted = words.get(at)?;
    let closes = matches!(next.gap, Gap::Quote | Gap::Break) && quoted.is_capital();
    (closes
        && next.shape == Shape::Title
        && next.span.start() - quoted.span.end() <= 3
        && !next.is(Class::ORDINARY))
    .then_some(at + 1)
}

/// The first word from `at` on that is no particle, if what stands between are particles.
fn skip_particles(words: &Words, at: usize) -> Option<usize> {
    let mut to = at;
    while let Some(word) = words.get(to) {
        let after_short = to.checked_sub(1).is_some_and(|n| words.key(n).len() <= 2);
        let joined =
            to == at || matches!(word.gap, Gap::Space | Gap::Hyphen) || word.gap == Gap::Dot && after_short;
        if !joined {
            return None;
        }
        let next_joined = words
            .get(to + 1)
            .is_some_and(|next| matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Dot) && next.is_word());
        let particle = word.is(Class::PARTICLE) && next_joined && word.shape == Shape::Lower;
        if !particle {
            let capital = to == at || word.is_capital() && word.shape != Shape::Initial;
            return capital.then_some(to);
        }
        to += 1;
        if to > at + 3 {
            return None;
        }
    }
    None
}

/// "J. Okafor", "J Okafor", "J.T.": an initial with a name or another initial behind it.
fn begins_with_initials(words: &Words, at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| {
        let joined = matches!(next.gap, Gap::Space | Gap::Dot);
        let name = next.is_word()
            && next.shape != Shape::Lower
            && !next.is(Class::FUNCTION)
            && (next.is_capital() || !next.is(Class::ORDINARY));
        let initial = next.shape == Shape::Initial && next.gap == Gap::Dot;
        joined && (name || initial)
    })
}

/// "d bevan", "s. ahmad", "D ACHEBE": an initial before a listed surname that is no other word.
fn plain_initial(words: &Words, at: usize) -> bool {
    let surname_follows = words.get(at + 1).is_some_and(|next| {
        matches!(next.gap, Gap::Space | Gap::Dot)
            && next.is_word()
            && !next.is_capital()
            && next.is(Class::SURNAME)
            && !next.is(Class::ORDINARY)
            && !next.is(Class::PLACE_OR_BODY)
            && !next.is(Class::PARTICLE)
            && next.span.byte_len() >= 3
    });
    let letter = words.key(at);
    // "a", "i" and the letters of texting are words; a full stop makes them initials.
    let word_too = matches!(letter, "u" | "n" | "x" | "s") && !dot_follows(words, at);
    surname_follows && !matches!(letter, "a" | "i") && !word_too
}

fn dot_follows(words: &Words, at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.gap == Gap::Dot)
}

fn number_follows(words: &Words, at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.shape == Shape::Number)
        || at.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|word| word.shape == Shape::Number)
            && words.get(at).is_some_and(|word| word.gap == Gap::Space)
            && words.get(at).is_some_and(|word| word.is(Class::CALENDAR))
}

/// Whether a capitalised name or a surname follows directly.
fn person_follows(words: &Words, at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| {
        next.gap == Gap::Space
            && next.is_capital()
            && next.is_word()
            && !next.in_phrase
            && (next.is(Class::SURNAME) && !next.is(Class::AFTER)
                || !next.is(Class::ORDINARY) && !next.is(Class::PLACE_OR_BODY) && !next.is(Class::AFTER))
    })
}

/// Whether the capitalised word at `at` is made a place by the word behind it, "Church Street",
/// "Guy's Hospital", or by the one before it, "St Thomas".
pub(crate) fn place_follows(words: &Words, at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let saint = at.checked_sub(1).is_some_and(|n| {
        words.key(n) == "st"
            && matches!(word.gap, Gap::Space | Gap::Dot)
            && words.get(n).is_some_and(|st| st.shape == Shape::Title)
    });
    saint
        || words.get(at + 1).is_some_and(|next| {
            let capital = next.shape == Shape::Title || next.shape == Shape::Upper;
            let telling = capital || !word.possessive && PLACES_IN_LOWER_CASE.contains(&words.key(at + 1));
            next.gap == Gap::Space && next.is(Class::AFTER) && telling
        })
}

/// Whether what looks like a name and ends with word `last` names a firm, `Carter Bell LLP`: it is nobody.
pub(crate) fn names_a_firm(words: &Words, last: usize) -> bool {
    let is_form = |at: usize| {
        words.get(at).is_some_and(|word| word.gap == Gap::Space && word.shape != Shape::Lower)
            && matches!(words.key(at), "llp" | "ltd" | "limited" | "plc" | "inc" | "solicitors")
    };
    is_form(last) || is_form(last + 1)
}

/// "Ollie Park", "Helen Hill": a forename that is no place, and a surname that also ends places.
fn landscape_surname(words: &Words, at: usize) -> bool {
    const LANDSCAPES: &[&str] = &[
        "park", "hill", "green", "wood", "woods", "field", "fields", "heath", "marsh", "lake", "cross",
        "church", "banks", "forest", "hall", "day", "march", "rose", "bank", "common", "meadows", "rivers",
    ];
    let placed = at.checked_sub(1).is_some_and(|n| {
        matches!(
            words.key(n),
            "in" | "at" | "near" | "to" | "from" | "outside" | "through" | "of" | "on" | "the"
        )
    });
    let forename = words.get(at).is_some_and(|word| {
        word.is(Class::FORENAME)
            && !word.possessive
            && !word.is(Class::PLACE_OR_BODY)
            && !word.is(Class::ORDINARY)
    });
    forename && !placed && LANDSCAPES.contains(&words.key(at + 1))
}

/// Words that make a place of the name before them even in lower case.
const PLACES_IN_LOWER_CASE: &[&str] =
    &["st", "rd", "road", "street", "stn", "station", "ave", "estate", "hospital", "police", "bcu", "lane"];

/// Whether word `at` is itself a rank, title or role.
fn is_cue(words: &Words, at: usize) -> bool {
    let word = match words.get(at) {
        Some(word) => word,
        None => return false,
    };
    words.cue(at).is_some_and(|(cue, _)| match cue.sort {
        CueSort::Rank | CueSort::Title => {
            !(word.shape == Shape::Title && word.is(Class::NAME))
                || word.is(Class::COMMON) && words.key(at) != "constable"
        }
        CueSort::Role => !word.is_capital() || !word.is(Class::NAME),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name is what stands between square brackets; it begins there.
    #[track_caller]
    fn check(marked: &str, sign: Sign) {
        let text = marked.replace(['[', ']'], "");
        let words = Words::new(&text);
        let start = marked.find('[').unwrap_or(marked.rfind('^').unwrap_or(0));
        let at = words.iter().find(|(_, w)| w.span.start() >= start).map(|(at, _)| at).unwrap();
        let found = read(&words, at, sign).and_then(|name| words.span(name.first, name.last));
        let expected = marked.find('[').map(|open| marked.get(open + 1..marked.find(']').unwrap()).unwrap());
        assert_eq!(found.and_then(|span| span.of(&text)), expected, "{marked}");
    }

    #[test]
    fn reads_as_far_as_the_name_goes() {
        for text in [
            "[Daniel Okafor] attended",
            "[D. Okafor] attended",
            "[H. S. Gill]'s camera",
            "[van den Berg] said",
            "[Kwabena Mensah-Brown], 22",
            "[Day] and left",
            "[Aoife Ní Bhriain] of",
            "[Bill London] reported",
            "[Luke March] found",
            "[O’Neill]’s",
            "[Fitzroy \"Bigga\" Lewisham] was",
            "[Daniel\nOkafor] was",
            "[Mary Jane de Souza] was",
        ] {
            check(text, Sign::Rank);
        }
        check("[K] was", Sign::Title);
        check("[demir] pushd her", Sign::Rank);
    }

    #[test]
    fn knows_firms() {
        for (text, holds) in [
            ("Carter Bell LLP", true),
            ("HARTLEY LTD", true),
            ("Ruth Bell", false),
            ("Bell, solicitors", false),
            ("Bell, Limited", false),
        ] {
            let words = Words::new(text);
            assert!(!holds || names_a_firm(&words, words.len() - 2), "{text}");
            assert_eq!(names_a_firm(&words, words.len() - 1), holds, "{text}");
        }
    }

    #[test]
    fn reads_nothing_where_no_name_begins() {
        for text in ["attended the address", "Were present", "2231 attended", "K was"] {
            check(text, Sign::Rank);
        }
        for text in [
            "Carter Bell LLP",
            "Harcourt Ltd",
            "Victoria Station",
            "Reading was",
            "London is",
            "March 2020",
            "Section 18",
        ] {
            check(text, Sign::Likely);
        }
    }
}
