//! Load: what was read and what was guessed, all changeable; what the file hides, settled; the
//! request; and the case file in which the rest is kept.

mod applicant;
mod case_file;
mod columns;
mod draft;
mod file;
mod hidden;
mod kinds;
mod lazy;
mod nav;
mod preview;
mod protect;
mod request;
mod units;

use std::path::Path;

use eframe::egui::{CentralPanel, Frame, Id, Margin, Panel, ScrollArea, Ui};

use super::super::action::{Action, LoadPart};
use super::super::session::Session;
use super::super::theme::{GAP, ROOM, palette};
use super::super::ui_command::UiCommand;
use crate::review::{Change, Command};

/// How the Load screen is looked at, and what is being typed in it.
#[derive(Default)]
pub(in crate::app) struct LoadView {
    part: LoadPart,
    file: file::FileView,
    columns: columns::ColumnsView,
    hidden: hidden::HiddenView,
    request: request::RequestView,
    case: case_file::CaseView,
    preview: preview::Preview,
    /// The list of parts gets the keyboard.
    wants_nav: bool,
    /// A part was gone to from elsewhere: what waits in it is to be seen.
    wants_waiting: bool,
    /// What had the keyboard last.
    focused: Option<Id>,
}

impl std::fmt::Debug for LoadView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoadView").field("part", &self.part).finish_non_exhaustive()
    }
}

impl LoadView {
    pub(in crate::app) fn new(session: &Session) -> LoadView {
        LoadView {
            file: file::FileView::new(session),
            request: request::RequestView::new(session),
            case: case_file::CaseView::new(session),
            ..LoadView::default()
        }
    }

    pub(in crate::app) fn go_to(&mut self, part: LoadPart) {
        self.part = part;
        self.wants_waiting = true;
        self.focused = None;
    }

    /// The case was changed from elsewhere (undo): what stands in fields is taken from it again.
    pub(in crate::app) fn refresh(&mut self, session: &Session) {
        self.request.refresh(session.workspace().request());
    }

    /// Goes to where something changed.
    pub(in crate::app) fn show_change(&mut self, change: &Change) {
        match change {
            Change::Column { column, .. }
            | Change::ColumnGrounds { column, .. }
            | Change::Units { column, .. } => {
                self.part = LoadPart::Columns;
                self.columns.reveal(*column);
            }
            Change::Settled { warning, .. } => {
                self.part = LoadPart::Hidden;
                self.hidden.reveal(*warning);
            }
            Change::Request { .. } => self.part = LoadPart::Request,
            Change::Mark { .. }
            | Change::Read { .. }
            | Change::Scope { .. }
            | Change::Misuse { .. }
            | Change::Entry { .. }
            | Change::Ongoing { .. }
            | Change::Criminal { .. }
            | Change::Open { .. }
            | Change::Always { .. }
            | Change::Never { .. }
            | Change::Dial { .. }
            | Change::RoleNames { .. }
            | Change::ByPerson { .. }
            | Change::OwnPerson { .. }
            | Change::SamePerson { .. }
            | Change::Paperwork(_)
            | Change::Note { .. }
            | Change::Query { .. } => {}
        }
    }

    /// What was typed and not saved yet, as far as it can be.
    pub(in crate::app) fn take_unsaved(&mut self, session: &Session) -> Vec<Command> {
        let mut commands = self.columns.units.take(session);
        commands.extend(self.request.take_unsaved(session.workspace().request()));
        commands
    }

    /// Whether something typed cannot be saved as it is.
    pub(in crate::app) fn has_problem(&self) -> bool {
        self.request.has_problem()
    }

    /// Something could not be opened, read or made. Whether it is told here.
    pub(in crate::app) fn failed(&mut self, sentence: &str) -> bool {
        self.case.take_failure(sentence)
    }

    pub(in crate::app) fn set_case_path(&mut self, path: &Path) {
        self.case.set_path(path);
    }

    pub(in crate::app) fn set_key_file(&mut self, path: &Path) {
        self.case.set_key_file(path);
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut LoadView, session: &Session, out: &mut Vec<Action>) {
    if session.path().is_some() {
        view.case.forget();
    }
    if std::mem::take(&mut view.wants_waiting) {
        match view.part {
            LoadPart::Columns => view.columns.reveal_unsettled(session),
            LoadPart::Hidden => view.hidden.reveal_unsettled(session),
            LoadPart::File | LoadPart::Request | LoadPart::Case => {}
        }
    }
    let colours = palette(ui);
    let width = if ui.available_width() < 1100.0 { 196.0 } else { 232.0 };
    Panel::left("load parts")
        .frame(Frame::new().fill(colours.surface))
        .exact_size(width)
        .show(ui, |ui| nav::show(ui, view, session, out));
    let has_table = match view.part {
        LoadPart::File | LoadPart::Columns => true,
        LoadPart::Hidden | LoadPart::Request | LoadPart::Case => false,
    };
    let room = ui.available_height();
    if has_table && room > LEAST_FOR_TABLE {
        let frame = Frame::new().fill(colours.surface).inner_margin(Margin {
            left: ROOM as i8,
            right: ROOM as i8,
            top: 6,
            bottom: 8,
        });
        let panel = Panel::bottom("load sheet").frame(frame);
        let panel = if view.preview.is_folded {
            panel.exact_size(44.0)
        } else {
            panel.default_size((room * 0.36).round()).size_range(130.0..=room * 0.7)
        };
        panel.show(ui, |ui| preview::show(ui, &mut view.preview, session));
    }
    CentralPanel::default()
        .frame(Frame::new().fill(colours.page))
        .show(ui, |ui| part(ui, view, session, out));
    view.columns.units.save(out);
    view.request.save(session, out);
}

/// With less height than this, in points, there is no room for the sheet below.
const LEAST_FOR_TABLE: f32 = 420.0;
/// Lines are not longer than can be read with ease.
const WIDEST: f32 = 940.0;
const SCROLL_BAR: f32 = 12.0;

fn part(ui: &mut Ui, view: &mut LoadView, session: &Session, out: &mut Vec<Action>) {
    // Room for the scroll bar is kept, so that nothing moves sideways from part to part.
    let room = ui.available_width() - SCROLL_BAR;
    let width = room.min(WIDEST);
    let left = ((room - width) / 2.0).floor();
    super::super::widgets::visible_bars(ui);
    ScrollArea::vertical().auto_shrink(false).id_salt(("load", view.part as u8)).show(ui, |ui| {
        ui.reset_style();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(left);
            Frame::new().inner_margin(Margin::same(ROOM as i8)).show(ui, |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    ui.set_width(width - 2.0 * ROOM);
                    match view.part {
                        LoadPart::File => file::show(ui, &mut view.file, session, out),
                        LoadPart::Columns => {
                            columns::show(ui, &mut view.columns, &mut view.preview, session, out);
                        }
                        LoadPart::Hidden => hidden::show(ui, &mut view.hidden, session, out),
                        LoadPart::Request => request::show(ui, &mut view.request, session, out),
                        LoadPart::Case => case_file::show(ui, &mut view.case, session, out),
                    }
                });
            });
        });
        lazy::follow_keyboard(ui, &mut view.focused);
    });
}

/// Does what a key or button asks for.
pub(super) fn run(view: &mut LoadView, command: UiCommand) {
    if command == UiCommand::NextPane {
        view.wants_nav = true;
    }
}
