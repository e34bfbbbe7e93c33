//! What deserves another look before a release, in groups. Keeps nothing from being released. Made on the
//! clerk's side: it looks at every word that goes out.

use std::ops::Range;

use strum::{EnumIter, IntoEnumIterator};

use crate::detect::{Conspicuous, Finding};
use crate::disclose::{Refusal, build, build_info};
use crate::review::{
    FEW_ENTRIES, FewAlike, Jigsaw, Lint, OwnAnswer, Place, Policy, Unmarked, Workspace, jigsaw,
};

/// Why something deserves another look, in the order of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, EnumIter)]
pub(super) enum LookKind {
    /// Legal checks that are open and block nothing.
    Legal,
    /// Entries for which a column of the sheet answers the question of misuse otherwise.
    OwnAnswer,
    /// Values that one entry has alone.
    Alone,
    /// Names that nothing marked.
    Names,
    /// Personal data below the dial.
    LessLikely,
    /// Values that few entries share.
    Few,
    /// Capitals that nothing marked.
    Capitals,
    /// Long numbers that nothing marked.
    Numbers,
    /// Words in quotation marks that nothing marked.
    Quoted,
}

/// A line of the list below a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LookLine {
    Group(LookKind),
    /// Words that nothing marked, by their number.
    Words(usize),
    /// A place of these words.
    Place {
        words: usize,
        at: usize,
    },
    Likely(usize),
    Alike(usize),
    /// What the look at the columns left out, by its number.
    LeftOut(usize),
    Legal,
    /// An entry with two answers, by its number.
    OwnAnswer(usize),
}

/// What can be folded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum LookFold {
    Kind(LookKind),
    Words(usize),
}

/// Everything that deserves another look.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Looks {
    unmarked: Vec<Unmarked>,
    less_likely: Vec<Finding>,
    jigsaw: Jigsaw,
    /// Headings of the release.
    headings: Vec<String>,
    /// Rows of the sheet by entry.
    entries: Vec<u32>,
    legal_count: usize,
    /// Rows of the sheet with another answer of their own about misuse.
    own_answers: Vec<(u32, OwnAnswer)>,
}

impl Looks {
    pub(super) fn of(workspace: &Workspace) -> Looks {
        let disclosure = build(workspace, Policy::Final, &build_info(jiff::Timestamp::UNIX_EPOCH));
        let is_open = |lint: &&Lint| lint.settled.is_none();
        let legal_count = if workspace.paperwork().notice_wanted {
            // They stand in the way of this release, and are listed there.
            0
        } else {
            workspace.lints(Policy::Final).iter().filter(is_open).count()
        };
        Looks {
            unmarked: workspace.unmarked_in_release(),
            less_likely: workspace.leftovers_in_release(),
            jigsaw: jigsaw(&disclosure, FEW_ENTRIES),
            headings: disclosure.columns().iter().map(|column| column.heading.clone()).collect(),
            entries: workspace.entries(Policy::Final),
            legal_count,
            own_answers: workspace.contradictions_in_release(),
        }
    }

    /// How much there is of a kind, as its group counts it.
    pub(super) fn count(&self, kind: LookKind) -> usize {
        match kind {
            LookKind::Legal => self.legal_count,
            LookKind::OwnAnswer => self.own_answers.len(),
            LookKind::Alone => self.jigsaw.alone_count,
            LookKind::Few => self.jigsaw.few_count,
            LookKind::LessLikely => self.less_likely.len(),
            LookKind::Names | LookKind::Capitals | LookKind::Numbers | LookKind::Quoted => {
                self.range(kind).len()
            }
        }
    }

    /// How much there is in all.
    pub(super) fn total(&self) -> u64 {
        LookKind::iter().map(|kind| self.count(kind) as u64).sum()
    }

    pub(super) fn unmarked(&self, at: usize) -> Option<&Unmarked> {
        self.unmarked.get(at)
    }

    pub(super) fn place(&self, words: usize, at: usize) -> Option<Place> {
        self.unmarked.get(words)?.places.get(at).copied()
    }

    pub(super) fn less_likely(&self, at: usize) -> Option<&Finding> {
        self.less_likely.get(at)
    }

    pub(super) fn alike(&self, at: usize) -> Option<&FewAlike> {
        self.jigsaw.found.get(at)
    }

    /// The row of an entry with two answers about misuse, and the sheet's own.
    pub(super) fn own_answer(&self, at: usize) -> Option<(u32, OwnAnswer)> {
        self.own_answers.get(at).copied()
    }

    pub(super) fn left_out(&self, at: usize) -> Option<&str> {
        self.jigsaw.left_out.get(at).map(String::as_str)
    }

