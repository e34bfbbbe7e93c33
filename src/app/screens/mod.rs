//! The screens, and what stands around them. A screen reads the session and asks by actions.

mod chrome;
mod disclose;
mod load;
mod people;
mod reasons;
mod review;
mod scope;
mod start;

use eframe::egui::{self, CentralPanel, Frame, Id, Ui};

use super::action::{Action, Screen};
use super::session::Session;
use super::theme::palette;
use super::ui_command::UiCommand;
use super::workbench::Workbench;
use crate::review::Change;

pub(super) use review::reference;

/// What each screen remembers of how it is looked at. Nothing of it is part of the case.
#[derive(Debug, Default)]
pub(super) struct Views {
    pub(super) load: load::LoadView,
    pub(super) scope: scope::ScopeView,
    pub(super) people: people::PeopleView,
    pub(super) review: review::ReviewView,
    pub(super) reasons: reasons::ReasonsView,
    pub(super) disclose: disclose::DiscloseView,
}

impl Views {
    /// How a case is looked at that was just opened.
    pub(super) fn new(session: &Session) -> Views {
        Views {
            load: load::LoadView::new(session),
            scope: scope::ScopeView::default(),
            people: people::PeopleView::default(),
            review: review::ReviewView::default(),
            reasons: reasons::ReasonsView::default(),
            disclose: disclose::DiscloseView::default(),
        }
    }

    /// Whether this is the case text, which leaves keys to the commands.
    pub(super) fn is_reading(&self, id: Id) -> bool {
        id == review::reading_id() || id == scope::reading_id() || id == people::reading_id()
    }

    /// Rows in which a text was found that one of the lists asked for.
    pub(super) fn found(&mut self, query: &str, rows: Vec<u32>) {
        self.scope.found(query, &rows);
        self.review.found(query, rows);
    }

    /// A screen is shown from now on.
    pub(super) fn enter(&mut self, screen: Screen, session: &Session) {
        match screen {
            Screen::Load | Screen::Scope | Screen::People | Screen::Review => {}
            Screen::Reasons => self.reasons.enter(session),
            Screen::Disclose => self.disclose.enter(session),
        }
    }

    /// What was typed and is not saved, because it is not complete yet.
    pub(super) fn unsaved(&self, session: &Session) -> Option<String> {
        if self.load.has_problem() {
            return Some(
                "Something typed into the request in Load is not saved, because it is not complete yet"
                    .to_owned(),
            );
        }
        let what = self.reasons.problem(session)?;
        Some(format!("Something typed in Reasons is not saved, because it is not complete yet: {what}"))
    }

    /// Goes to where something changed, as far as the screen shows it.
    pub(super) fn show_change(&mut self, screen: Screen, session: &Session, change: &Change) {
        let Some((row, place)) = change.place() else {
            self.load.refresh(session);
            match screen {
                Screen::Load => self.load.show_change(change),
                Screen::Reasons => self.reasons.show_change(change),
                Screen::Scope | Screen::People | Screen::Review | Screen::Disclose => {}
            }
            return;
        };
        match screen {
            Screen::Review => self.review.go_to(session, row, place),
            Screen::Scope => self.scope.go_to(session, row),
            Screen::People => self.people.go_to(session, place),
            Screen::Load | Screen::Reasons | Screen::Disclose => {}
        }
    }
}

/// Panels remember their width for windows of about one width, so that a window made small for a
/// moment has its old columns when it is large again.
fn width_class(wide: f32) -> i32 {
    (wide / 120.0) as i32
}

/// What is read has the keyboard whenever nothing else has it, so that single keys and arrows are its own, and
/// Tab where it goes from place to place. Whether it was given the keyboard now.
fn hold_keyboard(ui: &Ui, id: Id, tab: bool) -> bool {
    let ctx = ui.ctx();
    let is_free = ctx.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if is_free {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
    let filter = egui::EventFilter { tab, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    is_free
}

/// Draws everything but the dialogs.
pub(super) fn show(bench: &mut Workbench, ui: &mut Ui, out: &mut Vec<Action>) {
    if let Some(intake) = &bench.intake {
        chrome::waiting(ui, intake, out);
        return;
    }
    let Some(session) = &mut bench.session else {
        start::show(ui, &bench.settings, bench.notice.as_ref(), bench.is_dropping, out);
        return;
    };
    if bench.screen == Screen::Review {
        session.count_words();
    }
    session.gather();
    session.find_left();
    if bench.screen == Screen::Disclose {
        let unsaved = bench.views.unsaved(session);
        bench.views.disclose.hear_of_unsaved(unsaved);
    }
    chrome::top(ui, bench.screen, session, out);
    chrome::bottom(ui, bench.screen, session, bench.came_from, bench.notice.as_ref(), out);
    let fill = palette(ui).page;
    CentralPanel::default().frame(Frame::new().fill(fill)).show(ui, |ui| match bench.screen {
        Screen::Load => load::show(ui, &mut bench.views.load, session, out),
        Screen::People => people::show(ui, &mut bench.views.people, session, out),
        Screen::Scope => scope::show(ui, &mut bench.views.scope, session, out),
        Screen::Review => review::show(ui, &mut bench.views.review, session, out),
        Screen::Reasons => reasons::show(ui, &mut bench.views.reasons, session, out),
        Screen::Disclose => disclose::show(ui, &mut bench.views.disclose, session, out),
    });
    if bench.is_dropping {
        chrome::dropping(ui, bench.drops_are_evidence().is_some());
    }
}

/// Does what a key or button of a screen asks for.
pub(super) fn run_command(bench: &mut Workbench, ctx: &egui::Context, command: UiCommand) {
    let mut out = Vec::new();
    let Some(session) = &mut bench.session else { return };
    match bench.screen {
        Screen::Load => load::run(&mut bench.views.load, command),
        Screen::People => people::run(&mut bench.views.people, session, ctx, command, &mut out),
        Screen::Scope => scope::run(&mut bench.views.scope, session, command, &mut out),
        Screen::Review => review::run(&mut bench.views.review, session, ctx, command, &mut out),
        Screen::Reasons => reasons::run(&mut bench.views.reasons, session, command),
        Screen::Disclose => disclose::run(&mut bench.views.disclose, session, command, &mut out),
    }
    // A screen that refuses says so itself.
    let views = &mut bench.views;
    if let Some(done) = views.review.take_done() {
        bench.notice = Some(super::notice::Notice::done(done));
    }
    let refused = views.review.take_refusal();
    let refused = refused.or_else(|| views.scope.take_refusal()).or_else(|| views.people.take_refusal());
    let refused = refused.or_else(|| views.reasons.take_refusal()).or_else(|| views.disclose.take_refusal());
    if let Some(refused) = refused {
        bench.notice = Some(super::notice::Notice::refused(refused));
    }
    bench.run_all(ctx, out);
}
