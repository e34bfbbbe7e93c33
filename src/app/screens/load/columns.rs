//! What each column is, and what happens to it in the disclosure.

use std::collections::BTreeMap;

use eframe::egui::{self, Frame, Margin, Stroke, StrokeKind, Ui};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::dialogs::{Dialog, Picker, Picking};
use super::super::super::session::Session;
use super::super::super::theme::{CARD_CORNER, GAP, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    Look, Push, banner, heading, muted, push, section, select, tag, truncated, word,
};
use super::super::super::words;
use super::lazy::{Heights, lazily, reveal};
use super::nav::{must_search_again, unsettled_columns};
use super::preview::Preview;
use super::units::UnitsView;
use crate::review::Command;
use crate::sheet::{CellId, ColumnPlan, NoSummary, Role, Sheet, Treatment, summary_column};

/// How the part is looked at.
#[derive(Default)]
pub(super) struct ColumnsView {
    heights: Heights,
    /// Example values, once a column was drawn.
    examples: BTreeMap<u16, String>,
    /// The columns with the longest texts, made once when there is no summary.
    longest: Option<Vec<String>>,
    /// A column that has to be seen, and whether it gets the keyboard.
    wanted: Option<(u16, bool)>,
    /// Where "next unsettled" was last.
    last: Option<u16>,
    /// The wider units of columns that are released so.
    pub(super) units: UnitsView,
}

impl ColumnsView {
    pub(super) fn reveal(&mut self, column: u16) {
        self.wanted = Some((column, false));
    }

    /// Goes to the first column that waits, if one does.
    pub(super) fn reveal_unsettled(&mut self, session: &Session) {
        if let Some(first) = unsettled_columns(session.workspace()).next() {
            self.reveal(first);
        }
    }
}

pub(super) fn show(
    ui: &mut Ui,
    view: &mut ColumnsView,
    preview: &mut Preview,
    session: &Session,
    out: &mut Vec<Action>,
) {
    head(ui, view, session);
    no_summary(ui, view, session, out);
    search_again(ui, session, out);
    if let Some(room) = room_for_name(ui.available_width() - 2.0 * PAD) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(PAD + room + GAP);
            for title in ["What it is", "What happens to it"] {
                ui.vertical(|ui| {
                    ui.set_width(CHOICE + GAP);
                    section(ui, title);
                });
            }
        });
    }
    let wanted = view.wanted.take();
    let mut heights = std::mem::take(&mut view.heights);
    let count = session.workspace().sheet().columns().len();
    ui.spacing_mut().item_spacing.y = 6.0;
    lazily(ui, &mut heights, count, 76.0, wanted.map(|(column, _)| usize::from(column)), |ui, at| {
        let column = at as u16;
        let here = wanted.filter(|(other, _)| *other == column);
        row(ui, view, preview, session, column, here.map(|(_, has_keyboard)| has_keyboard), out);
    });
    view.heights = heights;
}

fn head(ui: &mut Ui, view: &mut ColumnsView, session: &Session) {
    let colours = palette(ui);
    heading(ui, "Columns");
    muted(
        ui,
        "What a column is says what is looked for and which entries belong together. What happens to it says \
         what leaves with the disclosure",
    );
    let waiting = unsettled_columns(session.workspace()).count() as u64;
    ui.horizontal(|ui| {
        if waiting == 0 {
            word(ui, "✓ All columns are settled", medium(size::BODY), colours.good);
            return;
        }
        let columns = words::count(waiting, "column", "columns");
        word(ui, format!("● {columns} to settle"), medium(size::BODY), colours.waiting);
        if push(ui, "Go to next unsettled", Look::Plain).clicked() {
            let mut all = unsettled_columns(session.workspace());
            let after = all.find(|column| view.last.is_none_or(|last| *column > last));
            let next = after.or_else(|| unsettled_columns(session.workspace()).next());
            view.last = next;
            view.wanted = next.map(|column| (column, true));
        }
    });
}

/// Without a summary nothing is searched, and no case is found by its words.
fn no_summary(ui: &mut Ui, view: &mut ColumnsView, session: &Session, out: &mut Vec<Action>) {
    let workspace = session.workspace();
    if workspace.layout().column(Role::Summary).is_some() {
        view.longest = None;
        return;
    }
    let colours = palette(ui);
    let longest = view.longest.get_or_insert_with(|| {
        let found = summary_column(workspace.sheet(), workspace.layout());
        let columns = found.err().map(|NoSummary { columns }| columns).unwrap_or_default();
        columns
            .into_iter()
            .filter(|(_, mean)| *mean >= SENTENCE)
            .take(3)
            .map(|(heading, _)| heading)
            .collect()
    });
    banner(ui, colours.danger, colours.danger_tint, |ui| {
        ui.label(
            "▲ No column is the summary, so no mention of body-worn video would be found. Choose the column that \
             tells what happened",
        );
        ui.horizontal_wrapped(|ui| {
            for heading in longest.iter() {
                let label = format!("“{}” is the summary", words::snippet(heading, 30));
                if push(ui, &label, Look::Plain).clicked()
                    && let Some(column) =
                        workspace.sheet().columns().iter().position(|column| column.heading() == heading)
                {
                    out.push(Action::Review(become_role(workspace.sheet(), column as u16, Role::Summary)));
                }
            }
        });
    });
}

