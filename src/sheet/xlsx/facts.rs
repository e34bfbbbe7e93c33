//! What a worksheet holds beside its visible cells.

use std::collections::BTreeMap;

use super::xml::Tag;
use crate::sheet::heading::CellRef;
use crate::sheet::place::{Ranges, column_letters};
use crate::sheet::{Report, WarningKind};
use crate::text::counted;

/// Collected while a sheet is walked through.
#[derive(Default)]
pub(in crate::sheet) struct SheetFacts {
    /// Rows with text.
    pub(in crate::sheet) rows: u32,
    /// Whether each column, from 0, has text.
    used: Vec<bool>,
    /// First cells of the first rows with text.
    first_words: Vec<String>,
    /// First texts of each column, so that one that is hidden can be recognised.
    first_of_columns: Vec<Vec<String>>,
    /// First cells of the first hidden rows with text.
    words_of_hidden_rows: Vec<String>,
    hidden_rows: Ranges,
    hidden_blank_rows: u64,
    hidden_columns: Cover,
    rows_hidden: bool,
    columns_hidden: bool,
    shown_columns: Cover,
    formulas: Cells,
    missing_results: Cells,
    concealed: Cells,
    rich: Cells,
    phonetic: Cells,
    merged: Listed,
    filters: Listed,
    conditional: Listed,
    lists: Listed,
    headers: Listed,
    scenarios: Listed,
    protected: bool,
    sparklines: Listed,
    inside: Option<Inside>,
    /// What was read of it so far; a text comes in pieces.
    pending: String,
}

/// Text that belongs to the element being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    HeaderFooter,
    List,
}

/// Cells by name, the first few written out.
#[derive(Default)]
struct Cells {
    count: u64,
    named: Vec<String>,
    sample: Vec<String>,
}

/// Columns covered by ranges, however many ranges there are: where covering begins and ends.
#[derive(Default)]
struct Cover {
    steps: BTreeMap<u16, i64>,
}

impl Cover {
    fn add(&mut self, first: u16, last: u16) {
        *self.steps.entry(first).or_default() += 1;
        *self.steps.entry(last.saturating_add(1)).or_default() -= 1;
    }

    /// First and last of each stretch that is covered.
    fn stretches(&self) -> Vec<(u16, u16)> {
        let mut stretches = Vec::new();
        let mut depth = 0;
        let mut begun = None;
        for (&column, &step) in &self.steps {
            depth += step;
            match (begun, depth > 0) {
                (None, true) => begun = Some(column),
                (Some(first), false) => {
                    stretches.push((first, column - 1));
                    begun = None;
                }
                (None, false) | (Some(_), true) => {}
            }
        }
        stretches
    }
}

/// Anything, the first few written out.
#[derive(Default)]
struct Listed {
    count: u64,
    places: Vec<String>,
    sample: Vec<String>,
}

/// So many are written out.
const LISTED: usize = 20;
/// And so many shown.
const SHOWN: usize = 5;

impl Cells {
    fn add(&mut self, (column, row): (u32, u32), sample: &str) {
        self.count += 1;
        if self.named.len() < LISTED {
            self.named.push(format!("{}{row}", column_letters(column)));
        }
        if self.sample.len() < SHOWN && !sample.is_empty() {
            self.sample.push(sample.to_owned());
        }
    }

    fn tell(&self, kind: WarningKind, sheet: &str, report: &mut Report) {
        if self.count > 0 {
            report.show(kind, place(sheet, &self.named, self.count), self.count, &self.sample.join("\n"));
        }
    }
}

impl Listed {
    fn add(&mut self, place: Option<String>, sample: String) {
        self.count += 1;
        if self.places.len() < LISTED {
            self.places.extend(place);
        }
        if self.sample.len() < SHOWN && !sample.is_empty() {
            self.sample.push(sample);
        }
    }

    fn tell(&self, kind: WarningKind, sheet: &str, report: &mut Report) {
        if self.count > 0 {
            report.show(kind, place(sheet, &self.places, self.count), self.count, &self.sample.join("\n"));
        }
    }
}

