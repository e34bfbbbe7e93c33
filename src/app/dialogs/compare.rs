//! Words that are withheld in one place and open in another, side by side: the open places with ticks. The
//! ticked ones are redacted, the others may stand for a reason; one undo step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{self, Key, Margin, Modifiers, Ui};

use super::super::action::Action;
use super::super::screens::reference;
use super::super::session::Session;
use super::super::theme::{palette, regular, size};
use super::super::widgets::{
    ListState, Look, Push, field_label, heading, in_context, long_list, muted, section, truncated,
};
use super::super::words;
use super::{modal, taken};
use crate::review::{Command, Decision, Place, WordUse, Workspace, suggestion};

/// Height of a place in the lists, in points.
const PLACE: f32 = 34.0;

#[derive(Clone, Debug)]
pub(in crate::app) struct Compare {
    used: WordUse,
    /// Where they are withheld; the clerk looks for them in the whole sheet.
    withheld: Option<Arc<[Place]>>,
    /// How the words are redacted: as in most places, else as is suggested there; known once those are.
    decision: Option<Decision>,
    ticked: BTreeSet<Place>,
    reason: String,
    at: usize,
    open_list: ListState,
    withheld_list: ListState,
}

impl Compare {
    /// Ticks every open place that the officer did not keep, and has the withheld ones looked for.
    pub(in crate::app) fn new(session: &Session, used: &WordUse) -> Compare {
        let workspace = session.workspace();
        let is_kept = |place: &Place| kept(workspace, *place);
        let ticked = used.open.iter().filter(|place| !is_kept(place)).copied().collect();
        session.clerk.withheld_as(used.words.clone());
        Compare {
            used: used.clone(),
            decision: None,
            withheld: None,
            ticked,
            reason: used.settled.as_deref().unwrap_or_default().to_owned(),
            at: 0,
            open_list: ListState::default(),
            withheld_list: ListState::default(),
        }
    }

    /// Takes the clerk’s answer, if it is about these words.
    pub(in crate::app) fn answer(&mut self, workspace: &Workspace, words: &str, places: &Arc<[Place]>) {
        if words == self.used.words {
            self.decision = Some(usual_decision(workspace, places));
            self.withheld = Some(places.clone());
        }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "compare", 860.0, out, |ui, out| {
            let words_here = words::snippet(&self.used.words, 40);
            let open = self.used.open.len();
            let counts = counts(&self.used);
            heading(ui, &format!("“{words_here}”: {counts}"));
            let room = (ui.ctx().content_rect().height() - 390.0).clamp(160.0, 460.0);
            let height = |count: usize| (count as f32 * PLACE).min(room / 2.0);
            section(ui, "Open: tick what is to be redacted");
            self.move_about(ui);
            ui.allocate_ui(egui::vec2(ui.available_width(), height(open)), |ui| {
                let (at, ticked, places) = (self.at, &mut self.ticked, &self.used.open);
                long_list(ui, &mut self.open_list, places.len(), PLACE, |ui, row| {
                    if let Some(place) = places.get(row) {
                        draw(ui, session, *place, row == at, Some(&mut *ticked));
                    }
                });
            });
            section(ui, "Withheld");
            // The dialog is as tall as it will be: nothing moves when the places are there.
            let tall = height(self.used.withheld_count as usize);
            ui.allocate_ui(egui::vec2(ui.available_width(), tall), |ui| {
                ui.set_min_height(tall);
                let Some(places) = &self.withheld else {
                    muted(ui, "Looking for the places…");
                    return;
                };
                long_list(ui, &mut self.withheld_list, places.len(), PLACE, |ui, row| {
                    if let Some(place) = places.get(row) {
                        draw(ui, session, *place, false, None);
                    }
                });
            });
            self.buttons(ui, out);
        });
    }

    /// Arrows move in the list of open places, Space ticks.
    fn move_about(&mut self, ui: &Ui) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let before = self.at;
        let mut chosen = Some(self.at);
        super::move_choice(ui, &mut chosen, self.used.open.len());
        self.at = chosen.unwrap_or_default();
        if self.at != before {
            self.open_list.reveal(self.at);
        }
        if taken(ui, Modifiers::NONE, Key::Space)
            && let Some(place) = self.used.open.get(self.at)
        {
            toggle(&mut self.ticked, *place);
        }
    }

    /// What becomes of the ticked places and of the others.
    fn buttons(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let ticked = self.ticked.len();
        let others = self.used.open.len() - ticked;
        if others > 0 {
            let label = field_label(ui, &format!("Why {} may stand openly", places(others, "other")));
            let edit = egui::TextEdit::singleline(&mut self.reason)
                .hint_text("such as: the road, not the person")
                .desired_width(f32::INFINITY)
                .margin(Margin::symmetric(9, 6));
            ui.add(edit).labelled_by(label.id);
        }
        let reason = Some(self.reason.trim()).filter(|reason| others > 0 && !reason.is_empty());
        let under = match &self.decision {
            Some(Decision::Redact { exemptions, reason: _ }) => {
                format!(" under {}", words::codes(exemptions))
            }
            Some(Decision::Keep { reason: _ }) | None => String::new(),
        };
        let label = match (ticked, reason) {
            (0, _) => "Let them stand openly".to_owned(),
            (_, None) => format!("Redact {}{under}", places(ticked, "")),
            (_, Some(_)) => format!("Redact {}{under}, let {others} stand", places(ticked, "")),
        };
        // Under what they are redacted is known once it is known how they are withheld elsewhere.
        let can_settle = (ticked > 0 || reason.is_some()) && self.decision.is_some();
        let said = match (others, reason) {
            (0, _) => "One undo step",
            (_, None) => "Without a reason the others stay listed",
            (_, Some(_)) => "The reason counts for the whole case and stands in the record. One undo step",
        };
        let mut is_given = can_settle && taken(ui, Modifiers::NONE, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(can_settle, |ui| {
                is_given |= Push::new(&label).key("Enter").look(Look::Primary).show(ui).clicked();
            });
            if Push::new("Cancel").key("Esc").show(ui).clicked() {
                out.push(Action::CloseDialog);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| muted(ui, said));
        });
        if is_given && let Some(decision) = self.decision.clone() {
            out.push(Action::CloseDialog);
            out.push(Action::Review(Command::MakeConsistent {
                words: self.used.words.clone(),
                places: self.ticked.iter().copied().collect(),
                decision,
                reason: reason.map(str::to_owned),
            }));
        }
    }
}

