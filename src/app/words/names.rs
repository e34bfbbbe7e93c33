//! What things are called: kinds, columns, hidden content, what stands in the way.

use crate::detect::{Kind, Match};
use crate::law::{Group, Severity};
use crate::review::{
    Activity, BlockKind, Degree, InterestPart, Level, Likelihood, Misuse, Part, RequestKind, Settlement,
};
use crate::sheet::{Format, Role, SheetState, Treatment, WarningKind};
use crate::store::Protection;

/// What a passage is, for the officer.
pub(in crate::app) fn kind(kind: Kind) -> &'static str {
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

/// Where the dial stands.
pub(in crate::app) fn level(level: Level) -> &'static str {
    match level {
        Level::Fewer => "Show fewer",
        Level::Usual => "Usual",
        Level::More => "Show more",
    }
}

/// How listed words match.
pub(in crate::app) fn how(how: Match) -> &'static str {
    match how {
        Match::Exact => "Same letters and capitals",
        Match::WholeWord => "Whole words, any case",
        Match::OneLetterOff => "Whole words, one slip each",
    }
}

/// What a column is.
pub(in crate::app) fn role(role: Role) -> &'static str {
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
pub(in crate::app) fn treatment(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Disclose => "Release",
        Treatment::YearOnly => "Release the year only",
        Treatment::RedactSpans => "Release, words redacted",
        Treatment::WiderUnit => "Release a wider unit",
        Treatment::SmallNumbers => "Withhold small numbers",
        Treatment::Withhold => "Withhold every cell",
        Treatment::OutOfScope => "Not asked for",
        Treatment::Unsettled => "Not settled yet",
    }
}

pub(in crate::app) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Summary => "The summary only",
        Degree::AllButTypeAndYear => "All but type and year",
        Degree::Whole => "The whole entry",
    }
}

pub(in crate::app) fn misuse(misuse: Misuse) -> &'static str {
    misuse.into()
}

/// How something hidden of this kind was settled.
pub(in crate::app) fn settled(kind: WarningKind, how: Settlement) -> &'static str {
    match how {
        Settlement::Noted if kind == WarningKind::HiddenRow => "Left out",
        Settlement::Noted => "Noted",
        Settlement::BroughtIn => "Brought in",
    }
}

/// A kind of hidden or surplus content.
pub(in crate::app) fn warning(kind: WarningKind) -> &'static str {
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
        WarningKind::Protection => "Protection against changes",
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
pub(in crate::app) fn format(format: Format) -> &'static str {
    match format {
        Format::Csv => "Delimited text (CSV)",
        Format::Tsv => "Text with tabs (TSV)",
        Format::Xlsx => "Excel Workbook (XLSX)",
        Format::Xls => "old Excel workbook (XLS)",
        Format::Xlsm => "Workbook with macros, never run (XLSM)",
        Format::Xlsb => "Excel Binary Workbook (XLSB)",
        Format::Ods => "OpenDocument spreadsheet (ODS)",
        Format::Fods => "Flat OpenDocument spreadsheet (FODS)",
    }
}

/// Whether a sheet is seen.
pub(in crate::app) fn sheet_state(state: SheetState) -> &'static str {
    match state {
        SheetState::Visible => "Visible",
        SheetState::Hidden => "Hidden",
        SheetState::VeryHidden => "Very hidden",
    }
}

/// What a message of the applicant is.
pub(in crate::app) fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Original => "Request as first made",
        RequestKind::Clarification => "Clarification",
        RequestKind::Amended => "Amended request",
        RequestKind::FollowUp => "Further request",
    }
}

/// Whom or what reasons are argued for.
pub(in crate::app) fn group(group: Group) -> &'static str {
    match group {
        Group::Officers => "Officers",
        Group::Staff => "Staff",
        Group::Public => "Members of the public",
        Group::SpecialCategory => "Special category data",
        Group::CriminalOffence => "Criminal-offence data",
        Group::Tactics => "Policing methods",
        Group::Confidence => "Complaints in confidence",
        Group::OngoingCriminal => "Open cases, criminal allegation",
        Group::OngoingMisconduct => "Open cases, misconduct only",
        Group::Other => "Other grounds",
    }
}

/// A part of an argument, as the name of its field.
pub(in crate::app) fn part(part: Part) -> &'static str {
    match part {
        Part::Harm => "Harm",
        Part::OwnTest => "Own test",
        Part::QualifiedPerson => "Qualified person’s opinion",
        Part::PublicInterestFor => "Public interest for disclosure",
        Part::PublicInterestAgainst => "Public interest against disclosure",
        Part::PublicInterestBalance => "Where the balance lies",
        Part::SpecialCategory => "Special category condition",
        Part::CriminalOffence => "Criminal-offence condition",
    }
}

/// A part of a legitimate-interest record, as the name of its field.
pub(in crate::app) fn interest_part(part: InterestPart) -> &'static str {
    match part {
        InterestPart::Purpose => "Purpose",
        InterestPart::Necessity => "Necessity",
        InterestPart::Balance => "Balance",
    }
}

/// How likely a harm is, with what that means.
pub(in crate::app) fn likelihood(likelihood: Likelihood) -> (&'static str, &'static str) {
    match likelihood {
        Likelihood::Would => ("It would happen", "More probable than not"),
        Likelihood::WouldBeLikely => ("It would be likely to happen", "A real and significant risk"),
    }
}

/// How much a legal check weighs.
pub(in crate::app) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "Blocks",
        Severity::Warning => "Warning",
        Severity::Question => "Question",
    }
}

/// What time was spent on.
pub(in crate::app) fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::DeterminingWhetherHeld => "Finding out whether it is held",
        Activity::Locating => "Locating it",
        Activity::Retrieving => "Retrieving it",
        Activity::Extracting => "Extracting it",
        Activity::Redacting => "Reading and redacting",
        Activity::Other => "Writing, consulting, all else",
    }
}

/// How a case file is protected.
pub(in crate::app) fn protection(protection: Protection) -> &'static str {
    match protection {
        Protection::None => "Not protected",
        Protection::Passphrase => "Protected by a passphrase",
        Protection::KeyFile => "Protected by a key file",
    }
}

/// What stands in the way of a release, and what to do about it.
pub(in crate::app) fn block(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::Texts => (
            "Your force’s own letters and law",
            "What would be released is not what the case was argued under, or cannot be used",
        ),
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
        BlockKind::Undecided => ("Entries with undecided suggestions", "Redact or keep each of them"),
        BlockKind::Unread => {
            ("Unread entries", "Read each to its end: what the search missed only you can see")
        }
        BlockKind::Misuse => {
            ("Misuse not answered", "Say of each entry whether it relates to misuse of body-worn video")
        }
        BlockKind::Query => {
            ("Open queries", "Write down what the colleague answered, or take the query back")
        }
        BlockKind::Law => {
            ("Exemptions that exclude each other", "Change the exemption of the words or of the entry")
        }
        BlockKind::LegalCheck => {
            ("Legal checks of the notice", "Put right what each says, settle it with a reason, or answer it")
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
