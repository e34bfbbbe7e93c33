//! Case files of the sample, made without the window, and what stands in a case file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use withheld::detect::{Cancel, Options};
use withheld::review::{BlockKind, Command, Event, Imported, Request, Settlement, Workspace};
use withheld::sheet::{ColumnPlan, Layout, Role, SheetBuilder, Treatment};
use withheld::store::{CaseFile, ChainState, Cost, Head, Key, NewEvent, Stamp};

pub(crate) const OFFICER: &str = "Sam Okoro";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

/// A case file of the sample, searched, in which nothing is decided.
pub(crate) fn sample_case(folder: &Path) -> PathBuf {
    make(folder, |_| Vec::new())
}

/// The same with all settled that is settled on the Load screen: columns and hidden content.
pub(crate) fn loaded_case(folder: &Path) -> PathBuf {
    make(folder, |workspace| {
        let blocks = workspace.blocks();
        let columns = blocks.iter().filter(|block| block.kind == BlockKind::Column);
        let columns = columns.map(|block| Command::Column {
            column: block.column.unwrap(),
            role: None,
            treatment: Some(Treatment::OutOfScope),
            exemptions: Vec::new(),
            reason: String::new(),
        });
        let hidden = workspace.warnings().filter(|(_, warning)| warning.kind.needs_settling());
        let hidden = hidden.map(|(warning, _)| Command::Settle { warning, how: Settlement::Noted });
        columns.chain(hidden).collect()
    })
}

/// A case file of this sheet, whose columns have these headings and roles, not searched yet.
pub(crate) fn case_of(
    folder: &Path,
    columns: &[(&str, Role, Treatment)],
    rows: impl Iterator<Item = Vec<String>>,
) -> PathBuf {
    let headings: Vec<&str> = columns.iter().map(|(heading, ..)| *heading).collect();
    let mut builder = SheetBuilder::new("Cases", &headings);
    for (row, cells) in (2..).zip(rows) {
        builder.push_row(row, false, cells.iter().map(|text| (text.as_str(), None)));
    }
    let plan =
        |(_, role, treatment): &(&str, Role, Treatment)| ColumnPlan { role: *role, treatment: *treatment };
    let request = Request {
        reference: "01.FOI.26.000001".to_owned(),
        from: Some(date(2018, 1, 1)),
        ..Request::default()
    };
    let imported = Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns: columns.iter().map(plan).collect() },
        request,
        ..Imported::default()
    };
    let path = folder.join("case.withheld");
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, officer: OFFICER.to_owned() };
    drop(CaseFile::create(&path, &Key::None, Cost::default(), &imported, &stamp).unwrap());
    path
}

/// The same after these commands.
pub(crate) fn case_with(folder: &Path, commands: Vec<Command>) -> PathBuf {
    make(folder, |_| commands)
}

fn make(folder: &Path, commands: impl FnOnce(&Workspace) -> Vec<Command>) -> PathBuf {
    let path = folder.join("case.withheld");
    let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
    let stamp = Stamp { at: at(0), officer: OFFICER.to_owned() };
    let cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    let mut file = CaseFile::create(&path, &Key::None, cost, workspace.imported(), &stamp).unwrap();
    let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let mut events = vec![Event::Detected(found.into())];
    workspace.apply(events[0].clone());
    for command in commands(&workspace) {
        let event = workspace.plan(&command).unwrap();
        workspace.apply(event.clone());
        events.push(event);
    }
    let new: Vec<NewEvent<'_, Event>> =
        events.iter().map(|event| NewEvent { at: at(1), officer: OFFICER, event }).collect();
    file.append(&new).unwrap();
    path
}

/// What a case file holds, replayed: all of it, or up to a record.
pub(crate) fn replayed(path: &Path, until: Option<&Head>) -> (Workspace, usize) {
    let file = CaseFile::open_to_read(path, &Key::None).unwrap();
    let loaded = match until {
        Some(head) => file.load_until(head).unwrap().expect("the head is in the file"),
        None => file.load().unwrap(),
    };
    assert!(matches!(loaded.chain, ChainState::Whole { .. }), "{:?}", loaded.chain);
    let count = loaded.events.len();
    let mut workspace = Workspace::new(loaded.imported);
    for entry in loaded.events {
        workspace.apply(entry.event);
    }
    (workspace, count)
}
