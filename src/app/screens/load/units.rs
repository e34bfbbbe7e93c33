//! The wider unit that is released for each unit of a column, as it is being typed.

use std::collections::BTreeMap;

use eframe::egui::{self, Margin, ScrollArea, TextEdit, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, regular, size};
use super::super::super::widgets::{Look, muted, push, truncated, word};
use super::super::super::words;
use crate::review::{Command, Units};
use crate::sheet::{CellId, Sheet};

/// What is typed, and which units a column holds.
#[derive(Default)]
pub(super) struct UnitsView {
    typed: BTreeMap<(u16, String), String>,
    held: BTreeMap<u16, Held>,
    /// The unit for all that have none, as it is typed.
    rest: BTreeMap<u16, String>,
    is_typing: bool,
    is_finished: bool,
}

/// The units of a column, looked up some rows at a time.
#[derive(Default)]
struct Held {
    next_row: u32,
    /// How many rows hold each.
    units: BTreeMap<String, u32>,
}

/// So many rows are looked at in a frame.
const ROWS: u32 = 20_000;

impl Held {
    /// Whether all rows were looked at.
    fn advance(&mut self, sheet: &Sheet, column: u16) -> bool {
        let end = sheet.row_count().min(self.next_row.saturating_add(ROWS));
        for row in self.next_row..end {
            let unit = sheet.text(CellId { row, column }).expose().trim();
            if unit.is_empty() {
                continue;
            }
            match self.units.get_mut(unit) {
                Some(count) => *count += 1,
                None => _ = self.units.insert(unit.to_owned(), 1),
            }
        }
        self.next_row = end;
        end == sheet.row_count()
    }
}

impl UnitsView {
    /// What was typed and is not saved; it counts as saved from now on.
    pub(super) fn take(&mut self, session: &Session) -> Vec<Command> {
        let typed = std::mem::take(&mut self.typed);
        let mut changed: BTreeMap<u16, Units> = BTreeMap::new();
        for ((column, unit), wider) in typed {
            let units = changed.entry(column).or_insert_with(|| session.workspace().units(column).clone());
            match wider.trim() {
                "" => _ = units.remove(&unit),
                wider => _ = units.insert(unit, wider.to_owned()),
            }
        }
        changed.retain(|column, units| session.workspace().units(*column) != units);
        changed.into_iter().map(|(column, units)| Command::Units { column, units }).collect()
    }

    /// Asks for what was typed to be saved if an edit is finished, or the column is not shown.
    pub(super) fn save(&mut self, out: &mut Vec<Action>) {
        let (is_typing, is_finished) = (self.is_typing, self.is_finished);
        (self.is_typing, self.is_finished) = (false, false);
        if (is_finished || !is_typing) && !self.typed.is_empty() {
            out.push(Action::KeepTyped);
        }
    }

    /// Draws the table of one column.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, column: u16) {
        const TALLEST: f32 = 300.0;
        let colours = palette(ui);
        let workspace = session.workspace();
        let held = self.held.entry(column).or_default();
        if !held.advance(workspace.sheet(), column) {
            ui.ctx().request_repaint();
        }
        let saved = workspace.units(column);
        let missing = held.units.keys().filter(|unit| !saved.contains_key(*unit)).count() as u64;
        ui.horizontal_wrapped(|ui| {
            if missing == 0 {
                word(ui, "✓ Every unit has a wider one", medium(size::SMALL + 1.0), colours.good);
            } else {
                let units = words::count(missing, "unit has no wider one yet", "units have no wider one yet");
                word(ui, format!("○ {units}"), medium(size::SMALL + 1.0), colours.waiting);
            }
            muted(ui, "The wider unit is released in place of each. No exemption is claimed for it");
        });
        let units: Vec<(String, u32)> =
            held.units.iter().map(|(unit, count)| (unit.clone(), *count)).collect();
        self.fill_rest(ui, session, column, missing);
        let scroll = ScrollArea::vertical()
            .id_salt(("units", column))
            .max_height(TALLEST)
            .min_scrolled_height(TALLEST)
            .auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for (unit, count) in &units {
                let before = saved.get(unit).map_or("", String::as_str);
                self.unit_row(ui, column, unit, *count, before);
            }
        });
    }

    /// One wider unit for all that have none: most sheets have a few large ones and many small.
    fn fill_rest(&mut self, ui: &mut Ui, session: &Session, column: u16, missing: u64) {
        if missing < 2 {
            return;
        }
        let mut is_used = false;
        ui.horizontal(|ui| {
            let wider = self.rest.entry(column).or_default();
            let edit = TextEdit::singleline(wider)
                .id_salt(("rest", column))
                .hint_text("One wider unit for all that have none")
                .desired_width((ui.available_width() - 150.0).min(340.0))
                .margin(Margin::symmetric(9, 5));
            let response = ui.add(edit);
            let name = "One wider unit for all that have none";
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
            self.is_typing |= response.has_focus();
            let is_given = !wider.trim().is_empty();
            ui.add_enabled_ui(is_given, |ui| {
                is_used = push(ui, "Use it for these", Look::Plain).clicked();
            });
        });
        if !is_used {
            return;
        }
        self.is_finished = true;
        let Some(wider) = self.rest.remove(&column).filter(|wider| !wider.trim().is_empty()) else { return };
        let saved = session.workspace().units(column);
        for unit in self.held.get(&column).into_iter().flat_map(|held| held.units.keys()) {
            if !saved.contains_key(unit) {
                self.typed.entry((column, unit.clone())).or_insert_with(|| wider.clone());
            }
        }
    }

    fn unit_row(&mut self, ui: &mut Ui, column: u16, unit: &str, count: u32, before: &str) {
        let colours = palette(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let width = (ui.available_width() * 0.42).min(320.0);
            ui.allocate_ui(egui::vec2(width, 26.0), |ui| {
                ui.set_min_width(width);
                let rows = words::count(count, "row", "rows");
                truncated(ui, &format!("{unit}  ·  {rows}"), regular(size::BODY), colours.text);
            });
            let key = (column, unit.to_owned());
            let mut wider = self.typed.get(&key).cloned().unwrap_or_else(|| before.to_owned());
            let edit = TextEdit::singleline(&mut wider)
                .id_salt(("wider", column, unit))
                .hint_text("Wider unit")
                .desired_width((ui.available_width() - GAP).min(320.0))
                .margin(Margin::symmetric(9, 5));
            let response = ui.add(edit);
            let name = format!("Wider unit of “{unit}”");
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
            self.is_typing |= response.has_focus();
            self.is_finished |= response.lost_focus();
            if response.changed() {
                self.typed.insert(key, wider);
            }
        });
    }
}
