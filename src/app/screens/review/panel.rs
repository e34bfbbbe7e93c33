//! The suggestion on the right: what the words are and why, the exemption, the keys, and everything
//! there is to decide in the entry.

use eframe::egui::{self, Frame, Margin, Panel, ScrollArea, Sense, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, focus_ring, key_cap, muted, row_line, section, word};
use super::super::super::words;
use super::items::Item;
use super::list::reference;
use super::{Pane, ReviewView, consistent, dial, remarks, shape};
use crate::detect::Kind;
use crate::review::{About, Decision, Place, Precedent, Query};
use crate::sheet::CellId;
use crate::text::Span;

/// A lower panel has no room at its foot for the dial beside what is decided, in points.
const LOW: f32 = 660.0;

pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, session: &Session, out: &mut Vec<Action>) {
    let is_detected = session.workspace().is_detected();
    let is_low = ui.available_height() < LOW;
    if is_detected && !is_low {
        let foot = Frame::new().fill(palette(ui).surface).inner_margin(Margin::symmetric(16, 9));
        Panel::bottom("dial").frame(foot).show(ui, |ui| dial::show(ui, session, out));
    }
    if is_detected {
        consistent::of_case(ui, session, out);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            match view.selection {
                Some((cell, span)) => selected(ui, view, session, cell, span, out),
                None => match view.focused().map(|(at, item)| (at, item.clone())) {
                    Some((at, item)) => suggestion(ui, view, session, at, &item, out),
                    None => nothing(ui, view, session),
                },
            }
            if !view.items.is_empty() {
                ui.add_space(GAP);
                row_line(ui);
                ui.add_space(GAP);
                in_this_entry(ui, view, session);
            }
            more_for_words(ui, view, out);
            ui.add_space(GAP);
            row_line(ui);
            ui.add_space(GAP);
            remarks::of_entry(ui, view, session, out);
            if is_detected && is_low {
                ui.add_space(ROOM);
                dial::show(ui, session, out);
            }
        });
    });
}

fn nothing(ui: &mut Ui, view: &ReviewView, session: &Session) {
    let colours = palette(ui);
    let has_run = session.workspace().is_detected();
    let is_withheld =
        view.row.is_some_and(|row| session.index.entry(row).is_withheld) && view.items.is_empty();
    let what = if !has_run {
        "Not searched yet"
    } else if is_withheld {
        "Withheld as a whole"
    } else if view.items.is_empty() {
        "Nothing suggested here"
    } else {
        "All is decided here"
    };
    word(ui, what, semibold(size::TITLE - 2.0), colours.text);
    muted(
        ui,
        format!(
            "Read the text for what was missed. Select words with the mouse, or with Shift and the arrow keys, then \
             press {} to redact them.",
            UiCommand::Redact.key_text()
        ),
    );
}

fn selected(
    ui: &mut Ui,
    view: &ReviewView,
    session: &Session,
    cell: CellId,
    span: Span,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    section(ui, "Selected words");
    let text = session.workspace().sheet().text(cell).expose();
    let words = words::snippet(span.of(text).unwrap_or(""), 160);
    word(ui, words, semibold(size::TITLE), colours.text);
    consistent::of_words(ui, session, Place { cell, span }, out);
    muted(ui, "Redact asks for the exemption and the reason");
    ui.add_space(4.0);
    decide_buttons(ui, None, out);
    if shape::opened(view, cell, span).is_ok() {
        wide(ui, UiCommand::OpenPart, out);
    }
    wide(ui, UiCommand::DropSelection, out);
}

/// What is done less often with the words in question: below the list of what waits, which has to be in view.
fn more_for_words(ui: &mut Ui, view: &ReviewView, out: &mut Vec<Action>) {
    let focused = view.focused().filter(|_| view.selection.is_none());
    if focused.is_none() && view.selection.is_none() {
        return;
    }
    ui.add_space(GAP);
    row_line(ui);
    ui.add_space(GAP);
    section(ui, if focused.is_some() { "More for these words" } else { "More for the selected words" });
    if !focused.is_some_and(|(_, item)| matches!(item.decision, Some(Decision::Keep { .. }))) {
        edges(ui, out);
    }
    remarks::buttons(ui, [UiCommand::Note, UiCommand::Query], out);
    for_lists(ui, out);
}

