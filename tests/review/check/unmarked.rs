//! What nothing marked.

use withheld::detect::{Conspicuous, Match};
use withheld::review::{Command, Decision};

use super::support::{place, run, workspace};

#[test]
fn the_riskiest_come_first_and_of_these_the_rarest() {
    let workspace = workspace(&[
        ("Not Upheld", "He saw Zzyzx and “the big lad” with 20191234 there."),
        ("Upheld", "He saw Okafor and Okafor and Brennan at Zzyzx. PC {{Hunter}} ran."),
    ]);
    let found = workspace.unmarked_in_release();
    let told: Vec<(Conspicuous, &str, usize)> = found
        .iter()
        .map(|unmarked| (unmarked.sort, unmarked.words.as_str(), unmarked.places.len()))
        .collect();
    assert_eq!(
        told,
        [
            (Conspicuous::Name, "brennan", 1),
            (Conspicuous::Name, "okafor", 2),
            (Conspicuous::Capital, "zzyzx", 2),
            (Conspicuous::Number, "20191234", 1),
            (Conspicuous::Quoted, "the big lad", 1),
        ]
    );
}

#[test]
fn what_was_looked_at_is_left_alone() {
    let text = "He saw Okafor, Brennan, Osei and Nwosu there.";
    let mut workspace = workspace(&[("", text), ("", "He saw Okafor here.")]);
    let left = |workspace: &withheld::review::Workspace| -> Vec<(String, usize)> {
        workspace.unmarked_in_release().into_iter().map(|u| (u.words, u.places.len())).collect()
    };
    let count = |left: &[(String, usize)], words: &str| {
        left.iter().find(|(known, _)| known == words).map_or(0, |(_, count)| *count)
    };
    assert_eq!(count(&left(&workspace), "okafor"), 2);
    let places = vec![place(&workspace, 0, "Okafor", 0)];
    run(&mut workspace, &Command::Decide { places, decision: Decision::Keep { reason: String::new() } });
    assert_eq!(count(&left(&workspace), "okafor"), 1, "kept at one place only");
    run(&mut workspace, &Command::SettleOpen { words: "Brennan".into(), reason: "the shop".into() });
    run(&mut workspace, &Command::NeverWords { words: vec!["Osei".into()], how: Match::default() });
    let after = left(&workspace);
    assert_eq!((count(&after, "brennan"), count(&after, "osei"), count(&after, "nwosu")), (0, 0, 1));
}

#[test]
fn a_column_of_values_tells_names_and_numbers_only() {
    let workspace = workspace(&[("Upheld Zzyzx by Okafor", "nothing here")]);
    let found: Vec<String> = workspace.unmarked_in_release().into_iter().map(|u| u.words).collect();
    assert_eq!(found, ["okafor"]);
}
