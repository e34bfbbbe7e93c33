//! Turns a command into an event, or says why it cannot be done. Changes nothing itself.

use std::collections::BTreeSet;

use super::{
    Change, ColumnGrounds, Command, Decision, Degree, EntryChoice, Event, Place, Reach, Settlement,
    Withholding, Workspace,
};
use crate::detect::{Always, ListError, MOST_ENTRIES};
use crate::law::{ClockError, ExemptionId};
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};

/// Why a command cannot be carried out. Nothing has changed. Holds no case text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReviewError {
    /// The row is not in the sheet.
    #[error("There is no row {row}: the sheet has {count} rows, counted from 0 below the heading.")]
    NoSuchRow {
        /// Asked for.
        row: u32,
        /// There are.
        count: u32,
    },
    /// The column is not in the sheet.
    #[error("There is no column {column}: the sheet has {count} columns, counted from 0.")]
    NoSuchColumn {
        /// Asked for.
        column: u16,
        /// There are.
        count: usize,
    },
    /// The span does not fit the text of the cell.
    #[error(
        "The bytes {start} to {end} are not whole letters of the text in row {row}, column {column}. \
         Give byte positions within the cell's text."
    )]
    BadSpan {
        /// The row.
        row: u32,
        /// The column.
        column: u16,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// No words were named.
    #[error("No words are selected. Select the words first.")]
    NoPlaces,
    /// A redaction without an exemption.
    #[error("A redaction needs at least one exemption.")]
    NoExemption,
    /// A redaction, withholding or settlement without a reason.
    #[error("Give a reason: a code of the list of reasons, or words of your own.")]
    NoReason,
    /// The entry cannot be marked as read yet.
    #[error(
        "{count} suggestions in this entry are still undecided. Redact or keep each of them, then go on."
    )]
    StillUndecided {
        /// How many.
        count: usize,
    },
    /// The entry is outside the request.
    #[error(
        "This entry is not within the request, so there is nothing to read in it. Put it in scope first."
    )]
    NotInScope,
    /// The warning is not in the report.
    #[error("There is no warning {warning}: the report has {count}, counted from 0.")]
    NoSuchWarning {
        /// Asked for.
        warning: u32,
        /// There are.
        count: usize,
    },
    /// The report has no warning of this kind.
    #[error("The report has no warning of the kind {kind:?}.")]
    NoWarningOfKind {
        /// Its name.
        kind: &'static str,
    },
    /// The whole sheet cannot be treated so at once.
    #[error("This can be done for an entry or its case, not for the whole sheet at once.")]
    TooFar,
    /// No words were given for a list.
    #[error("There are no words. Type the words first.")]
    NoWords,
    /// Words that cannot be listed.
    #[error("Entry {} cannot be listed. {}", .0.line(), .0.advice())]
    Words(ListError),
    /// A list that would be too long.
    #[error("The list would have {count} entries. It can hold {MOST_ENTRIES}.")]
    TooManyWords {
        /// How many there would be.
        count: usize,
    },
    /// Words on the other list of the case.
    #[error("{count} of these words are on your other list for this case. Take them off it first.")]
    OnTheOtherList {
        /// How many.
        count: usize,
    },
    /// Words that are not listed.
    #[error("These words are not on the list.")]
    NotListed,
    /// A mention of body-worn video is nothing to redact.
    #[error("A mention of body-worn video is not redacted. Say what else the words are.")]
    NotToRedact,
    /// An act that is not there, or was taken back.
    #[error("There is no such act, or it was taken back.")]
    NoSuchAct,
    /// An act that was done before a newer export was taken.
    #[error(
        "That was done before the newer export was taken. Undo until the newer export is taken back, then go back to it."
    )]
    BeforeNewerExport,
    /// A reason that is neither listed nor given anywhere.
    #[error(
        "This is neither a code of the list of reasons nor a reason given in this case. Check how it is written."
    )]
    NoSuchReason,
    /// Words that are no part of the reference.
    #[error(
        "These words are not part of the request’s reference. Take them out of where they stand instead."
    )]
    NotInReference,
    /// Something that cannot be blank.
    #[error("Say {what}: it is blank.")]
    Blank {
        /// What.
        what: &'static str,
    },
    /// Words that are neither redacted nor suggested to be.
    #[error("Nothing is redacted or suggested at exactly these words, so there is nothing to split or trim.")]
    NothingToReshape,
    /// What is split or trimmed stays a redaction.
    #[error("What is split or trimmed is redacted still. Keep the words instead.")]
    NotARedaction,
    /// Parts that have nothing to do with the words.
    #[error("The parts to redact neither overlap nor touch the words that they stand for.")]
    ElsewhereThanTheMark,
    /// An answer to nothing.
    #[error("There is no query here to be answered. Ask first.")]
    NoQuery,
    /// A legal check that says nothing now.
    #[error("There is no such legal check now. It may have been put right meanwhile.")]
    NoSuchLint,
    /// A legal check that has to be put right.
    #[error("This legal check cannot be settled with a reason: put right what it says.")]
    LintBlocks,
    /// The request has no such text.
    #[error("There is no such text of the request: it has {count}, counted from 0.")]
    NoSuchRequestText {
        /// There are.
        count: usize,
    },
    /// What is said of the clock cannot be.
    #[error(transparent)]
    Clock(ClockError),
    /// Time that was not logged.
    #[error("No time was logged under this number.")]
    NotLogged,
    /// More files than a case keeps.
    #[error(
        "The files of a case can have {} MB in all, and this one would not fit. Write down where it is kept.",
        super::MOST_EVIDENCE_IN_ALL / 1_000_000
    )]
    TooMuchEvidence,
    /// A file that is not in the case.
    #[error(
        "This file is not in the case yet. Attach it in Reasons, or with: withheld evidence CASE --attach FILE."
    )]
    NotKept,
    /// A file that is attached there already.
    #[error("This file is attached there already.")]
    AttachedAlready,
    /// A file that is not attached there.
    #[error("No file with this SHA-256 is attached there.")]
    NotAttached,
    /// Nothing to take back.
    #[error("There is nothing to undo.")]
    NothingToUndo,
    /// Nothing to do again.
    #[error("There is nothing to redo.")]
    NothingToRedo,
    /// Words that are to be decided two ways at once.
    #[error("Some words are named twice. Name each place once.")]
    TwiceDecided,
    /// It is so already.
    #[error("That is so already; nothing has changed.")]
    NothingChanges,
}