/// A word less or more at either end of the marked or selected words.
fn edges(ui: &mut Ui, out: &mut Vec<Action>) {
    let ends = [
        ("First word", [UiCommand::LessBefore, UiCommand::MoreBefore]),
        ("Last word", [UiCommand::LessAfter, UiCommand::MoreAfter]),
    ];
    for (end, commands) in ends {
        ui.horizontal(|ui| {
            let colour = palette(ui).muted;
            ui.allocate_ui(egui::vec2(64.0, 30.0), |ui| {
                ui.set_min_width(64.0);
                ui.centered_and_justified(|ui| word(ui, end, regular(size::SMALL + 1.0), colour));
            });
            let width = (ui.available_width() - GAP) / 2.0;
            for command in commands {
                let button =
                    Push::new(command.short()).key(command.key_text()).look(Look::Quiet).width(width);
                if button.name(command.text()).show(ui).on_hover_text(command.text()).clicked() {
                    out.push(Action::Run(command));
                }
            }
        });
    }
}

fn suggestion(
    ui: &mut Ui,
    view: &mut ReviewView,
    session: &Session,
    at: usize,
    item: &Item,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let text = workspace.sheet().text(item.place.cell).expose();
    let count = view.items.len();
    let what = match (item.finding, &item.decision) {
        (Some(_), _) => "Suggestion",
        (None, Some(Decision::Keep { .. })) => "Opened by you,",
        (None, Some(Decision::Redact { .. }) | None) => "Your redaction",
    };
    section(ui, &format!("{what} {} of {count}", at + 1));
    ui.add_space(-2.0);
    let words_here = words::snippet(item.place.span.of(text).unwrap_or(""), 160);
    ui.add(
        egui::Label::new(
            egui::RichText::new(words_here).font(semibold(size::TITLE + 2.0)).color(colours.text),
        )
        .wrap(),
    );
    if let Some(kind) = item.kind() {
        ui.horizontal_wrapped(|ui| {
            let (dot, _) = ui.allocate_exact_size(egui::vec2(8.0, 8.0), Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.0, dot_colour(ui, kind));
            word(ui, words::kind(kind), medium(size::BODY), colours.text);
        });
    }
    if let Some(finding) = item.finding {
        muted(ui, finding.why.line(workspace.sheet(), item.place.cell));
    }
    decision_line(ui, session, item);
    precedent_line(ui, session, item);
    consistent::of_words(ui, session, item.place, out);
    ui.add_space(4.0);
    if let Some((exemptions, reason)) = item.grounds() {
        section(ui, "Exemption");
        let is_first = view.wants_pane == Some(Pane::Panel);
        let properties = exemptions.first().map(|one| words::properties(*one)).unwrap_or_default();
        let field = field_button(ui, &words::house(exemptions), "Exemption", Some(UiCommand::Exemption));
        if is_first {
            field.request_focus();
            view.wants_pane = None;
        }
        if field.clicked() {
            out.push(Action::Run(UiCommand::Exemption));
        }
        section(ui, "Reason");
        if field_button(ui, words::reason(reason), "Reason", None).clicked() {
            out.push(Action::Run(UiCommand::Exemption));
        }
        muted(ui, properties);
    }
    ui.add_space(4.0);
    let keeps = matches!(&item.precedent, Some(Precedent { decision: Decision::Keep { .. }, .. }));
    decide_buttons(ui, item.is_undecided().then_some(keeps), out);
    wide(ui, UiCommand::SameEverywhere, out);
    if !item.is_undecided() {
        wide(ui, UiCommand::MakeUndecided, out);
        if matches!(item.decision, Some(Decision::Redact { .. })) {
            wide(ui, UiCommand::Defend, out);
        }
    }
}

