//! The letter on paper: every paragraph, what is missing in it, and what it rests on.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, EventFilter, Frame, Key, Margin, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
};

use super::super::super::action::Action;
use super::super::super::papers::Papers;
use super::super::super::theme::{CORNER, ROOM, medium, palette, regular, semibold, size};
use super::super::super::widgets::{focus_ring, visible_bars};
use super::super::super::words;
use super::notice::NoticeView;
use crate::disclose::{InNotice, Missing, NoticeParagraph, Style};

const WIDEST: f32 = 760.0;
const LETTERS: f32 = size::BODY;

pub(super) fn show(ui: &mut Ui, view: &mut NoticeView, papers: &Papers, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let letter = view.letter(papers);
    let room = ui.available_width() - 12.0;
    let width = (room - 2.0 * ROOM).min(WIDEST);
    let left = ((room - width) / 2.0).max(ROOM).floor();
    let mut chosen = None;
    visible_bars(ui);
    // Paper does not fade into a dark ground.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt("letter").show(ui, |ui| {
        ui.reset_style();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(left);
            ui.vertical(|ui| {
                Frame::new()
                    .fill(colours.paper)
                    .stroke(Stroke::new(1.0, colours.line))
                    .corner_radius(4)
                    .inner_margin(Margin::symmetric(30, 26))
                    .show(ui, |ui| {
                        ui.set_width(width - 60.0);
                        ui.spacing_mut().item_spacing.y = 1.0;
                        let title = set(&letter.title, &[], semibold(size::TITLE), ui);
                        ui.add(egui::Label::new(title).wrap());
                        ui.add_space(8.0);
                        chosen = paragraphs(ui, view, papers);
                    });
                ui.add_space(ROOM);
            });
        });
    });
    if let Some((id, enters)) = chosen {
        out.push(Action::KeepTyped);
        view.choose(id);
        if enters {
            view.wants_aside = true;
        } else {
            view.wants_letter = true;
        }
        ui.ctx().request_repaint();
    }
}

/// Draws the paragraphs. The one that was chosen now, and whether the keyboard goes on beside the letter.
fn paragraphs(ui: &mut Ui, view: &mut NoticeView, papers: &Papers) -> Option<(String, bool)> {
    let all = &view.letter(papers).paragraphs;
    let mut asked = None;
    let mut heading = "";
    let takes_keyboard = std::mem::take(&mut view.wants_letter);
    let reveals = std::mem::take(&mut view.reveals);
    let is_there = |id: &String| all.iter().any(|paragraph| paragraph.id == *id);
    let chosen = view.chosen.clone().filter(is_there);
    for (at, paragraph) in all.iter().enumerate() {
        if paragraph.heading != heading {
            heading = &paragraph.heading;
            ui.add_space(12.0);
            let ink = palette(ui).ink;
            let text = egui::RichText::new(heading).font(semibold(size::BODY + 1.0)).color(ink);
            ui.add(egui::Label::new(text).wrap());
        }
        let is_chosen = chosen.as_ref() == Some(&paragraph.id);
        let response = draw(ui, paragraph, papers.withheld_in(&paragraph.id), is_chosen);
        if is_chosen && reveals {
            response.scroll_to_me(Some(egui::Align::Center));
        }
        if takes_keyboard && (is_chosen || (chosen.is_none() && at == 0)) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.clicked() {
            asked = Some((paragraph.id.clone(), ui.input(|input| input.key_pressed(Key::Enter))));
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            let steps = [
                (Key::ArrowDown, 1),
                (Key::ArrowUp, -1),
                (Key::Home, isize::MIN),
                (Key::End, isize::MAX / 2),
            ];
            let step = ui.input(|input| steps.into_iter().find(|(key, _)| input.key_pressed(*key)));
            if let Some((_, step)) = step {
                let to = at.saturating_add_signed(step).min(all.len().saturating_sub(1));
                asked = all.get(to).map(|paragraph| (paragraph.id.clone(), false));
            }
        }
    }
    asked
}

