//! What stands in the way of a release.

use std::sync::LazyLock;

use regex::Regex;
use strum::{EnumIter, IntoStaticStr};

use super::{Consistency, Decision, Place, Policy, Standing, Workspace};
use crate::law::{ConflictKind, Rule};
use crate::sheet::{CellId, Treatment};
use crate::text::{SensitiveString, Span};

/// One thing that stands in the way of a release. Its sentence holds no case text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Block {
    /// What kind of thing.
    pub kind: BlockKind,
    /// The row it is about, from 0.
    pub row: Option<u32>,
    /// The column it is about, from 0.
    pub column: Option<u16>,
    /// What it is and what to do.
    pub sentence: String,
    /// The words it is about, folded, where it is about words.
    pub words: Option<SensitiveString>,
    /// Where the words stand, where it is about words of the text.
    pub place: Option<Place>,
}

/// What can stand in the way of a release.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum BlockKind {
    /// The texts of the law and the letters cannot be used, or are others than the case was argued under.
    Texts,
    /// The detectors have not run, or not over a column that is released, or columns or lists of words were
    /// others.
    NotSearched,
    /// The request has no reference.
    NoReference,
    /// Something hidden in the file is not settled.
    HiddenContent,
    /// What happens to a column is not settled.
    Column,
    /// Whether an entry is within the request is not settled.
    Scope,
    /// No entry is within the request.
    NothingInScope,
    /// Neither status nor outcome says whether a case is ongoing, or there is no such column at all.
    Standing,
    /// It is not said whether a criminal allegation is recorded in an ongoing case.
    Criminal,
    /// An entry of an ongoing case is neither withheld nor released by the officer.
    Ongoing,
    /// A suggestion is undecided.
    Undecided,
    /// An entry is unread.
    Unread,
    /// It is not said whether an entry relates to misuse.
    Misuse,
    /// A query for a colleague is open.
    Query,
    /// Exemptions that cannot stand on the same words.
    Law,
    /// A legal check of the notice says something; only where a notice goes with the release.
    LegalCheck,
    /// Source text looks like a mark of the program.
    LooksLikeMark,
    /// Words withheld in one place stand openly in another.
    OpenElsewhere,
}

impl BlockKind {
    /// Its kebab-case name, as `not-searched`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\[\s*(?:redacted|out of scope|s(?:ection)?\s*\d)").expect("a valid pattern")
});

impl Workspace {
    /// Everything that stands in the way of a release, in order of kind and row. Empty means that
    /// the officer has decided all there is to decide.
    pub fn blocks(&self) -> Vec<Block> {
        self.blocks_given(&self.consistency())
    }

    /// The same where it is known already how consistent the words are.
    pub fn blocks_given(&self, consistency: &Consistency) -> Vec<Block> {
        let mut blocks = Vec::new();
        let entries = self.entries(Policy::Final);
        self.check_texts(&mut blocks);
        self.check_case(&entries, &mut blocks);
        self.check_letter(&mut blocks);
        for row in 0..self.sheet().row_count() {
            if self.scope(row).is_none() {
                let why = self.scope_rule(row).why();
                blocks.push(self.at_row(
                    BlockKind::Scope,
                    row,
                    &format!("{why}. Put it in scope or out of it."),
                ));
            }
        }
        for &row in &entries {
            self.check_entry(row, &mut blocks);
        }
        self.check_queries(&mut blocks);
        if entries.is_empty() {
            let sentence = "No entry is within the request. Check the columns, the period and the flag.";
            blocks.push(whole(BlockKind::NothingInScope, sentence));
        }
        for used in consistency.unsettled() {
            let (withheld, count) = (used.withheld_count, used.open.len());
            for &place in &used.open {
                let sentence = format!(
                    "Words withheld in {withheld} places stand openly in {count}, here among them. \
                     Redact them here too, or settle the words with a reason."
                );
                blocks.push(Block {
                    column: Some(place.cell.column),
                    words: Some(SensitiveString::new(used.words.as_str())),
                    place: Some(place),
                    ..self.at_row(BlockKind::OpenElsewhere, place.cell.row, &sentence)
                });
            }
        }
        blocks.sort();
        blocks
    }

