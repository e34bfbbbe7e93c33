//! The table: an entry a row, of which only what is seen is looked at and drawn.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{self, Color32, FontId, Frame, Margin, Panel, Pos2, Rect, Response, Sense, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::index::Entry;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, semibold, size};
use super::super::super::widgets::{Look, focus_ring, long_list, muted, word};
use super::super::super::words;
use super::super::review::reference;
use super::rows::Filter;
use super::said::{self, Answer, Weight};
use super::{ScopeView, head};
use crate::review::{EntryChoice, ScopeChoice, Standing};
use crate::sheet::Role;

/// Height of a row and of the headings, in points.
const ROW: f32 = 31.0;
const HEADINGS: f32 = 28.0;
/// Room beside the words of a cell.
const PAD: f32 = 10.0;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    /// Whether something is asked of the entry.
    Sign,
    Reference,
    Type,
    Date,
    Status,
    Outcome,
    Scope,
    Misuse,
    Ongoing,
    Criminal,
}

/// The columns, with what each needs in points and its share of what is left.
const COLUMNS: [(Column, f32, f32); 10] = [
    (Column::Sign, 28.0, 0.0),
    (Column::Reference, 100.0, 0.5),
    (Column::Type, 88.0, 1.0),
    (Column::Date, 94.0, 0.0),
    (Column::Status, 76.0, 0.7),
    (Column::Outcome, 108.0, 1.6),
    (Column::Scope, 112.0, 0.0),
    (Column::Misuse, 74.0, 0.0),
    (Column::Ongoing, 76.0, 0.0),
    (Column::Criminal, 66.0, 0.0),
];

/// In which order columns give way where the room is small.
const GIVE_WAY: [Column; 5] = [Column::Status, Column::Type, Column::Date, Column::Outcome, Column::Criminal];

impl Column {
    fn title(self) -> &'static str {
        match self {
            Column::Sign => "",
            Column::Reference => "Case",
            Column::Type => "Type",
            Column::Date => "Date",
            Column::Status => "Status",
            Column::Outcome => "Outcome",
            Column::Scope => "Scope",
            Column::Misuse => "Misuse",
            Column::Ongoing => "Ongoing",
            Column::Criminal => "Criminal",
        }
    }
}

/// The columns for which there is room, each with its width.
fn fit(width: f32) -> Vec<(Column, f32)> {
    let needed = |gone: usize| -> f32 {
        let left = COLUMNS.iter().filter(|(column, ..)| !GIVE_WAY[..gone].contains(column));
        left.map(|(_, least, _)| least).sum()
    };
    let gone = (0..GIVE_WAY.len()).find(|gone| needed(*gone) <= width).unwrap_or(GIVE_WAY.len());
    let left: Vec<_> = COLUMNS.iter().filter(|(column, ..)| !GIVE_WAY[..gone].contains(column)).collect();
    let spare = (width - needed(gone)).max(0.0);
    let shares: f32 = left.iter().map(|(.., share)| share).sum();
    left.into_iter().map(|(column, least, share)| (*column, least + spare * share / shares)).collect()
}

pub(super) fn show(ui: &mut Ui, view: &mut ScopeView, session: &Session, out: &mut Vec<Action>) {
    if view.list.rows().is_empty() {
        if !view.list.is_on_the_way() {
            head::nothing(ui, view, session, out);
        }
        return;
    }
    let columns = fit(ui.available_width() - 12.0);
    headings(ui, &columns);
    let is_all_decided = session.index.is_fresh()
        && view.list.filter == Filter::ToDecide
        && session.index.counts().asking == 0;
    if is_all_decided {
        let band = Frame::new().fill(palette(ui).good_tint).inner_margin(Margin::symmetric(14, 8));
        Panel::bottom("scope decided").frame(band).show(ui, |ui| {
            ui.horizontal(|ui| {
                let colour = palette(ui).good;
                word(ui, "✓ All is decided", semibold(size::BODY), colour);
                head::go_on(ui, Look::Primary, out);
            });
        });
    }
    let workspace = session.workspace();
    let case = view.row.filter(|_| view.is_whole_case).map(|row| workspace.case_of(row));
    let mut state = std::mem::take(&mut view.list.list);
    let mut picked = None;
    long_list(ui, &mut state, view.list.rows().len(), ROW, |ui, at| {
        if let Some(row) = view.list.rows().get(at).copied() {
            let place = if view.row == Some(row) {
                Place::Shown
            } else if case == Some(workspace.case_of(row)) {
                Place::Reached
            } else {
                Place::Apart
            };
            if draw(ui, session, row, place, &columns).clicked() {
                picked = Some(row);
            }
        }
    });
    view.list.list = state;
    if let Some(row) = picked {
        out.push(Action::GoToScope { row });
    }
}

