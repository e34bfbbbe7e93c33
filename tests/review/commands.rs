//! The officer's judgement as a user of the library sees it: decide, undo, replay, refuse.

mod cases;
mod newer;
mod paperwork;
mod remarks;
mod shape;
mod walk;

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
