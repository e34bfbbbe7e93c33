//! The intruder view: the release as somebody reads it who knows the local news. On the left the cases of
//! which most is told, on the right all that is left of one: what is alone in its columns, its values, its
//! days, times and names, and its texts as they are released.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{
    self, CentralPanel, Color32, EventFilter, Frame, Margin, Panel, Response, Role, ScrollArea, Sense,
    Stroke, Ui, WidgetInfo,
};

use super::super::super::action::{Action, Browse};
use super::super::super::earlier::Earlier;
use super::super::super::let_go::let_go;
use super::super::super::outside::{Outside, Told};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::widgets::{
    ListState, Look, Push, empty, focus_ring, long_list, muted, row_line, section, tag, truncated, word,
};
use super::super::super::words;
use super::super::review::{reference, show_cell};
use super::check::step;
use crate::review::{Place, ToldSort};

/// Height of a case in the list, in points.
const CASE: f32 = 58.0;

/// The reading, and how it is looked at.
#[derive(Debug, Default)]
pub(super) struct OutsideView {
    outside: Option<Arc<Outside>>,
    /// An earlier release that is laid beside this one.
    earlier: Option<Arc<Earlier>>,
    /// Where the table of an earlier release is, as it is typed.
    path: String,
    /// After how many events it was asked for, and what is shown was made.
    asked: Option<u64>,
    made: Option<u64>,
    list: ListState,
    /// The case that is read.
    at: usize,
    /// The first case is to be read, whichever that will be.
    starts_over: bool,
    /// It is to have the keyboard.
    wants_keyboard: bool,
}

impl OutsideView {
    pub(super) fn made(&mut self, revision: u64, outside: Arc<Outside>) {
        // The case that is read stays the one that is read.
        let shown = self.case().and_then(|case| case.rows.first().copied());
        let again = outside.cases.iter().position(|case| case.rows.first().copied() == shown);
        // What an earlier release shows otherwise stands first.
        let starts_over = std::mem::take(&mut self.starts_over);
        self.at = again.filter(|_| !starts_over).unwrap_or(0);
        let_go(self.outside.replace(outside));
        self.made = Some(revision);
    }

    pub(super) fn lay_beside(&mut self, earlier: Option<Arc<Earlier>>) {
        self.earlier = earlier;
        self.asked = None;
        self.list = ListState::default();
        self.starts_over = true;
    }

    pub(super) fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
        self.list.reveal(self.at);
    }

    fn case(&self) -> Option<&Told> {
        self.outside.as_ref()?.cases.get(self.at)
    }

    /// Asks for it if it is not there or anything was decided since.
    fn update(&mut self, session: &Session) {
        let now = session.revision();
        if self.asked != Some(now) && session.index.is_fresh() && session.workspace().is_detected() {
            self.asked = Some(now);
            session.clerk.outside(now, self.earlier.clone());
        }
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut OutsideView, session: &Session, out: &mut Vec<Action>) {
    if !session.workspace().is_detected() {
        empty(ui, "Nothing to read yet", "The search for personal data has to run first");
        return;
    }
    view.update(session);
    let Some(outside) = view.outside.clone() else {
        empty(ui, "Reading the release from outside", "Entries and columns of each case are laid together");
        return;
    };
    if outside.cases.is_empty() {
        empty(ui, "The table would be empty", "No entry is in scope");
        return;
    }
    let colours = palette(ui);
    let is_current = view.made == Some(session.revision());
    let band = Frame::new().fill(colours.ink).inner_margin(Margin::symmetric(ROOM as i8, 7));
    Panel::top("outside band").frame(band).show_separator_line(false).show(ui, |ui| {
        let state = if is_current {
            "what somebody with the local news can lay together; you judge whether it tells who was meant"
        } else {
            "being brought up to date"
        };
        truncated(ui, &format!("INTRUDER VIEW  ·  {state}"), semibold(size::BODY), colours.paper);
    });
    let bar = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(ROOM as i8, 6));
    Panel::top("outside earlier").frame(bar).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| earlier_bar(ui, view, &outside, out));
    });
    let wide = ui.available_width();
    Panel::left(("outside cases", super::super::width_class(wide)))
        .frame(Frame::new().fill(colours.surface))
        .default_size((wide * 0.34).clamp(160.0, 320.0))
        .size_range(150.0..=(wide * 0.45).clamp(160.0, 360.0))
        .show(ui, |ui| cases(ui, view, session, &outside));
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| {
        let Some(case) = outside.cases.get(view.at) else { return };
        let id = case.rows.first().copied();
        ScrollArea::vertical().auto_shrink(false).id_salt(("outside", id)).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(20, 16)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                reading(ui, session, &outside, case, out);
            });
        });
    });
}

