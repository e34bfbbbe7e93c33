//! What stands in the table: columns, treatments, marks, years, withheld entries, drafts.

use crate::support::{FakeCase, info};
use withheld::disclose::{Case, Disclosure, Grounds, Piece, build, guarded_cells, schedule};
use withheld::review::{Degree, Policy};
use withheld::sheet::{CellId, Treatment};

fn rows(disclosure: &Disclosure) -> Vec<Vec<String>> {
    (0..disclosure.row_count()).map(|row| disclosure.row(row).map(|cell| cell.text()).collect()).collect()
}

fn headings(disclosure: &Disclosure) -> Vec<&str> {
    disclosure.columns().iter().map(|column| column.heading.as_str()).collect()
}

const MISUSE: &str = "Does the case relate to misuse of BWV";

fn case() -> FakeCase {
    let mut case = FakeCase::new(&["Type", "Summary", "Outcome"]);
    case.push_marked(&["12/03/2019", "PC Jo Green", "Complaint", "{{PC Green}} said {{no}}.", "Upheld"]);
    case.push_marked(&["", "PC Al Brown", "Conduct", "{{All of it}}", "{{Fined}} in May"]);
    case.push_marked(&["unknown", "", "Conduct", "May was open: Al Brown", ""]);
    case
}

#[test]
fn columns_and_marks() {
    let disclosure = build(&case(), Policy::Final, &info());
    assert_eq!(headings(&disclosure), ["Entry", "Date", "Type", "Summary", "Outcome", MISUSE]);
    assert_eq!(
        rows(&disclosure),
        [
            ["1", "2019", "Complaint", "[s40(2)] said [s40(2)].", "Upheld", "Yes"],
            ["2", "", "Conduct", "[s40(2)]", "[s40(2)] in May", "No"],
            ["3", "[out of scope]", "Conduct", "May was open: Al Brown", "", "Unclear"],
        ]
    );
    assert_eq!(disclosure.mark_count(), 5);
    assert_eq!(disclosure.meta().key.len(), 1);
    let pieces: Vec<bool> =
        disclosure.cell(0, 3).pieces().map(|piece| matches!(piece, Piece::Withheld(_))).collect();
    assert_eq!(pieces, [true, false, true, false]);
    assert!(disclosure.cell(7, 0).is_blank() && disclosure.cell(0, 99).is_blank());
}

#[test]
fn withheld_entries_keep_their_row() {
    let gone = "[s31(1)(g)]";
    let check = |degree, expected: [&str; 6]| {
        let mut case = case();
        case.withhold(0, degree);
        let disclosure = build(&case, Policy::Final, &info());
        assert_eq!(rows(&disclosure)[0], expected, "{degree:?}");
        assert_eq!(disclosure.row_count(), 3);
    };
    check(Degree::Summary, ["1", "2019", "Complaint", gone, "Upheld", "Yes"]);
    check(Degree::AllButTypeAndYear, ["1", "2019", "Complaint", gone, gone, gone]);
    check(Degree::Whole, ["1", gone, gone, gone, gone, gone]);
}

#[test]
fn a_whole_date_is_not_released_with_the_year() {
    // The officer let the date column stand as it is: that holds only for entries that are released.
    let mut case = case();
    case.layout.columns[0].treatment = Treatment::Disclose;
    case.withhold(0, Degree::AllButTypeAndYear);
    assert_eq!(rows(&build(&case, Policy::Final, &info()))[0][1], "[s31(1)(g)]");
}

#[test]
fn a_redacted_date_gives_no_year() {
    let mut case = FakeCase::new(&["Type"]);
    case.push_marked(&["{{12/03}}/2019", "", "Complaint"]);
    assert_eq!(rows(&build(&case, Policy::Final, &info()))[0][1], "[s40(2)]");
}

#[test]
fn a_withheld_column_has_a_mark_in_every_cell() {
    let mut case = FakeCase::new(&["Withheld"]);
    case.push_marked(&["2019", "", "words"]);
    case.push_marked(&["2019", "", ""]);
    case.push_marked(&["2019", "", "some {{words}} here"]);
    let column: Vec<String> =
        rows(&build(&case, Policy::Final, &info())).into_iter().map(|row| row[2].clone()).collect();
    assert_eq!(column, ["[s40(2)]", "[s40(2)]", "[s40(2)]"]);
}

