//! The request: what it is called, over which period, and what the applicant wrote when. Each
//! finished edit is one act of the officer.

use eframe::egui::{self, Margin, TextEdit, Ui};
use jiff::civil::Date;

use super::super::super::action::{Action, ReasonsGoal, ReasonsPart};
use super::super::super::session::Session;
use super::super::super::theme::{ROOM, medium, palette, regular, size};
use super::super::super::time;
use super::super::super::widgets::{
    Look, banner, card, field_label, heading, muted, push, row_line, section, select, tag, word,
};
use super::super::super::widgets::{Note, beside, field, field_with};
use super::super::super::words;
use super::draft::{Day, Draft, NO_RECEIPT, TextDraft};
use crate::review::{Command, Request, RequestKind};

/// How the part is looked at, and what stands in its fields.
#[derive(Default)]
pub(super) struct RequestView {
    draft: Draft,
    watch: Watch,
    /// The text that was just added gets the keyboard.
    wants_keyboard: Option<u64>,
}

/// Sees when an edit is finished.
#[derive(Clone, Copy, Debug, Default)]
struct Watch {
    /// A field of the part has the keyboard.
    is_typing: bool,
    /// An edit is finished and is to be saved.
    is_finished: bool,
}

impl Watch {
    fn see(&mut self, response: &egui::Response) {
        self.is_typing |= response.has_focus();
        self.is_finished |= response.lost_focus();
    }
}

impl RequestView {
    pub(super) fn new(session: &Session) -> RequestView {
        RequestView { draft: Draft::of(session.workspace().request()), ..RequestView::default() }
    }

    pub(super) fn refresh(&mut self, request: &Request) {
        self.draft.refresh(request);
    }

    /// Whether something typed cannot be saved as it is.
    pub(super) fn has_problem(&self) -> bool {
        self.draft.has_problem()
    }

    /// What was typed and is not saved yet, as far as it can be; it counts as saved from now on.
    pub(super) fn take_unsaved(&mut self, saved: &Request) -> Option<Command> {
        let request = self.draft.request(saved);
        (request != as_typed(saved)).then(|| {
            self.draft.tidy();
            Command::Request(Box::new(request))
        })
    }

    /// Asks for what was typed to be saved if an edit is finished, or the part is not shown.
    pub(super) fn save(&mut self, session: &Session, out: &mut Vec<Action>) {
        let Watch { is_typing, is_finished } = std::mem::take(&mut self.watch);
        if is_finished || !is_typing {
            let request = session.workspace().request();
            if self.draft.request(request) != as_typed(request) {
                out.push(Action::KeepTyped);
            }
        }
    }
}

/// The request as the fields would give it unchanged: trimmed and in order, which one that came from a
/// file need not be.
fn as_typed(saved: &Request) -> Request {
    Draft::of(saved).request(saved)
}

pub(super) fn show(ui: &mut Ui, view: &mut RequestView, session: &Session, out: &mut Vec<Action>) {
    let today = time::today(time::now());
    heading(ui, "Request");
    muted(ui, "What was asked, when, and over which period. Each edit is saved when you leave its field");
    card(ui, |ui| names(ui, view));
    card(ui, |ui| days(ui, view, today));
    card(ui, |ui| {
        section(ui, "What was asked");
        muted(
            ui,
            "Leave the applicant’s name out; paste the words of the request only. Add what came later as texts of \
             their own: each has its day",
        );
        clock(ui, session, today, out);
        texts(ui, view, session, today);
    });
}

fn names(ui: &mut Ui, view: &mut RequestView) {
    let RequestView { draft, watch, .. } = view;
    section(ui, "What it is called");
    beside(ui, |ui, at| {
        let response = if at == 0 {
            let note = if draft.reference.trim().is_empty() {
                Note::Odd("Needed for a release: it names the released files")
            } else {
                Note::Help("Names the released files")
            };
            field(ui, "Reference", &mut draft.reference, "As your force writes it", note)
        } else {
            field(ui, "Force", &mut draft.force, "The authority that answers", Note::Nothing)
        };
        watch.see(&response);
    });
    let hint = "What the disclosure is about";
    let response = field(ui, "Title of the disclosure", &mut draft.title, hint, Note::Nothing);
    watch.see(&response);
}

