//! The same words wherever they stand: a list of every place in context with ticks, one decision,
//! one undo step.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers};

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::{palette, regular, size};
use super::super::widgets::{ListState, Look, Push, heading, in_context, long_list, muted, segments};
use super::super::words;
use super::{modal, taken};
use crate::review::{Alike, Command, Decision, Likeness, Place, Reach, Workspace};
use crate::sheet::Role;

/// Height of a place in the list, in points.
const PLACE: f32 = 34.0;

#[derive(Clone, Debug)]
pub(in crate::app) struct Same {
    place: Place,
    decision: Decision,
    pub(in crate::app) reach: Reach,
    /// Every place, in order; `None` while they are looked for.
    places: Option<Arc<[Alike]>>,
    unticked: BTreeSet<Place>,
    at: usize,
    list: ListState,
    /// The places were given, and no others are looked for.
    is_given: bool,
}

impl Same {
    /// The places are looked for by the clerk, who is asked by whoever opens this.
    pub(in crate::app) fn new(place: Place, decision: Decision) -> Same {
        let (unticked, list) = (BTreeSet::new(), ListState::default());
        Same { place, decision, reach: Reach::Sheet, places: None, unticked, at: 0, list, is_given: false }
    }

    /// The decision for these places and no others; `None` if there are none.
    pub(in crate::app) fn of(places: Vec<Place>, decision: Decision) -> Option<Same> {
        let place = *places.first()?;
        let given = places.into_iter().map(|place| Alike { place, likeness: Likeness::Same });
        Some(Same { places: Some(given.collect()), is_given: true, ..Same::new(place, decision) })
    }

    /// Takes the clerk's answer, if it is to this question. Listed but not ticked are places that were
    /// decided otherwise, and a single word that stands without its capital: “may” is rarely Mr May. Words
    /// that are only alike are ticked within the case, and for a redaction: elsewhere they may be somebody
    /// else, and what is kept open by mistake is a breach.
    pub(in crate::app) fn answer(
        &mut self,
        workspace: &Workspace,
        place: Place,
        reach: Reach,
        places: Arc<[Alike]>,
    ) {
        if self.place != place || self.reach != reach || self.is_given {
            return;
        }
        let sheet = workspace.sheet();
        let is_otherwise = |place: &Place| {
            let standing = workspace.decision(*place);
            standing.is_some_and(|standing| is_redaction(standing) != is_redaction(&self.decision))
        };
        let words = |place: &Place| place.span.of(sheet.text(place.cell).expose()).unwrap_or("");
        let original = words(&self.place);
        let is_one_name = looks_like_a_name(original) && !original.contains(char::is_whitespace);
        let is_common = |place: &Place| is_one_name && !looks_like_a_name(words(place));
        let case: BTreeSet<u32> = workspace.case_rows(self.place.cell.row).into_iter().collect();
        let is_somebody_else = |alike: &Alike| match alike.likeness {
            Likeness::Same => false,
            Likeness::Initials | Likeness::Slip => {
                !is_redaction(&self.decision) || !case.contains(&alike.place.cell.row)
            }
        };
        let unticked = places
            .iter()
            .filter(|alike| is_otherwise(&alike.place) || is_common(&alike.place) || is_somebody_else(alike));
        self.unticked.extend(unticked.map(|alike| alike.place));
        self.places = Some(places);
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "same everywhere", 820.0, out, |ui, out| {
            let sheet = session.workspace().sheet();
            let text = sheet.text(self.place.cell).expose();
            let what = words::snippet(self.place.span.of(text).unwrap_or(""), 40);
            let (verb, sentence) = match &self.decision {
                Decision::Redact { exemptions, reason: _ } => {
                    ("Redact", format!("Redact “{what}” under {}", words::codes(exemptions)))
                }
                Decision::Keep { reason: _ } => ("Keep", format!("Keep “{what}”")),
            };
            heading(ui, &sentence);
            let reaches = [
                (Reach::Entry, "This entry", String::new()),
                (Reach::Case, "This case", String::new()),
                (Reach::Sheet, "Everywhere", String::new()),
            ];
            if !self.is_given
                && let Some(reach) = segments(ui, Some(self.reach), &reaches)
                && reach != self.reach
            {
                self.reach = reach;
                self.places = None;
                session.clerk.find_same(self.place, reach);
            }
            let height = (ui.ctx().content_rect().height() - 300.0).clamp(160.0, 420.0);
            let Some(places) = self.places.clone() else {
                ui.horizontal(|ui| {
                    ui.spinner();
                    muted(ui, "Looking for the words");
                });
                ui.add_space(height - 40.0);
                return;
            };
            let is_listed = |place: &&Place| places.binary_search_by_key(*place, |alike| alike.place).is_ok();
            let ticked = places.len() - self.unticked.iter().filter(is_listed).count();
            muted(
                ui,
                format!(
                    "{} of {} ticked. Space ticks and unticks: leave out where the words mean something else",
                    words::grouped(ticked as u64),
                    words::count(places.len() as u64, "place", "places")
                ),
            );
            let before = self.at;
            let mut chosen = Some(self.at);
            super::move_choice(ui, &mut chosen, places.len());
            self.at = chosen.unwrap_or_default();
            if self.at != before {
                self.list.reveal(self.at);
            }
            if let (true, Some(alike)) = (taken(ui, Modifiers::NONE, Key::Space), places.get(self.at)) {
                toggle(&mut self.unticked, alike.place);
            }
            let height = height.min(places.len() as f32 * PLACE);
            ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
                let (at, unticked) = (self.at, &mut self.unticked);
                long_list(ui, &mut self.list, places.len(), PLACE, |ui, row| {
                    if let Some(alike) = places.get(row) {
                        draw_place(ui, session, *alike, row == at, unticked);
                    }
                });
            });
            let label = format!("{verb} in {}", words::count(ticked as u64, "place", "places"));
            let mut is_chosen = ticked > 0 && taken(ui, Modifiers::NONE, Key::Enter);
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_enabled_ui(ticked > 0, |ui| {
                        is_chosen |= Push::new(&label).key("Enter").look(Look::Primary).show(ui).clicked();
                    });
                    if Push::new("Cancel").key("Esc").show(ui).clicked() {
                        out.push(Action::CloseDialog);
                    }
                });
            });
            if is_chosen {
                let ticked = places.iter().filter(|alike| !self.unticked.contains(&alike.place));
                let places = ticked.map(|alike| alike.place).collect();
                out.push(Action::CloseDialog);
                out.push(Action::Decide(Command::Decide { places, decision: self.decision.clone() }));
            }
        });
    }
}

