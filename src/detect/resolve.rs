//! Makes findings of what the detectors reported of one cell: no two overlap, and no byte that any
//! of them covered is lost.

use super::likelihood::{Likelihood, SURE_PERMILLE};
use super::{DetectorId, Finding, Hit, Kind, lists, tagger};
use crate::sheet::CellId;
use crate::text::Span;

/// A hit, who reported it, and whether it rests on the name and number columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Report {
    pub(crate) hit: Hit,
    pub(crate) detector: DetectorId,
    pub(crate) from_columns: bool,
}

/// The findings of one cell, in order.
///
/// Hits of one kind, and names of whatever kind, are joined where they overlap. Where others
/// overlap, the longer keeps its words and the rest of the shorter stands beside it. Soft kinds
/// (tactic, special category) give way to names and numbers, so that refusing the soft one never
/// lets the name out. A mention of body-worn video, which is not redacted, gives way to all that is
/// likely.
///
/// What is less sure only takes words that nothing surer holds, so that an officer who asks to be shown
/// more sees the same suggestions as before and others beside them. Likely hits may still lengthen a
/// surer one that they overlap; unlikely ones change nothing.
pub(crate) fn resolve(cell: CellId, text: &str, mut reports: Vec<Report>) -> Vec<Finding> {
    for report in reports.iter_mut().filter(|report| report.from_columns) {
        report.hit.confidence_permille = report.hit.confidence_permille.max(SURE_PERMILLE);
    }
    reports.retain(|report| Likelihood::of_hit(&report.hit).is_some());
    if reports.is_empty() {
        return Vec::new();
    }
    reports.sort_unstable_by_key(|report| (report.hit.span, report.hit.kind, report.detector));
    let (likely, unlikely): (Vec<_>, Vec<_>) = reports.into_iter().partition(|report| is_likely(&report.hit));
    let (mentions, likely): (Vec<_>, Vec<_>) =
        likely.into_iter().partition(|report| report.hit.kind == Kind::Bwv);
    let (sure, likely): (Vec<_>, Vec<_>) =
        likely.into_iter().partition(|report| Likelihood::of_hit(&report.hit) == Some(Likelihood::Sure));
    let mut kept: Vec<Finding> = Vec::with_capacity(sure.len());
    place(cell, text, sure, &mut kept);
    place(cell, text, likely, &mut kept);
    place(cell, text, mentions, &mut kept);
    place(cell, text, unlikely, &mut kept);
    kept
}

/// Finds room for reports of one tier beside what is there, which stays what it is.
fn place(cell: CellId, text: &str, reports: Vec<Report>, kept: &mut Vec<Finding>) {
    if reports.is_empty() {
        return;
    }
    let surer: Vec<Finding> = kept.clone();
    let mut joined = join(reports);
    // Listed words do not take from what the columns say.
    let lists = lists::id();
    let listed: Vec<Span> = joined.iter().filter(|r| r.detector == lists).map(|r| r.hit.span).collect();
    let is_contested =
        |report: &Report| report.from_columns && listed.iter().any(|span| span.overlaps(report.hit.span));
    joined.sort_by_key(|report| {
        let hit = report.hit;
        (
            std::cmp::Reverse(firmness(hit.kind)),
            std::cmp::Reverse(is_contested(report)),
            std::cmp::Reverse(hit.span.byte_len()),
            std::cmp::Reverse(hit.confidence_permille),
            hit.span,
            hit.kind,
            report.detector,
        )
    });
    for Report { hit, detector, from_columns: _ } in joined {
        let finding = |span| Finding {
            cell,
            span,
            kind: hit.kind,
            detector,
            why: hit.why,
            confidence_permille: hit.confidence_permille,
        };
        let may_lengthen = is_likely(&hit);
        let lengthened: Vec<Span> = surer
            .iter()
            .filter(|other| may_lengthen && is_same(other.kind, hit.kind) && other.span.overlaps(hit.span))
            .map(|other| other.span)
            .collect();
        let free = free_stretches(text, hit.span, kept);
        let mut lost_between = Vec::new();
        for span in free {
            let longer = kept.iter_mut().find(|finding| {
                finding.span.touches(span) && lengthened.iter().any(|other| finding.span.covers(*other))
            });
            let words = span.of(text).unwrap_or("");
            let is_scrap = detector == tagger::id() && span != hit.span && tagger::is_scrap(hit.kind, words);
            let telling = !is_scrap && words.chars().any(char::is_alphanumeric);
            if let Some(longer) = longer {
                longer.span = longer.span.join(span);
            } else if telling || span == hit.span {
                kept.push(finding(span));
            } else if hit.kind != Kind::Bwv {
                lost_between.push(span);
            }
        }
        for span in lost_between {
            let may_hold =
                |finding: &Finding| may_lengthen || Likelihood::of_finding(finding) < Likelihood::Likely;
            // What is left of a number goes to a number.
            let is_kin = |finding: &Finding| tagger::is_number(finding.kind) == tagger::is_number(hit.kind);
            let touching = |finding: &Finding| may_hold(finding) && finding.span.touches(span);
            let at = kept.iter().position(|finding| touching(finding) && is_kin(finding));
            if let Some(at) = at.or_else(|| kept.iter().position(touching)) {
                kept[at].span = kept[at].span.join(span);
            }
        }
        kept.sort_unstable();
    }
}

