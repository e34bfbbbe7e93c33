//! Makes `assets/sample/case-export.xlsx` from the labelled dev set, as a professional-standards
//! system would export it, with the dirt and the hidden things of a real one.
//!
//! `cargo run --example make_sample` writes the file; the same input gives the same bytes.

use std::error::Error;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};

/// Row of the headings, from 0: three lines of titles and a blank one stand above.
const HEADING_ROW: u32 = 4;
/// Where the file belongs.
const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/case-export.xlsx");
/// What it is made from.
const DEV_SET: &str = include_str!("../tests/gold/dev.csv");

/// Heading, column of the dev set, width.
const COLUMNS: &[(&str, Source, f64)] = &[
    ("Case Reference", Source::Field("case_ref"), 14.0),
    ("Case Type", Source::Field("case_type"), 16.0),
    ("Date Recorded", Source::Date("recorded"), 13.0),
    ("Year of Incident", Source::Year("incident_year"), 10.0),
    ("Unit", Source::Dirty("unit"), 20.0),
    ("Allegation Type", Source::Spaced("allegation"), 30.0),
    ("Subject Rank", Source::Field("subject_rank"), 16.0),
    ("Subject Name", Source::Dirty("subject_name"), 22.0),
    ("Subject No.", Source::Field("subject_number"), 11.0),
    ("Officer E-mail", Source::Email("subject_name"), 28.0),
    ("Complainant", Source::Dirty("complainant"), 22.0),
    ("BWV Flag", Source::Field("bwv_flag"), 6.0),
    ("Status", Source::MixedCase("status"), 16.0),
    ("Outcome", Source::Field("outcome"), 24.0),
    ("Summary of Allegation", Source::Field("summary"), 80.0),
];

