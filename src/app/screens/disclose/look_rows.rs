//! The lines of what deserves another look: a group, words with their places, values that few entries have,
//! or what may be personal and stands below the dial.

use eframe::egui::{self, Rect, Response, Stroke, Ui};

use super::super::super::action::{Action, ReasonsGoal, ReasonsPart};
use super::super::super::blocks::Fold;
use super::super::super::dialogs::{Dialog, Same};
use super::super::super::looks::{LookFold, LookKind, LookLine, Looks};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, regular, semibold, size};
use super::super::super::widgets::{Push, in_context, muted, truncated, word};
use super::super::super::words;
use super::super::review::reference;
use super::rows::{cell, ground, inside, titled, triangle, way};
use crate::detect::Finding;
use crate::review::{Decision, FewAlike, OwnAnswer, Place, Policy, Unmarked};

/// What a click asks of the list itself.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) fold: Option<Fold>,
    pub(super) look_fold: Option<LookFold>,
    pub(super) preview: bool,
}

/// Draws a line, and does what a click on it asks for.
pub(super) fn show(
    ui: &mut Ui,
    session: &Session,
    looks: &Looks,
    line: LookLine,
    is_open: bool,
    asked: &mut Asked,
    out: &mut Vec<Action>,
) -> Option<Response> {
    let go_to = |place: Place| Action::GoTo { row: place.cell.row, place: Some(place) };
    let (response, action) = match line {
        LookLine::Group(kind) => {
            let response = draw_group(ui, looks, kind, is_open);
            if response.clicked() {
                asked.look_fold = Some(LookFold::Kind(kind));
            }
            return Some(response);
        }
        LookLine::Words(at) => {
            let response = draw_words(ui, session, looks.unmarked(at)?, is_open, out);
            if response.clicked() {
                asked.look_fold = Some(LookFold::Words(at));
            }
            return Some(response);
        }
        LookLine::Place { words, at } => {
            let place = looks.place(words, at)?;
            (draw_place(ui, session, place), go_to(place))
        }
        LookLine::Likely(at) => {
            let finding = looks.less_likely(at)?;
            let place = Place { cell: finding.cell, span: finding.span };
            (draw_likely(ui, session, finding), go_to(place))
        }
        LookLine::Alike(at) => {
            let alike = looks.alike(at)?;
            let row = looks.row(*alike.entries.first()?)?;
            (draw_alike(ui, session, looks, alike, row), Action::GoTo { row, place: None })
        }
        LookLine::LeftOut(at) => {
            let sentence = looks.left_out(at)?;
            let rect = ui.max_rect();
            let ink = palette(ui).waiting;
            inside(ui, rect, 32.0).horizontal_centered(|ui| truncated(ui, sentence, medium(size::BODY), ink));
            return None;
        }
        LookLine::OwnAnswer(at) => {
            let (row, own) = looks.own_answer(at)?;
            (draw_own_answer(ui, session, row, own), Action::GoToScope { row })
        }
        LookLine::Legal => {
            let count = words::count(looks.count(LookKind::Legal) as u64, "check says", "checks say");
            let goal = ReasonsGoal::Part(ReasonsPart::Checks);
            let sentence = format!("{count} something of what is claimed, argued and cited");
            (draw_sentence(ui, &sentence, "Reasons"), Action::GoToReasons(goal))
        }
    };
    if response.clicked() {
        out.push(action);
    }
    Some(response)
}

fn draw_group(ui: &mut Ui, looks: &Looks, kind: LookKind, is_open: bool) -> Response {
    let colours = palette(ui);
    let (title, advice) = words::look(kind);
    let count = words::grouped(looks.count(kind) as u64);
    let rect = ui.max_rect();
    let response = ground(ui, rect, format!("{title}: {count}"), Some(is_open));
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 0.0))));
    inner.horizontal_centered(|ui| {
        triangle(ui, is_open);
        ui.add_space(2.0);
        titled(ui, title, advice, &count, (colours.accent, colours.accent_tint));
    });
    response
}

/// Words that nothing marked: kept as seen at once, or redacted place by place.
fn draw_words(
    ui: &mut Ui,
    session: &Session,
    unmarked: &Unmarked,
    is_open: bool,
    out: &mut Vec<Action>,
) -> Response {
    let rect = ui.max_rect();
    let places = words::count(unmarked.places.len() as u64, "place", "places");
    let first = unmarked.places.first().copied();
    let text = first.map_or("", |place| session.workspace().sheet().text(place.cell).expose());
    let (before, here, after) = first.map(|place| words::in_context(text, place.span)).unwrap_or_default();
    let response = ground(ui, rect, format!("“{here}”: {places}, nothing marked"), Some(is_open));
    let mut inner = inside(ui, rect, 32.0);
    inner.horizontal_centered(|ui| {
        triangle(ui, is_open);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = format!("Look at “{here}” in {places}…");
            // Only what nothing marked is offered: a suggestion is not kept unseen.
            let keep = Decision::Keep { reason: String::new() };
            if Push::new("Look at all…").name(name).show(ui).clicked()
                && let Some(same) = Same::of(unmarked.places.clone(), keep)
            {
                out.push(Action::Dialog(Dialog::Same(same)));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                cell(ui, 150.0, &words::snippet(&here, 40), semibold(size::BODY));
                cell(ui, 72.0, &places, regular(size::SMALL + 1.0));
                if !is_open {
                    in_context(ui, (&before, &here, &after));
                }
            });
        });
    });
    response
}

