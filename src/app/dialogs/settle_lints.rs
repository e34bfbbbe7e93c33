//! Settles legal checks with a reason, or answers their questions: one, or all of one rule.

use eframe::egui::{self, Key, Margin, Modifiers};

use super::super::action::Action;
use super::super::widgets::{Look, Push, field_label, heading, muted};
use super::super::words;
use super::{modal, taken};
use crate::review::Command;

#[derive(Clone, Debug)]
pub(in crate::app) struct SettleLints {
    keys: Vec<String>,
    sentence: String,
    verb: &'static str,
    asks: &'static str,
    reason: String,
    has_focus: bool,
}

impl SettleLints {
    /// `sentence` is what the first of them says, `verb` what is done about them, and `asks` the name of
    /// the field.
    pub(in crate::app) fn new(
        keys: Vec<String>,
        sentence: String,
        verb: &'static str,
        asks: &'static str,
    ) -> SettleLints {
        SettleLints { keys, sentence, verb, asks, reason: String::new(), has_focus: false }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "settle legal checks", 560.0, out, |ui, out| {
            let title = match self.keys.len() as u64 {
                1 => format!("{} this check", self.verb),
                count => format!("{} {} at once", self.verb, words::count(count, "check", "checks")),
            };
            heading(ui, &title);
            ui.label(&self.sentence);
            muted(
                ui,
                "It stands in the record, and counts until what it is about changes. Undo opens it again",
            );
            let label = field_label(ui, self.asks);
            let edit = egui::TextEdit::singleline(&mut self.reason)
                .desired_width(f32::INFINITY)
                .margin(Margin::symmetric(9, 6));
            let field = ui.add(edit).labelled_by(label.id);
            if !self.has_focus {
                field.request_focus();
                self.has_focus = true;
            }
            let has_reason = !self.reason.trim().is_empty();
            // Enter without a reason leaves the field otherwise, and what is typed then is lost.
            if field.lost_focus() && !has_reason && ui.input(|input| input.key_pressed(Key::Enter)) {
                field.request_focus();
            }
            let mut is_given = has_reason && taken(ui, Modifiers::NONE, Key::Enter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(has_reason, |ui| {
                    is_given |= Push::new(self.verb).key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if is_given {
                out.push(Action::CloseDialog);
                out.push(Action::Review(Command::SettleLints {
                    lints: self.keys.clone(),
                    reason: self.reason.trim().to_owned(),
                }));
            }
        });
    }
}
