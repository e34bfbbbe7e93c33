//! The legal checks, rule by rule: what each says and rests on, where it is put right, and how it is settled.

use std::collections::BTreeMap;

use eframe::egui::{self, Frame, Margin, Response, ScrollArea, Stroke, Ui};

use super::super::super::action::{Action, ReasonsGoal, ReasonsPart};
use super::super::super::dialogs::{Dialog, SettleLints};
use super::super::super::papers::Papers;
use super::super::super::session::Session;
use super::super::super::theme::{CARD_CORNER, ROOM, medium, palette, regular, semibold, size};
use super::super::super::widgets::{
    Look, Push, banner, empty, muted, push, row_line, tag, visible_bars, word,
};
use super::super::super::words;
use super::super::review::reference;
use super::round::{Next, Round};
use crate::law::{Rule, Severity};
use crate::review::Lint;

/// How the list is looked at.
#[derive(Default)]
pub(super) struct ChecksView {
    /// How many checks of a rule are shown, where more than at first.
    shown: BTreeMap<Rule, usize>,
    /// The check that is to have the keyboard, by its key.
    wanted: Option<String>,
    round: Round<String>,
    /// The first button is to have the keyboard.
    wants_keyboard: bool,
}

const FEW: usize = 8;
const WIDEST: f32 = 900.0;

impl ChecksView {
    pub(super) fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Goes to the next check that is open.
    pub(super) fn go_to_open(&mut self, papers: &Papers) -> Next {
        let open: Vec<&Lint> = papers.lints.iter().filter(|lint| lint.settled.is_none()).collect();
        let keys: Vec<String> = open.iter().map(|lint| lint.key.clone()).collect();
        let (next, at) = self.round.next(&keys);
        let Some(lint) = open.get(at).filter(|_| next == Next::Found) else { return next };
        self.wanted = Some(lint.key.clone());
        self.wants_keyboard = true;
        let mut of_rule = papers.lints.iter().filter(|other| other.rule == lint.rule);
        let place = of_rule.position(|other| other.key == lint.key).unwrap_or(0);
        let shown = self.shown.entry(lint.rule).or_insert(FEW);
        *shown = (*shown).max(place + 1);
        next
    }
}

pub(super) fn show(
    ui: &mut Ui,
    view: &mut ChecksView,
    session: &Session,
    papers: Option<&Papers>,
    is_current: bool,
    out: &mut Vec<Action>,
) {
    let Some(papers) = papers else {
        return empty(ui, "Checking", "What is claimed, argued and cited has to agree");
    };
    visible_bars(ui);
    ScrollArea::vertical().auto_shrink(false).id_salt("legal checks").show(ui, |ui| {
        ui.reset_style();
        if !is_current {
            // The list as it was, until it is known how it is.
            ui.set_opacity(0.6);
        }
        let room = ui.available_width();
        let width = (room - 2.0 * ROOM).min(WIDEST);
        let left = ((room - width) / 2.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.set_width(width);
                ui.add_space(12.0);
                head(ui, session, papers, out);
                for of_rule in papers.lints.chunk_by(|one, other| one.rule == other.rule) {
                    rule(ui, view, session, of_rule, out);
                }
                ui.add_space(ROOM);
            });
        });
    });
    view.wants_keyboard = false;
}

fn head(ui: &mut Ui, session: &Session, papers: &Papers, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let open = |severity: Severity| {
        let is_it = |lint: &&Lint| lint.severity == severity && lint.settled.is_none();
        papers.lints.iter().filter(is_it).count() as u64
    };
    let (blocking, warnings, questions) =
        (open(Severity::Blocks), open(Severity::Warning), open(Severity::Question));
    if blocking + warnings + questions == 0 {
        banner(ui, colours.good, colours.good_tint, |ui| {
            word(ui, "✓ No legal check is open", semibold(size::BODY), colours.good);
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let blocks = if blocking == 1 { "blocks" } else { "block" };
            word(ui, format!("▲ {blocking} {blocks}"), medium(size::BODY), colours.danger);
            let text = words::count(warnings, "warning", "warnings");
            word(ui, format!("● {text}"), medium(size::BODY), colours.waiting);
            let text = words::count(questions, "question", "questions");
            word(ui, format!("? {text}"), medium(size::BODY), colours.accent);
        });
        muted(
            ui,
            "What blocks is put right; a warning is put right or settled with a reason; a question is answered. \
             The checks say what is there and what is missing, never what the answer is",
        );
    }
    if !session.workspace().paperwork().notice_wanted {
        banner(ui, colours.accent, colours.accent_tint, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label("No refusal notice goes with the release, so that these do not stand in its way");
                ui.visuals_mut().override_text_color = None;
                if push(ui, "See the notice", Look::Quiet).clicked() {
                    out.push(Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Notice)));
                }
            });
        });
    }
}

