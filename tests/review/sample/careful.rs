//! What a careful officer would do with the sample, so that nothing stands in the way of a release.

use withheld::review::{Block, BlockKind, Command, Degree, Misuse, Reach, Settlement, Workspace};
use withheld::sheet::Treatment;

/// Answers everything that stands in the way.
pub fn review(workspace: &mut Workspace) {
    // Kinds come in order, and each answer takes its block away, so this ends.
    loop {
        let blocks = workspace.blocks();
        let Some(first) = blocks.first() else { break };
        for block in blocks.iter().filter(|block| block.kind == first.kind) {
            // Two blocks may be about the same words; the second is settled with the first.
            if let Ok(event) = workspace.plan(&answer(workspace, block)) {
                workspace.apply(event);
            }
        }
        assert!(workspace.blocks().len() < blocks.len(), "nothing was settled");
    }
}

/// What a careful officer would do about the first thing in the way.
fn answer(workspace: &Workspace, block: &Block) -> Command {
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
        BlockKind::Texts
        | BlockKind::NotSearched
        | BlockKind::NoReference
        | BlockKind::Scope
        | BlockKind::NothingInScope
        | BlockKind::Standing
        | BlockKind::Query
        | BlockKind::Law
        | BlockKind::LegalCheck
        | BlockKind::LooksLikeMark => panic!("the sample should not bring {block:?}"),
    }
}
