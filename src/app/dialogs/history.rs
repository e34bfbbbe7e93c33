//! The history: every act that stands, the latest first. One can look at its place, or take back all that
//! came after it; that is one more act, and nothing leaves the record.

use eframe::egui::{self, Key, Modifiers, Role, Sense, Ui, WidgetInfo};

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::{palette, regular, size};
use super::super::time;
use super::super::widgets::{ListState, Look, Push, focus_ring, heading, long_list, muted, truncated};
use super::super::words;
use super::{modal, taken};
use crate::review::{Change, Command};

/// Height of an act, in points.
const ACT: f32 = 32.0;

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct History {
    /// How many acts back.
    at: usize,
    list: ListState,
}

impl History {
    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "history", 760.0, out, |ui, out| {
            let workspace = session.workspace();
            let count = workspace.act_count();
            heading(ui, "History");
            muted(
                ui,
                "What was done and not taken back, the latest first. Going back takes back what came after; it is \
                 one more act, which can be undone, and the record keeps everything",
            );
            if count == 0 {
                muted(ui, "Nothing has been done yet");
            }
            let before = self.at;
            let mut chosen = Some(self.at);
            super::move_choice(ui, &mut chosen, count);
            self.at = chosen.unwrap_or_default();
            if self.at != before {
                self.list.reveal(self.at);
            }
            let room = (ui.ctx().content_rect().height() - 300.0).clamp(160.0, 480.0);
            ui.allocate_ui(egui::vec2(ui.available_width(), room.min(count as f32 * ACT)), |ui| {
                let mut picked = None;
                let mut list = std::mem::take(&mut self.list);
                let acts: Vec<(u64, &[Change])> = workspace.acts().take(MOST).collect();
                long_list(ui, &mut list, acts.len(), ACT, |ui, at| {
                    if let Some((act, changes)) = acts.get(at)
                        && draw(ui, session, *act, changes, at == self.at).clicked()
                    {
                        picked = Some(at);
                    }
                });
                self.list = list;
                self.at = picked.unwrap_or(self.at);
            });
            if count > MOST {
                muted(
                    ui,
                    format!("The latest {} of {}", words::grouped(MOST as u64), words::grouped(count as u64)),
                );
            }
            self.buttons(ui, session, out);
        });
    }

    fn buttons(&self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let chosen = session.workspace().acts().nth(self.at);
        let later = words::count(self.at as u64, "act", "acts");
        let label = if self.at == 0 { "Nothing came after".to_owned() } else { format!("Take back {later}") };
        let place = chosen.and_then(|(_, changes)| changes.first()).and_then(Change::place);
        let mut goes_back = self.at > 0 && taken(ui, Modifiers::NONE, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_enabled_ui(self.at > 0, |ui| {
                goes_back |= Push::new(&label).key("Enter").look(Look::Primary).show(ui).clicked();
            });
            if Push::new("Close").key("Esc").show(ui).clicked() {
                out.push(Action::CloseDialog);
            }
            if let Some((row, place)) = place
                && Push::new("Go to its place").show(ui).clicked()
            {
                out.push(Action::CloseDialog);
                out.push(Action::GoTo { row, place });
            }
        });
        if let (true, Some((act, _))) = (goes_back, chosen) {
            out.push(Action::CloseDialog);
            out.push(Action::Review(Command::BackTo { act }));
        }
    }
}

/// So many acts are listed; what is older can be undone step by step.
const MOST: usize = 5_000;

fn draw(ui: &mut Ui, session: &Session, act: u64, changes: &[Change], is_at: bool) -> egui::Response {
    let colours = palette(ui);
    let rect = ui.max_rect();
    let what = words::act(session.workspace(), changes);
    let when = session.time_of(act).map(time::moment).unwrap_or_default();
    let response = ui.interact(rect, ui.unique_id().with("act"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_at, format!("{when}: {what}")));
    if is_at {
        ui.painter().rect_filled(rect, 6.0, colours.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, colours.sunken);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 0.0))));
    inner.horizontal_centered(|ui| {
        ui.allocate_ui(egui::vec2(130.0, 20.0), |ui| {
            ui.set_min_width(130.0);
            truncated(ui, &when, regular(size::SMALL + 1.0), colours.muted);
        });
        truncated(ui, &what, regular(size::BODY), colours.text);
    });
    response
}
