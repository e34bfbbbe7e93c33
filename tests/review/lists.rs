//! The officer's lists of words and the dial, from command to finding.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;
use withheld::detect::{
    Always, AlwaysWords, Cancel, DetectorId, Evidence, Finding, Kind, Match, Options, Record, Why, WordLists,
    sheet_of_records,
};
use withheld::law::ExemptionId;
use withheld::review::{
    Activity, BlockKind, Change, Command, Decision, Degree, Detected, Event, Imported, Level, Place, Reach,
    ReviewError, ScopeChoice, Workspace,
};
use withheld::sheet::{CellId, Role};
use withheld::text::{Sensitive, Span};

/// A case of one text; its columns name PC Tom Church, 2231CE.
fn case(text: &str) -> Workspace {
    let (sheet, layout) = sheet_of_records([Record {
        text: Sensitive::new(text),
        subject: Sensitive::new("CHURCH, Tom"),
        number: Sensitive::new("2231CE"),
        ..Record::default()
    }]);
    Workspace::new(Imported { sheet: Arc::new(sheet), layout, ..Imported::default() })
}

fn run(workspace: &mut Workspace, command: Command) -> Result<Event, ReviewError> {
    let event = workspace.plan(&command)?;
    workspace.apply(event.clone());
    Ok(event)
}

fn search(workspace: &mut Workspace, everywhere: &[&str]) {
    let always: AlwaysWords =
        everywhere.iter().map(|words| ((*words).to_owned(), Always::default())).collect();
    let options = Options { lists: WordLists { always, ..WordLists::default() }, ..Options::default() };
    let detected = workspace.search(options, &Cancel::default(), &|_| ()).unwrap();
    workspace.apply(Event::Detected(detected.into()));
}

fn found(workspace: &Workspace) -> Vec<(String, Kind, &'static str)> {
    let words = |f: &Finding| f.span.of(workspace.sheet().text(f.cell).expose()).unwrap().to_owned();
    workspace.findings().map(|f| (words(f), f.kind, f.detector.name())).collect()
}

fn always(words: &[&str], how: Match, kind: Kind) -> Command {
    Command::AlwaysWords { words: words.iter().map(|w| (*w).to_owned()).collect(), how, kind }
}

fn never(words: &[&str]) -> Command {
    Command::NeverWords { words: words.iter().map(|w| (*w).to_owned()).collect(), how: Match::WholeWord }
}

#[test]
fn listed_words_are_found_and_the_columns_keep_what_they_say() {
    let mut workspace =
        case("At the blue lagoon Tom Church met the BLUE-LAGOON crew of church, Kestrel too.");
    run(&mut workspace, always(&["Blue Lagoon"], Match::WholeWord, Kind::Address)).unwrap();
    run(&mut workspace, always(&["Church"], Match::WholeWord, Kind::Public)).unwrap();
    search(&mut workspace, &["kestrel"]);
    let found = found(&workspace);
    let of = |words: &str| found.iter().find(|(found, ..)| found == words).map(|(_, kind, by)| (*kind, *by));
    assert_eq!(of("blue lagoon"), Some((Kind::Address, "always-list")), "{found:?}");
    assert_eq!(of("BLUE-LAGOON"), Some((Kind::Address, "always-list")));
    assert_eq!(of("Tom Church"), Some((Kind::Officer, "known")));
    assert_eq!(of("Kestrel"), Some((Kind::Public, "always-list")));
    assert!(of("church").is_some(), "found nowhere else, so the list takes it");
    let listed = workspace.findings().find(|finding| finding.detector.name() == "always-list").unwrap();
    assert_eq!(listed.confidence_permille, 995);
    let why = listed.why.line(workspace.sheet(), listed.cell);
    assert_eq!(why, "Is on your list of words to redact always");
}

