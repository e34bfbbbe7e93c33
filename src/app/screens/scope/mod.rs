//! Scope: a fast pass, entry by entry, with one key an answer: in or out, misuse, ongoing. The counts
//! above, the table on the left, the entry with its questions on the right.

mod entry;
mod head;
mod questions;
mod remarks;
mod rows;
mod said;
mod table;

use eframe::egui::{CentralPanel, Frame, Id, Panel, Ui};

use super::super::action::Action;
use super::super::dialogs::{Dialog, Withhold};
use super::super::session::Session;
use super::super::theme::palette;
use super::super::ui_command::UiCommand;
use crate::review::{Command, Misuse, Reach, ScopeChoice, Standing};
use remarks::Remarks;
use rows::{Filter, RowList};

/// How the Scope screen is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct ScopeView {
    row: Option<u32>,
    list: RowList,
    remarks: Remarks,
    /// Answers hold for all entries of the case of `row`.
    is_whole_case: bool,
    /// Whether something was asked of an entry when it was looked at last.
    asked: Option<(u32, bool)>,
    refusal: Option<String>,
    /// The search field is to have the keyboard.
    wants_find: bool,
    /// The part of the window that F6 goes to next.
    pane: Pane,
    wants_pane: Option<Pane>,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Text,
    Questions,
    Head,
}

/// The text of the entry, which leaves keys to the commands.
pub(super) fn reading_id() -> Id {
    Id::unique("scope text")
}

impl ScopeView {
    /// Goes to an entry; it stays listed whatever the filter.
    pub(in crate::app) fn go_to(&mut self, session: &Session, row: u32) {
        let case = |row| session.workspace().case_of(row);
        if self.row.is_none_or(|shown| case(shown) != case(row)) {
            // What holds for one case must not go on to the next unnoticed.
            self.is_whole_case = false;
        }
        self.row = Some(row);
        self.list.keep(row);
        self.asked = None;
    }

    /// Rows in which the text stands that was asked for.
    pub(in crate::app) fn found(&mut self, query: &str, rows: &[u32]) {
        self.list.found(query, rows);
    }

    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    fn refuse(&mut self, sentence: &str) {
        self.refusal = Some(sentence.to_owned());
    }

    /// Brings the list up to date, and the next entry once nothing is asked of this one any more.
    fn refresh(&mut self, session: &Session) {
        self.list.update(session);
        if !session.index.is_fresh() || self.list.is_on_the_way() {
            return;
        }
        let has_row = self.row.is_some_and(|row| row < session.workspace().sheet().row_count());
        if !has_row || self.list.take_turned() {
            // Another list: the entry stays if it is in it.
            let next = match self.row {
                Some(row) if self.list.holds(row) => Some(row),
                Some(row) => self.list.beside(row, 1).or(self.list.first()),
                None => self.list.first(),
            };
            match next {
                Some(next) => self.go_to(session, next),
                // What is not listed is not shown either, and no key answers for it.
                None => self.row = None,
            }
        }
        let Some(row) = self.row else { return };
        let asks = session.index.entry(row).asks();
        let is_settled = self.asked == Some((row, true)) && !asks;
        self.asked = Some((row, asks));
        if is_settled
            && self.list.filter == Filter::ToDecide
            && let Some(next) = self.list.next_after(row)
        {
            self.go_to(session, next);
            self.list.update(session);
        }
    }

