//! What is counted as events come in is what a count from the beginning gives.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::gathering::Gathering;
use super::super::listed::Listed;
use super::*;
use crate::detect::{DetectorId, Evidence, Finding, Kind, Why};
use crate::law::ExemptionId;
use crate::review::{
    Command, Decision, Degree, Detected, Imported, Misuse, Place, Reach, Request, ScopeChoice, Settlement,
    SuggestedMisuse,
};
use crate::sheet::{CellId, ColumnPlan, Layout, Report, Role, SheetBuilder, Treatment, Warning, WarningKind};
use crate::text::Span;

const COLUMNS: [Role; 9] = [
    Role::Reference,
    Role::Type,
    Role::Year,
    Role::Allegation,
    Role::SubjectNumber,
    Role::Flag,
    Role::Status,
    Role::Outcome,
    Role::Summary,
];
const SUMMARY: u16 = 8;
const WARNING: WarningKind = WarningKind::HiddenRow;

/// Reference, type, year, allegation, number, flag, status, outcome, summary. The last is hidden.
const ROWS: [[&str; 9]; 8] = [
    [
        "PC/1",
        "Complaint",
        "2021",
        "B4",
        "123CE",
        "Y",
        "Finalised",
        "Upheld",
        "Hunter's BWV was off. Hunter left.",
    ],
    ["pc/1 ", "Complaint", "2021", "b4", "123ce", "", "Finalised", "", "HUNTER denies it, says Hunter."],
    ["PC/2", "Conduct", "2020", "", "77NW", "", "Live", "", "A BWV of Hunter."],
    ["PC/2", "Conduct", "2020", "B9", "77NW", "", "Closed", "NFA", "Nothing of Hunter."],
    ["PC/3", "Conduct", "2019", "B4", "", "N", "Finalised", "NFA", "No camera here, says Hunter."],
    ["", "Complaint", "", "B4", "9SA", "Y", "", "", "Flagged only: Hunter."],
    ["PC/4", "Complaint", "2017", "B4", "9SA", "", "Stage 2", "", "BWV was assaulted by Hunter."],
    ["PC/1", "Complaint", "2021", "B4", "55", "Y", "Finalised", "Upheld", "Hidden BWV of Hunter."],
];

fn finding(row: usize, start: usize, len: usize, kind: Kind) -> Finding {
    Finding {
        cell: CellId { row: row as u32, column: SUMMARY },
        span: Span::new(ROWS[row][8], start, start + len).unwrap(),
        kind,
        detector: DetectorId::new("test"),
        why: Why::new("Follows a rank", Evidence::Itself),
        confidence_permille: 900,
    }
}

fn detected() -> Event {
    let mut findings = Vec::new();
    for (row, cells) in ROWS.iter().enumerate() {
        for (words, kind) in [("Hunter", Kind::Officer), ("BWV", Kind::Bwv)] {
            findings.extend(cells[8].match_indices(words).map(|(at, _)| finding(row, at, words.len(), kind)));
        }
    }
    findings.sort_unstable();
    let why = Why::new("Mentioned, without a sign of misuse", Evidence::Itself);
    let misuse = vec![SuggestedMisuse { misuse: Misuse::No, why }; ROWS.len()];
    let searched = (0..COLUMNS.len() as u16).collect();
    Event::Detected(Detected { searched, findings, misuse, ..Detected::default() }.into())
}

fn workspace() -> Workspace {
    let headings = ["Ref", "Type", "Year", "Allegation", "Number", "Flag", "Status", "Outcome", "Summary"];
    let mut builder = SheetBuilder::new("Cases", &headings);
    for (at, row) in ROWS.iter().enumerate() {
        builder.push_row(at as u32 + 2, at + 1 == ROWS.len(), row.map(|text| (text, None)));
    }
    let columns = COLUMNS.map(|role| ColumnPlan { role, treatment: role.default_treatment() }).to_vec();
    let warning = Warning { kind: WARNING, place: "Cases: row 9".into(), count: 1, sample: None };
    Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        report: Report { warnings: vec![warning] },
        ..Imported::default()
    })
}