impl Workspace {
    /// The event that carries out a command, or why it cannot be carried out.
    pub fn plan(&self, command: &Command) -> Result<Event, ReviewError> {
        let changes = match command {
            Command::Undo => {
                let event = self.history.last_done().ok_or(ReviewError::NothingToUndo)?;
                return Ok(Event::Undone { event });
            }
            Command::Redo => {
                let event = self.history.last_undone().ok_or(ReviewError::NothingToRedo)?;
                return Ok(Event::Redone { event });
            }
            Command::Decide { places, decision } => match (places.as_slice(), decision) {
                ([place], Decision::Redact { .. }) if !self.is_suggested_at(*place) => {
                    self.plan_own_words(*place, decision)?
                }
                (places, _) => self.mark_all(places, Some(decision))?,
            },
            Command::Reshape { place, parts, decision } => self.plan_reshape(*place, parts, decision)?,
            Command::Clear { places } => self.mark_all(places, None)?,
            Command::SameEverywhere { place, reach, decision, except } => {
                self.check_place(*place)?;
                let left_out: BTreeSet<Place> = except.iter().copied().collect();
                let places: Vec<Place> = self
                    .same_words(*place, *reach)
                    .into_iter()
                    .filter(|place| !left_out.contains(place))
                    .collect();
                self.mark_all(&places, Some(decision))?
            }
            Command::DecideTogether { decisions } => self.plan_together(decisions)?,
            Command::Apart { places } => self.plan_apart(places)?,
            Command::SamePerson { place, other } => self.plan_same_person(*place, *other)?,
            Command::Accept { row } => self.accept(*row)?,
            Command::Withhold { row, reach, degree, exemptions, reason } => {
                let withholding = Withholding {
                    degree: *degree,
                    exemptions: checked_exemptions(exemptions)?,
                    reason: checked_reason(reason)?,
                };
                self.choose(*row, *reach, &EntryChoice::Withhold(withholding))?
            }
            Command::Release { row, reach } => self.choose(*row, *reach, &EntryChoice::Release)?,
            Command::Read { row } => vec![self.read(*row)?],
            Command::Unread { row } => {
                self.check_row(*row)?;
                vec![Change::Read { row: *row, was: self.is_read(*row), now: false }]
            }
            Command::Settle { warning, how } => {
                let count = self.report().warnings.len();
                if *warning as usize >= count {
                    return Err(ReviewError::NoSuchWarning { warning: *warning, count });
                }
                vec![self.settle(*warning, *how)]
            }
            Command::SettleKind { kind, how } => {
                let of_kind: Vec<Change> = self
                    .warnings()
                    .filter(|(_, warning)| warning.kind == *kind)
                    .map(|(index, _)| self.settle(index, *how))
                    .collect();
                if of_kind.is_empty() {
                    return Err(ReviewError::NoWarningOfKind { kind: kind.name() });
                }
                of_kind
            }
            Command::Scope { row, reach, choice } => {
                let change = |row| Change::Scope { row, was: self.scope_choice(row), now: *choice };
                self.rows_within(*row, *reach)?.into_iter().map(change).collect()
            }
            Command::Misuse { row, reach, value } => {
                let change = |row| Change::Misuse { row, was: self.misuse_answer(row), now: Some(*value) };
                self.rows_within(*row, *reach)?.into_iter().map(change).collect()
            }
            Command::Ongoing { row, ongoing } => {
                self.check_row(*row)?;
                vec![Change::Ongoing {
                    case: self.case_of(*row),
                    was: self.ongoing_choice(*row),
                    now: *ongoing,
                }]
            }
            Command::Criminal { row, recorded } => {
                self.check_row(*row)?;
                let was = self.criminal_answer(*row);
                vec![Change::Criminal { case: self.case_of(*row), was, now: Some(*recorded) }]
            }
            Command::Column { column, role, treatment, exemptions, reason } => {
                let count = self.layout().columns.len();
                let was = *self
                    .layout()
                    .columns
                    .get(*column as usize)
                    .ok_or(ReviewError::NoSuchColumn { column: *column, count })?;
                let now = ColumnPlan {
                    role: role.unwrap_or(was.role),
                    treatment: treatment.unwrap_or(was.treatment),
                };
                let mut changes = vec![Change::Column { column: *column, was, now }];
                let has_grounds = matches!(now.treatment, Treatment::Withhold | Treatment::SmallNumbers);
                if has_grounds && !(exemptions.is_empty() && reason.is_empty()) {
                    let (exemptions, reason) = (checked_exemptions(exemptions)?, checked_reason(reason)?);
                    let now = Some(ColumnGrounds { exemptions, reason });
                    changes.push(Change::ColumnGrounds {
                        column: *column,
                        was: self.column_choice(*column).cloned(),
                        now,
                    });
                }
                if (was.role == Role::Reference) != (now.role == Role::Reference) {
                    changes.extend(self.forget_cases());
                }
                if now.treatment.releases_text() && !was.treatment.releases_text() {
                    changes.extend(self.read_rows().map(unread));
                }
                changes
            }
            Command::Request(request) => {
                vec![Change::Request { was: Box::new(self.request().clone()), now: request.clone() }]
            }
            Command::SettleOpen { words, reason } => {
                vec![self.plan_open(words, reason)?]
            }
            Command::MakeConsistent { words, places, decision, reason } => {
                self.plan_consistent(words, places, decision, reason.as_deref())?
            }
            Command::AlwaysWords { words, how, kind } => {
                self.plan_always(words, Always { how: *how, kind: *kind })?
            }
            Command::NeverWords { words, how } => self.plan_never(words, *how)?,
            Command::NotAlways { words } => self.plan_not_always(words)?,
            Command::NotNever { words } => self.plan_not_never(words)?,
            Command::Dial(level) => vec![Change::Dial { was: self.level(), now: *level }],
            Command::Units { column, units } => self.plan_units(*column, units)?,
            Command::RoleNames(now) => vec![Change::RoleNames { was: self.has_role_names(), now: *now }],
            Command::Argue { reason, part, text } => self.plan_argue(reason, *part, text)?,
            Command::Likelihood { reason, likelihood } => {
                self.plan_argument(reason, |argument| argument.likelihood = *likelihood)?
            }
            Command::InTheAlternative { reason, alternative } => {
                self.plan_argument(reason, |argument| argument.in_the_alternative = *alternative)?
            }
            Command::Consulted { reason, consultation } => {
                self.plan_consulted(reason, consultation.as_ref())?
            }
            Command::Weigh { group, part, text } => self.plan_weigh(*group, *part, text),
            Command::NoticeWanted(wanted) => self.plan_notice_wanted(*wanted),
            Command::NoticeDetails(details) => self.plan_notice_details(details),
            Command::Paragraph { id, text } => self.plan_paragraph(id, text.as_deref())?,
            Command::SignOff(sign_off) => self.plan_sign_off(sign_off.as_ref())?,
            Command::SettleLints { lints, reason } => self.plan_settle_lints(lints, reason)?,
            Command::SettleReference { words, reason } => self.plan_settle_reference(words, reason)?,
            Command::Clock(clock) => self.plan_clock(clock)?,
            Command::LogTime { activity, minutes, on, note } => {
                self.plan_log_time(*activity, *minutes, *on, note)?
            }
            Command::UnlogTime { number } => self.plan_unlog_time(*number)?,
            Command::Attach { reason, name, sha256, at } => self.plan_attach(reason, name, sha256, *at)?,
            Command::Detach { reason, sha256 } => self.plan_detach(reason, sha256)?,
            Command::UseTexts => self.plan_use_texts(),
            Command::Note { about, text } => self.plan_note(*about, text)?,
            Command::Query { about, query } => self.plan_query(*about, query.as_ref())?,
            Command::Answer { about, text } => self.plan_answer(*about, text)?,
            Command::BackTo { act } => self.plan_back_to(*act)?,
        };
        let mut changes: Vec<Change> = changes.into_iter().filter(|change| !change.is_idle()).collect();
        if !matches!(command, Command::DecideTogether { .. }) {
            changes.extend(self.no_longer_by_person(&changes));
        }
        if changes.is_empty() { Err(ReviewError::NothingChanges) } else { Ok(Event::Changed { changes }) }
    }

