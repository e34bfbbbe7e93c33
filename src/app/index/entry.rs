//! Where one entry stands, as its workspace has it.

use super::Question;
use crate::detect::Kind;
use crate::law::ExemptionId;
use crate::review::{
    Decision, EntryChoice, Misuse, Newness, Policy, ScopeChoice, ScopeRule, Standing, Workspace,
};

/// Where one entry stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) struct Entry {
    /// Whether it is within the request; `None` while that is undecided.
    pub(in crate::app) scope: Option<ScopeChoice>,
    /// The system's flag alone brings it in: the words do not mention body-worn video.
    pub(in crate::app) is_flag_only: bool,
    /// Its case awaits the outcome, or nobody can tell whether it does.
    pub(in crate::app) is_open_case: bool,
    /// Withheld by the officer, or suggested to be.
    pub(in crate::app) is_withheld: bool,
    /// The officer has not said yet whether it is withheld.
    pub(in crate::app) is_withholding_open: bool,
    pub(in crate::app) is_read: bool,
    pub(in crate::app) misuse: Option<Misuse>,
    /// Suggestions that wait for the officer.
    pub(in crate::app) undecided: u32,
    /// Suggestions that are decided.
    pub(in crate::app) decided: u32,
    /// Suggestions at each level of the dial, from fewer to more.
    pub(in crate::app) by_level: [u32; 3],
    /// Questions about the whole entry that wait: misuse, standing, withholding, crime.
    pub(in crate::app) questions: u32,
    /// A query about it or its words waits for a colleague.
    pub(in crate::app) is_queried: bool,
    /// The officer has a note about it or its words.
    pub(in crate::app) has_note: bool,
    /// How likely the least sure of the suggestions that wait is, in thousandths.
    pub(in crate::app) least_permille: u16,
    /// The kinds of its suggestions, a bit each.
    kinds: u32,
    /// The sections of the Act under which it or words in it are withheld, or words suggested to be, a bit
    /// each from section 21 on.
    sections: u32,
    /// Whether it is new in this export, or not as it was in the one before.
    pub(in crate::app) newness: Option<Newness>,
    /// Whether it was looked at yet.
    pub(super) is_known: bool,
}

impl Entry {
    pub(in crate::app) fn is_in(self) -> bool {
        self.scope == Some(ScopeChoice::In)
    }

    /// Whether something in it waits for the officer.
    pub(in crate::app) fn needs_officer(self) -> bool {
        self.is_in() && (self.undecided > 0 || self.questions > 0 || !self.is_read)
    }

    /// Whether something about the whole entry is asked: its scope, or a question within it.
    pub(in crate::app) fn asks(self) -> bool {
        self.is_known && (self.scope.is_none() || self.is_in() && self.questions > 0)
    }

    /// Whether something of this kind is suggested in it.
    pub(in crate::app) fn has_kind(self, kind: Kind) -> bool {
        self.kinds & kind_bit(kind) != 0
    }

    /// Whether something in it is withheld under this section, or suggested to be.
    pub(in crate::app) fn has_section(self, section: u8) -> bool {
        self.sections & section_bit(section) != 0
    }

    /// How it stands in a workspace.
    pub(in crate::app) fn of(workspace: &Workspace, row: u32) -> Entry {
        let scope = workspace.scope(row);
        let mut entry = Entry {
            scope,
            is_flag_only: matches!(workspace.scope_rule(row), ScopeRule::Flagged | ScopeRule::CaseFlagged),
            misuse: workspace.misuse(row, Policy::Final),
            newness: workspace.newness(row),
            is_known: true,
            is_queried: workspace.queries_in_row(row).any(|(_, query)| query.is_open()),
            has_note: workspace.notes_in_row(row).next().is_some(),
            least_permille: u16::MAX,
            ..Entry::default()
        };
        let standing = workspace.standing(row);
        entry.is_open_case = standing != Standing::Closed;
        if scope != Some(ScopeChoice::In) {
            return entry;
        }
        entry.is_withheld = workspace.withheld_degree(row).is_some();
        entry.is_withholding_open = entry.is_withheld && workspace.choice(row).is_none();
        entry.is_read = workspace.is_read(row);
        entry.questions = Question::of(workspace, row).len() as u32;
        let cells = workspace.open_cells(row);
        for finding in workspace.findings_in_row(row) {
            if cells.contains(&finding.cell) && workspace.is_suggested(finding) {
                let is_decided = workspace.is_decided(finding);
                *(if is_decided { &mut entry.decided } else { &mut entry.undecided }) += 1;
                entry.kinds |= kind_bit(finding.kind);
                if !is_decided {
                    entry.least_permille = entry.least_permille.min(finding.confidence_permille);
                    let suggested = workspace.suggestion(finding);
                    entry.add_sections(suggested.iter().flat_map(|suggested| &suggested.exemptions));
                }
            }
        }
        for cell in &cells {
            for (_, decision) in workspace.decisions_in(*cell) {
                if let Decision::Redact { exemptions, reason: _ } = decision {
                    entry.add_sections(exemptions);
                }
            }
        }
        // What is suggested for a whole entry has to look at its words, for which a large sheet has no time.
        if let Some(EntryChoice::Withhold(withholding)) = workspace.choice(row) {
            entry.add_sections(&withholding.exemptions);
        }
        entry.by_level = workspace.suggestions_by_level(row);
        entry
    }

    fn add_sections<'e>(&mut self, exemptions: impl IntoIterator<Item = &'e ExemptionId>) {
        for section in exemptions.into_iter().filter_map(|exemption| section_of(*exemption)) {
            self.sections |= section_bit(section);
        }
    }
}

fn kind_bit(kind: Kind) -> u32 {
    1 << kind as u32
}

/// The first section of Part II.
const FIRST_SECTION: u8 = 21;

fn section_bit(section: u8) -> u32 {
    1u32.checked_shl(u32::from(section.saturating_sub(FIRST_SECTION))).unwrap_or(0)
}

/// The section of the Act that an exemption stands in, as 40.
pub(in crate::app) fn section_of(exemption: ExemptionId) -> Option<u8> {
    let digits: String = exemption
        .code()
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
