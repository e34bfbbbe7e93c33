//! Role names in marks: the same person the same role within a case, whatever the shape of the name.

use std::sync::Arc;

use withheld::detect::{DetectorId, Evidence, Finding, Kind, Why};
use withheld::disclose::{BuildInfo, build, build_entry, front, schedule};
use withheld::law::Rule;
use withheld::review::{Command, Detected, Event, Imported, Policy, Reach, ScopeChoice, Workspace};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, SheetBuilder, Treatment};
use withheld::text::Span;

/// Entries of reference, complainant and marked text: `{o:Hunter}` is an officer, `p:` the public, `s:`
/// staff, `n:` a number.
fn case(rows: &[(&str, &str, &str)]) -> Workspace {
    let mut builder = SheetBuilder::new("Cases", &["Ref", "Complainant", "Summary"]);
    let mut findings = Vec::new();
    for (at, (reference, complainant, marked)) in rows.iter().enumerate() {
        let cell = CellId { row: at as u32, column: 2 };
        let mut text = String::new();
        let mut spans = Vec::new();
        for part in marked.split('{') {
            let Some((named, open)) = part.split_once('}') else {
                text.push_str(part);
                continue;
            };
            let (kind, name) = named.split_once(':').unwrap();
            let start = text.len();
            text.push_str(name);
            let kind = match kind {
                "o" => Kind::Officer,
                "p" => Kind::Public,
                "s" => Kind::Staff,
                _ => Kind::Number,
            };
            spans.push((start, text.len(), kind));
            text.push_str(open);
        }
        for (start, end, kind) in spans {
            findings.push(Finding {
                cell,
                span: Span::new(&text, start, end).unwrap(),
                kind,
                detector: DetectorId::new("test"),
                why: Why::new("Named", Evidence::Itself),
                confidence_permille: 900,
            });
        }
        builder.push_row(at as u32 + 2, false, [(*reference, None), (*complainant, None), (&text, None)]);
    }
    let plan = |role: Role| ColumnPlan { role, treatment: role.default_treatment() };
    let columns = vec![plan(Role::Reference), plan(Role::Complainant), plan(Role::Summary)];
    assert_eq!(columns[2].treatment, Treatment::RedactSpans);
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        ..Imported::default()
    });
    workspace.apply(Event::Detected(Detected { searched: vec![2], findings, ..Detected::default() }.into()));
    for row in 0..rows.len() as u32 {
        run(&mut workspace, Command::Scope { row, reach: Reach::Entry, choice: Some(ScopeChoice::In) });
    }
    run(&mut workspace, Command::RoleNames(true));
    workspace
}

fn run(workspace: &mut Workspace, command: Command) {
    let event = workspace.plan(&command).unwrap();
    workspace.apply(event);
}

fn info() -> BuildInfo {
    BuildInfo { released_at: jiff::Timestamp::UNIX_EPOCH, program_version: String::new() }
}

fn shown(workspace: &Workspace) -> Vec<String> {
    let disclosure = build(workspace, Policy::Draft, &info());
    (0..disclosure.row_count()).map(|row| disclosure.cell(row, 1).text()).collect()
}

#[track_caller]
fn check(rows: &[(&str, &str, &str)], expected: &[&str]) {
    assert_eq!(shown(&case(rows)), expected);
}

#[test]
fn one_person_has_one_role_within_a_case() {
    check(
        &[
            ("1", "", "PC {o:Zoe Hunter} met {o:Abbot}. {o:HUNTER}’s camera."),
            ("1", "", "{o:Abbott} and {o:Z Hunter}, and {s:Grey}."),
            ("2", "", "PC {o:Abbot} alone."),
        ],
        &[
            "PC [Officer A] met [Officer B]. [Officer A]’s camera.",
            "[Officer B] and [Officer A], and [Staff member A].",
            "PC [Officer A] alone.",
        ],
    );
}