    /// How far an answer reaches.
    fn reach(&self, session: &Session, row: u32) -> Reach {
        let is_case = self.is_whole_case && session.workspace().case_rows(row).len() > 1;
        if is_case { Reach::Case } else { Reach::Entry }
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut ScopeView, session: &Session, out: &mut Vec<Action>) {
    view.refresh(session);
    let colours = palette(ui);
    let surface = Frame::new().fill(colours.surface);
    head::show(ui, view, session);
    head::searching(ui, session, out);
    remarks::show(ui, &mut view.remarks, session, view.row, out);
    view.refresh(session);
    if view.list.is_on_the_way() {
        ui.request_repaint();
    } else if let Some(row) = view.list.take_wanted() {
        out.push(Action::GoToScope { row });
    }
    let wide = ui.available_width();
    Panel::right(("scope entry", super::width_class(wide)))
        .frame(Frame::new().fill(colours.page))
        .default_size((wide * 0.41).clamp(340.0, 820.0))
        .size_range(320.0..=(wide - 416.0).max(330.0))
        .show(ui, |ui| entry::show(ui, view, session, out));
    CentralPanel::default().frame(surface).show(ui, |ui| table::show(ui, view, session, out));
    keep_keyboard(ui, view);
}

/// The text has the keyboard whenever nothing else has it, so that single keys answer at once.
fn keep_keyboard(ui: &Ui, view: &mut ScopeView) {
    if view.row.is_none() {
        return;
    }
    if super::hold_keyboard(ui, reading_id(), false) {
        view.pane = Pane::Text;
    }
}

/// Does what a key or button asks for.
pub(super) fn run(view: &mut ScopeView, session: &Session, command: UiCommand, out: &mut Vec<Action>) {
    if command == UiCommand::Find {
        view.wants_find = true;
    } else if command == UiCommand::NextPane {
        let next = match view.pane {
            Pane::Text => Pane::Questions,
            Pane::Questions => Pane::Head,
            Pane::Head => Pane::Text,
        };
        view.pane = next;
        view.wants_pane = Some(next);
    } else {
        view.refresh(session);
        match view.row {
            Some(row) => run_at(view, session, row, command, out),
            None => view.refuse("No entry is open: choose one in the table"),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a command of another screen does nothing here")]
fn run_at(view: &mut ScopeView, session: &Session, row: u32, command: UiCommand, out: &mut Vec<Action>) {
    let reach = view.reach(session, row);
    let workspace = session.workspace();
    match command {
        UiCommand::NextEntry | UiCommand::NextRow => {
            let next = view.list.beside(row, 1);
            move_to(view, session, next);
        }
        UiCommand::PreviousEntry | UiCommand::PreviousRow => {
            let previous = view.list.beside(row, -1);
            move_to(view, session, previous);
        }
        UiCommand::FirstRow => {
            let first = view.list.first();
            move_to(view, session, first);
        }
        UiCommand::LastRow => {
            let last = view.list.last();
            move_to(view, session, last);
        }
        UiCommand::WholeCase => {
            if workspace.case_rows(row).len() > 1 {
                view.is_whole_case = !view.is_whole_case;
            } else {
                view.refuse("This is the only entry of its case");
            }
        }
        UiCommand::ScopeIn => scope(row, reach, Some(ScopeChoice::In), out),
        UiCommand::ScopeOut => scope(row, reach, Some(ScopeChoice::Out), out),
        UiCommand::ScopeByRule => scope(row, reach, None, out),
        _ if workspace.scope(row) != Some(ScopeChoice::In) => {
            view.refuse(if workspace.scope(row).is_none() {
                "Say first whether the entry is in scope: In or Out"
            } else {
                "The entry is outside the request, so nothing else is asked of it. Put it in scope first"
            })
        }
        UiCommand::MisuseYes => misuse(row, reach, Misuse::Yes, out),
        UiCommand::MisuseNo => misuse(row, reach, Misuse::No, out),
        UiCommand::MisuseUnclear => misuse(row, reach, Misuse::Unclear, out),
        UiCommand::CaseOngoing => out.push(Action::Review(Command::Ongoing { row, ongoing: Some(true) })),
        UiCommand::CaseClosed => out.push(Action::Review(Command::Ongoing { row, ongoing: Some(false) })),
        UiCommand::CriminalYes | UiCommand::CriminalNo => {
            if workspace.standing(row) == Standing::Live {
                let recorded = command == UiCommand::CriminalYes;
                out.push(Action::Review(Command::Criminal { row, recorded }));
            } else {
                view.refuse("This is asked of ongoing cases only: say first that the case is ongoing");
            }
        }
        UiCommand::Withhold => {
            let dialog = Withhold::new(session, row).reaching(reach);
            out.push(Action::Dialog(Dialog::Withhold(dialog)));
        }
        UiCommand::ReleaseEntry => out.push(Action::Review(Command::Release { row, reach })),
        _ => {}
    }
}

fn move_to(view: &mut ScopeView, session: &Session, row: Option<u32>) {
    match row {
        Some(row) => view.go_to(session, row),
        None => view.refuse("There is no further entry in this list"),
    }
}

fn scope(row: u32, reach: Reach, choice: Option<ScopeChoice>, out: &mut Vec<Action>) {
    out.push(Action::Review(Command::Scope { row, reach, choice }));
}

fn misuse(row: u32, reach: Reach, value: Misuse, out: &mut Vec<Action>) {
    out.push(Action::Review(Command::Misuse { row, reach, value }));
}
