//! Writes a disclosure as XLSX: a cover, the key to the marks, and one table with a heading row.
//! Text is written as text, never as a formula, a number or a link; nothing names an author; times
//! come from the release.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Workbook, Worksheet,
    XlsxError,
};

use crate::detect::Cancel;
use crate::disclose::about::{
    ABOUT_SHEET, About, AboutLine, KEY_HEADINGS, KEY_SHEET, LineKind, TABLE_SHEET, about,
};
use crate::disclose::format::{Output, WriteError};
use crate::disclose::{Cell, ColumnKind, Disclosure, KeyRow, Piece};
use crate::law::style;

/// The format's number for A4 paper.
const A4: u8 = 9;
/// Most rows of a sheet, the heading included.
const MOST_ROWS: usize = 1 << 20;
/// Most columns of a sheet.
const MOST_COLUMNS: usize = 1 << 14;
/// Most characters of a cell, counted as Excel does.
const MOST_UNITS: usize = 32_767;
/// Most characters of the markup of a run.
const MOST_RUN_MARKUP: usize = 200;
/// Most characters of the name of a table's column.
const MOST_HEADING_UNITS: usize = 255;
/// Height of a line of text.
const POINTS_PER_LINE: u32 = 15;
/// Height of a line of the title, and its letters.
const TITLE_POINTS: u32 = 24;
const TITLE_FONT_POINTS: u32 = 16;
/// Characters of the title that stand side by side on the cover.
const TITLE_CHARACTERS: usize = 50;
/// Lines of the title that Excel shows.
const MOST_TITLE_LINES: usize = 17;
/// Behind the heading row of a table: not every program draws the look of a table.
const HEAD_COLOUR: u32 = 0x1d_2b_45;
/// Lines of the highest row that Excel shows.
const MOST_LINES: usize = 27;
/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;
/// Largest number that is written as a number: nine digits are exact everywhere.
const MOST_DIGITS: usize = 9;

/// Writes the workbook.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    check_size(disclosure)?;
    let About { lines, key } = about(disclosure);
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(disclosure)?);
    write_about(add_sheet(&mut workbook, ABOUT_SHEET)?, &lines, &looks)?;
    if !key.is_empty() {
        write_key(add_sheet(&mut workbook, KEY_SHEET)?, &key, &looks)?;
    }
    write_table(add_sheet(&mut workbook, TABLE_SHEET)?, disclosure, &looks, cancel)?;
    workbook.save_to_writer(out).map_err(failed)
}

/// How cells look.
struct Looks {
    title: Format,
    heading: Format,
    head: Format,
    mark: Format,
    body: Format,
    /// A run of letters as in every cell, and one that is a mark.
    open_run: Format,
    mark_run: Format,
}

impl Looks {
    fn new() -> Looks {
        // Numbers stand to the left like words, or they would touch the words of the next column.
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
        let bold = body.clone().set_bold();
        Looks {
            title: bold.clone().set_font_size(TITLE_FONT_POINTS),
            heading: bold.clone(),
            head: bold.clone().set_background_color(HEAD_COLOUR).set_font_color(0xff_ff_ff),
            mark: bold,
            body,
            open_run: Format::new(),
            mark_run: Format::new().set_bold(),
        }
    }
}

fn add_sheet<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).map_err(failed)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

fn write_about(sheet: &mut Worksheet, lines: &[AboutLine], looks: &Looks) -> Result<(), WriteError> {
    sheet.set_column_width(0, f64::from(ColumnKind::Long.characters())).map_err(failed)?;
    for (at, AboutLine { kind, text }) in lines.iter().enumerate() {
        let format = match kind {
            LineKind::Title => &looks.title,
            LineKind::Heading => &looks.heading,
            LineKind::Text => &looks.body,
        };
        check_about(text)?;
        sheet.write_string_with_format(at as u32, 0, text, format).map_err(failed)?;
        match kind {
            LineKind::Title => {
                let lines = text.chars().count().div_ceil(TITLE_CHARACTERS).clamp(1, MOST_TITLE_LINES);
                sheet.set_row_height(at as u32, TITLE_POINTS * lines as u32).map_err(failed)?;
            }
            LineKind::Heading | LineKind::Text => {
                set_height(sheet, at as u32, ColumnKind::Long.lines(text))?;
            }
        }
    }
    Ok(())
}

fn write_key(sheet: &mut Worksheet, key: &[KeyRow], looks: &Looks) -> Result<(), WriteError> {
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    add_table(sheet, KEY_SHEET, &KEY_HEADINGS, key.len())?;
    let kinds = [ColumnKind::Short, ColumnKind::Long];
    for (at, (kind, heading)) in kinds.iter().zip(KEY_HEADINGS).enumerate() {
        sheet.set_column_width(at as u16, f64::from(kind.characters())).map_err(failed)?;
        sheet.write_string_with_format(0, at as u16, heading, &looks.head).map_err(failed)?;
    }
    for (line, KeyRow { mark, meaning }) in (1..).zip(key) {
        sheet.write_string_with_format(line, 0, mark, &looks.mark).map_err(failed)?;
        sheet.write_string_with_format(line, 1, meaning, &looks.body).map_err(failed)?;
        set_height(sheet, line, ColumnKind::Short.lines(mark).max(ColumnKind::Long.lines(meaning)))?;
    }
    Ok(())
}

