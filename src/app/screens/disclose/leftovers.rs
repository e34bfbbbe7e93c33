//! Less likely words: what may be personal and stands below the dial, in entries that will be released.
//! For the officer to look through; it keeps nothing from being released.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, CentralPanel, Frame, Margin, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::widgets::{ListState, focus_ring, long_list, muted, truncated, word};
use super::super::super::words;
use super::super::review::reference;
use super::blocks::step;
use crate::detect::Finding;
use crate::review::{Level, Place};

/// Height of a row, in points.
const ROW: f32 = 58.0;

/// The list, and how it is looked at.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    /// By likelihood; `None` until they were looked for.
    found: Option<Vec<Finding>>,
    list: ListState,
    /// The row that is to have the keyboard, and the one that has it.
    wanted: Option<usize>,
    at: usize,
}

impl Leftovers {
    pub(super) fn checked(&mut self, found: Vec<Finding>) {
        self.at = self.at.min(found.len().saturating_sub(1));
        self.found = Some(found);
    }

    pub(super) fn count(&self) -> u64 {
        self.found.as_ref().map_or(0, |found| found.len() as u64)
    }

    pub(super) fn take_keyboard(&mut self) {
        self.go_to(self.at, self.count() as usize);
    }

    fn go_to(&mut self, row: usize, count: usize) {
        let row = row.min(count.saturating_sub(1));
        self.wanted = Some(row);
        self.list.reveal(row);
    }
}

/// Draws the list. `is_current`: it is how the case stands now.
pub(super) fn show(
    ui: &mut Ui,
    left: &mut Leftovers,
    session: &Session,
    is_current: bool,
    out: &mut Vec<Action>,
) {
    let Some(found) = left.found.take() else {
        nothing(ui, "Looking for less likely words", "Every entry that will be released is looked at");
        return;
    };
    if found.is_empty() {
        let advice = match session.workspace().level() {
            Level::More => "The dial shows all that was found",
            Level::Usual | Level::Fewer => {
                "Nothing else that may be personal was found in what will be released"
            }
        };
        nothing(ui, "No less likely words", advice);
        left.found = Some(found);
        return;
    }
    let head = Frame::new().inner_margin(Margin { left: 26, right: 16, top: 14, bottom: 8 });
    egui::Panel::top("leftovers head").frame(head).show_separator_line(false).show(ui, |ui| {
        let colours = palette(ui);
        let sentence = match found.len() {
            1 => "1 word that may be personal stands below your dial".to_owned(),
            more => format!("{} words that may be personal stand below your dial", words::grouped(more as u64)),
        };
        ui.spacing_mut().item_spacing.y = 3.0;
        word(ui, sentence, semibold(size::BODY + 1.0), colours.text);
        muted(
            ui,
            "The likeliest first. They go out openly unless you redact them; looking through them is up to you and \
             keeps nothing from being released",
        );
    });
    CentralPanel::default()
        .frame(Frame::new().inner_margin(Margin { left: 16, right: 6, top: 0, bottom: 0 }))
        .show(ui, |ui| {
            if !is_current {
                ui.set_opacity(0.55);
            }
            rows(ui, left, &found, session, out);
        });
    left.found = Some(found);
}

fn nothing(ui: &mut Ui, what: &str, advice: &str) {
    ui.add_space((ui.available_height() * 0.22).max(ROOM));
    super::super::super::widgets::empty(ui, what, advice);
}

fn rows(ui: &mut Ui, left: &mut Leftovers, found: &[Finding], session: &Session, out: &mut Vec<Action>) {
    let mut state = std::mem::take(&mut left.list);
    let wanted = left.wanted.take();
    let mut is_wanted_drawn = false;
    let mut moved = None;
    long_list(ui, &mut state, found.len(), ROW, |ui, at| {
        let Some(finding) = found.get(at) else { return };
        let response = draw(ui, session, finding);
        if response.clicked() {
            let place = Place { cell: finding.cell, span: finding.span };
            left.at = at;
            out.push(Action::GoTo { row: finding.cell.row, place: Some(place) });
        }
        if wanted == Some(at) {
            response.request_focus();
            is_wanted_drawn = true;
        }
        if response.has_focus() {
            left.at = at;
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            moved = step(ui).map(|step| at.saturating_add_signed(step));
        }
    });
    left.list = state;
    if let Some(row) = moved {
        left.go_to(row, found.len());
        ui.ctx().request_repaint();
    } else if !is_wanted_drawn {
        left.wanted = wanted;
    }
}

/// One finding in two lines: where it stands and its words in context, what it may be and why.
fn draw(ui: &mut Ui, session: &Session, finding: &Finding) -> Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let sheet = workspace.sheet();
    let row = finding.cell.row;
    let (before, here, after) = words::in_context(sheet.text(finding.cell).expose(), finding.span);
    let case = reference(workspace, row);
    let number = format!("row {}", sheet.source_row(row));
    let why =
        format!("{}: {}", words::kind(finding.kind), lower_first(&finding.why.line(sheet, finding.cell)));
    let likely = format!("{} %", finding.confidence_permille / 10);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("leftover"), Sense::click());
    let context = words::snippet(&format!("{before}{here}{after}"), 120);
    let name = format!("{case}, {number}: {context} {why}, {likely} likely. Go to the entry");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.surface);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0));
    }
    let inner = Rect::from_min_max(rect.min + egui::vec2(10.0, 8.0), rect.max - egui::vec2(14.0, 6.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    inner.spacing_mut().interact_size.y = 0.0;
    inner.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.allocate_ui(egui::vec2(124.0, 40.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(124.0);
                ui.spacing_mut().item_spacing.y = 3.0;
                truncated(ui, &case, medium(size::BODY), colours.text);
                truncated(ui, &number, regular(size::SMALL + 1.0), colours.muted);
            });
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ink = if response.hovered() || response.has_focus() { colours.accent } else { colours.muted };
            word(ui, "Review →", medium(size::SMALL), ink);
            word(ui, format!("{likely} likely"), regular(size::SMALL + 1.0), colours.muted);
            let width = ui.available_width();
            ui.allocate_ui_with_layout(
                egui::vec2(width, 40.0),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
                    let mut job = LayoutJob::default();
                    job.append(&before, 0.0, format(regular(size::BODY), colours.muted));
                    job.append(&here, 0.0, format(semibold(size::BODY), colours.text));
                    job.append(&after, 0.0, format(regular(size::BODY), colours.muted));
                    ui.add(egui::Label::new(job).truncate());
                    truncated(ui, &why, regular(size::SMALL + 1.0), colours.muted);
                },
            );
        });
    });
    response
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
