//! E-mail addresses, also spelt out (`jo [at] example.org`) or with gaps.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Email;

/// What follows the `@`: labels with dots between, the last of letters. A comma in place of the
/// last dot is a slip; a full stop at the end of a sentence is not part of it.
static DOMAIN: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}|^[a-z0-9-]+,(?:com|co\.uk|org|net)\b")
});

/// A domain after an `@` that stands apart, or after `[at]`: dots may be spelt out too.
static LOOSE_DOMAIN: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)^[a-z0-9][a-z0-9-]* (?:\s?[\[(\{]?\s?(?:\.|\bdot\b)\s?[\])\}]?\s?[a-z0-9-]+)*? \s?[\[(\{]?\s?(?:\.|\bdot\b)\s?[\])\}]?\s? (?:com|org|net|info|co\s?[\[(\{]?(?:\.|\sdot\s)[\])\}]?\s?uk|uk|ie|eu|me)\b",
    )
});

/// Providers of mail: after `@` or `at` one of these is enough.
static PROVIDER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|btinternet|protonmail|proton|ymail|msn)\b",
    )
});

/// The `@` spelt out or standing apart, with the name before it.
static SPELT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)\b([a-z0-9][a-z0-9._+-]*[a-z0-9])(\s?[\[(\{<]\s?at\s?[\])\}>]\s?|\sat\s|\s@\s?|@\s)")
});

/// What a text with an address spelt out holds: searched for first, since most texts have none.
static HINT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)@|[\[({<] ?at ?[\])}>]| dot |\.com|\.org|\.net|\.uk|\.info|\.ie\b|\.eu\b|\.me\b|gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet|proton|ymail| aol| msn",
    )
});

impl Detector for Email {
    fn id(&self) -> DetectorId {
        DetectorId::new("email")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let text = plain.text();
        for (at, _) in text.match_indices('@') {
            if let Some(found) = address_around(text, at) {
                out.extend(plain.hit(found, Kind::Email, "Has the form of an e-mail address", 980));
            }
        }
        if !plain.matches(&HINT) {
            return;
        }
        for found in plain.captures(&SPELT) {
            let (Some(whole), Some(local), Some(sign)) = (found.get(0), found.get(1), found.get(2)) else {
                continue;
            };
            let rest = text.get(whole.end()..).unwrap_or("");
            let provider = PROVIDER.find(rest);
            let Some(domain) = LOOSE_DOMAIN.find(rest).or(provider) else { continue };
            // "Met at example.org" is prose: a bare `at` or `@` wants a name that nobody would speak.
            let is_marked = sign.as_str().contains(['[', '(', '{', '<']);
            let is_handle =
                local.as_str().contains(['.', '_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            let is_spelt_dot = !domain.as_str().contains('.') && domain.as_str().contains(' ');
            if is_marked || provider.is_some() || is_handle || is_spelt_dot {
                let found = with_spelt_dots(text, local.start())..whole.end() + domain.end();
                out.extend(plain.hit(found, Kind::Email, "Is an e-mail address spelt out", 850));
            }
        }
    }
}

/// Where an address begins whose part after the last spelt-out dot begins at `start`: `jo(dot)may@…`.
fn with_spelt_dots(text: &str, start: usize) -> usize {
    static BEFORE: LazyLock<Rule> =
        LazyLock::new(|| pattern(r"(?i)(?:\b[a-z0-9][a-z0-9_+-]*\s?[\[({]\s?dot\s?[\])}]\s?)+$"));
    let before = text.get(..start).unwrap_or("");
    if !before.trim_end().ends_with([']', ')', '}']) {
        return start;
    }
    BEFORE.find(before).map_or(start, |found| found.start())
}

/// The address around the `@` at `at`, without gaps.
fn address_around(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let local = before
        .char_indices()
        .rev()
        .take_while(|&(_, letter)| letter.is_alphanumeric() || "._%+-'&=~/".contains(letter))
        .last()?
        .0;
    let local = with_spelt_dots(text, local + before.get(local..)?.find(char::is_alphanumeric)?);
    let after = text.get(at + 1..)?;
    let domain = DOMAIN.find(after).or_else(|| PROVIDER.find(after))?;
    Some(local..at + 1 + domain.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "From: [EMAIL:tyrellgo99@example.org]\nTo: DPS",
            "at [EMAIL:jerome.d.campbell@example.com].",
            "([EMAIL:o'neill+bwv@mail.example.co.uk]), <[EMAIL:a_b@x.org]>; mailto:[EMAIL:jo@example.net]",
            "EMAIL [EMAIL:VDESAI.NW7@EXAMPLE.COM]",
            "[EMAIL:josé@example.org]",
            "write to [EMAIL:jo.may {at} example.org] or [EMAIL:jo (at) example (dot) co.uk]",
            "[EMAIL:jo.may at example dot com]; [EMAIL:j0@ example.org]; [EMAIL:jo_m @ example.org]",
            "jo's is [EMAIL:jomay at gmail] or [EMAIL:jomay@hotmail]",
            "misread as [EMAIL:jo@example,com]",
            "via [EMAIL:jo(dot)may@example.org], [EMAIL:jo {dot} a {dot} may (at) example (dot) org]",
            "'[EMAIL:jo@example.org]'",
        ] {
            check(&Email, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "at 10:00 @ 10.30, met at example.org, @handle, 2@10p",
            "(a dot) may be seen; the (red) dot",
            "emailed him at home; e-mail awaited; see www.example.org",
            "stood at the bus stop. Com link failed.",
        ] {
            check(&Email, text);
        }
    }
}
