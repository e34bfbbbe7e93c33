//! What can be done about each kind of hidden content, and where.

use super::super::super::action::LoadPart;
use crate::review::Settlement;
use crate::sheet::WarningKind;

/// Sentences stand here one by one, without their full stop.
pub(super) fn sentence(text: &str) -> &str {
    let is_one = text.matches(". ").count() == 0;
    if is_one { text.trim_end_matches('.') } else { text }
}

/// Where something about this kind can be done.
pub(super) fn elsewhere(kind: WarningKind) -> Option<(&'static str, LoadPart)> {
    match kind {
        WarningKind::HiddenColumn => Some(("What happens to columns", LoadPart::Columns)),
        WarningKind::HiddenSheet
        | WarningKind::VeryHiddenSheet
        | WarningKind::UnsureHeading
        | WarningKind::RowsAboveHeading
        | WarningKind::Undecodable
        | WarningKind::EncodingGuess => Some(("How the file was read", LoadPart::File)),
        WarningKind::HiddenRow
        | WarningKind::HiddenText
        | WarningKind::FarCell
        | WarningKind::Filter
        | WarningKind::Comment
        | WarningKind::ThreadedComment
        | WarningKind::Formula
        | WarningKind::FormulaWithoutValue
        | WarningKind::ExternalLink
        | WarningKind::DefinedName
        | WarningKind::PivotCache
        | WarningKind::Slicer
        | WarningKind::DataModel
        | WarningKind::Connection
        | WarningKind::ValidationList
        | WarningKind::ConditionalFormat
        | WarningKind::MergedCells
        | WarningKind::RichText
        | WarningKind::Phonetic
        | WarningKind::HeaderFooter
        | WarningKind::TextBox
        | WarningKind::Chart
        | WarningKind::Image
        | WarningKind::EmbeddedObject
        | WarningKind::Control
        | WarningKind::Macro
        | WarningKind::CustomXml
        | WarningKind::Revision
        | WarningKind::UserName
        | WarningKind::Property
        | WarningKind::CustomProperty
        | WarningKind::PrinterSettings
        | WarningKind::Protection
        | WarningKind::Signature
        | WarningKind::Label
        | WarningKind::OrphanText
        | WarningKind::UnknownPart
        | WarningKind::NameMismatch
        | WarningKind::RenamedHeading
        | WarningKind::BlankRows
        | WarningKind::RaggedRows
        | WarningKind::UnclosedQuote
        | WarningKind::NulBytes
        | WarningKind::Misdecoded
        | WarningKind::MixedLineEnds => None,
    }
}

/// How something of this kind can be settled. Only rows can be brought into the review: everything
/// else is in it already, or can never be.
pub(super) fn choices(kind: WarningKind) -> &'static [(Settlement, &'static str)] {
    if kind == WarningKind::HiddenRow {
        &[(Settlement::Noted, "Leave out"), (Settlement::BroughtIn, "Bring in")]
    } else {
        &[(Settlement::Noted, "Noted")]
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn only_rows_can_be_brought_in() {
        for kind in WarningKind::iter() {
            let can = choices(kind).iter().any(|(how, _)| *how == Settlement::BroughtIn);
            assert_eq!(can, kind == WarningKind::HiddenRow, "{kind:?}");
        }
    }

    #[test]
    fn one_sentence_stands_without_its_full_stop() {
        assert_eq!(sentence("It can hold anything."), "It can hold anything");
        assert_eq!(sentence("Read as blank. Load it again."), "Read as blank. Load it again.");
    }
}
