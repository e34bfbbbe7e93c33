//! Arguments: the reasons by section on the left, and on the right what is argued for the chosen one.

use std::collections::BTreeMap;

use eframe::egui::{CentralPanel, Frame, Panel, Ui};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::needs::{Need, ReasonRow};
use super::super::super::papers::Papers;
use super::super::super::session::Session;
use super::super::super::theme::palette;
use super::super::super::widgets::empty;
use super::consulted::ConsultedDraft;
use super::pad::{Pad, Watch};
use super::round::Next;
use super::{argument, marks, matrix};
use crate::law::Group;
use crate::review::{Command, InterestPart, Part};

/// How the part is looked at.
#[derive(Default)]
pub(super) struct ArgumentsView {
    pub(super) rows: Vec<ReasonRow>,
    pub(super) chosen: Option<String>,
    /// Consultations that were changed and are not saved.
    consulted: BTreeMap<String, ConsultedDraft>,
    /// A field that is to have the keyboard.
    pub(super) wants: Option<Spot>,
    /// The list is to have the keyboard.
    wants_list: bool,
    /// The field that was gone to last because it was missing.
    last: Option<(String, Spot)>,
    /// At which reason the record of a group was gone to in this round: at none of the others again.
    recorded: BTreeMap<Group, String>,
    /// The field of the chosen reason that has the keyboard.
    pub(super) here: Option<Spot>,
    pub(super) marks_shown: usize,
}

/// A field of the chosen reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    /// The first there is.
    First,
    Part(Part),
    Likelihood,
    Interest(InterestPart),
}

impl ArgumentsView {
    /// The reasons were looked up anew.
    pub(super) fn take_in(&mut self, papers: &Papers) {
        self.rows.clone_from(&papers.reasons);
        let is_there = |chosen: &String| self.rows.iter().any(|row| row.reason == *chosen);
        if !self.chosen.as_ref().is_some_and(is_there) {
            self.chosen = self.rows.first().map(|row| row.reason.clone());
        }
    }

    pub(super) fn choose(&mut self, reason: String) {
        if self.chosen.as_ref() != Some(&reason) {
            self.marks_shown = marks::FEW;
        }
        self.chosen = Some(reason);
    }

    /// The officer chose a reason: what is missing is gone through from there.
    fn begin_at(&mut self, reason: String) {
        self.choose(reason);
        self.last = None;
        self.recorded.clear();
    }

    /// Chooses the first reason of a group, for its legitimate-interest record.
    pub(super) fn choose_group(&mut self, group: Group) {
        let is_chosen_of_group =
            self.row().is_some_and(|row| row.group == group && row.needs.contains(&Need::Interest));
        let is_it = |row: &&ReasonRow| row.group == group && row.needs.contains(&Need::Interest);
        if !is_chosen_of_group && let Some(row) = self.rows.iter().find(is_it) {
            self.choose(row.reason.clone());
        }
        self.wants = Some(Spot::Interest(InterestPart::Purpose));
    }

    /// The chosen reason, if something still rests on it.
    pub(super) fn row(&self) -> Option<&ReasonRow> {
        let chosen = self.chosen.as_ref()?;
        self.rows.iter().find(|row| row.reason == *chosen)
    }

    pub(super) fn take_list(&mut self) {
        self.wants_list = true;
    }

    pub(super) fn take_page(&mut self) {
        self.wants = Some(Spot::First);
    }

    /// Goes to the next field that is missing, of this reason or another: behind the one that has the keyboard,
    /// else behind the one that was gone to last, whether that was answered since or not.
    pub(super) fn go_to_missing(&mut self, session: &Session) -> Next {
        let spots = self.spots(session);
        let chosen = self.chosen.clone().unwrap_or_default();
        let last = self.last.take();
        let is_round = last.is_some();
        let last = last.filter(|(reason, _)| *reason == chosen).map(|(_, spot)| spot);
        let here = self.here.or(last);
        let at = |(reason, spot, _): &(String, Spot, bool)| *reason == chosen && Some(*spot) == here;
        let from = match spots.iter().position(at) {
            Some(at) => at + 1,
            None => spots.iter().position(|(reason, ..)| *reason == chosen).unwrap_or(0),
        };
        let (above, below) = spots.split_at(from);
        let is_missing = |(.., is_missing): &&(String, Spot, bool)| *is_missing;
        // Whoever goes through them is told the end; whoever begins further down is led up.
        let below = below.iter().find(is_missing);
        match below.or_else(|| above.iter().find(is_missing).filter(|_| !is_round)).cloned() {
            Some((reason, spot, _)) => {
                self.choose(reason.clone());
                self.wants = Some(spot);
                if let (Spot::Interest(_), Some(group)) = (spot, self.row().map(|row| row.group)) {
                    self.recorded.insert(group, reason.clone());
                }
                self.last = Some((reason, spot));
                Next::Found
            }
            None => {
                self.recorded.clear();
                match spots.iter().filter(is_missing).count() {
                    0 => Next::Nothing,
                    missing => Next::End(missing),
                }
            }
        }
    }

