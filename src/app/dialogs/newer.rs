//! What a newer export changes, to be looked at before it is taken.

use std::collections::BTreeSet;

use eframe::egui::{self, Key, Modifiers, ScrollArea, Ui};

use super::super::action::Action;
use super::super::newer::{Laid, Newer};
use super::super::screens::reference;
use super::super::session::Session;
use super::super::theme::{GAP, medium, palette, regular, semibold, size};
use super::super::widgets::{
    Look, Push, banner, heading, in_context, muted, row_line, select, visible_bars, word,
};
use super::super::words;
use super::{modal, taken};
use crate::review::{ChangedEntry, Compared, RebaseError, Rebased, Workspace};
use crate::sheet::{ReadOptions, Sheet, SheetInfo};

/// What can be unfolded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    New,
    Gone,
    Changed,
    Columns,
    Lost,
    Answers,
    Unread,
    Intake,
}

/// So many lines of a part are shown.
const MOST: usize = 200;

/// Shows what a newer export changes.
#[derive(Clone, Debug)]
pub(in crate::app) struct NewerReport {
    newer: Newer,
    unfolded: BTreeSet<Part>,
}

impl NewerReport {
    pub(in crate::app) fn new(newer: Newer) -> NewerReport {
        NewerReport { newer, unfolded: BTreeSet::new() }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "newer report", 820.0, out, |ui, out| {
            heading(ui, "The newer export beside the case");
            match self.newer.found.clone() {
                Ok(laid) => self.report(ui, session, &laid, out),
                Err(error) => self.refusal(ui, &error, out),
            }
        });
    }

    fn refusal(&self, ui: &mut Ui, error: &RebaseError, out: &mut Vec<Action>) {
        let colours = palette(ui);
        muted(ui, self.newer.file_name.clone());
        match error {
            RebaseError::NothingChanged => {
                banner(ui, colours.good, colours.good_tint, |ui| ui.label(format!("✓ {error}")));
            }
            RebaseError::NoEntries | RebaseError::NothingFits { .. } | RebaseError::Stopped => {
                banner(ui, colours.danger, colours.danger_tint, |ui| ui.label(format!("▲ {error}")));
            }
        }
        self.other_sheet(ui, out);
        ui.add_space(GAP / 2.0);
        let mut is_closed = taken(ui, Modifiers::NONE, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_closed |= Push::new("Close").key("Enter").look(Look::Primary).show(ui).clicked();
            if Push::new("Another file…").show(ui).clicked() {
                out.push(Action::ChooseNewer);
            }
        });
        if is_closed {
            out.push(Action::CloseDialog);
        }
    }

    /// Where the file has several sheets, another can be read.
    fn other_sheet(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let origin = &self.newer.origin;
        let sheets: &[SheetInfo] = &origin.guesses.sheets;
        if sheets.len() < 2 {
            return;
        }
        let names: Vec<(usize, &str)> = sheets.iter().map(|sheet| sheet.name.as_str()).enumerate().collect();
        ui.horizontal(|ui| {
            muted(ui, "Sheet of the file");
            let chosen = origin.guesses.chosen.unwrap_or(usize::MAX);
            let (_, picked) =
                select(ui, "sheet of the newer export", "Sheet of the file", 260.0, chosen, &names);
            if let (Some(sheet), Some(path)) = (picked.and_then(|at| sheets.get(at)), &origin.path)
                && picked != Some(chosen)
            {
                let options = ReadOptions {
                    sheet: Some(sheet.name.clone()),
                    header_row: None,
                    ..origin.options.clone()
                };
                out.push(Action::ReadNewer { path: path.clone(), options: Some(options) });
            }
        });
    }

    fn report(&mut self, ui: &mut Ui, session: &Session, laid: &Laid, out: &mut Vec<Action>) {
        let Laid { rebased, compared } = laid;
        let colours = palette(ui);
        muted(ui, format!("{}: {}", self.newer.file_name, words::newer::entries(compared)));
        self.other_sheet(ui, out);
        if compared.is_doubtful() {
            banner(ui, colours.danger, colours.danger_tint, |ui| {
                ui.label(
                    "▲ Fewer than half of the entries were found again. Is this the same data, and the right sheet?",
                )
            });
        }
        visible_bars(ui);
        let room = (ui.ctx().content_rect().height() - 330.0).clamp(180.0, 560.0);
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            let sides = Sides { before: session.workspace(), rebased, compared };
            ui.spacing_mut().item_spacing.y = 2.0;
            same_line(ui, &words::count(compared.same_count, "entry is the same", "entries are the same"));
            for part in [
                Part::New,
                Part::Gone,
                Part::Changed,
                Part::Columns,
                Part::Lost,
                Part::Answers,
                Part::Unread,
                Part::Intake,
            ] {
                if part == Part::Lost {
                    let fits = words::count(compared.fitting_count as u64, "decision fits", "decisions fit");
                    same_line(
                        ui,
                        &format!(
                            "{fits} and {} kept",
                            if compared.fitting_count == 1 { "is" } else { "are" }
                        ),
                    );
                }
                self.part(ui, &sides, part);
            }
        });
        ui.add_space(GAP / 2.0);
        let (waiting, before) = (compared.undecided_count, compared.undecided_before_count);
        muted(
            ui,
            format!(
                "Then {} undecided in what is within the request ({} now). New and changed entries are unread. The \
                 earlier export stays in the case file, and Undo brings it back",
                words::count(waiting, "suggestion is", "suggestions are"),
                words::grouped(before)
            ),
        );
        let mut is_given = taken(ui, Modifiers::NONE, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let look = if compared.is_doubtful() { Look::Plain } else { Look::Primary };
            is_given |= Push::new("Take the new export").key("Enter").look(look).show(ui).clicked();
            if Push::new("Cancel").key("Esc").show(ui).clicked() {
                out.push(Action::CloseDialog);
            }
            if Push::new("Another file…").look(Look::Quiet).show(ui).clicked() {
                out.push(Action::ChooseNewer);
            }
        });
        if is_given {
            out.push(Action::CloseDialog);
            out.push(Action::TakeNewer(Box::new(self.newer.clone())));
        }
    }

    /// A part of the report: how many, and unfolded which. Nothing where there are none.
    fn part(&mut self, ui: &mut Ui, sides: &Sides<'_>, part: Part) {
        let lines = sides.count(part);
        if lines == 0 {
            return;
        }
        let colours = palette(ui);
        let is_open = self.unfolded.contains(&part);
        let title = sides.title(part);
        row_line(ui);
        ui.horizontal(|ui| {
            ui.set_min_height(32.0);
            word(ui, "●", regular(size::SMALL), sides.ink(ui, part));
            word(ui, &title, medium(size::BODY), colours.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(8.0);
                let label = if is_open { "Hide" } else { "Show" };
                let name = format!("{label}: {title}");
                if Push::new(label).name(name).look(Look::Quiet).show(ui).clicked() {
                    if is_open {
                        self.unfolded.remove(&part);
                    } else {
                        self.unfolded.insert(part);
                    }
                }
            });
        });
        if !is_open {
            return;
        }
        egui::Frame::new()
            .fill(colours.sunken)
            .corner_radius(6.0)
            .inner_margin(egui::Margin::symmetric(12, 8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 5.0;
                for at in 0..lines.min(MOST) {
                    sides.line(ui, part, at);
                }
                if lines > MOST {
                    muted(ui, format!("and {} more", words::grouped((lines - MOST) as u64)));
                }
            });
        ui.add_space(4.0);
    }
}

