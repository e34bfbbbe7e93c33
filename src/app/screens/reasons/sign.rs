//! The second officer's signature.

use eframe::egui::{self, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{Look, Note, Push, banner, beside, card, field, muted, word};
use crate::review::{Command, SignOff};
use crate::sheet::parse_day;

/// What stands in the fields, and counts when the button says so.
#[derive(Default)]
pub(super) struct SignForm {
    by: String,
    /// `None` is today.
    on: Option<String>,
}

impl SignForm {
    /// Whether something was typed that is not signed.
    pub(super) fn is_begun(&self) -> bool {
        !self.by.trim().is_empty()
    }

    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let colours = palette(ui);
        let workspace = session.workspace();
        let written = workspace.paperwork().signed_off.as_ref();
        card(ui, |ui| {
            word(ui, "Second officer", semibold(size::BODY + 1.0), colours.text);
            match (written, workspace.signature()) {
                (Some(SignOff { by, on }), Some(_)) => {
                    banner(ui, colours.good, colours.good_tint, |ui| {
                        let text =
                            format!("✓ Signed by {by} on {}. Nothing has changed since", time::day(*on));
                        wrapped(ui, &text);
                    });
                    if Push::new("Take the signature back").look(Look::Quiet).show(ui).clicked() {
                        out.push(Action::Review(Command::SignOff(None)));
                    }
                    return;
                }
                (Some(SignOff { by, on }), None) => {
                    banner(ui, colours.waiting, colours.waiting_tint, |ui| {
                        let text = format!(
                            "● Signed by {by} on {}, and something was decided or written since. It has to be signed again",
                            time::day(*on)
                        );
                        wrapped(ui, &text);
                    });
                }
                (None, _) => {
                    word(ui, "○ Not signed yet", medium(size::SMALL + 1.0), colours.waiting);
                }
            }
            muted(
                ui,
                "Who has looked at all of it beside you. As given here; the program takes your word for it",
            );
            self.fields(ui, out);
        });
    }

    fn fields(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let today = time::day(time::today(time::now()));
        let mut typed = self.on.clone().unwrap_or_else(|| today.clone());
        let on = parse_day(&typed);
        beside(ui, |ui, at| {
            if at == 0 {
                field(ui, "Name of the second officer", &mut self.by, "", Note::Nothing);
            } else {
                let note = if on.is_some() {
                    Note::Nothing
                } else {
                    Note::Wrong("This is not a day; write it as 31/01/2018")
                };
                if field(ui, "Signed on", &mut typed, "dd/mm/yyyy", note).changed() {
                    self.on = (typed != today).then(|| typed.clone());
                }
            }
        });
        let ready = on.filter(|_| self.is_begun());
        ui.add_enabled_ui(ready.is_some(), |ui| {
            if Push::new("Sign").show(ui).clicked()
                && let Some(on) = ready
            {
                let by = self.by.trim().to_owned();
                out.push(Action::Review(Command::SignOff(Some(SignOff { by, on }))));
                self.by.clear();
                self.on = None;
            }
        });
    }
}

fn wrapped(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(egui::RichText::new(text).font(medium(size::BODY))).wrap());
}
