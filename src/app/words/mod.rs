//! How the window says things. No jargon of the program.

mod check;
mod forecast;
mod names;
pub(super) mod newer;
mod remarks;

use jiff::civil::Date;

use super::time;
use crate::disclose::InNotice;
use crate::law::{self, ClockState, ExemptionId, ExemptionKind, Threshold};
use crate::review::{
    Change, Decision, EntryChoice, OwnAnswer, PaperworkChange, Place, ScopeChoice, Workspace,
};
use crate::sheet::Role;
use crate::text::Span;
pub(super) use crate::text::{counted as count, grouped};

pub(super) use check::{look, told};
pub(super) use forecast::forecast;
pub(super) use names::{
    activity, block, degree, format, group, how, interest_part, kind, level, likelihood, misuse, part,
    protection, request_kind, role, settled, severity, sheet_state, treatment, warning,
};
pub(super) use remarks::{about, query_state};

/// What a column of the sheet answers by itself to the question of misuse.
pub(super) fn own_answer(workspace: &Workspace, own: OwnAnswer) -> String {
    let heading = workspace.sheet().columns().get(usize::from(own.column)).map_or("", |c| c.heading());
    format!("the column “{}” says {}", snippet(heading, 40), misuse(own.says))
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

/// That withheld words stand in a paragraph of a letter, and which.
pub(super) fn withheld_words(found: &InNotice) -> String {
    let words: Vec<&str> = found.words.iter().map(|words| words.expose()).collect();
    if words.is_empty() {
        "Withheld words stand here next to each other".to_owned()
    } else {
        format!("Withheld words: {}", words.join(", "))
    }
}

/// The sentence with a capital letter at its beginning.
pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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

/// Where the clock of a request stands and what is due, in one line.
pub(super) fn clock(state: ClockState, today: Date) -> String {
    let Some(deadline) = state.deadline() else {
        return match state {
            ClockState::AwaitingClarification { asked } => format!(
                "The clock waits: the applicant was asked on {} and has not answered",
                time::in_words(asked)
            ),
            ClockState::NotStarted
            | ClockState::Running(_)
            | ClockState::Refined(_)
            | ClockState::Extended { .. } => "No clock has started".to_owned(),
        };
    };
    let day = law::working_days_between(deadline.received, today);
    let all = law::working_days_between(deadline.received, deadline.due);
    let due = time::in_words(deadline.due);
    if today > deadline.due {
        format!("▲ Overdue: the answer was due on {due}")
    } else if day < 0 {
        format!("Due on {due}")
    } else {
        format!("Due on {due} · working day {day} of {all}")
    }
}

/// The redacted words of which an act left only parts redacted.
fn opened_in_part(changes: &[Change]) -> Option<Place> {
    let is_redaction = |decision: &Option<Decision>| matches!(decision, Some(Decision::Redact { .. }));
    let marks = || {
        changes.iter().filter_map(|change| {
            let Change::Mark { place, was, now } = change else { return None };
            Some((*place, is_redaction(was), is_redaction(now)))
        })
    };
    let (whole, ..) = marks().find(|(_, was, now)| *was && !now)?;
    let is_part = |place: Place| place.cell == whole.cell && whole.span.covers(place.span);
    marks().any(|(place, _, now)| now && is_part(place)).then_some(whole)
}

/// A case by its reference, or by the row of its first entry.
fn the_case(workspace: &Workspace, row: u32) -> String {
    let reference = workspace.layout().text(workspace.sheet(), row, Role::Reference);
    match snippet(reference.expose(), 28) {
        reference if reference.is_empty() => format!("Case of row {}", workspace.sheet().source_row(row)),
        reference => format!("Case {reference}"),
    }
}

/// What an act did, in a few words. Holds case text.
pub(super) fn act(workspace: &Workspace, changes: &[Change]) -> String {
    let Some(first) = changes.first() else { return "Took a newer export".to_owned() };
    if let Some(place) = opened_in_part(changes) {
        let text = workspace.sheet().text(place.cell).expose();
        return format!("Opened part of “{}”", snippet(place.span.of(text).unwrap_or(""), 28));
    }
    // Of words in another shape, what is redacted now says more than what that opened.
    let is_redaction =
        |change: &&Change| matches!(change, Change::Mark { now: Some(Decision::Redact { .. }), .. });
    let redacted = changes.iter().find(is_redaction).filter(|_| matches!(first, Change::Mark { .. }));
    let first = redacted.unwrap_or(first);
    let more = match changes.len() {
        1 => String::new(),
        // Where it was decided goes with what was decided.
        _ => match changes.iter().filter(|change| !matches!(change, Change::ByPerson { .. })).count() {
            0 | 1 => String::new(),
            count => format!(" and {} more", count - 1),
        },
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
        Change::Ongoing { case, was: _, now } => match now {
            Some(true) => format!("{} marked as ongoing", the_case(workspace, *case)),
            Some(false) => format!("{} marked as closed", the_case(workspace, *case)),
            None => {
                format!("Left to status and outcome whether it is ongoing: {}", the_case(workspace, *case))
            }
        },
        Change::Criminal { case, was: _, now } => match now {
            Some(true) => format!("Criminal allegation recorded: {}", the_case(workspace, *case)),
            Some(false) => format!("No criminal allegation recorded: {}", the_case(workspace, *case)),
            None => format!("Criminal allegation is open: {}", the_case(workspace, *case)),
        },
        Change::Column { column, .. }
        | Change::ColumnGrounds { column, .. }
        | Change::Units { column, .. } => {
            let heading = workspace.sheet().columns().get(usize::from(*column)).map_or("", |c| c.heading());
            format!("Changed column “{}”", snippet(heading, 28))
        }
        Change::Request { .. } => "Changed the request".to_owned(),
        Change::Open { .. } => "Settled words that may stand openly".to_owned(),
        Change::Always { words, was: _, now } => match now {
            Some(_) => format!("Always redact “{}”", snippet(words, 28)),
            None => format!("No longer always redact “{}”", snippet(words, 28)),
        },
        Change::Never { words, was: _, now } => match now {
            Some(_) => format!("Never suggest “{}”", snippet(words, 28)),
            None => format!("No longer leave out “{}”", snippet(words, 28)),
        },
        Change::Dial { was: _, now } => format!("Dial: {}", level(*now).to_lowercase()),
        Change::RoleNames { was: _, now } => format!("Role names {}", if *now { "on" } else { "off" }),
        Change::ByPerson { .. } => "Decided in People".to_owned(),
        Change::OwnPerson { place, was: _, now } => {
            let text = workspace.sheet().text(place.cell).expose();
            let words = snippet(place.span.of(text).unwrap_or(""), 28);
            if now.is_some() {
                format!("Told “{words}” apart")
            } else {
                format!("“{words}” is no longer apart")
            }
        }
        Change::SamePerson { one, now, .. } => {
            let text = workspace.sheet().text(one.cell).expose();
            let words = snippet(one.span.of(text).unwrap_or(""), 28);
            if *now {
                format!("Joined to “{words}”")
            } else {
                format!("No longer joined to “{words}”")
            }
        }
        Change::Paperwork(PaperworkChange::InReference { words, was: _, now, .. }) => match now {
            Some(reason) => {
                format!("Let “{}” stay part of the reference: {}", snippet(words, 28), snippet(reason, 60))
            }
            None => format!("“{}” may no longer be part of the reference", snippet(words, 28)),
        },
        Change::Paperwork(PaperworkChange::NoticeWanted { was: _, now }) => {
            (if *now { "A notice goes with the release" } else { "No notice goes with the release" })
                .to_owned()
        }
        Change::Paperwork(change) => format!("Changed {}", change.about()),
        Change::Note { about, was: _, now } => remarks::note_act(workspace, *about, now.as_deref()),
        Change::Query { about, was, now } => {
            remarks::query_act(workspace, *about, was.as_deref(), now.as_deref())
        }
    };
    what + &more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_hidden_content_has_a_title_of_its_own() {
        use strum::IntoEnumIterator;

        use crate::sheet::WarningKind;

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