/// How a column is made from a field.
#[derive(Clone, Copy)]
enum Source {
    /// As it stands.
    Field(&'static str),
    /// A real date cell.
    Date(&'static str),
    /// A number cell.
    Year(&'static str),
    /// With blanks behind or doubled, here and there.
    Dirty(&'static str),
    /// With a non-breaking space, here and there.
    Spaced(&'static str),
    /// In capitals or small letters, here and there.
    MixedCase(&'static str),
    /// A made-up address from a name; this column is hidden.
    Email(&'static str),
}

fn main() -> Result<(), Box<dyn Error>> {
    std::fs::write(TARGET, build()?)?;
    Ok(())
}

/// The bytes of the sample.
pub fn build() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(DEV_SET.trim_start_matches('\u{FEFF}').as_bytes());
    let headings = reader.headers()?.clone();
    let entries = reader.records().collect::<Result<Vec<_>, _>>()?;
    let entries: Vec<Entry<'_>> =
        entries.iter().map(|fields| Entry { headings: &headings, fields }).collect();

    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2023, 1, 3)?.and_hms(9, 14, 0)?;
    let properties = DocProperties::new().set_author("Case system").set_creation_datetime(&made);
    workbook.set_properties(&properties);
    write_cases(workbook.add_worksheet(), &entries)?;
    write_officers(workbook.add_worksheet(), &entries)?;
    Ok(workbook.save_to_buffer()?)
}

struct Entry<'e> {
    headings: &'e csv::StringRecord,
    fields: &'e csv::StringRecord,
}

impl Entry<'_> {
    fn get(&self, field: &str) -> &str {
        let at = self.headings.iter().position(|heading| heading == field);
        at.and_then(|at| self.fields.get(at)).unwrap_or("")
    }
}

fn write_cases(sheet: &mut Worksheet, entries: &[Entry<'_>]) -> Result<(), Box<dyn Error>> {
    let title = Format::new().set_bold().set_font_size(14);
    let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("Case export")?;
    sheet.write_with_format(0, 0, "Professional Standards: complaint and conduct matters", &title)?;
    sheet.write(
        1,
        0,
        "Selection: recorded 01/01/2018 to 31/12/2022; body-worn video in the summary or flagged",
    )?;
    sheet.write(2, 0, format!("Printed 03/01/2023 09:14; {} records", entries.len()))?;
    for (column, &(name, source, width)) in (0u16..).zip(COLUMNS) {
        sheet.write_with_format(HEADING_ROW, column, name, &heading)?;
        sheet.set_column_width(column, width)?;
        if matches!(source, Source::Email(_)) {
            sheet.set_column_hidden(column)?;
        }
    }
    let mut row = HEADING_ROW;
    for (number, entry) in (0u32..).zip(entries) {
        row = HEADING_ROW + 1 + number;
        for (column, &(_, source, _)) in (0u16..).zip(COLUMNS) {
            match source {
                Source::Date(field) => {
                    sheet.write_with_format(row, column, parse_date(entry.get(field))?, &date)?;
                }
                Source::Year(field) => {
                    sheet.write(row, column, entry.get(field).parse::<u32>()?)?;
                }
                Source::Field("summary") => {
                    sheet.write_with_format(row, column, entry.get("summary"), &wrapped)?;
                }
                Source::Field(_)
                | Source::Dirty(_)
                | Source::Spaced(_)
                | Source::MixedCase(_)
                | Source::Email(_) => {
                    write_text(sheet, row, column, &dirty(source, entry, number))?;
                }
            }
        }
    }
    // The empty row that such systems leave at the end.
    sheet.write(row + 1, 0, " ")?;
    sheet.autofilter(HEADING_ROW, 0, row, COLUMNS.len() as u16 - 1)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 1)?;
    let spelling = Note::new("Spelling of the surname to be checked with HR.")
        .set_author("M. Ashdown")
        .add_author_prefix(false);
    sheet.insert_note(HEADING_ROW + 1, 7, &spelling)?;
    let press = Note::new("Press office informed; complainant has a solicitor.")
        .set_author("T. Quillfeather")
        .add_author_prefix(false);
    sheet.insert_note(HEADING_ROW + 8, 14, &press)?;
    Ok(())
}

/// The raw data behind the export, left in the file on a hidden sheet: all of it made up.
fn write_officers(sheet: &mut Worksheet, entries: &[Entry<'_>]) -> Result<(), Box<dyn Error>> {
    sheet.set_name("Officer data")?;
    sheet.set_hidden(true);
    for (column, heading) in
        (0u16..).zip(["Name", "Number", "Date of birth", "Home borough", "Previous findings"])
    {
        sheet.write(0, column, heading)?;
    }
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let boroughs = ["Northmere", "Eastholt", "Southwick Vale", "Westerby"];
    let mut row = 0u32;
    for entry in entries.iter().filter(|entry| !entry.get("subject_name").is_empty()) {
        row += 1;
        write_text(sheet, row, 0, entry.get("subject_name"))?;
        write_text(sheet, row, 1, entry.get("subject_number"))?;
        let born =
            ExcelDateTime::from_ymd(1965 + (row % 33) as u16, 1 + (row % 12) as u8, 1 + (row % 28) as u8)?;
        sheet.write_with_format(row, 2, born, &date)?;
        write_text(sheet, row, 3, boroughs.get(row as usize % boroughs.len()).copied().unwrap_or_default())?;
        sheet.write(row, 4, row % 3)?;
    }
    Ok(())
}

fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write(row, column, text)?;
    }
    Ok(())
}

/// The field with the dirt of its kind, on every so many entries.
fn dirty(source: Source, entry: &Entry<'_>, number: u32) -> String {
    match source {
        Source::Dirty(field) => {
            let text = entry.get(field);
            if text.is_empty() {
                return String::new();
            }
            match number % 11 {
                3 => format!("{text}  "),
                7 => text.replacen(' ', "  ", 1),
                _clean => text.to_owned(),
            }
        }
        Source::Spaced(field) if number % 13 == 5 => entry.get(field).replacen(' ', "\u{A0}", 1),
        Source::MixedCase(field) => match number % 9 {
            2 => entry.get(field).to_uppercase(),
            6 => entry.get(field).to_lowercase(),
            _usual => entry.get(field).to_owned(),
        },
        Source::Email(field) => email(entry.get(field)),
        Source::Field(field) | Source::Spaced(field) | Source::Date(field) | Source::Year(field) => {
            entry.get(field).to_owned()
        }
    }
}

fn email(name: &str) -> String {
    let letters =
        |word: &str| word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let words: Vec<String> = name.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { String::new() } else { format!("{}@police.example", words.join(".")) }
}

fn parse_date(text: &str) -> Result<ExcelDateTime, Box<dyn Error>> {
    let parts: Vec<&str> = text.split('/').collect();
    let &[day, month, year] = parts.as_slice() else { return Err("a date of the dev set is no date".into()) };
    Ok(ExcelDateTime::from_ymd(year.parse()?, month.parse()?, day.parse()?)?)
}
