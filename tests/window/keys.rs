//! How many keys the development set takes, with the People pass and without it. The gold labels are the
//! officer's mind; every key counts, also those that move. What was not found is selected with the mouse,
//! which counts as one key, and is decided beside the window, which has no words to point at here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use jiff::Timestamp;
use serde_json::Value;
use withheld::app::Opening;
use withheld::detect::{Cancel, Kind, Options};
use withheld::law::Group;
use withheld::review::{
    Command, Decision, Distinct, Event, Imported, Misuse, Place, Reach, ScopeChoice, Sort, Standing,
    Workspace, suggestion,
};
use withheld::sheet::{CellId, ReadOptions, Role, read_bytes};
use withheld::store::{CaseFile, Cost, Key as CaseKey, NewEvent, Stamp};

use crate::case::{OFFICER, replayed};
use crate::support::Window;

/// Whether words are redacted, and whose they are.
type Class = (bool, Option<Group>);

/// What the labels say of the words of one entry: bytes and type.
type Labels = Vec<(usize, usize, Kind)>;

/// The development set as a case file: all in scope, all closed, questions answered, so that what is left
/// is words and reading.
fn development_case(folder: &Path) -> (PathBuf, Workspace, Vec<Labels>) {
    let bytes = std::fs::read("tests/gold/dev.csv").unwrap();
    let read = read_bytes("dev.csv", &bytes, &ReadOptions::default()).unwrap();
    let mut workspace = Workspace::new(Imported::from(read));
    let path = folder.join("dev.withheld");
    let at = Timestamp::from_second(1_795_000_000).unwrap();
    let stamp = Stamp { at, officer: OFFICER.to_owned() };
    let cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    let mut file = CaseFile::create(&path, &CaseKey::None, cost, workspace.imported(), &stamp).unwrap();
    let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let mut events = vec![Event::Detected(found.into())];
    workspace.apply(events[0].clone());
    for row in 0..workspace.sheet().row_count() {
        let mut commands = vec![Command::Misuse { row, reach: Reach::Entry, value: Misuse::No }];
        if workspace.standing(row) != Standing::Closed {
            commands.push(Command::Ongoing { row, ongoing: Some(false) });
        }
        if workspace.scope(row) != Some(ScopeChoice::In) {
            commands.push(Command::Scope { row, reach: Reach::Entry, choice: Some(ScopeChoice::In) });
        }
        for command in commands {
            let event = workspace.plan(&command).unwrap();
            workspace.apply(event.clone());
            events.push(event);
        }
    }
    let new: Vec<NewEvent<'_, Event>> =
        events.iter().map(|event| NewEvent { at, officer: OFFICER, event }).collect();
    file.append(&new).unwrap();
    let labels = labels(&workspace);
    (path, workspace, labels)
}

fn summary(workspace: &Workspace, row: u32) -> CellId {
    CellId { row, column: workspace.layout().column(Role::Summary).unwrap() }
}

fn labels(workspace: &Workspace) -> Vec<Labels> {
    let gold = std::fs::read_to_string("tests/gold/dev.gold.jsonl").unwrap();
    let entry = |(row, line): (u32, &str)| {
        let value: Value = serde_json::from_str(line).unwrap();
        let text = workspace.sheet().text(summary(workspace, row)).expose();
        assert_eq!(value["text"].as_str().unwrap(), text);
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans = value["spans"].as_array().unwrap().iter();
        let strong = spans.filter(|span| span["weak"].as_bool() != Some(true));
        let of = |span: &Value| {
            let at = |key: &str| bytes[span[key].as_u64().unwrap() as usize];
            (at("start"), at("end"), span["type"].as_str().unwrap().parse::<Kind>().unwrap())
        };
        strong.map(of).filter(|(.., kind)| *kind != Kind::Bwv).collect()
    };
    (0u32..).zip(gold.lines()).map(entry).collect()
}

/// What the labels want done with some words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Wanted {
    Keep,
    Redact(Kind),
}

fn wanted(labels: &[Labels], place: Place) -> Wanted {
    let (start, end) = (place.span.start(), place.span.end());
    let over = labels[place.cell.row as usize].iter().find(|(from, to, _)| *from < end && start < *to);
    over.map_or(Wanted::Keep, |(.., kind)| Wanted::Redact(*kind))
}

/// What of a person's places can be decided by one key.
fn class(wanted: Wanted, found: Kind) -> (bool, Option<Group>) {
    let group = match wanted {
        Wanted::Keep => return (false, None),
        Wanted::Redact(Kind::Officer) => Group::Officers,
        Wanted::Redact(Kind::Staff) => Group::Staff,
        Wanted::Redact(Kind::Public) => Group::Public,
        Wanted::Redact(_) => return (true, None),
    };
    (true, found.is_person().then_some(group))
}

