//! What deserves another look, in words.

use super::super::looks::LookKind;
use crate::review::ToldSort;

/// What a group is called, and what to make of it.
pub(in crate::app) fn look(kind: LookKind) -> (&'static str, &'static str) {
    match kind {
        LookKind::Legal => (
            "Legal checks",
            "No notice goes with this release, so they keep nothing back; what they say may still matter",
        ),
        LookKind::OwnAnswer => (
            "Two answers about misuse",
            "A column that is released answers otherwise than you: change one, or put the column out of scope",
        ),
        LookKind::Alone => (
            "Values that one entry has alone",
            "Whoever knows these values of somebody finds the entry by them, and reads the rest of it",
        ),
        LookKind::Names => (
            "Names that nothing marked",
            "Words of a list of names, or beside a rank or title. They go out openly; redact them, or keep them as seen",
        ),
        LookKind::LessLikely => (
            "Less likely words",
            "What may be personal and stands below your dial, the likeliest first. It goes out openly",
        ),
        LookKind::Few => (
            "Values that few entries share",
            "Fewer than five entries have these values; together with the news that can be enough",
        ),
        LookKind::Capitals => (
            "Other words with a capital that nothing marked",
            "Places, units, nicknames, and words that only look like names; the rarest first",
        ),
        LookKind::Numbers => (
            "Long numbers that nothing marked",
            "Four digits or more that are no year: references, telephones, collar numbers",
        ),
        LookKind::Quoted => {
            ("Words in quotation marks that nothing marked", "Nicknames and aliases often stand in them")
        }
    }
}

/// What the text of a case tells, as a heading.
pub(in crate::app) fn told(sort: ToldSort) -> &'static str {
    match sort {
        ToldSort::Day => "Days",
        ToldSort::Time => "Times",
        ToldSort::Year => "Years",
        ToldSort::Name => "May be names",
        ToldSort::Capital => "Places and other capitals",
        ToldSort::Number => "Numbers",
        ToldSort::Quoted => "In quotation marks",
    }
}
