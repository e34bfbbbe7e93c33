//! Redactions in another shape: split, trimmed, widened, joined.

use std::collections::BTreeSet;

use super::*;

const TEXT: &str = "PC Hunter told Hunter of Élan Road; BWV on.";

fn one_entry() -> Workspace {
    workspace(&[["PC/1/21", "2021", "Y", "Finalised", "Upheld", TEXT]])
}

fn cell() -> CellId {
    CellId { row: 0, column: SUMMARY }
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(TEXT, start, start + words.len()).unwrap()
}

fn at(words: &str) -> Place {
    Place { cell: cell(), span: span(words) }
}

fn own(words: &str) -> Command {
    Command::Decide { places: vec![at(words)], decision: s40() }
}

fn reshape(words: &str, parts: &[&str]) -> Command {
    Command::Reshape {
        place: at(words),
        parts: parts.iter().map(|part| span(part)).collect(),
        decision: s40(),
    }
}

/// What goes out, in order.
fn gone(workspace: &Workspace) -> Vec<&'static str> {
    let redactions = workspace.redactions(cell(), Policy::Final);
    redactions.iter().map(|redaction| redaction.span.of(TEXT).unwrap()).collect()
}

fn bytes(workspace: &Workspace) -> BTreeSet<usize> {
    let redactions = workspace.redactions(cell(), Policy::Final);
    redactions.iter().flat_map(|redaction| redaction.span.range()).collect()
}

#[test]
fn a_redaction_is_split_and_what_is_opened_stands_openly() {
    let mut workspace = one_entry();
    run(&mut workspace, &own("Hunter of Élan Road")).unwrap();
    assert_eq!(gone(&workspace), ["Hunter", "Hunter of Élan Road"]);
    run(&mut workspace, &reshape("Hunter of Élan Road", &["Hunter of", "Road"])).unwrap();
    assert_eq!(gone(&workspace), ["Hunter", "Hunter of", "Road"]);
    assert_eq!(workspace.undecided_in(cell()).count(), 1, "only the first name waits");
    workspace.apply(workspace.plan(&Command::Undo).unwrap());
    assert_eq!(gone(&workspace), ["Hunter", "Hunter of Élan Road"], "one undo step");
}

#[test]
fn a_suggestion_that_is_trimmed_is_decided() {
    let mut workspace = one_entry();
    let first = at("Hunter");
    let part = Span::new(TEXT, first.span.start() + 2, first.span.end()).unwrap();
    run(&mut workspace, &Command::Reshape { place: first, parts: vec![part], decision: s40() }).unwrap();
    assert_eq!(gone(&workspace), ["nter", "Hunter"]);
    // Its first letters were opened on purpose: they are not asked about again, and go out no more.
    assert_eq!(workspace.undecided_in(cell()).count(), 1);
    assert!(matches!(workspace.decision_over(first), Some(Decision::Redact { .. })));
    // Made undecided, the rest is asked about as a whole.
    run(&mut workspace, &Command::Clear { places: vec![Place { cell: cell(), span: part }] }).unwrap();
    assert_eq!(workspace.undecided_in(cell()).count(), 2);
    assert_eq!(gone(&workspace), ["Hunter", "Hunter"]);
}

#[test]
fn widened_words_take_in_what_they_touch() {
    let mut workspace = one_entry();
    run(&mut workspace, &own("Élan")).unwrap();
    run(&mut workspace, &own("Road")).unwrap();
    assert_eq!(gone(&workspace), ["Hunter", "Hunter", "Élan", "Road"]);
    run(&mut workspace, &reshape("Élan", &["of Élan "])).unwrap();
    assert_eq!(gone(&workspace), ["Hunter", "Hunter", "of Élan Road"]);
    let decisions: Vec<Span> = workspace.decisions_in(cell()).map(|(place, _)| place.span).collect();
    assert_eq!(decisions, [span("of Élan Road")], "one redaction, not two side by side");
}

#[test]
fn own_words_join_on_the_same_grounds_only() {
    let mut workspace = one_entry();
    run(&mut workspace, &own("of Élan")).unwrap();
    run(&mut workspace, &own("Élan Road")).unwrap();
    assert_eq!(workspace.decisions_in(cell()).count(), 1);
    let other = Decision::Redact {
        exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()],
        reason: "tactics".into(),
    };
    let road = at("Road; BWV");
    run(&mut workspace, &Command::Decide { places: vec![road], decision: other }).unwrap();
    assert_eq!(workspace.decisions_in(cell()).count(), 2, "each keeps its own grounds");
    assert_eq!(gone(&workspace), ["Hunter", "Hunter", "of Élan Road; BWV"], "and the file has one mark");
}

