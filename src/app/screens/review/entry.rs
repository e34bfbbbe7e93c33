//! The entry in the middle: its columns, its text with the marks, the questions about it, and the
//! other entries of its case.

use std::borrow::Cow;

use eframe::egui::{
    self, Frame, Id, Margin, Panel, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::index::Question;
use super::super::super::session::Session;
use super::super::super::theme::{CARD_CORNER, GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    Look, Passage, Push, banner, empty, keyed, muted, row_line, section, segments, tag, word,
};
use super::super::super::words;
use super::{ReviewView, also, columns, disclosed, items, list, newer, reading_id};
use crate::detect::Finding;
use crate::review::{EntryChoice, Misuse, Policy, ScopeChoice, Standing, Withholding, Workspace};
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};

pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, session: &mut Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let Some(row) = view.row else {
        take_keyboard(ui, "No entry is open");
        empty(ui, "No entry is open", "Choose one on the left");
        return;
    };
    let bar = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(12, 7));
    Panel::top("entry bar").frame(bar).exact_size(46.0).show(ui, |ui| toolbar(ui, view, session, row, out));
    if let Some(searching) = &session.searching {
        let share = searching.rows_done() as f32 / searching.rows.max(1) as f32;
        let bar = Frame::new().fill(colours.accent_tint).inner_margin(Margin::symmetric(14, 6));
        Panel::top("searching").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                word(ui, "Searching for personal data", medium(size::BODY), colours.accent);
                ui.add(egui::ProgressBar::new(share).desired_width(160.0).desired_height(6.0));
                muted(ui, "You can read on; deciding begins when it is done");
                if Push::new("Stop").look(Look::Quiet).show(ui).clicked() {
                    out.push(Action::StopSearch);
                }
            });
        });
    } else if !session.workspace().is_detected() {
        let bar = Frame::new().fill(colours.waiting_tint).inner_margin(Margin::symmetric(14, 6));
        Panel::top("not searched").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                word(ui, "Not searched for personal data yet", medium(size::BODY), colours.waiting);
                if Push::new("Search now").show(ui).clicked() {
                    out.push(Action::Run(UiCommand::SearchAgain));
                }
            });
        });
    }
    if session.searching.is_none() && session.workspace().has_other_lists_than_searched() {
        let bar = Frame::new().fill(colours.waiting_tint).inner_margin(Margin::symmetric(14, 6));
        Panel::top("other lists").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = "Your lists of words have changed since the search";
                word(ui, text, medium(size::BODY), colours.waiting);
                if Push::new(UiCommand::SearchAgain.short()).show(ui).clicked() {
                    out.push(Action::Run(UiCommand::SearchAgain));
                }
            });
        });
    }
    if view.as_disclosed {
        take_keyboard(ui, "As disclosed");
        let number = session.index.number(row);
        disclosed::show(ui, session, row, number);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).id_salt(("entry", row)).show(ui, |ui| {
        let all = ui.available_rect_before_wrap();
        let width = all.width().min(980.0) - 2.0 * ROOM;
        let column = Rect::from_min_size(
            egui::pos2(all.center().x - width / 2.0, all.top() + ROOM),
            egui::vec2(width, all.height()),
        );
        ui.scope_builder(UiBuilder::new().max_rect(column), |ui| page(ui, view, session, row, out));
        ui.add_space(ROOM);
    });
}

fn toolbar(ui: &mut Ui, view: &mut ReviewView, session: &Session, row: u32, out: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        let is_narrow = ui.available_width() < 520.0;
        if view.is_tight {
            let look = if view.shows_entries { Look::Chosen } else { Look::Plain };
            if Push::new("Entries").look(look).show(ui).clicked() {
                view.shows_entries = !view.shows_entries;
            }
        }
        let key = UiCommand::AsDisclosed.key_text();
        if is_narrow {
            let look = if view.as_disclosed { Look::Chosen } else { Look::Plain };
            if Push::new(UiCommand::AsDisclosed.short()).key(key).look(look).show(ui).clicked() {
                view.as_disclosed = !view.as_disclosed;
            }
        } else {
            let views = [(false, "Working view", String::new()), (true, "As disclosed", key)];
            if let Some(chosen) = segments(ui, Some(view.as_disclosed), &views) {
                view.as_disclosed = chosen;
            }
        }
        if ui.available_width() > 290.0 {
            keyed(ui, UiCommand::Withhold, Look::Quiet, out);
        }
        if session.index.entry(row).is_withheld && ui.available_width() > 290.0 {
            keyed(ui, UiCommand::ReleaseEntry, Look::Quiet, out);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            keyed(ui, UiCommand::ReadAndGoOn, Look::Primary, out);
        });
    });
}

fn page(ui: &mut Ui, view: &mut ReviewView, session: &mut Session, row: u32, out: &mut Vec<Action>) {
    let colours = palette(ui);
    Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CARD_CORNER)
        .inner_margin(Margin::symmetric(24, 20))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            title(ui, session, row);
            newer::changes(ui, session.workspace(), row);
            standing_banner(ui, session, row, out);
            columns::columns(ui, view, session, row, true);
            texts(ui, view, session, row);
            ui.add_space(GAP);
            row_line(ui);
            ui.add_space(GAP);
            misuse(ui, session, row, out);
            columns::not_released(ui, view, session, row);
            also::also_in_case(ui, session, row, out);
        });
}