/// The keys that were pressed.
struct Typist {
    window: Window,
    pressed: usize,
}

impl Typist {
    fn press(&mut self, key: Key) {
        self.window.press(key);
        self.pressed += 1;
    }

    fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.window.press_with(modifiers, key);
        self.pressed += 1;
    }
}

/// Decides everybody of the list, one after the other, as the window shows them.
fn people_pass(typist: &mut Typist, start: &Workspace, labels: &[Labels]) {
    typist.press_with(Modifiers::COMMAND, Key::Num3);
    typist.window.wait_for("One decision for the ticked places");
    let people = start.people();
    let mut left = people.all().iter().filter(|one| one.sort != Sort::Words).count();
    for one in people.all().iter().filter(|one| one.sort != Sort::Words) {
        let title: String =
            one.title(start.sheet()).expose().split_whitespace().collect::<Vec<_>>().join(" ");
        typist.window.expect(title.get(..title.len().min(30)).unwrap_or(&title));
        decide_person(typist, one, labels);
        left -= 1;
        let texts = typist.window.texts();
        let is_decided = texts.contains(&format!("To decide {left}"));
        let wanted: Vec<Wanted> = one.mentions.iter().map(|mention| wanted(labels, mention.place)).collect();
        assert!(is_decided, "{:?} {wanted:?} is not decided; there is: {texts:#?}", one.mentions);
    }
    typist.window.expect("To decide 0");
}

fn decide_person(typist: &mut Typist, one: &Distinct, labels: &[Labels]) {
    let mut by_class: BTreeMap<(bool, Option<Group>), Vec<usize>> = BTreeMap::new();
    for (at, mention) in one.mentions.iter().enumerate() {
        by_class.entry(class(wanted(labels, mention.place), mention.kind)).or_default().push(at);
    }
    // A number or an address goes with the name beside it.
    let group = by_class.iter().filter(|((redacted, group), _)| *redacted && group.is_some());
    let most = group.max_by_key(|(_, places)| places.len()).map(|(class, _)| *class);
    if let Some(class) = most
        && let Some(beside) = by_class.remove(&(true, None))
    {
        by_class.entry(class).or_default().extend(beside);
    }
    let mut classes: Vec<(Class, Vec<usize>)> = by_class.into_iter().collect();
    // What is kept comes last, when only it is ticked.
    classes.sort_by_key(|((is_redacted, _), places)| (!is_redacted, std::cmp::Reverse(places.len())));
    let mut left: BTreeSet<usize> = (0..one.mentions.len()).collect();
    for ((is_redacted, group), places) in classes {
        // To keep somebody's name keeps nothing that belongs to them: that is another key.
        let belongs = |at: &&usize| !one.mentions[**at].kind.is_person();
        let with_names = places.iter().filter(belongs).count() % places.len() > 0;
        // What is not of this class is unticked; the last class takes what is left.
        let mut at = 0;
        for other in left.iter().copied().filter(|at| !places.contains(at)) {
            while at < other {
                typist.press(Key::ArrowDown);
                at += 1;
            }
            typist.press(Key::Space);
        }
        if let Some(group) = group.filter(|group| one.sort == Sort::Person && *group != one.group) {
            let keys = [(Group::Officers, Key::Num1), (Group::Staff, Key::Num2), (Group::Public, Key::Num3)];
            typist.press(keys.iter().find(|(of, _)| *of == group).map(|(_, key)| *key).unwrap());
        }
        typist.press(if is_redacted { Key::R } else { Key::K });
        if !is_redacted && with_names {
            typist.press(Key::K);
        }
        left.retain(|at| !places.contains(at));
    }
}

/// Reads every entry and decides what is left. The number of entries.
fn reading_pass(
    typist: &mut Typist,
    start: &Workspace,
    labels: &[Labels],
    decided: &BTreeSet<Place>,
) -> usize {
    typist.press_with(Modifiers::COMMAND, Key::Num4);
    let rows = start.sheet().row_count();
    for row in 0..rows {
        typist.window.expect(&format!("entry {} of the disclosure", row + 1));
        for cell in start.open_cells(row) {
            for finding in start.findings_in(cell).filter(|finding| start.is_suggested(finding)) {
                let place = Place { cell, span: finding.span };
                if decided.contains(&place) {
                    continue;
                }
                typist.press(match wanted(labels, place) {
                    Wanted::Keep => Key::K,
                    Wanted::Redact(kind) if is_as_suggested(finding.kind, kind) => Key::R,
                    Wanted::Redact(kind) => {
                        choose(typist, kind);
                        continue;
                    }
                });
            }
        }
        typist.press(Key::Enter);
    }
    typist.window.expect(&format!("{rows} / {rows} read"));
    rows as usize
}