/// A line of what needs no look.
fn same_line(ui: &mut Ui, text: &str) {
    let colours = palette(ui);
    row_line(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        word(ui, "✓", semibold(size::SMALL), colours.good);
        word(ui, text, regular(size::BODY), colours.text);
    });
}

/// Both exports, and what they have in common.
struct Sides<'s> {
    before: &'s Workspace,
    rebased: &'s Rebased,
    compared: &'s Compared,
}

impl Sides<'_> {
    fn count(&self, part: Part) -> usize {
        let compared = self.compared;
        match part {
            Part::New => compared.new.len(),
            Part::Gone => compared.gone.len(),
            Part::Changed => compared.changed.len(),
            Part::Columns => {
                compared.new_columns.len() + compared.gone_columns.len() + compared.renamed_columns.len()
            }
            Part::Lost => compared.lost.len(),
            Part::Answers => compared.asked_again.len(),
            Part::Unread => compared.unread.len(),
            Part::Intake => compared.unsettled.len(),
        }
    }

    fn title(&self, part: Part) -> String {
        let count = self.count(part) as u64;
        let title = |one, many| words::count(count, one, many);
        match part {
            Part::New => title("entry is new", "entries are new"),
            Part::Gone => title("entry is gone", "entries are gone"),
            Part::Changed => title("entry is changed", "entries are changed"),
            Part::Columns => title("column is new, gone or renamed", "columns are new, gone or renamed"),
            Part::Lost => title("decision does not fit", "decisions do not fit"),
            Part::Answers => title("answer is to be given again", "answers are to be given again"),
            Part::Unread => title("entry is to be read again", "entries are to be read again"),
            Part::Intake => title("hidden item is to be settled", "hidden items are to be settled"),
        }
    }

    /// What is to be looked at for what it may hold stands out.
    fn ink(&self, ui: &Ui, part: Part) -> egui::Color32 {
        let colours = palette(ui);
        match part {
            Part::New | Part::Changed | Part::Columns | Part::Lost | Part::Answers | Part::Intake => {
                colours.waiting
            }
            Part::Gone | Part::Unread => colours.muted,
        }
    }

    fn line(&self, ui: &mut Ui, part: Part, at: usize) {
        let compared = self.compared;
        match part {
            Part::New => {
                if let Some(row) = compared.new.get(at) {
                    entry(ui, &self.rebased.sheet, *row, &self.reference_now(*row), &self.summary_now(*row));
                }
            }
            Part::Unread => {
                if let Some(row) = compared.unread.get(at) {
                    entry(ui, &self.rebased.sheet, *row, &self.reference_now(*row), &self.summary_now(*row));
                }
            }
            Part::Gone => {
                if let Some(row) = compared.gone.get(at) {
                    let text =
                        self.before.layout().text(self.before.sheet(), *row, crate::sheet::Role::Summary);
                    let name = reference(self.before, *row);
                    entry(ui, self.before.sheet(), *row, &name, text.expose());
                }
            }
            Part::Changed => {
                if let Some(changed) = compared.changed.get(at) {
                    self.changed(ui, changed);
                }
            }
            Part::Columns => self.column(ui, at),
            Part::Lost => self.lost(ui, at),
            Part::Answers => {
                if let Some(asked) = compared.asked_again.get(at) {
                    let name =
                        format!("{}: {}", self.reference_now(asked.row), words::newer::answer(asked.what));
                    word(ui, name, regular(size::BODY), palette(ui).text);
                }
            }
            Part::Intake => {
                let warning =
                    compared.unsettled.get(at).and_then(|at| self.rebased.report.warnings.get(*at as usize));
                if let Some(warning) = warning {
                    let text = format!("{}: {}", words::warning(warning.kind), warning.place);
                    word(ui, text, regular(size::BODY), palette(ui).text);
                }
            }
        }
    }

    fn reference_now(&self, row: u32) -> String {
        let text = self.rebased.layout.text(&self.rebased.sheet, row, crate::sheet::Role::Reference).expose();
        if text.trim().is_empty() {
            format!("Row {}", self.rebased.sheet.source_row(row))
        } else {
            text.trim().to_owned()
        }
    }

    fn summary_now(&self, row: u32) -> String {
        self.rebased.layout.text(&self.rebased.sheet, row, crate::sheet::Role::Summary).expose().to_owned()
    }

    fn changed(&self, ui: &mut Ui, changed: &ChangedEntry) {
        let colours = palette(ui);
        let headings: Vec<String> = changed
            .columns
            .iter()
            .map(|column| words::snippet(column_name(&self.rebased.sheet, *column), 28))
            .collect();
        ui.horizontal(|ui| {
            let row = self.rebased.sheet.source_row(changed.row);
            word(ui, self.reference_now(changed.row), medium(size::BODY), colours.text);
            muted(ui, format!("row {row} · {}", headings.join(", ")));
        });
    }

    fn column(&self, ui: &mut Ui, at: usize) {
        let Compared { new_columns, gone_columns, renamed_columns, .. } = self.compared;
        let (before, now) = (self.before.sheet(), &*self.rebased.sheet);
        let text = if let Some(column) = new_columns.get(at) {
            format!("“{}” is new: say in Load what happens to it", column_name(now, *column))
        } else if let Some(column) = gone_columns.get(at - new_columns.len()) {
            format!("“{}” is gone", column_name(before, *column))
        } else if let Some((was, is)) = renamed_columns.get(at - new_columns.len() - gone_columns.len()) {
            format!("“{}” is called “{}” now", column_name(before, *was), column_name(now, *is))
        } else {
            return;
        };
        word(ui, text, regular(size::BODY), palette(ui).text);
    }

    fn lost(&self, ui: &mut Ui, at: usize) {
        let Some(lost) = self.compared.lost.get(at) else { return };
        let text = self.before.sheet().text(lost.place.cell).expose();
        let (before, here, after) = words::in_context(text, lost.place.span);
        let what = if lost.is_redaction { "Withheld" } else { "Kept" };
        let name = reference(self.before, lost.place.cell.row);
        muted(ui, format!("{name} · {what}: {}", words::newer::loss(lost)));
        in_context(ui, (&before, &here, &after));
    }
}

fn column_name(sheet: &Sheet, column: u16) -> &str {
    sheet.columns().get(usize::from(column)).map_or("", |column| column.heading())
}

fn entry(ui: &mut Ui, sheet: &Sheet, row: u32, name: &str, summary: &str) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        word(ui, name, medium(size::BODY), colours.text);
        muted(ui, format!("row {} · {}", sheet.source_row(row), words::snippet(summary, 70)));
    });
}
