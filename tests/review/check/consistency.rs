//! Withheld here, open there.

use proptest::prelude::*;
use withheld::law::ExemptionId;
use withheld::review::{Command, Consistency, Decision, Degree, Policy, Reach, Workspace};
use withheld::text::words;

use super::support::{place, run, words_at, workspace};

/// Words with the number of places withheld and open, as `hunter 2 1`; those open nowhere are left out.
fn told(consistency: &Consistency) -> Vec<String> {
    let uses = consistency.uses().iter().filter(|used| !used.open.is_empty());
    uses.map(|used| format!("{} {} {}", used.words, used.withheld_count, used.open.len())).collect()
}

#[track_caller]
fn check(rows: &[&str], expected: &[&str]) {
    let rows: Vec<(&str, &str)> = rows.iter().map(|text| ("", *text)).collect();
    assert_eq!(told(&workspace(&rows).consistency()), expected, "{rows:?}");
}

#[test]
fn words_are_found_in_every_writing() {
    check(&["PC {{Hunter}} left.", "HUNTER's view.", "It was Húnter."], &["hunter 1 2"]);
    check(&["{{Jo O’Neill}} left", "JO O'NEILL and O'Neill"], &["jo o neill 1 1", "neill 1 2"]);
    check(&["the [[quick stop]] tactic", "a Quick\n stop", "quick, stop"], &["quick stop 1 2"]);
    check(&["{{Okafor}}", "Ok\u{ad}afor"], &["okafor 1 1"]);
}

#[test]
fn what_is_left_alone() {
    // A word in small letters is no name; whole words only; all are withheld.
    check(&["PC {{Hunter}} left.", "a hunter in the wood", "Hunters"], &[]);
    check(&["PC {{Hunter}} left.", "and {{Hunter}} came"], &[]);
    // Words on both sides of a redaction are no passage.
    check(&["{{Jo Green}} left", "Jo {{X}} Green"], &["green 1 1"]);
    // Of what is no name the single words do not count, nor initials.
    check(&["[[Blue Door]]", "A Blue one, a Door"], &[]);
    check(&["{{J}} and {{Li}}", "J and Li"], &[]);
    // Longer passages are sentences.
    check(&["[[one two three four five six seven]]", "one two three four five six seven"], &[]);
    check(&[], &[]);
}

#[test]
fn part_of_a_longer_redaction_is_withheld_too() {
    let workspace = workspace(&[("", "{{Hunter}} left"), ("", "said [[that Hunter ran]]"), ("", "Hunter")]);
    assert_eq!(told(&workspace.consistency()), ["hunter 2 1"]);
}

#[test]
fn a_passage_is_told_with_its_words() {
    let workspace = workspace(&[("", "{{Jo Hunter}} left"), ("", "Hunter and Jo Hunter")]);
    let consistency = workspace.consistency();
    let about: Vec<&str> =
        consistency.about("JO Hunter").into_iter().map(|used| used.words.as_str()).collect();
    assert_eq!(about, ["jo hunter", "hunter"]);
    assert_eq!(consistency.of("hunter").unwrap().open.len(), 2);
    assert!(consistency.about("Green").is_empty());
}

#[test]
fn what_is_only_suggested_is_counted_apart() {
    let mut workspace = workspace(&[("", "{{Jo Hunter}} left"), ("", "{{Hunter}} and Hunter")]);
    let undecided = |workspace: &Workspace| {
        let consistency = workspace.consistency();
        let used = consistency.of("hunter").unwrap();
        (used.undecided_count, used.withheld_count, used.open.len())
    };
    assert_eq!(undecided(&workspace), (2, 2, 1));
    run(&mut workspace, &Command::Accept { row: 0 });
    assert_eq!(undecided(&workspace), (1, 2, 1));
}

#[test]
fn what_is_not_released_does_not_count() {
    let rows = [("Hunter", "{{Hunter}} left"), ("", "Hunter came"), ("", "Hunter went")];
    let mut workspace = workspace(&rows);
    assert_eq!(told(&workspace.consistency()), ["hunter 1 3"]);
    let (row, reach, degree) = (1, Reach::Entry, Degree::Summary);
    let exemptions = vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()];
    run(&mut workspace, &Command::Withhold { row, reach, degree, exemptions, reason: "x".into() });
    assert_eq!(told(&workspace.consistency()), ["hunter 1 2"]);
    run(&mut workspace, &super::support::with_treatment(withheld::sheet::Treatment::OutOfScope));
    assert_eq!(told(&workspace.consistency()), ["hunter 1 1"]);
}