#[test]
fn what_is_no_shape_of_the_words_is_refused() {
    let mut workspace = one_entry();
    let refused = |workspace: &Workspace, command: &Command| workspace.plan(command).unwrap_err();
    assert_eq!(refused(&workspace, &reshape("told", &["told"])), ReviewError::NothingToReshape);
    assert_eq!(refused(&workspace, &reshape("Hunter", &["Road"])), ReviewError::ElsewhereThanTheMark);
    assert_eq!(refused(&workspace, &reshape("Hunter", &[])), ReviewError::NoPlaces);
    let keep = Decision::Keep { reason: String::new() };
    let kept = Command::Reshape { place: at("Hunter"), parts: vec![span("Hunter")], decision: keep };
    assert_eq!(refused(&workspace, &kept), ReviewError::NotARedaction);
    run(&mut workspace, &own("Hunter")).unwrap();
    assert_eq!(refused(&workspace, &reshape("Hunter", &["Hunter"])), ReviewError::NothingChanges);
}

/// A span of the text by two numbers.
fn any_span(a: usize, b: usize) -> Option<Span> {
    let ends: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
    let (a, b) = (ends[a % ends.len()], ends[b % ends.len()]);
    Span::new(TEXT, a.min(b), a.max(b))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is redacted, kept, split, trimmed and widened: the parts go out, what they leave of the words does
    /// not unless something else takes it out, nothing else changes, nothing undecided stands openly, and undo
    /// brings back what was.
    #[test]
    fn any_shapes(acts in prop::collection::vec((0u8..5, 0usize..60, 0usize..60, 0usize..60, 0usize..60), 1..14)) {
        let mut workspace = one_entry();
        for (sort, a, b, c, d) in acts {
            let before = workspace.clone();
            let other = Decision::Redact { exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()], reason: "tactics".into() };
            let decision = if a % 3 == 0 { other } else { s40() };
            let places: Vec<Place> = workspace
                .decisions_in(cell())
                .map(|(place, _)| place)
                .chain(workspace.findings_in(cell()).map(|finding| Place { cell: cell(), span: finding.span }))
                .collect();
            let command = match (sort, any_span(a, b), any_span(c, d)) {
                (0, Some(span), _) => Command::Decide { places: vec![Place { cell: cell(), span }], decision },
                (1, Some(span), _) => {
                    let keep = Decision::Keep { reason: String::new() };
                    Command::Decide { places: vec![Place { cell: cell(), span }], decision: keep }
                }
                (2, ..) if !places.is_empty() => Command::Clear { places: vec![places[a % places.len()]] },
                (_, one, two) if !places.is_empty() => {
                    let parts = one.into_iter().chain(two).collect();
                    Command::Reshape { place: places[c % places.len()], parts, decision }
                }
                _ => continue,
            };
            let Ok(_) = run(&mut workspace, &command) else { continue };
            let (was, is) = (bytes(&before), bytes(&workspace));
            let undecided: BTreeSet<usize> =
                workspace.undecided_in(cell()).flat_map(|finding| finding.span.range()).collect();
            prop_assert!(undecided.is_subset(&is), "undecided words stand openly");
            if let Command::Reshape { place, parts, .. } = &command {
                let parts: BTreeSet<usize> = parts.iter().flat_map(|part| part.range()).collect();
                prop_assert!(parts.is_subset(&is), "a part stands openly");
                let others: BTreeSet<usize> = workspace
                    .decisions_in(cell())
                    .filter(|(_, decision)| matches!(decision, Decision::Redact { .. }))
                    .flat_map(|(place, _)| place.span.range())
                    .chain(undecided)
                    .collect();
                // What was kept by itself is open once the words around it are decided, too.
                let kept: BTreeSet<usize> = before
                    .decisions_in(cell())
                    .filter(|(_, decision)| matches!(decision, Decision::Keep { .. }))
                    .flat_map(|(place, _)| place.span.range())
                    .collect();
                for byte in 0..TEXT.len() {
                    let in_words = place.span.range().contains(&byte);
                    if in_words && !parts.contains(&byte) {
                        prop_assert_eq!(is.contains(&byte), others.contains(&byte));
                    } else if !parts.contains(&byte) && was.contains(&byte) && !kept.contains(&byte) {
                        prop_assert!(is.contains(&byte), "byte {byte} was withheld and is open");
                    }
                }
            }
            if let Command::Decide { places, decision: decision @ Decision::Redact { .. } } = &command {
                let own = places[0].span;
                let same: Vec<Span> = workspace
                    .decisions_in(cell())
                    .filter(|(_, standing)| *standing == decision)
                    .map(|(place, _)| place.span)
                    .filter(|span| span.touches(own))
                    .collect();
                let is_finding = workspace.findings_in(cell()).any(|finding| finding.span == own);
                prop_assert!(is_finding || same.len() == 1, "{same:?} should be one");
            }
            let mut back = workspace.clone();
            back.apply(back.plan(&Command::Undo).unwrap());
            let decisions = |workspace: &Workspace| -> Vec<(Place, Decision)> {
                workspace.decisions_in(cell()).map(|(place, decision)| (place, decision.clone())).collect()
            };
            prop_assert_eq!(decisions(&back), decisions(&before));
        }
    }
}