fn is_as_suggested(found: Kind, label: Kind) -> bool {
    let exemptions = |kind| suggestion(kind).map(|suggestion| suggestion.exemptions);
    exemptions(found) == exemptions(label)
}

/// Another exemption: its letters, then Enter.
fn choose(typist: &mut Typist, kind: Kind) {
    let letters = if kind == Kind::Tactic { "31(1)(a)" } else { "40(2)" };
    typist.press(Key::E);
    typist.window.type_text(letters);
    typist.pressed += letters.len();
    typist.press(Key::Enter);
}

/// Labelled words of which a letter is covered by no finding, and the keys they take: a drag over the words
/// counts as one, R, and Enter for the grounds that were given last, else two letters before it.
fn missed(start: &Workspace, labels: &[Labels]) -> (usize, usize) {
    let is_missed = |row: u32, (from, to): (usize, usize)| {
        let found = start.findings_in(summary(start, row));
        let text = start.sheet().text(summary(start, row)).expose();
        let covered = |byte: usize| found.clone().any(|f| f.span.start() <= byte && byte < f.span.end());
        (from..to).any(|byte| text.as_bytes()[byte].is_ascii_alphanumeric() && !covered(byte))
    };
    let all = (0u32..).zip(labels).flat_map(|(row, labels)| labels.iter().map(move |label| (row, label)));
    let missed: Vec<Kind> = all
        .filter(|(row, (from, to, _))| is_missed(*row, (*from, *to)))
        .map(|(_, (.., kind))| *kind)
        .collect();
    let reason = |kind: &Kind| suggestion(*kind).map(|suggestion| suggestion.reason);
    let others = missed.windows(2).filter(|pair| reason(&pair[0]) != reason(&pair[1])).count() + 1;
    (missed.len(), missed.len() * 3 + others * 2)
}

fn review(with_people: bool) -> (f64, String) {
    let folder = tempfile::tempdir().unwrap();
    let (path, start, labels) = development_case(folder.path());
    let mut window = Window::open(Opening::File(path.clone()));
    window.wait_for("entry 1 of the disclosure");
    let mut typist = Typist { window, pressed: 0 };
    let mut decided = BTreeSet::new();
    if with_people {
        people_pass(&mut typist, &start, &labels);
        let people = start.people();
        let shown = people.all().iter().filter(|one| one.sort != Sort::Words);
        decided.extend(shown.flat_map(|one| one.mentions.iter().map(|mention| mention.place)));
    }
    let in_people = typist.pressed;
    let entries = reading_pass(&mut typist, &start, &labels, &decided);
    let (missed, by_hand) = missed(&start, &labels);
    let pressed = typist.pressed - entries + by_hand;
    typist.window.press_with(Modifiers::COMMAND, Key::W);
    typist.window.wait_for("Open the sample");
    let (end, _) = replayed(&path, None);
    let found: Vec<Place> = start
        .findings()
        .filter(|finding| {
            start.is_suggested(finding) && start.open_cells(finding.cell.row).contains(&finding.cell)
        })
        .map(|finding| Place { cell: finding.cell, span: finding.span })
        .collect();
    for place in &found {
        let is_redacted = matches!(end.decision(*place), Some(Decision::Redact { .. }));
        assert_eq!(is_redacted, wanted(&labels, *place) != Wanted::Keep, "{place:?}");
    }
    let decisions = found.len() + missed;
    let per_decision = pressed as f64 / decisions as f64;
    let all = (pressed + entries) as f64 / (decisions + entries) as f64;
    let line = format!(
        "{}: {pressed} keys for {decisions} decisions, {per_decision:.3} a decision ({in_people} keys in People, \
         {by_hand} for {missed} words that were not found); with Enter for each of {entries} entries read: {all:.3}",
        if with_people { "with People" } else { "without People" },
    );
    (per_decision, line)
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are what the test is for")]
fn the_development_set_takes_few_keys() {
    let (with, line) = review(true);
    println!("{line}");
    let (without, line) = review(false);
    println!("{line}");
    assert!(with <= 0.6, "{with:.3} keys a decision with People");
    assert!(with < without, "People saves keys: {with:.3} and {without:.3}");
}
