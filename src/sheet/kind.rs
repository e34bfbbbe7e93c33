//! The kinds of hidden or surplus content, why each matters, and what becomes of it.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// A kind of hidden or surplus content; its kebab-case name is the `kind` of `inspect --json`.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A sheet hidden from view.
    HiddenSheet,
    /// A sheet that even the menu of Excel does not show.
    VeryHiddenSheet,
    /// A row hidden by hand, by height 0 or in a collapsed group.
    HiddenRow,
    /// A column hidden by hand, by width 0 or in a collapsed group.
    HiddenColumn,
    /// Text that its format makes invisible.
    HiddenText,
    /// Cells far away from the table.
    FarCell,
    /// A filter that is set.
    Filter,
    /// A comment or note.
    Comment,
    /// A comment with replies.
    ThreadedComment,
    /// A cell whose value is computed.
    Formula,
    /// A formula without a stored result: the cell reads as blank.
    FormulaWithoutValue,
    /// A link to another file or address.
    ExternalLink,
    /// A name for a range, a value or a formula.
    DefinedName,
    /// A pivot table, or the copy of the records behind one.
    PivotCache,
    /// A slicer or timeline.
    Slicer,
    /// An embedded database of tables.
    DataModel,
    /// A connection or query that the data came through.
    Connection,
    /// A drop-down list of permitted values.
    ValidationList,
    /// Formatting that depends on values, which can hide them.
    ConditionalFormat,
    /// Cells merged into one.
    MergedCells,
    /// A cell in several fonts.
    RichText,
    /// Pronunciation stored beside a text.
    Phonetic,
    /// Words of a page's header or footer.
    HeaderFooter,
    /// Words in a shape or text box.
    TextBox,
    /// A chart with the values it was drawn from.
    Chart,
    /// A picture.
    Image,
    /// A file or object inside the workbook.
    EmbeddedObject,
    /// A button, tick box or other control.
    Control,
    /// A program inside the workbook.
    Macro,
    /// Custom XML data.
    CustomXml,
    /// The record of earlier changes.
    Revision,
    /// Name of a person who used the file.
    UserName,
    /// Author, company, dates and other properties of the document.
    Property,
    /// A property that somebody's system added.
    CustomProperty,
    /// Settings of a printer, often with its name.
    PrinterSettings,
    /// Protection of sheets or workbook against changes.
    Protection,
    /// A digital signature.
    Signature,
    /// A sensitivity label.
    Label,
    /// Text that is stored but stands in no cell.
    OrphanText,
    /// A part of the container that this program does not know.
    UnknownPart,
    /// The file's name says another format than its content.
    NameMismatch,
    /// Lines above the heading row.
    RowsAboveHeading,
    /// The heading row may not be one.
    UnsureHeading,
    /// A heading that was blank or stood twice and got a name.
    RenamedHeading,
    /// Rows without any text, which are left out.
    BlankRows,
    /// Rows with more or fewer cells than the heading row.
    RaggedRows,
    /// A quotation mark that may be missing or surplus.
    UnclosedQuote,
    /// Bytes of value zero in a text file.
    NulBytes,
    /// Bytes that mean nothing in the file's encoding.
    Undecodable,
    /// Text that an earlier program mangled by reading it in the wrong encoding.
    Misdecoded,
    /// The encoding was guessed.
    EncodingGuess,
    /// Several kinds of line end in one file.
    MixedLineEnds,
}

/// What the officer is told of a kind.
struct Meaning {
    why: &'static str,
    handling: &'static str,
    settle: bool,
}

/// Never part of what leaves.
const LEFT_OUT: &str = "Not read: it never enters the disclosure.";
/// Read like any other cell.
const AS_CELL: &str = "Read as cells, marked, and reviewed like the rest.";

