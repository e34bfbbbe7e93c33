//! What goes to the business area, and what answers a challenge: both hold withheld words and say so.

use std::sync::Arc;

use crate::support::FakeCase;
use jiff::Timestamp;
use withheld::detect::{DetectorId, Evidence, Finding, Kind, Why};
use withheld::disclose::{
    Challenged, DefenceError, Document, ExtractInfo, LoggedEvent, OpenQuery, TextBlock, defence_sheet,
    extract, plain_text,
};
use withheld::law::{ExemptionId, Group};
use withheld::review::{
    Command, Consultation, Decision, Degree, Detected, Event, Imported, InterestPart, Likelihood, Part,
    Place, Reach, Request, RequestKind, RequestText, Withholding, Workspace,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, SheetBuilder};
use withheld::text::Span;

fn case() -> FakeCase {
    let mut case = FakeCase::new(&["Type", "Summary", "Outcome"]);
    case.push_marked(&[
        "12/03/2019",
        "Some Body",
        "Complaint",
        "PC {{Adeyemi}} left.\nThen {{Li}}.",
        "No action",
    ]);
    case.push_marked(&["14/04/2020", "", "Conduct", "Battery\tflat.\u{1}", ""]);
    case.push_marked(&["15/04/2020", "", "Conduct", "Third.", "None"]);
    case.withhold(2, Degree::AllButTypeAndYear);
    case.request.texts.push(RequestText {
        kind: RequestKind::Original,
        received: "2024-04-22".parse().unwrap(),
        text: "Please send it to Jane Applicant, 1 Applicant Road.".to_owned(),
    });
    case
}

fn extracted(rows: &[u32]) -> Document {
    let info = ExtractInfo {
        made_at: "2024-05-17T10:20:30Z".parse().unwrap(),
        officer: "A. Officer".to_owned(),
        reply_by: Some("2024-05-31".parse().unwrap()),
        queries: vec![
            OpenQuery {
                row: 0,
                words: Some("Adeyemi".to_owned()),
                question: "Still serving?\nSince when?".to_owned(),
                of: "Vetting".to_owned(),
            },
            OpenQuery { row: 7, question: "Elsewhere?".to_owned(), ..OpenQuery::default() },
        ],
    };
    extract(&case(), rows, &["What harm follows?\nTo whom?".to_owned()], &info)
}

#[test]
fn an_extract_shows_entries_in_full_and_asks() {
    let document = extracted(&[0]);
    assert_eq!(document.running, "OFFICIAL-SENSITIVE");
    let texts = document.texts();
    for expected in [
        "A. Officer",
        "31 May 2024",
        "Question 1",
        "What harm follows?",
        "To whom?",
        "Entry 1",
        "Some Body",
        "not asked for",
        "12/03/2019",
        "year only",
        "Summary: released in part",
        "PC «Adeyemi» [s40(2)] left.",
        "Then «Li» [s40(2)].",
        "[s40(2)]",
    ] {
        assert!(texts.contains(&expected), "{expected:?} is not there: {texts:?}");
    }
    assert!(!texts.iter().any(|text| text.contains("Battery")), "another entry is there");
}

#[test]
fn open_queries_stand_below_their_entry() {
    let text = plain_text(&extracted(&[0]));
    let queried = text.split("Query about «Adeyemi» for Vetting").nth(1).unwrap();
    assert!(queried.contains("Still serving?") && queried.contains("Since when?"), "{text}");
    assert!(queried.contains("Answer:"), "{text}");
    assert!(!text.contains("Elsewhere?"), "it is about another entry: {text}");
}

#[test]
fn an_extract_knows_nothing_of_the_applicant() {
    let document = extracted(&[0, 1, 2]);
    assert!(!plain_text(&document).contains("Applicant"));
}

#[test]
fn an_extract_says_what_is_withheld_as_a_whole() {
    let texts = plain_text(&extracted(&[2]));
    assert!(texts.contains("Summary: withheld [s31(1)(g)]"), "{texts}");
    assert!(
        texts.contains("Column: Outcome; What the entry says: None; Proposed: withheld [s31(1)(g)]"),
        "{texts}"
    );
    assert!(texts.contains("Column: Type; What the entry says: Conduct; Proposed: released"), "{texts}");
}

