//! A newer export of the same data: what is matched, carried, asked again and gone; and that nothing that was
//! withheld opens by itself.

use std::sync::Arc;

use proptest::prelude::*;
use withheld::detect::{Cancel, Options};
use withheld::law::ExemptionId;
use withheld::review::{
    About, AnswerKind, BlockKind, Command, Compared, Decision, Degree, Detected, Event, Imported, Loss,
    Misuse, Newness, Place, Policy, Query, Reach, RebaseError, Rebased, ReviewError, ScopeChoice, Settlement,
    Source, Workspace,
};
use withheld::sheet::{
    CellId, ColumnPlan, Layout, Report, Role, Sheet, SheetBuilder, Treatment, Warning, WarningKind,
    guess_layout,
};
use withheld::text::Span;

const HEADINGS: [&str; 6] = ["Ref", "Entry", "Status", "Outcome", "Type", "Summary"];
const ROLES: [Role; 6] =
    [Role::Reference, Role::Other, Role::Status, Role::Outcome, Role::Type, Role::Summary];
const SUMMARY: u16 = 5;

type Row = Vec<String>;

fn row(cells: [&str; 6]) -> Row {
    cells.map(str::to_owned).to_vec()
}

fn sheet(headings: &[&str], rows: &[Row]) -> Sheet {
    let mut builder = SheetBuilder::new("Cases", headings);
    for (at, row) in rows.iter().enumerate() {
        builder.push_row(at as u32 + 2, false, row.iter().map(|text| (text.as_str(), None)));
    }
    builder.finish()
}

fn imported(sheet: Sheet, sha256: &str) -> Imported {
    let layout = guess_layout(&sheet);
    let source = Source { file_name: "export.csv".into(), byte_len: 1, sha256: sha256.into() };
    Imported { source, sheet: Arc::new(sheet), layout, ..Imported::default() }
}

/// A case of these rows, searched by nobody: what is withheld is what the test says.
fn case(rows: &[Row]) -> Workspace {
    let columns = ROLES.map(|role| ColumnPlan { role, treatment: role.default_treatment() }).to_vec();
    let mut imported = imported(sheet(&HEADINGS, rows), "1");
    imported.layout = Layout { columns };
    imported.layout.columns[1].treatment = Treatment::OutOfScope;
    let mut case = Workspace::new(imported);
    let misuse = Vec::new();
    let searched = vec![3, 4, SUMMARY];
    case.apply(Event::Detected(
        Detected { searched, roles: ROLES.to_vec(), misuse, ..Detected::default() }.into(),
    ));
    for row in 0..rows.len() as u32 {
        give(&mut case, &Command::Scope { row, reach: Reach::Entry, choice: Some(ScopeChoice::In) });
    }
    case
}

#[track_caller]
fn give(case: &mut Workspace, command: &Command) {
    let event = case.plan(command).unwrap();
    case.apply(event);
}

fn redact() -> Decision {
    let exemptions = vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()];
    Decision::Redact { exemptions, reason: "officer-name".into() }
}

fn keep() -> Decision {
    Decision::Keep { reason: String::new() }
}

/// Where words stand in the summary of a row for the n-th time, from 0.
#[track_caller]
fn words(case: &Workspace, row: u32, words: &str, nth: usize) -> Place {
    let cell = CellId { row, column: summary(case) };
    let text = case.sheet().text(cell).expose();
    let (start, _) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words:?} in {text:?}"));
    Place { cell, span: Span::new(text, start, start + words.len()).unwrap() }
}

fn summary(case: &Workspace) -> u16 {
    case.layout().column(Role::Summary).unwrap()
}

fn decide(case: &mut Workspace, place: Place, decision: Decision) {
    give(case, &Command::Decide { places: vec![place], decision });
}

fn planned(case: &Workspace, newer: Imported) -> Result<Arc<Rebased>, RebaseError> {
    case.plan_rebase(newer, Options::default(), &Cancel::default(), &|_| ())
}

