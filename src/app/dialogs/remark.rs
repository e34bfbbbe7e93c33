//! A note of the officer, or a query for a colleague with its answer. Both stay in the case and are in no
//! release.

use eframe::egui::{self, Key, KeyboardShortcut, Margin, Modifiers, Response, TextEdit, Ui};

use super::super::action::Action;
use super::super::session::Session;
use super::super::widgets::{Look, Note, Push, field, field_label, heading, muted};
use super::super::words;
use super::{modal, taken};
use crate::review::{About, Command, Query};

#[derive(Clone, Debug)]
pub(in crate::app) struct Remark {
    about: About,
    /// What it is about, as one says it.
    subject: String,
    kind: Kind,
    /// Whether there is one already.
    stands: bool,
    has_focus: bool,
}

/// What has been typed so far.
#[derive(Clone, Debug)]
enum Kind {
    Note(String),
    Query { question: String, of: String, answer: String },
}

impl Remark {
    pub(in crate::app) fn note(session: &Session, about: About) -> Remark {
        let note = session.workspace().note(about);
        Remark::new(session, about, note.is_some(), Kind::Note(note.unwrap_or_default().to_owned()))
    }

    pub(in crate::app) fn query(session: &Session, about: About) -> Remark {
        let query = session.workspace().query(about);
        let stands = query.is_some();
        let Query { question, of, answer } = query.cloned().unwrap_or_default();
        let answer = answer.unwrap_or_default();
        Remark::new(session, about, stands, Kind::Query { question, of, answer })
    }

    fn new(session: &Session, about: About, stands: bool, kind: Kind) -> Remark {
        let subject = words::about(session.workspace(), about);
        Remark { about, subject, kind, stands, has_focus: false }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "remark", 560.0, out, |ui, out| {
            let is_saved = taken(ui, Modifiers::NONE, Key::Enter);
            match &mut self.kind {
                Kind::Note(text) => {
                    heading(ui, &format!("Note about {}", self.subject));
                    muted(ui, "For those who work on the case. It is in no release and in no letter");
                    let field = lines(ui, "Note", text, 4);
                    focus(&field, &mut self.has_focus);
                }
                Kind::Query { question, of, answer } => {
                    heading(ui, &format!("Query about {}", self.subject));
                    muted(
                        ui,
                        "Nothing is released while it is open. It is in no release and in no letter; an extract for \
                         the business area puts it below the entry",
                    );
                    let asked = lines(ui, "What is asked", question, 3);
                    field(ui, "Of whom", of, "a name or a unit, if anybody is named", Note::Nothing);
                    let answered = lines(ui, "Answer", answer, 3);
                    // Who comes back to a query comes with the answer.
                    focus(if self.stands { &answered } else { &asked }, &mut self.has_focus);
                }
            }
            muted(ui, "Shift+Enter begins a new line");
            self.buttons(ui, is_saved, out);
        });
    }

    fn buttons(&self, ui: &mut Ui, mut is_saved: bool, out: &mut Vec<Action>) {
        let command = self.command();
        is_saved &= command.is_some();
        let mut is_taken_back = false;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(command.is_some(), |ui| {
                is_saved |= Push::new("Save").key("Enter").look(Look::Primary).show(ui).clicked();
            });
            if Push::new("Cancel").key("Esc").show(ui).clicked() {
                out.push(Action::CloseDialog);
            }
            if self.stands {
                let label = match self.kind {
                    Kind::Note(_) => "Take the note off",
                    Kind::Query { .. } => "Take the query back",
                };
                is_taken_back = Push::new(label).look(Look::Quiet).show(ui).clicked();
            }
        });
        let about = self.about;
        let asked = match (is_taken_back, &self.kind) {
            (true, Kind::Note(_)) => Some(Command::Note { about, text: String::new() }),
            (true, Kind::Query { .. }) => Some(Command::Query { about, query: None }),
            (false, _) => command.filter(|_| is_saved),
        };
        if let Some(command) = asked {
            out.push(Action::CloseDialog);
            out.push(Action::Review(command));
        }
    }

    /// What saves it; `None` while there is nothing to save.
    fn command(&self) -> Option<Command> {
        let about = self.about;
        match &self.kind {
            Kind::Note(text) if text.trim().is_empty() => None,
            Kind::Note(text) => Some(Command::Note { about, text: text.clone() }),
            Kind::Query { question, .. } if question.trim().is_empty() => None,
            Kind::Query { question, of, answer } => {
                let answer = Some(answer.clone()).filter(|answer| !answer.trim().is_empty());
                let query = Query { question: question.clone(), of: of.clone(), answer };
                Some(Command::Query { about, query: Some(query) })
            }
        }
    }
}

/// A field for some sentences in which Enter does not begin a line, for it saves.
fn lines(ui: &mut Ui, name: &str, value: &mut String, rows: usize) -> Response {
    let label = field_label(ui, name);
    let edit = TextEdit::multiline(value)
        .id_salt(("remark", name.to_owned()))
        .return_key(Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter)))
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .margin(Margin::symmetric(9, 7));
    ui.add(edit).labelled_by(label.id)
}

fn focus(field: &Response, had_focus: &mut bool) {
    if !std::mem::replace(had_focus, true) {
        field.request_focus();
    }
}
