//! Walks through a document: its properties, settings, styles, and the body with its tables. A flat
//! document holds all of them, a packaged one each in a part of its own.

use std::io::BufRead;

use super::beside::Beside;
use super::lists::{self, WORKBOOK};
use super::styles::Styles;
use super::table::{Repeated, RowSink, Walk};
use super::text::skip;
use crate::sheet::assemble::{Assembled, Assembler};
use crate::sheet::error::Problem;
use crate::sheet::heading::CellRef;
use crate::sheet::xlsx::facts::SheetFacts;
use crate::sheet::xlsx::xml::{Token, Xml};
use crate::sheet::xlsx::{check_sheet_count, max_table_bytes};
use crate::sheet::{ReadOptions, Report, SheetState, WarningKind};

/// A table of the document.
pub(super) struct TableRef {
    pub(super) name: String,
    pub(super) state: SheetState,
    pub(super) facts: SheetFacts,
}

/// Which table to read, beside looking through all.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pick {
    /// The one that was asked for, else the first that is seen.
    Likely,
    /// The one at this place.
    At(usize),
}

/// A table that was read, and what was told of its rows.
pub(super) struct Taken {
    pub(super) at: usize,
    pub(super) result: Result<(Assembled, Report), Problem>,
}

/// What was found in the document.
pub(super) struct Content<'o> {
    options: &'o ReadOptions,
    pick: Pick,
    max_bytes: u64,
    pub(super) styles: Styles,
    pub(super) beside: Beside,
    pub(super) tables: Vec<TableRef>,
    pub(super) taken: Option<Taken>,
    /// Kind of the document's body: `spreadsheet`, `text`.
    pub(super) body: String,
    repeated: Repeated,
}

impl<'o> Content<'o> {
    pub(super) fn new(options: &'o ReadOptions, pick: Pick, byte_len: u64) -> Content<'o> {
        Content {
            options,
            pick,
            max_bytes: max_table_bytes(byte_len),
            styles: Styles::default(),
            beside: Beside::default(),
            tables: Vec::new(),
            taken: None,
            body: String::new(),
            repeated: Repeated::new(byte_len),
        }
    }

    /// Reads a part or a flat document to its end.
    pub(super) fn read<B: BufRead>(&mut self, xml: &mut Xml<B>, part: &str) -> Result<(), Problem> {
        let mut in_root = false;
        loop {
            match xml.next()? {
                Token::Open(_) if !in_root => in_root = true,
                Token::Open(tag) => {
                    let name = tag.name().to_owned();
                    match name.as_str() {
                        "meta" => lists::properties(xml, part, &mut self.beside)?,
                        "settings" => lists::settings(xml, &mut self.beside)?,
                        "scripts" => lists::scripts(xml, &mut self.beside)?,
                        "font-face-decls" => skip(xml)?,
                        "styles" | "automatic-styles" => self.styles.read(xml)?,
                        "master-styles" => lists::master_pages(xml, &mut self.beside)?,
                        "body" => self.body(xml)?,
                        _unknown => self.unknown(xml, &name, part)?,
                    }
                }
                Token::Close(_) | Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
    }

    fn body<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        self.styles.resolve();
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    self.body = tag.name().to_owned();
                    if tag.flag("structure-protected") {
                        self.beside.findings.add(WarningKind::Protection, "workbook", "", "");
                    }
                    if self.body == "spreadsheet" { self.spreadsheet(xml)? } else { skip(xml)? }
                }
                Token::Close(_) | Token::End => return Ok(()),
                Token::Text(_) | Token::Nothing => {}
            }
        }
    }

    fn spreadsheet<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let name = tag.name().to_owned();
                    match name.as_str() {
                        "table" => {
                            let table = tag.get("name").unwrap_or_default();
                            let style = tag.get("style-name").unwrap_or_default();
                            if tag.flag("protected") {
                                self.beside.findings.add(WarningKind::Protection, &table, "", "");
                            }
                            self.table(xml, table, &style)?;
                        }
                        "named-expressions" => lists::names(xml, WORKBOOK, &mut self.beside)?,
                        "content-validations" => lists::validations(xml, &mut self.beside)?,
                        "database-ranges" => lists::database_ranges(xml, &mut self.beside)?,
                        "data-pilot-tables" => lists::data_pilots(xml, &mut self.beside)?,
                        "tracked-changes" => lists::tracked_changes(xml, &mut self.beside)?,
                        "dde-links" => lists::dde_links(xml, &mut self.beside)?,
                        "forms" => self.beside.forms(xml, WORKBOOK)?,
                        "scripts" => lists::scripts(xml, &mut self.beside)?,
                        "calculation-settings"
                        | "label-ranges"
                        | "consolidation"
                        | "theme"
                        | "variable-decls"
                        | "sequence-decls"
                        | "user-field-decls" => skip(xml)?,
                        _unknown => self.unknown(xml, &name, "document")?,
                    }
                }
                Token::Close(_) | Token::End => return Ok(()),
                Token::Text(_) | Token::Nothing => {}
            }
        }
    }

    fn unknown<B: BufRead>(&mut self, xml: &mut Xml<B>, name: &str, part: &str) -> Result<(), Problem> {
        let found = self.beside.gather(xml, name, part, "")?;
        self.beside.findings.add(WarningKind::UnknownPart, part, &format!("element {name}"), &found.text);
        Ok(())
    }

    fn table<B: BufRead>(&mut self, xml: &mut Xml<B>, name: String, style: &str) -> Result<(), Problem> {
        let hidden = self.styles.hides_table(style);
        let cached = style == "ta_extref" || name.contains("'#");
        let at = self.tables.len();
        check_sheet_count(at + 1)?;
        let taking = !cached && self.taken.is_none() && self.picks(at, &name, hidden);
        let mut report = Report::default();
        let mut assembler = Assembler::new(&name, "row", self.options.header_row, self.max_bytes);
        let mut failed = None;
        let mut sink = |row: u32, hidden: bool, cells: &[CellRef<'_>]| {
            if failed.is_none() {
                failed = assembler.row(row, hidden, 0, cells, &mut report).err();
            }
        };
        let sink: Option<&mut RowSink<'_>> = if taking { Some(&mut sink) } else { None };
        let mut walk = Walk::new(&name, &self.styles, &mut self.beside, sink, &mut self.repeated);
        walk.read(xml)?;
        let facts = walk.facts;
        if cached {
            let cells =
                format!("{} rows and {} columns of values kept from there", facts.rows, facts.columns());
            let sample = format!("{cells}\n{}", facts.first_words());
            self.beside.findings.add(
                WarningKind::ExternalLink,
                "workbook, values kept from another file",
                &name,
                &sample,
            );
            return Ok(());
        }
        if taking {
            let result = match failed {
                Some(problem) => Err(problem),
                None => {
                    let assembled = assembler.finish(&facts.hidden_columns(), &mut report);
                    assembled.map(|assembled| (assembled, report))
                }
            };
            self.taken = Some(Taken { at, result });
        }
        let state = if hidden { SheetState::Hidden } else { SheetState::Visible };
        self.tables.push(TableRef { name, state, facts });
        Ok(())
    }

    fn picks(&self, at: usize, name: &str, hidden: bool) -> bool {
        match (self.pick, &self.options.sheet) {
            (Pick::At(wanted), _) => at == wanted,
            (Pick::Likely, Some(wanted)) => name == wanted,
            (Pick::Likely, None) => !hidden,
        }
    }
}