#[test]
fn words_not_to_suggest_are_left_out_unless_the_columns_say_them() {
    let text = "PC Church 2231CE and Mr Bakare spoke to Mrs Doyle; Mr Tunde Bakare left.";
    let mut workspace = case(text);
    search(&mut workspace, &[]);
    let words = |workspace: &Workspace| -> BTreeSet<String> {
        found(workspace).into_iter().map(|(words, ..)| words).collect()
    };
    let before = words(&workspace);
    for expected in ["Church", "2231CE", "Bakare", "Doyle", "Tunde Bakare"] {
        assert!(before.contains(expected), "{expected} in {before:?}");
    }
    run(&mut workspace, never(&["church", "2231CE", "bakare"])).unwrap();
    search(&mut workspace, &[]);
    let after = words(&workspace);
    let gone: Vec<_> = before.difference(&after).collect();
    assert_eq!(gone, ["Bakare"], "only that, and only where it stands alone");
}

#[test]
fn what_is_always_redacted_in_every_case_stays_whatever_the_case_leaves_out() {
    let mut workspace = case("It was Kestrel.");
    run(&mut workspace, never(&["Kestrel"])).unwrap();
    search(&mut workspace, &["Kestrel"]);
    assert_eq!(found(&workspace), [("Kestrel".to_owned(), Kind::Public, "always-list")]);
}

#[test]
fn many_words_are_one_step_and_the_search_is_stale_until_it_runs_again() {
    let mut workspace = case("Ann Lee and Bo.");
    search(&mut workspace, &["Bo"]);
    assert!(!workspace.is_search_stale());
    let event = run(&mut workspace, always(&["Ann  Lee", "Bo", "Bo"], Match::Exact, Kind::Staff)).unwrap();
    let Event::Changed { changes } = event else { panic!("an act") };
    assert_eq!(changes.len(), 2);
    assert!(workspace.is_search_stale());
    let stale = |workspace: &Workspace| {
        let blocks = workspace.blocks();
        let told = blocks.iter().find(|block| block.kind == BlockKind::NotSearched);
        told.map(|block| block.sentence.clone())
    };
    assert!(stale(&workspace).unwrap().contains("lists of words have changed"));
    run(&mut workspace, Command::Undo).unwrap();
    assert!(workspace.lists().is_empty() && !workspace.is_search_stale());
    assert_eq!(stale(&workspace), None);
    run(&mut workspace, Command::Redo).unwrap();
    search(&mut workspace, &["Bo"]);
    assert!(!workspace.is_search_stale());
    assert_eq!(workspace.searched_everywhere().unwrap().len(), 1);
    // Another kind for the same words is a change, not a second entry.
    run(&mut workspace, always(&["Bo"], Match::Exact, Kind::Public)).unwrap();
    assert_eq!(workspace.lists().always.len(), 2);
    assert!(workspace.is_search_stale());
    let off = Command::NotAlways { words: vec!["Bo".into(), "Ann Lee".into()] };
    run(&mut workspace, off).unwrap();
    assert!(workspace.lists().is_empty());
}

