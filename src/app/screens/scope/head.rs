//! The head of the screen: each count for itself, the filters, the search; and below it how far the
//! search for personal data is.

use eframe::egui::{self, FontId, Frame, Margin, Panel, Role, Sense, Ui, WidgetInfo};
use strum::IntoEnumIterator;

use super::super::super::action::{Action, Screen};
use super::super::super::index::Counts;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, chip, muted, word};
use super::super::super::words;
use super::rows::Filter;
use super::{Pane, ScopeView};

pub(super) fn show(ui: &mut Ui, view: &mut ScopeView, session: &Session) {
    let frame = Frame::new().fill(palette(ui).surface).inner_margin(Margin {
        left: 14,
        right: 14,
        top: 10,
        bottom: 9,
    });
    Panel::top("scope head").frame(frame).show(ui, |ui| {
        counts(ui, session);
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
            find(ui, view, session);
            ui.add_space(GAP);
            filters(ui, view, session.index.counts());
        });
    });
}

/// What is within the request, each counted for itself.
fn counts(ui: &mut Ui, session: &Session) {
    if !session.index.is_fresh() {
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(14.0));
            muted(ui, "Counting");
        });
        return;
    }
    let colours = palette(ui);
    let counts = session.index.counts();
    let many =
        |number: u32, one: &'static str, many: &'static str| (number, if number == 1 { one } else { many });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(ROOM + 10.0, 4.0);
        let within = [
            many(counts.cases, "case", "cases"),
            many(counts.entries, "entry", "entries"),
            many(counts.allegations, "allegation", "allegations"),
            many(counts.officers, "officer", "officers"),
        ];
        group(ui, "In scope", &within, colours.text);
        let misuse =
            [many(counts.misuse_cases, "case", "cases"), many(counts.misuse_entries, "entry", "entries")];
        group(ui, "Misuse yes", &misuse, colours.text);
        group(ui, "Ongoing", &[many(counts.open_cases, "case", "cases")], colours.text);
        let open = [(counts.scope_undecided, "scope"), (counts.misuse_undecided, "misuse")];
        group(ui, "Undecided", &open, colours.waiting);
    });
}

/// Some numbers with what they count, under a common title; those above none in the given ink. One
/// thing for a screen reader.
fn group(ui: &mut Ui, title: &str, figures: &[(u32, &str)], ink: egui::Color32) {
    let colours = palette(ui);
    let text = |words: String, font: FontId, ink| ui.painter().layout_no_wrap(words, font, ink);
    let head = text(title.to_owned(), medium(size::SMALL), colours.muted);
    let set: Vec<_> = figures
        .iter()
        .map(|(number, what)| {
            let ink = if *number == 0 { colours.muted } else { ink };
            let number = text(words::grouped((*number).into()), semibold(size::TITLE), ink);
            (number, text((*what).to_owned(), regular(size::SMALL + 1.0), colours.muted))
        })
        .collect();
    const BETWEEN: f32 = 14.0;
    const BEFORE_NOUN: f32 = 4.0;
    let wide: f32 = set.iter().map(|(number, noun)| number.size().x + BEFORE_NOUN + noun.size().x).sum();
    let wide = (wide + BETWEEN * set.len().saturating_sub(1) as f32).max(head.size().x);
    let high = head.size().y + set.first().map_or(0.0, |(number, _)| number.size().y);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(wide, high), Sense::hover());
    response.widget_info(|| {
        let figures: Vec<String> = figures
            .iter()
            .map(|(number, what)| format!("{} {what}", words::grouped((*number).into())))
            .collect();
        WidgetInfo::labeled(Role::Label, true, format!("{title}: {}", figures.join(", ")))
    });
    let mut x = rect.min.x;
    let below = rect.min.y + head.size().y;
    ui.painter().galley(rect.min, head, colours.muted);
    for (number, noun) in set {
        let (wide, noun_wide) = (number.size().x, noun.size().x);
        // Both stand on one line of writing.
        let drop = number.size().y * 0.8 - noun.size().y * 0.79;
        ui.painter().galley(egui::pos2(x, below), number, ink);
        ui.painter().galley(egui::pos2(x + wide + BEFORE_NOUN, below + drop), noun, colours.muted);
        x += wide + BEFORE_NOUN + noun_wide + BETWEEN;
    }
}