/// One act of a made-up officer, some of whose acts are refused.
fn command() -> impl Strategy<Value = Command> {
    let row = 0..ROWS.len() as u32;
    let reach = prop_oneof![Just(Reach::Entry), Just(Reach::Case)];
    let place = (row.clone(), 0usize..30, 1usize..14).prop_map(|(row, start, len)| {
        let text = ROWS[row as usize][8];
        let found: Vec<usize> = text.match_indices("Hunter").map(|(at, _)| at).collect();
        // Half of the places are findings, the others anything, also what covers a finding.
        let span = match found.get(start % (found.len() * 2).max(1)) {
            Some(at) => Span::new(text, *at, at + "Hunter".len()),
            None => Span::new(text, start, (start + len).min(text.len())),
        };
        let span = span.unwrap_or_else(|| Span::new(text, 0, 1).unwrap());
        Place { cell: CellId { row, column: SUMMARY }, span }
    });
    let exemptions = || vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()];
    let redact = move || Decision::Redact { exemptions: exemptions(), reason: "officer-name".to_owned() };
    let keep = || Decision::Keep { reason: String::new() };
    let misuse = prop_oneof![Just(Misuse::Yes), Just(Misuse::No), Just(Misuse::Unclear)];
    let choice = prop_oneof![Just(None), Just(Some(ScopeChoice::In)), Just(Some(ScopeChoice::Out))];
    let degree = prop_oneof![Just(Degree::Summary), Just(Degree::AllButTypeAndYear), Just(Degree::Whole)];
    let treatment = prop_oneof![
        Just(Treatment::Disclose),
        Just(Treatment::RedactSpans),
        Just(Treatment::OutOfScope),
        Just(Treatment::Withhold)
    ];
    let role = prop::option::of((0..COLUMNS.len()).prop_map(|at| COLUMNS[at]));
    prop_oneof![
        4 => place.clone().prop_map(move |place| Command::Decide { places: vec![place], decision: redact() }),
        4 => place.clone().prop_map(move |place| Command::Decide { places: vec![place], decision: keep() }),
        2 => place.clone().prop_map(|place| Command::Clear { places: vec![place] }),
        1 => place.prop_map(move |place| Command::SameEverywhere {
            place,
            reach: Reach::Sheet,
            decision: redact(),
            except: Vec::new(),
        }),
        2 => row.clone().prop_map(|row| Command::Accept { row }),
        2 => row.clone().prop_map(|row| Command::Read { row }),
        1 => row.clone().prop_map(|row| Command::Unread { row }),
        3 => (row.clone(), reach.clone(), choice)
            .prop_map(|(row, reach, choice)| Command::Scope { row, reach, choice }),
        3 => (row.clone(), reach.clone(), misuse)
            .prop_map(|(row, reach, value)| Command::Misuse { row, reach, value }),
        2 => (row.clone(), prop::option::of(any::<bool>()))
            .prop_map(|(row, ongoing)| Command::Ongoing { row, ongoing }),
        2 => (row.clone(), any::<bool>()).prop_map(|(row, recorded)| Command::Criminal { row, recorded }),
        2 => (row.clone(), reach.clone(), degree).prop_map(move |(row, reach, degree)| Command::Withhold {
            row,
            reach,
            degree,
            exemptions: exemptions(),
            reason: "ongoing-misconduct".to_owned(),
        }),
        2 => (row, reach).prop_map(|(row, reach)| Command::Release { row, reach }),
        1 => (0..COLUMNS.len() as u16, role, treatment).prop_map(|(column, role, treatment)| {
            let (exemptions, reason) = (Vec::new(), String::new());
            Command::Column { column, role, treatment: Some(treatment), exemptions, reason }
        }),
        1 => (2016i16..2023).prop_map(|year| {
            Command::Request(Box::new(Request { from: Some(date(year, 1, 1)), ..Request::default() }))
        }),
        1 => prop_oneof![Just(Settlement::Noted), Just(Settlement::BroughtIn)]
            .prop_map(|how| Command::SettleKind { kind: WARNING, how }),
        5 => Just(Command::Undo),
        3 => Just(Command::Redo),
    ]
}

/// As the session takes an event in.
fn take_in(workspace: &mut Workspace, index: &mut Index, event: Event) {
    let changes = workspace.changes_of(&event).to_vec();
    workspace.apply(event.clone());
    index.apply(workspace, &event, &changes);
    index.advance(workspace, || true);
}

