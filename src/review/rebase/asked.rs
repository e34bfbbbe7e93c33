//! Words that were withheld and must not become open unseen: wherever they stand in a text that is not as it was,
//! and no carried decision covers them, they are suggested, and so undecided.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::super::open::looks_like_a_name;
use super::super::same::find_sequence;
use super::super::{Change, Decision, Detected, Level, Place, Workspace};
use super::Rebased;
use super::rows::reference;
use crate::detect::{DetectorId, Evidence, Finding, Kind, Why};
use crate::sheet::{CellId, Layout, Treatment};
use crate::text::{Span, words};

/// Who asks.
const DETECTOR: &str = "earlier-export";
const WHY: &str = "Withheld in the earlier export; what stands around it is not as it was";
/// Nothing that was withheld is unlikely.
const CONFIDENCE_PERMILLE: u16 = 1000;
/// A part of a name that is shorter than this is looked for only with the rest.
const LEAST_CHARS: usize = 2;

/// What is withheld in the entries of a case: folded words in a row, with what they are.
#[derive(Default)]
struct Withheld {
    sequences: BTreeMap<Vec<String>, Kind>,
}

/// The findings that ask for words that were withheld before, in order and without overlaps.
pub(super) fn asked(before: &Workspace, rebased: &Rebased) -> Vec<Finding> {
    let mut by_reference: HashMap<String, u32> = HashMap::new();
    for row in 0..before.sheet().row_count() {
        let reference = reference(before.sheet(), before.layout(), row);
        if !reference.is_empty() {
            by_reference.entry(reference).or_insert(row);
        }
    }
    let mut carried: BTreeMap<CellId, Vec<Span>> = BTreeMap::new();
    for change in &rebased.carried {
        if let Change::Mark { place, .. } = change {
            carried.entry(place.cell).or_default().push(place.span);
        }
    }
    let mut of_cases: HashMap<u32, Withheld> = HashMap::new();
    let mut asked = Vec::new();
    for (row, was) in (0u32..).zip(&rebased.rows) {
        let cells = other_cells(before, rebased, row, *was);
        if cells.is_empty() {
            continue;
        }
        let now = reference(&rebased.sheet, &rebased.layout, row);
        // An entry whose reference was put right belongs to both cases.
        let cases: BTreeSet<u32> = [*was, by_reference.get(&now).copied()]
            .into_iter()
            .flatten()
            .map(|row| before.case_of(row))
            .collect();
        for case in cases {
            let withheld = of_cases.entry(case).or_insert_with(|| Withheld::of_case(before, case));
            for &cell in &cells {
                let decided = carried.get(&cell).map_or(&[][..], Vec::as_slice);
                withheld.find(rebased.sheet.text(cell).expose(), cell, decided, &mut asked);
            }
        }
    }
    joined(asked)
}

/// The cells of a row, of those that are or may be released, that are not as they were.
fn other_cells(before: &Workspace, rebased: &Rebased, row: u32, was: Option<u32>) -> Vec<CellId> {
    let plans = (0u16..).zip(&rebased.layout.columns);
    plans
        .filter(|(_, plan)| plan.treatment.releases_text() || plan.treatment == Treatment::Unsettled)
        .map(|(column, _)| CellId { row, column })
        .filter(|cell| {
            let text = rebased.sheet.text(*cell).expose();
            let column = rebased.columns.get(usize::from(cell.column)).copied().flatten();
            let text_was =
                was.zip(column).map(|(row, column)| before.sheet().text(CellId { row, column }).expose());
            !text.trim().is_empty() && text_was != Some(text)
        })
        .collect()
}

impl Withheld {
    fn of_case(before: &Workspace, case: u32) -> Withheld {
        let mut withheld = Withheld::default();
        let mut parts: BTreeMap<String, Kind> = BTreeMap::new();
        let mut open: BTreeSet<String> = BTreeSet::new();
        for row in before.case_rows(case) {
            for column in 0..before.sheet().columns().len() as u16 {
                let cell = CellId { row, column };
                let text = before.sheet().text(cell).expose();
                let spans = withheld_in(before, cell);
                let all = if spans.is_empty() { Vec::new() } else { words(text) };
                for &(span, kind) in &spans {
                    // Whole words also where only a part of one is withheld.
                    let here = all.iter().filter(|word| word.span.overlaps(span));
                    if kind.is_person() {
                        for word in here.clone() {
                            let is_name = looks_like_a_name(word.span.of(text).unwrap_or(""));
                            if is_name && word.folded.chars().count() >= LEAST_CHARS {
                                parts.insert(word.folded.clone(), kind);
                            }
                        }
                    }
                    let sequence: Vec<String> = here.map(|word| word.folded.clone()).collect();
                    if !sequence.is_empty() {
                        withheld.sequences.entry(sequence).or_insert(kind);
                    }
                }
                let releases = before
                    .layout()
                    .columns
                    .get(usize::from(column))
                    .is_some_and(|p| p.treatment.releases_text());
                if releases {
                    let outside =
                        |word: &crate::text::Word| !spans.iter().any(|(span, _)| span.overlaps(word.span));
                    open.extend(words(text).into_iter().filter(outside).map(|word| word.folded));
                }
            }
        }
        // A part of a name that also stands openly in the case does not give anybody away.
        parts.retain(|word, _| !open.contains(word));
        for (word, kind) in parts {
            withheld.sequences.entry(vec![word]).or_insert(kind);
        }
        withheld
    }

