//! Exemptions, reasons and wording of the Freedom of Information Act 2000, as validated data.
//!
//! Every rule and string comes from `assets/law/`; this module reads, checks and hands it out.

mod exemption;

pub use exemption::ExemptionId;

/// Exemptions that cannot stand on the same words, each said in a sentence.
pub fn conflicts(_exemptions: &[ExemptionId]) -> Vec<String> {
    Vec::new()
}
