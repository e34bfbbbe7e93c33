//! Review: entry after entry, read and decided. Entries on the left, the text in the middle, the
//! suggestion and its exemption on the right.

mod act;
mod also;
mod columns;
mod consistent;
mod dial;
mod disclosed;
mod entry;
mod filter;
mod items;
mod list;
mod newer;
mod panel;
mod remarks;
mod select;
mod shape;
mod unmarked;

use eframe::egui::{CentralPanel, Frame, Id, Margin, Panel, Ui};

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::palette;
use crate::review::{Command, Decision, Place};
use crate::sheet::CellId;
use crate::text::Span;
use items::Item;
use list::EntryList;

pub(super) use act::run;
pub(in crate::app) use also::differences;
pub(in crate::app) use disclosed::show_cell;
pub(in crate::app) use list::reference;

/// How Review is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct ReviewView {
    row: Option<u32>,
    list: EntryList,
    /// Words selected by the officer.
    selection: Option<(CellId, Span)>,
    /// The words the officer is at.
    focus: Option<Place>,
    /// The focus has moved and is to be brought into view.
    reveal_focus: bool,
    as_disclosed: bool,
    /// The exemptions and reason that the officer gave a selection last.
    last_grounds: Option<Decision>,
    /// Items of the entry, with the revision and row they were made for.
    items: Vec<Item>,
    items_of: Option<(u64, u64, u32)>,
    refusal: Option<String>,
    /// What has come to its end, to be told.
    done: Option<String>,
    /// The search field is to have the keyboard.
    wants_find: bool,
    /// In a window too narrow for three columns the entries are shown only when asked for.
    shows_entries: bool,
    is_tight: bool,
    /// The part of the window that F6 goes to next.
    pane: Pane,
    wants_pane: Option<Pane>,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Text,
    Panel,
    Entries,
}

/// The text of the entry, which leaves keys to the commands.
pub(in crate::app) fn reading_id() -> Id {
    Id::unique("review text")
}

impl ReviewView {
    /// The entry that is shown.
    pub(in crate::app) fn row(&self) -> Option<u32> {
        self.row
    }

    /// Everything was found anew.
    pub(in crate::app) fn start_over(&mut self) {
        self.items_of = None;
        self.focus = None;
    }

    pub(in crate::app) fn found(&mut self, query: &str, rows: Vec<u32>) {
        self.list.found(query, rows);
    }

    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    pub(in crate::app) fn take_done(&mut self) -> Option<String> {
        self.done.take()
    }

    /// Goes to an entry, and to words in it.
    pub(in crate::app) fn go_to(&mut self, session: &Session, row: u32, place: Option<Place>) {
        if self.row != Some(row) {
            self.selection = None;
            self.as_disclosed = false;
        }
        self.row = Some(row);
        self.list.reveal(row);
        self.refresh(session);
        // Words within a mark are led to by the mark; what is kept as part of more may still be redacted alone.
        let within = |item: &&Item, place: Place| {
            let is_kept = matches!(item.decision, Some(Decision::Keep { .. }));
            !is_kept && item.place.cell == place.cell && item.place.span.covers(place.span)
        };
        let at_place = |place: Place| {
            let exact = self.items.iter().find(|item| item.place == place);
            exact.or(self.items.iter().find(|item| within(item, place))).map(|item| item.place)
        };
        self.focus = match place {
            Some(place) => at_place(place),
            None => self.items.iter().find(|item| item.is_undecided()).map(|item| item.place),
        };
        // Words that nobody marked yet are selected, so that they can be redacted at once.
        if let Some(place) = place.filter(|_| self.focus.is_none()) {
            self.selection = Some((place.cell, place.span));
        }
        self.reveal_focus = true;
    }

    /// Words are given grounds: the same are offered first for the next selection.
    pub(in crate::app) fn remember(&mut self, command: &Command) {
        if let Command::Decide { decision: decision @ Decision::Redact { .. }, .. } = command
            && self.selection.is_some()
        {
            self.last_grounds = Some(decision.clone());
        }
    }

    /// Something was decided: the next suggestion comes by itself.
    pub(in crate::app) fn go_on(&mut self, session: &Session) {
        self.selection = None;
        let before = self.focus;
        self.refresh(session);
        let is_next = |item: &&Item| item.is_undecided() && before.is_none_or(|before| item.place >= before);
        let next = self.items.iter().find(is_next).or(self.items.iter().find(|item| item.is_undecided()));
        self.focus = next.map(|item| item.place).or(before);
        self.reveal_focus = true;
    }

