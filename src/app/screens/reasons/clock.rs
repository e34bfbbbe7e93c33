//! Time and clock: where the clock stands and what has happened to it, time spent, and the second
//! officer's signature.

use eframe::egui::{self, ScrollArea, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{ROOM, medium, palette, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{
    Look, Note, area, banner, beside, card, field_with, muted, push, select, visible_bars, word,
};
use super::super::super::words;
use super::clock_draft::ClockDraft;
use super::facts;
use super::minutes::MinutesForm;
use super::pad::{Watch, take_keyboard};
use super::sign::SignForm;
use crate::law::{ClockState, ExemptionId, ExemptionKind};

/// How the part is looked at, and what is being typed.
#[derive(Default)]
pub(super) struct ClockView {
    pub(super) draft: ClockDraft,
    minutes: MinutesForm,
    sign: SignForm,
    wants_keyboard: bool,
    /// Qualified exemptions that something is withheld under, once they were looked up.
    qualified: Option<Vec<ExemptionId>>,
}

const WIDEST: f32 = 1240.0;
/// With less room the cards stand below each other.
const BESIDE: f32 = 860.0;

impl ClockView {
    pub(super) fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// What was typed and is not saved, in a few words.
    pub(super) fn problem(&self, session: &Session) -> Option<&'static str> {
        if self.draft.refusal(session).is_some() {
            return Some("the clock of the request");
        }
        if self.minutes.is_begun() {
            return Some("time that was not logged");
        }
        self.sign.is_begun().then_some("a signature that was not given")
    }

    /// Takes in under what something is withheld.
    pub(super) fn take_in(&mut self, exemptions: impl Iterator<Item = ExemptionId>) {
        let mut qualified: Vec<ExemptionId> =
            exemptions.filter(|exemption| exemption.get().kind == ExemptionKind::Qualified).collect();
        qualified.sort_unstable();
        qualified.dedup();
        self.qualified = Some(qualified);
    }
}

pub(super) fn show(
    ui: &mut Ui,
    view: &mut ClockView,
    watch: &mut Watch,
    session: &Session,
    out: &mut Vec<Action>,
) {
    visible_bars(ui);
    ScrollArea::vertical().auto_shrink(false).id_salt("time and clock").show(ui, |ui| {
        ui.reset_style();
        let room = ui.available_width();
        let width = (room - 2.0 * ROOM).min(WIDEST);
        let left = ((room - width) / 2.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.set_width(width);
                ui.add_space(14.0);
                if width < BESIDE {
                    clock(ui, view, watch, session);
                    view.sign.show(ui, session, out);
                    view.minutes.show(ui, session, out);
                } else {
                    columns(ui, view, watch, session, out);
                }
                ui.add_space(ROOM);
            });
        });
    });
}

fn columns(ui: &mut Ui, view: &mut ClockView, watch: &mut Watch, session: &Session, out: &mut Vec<Action>) {
    beside(ui, |ui, at| {
        if at == 0 {
            clock(ui, view, watch, session);
        } else {
            view.sign.show(ui, session, out);
            view.minutes.show(ui, session, out);
        }
    });
}

fn clock(ui: &mut Ui, view: &mut ClockView, watch: &mut Watch, session: &Session) {
    card(ui, |ui| {
        word(ui, "Clock of the request", semibold(size::BODY + 1.0), palette(ui).text);
        state(ui, session);
        starts_with(ui, view, watch, session);
        heading(
            ui,
            "Clarification",
            "A question without whose answer the information cannot be found. The clock starts with the answer",
        );
        beside(ui, |ui, at| {
            let response = if at == 0 {
                facts::day(ui, "Asked on", &mut view.draft.asked)
            } else {
                facts::day(ui, "Answered on", &mut view.draft.answered)
            };
            watch.see(&response);
        });
        heading(
            ui,
            "Refined after a refusal for cost",
            "A request that was refined after section 12 is a new one, with a new clock",
        );
        watch.see(&facts::day(ui, "Refined on", &mut view.draft.refined));
        extension(ui, view, watch, session);
        if let Some(refusal) = view.draft.refusal(session) {
            let colours = palette(ui);
            banner(ui, colours.waiting, colours.waiting_tint, |ui| ui.label(format!("● {refusal}")));
        }
    });
}

fn heading(ui: &mut Ui, title: &str, about: &str) {
    ui.add_space(8.0);
    word(ui, title, medium(size::BODY), palette(ui).text);
    ui.add_space(-5.0);
    muted(ui, about);
}