    fn find(&self, text: &str, cell: CellId, decided: &[Span], out: &mut Vec<Finding>) {
        if self.sequences.is_empty() {
            return;
        }
        let words = words(text);
        for (sequence, kind) in &self.sequences {
            for Place { cell, span } in find_sequence(&words, sequence, cell) {
                if !decided.iter().any(|decided| decided.covers(span)) {
                    let why = Why::new(WHY, Evidence::Itself);
                    let detector = DetectorId::new(DETECTOR);
                    out.push(Finding {
                        cell,
                        span,
                        kind: *kind,
                        detector,
                        why,
                        confidence_permille: CONFIDENCE_PERMILLE,
                    });
                }
            }
        }
    }
}

/// What is withheld in a cell, by decision or as suggested, with what it is.
fn withheld_in(before: &Workspace, cell: CellId) -> Vec<(Span, Kind)> {
    let findings = before.findings_in(cell);
    let kind = |span: Span| {
        let found = findings.clone().find(|f| f.span.overlaps(span) && before.is_suggested(f));
        found.map_or(Kind::Public, |finding| finding.kind)
    };
    let redacted = before.decisions_in(cell).filter_map(|(place, decision)| match decision {
        Decision::Redact { .. } => Some((place.span, kind(place.span))),
        Decision::Keep { .. } => None,
    });
    redacted.chain(before.undecided_in(cell).map(|finding| (finding.span, finding.kind))).collect()
}

/// In order, with those that overlap made one.
fn joined(mut asked: Vec<Finding>) -> Vec<Finding> {
    asked.sort_unstable();
    let mut joined: Vec<Finding> = Vec::with_capacity(asked.len());
    for finding in asked {
        match joined.last_mut() {
            Some(last) if last.cell == finding.cell && last.span.overlaps(finding.span) => {
                last.span = last.span.join(finding.span);
            }
            _ => joined.push(finding),
        }
    }
    joined
}

/// What a search said, together with the words that are asked again. Where the search found them itself and is
/// sure, its own word stands; else what it found of them is part of the question. A mention of body-worn video
/// stays beside it, as it brings an entry into scope.
pub fn with_asked(detected: Arc<Detected>, asked: &[Finding]) -> Arc<Detected> {
    if asked.is_empty() {
        return detected;
    }
    let mut findings = Vec::with_capacity(detected.findings.len() + asked.len());
    let mut rest = detected.findings.as_slice();
    for questions in asked.chunk_by(|one, other| one.cell == other.cell) {
        let Some(cell) = questions.first().map(|question| question.cell) else { continue };
        let (before, after) = rest.split_at(rest.partition_point(|finding| finding.cell < cell));
        let (here, later) = after.split_at(after.partition_point(|finding| finding.cell == cell));
        findings.extend_from_slice(before);
        findings.extend(with_questions(here, questions));
        rest = later;
    }
    findings.extend_from_slice(rest);
    Arc::new(Detected { findings, ..(*detected).clone() })
}

/// The same of one cell.
fn with_questions(findings: &[Finding], questions: &[Finding]) -> Vec<Finding> {
    let no_columns = Layout::default();
    let is_sure = |finding: &Finding| Level::Fewer.shows(finding, &no_columns);
    let mut here = findings.to_vec();
    for question in questions {
        let is_part = |finding: &Finding| finding.kind != Kind::Bwv && finding.span.overlaps(question.span);
        let parts: Vec<Finding> = here.iter().copied().filter(is_part).collect();
        if parts.iter().any(|finding| finding.span.covers(question.span) && is_sure(finding)) {
            continue;
        }
        let span = parts.iter().fold(question.span, |span, finding| span.join(finding.span));
        let kind = parts.first().map_or(question.kind, |finding| finding.kind);
        here.retain(|finding| !is_part(finding));
        here.push(Finding { span, kind, ..*question });
        here.sort_unstable();
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "PC Ann Hunter had her camera off";

    fn finding(words: &str, kind: Kind, confidence_permille: u16) -> Finding {
        let start = TEXT.find(words).unwrap();
        Finding {
            cell: CellId { row: 0, column: 0 },
            span: Span::new(TEXT, start, start + words.len()).unwrap(),
            kind,
            detector: DetectorId::new("test"),
            why: Why::new("Follows a rank", Evidence::Itself),
            confidence_permille,
        }
    }

    /// Checks what stands as suggested in the end, as words with their kind.
    #[track_caller]
    fn check(findings: &[Finding], questions: &[Finding], expected: &[(&str, Kind)]) {
        let detected = Arc::new(Detected { findings: findings.to_vec(), ..Detected::default() });
        let after = with_asked(detected, questions);
        let shown: Vec<(&str, Kind)> =
            after.findings.iter().map(|finding| (finding.span.of(TEXT).unwrap(), finding.kind)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_asked_is_suggested_whatever_was_found() {
        let asked = finding("Hunter", Kind::Public, 1000);
        check(&[], &[asked], &[("Hunter", Kind::Public)]);
        // Found and sure: that is enough.
        let sure = finding("Ann Hunter", Kind::Officer, 900);
        check(&[sure], &[asked], &[("Ann Hunter", Kind::Officer)]);
        // A weak guess could be hidden by the dial, and one that covers a part leaves the rest open.
        let weak = finding("Ann Hunter", Kind::Officer, 200);
        check(&[weak], &[asked], &[("Ann Hunter", Kind::Officer)]);
        let whole = finding("Ann Hunter", Kind::Public, 1000);
        let part = finding("Hunter had", Kind::Staff, 900);
        check(&[part], &[whole], &[("Ann Hunter had", Kind::Staff)]);
        check(&[], &[], &[]);
    }

    #[test]
    fn a_mention_stays() {
        let mention = finding("camera", Kind::Bwv, 900);
        let asked = finding("her camera", Kind::Public, 1000);
        check(&[mention], &[asked], &[("her camera", Kind::Public), ("camera", Kind::Bwv)]);
    }
}