#[test]
fn what_a_document_cannot_hold_is_shown_as_such() {
    let texts = plain_text(&extracted(&[1]));
    assert!(texts.contains("Battery flat.\u{fffd}"), "{texts}");
}

// The defence sheet.

const SUMMARY: u16 = 3;
const TEXT: &str = "PC Hunter left. Then Mrs Marsh came.";

/// A case and its log as they grow.
struct Review {
    workspace: Workspace,
    events: Vec<(Timestamp, &'static str, Event)>,
}

impl Review {
    fn new() -> Review {
        let mut builder = SheetBuilder::new("Cases", &["Ref", "Year", "Flag", "Summary", "Status"]);
        builder.push_row(2, false, ["PC/1/21", "2021", "Y", TEXT, "Finalised"].map(|text| (text, None)));
        builder.push_row(
            3,
            false,
            ["PC/2/21", "2021", "Y", "Nothing here.", "Live"].map(|text| (text, None)),
        );
        builder.push_row(
            4,
            false,
            ["PC/3/21", "2021", "Y", "Nothing.", "Finalised"].map(|text| (text, None)),
        );
        let roles = [Role::Reference, Role::Year, Role::Flag, Role::Summary, Role::Status];
        let columns = roles.map(|role| ColumnPlan { role, treatment: role.default_treatment() }).to_vec();
        let workspace = Workspace::new(Imported {
            sheet: Arc::new(builder.finish()),
            layout: Layout { columns },
            request: Request { reference: "01.FOI.22.025751".into(), ..Request::default() },
            ..Imported::default()
        });
        let mut review = Review { workspace, events: Vec::new() };
        let why = Why::new("Follows the rank “PC”", Evidence::Itself);
        let found = |word: &str, kind| Finding {
            cell: CellId { row: 0, column: SUMMARY },
            span: span(word),
            kind,
            detector: DetectorId::new("test"),
            why,
            confidence_permille: 912,
        };
        let findings = vec![found("Hunter", Kind::Officer), found("Marsh", Kind::Public)];
        let searched = (0..5).collect();
        let program = "0.1.0".to_owned();
        let detected = Detected { program, searched, roles: roles.to_vec(), findings, ..Detected::default() };
        review.push("Search", Event::Detected(detected.into()));
        review
    }

    fn push(&mut self, officer: &'static str, event: Event) {
        self.workspace.apply(event.clone());
        let at = Timestamp::from_second(1_700_000_000 + 60 * self.events.len() as i64).unwrap();
        self.events.push((at, officer, event));
    }

    fn run(&mut self, officer: &'static str, command: &Command) {
        let event = self.workspace.plan(command).unwrap();
        self.push(officer, event);
    }

    fn decide(&mut self, officer: &'static str, word: &str, decision: Decision) {
        let place = Place { cell: CellId { row: 0, column: SUMMARY }, span: span(word) };
        self.run(officer, &Command::Decide { places: vec![place], decision });
    }

    fn sheet(&self, entry: usize, challenged: Challenged<'_>) -> Result<Document, DefenceError> {
        let log: Vec<LoggedEvent<'_>> = (0..)
            .zip(&self.events)
            .map(|(number, (at, officer, event))| LoggedEvent { number, at: *at, officer, event })
            .collect();
        defence_sheet(&self.workspace, &log, entry, challenged, Timestamp::UNIX_EPOCH)
    }

