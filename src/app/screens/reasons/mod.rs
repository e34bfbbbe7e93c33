//! Reasons: what is argued for each, the notice that goes with the release, the legal checks, and the
//! clock. The program asks and checks; every argument is the officer's.

mod argument;
mod arguments;
mod aside;
mod checks;
mod clock;
mod clock_draft;
mod consulted;
mod details;
mod evidence;
mod facts;
mod leads;
mod letter;
mod marks;
mod matrix;
mod minutes;
mod notice;
mod pad;
mod paragraph;
mod round;
mod sign;

use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};
use strum::IntoEnumIterator;

use super::super::action::{Action, ReasonsGoal, ReasonsPart};
use super::super::let_go::let_go;
use super::super::papers::Papers;
use super::super::session::Session;
use super::super::theme::palette;
use super::super::ui_command::UiCommand;
use super::super::widgets::{Look, keyed, muted, segments};
use super::super::words;
use crate::disclose::NoticeVersion;
use crate::review::{Change, Command, PaperworkChange};
use arguments::ArgumentsView;
use checks::ChecksView;
use clock::ClockView;
use notice::NoticeView;
use pad::{Pad, Watch};
use round::Next;

/// How the screen is looked at, and what is being typed in it. Holds the officer's words, so it does not
/// print.
#[derive(Default)]
pub(in crate::app) struct ReasonsView {
    part: ReasonsPart,
    desk: Desk,
    arguments: ArgumentsView,
    notice: NoticeView,
    checks: ChecksView,
    clock: ClockView,
    pad: Pad,
    watch: Watch,
    refusal: Option<String>,
    pane: Pane,
    /// The next missing thing is to be gone to once the letter and the checks know of what was typed.
    wants_missing: bool,
}

/// The paperwork as the clerk saw it last.
#[derive(Default)]
struct Desk {
    /// After how many events and in which version it was asked for.
    asked: Option<(u64, NoticeVersion)>,
    /// After how many events it was made.
    answered: Option<u64>,
    papers: Option<Arc<Papers>>,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    List,
    Page,
}

impl std::fmt::Debug for ReasonsView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReasonsView").field("part", &self.part).finish_non_exhaustive()
    }
}

impl Desk {
    /// Asks again if anything has changed since.
    fn update(&mut self, session: &Session, version: NoticeVersion) {
        let wanted = (session.revision(), version);
        // While where entries stand is looked at anew, every frame counts as a change.
        if self.asked != Some(wanted) && session.index.is_fresh() {
            self.asked = Some(wanted);
            session.clerk.papers(wanted.0, version);
        }
    }

    /// Whether what is shown is how the case stands now.
    fn is_current(&self, session: &Session) -> bool {
        let is_version =
            |papers: &Arc<Papers>| self.asked.is_some_and(|(_, version)| papers.notice.version == version);
        self.answered == Some(session.revision()) && self.papers.as_ref().is_some_and(is_version)
    }
}

impl ReasonsView {
    /// The screen is shown from now on.
    pub(in crate::app) fn enter(&mut self, session: &Session) {
        self.desk.update(session, self.notice.version());
    }

    pub(in crate::app) fn made(&mut self, revision: u64, papers: Arc<Papers>) {
        self.arguments.take_in(&papers);
        self.notice.take_in(&papers);
        self.clock.take_in(papers.uses().iter().map(|used| used.exemption));
        self.desk.answered = Some(revision);
        let_go(self.desk.papers.replace(papers));
    }

    /// The reason whose argument is shown.
    pub(in crate::app) fn argued(&self) -> Option<&str> {
        self.arguments.chosen.as_deref().filter(|_| self.part == ReasonsPart::Arguments)
    }

    pub(in crate::app) fn go_to(&mut self, goal: ReasonsGoal) {
        match goal {
            ReasonsGoal::Part(part) => self.part = part,
            ReasonsGoal::Reason(reason) => {
                self.part = ReasonsPart::Arguments;
                self.arguments.choose(reason);
                self.arguments.take_page();
            }
            ReasonsGoal::Interest(group) => {
                self.part = ReasonsPart::Arguments;
                self.arguments.choose_group(group);
            }
            ReasonsGoal::Paragraph(id) => {
                self.part = ReasonsPart::Notice;
                self.notice.choose(id);
            }
            ReasonsGoal::Facts(facts) => {
                self.part = ReasonsPart::Notice;
                self.notice.show_facts(facts);
            }
        }
    }

