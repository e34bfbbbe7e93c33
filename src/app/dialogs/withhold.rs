//! Takes a whole entry, or its case, out: how much of it, and under what.

use eframe::egui::{self, Key, Modifiers, ScrollArea};
use strum::IntoEnumIterator;

use super::super::action::Action;
use super::super::session::Session;
use super::super::widgets::{Look, Push, field_label, heading, muted, segments};
use super::super::words;
use super::choices::{self, Choice};
use super::picker::draw;
use super::{choice_row, modal, move_choice, query_field, reveal, taken};
use crate::law::{self, Group};
use crate::review::{Command, Degree, EntryChoice, Reach};

#[derive(Clone, Debug)]
pub(in crate::app) struct Withhold {
    row: u32,
    reach: Reach,
    degree: Degree,
    query: String,
    /// The chosen grounds; `None` where nothing is suggested and nothing was chosen yet.
    at: Option<usize>,
    revealed: Option<usize>,
    had_focus: bool,
    choices: Vec<Choice>,
}

impl Withhold {
    /// Begins with what stands or is suggested for the entry.
    pub(in crate::app) fn new(session: &Session, row: u32) -> Withhold {
        let workspace = session.workspace();
        let standing = match workspace.choice(row) {
            Some(EntryChoice::Withhold(withholding)) => Some(withholding.clone()),
            Some(EntryChoice::Release) | None => workspace.suggested_withholding(row),
        };
        let reach = if workspace.case_rows(row).len() > 1 { Reach::Case } else { Reach::Entry };
        let degree = standing.as_ref().map_or(Degree::AllButTypeAndYear, |standing| standing.degree);
        let mut dialog = Withhold {
            row,
            reach,
            degree,
            query: String::new(),
            at: None,
            revealed: None,
            had_focus: false,
            choices: Vec::new(),
        };
        dialog.find();
        if let Some(standing) = standing {
            let is_it = |choice: &Choice| {
                choice.reason == standing.reason && choice.exemptions == standing.exemptions
            };
            dialog.at = dialog.choices.iter().position(is_it);
        }
        dialog
    }

    /// Begins with this entry, or with all entries of its case.
    pub(in crate::app) fn reaching(self, reach: Reach) -> Withhold {
        Withhold { reach, ..self }
    }

    /// Grounds for whole entries come first.
    fn find(&mut self) {
        let chosen = self.at.and_then(|at| self.choices.get(at));
        let own = chosen.map(|choice| choice.exemptions.clone()).unwrap_or_default();
        self.choices = choices::matching(&self.query, &own, None);
        self.choices.sort_by_key(|choice| match law::reason(&choice.reason).map(|reason| reason.group) {
            Some(Group::OngoingCriminal | Group::OngoingMisconduct) => 0,
            Some(_) => 1,
            None => 2,
        });
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "withhold", 640.0, out, |ui, out| {
            heading(ui, "Withhold");
            let workspace = session.workspace();
            let case = workspace.case_rows(self.row).len();
            muted(ui, "Its row stays in the disclosure with a mark in every cell that is withheld");
            field_label(ui, "How much");
            let degrees: Vec<(Degree, &str, String)> =
                Degree::iter().map(|degree| (degree, words::degree(degree), String::new())).collect();
            if let Some(degree) = segments(ui, Some(self.degree), &degrees) {
                self.degree = degree;
            }
            if case > 1 {
                field_label(ui, "Which");
                let all = format!("All {case} entries of the case");
                let reaches =
                    [(Reach::Entry, "This entry", String::new()), (Reach::Case, all.as_str(), String::new())];
                if let Some(reach) = segments(ui, Some(self.reach), &reaches) {
                    self.reach = reach;
                }
            }
            field_label(ui, "Under what");
            let before = self.query.clone();
            query_field(
                ui,
                &mut self.query,
                "Two letters of the exemption or the reason",
                &mut self.had_focus,
            );
            if self.query != before {
                self.find();
                self.at = Some(0);
                self.revealed = None;
            }
            move_choice(ui, &mut self.at, self.choices.len());
            let mut is_chosen = self.at.is_some() && taken(ui, Modifiers::NONE, Key::Enter);
            let height = (ui.ctx().content_rect().height() - 440.0).clamp(120.0, 300.0);
            ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (at, choice) in self.choices.iter().enumerate() {
                    let name =
                        format!("{}: {}", words::codes(&choice.exemptions), words::reason(&choice.reason));
                    let row = choice_row(ui, at, Some(at) == self.at, &name, |ui| draw(ui, choice));
                    if Some(at) == self.at {
                        reveal(&row, at, &mut self.revealed);
                    }
                    if row.clicked() {
                        self.at = Some(at);
                    }
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(self.at.is_some(), |ui| {
                    is_chosen |= Push::new("Withhold").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if let (true, Some(choice)) = (is_chosen, self.at.and_then(|at| self.choices.get(at))) {
                out.push(Action::CloseDialog);
                out.push(Action::Review(Command::Withhold {
                    row: self.row,
                    reach: self.reach,
                    degree: self.degree,
                    exemptions: choice.exemptions.clone(),
                    reason: choice.reason.clone(),
                }));
            }
        });
    }
}