    /// Makes the items of the entry anew if they are stale.
    fn refresh(&mut self, session: &Session) {
        let Some(row) = self.row else { return };
        let wanted = Some((session.revision(), session.gathering.generation(), row));
        if self.items_of != wanted {
            self.items = items::items(session.workspace(), session.gathering.people(), row);
            self.items_of = wanted;
            let still = self.focus.is_some_and(|focus| self.items.iter().any(|item| item.place == focus));
            if !still {
                self.focus = self.items.iter().find(|item| item.is_undecided()).map(|item| item.place);
            }
        }
    }

    fn focused(&self) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| Some(item.place) == self.focus)
    }

    /// Drops the selection, and goes back to what waits.
    fn drop_selection(&mut self) {
        self.selection = None;
        if self.focused().is_none() {
            self.focus = self.items.iter().find(|item| item.is_undecided()).map(|item| item.place);
        }
    }

    fn move_focus(&mut self, step: isize) {
        if self.items.is_empty() {
            return;
        }
        let last = self.items.len() - 1;
        let at = match self.focused() {
            Some((at, _)) => at.saturating_add_signed(step).min(last),
            None if step > 0 => 0,
            None => last,
        };
        self.focus = Some(self.items[at].place);
        self.selection = None;
        self.reveal_focus = true;
    }

    /// The words an act is about: the selection, else those in focus.
    fn target(&self) -> Option<Place> {
        match self.selection {
            Some((cell, span)) => Some(Place { cell, span }),
            None => self.focused().map(|(_, item)| item.place),
        }
    }

    /// Undecided suggestions that a decision to keep these words would decide with them, unseen.
    fn hidden_by_keeping(&self, place: Place) -> usize {
        let is_within = |item: &&Item| {
            item.is_undecided()
                && item.place != place
                && item.place.cell == place.cell
                && place.span.covers(item.place.span)
        };
        self.items.iter().filter(is_within).count()
    }

    fn refuse(&mut self, sentence: impl Into<String>) {
        self.refusal = Some(sentence.into());
    }
}

/// A window narrower than this, in points, has no room for three columns.
const TIGHT: f32 = 900.0;
/// Points that the buttons of the suggestion need side by side. In a narrower panel they would reach beyond
/// it, and what is beside it would be drawn over it.
const LEAST_PANEL: f32 = 330.0;

fn entries_panel(ui: &mut Ui, view: &mut ReviewView, session: &Session, wide: f32, out: &mut Vec<Action>) {
    Panel::left(("entries", super::width_class(wide)))
        .frame(Frame::new().fill(palette(ui).surface))
        .default_size((wide * 0.22).clamp(190.0, 340.0))
        .size_range(180.0..=(wide * 0.3).clamp(190.0, 420.0))
        .show(ui, |ui| list::show(ui, view, session, out));
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, session: &mut Session, out: &mut Vec<Action>) {
    view.list.update(session, view.row);
    if view.row.is_none_or(|row| row >= session.workspace().sheet().row_count()) {
        let read = session.workspace().last_read();
        if let Some(row) = view.list.where_to_go_on(session, read) {
            view.go_to(session, row, None);
        }
    }
    view.refresh(session);
    let colours = palette(ui);
    let surface = Frame::new().fill(colours.surface);
    let wide = ui.available_width();
    view.is_tight = wide < TIGHT;
    if !view.is_tight || view.shows_entries {
        entries_panel(ui, view, session, wide, out);
    }
    Panel::right(("suggestion", super::width_class(wide)))
        .frame(surface.inner_margin(Margin::same(0)))
        .default_size((wide * 0.24).clamp(LEAST_PANEL, 360.0))
        .size_range(LEAST_PANEL..=(wide * 0.3).clamp(LEAST_PANEL, 440.0))
        .show(ui, |ui| panel::show(ui, view, session, out));
    CentralPanel::default()
        .frame(Frame::new().fill(colours.page))
        .show(ui, |ui| entry::show(ui, view, session, out));
    keep_keyboard(ui, view);
}

/// The text has the keyboard whenever nothing else has it, so that arrows and Tab go through the
/// suggestions.
fn keep_keyboard(ui: &Ui, view: &mut ReviewView) {
    if super::hold_keyboard(ui, reading_id(), true) {
        view.pane = Pane::Text;
    }
}
