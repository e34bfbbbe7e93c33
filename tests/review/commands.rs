//! The officer's judgement as a user of the library sees it: decide, undo, replay, refuse.

mod newer;
mod remarks;
mod shape;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use withheld::detect::{DetectorId, Evidence, Finding, Kind, Match, Why};
use withheld::law::{Clock, ExemptionId, Group};
use withheld::review::{
    Activity, BlockKind, Change, Command, Decision, Degree, Detected, Event, Imported, InterestPart, Level,
    Likelihood, Misuse, NO_CASE_IS_ONGOING, NoticeDetails, Part, Place, Policy, Reach, Request, ReviewError,
    ScopeChoice, ScopeRule, Settlement, SignOff, Standing, SuggestedMisuse, Workspace,
};
use withheld::sheet::{
    CellId, ColumnPlan, Layout, Report, Role, SheetBuilder, Treatment, Warning, WarningKind,
};
use withheld::text::Span;

const COLUMNS: [Role; 6] =
    [Role::Reference, Role::Year, Role::Flag, Role::Status, Role::Outcome, Role::Summary];
const SUMMARY: u16 = 5;

/// A sheet of six columns; each row is given as reference, year, flag, status, outcome, summary.
/// Every "Hunter" and every "BWV" is a finding.
fn workspace(rows: &[[&str; 6]]) -> Workspace {
    workspace_with(rows, &[WarningKind::HiddenSheet])
}

/// The same, with warnings of these kinds.
fn workspace_with(rows: &[[&str; 6]], warnings: &[WarningKind]) -> Workspace {
    let headings = ["Ref", "Year", "Flag", "Status", "Outcome", "Summary"];
    let mut builder = SheetBuilder::new("Cases", &headings);
    for (at, row) in rows.iter().enumerate() {
        builder.push_row(at as u32 + 2, false, row.map(|text| (text, None)));
    }
    let columns = COLUMNS.map(|role| ColumnPlan { role, treatment: role.default_treatment() }).to_vec();
    let warning = |&kind| Warning { kind, place: "Raw".into(), count: 630, sample: None };
    let warnings = warnings.iter().map(warning).collect();
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        report: Report { warnings },
        request: Request { reference: "01.FOI.22.025751".into(), ..Request::default() },
        ..Imported::default()
    });
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = CellId { row: at as u32, column: SUMMARY };
        for (word, kind) in [("Hunter", Kind::Officer), ("BWV", Kind::Bwv)] {
            for (start, _) in row[5].match_indices(word) {
                let span = Span::new(row[5], start, start + word.len()).unwrap();
                let why = Why::new("Follows a rank", Evidence::Itself);
                findings.push(Finding {
                    cell,
                    span,
                    kind,
                    detector: DetectorId::new("test"),
                    why,
                    confidence_permille: if at % 2 == 0 { 900 } else { 600 },
                });
            }
        }
    }
    findings.sort();
    let why = Why::new("A mention alone is not misuse", Evidence::Itself);
    let misuse = vec![SuggestedMisuse { misuse: Misuse::No, why }; rows.len()];
    let searched = (0..rows[0].len() as u16).collect();
    let roles = COLUMNS.to_vec();
    workspace
        .apply(Event::Detected(Detected { searched, roles, findings, misuse, ..Detected::default() }.into()));
    workspace
}

fn two_entries_of_one_case() -> Workspace {
    workspace(&[
        ["PC/1/21", "2021", "Y", "Finalised", "Upheld", "PC Hunter's BWV was off. Hunter left."],
        ["PC/1/21", "2021", "", "Finalised", "", "PC HUNTER denies it."],
        ["PC/2/21", "2021", "", "Live", "", "A hunter saw the BWV of PC Hunter."],
        ["PC/3/21", "2021", "N", "Finalised", "NFA", "No camera here."],
    ])
}

fn place(workspace: &Workspace, row: u32, start: usize, end: usize) -> Place {
    let cell = CellId { row, column: SUMMARY };
    Place { cell, span: Span::new(workspace.sheet().text(cell).expose(), start, end).unwrap() }
}

fn s40() -> Decision {
    let exemptions = vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()];
    Decision::Redact { exemptions, reason: "officer-name".into() }
}

