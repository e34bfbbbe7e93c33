//! Traces of the applicant's name in a text of the request: a signature, a line that says who
//! writes, "My name is". The applicant's identity has no place in a case.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Trace {
    /// What it looks like, in one sentence.
    pub(super) why: &'static str,
    /// What removes it.
    pub(super) remedy: &'static str,
    /// Bytes to be cut, in order and apart.
    cut: Vec<Range<usize>>,
}

/// A closing phrase on a line of its own, or with the name after a comma.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[ \t]*(?i:(?:with )?(?:many |kind |kindest |best |warm |warmest )*(?:regards|thanks|thank you|wishes|sincerely|faithfully|yours sincerely|yours faithfully|yours truly|yours|respectfully|signed|cheers|rgds)(?: in advance| again)?)[ \t]*(?:[,.!:-]+[ \t]*(?P<name>\S.*)?)?\r?$",
    )
    .expect("a valid pattern")
});

/// The same behind the last sentence, on its line: "…and the outcome. Kind regards, Jo Bloggs, 12 Elm Road".
static CLOSING_INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)[.?!][ \t]+(?P<sign>(?i:(?:with )?(?:many |kind |kindest |best |warm |warmest )*(?:regards|thanks|thank you|wishes|yours sincerely|yours faithfully|yours truly|rgds)(?: in advance)?)[ \t]*[,.!:-]*[ \t]*(?P<name>\p{Lu}[^,\r\n]*)(?P<rest>(?:,[^\r\n]*)?))\r?$",
    )
    .expect("a valid pattern")
});

/// "My name is Jo Bloggs", with the "and" that goes on.
static INTRODUCTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i:\bmy (?:full )?name(?: is|[’']s))\s+(?:(?i:mr|mrs|ms|miss|mx|dr)\.?\s+)?\p{Lu}[\p{L}'’.\-]*(?:[ \t]+\p{Lu}[\p{L}'’\-]*){0,3}(?:\s+and\s+|[ \t]*[,.;:]?[ \t]*\n?)",
    )
    .expect("a valid pattern")
});

/// A line as at the head of an e-mail that says who writes.
static SENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[ \t]*(?i:from|sender|applicant|requester|reply-to|name|e-?mail)[ \t]*:[ \t]*(?:\p{Lu}|\S+@).*(?:\n|\z)",
    )
    .expect("a valid pattern")
});

/// A signature has at most so many lines below its closing phrase.
const LINES: usize = 8;
/// Each of at most so many characters and words.
const CHARS: usize = 60;
const WORDS: usize = 8;

/// What in a text tells, or seems to tell, who the applicant is.
pub(super) fn trace(text: &str) -> Option<Trace> {
    let signatures: Vec<Range<usize>> = CLOSING
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let end = match found.name("name") {
                Some(name) => {
                    is_name_like(name.as_str()).then(|| below(text, whole.end()).unwrap_or(whole.end()))?
                }
                None => below(text, whole.end())?,
            };
            Some(whole.start()..end)
        })
        .collect();
    let inline = CLOSING_INLINE.captures_iter(text).filter_map(|found| {
        let (sign, name) = (found.name("sign")?, found.name("name")?);
        let rest = found.name("rest").map_or("", |rest| rest.as_str());
        let is_signature = is_name_like(name.as_str()) && rest.chars().count() <= CHARS;
        is_signature.then(|| sign.start()..below(text, sign.end()).unwrap_or(sign.end()))
    });
    let signatures: Vec<Range<usize>> = signatures.into_iter().chain(inline).collect();
    let lines = SENDER.find_iter(text).chain(INTRODUCTION.find_iter(text)).map(|found| found.range());
    let is_signature = !signatures.is_empty();
    let mut cut: Vec<Range<usize>> = signatures.into_iter().chain(lines).collect();
    if cut.is_empty() {
        return None;
    }
    cut.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in cut {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => apart.push(range),
        }
    }
    let (why, remedy) = if is_signature {
        ("This looks like a signature with the applicant’s name", "Remove the signature")
    } else {
        ("This looks like the applicant’s name", "Remove the name")
    };
    Some(Trace { why, remedy, cut: apart })
}

impl Trace {
    /// The words that would be cut.
    pub(super) fn words_in(&self, text: &str) -> String {
        self.cut.iter().filter_map(|range| text.get(range.clone())).collect()
    }

