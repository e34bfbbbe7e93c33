//! Who is who: what comes together in People, what stays apart, and how it is decided once.

use std::str::FromStr;
use std::sync::Arc;

use proptest::prelude::*;
use withheld::detect::{DetectorId, Evidence, Finding, Kind, Match, Why};
use withheld::law::{ExemptionId, Group};
use withheld::review::{
    Command, Concern, Decided, Decision, Detected, Distinct, Event, Habits, Imported, Offer, Place,
    ReviewError, ScopeChoice, Sort, Workspace, suggestion_for,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, SheetBuilder};
use withheld::text::Span;

const COLUMNS: [Role; 5] =
    [Role::Reference, Role::Subject, Role::SubjectNumber, Role::Complainant, Role::Summary];
const SUMMARY: u16 = 4;

/// A row as reference, subject, number, complainant, summary; in the summary a finding stands as
/// `{PUBLIC Mary Cole}`, with `?` before its kind if it is not sure.
type Row<'r> = [&'r str; 5];

fn workspace(rows: &[Row<'_>]) -> Workspace {
    let mut builder = SheetBuilder::new("Cases", &["Ref", "Subject", "Number", "Complainant", "Summary"]);
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = CellId { row: at as u32, column: SUMMARY };
        let (text, found) = unmarked(row[4]);
        for (start, end, kind, confidence_permille) in found {
            let (span, detector) = (Span::new(&text, start, end).unwrap(), DetectorId::new("test"));
            let why = Why::new("Follows a rank", Evidence::Itself);
            findings.push(Finding { cell, span, kind, detector, why, confidence_permille });
        }
        let cells = [row[0], row[1], row[2], row[3], &text];
        builder.push_row(at as u32 + 2, false, cells.map(|text| (text, None)));
    }
    let plan = |role: Role| ColumnPlan { role, treatment: role.default_treatment() };
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns: COLUMNS.map(plan).to_vec() },
        ..Imported::default()
    });
    findings.sort();
    workspace.apply(Event::Detected(Detected { findings, ..Detected::default() }.into()));
    for row in 0..rows.len() as u32 {
        run(
            &mut workspace,
            &Command::Scope { row, reach: withheld::review::Reach::Entry, choice: Some(ScopeChoice::In) },
        );
    }
    workspace
}

/// The text without its marks, and where they stood.
fn unmarked(marked: &str) -> (String, Vec<(usize, usize, Kind, u16)>) {
    let (mut text, mut found) = (String::new(), Vec::new());
    for (at, piece) in marked.split('{').enumerate() {
        if at == 0 {
            text.push_str(piece);
            continue;
        }
        let (inside, after) = piece.split_once('}').unwrap();
        let (kind, words) = inside.split_once(' ').unwrap();
        let (kind, confidence) = kind.strip_prefix('?').map_or((kind, 900), |kind| (kind, 500));
        let start = text.len();
        text.push_str(words);
        found.push((start, text.len(), Kind::from_str(kind).unwrap(), confidence));
        text.push_str(after);
    }
    (text, found)
}

#[track_caller]
fn run(workspace: &mut Workspace, command: &Command) -> Event {
    let event = workspace.plan(command).unwrap();
    workspace.apply(event.clone());
    event
}

fn words(workspace: &Workspace, place: Place) -> String {
    let row = place.cell.row + 1;
    let text = place.span.of(workspace.sheet().text(place.cell).expose()).unwrap();
    format!("{text}:{row}")
}

/// A distinct thing as `Daniel Okafor = Okafor:1, D Okafor:2`, with `?` before one of several.
fn shown(workspace: &Workspace, one: &Distinct) -> String {
    let places: Vec<String> = one.mentions.iter().map(|mention| words(workspace, mention.place)).collect();
    let doubt = if one.one_of().is_empty() { "" } else { "?" };
    format!("{doubt}{} = {}", one.title(workspace.sheet()).expose(), places.join(", "))
}