    pub(super) fn check_row(&self, row: u32) -> Result<(), ReviewError> {
        let count = self.sheet().row_count();
        if row < count { Ok(()) } else { Err(ReviewError::NoSuchRow { row, count }) }
    }

    pub(super) fn check_place(&self, place: Place) -> Result<(), ReviewError> {
        let CellId { row, column } = place.cell;
        self.check_row(row)?;
        let count = self.sheet().columns().len();
        if column as usize >= count {
            return Err(ReviewError::NoSuchColumn { column, count });
        }
        let (start, end) = (place.span.start(), place.span.end());
        match place.span.of(self.sheet().text(place.cell).expose()) {
            Some(_) => Ok(()),
            None => Err(ReviewError::BadSpan { row, column, start, end }),
        }
    }

    pub(super) fn mark_all(
        &self,
        places: &[Place],
        decision: Option<&Decision>,
    ) -> Result<Vec<Change>, ReviewError> {
        if places.is_empty() {
            return Err(ReviewError::NoPlaces);
        }
        let now = decision.map(checked_decision).transpose()?;
        let places: BTreeSet<Place> = places.iter().copied().collect();
        places
            .into_iter()
            .map(|place| {
                self.check_place(place)?;
                Ok(Change::Mark { place, was: self.decision(place).cloned(), now: now.clone() })
            })
            .collect()
    }

