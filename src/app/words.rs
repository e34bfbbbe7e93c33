//! How the window says things: kinds, treatments, acts. No jargon of the program.

use crate::detect::Kind;
use crate::law::{self, ExemptionId, ExemptionKind, Threshold};
use crate::review::{
    BlockKind, Change, Decision, Degree, EntryChoice, Misuse, RequestKind, ScopeChoice, Settlement, Workspace,
};
use crate::sheet::{Format, Role, SheetState, Treatment, WarningKind};
use crate::store::Protection;
use crate::text::Span;

/// What a passage is, for the officer.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Public => "Name of a member of the public",
        Kind::Officer => "Police officer’s name",
        Kind::Staff => "Police staff name",
        Kind::Number => "Officer’s number",
        Kind::Address => "Address",
        Kind::Postcode => "Postcode",
        Kind::Phone => "Telephone number",
        Kind::Email => "E-mail address",
        Kind::Social => "Social media profile",
        Kind::Dob => "Date of birth",
        Kind::Vrm => "Vehicle registration",
        Kind::Nino => "National Insurance number",
        Kind::Bank => "Bank details",
        Kind::OtherId => "Personal identifier",
        Kind::CaseRef => "Case reference",
        Kind::Tactic => "Policing tactic",
        Kind::Special => "Sensitive personal detail",
        Kind::Bwv => "Mention of body-worn video",
    }
}

/// What a column is.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Reference => "Case reference",
        Role::Type => "Type of case",
        Role::Date => "Date of the incident",
        Role::Recorded => "Date of recording",
        Role::Year => "Year of the incident",
        Role::Unit => "Unit or place",
        Role::Allegation => "Allegation",
        Role::Rank => "Rank",
        Role::Subject => "Officer’s name",
        Role::SubjectNumber => "Officer’s number",
        Role::Complainant => "Complainant’s name",
        Role::Flag => "Body-worn-video flag",
        Role::Status => "Status",
        Role::Outcome => "Outcome",
        Role::InvestigatingBody => "Investigating body",
        Role::Summary => "Summary (free text)",
        Role::Other => "Something else",
    }
}

/// What happens to a column.
pub(super) fn treatment(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Disclose => "Release",
        Treatment::YearOnly => "Release the year only",
        Treatment::RedactSpans => "Release, words redacted",
        Treatment::Withhold => "Withhold every cell",
        Treatment::OutOfScope => "Not asked for",
        Treatment::Unsettled => "Not settled yet",
    }
}

pub(super) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Summary => "The summary only",
        Degree::AllButTypeAndYear => "All but type and year",
        Degree::Whole => "The whole entry",
    }
}

pub(super) fn misuse(misuse: Misuse) -> &'static str {
    misuse.into()
}

/// How something hidden of this kind was settled.
pub(super) fn settled(kind: WarningKind, how: Settlement) -> &'static str {
    match how {
        Settlement::Noted if kind == WarningKind::HiddenRow => "Left out",
        Settlement::Noted => "Noted",
        Settlement::BroughtIn => "Brought in",
    }
}