fn run(workspace: &mut Workspace, command: &Command) -> Result<Event, ReviewError> {
    let event = workspace.plan(command)?;
    workspace.apply(event.clone());
    Ok(event)
}

fn kinds(workspace: &Workspace) -> Vec<BlockKind> {
    let mut kinds: Vec<BlockKind> = workspace.blocks().iter().map(|block| block.kind).collect();
    kinds.dedup();
    kinds
}

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

#[test]
fn nothing_undecided_is_disclosed() {
    let workspace = two_entries_of_one_case();
    let spans = |row| workspace.redactions(CellId { row, column: SUMMARY }, Policy::Final).len();
    assert_eq!([spans(0), spans(2)], [2, 1]);
}

#[test]
fn keeping_leaves_the_words_in_and_redacting_more_takes_more_out() {
    let mut workspace = two_entries_of_one_case();
    let keep = Decision::Keep { reason: String::new() };
    let first = place(&workspace, 0, 3, 9);
    run(&mut workspace, &Command::Decide { places: vec![first], decision: keep }).unwrap();
    let wider = place(&workspace, 0, 25, 36);
    run(&mut workspace, &Command::Decide { places: vec![wider], decision: s40() }).unwrap();
    let gone = workspace.redactions(first.cell, Policy::Final);
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].span.range(), 25..36);
    assert_eq!(workspace.undecided_in_row(0).count(), 0);
}

#[test]
fn redactions_that_overlap_or_touch_are_one_mark_under_both_exemptions() {
    let mut workspace = two_entries_of_one_case();
    let s31 = Decision::Redact {
        exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()],
        reason: "tactics".into(),
    };
    let places = vec![place(&workspace, 1, 10, 13), place(&workspace, 1, 12, 16)];
    run(&mut workspace, &Command::Decide { places, decision: s31 }).unwrap();
    let name = place(&workspace, 1, 3, 10);
    run(&mut workspace, &Command::Decide { places: vec![name], decision: s40() }).unwrap();
    let gone = workspace.redactions(name.cell, Policy::Final);
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].span.range(), 3..16);
    let codes: Vec<&str> = gone[0].exemptions.iter().map(|e| e.code()).collect();
    assert_eq!(codes, ["s31(1)(a)", "s40(2)(3A)(a)"]);
}

#[test]
fn same_everywhere_is_one_step_and_reaches_as_far_as_asked() {
    for (reach, expected) in [(Reach::Entry, 2), (Reach::Case, 3)] {
        let mut workspace = two_entries_of_one_case();
        let words = place(&workspace, 0, 3, 9);
        let command = Command::SameEverywhere { place: words, reach, decision: s40(), except: vec![] };
        let Event::Changed { changes } = run(&mut workspace, &command).unwrap() else { panic!("a change") };
        assert_eq!(changes.len(), expected, "{reach:?}");
        run(&mut workspace, &Command::Undo).unwrap();
        assert!(workspace.decision(words).is_none());
    }
}

#[test]
fn a_ticked_off_place_is_left_out() {
    let mut workspace = two_entries_of_one_case();
    let (words, other) = (place(&workspace, 0, 3, 9), place(&workspace, 0, 25, 31));
    let command =
        Command::SameEverywhere { place: words, reach: Reach::Case, decision: s40(), except: vec![other] };
    run(&mut workspace, &command).unwrap();
    assert!(workspace.decision(words).is_some() && workspace.decision(other).is_none());
}

#[test]
fn reading_is_refused_while_something_is_undecided() {
    let mut workspace = two_entries_of_one_case();
    let read = Command::Read { row: 0 };
    assert_eq!(run(&mut workspace, &read), Err(ReviewError::StillUndecided { count: 2 }));
    run(&mut workspace, &Command::Accept { row: 0 }).unwrap();
    run(&mut workspace, &read).unwrap();
    assert!(workspace.is_read(0));
    assert_eq!(run(&mut workspace, &Command::Read { row: 3 }), Err(ReviewError::NotInScope));
}