/// The case on the newer export, and what that changed.
#[track_caller]
fn taken(case: &Workspace, headings: &[&str], rows: &[Row]) -> (Workspace, Compared) {
    let rebased = planned(case, imported(sheet(headings, rows), "2")).unwrap();
    let compared = rebased.compared(case);
    (case.on(&rebased), compared)
}

fn usual() -> Vec<Row> {
    vec![
        row([
            "PC/1/21",
            "1",
            "Finalised",
            "Upheld",
            "Complaint",
            "PC Hunter switched his BWV off when he met Mr Park at the park.",
        ]),
        row([
            "PC/1/21",
            "2",
            "Finalised",
            "Upheld",
            "Complaint",
            "PC Hunter is said to have been rude to the complainant.",
        ]),
        row(["PC/2/21", "1", "Live", "", "Conduct", "The camera of PS Adeyemi did not record, as she says."]),
    ]
}

/// The usual case, decided and read.
fn decided() -> Workspace {
    let mut case = case(&usual());
    for (row, name, nth) in [(0, "Hunter", 0), (0, "Park", 0), (1, "Hunter", 0), (2, "Adeyemi", 0)] {
        let place = words(&case, row, name, nth);
        decide(&mut case, place, redact());
    }
    let place = words(&case, 0, "park", 0);
    decide(&mut case, place, keep());
    give(&mut case, &Command::Criminal { row: 2, recorded: false });
    give(&mut case, &Command::Release { row: 2, reach: Reach::Case });
    for row in 0..3 {
        give(&mut case, &Command::Misuse { row, reach: Reach::Entry, value: Misuse::No });
        give(&mut case, &Command::Read { row });
    }
    case
}

/// What is withheld in the summary of a row, decided or not, as words.
fn withheld(case: &Workspace, row: u32) -> Vec<String> {
    let cell = CellId { row, column: summary(case) };
    let text = case.sheet().text(cell).expose();
    let spans = case.redactions(cell, Policy::Final).into_iter();
    spans.map(|redaction| redaction.span.of(text).unwrap().to_owned()).collect()
}

#[test]
fn shuffled_rows_and_columns_keep_all() {
    let case = decided();
    let order = [5, 0, 4, 2, 1, 3];
    let headings = order.map(|at| HEADINGS[at]);
    let mut rows: Vec<Row> = usual();
    rows.rotate_left(1);
    let rows: Vec<Row> = rows.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect()).collect();
    let (after, compared) = taken(&case, &headings, &rows);
    assert_eq!((compared.same_count, compared.fitting_count, compared.is_reordered), (3, 5, true));
    assert!(compared.lost.is_empty() && compared.unread.is_empty() && compared.asked_again.is_empty());
    for (row, was) in [(0, 1), (1, 2), (2, 0)] {
        assert_eq!(withheld(&after, row), withheld(&case, was));
        assert!(after.is_read(row));
        assert_eq!(after.misuse(row, Policy::Final), Some(Misuse::No));
        assert_eq!(after.scope_choice(row), Some(ScopeChoice::In));
        assert_eq!(after.newness(row), None);
    }
    assert!(after.choice(1).is_some() && after.criminal_answer(1) == Some(false));
}