    /// The values with their headings, as `Year: 2018 + Outcome: Dismissed`.
    pub(super) fn values(&self, alike: &FewAlike) -> String {
        let heading = |column: usize| self.headings.get(column).map_or("", String::as_str);
        let values = alike.columns.iter().zip(&alike.values);
        values
            .map(|(column, value)| format!("{}: {value}", heading(*column)))
            .collect::<Vec<_>>()
            .join("  +  ")
    }

    /// The row of the sheet of an entry.
    pub(super) fn row(&self, entry: usize) -> Option<u32> {
        self.entries.get(entry).copied()
    }

    /// Groups with what is unfolded of them; groups of nothing are left out.
    pub(super) fn lines(&self, is_open: impl Fn(LookFold) -> bool) -> Vec<LookLine> {
        let mut lines = Vec::new();
        for kind in LookKind::iter().filter(|kind| self.count(*kind) > 0) {
            lines.push(LookLine::Group(kind));
            if !is_open(LookFold::Kind(kind)) {
                continue;
            }
            match kind {
                LookKind::Legal => lines.push(LookLine::Legal),
                LookKind::OwnAnswer => lines.extend((0..self.own_answers.len()).map(LookLine::OwnAnswer)),
                LookKind::LessLikely => lines.extend((0..self.less_likely.len()).map(LookLine::Likely)),
                LookKind::Alone | LookKind::Few => {
                    lines.extend(self.range(kind).map(LookLine::Alike));
                    lines.extend((0..self.jigsaw.left_out.len()).map(LookLine::LeftOut));
                }
                LookKind::Names | LookKind::Capitals | LookKind::Numbers | LookKind::Quoted => {
                    for words in self.range(kind) {
                        lines.push(LookLine::Words(words));
                        if is_open(LookFold::Words(words)) {
                            let places = 0..self.unmarked(words).map_or(0, |unmarked| unmarked.places.len());
                            lines.extend(places.map(|at| LookLine::Place { words, at }));
                        }
                    }
                }
            }
        }
        lines
    }

    /// Where what is listed of a kind stands among those like it, which are in order.
    fn range(&self, kind: LookKind) -> Range<usize> {
        let among = |sort: Conspicuous| {
            let from = self.unmarked.partition_point(|unmarked| unmarked.sort < sort);
            from..self.unmarked.partition_point(|unmarked| unmarked.sort <= sort)
        };
        match kind {
            LookKind::Legal | LookKind::OwnAnswer => 0..0,
            LookKind::Alone => 0..self.alone(),
            LookKind::Few => self.alone()..self.jigsaw.found.len(),
            LookKind::LessLikely => 0..self.less_likely.len(),
            LookKind::Names => among(Conspicuous::Name),
            LookKind::Capitals => among(Conspicuous::Capital),
            LookKind::Numbers => among(Conspicuous::Number),
            LookKind::Quoted => among(Conspicuous::Quoted),
        }
    }

    fn alone(&self) -> usize {
        self.jigsaw.found.partition_point(|alike| alike.entries.len() == 1)
    }
}

/// What a check found.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) blocks: super::blocks::Blocks,
    /// Why a release would be refused although nothing stands in the way.
    pub(super) refusal: Option<Refusal>,
    pub(super) looks: Looks,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Cancel, Options};
    use crate::review::{Event, Imported};

    #[test]
    fn each_group_has_as_many_lines_as_it_counts() {
        let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
        let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
        workspace.apply(Event::Detected(found.into()));
        let looks = Looks::of(&workspace);
        let closed = looks.lines(|_| false);
        let kinds: Vec<LookKind> = LookKind::iter().filter(|kind| looks.count(*kind) > 0).collect();
        assert_eq!(closed, kinds.iter().copied().map(LookLine::Group).collect::<Vec<_>>());
        assert!(kinds.contains(&LookKind::Alone) && kinds.contains(&LookKind::Names), "{kinds:?}");
        for kind in kinds.iter().filter(|kind| !matches!(kind, LookKind::Legal)) {
            let lines = looks.lines(|fold| fold == LookFold::Kind(*kind));
            assert_eq!(lines.len() - closed.len(), looks.count(*kind), "{kind:?}");
        }
        // Everything that is listed leads somewhere.
        for line in looks.lines(|_| true) {
            let row = match line {
                LookLine::Place { words, at } => looks.place(words, at).map(|place| place.cell.row),
                LookLine::Likely(at) => looks.less_likely(at).map(|finding| finding.cell.row),
                LookLine::Alike(at) => looks.alike(at).and_then(|alike| looks.row(*alike.entries.first()?)),
                LookLine::Words(at) => looks.unmarked(at).map(|unmarked| unmarked.places[0].cell.row),
                LookLine::OwnAnswer(at) => looks.own_answer(at).map(|(row, _)| row),
                LookLine::Group(_) | LookLine::LeftOut(_) | LookLine::Legal => continue,
            };
            assert!(row.is_some_and(|row| row < workspace.sheet().row_count()), "{line:?}");
        }
    }
}
