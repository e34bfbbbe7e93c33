//! The way to an entry by its reference or its row, whatever the list is filtered by.

use eframe::egui::{self, Key, Modifiers, ScrollArea};

use super::super::action::{Action, Screen};
use super::super::find_entry::Called;
use super::super::keys::Here;
use super::super::screens;
use super::super::session::Session;
use super::super::theme::{medium, palette, regular, size};
use super::super::widgets::{muted, truncated, word};
use super::super::words;
use super::{choice_row, modal, move_choice, query_field, reveal, taken};
use crate::review::ScopeChoice;
use crate::sheet::Role;

/// Points that a reference takes at most, beside the first words of its entry.
const REFERENCE: f32 = 170.0;

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct GoTo {
    query: String,
    found: Vec<Called>,
    /// What was found is what stands in the field now.
    is_answered: bool,
    /// Enter was pressed before the answer came.
    wants_first: bool,
    at: usize,
    revealed: Option<usize>,
    had_focus: bool,
}

impl GoTo {
    /// Takes the clerk's answer, if it is to what is asked now.
    pub(in crate::app) fn answer(&mut self, query: &str, found: Vec<Called>) {
        if query == self.query {
            (self.found, self.is_answered) = (found, true);
            (self.at, self.revealed) = (0, None);
        }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, here: Here, out: &mut Vec<Action>) {
        modal(ctx, "go to", 620.0, out, |ui, out| {
            let before = self.query.clone();
            query_field(
                ui,
                &mut self.query,
                "Reference of a case, or number of an entry or row",
                &mut self.had_focus,
            );
            if self.query != before {
                (self.is_answered, self.wants_first) = (false, false);
                session.clerk.find_entry(self.query.clone());
            }
            let mut chosen = Some(self.at);
            move_choice(ui, &mut chosen, self.found.len());
            self.at = chosen.unwrap_or_default();
            self.wants_first |= taken(ui, Modifiers::NONE, Key::Enter);
            let mut goal = None;
            if self.is_answered && std::mem::take(&mut self.wants_first) {
                goal = self.found.get(self.at).map(|called| called.row);
            }
            // As high whatever is found: the field stays where it is while one types.
            ScrollArea::vertical().max_height(320.0).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                if self.query.trim().is_empty() {
                    muted(ui, "All entries are looked through, also those that a filter hides");
                } else if self.is_answered && self.found.is_empty() {
                    muted(ui, "No entry has this reference or number");
                }
                for (at, called) in self.found.iter().enumerate() {
                    let response = entry(ui, session, at, *called, at == self.at);
                    if at == self.at {
                        reveal(&response, at, &mut self.revealed);
                    }
                    if response.clicked() {
                        goal = Some(called.row);
                    }
                }
            });
            if let Some(row) = goal {
                out.push(Action::CloseDialog);
                out.push(match here.screen {
                    Some(Screen::Review) => Action::GoTo { row, place: None },
                    _ if here.may_review && here.screen != Some(Screen::Scope) => {
                        Action::GoTo { row, place: None }
                    }
                    _ => Action::GoToScope { row },
                });
            }
        });
    }
}

/// An entry in one line: its reference, its first words, and where it stands in the file.
fn entry(ui: &mut egui::Ui, session: &Session, at: usize, called: Called, is_chosen: bool) -> egui::Response {
    let Called { row, number } = called;
    let workspace = session.workspace();
    let reference = screens::reference(workspace, row);
    let place = words::grouped(workspace.sheet().source_row(row).into());
    let is_out = workspace.scope(row) == Some(ScopeChoice::Out);
    let place = match number {
        Some(number) => format!("Entry {}, row {place}", words::grouped(number as u64)),
        None if is_out => format!("Row {place}, out of scope"),
        None => format!("Row {place}"),
    };
    choice_row(ui, at, is_chosen, &format!("{reference}, {place}"), |ui| {
        ui.horizontal(|ui| {
            let colours = palette(ui);
            ui.scope(|ui| {
                ui.set_max_width(REFERENCE);
                ui.set_min_width(REFERENCE);
                truncated(ui, &reference, medium(size::BODY), colours.text);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                word(ui, place, regular(size::SMALL), colours.muted);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let summary = workspace.layout().text(workspace.sheet(), row, Role::Summary).expose();
                    let summary = words::snippet(summary, 90);
                    truncated(ui, &summary, regular(size::SMALL + 1.0), colours.muted);
                });
            });
        });
    })
}