fn days(ui: &mut Ui, view: &mut RequestView, today: Date) {
    let RequestView { draft, watch, .. } = view;
    section(ui, "Period and dates");
    for pair in [
        [(Day::From, "First day of the period"), (Day::To, "Last day of the period")],
        [(Day::Exported, "Date of the export"), (Day::PositionAsAt, "Position as at")],
    ] {
        beside(ui, |ui, at| {
            if let Some((day, name)) = pair.get(at) {
                watch.see(&day_field(ui, draft, *day, name, today));
            }
        });
    }
}

fn day_field(ui: &mut Ui, draft: &mut Draft, day: Day, name: &str, today: Date) -> egui::Response {
    let written = draft.day(day).map(time::in_words);
    let help = match day {
        Day::From => "Empty: from the beginning",
        Day::To => "Empty: to the end",
        Day::Exported => "When the case system wrote the sheet",
        Day::PositionAsAt => "Up to when status and outcome are known",
    };
    let note = match (draft.problem(day), draft.doubt(day, today), &written) {
        (Some(problem), _, _) => Note::Wrong(problem),
        (None, Some(doubt), _) => Note::Odd(doubt),
        (None, None, Some(written)) => Note::Help(written),
        (None, None, None) => Note::Help(help),
    };
    field(ui, name, draft.day_mut(day), "dd/mm/yyyy", note)
}

/// When an answer is due, and why.
fn clock(ui: &mut Ui, session: &Session, today: Date, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let Some(start) = workspace.clock_text() else {
        muted(ui, "No text yet, so no clock runs. Add the request with its day of receipt");
        return;
    };
    let state = workspace.clock_state();
    let due = state.deadline();
    let is_late = due.is_some_and(|deadline| today > deadline.due);
    let (ink, fill) =
        if is_late { (colours.danger, colours.danger_tint) } else { (colours.text, colours.sunken) };
    let title = words::clock(state, today);
    let received = time::day(start.received);
    let why = match start.kind {
        RequestKind::Original | RequestKind::FollowUp => {
            format!("The clock starts with the request of {received}")
        }
        RequestKind::Clarification => format!("The clock starts with the clarification of {received}"),
        RequestKind::Amended => format!("The clock starts with the amended request of {received}"),
    };
    banner(ui, ink, fill, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        word(ui, title, medium(size::BODY), ink);
        word(ui, why, regular(size::SMALL + 1.0), if is_late { ink } else { colours.muted });
        ui.horizontal_wrapped(|ui| {
            let question =
                "Another text starts it, the applicant was asked something, or the time was extended?";
            word(ui, question, regular(size::SMALL + 1.0), if is_late { ink } else { colours.muted });
            ui.visuals_mut().override_text_color = None;
            if push(ui, "Time and clock", Look::Quiet).clicked() {
                out.push(Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Clock)));
            }
        });
    });
}

fn texts(ui: &mut Ui, view: &mut RequestView, session: &Session, today: Date) {
    let mut texts = std::mem::take(&mut view.draft.texts);
    let starting = session.workspace().clock_text().map(|start| (start.kind, start.received));
    let mut removed = None;
    for (number, text) in (1..).zip(&mut texts) {
        ui.add_space(4.0);
        row_line(ui);
        let id = ui.make_persistent_id(("text", text.serial));
        ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| {
            let starts = text.day().is_some_and(|day| starting == Some((text.kind, day)));
            if text_card(ui, view, text, number, starts, today) {
                removed = Some(text.serial);
            }
        });
    }
    if let Some(serial) = removed {
        texts.retain(|text| text.serial != serial);
        view.watch.is_finished = true;
    }
    let had = texts.len();
    view.draft.texts = texts;
    ui.add_space(4.0);
    let label = if had == 0 { "Add the request" } else { "Add a text" };
    if push(ui, label, Look::Plain).clicked() {
        view.draft.add_text();
        view.wants_keyboard = view.draft.texts.last().map(|text| text.serial);
    }
}