#[test]
fn a_changed_text_keeps_what_fits_and_asks_for_the_rest() {
    let case = decided();
    let mut rows = usual();
    // What stands around “Hunter” stays; “Park” gets other words around it, and stands once more.
    rows[0][5] =
        "PC Hunter switched his BWV off when she met Ms Park at the station. Park complained.".into();
    let (after, compared) = taken(&case, &HEADINGS, &rows);
    assert_eq!((compared.same_count, compared.changed.len()), (2, 1));
    assert_eq!(compared.changed[0].columns, [SUMMARY]);
    let lost: Vec<(Loss, bool)> = compared.lost.iter().map(|lost| (lost.why, lost.is_redaction)).collect();
    assert!(
        lost.contains(&(Loss::OtherSurroundings, true)) && lost.contains(&(Loss::WordsGone, false)),
        "{lost:?}"
    );
    assert!(after.decision(words(&after, 0, "Hunter", 0)).is_some());
    assert!(after.decision(words(&after, 0, "Park", 0)).is_none());
    assert_eq!(withheld(&after, 0), ["Hunter", "Park", "Park"]);
    assert_eq!(after.undecided_in_row(0).count(), 2);
    assert!(!after.is_read(0) && after.is_read(1) && after.is_read(2));
    assert_eq!((compared.unread.as_slice(), after.newness(0)), (&[0][..], Some(Newness::Changed)));
    let changes = after.changes_since_earlier(0);
    assert_eq!(changes.len(), 1);
    assert!(changes[0].was.contains("Mr Park") && changes[0].now.contains("Ms Park"));
    assert!(after.blocks().iter().any(|block| block.kind == BlockKind::Undecided));
}

#[test]
fn notes_and_queries_go_with_what_they_are_about() {
    let mut case = decided();
    let ask = |about, question: &str| Command::Query {
        about,
        query: Some(Query { question: question.into(), ..Query::default() }),
    };
    let (hunter, park) = (words(&case, 0, "Hunter", 0), words(&case, 0, "Park", 0));
    give(&mut case, &ask(About::Words(hunter), "Retired?"));
    give(&mut case, &ask(About::Words(park), "Who is it?"));
    for (row, text) in [(1, "Of an entry that goes"), (2, "Seen by HR")] {
        give(&mut case, &Command::Note { about: About::Entry(row), text: text.into() });
    }
    let mut rows = usual();
    rows.remove(1);
    rows.swap(0, 1);
    rows[1][5] = "PC Hunter switched his BWV off when she met Ms Park at the station.".into();
    let (after, _) = taken(&case, &HEADINGS, &rows);
    let notes: Vec<(u32, &str)> =
        (0..2).flat_map(|row| after.notes_in_row(row).map(move |(_, note)| (row, note))).collect();
    assert_eq!(notes, [(0, "Seen by HR")]);
    let open: Vec<(About, &str)> =
        after.open_queries().map(|(about, query)| (about, query.question.as_str())).collect();
    // Other words stand around “Park” now: what was asked about it is asked about the entry.
    let of_entry = (About::Entry(1), "About “Park”: Who is it?");
    assert_eq!(open, [of_entry, (About::Words(words(&after, 1, "Hunter", 0)), "Retired?")]);
}

#[test]
fn new_and_gone_entries_are_told_and_words_of_their_case_are_asked() {
    let case = decided();
    let mut rows = usual();
    rows.remove(1);
    rows.insert(0, row(["PC/9/21", "1", "Finalised", "", "Complaint", "Something else about Hunter."]));
    rows.push(row([
        "PC/1/21",
        "3",
        "Finalised",
        "Upheld",
        "Complaint",
        "A third allegation, again about officer HUNTER.",
    ]));
    let (after, compared) = taken(&case, &HEADINGS, &rows);
    assert_eq!((compared.new.as_slice(), compared.gone.as_slice()), (&[0, 3][..], &[1][..]));
    assert_eq!(compared.lost.iter().map(|lost| lost.why).collect::<Vec<_>>(), [Loss::EntryGone]);
    assert!(withheld(&after, 3).contains(&"HUNTER".to_owned()), "{:?}", withheld(&after, 3));
    assert_eq!((after.newness(0), after.newness(1)), (Some(Newness::New), None));
    assert!(!after.is_read(0) && after.scope_choice(0).is_none());
}