    /// Of what stands in the way, what is about the sheet as a whole and the texts it is argued under: known long
    /// before every entry is looked at.
    pub fn blocks_of_the_sheet(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.check_texts(&mut blocks);
        self.check_case(&self.entries(Policy::Final), &mut blocks);
        blocks
    }

    /// Without a notice the table can be released alone, and the checks of what a notice needs block nothing.
    fn check_letter(&self, blocks: &mut Vec<Block>) {
        if !self.paperwork().notice_wanted {
            return;
        }
        for lint in self.lints(Policy::Final) {
            // Exemptions that exclude each other block every release, each at its row. A role that could
            // tell is not used before the question is answered.
            if lint.settled.is_some() || matches!(lint.rule, Rule::BothBranches | Rule::RoleCouldTell) {
                continue;
            }
            blocks.push(Block {
                row: lint.row,
                place: lint.place,
                column: lint.place.map(|place| place.cell.column),
                ..whole(BlockKind::LegalCheck, &lint.sentence)
            });
        }
    }

    fn check_case(&self, entries: &[u32], blocks: &mut Vec<Block>) {
        if !self.is_detected() {
            blocks.push(whole(
                BlockKind::NotSearched,
                "The sheet has not been searched for personal data yet.",
            ));
        }
        for column in self.unsearched_columns_of_a_search() {
            let heading = self.sheet().columns().get(usize::from(column)).map_or("", |c| c.heading());
            let sentence = format!(
                "Column {heading:?} was not to be released when the sheet was searched for personal data. Search again."
            );
            blocks.push(Block { column: Some(column), ..whole(BlockKind::NotSearched, &sentence) });
        }
        if self.has_other_roles_than_searched() {
            blocks.push(whole(
                BlockKind::NotSearched,
                "What columns are has changed since the sheet was searched for personal data. Search again.",
            ));
        }
        if self.has_other_lists_than_searched() {
            blocks.push(whole(
                BlockKind::NotSearched,
                "Your lists of words have changed since the sheet was searched for personal data. Search again.",
            ));
        }
        if self.request().reference.trim().is_empty() {
            blocks.push(whole(BlockKind::NoReference, "The request has no reference. Write it down."));
        }
        if !self.can_judge_standing() && !self.may_stand_openly(NO_CASE_IS_ONGOING) {
            let sentence = "No column says whether cases are ongoing: say in Load which column is the status or the \
                 outcome, or settle the words “no case is ongoing” with a reason.";
            blocks.push(whole(BlockKind::Standing, sentence));
        }
        for (index, warning) in self.warnings() {
            if warning.kind.needs_settling() && self.settlement(index).is_none() {
                let (kind, place) = (warning.kind.name().replace('-', " "), &warning.place);
                let sentence =
                    format!("Warning {index}, {kind}: {place}. Not settled: look at it, then settle it.");
                blocks.push(whole(BlockKind::HiddenContent, &sentence));
            }
        }
        for (column, plan) in (0u16..).zip(&self.layout().columns) {
            let missing = match plan.treatment {
                Treatment::Unsettled => "say whether it is released, withheld or out of scope",
                Treatment::Withhold | Treatment::SmallNumbers if self.column_choice(column).is_none() => {
                    "say under which exemption it is withheld, and why"
                }
                Treatment::WiderUnit if self.entries_without_unit(column, entries) > 0 => {
                    "say for each of its units which wider one is released"
                }
                Treatment::Withhold
                | Treatment::WiderUnit
                | Treatment::SmallNumbers
                | Treatment::Disclose
                | Treatment::YearOnly
                | Treatment::RedactSpans
                | Treatment::OutOfScope => continue,
            };
            let heading = self.sheet().columns().get(column as usize).map_or("", |c| c.heading());
            let sentence = format!("Column {heading:?}: {missing}.");
            blocks.push(Block { column: Some(column), ..whole(BlockKind::Column, &sentence) });
        }
    }

