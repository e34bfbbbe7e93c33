//! Which entries are listed, and in which order. Filters combine: an entry is listed where all of them hold.

use std::collections::BTreeSet;

use eframe::egui::{self, Ui};
use strum::{EnumIter, IntoEnumIterator};

use super::super::super::index::{Counts, Entry};
use super::super::super::session::Session;
use super::super::super::widgets::{chip, muted, select};
use super::super::super::words;
use crate::detect::Kind;
use crate::law;
use crate::review::{Misuse, Newness};

/// What can be asked of an entry by one chip.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, EnumIter)]
enum Filter {
    NeedsYou,
    ToDecide,
    Unread,
    New,
    Changed,
    Ongoing,
    FlagOnly,
    Misuse,
    Withheld,
    Queried,
    Noted,
}

impl Filter {
    fn title(self) -> &'static str {
        match self {
            Filter::NeedsYou => "Needs you",
            Filter::ToDecide => "To decide",
            Filter::Unread => "Unread",
            Filter::New => "New in this export",
            Filter::Changed => "Changed in this export",
            Filter::Ongoing => "Ongoing",
            Filter::FlagOnly => "Flag only",
            Filter::Misuse => "Misuse",
            Filter::Withheld => "Withheld",
            Filter::Queried => "Queried",
            Filter::Noted => "With a note",
        }
    }

    fn holds(self, entry: Entry) -> bool {
        match self {
            Filter::NeedsYou => entry.needs_officer(),
            Filter::ToDecide => entry.undecided > 0,
            Filter::Unread => !entry.is_read,
            Filter::New => entry.newness == Some(Newness::New),
            Filter::Changed => entry.newness == Some(Newness::Changed),
            Filter::Ongoing => entry.is_open_case,
            Filter::FlagOnly => entry.is_flag_only,
            Filter::Misuse => entry.misuse == Some(Misuse::Yes),
            Filter::Withheld => entry.is_withheld && !entry.is_withholding_open,
            Filter::Queried => entry.is_queried,
            Filter::Noted => entry.has_note,
        }
    }

    fn count(self, counts: &Counts) -> u32 {
        match self {
            Filter::NeedsYou => counts.needing,
            Filter::ToDecide => counts.to_decide,
            Filter::Unread => counts.entries - counts.read,
            Filter::New => counts.new_here,
            Filter::Changed => counts.changed_here,
            Filter::Ongoing => counts.open_entries,
            Filter::FlagOnly => counts.flag_only,
            Filter::Misuse => counts.misuse_entries,
            Filter::Withheld => counts.withheld,
            Filter::Queried => counts.queried,
            Filter::Noted => counts.noted,
        }
    }
}

/// In which order entries are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Sort {
    #[default]
    Source,
    /// Those with most to decide first.
    MostToDecide,
    /// Those with the least sure suggestion first.
    LeastSure,
}

/// More entries are listed in the order of the file only: a frame has no time to sort them.
pub(super) const MOST_SORTED: usize = 50_000;

/// The filters that are on.
#[derive(Debug)]
pub(super) struct Filters {
    on: BTreeSet<Filter>,
    kind: Option<Kind>,
    /// A section of the Act, as 40.
    section: Option<u8>,
    /// A suggestion that waits is less sure than this.
    below_permille: Option<u16>,
    pub(super) sort: Sort,
    shows_more: bool,
    /// Goes up with every change.
    pub(super) version: u64,
}

impl Default for Filters {
    fn default() -> Filters {
        let on = BTreeSet::from([Filter::NeedsYou]);
        let (kind, section, below_permille, sort) = (None, None, None, Sort::Source);
        Filters { on, kind, section, below_permille, sort, shows_more: false, version: 0 }
    }
}

impl Filters {
    /// Whether an entry is listed.
    pub(super) fn hold(&self, entry: Entry) -> bool {
        entry.is_in()
            && self.on.iter().all(|filter| filter.holds(entry))
            && self.kind.is_none_or(|kind| entry.has_kind(kind))
            && self.section.is_none_or(|section| entry.has_section(section))
            && self.below_permille.is_none_or(|below| entry.undecided > 0 && entry.least_permille < below)
    }

    /// Whether nothing but what needs the officer is asked for.
    pub(super) fn is_needs_you(&self) -> bool {
        self.on.iter().eq([&Filter::NeedsYou]) && !self.has_more()
    }

    /// Lists all entries.
    pub(super) fn take_off(&mut self) {
        self.on.clear();
        (self.kind, self.section, self.below_permille) = (None, None, None);
        self.version += 1;
    }

    fn has_more(&self) -> bool {
        self.kind.is_some() || self.section.is_some() || self.below_permille.is_some()
    }

