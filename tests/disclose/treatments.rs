//! Units that become wider ones, and numbers that are too small to be released.

use std::sync::Arc;

use withheld::disclose::{BuildInfo, Secrets, build, schedule};
use withheld::law::ExemptionId;
use withheld::review::{
    BlockKind, Command, Imported, MarkRef, Policy, Reach, ReviewError, ScopeChoice, Workspace,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, SheetBuilder, Treatment};

const UNIT: u16 = 0;
const COUNT: u16 = 1;

/// A sheet of units and counts, all in scope.
fn case(rows: &[(&str, &str)]) -> Workspace {
    let mut builder = SheetBuilder::new("Cases", &["Unit", "Complaints"]);
    for (at, (unit, count)) in rows.iter().enumerate() {
        builder.push_row(at as u32 + 2, false, [(*unit, None), (*count, None)]);
    }
    let plan = |role, treatment| ColumnPlan { role, treatment };
    let columns = vec![plan(Role::Unit, Treatment::WiderUnit), plan(Role::Other, Treatment::SmallNumbers)];
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        ..Imported::default()
    });
    for row in 0..rows.len() as u32 {
        run(&mut workspace, Command::Scope { row, reach: Reach::Entry, choice: Some(ScopeChoice::In) });
    }
    workspace
}

fn run(workspace: &mut Workspace, command: Command) {
    let event = workspace.plan(&command).unwrap();
    workspace.apply(event);
}

fn ground(workspace: &mut Workspace) {
    let exemptions = vec![ExemptionId::from_code("s40(2)(3A)(a)").unwrap()];
    let treatment = Some(Treatment::SmallNumbers);
    let reason = "public-identifiable".to_owned();
    run(workspace, Command::Column { column: COUNT, role: None, treatment, exemptions, reason });
}

fn map(workspace: &mut Workspace, units: &[(&str, &str)]) {
    let units = units.iter().map(|(unit, wider)| ((*unit).to_owned(), (*wider).to_owned())).collect();
    run(workspace, Command::Units { column: UNIT, units });
}

fn column_blocks(workspace: &Workspace) -> Vec<u16> {
    let blocks = workspace.blocks().into_iter();
    blocks.filter(|block| block.kind == BlockKind::Column).filter_map(|block| block.column).collect()
}

#[test]
fn units_become_wider_and_small_numbers_are_not_told() {
    let mut workspace = case(&[
        ("Hackney North", "4"),
        (" Camden ", "5"),
        ("Camden", "1,204"),
        ("", ""),
        ("Camden", "about 12"),
    ]);
    assert_eq!(column_blocks(&workspace), [UNIT, COUNT]);
    ground(&mut workspace);
    map(&mut workspace, &[("Camden", "Central North")]);
    // Hackney has no wider unit yet.
    assert_eq!(column_blocks(&workspace), [UNIT]);
    assert_eq!(
        workspace.units_without_wider(UNIT, &[0, 1, 2]).into_iter().collect::<Vec<_>>(),
        ["Hackney North"]
    );
    map(&mut workspace, &[("Camden", "Central North"), ("Hackney North", "Central East")]);
    assert_eq!(column_blocks(&workspace), [0u16; 0]);

    let info = BuildInfo { released_at: jiff::Timestamp::UNIX_EPOCH, program_version: String::new() };
    let disclosure = build(&workspace, Policy::Final, &info);
    let cells = |column| (0..5).map(|row| disclosure.cell(row, column).text()).collect::<Vec<_>>();
    assert_eq!(cells(1), ["Central East", "Central North", "Central North", "", "Central North"]);
    assert_eq!(cells(2), ["fewer than 5 [s40(2)]", "5", "1,204", "", "[s40(2)]"]);
    // The ground stands in the schedule.
    let schedule = schedule(&disclosure);
    let lines: Vec<String> = (0..schedule.row_count())
        .map(|row| schedule.row(row).map(|cell| cell.text()).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(lines, ["1|Complaints|s40(2)(3A)(a)|1", "5|Complaints|s40(2)(3A)(a)|1"]);

    let secrets = Secrets::collect(&workspace, Policy::Final);
    for (text, expected) in [
        ("in Hackney North", true),
        ("Camden", true),
        ("about 12", true),
        ("Central East", false),
        ("1,204", false),
        ("fewer than 5", false),
    ] {
        assert_eq!(secrets.is_in(text), expected, "{text}");
    }
    let uses = workspace.uses(Policy::Final);
    assert_eq!(uses.len(), 1);
    assert_eq!(uses[0].marks, [MarkRef::Column(COUNT)]);
}

#[test]
fn no_small_number_claims_nothing() {
    let mut workspace = case(&[("Camden", "5"), ("Camden", "12")]);
    ground(&mut workspace);
    map(&mut workspace, &[("Camden", "Camden")]);
    assert_eq!(workspace.uses(Policy::Final), []);
    // A unit that stays as it is gives nothing away.
    assert!(!Secrets::collect(&workspace, Policy::Final).is_in("Camden"));
}

#[test]
fn what_cannot_be_is_refused() {
    let workspace = case(&[("Camden", "5")]);
    let units = |column, wider: &str| {
        let units = [("Camden".to_owned(), wider.to_owned())].into_iter().collect();
        workspace.plan(&Command::Units { column, units })
    };
    assert!(matches!(units(9, "North"), Err(ReviewError::NoSuchColumn { .. })));
    assert!(matches!(units(UNIT, " "), Err(ReviewError::Blank { .. })));
    assert!(units(UNIT, "North").is_ok());
    // What nobody decided is never let through.
    let info = BuildInfo { released_at: jiff::Timestamp::UNIX_EPOCH, program_version: String::new() };
    let disclosure = build(&workspace, Policy::Draft, &info);
    assert_eq!(disclosure.cell(0, 1).text(), "[out of scope]");
    assert_eq!(workspace.wider_unit(CellId { row: 0, column: UNIT }), None);
}
