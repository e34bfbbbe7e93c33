//! The chosen paragraph: what is missing in it, its words, and what it rests on.

use eframe::egui::{self, Frame, Margin, Stroke, Ui};

use super::super::super::action::{Action, ReasonsGoal};
use super::super::super::papers::Papers;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, semibold, size};
use super::super::super::widgets::{Look, Push, empty, muted, push, section, word};
use super::super::super::words;
use super::notice::NoticeView;
use super::pad::{Pad, Text, Watch, take_keyboard};
use super::{aside, leads, marks};
use crate::disclose::NoticeParagraph;
use crate::review::{Command, MarkRef};

pub(super) fn show(
    ui: &mut Ui,
    view: &mut NoticeView,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    papers: &Papers,
    out: &mut Vec<Action>,
) {
    let Some(paragraph) = view.paragraph(papers) else {
        match view.letter(papers).missing().iter().find(|one| one.paragraph == "title") {
            Some(one) if view.chosen.as_deref() == Some("title") => {
                word(ui, "Title of the letter", semibold(size::BODY + 1.0), palette(ui).text);
                let response = aside::missing_row(ui, 0, one, None, out);
                if std::mem::take(&mut view.wants_aside) {
                    response.request_focus();
                }
            }
            _ => empty(ui, "Choose a paragraph", "Its words and what it rests on are shown here"),
        }
        left_over(ui, view, papers, out);
        return;
    };
    let heading = if paragraph.heading.is_empty() { "Opening" } else { &paragraph.heading };
    word(ui, heading, semibold(size::BODY + 1.0), palette(ui).text);
    let mut takes_keyboard = std::mem::take(&mut view.wants_aside);
    for (at, one) in paragraph.missing.iter().enumerate() {
        let response = aside::missing_row(ui, at, one, Some(paragraph), out);
        if std::mem::take(&mut takes_keyboard) {
            response.request_focus();
        }
    }
    own_words(ui, view, pad, watch, session, paragraph, takes_keyboard, out);
    rests_on(ui, view, session, papers, paragraph, out);
    left_over(ui, view, papers, out);
}

/// The template's words, and the officer's in place of them.
#[expect(clippy::too_many_arguments, reason = "what a field needs, and where the keyboard goes")]
fn own_words(
    ui: &mut Ui,
    view: &mut NoticeView,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    paragraph: &NoticeParagraph,
    takes_keyboard: bool,
    out: &mut Vec<Action>,
) {
    let id = &paragraph.id;
    let text = Text::Paragraph(id.clone());
    let saved = text.saved(session.workspace().paperwork()).map(str::to_owned);
    ui.add_space(6.0);
    section(ui, "The template says");
    quote(ui, &paragraph.template);
    let is_editing = view.editing.as_ref() == Some(id);
    if saved.is_none() && !is_editing {
        let button = push(ui, "Put it in your own words", Look::Plain);
        if takes_keyboard {
            button.request_focus();
        }
        if button.clicked() {
            view.editing = Some(id.clone());
            view.wants_words = true;
        }
        return;
    }
    let before = saved.as_deref().unwrap_or(&paragraph.template);
    let response = pad.area(ui, &text, "Your words", before, 5, watch);
    if std::mem::take(&mut view.wants_words) || takes_keyboard {
        take_keyboard(&response);
    }
    muted(
        ui,
        "What stands in braces is filled in, as in the template. Left empty, the paragraph is left out",
    );
    if Push::new("Use the template again").show(ui).clicked() {
        view.editing = None;
        pad.forget(&text);
        if saved.is_some() {
            out.push(Action::Review(Command::Paragraph { id: id.clone(), text: None }));
        }
    }
}

fn quote(ui: &mut Ui, words: &str) {
    let colours = palette(ui);
    Frame::new()
        .fill(colours.sunken)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(10, 7))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = egui::RichText::new(words).font(regular(size::BODY)).color(colours.muted);
            ui.add(egui::Label::new(text).wrap());
        });
}

/// The exemptions, the reasons and the marks behind a paragraph, each with a way to it.
fn rests_on(
    ui: &mut Ui,
    view: &mut NoticeView,
    session: &Session,
    papers: &Papers,
    paragraph: &NoticeParagraph,
    out: &mut Vec<Action>,
) {
    if paragraph.exemptions.is_empty() {
        return;
    }
    let colours = palette(ui);
    ui.add_space(8.0);
    section(ui, "It rests on");
    for exemption in &paragraph.exemptions {
        let house = egui::RichText::new(&exemption.get().house).font(medium(size::BODY)).color(colours.mark);
        ui.add(egui::Label::new(house).wrap());
    }
    if paragraph.id.starts_with("personal-data.")
        && let Some(group) = leads::group(paragraph)
    {
        let name = format!("Legitimate-interest record: {}", words::group(group));
        if link(ui, &name) {
            out.push(Action::GoToReasons(ReasonsGoal::Interest(group)));
        }
    }
    for reason in &paragraph.reasons {
        if link(ui, words::reason(reason)) {
            out.push(Action::GoToReasons(ReasonsGoal::Reason(reason.clone())));
        }
    }
    let mut marks: Vec<MarkRef> = view.letter(papers).marks_of(paragraph).take(MOST).collect();
    marks.sort_unstable();
    marks.dedup();
    ui.add_space(6.0);
    let count = if marks.len() < MOST { words::grouped(marks.len() as u64) } else { "many".to_owned() };
    section(ui, &format!("Marks: {count}"));
    marks::show(ui, &marks, &mut view.marks_shown, session, out);
}

/// So many marks are looked at, in each frame.
const MOST: usize = 2000;

/// Width of a letter, more or less, in points.
const LETTER: f32 = 8.6;

/// A line that leads to what it names.
fn link(ui: &mut Ui, text: &str) -> bool {
    let label = words::snippet(text, (ui.available_width() / LETTER) as usize);
    Push::new(&format!("{label} →")).name(format!("Go to: {text}")).show(ui).clicked()
}

/// Words for paragraphs that the letter no longer has.
fn left_over(ui: &mut Ui, view: &NoticeView, papers: &Papers, out: &mut Vec<Action>) {
    let left_over = &view.letter(papers).left_over;
    if left_over.is_empty() || view.chosen.is_none() {
        return;
    }
    ui.add_space(10.0);
    section(ui, "Your words for paragraphs that this letter does not have; another version may");
    for id in left_over {
        ui.horizontal_wrapped(|ui| {
            muted(ui, id.as_str());
            let name = format!("Drop the words for {id}");
            if Push::new("Drop").name(name).look(Look::Quiet).show(ui).clicked() {
                out.push(Action::Review(Command::Paragraph { id: id.clone(), text: None }));
            }
        });
    }
}
