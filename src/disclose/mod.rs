//! Builds what leaves the building, writes it, and proves it.
//!
//! A [`Disclosure`] holds no withheld words. Every format is written from it alone and read back
//! by a reader of its own; a [`Proof`] blocks the release of whatever differs.

mod build;
mod case;
mod certificate;
mod csv;
mod disclosure;
mod document;
mod file_names;
mod format;
mod front;
mod internal;
pub mod pack;
mod pdf;
pub mod proof;
mod release;
mod schedule;
mod xlsx;
mod year;

pub use build::{BuildInfo, ENTRY_HEADING, MISUSE_HEADING, build, build_entry};
pub use case::Case;
pub use certificate::{
    CERTIFICATE_NAME, Certificate, CertifiedFile, ChainHead, FullCertificate, InternalInfo,
};
pub use csv::needs_guard;
pub use disclosure::{Cell, Column, ColumnKind, Disclosure, Grounds, Mark, Meta, Piece};
pub use document::{DOCUMENT_FORMATS, Document, DocumentFormat, Table, TextBlock, prove_document};
pub use file_names::file_name;
pub use format::{FORMATS, Format, Input, Output, WriteError};
pub use front::{Front, KeyRow, front};
pub use pack::{PackError, PackReport, PackRequest, VerifyError, VerifyReport, verify_pack, write_pack};
pub use proof::{Failure, Place, Proof, Rule, Secrets, preflight};
pub use release::{Refusal, Release, build_info};
pub use schedule::{guarded_cells, schedule};