/// Redact and Keep side by side over the whole width. `keeps` says which is next, if one of them is.
fn decide_buttons(ui: &mut Ui, keeps: Option<bool>, out: &mut Vec<Action>) {
    let width = (ui.available_width() - GAP) / 2.0;
    ui.horizontal(|ui| {
        for command in [UiCommand::Redact, UiCommand::Keep] {
            let is_next = keeps.is_some_and(|keeps| keeps == (command == UiCommand::Keep));
            let look = if is_next { Look::Primary } else { Look::Plain };
            let button = Push::new(command.short()).key(command.key_text()).look(look).width(width);
            if button.show(ui).clicked() {
                out.push(Action::Run(command));
            }
        }
    });
}

/// A button over the whole width.
fn wide(ui: &mut Ui, command: UiCommand, out: &mut Vec<Action>) {
    let button = Push::new(command.short()).key(command.key_text()).width(ui.available_width());
    if button.show(ui).on_hover_text(command.text()).clicked() {
        out.push(Action::Run(command));
    }
}

/// What puts the words on one of the officer's lists: side by side where there is room.
fn for_lists(ui: &mut Ui, out: &mut Vec<Action>) {
    /// Room for both, in points.
    const BOTH: f32 = 246.0;
    let is_wide = ui.available_width() >= BOTH;
    let width = if is_wide { (ui.available_width() - GAP) / 2.0 } else { ui.available_width() };
    let mut buttons = |ui: &mut Ui| {
        for command in [UiCommand::AlwaysRedact, UiCommand::NeverSuggest] {
            let button = Push::new(command.short()).look(Look::Quiet).width(width).show(ui);
            if button.on_hover_text(format!("{}   {}", command.text(), command.key_text())).clicked() {
                out.push(Action::Run(command));
            }
        }
    };
    if is_wide {
        ui.horizontal(buttons);
    } else {
        buttons(ui);
    }
}

/// What was decided before for whom or what the words are about, and where.
fn precedent_line(ui: &mut Ui, session: &Session, item: &Item) {
    let Some(Precedent { place, decision }) = &item.precedent else { return };
    let (workspace, people) = (session.workspace(), session.gathering.people());
    let one = people.at(item.place).and_then(|at| people.all().get(at));
    let title = words::snippet(one.map_or("", |one| one.title(workspace.sheet()).expose()), 40);
    let how = match decision {
        Decision::Redact { .. } => "redacted",
        Decision::Keep { .. } => "kept",
    };
    let row = place.cell.row;
    let place = format!("{}, row {}", reference(workspace, row), workspace.sheet().source_row(row));
    word(
        ui,
        format!("As for “{title}” in {place}: {how}. Yours to confirm"),
        medium(size::BODY),
        palette(ui).accent,
    );
}

fn decision_line(ui: &mut Ui, session: &Session, item: &Item) {
    let colours = palette(ui);
    let (text, ink) = match &item.decision {
        None => return,
        Some(Decision::Redact { .. }) => ("✓ Redacted".to_owned(), colours.mark),
        Some(Decision::Keep { reason }) if reason.is_empty() => ("✓ Kept".to_owned(), colours.good),
        Some(Decision::Keep { reason }) => (format!("✓ Kept: {reason}"), colours.good),
    };
    let in_people = session.workspace().is_decided_in_people(item.place);
    let text = if in_people { format!("{text}, decided in People") } else { text };
    word(ui, text, semibold(size::BODY), ink);
}