    fn accept(&self, row: u32) -> Result<Vec<Change>, ReviewError> {
        self.check_row(row)?;
        let changes = self.undecided_in_row(row).filter_map(|finding| {
            let place = Place { cell: finding.cell, span: finding.span };
            let now = Some(self.suggestion(finding)?.into());
            Some(Change::Mark { place, was: None, now })
        });
        Ok(changes.collect())
    }

    fn read(&self, row: u32) -> Result<Change, ReviewError> {
        self.check_row(row)?;
        if !self.is_within(row) {
            return Err(ReviewError::NotInScope);
        }
        match self.undecided_in_row(row).count() {
            0 => Ok(Change::Read { row, was: self.is_read(row), now: true }),
            count => Err(ReviewError::StillUndecided { count }),
        }
    }

    fn settle(&self, warning: u32, how: Settlement) -> Change {
        Change::Settled { warning, was: self.settlement(warning), now: Some(how) }
    }

    /// Answers about whole cases name a case by its first row, and would be about other entries once
    /// the entries are grouped otherwise.
    fn forget_cases(&self) -> impl Iterator<Item = Change> {
        let ongoing =
            self.ongoing_answers().map(|(case, was)| Change::Ongoing { case, was: Some(was), now: None });
        let criminal =
            self.criminal_answers().map(|(case, was)| Change::Criminal { case, was: Some(was), now: None });
        ongoing.chain(criminal)
    }