#[test]
fn refuses_what_is_not_there() {
    let workspace = two_entries_of_one_case();
    let cell = CellId { row: 0, column: SUMMARY };
    let past_the_end = Place { cell, span: Span::try_from((0, 900)).unwrap() };
    let decide = |place| Command::Decide { places: vec![place], decision: s40() };
    assert!(matches!(workspace.plan(&decide(past_the_end)), Err(ReviewError::BadSpan { .. })));
    let no_row = Place { cell: CellId { row: 9, ..cell }, ..past_the_end };
    assert!(matches!(workspace.plan(&decide(no_row)), Err(ReviewError::NoSuchRow { row: 9, count: 4 })));
    let no_column = Place { cell: CellId { column: 99, ..cell }, ..past_the_end };
    assert!(matches!(workspace.plan(&decide(no_column)), Err(ReviewError::NoSuchColumn { .. })));
    assert_eq!(workspace.plan(&Command::Undo), Err(ReviewError::NothingToUndo));
    assert_eq!(workspace.plan(&Command::Redo), Err(ReviewError::NothingToRedo));
    let no_exemption = Decision::Redact { exemptions: vec![], reason: "x".into() };
    let words = place(&workspace, 0, 3, 9);
    let command = Command::Decide { places: vec![words], decision: no_exemption };
    assert_eq!(workspace.plan(&command), Err(ReviewError::NoExemption));
}

#[test]
fn a_whole_review_leaves_nothing_in_the_way() {
    let mut workspace = two_entries_of_one_case();
    assert_eq!(
        kinds(&workspace),
        [
            BlockKind::HiddenContent,
            BlockKind::Criminal,
            BlockKind::Ongoing,
            BlockKind::Undecided,
            BlockKind::Unread,
            BlockKind::Misuse,
            BlockKind::OpenElsewhere
        ]
    );
    let same = Command::SameEverywhere {
        place: place(&workspace, 0, 3, 9),
        reach: Reach::Sheet,
        decision: s40(),
        except: vec![],
    };
    let withhold = workspace.withholding(2, Policy::Final).unwrap();
    let commands = [
        Command::Settle { warning: 0, how: Settlement::Noted },
        Command::Criminal { row: 2, recorded: false },
        Command::Withhold {
            row: 2,
            reach: Reach::Case,
            degree: Degree::AllButTypeAndYear,
            exemptions: withhold.exemptions,
            reason: withhold.reason,
        },
        same,
        Command::Misuse { row: 0, reach: Reach::Case, value: Misuse::Yes },
        Command::Misuse { row: 2, reach: Reach::Case, value: Misuse::Unclear },
        Command::Read { row: 0 },
        Command::Read { row: 1 },
        Command::Read { row: 2 },
    ];
    for command in &commands {
        run(&mut workspace, command).unwrap();
    }
    assert_eq!(workspace.blocks(), []);
    // Each step was needed: without it something stands in the way again.
    for _ in &commands {
        run(&mut workspace, &Command::Undo).unwrap();
        assert_ne!(workspace.blocks(), []);
    }
}

#[test]
fn words_withheld_here_and_open_there_are_told_until_settled() {
    let mut workspace = two_entries_of_one_case();
    let open = workspace.open_elsewhere(&[0, 1]);
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].words.as_str(), open[0].withheld_count, open[0].open.len()), ("hunter", 2, 1));
    let settle = Command::SettleOpen { words: "HUNTER".into(), reason: "the trade, not the man".into() };
    run(&mut workspace, &settle).unwrap();
    assert_eq!(workspace.open_elsewhere(&[0, 1]), []);
}