const KINDS: [RequestKind; 4] =
    [RequestKind::Original, RequestKind::Clarification, RequestKind::Amended, RequestKind::FollowUp];

/// A long text scrolls within this height, in points.
const TEXT: f32 = 300.0;

/// One message of the applicant. Whether it is to be removed.
fn text_card(
    ui: &mut Ui,
    view: &mut RequestView,
    text: &mut TextDraft,
    number: usize,
    starts_clock: bool,
    today: Date,
) -> bool {
    let colours = palette(ui);
    let mut is_removed = false;
    ui.add_space(2.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = ROOM;
        field_with(ui, "What it is", Note::Nothing, |ui| {
            ui.set_width(210.0);
            let kinds = KINDS.map(|kind| (kind, words::request_kind(kind)));
            let name = format!("What text {number} is");
            let (response, picked) = select(ui, "kind", &name, 200.0, text.kind, &kinds);
            if let Some(kind) = picked {
                text.kind = kind;
                view.watch.is_finished = true;
            }
            response
        });
        ui.vertical(|ui| {
            ui.set_width(230.0);
            let day = text.day();
            let written = day.map(time::in_words);
            let note = match (text.problem(), &written) {
                (Some(NO_RECEIPT), _) => Note::Odd(NO_RECEIPT),
                (Some(problem), _) => Note::Wrong(problem),
                (None, _) if day.is_some_and(|day| day > today) => Note::Odd("This day has not come yet"),
                (None, Some(written)) => Note::Help(written),
                (None, None) => Note::Nothing,
            };
            let received = field(ui, "Received on", &mut text.received, "dd/mm/yyyy", note);
            if view.wants_keyboard == Some(text.serial) {
                view.wants_keyboard = None;
                received.request_focus();
            }
            view.watch.see(&received);
        });
        if starts_clock {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                tag(ui, "Starts the clock", colours.mention, colours.mention_tint);
            });
        }
    });
    let label = field_label(ui, &format!("Words of text {number}"));
    let edit = TextEdit::multiline(&mut text.text)
        .id_salt("words")
        .hint_text("Paste the words of the request only")
        .desired_width(f32::INFINITY)
        .desired_rows(4)
        .margin(Margin::symmetric(9, 7));
    let scroll = egui::ScrollArea::vertical()
        .id_salt("words")
        .max_height(TEXT)
        .min_scrolled_height(TEXT)
        .auto_shrink([false, true]);
    let response = scroll.show(ui, |ui| ui.add(edit)).inner.labelled_by(label.id);
    view.watch.see(&response);
    if response.changed() {
        text.look();
    }
    if let Some(trace) = text.suspicion() {
        let (why, remedy) = (trace.why, trace.remedy);
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            ui.horizontal_wrapped(|ui| {
                let held = if text.holds_back() { ", so the text is not saved yet" } else { "" };
                ui.label(format!("● {why}{held}"));
                if push(ui, remedy, Look::Plain).clicked() {
                    text.cut();
                    view.watch.is_finished = true;
                }
                if push(ui, "It names nobody", Look::Quiet).clicked() {
                    text.check();
                    view.watch.is_finished = true;
                }
            });
        });
    }
    // Below the words, so that Tab leads from the day to the words.
    ui.horizontal(|ui| {
        let label = format!("Remove text {number}");
        is_removed = push(ui, &label, Look::Quiet).clicked();
    });
    is_removed
}
