//! Builds what leaves the building, writes it, and proves it.
//!
//! A [`Disclosure`] holds no withheld words. Every format is written from it alone and read back
//! by a reader of its own; a [`Proof`] blocks the release of whatever differs.

mod about;
mod as_released;
mod build;
mod case;
mod certificate;
mod certificate_page;
mod characters;
mod csv;
mod defence;
mod disclosure;
mod document;
mod docx;
mod extract;
mod file_names;
mod format;
mod front;
mod html;
mod internal;
mod lines;
mod notice;
mod ods;
mod odt;
mod office;
pub mod pack;
mod paper;
mod pdf;
mod plain_text;
pub mod proof;
mod queries;
mod release;
mod schedule;
mod trouble;
mod xlsx;
mod year;

pub use build::{BuildInfo, ENTRY_HEADING, MISUSE_HEADING, build, build_entry};
pub use case::Case;
pub use certificate::{
    CERTIFICATE_NAME, Certificate, CertifiedFile, ChainHead, ExemptionCount, FullCertificate, InReference,
    InternalInfo,
};
pub use certificate_page::{certificate_page, full_certificate_page};
pub use csv::dictionary::{SCHEDULE as SCHEDULE_DICTIONARY, TABLE as DICTIONARY};
pub use csv::needs_guard;
pub use defence::{Challenged, DefenceError, LoggedEvent, defence_sheet};
pub use disclosure::{Cell, Column, ColumnKind, Disclosure, Grounds, Mark, Meta, Piece};
pub use document::{DOCUMENT_FORMATS, Document, DocumentFormat, Searched, Table, TextBlock, prove_document};
pub use extract::{ExtractInfo, extract};
pub use file_names::file_name;
pub use format::{DEFAULT_FORMATS, FORMATS, Format, Input, Output, WriteError};
pub use front::{Front, KeyRow, front};
pub use notice::{
    Missing, NOTICES, Notice, NoticeError, NoticeParagraph, NoticeVersion, Style, extension_letter,
    letter_faults, notice, notices,
};
pub use pack::{
    Folder, PackDocument, PackError, PackReport, PackRequest, VerifyError, VerifyReport, released_names,
    verify_pack, write_pack,
};
pub use paper::{PaperError, write_evidence, write_paper};
pub use plain_text::plain_text;
pub use proof::{Failure, Named, Place, Proof, Rule, Secrets, named, preflight};
pub use queries::{OpenQuery, open_queries};
pub use release::{
    InNotice, Refusal, Release, build_info, extension_to_send, pack_documents, refusal_now,
    release_documents, withheld_in,
};
pub use schedule::{guarded_cells, schedule};
