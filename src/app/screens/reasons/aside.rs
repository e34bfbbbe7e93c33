//! Beside the letter: everything that is to be mended, the chosen paragraph, or the facts.

use eframe::egui::{self, Frame, Margin, Panel, Role, ScrollArea, Sense, Ui, WidgetInfo};

use super::super::super::action::Action;
use super::super::super::papers::Papers;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, size};
use super::super::super::widgets::{Look, empty, focus_ring, muted, push, segments, visible_bars, word};
use super::super::super::words;
use super::notice::{NoticeView, Side};
use super::pad::{Pad, Watch};
use super::{facts, leads, paragraph};
use crate::disclose::{InNotice, Missing, NoticeParagraph};

pub(super) fn show(
    ui: &mut Ui,
    view: &mut NoticeView,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    papers: &Papers,
    out: &mut Vec<Action>,
) {
    let missing = view.letter(papers).missing();
    let withheld = view.withheld(papers);
    let bar = Frame::new().inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 8 });
    Panel::top("aside bar").frame(bar).show(ui, |ui| {
        let count = match missing.len() + withheld.len() {
            0 => "To mend".to_owned(),
            count => format!("To mend: {count}"),
        };
        let sides = [
            (Side::Missing, count.as_str(), String::new()),
            (Side::Paragraph, "Paragraph", String::new()),
            (Side::Facts, "Facts", String::new()),
        ];
        if let Some(side) = segments(ui, Some(view.side), &sides) {
            out.push(Action::KeepTyped);
            view.side = side;
        }
    });
    visible_bars(ui);
    let salt = ("aside", view.side as u8, view.chosen.clone().filter(|_| view.side == Side::Paragraph));
    ScrollArea::vertical().auto_shrink(false).id_salt(salt).show(ui, |ui| {
        ui.reset_style();
        Frame::new().inner_margin(Margin { left: 16, right: 14, top: 10, bottom: 16 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            match view.side {
                Side::Missing => {
                    list(ui, view, papers, &missing, &withheld, out);
                }
                Side::Paragraph => paragraph::show(ui, view, pad, watch, session, papers, out),
                Side::Facts => {
                    muted(ui, "What only you know and the notice needs. Each edit is saved when you leave its field");
                    facts::show(ui, &mut view.details, &mut view.wants_facts, watch);
                }
            }
        });
    });
}

/// Everything that is to be mended in the letter, each leading to where it is written.
fn list(
    ui: &mut Ui,
    view: &mut NoticeView,
    papers: &Papers,
    missing: &[Missing],
    withheld: &[&InNotice],
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    if missing.is_empty() && withheld.is_empty() {
        empty(ui, "✓ Nothing is missing", "The letter is complete. Read it once more as the applicant will");
        return;
    }
    withheld_words(ui, view, papers, withheld);
    if missing.is_empty() {
        return;
    }
    let things = words::count(missing.len() as u64, "thing is missing", "things are missing");
    word(ui, things, medium(size::BODY), colours.waiting);
    muted(ui, "Each leads to where it is written. F8 goes through them in the letter");
    let letter = view.letter(papers);
    let takes_keyboard = std::mem::take(&mut view.wants_aside);
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut heading = None;
    for (at, one) in missing.iter().enumerate() {
        let of = letter.paragraphs.iter().find(|paragraph| paragraph.id == one.paragraph);
        let title = title_of(of);
        if heading.as_ref() != Some(&title) {
            ui.add_space(8.0);
            muted(ui, title.as_str());
            heading = Some(title);
        }
        let response = missing_row(ui, at, one, of, out);
        if at == 0 && takes_keyboard {
            response.request_focus();
        }
    }
}

/// Paragraphs in which withheld words stand: to be taken out, or let stand with a reason.
fn withheld_words(ui: &mut Ui, view: &mut NoticeView, papers: &Papers, withheld: &[&InNotice]) {
    if withheld.is_empty() {
        return;
    }
    let colours = palette(ui);
    let paragraphs = words::count(withheld.len() as u64, "paragraph", "paragraphs");
    word(ui, format!("Withheld words stand in {paragraphs}"), medium(size::BODY), colours.danger);
    let help = egui::RichText::new(
        "Write it otherwise, or let the words stand openly with a reason: in Disclose, where they are listed, \
         if they stand openly in the table too",
    );
    ui.add(egui::Label::new(help.font(regular(size::SMALL)).color(colours.muted)).wrap());
    ui.spacing_mut().item_spacing.y = 2.0;
    for found in withheld {
        let of = view.letter(papers).paragraphs.iter().find(|paragraph| paragraph.id == found.paragraph);
        let line = format!("{}: {}", title_of(of), words::withheld_words(found));
        if push(ui, &words::snippet(&line, 90), Look::Quiet).clicked() {
            view.choose(found.paragraph.clone());
        }
    }
    ui.add_space(8.0);
}

/// The part of the letter, and the exemptions that it is about.
fn title_of(paragraph: Option<&NoticeParagraph>) -> String {
    let Some(paragraph) = paragraph else { return "Title".to_owned() };
    let heading = if paragraph.heading.is_empty() { "Opening" } else { &paragraph.heading };
    match words::codes(&paragraph.exemptions) {
        codes if codes.is_empty() => heading.to_owned(),
        codes => format!("{heading}  ·  {codes}"),
    }
}

/// One thing that is missing.
pub(super) fn missing_row(
    ui: &mut Ui,
    at: usize,
    one: &Missing,
    of: Option<&NoticeParagraph>,
    out: &mut Vec<Action>,
) -> egui::Response {
    const ROW: f32 = 28.0;
    const NARROW: f32 = 310.0;
    let colours = palette(ui);
    let (action, place) = leads::lead(one, of);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.unique_id().with(("missing", at)), Sense::click());
    let text = one.what.as_str();
    let about = of.map(|of| words::codes(&of.exemptions)).filter(|codes| !codes.is_empty());
    response.widget_info(|| {
        let about = about.as_ref().map(|codes| format!(" ({codes})")).unwrap_or_default();
        WidgetInfo::labeled(Role::Button, true, format!("Write {text}{about}"))
    });
    let is_hot = response.hovered() || response.has_focus();
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.sunken);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(6.0, 0.0))));
    inner.horizontal_centered(|ui| {
        word(ui, "○", medium(size::BODY), colours.waiting);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ink = if is_hot { colours.accent } else { colours.muted };
            // Where there is little room, what is missing matters more than where it leads.
            let leads_to = if rect.width() > NARROW { format!("{place} →") } else { "→".to_owned() };
            word(ui, leads_to, medium(size::SMALL), ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let text = egui::RichText::new(text).font(regular(size::BODY)).color(colours.text);
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
    if response.clicked() {
        out.push(action);
    }
    response
}