#[test]
fn the_public_is_told_by_the_columns() {
    check(
        &[("1", "Ann Lee", "{p:Ms Lee} and {p:Tom Reed} said {p:Lee} fell.")],
        &["[Complainant] and [Person 1] said [Complainant] fell."],
    );
    check(
        &[("1", "Ann Lee", "{p:Lee} came."), ("1", "Bo Marsh", "{p:Marsh} too.")],
        &["[Complainant 1] came.", "[Complainant 2] too."],
    );
}

#[test]
fn nobody_is_guessed_at() {
    // Two who bear the name; a number; initials alone; two people in one mark.
    check(
        &[("1", "", "{o:Ann Lee} and {o:Bo Lee}: {o:Lee} left. {n:4471} too, and {o:A L}.")],
        &["[Officer A] and [Officer B]: [s40(2)] left. [s40(2)] too, and [s40(2)]."],
    );
    check(&[("1", "", "{o:Hunter}{o:Abbot}")], &["[s40(2)]"]);
}

#[test]
fn what_is_off_leaves_the_exemption() {
    let mut workspace = case(&[("1", "", "{o:Hunter}")]);
    run(&mut workspace, Command::RoleNames(false));
    assert_eq!(shown(&workspace), ["[s40(2)]"]);
}

#[test]
fn a_witness_is_asked_about_first() {
    let mut workspace = case(&[("1", "", "The witness {p:Reed} ran; {p:Reed} and {p:Marsh} fell.")]);
    assert_eq!(shown(&workspace), ["The witness [Person 1] ran; [Person 1] and [Person 2] fell."]);
    let asked: Vec<_> =
        workspace.lints(Policy::Final).into_iter().filter(|l| l.rule == Rule::RoleCouldTell).collect();
    assert_eq!(asked.len(), 1);
    // Only a yes lets the mark say it; a no is an answer, too.
    for (answer, expected) in [
        ("No, only two were there", "The witness [Person 1] ran; [Person 1] and [Person 2] fell."),
        ("Yesterday I asked", "The witness [Person 1] ran; [Person 1] and [Person 2] fell."),
        ("Yes: many were there", "The witness [Witness 1] ran; [Witness 1] and [Person 1] fell."),
        ("YES", "The witness [Witness 1] ran; [Witness 1] and [Person 1] fell."),
    ] {
        let (lints, reason) = (vec![asked[0].key.clone()], answer.to_owned());
        run(&mut workspace, Command::SettleLints { lints, reason });
        assert_eq!(shown(&workspace), [expected], "{answer}");
        let open = workspace.lints(Policy::Final).into_iter().filter(|l| l.rule == Rule::RoleCouldTell);
        assert!(open.into_iter().all(|lint| lint.settled.as_deref() == Some(answer)), "{answer}");
    }
}

#[test]
fn the_exemption_stands_in_the_schedule_and_the_key() {
    let workspace = case(&[("1", "", "{o:Hunter} and {o:Abbot}"), ("1", "", "{o:Abbot}")]);
    let disclosure = build(&workspace, Policy::Draft, &info());
    let schedule = schedule(&disclosure);
    assert_eq!(schedule.cell(0, 2).text(), "s40(2)(3A)(a)");
    let front = front(&disclosure);
    assert_eq!(front.key.len(), 1);
    assert!(front.reading.iter().any(|line| line.contains("[Officer A]")));
    // One entry alone says the same of people as the whole table.
    assert_eq!(build_entry(&workspace, 1, 2, &info()).cell(0, 1).text(), "[Officer B]");
}

#[test]
fn nothing_of_a_name_is_in_a_role() {
    let names =
        |one: &str, other: &str| shown(&case(&[("1", "", &format!("{{o:{one}}} and {{o:{other}}}"))]));
    assert_eq!(names("Abel", "Zabar"), names("Zabar", "Abel"));
    assert_eq!(names("Abel", "Zabar"), names("Montgomery", "Li"));
}
