//! The other entries of the case, with what differs.

use eframe::egui::Ui;

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, size};
use super::super::super::widgets::{Push, muted, row_line, section, word};
use super::super::super::words;
use super::columns::is_long;
use crate::review::Workspace;
use crate::sheet::CellId;

/// The other entries of the case, with what differs.
pub(super) fn also_in_case(ui: &mut Ui, session: &Session, row: u32, out: &mut Vec<Action>) {
    /// More than this is told by number.
    const MOST: usize = 12;
    let colours = palette(ui);
    let workspace = session.workspace();
    let others: Vec<u32> = workspace.case_rows(row).into_iter().filter(|other| *other != row).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(GAP);
    row_line(ui);
    ui.add_space(GAP);
    section(ui, "Also in this case");
    for other in others.iter().take(MOST) {
        let entry = session.index.entry(*other);
        ui.horizontal_top(|ui| {
            let label = format!("Row {}", workspace.sheet().source_row(*other));
            if Push::new(&label).name(format!("Go to {label}")).width(84.0).show(ui).clicked() {
                out.push(Action::GoTo { row: *other, place: None });
            }
            let (text, ink) = if !entry.is_in() {
                ("not in scope".to_owned(), colours.muted)
            } else if entry.undecided > 0 {
                (format!("{} to decide", entry.undecided), colours.waiting)
            } else if entry.is_read {
                ("✓ read".to_owned(), colours.good)
            } else {
                ("to read".to_owned(), colours.muted)
            };
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                word(ui, text, medium(size::SMALL), ink);
                muted(ui, differences(workspace, row, *other));
            });
        });
    }
    if others.len() > MOST {
        muted(ui, format!("and {} more", others.len() - MOST));
    }
}

/// What another entry of the case says otherwise, in one line.
pub(in crate::app) fn differences(workspace: &Workspace, row: u32, other: u32) -> String {
    let sheet = workspace.sheet();
    let mut parts = Vec::new();
    for (column, plan) in (0u16..).zip(&workspace.layout().columns) {
        let text = |row| sheet.text(CellId { row, column }).expose().trim();
        let (here, there) = (text(row), text(other));
        let heading = sheet.columns().get(usize::from(column)).map_or("", |column| column.heading());
        if is_long(*plan) {
            let same = if here == there { "same text".to_owned() } else { new_words(here, there) };
            parts.insert(0, same);
        } else if here != there {
            let there = if there.is_empty() { "empty".to_owned() } else { words::snippet(there, 32) };
            parts.push(format!("{}: {there}", words::snippet(heading, 20)));
        }
    }
    parts.join(" · ")
}

/// The first sentence of `there` that `here` does not hold.
fn new_words(here: &str, there: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let mut sentences = there.unicode_sentences().map(str::trim).filter(|sentence| !here.contains(sentence));
    match sentences.next() {
        Some(sentence) => format!("“{}”", words::snippet(sentence, 90)),
        None => "part of this text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_new_sentence_is_told() {
        let here = "He left. BWV was on.";
        assert_eq!(new_words(here, "He left. He muted his camera. BWV was on."), "“He muted his camera.”");
        assert_eq!(new_words(here, "He left."), "part of this text");
    }
}
