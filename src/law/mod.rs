//! Exemptions, reasons and wording of the Freedom of Information Act 2000, as validated data.
//!
//! Every rule and string comes from `assets/law/`, or from a force's own files in their place; this
//! module reads, checks and hands it out. It argues nothing: harms, their likelihood and every balance are the officer's own words.

mod catalogue;
mod clock;
mod code;
mod exemption;
mod fault;
mod lint;
mod reason;
mod rules;
mod style;
mod texts;

pub use clock::{
    Clarification, Clock, ClockError, ClockState, Deadline, Extension, beyond_holidays, day_in_london,
    deadline, is_working_day, london, working_days_between,
};
pub use exemption::{CodeError, Exemption, ExemptionId, ExemptionKind, Threshold, exemptions};
pub use fault::Fault;
pub(crate) use fault::{placed, sound};
pub use lint::{Rule, RuleForm, Severity, TellingWords, placeholders, rule, telling};
pub use reason::{Assessment, AssessmentForm, Group, Reason, assessments, reason, reasons};
pub use rules::{Conflict, ConflictKind, assessments_for, conflicts};
pub use style::{Style, mark_text, style};
pub use texts::{
    AlreadyRead, OwnTexts, TextFile, TextsUsed, install, install_none_of, text, text_files, texts_in_use,
    texts_trouble,
};

/// What is wrong with a force's own files of the law; one file is read under another, as reasons under the
/// exemptions.
pub fn faults(own: &OwnTexts) -> Vec<Fault> {
    let mut found = Vec::new();
    match catalogue::Catalogue::parse_own(own.text(TextFile::Exemptions)) {
        Ok(catalogue) => {
            found.extend(reason::faults(own.text(TextFile::Reasons), &catalogue));
        }
        Err(faults) => found.extend(faults),
    }
    found.extend(style::faults(own.text(TextFile::Style)));
    found.extend(lint::faults(own.text(TextFile::Lint)));
    found.extend(clock::faults(own.text(TextFile::Holidays)));
    found
}