/// A kind of hidden or surplus content.
pub(super) fn warning(kind: WarningKind) -> &'static str {
    match kind {
        WarningKind::HiddenSheet => "Hidden sheet",
        WarningKind::VeryHiddenSheet => "Sheet hidden even from Excel’s own list",
        WarningKind::HiddenRow => "Hidden rows",
        WarningKind::HiddenColumn => "Hidden columns",
        WarningKind::HiddenText => "Text made invisible",
        WarningKind::FarCell => "Cells far from the table",
        WarningKind::Filter => "Filter",
        WarningKind::Comment => "Comments and notes",
        WarningKind::ThreadedComment => "Conversations beside cells",
        WarningKind::Formula => "Formulas",
        WarningKind::FormulaWithoutValue => "Formulas without a result",
        WarningKind::ExternalLink => "Links to other files",
        WarningKind::DefinedName => "Named ranges",
        WarningKind::PivotCache => "Pivot table with a copy of its records",
        WarningKind::Slicer => "Slicers and timelines",
        WarningKind::DataModel => "Data model",
        WarningKind::Connection => "Data connections",
        WarningKind::ValidationList => "Drop-down lists",
        WarningKind::ConditionalFormat => "Formatting by rule",
        WarningKind::MergedCells => "Merged cells",
        WarningKind::RichText => "Cells in several fonts",
        WarningKind::Phonetic => "Pronunciation of names",
        WarningKind::HeaderFooter => "Page headers and footers",
        WarningKind::TextBox => "Text in shapes",
        WarningKind::Chart => "Charts",
        WarningKind::Image => "Pictures",
        WarningKind::EmbeddedObject => "Files inside the workbook",
        WarningKind::Control => "Buttons and other controls",
        WarningKind::Macro => "Macros",
        WarningKind::CustomXml => "Custom XML data",
        WarningKind::Revision => "Record of earlier changes",
        WarningKind::UserName => "Names of people who used the file",
        WarningKind::Property => "Document properties",
        WarningKind::CustomProperty => "Properties added by a system",
        WarningKind::PrinterSettings => "Printer settings",
        WarningKind::Signature => "Digital signature",
        WarningKind::Label => "Sensitivity label",
        WarningKind::OrphanText => "Text that stands in no cell",
        WarningKind::UnknownPart => "Unknown part of the file",
        WarningKind::NameMismatch => "Name and content disagree",
        WarningKind::RowsAboveHeading => "Lines above the heading row",
        WarningKind::UnsureHeading => "The heading row may be an entry",
        WarningKind::RenamedHeading => "Headings that got a name",
        WarningKind::BlankRows => "Blank rows",
        WarningKind::RaggedRows => "Rows with more or fewer cells",
        WarningKind::UnclosedQuote => "Quotation mark missing or surplus",
        WarningKind::NulBytes => "Zero bytes",
        WarningKind::Undecodable => "Letters that could not be read",
        WarningKind::Misdecoded => "Letters mangled by an earlier program",
        WarningKind::EncodingGuess => "The encoding was guessed",
        WarningKind::MixedLineEnds => "Several kinds of line end",
    }
}

/// A format that is read.
pub(super) fn format(format: Format) -> &'static str {
    match format {
        Format::Csv => "Delimited text (CSV)",
        Format::Tsv => "Text with tabs (TSV)",
        Format::Xlsx => "Excel Workbook (XLSX)",
        Format::Xlsm => "Excel Workbook with macros, which are never run (XLSM)",
    }
}

/// Whether a sheet is seen.
pub(super) fn sheet_state(state: SheetState) -> &'static str {
    match state {
        SheetState::Visible => "Visible",
        SheetState::Hidden => "Hidden",
        SheetState::VeryHidden => "Very hidden",
    }
}

/// What a message of the applicant is.
pub(super) fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Original => "Request as first made",
        RequestKind::Clarification => "Clarification",
        RequestKind::Amended => "Amended request",
        RequestKind::FollowUp => "Further request",
    }
}

/// How a case file is protected.
pub(super) fn protection(protection: Protection) -> &'static str {
    match protection {
        Protection::None => "Not protected",
        Protection::Passphrase => "Protected by a passphrase",
        Protection::KeyFile => "Protected by a key file",
    }
}

