//! What of an entry is not as it was in the export before.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Frame, Margin, Stroke, Ui};

use super::super::super::theme::{CORNER, GAP, medium, palette, regular, size};
use super::super::super::widgets::{muted, tag, word};
use super::super::super::words;
use crate::review::{CellChange, Newness, WordDifference, Workspace};

/// So many letters of what stayed are shown on each side of what changed.
const AROUND: usize = 48;

/// Says that an entry is new or changed.
pub(super) fn newness_tag(ui: &mut Ui, workspace: &Workspace, row: u32) {
    let colours = palette(ui);
    if let Some(newness) = workspace.newness(row) {
        tag(ui, words::newer::newness(newness), colours.waiting, colours.waiting_tint);
    }
}

/// What changed, column by column.
pub(super) fn changes(ui: &mut Ui, workspace: &Workspace, row: u32) {
    if workspace.newness(row) != Some(Newness::Changed) {
        return;
    }
    let colours = palette(ui);
    Frame::new()
        .fill(colours.sunken)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            word(ui, "What changed in this export", medium(size::BODY), colours.text);
            for change in workspace.changes_since_earlier(row) {
                cell(ui, workspace, &change);
            }
            muted(ui, "What is gone is struck out, what is new is underlined");
        });
    ui.add_space(GAP);
}

fn cell(ui: &mut Ui, workspace: &Workspace, change: &CellChange) {
    let colours = palette(ui);
    let heading = workspace.sheet().columns().get(usize::from(change.column)).map_or("", |c| c.heading());
    let format = |color| TextFormat { font_id: regular(size::BODY), color, ..TextFormat::default() };
    let name = TextFormat { font_id: medium(size::SMALL + 1.0), ..format(colours.muted) };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    job.append(&format!("{}  ", words::snippet(heading, 40)), 0.0, name);
    let pieces = WordDifference::between(change.was.trim(), change.now.trim());
    let last = pieces.len().saturating_sub(1);
    let mut is_other = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            WordDifference::Same(text) => {
                job.append(&shortened(text, at == 0, at == last), 0.0, format(colours.muted))
            }
            WordDifference::Gone(text) => {
                let struck = Stroke::new(1.0, colours.danger);
                job.append(text, 0.0, TextFormat { strikethrough: struck, ..format(colours.danger) });
                is_other = true;
            }
            WordDifference::New(text) => {
                let line = Stroke::new(1.5, colours.accent);
                job.append(text, 0.0, TextFormat { underline: line, ..format(colours.text) });
                is_other = true;
            }
        }
        job.append(" ", 0.0, format(colours.muted));
    }
    if !is_other {
        job.append("only the gaps between words are others", 0.0, format(colours.muted));
    }
    ui.add(egui::Label::new(job).wrap());
}

/// What stayed, cut to what stands beside what changed.
fn shortened(text: &str, is_first: bool, is_last: bool) -> String {
    let letters = text.chars().count();
    let room = if is_first || is_last { AROUND } else { 2 * AROUND };
    if letters <= room + 8 {
        return text.to_owned();
    }
    let head: String = text.chars().take(AROUND).collect();
    let tail: String = text.chars().skip(letters - AROUND).collect();
    match (is_first, is_last) {
        (true, true) => format!("{head} …"),
        (true, false) => format!("… {tail}"),
        (false, true) => format!("{head} …"),
        (false, false) => format!("{head} … {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stayed_is_cut_on_the_far_side() {
        let text = "a".repeat(60) + &"b".repeat(60);
        assert_eq!(shortened("short", true, false), "short");
        assert_eq!(shortened(&text, true, false), format!("… {}", "b".repeat(48)));
        assert_eq!(shortened(&text, false, true), format!("{} …", "a".repeat(48)));
        assert_eq!(shortened(&text, false, false), format!("{} … {}", "a".repeat(48), "b".repeat(48)));
    }
}