fn filters(ui: &mut Ui, view: &mut ScopeView, counts: &Counts) {
    for filter in Filter::iter() {
        let is_on = view.list.filter == filter;
        let text = format!("{} {}", filter.title(), words::grouped(filter.count(counts).into()));
        if chip(ui, &text, is_on).clicked() {
            view.list.choose(filter);
        }
    }
}

fn find(ui: &mut Ui, view: &mut ScopeView, session: &Session) {
    let hint = format!("Find in entries   {}", UiCommand::Find.key_text());
    let field = ui.add(
        egui::TextEdit::singleline(&mut view.list.query)
            .hint_text(hint)
            .desired_width(220.0)
            .margin(Margin::symmetric(9, 5)),
    );
    let field = field.accessible_name("Find in entries");
    if std::mem::take(&mut view.wants_find) || view.wants_pane == Some(Pane::Head) {
        view.wants_pane = None;
        view.pane = Pane::Head;
        field.request_focus();
    }
    if field.changed() && view.list.query_changed() {
        session.clerk.find(view.list.query.clone());
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        view.list.want_first();
    }
}

/// How far the search for personal data is, or that it has not run.
pub(super) fn searching(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    if let Some(searching) = &session.searching {
        let share = searching.rows_done() as f32 / searching.rows.max(1) as f32;
        let bar = Frame::new().fill(colours.accent_tint).inner_margin(Margin::symmetric(14, 5));
        Panel::top("scope searching").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                word(ui, "Searching for mentions and personal data", medium(size::BODY), colours.accent);
                ui.add(egui::ProgressBar::new(share).desired_width(160.0).desired_height(6.0));
                muted(ui, "More entries may come into scope");
                if Push::new("Stop").name("Stop the search").look(Look::Quiet).show(ui).clicked() {
                    out.push(Action::StopSearch);
                }
            });
        });
    } else if !session.workspace().is_detected() {
        let bar = Frame::new().fill(colours.waiting_tint).inner_margin(Margin::symmetric(14, 5));
        Panel::top("scope not searched").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = "Not searched yet: only flags bring entries into scope";
                word(ui, text, medium(size::BODY), colours.waiting);
                if Push::new("Search now").show(ui).clicked() {
                    out.push(Action::Run(UiCommand::SearchAgain));
                }
            });
        });
    }
}

/// What stands where no row is listed, and what to do.
pub(super) fn nothing(ui: &mut Ui, view: &mut ScopeView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let counts = session.index.counts();
    let is_searched = session.workspace().is_detected();
    ui.vertical_centered(|ui| {
        ui.add_space(56.0);
        let (what, advice) = if !session.index.is_fresh() {
            ("Counting", "The entries come in a moment")
        } else if counts.rows == 0 {
            ("The sheet has no rows", "Check the sheet and its heading row in Load")
        } else if view.list.is_searched() {
            ("Nothing found", "No entry of this list holds these words")
        } else if !is_searched && session.searching.is_none() {
            ("Nothing here yet", "The search finds the mentions that bring entries into scope")
        } else if !is_searched {
            ("Searching", "Entries come once the search is done")
        } else if view.list.filter == Filter::ToDecide && counts.entries == 0 {
            (
                "No entry is in scope",
                "Check the period and the columns in Load, or put entries in by hand under All",
            )
        } else if view.list.filter == Filter::ToDecide {
            ("All is decided", "Scope, misuse and ongoing are settled for every entry")
        } else {
            ("No entries here", "Choose another list above")
        };
        word(ui, what, semibold(size::TITLE - 2.0), colours.text);
        word(ui, advice, regular(size::BODY), colours.muted);
        ui.add_space(GAP);
        if view.list.is_searched() {
            if Push::new("Clear the search").show(ui).clicked() {
                view.list.query.clear();
                view.list.query_changed();
            }
        } else if !is_searched && session.searching.is_none() {
            if Push::new("Search now").look(Look::Primary).show(ui).clicked() {
                out.push(Action::Run(UiCommand::SearchAgain));
            }
        } else if view.list.filter == Filter::ToDecide && counts.entries > 0 {
            go_on(ui, Look::Primary, out);
        }
    });
}

/// Leads to the next step.
pub(super) fn go_on(ui: &mut Ui, look: Look, out: &mut Vec<Action>) {
    let key = UiCommand::ShowPeople.key_text();
    if Push::new("Go on to People").key(key).look(look).show(ui).clicked() {
        out.push(Action::Show(Screen::People));
    }
}
