//! Lets words stand openly although they are withheld elsewhere: with a reason, for the whole case.

use eframe::egui::{self, Key, Margin, Modifiers};

use super::super::action::Action;
use super::super::widgets::{Look, Push, field_label, heading, muted};
use super::super::words;
use super::{modal, taken};
use crate::review::{Command, MARKS_OF_THE_SOURCE, NO_CASE_IS_ONGOING};
use crate::text::SensitiveString;

#[derive(Clone, Debug)]
pub(in crate::app) struct SettleOpen {
    words: SensitiveString,
    reason: String,
    has_focus: bool,
}

impl SettleOpen {
    pub(in crate::app) fn new(words: SensitiveString) -> SettleOpen {
        SettleOpen { words, reason: String::new(), has_focus: false }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "settle open words", 520.0, out, |ui, out| {
            let (title, about, hint) = if self.words.expose() == MARKS_OF_THE_SOURCE {
                (
                    "Let the marks of the source stand".to_owned(),
                    "The source already holds text that looks like a mark of the disclosure. If nobody can take \
                     it for one of yours, say why. It counts for the whole case and stands in the record.",
                    "such as: marked by the case system",
                )
            } else if self.words.expose() == NO_CASE_IS_ONGOING {
                (
                    "No case is ongoing".to_owned(),
                    "No column is the status or the outcome, so nothing in the sheet tells whether a case still \
                     awaits its outcome. If none does, say how you know. It counts for the whole sheet and stands \
                     in the record.",
                    "such as: the export holds closed cases only",
                )
            } else {
                (
                    format!("Let “{}” stand openly", words::snippet(self.words.expose(), 40)),
                    "These words are withheld in one place and stand openly in another. If they mean something \
                     else there, say what. It counts for the whole case and stands in the record.",
                    "such as: the road, not the person",
                )
            };
            heading(ui, &title);
            muted(ui, about);
            let label = field_label(ui, "Why that is in order");
            let edit = egui::TextEdit::singleline(&mut self.reason)
                .hint_text(hint)
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
                    is_given |= Push::new("Settle").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if is_given {
                out.push(Action::CloseDialog);
                out.push(Action::Review(Command::SettleOpen {
                    words: self.words.expose().to_owned(),
                    reason: self.reason.trim().to_owned(),
                }));
            }
        });
    }
}
