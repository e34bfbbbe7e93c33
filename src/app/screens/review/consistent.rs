//! Whether the words in question are withheld everywhere: their count, always in view, and the way to settle
//! it.

use eframe::egui::{self, Frame, Margin, Panel, Ui};

use super::super::super::action::Action;
use super::super::super::dialogs::{self, Compare, Dialog};
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, muted, truncated};
use super::super::super::words;
use super::ReviewView;
use crate::review::{MOST_WORDS, Place, WordUse};
use crate::text::words as words_of;

/// What is known of the words at a place: as a whole, then those of its single words that are open somewhere.
fn about(session: &Session, place: Place) -> Vec<&WordUse> {
    let text = session.workspace().sheet().text(place.cell).expose();
    let words_here = place.span.of(text).unwrap_or("");
    let found = session.consistent.found();
    let mut about = found.about(words_here);
    let whole = found.of(words_here).map(|used| used.words.as_str());
    about.retain(|used| Some(used.words.as_str()) == whole || !used.open.is_empty());
    about
}

/// The count of the words in question, and the button that compares them.
pub(super) fn of_words(ui: &mut Ui, session: &Session, place: Place, out: &mut Vec<Action>) {
    let colours = palette(ui);
    if session.consistent.unsettled_count().is_none() {
        return;
    }
    let about = about(session, place);
    if about.is_empty() {
        let is_current = session.consistent.is_current(session.revision());
        let text = session.workspace().sheet().text(place.cell).expose();
        let is_passage = place.span.of(text).is_some_and(|passage| words_of(passage).len() > MOST_WORDS);
        let sentence = match (is_passage, is_current) {
            (true, _) => "A passage of this length is not looked for elsewhere",
            (false, true) => "Withheld nowhere as these words",
            (false, false) => "Being counted",
        };
        muted(ui, sentence);
        return;
    }
    for (at, used) in about.iter().enumerate() {
        let ink = if used.is_unsettled() { colours.waiting } else { colours.text };
        let counts = dialogs::counts(used);
        let settled = if used.settled.is_some() && !used.open.is_empty() { ", settled" } else { "" };
        let sentence = if at == 0 {
            format!("{}{settled}", words::capital(&counts))
        } else {
            format!("“{}”: {counts}{settled}", words::snippet(&used.words, 24))
        };
        let font = if used.is_unsettled() { medium(size::BODY) } else { regular(size::BODY) };
        ui.add(egui::Label::new(egui::RichText::new(sentence).font(font).color(ink)).wrap());
    }
    if about.iter().any(|used| !used.open.is_empty()) {
        let command = UiCommand::Compare;
        let button = Push::new(command.short()).key(command.key_text()).width(ui.available_width());
        if button.show(ui).on_hover_text(command.text()).clicked() {
            out.push(Action::Run(command));
        }
    }
}

/// At the foot of the panel: how many words of the whole case are withheld here and open there.
pub(super) fn of_case(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let Some(count) = session.consistent.unsettled_count() else { return };
    let foot = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(16, 5));
    Panel::bottom("consistency").frame(foot).show(ui, |ui| {
        let (sign, ink, font) = match count {
            0 => ("✓", colours.good, regular(size::SMALL + 1.0)),
            _ => ("●", colours.waiting, medium(size::SMALL + 1.0)),
        };
        let sentence = match count {
            0 => "No word is withheld here, open there".to_owned(),
            count => format!("{} withheld here, open there", words::count(count, "word", "words")),
        };
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let command = UiCommand::ShowCheck;
                let button = Push::new("").name(command.short()).key(command.key_text()).look(Look::Quiet);
                if button.show(ui).on_hover_text(command.text()).clicked() {
                    out.push(Action::Run(command));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    truncated(ui, &format!("{sign} {sentence}"), font, ink);
                });
            });
        });
    });
}

/// Opens the comparison of the words in question, of those first that are open somewhere and not settled.
pub(super) fn compare(view: &mut ReviewView, session: &Session, out: &mut Vec<Action>) {
    let Some(place) = view.target() else {
        view.refuse("No words are selected, and there is no suggestion here");
        return;
    };
    let about = about(session, place);
    let open = |used: &&&WordUse| !used.open.is_empty();
    match about.iter().find(|used| used.is_unsettled()).or_else(|| about.iter().find(open)) {
        Some(used) => out.push(Action::Dialog(Dialog::Compare(Compare::new(session, used)))),
        None if about.is_empty() => {
            view.refuse("These words are withheld nowhere, so there is nothing to compare")
        }
        None => view.refuse("These words stand openly nowhere"),
    }
}
