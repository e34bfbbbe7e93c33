//! Walks through one table: rows and cells as often as they are repeated, and what is hidden.

use std::io::BufRead;
use std::ops::Range;

use super::beside::Beside;
use super::styles::{Look, Styles};
use super::tags::{CellTag, RowTag, is_unseen, leads_out, repeated};
use super::text::{Place, Text, skip};
use super::value::{plain_text, typed};
use crate::sheet::error::Problem;
use crate::sheet::heading::CellRef;
use crate::sheet::place::column_letters;
use crate::sheet::xlsx::facts::SheetFacts;
use crate::sheet::xlsx::xml::{Tag, Token, Xml};
use crate::sheet::{Typed, WarningKind};

/// Last column and row of a sheet.
pub(super) const MAX_COLUMNS: u32 = 16_384;
const MAX_ROWS: u32 = 1_048_576;
/// Cells with text that are there only by repetition: so many in any file,
const REPEATED_CELLS: u64 = 1_000_000;
/// so many for each byte of a larger one,
const REPEATED_PER_BYTE: u64 = 20;
/// and no more than this. An honest file has few; one made to do harm has millions in a kilobyte.
const MAX_REPEATED_CELLS: u64 = 10_000_000;

/// Counts cells that are there only by repetition, over all tables of a document.
pub(super) struct Repeated {
    count: u64,
    max: u64,
}

impl Repeated {
    /// For a file of so many bytes.
    pub(super) fn new(byte_len: u64) -> Repeated {
        let max = byte_len.saturating_mul(REPEATED_PER_BYTE).clamp(REPEATED_CELLS, MAX_REPEATED_CELLS);
        Repeated { count: 0, max }
    }

    /// `false` once there are too many.
    fn spend(&mut self, cells: u64) -> bool {
        self.count = self.count.saturating_add(cells);
        self.count <= self.max
    }
}

/// Takes the rows of a table: row from 1, whether it is hidden, its cells with text.
pub(super) type RowSink<'s> = dyn FnMut(u32, bool, &[CellRef<'_>]) + 's;

/// What a walk needs and gives, beside the rows.
pub(super) struct Walk<'w, 's> {
    pub(super) name: &'w str,
    pub(super) styles: &'w Styles,
    pub(super) beside: &'w mut Beside,
    /// Takes the rows, if anybody wants them.
    pub(super) sink: Option<&'w mut RowSink<'s>>,
    pub(super) facts: SheetFacts,
    /// Counted over all tables of the document.
    pub(super) repeated: &'w mut Repeated,
    /// Columns by their default style: first, last, style.
    columns: Vec<(u32, u32, String)>,
    next_column: u32,
    /// Rows before the one to come.
    rows: u32,
    row: Row,
    /// Blank rows that are told once a row with text follows: first, last, hidden.
    blank: Vec<(u32, u32, bool)>,
    /// Groups that are folded.
    folded: u32,
    /// Where the table is linked from.
    pub(super) source: Option<String>,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    next_column: u32,
    cells: Vec<(u16, (usize, usize), Option<Typed>)>,
    text: String,
    /// Columns, and what to tell of each.
    marks: Vec<(Range<u32>, Mark)>,
    style: String,
}

/// Something to tell of a cell.
enum Mark {
    Concealed(usize, usize),
    Rich,
    Phonetic(String),
    Formula(String, bool),
}

impl<'w, 's> Walk<'w, 's> {
    pub(super) fn new(
        name: &'w str,
        styles: &'w Styles,
        beside: &'w mut Beside,
        sink: Option<&'w mut RowSink<'s>>,
        repeated: &'w mut Repeated,
    ) -> Walk<'w, 's> {
        Walk {
            name,
            styles,
            beside,
            sink,
            facts: SheetFacts::default(),
            repeated,
            columns: Vec::new(),
            next_column: 0,
            rows: 0,
            row: Row::default(),
            blank: Vec::new(),
            folded: 0,
            source: None,
        }
    }