fn is_redaction(decision: &Decision) -> bool {
    matches!(decision, Decision::Redact { .. })
}

fn looks_like_a_name(words: &str) -> bool {
    words.chars().any(|letter| letter.is_uppercase() || letter.is_numeric())
}

fn toggle(unticked: &mut BTreeSet<Place>, place: Place) {
    if !unticked.remove(&place) {
        unticked.insert(place);
    }
}

/// One place: its tick, its case, and the words in their sentence.
fn draw_place(
    ui: &mut egui::Ui,
    session: &Session,
    alike: Alike,
    is_at: bool,
    unticked: &mut BTreeSet<Place>,
) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let place = alike.place;
    let row = place.cell.row;
    if is_at {
        ui.painter().rect_filled(ui.max_rect(), 6.0, colours.accent_tint);
    }
    ui.horizontal_centered(|ui| {
        ui.add_space(6.0);
        let text = workspace.sheet().text(place.cell).expose();
        let (before, words, after) = words::in_context(text, place.span);
        let mut is_ticked = !unticked.contains(&place);
        let name = format!("{before}{words}{after}");
        let tick = ui.checkbox(&mut is_ticked, "").accessible_name(words::snippet(&name, 80));
        if tick.changed() {
            toggle(unticked, place);
        }
        let reference = workspace.layout().text(workspace.sheet(), row, Role::Reference).expose();
        let number = format!("row {}", workspace.sheet().source_row(row));
        let reference = if reference.is_empty() { number } else { words::snippet(reference, 16) };
        let place_width = 118.0;
        ui.allocate_ui(egui::vec2(place_width, 24.0), |ui| {
            ui.set_min_width(place_width);
            super::super::widgets::truncated(ui, &reference, regular(size::SMALL + 1.0), colours.muted);
        });
        let standing = match (workspace.decision(place), alike.likeness) {
            (Some(Decision::Redact { .. }), _) => "redacted",
            (Some(Decision::Keep { .. }), _) => "kept",
            (None, Likeness::Same) => "",
            (None, Likeness::Initials) => "with initials",
            (None, Likeness::Slip) => "one slip away",
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            muted(ui, standing);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                in_context(ui, (&before, &words, &after));
            });
        });
    });
}