#[test]
fn source_text_that_looks_like_a_mark_is_told() {
    let workspace = workspace(&[["A", "2021", "Y", "Finalised", "NFA", "Seen by [s40(2)] and [Redacted]."]]);
    assert!(kinds(&workspace).contains(&BlockKind::LooksLikeMark));
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

fn commands() -> impl Strategy<Value = Command> {
    let row = 0u32..5;
    let reach = prop_oneof![Just(Reach::Entry), Just(Reach::Case), Just(Reach::Sheet)];
    let place = (0u32..4, 0u16..6, 0u32..30, 1u32..9).prop_map(|(row, column, start, length)| Place {
        cell: CellId { row, column },
        span: Span::try_from((start, start + length)).unwrap(),
    });
    let decision = prop_oneof![Just(s40()), Just(Decision::Keep { reason: "known".into() })];
    let value = prop_oneof![Just(Misuse::Yes), Just(Misuse::No), Just(Misuse::Unclear)];
    let listed = prop::collection::vec("(Ann|Bo|x)?".prop_map(String::from), 0..3);
    let choice = prop_oneof![Just(None), Just(Some(ScopeChoice::In)), Just(Some(ScopeChoice::Out))];
    prop_oneof![
        3 => Just(Command::Undo),
        2 => Just(Command::Redo),
        3 => (prop::collection::vec(place.clone(), 0..3), decision.clone())
            .prop_map(|(places, decision)| Command::Decide { places, decision }),
        1 => place.clone().prop_map(|place| Command::Clear { places: vec![place] }),
        2 => (place, reach.clone(), decision).prop_map(|(place, reach, decision)| Command::SameEverywhere {
            place, reach, decision, except: vec![]
        }),
        2 => row.clone().prop_map(|row| Command::Accept { row }),
        2 => row.clone().prop_map(|row| Command::Read { row }),
        1 => row.clone().prop_map(|row| Command::Unread { row }),
        1 => (row.clone(), reach.clone()).prop_map(|(row, reach)| Command::Release { row, reach }),
        1 => (row.clone(), reach.clone()).prop_map(|(row, reach)| Command::Withhold {
            row, reach, degree: Degree::Whole,
            exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()], reason: "x".into()
        }),
        1 => (row.clone(), reach.clone(), choice).prop_map(|(row, reach, choice)| Command::Scope { row, reach, choice }),
        1 => (row.clone(), reach, value).prop_map(|(row, reach, value)| Command::Misuse { row, reach, value }),
        1 => (row.clone(), any::<Option<bool>>()).prop_map(|(row, ongoing)| Command::Ongoing { row, ongoing }),
        1 => (row, any::<bool>()).prop_map(|(row, recorded)| Command::Criminal { row, recorded }),
        1 => (0u16..7).prop_map(|column| Command::Column {
            column, role: None, treatment: Some(Treatment::Withhold), exemptions: vec![], reason: String::new()
        }),
        1 => (0u32..2).prop_map(|warning| Command::Settle { warning, how: Settlement::Noted }),
        1 => Just(Command::SettleOpen { words: "Hunter".into(), reason: "r".into() }),
        1 => listed.clone().prop_map(|words| Command::AlwaysWords { words, how: Match::Exact, kind: Kind::Staff }),
        1 => listed.clone().prop_map(|words| Command::NeverWords { words, how: Match::WholeWord }),
        1 => listed.clone().prop_map(|words| Command::NotAlways { words }),
        1 => listed.prop_map(|words| Command::NotNever { words }),
        1 => paperwork(),
        2 => prop_oneof![Just(Level::Fewer), Just(Level::Usual), Just(Level::More)].prop_map(Command::Dial),
    ]
}

/// Commands about arguments, the notice, the clock and how marks are shown.
fn paperwork() -> impl Strategy<Value = Command> {
    let reason = || prop_oneof![Just("officer-name".to_owned()), Just("tactics".to_owned())];
    let text = || prop_oneof![Just(String::new()), Just("In my words".to_owned())];
    let unit = |name: &str, wider: &str| (name.to_owned(), wider.to_owned());
    let details = || NoticeDetails { advice: "Ask for fewer years".to_owned(), ..NoticeDetails::default() };
    let clock = || Clock { refined: Some(date(2026, 11, 9)), ..Clock::default() };
    let sign_off = || SignOff { by: "Second".to_owned(), on: date(2026, 11, 20) };
    let (activity, on) = (Activity::Locating, date(2026, 11, 3));
    prop_oneof![
        (reason(), text()).prop_map(|(reason, text)| Command::Argue { reason, part: Part::Harm, text }),
        (reason(), prop::option::of(Just(Likelihood::Would)))
            .prop_map(|(reason, likelihood)| Command::Likelihood { reason, likelihood }),
        (reason(), any::<bool>())
            .prop_map(|(reason, alternative)| Command::InTheAlternative { reason, alternative }),
        text().prop_map(|text| Command::Weigh { group: Group::Officers, part: InterestPart::Balance, text }),
        any::<bool>().prop_map(Command::NoticeWanted),
        Just(Command::NoticeDetails(details().into())),
        prop::option::of(text()).prop_map(|text| Command::Paragraph { id: "advice.text".to_owned(), text }),
        prop::option::of(Just(sign_off())).prop_map(Command::SignOff),
        Just(Command::SettleLints { lints: vec!["not-signed-off".to_owned()], reason: "r".to_owned() }),
        prop_oneof![Just(Clock::default()), Just(clock())].prop_map(|clock| Command::Clock(clock.into())),
        (1u32..90).prop_map(move |minutes| Command::LogTime { activity, minutes, on, note: String::new() }),
        (0u32..2).prop_map(|number| Command::UnlogTime { number }),
        (0u16..6).prop_map(move |column| Command::Units {
            column,
            units: [unit("Camden", "North")].into_iter().collect()
        }),
        any::<bool>().prop_map(Command::RoleNames),
    ]
}