#[test]
fn entries_of_one_case_are_matched_by_number_then_by_likeness() {
    let rows = |texts: [(&str, &str); 3]| -> Vec<Row> {
        texts.iter().map(|(number, text)| row(["PC/1/21", number, "Closed", "", "Complaint", text])).collect()
    };
    let before = case(&rows([
        ("", "He was rude to her at the door of the house."),
        ("", "He did not record the search of the car."),
        ("", "He kept her phone for three days."),
    ]));
    let (after, _) = taken(
        &before,
        &HEADINGS,
        &rows([
            ("", "He kept her telephone for three days."),
            ("", "He was rude to her at the door of the flat."),
            ("", "He did not record the search of the blue car."),
        ]),
    );
    let earlier = after.earlier_export().unwrap();
    assert_eq!((0..3).map(|row| earlier.row_was(row)).collect::<Vec<_>>(), [Some(2), Some(0), Some(1)]);
    // Numbers say more than words.
    let before =
        case(&rows([("1", "One two three four."), ("2", "Five six seven eight."), ("3", "Nine ten.")]));
    let (after, _) = taken(
        &before,
        &HEADINGS,
        &rows([("2", "One two three four."), ("1", "Five six seven eight."), ("3", "Nine ten.")]),
    );
    let earlier = after.earlier_export().unwrap();
    assert_eq!((0..3).map(|row| earlier.row_was(row)).collect::<Vec<_>>(), [Some(1), Some(0), Some(2)]);
}

#[test]
fn columns_are_matched_by_heading_and_role_and_new_ones_are_to_be_settled() {
    let case = decided();
    let headings = ["REF ", "Entry", "Status", "Result", "Type", "Summary", "Handler"];
    let rows: Vec<Row> = usual()
        .into_iter()
        .map(|mut row| {
            row.push("A. Handler".into());
            row
        })
        .collect();
    let (after, compared) = taken(&case, &headings, &rows);
    assert_eq!((compared.new_columns.as_slice(), compared.gone_columns.len()), (&[6][..], 0));
    assert_eq!(compared.renamed_columns, [(0, 0), (3, 3)]);
    assert_eq!(after.layout().columns[3], case.layout().columns[3]);
    assert_eq!(after.layout().columns[6].treatment, Treatment::Unsettled);
    assert!(after.blocks().iter().any(|block| block.kind == BlockKind::Column && block.column == Some(6)));
    assert_eq!(compared.same_count, 3);
    let (after, compared) =
        taken(&case, &HEADINGS[..5], &usual().iter().map(|row| row[..5].to_vec()).collect::<Vec<_>>());
    assert_eq!(compared.gone_columns, [SUMMARY]);
    assert!(compared.lost.iter().all(|lost| lost.why == Loss::ColumnGone) && compared.lost.len() == 5);
    assert_eq!(after.sheet().columns().len(), 5);
}

#[test]
fn answers_go_where_what_they_rest_on_goes() {
    let case = decided();
    let mut rows = usual();
    rows[2][2] = "Finalised".into();
    rows[1][5] = "Now it is told quite otherwise and nobody knows why.".into();
    let (after, compared) = taken(&case, &HEADINGS, &rows);
    let asked: Vec<(u32, AnswerKind)> =
        compared.asked_again.iter().map(|asked| (asked.row, asked.what)).collect();
    assert_eq!(asked, [(1, AnswerKind::Misuse), (2, AnswerKind::Release), (2, AnswerKind::Criminal)]);
    assert!(after.misuse(0, Policy::Final).is_some() && after.misuse(1, Policy::Final).is_none());
    // The entry was to be released; now nobody said so, and as its case is closed it is read again.
    assert!(!after.is_read(2) || after.withheld_degree(2) == case.withheld_degree(2));
    let mut case = case;
    let reason = "ongoing-misconduct".to_owned();
    let exemptions = vec![ExemptionId::from_code("s31(1)(g)(2)(b)").unwrap()];
    give(
        &mut case,
        &Command::Withhold { row: 2, reach: Reach::Entry, degree: Degree::Whole, exemptions, reason },
    );
    let (after, _) = taken(&case, &HEADINGS, &rows);
    assert_eq!(after.withheld_degree(2), Some(Degree::Whole), "what was withheld stays withheld");
}

