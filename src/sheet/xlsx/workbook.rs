//! The workbook's own part: its sheets, names, and what it says of its authors.

use std::io::{Read, Seek};

use super::date::Epoch;
use super::package::Package;
use super::relations::{Relation, relations};
use super::xml::Token;
use crate::sheet::error::Problem;
use crate::sheet::sniff::SAVE_AS_XLSX;
use crate::sheet::{Report, SheetState, WarningKind};

/// What the workbook says of itself.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Workbook {
    pub(in crate::sheet) sheets: Vec<SheetRef>,
    pub(in crate::sheet) epoch: Epoch,
}

/// A sheet, by the workbook's list.
#[derive(Clone, Debug)]
pub(in crate::sheet) struct SheetRef {
    pub(in crate::sheet) name: String,
    pub(in crate::sheet) state: SheetState,
    /// Part that holds it, if the file has it.
    pub(in crate::sheet) part: Option<String>,
    /// `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet`.
    pub(in crate::sheet) kind: String,
}

/// Finds the workbook's part: by the package's relations, else by its usual name.
pub(in crate::sheet) fn find<R: Read + Seek>(package: &mut Package<R>) -> Result<String, Problem> {
    let root = relations(package, "")?;
    let main = root.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.external);
    let usual = ["xl/workbook.xml", "xl/workbook.bin"].map(str::to_owned);
    let parts = main.map(|relation| relation.target).into_iter().chain(usual);
    if let Some(part) = parts.into_iter().find(|part| package.has(part)) {
        return Ok(part);
    }
    Err(Problem::other_kind("a zip container without a workbook in it", SAVE_AS_XLSX))
}

/// Reads the workbook's part.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    links: &[Relation],
    report: &mut Report,
) -> Result<Workbook, Problem> {
    let mut workbook = Workbook::default();
    let mut names = Names::default();
    let mut users = Vec::new();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "workbookPr" if tag.flag("date1904") => workbook.epoch = Epoch::Year1904,
                "sheet" => {
                    let state = tag.get("state").unwrap_or_default();
                    // `r:id`; `sheetId` is another attribute.
                    let id = tag.get("id").unwrap_or_default();
                    let link = links.iter().find(|link| link.id == id && !link.external);
                    workbook.sheets.push(SheetRef {
                        name: tag.get("name").unwrap_or_default(),
                        state: state_of(&state),
                        part: link.map(|link| link.target.clone()),
                        kind: link.map(|link| link.kind.clone()).unwrap_or_default(),
                    });
                }
                "definedName" => names.open(tag.get("name").unwrap_or_default()),
                "fileSharing" => users.extend(tag.get("userName")),
                "customWorkbookView" => users.extend(tag.get("name")),
                "workbookProtection" => report.note(WarningKind::Protection, "workbook", 1),
                "absPath" => {
                    let path = tag.get("url").unwrap_or_default();
                    report.show(WarningKind::Property, "folder in which the workbook was saved", 1, &path);
                }
                _other => {}
            },
            Token::Text(text) => names.text(&text),
            Token::Close(tag) if tag.name() == "definedName" => names.close(),
            Token::Close(_) | Token::Nothing => {}
            Token::End => break,
        }
    }
    names.tell(report);
    if !users.is_empty() {
        report.show(WarningKind::UserName, "workbook", users.len() as u64, &users.join("\n"));
    }
    Ok(workbook)
}

fn state_of(state: &str) -> SheetState {
    match state {
        "" | "visible" => SheetState::Visible,
        "veryHidden" => SheetState::VeryHidden,
        // "hidden", or a state that Excel does not know: somebody should look.
        _hidden => SheetState::Hidden,
    }
}

/// Defined names and what they stand for.
#[derive(Default)]
pub(in crate::sheet) struct Names {
    open: Option<String>,
    listed: Vec<String>,
    count: u64,
    values: Vec<String>,
}

/// So many are written out.
const LISTED: usize = 20;

impl Names {
    pub(in crate::sheet) fn open(&mut self, name: String) {
        self.count += 1;
        if self.listed.len() < LISTED {
            self.listed.push(name.clone());
        }
        self.open = Some(name + " = ");
    }

    pub(in crate::sheet) fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.push_str(text);
        }
    }

    pub(in crate::sheet) fn close(&mut self) {
        if let Some(open) = self.open.take().filter(|_| self.values.len() < LISTED) {
            self.values.push(open);
        }
    }

    pub(in crate::sheet) fn tell(&self, report: &mut Report) {
        if self.count > 0 {
            let more = self.count.saturating_sub(self.listed.len() as u64);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let place = self.listed.join(", ") + &more;
            report.show(WarningKind::DefinedName, place, self.count, &self.values.join("\n"));
        }
    }
}
