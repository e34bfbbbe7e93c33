//! Writes a disclosure as XLSX: one sheet, one table with a heading row, nothing else. Text is
//! written as text, never as a formula, a number or a link; nothing names an author; times come
//! from the release.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, Workbook, Worksheet, XlsxError,
};

use crate::detect::Cancel;
use crate::disclose::format::{Output, WriteError};
use crate::disclose::{ColumnKind, Disclosure};
use crate::law::style;

/// Name of the sheet and of the table.
const NAME: &str = "Disclosure";
/// The format's number for A4 paper.
const A4: u8 = 9;
/// Most rows of a sheet, the heading included.
const MOST_ROWS: usize = 1 << 20;
/// Most columns of a sheet.
const MOST_COLUMNS: usize = 1 << 14;
/// Most characters of a cell, counted as Excel does.
const MOST_UNITS: usize = 32_767;
/// Most characters of the name of a table's column.
const MOST_HEADING_UNITS: usize = 255;
/// Height of a line of text.
const POINTS_PER_LINE: u32 = 15;
/// Lines of the highest row that Excel shows.
const MOST_LINES: usize = 27;
/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;
/// Largest number that is written as a number: nine digits are exact everywhere.
const MOST_DIGITS: usize = 9;

/// Writes the table.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    check_size(disclosure)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(disclosure)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME).map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    add_table(sheet, disclosure)?;
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = body.clone().set_bold();
    let mut lines = 1;
    for (at, column) in disclosure.columns().iter().enumerate() {
        sheet.set_column_width(at as u16, f64::from(column.kind.characters())).map_err(failed)?;
        sheet.write_string_with_format(0, at as u16, column.heading.as_str(), &head).map_err(failed)?;
        lines = lines.max(column.kind.lines(&column.heading));
    }
    set_height(sheet, 0, lines)?;
    for row in 0..disclosure.row_count() {
        if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        let line = row as u32 + 1;
        let mut lines = 1;
        for (at, (cell, column)) in disclosure.row(row).zip(disclosure.columns()).enumerate() {
            let text = cell.text();
            check_cell(&text, row + 1, at + 1, &column.heading)?;
            lines = lines.max(column.kind.lines(&text));
            match number(&text).filter(|_| column.kind == ColumnKind::Number) {
                Some(number) => sheet.write_number_with_format(line, at as u16, number, &body),
                None => sheet.write_string_with_format(line, at as u16, text, &body),
            }
            .map_err(failed)?;
        }
        set_height(sheet, line, lines)?;
    }
    workbook.save_to_writer(out).map_err(failed)
}

/// Not every program finds the height of wrapped text by itself.
fn set_height(sheet: &mut Worksheet, line: u32, lines: usize) -> Result<(), WriteError> {
    if lines > 1 {
        let points = POINTS_PER_LINE * lines.min(MOST_LINES) as u32;
        sheet.set_row_height(line, points).map_err(failed)?;
    }
    Ok(())
}

fn properties(disclosure: &Disclosure) -> Result<DocProperties, WriteError> {
    let meta = disclosure.meta();
    let seconds = meta.released_at.as_second();
    let released_at = ExcelDateTime::from_timestamp(seconds).map_err(failed)?;
    let title = if meta.is_draft { format!("{}. {}", style().draft, meta.title) } else { meta.title.clone() };
    Ok(DocProperties::new().set_title(title.trim()).set_creation_datetime(&released_at))
}

fn add_table(sheet: &mut Worksheet, disclosure: &Disclosure) -> Result<(), WriteError> {
    // A table needs a row below its headings.
    if disclosure.row_count() == 0 {
        return Ok(());
    }
    let columns: Vec<TableColumn> = disclosure
        .columns()
        .iter()
        .map(|column| TableColumn::new().set_header(column.heading.as_str()))
        .collect();
    let table = Table::new().set_name(NAME).set_autofilter(false).set_columns(&columns);
    let (last_row, last_column) = (disclosure.row_count() as u32, disclosure.columns().len() as u16 - 1);
    sheet.add_table(0, 0, last_row, last_column, &table).map_err(failed)?;
    Ok(())
}

fn check_size(disclosure: &Disclosure) -> Result<(), WriteError> {
    if disclosure.row_count() >= MOST_ROWS {
        return Err(WriteError::Table(
            "There are more than 1,048,575 entries, and a sheet of Excel holds no more",
        ));
    }
    if disclosure.columns().len() > MOST_COLUMNS {
        return Err(WriteError::Table(
            "There are more than 16,384 columns, and a sheet of Excel holds no more",
        ));
    }
    if disclosure.columns().iter().any(|column| column.heading.encode_utf16().count() > MOST_HEADING_UNITS) {
        return Err(WriteError::Table("A heading is longer than 255 characters, and Excel holds no more"));
    }
    Ok(())
}

fn check_cell(text: &str, entry: usize, column: usize, heading: &str) -> Result<(), WriteError> {
    let why = if text.len() > MOST_UNITS && text.encode_utf16().count() > MOST_UNITS {
        "the cell has more than 32,767 characters, and a cell of Excel holds no more"
    } else if text.starts_with("<r>") && text.ends_with("</r>") {
        // The library would take such a text for markup of its own.
        "the cell reads like the inside of an Excel file"
    } else {
        return Ok(());
    };
    Err(WriteError::Cell { entry, column, heading: heading.to_owned(), why })
}

/// The entry's own number or a year.
fn number(text: &str) -> Option<f64> {
    let is_whole = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_whole && text.len() <= MOST_DIGITS)
}

fn failed(error: XlsxError) -> WriteError {
    if let XlsxError::IoError(error) | XlsxError::ZipError(zip::result::ZipError::Io(error)) = error {
        return WriteError::Io(error);
    }
    WriteError::Library("XLSX")
}