/// Joins overlapping hits of one kind, and overlapping names.
fn join(reports: Vec<Report>) -> Vec<Report> {
    let mut joined: Vec<Report> = Vec::with_capacity(reports.len());
    for report in reports {
        let hit = report.hit;
        let overlapping = joined
            .iter_mut()
            .rev()
            .find(|other| is_same(other.hit.kind, hit.kind) && other.hit.span.overlaps(hit.span));
        match overlapping {
            Some(other) => {
                let span = other.hit.span.join(hit.span);
                let from_columns = other.from_columns || report.from_columns;
                if tells_more(&report, other) {
                    *other = report;
                }
                other.hit.span = span;
                other.from_columns = from_columns;
            }
            None => joined.push(report),
        }
    }
    joined
}

/// Of two reports of the same words, whether the first says better what they are. The officer's list says
/// only that they are to go, so the columns know better.
fn tells_more(report: &Report, other: &Report) -> bool {
    let is_listed = |report: &Report| report.detector == lists::id();
    if report.from_columns && is_listed(other) {
        return true;
    }
    if other.from_columns && is_listed(report) {
        return false;
    }
    // Where a column or a rule is sure as well, it says more plainly why than the tagger does.
    let is_sure = |report: &Report| Likelihood::of_hit(&report.hit) == Some(Likelihood::Sure);
    let is_tagger = |report: &Report| report.detector == tagger::id();
    if is_tagger(report) != is_tagger(other) {
        return if is_tagger(report) { !is_sure(other) } else { is_sure(report) };
    }
    report.hit.confidence_permille > other.hit.confidence_permille
}

fn is_likely(hit: &Hit) -> bool {
    Likelihood::of_hit(hit) >= Some(Likelihood::Likely)
}