fn headings(ui: &mut Ui, columns: &[(Column, f32)]) {
    let colours = palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HEADINGS), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, colours.sunken);
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    for (column, cell) in cells(rect, columns) {
        let mut cell = ui.new_child(egui::UiBuilder::new().max_rect(cell));
        cell.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if !column.title().is_empty() {
                muted(ui, column.title());
            }
        });
    }
}

/// Where each cell of a row stands, less the room beside its words.
fn cells(row: Rect, columns: &[(Column, f32)]) -> impl Iterator<Item = (Column, Rect)> {
    let mut x = row.min.x;
    columns.iter().map(move |(column, width)| {
        let cell = Rect::from_min_size(egui::pos2(x, row.min.y), egui::vec2(*width, row.height()));
        x += width;
        (*column, cell.shrink2(egui::vec2(PAD / 2.0, 0.0)).translate(egui::vec2(PAD / 2.0, 0.0)))
    })
}

/// How a row stands to what the next answer is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// The entry on the right.
    Shown,
    /// Of its case, for all of which the answer holds.
    Reached,
    Apart,
}

fn draw(ui: &mut Ui, session: &Session, row: u32, place: Place, columns: &[(Column, f32)]) -> Response {
    let colours = palette(ui);
    let workspace = session.workspace();
    let entry = session.index.entry(row);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("row"), Sense::click());
    let is_out = entry.scope == Some(ScopeChoice::Out);
    let (scope, scope_why) = said::scope(workspace, row);
    let suggested = workspace.suggested_misuse(row).map(|suggested| suggested.misuse);
    let misuse = said::misuse(entry.misuse, suggested);
    let (standing, choice) = (workspace.standing(row), workspace.choice(row));
    let reference = reference(workspace, row);
    response.widget_info(|| {
        let name = spoken(&reference, entry, &scope, scope_why, &misuse, standing, choice);
        egui::WidgetInfo::selected(egui::Role::Button, true, place == Place::Shown, name)
    });
    if place == Place::Shown {
        ui.painter().rect_filled(rect, 0.0, colours.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.sunken);
    }
    if place != Place::Apart {
        let edge = Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, colours.accent);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0));
    }
    let text = |role| words::snippet(workspace.layout().text(workspace.sheet(), row, role).expose(), 64);
    let plain = if is_out { colours.muted } else { colours.text };
    for (column, cell) in cells(rect, columns) {
        match column {
            Column::Sign => sign(ui, cell, entry),
            Column::Reference => one_line(ui, cell, &[(&reference, semibold(13.0), plain)]),
            Column::Type => one_line(ui, cell, &[(&text(Role::Type), regular(13.0), plain)]),
            Column::Date => one_line(ui, cell, &[(&said::date(workspace, row), regular(13.0), plain)]),
            Column::Status => one_line(ui, cell, &[(&text(Role::Status), regular(13.0), plain)]),
            Column::Outcome => one_line(ui, cell, &[(&text(Role::Outcome), regular(13.0), plain)]),
            Column::Scope => {
                let (font, ink) = look(ui, scope.weight, is_out);
                let why = format!("  {scope_why}");
                one_line(ui, cell, &[(&scope.text, font, ink), (&why, regular(12.0), colours.muted)]);
            }
            Column::Misuse if !is_out => {
                let (font, ink) = look(ui, misuse.weight, false);
                one_line(ui, cell, &[(&misuse.text, font, ink)]);
            }
            Column::Ongoing if !is_out => {
                let (text, ink) = match (standing, choice) {
                    (Standing::Closed, _) => ("Closed", colours.muted),
                    (Standing::Unknown, _) => ("Ongoing?", colours.waiting),
                    (Standing::Live, Some(EntryChoice::Withhold(_))) => ("Withheld", colours.text),
                    (Standing::Live, Some(EntryChoice::Release)) => ("Released", colours.text),
                    (Standing::Live, None) => ("Ongoing", colours.waiting),
                };
                let font = if standing == Standing::Closed { regular(13.0) } else { semibold(13.0) };
                one_line(ui, cell, &[(text, font, ink)]);
            }
            Column::Criminal if !is_out && standing == Standing::Live => {
                let given = workspace.criminal_answer(row);
                let answer = said::criminal(given, || workspace.suggested_criminal(row));
                let (font, ink) = look(ui, answer.weight, false);
                one_line(ui, cell, &[(&answer.text, font, ink)]);
            }
            Column::Misuse | Column::Ongoing | Column::Criminal => {
                one_line(ui, cell, &[("–", regular(13.0), colours.muted)]);
            }
        }
    }
    response
}

