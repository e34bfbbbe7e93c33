//! The entries on the left: filters with counts, a search, and a list of any length.

use eframe::egui::{self, Frame, Margin, Panel, Sense, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::index::{Entry, beside};
use super::super::super::listed::Listed;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    ListState, Look, Push, empty, find_field, long_list, muted, tag, truncated, word,
};
use super::super::super::words;
use super::super::chrome;
use super::filter::{Filters, MOST_SORTED, Sort};
use super::{Pane, ReviewView};
use crate::review::Workspace;
use crate::sheet::{CellId, Role, years_of};
use crate::text::{Span, occurrences};

/// Height of a row, in points.
const ROW: f32 = 78.0;

/// Points beside a reference that its number within the case and what waits take together.
const ROOM_FOR_BOTH: f32 = 125.0;
/// Points of a letter of a tag, about.
const LETTER: f32 = 6.4;

/// The list and what it is of.
#[derive(Debug, Default)]
pub(super) struct EntryList {
    filters: Filters,
    query: String,
    /// What came back for the query that was asked last.
    found: Option<Vec<u32>>,
    /// What came back is of what stands in the field now.
    is_answered: bool,
    /// The first entry that is found is gone to as soon as that is known.
    wants_first: bool,
    /// Entries within the request in which it stands.
    held: Listed,
    listed: Listed,
    /// What is asked of those that are listed: the filters, whether they are searched, and how many mentions
    /// were found so far.
    made_of: Option<(u64, bool, usize)>,
    /// The same rows, where they stand in another order than that of the file.
    sorted: Option<Vec<u32>>,
    list: ListState,
}

impl EntryList {
    pub(super) fn found(&mut self, query: &str, rows: Vec<u32>) {
        if query == self.query {
            self.found = Some(rows);
            self.is_answered = true;
            self.forget();
        }
    }

    /// Something else is asked of entries from now on.
    fn forget(&mut self) {
        self.made_of = None;
        self.listed.forget();
        self.held.forget();
    }

    /// Whether another list is on the way: that of a big sheet takes some frames.
    fn is_on_the_way(&self) -> bool {
        self.listed.is_on_the_way() || self.held.is_on_the_way()
    }

    /// The first entry, if it is wanted and known.
    fn take_wanted(&mut self) -> Option<u32> {
        let is_known = !self.is_on_the_way() && (self.is_answered || self.query.trim().is_empty());
        (is_known && std::mem::take(&mut self.wants_first)).then(|| self.first()).flatten()
    }

    /// The query is another one. Whether rows have to be looked for.
    fn query_changed(&mut self) -> bool {
        self.is_answered = false;
        self.wants_first = false;
        let is_blank = self.query.trim().is_empty();
        if is_blank {
            self.found = None;
        }
        !is_blank
    }

    /// Where what is looked for stands in a text.
    pub(super) fn places(&self, text: &str) -> Vec<Span> {
        occurrences(text, &self.query)
    }

    /// Nothing is looked for any more.
    pub(super) fn give_up(&mut self) {
        self.query.clear();
        self.query_changed();
    }

    pub(super) fn reveal(&mut self, row: u32) {
        if let Some(at) = self.position(row) {
            self.list.reveal(at);
        }
    }

    /// The entries as they are listed.
    pub(super) fn rows(&self) -> &[u32] {
        self.sorted.as_deref().unwrap_or_else(|| self.listed.rows())
    }

    pub(super) fn first(&self) -> Option<u32> {
        self.rows().first().copied()
    }

    /// The entry so many places after this one in the list.
    pub(super) fn beside(&self, row: u32, step: isize) -> Option<u32> {
        let Some(sorted) = &self.sorted else { return beside(self.listed.rows(), row, step) };
        match self.position(row) {
            Some(at) => sorted.get(at.checked_add_signed(step)?).copied(),
            None => self.first(),
        }
    }

