//! What stands before every released table: what it is and how to read it.

use jiff::civil::Date;

use super::{Disclosure, Grounds};
use crate::law::{ExemptionId, day_in_london, mark_text, style};

/// The heading block of a released table, the same in every format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Front {
    /// Title of the disclosure; never empty.
    pub title: String,
    /// Label and value of each fact, in order: public authority, reference, period, date of release,
    /// entries, cases, marks. Only those that are known.
    pub facts: Vec<(&'static str, String)>,
    /// How to read the table, a sentence or two each.
    pub reading: Vec<String>,
    /// What each mark of the table stands for, in canonical order.
    pub key: Vec<KeyRow>,
}

/// A row of the key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyRow {
    /// What stands in the table, as `[s40(2)]`.
    pub mark: String,
    /// What it stands for, in house style.
    pub meaning: String,
}

/// The heading block of this disclosure.
pub fn front(disclosure: &Disclosure) -> Front {
    let meta = disclosure.meta();
    let title = if meta.title.trim().is_empty() { "Disclosure" } else { meta.title.trim() };
    let mut facts = Vec::new();
    let mut fact = |label, value: &str| {
        if !value.trim().is_empty() {
            facts.push((label, value.trim().to_owned()));
        }
    };
    fact("Public authority", &meta.force);
    fact("Reference", &meta.reference);
    fact("Period", &period(disclosure));
    fact("Released", &long_date(day_in_london(meta.released_at)));
    fact("Entries", &disclosure.row_count().to_string());
    fact("Cases", &meta.cases.to_string());
    fact("Marks", &disclosure.mark_count().to_string());
    let key = key(disclosure);
    Front { title: title.to_owned(), facts, reading: reading(disclosure, !key.is_empty()), key }
}

fn period(disclosure: &Disclosure) -> String {
    match disclosure.meta().period {
        (Some(from), Some(to)) => format!("{} to {}", long_date(from), long_date(to)),
        (Some(from), None) => format!("From {}", long_date(from)),
        (None, Some(to)) => format!("To {}", long_date(to)),
        (None, None) => String::new(),
    }
}

/// A date as a letter writes it, as `7 March 2026`.
pub(super) fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn reading(disclosure: &Disclosure, has_marks: bool) -> Vec<String> {
    let mut reading = Vec::new();
    if disclosure.meta().is_draft {
        reading.push(format!("{}.", style().draft));
    }
    reading.push(
        "Each row is one entry. A case that names several officers or allegations has several entries."
            .to_owned(),
    );
    if has_marks {
        reading.push(
            "Where words were withheld, a mark in square brackets stands in their place. Its length says \
             nothing about the words."
                .to_owned(),
        );
    }
    if disclosure.marks().iter().any(|mark| mark.label.is_some()) {
        reading.push(
            "A role in square brackets, such as [Officer A], stands for one person within a case, whose name is \
             withheld as personal data. The same letter in another case is somebody else. The schedule names the \
             exemption of each."
                .to_owned(),
        );
    }
    reading
}

fn key(disclosure: &Disclosure) -> Vec<KeyRow> {
    let mut others = Vec::new();
    for mark in disclosure.marks() {
        match &mark.grounds {
            Grounds::Exempt(exemptions) if exemptions.is_empty() => {
                others.push((mark.text(), "Withheld; no exemption was given"))
            }
            Grounds::Exempt(_) => {}
            Grounds::OutOfScope => {
                others.push((mark.text(), "Not asked for, and so not part of this answer"))
            }
        }
    }
    let row = |exemption: ExemptionId| KeyRow {
        mark: mark_text(&[exemption]),
        meaning: exemption.get().house.clone(),
    };
    let exempt = disclosure.meta().key.iter().copied().map(row);
    let others = others
        .into_iter()
        .map(|(mark, meaning)| KeyRow { mark: mark.to_owned(), meaning: meaning.to_owned() });
    exempt.chain(others).collect()
}
