//! Lets words stand openly although they are withheld elsewhere, in the table or in the request's own
//! reference: with a reason, for the whole case.

use eframe::egui::{self, Key, Margin, Modifiers};

use super::super::action::Action;
use super::super::widgets::{Look, Push, field_label, heading, muted};
use super::super::words;
use super::{modal, taken};
use crate::review::{Command, MARKS_OF_THE_SOURCE, NO_CASE_IS_ONGOING};
use crate::text::SensitiveString;

#[derive(Clone, Debug)]
pub(in crate::app) struct SettleOpen {
    words: Vec<SensitiveString>,
    /// The reference that they are to stay part of; none where they stand in the table.
    reference: Option<String>,
    reason: String,
    has_focus: bool,
}

impl SettleOpen {
    pub(in crate::app) fn new(words: SensitiveString) -> SettleOpen {
        SettleOpen { words: vec![words], reference: None, reason: String::new(), has_focus: false }
    }

    /// About words of the request's reference.
    pub(in crate::app) fn in_reference(words: Vec<SensitiveString>, reference: String) -> SettleOpen {
        SettleOpen { words, reference: Some(reference), reason: String::new(), has_focus: false }
    }

    /// Title, what it means, and what a reason may look like.
    fn says(&self) -> (String, String, &'static str) {
        let words = self.quoted();
        if let Some(reference) = &self.reference {
            let about = format!(
                "The reference “{}” is the request’s own number and is on every file and letter. {words} is withheld \
                 in the table: if it means something else in the reference, say what. It still may stand nowhere \
                 else outside the table: that keeps being searched for. The reason stands in the record and in the \
                 internal certificate, never in what is released.",
                words::snippet(reference, 40)
            );
            return (
                format!("Let {words} stay in the reference"),
                about,
                "such as: the number that the request was given",
            );
        }
        match self.words.first().map(SensitiveString::expose) {
            Some(MARKS_OF_THE_SOURCE) => (
                "Let the marks of the source stand".to_owned(),
                "The source already holds text that looks like a mark of the disclosure. If nobody can take it for one \
                 of yours, say why. It counts for the whole case and stands in the record."
                    .to_owned(),
                "such as: marked by the case system",
            ),
            Some(NO_CASE_IS_ONGOING) => (
                "No case is ongoing".to_owned(),
                "No column is the status or the outcome, so nothing in the sheet tells whether a case still awaits \
                 its outcome. If none does, say how you know. It counts for the whole sheet and stands in the record."
                    .to_owned(),
                "such as: the export holds closed cases only",
            ),
            Some(_) | None => (
                format!("Let {words} stand openly"),
                "These words are withheld in one place and stand openly in another. If they mean something else there, \
                 say what. It counts for the whole case and stands in the record."
                    .to_owned(),
                "such as: the road, not the person",
            ),
        }
    }

    fn quoted(&self) -> String {
        let quoted = self.words.iter().map(|words| format!("“{}”", words::snippet(words.expose(), 40)));
        quoted.collect::<Vec<_>>().join(", ")
    }

    fn command(&self) -> Command {
        let words = self.words.iter().map(|words| words.expose().to_owned());
        let reason = self.reason.trim().to_owned();
        match self.reference {
            Some(_) => Command::SettleReference { words: words.collect(), reason },
            None => Command::SettleOpen { words: words.collect::<Vec<_>>().join(" "), reason },
        }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "settle open words", 520.0, out, |ui, out| {
            let (title, about, hint) = self.says();
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
                out.push(Action::Review(self.command()));
            }
        });
    }
}