/// The earlier release that is laid beside this one, or the way to one.
fn earlier_bar(ui: &mut Ui, view: &mut OutsideView, outside: &Outside, out: &mut Vec<Action>) {
    let colours = palette(ui);
    if let Some(earlier) = view.earlier.clone() {
        word(ui, format!("Beside {}", words::snippet(&earlier.name, 40)), medium(size::BODY), colours.text);
        match &outside.beside {
            None => muted(ui, "being compared"),
            Some(beside) => {
                let differ = words::count(beside.differs.len() as u64, "entry differs", "entries differ");
                let matched = words::grouped(beside.matched_count as u64);
                let all = words::count(earlier.texts.len() as u64, "row", "rows");
                let note = format!("{differ}; {matched} of its {all} found here");
                muted(ui, note)
            }
        };
        if Push::new("Take it away").look(Look::Quiet).show(ui).clicked() {
            view.lay_beside(None);
        }
        return;
    }
    muted(ui, "An earlier release shows what this one withholds?");
    let field = ui.add(
        egui::TextEdit::singleline(&mut view.path)
            .hint_text("its table or folder")
            .desired_width(200.0)
            .margin(Margin::symmetric(9, 4)),
    );
    let field = field.accessible_name("Table or folder of an earlier release");
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let path = view.path.trim().to_owned();
    if !path.is_empty() && (is_entered || Push::new("Lay it beside").show(ui).clicked()) {
        out.push(Action::LayBeside(path.into()));
    }
    if Push::new("Choose…")
        .name("Choose the table of an earlier release…")
        .look(Look::Quiet)
        .show(ui)
        .clicked()
    {
        out.push(Action::Browse(Browse::EarlierRelease));
    }
}

fn cases(ui: &mut Ui, view: &mut OutsideView, session: &Session, outside: &Outside) {
    let head = Frame::new().inner_margin(Margin { left: 14, right: 10, top: 10, bottom: 6 });
    Panel::top("outside head").frame(head).show_separator_line(false).show(ui, |ui| {
        let count = words::count(outside.cases.len() as u64, "case", "cases");
        muted(ui, format!("{count}; most told first"));
    });
    let mut state = std::mem::take(&mut view.list);
    let mut goes_to = None;
    let wants_keyboard = view.wants_keyboard;
    let mut has_keyboard = false;
    long_list(ui, &mut state, outside.cases.len(), CASE, |ui, at| {
        let Some(case) = outside.cases.get(at) else { return };
        let response = draw_case(ui, session, case, at == view.at);
        if response.clicked() {
            goes_to = Some(at);
        }
        if at == view.at && wants_keyboard {
            response.request_focus();
            has_keyboard = true;
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            goes_to = step(ui).map(|step| at.saturating_add_signed(step)).or(goes_to);
        }
    });
    view.list = state;
    view.wants_keyboard &= !has_keyboard;
    if let Some(at) = goes_to {
        view.at = at.min(outside.cases.len().saturating_sub(1));
        view.take_keyboard();
        ui.ctx().request_repaint();
    }
}

fn draw_case(ui: &mut Ui, session: &Session, case: &Told, is_here: bool) -> Response {
    let colours = palette(ui);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("case"), Sense::click());
    let name = case.rows.first().map(|row| reference(session.workspace(), *row)).unwrap_or_default();
    let told = words::count(case.reading.told.len() as u64, "thing told", "things told");
    let alone = match case.alone.len() {
        0 => String::new(),
        count => format!(" · {} alone", words::grouped(count as u64)),
    };
    let differs = if case.differs.is_empty() { "" } else { " · was released otherwise" };
    let alone = format!("{alone}{differs}");
    let entries = entries(&case.reading.entries);
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, is_here, format!("Case {name}, {entries}: {told}{alone}"))
    });
    if is_here {
        ui.painter().rect_filled(rect, 0.0, colours.accent_tint);
        let edge = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, colours.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.sunken);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        focus_ring(ui, rect.shrink(4.0));
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(14.0, 9.0))));
    inner.spacing_mut().item_spacing.y = 4.0;
    inner.spacing_mut().interact_size.y = 0.0;
    inner.horizontal(|ui| {
        word(ui, words::snippet(&name, 18), semibold(size::BODY), colours.text);
        truncated(ui, &entries, regular(size::SMALL + 1.0), colours.muted);
    });
    truncated(&mut inner, &format!("{told}{alone}"), regular(size::SMALL + 1.0), colours.muted);
    response
}

/// `entry 4`, `entries 4, 9, 12`.
fn entries(entries: &[usize]) -> String {
    const NAMED: usize = 4;
    let mut numbers: Vec<String> =
        entries.iter().take(NAMED).map(|entry| words::grouped(*entry as u64 + 1)).collect();
    if entries.len() > NAMED {
        numbers.push("…".to_owned());
    }
    format!("{} {}", if entries.len() == 1 { "entry" } else { "entries" }, numbers.join(", "))
}