#[test]
fn words_that_cannot_be_listed_change_nothing() {
    let mut workspace = case("Ann Lee");
    run(&mut workspace, never(&["Lee"])).unwrap();
    let many: Vec<String> = (0..5001).map(|n| format!("word {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (command, told) in [
        (always(&["Ann", "x"], Match::Exact, Kind::Public), "Entry 2 cannot be listed. Too short"),
        (always(&[], Match::Exact, Kind::Public), "no words"),
        (always(&["Ann", "Lee"], Match::Exact, Kind::Public), "on your other list"),
        (always(&["Ann"], Match::Exact, Kind::Bwv), "body-worn video"),
        (always(&many, Match::Exact, Kind::Public), "5001 entries"),
        (never(&[&"a".repeat(201)]), "Longer than 200 letters"),
        (never(&["Lee"]), "so already"),
        (Command::NotAlways { words: vec!["Lee".into()] }, "not on the list"),
        (Command::NotNever { words: vec!["Lee".into(), "Ann".into()] }, "not on the list"),
        (Command::Dial(Level::Usual), "so already"),
    ] {
        let error = workspace.plan(&command).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn scripts_write_the_commands_so() {
    for (text, expected) in [
        (
            r#"{"always-words":{"words":["Ann"],"how":"one-letter-off","kind":"STAFF"}}"#,
            always(&["Ann"], Match::OneLetterOff, Kind::Staff),
        ),
        (r#"{"always-words":{"words":["Ann"]}}"#, always(&["Ann"], Match::WholeWord, Kind::Public)),
        (r#"{"never-words":{"words":["Ann"]}}"#, never(&["Ann"])),
        (r#"{"not-never":{"words":["Ann"]}}"#, Command::NotNever { words: vec!["Ann".into()] }),
        (r#"{"dial":"more"}"#, Command::Dial(Level::More)),
    ] {
        assert_eq!(serde_json::from_str::<Command>(text).unwrap(), expected);
    }
    assert!(serde_json::from_str::<Command>(r#"{"never-words":{"words":["Ann"],"kind":"STAFF"}}"#).is_err());
}

#[test]
fn a_case_of_an_earlier_program_opens_with_empty_lists() {
    let mut workspace = case("PC Church.");
    let old = r#"{"detected":{"program":"0.1.0","searched":[0],"findings":[],"misuse":[]}}"#;
    workspace.apply(serde_json::from_str(old).unwrap());
    assert!(workspace.lists().is_empty());
    assert!(!workspace.has_other_lists_than_searched());
    assert_eq!(workspace.level(), Level::Usual);
}

#[test]
fn lists_print_no_words() {
    let lists = WordLists {
        always: [("Bloggs".to_owned(), Always::default())].into(),
        never: [("Park".to_owned(), Match::Exact)].into(),
    };
    let told = format!("{lists:?}");
    assert!(!told.contains("Bloggs") && !told.contains("Park"), "{told}");
}

const TEXT: &str = "Anna Bell Cole Dunn";

/// Findings "Anna" (900), "Bell" (600), "Cole" (400), and "Dunn" (100) as the columns say it.
fn dialled() -> Workspace {
    let mut workspace = case(TEXT);
    let column = workspace.layout().column(Role::Summary).unwrap();
    let subject = CellId { row: 0, column: workspace.layout().column(Role::Subject).unwrap() };
    let finding = |at: usize, confidence_permille, detector, evidence| Finding {
        cell: CellId { row: 0, column },
        span: Span::new(TEXT, at, at + 4).unwrap(),
        kind: Kind::Public,
        detector: DetectorId::new(detector),
        why: Why::new("Test", evidence),
        confidence_permille,
    };
    let findings = vec![
        finding(0, 900, "title", Evidence::Itself),
        finding(5, 600, "full-name", Evidence::Itself),
        finding(10, 300, "full-name", Evidence::Itself),
        finding(15, 100, "known", Evidence::Cell(subject)),
    ];
    let columns = (0..workspace.layout().columns.len() as u16).collect();
    let detected = Detected { searched: columns, findings, ..Detected::default() };
    workspace.apply(Event::Detected(detected.into()));
    workspace
}

fn shown(workspace: &Workspace) -> Vec<&str> {
    workspace.findings().map(|finding| finding.span.of(TEXT).unwrap()).collect()
}

fn left(workspace: &Workspace) -> Vec<&str> {
    workspace.leftovers().map(|finding| finding.span.of(TEXT).unwrap()).collect()
}

#[test]
fn the_dial_parts_what_is_shown_from_what_is_left() {
    let mut workspace = dialled();
    assert_eq!(workspace.suggestions_by_level(0), [2, 3, 4]);
    for (level, expected, below) in [
        (Level::Fewer, &["Anna", "Dunn"][..], &["Bell", "Cole"][..]),
        (Level::More, &["Anna", "Bell", "Cole", "Dunn"], &[]),
        (Level::Usual, &["Anna", "Bell", "Dunn"], &["Cole"]),
    ] {
        let event = run(&mut workspace, Command::Dial(level)).unwrap();
        assert!(workspace.changes_of(&event).iter().all(|change| workspace.touches_all(change)));
        assert_eq!((shown(&workspace), left(&workspace)), (expected.to_vec(), below.to_vec()), "{level:?}");
        assert_eq!(workspace.undecided_in_row(0).count(), expected.len());
    }
    run(&mut workspace, Command::Undo).unwrap();
    assert_eq!((workspace.level(), shown(&workspace).len()), (Level::More, 4));
    assert!(matches!(workspace.last_act(), Some([Change::Dial { now: Level::More, .. }])));
}

#[test]
fn what_is_decided_is_no_leftover_and_stays_decided_below_the_dial() {
    let mut workspace = dialled();
    let cell = workspace.findings().next().unwrap().cell;
    let place = Place { cell, span: Span::new(TEXT, 5, 14).unwrap() };
    let decision = Decision::Keep { reason: "a place".into() };
    run(&mut workspace, Command::Decide { places: vec![place], decision }).unwrap();
    assert!(left(&workspace).is_empty());
    run(&mut workspace, Command::Dial(Level::Fewer)).unwrap();
    assert!(left(&workspace).is_empty());
    assert!(workspace.decision(place).is_some());
}

#[test]
fn leftovers_of_the_release_are_the_likeliest_first_and_none_of_what_is_withheld() {
    let mut workspace = dialled();
    run(&mut workspace, Command::Dial(Level::Fewer)).unwrap();
    let scope = Command::Scope { row: 0, reach: Reach::Entry, choice: Some(ScopeChoice::In) };
    assert!(workspace.leftovers_in_release().is_empty(), "nothing is in scope yet");
    run(&mut workspace, scope).unwrap();
    // The case of the test says nothing of where it stands, so it is released by hand.
    run(&mut workspace, Command::Release { row: 0, reach: Reach::Entry }).unwrap();
    let confidences = |workspace: &Workspace| -> Vec<u16> {
        workspace.leftovers_in_release().iter().map(|finding| finding.confidence_permille).collect()
    };
    assert_eq!(confidences(&workspace), [600, 300]);
    let withhold = Command::Withhold {
        row: 0,
        reach: Reach::Entry,
        degree: Degree::Whole,
        exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()],
        reason: "x".into(),
    };
    run(&mut workspace, withhold).unwrap();
    assert!(confidences(&workspace).is_empty());
    assert_eq!(left(&workspace).len(), 2);
}

#[test]
fn a_column_that_no_longer_names_people_goes_below_the_dial() {
    let mut workspace = dialled();
    let column = workspace.layout().column(Role::Subject).unwrap();
    let role = Command::Column {
        column,
        role: Some(Role::Other),
        treatment: None,
        exemptions: Vec::new(),
        reason: String::new(),
    };
    run(&mut workspace, role).unwrap();
    assert_eq!(shown(&workspace), ["Anna", "Bell"]);
    run(&mut workspace, Command::Undo).unwrap();
    assert_eq!(shown(&workspace), ["Anna", "Bell", "Dunn"]);
}

#[test]
fn a_turn_of_the_dial_made_beside_the_work_changes_the_same() {
    let mut workspace = dialled();
    for command in [Command::Dial(Level::Fewer), Command::Dial(Level::More), Command::Undo, Command::Redo] {
        let event = workspace.plan(&command).unwrap();
        let level = workspace.level_after(&event);
        let mut at_once = workspace.clone();
        at_once.apply(event.clone());
        assert_eq!(at_once.level(), level);
        let turned = workspace.turned(level);
        // One that was made for another level, or of another request, is made anew.
        let other = workspace.turned(if level == Level::Usual { Level::More } else { Level::Usual });
        for turned in [turned, other] {
            let mut beside = workspace.clone();
            beside.apply_turned(event.clone(), turned);
            assert_eq!(beside, at_once, "{command:?}");
        }
        workspace = at_once;
    }
}

#[test]
fn a_release_holds_until_what_it_shows_changes() {
    let mut workspace = dialled();
    let release = Event::Released { at: jiff::Timestamp::UNIX_EPOCH, certificate_sha256: String::new() };
    assert!(!workspace.is_released());
    workspace.apply(release.clone());
    assert!(workspace.is_released());
    let time = Command::LogTime {
        activity: Activity::Locating,
        minutes: 5,
        on: date(2026, 11, 2),
        note: String::new(),
    };
    run(&mut workspace, time).unwrap();
    assert!(workspace.is_released(), "the time that was spent is not in it");
    run(&mut workspace, Command::Dial(Level::Fewer)).unwrap();
    assert!(!workspace.is_released());
    run(&mut workspace, Command::Undo).unwrap();
    assert!(!workspace.is_released(), "nobody has released it again");
}
