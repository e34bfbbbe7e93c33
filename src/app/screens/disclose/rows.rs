//! The lines of what stands in the way: a group, words, or one row that leads to its place; and what stands
//! over the parts of the check.

use eframe::egui::{self, Color32, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use super::super::super::action::Action;
use super::super::super::blocks::{Group, told};
use super::super::super::dialogs::{Compare, Dialog, SettleOpen};
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, semibold, size};
use super::super::super::widgets::{Push, cut_after, focus_ring, in_context, muted, tag, truncated, word};
use super::super::super::words;
use super::super::review::reference;
use super::check::GROUP;
use crate::review::{Block, BlockKind};

/// What every line has: a place to click, the focus, and a ground under the pointer.
pub(super) fn ground(ui: &mut Ui, rect: Rect, name: String, is_open: Option<bool>) -> Response {
    let colours = palette(ui);
    let response = ui.interact(rect, ui.unique_id().with("line"), Sense::click());
    response.widget_info(|| match is_open {
        Some(is_open) => WidgetInfo::selected(Role::Button, true, is_open, name.clone()),
        None => WidgetInfo::labeled(Role::Button, true, name.clone()),
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.surface);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0));
    }
    response
}

/// A triangle that says whether the line is unfolded.
pub(super) fn triangle(ui: &mut Ui, is_open: bool) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 12.0), Sense::hover());
    let (centre, colour) = (rect.center(), palette(ui).muted);
    let points = if is_open {
        [(-4.5, -2.5), (4.5, -2.5), (0.0, 3.5)]
    } else {
        [(-2.5, -4.5), (3.5, 0.0), (-2.5, 4.5)]
    };
    let points = points.map(|(x, y)| centre + egui::vec2(x, y)).to_vec();
    ui.painter().add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// What is left of the line behind an indent, in points.
pub(super) fn inside(ui: &mut Ui, rect: Rect, indent: f32) -> Ui {
    let inner = Rect::from_min_max(rect.min + egui::vec2(indent, 0.0), rect.max - egui::vec2(14.0, 0.0));
    ui.new_child(egui::UiBuilder::new().max_rect(inner))
}

/// The title of a group with its count in this ink on this tint, and what to do about it below.
pub(super) fn titled(ui: &mut Ui, title: &str, advice: &str, count: &str, (ink, tint): (Color32, Color32)) {
    let colours = palette(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.spacing_mut().interact_size.y = 18.0;
        ui.add_space((GROUP - 40.0) / 2.0);
        ui.horizontal(|ui| {
            word(ui, title, semibold(size::BODY + 1.0), colours.text);
            tag(ui, count, ink, tint);
        });
        truncated(ui, advice, regular(size::SMALL + 1.0), colours.muted);
    });
}

pub(super) fn draw_group(ui: &mut Ui, group: &Group, is_open: bool, out: &mut Vec<Action>) -> Response {
    let colours = palette(ui);
    let (title, advice) = words::block(group.kind);
    let is_of_cases = group.kind == BlockKind::Standing && group.is_whole;
    let advice = if is_of_cases {
        "No column tells: say in Load which one is the status or the outcome, or that no case is ongoing"
    } else {
        advice
    };
    let settle = if is_of_cases { "No case is ongoing…" } else { "Let them stand…" };
    let rect = ui.max_rect();
    let count = words::grouped(group.count() as u64);
    let response = ground(ui, rect, format!("{title}: {count}"), Some(is_open));
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 0.0))));
    inner.horizontal_centered(|ui| {
        triangle(ui, is_open);
        ui.add_space(2.0);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(words) = group.settled_by()
                && Push::new(settle).show(ui).clicked()
            {
                out.push(Action::Dialog(Dialog::SettleOpen(SettleOpen::new(words))));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                titled(ui, title, advice, &count, (colours.waiting, colours.waiting_tint));
            });
        });
    });
    response
}

/// Words that stand openly: settled here for the whole case, or redacted place by place.
pub(super) fn draw_words(
    ui: &mut Ui,
    session: &Session,
    open: &str,
    count: usize,
    is_open: bool,
    out: &mut Vec<Action>,
) -> Response {
    let colours = palette(ui);
    let rect = ui.max_rect();
    let open_places = words::count(count as u64, "open place", "open places");
    let used = session.consistent.found().of(open);
    let withheld = used.map(|used| u64::from(used.withheld_count)).unwrap_or_default();
    let quoted = format!("“{}”", words::snippet(open, 48));
    let response = ground(ui, rect, format!("{quoted}: {open_places}"), Some(is_open));
    let mut inner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(rect.min + egui::vec2(32.0, 0.0), rect.max - egui::vec2(10.0, 0.0))),
    );
    inner.horizontal_centered(|ui| {
        triangle(ui, is_open);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = format!("Let {quoted} stand openly…");
            if Push::new("Let them stand openly…").name(name).show(ui).clicked() {
                let words = crate::text::SensitiveString::new(open);
                out.push(Action::Dialog(Dialog::SettleOpen(SettleOpen::new(words))));
            }
            if let Some(used) = used
                && Push::new("Compare…").name(format!("Compare {quoted}…")).show(ui).clicked()
            {
                out.push(Action::Dialog(Dialog::Compare(Compare::new(session, used))));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                word(ui, &quoted, medium(size::BODY), colours.text);
                muted(
                    ui,
                    format!("withheld in {}, {open_places}", words::count(withheld, "place", "places")),
                );
            });
        });
    });
    response
}