#[test]
fn unsettled_columns_are_not_in_the_table() {
    let mut case = case();
    case.layout.columns[4].treatment = Treatment::Unsettled;
    assert_eq!(headings(&build(&case, Policy::Final, &info())), ["Entry", "Date", "Type", "Summary", MISUSE]);
}

#[test]
fn headings_are_unlike_whatever_their_capitals() {
    let mut case = FakeCase::new(&["ENTRY", "entry"]);
    case.push_marked(&["2019", "", "a", "b"]);
    let disclosure = build(&case, Policy::Final, &info());
    assert_eq!(headings(&disclosure), ["Entry", "Date", "ENTRY (2)", "entry (3)", MISUSE]);
}

#[test]
fn a_draft_says_so_in_every_row() {
    let case = case();
    let disclosure = build(&case, Policy::Draft, &info());
    assert_eq!(headings(&disclosure).last(), Some(&"Draft: not reviewed by a person"));
    assert!(rows(&disclosure).iter().all(|row| row.last().map(String::as_str) == Some("Draft")));
    let schedule = schedule(&disclosure);
    assert_eq!(headings(&schedule).last(), Some(&"Draft: not reviewed by a person"));
}

#[test]
fn the_schedule_lists_marks_without_words() {
    let mut case = case();
    case.withhold(2, Degree::Summary);
    case.push_marked(&["2020", "", "=1+1", "-5", "+1 {{x}}"]);
    let disclosure = build(&case, Policy::Final, &info());
    let schedule = schedule(&disclosure);
    assert_eq!(headings(&schedule), ["Entry", "Column", "Exemption", "Count"]);
    let guarded = "None: the cell begins like a formula, so that ' stands before it in CSV";
    assert_eq!(
        rows(&schedule),
        [
            ["1", "Summary", "s40(2)(3A)(a)", "2"],
            ["2", "Summary", "s40(2)(3A)(a)", "1"],
            ["2", "Outcome", "s40(2)(3A)(a)", "1"],
            ["3", "Date", "Out of scope", "1"],
            ["3", "Summary", "s31(1)(g)(2)(b)", "1"],
            ["4", "Outcome", "s40(2)(3A)(a)", "1"],
            ["All", "Type", guarded, "1"],
            ["All", "Outcome", guarded, "1"],
        ]
    );
    assert_eq!(guarded_cells(&disclosure), [0, 0, 1, 0, 1, 0]);
}

#[test]
fn a_span_of_another_text_lets_nothing_through() {
    struct Broken(FakeCase);
    impl Case for Broken {
        fn may_stand_openly(&self, _words: &str) -> bool {
            false
        }

        fn sheet(&self) -> &withheld::sheet::Sheet {
            self.0.sheet()
        }
        fn layout(&self) -> &withheld::sheet::Layout {
            self.0.layout()
        }
        fn request(&self) -> &withheld::review::Request {
            self.0.request()
        }
        fn entries(&self, policy: Policy) -> Vec<u32> {
            self.0.entries(policy)
        }
        fn misuse(&self, row: u32, policy: Policy) -> Option<withheld::review::Misuse> {
            self.0.misuse(row, policy)
        }
        fn withholding(&self, row: u32, policy: Policy) -> Option<withheld::review::Withholding> {
            self.0.withholding(row, policy)
        }
        fn redactions(&self, _: CellId, _: Policy) -> Vec<withheld::review::Redaction> {
            let span = withheld::text::Span::new(&"x".repeat(500), 400, 500).unwrap();
            vec![withheld::review::Redaction {
                span,
                exemptions: vec![crate::support::exemption("s40(2)(3A)(a)")],
            }]
        }
        fn column_exemptions(&self, column: u16) -> Vec<withheld::law::ExemptionId> {
            self.0.column_exemptions(column)
        }
        fn names(&self, _: CellId) -> Vec<withheld::text::Span> {
            Vec::new()
        }
    }
    let mut case = FakeCase::new(&["Summary"]);
    case.push_marked(&["2019", "", "short text"]);
    assert_eq!(rows(&build(&Broken(case), Policy::Final, &info()))[0][2], "[s40(2)]");
}

#[test]
fn grounds_are_told_apart() {
    let disclosure = build(&case(), Policy::Final, &info());
    let out_of_scope = disclosure.marks().iter().find(|mark| mark.grounds == Grounds::OutOfScope);
    assert_eq!(out_of_scope.unwrap().text(), "[out of scope]");
}