fn write_table(
    sheet: &mut Worksheet,
    disclosure: &Disclosure,
    looks: &Looks,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let headings: Vec<&str> = disclosure.columns().iter().map(|column| column.heading.as_str()).collect();
    add_table(sheet, TABLE_SHEET, &headings, disclosure.row_count())?;
    let mut lines = 1;
    for (at, column) in disclosure.columns().iter().enumerate() {
        sheet.set_column_width(at as u16, f64::from(column.kind.characters())).map_err(failed)?;
        sheet.write_string_with_format(0, at as u16, column.heading.as_str(), &looks.head).map_err(failed)?;
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
                Some(number) => {
                    sheet.write_number_with_format(line, at as u16, number, &looks.body).map_err(failed)?;
                }
                None => write_text(sheet, (line, at as u16), cell, text, looks)?,
            }
        }
        set_height(sheet, line, lines)?;
    }
    Ok(())
}

/// Writes a cell of words; marks stand out.
fn write_text(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    cell: Cell<'_>,
    text: String,
    looks: &Looks,
) -> Result<(), WriteError> {
    let mut runs: Vec<(&Format, String)> = Vec::new();
    for piece in cell.pieces() {
        let (format, words) = match piece {
            Piece::Text(words) => (&looks.open_run, escape_escapes(words)),
            Piece::Withheld(mark) => (&looks.mark_run, mark.text().to_owned()),
        };
        match runs.last_mut() {
            Some((last, run)) if *last == format => run.push_str(&words),
            Some(_) | None => runs.push((format, words)),
        }
    }
    let has_mark = cell.pieces().any(|piece| matches!(piece, Piece::Withheld(_)));
    match runs.as_slice() {
        // One run is the look of the whole cell.
        [] | [_] => {
            let look = if has_mark { &looks.mark } else { &looks.body };
            sheet.write_string_with_format(line, column, text, look)
        }
        // The rare text that is too long for its markup stands without it.
        long if markup_units(long) > MOST_UNITS => {
            sheet.write_string_with_format(line, column, text, &looks.body)
        }
        several => {
            let several: Vec<(&Format, &str)> =
                several.iter().map(|(format, run)| (*format, run.as_str())).collect();
            sheet.write_rich_string_with_format(line, column, &several, &looks.body)
        }
    }
    .map_err(failed)?;
    Ok(())
}

/// What the library writes for this text at most, markup and all: it takes that for the length of
/// the text.
fn markup_units(runs: &[(&Format, String)]) -> usize {
    let weigh = |c: char| match c {
        '&' | '<' | '>' => 5,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => 7,
        c => c.len_utf16(),
    };
    runs.iter().map(|(_, run)| MOST_RUN_MARKUP + run.chars().map(weigh).sum::<usize>()).sum()
}

/// Keeps text that reads like `_x0041_` from being read as a letter. In runs the library leaves this
/// to its caller.
fn escape_escapes(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("_x") {
        escaped.push_str(before);
        let is_code = after.get(..4).is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        escaped.push_str(if is_code && after.get(4..5) == Some("_") { "_x005F_x" } else { "_x" });
        rest = after;
    }
    escaped + rest
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

fn add_table(
    sheet: &mut Worksheet,
    name: &str,
    headings: &[&str],
    row_count: usize,
) -> Result<(), WriteError> {
    // A table needs a row below its headings.
    if row_count == 0 {
        return Ok(());
    }
    let columns: Vec<TableColumn> =
        headings.iter().map(|heading| TableColumn::new().set_header(*heading)).collect();
    let table =
        Table::new().set_name(name).set_autofilter(false).set_style(TableStyle::Light1).set_columns(&columns);
    sheet.add_table(0, 0, row_count as u32, headings.len() as u16 - 1, &table).map_err(failed)?;
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

fn check_about(text: &str) -> Result<(), WriteError> {
    match flaw(text) {
        Some(_) => Err(WriteError::Table(
            "The title, the public authority or the reference is longer than a cell of Excel, or reads like \
             the inside of an Excel file",
        )),
        None => Ok(()),
    }
}

fn check_cell(text: &str, entry: usize, column: usize, heading: &str) -> Result<(), WriteError> {
    match flaw(text) {
        Some(why) => Err(WriteError::Cell { entry, column, heading: heading.to_owned(), why }),
        None => Ok(()),
    }
}

/// Why a text cannot stand in a cell.
fn flaw(text: &str) -> Option<&'static str> {
    if text.len() > MOST_UNITS && text.encode_utf16().count() > MOST_UNITS {
        Some("the cell has more than 32,767 characters, and a cell of Excel holds no more")
    } else if text.starts_with("<r>") && text.ends_with("</r>") {
        // The library would take such a text for markup of its own.
        Some("the cell reads like the inside of an Excel file")
    } else {
        None
    }
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
