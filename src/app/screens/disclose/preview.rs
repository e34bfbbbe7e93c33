//! The preview: the released table as it would be now, and what is said of it.

use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use super::super::super::let_go::let_go;
use super::super::super::preview::Preview;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{ListState, Look, Push, empty, tag, truncated, word};
use super::super::super::words;
use super::paper;

/// The table, and how it is looked at.
#[derive(Debug, Default)]
pub(super) struct PreviewTable {
    preview: Option<Arc<Preview>>,
    /// After how many events it was asked for, and what is shown was made.
    asked: Option<u64>,
    made: Option<u64>,
    list: ListState,
    without_key: bool,
}

impl PreviewTable {
    pub(super) fn made(&mut self, revision: u64, preview: Arc<Preview>) {
        let_go(self.preview.replace(preview));
        self.made = Some(revision);
    }

    /// Asks for it if it is not there or anything was decided since.
    fn update(&mut self, session: &Session) {
        let now = session.revision();
        if self.asked != Some(now) && session.index.is_fresh() && session.workspace().is_detected() {
            self.asked = Some(now);
            session.clerk.preview(now);
        }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    table: &mut PreviewTable,
    session: &Session,
    open: usize,
    takes_keyboard: bool,
) {
    if !session.workspace().is_detected() {
        empty(ui, "Nothing to show yet", "The search for personal data has to run first");
        return;
    }
    table.update(session);
    let Some(preview) = table.preview.clone() else {
        empty(ui, "Setting the table", "It is built as the release would be");
        return;
    };
    if preview.disclosure.row_count() == 0 {
        empty(ui, "The table would be empty", "No entry is in scope");
        return;
    }
    let colours = palette(ui);
    let is_current = table.made == Some(session.revision());
    let head = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(ROOM as i8, 10));
    Panel::top("preview head").frame(head).show(ui, |ui| facts(ui, table, &preview));
    let band = Frame::new().fill(colours.ink).inner_margin(Margin::symmetric(ROOM as i8, 7));
    Panel::top("preview band").frame(band).show_separator_line(false).show(ui, |ui| {
        let state = match (is_current, open) {
            (false, _) => "being brought up to date",
            (true, 0) => "as it would be released now",
            (true, _) => "as of now; undecided words are shown withheld",
        };
        let text = format!("PREVIEW  ·  {state}");
        word(ui, text, semibold(size::BODY), colours.paper);
    });
    CentralPanel::default().frame(Frame::new().fill(colours.paper)).show(ui, |ui| {
        paper::show(ui, &mut table.list, &preview.disclosure, takes_keyboard);
    });
}

/// What is said of the table: numbers, the request, and the key to the marks.
fn facts(ui: &mut Ui, table: &mut PreviewTable, preview: &Preview) {
    let colours = palette(ui);
    let meta = preview.disclosure.meta();
    let rows = preview.disclosure.row_count() as u64;
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        let counts = [
            words::count(rows, "entry", "entries"),
            words::count(meta.cases, "case", "cases"),
            words::count(preview.marks, "mark", "marks"),
        ];
        word(ui, counts.join("  ·  "), semibold(size::READING), colours.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = if table.without_key { "Show the key" } else { "Hide the key" };
            if Push::new(label).look(Look::Quiet).show(ui).clicked() {
                table.without_key = !table.without_key;
            }
        });
    });
    let day = |day: Option<jiff::civil::Date>| day.map(time::day).unwrap_or_else(|| "…".to_owned());
    let period = match meta.period {
        (None, None) => String::new(),
        (from, to) => format!("{} to {}", day(from), day(to)),
    };
    let said = [meta.reference.as_str(), meta.force.as_str(), meta.title.as_str(), period.as_str()];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.trim().is_empty()).collect();
    if !said.is_empty() {
        truncated(ui, &said.join("  ·  "), regular(size::SMALL + 1.0), colours.muted);
    }
    if table.without_key {
        return;
    }
    ui.add_space(GAP / 2.0);
    ui.spacing_mut().interact_size.y = 20.0;
    egui::Grid::new("key").num_columns(3).spacing(egui::vec2(14.0, 5.0)).show(ui, |ui| {
        for (exemption, count) in &preview.key {
            mark(ui, exemption.mark());
            word(ui, &exemption.get().house, regular(size::BODY), colours.text);
            word(ui, words::grouped(*count), medium(size::BODY), colours.muted);
            ui.end_row();
        }
        if preview.out_of_scope > 0 {
            mark(ui, "out of scope");
            word(ui, "Not asked for, which is no exemption", regular(size::BODY), colours.text);
            word(ui, words::grouped(preview.out_of_scope), medium(size::BODY), colours.muted);
            ui.end_row();
        }
    });
    if preview.key.is_empty() && preview.out_of_scope == 0 {
        word(ui, "Nothing is withheld in it", regular(size::BODY), colours.muted);
    }
}

/// A mark as it stands in the table, with an edge so that it shows on a dark ground too.
fn mark(ui: &mut Ui, code: &str) {
    let colours = palette(ui);
    let response = tag(ui, &format!("[{code}]"), colours.paper, colours.ink);
    let edge = Stroke::new(1.0, colours.edge);
    ui.painter().rect_stroke(response.rect, 5.0, edge, egui::StrokeKind::Outside);
}
