//! Which sheet of a workbook is read. The same for every format.

use super::error::Problem;
use super::{ReadOptions, SheetState};

/// A sheet that may be chosen.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'n> {
    pub(super) name: &'n str,
    pub(super) state: SheetState,
    /// Whether it has cells that can be read.
    pub(super) is_readable: bool,
}

impl Candidate<'_> {
    fn is_seen(&self) -> bool {
        self.is_readable && self.state == SheetState::Visible
    }
}

/// The sheet that was asked for, or the only one that can be meant. Then it need not be read twice.
pub(super) fn wanted(sheets: &[Candidate<'_>], options: &ReadOptions) -> Result<Option<usize>, Problem> {
    if let Some(wanted) = &options.sheet {
        let exact = sheets.iter().position(|sheet| sheet.name == *wanted);
        let alike = || sheets.iter().position(|sheet| sheet.name.to_lowercase() == wanted.to_lowercase());
        let found = exact.or_else(alike).filter(|&at| sheets.get(at).is_some_and(|sheet| sheet.is_readable));
        return match found {
            Some(at) => Ok(Some(at)),
            None => {
                let names: Vec<String> = sheets.iter().map(|sheet| format!("\"{}\"", sheet.name)).collect();
                Err(Problem::NoSuchSheet { wanted: wanted.clone(), sheets: names.join(", ") })
            }
        };
    }
    let mut seen = sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_seen());
    Ok(match (seen.next(), seen.next()) {
        (Some((at, _)), None) => Some(at),
        _none_or_several => None,
    })
}

/// The visible sheet with the most rows of at least two columns, the first of equals. `sizes` are
/// rows and columns of each sheet.
pub(super) fn fullest(sheets: &[Candidate<'_>], sizes: &[(u32, u32)]) -> Option<usize> {
    let candidates = sheets.iter().zip(sizes).enumerate().filter(|(_, (sheet, _))| sheet.is_seen());
    candidates.rev().max_by_key(|(_, (_, (rows, columns)))| ((*columns).min(2), *rows)).map(|(at, _)| at)
}