/// `withheld in 14 places, open in 2`, and how many of the places are only suggested: what nobody has decided
/// is withheld if it stays so, but nobody has said so.
pub(in crate::app) fn counts(used: &WordUse) -> String {
    let (all, undecided) = (u64::from(used.withheld_count), u64::from(used.undecided_count));
    let is_suggested = undecided > 0 && undecided == all;
    let verb = if is_suggested { "suggested" } else { "withheld" };
    let waiting = match words::grouped(undecided) {
        _ if undecided == 0 || is_suggested => String::new(),
        count => format!("; {count} to decide"),
    };
    let (all, open) = (words::count(all, "place", "places"), words::grouped(used.open.len() as u64));
    format!("{verb} in {all}, open in {open}{waiting}")
}

fn places(count: usize, which: &str) -> String {
    let which = if which.is_empty() { String::new() } else { format!("{which} ") };
    words::count(count as u64, &format!("{which}place"), &format!("{which}places"))
}

fn toggle(ticked: &mut BTreeSet<Place>, place: Place) {
    if !ticked.remove(&place) {
        ticked.insert(place);
    }
}

fn kept(workspace: &Workspace, place: Place) -> bool {
    let is_keep = |decision: &Decision| matches!(decision, Decision::Keep { .. });
    workspace
        .decisions_in(place.cell)
        .any(|(other, decision)| other.span.covers(place.span) && is_keep(decision))
}

/// The decision that stands in most of the withheld places; else what is suggested in most of them.
fn usual_decision(workspace: &Workspace, withheld: &[Place]) -> Decision {
    let mut counted: BTreeMap<String, (usize, Decision)> = BTreeMap::new();
    for place in withheld {
        let decided = workspace.decisions_in(place.cell).find(|(other, _)| other.span.covers(place.span));
        let found = workspace.findings_in(place.cell).find(|finding| finding.span.covers(place.span));
        let suggested = || found.and_then(|finding| workspace.suggestion(finding)).map(Decision::from);
        let decision = decided.map(|(_, decision)| decision.clone()).or_else(suggested);
        if let Some(decision @ Decision::Redact { .. }) = decision {
            counted.entry(format!("{decision:?}")).or_insert((0, decision)).0 += 1;
        }
    }
    let usual = counted.into_values().max_by_key(|(count, _)| *count).map(|(_, decision)| decision);
    let public = || suggestion(crate::detect::Kind::Public).map(Decision::from);
    usual.or_else(public).unwrap_or(Decision::Keep { reason: String::new() })
}

/// One place: its tick if it is open, its case, and the words in their sentence.
fn draw(ui: &mut Ui, session: &Session, place: Place, is_at: bool, ticked: Option<&mut BTreeSet<Place>>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    if is_at {
        ui.painter().rect_filled(ui.max_rect(), 6.0, colours.accent_tint);
    }
    ui.horizontal_centered(|ui| {
        ui.add_space(6.0);
        let (before, here, after) =
            words::in_context(workspace.sheet().text(place.cell).expose(), place.span);
        match ticked {
            Some(ticked) => {
                let mut is_ticked = ticked.contains(&place);
                let name = words::snippet(&format!("{before}{here}{after}"), 80);
                if ui.checkbox(&mut is_ticked, "").accessible_name(name).changed() {
                    toggle(ticked, place);
                }
            }
            None => ui.add_space(26.0),
        }
        ui.allocate_ui(egui::vec2(118.0, 24.0), |ui| {
            ui.set_min_width(118.0);
            let case = words::snippet(&reference(workspace, place.cell.row), 16);
            truncated(ui, &case, regular(size::SMALL + 1.0), colours.muted);
        });
        let standing = if kept(workspace, place) { "kept" } else { "" };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            muted(ui, standing);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                in_context(ui, (&before, &here, &after));
            });
        });
    });
}
