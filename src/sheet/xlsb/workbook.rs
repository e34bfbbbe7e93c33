//! The workbook's own part: its sheets, names, and what it says of its authors.

use std::io::{Read, Seek};

use super::records::Records;
use crate::sheet::error::Problem;
use crate::sheet::findings::Findings;
use crate::sheet::xlsx::date::Epoch;
use crate::sheet::xlsx::package::Package;
use crate::sheet::xlsx::relations::Relation;
use crate::sheet::xlsx::workbook::{SheetRef, Workbook};
use crate::sheet::{SheetState, WarningKind};

const NAME: u32 = 39;
const PROPERTIES: u32 = 153;
const SHEET: u32 = 156;
const USER_VIEW: u32 = 397;
const PROTECTION: u32 = 534;
const FILE_SHARING: u32 = 548;
const PROTECTION_ISO: u32 = 677;
const SAVED_IN: u32 = 2071;

/// Reads the workbook's part.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    links: &[Relation],
    findings: &mut Findings,
) -> Result<Workbook, Problem> {
    let mut workbook = Workbook::default();
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((number, mut fields)) = records.next()? {
        match number {
            PROPERTIES if fields.u32()? & 1 != 0 => workbook.epoch = Epoch::Year1904,
            SHEET => {
                let state = fields.u32()?;
                let _tab = fields.u32()?;
                let (id, name) = (fields.text()?, fields.text()?);
                let link = links.iter().find(|link| link.id == id && !link.external);
                workbook.sheets.push(SheetRef {
                    name,
                    state: state_of(state),
                    part: link.map(|link| link.target.clone()),
                    kind: link.map(|link| link.kind.clone()).unwrap_or_default(),
                });
            }
            NAME => {
                // Flags, a key, the sheet it belongs to.
                let is_hidden = fields.u32()? & 1 != 0;
                fields.bytes(5)?;
                let name = fields.text()?;
                let hidden = if is_hidden { ", hidden" } else { "" };
                findings.add(WarningKind::DefinedName, "", &name, &format!("{name}{hidden}"));
            }
            USER_VIEW | FILE_SHARING => {
                let names = super::beside::wide_texts(fields.rest());
                findings.add(WarningKind::UserName, "workbook", "", &names.join("\n"));
            }
            PROTECTION | PROTECTION_ISO => findings.add(WarningKind::Protection, "workbook", "", ""),
            SAVED_IN => {
                let place = "folder in which the workbook was saved";
                findings.add(WarningKind::Property, place, "", &fields.text()?);
            }
            _other => {}
        }
    }
    Ok(workbook)
}

fn state_of(state: u32) -> SheetState {
    match state {
        0 => SheetState::Visible,
        2 => SheetState::VeryHidden,
        // Hidden, or a state that Excel does not know: somebody should look.
        _hidden => SheetState::Hidden,
    }
}
