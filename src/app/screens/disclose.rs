//! Disclose: what stands in the way, the preview, the release.

use std::path::Path;

use eframe::egui::Ui;

use super::super::action::Action;
use super::super::session::Session;
use super::super::ui_command::UiCommand;
use crate::disclose::{PackReport, Refusal};
use crate::review::Block;

/// How the Disclose screen is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct DiscloseView {
    blocks: Vec<Block>,
}

impl DiscloseView {
    /// The screen is shown from now on.
    pub(in crate::app) fn enter(&mut self, session: &Session) {
        session.clerk.check(session.revision());
    }

    pub(in crate::app) fn checked(&mut self, _revision: u64, blocks: Vec<Block>) {
        self.blocks = blocks;
    }

    pub(in crate::app) fn stage(&mut self, _sentence: String) {}

    pub(in crate::app) fn released(&mut self, _result: Result<Box<PackReport>, Refusal>) {}

    pub(in crate::app) fn set_folder(&mut self, _path: &Path) {}
}

pub(super) fn show(_ui: &mut Ui, _view: &mut DiscloseView, _session: &Session, _out: &mut Vec<Action>) {}

pub(super) fn run(_view: &mut DiscloseView, _session: &Session, _command: UiCommand, _out: &mut Vec<Action>) {
}