    /// Every field that is asked for, in order, and whether it is missing. The record of a group is written once:
    /// where it was gone to before, else at the chosen reason, or at the first of the group.
    fn spots(&self, session: &Session) -> Vec<(String, Spot, bool)> {
        let paperwork = session.workspace().paperwork();
        let mut spots = Vec::new();
        let mut weighed: Vec<Group> = Vec::new();
        let chosen = self.row().filter(|row| row.needs.contains(&Need::Interest));
        for row in &self.rows {
            let recorded = self.recorded.get(&row.group).filter(|reason| self.is_weighed_at(reason));
            let chosen = chosen.filter(|chosen| chosen.group == row.group).map(|chosen| &chosen.reason);
            let is_weighed_elsewhere = weighed.contains(&row.group)
                || recorded.or(chosen).is_some_and(|reason| *reason != row.reason);
            for need in &row.needs {
                let is_missing = !row.has(*need, paperwork);
                match need {
                    Need::Part(part) => spots.push((row.reason.clone(), Spot::Part(*part), is_missing)),
                    Need::Likelihood => spots.push((row.reason.clone(), Spot::Likelihood, is_missing)),
                    Need::Interest if is_weighed_elsewhere => {}
                    Need::Interest => {
                        weighed.push(row.group);
                        let record = paperwork.interest(row.group);
                        spots.extend(InterestPart::iter().map(|part| {
                            (row.reason.clone(), Spot::Interest(part), record.part(part).is_empty())
                        }));
                    }
                }
            }
        }
        spots
    }

    /// Whether this is still a reason with the record of its group.
    fn is_weighed_at(&self, reason: &str) -> bool {
        self.rows.iter().any(|row| row.reason == reason && row.needs.contains(&Need::Interest))
    }

    pub(super) fn consulted(&self, reason: &str, session: &Session) -> ConsultedDraft {
        let saved = session.workspace().paperwork().argument(reason).consultation.as_ref();
        self.consulted.get(reason).cloned().unwrap_or_else(|| ConsultedDraft::of(saved))
    }

    pub(super) fn set_consulted(&mut self, reason: &str, draft: ConsultedDraft) {
        self.consulted.insert(reason.to_owned(), draft);
    }

    /// Consultations that can be saved now.
    fn commands(&self, session: &Session) -> Vec<Command> {
        let paperwork = session.workspace().paperwork();
        let saved = |reason: &str| paperwork.argument(reason).consultation.as_ref();
        let commands =
            self.consulted.iter().filter_map(|(reason, draft)| draft.command(reason, saved(reason)));
        commands.filter(|command| session.workspace().plan(command).is_ok()).collect()
    }

    pub(super) fn waits(&self, session: &Session) -> bool {
        !self.consulted.is_empty() && !self.commands(session).is_empty()
    }

    pub(super) fn is_incomplete(&self) -> bool {
        self.consulted.values().any(ConsultedDraft::is_incomplete)
    }

    /// What can be saved; it counts as saved from now on.
    pub(super) fn take(&mut self, session: &Session) -> Vec<Command> {
        let commands = self.commands(session);
        let is_taken = |reason: &String| {
            commands
                .iter()
                .any(|command| matches!(command, Command::Consulted { reason: of, .. } if of == reason))
        };
        self.consulted.retain(|reason, draft| draft.is_incomplete() && !is_taken(reason));
        commands
    }
}

/// Draws the part.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut ArgumentsView,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    is_known: bool,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    if view.rows.is_empty() {
        let (what, advice) = if is_known {
            (
                "Nothing is withheld",
                "A reason is argued once something is withheld for it: in Review, Scope or Load",
            )
        } else {
            ("Looking at what is withheld", "Every mark is looked up with its exemption and its reason")
        };
        return empty(ui, what, advice);
    }
    let wide = ui.available_width();
    let asked = Panel::left(("reasons by group", super::super::width_class(wide)))
        .frame(Frame::new().fill(colours.surface))
        .default_size((wide * 0.34).clamp(300.0, 560.0))
        .size_range(260.0..=wide * 0.5)
        .show(ui, |ui| {
            let takes_keyboard = std::mem::take(&mut view.wants_list);
            matrix::show(ui, &view.rows, view.chosen.as_deref(), takes_keyboard, session)
        })
        .inner;
    if let Some(matrix::Asked { reason, enters }) = asked {
        // What was typed for the reason before is saved.
        out.push(Action::KeepTyped);
        view.begin_at(reason);
        if enters {
            view.wants = Some(Spot::First);
        } else {
            view.wants_list = true;
        }
        ui.ctx().request_repaint();
    }
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| match view.row().cloned() {
        Some(row) => argument::show(ui, view, &row, pad, watch, session, out),
        None => empty(ui, "Choose a reason", "What is argued for it is written here"),
    });
}