#[test]
fn intake_items_stay_settled_where_they_are_the_same() {
    let warning = |kind, place: &str, count| Warning { kind, place: place.into(), count, sample: None };
    let first = warning(WarningKind::HiddenSheet, "Raw", 630);
    let second = warning(WarningKind::Comment, "Cases: F2", 1);
    let mut start = imported(sheet(&HEADINGS, &usual()), "1");
    start.report = Report { warnings: vec![first.clone(), second.clone()] };
    let mut case = Workspace::new(start);
    give(&mut case, &Command::Settle { warning: 0, how: Settlement::Noted });
    give(&mut case, &Command::Settle { warning: 1, how: Settlement::Noted });
    let mut newer = imported(sheet(&HEADINGS, &usual()), "2");
    let more = warning(WarningKind::HiddenSheet, "Raw", 631);
    newer.report = Report { warnings: vec![second, more] };
    let rebased = planned(&case, newer).unwrap();
    let after = case.on(&rebased);
    assert_eq!((after.settlement(0), after.settlement(1)), (Some(Settlement::Noted), None));
    assert_eq!(rebased.compared(&case).unsettled, [1]);
}

#[test]
fn what_cannot_be_taken_is_refused() {
    let case = decided();
    let same = imported(sheet(&HEADINGS, &usual()), "2");
    assert_eq!(planned(&case, same).unwrap_err(), RebaseError::NothingChanged);
    let other =
        [row(["X", "1", "", "", "", "Invoice for twelve chairs"]), row(["Y", "1", "", "", "", "Paid"])];
    let error = planned(&case, imported(sheet(&HEADINGS, &other), "2")).unwrap_err();
    assert_eq!(error, RebaseError::NothingFits { before: 3, now: 2 });
    assert_eq!(planned(&case, imported(sheet(&HEADINGS, &[]), "2")).unwrap_err(), RebaseError::NoEntries);
    let cancel = Cancel::default();
    cancel.cancel();
    let mut rows = usual();
    rows.pop();
    let newer = imported(sheet(&HEADINGS, &rows), "2");
    let stopped = case.plan_rebase(newer, Options::default(), &cancel, &|_| ());
    assert_eq!(stopped.unwrap_err(), RebaseError::Stopped);
    let few = [usual()[0].clone(), other[0].clone(), other[1].clone()];
    let (_, compared) = taken(&case, &HEADINGS, &few);
    assert!(compared.is_doubtful());
}

#[test]
fn taking_it_is_one_step_back_and_forth() {
    let before = decided();
    let mut case = before.clone();
    let mut rows = usual();
    rows.swap(0, 2);
    rows[0][5] += " More was found since.";
    let rebased = planned(&case, imported(sheet(&HEADINGS, &rows), "2")).unwrap();
    case.apply(Event::Rebased(rebased));
    let taken = case.clone();
    assert_eq!((case.act_count(), case.last_act().map(<[_]>::len)), (1, Some(0)));
    let place = words(&case, 0, "camera", 0);
    decide(&mut case, place, redact());
    let early = ReviewError::BeforeNewerExport;
    assert_eq!(case.plan(&Command::BackTo { act: 3 }), Err(early));
    give(&mut case, &Command::Undo);
    give(&mut case, &Command::Undo);
    assert_same(&before, &case);
    assert_eq!(case.act_count(), before.act_count());
    give(&mut case, &Command::Redo);
    assert_same(&taken, &case);
    give(&mut case, &Command::Undo);
    // What was done before can be undone, too.
    give(&mut case, &Command::Undo);
    assert!(!case.is_read(2));
}