impl WarningKind {
    /// The name used in `inspect --json`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Why it matters, in one line.
    pub fn why(self) -> &'static str {
        self.meaning().why
    }

    /// What the program does with it, in one line.
    pub fn handling(self) -> &'static str {
        self.meaning().handling
    }

    /// Whether the officer must settle it before release; the rest is for information.
    pub fn needs_settling(self) -> bool {
        self.meaning().settle
    }

    fn meaning(self) -> Meaning {
        let must = |why, handling| Meaning { why, handling, settle: true };
        let note = |why, handling| Meaning { why, handling, settle: false };
        match self {
            WarningKind::HiddenSheet => {
                must("A hidden sheet can hold every record behind the one you see.", LEFT_OUT)
            }
            WarningKind::VeryHiddenSheet => must(
                "This sheet does not even appear in Excel's Unhide list; it can hold anything.",
                LEFT_OUT,
            ),
            WarningKind::HiddenRow => {
                must("Rows that Excel does not show are in the file all the same.", AS_CELL)
            }
            WarningKind::HiddenColumn => {
                must("Columns that Excel does not show are in the file all the same.", AS_CELL)
            }
            WarningKind::HiddenText => must(
                "The format of these cells keeps their text from being seen.",
                "Read as a cell where it stands in one; otherwise not read.",
            ),
            WarningKind::FarCell => must("Cells far away from the table are easily overlooked.", AS_CELL),
            WarningKind::Filter => note("A filter decides which rows are seen, and stores values.", LEFT_OUT),
            WarningKind::Comment => must("Comments hold names and remarks not meant for release.", LEFT_OUT),
            WarningKind::ThreadedComment => {
                must("Conversations beside the cells name who said what.", LEFT_OUT)
            }
            WarningKind::Formula => note(
                "A formula can quote other sheets and files.",
                "The shown value is read as a cell; the formula is not.",
            ),
            WarningKind::FormulaWithoutValue => must(
                "These cells hold a formula but no stored result, so they read as blank.",
                "Read as blank. Open the file in Excel, save it, and load it again.",
            ),
            WarningKind::ExternalLink => {
                must("Links name other files or people, and keep copies of values from there.", LEFT_OUT)
            }
            WarningKind::DefinedName => {
                note("Names can hold values, and point at hidden sheets or other files.", LEFT_OUT)
            }
            WarningKind::PivotCache => {
                must("A pivot table keeps a full copy of the records it was made from.", LEFT_OUT)
            }
            WarningKind::Slicer => must("A slicer lists every value of its column.", LEFT_OUT),
            WarningKind::DataModel => must("A data model holds whole tables that no sheet shows.", LEFT_OUT),
            WarningKind::Connection => must("A connection names servers, files and queries.", LEFT_OUT),
            WarningKind::ValidationList => {
                note("A drop-down list holds values that no cell shows.", LEFT_OUT)
            }
            WarningKind::ConditionalFormat => note("Formatting by rule can hide values.", LEFT_OUT),
            WarningKind::MergedCells => note(
                "Merged cells hold one value for several places.",
                "The value is read at the first of the merged cells.",
            ),
            WarningKind::RichText => note(
                "A word in two fonts is stored in pieces.",
                "The pieces are joined and read as one text.",
            ),
            WarningKind::Phonetic => must("The pronunciation of a name is the name.", LEFT_OUT),
            WarningKind::HeaderFooter => note("Headers and footers hold names, paths and titles.", LEFT_OUT),
            WarningKind::TextBox => must("Text in shapes belongs to no cell.", LEFT_OUT),
            WarningKind::Chart => must("A chart keeps a copy of the values it was drawn from.", LEFT_OUT),
            WarningKind::Image => must("Pictures were not checked for personal data.", LEFT_OUT),
            WarningKind::EmbeddedObject => must("Whole documents can lie inside a workbook.", LEFT_OUT),
            WarningKind::Control => note("Controls hold captions and lists.", LEFT_OUT),
            WarningKind::Macro => must(
                "Macros are programs; their text can hold names and paths.",
                "Never run and not read: it never enters the disclosure.",
            ),
            WarningKind::CustomXml => must("Custom XML can hold any data.", LEFT_OUT),
            WarningKind::Revision => must("Earlier contents are still in the file.", LEFT_OUT),
            WarningKind::UserName => note("It names people who worked on the file.", LEFT_OUT),
            WarningKind::Property => note("Properties name authors and their organisation.", LEFT_OUT),
            WarningKind::CustomProperty => {
                must("Custom properties hold whatever a system wrote there.", LEFT_OUT)
            }
            WarningKind::PrinterSettings => {
                note("Printer settings can name a building and a network path.", LEFT_OUT)
            }
            WarningKind::Protection => note(
                "Protection against changes keeps nobody from reading.",
                "Ignored for reading; what is released is made anew and has none.",
            ),
            WarningKind::Signature => note("A signature names its signer.", LEFT_OUT),
            WarningKind::Label => note("A sensitivity label says how the file may be handled.", LEFT_OUT),
            WarningKind::OrphanText => {
                must("Text of cells deleted earlier can still be in the file.", LEFT_OUT)
            }
            WarningKind::UnknownPart => must("This program does not know what this part holds.", LEFT_OUT),
            WarningKind::NameMismatch => note(
                "The file may not be what it was taken for.",
                "Read by its content; the name is ignored.",
            ),
            WarningKind::RowsAboveHeading => note(
                "Titles above the table can name people or searches.",
                "Not part of the table: they never enter the disclosure.",
            ),
            WarningKind::UnsureHeading => must(
                "If the heading row is really an entry, that entry escapes review.",
                "Taken as the heading row. Give another row if it is not.",
            ),
            WarningKind::RenamedHeading => note(
                "Columns without a name of their own are easily confused.",
                "Named by position or numbered; nothing is merged.",
            ),
            WarningKind::BlankRows => note(
                "Rows without text are no entries.",
                "Left out; the row numbers shown stay those of the source.",
            ),
            WarningKind::RaggedRows => must(
                "Cells may stand in the wrong column.",
                "Every cell is kept and reviewed; surplus cells get columns of their own.",
            ),
            WarningKind::UnclosedQuote => must(
                "A missing quotation mark can make many rows look like one.",
                "Read as it stands. Look at these rows, or ask for a new export.",
            ),
            WarningKind::NulBytes => {
                must("Zero bytes are a sign of damage.", "Kept in the text; no row is cut short.")
            }
            WarningKind::Undecodable => must(
                "Some bytes mean nothing in this encoding, so letters may be wrong.",
                "Shown by a stand-in. Try another encoding.",
            ),
            WarningKind::Misdecoded => must(
                "Letters and quotation marks were mangled before the file came here; names may be hard to recognise.",
                "Read as it stands; nothing is corrected silently.",
            ),
            WarningKind::EncodingGuess => note(
                "With the wrong encoding, letters such as é or £ come out wrong.",
                "Read with the guess shown. Give another encoding if words look odd.",
            ),
            WarningKind::MixedLineEnds => note(
                "The file was put together by different programs.",
                "Every kind of line end is read as one.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_says_why_it_matters_and_what_becomes_of_it() {
        for kind in WarningKind::iter() {
            for text in [kind.why(), kind.handling()] {
                assert!(text.ends_with('.') && !text.contains('\n') && text.len() > 20, "{kind:?}: {text}");
            }
        }
    }

    #[test]
    fn what_can_hold_records_must_be_settled() {
        let settled: Vec<_> =
            WarningKind::iter().filter(|k| k.needs_settling()).map(WarningKind::name).collect();
        for kind in [
            "hidden-sheet",
            "very-hidden-sheet",
            "hidden-row",
            "hidden-column",
            "comment",
            "pivot-cache",
            "unknown-part",
        ] {
            assert!(settled.contains(&kind), "{kind}");
        }
        assert!(!settled.contains(&"property") && !settled.contains(&"blank-rows"));
    }
}