fn draw(ui: &mut Ui, paragraph: &NoticeParagraph, withheld: Option<&InNotice>, is_chosen: bool) -> Response {
    let colours = palette(ui);
    let indent = match paragraph.style {
        Style::Paragraph => 0,
        Style::Bullet | Style::Quote => 18,
    };
    let frame = Frame::new().corner_radius(CORNER).inner_margin(Margin {
        left: 10 + indent,
        right: 10,
        top: 5,
        bottom: 5,
    });
    let mut prepared = frame.begin(ui);
    {
        let ui = &mut prepared.content_ui;
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let job = if paragraph.text.trim().is_empty() {
            let left_out = format!("Left out: {}", words::snippet(&paragraph.template, 90));
            let format = TextFormat {
                font_id: regular(size::SMALL + 1.0),
                color: colours.paper_muted,
                ..TextFormat::default()
            };
            LayoutJob::single_section(left_out, format)
        } else {
            set(&paragraph.text, &paragraph.missing, regular(LETTERS), ui)
        };
        ui.add(egui::Label::new(job).wrap());
        if let Some(found) = withheld {
            let text = egui::RichText::new(format!("✗ {}", words::withheld_words(found)));
            ui.add(egui::Label::new(text.font(medium(size::SMALL)).color(colours.paper_danger)).wrap());
        }
        if let Some(rests) = rests_on(paragraph) {
            let text = egui::RichText::new(rests).font(regular(size::SMALL)).color(colours.paper_muted);
            ui.add(egui::Label::new(text).truncate());
        }
    }
    let rect = prepared.allocate_space(ui).rect;
    let response = ui.interact(rect, ui.unique_id().with(("paragraph", &paragraph.id)), Sense::click());
    if is_chosen {
        prepared.frame.fill = colours.paper_accent_tint;
    } else if response.hovered() {
        prepared.frame.fill = colours.paper_hover;
    }
    prepared.paint(ui);
    let x = rect.min.x + 12.0;
    match paragraph.style {
        Style::Paragraph => {}
        Style::Bullet => {
            let y = rect.min.y + 5.0 + LETTERS * 0.62;
            ui.painter().circle_filled(egui::pos2(x + 6.0, y), 2.2, colours.ink);
        }
        Style::Quote => {
            let line = Stroke::new(2.0, colours.paper_muted.gamma_multiply(0.5));
            ui.painter().vline(x + 6.0, rect.shrink2(egui::vec2(0.0, 5.0)).y_range(), line);
        }
    }
    let missing = match paragraph.missing.len() as u64 {
        0 => String::new(),
        count => format!(" ({} missing)", words::count(count, "thing", "things")),
    };
    let withheld = withheld.map(|found| format!(" ({})", words::withheld_words(found))).unwrap_or_default();
    let name = words::snippet(&paragraph.text, 120) + &missing + &withheld;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, name.as_str()));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    response
}

/// What a paragraph rests on, and whether it is in the officer's own words.
fn rests_on(paragraph: &NoticeParagraph) -> Option<String> {
    let mut parts = Vec::new();
    if paragraph.is_overridden {
        parts.push("Your words".to_owned());
    }
    if !paragraph.exemptions.is_empty() {
        let reasons = match paragraph.reasons.len() as u64 {
            0 => String::new(),
            count => format!(", {}", words::count(count, "reason", "reasons")),
        };
        parts.push(format!("Rests on {}{reasons}", words::codes(&paragraph.exemptions)));
    }
    (!parts.is_empty()).then(|| parts.join("  ·  "))
}

/// A part of a text: its words, and whether they stand for something that is missing.
type Part = (String, bool);

/// Splits a text at what is missing in it.
fn parts(text: &str, missing: &[Missing]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    for one in missing {
        let told = format!("{{to be written: {}}}", one.what);
        let plain = format!("{{{}}}", one.placeholder);
        let found = rest.split_once(&told).map(|found| (found, one.what.clone()));
        let found = found.or_else(|| rest.split_once(&plain).map(|found| (found, plain.clone())));
        let Some(((before, after), says)) = found else { continue };
        parts.push((before.to_owned(), false));
        parts.push((says, true));
        rest = after;
    }
    parts.push((rest.to_owned(), false));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

/// A text for the paper, what is missing in it as a chip.
fn set(text: &str, missing: &[Missing], font: egui::FontId, ui: &Ui) -> LayoutJob {
    let colours = palette(ui);
    let mut job = LayoutJob::default();
    for (words, is_missing) in parts(text, missing) {
        if is_missing {
            let format = TextFormat {
                font_id: medium(font.size - 1.0),
                color: colours.paper_waiting,
                background: colours.paper_waiting_tint,
                expand_bg: 2.0,
                ..TextFormat::default()
            };
            // Room before the chip, which the words before it do not always leave. A comma behind it stays with it.
            job.append(&format!(" ○ {words}\u{a0}"), 3.0, format);
        } else {
            let format = TextFormat { font_id: font.clone(), color: colours.ink, ..TextFormat::default() };
            job.append(&words, 0.0, format);
        }
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_apart() {
        let missing = |placeholder: &str, what: &str| Missing {
            paragraph: "p".to_owned(),
            placeholder: placeholder.to_owned(),
            what: what.to_owned(),
        };
        let text = "On {to be written: the day}, by {by} and {to be written: the day}.";
        let all = [missing("on", "the day"), missing("by", "“{by}” is nothing"), missing("to", "the day")];
        let expected: Vec<(&str, bool)> = vec![
            ("On ", false),
            ("the day", true),
            (", by ", false),
            ("{by}", true),
            (" and ", false),
            ("the day", true),
            (".", false),
        ];
        let found = parts(text, &all);
        let found: Vec<(&str, bool)> = found.iter().map(|(words, is)| (words.as_str(), *is)).collect();
        assert_eq!(found, expected);
        assert_eq!(parts("A {brace} of its own", &[]), [("A {brace} of its own".to_owned(), false)]);
    }
}