#[track_caller]
fn check(rows: &[Row<'_>], expected: &[&str]) {
    let workspace = workspace(rows);
    let people: Vec<String> = workspace.people().all().iter().map(|one| shown(&workspace, one)).collect();
    assert_eq!(people, expected);
}

#[test]
fn shapes_of_one_person_are_one() {
    check(
        &[
            ["1", "OKAFOR, Daniel", "2231CE", "", "PC {OFFICER Okafor} left. {OFFICER D. Okafor} came back."],
            ["1", "", "", "", "{OFFICER Okafur} and {OFFICER Daniel} left. {OFFICER OKAFOR’S} camera."],
        ],
        &["OKAFOR, Daniel = Okafor:1, D. Okafor:1, Okafur:2, Daniel:2, OKAFOR’S:2"],
    );
}

#[test]
fn two_of_one_surname_stay_apart() {
    check(
        &[[
            "1",
            "Paul Hunter",
            "",
            "",
            "PC {OFFICER Paul Hunter} and PC {OFFICER Peter Hunter} met {OFFICER Hunter}.",
        ]],
        &["Paul Hunter = Paul Hunter:1", "Peter Hunter = Peter Hunter:1", "?Hunter = Hunter:1"],
    );
}

#[test]
fn one_set_of_initials_for_two_is_one_of_several() {
    check(
        &[["1", "", "", "", "{PUBLIC Dora Oakes} told {OFFICER Daniel Okafor} that {PUBLIC D. O.} left."]],
        &["Dora Oakes = Dora Oakes:1", "?D. O. = D. O.:1", "Daniel Okafor = Daniel Okafor:1"],
    );
}

#[test]
fn a_title_tells_the_complainant_from_the_officer() {
    check(
        &[["1", "L. Patel", "1190NW", "Mrs Asha Patel", "Mrs {PUBLIC Patel} met PC {OFFICER Patel}."]],
        &["Mrs Asha Patel = Patel:1", "L. Patel = Patel:1"],
    );
}

#[test]
fn across_cases_only_a_whole_name_counts() {
    check(
        &[
            ["1", "", "", "", "{OFFICER Daniel Okafor} left."],
            ["2", "", "", "", "{OFFICER Daniel Okafor} came."],
            ["3", "", "", "", "{OFFICER Okafor} came."],
        ],
        &["Daniel Okafor = Daniel Okafor:1, Daniel Okafor:2", "Okafor = Okafor:3"],
    );
}

#[test]
fn two_numbers_are_two_people_of_one_name() {
    check(
        &[
            ["1", "Daniel Okafor", "2231CE", "", "PC {OFFICER Okafor} left."],
            ["2", "Daniel Okafor", "1190NW", "", "PC {OFFICER Okafor} came."],
            ["3", "Daniel Okafor", "", "", "PC {OFFICER Okafor} sat."],
        ],
        &["Daniel Okafor = Okafor:1", "Daniel Okafor = Okafor:2", "Daniel Okafor = Okafor:3"],
    );
    check(
        &[
            ["1", "Daniel Okafor", "2231CE", "", "PC {OFFICER Okafor} left."],
            ["2", "OKAFOR, Daniel", "2231 ce", "", "PC {OFFICER Okafor} came."],
        ],
        &["Daniel Okafor = Okafor:1, Okafor:2"],
    );
}

#[test]
fn what_stands_beside_a_name_belongs_to_its_bearer() {
    check(
        &[[
            "1",
            "Daniel Okafor",
            "2231CE",
            "Mary Cole",
            "PC {OFFICER Okafor} {NUMBER 2231CE} met Ms {PUBLIC Cole} of {ADDRESS 3 Elm Road}, {POSTCODE E9 4ZX}, \
             tel. {PHONE 07700 900123}. A man left {PHONE 07700 900999} there. Ask {EMAIL m.cole@example.com}.",
        ]],
        &[
            "Mary Cole = Cole:1, 3 Elm Road:1, E9 4ZX:1, 07700 900123:1, m.cole@example.com:1",
            "Daniel Okafor = Okafor:1, 2231CE:1",
            "07700 900999 = 07700 900999:1",
        ],
    );
}

#[test]
fn private_details_go_with_the_member_of_the_public_of_their_sentence() {
    check(
        &[[
            "1",
            "",
            "",
            "",
            "{PUBLIC Mary Cole} told PC {OFFICER Paul Hunter} that the {VRM LK17 XYZ} was gone. PC {OFFICER Hunter} \
             went to {ADDRESS 3 Elm Road} with {NUMBER 812}.",
        ]],
        &[
            "Mary Cole = Mary Cole:1, LK17 XYZ:1",
            "Paul Hunter = Paul Hunter:1, Hunter:1",
            "3 Elm Road = 3 Elm Road:1",
            "812 = 812:1",
        ],
    );
}

#[test]
fn what_stands_beside_two_names_belongs_to_neither() {
    check(
        &[[
            "1",
            "",
            "",
            "",
            "{PUBLIC Mary Cole}, {PHONE 07700 900123}, left. {PUBLIC Adam Lind} on {PHONE 07700 900123} came.",
        ]],
        &[
            "Mary Cole = Mary Cole:1",
            "Adam Lind = Adam Lind:1",
            "07700 900123 = 07700 900123:1, 07700 900123:1",
        ],
    );
}

#[test]
fn values_are_one_however_they_are_written() {
    check(
        &[
            ["1", "", "", "", "Seen at {ADDRESS Flat 6, Pendrell House}, {POSTCODE E9 4ZX}."],
            [
                "2",
                "",
                "",
                "",
                "Again {ADDRESS FLAT 6 PENDRELL HOUSE}. The car {VRM LK17 XYZ}, {VRM LK17XYZ}.",
            ],
        ],
        &[
            "Flat 6, Pendrell House = Flat 6, Pendrell House:1, E9 4ZX:1, FLAT 6 PENDRELL HOUSE:2",
            "LK17 XYZ = LK17 XYZ:2, LK17XYZ:2",
        ],
    );
}

#[test]
fn who_complains_and_children_come_first() {
    let workspace = workspace(&[
        [
            "1",
            "Paul Hunter",
            "",
            "Mary Cole",
            "PC {OFFICER Hunter}, PC {OFFICER Hunter} and {PUBLIC Adam Lind}.",
        ],
        [
            "1",
            "",
            "",
            "",
            "Ms {PUBLIC Cole} with her son {PUBLIC Sam Cole}; {?PUBLIC Adam Lind} left. {SPECIAL ill}",
        ],
    ]);
    let people = workspace.people();
    let names: Vec<&str> = people.all().iter().map(|one| one.title(workspace.sheet()).expose()).collect();
    assert_eq!(names, ["Mary Cole", "Sam Cole", "Adam Lind", "Paul Hunter", "ill"]);
    let concerns: Vec<Vec<Concern>> = people.all().iter().map(|one| one.concerns.iter().collect()).collect();
    assert_eq!(concerns[0], [Concern::Child, Concern::Complains]);
    assert_eq!(concerns[1], [Concern::Child]);
    assert_eq!(concerns[2], [Concern::Doubtful { places: 1 }]);
    assert_eq!(concerns[3], []);
    assert_eq!(people.all()[4].sort, Sort::Words);
}

#[test]
fn what_is_out_of_scope_is_not_asked() {
    let mut workspace =
        workspace(&[["1", "", "", "", "{PUBLIC Mary Cole}"], ["2", "", "", "", "{PUBLIC Mary Cole}"]]);
    let out = Some(ScopeChoice::Out);
    run(&mut workspace, &Command::Scope { row: 1, reach: withheld::review::Reach::Entry, choice: out });
    assert_eq!(shown(&workspace, &workspace.people().all()[0]), "Mary Cole = Mary Cole:1");
}

fn okafor() -> Workspace {
    workspace(&[
        [
            "1",
            "Daniel Okafor",
            "2231CE",
            "",
            "PC {OFFICER Okafor} {NUMBER 2231CE} left. {OFFICER Okafor} ran.",
        ],
        ["2", "", "", "", "{OFFICER Dan Okafor} came. {PUBLIC Okafor}."],
    ])
}

fn redact(kind: Kind, group: Group) -> Decision {
    suggestion_for(kind, group).unwrap().into()
}

/// What R does in People.
fn decide(one: &Distinct, group: Group) -> Command {
    let decided = |mention: &withheld::review::Mention| Decided {
        places: vec![mention.place],
        decision: redact(mention.kind, group),
    };
    Command::DecideTogether { decisions: one.mentions.iter().map(decided).collect() }
}

#[test]
fn one_act_decides_all_places_and_is_one_undo_step() {
    let mut workspace = okafor();
    let before = workspace.clone();
    let one = workspace.people().all()[0].clone();
    assert_eq!(one.mentions.len(), 3);
    run(&mut workspace, &decide(&one, Group::Officers));
    let reasons: Vec<&str> = one
        .mentions
        .iter()
        .map(|mention| match workspace.decision(mention.place).unwrap() {
            Decision::Redact { exemptions: _, reason } => reason.as_str(),
            Decision::Keep { .. } => "kept",
        })
        .collect();
    assert_eq!(reasons, ["officer-name", "officer-number", "officer-name"]);
    assert!(one.mentions.iter().all(|mention| workspace.is_decided_in_people(mention.place)));
    run(&mut workspace, &Command::Undo);
    assert_eq!(workspace.people(), before.people());
    assert!(one.mentions.iter().all(|mention| workspace.decision(mention.place).is_none()));
    assert!(!workspace.is_decided_in_people(one.mentions[0].place));
}

#[test]
fn what_is_decided_otherwise_was_not_decided_in_people() {
    let mut workspace = okafor();
    let one = workspace.people().all()[0].clone();
    let place = one.mentions[0].place;
    run(&mut workspace, &decide(&one, Group::Officers));
    let keep = Decision::Keep { reason: String::new() };
    run(&mut workspace, &Command::Decide { places: vec![place], decision: keep });
    assert!(!workspace.is_decided_in_people(place));
    assert!(workspace.is_decided_in_people(one.mentions[1].place));
    run(&mut workspace, &Command::Undo);
    assert!(workspace.is_decided_in_people(place));
}

#[test]
fn places_named_twice_are_refused() {
    let workspace = okafor();
    let place = workspace.people().all()[0].mentions[0].place;
    let twice = |decision| Decided { places: vec![place], decision };
    let decisions =
        vec![twice(redact(Kind::Officer, Group::Officers)), twice(Decision::Keep { reason: String::new() })];
    assert_eq!(workspace.plan(&Command::DecideTogether { decisions }), Err(ReviewError::TwiceDecided));
    let none = Command::DecideTogether { decisions: Vec::new() };
    assert_eq!(workspace.plan(&none), Err(ReviewError::NoPlaces));
}

fn all_shown(workspace: &Workspace) -> Vec<String> {
    workspace.people().all().iter().map(|one| shown(workspace, one)).collect()
}

#[test]
fn people_are_told_apart_and_joined() {
    let mut workspace = okafor();
    let natural = all_shown(&workspace);
    assert_eq!(
        natural,
        ["Daniel Okafor = Okafor:1, 2231CE:1, Okafor:1", "Dan Okafor = Dan Okafor:2, Okafor:2"]
    );
    let people = workspace.people();
    let (one, other) = (people.all()[0].clone(), people.all()[1].clone());
    run(&mut workspace, &Command::SamePerson { place: one.first().unwrap(), other: other.first().unwrap() });
    let joined = ["Daniel Okafor = Okafor:1, 2231CE:1, Okafor:1, Dan Okafor:2, Okafor:2"];
    assert_eq!(all_shown(&workspace), joined);
    let places: Vec<Place> = other.mentions.iter().map(|mention| mention.place).collect();
    run(&mut workspace, &Command::Apart { places });
    assert_eq!(all_shown(&workspace), natural);
    run(&mut workspace, &Command::Undo);
    assert_eq!(all_shown(&workspace), joined);
    run(&mut workspace, &Command::Apart { places: vec![one.mentions[2].place] });
    assert_eq!(all_shown(&workspace).len(), 2);
    run(&mut workspace, &Command::Undo);
    run(&mut workspace, &Command::Undo);
    assert_eq!(all_shown(&workspace), natural);
}

#[test]
fn what_is_found_later_is_suggested_as_before() {
    let mut workspace = okafor();
    let people = workspace.people();
    let one = people.all()[0].clone();
    let (first, last) = (one.mentions[0].place, one.mentions[2].place);
    assert_eq!(workspace.precedent(&people, last), None);
    let decision = redact(Kind::Officer, Group::Staff);
    run(&mut workspace, &Command::Decide { places: vec![first], decision: decision.clone() });
    let precedent = workspace.precedent(&people, last).unwrap();
    assert_eq!((precedent.place, precedent.decision), (first, decision));
    assert_eq!(workspace.precedent(&people, one.mentions[1].place), None, "a number is no name");
    assert!(workspace.decision(last).is_none(), "nothing is applied by itself");
    let keep = Decision::Keep { reason: String::new() };
    run(&mut workspace, &Command::Decide { places: vec![last], decision: keep });
    let later = people.all()[1].first().unwrap();
    assert_eq!(workspace.precedent(&people, later), None, "nothing was decided of somebody else");
}

#[test]
fn what_is_decided_three_times_is_offered_once() {
    let mut workspace = workspace(&[
        ["1", "", "", "", "{TACTIC plain van} {TACTIC Plain van} {TACTIC plain van} {TACTIC plain van}"],
        ["2", "", "", "", "{PUBLIC May} {PUBLIC May} {PUBLIC may} and {SPECIAL flu}"],
    ]);
    let mut habits = Habits::of(&workspace);
    let found: Vec<Place> = workspace.findings().map(|f| Place { cell: f.cell, span: f.span }).collect();
    let mut offers = Vec::new();
    for (at, place) in found.iter().enumerate() {
        let decision = if at < 4 {
            redact(Kind::Tactic, Group::Tactics)
        } else {
            Decision::Keep { reason: String::new() }
        };
        let event = run(&mut workspace, &Command::Decide { places: vec![*place], decision });
        habits.apply(&workspace, &event, workspace.changes_of(&event));
        offers.push(habits.offer(&workspace, *place));
        assert_eq!(habits, Habits::of(&workspace));
    }
    let (always, never) = (Some(Offer::Always), Some(Offer::Never));
    assert_eq!(offers, [None, None, always, None, None, None, never, None]);
    // Taken back, the third is the second again.
    for _ in 0..2 {
        let event = workspace.plan(&Command::Undo).unwrap();
        let changes = workspace.changes_of(&event).to_vec();
        workspace.apply(event.clone());
        habits.apply(&workspace, &event, &changes);
    }
    let keep = Decision::Keep { reason: String::new() };
    let event = run(&mut workspace, &Command::Decide { places: vec![found[6]], decision: keep });
    habits.apply(&workspace, &event, workspace.changes_of(&event));
    assert_eq!(habits.offer(&workspace, found[6]), never);
    let words = vec!["may".to_owned()];
    run(&mut workspace, &Command::NeverWords { words, how: Match::default() });
    assert_eq!(habits.offer(&workspace, found[6]), None, "it is listed already");
}

#[test]
fn what_is_decided_in_people_is_no_habit() {
    let mut workspace = okafor();
    let one = workspace.people().all()[0].clone();
    let mut habits = Habits::of(&workspace);
    let event = run(&mut workspace, &decide(&one, Group::Officers));
    habits.apply(&workspace, &event, workspace.changes_of(&event));
    assert_eq!(habits, Habits::default());
    assert_eq!(Habits::of(&workspace), habits);
}

const NAMES: [&str; 9] =
    ["Daniel Okafor", "D. Okafor", "Okafor", "Okafur", "Mary Okafor", "M. O.", "Mary", "Cole", "’"];

fn any_rows() -> impl Strategy<Value = Vec<(u8, usize, bool)>> {
    proptest::collection::vec((0u8..3, 0..NAMES.len(), any::<bool>()), 1..12)
}

proptest! {
    #[test]
    fn every_finding_is_in_exactly_one(rows in any_rows()) {
        let texts: Vec<(String, String)> = rows
            .iter()
            .map(|(case, name, is_public)| {
                let kind = if *is_public { "PUBLIC" } else { "OFFICER" };
                (case.to_string(), format!("x {{{kind} {}}} {{NUMBER 81{case}}}", NAMES[*name]))
            })
            .collect();
        let rows: Vec<Row<'_>> = texts.iter().map(|(case, text)| [case.as_str(), "", "", "", text.as_str()]).collect();
        let workspace = workspace(&rows);
        let people = workspace.people();
        let mut all: Vec<Place> = people.all().iter().flat_map(|one| one.mentions.iter().map(|m| m.place)).collect();
        all.sort_unstable();
        let found: Vec<Place> = workspace.findings().map(|f| Place { cell: f.cell, span: f.span }).collect();
        prop_assert_eq!(&all, &found);
        for (number, one) in people.all().iter().enumerate() {
            for mention in &one.mentions {
                prop_assert_eq!(people.at(mention.place), Some(number));
                let mut in_cell = people.in_cell(mention.place.cell).filter_map(|at| people.belonging(at));
                prop_assert!(in_cell.any(|here| here == (mention.place, number)));
            }
        }
        // Who is who does not depend on the order of the rows.
        let sets = |workspace: &Workspace, back: &dyn Fn(u32) -> u32| {
            let mut sets: Vec<Vec<(u32, Span)>> = workspace.people().all().iter().map(|one| {
                let mut places: Vec<_> =
                    one.mentions.iter().map(|m| (back(m.place.cell.row), m.place.span)).collect();
                places.sort_unstable();
                places
            }).collect();
            sets.sort();
            sets
        };
        let last = rows.len() as u32 - 1;
        let reversed: Vec<Row<'_>> = rows.iter().rev().copied().collect();
        let other = self::workspace(&reversed);
        prop_assert_eq!(sets(&workspace, &|row| row), sets(&other, &|row| last - row));
    }

    #[test]
    fn acts_replay_and_undo(acts in proptest::collection::vec((0u8..4, 0usize..8, 0usize..8), 1..12)) {
        let start = okafor();
        let mut workspace = start.clone();
        let mut log = Vec::new();
        let mut seen = Vec::new();
        for (act, one, other) in acts {
            let people = workspace.people();
            let one = &people.all()[one % people.all().len()];
            let other = &people.all()[other % people.all().len()];
            let command = match act {
                0 => decide(one, Group::Officers),
                1 => Command::Apart { places: vec![one.mentions[0].place] },
                2 => Command::SamePerson { place: one.first().unwrap(), other: other.first().unwrap() },
                _ => Command::Clear { places: vec![one.mentions[0].place] },
            };
            let Ok(event) = workspace.plan(&command) else { continue };
            seen.push(workspace.people());
            workspace.apply(event.clone());
            log.push(event);
        }
        let json = serde_json::to_string(&log).unwrap();
        let read: Vec<Event> = serde_json::from_str(&json).unwrap();
        let mut again = start.clone();
        read.into_iter().for_each(|event| again.apply(event));
        prop_assert_eq!(&again, &workspace);
        for before in seen.into_iter().rev() {
            let undo = workspace.plan(&Command::Undo).unwrap();
            workspace.apply(undo);
            prop_assert_eq!(workspace.people(), before);
        }
        prop_assert!(start.findings().all(|f| !workspace.is_decided(f)));
    }
}

#[test]
fn the_exemption_of_a_name_is_that_of_its_group() {
    let code = |group| match redact(Kind::Public, group) {
        Decision::Redact { exemptions, reason } => (exemptions, reason),
        Decision::Keep { reason } => (Vec::<ExemptionId>::new(), reason),
    };
    let reasons = [Group::Officers, Group::Staff, Group::Public].map(|group| code(group).1);
    assert_eq!(reasons, ["officer-name", "staff-name", "public-name"]);
}
