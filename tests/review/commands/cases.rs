//! Which entries belong together and are in scope, whether their case is ongoing, and what columns bear on.

use super::*;

#[test]
fn a_case_is_in_scope_as_a_whole() {
    let workspace = two_entries_of_one_case();
    let rules: Vec<ScopeRule> = (0..4).map(|row| workspace.scope_rule(row)).collect();
    assert_eq!(
        rules,
        [ScopeRule::Mentioned, ScopeRule::CaseMentioned, ScopeRule::Mentioned, ScopeRule::NotMentioned]
    );
    assert_eq!(workspace.entries(Policy::Final), [0, 1, 2]);
}

#[test]
fn one_live_entry_makes_the_case_live_and_an_empty_outcome_alone_does_not() {
    let workspace = workspace(&[
        ["A", "2021", "Y", "Finalised", "", ""],
        ["B", "2021", "Y", "Finalised", "Upheld", ""],
        ["B", "2021", "Y", "Live", "", "interviewed under caution"],
    ]);
    assert_eq!(workspace.standing(0), Standing::Closed);
    assert_eq!(workspace.standing(1), Standing::Live);
    let withheld = workspace.withholding(1, Policy::Final).unwrap();
    assert_eq!(withheld.exemptions[0].code(), "s30(1)(a)(i)");
}

fn column(column: u16, role: Option<Role>, treatment: Option<Treatment>) -> Command {
    Command::Column { column, role, treatment, exemptions: vec![], reason: String::new() }
}

#[test]
fn answers_about_cases_go_when_entries_are_grouped_otherwise() {
    let other = Role::Other;
    let commands = [
        (column(0, Some(other), None), None),
        (column(1, Some(Role::Reference), None), None),
        (column(1, Some(other), None), Some(true)),
        (column(0, None, Some(Treatment::Withhold)), Some(true)),
    ];
    for (command, expected) in commands {
        let mut workspace = two_entries_of_one_case();
        run(&mut workspace, &Command::Ongoing { row: 1, ongoing: Some(true) }).unwrap();
        run(&mut workspace, &Command::Criminal { row: 1, recorded: true }).unwrap();
        let answers = |workspace: &Workspace| (workspace.ongoing_choice(0), workspace.criminal_answer(0));
        run(&mut workspace, &command).unwrap();
        assert_eq!(answers(&workspace), (expected, expected), "{command:?}");
        run(&mut workspace, &Command::Undo).unwrap();
        assert_eq!(answers(&workspace), (Some(true), Some(true)), "{command:?}");
        assert_eq!(workspace.ongoing_choice(1), Some(true));
    }
}

#[test]
fn without_a_column_that_tells_whether_cases_are_ongoing_the_officer_is_asked_once() {
    let asked = |workspace: &Workspace| -> Vec<(BlockKind, Option<u32>)> {
        let blocks = workspace.blocks().into_iter();
        blocks.filter(|b| b.kind == BlockKind::Standing).map(|b| (b.kind, b.row)).collect()
    };
    let mut workspace = two_entries_of_one_case();
    run(&mut workspace, &column(3, Some(Role::Other), None)).unwrap();
    assert!(asked(&workspace).iter().all(|(_, row)| row.is_some()), "the outcome tells still");
    run(&mut workspace, &column(4, Some(Role::Other), None)).unwrap();
    assert_eq!(asked(&workspace), [(BlockKind::Standing, None)]);
    assert_eq!(workspace.standing(2), Standing::Closed);
    let words = NO_CASE_IS_ONGOING.to_owned();
    let settle = |reason: &str| Command::SettleOpen { words: words.clone(), reason: reason.into() };
    assert_eq!(run(&mut workspace, &settle(" ")), Err(ReviewError::NoReason));
    run(&mut workspace, &settle("closed cases only")).unwrap();
    assert_eq!(asked(&workspace), []);
    run(&mut workspace, &Command::Undo).unwrap();
    assert_eq!(asked(&workspace).len(), 1);
}

#[test]
fn the_sheet_is_searched_again_when_other_columns_tell_what_to_look_for() {
    for (column, role, expected) in [
        (1, Role::Subject, true),
        (1, Role::SubjectNumber, true),
        (1, Role::Complainant, true),
        (0, Role::Other, true),
        (4, Role::Summary, true),
        (1, Role::Other, false),
        (3, Role::Unit, false),
    ] {
        let mut workspace = two_entries_of_one_case();
        assert!(!workspace.is_search_stale());
        run(&mut workspace, &self::column(column, Some(role), None)).unwrap();
        assert_eq!(workspace.is_search_stale(), expected, "{role:?}");
        assert_eq!(kinds(&workspace).contains(&BlockKind::NotSearched), expected, "{role:?}");
        run(&mut workspace, &Command::Undo).unwrap();
        assert!(!workspace.is_search_stale());
    }
    let mut old = two_entries_of_one_case();
    let detected = r#"{"detected":{"program":"0","searched":[0,1,2,3,4,5],"findings":[],"misuse":[]}}"#;
    old.apply(serde_json::from_str(detected).unwrap());
    run(&mut old, &column(1, Some(Role::Subject), None)).unwrap();
    assert!(!old.is_search_stale(), "what columns were is not written down");
}