/// What stands over a part of the check.
pub(super) fn draw_section(ui: &mut Ui, title: &str, advice: &str) {
    let colours = palette(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.edge));
    let inner = rect.shrink2(egui::vec2(10.0, 0.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    inner.horizontal_centered(|ui| {
        word(ui, title, semibold(size::READING), colours.text);
        truncated(ui, advice, regular(size::SMALL + 1.0), colours.muted);
    });
}

/// In place of what stands in the way: nothing does. Whether the officer asked for the preview.
pub(super) fn draw_clear(ui: &mut Ui, is_refused: bool) -> bool {
    let colours = palette(ui);
    let (sign, title, says, ink, fill) = if is_refused {
        let says = "What keeps it back stands beside it, on the right";
        ("●", "A release would be refused", says, colours.waiting, colours.waiting_tint)
    } else {
        let says = "All is decided, read and settled";
        ("✓", "Nothing stands in the way", says, colours.good, colours.good_tint)
    };
    let rect = ui.max_rect().shrink2(egui::vec2(8.0, 6.0));
    ui.painter().rect(
        rect,
        CORNER,
        fill,
        Stroke::new(1.0, ink.gamma_multiply(0.35)),
        egui::StrokeKind::Inside,
    );
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(14.0, 0.0))));
    let mut wants_preview = false;
    inner.horizontal_centered(|ui| {
        word(ui, sign, semibold(size::TITLE), ink);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            wants_preview = Push::new("See the preview").show(ui).clicked();
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                word(ui, title, semibold(size::BODY + 1.0), ink);
                truncated(ui, says, regular(size::BODY), colours.text);
            });
        });
    });
    wants_preview
}

/// A list that is narrower has little room, in points.
const TIGHT: f32 = 520.0;
/// Room for the case, the line in the file and a sentence, in points.
const ROOM_FOR_CASE: f32 = 640.0;

/// One row: its case and line in the file, what is the matter, and where it leads.
pub(super) fn draw_block(ui: &mut Ui, session: &Session, block: &Block, place: &str) -> Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let rect = ui.max_rect();
    let sentence = told(block);
    let (case, number) = match block.row {
        Some(row) => (reference(workspace, row), format!("row {}", workspace.sheet().source_row(row))),
        None => (String::new(), String::new()),
    };
    // A legal check says itself what it is about; several can be about the same words.
    let place_in_text = block.place.filter(|_| block.kind != BlockKind::LegalCheck);
    let context = place_in_text.map(|place| {
        let text = workspace.sheet().text(place.cell).expose();
        words::in_context(text, place.span)
    });
    let name = match (&context, block.row) {
        (Some((before, words, after)), _) => format!("{case}, {number}: {before}{words}{after}"),
        (None, Some(_)) => format!("{case}, {number}: {sentence}"),
        (None, None) => sentence.to_owned(),
    };
    let name = words::snippet(&name, 160);
    let response = ground(ui, rect, name, None);
    let indent = if block.kind == BlockKind::OpenElsewhere { 54.0 } else { 32.0 };
    inside(ui, rect, indent).horizontal_centered(|ui| {
        // A legal check says itself what it is about and leads to Reasons: where there is little room, its
        // sentence has it.
        let is_told = block.kind == BlockKind::LegalCheck && rect.width() < ROOM_FOR_CASE;
        if block.row.is_some() && !is_told {
            cell(ui, 132.0, &case, medium(size::BODY));
            cell(ui, 72.0, &number, regular(size::SMALL + 1.0));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, place);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| match &context {
                Some((before, words, after)) => {
                    in_context(ui, (before, words, after));
                }
                None => {
                    let lines = if block.kind == BlockKind::LegalCheck { 2 } else { 1 };
                    cut_after(ui, lines, sentence, regular(size::BODY), colours.text);
                }
            });
        });
    });
    response
}

/// Where a row leads, at its right edge.
pub(super) fn way(ui: &mut Ui, row: &Response, to: &str) {
    let colours = palette(ui);
    let ink = if row.hovered() || row.has_focus() { colours.accent } else { colours.muted };
    word(ui, format!("{to} →"), medium(size::SMALL), ink);
}

pub(super) fn cell(ui: &mut Ui, width: f32, text: &str, font: egui::FontId) {
    let colour = if width > 100.0 { palette(ui).text } else { palette(ui).muted };
    // Where there is little room, more of it is for what is told.
    let width = if ui.max_rect().width() < TIGHT { width * 0.7 } else { width };
    ui.allocate_ui(egui::vec2(width, 22.0), |ui| {
        ui.set_min_width(width);
        truncated(ui, text, font, colour);
    });
}