/// A ring where something is asked, a tick where nothing is, a dash outside the request.
fn sign(ui: &Ui, cell: Rect, entry: Entry) {
    let colours = palette(ui);
    let at = egui::pos2(cell.min.x + 6.0, cell.center().y);
    if entry.asks() {
        ui.painter().circle_stroke(at, 4.0, Stroke::new(1.5, colours.waiting));
    } else if entry.is_in() {
        one_line(ui, cell, &[("✓", medium(13.0), colours.good)]);
    } else {
        one_line(ui, cell, &[("–", regular(13.0), colours.muted)]);
    }
}

fn look(ui: &Ui, weight: Weight, is_faint: bool) -> (FontId, Color32) {
    let colours = palette(ui);
    match weight {
        Weight::Given => (semibold(13.0), if is_faint { colours.muted } else { colours.text }),
        Weight::Follows => (medium(13.0), if is_faint { colours.muted } else { colours.text }),
        Weight::Suggested => (regular(13.0), colours.muted),
        Weight::Open => (semibold(13.0), colours.waiting),
    }
}

/// Words on one line of a cell, cut with an ellipsis.
fn one_line(ui: &Ui, cell: Rect, parts: &[(&str, FontId, Color32)]) {
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(cell.width()), ..LayoutJob::default() };
    for (text, font, ink) in parts {
        job.append(text, 0.0, TextFormat::simple(font.clone(), *ink));
    }
    let galley = ui.painter().layout_job(job);
    let at = Pos2::new(cell.min.x, cell.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette(ui).text);
}

/// The row as a screen reader says it.
fn spoken(
    reference: &str,
    entry: Entry,
    scope: &Answer,
    scope_why: &str,
    misuse: &Answer,
    standing: Standing,
    choice: Option<&EntryChoice>,
) -> String {
    let asks = if entry.asks() { ", to decide" } else { "" };
    if entry.scope == Some(ScopeChoice::Out) {
        return format!("{reference}: {} {scope_why}", scope.text);
    }
    let how = match misuse.weight {
        Weight::Given | Weight::Follows => "",
        Weight::Suggested => " suggested",
        Weight::Open => " open",
    };
    let standing = match standing {
        Standing::Closed => "closed",
        Standing::Unknown => "ongoing or closed is open",
        Standing::Live => match choice {
            Some(EntryChoice::Withhold(_)) => "ongoing and withheld",
            Some(EntryChoice::Release) => "ongoing and released",
            None => "ongoing",
        },
    };
    let misuse = misuse.text.trim_end_matches('?');
    format!("{reference}: {} {scope_why}, misuse {misuse}{how}, {standing}{asks}", scope.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way_and_fill_the_room() {
        for width in [430.0_f32, 500.0, 640.0, 760.0, 870.0, 1400.0] {
            let columns = fit(width);
            let whole: f32 = columns.iter().map(|(_, width)| width).sum();
            assert!((whole - width).abs() < 1.0, "{width}: {whole}");
            for always in [Column::Reference, Column::Scope, Column::Misuse, Column::Ongoing] {
                assert!(columns.iter().any(|(column, _)| *column == always), "{width}: {always:?}");
            }
        }
        assert_eq!(fit(900.0).len(), COLUMNS.len());
    }
}