/// A place: its case and line in the file, and the words in their sentence.
fn draw_place(ui: &mut Ui, session: &Session, place: Place) -> Response {
    let workspace = session.workspace();
    let row = place.cell.row;
    let (before, here, after) = words::in_context(workspace.sheet().text(place.cell).expose(), place.span);
    let (case, number) = (reference(workspace, row), format!("row {}", workspace.sheet().source_row(row)));
    let rect = ui.max_rect();
    let name = words::snippet(&format!("{case}, {number}: {before}{here}{after}"), 160);
    let response = ground(ui, rect, name, None);
    inside(ui, rect, 54.0).horizontal_centered(|ui| {
        cell(ui, 132.0, &case, medium(size::BODY));
        cell(ui, 72.0, &number, regular(size::SMALL + 1.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, "Review");
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                in_context(ui, (&before, &here, &after));
            });
        });
    });
    response
}

/// Values with the number of entries that share them, k, and which these are.
fn draw_alike(ui: &mut Ui, session: &Session, looks: &Looks, alike: &FewAlike, row: u32) -> Response {
    /// Of more entries only the first are named.
    const NAMED: usize = 4;
    let colours = palette(ui);
    let rect = ui.max_rect();
    let values = looks.values(alike);
    let case = reference(session.workspace(), row);
    let mut entries: Vec<String> =
        alike.entries.iter().take(NAMED).map(|entry| words::grouped(*entry as u64 + 1)).collect();
    if alike.entries.len() > NAMED {
        entries.push("…".to_owned());
    }
    let named = if alike.entries.len() == 1 { "entry" } else { "entries" };
    let entries = format!("{named} {}", entries.join(", "));
    let k = format!("k = {}", alike.entries.len());
    let response = ground(ui, rect, format!("{values}: {k}, {entries}, {case}"), None);
    inside(ui, rect, 32.0).horizontal_centered(|ui| {
        cell(ui, 132.0, &case, medium(size::BODY));
        cell(ui, 96.0, &entries, regular(size::SMALL + 1.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, "Review");
            muted(ui, &k);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                truncated(ui, &values, regular(size::BODY), colours.text);
            });
        });
    });
    response
}

/// An entry, the officer's answer about misuse and that of a column.
fn draw_own_answer(ui: &mut Ui, session: &Session, row: u32, own: OwnAnswer) -> Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let (case, number) = (reference(workspace, row), format!("row {}", workspace.sheet().source_row(row)));
    let given = workspace.misuse(row, Policy::Final).map_or("open", words::misuse);
    let sentence = format!("You say {given}, {}", words::own_answer(workspace, own));
    let rect = ui.max_rect();
    let response = ground(ui, rect, format!("{case}, {number}: {sentence}"), None);
    inside(ui, rect, 32.0).horizontal_centered(|ui| {
        cell(ui, 132.0, &case, medium(size::BODY));
        cell(ui, 72.0, &number, regular(size::SMALL + 1.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, "Scope");
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                truncated(ui, &sentence, regular(size::BODY), colours.text);
            });
        });
    });
    response
}

fn draw_sentence(ui: &mut Ui, sentence: &str, leads_to: &str) -> Response {
    let colours = palette(ui);
    let rect = ui.max_rect();
    let response = ground(ui, rect, sentence.to_owned(), None);
    inside(ui, rect, 32.0).horizontal_centered(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, leads_to);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                truncated(ui, sentence, regular(size::BODY), colours.text);
            });
        });
    });
    response
}

/// One finding in two lines: where it stands and its words in context, what it may be and why.
fn draw_likely(ui: &mut Ui, session: &Session, finding: &Finding) -> Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let sheet = workspace.sheet();
    let row = finding.cell.row;
    let (before, here, after) = words::in_context(sheet.text(finding.cell).expose(), finding.span);
    let case = reference(workspace, row);
    let number = format!("row {}", sheet.source_row(row));
    let why =
        format!("{}: {}", words::kind(finding.kind), lower_first(&finding.why.line(sheet, finding.cell)));
    let likely = format!("{} %", finding.confidence_permille / 10);
    let rect = ui.max_rect();
    let said = words::snippet(&format!("{before}{here}{after}"), 120);
    let name = format!("{case}, {number}: {said} {why}, {likely} likely. Go to the entry");
    let response = ground(ui, rect, name, None);
    let inner = Rect::from_min_max(rect.min + egui::vec2(32.0, 8.0), rect.max - egui::vec2(14.0, 6.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    inner.spacing_mut().interact_size.y = 0.0;
    inner.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.allocate_ui(egui::vec2(132.0, 40.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(132.0);
                ui.spacing_mut().item_spacing.y = 3.0;
                truncated(ui, &case, medium(size::BODY), colours.text);
                truncated(ui, &number, regular(size::SMALL + 1.0), colours.muted);
            });
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            way(ui, &response, "Review");
            word(ui, format!("{likely} likely"), regular(size::SMALL + 1.0), colours.muted);
            let width = ui.available_width();
            ui.allocate_ui_with_layout(
                egui::vec2(width, 40.0),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    in_context(ui, (&before, &here, &after));
                    truncated(ui, &why, regular(size::SMALL + 1.0), colours.muted);
                },
            );
        });
    });
    response
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