    fn check_entry(&self, row: u32, blocks: &mut Vec<Block>) {
        let mut block = |kind, sentence: &str| blocks.push(self.at_row(kind, row, sentence));
        let standing = self.standing(row);
        let first_of_case = self.case_of(row) == row;
        match standing {
            Standing::Closed => {}
            Standing::Unknown if first_of_case => {
                block(
                    BlockKind::Standing,
                    "Neither status nor outcome says whether the case is ongoing. Say so.",
                );
            }
            Standing::Unknown => {}
            Standing::Live => {
                if first_of_case && self.criminal_answer(row).is_none() {
                    block(
                        BlockKind::Criminal,
                        "The case is ongoing: is a criminal allegation recorded in it?",
                    );
                }
                if self.choice(row).is_none() {
                    block(BlockKind::Ongoing, "The case is ongoing: withhold the entry, or release it.");
                }
            }
        }
        let undecided = self.undecided_in_row(row).count();
        match undecided {
            0 => {}
            1 => block(BlockKind::Undecided, "1 suggestion is undecided. Redact or keep it."),
            more => block(
                BlockKind::Undecided,
                &format!("{more} suggestions are undecided. Redact or keep each of them."),
            ),
        }
        if !self.is_read(row) {
            block(BlockKind::Unread, "The entry has not been read.");
        }
        if self.misuse(row, Policy::Final).is_none() {
            block(BlockKind::Misuse, "Say whether the entry relates to misuse of body-worn video.");
        }
        self.check_law(row, &mut block);
        for cell in self.open_cells(row) {
            self.check_marks(cell, blocks);
        }
    }

    fn check_marks(&self, cell: CellId, blocks: &mut Vec<Block>) {
        let text = self.sheet().text(cell).expose();
        let gone = self.redactions(cell, Policy::Final);
        let open = MARK.find_iter(text).find(|found| {
            !gone.iter().any(|redaction| {
                redaction.span.start() <= found.start() && found.start() < redaction.span.end()
            })
        });
        if let Some(open) = open
            && !self.may_stand_openly(MARKS_OF_THE_SOURCE)
        {
            let sentence = "The text holds something that looks like a mark of the disclosure, such as [s40(2)]. Redact it, \
                 or settle the words “redacted in the source” with a reason.";
            blocks.push(Block {
                column: Some(cell.column),
                place: Span::new(text, open.start(), open.end()).map(|span| Place { cell, span }),
                ..self.at_row(BlockKind::LooksLikeMark, cell.row, sentence)
            });
        }
    }

    fn check_law(&self, row: u32, block: &mut impl FnMut(BlockKind, &str)) {
        let decided = self.open_cells(row).into_iter().flat_map(|cell| self.decisions_in(cell));
        let of_words = decided.filter_map(|(_, decision)| match decision {
            Decision::Redact { exemptions, reason } => Some((exemptions.clone(), reason.clone())),
            Decision::Keep { reason: _ } => None,
        });
        let of_entry = self.withholding(row, Policy::Final).map(|w| (w.exemptions, w.reason));
        let pleaded = |reason: &str| self.paperwork().argument(reason).in_the_alternative;
        let mut told: Vec<String> = of_words
            .chain(of_entry)
            .flat_map(|(exemptions, reason)| {
                let mut conflicts = crate::law::conflicts(&exemptions);
                conflicts.retain(|conflict| conflict.kind != ConflictKind::Exclusive || !pleaded(&reason));
                conflicts
            })
            .map(|conflict| conflict.says.to_owned())
            .collect();
        told.sort();
        told.dedup();
        for sentence in told {
            block(BlockKind::Law, &sentence);
        }
    }

    pub(super) fn at_row(&self, kind: BlockKind, row: u32, sentence: &str) -> Block {
        let source_row = self.sheet().source_row(row);
        Block {
            kind,
            row: Some(row),
            column: None,
            sentence: format!("Row {source_row} of the file: {sentence}"),
            words: None,
            place: None,
        }
    }
}

/// The words under which text that looks like a mark is settled, for the whole case.
pub const MARKS_OF_THE_SOURCE: &str = "redacted in the source";

/// The words under which it is settled, for the whole sheet, that no case is ongoing although no column
/// says so.
pub const NO_CASE_IS_ONGOING: &str = "no case is ongoing";

fn whole(kind: BlockKind, sentence: &str) -> Block {
    Block { kind, row: None, column: None, sentence: sentence.to_owned(), words: None, place: None }
}
