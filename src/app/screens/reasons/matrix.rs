//! The reasons by section of the Act, on the left: what each claims, how many marks rest on it, and what is
//! missing. Groups are named where their reasons share a record.

use eframe::egui::{
    self, EventFilter, Frame, Key, Margin, Response, Role, ScrollArea, Sense, Ui, WidgetInfo,
};

use super::super::super::needs::ReasonRow;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, semibold, size};
use super::super::super::widgets::{focus_ring, row_line, visible_bars, word};
use super::super::super::words;
use crate::law::Group;
use crate::review::{InterestPart, Paperwork};

/// Height of a line of small words, in points.
const LINE: f32 = 16.0;
/// Headings begin where the words of the rows do.
const INDENT: Margin = Margin { left: 10, right: 0, top: 0, bottom: 0 };

/// What a click or key in the list asks for.
pub(super) struct Asked {
    pub(super) reason: String,
    /// The keyboard goes on into its fields.
    pub(super) enters: bool,
}

/// Draws the list. `takes_keyboard` gives the keyboard to the chosen row.
pub(super) fn show(
    ui: &mut Ui,
    rows: &[ReasonRow],
    chosen: Option<&str>,
    takes_keyboard: bool,
    session: &Session,
) -> Option<Asked> {
    let paperwork = session.workspace().paperwork();
    let mut asked = None;
    visible_bars(ui);
    ScrollArea::vertical().auto_shrink(false).id_salt("reasons").show(ui, |ui| {
        ui.reset_style();
        Frame::new().inner_margin(Margin { left: 10, right: 8, top: 8, bottom: 16 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            for (at, section) in rows.chunk_by(|one, other| one.section() == other.section()).enumerate() {
                section_head(ui, section, at == 0);
                for sharing in section.chunk_by(|one, other| one.shares() == other.shares()) {
                    if let Some(group) = sharing.first().and_then(ReasonRow::shares) {
                        group_head(ui, group, paperwork);
                    }
                    for row in sharing {
                        let is_chosen = chosen == Some(row.reason.as_str());
                        let response = reason_row(ui, row, is_chosen, paperwork);
                        if is_chosen && takes_keyboard {
                            response.request_focus();
                            response.scroll_to_me(None);
                        }
                        if response.clicked() {
                            let enters = ui.input(|input| input.key_pressed(Key::Enter));
                            asked = Some(Asked { reason: row.reason.clone(), enters });
                        }
                        if response.has_focus()
                            && let Some(reason) = moved(ui, &response, rows, &row.reason)
                        {
                            asked = Some(Asked { reason, enters: false });
                        }
                    }
                }
            }
        });
    });
    asked
}

/// The reason that an arrow leads to.
fn moved(ui: &Ui, response: &Response, rows: &[ReasonRow], from: &str) -> Option<String> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let at = rows.iter().position(|row| row.reason == from)?;
    let to = ui.input(|input| {
        let steps =
            [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::Home, isize::MIN), (Key::End, isize::MAX / 2)];
        steps
            .into_iter()
            .find(|(key, _)| input.key_pressed(*key))
            .map(|(_, step)| at.saturating_add_signed(step))
    })?;
    rows.get(to.min(rows.len().saturating_sub(1))).map(|row| row.reason.clone())
}

/// What a section of the Act is called, above the reasons under it.
fn section_head(ui: &mut Ui, rows: &[ReasonRow], is_first: bool) {
    let Some(first) = rows.first().and_then(ReasonRow::first) else { return };
    let colours = palette(ui);
    ui.add_space(if is_first { 6.0 } else { 18.0 });
    let name = format!("Section {}  ·  {}", first.section, first.subject);
    Frame::new().inner_margin(INDENT).show(ui, |ui| {
        let name = egui::RichText::new(name).font(semibold(size::BODY)).color(colours.text);
        ui.add(egui::Label::new(name).wrap());
    });
    ui.add_space(2.0);
    row_line(ui);
}

/// A group within a section, with the record that its reasons share.
fn group_head(ui: &mut Ui, group: Group, paperwork: &Paperwork) {
    let colours = palette(ui);
    let missing = paperwork.interest(group).missing();
    ui.add_space(8.0);
    Frame::new().inner_margin(INDENT).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = LINE + 4.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(10.0, 2.0);
            word(ui, words::group(group), medium(size::SMALL + 1.0), colours.muted);
            for part in [InterestPart::Purpose, InterestPart::Necessity, InterestPart::Balance] {
                state(ui, &words::interest_part(part).to_lowercase(), !missing.contains(&part));
            }
        });
    });
}

/// One word with a sign before it that says whether it is done.
fn state(ui: &mut Ui, name: &str, is_done: bool) {
    let colours = palette(ui);
    let (sign, ink) = if is_done { ("✓", colours.good) } else { ("○", colours.waiting) };
    let text = egui::RichText::new(format!("{sign} {name}")).font(medium(size::SMALL)).color(ink);
    // Not broken over lines between the sign and the word.
    ui.add(egui::Label::new(text).extend());
}

fn reason_row(ui: &mut Ui, row: &ReasonRow, is_chosen: bool, paperwork: &Paperwork) -> Response {
    let colours = palette(ui);
    let frame = Frame::new().corner_radius(CORNER).inner_margin(Margin::symmetric(10, 8));
    let mut prepared = frame.begin(ui);
    {
        let ui = &mut prepared.content_ui;
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.spacing_mut().interact_size.y = LINE;
        let line =
            egui::RichText::new(words::reason(&row.reason)).font(medium(size::BODY)).color(colours.text);
        ui.add(egui::Label::new(line).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GAP, 2.0);
            word(ui, words::codes(&row.exemptions), medium(size::SMALL), colours.mark);
            let marks = words::count(row.marks.len() as u64, "mark", "marks");
            word(ui, marks, regular(size::SMALL), colours.muted);
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(10.0, 2.0);
            for need in &row.needs {
                state(ui, row.name(*need), row.has(*need, paperwork));
            }
            // Nobody has to be asked; who was is worth seeing.
            if paperwork.argument(&row.reason).consultation.is_some() {
                state(ui, "consulted", true);
            } else {
                let text =
                    egui::RichText::new("– not consulted").font(regular(size::SMALL)).color(colours.muted);
                ui.add(egui::Label::new(text).extend());
            }
        });
    }
    let rect = prepared.allocate_space(ui).rect;
    let response = ui.interact(rect, ui.unique_id().with(("reason", &row.reason)), Sense::click());
    if is_chosen {
        prepared.frame.fill = colours.accent_tint;
    } else if response.hovered() {
        prepared.frame.fill = colours.sunken;
    }
    prepared.paint(ui);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, spoken(row, paperwork)));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    response
}

/// What a screen reader says of a reason.
fn spoken(row: &ReasonRow, paperwork: &Paperwork) -> String {
    let missing: Vec<&str> =
        row.needs.iter().filter(|need| !row.has(**need, paperwork)).map(|need| row.name(*need)).collect();
    let missing =
        if missing.is_empty() { "complete".to_owned() } else { format!("missing: {}", missing.join(", ")) };
    format!(
        "{}, {}, {}, {missing}",
        words::snippet(words::reason(&row.reason), 90),
        words::codes(&row.exemptions),
        words::count(row.marks.len() as u64, "mark", "marks")
    )
}