    /// The text without it.
    pub(super) fn removed_from(&self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut from = 0;
        for range in &self.cut {
            rest.push_str(text.get(from..range.start).unwrap_or(""));
            from = range.end;
        }
        rest.push_str(text.get(from..).unwrap_or(""));
        rest.trim().to_owned()
    }
}

/// The end of the lines of a signature below its closing phrase, if there is at least one.
fn below(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut end = None;
    let mut at = from;
    let mut lines = 0;
    for line in rest.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        // What stands on the line of the phrase itself was looked at already.
        if start == from || words.is_empty() {
            continue;
        }
        let is_first = lines == 0;
        if lines == LINES || !is_short(words) || (is_first && !is_name_like(words)) {
            break;
        }
        lines += 1;
        end = Some(at);
    }
    end
}

fn is_short(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '?', '!']) && line.split_whitespace().count() > 3;
    line.chars().count() <= CHARS && line.split_whitespace().count() <= WORDS && !is_sentence
}

/// A few words that begin with capitals, or an address to write to.
fn is_name_like(line: &str) -> bool {
    const SMALL: [&str; 10] = ["al", "bin", "da", "de", "der", "di", "la", "le", "van", "von"];
    let begins = |word: &str| word.chars().find(|letter| letter.is_alphanumeric());
    let is_part = |word: &str| {
        begins(word).is_none_or(char::is_uppercase) && word != "I"
            || SMALL.contains(&word)
            || word.contains('@')
    };
    is_short(line) && line.split_whitespace().count() <= 5 && line.split_whitespace().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cuts(text: &str, rest: &str) {
        let found = trace(text).unwrap_or_else(|| panic!("nothing found in {text:?}"));
        assert_eq!(found.removed_from(text), rest);
    }

    #[test]
    fn cuts_what_names_the_applicant() {
        let asked = "Please send all complaints.";
        for signature in [
            "Yours sincerely,\nJo Bloggs",
            "Kind regards\n\nJo Bloggs\n12 Acacia Avenue\nNorthmere\n07700 900123",
            "Many thanks in advance,\r\nJo\r\n",
            "Regards, Jo",
            "Signed: Jo Bloggs",
            "With best wishes,\n\nDr. J. O'Bloggs\njo@example.org",
            "thank you\nJo",
        ] {
            cuts(&format!("{asked}\n\n{signature}"), asked);
        }
    }

    #[test]
    fn cuts_a_signature_behind_the_last_sentence() {
        cuts(
            "Please send the dates and the outcome. Kind regards, Fergus Holloway, 12 Elm Road",
            "Please send the dates and the outcome.",
        );
        cuts("Please send them. Many thanks Jo Bloggs", "Please send them.");
        cuts("Can you send them? Thank you. Dr. J. O'Bloggs\nNorthmere", "Can you send them?");
    }

    #[test]
    fn cuts_the_name_and_leaves_the_request() {
        cuts("My name is Jo Bloggs and I would like the figures.", "I would like the figures.");
        cuts("Hello. My name is Jo Bloggs. Please send them.", "Hello. Please send them.");
        cuts("From: Jo Bloggs <jo@example.org>\nPlease send them.", "Please send them.");
        cuts("E-mail: jo@example.org\nPlease send them.", "Please send them.");
    }

    #[test]
    fn leaves_what_comes_after_the_signature() {
        let text = "Please send them.\nRegards,\nJo\n\nI forgot to say that I need the figures by year as well, with the outcome.";
        cuts(
            text,
            "Please send them.\n\nI forgot to say that I need the figures by year as well, with the outcome.",
        );
    }

    #[test]
    fn leaves_a_text_that_names_nobody() {
        for text in [
            "",
            "Dear Sir or Madam,\nPlease send all complaints.",
            "With regards to your letter, please send them.",
            "Please send them.\n\nKind regards",
            "Many thanks for your help so far.",
            "Thanks, I will wait.",
            "Please send them. Many thanks for your help.",
            "Please send them. Thank you. Please also send the year of each.",
            "Please send them. Thanks. I will wait.",
            "Thanks\nPlease tell me if that is too much",
            "For each case:\nName: of no interest\nFrom: 2018 to 2022",
            "Yours sincerely\nplease do not forget the outcome of each of these cases, with the year.",
            "What is the name of the policy?",
            "I would like the figures.\nThanks\nI also ask for the year, and for each of the outcomes recorded.",
        ] {
            assert_eq!(trace(text), None, "{text:?}");
        }
    }
}