    /// Goes to where something changed.
    pub(in crate::app) fn show_change(&mut self, change: &Change) {
        let Change::Paperwork(change) = change else { return };
        match change {
            PaperworkChange::Argument { reason, .. } => {
                self.part = ReasonsPart::Arguments;
                self.arguments.choose(reason.clone());
            }
            PaperworkChange::Interest { group, .. } => {
                self.part = ReasonsPart::Arguments;
                self.arguments.choose_group(*group);
                self.arguments.wants = None;
            }
            PaperworkChange::NoticeWanted { .. } | PaperworkChange::NoticeDetails { .. } => {
                self.part = ReasonsPart::Notice;
            }
            PaperworkChange::Paragraph { id, .. } => {
                self.part = ReasonsPart::Notice;
                self.notice.choose(id.clone());
            }
            PaperworkChange::Lint { .. } => self.part = ReasonsPart::Checks,
            // It is told and made in Disclose, beside the release.
            PaperworkChange::InReference { .. } => {}
            PaperworkChange::Texts { .. } => self.part = ReasonsPart::Notice,
            PaperworkChange::SignOff { .. }
            | PaperworkChange::Clock { .. }
            | PaperworkChange::Time { .. } => self.part = ReasonsPart::Clock,
        }
    }

    /// What was typed and not saved yet, as far as it can be; it counts as saved from now on.
    pub(in crate::app) fn take_unsaved(&mut self, session: &Session) -> Vec<Command> {
        let mut commands = self.pad.take(session);
        commands.extend(self.arguments.take(session));
        commands.extend(self.notice.details.take(session));
        commands.extend(self.clock.draft.take(session));
        commands
    }

    /// What was typed and cannot be saved as it is, in a few words.
    pub(in crate::app) fn problem(&self, session: &Session) -> Option<&'static str> {
        if self.arguments.is_incomplete() {
            return Some(consulted::INCOMPLETE);
        }
        if self.pad.has_held() {
            return Some("nothing rests on the reason any more");
        }
        self.notice.details.problem().or_else(|| self.clock.problem(session))
    }

    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// Asks for what was typed to be saved if an edit is finished.
    fn save(&mut self, session: &Session, out: &mut Vec<Action>) {
        let watch = std::mem::take(&mut self.watch);
        let waits = || {
            self.pad.waits()
                || self.arguments.waits(session)
                || self.notice.details.waits(session)
                || self.clock.draft.waits(session)
        };
        if watch.is_due() && waits() {
            out.push(Action::KeepTyped);
        }
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut ReasonsView, session: &Session, out: &mut Vec<Action>) {
    view.desk.update(session, view.notice.version());
    view.notice.details.follow(session);
    view.clock.draft.follow(session);
    let colours = palette(ui);
    let bar = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(12, 7));
    Panel::top("reasons bar")
        .frame(bar)
        .exact_size(46.0)
        .show(ui, |ui| ui.horizontal_centered(|ui| toolbar(ui, view, session, out)));
    let papers = view.desk.papers.clone();
    let is_current = view.desk.is_current(session);
    if is_current && std::mem::take(&mut view.wants_missing) {
        next_missing(view, session);
    }
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| match view.part {
        ReasonsPart::Arguments => {
            let ReasonsView { arguments, pad, watch, .. } = view;
            arguments::show(ui, arguments, pad, watch, session, papers.is_some(), out);
        }
        ReasonsPart::Notice => {
            let ReasonsView { notice, pad, watch, .. } = view;
            notice::show(ui, notice, pad, watch, session, papers.as_deref(), out);
        }
        ReasonsPart::Checks => {
            checks::show(ui, &mut view.checks, session, papers.as_deref(), is_current, out);
        }
        ReasonsPart::Clock => clock::show(ui, &mut view.clock, &mut view.watch, session, out),
    });
    view.save(session, out);
}

