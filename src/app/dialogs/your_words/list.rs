//! The words of a list, each with how it matches and a way to take it off.

use eframe::egui::{self, Stroke, Ui};

use super::super::super::theme::{medium, palette, regular, size};
use super::super::super::widgets::{ListState, Look, Push, empty, long_list, truncated};
use super::super::super::words;
use super::{Counts, WordList};
use crate::detect::{AlwaysWords, Kind, Match};
use crate::review::Workspace;

/// Height of a row, in points.
const ROW: f32 = 38.0;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Row {
    words: String,
    counts: Counts,
    how: Match,
    kind: Option<Kind>,
}

/// The rows, made when a list has changed.
#[derive(Debug, Default)]
pub(super) struct Listing {
    rows: Vec<Row>,
    made_of: Option<(WordList, u64)>,
    state: ListState,
}

impl Listing {
    /// What is listed for every case has changed.
    pub(super) fn look_again(&mut self) {
        self.made_of = None;
    }

    /// Draws the list; the words that are to be taken off it, and where they count.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        (list, workspace, everywhere): (WordList, &Workspace, &AlwaysWords),
        height: f32,
        revision: u64,
    ) -> Option<(String, Counts)> {
        if self.made_of != Some((list, revision)) {
            self.made_of = Some((list, revision));
            self.rows = rows(list, workspace, everywhere);
        }
        let mut removed = None;
        let colours = palette(ui);
        let frame = egui::Frame::new().stroke(Stroke::new(1.0, colours.line)).corner_radius(6.0);
        frame.show(ui, |ui| {
            let width = ui.available_width();
            ui.allocate_ui(egui::vec2(width, height), |ui| {
                ui.set_min_size(egui::vec2(width, height));
                if self.rows.is_empty() {
                    let (what, advice) = match list {
                        WordList::Always => ("No words yet", "Type words above, or import a list"),
                        WordList::Never => ("No words yet", "Everything that is found is suggested"),
                    };
                    ui.add_space((height - 150.0).max(-24.0) / 2.0);
                    empty(ui, what, advice);
                    return;
                }
                long_list(ui, &mut self.state, self.rows.len(), ROW, |ui, at| {
                    if let Some(row) = self.rows.get(at)
                        && draw(ui, row)
                    {
                        removed = Some((row.words.clone(), row.counts));
                    }
                });
            });
        });
        removed
    }
}

fn rows(list: WordList, workspace: &Workspace, everywhere: &AlwaysWords) -> Vec<Row> {
    let lists = workspace.lists();
    let of = |words: &AlwaysWords, counts| -> Vec<Row> {
        let row = |(words, always): (&String, &crate::detect::Always)| Row {
            words: words.clone(),
            counts,
            how: always.how,
            kind: Some(always.kind),
        };
        words.iter().map(row).collect()
    };
    let mut rows = match list {
        WordList::Always => {
            let mut rows = of(&lists.always, Counts::Here);
            rows.extend(of(everywhere, Counts::Everywhere));
            rows
        }
        WordList::Never => lists
            .never
            .iter()
            .map(|(words, how)| Row { words: words.clone(), counts: Counts::Here, how: *how, kind: None })
            .collect(),
    };
    rows.sort_by_cached_key(|row| (crate::text::fold(&row.words), row.clone()));
    rows
}

/// One row; whether it is to be taken off.
fn draw(ui: &mut Ui, row: &Row) -> bool {
    let colours = palette(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    let mut is_removed = false;
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 0.0))));
    inner.horizontal_centered(|ui| {
        let cell = |ui: &mut Ui, width: f32, content: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui(egui::vec2(width, 24.0), |ui| {
                ui.set_min_width(width);
                content(ui);
            });
        };
        let wide = ui.available_width() - 96.0;
        cell(ui, wide * 0.36, &mut |ui| {
            truncated(ui, &row.words, medium(size::BODY), colours.text);
        });
        let mut about: Vec<&str> = row.kind.map(words::kind).into_iter().collect();
        about.push(words::how(row.how));
        if row.counts == Counts::Everywhere {
            about.push("Every case");
        }
        cell(ui, wide * 0.62, &mut |ui| {
            truncated(ui, &about.join(" · "), regular(size::SMALL + 1.0), colours.muted);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = format!("Remove “{}”", words::snippet(&row.words, 60));
            is_removed = Push::new("Remove").name(name).look(Look::Quiet).show(ui).clicked();
        });
    });
    is_removed
}