/// A size in bytes as people say it.
pub(super) fn file_size(bytes: u64) -> String {
    const KB: u64 = 1000;
    match bytes {
        0..KB => count(bytes, "byte", "bytes"),
        KB..1_000_000 => format!("{} KB", bytes.div_ceil(KB)),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// What stands in the way of a release, and what to do about it.
pub(super) fn block(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::NotSearched => {
            ("Not searched for personal data", "Search, so that nothing in a released column is missed")
        }
        BlockKind::NoReference => {
            ("No reference of the request", "Write it down in Load: the released files are named by it")
        }
        BlockKind::HiddenContent => {
            ("Hidden content", "Look at each thing that the file hides, and settle it")
        }
        BlockKind::Column => {
            ("Columns not settled", "Say of each whether it is released, withheld or was not asked for")
        }
        BlockKind::Scope => {
            ("In or out of scope", "The rule cannot tell: put each entry in scope or out of it")
        }
        BlockKind::NothingInScope => {
            ("Nothing is in scope", "Check the columns, the period and the flag, or put entries in scope")
        }
        BlockKind::Standing => {
            ("Ongoing or closed", "Neither status nor outcome tells: say it for each of these cases")
        }
        BlockKind::Criminal => (
            "Criminal allegation or not",
            "Say for each ongoing case whether one is recorded: the exemption depends on it",
        ),
        BlockKind::Ongoing => ("Entries of ongoing cases", "Withhold each of them, or release it"),
        BlockKind::Undecided => ("Undecided suggestions", "Redact or keep each of them"),
        BlockKind::Unread => {
            ("Unread entries", "Read each to its end: what the search missed only you can see")
        }
        BlockKind::Misuse => {
            ("Misuse not answered", "Say of each entry whether it relates to misuse of body-worn video")
        }
        BlockKind::Law => {
            ("Exemptions that exclude each other", "Change the exemption of the words or of the entry")
        }
        BlockKind::LooksLikeMark => {
            ("Text that looks like a mark", "Redact it, or let the marks of the source stand with a reason")
        }
        BlockKind::OpenElsewhere => (
            "Withheld here, open there",
            "Redact the words in the open places too, or let them stand openly with a reason",
        ),
    }
}

/// What has to be shown for an exemption, in a few words.
pub(super) fn properties(exemption: ExemptionId) -> String {
    let exemption = exemption.get();
    let kind = match exemption.kind {
        ExemptionKind::Absolute => "Absolute",
        ExemptionKind::Qualified => "Qualified",
    };
    let threshold = match exemption.threshold {
        Threshold::Class => "class based",
        Threshold::Prejudice => "prejudice based",
        Threshold::Own => "test of its own",
    };
    let test =
        if exemption.public_interest_test { "public interest test" } else { "no public interest test" };
    format!("{kind} · {threshold} · {test}")
}

/// The marks of exemptions without brackets, as `s31(1)(a), s40(2)`.
pub(super) fn codes(exemptions: &[ExemptionId]) -> String {
    exemptions.iter().map(|exemption| exemption.mark()).collect::<Vec<_>>().join(", ")
}

/// How the house prints exemptions, one a line.
pub(super) fn house(exemptions: &[ExemptionId]) -> String {
    exemptions.iter().map(|exemption| exemption.get().house.as_str()).collect::<Vec<_>>().join("\n")
}

/// A reason as the officer reads it: the line of its code, or the officer's own words.
pub(super) fn reason(code_or_words: &str) -> &str {
    law::reason(code_or_words).map_or(code_or_words, |reason| reason.line.as_str())
}

/// `1 entry`, `2 entries`.
pub(super) fn count(number: impl Into<u64>, one: &str, many: &str) -> String {
    let number = number.into();
    let grouped = grouped(number);
    if number == 1 { format!("{grouped} {one}") } else { format!("{grouped} {many}") }
}

/// A number with a comma every three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Some text on one line, cut where it gets long.
pub(super) fn snippet(text: &str, chars: usize) -> String {
    let mut line = String::new();
    for (count, letter) in text.split_whitespace().flat_map(|word| word.chars().chain([' '])).enumerate() {
        if count == chars {
            return line.trim_end().to_owned() + "…";
        }
        line.push(letter);
    }
    line.trim_end().to_owned()
}

/// The words with what stands around them.
pub(super) fn in_context(text: &str, span: Span) -> (String, String, String) {
    const AROUND: usize = 44;
    let before = text.get(..span.start()).unwrap_or("");
    let after = text.get(span.end()..).unwrap_or("");
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let one_line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let lead = if from > 0 { "…" } else { "" };
    let before = lead.to_owned() + before.get(from..).unwrap_or("");
    let after: String = after.chars().take(90).collect();
    (one_line(&before), one_line(span.of(text).unwrap_or("")), one_line(&after))
}

/// What an act did, in a few words. Holds case text.
pub(super) fn act(workspace: &Workspace, changes: &[Change]) -> String {
    let Some(first) = changes.first() else { return "Nothing changed".to_owned() };
    let more = match changes.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let row = |row: &u32| format!("row {}", workspace.sheet().source_row(*row));
    let what = match first {
        Change::Mark { place, was: _, now } => {
            let text = workspace.sheet().text(place.cell).expose();
            let words = snippet(place.span.of(text).unwrap_or(""), 28);
            match now {
                Some(Decision::Redact { exemptions, reason: _ }) => {
                    format!("Redacted “{words}” under {}", codes(exemptions))
                }
                Some(Decision::Keep { reason: _ }) => format!("Kept “{words}”"),
                None => format!("Made “{words}” undecided"),
            }
        }
        Change::Read { row: at, was: _, now } => {
            if *now {
                format!("Read {}", row(at))
            } else {
                format!("{} is to be read again", row(at))
            }
        }
        Change::Settled { .. } => "Settled hidden content".to_owned(),
        Change::Scope { row: at, was: _, now } => match now {
            Some(ScopeChoice::In) => format!("Put {} in scope", row(at)),
            Some(ScopeChoice::Out) => format!("Put {} out of scope", row(at)),
            None => format!("Left the scope of {} to the rule", row(at)),
        },
        Change::Misuse { row: at, was: _, now } => match now {
            Some(answer) => format!("Misuse in {}: {}", row(at), misuse(*answer)),
            None => format!("Misuse in {} is open", row(at)),
        },
        Change::Entry { row: at, was: _, now } => match now {
            Some(EntryChoice::Withhold(_)) => format!("Withheld {}", row(at)),
            Some(EntryChoice::Release) => format!("Released {}", row(at)),
            None => format!("Left {} as suggested", row(at)),
        },
        Change::Ongoing { was: _, now, .. } => match now {
            Some(true) => "Case marked as ongoing".to_owned(),
            Some(false) => "Case marked as closed".to_owned(),
            None => "Left to status and outcome whether the case is ongoing".to_owned(),
        },
        Change::Criminal { was: _, now, .. } => match now {
            Some(true) => "Criminal allegation recorded".to_owned(),
            Some(false) => "No criminal allegation recorded".to_owned(),
            None => "Criminal allegation is open".to_owned(),
        },
        Change::Column { column, .. } | Change::ColumnGrounds { column, .. } => {
            let heading = workspace.sheet().columns().get(usize::from(*column)).map_or("", |c| c.heading());
            format!("Changed column “{}”", snippet(heading, 28))
        }
        Change::Request { .. } => "Changed the request".to_owned(),
        Change::Open { .. } => "Settled words that may stand openly".to_owned(),
    };
    what + &more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_hidden_content_has_a_title_of_its_own() {
        use strum::IntoEnumIterator;
        let mut titles: Vec<&str> = WarningKind::iter().map(warning).collect();
        let count = titles.len();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), count);
    }

    #[test]
    fn sizes_read_well() {
        let sizes = [1, 999, 1000, 1001, 999_999, 1_250_000].map(file_size);
        assert_eq!(sizes, ["1 byte", "999 bytes", "1 KB", "2 KB", "1000 KB", "1.2 MB"]);
    }

    #[test]
    fn numbers_and_snippets_read_well() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!((count(1u32, "entry", "entries"), count(0u32, "entry", "entries")).0, "1 entry");
        assert_eq!(snippet("a  b\nc", 9), "a b c");
        assert_eq!(snippet("Complainant states", 7), "Complai…");
    }
}