fn toolbar(ui: &mut Ui, view: &mut ReasonsView, session: &Session, out: &mut Vec<Action>) {
    let papers = view.desk.papers.as_ref();
    let counted = |title: &str, count: usize| match count {
        0 => title.to_owned(),
        count => format!("{title}: {}", words::grouped(count as u64)),
    };
    let missing = papers.map_or(0, |papers| papers.notice.missing().len());
    let open = papers.map_or(0, |papers| papers.open_lints());
    let names = ReasonsPart::iter().map(|part| match part {
        ReasonsPart::Arguments => (part, "Arguments".to_owned()),
        ReasonsPart::Notice => (part, counted("Notice", missing)),
        ReasonsPart::Checks => (part, counted("Legal checks", open)),
        ReasonsPart::Clock => (part, "Time and clock".to_owned()),
    });
    let names: Vec<(ReasonsPart, String)> = names.collect();
    let parts: Vec<(ReasonsPart, &str, String)> =
        names.iter().map(|(part, name)| (*part, name.as_str(), String::new())).collect();
    if let Some(part) = segments(ui, Some(view.part), &parts) {
        out.push(Action::KeepTyped);
        view.part = part;
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        keyed(ui, UiCommand::NextMissing, Look::Quiet, out);
        if !view.desk.is_current(session) {
            muted(ui, "Looking…");
        }
    });
}

/// Does what a key or button asks for.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of another screen does nothing here")]
pub(super) fn run(view: &mut ReasonsView, session: &Session, command: UiCommand) {
    match command {
        UiCommand::NextPart | UiCommand::PreviousPart => {
            let parts: Vec<ReasonsPart> = ReasonsPart::iter().collect();
            let at = parts.iter().position(|part| *part == view.part).unwrap_or(0);
            let step = if command == UiCommand::NextPart { 1 } else { parts.len() - 1 };
            view.part = parts.get((at + step) % parts.len()).copied().unwrap_or_default();
        }
        UiCommand::NextPane => {
            view.pane = match view.pane {
                Pane::List => Pane::Page,
                Pane::Page => Pane::List,
            };
            match (view.part, view.pane) {
                (ReasonsPart::Arguments, Pane::List) => view.arguments.take_list(),
                (ReasonsPart::Arguments, Pane::Page) => view.arguments.take_page(),
                (ReasonsPart::Notice, Pane::List) => view.notice.take_letter(),
                (ReasonsPart::Notice, Pane::Page) => view.notice.take_aside(),
                (ReasonsPart::Checks, _) => view.checks.take_keyboard(),
                (ReasonsPart::Clock, _) => view.clock.take_keyboard(),
            }
        }
        // What was typed last is saved, but the letter and the checks may not know of it yet: what it answers
        // is no place to stop at.
        UiCommand::NextMissing => match view.part {
            ReasonsPart::Notice | ReasonsPart::Checks if !view.desk.is_current(session) => {
                view.wants_missing = true;
            }
            ReasonsPart::Arguments | ReasonsPart::Notice | ReasonsPart::Checks | ReasonsPart::Clock => {
                next_missing(view, session)
            }
        },
        // Saved already, as before everything that is asked for.
        UiCommand::KeepWords => {}
        _ => {}
    }
}

fn next_missing(view: &mut ReasonsView, session: &Session) {
    let papers = view.desk.papers.as_ref();
    let missing = ("thing is still missing", "things are still missing");
    let (next, nothing, (one, more)) = match view.part {
        ReasonsPart::Arguments => {
            (view.arguments.go_to_missing(session), "Nothing is missing in what is argued", missing)
        }
        ReasonsPart::Notice => {
            let next = papers.map_or(Next::Nothing, |papers| view.notice.go_to_missing(papers));
            (next, "Nothing is missing in the notice", missing)
        }
        ReasonsPart::Checks => {
            let next = papers.map_or(Next::Nothing, |papers| view.checks.go_to_open(papers));
            (next, "No legal check is open", ("check is still open", "checks are still open"))
        }
        ReasonsPart::Clock => (Next::Nothing, "Nothing is asked for here", missing),
    };
    view.refusal = match next {
        Next::Found => None,
        Next::End(count) => Some(round::at_end(count, one, more)),
        Next::Nothing => Some(nothing.to_owned()),
    };
}
