//! What a detector is, and what it is given.

use super::plain::Plain;
use super::words::Words;
use super::{DetectorId, Evidence, Kind, Known, Why};
use crate::sheet::CellId;
use crate::text::Span;

/// One rule. Lives in one file under `detectors/` and is made known by one row of the list there.
pub trait Detector: Sync {
    /// Its stable name, kept in case files.
    fn id(&self) -> DetectorId;

    /// Reports the passages it finds, in any order.
    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>);
}

/// A cell under search.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'p> {
    /// Where it stands.
    pub cell: CellId,
    /// Its text.
    pub text: &'p str,
    /// What the entry's own columns, and those of its case, say.
    pub known: &'p Known,
    /// The text cut into words.
    pub words: &'p Words,
    /// The text made plain for patterns.
    pub(crate) plain: &'p Plain<'p>,
}

/// What a detector reports of one passage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Hit {
    /// The words, in bytes of the passage.
    pub span: Span,
    /// What they are.
    pub kind: Kind,
    /// Why.
    pub why: Why,
    /// How sure, from 0 to 1000.
    pub confidence_permille: u16,
}

impl Hit {
    /// The words from byte `start` to `end` of `text`; `None` where [`Span::new`] gives none.
    pub fn new(
        text: &str,
        start: usize,
        end: usize,
        kind: Kind,
        sentence: &'static str,
        confidence_permille: u16,
    ) -> Option<Hit> {
        let span = Span::new(text, start, end)?;
        Some(Hit { span, kind, why: Why::new(sentence, Evidence::Itself), confidence_permille })
    }

    /// The same with what the sentence points to.
    pub fn pointing_to(self, evidence: Evidence) -> Hit {
        Hit { why: Why::new(self.why.sentence(), evidence), ..self }
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! How detectors are tested: the expected passages are marked in the text itself.

    use super::{Detector, Hit, Known, Passage, Plain, Words};
    use crate::sheet::CellId;

    /// Checks that `detector` finds exactly the passages marked as `[KIND:words]`, where `KIND` is
    /// the span type of the command line. A text without marks says what it leaves alone.
    #[track_caller]
    pub(crate) fn check(detector: &dyn Detector, marked: &str) {
        check_known(detector, &Known::default(), marked);
    }

    /// As [`check`], with something known from the columns.
    #[track_caller]
    pub(crate) fn check_known(detector: &dyn Detector, known: &Known, marked: &str) {
        let text = unmark(marked);
        let words = Words::new(&text);
        let cell = CellId { row: 0, column: 0 };
        let passage = Passage { cell, text: &text, known, words: &words, plain: &Plain::new(&text) };
        let mut hits = Vec::new();
        detector.find(&passage, &mut hits);
        hits.sort();
        hits.dedup_by_key(|hit| hit.span);
        assert_eq!(mark(&text, &hits), marked);
    }

    fn mark(text: &str, hits: &[Hit]) -> String {
        let mut marked = String::new();
        let mut from = 0;
        for hit in hits {
            assert!(hit.span.start() >= from, "findings overlap in {text:?}");
            let words = hit.span.of(text).unwrap();
            marked.push_str(text.get(from..hit.span.start()).unwrap());
            marked.push_str(&format!("[{}:{words}]", hit.kind.name()));
            from = hit.span.end();
        }
        marked + text.get(from..).unwrap()
    }

    fn unmark(marked: &str) -> String {
        let marks = regex::Regex::new(r"\[[A-Z]+:([^\]]*)\]").unwrap();
        marks.replace_all(marked, "$1").into_owned()
    }
}
