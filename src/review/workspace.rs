//! The state of a review: what was imported, and all that has been decided since.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Misuse, Policy, Redaction, Request, Withholding};
use crate::detect::Finding;
use crate::sheet::{CellId, Layout, Report, Sheet};

/// Where the sheet came from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// Name of the file without its folder.
    pub file_name: String,
    /// Size in bytes.
    pub byte_len: u64,
    /// SHA-256 of the file, in lower-case hex.
    pub sha256: String,
}

/// All that an import brings; the start of every case.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    /// Where it came from.
    pub source: Source,
    /// The table.
    pub sheet: Arc<Sheet>,
    /// What else the file held.
    pub report: Report,
    /// What the columns are.
    pub layout: Layout,
    /// The request.
    pub request: Request,
}

/// A case under review.
#[derive(Clone, Debug)]
pub struct Workspace {
    imported: Imported,
    findings: Vec<Finding>,
}

impl Workspace {
    /// A case in which nothing has been found or decided.
    pub fn new(imported: Imported) -> Workspace {
        Workspace { imported, findings: Vec::new() }
    }

    /// The table.
    pub fn sheet(&self) -> &Sheet {
        &self.imported.sheet
    }

    /// What the columns are and what happens to them.
    pub fn layout(&self) -> &Layout {
        &self.imported.layout
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.imported.request
    }

    /// Where the sheet came from.
    pub fn source(&self) -> &Source {
        &self.imported.source
    }

    /// What was found, in order of cell and span.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Rows within the request, in source order. Entry n of the disclosure is the nth of these.
    pub fn entries(&self, _policy: Policy) -> Vec<u32> {
        (0..self.sheet().row_count()).collect()
    }

    /// Whether the entry relates to misuse; `None` while that is undecided.
    pub fn misuse(&self, _row: u32, _policy: Policy) -> Option<Misuse> {
        None
    }

    /// Whether and how the entry is withheld.
    pub fn withholding(&self, _row: u32, _policy: Policy) -> Option<Withholding> {
        None
    }

    /// What goes out of a cell, in order; neighbours joined.
    pub fn redactions(&self, _cell: CellId, _policy: Policy) -> Vec<Redaction> {
        Vec::new()
    }
}