/// All that is left of a case.
fn reading(ui: &mut Ui, session: &Session, outside: &Outside, case: &Told, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let columns = outside.disclosure.columns();
    if !case.differs.is_empty() {
        section(ui, "In the earlier release");
        for differs in &case.differs {
            for (said, places) in [
                ("open there, withheld here", &differs.open_there),
                ("withheld there, open here", &differs.open_here),
            ] {
                for place in places {
                    passage(ui, session, *place, said, out);
                }
            }
        }
        ui.add_space(GAP);
    }
    if !case.alone.is_empty() {
        section(ui, "Alone in the whole release");
        for (entry, values) in &case.alone {
            ui.horizontal_wrapped(|ui| {
                tag(
                    ui,
                    &format!("entry {}", words::grouped(*entry as u64)),
                    colours.waiting,
                    colours.waiting_tint,
                );
                word(ui, values, regular(size::BODY), colours.text);
            });
        }
        ui.add_space(GAP);
    }
    section(ui, "In the columns");
    for (column, values) in &case.reading.values {
        let heading = columns.get(*column).map_or("", |column| column.heading.as_str());
        fact(ui, heading, &values.join("  ·  "), colours.text);
    }
    ui.add_space(GAP);
    section(ui, "In the text");
    if case.reading.told.is_empty() {
        muted(ui, "No day, time, name or number is left in it");
    }
    let mut by_sort: BTreeMap<ToldSort, Vec<String>> = BTreeMap::new();
    for told in &case.reading.told {
        let several =
            if told.entries.len() > 1 { format!(" ({} entries)", told.entries.len()) } else { String::new() };
        by_sort.entry(told.sort).or_default().push(format!("{}{several}", told.words));
    }
    for (sort, told) in by_sort {
        fact(ui, words::told(sort), &told.join("  ·  "), colours.text);
    }
    let marks: Vec<String> = case
        .reading
        .marks
        .iter()
        .map(|(mark, count)| format!("{mark} {}", words::grouped(*count as u64)))
        .collect();
    fact(ui, "Marks", &marks.join("  ·  "), colours.muted);
    ui.add_space(GAP);
    row_line(ui);
    ui.add_space(GAP);
    for (entry, row) in case.reading.entries.iter().zip(&case.rows) {
        text(ui, session, outside, *entry, *row, out);
    }
}

/// Words that an earlier release shows otherwise, and the way to them.
fn passage(ui: &mut Ui, session: &Session, place: Place, said: &str, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let sheet = session.workspace().sheet();
    let row = place.cell.row;
    let here = words::snippet(place.span.of(sheet.text(place.cell).expose()).unwrap_or(""), 80);
    ui.horizontal_wrapped(|ui| {
        tag(ui, said, colours.waiting, colours.waiting_tint);
        word(ui, format!("“{here}”"), medium(size::BODY), colours.text);
        muted(ui, format!("row {} of the file", sheet.source_row(row)));
        let name = format!("Go to “{here}” in Review");
        if Push::new("Review →").name(name).look(Look::Quiet).show(ui).clicked() {
            out.push(Action::GoTo { row, place: Some(place) });
        }
    });
}

/// The texts of an entry as they are released, and the way to it.
fn text(ui: &mut Ui, session: &Session, outside: &Outside, entry: usize, row: u32, out: &mut Vec<Action>) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        let number = format!("Entry {}", words::grouped(entry as u64 + 1));
        word(ui, &number, semibold(size::BODY), colours.text);
        let source = format!("row {} of the file", session.workspace().sheet().source_row(row));
        muted(ui, source);
        let name = format!("Go to {number} in Review");
        if Push::new("Review →").name(name).look(Look::Quiet).show(ui).clicked() {
            out.push(Action::GoTo { row, place: None });
        }
    });
    let paper = Frame::new()
        .fill(colours.paper)
        .stroke(Stroke::new(1.0, colours.ink))
        .inner_margin(Margin::symmetric(16, 12));
    paper.show(ui, |ui| {
        ui.set_width(ui.available_width());
        for (cell, column) in outside.disclosure.row(entry).zip(outside.disclosure.columns()) {
            if column.kind == crate::disclose::ColumnKind::Long {
                show_cell(ui, cell);
            }
        }
    });
    ui.add_space(GAP);
}

fn fact(ui: &mut Ui, name: &str, value: &str, ink: Color32) {
    /// Width of the names, in points.
    const NAME: f32 = 168.0;
    if value.is_empty() {
        return;
    }
    let faint = palette(ui).muted;
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(NAME, 20.0), |ui| {
            ui.set_min_width(NAME);
            truncated(ui, name, medium(size::BODY), faint);
        });
        let text = egui::RichText::new(value).font(regular(size::BODY)).color(ink);
        ui.add(egui::Label::new(text).wrap());
    });
}