fn withhold(row: u32, degree: Degree) -> Command {
    let exemptions = vec![ExemptionId::from_code("s31(1)(a)").unwrap()];
    Command::Withhold { row, reach: Reach::Entry, degree, exemptions, reason: "x".into() }
}

#[test]
fn what_opens_an_entry_has_it_read_again() {
    let release = || Command::Release { row: 2, reach: Reach::Entry };
    let outcome = |treatment| column(4, None, Some(treatment));
    // The entry is of a live case: it is suggested to be withheld but for type and year.
    for (first, then, still_read) in [
        (None, release(), false),
        (None, withhold(2, Degree::Summary), false),
        (None, withhold(2, Degree::AllButTypeAndYear), true),
        (None, withhold(2, Degree::Whole), true),
        (Some(withhold(2, Degree::Whole)), withhold(2, Degree::AllButTypeAndYear), false),
        (Some(withhold(2, Degree::Summary)), release(), false),
        (Some(release()), withhold(2, Degree::Whole), true),
        (Some(outcome(Treatment::Withhold)), outcome(Treatment::Disclose), false),
        (Some(outcome(Treatment::OutOfScope)), outcome(Treatment::RedactSpans), false),
        (Some(outcome(Treatment::Disclose)), outcome(Treatment::RedactSpans), true),
        (Some(outcome(Treatment::OutOfScope)), outcome(Treatment::Withhold), true),
    ] {
        let mut workspace = two_entries_of_one_case();
        if let Some(first) = first {
            let _ = run(&mut workspace, &first);
        }
        let words = place(&workspace, 2, 27, 33);
        run(&mut workspace, &Command::Decide { places: vec![words], decision: s40() }).unwrap();
        run(&mut workspace, &Command::Read { row: 2 }).unwrap();
        run(&mut workspace, &then).unwrap();
        assert_eq!(workspace.is_read(2), still_read, "{then:?}");
        run(&mut workspace, &Command::Undo).unwrap();
        assert!(workspace.is_read(2), "{then:?}");
    }
}

#[test]
fn only_some_changes_bear_on_every_row() {
    let workspace = workspace_with(
        &[["A", "2021", "Y", "Finalised", "NFA", "BWV"]],
        &[WarningKind::HiddenSheet, WarningKind::HiddenRow],
    );
    let request = |from: Option<&str>, name: &str| {
        let from = from.map(|day| day.parse().unwrap());
        let request = Request { reference: name.into(), from, ..workspace.request().clone() };
        Command::Request(Box::new(request))
    };
    let row = 0;
    for (command, expected) in [
        (column(1, Some(Role::Other), None), true),
        (request(Some("2021-01-01"), "01.FOI.22.025751"), true),
        (request(None, "02.FOI.22.025751"), false),
        (Command::Settle { warning: 0, how: Settlement::Noted }, false),
        (Command::Settle { warning: 1, how: Settlement::Noted }, true),
        (Command::Scope { row, reach: Reach::Case, choice: Some(ScopeChoice::Out) }, false),
        (Command::Ongoing { row, ongoing: Some(true) }, false),
    ] {
        let Event::Changed { changes } = workspace.plan(&command).unwrap() else { panic!("a change") };
        assert_eq!(changes.iter().any(|change| workspace.touches_all(change)), expected, "{command:?}");
    }
}

#[test]
fn entries_are_grouped_anew_when_the_references_stand_elsewhere() {
    let mut workspace = two_entries_of_one_case();
    let cases = |workspace: &Workspace| (0..4).map(|row| workspace.case_of(row)).collect::<Vec<_>>();
    assert_eq!(cases(&workspace), [0, 0, 2, 3]);
    for (command, expected) in [
        (column(1, Some(Role::Unit), None), [0, 0, 2, 3]),
        (column(0, Some(Role::Other), None), [0, 1, 2, 3]),
        (column(1, Some(Role::Reference), None), [0, 0, 0, 0]),
        (Command::Undo, [0, 1, 2, 3]),
        (Command::Undo, [0, 0, 2, 3]),
        (Command::Redo, [0, 1, 2, 3]),
    ] {
        run(&mut workspace, &command).unwrap();
        assert_eq!(cases(&workspace), expected, "{command:?}");
    }
}