fn search_again(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    if !must_search_again(session) {
        return;
    }
    let colours = palette(ui);
    let workspace = session.workspace();
    let unsearched = workspace.unsearched_columns();
    let names: Vec<String> = unsearched
        .iter()
        .take(4)
        .filter_map(|column| workspace.sheet().columns().get(usize::from(*column)))
        .map(|column| format!("“{}”", words::snippet(column.heading(), 24)))
        .collect();
    banner(ui, colours.waiting, colours.waiting_tint, |ui| {
        let more = if unsearched.len() > names.len() { " and others" } else { "" };
        ui.label(if names.is_empty() && workspace.has_other_lists_than_searched() {
            "● Your lists of words have changed since the sheet was searched for personal data".to_owned()
        } else if names.is_empty() {
            "● What columns are has changed since the sheet was searched for personal data".to_owned()
        } else {
            format!("● {}{more} would be released and was never searched for personal data", names.join(", "))
        });
        let command = UiCommand::SearchAgain;
        if Push::new(command.short()).look(Look::Primary).show(ui).clicked() {
            out.push(Action::Run(command));
        }
    });
}

/// One column: what it is called and holds, what it is, what happens to it.
fn row(
    ui: &mut Ui,
    view: &mut ColumnsView,
    preview: &mut Preview,
    session: &Session,
    column: u16,
    wanted: Option<bool>,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let sheet = workspace.sheet();
    let at = usize::from(column);
    let (Some(of), Some(plan)) = (sheet.columns().get(at), workspace.layout().columns.get(at).copied())
    else {
        return;
    };
    let is_open = plan.treatment == Treatment::Unsettled;
    let edge = if is_open { colours.waiting } else { colours.line };
    let shown = Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, edge.gamma_multiply(if is_open { 0.6 } else { 1.0 })))
        .corner_radius(CARD_CORNER)
        .inner_margin(Margin::symmetric(PAD as i8, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let room = ui.available_width();
            let beside = room_for_name(room);
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(beside.unwrap_or(room));
                    ui.spacing_mut().item_spacing.y = 3.0;
                    name(ui, of, is_open);
                    let examples =
                        view.examples.entry(column).or_insert_with(|| examples(sheet, column)).as_str();
                    let examples = if examples.is_empty() { "Empty" } else { examples };
                    truncated(ui, examples, regular(size::SMALL + 1.0), colours.muted);
                });
                if beside.is_some() {
                    choose(ui, preview, session, column, plan, wanted == Some(true), out);
                }
            });
            if beside.is_none() {
                ui.horizontal(|ui| choose(ui, preview, session, column, plan, wanted == Some(true), out));
            }
            match plan.treatment {
                Treatment::Withhold | Treatment::SmallNumbers => {
                    grounds(ui, session, column, plan.treatment, out);
                }
                Treatment::WiderUnit => view.units.show(ui, session, column),
                Treatment::Disclose
                | Treatment::YearOnly
                | Treatment::RedactSpans
                | Treatment::OutOfScope
                | Treatment::Unsettled => {}
            }
        });
    let rect = shown.response.rect;
    if is_open {
        let bar = rect.with_max_x(rect.min.x + 4.0).shrink2(egui::vec2(0.0, 8.0));
        ui.painter().rect_filled(bar, 2.0, colours.waiting);
    }
    if wanted.is_some() {
        reveal(ui, rect);
        preview.mark(column);
    }
    // A click beside the controls shows the column in the sheet.
    if ui.input(|input| input.pointer.primary_clicked())
        && ui.rect_contains_pointer(rect)
        && ui.ui_contains_pointer()
    {
        preview.mark(column);
    }
}

/// Shorter texts than this, in characters, tell nothing of what happened.
const SENTENCE: u32 = 16;
const CHOICE: f32 = 212.0;
const PAD: f32 = 14.0;

/// The width that is left for a column's name beside its choices, if that is enough.
fn room_for_name(room: f32) -> Option<f32> {
    let left = room - 2.0 * CHOICE - 2.0 * GAP;
    (left > 240.0).then_some(left)
}

fn name(ui: &mut Ui, of: &crate::sheet::Column, is_open: bool) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let tags = f32::from(u8::from(is_open)) * 74.0 + f32::from(u8::from(of.is_hidden())) * 70.0;
        let room = (ui.available_width() - tags).max(60.0);
        let wanted =
            ui.painter().layout_no_wrap(of.heading().to_owned(), semibold(size::BODY), colours.text).size().x;
        ui.allocate_ui(egui::vec2(wanted.min(room) + 1.0, 20.0), |ui| {
            truncated(ui, of.heading(), semibold(size::BODY), colours.text);
        });
        if of.is_hidden() {
            tag(ui, "Hidden", colours.waiting, colours.waiting_tint)
                .on_hover_text("The file hides this column from view");
        }
        if is_open {
            tag(ui, "To settle", colours.waiting, colours.waiting_tint);
        }
    });
}