fn title(ui: &mut Ui, session: &mut Session, row: u32) {
    let colours = palette(ui);
    let number = session.index.number(row);
    let is_queried = session.index.entry(row).is_queried;
    let workspace = session.workspace();
    ui.horizontal_wrapped(|ui| {
        word(ui, list::reference(workspace, row), semibold(size::TITLE), colours.text);
        let place = match number {
            Some(number) => format!("entry {number} of the disclosure"),
            None => "outside the request".to_owned(),
        };
        muted(ui, format!("{place} · row {} of the file", workspace.sheet().source_row(row)));
        if workspace.scope(row) == Some(ScopeChoice::In) {
            tag(ui, workspace.scope_rule(row).why(), colours.mention, colours.mention_tint);
        }
        let (text, ink, fill) = match workspace.standing(row) {
            Standing::Closed => ("Closed", colours.muted, colours.sunken),
            Standing::Unknown => ("Ongoing?", colours.waiting, colours.waiting_tint),
            Standing::Live => ("Ongoing", colours.waiting, colours.waiting_tint),
        };
        tag(ui, text, ink, fill);
        newer::newness_tag(ui, workspace, row);
        if workspace.is_read(row) {
            tag(ui, "✓ Read", colours.good, colours.good_tint);
        }
        if is_queried {
            tag(ui, "Query open", colours.waiting, colours.waiting_tint);
        }
    });
    ui.add_space(GAP);
}

/// What an ongoing case asks, and what is withheld of the entry.
fn standing_banner(ui: &mut Ui, session: &Session, row: u32, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    if workspace.scope(row) != Some(ScopeChoice::In) {
        banner(ui, colours.muted, colours.sunken, |ui| {
            ui.label(format!("{}. Nothing of this entry is released", workspace.scope_rule(row).why()));
        });
        ui.add_space(GAP);
        return;
    }
    let questions = Question::of(workspace, row);
    if let Some(withholding) = workspace.withholding(row, Policy::Final) {
        let is_decided = matches!(workspace.choice(row), Some(EntryChoice::Withhold(_)));
        banner(ui, colours.waiting, colours.waiting_tint, |ui| withheld(ui, &withholding, is_decided, out));
        ui.add_space(GAP);
    }
    let mut ask = |ui: &mut Ui, text: &str, commands: [UiCommand; 2]| {
        banner(ui, colours.text, colours.accent_tint, |ui| {
            ui.horizontal_wrapped(|ui| {
                word(ui, text, medium(size::BODY), colours.text);
                for command in commands {
                    keyed(ui, command, Look::Plain, out);
                }
            });
        });
        ui.add_space(GAP);
    };
    if questions.contains(&Question::Standing) {
        let text = "Neither status nor outcome says whether the case is ongoing";
        ask(ui, text, [UiCommand::CaseOngoing, UiCommand::CaseClosed]);
    }
    if questions.contains(&Question::Criminal) {
        let hint = if workspace.suggested_criminal(row) { " Its words suggest so." } else { "" };
        let text = format!("Ongoing case: is a criminal allegation recorded in it?{hint}");
        ask(ui, &text, [UiCommand::CriminalYes, UiCommand::CriminalNo]);
    }
}

fn withheld(ui: &mut Ui, withholding: &Withholding, is_decided: bool, out: &mut Vec<Action>) {
    let Withholding { degree, exemptions, reason } = withholding;
    let lead = if is_decided { "Withheld" } else { "To be withheld, as suggested" };
    ui.horizontal_wrapped(|ui| {
        let text = format!(
            "{lead}: {} under {}. {}",
            words::degree(*degree).to_lowercase(),
            words::codes(exemptions),
            words::reason(reason)
        );
        ui.label(egui::RichText::new(text).font(medium(size::BODY)));
        if !is_decided {
            ui.visuals_mut().override_text_color = None;
            keyed(ui, UiCommand::Withhold, Look::Plain, out);
            keyed(ui, UiCommand::ReleaseEntry, Look::Plain, out);
        }
    });
}

/// Has the keyboard in place of the text where that is not shown: else arrows would lead from button to
/// button, and Space would press one.
fn take_keyboard(ui: &Ui, label: &str) {
    let response = ui.interact(ui.max_rect(), reading_id(), Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, label));
}

/// The free texts, which lead.
fn texts(ui: &mut Ui, view: &mut ReviewView, session: &Session, row: u32) {
    let workspace = session.workspace();
    let is_empty = |column| workspace.sheet().text(CellId { row, column }).expose().trim().is_empty();
    if workspace.layout().column(Role::Summary).is_none_or(is_empty) {
        take_keyboard(ui, "Entry");
    }
    let plans: Vec<(u16, ColumnPlan)> = (0u16..).zip(workspace.layout().columns.iter().copied()).collect();
    for (column, plan) in plans.into_iter().filter(|(_, plan)| columns::is_long(*plan)) {
        let cell = CellId { row, column };
        let heading = workspace.sheet().columns().get(usize::from(column)).map_or("", |c| c.heading());
        section(ui, heading);
        if is_empty(column) {
            muted(ui, "Empty");
        } else {
            passage(ui, view, session, cell, true);
        }
        if plan.treatment == Treatment::Unsettled {
            muted(ui, "What happens to this column is not settled yet: see Load");
        }
        ui.add_space(GAP);
    }
}