    fn choose(&self, row: u32, reach: Reach, choice: &EntryChoice) -> Result<Vec<Change>, ReviewError> {
        let change = |row| Change::Entry { row, was: self.choice(row).cloned(), now: Some(choice.clone()) };
        let degree = match choice {
            EntryChoice::Withhold(withholding) => Some(withholding.degree),
            EntryChoice::Release => None,
        };
        let rows = self.rows_within(row, reach)?;
        let opened = rows.iter().copied().filter(|&row| self.is_read(row) && self.would_open(row, degree));
        Ok(rows.iter().copied().map(change).chain(opened.map(unread)).collect())
    }

    /// Whether text would be released of an entry that is withheld now.
    fn would_open(&self, row: u32, after: Option<Degree>) -> bool {
        let Some(before) = self.withheld_degree(row) else { return false };
        self.layout().columns.iter().any(|&plan| {
            let is_covered = after.is_some_and(|degree| degree.covers(plan));
            plan.treatment.releases_text() && before.covers(plan) && !is_covered
        })
    }

    fn rows_within(&self, row: u32, reach: Reach) -> Result<Vec<u32>, ReviewError> {
        self.check_row(row)?;
        match reach {
            Reach::Entry => Ok(vec![row]),
            Reach::Case => Ok(self.case_rows(row)),
            Reach::Sheet => Err(ReviewError::TooFar),
        }
    }

    fn is_within(&self, row: u32) -> bool {
        self.scope(row) == Some(super::ScopeChoice::In)
    }
}

/// What was read while less was to be seen has to be read again.
fn unread(row: u32) -> Change {
    Change::Read { row, was: true, now: false }
}

pub(super) fn checked_decision(decision: &Decision) -> Result<Decision, ReviewError> {
    Ok(match decision {
        Decision::Redact { exemptions, reason } => {
            Decision::Redact { exemptions: checked_exemptions(exemptions)?, reason: checked_reason(reason)? }
        }
        Decision::Keep { reason } => Decision::Keep { reason: reason.trim().to_owned() },
    })
}

fn checked_exemptions(exemptions: &[ExemptionId]) -> Result<Vec<ExemptionId>, ReviewError> {
    let ordered: BTreeSet<ExemptionId> = exemptions.iter().copied().collect();
    if ordered.is_empty() { Err(ReviewError::NoExemption) } else { Ok(ordered.into_iter().collect()) }
}

pub(super) fn checked_reason(reason: &str) -> Result<String, ReviewError> {
    match reason.trim() {
        "" => Err(ReviewError::NoReason),
        reason => Ok(reason.to_owned()),
    }
}