    /// Where a row stands in the list.
    fn position(&self, row: u32) -> Option<usize> {
        match &self.sorted {
            Some(sorted) => sorted.iter().position(|other| *other == row),
            None => self.listed.rows().binary_search(&row).ok(),
        }
    }

    /// The next entry after this one, or else from the beginning, that needs the officer.
    pub(super) fn next_needing(&self, session: &Session, row: u32) -> Option<u32> {
        let needs = |other: &&u32| **other != row && session.index.entry(**other).needs_officer();
        let rows = self.rows();
        let from = self.position(row).unwrap_or_else(|| rows.partition_point(|other| *other < row));
        let after = rows.iter().skip(from).find(needs);
        after.or_else(|| rows.iter().find(needs)).copied()
    }

    /// Where work goes on: at the next entry that needs the officer after the one that was read last, or else at
    /// the first of the list.
    pub(super) fn where_to_go_on(&self, session: &Session, read: Option<u32>) -> Option<u32> {
        read.and_then(|read| self.next_needing(session, read)).or_else(|| self.first())
    }

    /// Brings the rows up to date with what they follow from. The entry that is shown stays listed, also
    /// when the filter does not hold for it any more; but not where it was not found.
    pub(super) fn update(&mut self, session: &Session, shown: Option<u32>) {
        let has_query = !self.query.trim().is_empty();
        // While the first search goes on, entries are listed as their mentions are found.
        let coming = session.searching.as_ref().filter(|_| !session.workspace().is_detected());
        let found_so_far = coming.map_or(0, |searching| searching.mentioned().len());
        let made_of = Some((self.filters.version, has_query, found_so_far));
        // What is stale says nothing yet: the list stays as it was.
        if !session.index.is_fresh() && !self.rows().is_empty() {
            return;
        }
        // A list on the way is not begun again for each mention that comes in meanwhile.
        let asked =
            |made_of: Option<(u64, bool, usize)>| made_of.map(|(version, has_query, _)| (version, has_query));
        let is_begun = self.listed.is_on_the_way() && asked(self.made_of) == asked(made_of);
        if self.made_of != made_of && !is_begun {
            self.forget();
            self.made_of = made_of;
        }
        let found = self.found.as_deref().filter(|_| has_query);
        let shown = shown.filter(|row| !has_query && session.index.entry(*row).is_in());
        let is_otherwise = self.listed.update(&session.index, found, shown, |row, entry| {
            let is_coming = || coming.is_some_and(|searching| searching.mentioned().contains(&row));
            self.filters.hold(entry) || is_coming()
        });
        if found.is_some() {
            self.held.update(&session.index, found, None, |_, entry| entry.is_in());
        }
        if is_otherwise {
            self.sort(session);
        }
    }

