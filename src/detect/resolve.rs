//! Makes findings of what the detectors reported of one cell: no two overlap, and no byte that any
//! of them covered is lost.

use super::{DetectorId, Finding, Hit, Kind};
use crate::sheet::CellId;
use crate::text::Span;

/// A hit and who reported it.
pub(crate) type Report = (Hit, DetectorId);

/// The findings of one cell, in order.
///
/// Hits of one kind, and names of whatever kind, are joined where they overlap. Where others
/// overlap, the longer keeps its words and the rest of the shorter stands beside it. Soft kinds
/// (tactic, special category) give way to names and numbers, so that refusing the soft one never
/// lets the name out. A mention of body-worn video, which is not redacted, gives way to all.
pub(crate) fn resolve(cell: CellId, text: &str, mut reports: Vec<Report>) -> Vec<Finding> {
    if reports.is_empty() {
        return Vec::new();
    }
    reports.sort_unstable_by_key(|&(hit, detector)| (hit.span, hit.kind, detector));
    let mut joined = join(reports);
    joined.sort_by_key(|&(hit, detector)| {
        (
            std::cmp::Reverse(firmness(hit.kind)),
            std::cmp::Reverse(hit.span.byte_len()),
            std::cmp::Reverse(hit.confidence_permille),
            hit.span,
            hit.kind,
            detector,
        )
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(joined.len());
    for (hit, detector) in joined {
        let finding = |span| Finding {
            cell,
            span,
            kind: hit.kind,
            detector,
            why: hit.why,
            confidence_permille: hit.confidence_permille,
        };
        let free = free_stretches(text, hit.span, &kept);
        let mut lost_between = Vec::new();
        for span in free {
            let telling = span.of(text).is_some_and(|words| words.chars().any(char::is_alphanumeric));
            if telling || span == hit.span {
                kept.push(finding(span));
            } else if hit.kind != Kind::Bwv {
                lost_between.push(span);
            }
        }
        for span in lost_between {
            if let Some(neighbour) = kept.iter_mut().find(|finding| finding.span.touches(span)) {
                neighbour.span = neighbour.span.join(span);
            }
        }
        kept.sort_unstable();
    }
    kept
}

/// Joins overlapping hits of one kind, and overlapping names.
fn join(reports: Vec<Report>) -> Vec<Report> {
    let mut joined: Vec<Report> = Vec::with_capacity(reports.len());
    for (hit, detector) in reports {
        let same = |kind: Kind| kind == hit.kind || kind.is_person() && hit.kind.is_person();
        let overlapping =
            joined.iter_mut().rev().find(|(other, _)| same(other.kind) && other.span.overlaps(hit.span));
        match overlapping {
            Some((other, other_detector)) => {
                let span = other.span.join(hit.span);
                if hit.confidence_permille > other.confidence_permille {
                    *other = hit;
                    *other_detector = detector;
                }
                other.span = span;
            }
            None => joined.push((hit, detector)),
        }
    }
    joined
}

fn firmness(kind: Kind) -> u8 {
    match kind {
        Kind::Bwv => 0,
        Kind::Tactic | Kind::Special => 1,
        Kind::Public
        | Kind::Officer
        | Kind::Staff
        | Kind::Number
        | Kind::Address
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Dob
        | Kind::Vrm
        | Kind::Nino
        | Kind::Bank
        | Kind::OtherId
        | Kind::CaseRef => 2,
    }
}

/// What of `span` none of the findings (in order, apart) covers.
fn free_stretches(text: &str, span: Span, kept: &[Finding]) -> Vec<Span> {
    let mut free = Vec::new();
    let mut from = span.start();
    for finding in kept.iter().filter(|finding| finding.span.overlaps(span)) {
        free.extend(Span::new(text, from, finding.span.start()));
        from = from.max(finding.span.end());
    }
    free.extend(Span::new(text, from, span.end()));
    free
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CELL: CellId = CellId { row: 0, column: 0 };

    fn hit(text: &str, start: usize, end: usize, kind: Kind, confidence: u16) -> Report {
        (Hit::new(text, start, end, kind, "Test", confidence).unwrap(), DetectorId::new("test"))
    }

    fn check(text: &str, hits: &[(usize, usize, Kind)], expected: &[(&str, Kind)]) {
        let reports = hits.iter().map(|&(a, b, kind)| hit(text, a, b, kind, 900)).collect();
        let findings = resolve(CELL, text, reports);
        let found: Vec<_> = findings.iter().map(|f| (f.span.of(text).unwrap(), f.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_joined() {
        check(
            "Daniel Okafor",
            &[(0, 6, Kind::Public), (0, 13, Kind::Officer), (7, 13, Kind::Public)],
            &[("Daniel Okafor", Kind::Public)],
        );
    }

    #[test]
    fn the_longer_identifier_wins() {
        check(
            "a.okafor@example.org",
            &[(2, 8, Kind::Public), (0, 20, Kind::Email)],
            &[("a.okafor@example.org", Kind::Email)],
        );
    }

    #[test]
    fn a_soft_kind_is_split_around_a_name() {
        check(
            "a source told Okafor so",
            &[(0, 23, Kind::Tactic), (14, 20, Kind::Officer)],
            &[("a source told ", Kind::Tactic), ("Okafor", Kind::Officer), (" so", Kind::Tactic)],
        );
    }

    #[test]
    fn a_mention_of_video_gives_way() {
        check(
            "Okafor's BWV",
            &[(0, 12, Kind::Bwv), (0, 6, Kind::Officer)],
            &[("Okafor", Kind::Officer), ("'s BWV", Kind::Bwv)],
        );
    }

    proptest! {
        #[test]
        fn no_overlap_and_no_byte_lost(hits in prop::collection::vec((0usize..38, 1usize..12, 0usize..17, 0u16..1000), 0..10)) {
            use strum::IntoEnumIterator;
            let text = "Ab, cd (ef) gh. Ij kl; mn op-qr st uv wxyz 12 345";
            let kinds: Vec<Kind> = Kind::iter().filter(|&kind| kind != Kind::Bwv).collect();
            let reports: Vec<Report> =
                hits.iter().map(|&(a, n, kind, c)| hit(text, a, a + n, kinds[kind], c)).collect();
            let findings = resolve(CELL, text, reports.clone());
            for pair in findings.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
            for byte in 0..text.len() {
                let before = reports.iter().any(|(hit, _)| hit.span.range().contains(&byte));
                let after = findings.iter().any(|finding| finding.span.range().contains(&byte));
                prop_assert!(!before || after, "byte {} is lost", byte);
            }
        }
    }
}