fn is_same(one: Kind, other: Kind) -> bool {
    one == other || one.is_person() && other.is_person()
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
        let hit = Hit::new(text, start, end, kind, "Test", confidence).unwrap();
        Report { hit, detector: DetectorId::new("test"), from_columns: false }
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

    /// As `check`, with how sure each is, and how sure what is found is.
    #[track_caller]
    fn check_sure(text: &str, hits: &[(&str, Kind, u16)], expected: &[(&str, Kind, u16)]) {
        let report = |&(words, kind, confidence): &(&str, Kind, u16)| {
            let start = text.find(words).unwrap();
            hit(text, start, start + words.len(), kind, confidence)
        };
        let findings = resolve(CELL, text, hits.iter().map(report).collect());
        let found: Vec<_> =
            findings.iter().map(|f| (f.span.of(text).unwrap(), f.kind, f.confidence_permille)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn weak_hits_take_what_is_free() {
        use Kind::{Address, Bwv, Officer, Public};
        // A likely name lengthens a sure one, an unlikely one stands beside it.
        check_sure(
            "Daniel Okafor",
            &[("Okafor", Officer, 900), ("Daniel Okafor", Public, 600)],
            &[("Daniel Okafor", Officer, 900)],
        );
        check_sure(
            "Daniel Okafor",
            &[("Okafor", Officer, 900), ("Daniel Okafor", Public, 350)],
            &[("Daniel ", Public, 350), ("Okafor", Officer, 900)],
        );
        // However long, it takes nothing from what is surer.
        check_sure(
            "at Park Lane Estate",
            &[("Park", Public, 800), ("Park Lane Estate", Address, 600)],
            &[("Park", Public, 800), (" Lane Estate", Address, 600)],
        );
        // Two sure names stay two, although an unsure one spans both.
        check_sure(
            "Ann Lee Bo",
            &[("Ann", Officer, 900), ("Bo", Public, 800), ("Ann Lee Bo", Public, 550)],
            &[("Ann Lee ", Officer, 900), ("Bo", Public, 800)],
        );
        check_sure(
            "his BWV",
            &[("BWV", Bwv, 900), ("his BWV", Public, 350)],
            &[("his ", Public, 350), ("BWV", Bwv, 900)],
        );
        check_sure("his BWV", &[("BWV", Bwv, 900), ("his BWV", Public, 550)], &[("his BWV", Public, 550)]);
        check_sure("nobody", &[("nobody", Public, 149)], &[]);
    }

    fn reported_by(detector: &'static str, from_columns: bool, report: Report) -> Report {
        Report { detector: DetectorId::new(detector), from_columns, ..report }
    }

    #[test]
    fn listed_words_do_not_change_what_the_columns_say() {
        let text = "Okafor Court";
        for (column, listed) in [
            (hit(text, 0, 6, Kind::Officer, 800), hit(text, 0, 12, Kind::Public, 995)),
            (hit(text, 0, 6, Kind::Officer, 100), hit(text, 0, 6, Kind::Public, 995)),
            (hit(text, 0, 6, Kind::Officer, 800), hit(text, 0, 12, Kind::Address, 995)),
        ] {
            let reports = vec![reported_by("known", true, column), reported_by("always-list", false, listed)];
            let findings = resolve(CELL, text, reports);
            assert_eq!((findings[0].kind, findings[0].detector.name()), (Kind::Officer, "known"));
            assert!(findings[0].confidence_permille >= SURE_PERMILLE);
            assert_eq!(findings.last().unwrap().span.end(), listed.hit.span.end(), "nothing is lost");
        }
        // Nor where a surer detector says the same as the columns.
        let rank = hit(text, 0, 6, Kind::Officer, 950);
        let column = reported_by("known", true, hit(text, 0, 6, Kind::Officer, 800));
        for kind in [Kind::Public, Kind::Staff] {
            let listed = reported_by("always-list", false, hit(text, 0, 6, kind, 995));
            assert_eq!(resolve(CELL, text, vec![rank, column, listed])[0].kind, Kind::Officer);
        }
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
            for finding in &findings {
                prop_assert!(finding.span.of(text).is_some() && Likelihood::of(finding.kind, finding.confidence_permille).is_some());
            }
            // Nothing that is shown at a level is lost at it.
            for level in [Likelihood::Likely, Likelihood::Sure] {
                for byte in 0..text.len() {
                    let before = reports.iter().any(|report| {
                        Likelihood::of_hit(&report.hit) >= Some(level) && report.hit.span.range().contains(&byte)
                    });
                    let after = findings.iter().any(|finding| {
                        Likelihood::of_finding(finding) >= level && finding.span.range().contains(&byte)
                    });
                    prop_assert!(!before || after, "byte {} is lost at {:?}", byte, level);
                }
            }
        }

        #[test]
        fn unlikely_hits_change_no_likely_finding(hits in prop::collection::vec((0usize..38, 1usize..12, 0usize..18, 0u16..1000), 0..10)) {
            use strum::IntoEnumIterator;
            let text = "Ab, cd (ef) gh. Ij kl; mn op-qr st uv wxyz 12 345";
            let kinds: Vec<Kind> = Kind::iter().collect();
            let reports: Vec<Report> =
                hits.iter().map(|&(a, n, kind, c)| hit(text, a, a + n, kinds[kind], c)).collect();
            let only_likely = reports.iter().copied().filter(|r| is_likely(&r.hit)).collect();
            let all = resolve(CELL, text, reports.clone());
            let likely: Vec<Finding> = all.into_iter().filter(|f| Likelihood::of_finding(f) >= Likelihood::Likely).collect();
            prop_assert_eq!(likely, resolve(CELL, text, only_likely));
        }

        #[test]
        fn likely_hits_leave_sure_findings_where_they_were(hits in prop::collection::vec((0usize..38, 1usize..12, 0usize..17, 500u16..1000), 0..10)) {
            use strum::IntoEnumIterator;
            let text = "Ab, cd (ef) gh. Ij kl; mn op-qr st uv wxyz 12 345";
            let kinds: Vec<Kind> = Kind::iter().filter(|&kind| kind != Kind::Bwv).collect();
            let reports: Vec<Report> =
                hits.iter().map(|&(a, n, kind, c)| hit(text, a, a + n, kinds[kind], c)).collect();
            let sure = reports.iter().copied().filter(|r| Likelihood::of_hit(&r.hit) == Some(Likelihood::Sure)).collect();
            let all = resolve(CELL, text, reports.clone());
            for before in resolve(CELL, text, sure) {
                let stays = |after: &Finding| {
                    after.span.covers(before.span)
                        && (after.kind, after.confidence_permille) == (before.kind, before.confidence_permille)
                };
                prop_assert!(all.iter().any(stays), "{:?}", before);
            }
        }
    }
}