#[test]
fn settled_words_lists_and_a_later_search_leave_the_question_open() {
    let mut case = decided();
    give(&mut case, &Command::SettleOpen { words: "park".into(), reason: "the place".into() });
    give(
        &mut case,
        &Command::NeverWords { words: vec!["Park".into(), "Hunter".into()], how: Default::default() },
    );
    let found = case.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    case.apply(Event::Detected(found.into()));
    let mut rows = usual();
    rows[1][5] = "Officer Hunter was rude.".into();
    let (mut after, _) = taken(&case, &HEADINGS, &rows);
    assert!(after.may_stand_openly("Park"));
    assert_eq!(after.lists(), case.lists());
    assert_eq!(
        withheld(&after, 1),
        ["Hunter"],
        "on the list of what is never suggested, and asked all the same"
    );
    let again = after.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    after.apply(Event::Detected(again.into()));
    assert_eq!(withheld(&after, 1), ["Hunter"]);
}

/// All that an officer sees is the same.
#[track_caller]
fn assert_same(one: &Workspace, other: &Workspace) {
    assert_eq!(one.sheet(), other.sheet());
    assert_eq!(one.layout(), other.layout());
    assert_eq!(one.report(), other.report());
    assert!(one.findings().eq(other.findings()));
    for row in 0..one.sheet().row_count() {
        assert_eq!(state(one, row), state(other, row), "row {row}");
    }
    assert_eq!(one.blocks(), other.blocks());
}

/// All that is said of an entry.
fn state(case: &Workspace, row: u32) -> impl PartialEq + std::fmt::Debug + use<> {
    let columns = 0..case.sheet().columns().len() as u16;
    let decisions: Vec<(u16, Span, Decision)> = columns
        .flat_map(|column| case.decisions_in(CellId { row, column }).collect::<Vec<_>>())
        .map(|(place, decision)| (place.cell.column, place.span, decision.clone()))
        .collect();
    let answers = (case.scope_choice(row), case.misuse(row, Policy::Final), case.choice(row).cloned());
    (decisions, case.is_read(row), answers, case.ongoing_choice(row), case.criminal_answer(row))
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, usize, usize),
    Delete(usize),
    Swap(usize, usize),
    Word(usize, usize, usize),
    Cut(usize, usize),
    Twice(usize),
    Columns(usize),
}

const NAMES: [&str; 5] = ["Hunter", "Park", "Adeyemi", "Okafor", "O'Neill"];
const PLAIN: [&str; 9] = ["was", "at", "the", "station", "and", "camera", "off", "said.", "left"];
const REFERENCES: [&str; 3] = ["PC/1/21", "PC/2/21", ""];

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![2 => prop::sample::select(&PLAIN[..]), 1 => prop::sample::select(&NAMES[..])];
    prop::collection::vec(word, 3..24).prop_map(|words| words.join(" "))
}

fn any_row() -> impl Strategy<Value = Row> {
    (prop::sample::select(&REFERENCES[..]), prop::sample::select(&["Live", "Closed"][..]), text())
        .prop_map(|(reference, status, text)| row([reference, "", status, "", "Complaint", &text]))
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..64usize;
    prop_oneof![
        (at.clone(), at.clone(), at.clone()).prop_map(|(a, b, c)| Edit::Insert(a, b, c)),
        at.clone().prop_map(Edit::Delete),
        (at.clone(), at.clone()).prop_map(|(a, b)| Edit::Swap(a, b)),
        (at.clone(), at.clone(), at.clone()).prop_map(|(a, b, c)| Edit::Word(a, b, c)),
        (at.clone(), at.clone()).prop_map(|(a, b)| Edit::Cut(a, b)),
        at.clone().prop_map(Edit::Twice),
        at.prop_map(Edit::Columns),
    ]
}