proptest! {
    #[test]
    fn a_log_replays_to_the_same_state(list in prop::collection::vec(commands(), 0..40)) {
        let fresh = two_entries_of_one_case();
        let mut workspace = fresh.clone();
        let mut log = Vec::new();
        for command in &list {
            if let Ok(event) = run(&mut workspace, command) {
                log.push(serde_json::to_string(&event).unwrap());
            }
        }
        let mut replayed = fresh;
        for line in &log {
            replayed.apply(serde_json::from_str(line).unwrap());
        }
        prop_assert_eq!(&replayed, &workspace);
        prop_assert_eq!(replayed.blocks(), workspace.blocks());
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(list in prop::collection::vec(commands(), 0..25)) {
        let fresh = two_entries_of_one_case();
        let mut workspace = fresh.clone();
        for command in &list {
            let _ = run(&mut workspace, command);
        }
        while run(&mut workspace, &Command::Redo).is_ok() {}
        let end = visible(&workspace);
        while run(&mut workspace, &Command::Undo).is_ok() {}
        prop_assert_eq!(visible(&workspace), visible(&fresh));
        while run(&mut workspace, &Command::Redo).is_ok() {}
        prop_assert_eq!(visible(&workspace), end);
    }

    #[test]
    fn any_log_at_all_can_be_applied(events in prop::collection::vec((0u64..6, any::<bool>()), 0..12)) {
        let mut workspace = two_entries_of_one_case();
        for (event, undo) in events {
            workspace.apply(if undo { Event::Undone { event } } else { Event::Redone { event } });
        }
        prop_assert_eq!(visible(&workspace), visible(&two_entries_of_one_case()));
    }
}

/// Every decision on words, in order.
fn decisions(workspace: &Workspace) -> BTreeSet<(Place, String)> {
    let cells = (0..4u32).flat_map(|row| (0..6u16).map(move |column| CellId { row, column }));
    let of_cell = |cell| {
        let decisions = workspace.decisions_in(cell);
        decisions.map(move |(place, decision)| (place, format!("{decision:?}")))
    };
    cells.flat_map(of_cell).collect()
}

/// So many commands one after the other, whatever they are.
const STEPS: usize = 100_000;

#[test]
fn a_long_walk_loses_no_decision_and_replays() {
    let fresh = two_entries_of_one_case();
    let (mut workspace, mut log) = (fresh.clone(), Vec::new());
    let mut runner = TestRunner::deterministic();
    let commands = commands();
    for step in 1..=STEPS {
        let command = commands.new_tree(&mut runner).unwrap().current();
        let before = decisions(&workspace);
        let Ok(event) = run(&mut workspace, &command) else {
            assert_eq!(decisions(&workspace), before, "refused, and yet changed: {command:?}");
            continue;
        };
        if let Event::Changed { changes } = &event {
            let touched: BTreeSet<Place> = changes
                .iter()
                .filter_map(
                    |change| if let Change::Mark { place, .. } = change { Some(*place) } else { None },
                )
                .collect();
            for (place, _) in before.symmetric_difference(&decisions(&workspace)) {
                assert!(touched.contains(place), "{command:?} changed {place:?} without a word");
            }
        }
        log.push(serde_json::to_string(&event).unwrap());
        if step % (STEPS / 4) == 0 {
            let mut replayed = fresh.clone();
            log.iter().for_each(|line| replayed.apply(serde_json::from_str(line).unwrap()));
            assert!(replayed == workspace, "after {step} commands it replays to something else");
            assert_eq!(visible(&replayed), visible(&workspace));
        }
    }
    assert!(log.len() > STEPS / 5, "only {} of {STEPS} commands were carried out", log.len());
}

/// Everything an officer sees, without the count of events behind it.
fn visible(workspace: &Workspace) -> String {
    let rows = 0..workspace.sheet().row_count();
    let row = |row| {
        (
            workspace.scope(row),
            workspace.is_read(row),
            workspace.misuse(row, Policy::Final),
            workspace.choice(row).cloned(),
            workspace.standing(row),
            workspace.criminal_answer(row),
            (0..6)
                .map(|column| workspace.redactions(CellId { row, column }, Policy::Final))
                .collect::<Vec<_>>(),
        )
    };
    let lists = serde_json::to_string(workspace.lists()).unwrap();
    let rows = rows.map(row).collect::<Vec<_>>();
    let (dial, shown) = (workspace.level(), workspace.findings().len());
    let units: Vec<_> = (0..6).map(|column| workspace.units(column)).collect();
    let paperwork = (workspace.paperwork(), units, workspace.has_role_names());
    format!(
        "{rows:?} {:?} {:?} {lists} {dial:?} {shown} {paperwork:?}",
        workspace.layout(),
        workspace.settlement(0)
    )
}

#[test]
fn paperwork_in_a_script_is_written_as_the_formats_say() {
    let workspace = two_entries_of_one_case();
    for line in [
        r#"{"units":{"column":3,"units":{"Hackney North":"Central East"}}}"#,
        r#"{"role-names":true}"#,
        r#"{"argue":{"reason":"tactics","part":"public-interest-for","text":"Openness"}}"#,
        r#"{"likelihood":{"reason":"tactics","likelihood":"would-be-likely"}}"#,
        r#"{"in-the-alternative":{"reason":"confidential-source","alternative":true}}"#,
        r#"{"consulted":{"reason":"tactics","consultation":{"who":"Head of unit","on":"2026-11-12","view":"Heard"}}}"#,
        r#"{"weigh":{"group":"officers","part":"purpose","text":"Accountability"}}"#,
        r#"{"notice-wanted":true}"#,
        r#"{"notice-details":{"searches":[{"place":"System","by":"words","on":null}],"advice":"Ask for less"}}"#,
        r#"{"paragraph":{"id":"reasons.harm/tactics","text":""}}"#,
        r#"{"sign-off":{"by":"A second officer","on":"2026-11-20"}}"#,
        r#"{"settle-lints":{"lints":["not-signed-off"],"reason":"Looked at by the head of unit"}}"#,
        r#"{"clock":{"clarification":{"asked":"2026-11-03","answered":"2026-11-05"},"refined":null}}"#,
        r#"{"log-time":{"activity":"locating","minutes":30,"on":"2026-11-03"}}"#,
    ] {
        let command: Command = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(workspace.plan(&command).is_ok(), "{line}");
    }
    // Words are settled for the reference that they are part of.
    let settle = r#"{"settle-reference":{"words":["x"],"reason":"The request’s own number"}}"#;
    let settle: Command = serde_json::from_str(settle).unwrap();
    assert_eq!(workspace.plan(&settle), Err(ReviewError::NotInReference));
    let unlog: Command = serde_json::from_str(r#"{"unlog-time":{"number":0}}"#).unwrap();
    assert_eq!(workspace.plan(&unlog), Err(ReviewError::NotLogged));
}

#[test]
fn a_clock_that_cannot_be_is_refused() {
    let workspace = two_entries_of_one_case();
    let plan = |clock: Clock| workspace.plan(&Command::Clock(clock.into()));
    let refused = plan(Clock { starts_with: Some(3), ..Clock::default() });
    assert_eq!(refused, Err(ReviewError::NoSuchRequestText { count: 0 }));
    let asked = date(2026, 11, 5);
    let clarification = Some(withheld::law::Clarification { asked, answered: Some(date(2026, 11, 3)) });
    assert!(matches!(plan(Clock { clarification, ..Clock::default() }), Err(ReviewError::Clock(_))));
}