fn rule(ui: &mut Ui, view: &mut ChecksView, session: &Session, lints: &[Lint], out: &mut Vec<Action>) {
    let colours = palette(ui);
    let Some(first) = lints.first() else { return };
    let open: Vec<&Lint> = lints.iter().filter(|lint| lint.settled.is_none()).collect();
    let edge = match first.severity {
        _ if open.is_empty() => colours.line,
        Severity::Blocks => colours.danger.gamma_multiply(0.6),
        Severity::Warning => colours.waiting.gamma_multiply(0.6),
        Severity::Question => colours.accent.gamma_multiply(0.6),
    };
    ui.add_space(4.0);
    Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CARD_CORNER)
        .inner_margin(Margin::symmetric(14, 11))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 5.0;
            ui.horizontal(|ui| {
                severity(ui, first.severity, open.is_empty());
                if lints.len() > 1 {
                    muted(ui, format!("{} of {} open", open.len(), lints.len()));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if open.len() > 1 && first.severity != Severity::Blocks {
                        let (label, _) = settle_words(first.severity);
                        let label = format!("{label} all {}…", open.len());
                        if push(ui, &label, Look::Plain).clicked() {
                            out.push(settle(&open));
                        }
                    }
                    let source =
                        egui::RichText::new(first.rests_on).font(regular(size::SMALL)).color(colours.muted);
                    ui.add(egui::Label::new(source).truncate());
                });
            });
            let shown = view.shown.get(&first.rule).copied().unwrap_or(FEW);
            for (at, lint) in lints.iter().take(shown).enumerate() {
                if at > 0 {
                    row_line(ui);
                }
                check(ui, view, session, lint, out);
            }
            if lints.len() > shown {
                row_line(ui);
                let rest = words::grouped((lints.len() - shown) as u64);
                if push(ui, &format!("Show more of the {rest} others"), Look::Quiet).clicked() {
                    view.shown.insert(first.rule, shown + 40);
                }
            }
        });
}

fn severity(ui: &mut Ui, severity: Severity, is_settled: bool) {
    let colours = palette(ui);
    let (ink, fill) = match severity {
        _ if is_settled => (colours.good, colours.good_tint),
        Severity::Blocks => (colours.danger, colours.danger_tint),
        Severity::Warning => (colours.waiting, colours.waiting_tint),
        Severity::Question => (colours.accent, colours.accent_tint),
    };
    let name = words::severity(severity);
    let text = if is_settled { format!("✓ {name}, settled") } else { name.to_owned() };
    tag(ui, &text, ink, fill);
}

/// What is done about a check, and what its field asks.
fn settle_words(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Blocks | Severity::Warning => ("Settle", "Why that is in order"),
        Severity::Question => ("Answer", "Your answer"),
    }
}

fn settle(lints: &[&Lint]) -> Action {
    let first = lints.first();
    let (verb, asks) = settle_words(first.map_or(Severity::Warning, |lint| lint.severity));
    Action::Dialog(Dialog::SettleLints(SettleLints::new(
        lints.iter().map(|lint| lint.key.clone()).collect(),
        first.map(|lint| lint.sentence.clone()).unwrap_or_default(),
        verb,
        asks,
    )))
}

/// One check: its sentence, how it is settled, and the ways to what it is about.
fn check(ui: &mut Ui, view: &mut ChecksView, session: &Session, lint: &Lint, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let is_settled = lint.settled.is_some();
    let ink = if is_settled { colours.muted } else { colours.text };
    ui.add_space(1.0);
    let sentence = egui::RichText::new(&lint.sentence).font(regular(size::BODY)).color(ink);
    let drawn = ui.add(egui::Label::new(sentence).wrap());
    if let Some(reason) = &lint.settled {
        let text = format!("✓ {reason}");
        let text = egui::RichText::new(text).font(medium(size::SMALL + 1.0)).color(colours.good);
        ui.add(egui::Label::new(text).wrap());
    } else {
        ui.add_space(-2.0);
        muted(ui, &lint.settle);
    }
    let mut first: Option<Response> = None;
    ui.horizontal_wrapped(|ui| {
        for (label, name, action) in leads(session, lint) {
            let button = Push::new(&label).name(name).show(ui);
            if button.clicked() {
                out.push(action);
            }
            first.get_or_insert(button);
        }
        if lint.severity != Severity::Blocks {
            let (verb, _) = settle_words(lint.severity);
            let label = if is_settled { "Change…".to_owned() } else { format!("{verb}…") };
            let name = format!("{label} {}", words::snippet(&lint.sentence, 80));
            let look = if is_settled { Look::Quiet } else { Look::Plain };
            let button = Push::new(&label).name(name).look(look).show(ui);
            if button.clicked() {
                out.push(settle(&[lint]));
            }
            first.get_or_insert(button);
        }
    });
    let is_wanted = view.wanted.as_ref().map_or(!is_settled, |key| *key == lint.key);
    if view.wants_keyboard && is_wanted {
        view.wants_keyboard = false;
        drawn.scroll_to_me(Some(egui::Align::Center));
        if let Some(first) = first {
            first.request_focus();
        }
    }
}

/// The ways to what a check is about: what stands on the button, what a screen reader says, and the way.
fn leads(session: &Session, lint: &Lint) -> Vec<(String, String, Action)> {
    let mut leads = Vec::new();
    let mut add = |label: String, action: Action| {
        let name = format!("{label}: {}", words::snippet(&lint.sentence, 80));
        leads.push((label, name, action));
    };
    match (&lint.paragraph, &lint.reason, lint.group) {
        (Some(id), _, _) => {
            add("Go to the paragraph".to_owned(), Action::GoToReasons(ReasonsGoal::Paragraph(id.clone())));
        }
        (None, _, Some(group)) if lint.rule == Rule::NoLegitimateInterest => {
            add("Go to the record".to_owned(), Action::GoToReasons(ReasonsGoal::Interest(group)));
        }
        (None, Some(reason), _) => {
            add("Go to the reason".to_owned(), Action::GoToReasons(ReasonsGoal::Reason(reason.clone())));
        }
        (None, None, _) => {}
    }
    if matches!(lint.rule, Rule::ExtensionWithoutExemption | Rule::NotSignedOff) {
        add("Time and clock".to_owned(), Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Clock)));
    }
    if let Some(row) = lint.row {
        let case = reference(session.workspace(), row);
        let number = session.workspace().sheet().source_row(row);
        add(format!("{case}, row {number}"), Action::GoTo { row, place: lint.place });
    }
    leads
}