/// The rows after an edit; columns are turned in the end.
fn edited(rows: &mut Vec<Row>, edit: &Edit) {
    let vocabulary: Vec<&str> = PLAIN.iter().chain(&NAMES).copied().collect();
    let count = rows.len();
    match edit {
        Edit::Insert(at, reference, words) => {
            let text: Vec<&str> = (0..8).map(|n| vocabulary[(words + n * 5) % vocabulary.len()]).collect();
            let reference = REFERENCES[reference % REFERENCES.len()];
            rows.insert(at % (count + 1), row([reference, "", "Closed", "", "Complaint", &text.join(" ")]));
        }
        Edit::Delete(at) if count > 2 => _ = rows.remove(at % count),
        Edit::Swap(a, b) => rows.swap(a % count, b % count),
        Edit::Word(at, word, with) => {
            let mut words: Vec<&str> = rows[at % count][5].split(' ').collect();
            let place = word % words.len();
            words[place] = vocabulary[with % vocabulary.len()];
            rows[at % count][5] = words.join(" ");
        }
        Edit::Cut(at, word) => {
            let words: Vec<&str> = rows[at % count][5].split(' ').collect();
            rows[at % count][5] = words[word % words.len()..].join(" ");
        }
        Edit::Twice(at) => {
            let again = rows[at % count].clone();
            rows.push(again);
        }
        Edit::Delete(_) | Edit::Columns(_) => {}
    }
}

/// A case with these decisions, each a row, a word of its summary and whether it is withheld.
fn random_case(rows: &[Row], decisions: &[(usize, usize, bool)], read: usize) -> Workspace {
    let mut case = case(rows);
    for (row, word, is_redaction) in decisions {
        let row = row % rows.len();
        let text = &rows[row][5];
        let words: Vec<&str> = text.split(' ').collect();
        let at = word % words.len();
        let start = words[..at].iter().map(|word| word.len() + 1).sum::<usize>();
        let cell = CellId { row: row as u32, column: SUMMARY };
        let place = Place { cell, span: Span::new(text, start, start + words[at].len()).unwrap() };
        let event = case.plan(&Command::Decide {
            places: vec![place],
            decision: if *is_redaction { redact() } else { keep() },
        });
        // The same may have been decided already.
        event.into_iter().for_each(|event| case.apply(event));
    }
    let event = case.plan(&Command::Read { row: (read % rows.len()) as u32 });
    event.into_iter().for_each(|event| case.apply(event));
    case
}

fn turned(rows: &[Row], by: usize) -> (Vec<&'static str>, Vec<Row>) {
    let turn = |at: usize| (at + by) % HEADINGS.len();
    let headings = (0..HEADINGS.len()).map(|at| HEADINGS[turn(at)]).collect();
    let rows = rows.iter().map(|row| (0..row.len()).map(|at| row[turn(at)].clone()).collect()).collect();
    (headings, rows)
}