    #[track_caller]
    fn says(&self, challenged: Challenged<'_>, expected: &[&str], not: &[&str]) {
        let text = plain_text(&self.sheet(1, challenged).unwrap());
        for words in expected {
            assert!(text.contains(words), "{words:?} is not in\n{text}");
        }
        for words in not {
            assert!(!text.contains(words), "{words:?} is in\n{text}");
        }
    }
}

fn span(word: &str) -> Span {
    let start = TEXT.find(word).unwrap();
    Span::new(TEXT, start, start + word.len()).unwrap()
}

fn redact(code: &str, reason: &str) -> Decision {
    let exemptions = vec![ExemptionId::from_code(code).unwrap()];
    Decision::Redact { exemptions, reason: reason.to_owned() }
}

#[test]
fn a_sheet_says_what_was_decided_by_whom_and_why() {
    let mut review = Review::new();
    review.decide("First", "Hunter", redact("s40(2)(3A)(a)", "officer-name"));
    review.says(
        Challenged::Words("hunter"),
        &[
            "OFFICIAL-SENSITIVE",
            "Mark 1: [s40(2)] in the column Summary",
            "> Hunter",
            "Decision: Redacted",
            "Exemptions: s40(2)(3A)(a)",
            "Code of the reason: officer-name",
            "Argued for: officers",
            "Decided by: First, 2023-11-14 22:14:20, event 1",
            "Section 40(2)&(3A)(a)",
            "Legitimate interest assessment",
            "Words: Hunter; Kind: OFFICER; Why: Follows the rank “PC”; Suggested by: test; Confidence: 0.912",
            "Searched by version 0.1.0",
        ],
        &["Marsh"],
    );
}

#[test]
fn a_sheet_says_what_was_decided_before_and_what_holds() {
    let mut review = Review::new();
    review.decide("First", "Hunter", Decision::Keep { reason: "a trade".to_owned() });
    review.decide("Second", "Hunter", redact("s40(2)(3A)(a)", "his own words"));
    review.run("Third", &Command::Undo);
    review.run("Fourth", &Command::Redo);
    review.decide("Fifth", "Marsh", redact("s40(2)(3A)(a)", "public-name"));
    review.says(
        Challenged::Mark(1),
        &[
            "Event: 1; When: 2023-11-14 22:14:20; Who: First; What: kept: a trade",
            "Event: 2; When: 2023-11-14 22:15:20; Who: Second; What: redacted [s40(2)], his own words",
            "Who: Third; What: took back event 2: redacted",
            "Who: Fourth; What: did event 2 again: redacted",
            "Reason, in the officer’s own words: his own words",
            "Decided by: Fourth, 2023-11-14 22:17:20, event 4",
        ],
        &["Fifth", "Marsh"],
    );
    review.says(Challenged::Mark(2), &["> Marsh", "Decided by: Fifth"], &["Fourth", "Hunter"]);
    review.says(Challenged::All, &["Mark 1:", "Mark 2:"], &["Mark 3:"]);
    // Taken back, the decision before it holds: the words are kept, and there is no mark.
    review.run("Sixth", &Command::Undo);
    review.run("Sixth", &Command::Undo);
    let outcome = review.sheet(1, Challenged::Words("Hunter"));
    assert_eq!(outcome, Err(DefenceError::Words { entry: 1 }));
}

#[test]
fn what_is_undecided_is_told_as_suggested() {
    let review = Review::new();
    review.says(
        Challenged::Words("Marsh"),
        &[
            "Not decided: taken out as suggested",
            "Nobody: no decision stands in the log",
            "holds no decision on it",
        ],
        &[],
    );
}

#[test]
fn a_sheet_says_what_was_argued_and_what_the_consultee_said() {
    let mut review = Review::new();
    review.decide("First", "Hunter", redact("s31(1)(a)", "tactics"));
    review.decide("First", "Marsh", redact("s40(2)(3A)(a)", "public-name"));
    review.says(
        Challenged::Mark(1),
        &["Nothing has been written", "Nobody was consulted about this reason"],
        &[],
    );
    let reason = || "tactics".to_owned();
    let argue = |part, text: &str| Command::Argue { reason: reason(), part, text: text.to_owned() };
    review.run("Second", &argue(Part::Harm, "People learn when a camera is off.\nThey wait for it."));
    review.run("Second", &argue(Part::PublicInterestBalance, "It lies with withholding."));
    let likelihood = Some(Likelihood::WouldBeLikely);
    review.run("Second", &Command::Likelihood { reason: reason(), likelihood });
    let consultation = Some(Consultation {
        who: "Professional Standards".to_owned(),
        on: "2026-11-03".parse().unwrap(),
        view: "It is a method in use.".to_owned(),
        evidence: "Registry, file 7".to_owned(),
    });
    review.run("Third", &Command::Consulted { reason: reason(), consultation });
    let group = Group::Public;
    let weigh = |part, text: &str| Command::Weigh { group, part, text: text.to_owned() };
    review.run("Fourth", &weigh(InterestPart::Necessity, "Names are not needed for it."));
    review.says(
        Challenged::Mark(1),
        &[
            "The harm",
            "> People learn when a camera is off.",
            "> They wait for it.",
            "> It lies with withholding.",
            "disclosure would be likely to cause it",
            "Who was asked: Professional Standards",
            "When they answered: 3 November 2026",
            "Where the answer is kept: Registry, file 7",
            "> It is a method in use.",
            "Who: Second; What: the harm",
            "Who: Third; What: the consultee’s view",
        ],
        &["Names are not needed", "Fourth"],
    );
    review.says(
        Challenged::Mark(2),
        &["> Names are not needed for it.", "Who: Fourth; What: whether disclosure is necessary for it"],
        &["camera is off", "Third"],
    );
}

#[test]
fn a_mark_is_found_by_its_place() {
    let mut review = Review::new();
    let at = |word: &str, column| {
        let place = Place { cell: CellId { row: 0, column }, span: span(word) };
        Challenged::Place(place)
    };
    review.says(at("Marsh", SUMMARY), &["> Marsh"], &["Hunter"]);
    review.says(at("Marsh came", SUMMARY), &["> Marsh"], &["Hunter"]);
    for (word, column) in [("left", SUMMARY), ("Marsh", 1)] {
        let outcome = review.sheet(1, at(word, column));
        assert_eq!(outcome, Err(DefenceError::Place { entry: 1 }), "{word} {column}");
    }
    let exemptions = vec![ExemptionId::from_code("s31(1)(g)(2)(b)").unwrap()];
    let (degree, reason) = (Degree::Summary, "ongoing-misconduct".to_owned());
    review.run("First", &Command::Withhold { row: 0, reach: Reach::Entry, degree, exemptions, reason });
    review.says(at("left", SUMMARY), &["the summary of the entry withheld"], &["Mark 2"]);
}

#[test]
fn a_withheld_entry_is_defended_as_a_whole() {
    let mut review = Review::new();
    let exemptions = vec![ExemptionId::from_code("s31(1)(g)(2)(b)").unwrap()];
    let whole = Withholding { degree: Degree::Summary, exemptions, reason: "ongoing-misconduct".to_owned() };
    let Withholding { degree, exemptions, reason } = whole;
    review.run("First", &Command::Withhold { row: 0, reach: Reach::Entry, degree, exemptions, reason });
    review.says(
        Challenged::All,
        &[
            "Mark 1: [s31(1)(g)] in the column Summary",
            "the summary of the entry withheld",
            "Decided by: First",
            "Public interest test",
        ],
        &["Mark 2"],
    );
    // The second awaits its outcome, and is taken out as suggested: marks in every column that is shown.
    let suggested = plain_text(&review.sheet(2, Challenged::All).unwrap());
    assert!(suggested.contains("Not decided, as suggested: all but type and year"), "{suggested}");
    assert!(suggested.contains("in the column Does the case relate to misuse of BWV"), "{suggested}");
}

#[test]
fn what_is_not_there_gets_a_sentence() {
    let review = Review::new();
    let check = |entry, challenged, expected: &str| {
        assert_eq!(review.sheet(entry, challenged).unwrap_err().to_string(), expected);
    };
    check(0, Challenged::All, "There is no entry 0. The disclosure has entries 1 to 3.");
    check(4, Challenged::All, "There is no entry 4. The disclosure has entries 1 to 3.");
    check(1, Challenged::Mark(3), "Entry 1 has no mark 3. It has 2; without --mark all are shown.");
    check(3, Challenged::All, "Nothing is withheld in entry 3.");
    check(
        1,
        Challenged::Words(" "),
        "No mark of entry 1 stands over these words. Without --words all its marks are shown.",
    );
}

#[test]
fn headings_lead_through_the_sheet() {
    let review = Review::new();
    let document = review.sheet(1, Challenged::Mark(1)).unwrap();
    let headings: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            TextBlock::Heading(_, text) => Some(text.as_str()),
            TextBlock::Paragraph(_) | TextBlock::Bullets(_) | TextBlock::Quote(_) | TextBlock::Table(_) => {
                None
            }
        })
        .collect();
    assert_eq!(
        headings,
        [
            "Mark 1: [s40(2)] in the column Summary",
            "Words withheld",
            "Decision",
            "Tests that it needs",
            "What is argued",
            "The consultee’s view",
            "Exemptions",
            "What was suggested",
            "Decisions in the log",
        ]
    );
}
