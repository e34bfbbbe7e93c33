//! Load: what was read and what was guessed, all changeable.

use std::path::Path;

use eframe::egui::Ui;

use super::super::action::{Action, LoadPart};
use super::super::session::Session;

/// How the Load screen is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct LoadView {
    part: LoadPart,
}

impl LoadView {
    pub(in crate::app) fn new(_session: &Session) -> LoadView {
        LoadView::default()
    }

    pub(in crate::app) fn go_to(&mut self, part: LoadPart) {
        self.part = part;
    }

    /// The case was changed from elsewhere (undo): what stands in fields is taken from it again.
    pub(in crate::app) fn refresh(&mut self, _session: &Session) {}

    pub(in crate::app) fn failed(&mut self, _sentence: &str) {}

    pub(in crate::app) fn set_case_path(&mut self, _path: &Path) {}

    pub(in crate::app) fn set_key_file(&mut self, _path: &Path) {}
}

pub(super) fn show(_ui: &mut Ui, _view: &mut LoadView, _session: &Session, _out: &mut Vec<Action>) {}