/// The first values that differ, on one line.
fn examples(sheet: &Sheet, column: u16) -> String {
    const LOOKED_AT: u32 = 300;
    let mut found: Vec<String> = Vec::new();
    for row in 0..sheet.row_count().min(LOOKED_AT) {
        let text = words::snippet(sheet.text(CellId { row, column }).expose(), 60);
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
        if found.len() == 3 {
            break;
        }
    }
    found.join("  ·  ")
}

fn choose(
    ui: &mut Ui,
    preview: &mut Preview,
    session: &Session,
    column: u16,
    plan: ColumnPlan,
    wants_keyboard: bool,
    out: &mut Vec<Action>,
) {
    let sheet = session.workspace().sheet();
    let heading = sheet.columns().get(usize::from(column)).map_or("", |c| c.heading());
    ui.spacing_mut().item_spacing.x = GAP;
    let roles: Vec<(Role, &str)> = Role::iter().map(|role| (role, words::role(role))).collect();
    let name = format!("What “{heading}” is");
    let (role, picked) = select(ui, ("role", column), &name, CHOICE, plan.role, &roles);
    if let Some(picked) = picked {
        out.push(Action::Review(become_role(sheet, column, picked)));
    }
    let treatments: Vec<(Treatment, &str)> = Treatment::iter()
        .filter(|treatment| {
            *treatment != Treatment::YearOnly || *treatment == plan.treatment || has_dates(plan.role)
        })
        .map(|treatment| (treatment, words::treatment(treatment)))
        .collect();
    let name = format!("What happens to “{heading}”");
    let (treatment, picked) = select(ui, ("treatment", column), &name, CHOICE, plan.treatment, &treatments);
    match picked {
        // Nothing is withheld without exemption and reason.
        Some(treatment @ (Treatment::Withhold | Treatment::SmallNumbers)) => {
            out.push(pick_grounds(session, column, treatment));
        }
        Some(treatment) => out.push(Action::Review(Command::Column {
            column,
            role: None,
            treatment: Some(treatment),
            exemptions: Vec::new(),
            reason: String::new(),
        })),
        None => {}
    }
    if wants_keyboard {
        treatment.request_focus();
    }
    if role.has_focus() || treatment.has_focus() {
        preview.mark(column);
    }
    for response in [role, treatment] {
        if response.has_focus() {
            let ring = Stroke::new(2.0, palette(ui).accent);
            ui.painter().rect_stroke(response.rect.expand(1.0), 6.0, ring, StrokeKind::Outside);
        }
    }
}

/// Whether a year could be taken from such a column.
fn has_dates(role: Role) -> bool {
    match role {
        Role::Date | Role::Recorded | Role::Year | Role::Other => true,
        Role::Reference
        | Role::Type
        | Role::Unit
        | Role::Allegation
        | Role::Rank
        | Role::Subject
        | Role::SubjectNumber
        | Role::Complainant
        | Role::Flag
        | Role::Status
        | Role::Outcome
        | Role::InvestigatingBody
        | Role::Summary => false,
    }
}

/// A role brings its usual treatment, but what the file hides is never released by itself.
fn become_role(sheet: &Sheet, column: u16, role: Role) -> Command {
    let is_hidden = sheet.columns().get(usize::from(column)).is_some_and(|column| column.is_hidden());
    let usual = role.default_treatment();
    let treatment = if is_hidden && usual != Treatment::OutOfScope { Treatment::Unsettled } else { usual };
    Command::Column {
        column,
        role: Some(role),
        treatment: Some(treatment),
        exemptions: Vec::new(),
        reason: String::new(),
    }
}

/// Under what and why a column is withheld, with a way to change it.
fn grounds(ui: &mut Ui, session: &Session, column: u16, treatment: Treatment, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let codes = words::codes(&workspace.column_exemptions(column));
    let reason = workspace
        .column_choice(column)
        .map_or("As suggested for what it is", |grounds| words::reason(&grounds.reason));
    let heading = workspace.sheet().columns().get(usize::from(column)).map_or("", |c| c.heading());
    ui.horizontal(|ui| {
        tag(ui, &codes, colours.mark, colours.redacted_tint);
        let change = 96.0;
        ui.allocate_ui(egui::vec2((ui.available_width() - change).max(80.0), 22.0), |ui| {
            truncated(ui, reason, regular(size::SMALL + 1.0), colours.text);
        });
        let name = format!("Change the exemption of “{heading}”");
        if Push::new("Change…").name(name).look(Look::Quiet).show(ui).clicked() {
            out.push(pick_grounds(session, column, treatment));
        }
    });
}

fn pick_grounds(session: &Session, column: u16, treatment: Treatment) -> Action {
    let workspace = session.workspace();
    let suggested = workspace.column_exemptions(column);
    let standing = workspace.column_choice(column).map_or((suggested.as_slice(), ""), |grounds| {
        (grounds.exemptions.as_slice(), grounds.reason.as_str())
    });
    let usual = Some(workspace.column_reason(column));
    Action::Dialog(Dialog::Picker(Picker::new(Picking::Column { column, treatment }, Some(standing), usual)))
}