#[test]
fn settled_words_keep_their_count_and_stand_in_nobodys_way() {
    let mut workspace = workspace(&[("", "{{Hunter}} left"), ("", "Hunter Road")]);
    assert_eq!(workspace.consistency().unsettled().count(), 1);
    run(&mut workspace, &Command::SettleOpen { words: "Hunter".into(), reason: "the road".into() });
    let consistency = workspace.consistency();
    assert_eq!(consistency.unsettled().count(), 0);
    let used = consistency.of("Hunter").unwrap();
    assert_eq!((used.open.len(), used.settled.as_deref()), (1, Some("the road")));
}

#[test]
fn one_act_redacts_some_places_and_lets_the_others_stand() {
    let mut workspace = workspace(&[("", "{{Hunter}} left"), ("", "Hunter ran"), ("", "Hunter Road")]);
    let decision = Decision::Redact {
        exemptions: vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()],
        reason: "officer-name".into(),
    };
    let places = vec![place(&workspace, 1, "Hunter", 0)];
    let before = workspace.clone();
    let settle = |reason: Option<&str>| Command::MakeConsistent {
        words: "HUNTER".into(),
        places: places.clone(),
        decision: decision.clone(),
        reason: reason.map(str::to_owned),
    };
    run(&mut workspace, &settle(Some("the road")));
    let consistency = workspace.consistency();
    assert_eq!(told(&consistency), ["hunter 2 1"]);
    assert_eq!(consistency.unsettled().count(), 0);
    run(&mut workspace, &Command::Undo);
    assert_eq!(told(&workspace.consistency()), told(&before.consistency()), "one undo step");
    assert_eq!(workspace.consistency().unsettled().count(), 1);
    // Without a reason the others are still told.
    run(&mut workspace, &settle(None));
    assert_eq!(workspace.consistency().unsettled().count(), 1);
    assert!(workspace.plan(&settle(Some("  "))).is_err(), "a reason that says nothing");
}

/// Counts by looking at every sequence of words of every cell, for each of the words by itself.
fn naive(workspace: &Workspace, sequence: &str) -> (usize, usize) {
    let (mut withheld, mut open) = (0, 0);
    let wanted: Vec<&str> = sequence.split(' ').collect();
    for row in workspace.entries(Policy::Final) {
        for cell in workspace.open_cells(row) {
            let text = workspace.sheet().text(cell).expose();
            let gone = workspace.redactions(cell, Policy::Final);
            let all = words(text);
            for window in all.windows(wanted.len()) {
                if !window.iter().zip(&wanted).all(|(word, wanted)| word.folded == *wanted) {
                    continue;
                }
                let span = window[0].span.join(window[window.len() - 1].span);
                let here = span.of(text).unwrap();
                let is_named = wanted.len() > 1 || here.chars().any(|c| c.is_uppercase() || c.is_numeric());
                if gone.iter().any(|gone| gone.span.covers(span)) {
                    withheld += 1;
                } else if is_named && !gone.iter().any(|gone| gone.span.overlaps(span)) {
                    open += 1;
                }
            }
        }
    }
    (withheld, open)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn counts_equal_a_naive_count(
        texts in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec![
                    "Ann", "Bell", "ANN", "bell", "Ánn", "said", "{{Ann Bell}}", "{{Bell}}", "[[Ann said]]",
                    "{{Ann}}", ".", "’s", "2019",
                ]),
                0..12,
            ),
            0..6,
        )
    ) {
        let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let rows: Vec<(&str, &str)> = texts.iter().map(|text| ("", text.as_str())).collect();
        let workspace = workspace(&rows);
        let consistency = workspace.consistency();
        for used in consistency.uses() {
            let withheld = workspace.withheld_as(&used.words);
            prop_assert_eq!(withheld.len(), used.withheld_count as usize, "{}", &used.words);
            let counted = (withheld.len(), used.open.len());
            prop_assert_eq!(counted, naive(&workspace, &used.words), "{}", used.words);
            prop_assert!(counted.0 > 0, "what is listed is withheld somewhere: {}", used.words);
            for place in withheld.iter().chain(&used.open) {
                let words: Vec<String> = words(&words_at(&workspace, *place)).into_iter().map(|w| w.folded).collect();
                prop_assert_eq!(words.join(" "), used.words.as_str());
            }
        }
        // Every withheld passage is there.
        for row in workspace.entries(Policy::Final) {
            for cell in workspace.open_cells(row) {
                for redaction in workspace.redactions(cell, Policy::Final) {
                    let text = redaction.span.of(workspace.sheet().text(cell).expose()).unwrap();
                    let count = words(text).len();
                    let letters = words(text).iter().map(|w| w.folded.chars().count()).sum::<usize>();
                    prop_assert!(count == 0 || count > 6 || letters < 3 || consistency.of(text).is_some(), "{}", text);
                }
            }
        }
    }
}
