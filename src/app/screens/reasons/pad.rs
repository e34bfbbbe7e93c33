//! Texts while they are being typed. A text is saved as one act of the officer when its field is left, or
//! when anything else is asked for; what cannot be saved stays here.

use std::collections::BTreeMap;

use eframe::egui::{self, Response, Ui};

use super::super::super::session::Session;
use super::super::super::widgets::area;
use crate::law::Group;
use crate::review::{Command, InterestPart, Paperwork, Part};

/// A text of the paperwork.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Text {
    /// A part of what is argued for a reason.
    Argue(String, Part),
    /// A part of the legitimate-interest record of a group.
    Weigh(Group, InterestPart),
    /// A paragraph of the notice in the officer's own words, by its name.
    Paragraph(String),
}

/// What was typed and is not saved.
#[derive(Default)]
pub(super) struct Pad {
    typed: BTreeMap<Text, Typed>,
}

struct Typed {
    text: String,
    /// What stood in the field before.
    before: String,
    /// It cannot be saved as it is, so that nobody tries until it is changed.
    is_held: bool,
}

/// Sees when an edit is finished.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Watch {
    /// A field has the keyboard.
    is_typing: bool,
    /// An edit is finished and is to be saved.
    is_finished: bool,
}

impl Watch {
    pub(super) fn see(&mut self, response: &Response) {
        self.is_typing |= response.has_focus();
        self.is_finished |= response.lost_focus();
    }

    /// Something was chosen, added or removed, which is finished at once.
    pub(super) fn finish(&mut self) {
        self.is_finished = true;
    }

    /// Whether what was typed is to be saved now.
    pub(super) fn is_due(self) -> bool {
        self.is_finished || !self.is_typing
    }
}

impl Text {
    /// What is saved.
    pub(super) fn saved<'p>(&self, paperwork: &'p Paperwork) -> Option<&'p str> {
        match self {
            Text::Argue(reason, part) => Some(paperwork.argument(reason).part(*part)),
            Text::Weigh(group, part) => Some(paperwork.interest(*group).part(*part)),
            Text::Paragraph(id) => paperwork.paragraphs.get(id).map(String::as_str),
        }
    }

    fn command(&self, text: &str) -> Command {
        let text = text.to_owned();
        match self.clone() {
            Text::Argue(reason, part) => Command::Argue { reason, part, text },
            Text::Weigh(group, part) => Command::Weigh { group, part, text },
            Text::Paragraph(id) => Command::Paragraph { id, text: Some(text) },
        }
    }
}

impl Typed {
    fn is_changed(&self) -> bool {
        self.text.trim() != self.before.trim()
    }
}

impl Pad {
    /// Whether something waits that can be saved.
    pub(super) fn waits(&self) -> bool {
        self.typed.values().any(|typed| typed.is_changed() && !typed.is_held)
    }

    /// Whether something was typed that could not be saved.
    pub(super) fn has_held(&self) -> bool {
        self.typed.values().any(|typed| typed.is_held)
    }

    /// What was typed and can be saved; it counts as saved from now on.
    pub(super) fn take(&mut self, session: &Session) -> Vec<Command> {
        let mut commands = Vec::new();
        self.typed.retain(|text, typed| {
            if !typed.is_changed() {
                return false;
            }
            let command = text.command(typed.text.trim());
            typed.is_held = typed.is_held || session.workspace().plan(&command).is_err();
            if !typed.is_held {
                commands.push(command);
            }
            typed.is_held
        });
        commands
    }

    /// Forgets what was typed into a field, as where the template is used again.
    pub(super) fn forget(&mut self, text: &Text) {
        self.typed.remove(text);
    }

    /// The field of a text, with its name above it. `before` is what stands there while nothing is typed.
    pub(super) fn area(
        &mut self,
        ui: &mut Ui,
        text: &Text,
        name: &str,
        before: &str,
        rows: usize,
        watch: &mut Watch,
    ) -> Response {
        let mut words = self.typed.get(text).map_or_else(|| before.to_owned(), |typed| typed.text.clone());
        let response = area(ui, name, &format!("{text:?}"), &mut words, rows);
        watch.see(&response);
        if response.changed() {
            let typed = self.typed.entry(text.clone()).or_insert_with(|| Typed {
                text: String::new(),
                before: before.to_owned(),
                is_held: false,
            });
            typed.text = words;
            typed.is_held = false;
        }
        response
    }
}

/// Gives the keyboard to a field that was gone to, and brings it into view.
pub(super) fn take_keyboard(response: &Response) {
    response.request_focus();
    response.scroll_to_me(Some(egui::Align::Center));
}
