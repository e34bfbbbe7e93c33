//! The short columns of an entry: those that may be released above its text, the others below.

use eframe::egui::Ui;

use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, palette, regular, size};
use super::super::super::widgets::{row_line, section, word};
use super::super::super::words;
use super::entry::passage;
use super::{ReviewView, list};
use crate::review::Workspace;
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};

/// What is known of the entry beside its text and stays out of the disclosure: below, for the text
/// leads.
pub(super) fn not_released(ui: &mut Ui, view: &mut ReviewView, session: &Session, row: u32) {
    if short_columns(session.workspace(), row, false).is_empty() {
        return;
    }
    ui.add_space(GAP);
    row_line(ui);
    ui.add_space(GAP);
    section(ui, "Not released");
    columns(ui, view, session, row, false);
}

/// The short columns that are not empty and are released, or may be; or else the others.
fn short_columns(workspace: &Workspace, row: u32, released: bool) -> Vec<(u16, ColumnPlan)> {
    let is_empty = |column| workspace.sheet().text(CellId { row, column }).expose().trim().is_empty();
    let may_be = |plan: ColumnPlan| is_released(plan.treatment) || plan.treatment == Treatment::Unsettled;
    let plans = (0u16..).zip(workspace.layout().columns.iter().copied());
    plans
        .filter(|(column, plan)| !is_long(*plan) && !is_empty(*column) && released == may_be(*plan))
        .collect()
}

/// The short columns, in two columns of the page.
pub(super) fn columns(ui: &mut Ui, view: &mut ReviewView, session: &Session, row: u32, released: bool) {
    let shown = short_columns(session.workspace(), row, released);
    let per_line = if ui.available_width() > 560.0 { 2 } else { 1 };
    let width = (ui.available_width() - ROOM * (per_line as f32 - 1.0)) / per_line as f32;
    for line in shown.chunks(per_line) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = ROOM;
            for (column, plan) in line {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    column_cell(ui, view, session, CellId { row, column: *column }, *plan);
                });
            }
        });
    }
    ui.add_space(GAP);
}

pub(super) fn is_long(plan: ColumnPlan) -> bool {
    plan.treatment == Treatment::RedactSpans || plan.role == Role::Summary
}

fn is_released(treatment: Treatment) -> bool {
    match treatment {
        Treatment::Disclose
        | Treatment::YearOnly
        | Treatment::WiderUnit
        | Treatment::SmallNumbers
        | Treatment::RedactSpans => true,
        Treatment::Withhold | Treatment::OutOfScope | Treatment::Unsettled => false,
    }
}

fn column_cell(ui: &mut Ui, view: &mut ReviewView, session: &Session, cell: CellId, plan: ColumnPlan) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let heading = workspace.sheet().columns().get(usize::from(cell.column)).map_or("", |c| c.heading());
    ui.spacing_mut().interact_size.y = 22.0;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(128.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(3.0);
            word(ui, words::snippet(heading, 40), regular(size::SMALL + 1.0), colours.muted);
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if workspace.open_cells(cell.row).contains(&cell) {
                passage(ui, view, session, cell, false);
                return;
            }
            let text = workspace.sheet().text(cell).expose();
            let note = match plan.treatment {
                Treatment::YearOnly => {
                    match list::year(workspace, cell.row).filter(|_| plan.role == Role::Date) {
                        Some(year) => format!("released as {year}"),
                        None => "released as its year".to_owned(),
                    }
                }
                Treatment::WiderUnit => "released as a wider unit".to_owned(),
                Treatment::SmallNumbers => "released unless it is a small number".to_owned(),
                Treatment::Withhold => "withheld".to_owned(),
                Treatment::OutOfScope => String::new(),
                Treatment::Unsettled => "not settled yet".to_owned(),
                Treatment::Disclose | Treatment::RedactSpans => "withheld with the entry".to_owned(),
            };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                word(ui, text, regular(size::BODY), colours.text);
                word(ui, note, regular(size::SMALL), colours.muted);
            });
        });
    });
}
