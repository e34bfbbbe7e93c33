//! Notes and queries: what they hold back, and that they are acts like all others.

use super::*;
use withheld::review::{About, Change, Query};

fn query(question: &str, of: &str, answer: Option<&str>) -> Query {
    Query { question: question.to_owned(), of: of.to_owned(), answer: answer.map(str::to_owned) }
}

fn ask(about: About, asked: Query) -> Command {
    Command::Query { about, query: Some(asked) }
}

fn open(workspace: &Workspace) -> Vec<(Option<u32>, Option<Place>)> {
    let blocks = workspace.blocks().into_iter().filter(|block| block.kind == BlockKind::Query);
    blocks.map(|block| (block.row, block.place)).collect()
}

#[test]
fn an_open_query_stands_in_the_way_until_it_is_answered_or_taken_back() {
    let mut workspace = two_entries_of_one_case();
    let words = place(&workspace, 0, 3, 9);
    // Row 3 is outside the request: whether it belongs into it may be what is asked.
    let (of_words, of_entry) = (About::Words(words), About::Entry(3));
    assert_eq!(open(&workspace), []);
    run(&mut workspace, &ask(of_words, query(" Retired? ", " PSD ", None))).unwrap();
    run(&mut workspace, &ask(of_entry, query("In or out?", "", None))).unwrap();
    assert_eq!(open(&workspace), [(Some(0), Some(words)), (Some(3), None)]);
    assert_eq!(workspace.query(of_words), Some(&query("Retired?", "PSD", None)), "trimmed");
    assert_eq!(workspace.queried_rows(), [0, 3]);
    let sentence =
        workspace.blocks().into_iter().find(|block| block.kind == BlockKind::Query).unwrap().sentence;
    assert!(!sentence.contains("Retired") && !sentence.contains("PSD"), "{sentence}");

    run(&mut workspace, &Command::Answer { about: of_words, text: "In 2023".to_owned() }).unwrap();
    assert_eq!(open(&workspace), [(Some(3), None)]);
    run(&mut workspace, &Command::Query { about: of_entry, query: None }).unwrap();
    assert_eq!(open(&workspace), []);
    assert_eq!(workspace.query(of_words).unwrap().answer.as_deref(), Some("In 2023"));
    // An answer that is made blank opens the query again.
    run(&mut workspace, &ask(of_words, query("Retired?", "PSD", Some("  ")))).unwrap();
    assert_eq!(open(&workspace).len(), 1);
}

#[test]
fn a_note_holds_nothing_back_and_a_blank_one_is_none() {
    let mut workspace = two_entries_of_one_case();
    let before = workspace.blocks();
    let about = About::Entry(1);
    run(&mut workspace, &Command::Note { about, text: " Ask again ".to_owned() }).unwrap();
    assert_eq!(workspace.note(about), Some("Ask again"));
    assert_eq!(workspace.blocks(), before);
    assert_eq!(workspace.notes_in_row(1).count(), 1);
    assert_eq!(workspace.notes_in_row(0).count(), 0);
    run(&mut workspace, &Command::Note { about, text: " ".to_owned() }).unwrap();
    assert_eq!(workspace.note(about), None);
}

#[test]
fn they_are_undone_like_all_acts_and_replay_from_their_log() {
    let mut workspace = two_entries_of_one_case();
    let start = workspace.clone();
    let about = About::Words(place(&workspace, 0, 3, 9));
    let commands = [
        Command::Note { about: About::Entry(0), text: "One".to_owned() },
        ask(about, query("Who?", "", None)),
        Command::Answer { about, text: "Nobody".to_owned() },
        Command::Undo,
        Command::Undo,
        Command::Redo,
        Command::Note { about: About::Entry(0), text: String::new() },
    ];
    let mut log = Vec::new();
    for command in &commands {
        log.push(serde_json::to_string(&run(&mut workspace, command).unwrap()).unwrap());
    }
    assert_eq!(workspace.query(about), Some(&query("Who?", "", None)), "the answer is taken back");
    assert_eq!(workspace.note(About::Entry(0)), None);
    let mut replayed = start;
    for event in &log {
        replayed.apply(serde_json::from_str(event).unwrap());
    }
    assert_eq!(replayed, workspace);
    let mut back = workspace;
    while let Ok(event) = back.plan(&Command::Undo) {
        back.apply(event);
    }
    assert_eq!(back.open_queries().count() + back.notes_in_row(0).count(), 0);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let workspace = two_entries_of_one_case();
    let refused = |command: &Command| workspace.plan(command).unwrap_err();
    let nowhere = About::Entry(99);
    assert!(matches!(
        refused(&Command::Note { about: nowhere, text: "x".to_owned() }),
        ReviewError::NoSuchRow { .. }
    ));
    let long = Place { cell: CellId { row: 0, column: SUMMARY }, span: Span::try_from((0, 9000)).unwrap() };
    assert!(matches!(refused(&ask(About::Words(long), query("x", "", None))), ReviewError::BadSpan { .. }));
    let here = About::Entry(0);
    assert!(matches!(refused(&ask(here, query(" ", "PSD", None))), ReviewError::Blank { .. }));
    assert_eq!(refused(&Command::Answer { about: here, text: "x".to_owned() }), ReviewError::NoQuery);
    assert_eq!(refused(&Command::Note { about: here, text: String::new() }), ReviewError::NothingChanges);
}

#[test]
fn a_signature_holds_over_them_and_undecided_words_stay_undecided() {
    let mut workspace = two_entries_of_one_case();
    let signed = SignOff { by: "B. Second".to_owned(), on: date(2026, 11, 20) };
    run(&mut workspace, &Command::SignOff(Some(signed))).unwrap();
    let undecided = workspace.undecided_in_row(0).count();
    let words = About::Words(place(&workspace, 0, 3, 9));
    run(&mut workspace, &ask(words, query("Who?", "", None))).unwrap();
    run(&mut workspace, &Command::Note { about: words, text: "x".to_owned() }).unwrap();
    assert!(workspace.signature().is_some());
    assert_eq!(workspace.undecided_in_row(0).count(), undecided);
    let changes = workspace.last_act().unwrap();
    assert!(matches!(changes, [Change::Note { .. }]) && changes[0].place() == Some((0, words.place())));
}
