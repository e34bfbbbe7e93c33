//! Scope: a fast pass, entry by entry: in or out, misuse, ongoing.

use eframe::egui::{Id, Ui};

use super::super::action::Action;
use super::super::session::Session;
use super::super::ui_command::UiCommand;

/// How the Scope screen is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct ScopeView {
    row: Option<u32>,
}

impl ScopeView {
    pub(in crate::app) fn go_to(&mut self, _session: &Session, row: u32) {
        self.row = Some(row);
    }
}

/// The text of the entry, which leaves keys to the commands.
pub(super) fn reading_id() -> Id {
    Id::unique("scope text")
}

pub(super) fn show(_ui: &mut Ui, _view: &mut ScopeView, _session: &Session, _out: &mut Vec<Action>) {}

pub(super) fn run(_view: &mut ScopeView, _session: &Session, _command: UiCommand, _out: &mut Vec<Action>) {}