    /// Reads the table to its end.
    pub(super) fn read<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        match self.inside(xml) {
            Err(Problem::Damaged { what }) => {
                let near = self.rows.max(1);
                Err(Problem::damaged(format!("in its sheet \"{}\", near row {near}, {what}", self.name)))
            }
            result => result,
        }
    }

    fn inside<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        // Which of the open groups are folded.
        let mut groups: Vec<bool> = Vec::new();
        loop {
            match xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "table-row-group" | "table-column-group" => {
                        let folded = tag.get("display").is_some_and(|shown| shown == "false");
                        groups.push(folded);
                        self.folded += u32::from(folded);
                    }
                    "table-header-rows" | "table-rows" | "table-header-columns" | "table-columns" => {
                        groups.push(false);
                    }
                    "table-column" => {
                        self.column(&tag);
                        skip(xml)?;
                    }
                    "table-row" => self.table_row(&RowTag::of(&tag), xml)?,
                    name => {
                        let name = name.to_owned();
                        let place = tag.get("href").or_else(|| tag.get("target-range-address"));
                        self.other(&name, place.unwrap_or_default(), xml)?;
                    }
                },
                Token::Close(_) => match groups.pop() {
                    Some(folded) => self.folded -= u32::from(folded),
                    None => return Ok(()),
                },
                Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
    }

    /// What stands in a table beside rows and columns.
    fn other<B: BufRead>(&mut self, name: &str, place: String, xml: &mut Xml<B>) -> Result<(), Problem> {
        let owner = self.name;
        match name {
            "table-source" => {
                self.beside.findings.add(WarningKind::ExternalLink, owner, "", &place);
                self.source = Some(place);
                skip(xml)
            }
            "shapes" => self.beside.shapes(xml, owner),
            "forms" => self.beside.forms(xml, owner),
            "scenario" => {
                let owner = format!("{owner}, scenarios");
                self.beside.findings.add(WarningKind::HiddenText, &owner, "", "");
                skip(xml)
            }
            "named-expressions" => super::lists::names(xml, owner, self.beside),
            "conditional-formats" => super::lists::conditional_formats(xml, owner, self.beside),
            "sparkline-groups" => {
                let owner = format!("{owner}, sparklines");
                self.beside.findings.add(WarningKind::Chart, &owner, "", "");
                skip(xml)
            }
            "event-listeners" => {
                self.beside.findings.add(WarningKind::Macro, owner, "", "");
                skip(xml)
            }
            "table-protection" | "title" | "desc" | "soft-page-break" => skip(xml),
            _unknown => {
                let gathered = self.beside.gather(xml, name, owner, "")?;
                let place = format!("element {name}");
                self.beside.findings.add(WarningKind::UnknownPart, owner, &place, &gathered.text);
                Ok(())
            }
        }
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let repeated = repeated(tag, "number-columns-repeated");
        let first = self.next_column.min(MAX_COLUMNS);
        let after = first.saturating_add(repeated).min(MAX_COLUMNS);
        self.next_column = after;
        if after <= first {
            return;
        }
        let hidden = is_unseen(tag)
            || self.folded > 0
            || tag.get("style-name").is_some_and(|style| self.styles.is_narrow_column(&style));
        if hidden {
            self.facts.hide_columns(first as u16, (after - 1) as u16);
        }
        if let Some(style) = tag.get("default-cell-style-name").filter(|_| self.columns.len() < 20_000) {
            self.columns.push((first, after - 1, style));
        }
    }

    fn table_row<B: BufRead>(&mut self, tag: &RowTag, xml: &mut Xml<B>) -> Result<(), Problem> {
        let repeated = tag.repeated;
        let hidden = tag.unseen || self.folded > 0 || self.styles.is_flat_row(&tag.style);
        self.row.next_column = 0;
        self.row.cells.clear();
        self.row.text.clear();
        self.row.marks.clear();
        self.row.style.clone_from(&tag.default_style);
        loop {
            match xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "table-cell" | "covered-table-cell" => {
                        let cell = CellTag::of(&tag);
                        self.cell(&cell, xml)?;
                    }
                    _other => skip(xml)?,
                },
                Token::Close(_) | Token::End => break,
                Token::Text(_) | Token::Nothing => {}
            }
        }
        let first = self.rows.saturating_add(1);
        let last = self.rows.saturating_add(repeated);
        self.rows = last;
        if self.row.cells.is_empty() && self.row.marks.is_empty() {
            self.blank_rows(first, last, hidden);
            return Ok(());
        }
        if last > MAX_ROWS {
            return Err(Problem::damaged("a row with text stands beyond the last row"));
        }
        self.spend(u64::from(repeated - 1), (self.row.cells.len() + self.row.marks.len() + 1) as u64)?;
        let blank = std::mem::take(&mut self.blank);
        if let Some(sink) = &mut self.sink {
            for (first, last, hidden) in blank {
                (first..=last).for_each(|row| sink(row, hidden, &[]));
            }
        }
        let text = &self.row.text;
        let shown = |&(start, end): &(usize, usize)| text.get(start..end).unwrap_or("");
        let cells = self.row.cells.iter();
        let cells: Vec<CellRef<'_>> = cells
            .map(|(at, range, typed)| CellRef { position: *at, text: shown(range), typed: *typed })
            .collect();
        for number in first..=last {
            self.facts.row(number, hidden, &cells);
            for (columns, mark) in &self.row.marks {
                columns.clone().for_each(|column| tell_mark(&mut self.facts, (column, number), mark, text));
            }
            if let Some(sink) = &mut self.sink {
                sink(number, hidden, &cells);
            }
        }
        Ok(())
    }

    fn blank_rows(&mut self, first: u32, last: u32, hidden: bool) {
        let last = last.min(MAX_ROWS);
        if first > last {
            return;
        }
        if hidden {
            self.facts.hidden_blank_rows(u64::from(last - first) + 1);
        }
        match self.blank.last_mut() {
            Some((_, end, same)) if *same == hidden => *end = last,
            Some(_) | None => self.blank.push((first, last, hidden)),
        }
    }

    /// Counts what is there only by repetition.
    fn spend(&mut self, times: u64, cells: u64) -> Result<(), Problem> {
        if !self.repeated.spend(times.saturating_mul(cells)) {
            let what = format!(
                "its sheet \"{}\" repeats cells with text over {} times, as a file made to do harm does",
                self.name, self.repeated.max
            );
            return Err(Problem::TooBig { what });
        }
        Ok(())
    }

    fn default_style(&self, column: u32) -> &str {
        let at = self.columns.partition_point(|(_, last, _)| *last < column);
        let found = self.columns.get(at).filter(|(first, _, _)| *first <= column);
        found.map_or("", |(_, _, style)| style)
    }

    fn cell<B: BufRead>(&mut self, tag: &CellTag, xml: &mut Xml<B>) -> Result<(), Problem> {
        let column = self.row.next_column;
        self.row.next_column = column.saturating_add(tag.repeated);
        let style = [tag.style.as_str(), self.row.style.as_str()];
        let style = style.into_iter().find(|style| !style.is_empty());
        let look = self.styles.cell(style.unwrap_or_else(|| self.default_style(column)));
        let place = format!("{}{}", column_letters(column.min(MAX_COLUMNS)), self.rows.saturating_add(1));
        let text = self.cell_text(&look, &place, xml)?;
        self.note_cell(tag, column, &place);

        let mut shown = text.shown.as_str();
        let plain = plain_text(&tag.value);
        let mut concealed = look.invisible
            || text.concealed
            || tag.covered
            || (look.protected_away && tag.value.kind.is_some())
            || (look.hides_text && tag.value.kind.as_deref().is_none_or(|kind| kind == "string"));
        if shown.is_empty() && !plain.is_empty() {
            // A value whose paragraph is there but empty is not shown.
            concealed |= text.paragraphs > 0;
            shown = &plain;
        }
        let mut marks = Vec::new();
        if let Some(formula) = &tag.formula {
            let missing = shown.is_empty() && tag.value.kind.is_none() && text.paragraphs == 0;
            marks.push(Mark::Formula(formula.clone(), missing));
        }
        if shown.is_empty() && marks.is_empty() {
            return Ok(());
        }
        if column.saturating_add(tag.repeated) > MAX_COLUMNS {
            return Err(Problem::damaged("a cell stands beyond the last column"));
        }
        self.spend(u64::from(tag.repeated - 1), 1 + marks.len() as u64)?;
        let start = self.row.text.len();
        self.row.text.push_str(shown);
        let range = (start, self.row.text.len());
        if !shown.is_empty() {
            if concealed {
                marks.push(Mark::Concealed(range.0, range.1));
            }
            if text.is_rich() {
                marks.push(Mark::Rich);
            }
            if !text.phonetic.is_empty() {
                marks.push(Mark::Phonetic(text.phonetic.clone()));
            }
        }
        let typed = typed(&tag.value);
        for at in column..column + tag.repeated {
            if !shown.is_empty() {
                self.row.cells.push((at as u16, range, typed));
            }
        }
        let columns = column..column + tag.repeated;
        self.row.marks.extend(marks.into_iter().map(|mark| (columns.clone(), mark)));
        Ok(())
    }

    fn cell_text<B: BufRead>(&mut self, look: &Look, cell: &str, xml: &mut Xml<B>) -> Result<Text, Problem> {
        let mut text = Text::default();
        let place = Place { styles: self.styles, look, owner: self.name, cell };
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let name = tag.name().to_owned();
                    let address = tag.get("href").unwrap_or_default();
                    match name.as_str() {
                        "p" | "h" => text.paragraph(xml, &place, self.beside)?,
                        "annotation" => self.beside.annotation(xml, self.name, cell)?,
                        "cell-range-source" => {
                            self.beside.link(&address, self.name, cell);
                            skip(xml)?;
                        }
                        "detective" => skip(xml)?,
                        "table" => {
                            let inner = self.beside.gather(xml, "table", self.name, cell)?;
                            let findings = &mut self.beside.findings;
                            findings.add(WarningKind::EmbeddedObject, self.name, cell, &inner.text);
                        }
                        name => self.beside.shape(xml, name, self.name, cell)?,
                    }
                }
                Token::Close(_) | Token::End => break,
                Token::Text(_) | Token::Nothing => {}
            }
        }
        self.beside.tell_links(&text.links, self.name, cell);
        Ok(text)
    }

    /// What the cell's own element tells.
    fn note_cell(&mut self, tag: &CellTag, column: u32, place: &str) {
        let row = self.rows.saturating_add(1);
        let (wide, high) = tag.spans;
        if wide > 1 || high > 1 {
            let last = column_letters((column.saturating_add(wide - 1)).min(MAX_COLUMNS));
            let range = format!("{place}:{last}{}", row.saturating_add(high - 1));
            self.beside.findings.add(WarningKind::MergedCells, self.name, &range, "");
        }
        if let Some(formula) = tag.formula.as_deref().filter(|formula| leads_out(formula)) {
            self.beside.findings.add(WarningKind::ExternalLink, self.name, place, formula);
        }
    }
}

fn tell_mark(facts: &mut SheetFacts, place: (u32, u32), mark: &Mark, text: &str) {
    match mark {
        Mark::Concealed(start, end) => facts.concealed(place, text.get(*start..*end).unwrap_or("")),
        Mark::Rich => facts.rich(place),
        Mark::Phonetic(text) => facts.phonetic(place, text),
        Mark::Formula(formula, missing) => facts.formula(place, formula, *missing),
    }
}
