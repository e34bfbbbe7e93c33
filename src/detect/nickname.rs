//! A nickname in quotation marks inside a name that was found in two parts, `Dean 'Fats' Hall`, or between a
//! rank or title and a name, `PC "Titch" Goodall`.

use super::lexicon::CueSort;
use super::resolve::Report;
use super::words::{Gap, Shape, Words};
use super::{DetectorId, Evidence, Hit, Why};

/// Who reports them.
pub(super) fn id() -> DetectorId {
    DetectorId::new("nickname")
}

/// Most bytes between a nickname and the name after it.
const MOST_BETWEEN: usize = 4;

/// The names with the nickname in them, as one hit that joins the parts.
pub(super) fn find(words: &Words, reports: &[Report]) -> Vec<Hit> {
    let name_at = |at: usize| {
        let span = words.get(at)?.span;
        let names = reports.iter().filter(|report| report.hit.kind.is_person());
        names.map(|report| report.hit).find(|hit| hit.span.covers(span))
    };
    let is_quoted = |at: usize| {
        let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
        let is_near = next.span.start() - word.span.end() <= MOST_BETWEEN;
        // The quotation mark after an `s` was read as the end of a plural.
        let closes = next.gap == Gap::Quote || word.possessive && next.gap == Gap::Space;
        word.gap == Gap::Quote && closes && word.is_word() && word.shape != Shape::Lower && is_near
    };
    let hit = |at: usize| {
        let before = at.checked_sub(1)?;
        let name = name_at(at + 1)?;
        let is_announced = words.cue(before).is_some_and(|(cue, _)| cue.sort != CueSort::Role);
        let first = if is_announced { at } else { name_at(before).map(|_| before)? };
        let why = Why::new("Is the nickname in the name", Evidence::Itself);
        Some(Hit { span: words.span(first, at + 1)?, why, ..name })
    };
    (1..words.len()).filter(|&at| is_quoted(at)).filter_map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Kind;
    use crate::text::Span;

    #[track_caller]
    fn check(text: &str, names: &[&str], expected: Option<&str>) {
        let reports: Vec<Report> = names
            .iter()
            .map(|name| {
                let start = text.find(name).unwrap();
                let span = Span::new(text, start, start + name.len()).unwrap();
                let why = Why::new("Test", Evidence::Itself);
                let hit = Hit { span, kind: Kind::Officer, why, confidence_permille: 900 };
                Report { hit, detector: DetectorId::new("test"), from_columns: false }
            })
            .collect();
        let found = find(&Words::new(text), &reports);
        assert_eq!(found.first().and_then(|hit| hit.span.of(text)), expected, "{text}");
    }

    #[test]
    fn joins_the_parts_around_a_nickname() {
        check("warned Dean 'Fats' Hall that", &["Dean", "Hall"], Some("Dean 'Fats' Hall"));
        check("PC \"Titch\" Goodall sat", &["Goodall"], Some("Titch\" Goodall"));
        check("Dean said 'Hello' Hall left", &["Dean", "Hall"], None);
        check("read \"Notice\" Goodall said", &["Goodall"], None);
        check("Dean 'Fats' told us", &["Dean"], None);
        check("officers 'Kit' and 'Dolly'", &["Kit", "Dolly"], None);
    }
}