/// The first cells of a row, to recognise it.
fn in_short(cells: &[CellRef<'_>]) -> String {
    cells.iter().take(8).map(|cell| beginning(cell.text)).collect::<Vec<_>>().join(" | ")
}

/// Enough of a text to recognise it.
fn beginning(text: &str) -> String {
    text.chars().take(30).collect()
}

fn several(word: &str, count: u64) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// `Cases: K12, K40 and 3 more`
fn place(sheet: &str, named: &[String], count: u64) -> String {
    if named.is_empty() {
        return sheet.to_owned();
    }
    let more = count.saturating_sub(named.len() as u64);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{sheet}: {}{more}", named.join(", "))
}

impl SheetFacts {
    /// Whether rows that say nothing of their height are hidden.
    pub(in crate::sheet) fn rows_hidden_by_default(&self) -> bool {
        self.rows_hidden
    }

    /// As “224 rows, 5 columns”.
    pub(in crate::sheet) fn size(&self) -> String {
        let (rows, columns) =
            (counted(self.rows, "row", "rows"), counted(self.columns(), "column", "columns"));
        format!("{rows}, {columns}")
    }

    /// Number of columns with text.
    pub(in crate::sheet) fn columns(&self) -> u32 {
        self.used.iter().filter(|used| **used).count() as u32
    }

    /// First and last of the hidden columns, from 0.
    pub(in crate::sheet) fn hidden_columns(&self) -> Vec<(u16, u16)> {
        if !self.columns_hidden {
            return self.hidden_columns.stretches();
        }
        let shown = self.shown_columns.stretches();
        let is_shown = |column: u16| shown.iter().any(|&(first, last)| (first..=last).contains(&column));
        (0..self.used.len() as u16)
            .filter(|&column| !is_shown(column))
            .map(|column| (column, column))
            .collect()
    }

    /// Beginning of the sheet, for the officer to recognise it.
    pub(in crate::sheet) fn first_words(&self) -> String {
        self.first_words.join("\n")
    }

    /// An element that is neither row nor cell.
    pub(in crate::sheet) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "sheetFormatPr" => {
                let zero = |name: &str| tag.number(name).is_some_and(|size| size <= 0.0);
                self.rows_hidden = tag.flag("zeroHeight") || zero("defaultRowHeight");
                self.columns_hidden = zero("defaultColWidth");
            }
            "col" => self.column(tag),
            "mergeCell" => self.merged.add(tag.get("ref"), String::new()),
            "filterColumn" | "autoFilter" if tag.name() == "autoFilter" || self.filters.count > 0 => {
                // The filter itself, then what it filters by.
                let by = tag.get("colId").map(|column| format!("by column {column}"));
                self.filters.add(tag.get("ref"), by.unwrap_or_default());
            }
            "filter" | "customFilter" => {
                self.filter_value(tag.get("val").unwrap_or_default());
            }
            "conditionalFormatting" => self.conditional.add(tag.get("sqref"), String::new()),
            "dataValidation" if tag.get("type").as_deref() == Some("list") => {
                self.lists.add(tag.get("sqref"), String::new());
                self.inside = Some(Inside::List);
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.inside = Some(Inside::HeaderFooter);
            }
            "sheetProtection" => self.protected |= tag.flag("sheet"),
            "sparkline" => self.sparklines.add(None, String::new()),
            "inputCells" => self.scenarios.add(tag.get("r"), tag.get("val").unwrap_or_default()),
            _other => {}
        }
    }

    /// Text outside rows.
    pub(in crate::sheet) fn text(&mut self, text: &str) {
        if self.inside.is_some() {
            self.pending.push_str(text);
        }
    }

    /// An element outside rows ends.
    pub(in crate::sheet) fn close(&mut self, name: &str) {
        if name != "dataValidation" && !name.ends_with("Header") && !name.ends_with("Footer") {
            return;
        }
        let text = std::mem::take(&mut self.pending).trim().to_owned();
        match self.inside.take() {
            Some(Inside::HeaderFooter) if !text.is_empty() => self.headers.add(None, text),
            Some(Inside::List) if self.lists.sample.len() < SHOWN => self.lists.sample.push(text),
            Some(Inside::HeaderFooter | Inside::List) | None => {}
        }
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let at = |name: &str| tag.number(name).unwrap_or(1.0).clamp(1.0, 16_384.0) as u16 - 1;
        let (first, last) = (at("min"), at("max"));
        let narrow = tag.number("width").is_some_and(|width| width <= 0.0);
        if first > last {
        } else if tag.flag("hidden") || narrow {
            self.hidden_columns.add(first, last);
        } else {
            self.shown_columns.add(first, last);
        }
    }

    /// Columns from `first` to `last`, from 0, are hidden.
    pub(in crate::sheet) fn hide_columns(&mut self, first: u16, last: u16) {
        self.hidden_columns.add(first, last.max(first));
    }

    /// Columns from `first` to `last`, from 0, have a width of their own.
    pub(in crate::sheet) fn show_columns(&mut self, first: u16, last: u16) {
        self.shown_columns.add(first, last);
    }

    /// Rows, columns that say nothing of their size are hidden.
    pub(in crate::sheet) fn hide_by_default(&mut self, rows: bool, columns: bool) {
        self.rows_hidden |= rows;
        self.columns_hidden |= columns;
    }

    /// Cells of this range are merged.
    pub(in crate::sheet) fn merged(&mut self, range: String) {
        self.merged.add(Some(range), String::new());
    }

    /// A filter, or what one of its columns is filtered by.
    pub(in crate::sheet) fn filter(&mut self, range: Option<String>, by: String) {
        self.filters.add(range, by);
    }

    /// A value that is filtered by.
    pub(in crate::sheet) fn filter_value(&mut self, value: String) {
        if self.filters.sample.len() < LISTED && !value.is_empty() {
            self.filters.sample.push(value);
        }
    }

    /// Formatting by rule.
    pub(in crate::sheet) fn conditional(&mut self, range: String, rule: String) {
        self.conditional.add(Some(range), rule);
    }

    /// A drop-down list.
    pub(in crate::sheet) fn list(&mut self, range: String, values: String) {
        self.lists.add(Some(range), values);
    }

    /// Words of a header or footer.
    pub(in crate::sheet) fn header(&mut self, text: String) {
        self.headers.add(None, text);
    }

    /// A value of a scenario.
    pub(in crate::sheet) fn scenario(&mut self, cell: Option<String>, value: String) {
        self.scenarios.add(cell, value);
    }

    /// Whether another formula would be shown.
    pub(in crate::sheet) fn shows_formula(&self, missing: bool) -> bool {
        self.formulas.sample.len() < SHOWN || (missing && self.missing_results.sample.len() < SHOWN)
    }

    /// A row is complete.
    pub(in crate::sheet) fn row(&mut self, number: u32, hidden: bool, cells: &[CellRef<'_>]) {
        let has_text = cells.iter().any(|cell| !cell.text.trim().is_empty());
        match (hidden, has_text) {
            (true, true) => self.hidden_rows.add(number),
            (true, false) => self.hidden_blank_rows += 1,
            (false, _) => {}
        }
        if !has_text {
            return;
        }
        self.rows += 1;
        for cell in cells {
            let at = cell.position as usize;
            if self.used.len() <= at {
                self.used.resize(at + 1, false);
                self.first_of_columns.resize(at + 1, Vec::new());
            }
            if !cell.text.trim().is_empty() {
                self.used[at] = true;
                if let Some(first) = self.first_of_columns.get_mut(at).filter(|first| first.len() < 2) {
                    first.push(beginning(cell.text));
                }
            }
        }
        if self.first_words.len() < 3 {
            self.first_words.push(in_short(cells));
        }
        if hidden && self.words_of_hidden_rows.len() < SHOWN {
            self.words_of_hidden_rows.push(in_short(cells));
        }
    }

    /// So many hidden rows without text.
    pub(in crate::sheet) fn hidden_blank_rows(&mut self, rows: u64) {
        self.hidden_blank_rows += rows;
    }

    /// A cell with a formula; `missing` says that its result is not stored.
    pub(in crate::sheet) fn formula(&mut self, cell: (u32, u32), formula: &str, missing: bool) {
        self.formulas.add(cell, formula);
        if missing {
            self.missing_results.add(cell, formula);
        }
    }

    /// A cell whose text is not seen.
    pub(in crate::sheet) fn concealed(&mut self, cell: (u32, u32), text: &str) {
        self.concealed.add(cell, text);
    }

    /// A cell in several fonts.
    pub(in crate::sheet) fn rich(&mut self, cell: (u32, u32)) {
        self.rich.add(cell, "");
    }

    /// A cell with a pronunciation.
    pub(in crate::sheet) fn phonetic(&mut self, cell: (u32, u32), text: &str) {
        self.phonetic.add(cell, text);
    }

    /// Puts everything into the report.
    pub(in crate::sheet) fn tell(&self, sheet: &str, report: &mut Report) {
        self.tell_hidden(sheet, report);
        self.concealed.tell(WarningKind::HiddenText, sheet, report);
        if self.protected {
            report.note(WarningKind::Protection, sheet, 1);
        }
        self.scenarios.tell(WarningKind::HiddenText, &format!("{sheet}, scenarios"), report);
        self.filters.tell(WarningKind::Filter, sheet, report);
        self.formulas.tell(WarningKind::Formula, sheet, report);
        self.missing_results.tell(WarningKind::FormulaWithoutValue, sheet, report);
        self.lists.tell(WarningKind::ValidationList, sheet, report);
        self.conditional.tell(WarningKind::ConditionalFormat, sheet, report);
        self.merged.tell(WarningKind::MergedCells, sheet, report);
        self.rich.tell(WarningKind::RichText, sheet, report);
        self.phonetic.tell(WarningKind::Phonetic, sheet, report);
        self.sparklines.tell(WarningKind::Chart, &format!("{sheet}, sparklines"), report);
        self.headers.tell(WarningKind::HeaderFooter, sheet, report);
    }

    fn tell_hidden(&self, sheet: &str, report: &mut Report) {
        if self.hidden_rows.count() > 0 {
            let rows = self.hidden_rows.list(|row| row.to_string());
            let place = format!("{sheet}: {} {rows}", several("row", self.hidden_rows.count()));
            let words = self.words_of_hidden_rows.join("\n");
            report.show(WarningKind::HiddenRow, place, self.hidden_rows.count(), &words);
        } else if self.hidden_blank_rows > 0 {
            report.note(
                WarningKind::HiddenRow,
                format!("{sheet}: rows without text"),
                self.hidden_blank_rows,
            );
        }
        let mut with_text = Ranges::default();
        let mut blank = Ranges::default();
        let mut words = Vec::new();
        for (first, last) in self.hidden_columns() {
            let used = |column: &u16| self.used.get(usize::from(*column)).copied().unwrap_or(false);
            for column in (first..=last).filter(used) {
                with_text.add(u32::from(column));
                let first = self.first_of_columns.get(usize::from(column)).filter(|_| words.len() < SHOWN);
                words.extend(
                    first.map(|first| format!("{}: {}", column_letters(column.into()), first.join(" | "))),
                );
            }
            blank.add_range(u32::from(first), u32::from(last));
        }
        if with_text.count() > 0 {
            let columns = with_text.list(column_letters);
            let place = format!("{sheet}: {} {columns}", several("column", with_text.count()));
            report.show(WarningKind::HiddenColumn, place, with_text.count(), &words.join("\n"));
        } else if blank.count() > 0 {
            let columns = blank.list(column_letters);
            let place = format!("{sheet}: {} {columns}, without text", several("column", blank.count()));
            report.note(WarningKind::HiddenColumn, place, blank.count());
        }
    }
}
