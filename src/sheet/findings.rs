//! Collects what a file holds beside its cells, by kind and place, so that a thousand of a kind are
//! one line of the report.

use std::collections::BTreeMap;

use super::{Report, WarningKind};

/// So many places are written out,
const LISTED: usize = 20;
/// so many texts shown,
const SHOWN: usize = 8;
/// and each of them up to so many characters.
const SHOWN_CHARS: usize = 300;

/// What was found, by kind and owner (a sheet, `workbook`, a part).
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: BTreeMap<(WarningKind, String), Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    count: u64,
    places: Vec<String>,
    sample: Vec<String>,
}

impl Findings {
    /// Adds one thing at a place of its owner, such as a cell.
    pub(super) fn add(&mut self, kind: WarningKind, owner: &str, place: &str, sample: &str) {
        self.add_many(kind, owner, place, 1, sample);
    }

    /// Adds several things of one place.
    pub(super) fn add_many(&mut self, kind: WarningKind, owner: &str, place: &str, count: u64, sample: &str) {
        let tally = self.found.entry((kind, owner.to_owned())).or_default();
        tally.count += count;
        if !place.is_empty() && tally.places.len() <= LISTED && !tally.places.iter().any(|p| p == place) {
            tally.places.push(place.to_owned());
        }
        if !sample.trim().is_empty() && tally.sample.len() < SHOWN {
            tally.sample.push(sample.chars().take(SHOWN_CHARS).collect());
        }
    }

    /// Puts everything into the report, in the order of the kinds.
    pub(super) fn tell(self, report: &mut Report) {
        for ((kind, owner), tally) in self.found {
            let listed: Vec<&str> = tally.places.iter().take(LISTED).map(String::as_str).collect();
            let more = if tally.places.len() > LISTED { " and more" } else { "" };
            let place = match (listed.as_slice(), owner.as_str()) {
                ([], owner) => owner.to_owned(),
                (places, "") => places.join(", ") + more,
                (places, owner) => format!("{owner}: {}{more}", places.join(", ")),
            };
            report.show(kind, place, tally.count, &tally.sample.join("\n"));
        }
    }
}