    fn sort(&mut self, session: &Session) {
        let rows = self.listed.rows();
        let by = self.filters.sort;
        self.sorted = (by != Sort::Source && rows.len() <= MOST_SORTED).then(|| {
            let mut rows = rows.to_vec();
            // Stable: entries that are alike stay in the order of the file.
            rows.sort_by_key(|row| {
                let entry = session.index.entry(*row);
                match by {
                    Sort::Source => 0,
                    Sort::MostToDecide => u32::MAX - entry.undecided,
                    Sort::LeastSure => u32::from(entry.least_permille),
                }
            });
            rows
        });
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, session: &Session, out: &mut Vec<Action>) {
    let head = Frame::new().inner_margin(Margin::symmetric(12, 10));
    Panel::top("entries head").frame(head).show(ui, |ui| {
        let hint = format!("Find in entries   {}", UiCommand::Find.key_text());
        view.wants_find |= view.wants_pane.take_if(|pane| *pane == Pane::Entries).is_some();
        let field = find_field(ui, "Find in entries", &mut view.list.query, &hint, &mut view.wants_find);
        if field.changed() && view.list.query_changed() {
            session.clerk.find(view.list.query.clone());
        }
        view.list.wants_first |= field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        found(ui, &mut view.list, session, view.row);
        view.list.filters.show(ui, session);
        if let Some(forecast) = chrome::forecast(session) {
            muted(ui, forecast);
        }
    });
    view.list.update(session, view.row);
    if view.list.is_on_the_way() {
        ui.request_repaint();
    } else if let Some(row) = view.list.take_wanted() {
        out.push(Action::GoTo { row, place: None });
    }
    if view.list.rows().is_empty() {
        if !view.list.is_on_the_way() {
            nothing(ui, &view.list, session);
        }
        return;
    }
    let shown = view.row;
    let EntryList { listed, sorted, list, .. } = &mut view.list;
    let rows = sorted.as_deref().unwrap_or_else(|| listed.rows());
    let mut picked = None;
    long_list(ui, list, rows.len(), ROW, |ui, at| {
        if let Some(row) = rows.get(at)
            && draw(ui, session, *row, shown == Some(*row)).clicked()
        {
            picked = Some(*row);
        }
    });
    if let Some(row) = picked {
        out.push(Action::GoTo { row, place: None });
    }
}

/// How many entries hold what is looked for, how many of these the filters hide, and how often it stands in
/// the one that is shown.
fn found(ui: &mut Ui, list: &mut EntryList, session: &Session, shown: Option<u32>) {
    if list.query.trim().is_empty() || list.found.is_none() {
        return;
    }
    let (listed, within) = (list.rows().len(), list.held.rows().len());
    let held = words::count(within as u64, "entry", "entries");
    let sheet = session.workspace().sheet();
    let columns = 0..sheet.columns().len() as u16;
    let texts = shown.into_iter().flat_map(|row| columns.clone().map(move |column| CellId { row, column }));
    let here: usize = texts.map(|cell| list.places(sheet.text(cell).expose()).len()).sum();
    let here = words::count(here as u64, "place", "places");
    ui.horizontal_wrapped(|ui| {
        if listed < within {
            let colour = palette(ui).waiting;
            let text = format!("Shown: {} of {held} with it", words::grouped(listed as u64));
            word(ui, text, medium(size::SMALL + 1.0), colour);
            if Push::new("Show all").look(Look::Quiet).show(ui).clicked() {
                list.filters.take_off();
            }
        } else {
            muted(ui, format!("In {held}; {here} in this one"));
        }
    });
}

fn nothing(ui: &mut Ui, list: &EntryList, session: &Session) {
    let counts = session.index.counts();
    if session.searching.is_some() && counts.entries == 0 {
        empty(ui, "Searching", "Entries come as they are found");
    } else if counts.entries == 0 {
        empty(
            ui,
            "No entry is in scope",
            "Check the columns and the period in Load, and the entries in Scope",
        );
    } else if !list.query.trim().is_empty() {
        empty(ui, "Nothing found", "No entry of this list holds these words");
    } else if list.filters.is_needs_you() {
        empty(ui, "All is decided", "Go on to Disclose");
    } else {
        empty(ui, "No entries here", "Take a filter off, above");
    }
}

/// One entry in three lines: its case and what waits, its first words, its tags.
fn draw(ui: &mut Ui, session: &Session, row: u32, is_shown: bool) -> egui::Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let entry = session.index.entry(row);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("entry"), Sense::click());
    let reference = reference(workspace, row);
    response.widget_info(|| {
        let queried = if entry.is_queried { ", queried" } else { "" };
        let noted = if entry.has_note { ", with a note" } else { "" };
        let name = format!("Entry {reference}, {}{queried}{noted}", standing(entry));
        egui::WidgetInfo::selected(egui::Role::Button, true, is_shown, name)
    });
    if is_shown {
        ui.painter().rect_filled(rect, 0.0, colours.accent_tint);
        let edge = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, colours.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.sunken);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        super::super::super::widgets::focus_ring(ui, rect.shrink(4.0));
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(13.0, 8.0))));
    inner.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
    inner.spacing_mut().interact_size.y = 0.0;
    inner.horizontal(|ui| {
        word(ui, words::snippet(&reference, 18), semibold(size::BODY), colours.text);
        let case = workspace.case_rows(row);
        // What waits has to be read first; in a narrow list there is no room for both.
        let has_room = ui.available_width() > ROOM_FOR_BOTH;
        if let (true, Some(at)) = (case.len() > 1 && has_room, case.iter().position(|other| *other == row)) {
            muted(ui, format!("{} of {}", at + 1, case.len()));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ink = if !entry.needs_officer() {
                colours.good
            } else if entry.undecided > 0 || entry.questions > 0 {
                colours.waiting
            } else {
                colours.muted
            };
            if session.workspace().is_detected() {
                word(ui, standing(entry), medium(size::SMALL), ink);
            }
        });
    });
    let summary = workspace.layout().text(workspace.sheet(), row, Role::Summary).expose();
    truncated(&mut inner, &words::snippet(summary, 90), regular(size::SMALL + 1.0), colours.muted);
    inner.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        if entry.is_queried {
            tag(ui, "Query", colours.waiting, colours.waiting_tint);
        }
        if entry.has_note {
            tag(ui, "Note", colours.accent, colours.accent_tint);
        }
        if entry.is_flag_only {
            tag(ui, "Flag only", colours.muted, colours.sunken);
        } else {
            tag(ui, "BWV", colours.mention, colours.mention_tint);
        }
        if entry.is_withholding_open {
            tag(ui, "Withhold?", colours.waiting, colours.waiting_tint);
        } else if entry.is_withheld {
            tag(ui, "Withheld", colours.on_switched, colours.switched);
        } else if entry.is_open_case {
            tag(ui, "Ongoing", colours.waiting, colours.waiting_tint);
        }
        // The rest as far as there is room: a tag that is cut says nothing.
        let has_room = |ui: &Ui, text: &str| ui.available_width() > text.len() as f32 * LETTER + 18.0;
        let newness = entry.newness.map(words::newer::short);
        if let Some(newness) = newness.filter(|newness| has_room(ui, newness)) {
            tag(ui, newness, colours.waiting, colours.waiting_tint);
        }
        if let Some(year) = year(workspace, row).filter(|year| has_room(ui, year)) {
            tag(ui, &year, colours.muted, colours.sunken);
        }
        let outcome = workspace.layout().text(workspace.sheet(), row, Role::Outcome).expose();
        let outcome = words::snippet(outcome, ((ui.available_width() / LETTER) as usize).clamp(8, 28) - 2);
        if !outcome.is_empty() && ui.available_width() > 90.0 {
            tag(ui, &outcome, colours.muted, colours.sunken);
        }
    });
    response
}

fn standing(entry: Entry) -> String {
    if entry.undecided > 0 {
        format!("{} to decide", entry.undecided)
    } else if entry.questions > 0 {
        words::count(entry.questions, "question", "questions")
    } else if entry.is_read {
        "✓ Read".to_owned()
    } else {
        "To read".to_owned()
    }
}

/// The case's own reference, or the row of the file where there is none.
pub(in crate::app) fn reference(workspace: &Workspace, row: u32) -> String {
    match workspace.layout().text(workspace.sheet(), row, Role::Reference).expose().trim() {
        "" => format!("Row {}", workspace.sheet().source_row(row)),
        reference => reference.to_owned(),
    }
}

/// The year in which it happened, as far as the columns tell.
pub(super) fn year(workspace: &Workspace, row: u32) -> Option<String> {
    let layout = workspace.layout();
    let mut columns =
        [Role::Date, Role::Year, Role::Recorded].into_iter().flat_map(|role| layout.columns_of(role));
    columns.find_map(|column| {
        let cell = CellId { row, column };
        let day = crate::sheet::day_of(workspace.sheet(), cell).map(|day| day.year());
        let years = years_of(workspace.sheet(), cell).map(|(first, _)| first.year());
        day.or(years).map(|year| year.to_string())
    })
}
