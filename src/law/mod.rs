//! Exemptions, reasons and wording of the Freedom of Information Act 2000, as validated data.
//!
//! Every rule and string comes from `assets/law/`; this module reads, checks and hands it out.

mod exemption;

pub use exemption::ExemptionId;