/// Where the clock stands, what is due, and what binds beside it.
fn state(ui: &mut Ui, session: &Session) {
    let colours = palette(ui);
    let today = time::today(time::now());
    let state = session.workspace().clock_state();
    let is_late = state.deadline().is_some_and(|deadline| today > deadline.due);
    let (ink, fill) = match state {
        _ if is_late => (colours.danger, colours.danger_tint),
        ClockState::AwaitingClarification { .. } => (colours.waiting, colours.waiting_tint),
        ClockState::NotStarted
        | ClockState::Running(_)
        | ClockState::Refined(_)
        | ClockState::Extended { .. } => (colours.text, colours.sunken),
    };
    banner(ui, ink, fill, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.add(
            egui::Label::new(egui::RichText::new(words::clock(state, today)).font(medium(size::BODY))).wrap(),
        );
        let mut lines = vec![format!("The clock is {}", state.words())];
        if let Some(deadline) = state.deadline() {
            lines.push(format!("It started on {}", time::in_words(deadline.received)));
        }
        if let ClockState::Extended { deadline, estimate } = state {
            lines.push(format!(
                "A decision on the public interest is expected by {}; the last day for it is {}. The letter, and all \
                 else that is refused, is due as above",
                time::in_words(estimate),
                time::in_words(deadline.balance_due)
            ));
        }
        for line in lines {
            let text = egui::RichText::new(line).size(size::SMALL + 1.0);
            ui.add(egui::Label::new(text).wrap());
        }
    });
    if let Some(warning) = state.warning() {
        banner(ui, colours.waiting, colours.waiting_tint, |ui| ui.label(format!("● {warning}")));
    }
}

/// Which text of the request starts the clock.
fn starts_with(ui: &mut Ui, view: &mut ClockView, watch: &mut Watch, session: &Session) {
    let texts = &session.workspace().request().texts;
    if texts.is_empty() {
        muted(ui, "The request has no text yet: add it in Load, under Request, with its day of receipt");
        return;
    }
    let names: Vec<String> = texts
        .iter()
        .map(|text| format!("{} of {}", words::request_kind(text.kind), time::day(text.received)))
        .collect();
    let usual = "The first that is no answer to a question".to_owned();
    let mut options: Vec<(Option<u32>, &str)> = vec![(None, usual.as_str())];
    options.extend((0..).zip(&names).map(|(at, name)| (Some(at), name.as_str())));
    field_with(ui, "What starts the clock", Note::Nothing, |ui| {
        let width = ui.available_width().min(380.0);
        let chosen = view.draft.starts_with;
        let (response, picked) =
            select(ui, "starts the clock", "What starts the clock", width, chosen, &options);
        if view.wants_keyboard {
            view.wants_keyboard = false;
            take_keyboard(&response);
        }
        if let Some(picked) = picked {
            view.draft.starts_with = picked;
            watch.finish();
        }
        response
    });
}

fn extension(ui: &mut Ui, view: &mut ClockView, watch: &mut Watch, session: &Session) {
    heading(
        ui,
        "Extension for the public interest test",
        "Only for a qualified exemption that is engaged already. A letter says so in time, with an estimate",
    );
    let known = view.qualified.clone();
    let mut offered = known.clone().unwrap_or_default();
    offered.extend(view.draft.exemptions.iter().copied());
    offered.sort_unstable();
    offered.dedup();
    if offered.is_empty() {
        muted(
            ui,
            if known.is_some() {
                "Nothing is withheld under a qualified exemption"
            } else {
                "Looking at what is withheld…"
            },
        );
    }
    ui.spacing_mut().item_spacing.y = 3.0;
    for exemption in offered {
        let mut is_on = view.draft.exemptions.contains(&exemption);
        if ui.checkbox(&mut is_on, &exemption.get().house).changed() {
            if is_on {
                view.draft.exemptions.insert(exemption);
            } else {
                view.draft.exemptions.remove(&exemption);
            }
            watch.finish();
        }
    }
    ui.spacing_mut().item_spacing.y = 8.0;
    if !view.draft.has_extension() {
        return;
    }
    beside(ui, |ui, at| {
        let response = if at == 0 {
            facts::day(ui, "Decision expected by", &mut view.draft.estimate)
        } else {
            facts::day(ui, "Letter sent on", &mut view.draft.sent)
        };
        watch.see(&response);
    });
    watch.see(&area(ui, "Why the time is needed", "extension why", &mut view.draft.why, 2));
    if session.workspace().paperwork().clock.extension.is_some() {
        muted(ui, "The letter that extends the time stands under Notice, and is saved from there");
    }
    if push(ui, "Take the extension out", Look::Quiet).clicked() {
        view.draft.drop_extension();
        watch.finish();
    }
}
