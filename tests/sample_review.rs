//! The whole sample, from the export to a release without anything in the way.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

use std::sync::Arc;

use withheld::detect::{Cancel, Options};
use withheld::disclose::{
    BuildInfo, FORMATS, InternalInfo, PackRequest, Secrets, build, verify_pack, write_pack,
};
use withheld::review::{
    BlockKind, Command, Degree, Event, Imported, Misuse, Policy, Reach, Request, Settlement, Workspace,
};
use withheld::sheet::{ReadOptions, Treatment, guess_layout, read_bytes};

fn sample() -> Workspace {
    let export = include_bytes!("../assets/sample/case-export.xlsx");
    let read = read_bytes("case-export.xlsx", export, &ReadOptions::default()).unwrap();
    let layout = guess_layout(&read.sheet);
    let request = Request::from_toml(include_str!("../assets/sample/request.toml")).unwrap();
    let (sheet, report) = (Arc::new(read.sheet), read.report);
    let mut workspace = Workspace::new(Imported { sheet, report, layout, request, ..Imported::default() });
    let detected = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    workspace.apply(Event::Detected(detected.into()));
    workspace
}

/// What a careful officer would do about the first thing in the way.
fn answer(workspace: &Workspace, block: &withheld::review::Block) -> Command {
    let row = block.row.unwrap_or_default();
    let reach = Reach::Entry;
    match block.kind {
        BlockKind::HiddenContent => {
            let unsettled = |(index, warning): &(u32, &withheld::sheet::Warning)| {
                warning.kind.needs_settling() && workspace.settlement(*index).is_none()
            };
            let (warning, _) = workspace.warnings().find(unsettled).unwrap();
            Command::Settle { warning, how: Settlement::Noted }
        }
        BlockKind::Column => Command::Column {
            column: block.column.unwrap(),
            role: None,
            treatment: Some(Treatment::OutOfScope),
            exemptions: Vec::new(),
            reason: String::new(),
        },
        BlockKind::Criminal => Command::Criminal { row, recorded: workspace.suggested_criminal(row) },
        BlockKind::Ongoing => {
            let suggested = workspace.suggested_withholding(row).unwrap();
            Command::Withhold {
                row,
                reach,
                degree: Degree::AllButTypeAndYear,
                exemptions: suggested.exemptions,
                reason: suggested.reason,
            }
        }
        BlockKind::Undecided => Command::Accept { row },
        BlockKind::Unread => Command::Read { row },
        BlockKind::Misuse => {
            let value = workspace.suggested_misuse(row).map_or(Misuse::Unclear, |suggested| suggested.misuse);
            Command::Misuse { row, reach, value }
        }
        BlockKind::OpenElsewhere => Command::SettleOpen {
            words: block.words.as_ref().unwrap().expose().to_owned(),
            reason: "a place or an ordinary word here".to_owned(),
        },
        BlockKind::NotSearched
        | BlockKind::NoReference
        | BlockKind::Scope
        | BlockKind::NothingInScope
        | BlockKind::Standing
        | BlockKind::Law
        | BlockKind::LegalCheck
        | BlockKind::LooksLikeMark => panic!("the sample should not bring {block:?}"),
    }
}

#[test]
fn the_sample_is_reviewed_released_and_proven_again() {
    let mut workspace = sample();
    // Kinds come in order, and each answer takes its block away, so this ends.
    loop {
        let blocks = workspace.blocks();
        let Some(first) = blocks.first() else { break };
        for block in blocks.iter().filter(|block| block.kind == first.kind) {
            // Two blocks may be about the same words; the second is settled with the first.
            if let Ok(event) = workspace.plan(&answer(&workspace, block)) {
                workspace.apply(event);
            }
        }
        assert!(workspace.blocks().len() < blocks.len(), "nothing was settled");
    }
    let info = BuildInfo { released_at: jiff::Timestamp::UNIX_EPOCH, program_version: "0.1.0".to_owned() };
    let disclosure = build(&workspace, Policy::Final, &info);
    let secrets = Secrets::collect(&workspace, Policy::Final);
    let folder = tempfile::tempdir().unwrap();
    let out_dir = folder.path().join("release");
    let request = PackRequest {
        out_dir: &out_dir,
        case: &workspace,
        policy: Policy::Final,
        disclosure: &disclosure,
        secrets: &secrets,
        formats: FORMATS,
        documents: &[],
        internal: &InternalInfo::default(),
        protected: &[],
    };
    write_pack(&request, &|_| (), &Cancel::default()).unwrap();
    let report = verify_pack(&out_dir, &disclosure, &[], &secrets, &Cancel::default()).unwrap();
    assert!(report.is_clean(), "{:?}", report.failures);
    assert_eq!(disclosure.row_count(), workspace.entries(Policy::Final).len());
    assert!(disclosure.row_count() > 150);
}