pub(super) fn passage(ui: &mut Ui, view: &mut ReviewView, session: &Session, cell: CellId, is_long: bool) {
    let workspace = session.workspace();
    let text = workspace.sheet().text(cell).expose();
    let preview: Option<Vec<Finding>> =
        session.searching.as_ref().and_then(|searching| searching.found_in(cell.row));
    let preview: Vec<Finding> = preview.unwrap_or_default().into_iter().filter(|f| f.cell == cell).collect();
    let is_open = workspace.open_cells(cell.row).contains(&cell);
    let (findings, items) = if workspace.is_detected() || preview.is_empty() {
        (workspace.findings_in(cell).copied().collect(), Cow::Borrowed(&view.items))
    } else {
        let items = preview_items(workspace, &preview);
        (preview, Cow::Owned(items))
    };
    let marks = items::marks(text, cell, &items, &findings, is_long && is_open);
    let heading = workspace.sheet().columns().get(usize::from(cell.column)).map_or("", |c| c.heading());
    let is_main = workspace.layout().column(Role::Summary) == Some(cell.column) && is_long;
    let id = if is_main { reading_id() } else { Id::unique(("passage", cell.column)) };
    let shown = Passage {
        id,
        name: heading,
        text,
        marks: &marks,
        focus: view.focused().map(|(at, _)| at).filter(|_| view.selection.is_none()),
        selection: view.selection.filter(|(other, _)| *other == cell).map(|(_, span)| span),
        found: &view.list.places(text),
        size: if is_long { size::READING } else { size::BODY },
        line: if is_long { 29.0 } else { 22.0 },
        is_faint: !is_open,
    }
    .show(ui);
    if let (true, Some(rect)) = (view.reveal_focus, shown.focus_rect) {
        ui.scroll_to_rect(rect.expand2(egui::vec2(0.0, 60.0)), None);
        view.reveal_focus = false;
    }
    if !is_open {
        return;
    }
    if let Some(item) = shown.clicked.and_then(|at| view.items.get(at)) {
        view.focus = Some(item.place);
        view.selection = None;
    }
    if let Some(selected) = shown.selected {
        view.selection = selected.map(|span| (cell, span));
    }
    if shown.response.clicked() || shown.response.drag_stopped() {
        ui.memory_mut(|memory| memory.request_focus(reading_id()));
    }
}

/// What a search that goes on has found so far, to be seen but not decided yet.
fn preview_items(workspace: &Workspace, findings: &[Finding]) -> Vec<items::Item> {
    let item = |finding: &Finding| {
        let suggestion = Some(workspace.suggestion(finding)?);
        let place = crate::review::Place { cell: finding.cell, span: finding.span };
        Some(items::Item { place, finding: Some(*finding), suggestion, decision: None, precedent: None })
    };
    findings.iter().filter_map(item).collect()
}

/// The officer's own column.
fn misuse(ui: &mut Ui, session: &Session, row: u32, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    /// With less room, in points, the answers stand below the question.
    const ROOM_FOR_BOTH: f32 = 560.0;
    let mut answers = |ui: &mut Ui| {
        let answer = workspace.misuse(row, Policy::Final);
        let choices: Vec<(Misuse, &str, String)> = Misuse::iter()
            .map(|misuse| (misuse, words::misuse(misuse), misuse_command(misuse).key_text()))
            .collect();
        if let Some(answer) = segments(ui, answer, &choices) {
            out.push(Action::Run(misuse_command(answer)));
        }
    };
    let question = "Does the case relate to misuse of BWV?";
    if ui.available_width() < ROOM_FOR_BOTH {
        word(ui, question, semibold(size::BODY), colours.text);
        ui.horizontal(answers);
    } else {
        ui.horizontal(|ui| {
            word(ui, question, semibold(size::BODY), colours.text);
            answers(ui);
        });
    }
    if let Some(suggested) = workspace.suggested_misuse(row) {
        let cell = CellId { row, column: workspace.layout().column(Role::Summary).unwrap_or(0) };
        let why = suggested.why.line(workspace.sheet(), cell);
        let sentence = format!("Suggested: {}. {why}", words::misuse(suggested.misuse));
        let sentence = egui::RichText::new(sentence).font(regular(size::BODY)).color(colours.muted);
        ui.add(egui::Label::new(sentence).wrap());
    }
}

fn misuse_command(misuse: Misuse) -> UiCommand {
    match misuse {
        Misuse::Yes => UiCommand::MisuseYes,
        Misuse::No => UiCommand::MisuseNo,
        Misuse::Unclear => UiCommand::MisuseUnclear,
    }
}