    /// Draws the chips, and below them what else can be asked for.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session) {
        let counts = session.index.counts();
        let mut is_changed = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
            let all = format!("All {}", words::grouped(counts.entries.into()));
            if chip(ui, &all, self.on.is_empty() && !self.has_more()).clicked() {
                self.take_off();
            }
            for filter in Filter::iter() {
                let count = filter.count(counts);
                let is_on = self.on.contains(&filter);
                if count == 0 && !is_on && filter != Filter::NeedsYou {
                    continue;
                }
                let text = format!("{} {}", filter.title(), words::grouped(count.into()));
                if chip(ui, &text, is_on).clicked() {
                    if !self.on.remove(&filter) {
                        self.on.insert(filter);
                    }
                    is_changed = true;
                }
            }
            let shows_more = self.shows_more || self.has_more() || self.sort != Sort::Source;
            if chip(ui, "More…", shows_more).clicked() {
                self.shows_more = !shows_more;
                if shows_more {
                    (self.kind, self.section, self.below_permille, self.sort) =
                        (None, None, None, Sort::Source);
                    is_changed = true;
                }
            }
        });
        if self.shows_more || self.has_more() || self.sort != Sort::Source {
            is_changed |= self.more(ui);
            if self.sort != Sort::Source && counts.entries as usize > MOST_SORTED {
                muted(ui, "Too many entries to sort: they stand in the order of the file");
            }
        }
        self.version += u64::from(is_changed);
    }

    /// What is less often asked for. Whether anything changed.
    fn more(&mut self, ui: &mut Ui) -> bool {
        let width = (ui.available_width() - 8.0) / 2.0;
        let mut kinds = vec![(None, "Any kind")];
        kinds.extend(
            Kind::iter().filter(|kind| *kind != Kind::Bwv).map(|kind| (Some(kind), words::kind(kind))),
        );
        let sections = sections();
        let mut exemptions: Vec<(Option<u8>, &str)> = vec![(None, "Any exemption")];
        exemptions.extend(sections.iter().map(|(section, name)| (Some(*section), name.as_str())));
        let scores = [
            (None, "Any likelihood"),
            (Some(950), "Less sure than 95 %"),
            (Some(850), "Less sure than 85 %"),
            (Some(700), "Less sure than 70 %"),
            (Some(500), "Less sure than 50 %"),
        ];
        let sorts = [
            (Sort::Source, "As in the file"),
            (Sort::MostToDecide, "Most to decide first"),
            (Sort::LeastSure, "Least sure first"),
        ];
        let mut is_changed = false;
        ui.horizontal(|ui| {
            is_changed |= choose(ui, "Kind of words", width, &mut self.kind, &kinds);
            is_changed |= choose(ui, "Exemption", width, &mut self.section, &exemptions);
        });
        ui.horizontal(|ui| {
            is_changed |= choose(ui, "Likelihood", width, &mut self.below_permille, &scores);
            is_changed |= choose(ui, "Order", width, &mut self.sort, &sorts);
        });
        is_changed
    }
}

fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    chosen: &mut T,
    options: &[(T, &str)],
) -> bool {
    let (_, picked) = select(ui, ("entries", name), name, width - 8.0, *chosen, options);
    if let Some(picked) = picked {
        *chosen = picked;
    }
    picked.is_some()
}

/// The sections of Part II, each once, as `(40, "Section 40")`.
fn sections() -> Vec<(u8, String)> {
    let all =
        law::exemptions().iter().filter_map(|exemption| super::super::super::index::section_of(exemption.id));
    let sections: BTreeSet<u8> = all.collect();
    sections.into_iter().map(|section| (section, format!("Section {section}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ScopeChoice;

    #[test]
    fn filters_combine() {
        let entry = |undecided, is_read, is_flag_only| {
            let mut entry = Entry::default();
            (entry.scope, entry.least_permille) = (Some(ScopeChoice::In), 600);
            (entry.undecided, entry.is_read, entry.is_flag_only) = (undecided, is_read, is_flag_only);
            entry
        };
        let mut filters = Filters::default();
        assert!(filters.hold(entry(1, true, false)) && !filters.hold(entry(0, true, false)));
        assert!(filters.is_needs_you());
        filters.on = BTreeSet::from([Filter::Unread, Filter::FlagOnly]);
        assert!(filters.hold(entry(0, false, true)));
        assert!(!filters.hold(entry(0, true, true)) && !filters.hold(entry(0, false, false)));
        filters.on.clear();
        filters.below_permille = Some(700);
        assert!(filters.hold(entry(1, true, false)));
        assert!(!filters.hold(entry(0, false, false)), "nothing waits there");
        filters.below_permille = Some(600);
        assert!(!filters.hold(entry(1, true, false)));
        filters.below_permille = None;
        let mut out = entry(1, false, false);
        out.scope = Some(ScopeChoice::Out);
        assert!(!filters.hold(out));
    }

    #[test]
    fn every_section_is_named_once() {
        let sections = sections();
        assert!(sections.iter().any(|(section, name)| *section == 40 && name == "Section 40"));
        assert!(sections.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