/// A field that shows a value and is changed in a dialog, with the key that opens it.
fn field_button(ui: &mut Ui, value: &str, name: &str, command: Option<UiCommand>) -> egui::Response {
    let colours = palette(ui);
    let inner = Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, colours.edge))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(10, 7))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let key_width = if command.is_some() { 26.0 } else { 0.0 };
            let text_width = ui.available_width() - key_width;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.vertical(|ui| {
                    ui.set_width(text_width);
                    let text = egui::RichText::new(value).font(regular(size::BODY)).color(colours.text);
                    ui.add(egui::Label::new(text).wrap());
                });
                if let Some(command) = command {
                    ui.add_space(8.0);
                    key_cap(ui, &command.key_text());
                }
            });
        });
    let rect = inner.response.rect;
    let response = ui.interact(rect, ui.unique_id().with(name), Sense::click());
    let spoken = format!("{name}: {value}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.clone()));
    if response.hovered() {
        ui.painter().rect_stroke(rect, CORNER, Stroke::new(1.0, colours.muted), egui::StrokeKind::Inside);
    }
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    response
}

/// Everything to decide in the entry; the same words of one kind and standing in one line.
fn in_this_entry(ui: &mut Ui, view: &mut ReviewView, session: &Session) {
    let colours = palette(ui);
    let waiting = view.items.iter().filter(|item| item.is_undecided()).count();
    let title = match waiting {
        0 => "In this entry: all decided".to_owned(),
        waiting => format!("In this entry: {waiting} to decide"),
    };
    section(ui, &title);
    ui.spacing_mut().item_spacing.y = 0.0;
    let focus = view.focus.filter(|_| view.selection.is_none());
    let mut picked = None;
    for item in &view.items {
        let text = session.workspace().sheet().text(item.place.cell).expose();
        let words_here = words::snippet(item.place.span.of(text).unwrap_or(""), 60);
        let is_queried = |query: &Query| query.is_open();
        let query = session.workspace().query(About::Words(item.place)).is_some_and(is_queried);
        let (state, ink) = match &item.decision {
            _ if query => ("query open", colours.waiting),
            None => ("to decide", colours.waiting),
            Some(Decision::Redact { .. }) => ("redacted", colours.mark),
            Some(Decision::Keep { .. }) => ("kept", colours.muted),
        };
        let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 28.0), Sense::click());
        let is_here = focus == Some(item.place);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_here, format!("{words_here}, {state}"))
        });
        if is_here {
            ui.painter().rect_filled(rect, CORNER, colours.accent_tint);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, CORNER, colours.sunken);
        }
        if response.has_focus() {
            focus_ring(ui, rect);
        }
        let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(8.0, 0.0))));
        row.horizontal_centered(|ui| {
            let (dot, _) = ui.allocate_exact_size(egui::vec2(8.0, 8.0), Sense::hover());
            let is_kept = matches!(item.decision, Some(Decision::Keep { .. }));
            let colour = item.kind().map_or(colours.mark, |kind| dot_colour(ui, kind));
            if is_kept {
                ui.painter().circle_stroke(dot.center(), 3.0, Stroke::new(1.0, colours.muted));
            } else if item.is_undecided() {
                ui.painter().circle_stroke(dot.center(), 3.5, Stroke::new(1.5, colour));
            } else {
                ui.painter().circle_filled(dot.center(), 4.0, colour);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                word(ui, state, medium(size::SMALL), ink);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    super::super::super::widgets::truncated(
                        ui,
                        &words_here,
                        regular(size::BODY),
                        colours.text,
                    );
                });
            });
        });
        if response.clicked() {
            picked = Some(item.place);
        }
    }
    if let Some(place) = picked {
        view.focus = Some(place);
        view.selection = None;
        view.reveal_focus = true;
    }
}

/// Blue for people, orange for tactics, green for mentions: beside words that say the same.
fn dot_colour(ui: &Ui, kind: Kind) -> egui::Color32 {
    let colours = palette(ui);
    match kind {
        Kind::Tactic => colours.waiting,
        Kind::Special => colours.working,
        Kind::Bwv => colours.mention,
        Kind::Public
        | Kind::Officer
        | Kind::Staff
        | Kind::Number
        | Kind::Address
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Dob
        | Kind::Vrm
        | Kind::Nino
        | Kind::Bank
        | Kind::OtherId
        | Kind::CaseRef => colours.accent,
    }
}