/// A word without the signs around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Places of a word in a text, where it stands whole.
fn places_of<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word)
        .filter(move |(at, _)| {
            !is_letter(text.get(..*at).and_then(|before| before.chars().next_back()))
                && !is_letter(text.get(at + word.len()..).and_then(|after| after.chars().next()))
        })
        .filter_map(move |(at, _)| Span::new(text, at, at + word.len()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is done to the sheet: words that were withheld in a case are, in all texts of that case that are
    /// not as they were, withheld by decision or undecided, unless a decision that was carried keeps them.
    #[test]
    fn nothing_withheld_opens_by_itself(
        rows in prop::collection::vec(any_row(), 2..7),
        decisions in prop::collection::vec((0..64usize, 0..64usize, any::<bool>()), 0..14),
        read in 0..64usize,
        edits in prop::collection::vec(edit(), 0..6),
    ) {
        let before = random_case(&rows, &decisions, read);
        let mut newer = rows.clone();
        edits.iter().for_each(|edit| edited(&mut newer, edit));
        let by = edits.iter().map(|edit| if let Edit::Columns(by) = edit { *by } else { 0 }).sum();
        let (headings, newer) = turned(&newer, by);
        let rebased = match before.rebased_onto(
            imported(sheet(&headings, &newer), "2"), Options::default(), &Cancel::default(), &|_| ()
        ) {
            Ok(rebased) => rebased,
            Err(error) => {
                let is_other = matches!(error, RebaseError::NothingFits { .. });
                prop_assert!(is_other, "{error}");
                return Ok(());
            }
        };
        let after = before.on(&rebased);
        let earlier = after.earlier_export().unwrap();
        // One to one.
        let mut seen: Vec<u32> = (0..after.sheet().row_count()).filter_map(|row| earlier.row_was(row)).collect();
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), count);
        let column = summary(&after);
        for row in 0..after.sheet().row_count() {
            let cell = CellId { row, column };
            let text = after.sheet().text(cell).expose();
            let was = earlier.row_was(row);
            if let Some(was) = was.filter(|was| before.sheet().text(CellId { row: *was, column: SUMMARY }).expose() == text) {
                // An unchanged text keeps every decision, as it was.
                let decided = |case: &Workspace, cell| -> Vec<(Span, Decision)> {
                    case.decisions_in(cell).map(|(place, decision)| (place.span, decision.clone())).collect()
                };
                let cell_was = CellId { row: was, column: SUMMARY };
                prop_assert_eq!(decided(&before, cell_was), decided(&after, cell));
                for gone in before.redactions(cell_was, Policy::Final) {
                    prop_assert!(after.redactions(cell, Policy::Final).iter().any(|r| r.span.covers(gone.span)));
                }
                if after.newness(row).is_none() && before.withheld_degree(was) == after.withheld_degree(row) {
                    prop_assert_eq!(before.is_read(was), after.is_read(row));
                }
                continue;
            }
            prop_assert!(!after.is_read(row), "a text that changed is unread");
            let Some(case_was) = was.map(|was| before.case_of(was)) else { continue };
            for other in before.case_rows(case_was) {
                let cell_was = CellId { row: other, column: SUMMARY };
                let text_was = before.sheet().text(cell_was).expose();
                for (place, decision) in before.decisions_in(cell_was) {
                    let Decision::Redact { .. } = decision else { continue };
                    for span in places_of(text, core(place.span.of(text_was).unwrap())) {
                        let is_withheld = after.redactions(cell, Policy::Final).iter().any(|r| r.span.covers(span));
                        let kept = after.decision_over(Place { cell, span });
                        let is_kept = matches!(kept, Some(Decision::Keep { .. }));
                        prop_assert!(is_withheld || is_kept, "{:?} opens in {:?}", span.of(text), text);
                    }
                }
            }
        }
        // A log replays the same, through the bytes of the case file.
        let event: Event = serde_json::from_str(&serde_json::to_string(&Event::Rebased(rebased)).unwrap()).unwrap();
        let mut replayed = before.clone();
        replayed.apply(event);
        assert_same(&after, &replayed);
        let undo = replayed.plan(&Command::Undo).unwrap();
        replayed.apply(undo);
        assert_same(&before, &replayed);
    }

    /// The same export once more is where it was.
    #[test]
    fn the_same_export_changes_nothing(
        rows in prop::collection::vec(any_row(), 2..7),
        decisions in prop::collection::vec((0..64usize, 0..64usize, any::<bool>()), 0..14),
        read in 0..64usize,
    ) {
        let before = random_case(&rows, &decisions, read);
        let same = || imported(sheet(&HEADINGS, &rows), "2");
        prop_assert_eq!(planned(&before, same()).unwrap_err(), RebaseError::NothingChanged);
        let rebased = before.rebased_onto(same(), Options::default(), &Cancel::default(), &|_| ()).unwrap();
        let after = before.on(&rebased);
        for row in 0..rows.len() as u32 {
            prop_assert_eq!(after.earlier_export().unwrap().row_was(row), Some(row));
            prop_assert!(state(&before, row) == state(&after, row), "row {}", row);
        }
        let compared = rebased.compared(&before);
        prop_assert!(compared.lost.is_empty() && compared.changed.is_empty() && compared.unread.is_empty());
    }
}