proptest! {
    #[test]
    fn events_keep_the_index_as_a_new_one_would_be(
        commands in prop::collection::vec(command(), 0..60), at in 0usize..20
    ) {
        let mut workspace = workspace();
        let mut index = Index::new(&workspace);
        let mut lists = [Listed::default(), Listed::default()];
        let mut gathering = Gathering::of(&workspace);
        for (number, command) in commands.iter().enumerate() {
            if number == at {
                take_in(&mut workspace, &mut index, detected());
                gathering = Gathering::of(&workspace);
            }
            let Ok(event) = workspace.plan(command) else { continue };
            let changes = workspace.changes_of(&event).to_vec();
            take_in(&mut workspace, &mut index, event.clone());
            gathering.apply(&workspace, &event, &changes);
            prop_assert!(gathering.is_kept_up(&workspace), "after {:?}", command);
            let mut fresh = Index::new(&workspace);
            prop_assert_eq!(index.counts(), fresh.counts(), "after {:?}", command);
            for row in 0..workspace.sheet().row_count() {
                prop_assert_eq!(index.entry(row), fresh.entry(row), "row {} after {:?}", row, command);
                prop_assert_eq!(index.number(row), fresh.number(row), "row {} after {:?}", row, command);
            }
            // Lists that follow hold what lists that are made whole do; the entry that is shown changes.
            let shown = (number % 3 > 0).then_some(number as u32 / 2 % workspace.sheet().row_count());
            for (list, among) in lists.iter_mut().zip([None, Some(&[0, 2, 3][..])]) {
                let listed = |list: &mut Listed, index: &Index| {
                    list.update(index, among, shown, |_, entry| entry.needs_officer());
                    list.rows().to_vec()
                };
                let whole = listed(&mut Listed::default(), &fresh);
                prop_assert_eq!(listed(list, &index), whole, "after {:?}", command);
            }
        }
    }
}

/// A list of more rows than are looked at in one go is there after some calls, as the index stands then.
#[test]
fn a_long_list_is_made_a_slice_at_a_time() {
    let rows = 75_000;
    let mut builder = SheetBuilder::new("Cases", &["Summary"]);
    for row in 0..rows {
        builder.push_row(row + 2, false, [("Nothing of note.", None)]);
    }
    let columns = vec![ColumnPlan { role: Role::Summary, treatment: Role::Summary.default_treatment() }];
    let sheet = Arc::new(builder.finish());
    let mut workspace = Workspace::new(Imported { sheet, layout: Layout { columns }, ..Imported::default() });
    let mut index = Index::new(&workspace);
    let mut list = Listed::of(&[7]);
    let wanted = |row: u32, entry: Entry| row.is_multiple_of(3) && !entry.is_in();
    assert!(!list.update(&index, None, Some(1), wanted));
    assert!(list.is_on_the_way() && list.rows() == [7], "the list as it was stays meanwhile");
    // A row that was passed already changes.
    let command = Command::Scope { row: 3, reach: Reach::Entry, choice: Some(ScopeChoice::In) };
    let event = workspace.plan(&command).unwrap();
    take_in(&mut workspace, &mut index, event);
    let calls = (2..9).find(|_| list.update(&index, None, Some(1), wanted));
    assert_eq!(calls, Some(3));
    let expected = |row: &u32| *row == 1 || row.is_multiple_of(3) && *row != 3;
    assert!(!list.is_on_the_way() && list.rows().iter().copied().eq((0..rows).filter(expected)));
}

#[test]
fn each_thing_is_counted_for_itself() {
    let mut workspace = workspace();
    let mut index = Index::new(&workspace);
    take_in(&mut workspace, &mut index, detected());
    let counts = index.counts();
    // Within: PC/1 twice, PC/2 twice, the flagged one without a reference, PC/4. One row is hidden.
    assert_eq!((counts.rows, counts.entries, counts.out, counts.scope_undecided), (8, 6, 1, 1));
    assert_eq!((counts.cases, counts.officers), (4, 3));
    // B4 of PC/1 stands on two entries and is one allegation; elsewhere the same words are another.
    assert_eq!(counts.allegations, 4);
    // PC/2 by one live entry; PC/4 and the one without a reference because nobody can tell.
    assert_eq!((counts.open_cases, counts.open_entries), (3, 4));
    assert_eq!((counts.misuse_undecided, counts.asking), (6, 7));
    let answer = Command::Misuse { row: 1, reach: Reach::Case, value: Misuse::Yes };
    let event = workspace.plan(&answer).unwrap();
    take_in(&mut workspace, &mut index, event);
    // The answer of the hidden entry of the case does not count while it is not within.
    assert_eq!((index.counts().misuse_cases, index.counts().misuse_entries), (1, 2));
}

#[test]
fn what_is_stale_is_looked_at_a_slice_at_a_time() {
    let workspace = workspace();
    let mut index = Index::new(&workspace);
    index.restart(&workspace);
    assert!(!index.is_fresh() && !index.advance(&workspace, || false));
    assert_eq!((index.counts().entries, index.counts().rows), (0, 8));
    assert!(index.advance(&workspace, || true) && index.is_fresh());
    assert_eq!(index.counts(), Index::new(&workspace).counts());
}
