//! Why a release was or would be refused, in the panel on the right: the words, where they stand, and what to
//! do about each.

use eframe::egui::{self, Ui};

use super::super::super::action::{Action, LoadPart};
use super::super::super::dialogs::{Dialog, SettleOpen};
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, semibold, size};
use super::super::super::widgets::{Look, Push, banner, push, word};
use super::super::super::words;
use super::DiscloseView;
use crate::disclose::{Named, NoticeError, PackError, Place, Refusal};
use crate::text::SensitiveString;

/// Why the last release was not made.
pub(super) fn refused(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    let Some(refusal) = &view.refused else { return };
    let colours = palette(ui);
    if matches!(refusal, Refusal::Pack(PackError::Cancelled)) {
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            word(ui, "The release was stopped. Nothing was written", medium(size::BODY), colours.waiting);
        });
        return;
    }
    let mut is_done = false;
    banner(ui, colours.danger, colours.danger_tint, |ui| {
        match refusal {
            Refusal::Blocked(_)
            | Refusal::Pack(_)
            | Refusal::Notice(NoticeError::Missing(_) | NoticeError::Disagrees { .. }) => {
                text(ui, refusal.to_string(), medium(size::BODY));
            }
            Refusal::InNotice(found) => {
                text(ui, refusal.to_string(), medium(size::BODY));
                for found in found {
                    let words: Vec<&str> = found.words.iter().map(|words| words.expose()).collect();
                    text(ui, format!("{}: {}", found.paragraph, words.join(", ")), regular(size::BODY));
                }
            }
            Refusal::Named(found) => named(ui, session, found, out),
        }
        ui.horizontal_wrapped(|ui| {
            ui.visuals_mut().override_text_color = None;
            is_done = push(ui, "Dismiss", Look::Quiet).clicked();
        });
    });
    if is_done {
        view.refused = None;
    }
}

fn text(ui: &mut Ui, text: String, font: egui::FontId) {
    let colour = palette(ui).danger;
    ui.add(egui::Label::new(egui::RichText::new(text).font(font).color(colour)).wrap());
}

/// Each place with the words, then what to do: about the reference, which nobody can change, and about the rest.
fn named(ui: &mut Ui, session: &Session, found: &[Named], out: &mut Vec<Action>) {
    let title = "Not released: withheld words stand outside the cells. Nothing was written";
    text(ui, title.to_owned(), semibold(size::BODY));
    for named in found {
        let what = match named.words.as_slice() {
            [] => "holds withheld words in another form".to_owned(),
            words => format!("holds {}, which is withheld", quoted(words)),
        };
        let here = words::snippet(named.text.expose().trim_end_matches('.'), 60);
        text(ui, format!("{} “{here}” {what}", place(&named.place)), regular(size::BODY));
    }
    let in_reference = of_reference(found);
    let is_elsewhere = found.iter().any(|named| {
        !is_of_reference(&named.place) || named.words.is_empty() || !holds_all(&in_reference, &named.words)
    });
    let reference = session.workspace().request().reference.trim().to_owned();
    if !in_reference.is_empty() {
        let does = format!(
            "If {} only happens to be part of the request’s number, say so with a reason. It then may stand in “{}” as \
             a whole, and nowhere else.",
            quoted(&in_reference),
            words::snippet(&reference, 40)
        );
        text(ui, does, regular(size::BODY));
    }
    if is_elsewhere {
        let does = "Take the words out of the title or the public authority, or put the column out of scope.";
        text(ui, does.to_owned(), regular(size::BODY));
    }
    ui.horizontal_wrapped(|ui| {
        ui.visuals_mut().override_text_color = None;
        if !in_reference.is_empty() {
            let label = "Let it stay in the reference…";
            let name = format!("Let {} stay in the reference…", quoted(&in_reference));
            if Push::new(label).name(name).show(ui).clicked() {
                let settle = SettleOpen::in_reference(in_reference.clone(), reference.clone());
                out.push(Action::Dialog(Dialog::SettleOpen(settle)));
            }
        }
        if push(ui, "Go to the request", Look::Plain).clicked() {
            out.push(Action::GoToLoad(LoadPart::Request));
        }
        let is_heading = |named: &Named| matches!(named.place, Place::Heading { .. });
        if found.iter().any(is_heading) && push(ui, "Go to the columns", Look::Plain).clicked() {
            out.push(Action::GoToLoad(LoadPart::Columns));
        }
    });
}

/// What of it is part of the reference, each once.
fn of_reference(found: &[Named]) -> Vec<SensitiveString> {
    let mut words: Vec<SensitiveString> = Vec::new();
    for word in
        found.iter().filter(|named| named.place == Place::Value("reference")).flat_map(|named| &named.words)
    {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    words
}

/// Whether the reference is what brings the words there.
fn is_of_reference(place: &Place) -> bool {
    matches!(place, Place::FileName) || *place == Place::Value("reference")
}

fn holds_all(all: &[SensitiveString], words: &[SensitiveString]) -> bool {
    words.iter().all(|word| all.contains(word))
}

fn quoted(words: &[SensitiveString]) -> String {
    let quoted = words.iter().map(|word| format!("“{}”", words::snippet(word.expose(), 40)));
    quoted.collect::<Vec<_>>().join(", ")
}

fn place(place: &Place) -> String {
    match place {
        Place::FileName => "The name of the files".to_owned(),
        Place::Value(name) => format!("The {name}"),
        Place::Heading { column } => format!("The heading of column {column} of the table"),
        Place::Container
        | Place::End
        | Place::Cell { .. }
        | Place::Part(_)
        | Place::UnknownPart(_)
        | Place::Text(_)
        | Place::UnknownFile(_) => words::capital(&place.to_string()),
    }
}
