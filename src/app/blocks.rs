//! What stands in the way of a release, in groups. Made on the clerk's side: there may be hundreds of
//! thousands.

use std::ops::Range;

use crate::review::{Block, BlockKind, MARKS_OF_THE_SOURCE, NO_CASE_IS_ONGOING};
use crate::text::SensitiveString;

/// Everything that stands in the way, by kind; what is about open words by the words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Blocks {
    blocks: Vec<Block>,
    groups: Vec<Group>,
}

/// What stands in the way for one reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Group {
    pub(super) kind: BlockKind,
    /// Whether it is about the sheet or case as a whole rather than about single rows.
    pub(super) is_whole: bool,
    range: Range<usize>,
    /// Where it is about words: those about the same words.
    words: Vec<Range<usize>>,
}

/// One line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    Group(usize),
    /// Words of a group.
    Words {
        group: usize,
        words: usize,
    },
    Block(usize),
}

/// What can be folded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fold {
    Kind(BlockKind),
    Words(SensitiveString),
}

impl Blocks {
    pub(super) fn of(mut blocks: Vec<Block>) -> Blocks {
        let words_of = |block: &Block| block.words.clone().filter(|_| block.kind == BlockKind::OpenElsewhere);
        blocks.sort_by_cached_key(|block| (block.kind, words_of(block), block.row, block.place));
        let mut groups = Vec::new();
        for range in runs(&blocks, 0..blocks.len(), |block| block.kind) {
            let Some(first) = blocks.get(range.start) else { continue };
            let words = match words_of(first) {
                Some(_) => runs(&blocks, range.clone(), words_of),
                None => Vec::new(),
            };
            groups.push(Group { kind: first.kind, is_whole: first.row.is_none(), range, words });
        }
        Blocks { blocks, groups }
    }

    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// How much there is to do, as the groups count it.
    pub(super) fn to_do(&self) -> u64 {
        self.groups.iter().map(|group| group.count() as u64).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Where those of a kind stand.
    pub(super) fn of_kind(&self, kind: BlockKind) -> Range<usize> {
        let group = self.groups.iter().find(|group| group.kind == kind);
        group.map_or(0..0, |group| group.range.clone())
    }

    pub(super) fn block(&self, at: usize) -> Option<&Block> {
        self.blocks.get(at)
    }

    /// The words of a line, and in how many places they stand openly.
    pub(super) fn words(&self, group: usize, words: usize) -> Option<(&SensitiveString, usize)> {
        let range = self.groups.get(group)?.words.get(words)?;
        let first = self.blocks.get(range.start)?;
        Some((first.words.as_ref()?, range.len()))
    }

    /// Groups with what is unfolded of them.
    pub(super) fn lines(&self, is_open: impl Fn(&Fold) -> bool) -> Vec<Line> {
        let mut lines = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            lines.push(Line::Group(at));
            if !is_open(&Fold::Kind(group.kind)) {
                continue;
            }
            if group.words.is_empty() {
                lines.extend(group.range.clone().map(Line::Block));
            }
            for (number, range) in group.words.iter().enumerate() {
                lines.push(Line::Words { group: at, words: number });
                let words = self.blocks.get(range.start).and_then(|block| block.words.clone());
                if words.is_some_and(|words| is_open(&Fold::Words(words))) {
                    lines.extend(range.clone().map(Line::Block));
                }
            }
        }
        lines
    }
}

impl Group {
    /// How much there is to do: where words are settled at once, the different words count.
    pub(super) fn count(&self) -> usize {
        if self.words.is_empty() { self.range.len() } else { self.words.len() }
    }

    /// The words that settle the whole group, if there are such.
    pub(super) fn settled_by(&self) -> Option<SensitiveString> {
        let is_of_cases = self.kind == BlockKind::Standing && self.is_whole;
        let words = (self.kind == BlockKind::LooksLikeMark)
            .then_some(MARKS_OF_THE_SOURCE)
            .or(is_of_cases.then_some(NO_CASE_IS_ONGOING));
        words.map(SensitiveString::new)
    }
}

/// Ranges of neighbours that are alike.
fn runs<K: PartialEq>(
    blocks: &[Block],
    within: Range<usize>,
    key: impl Fn(&Block) -> K,
) -> Vec<Range<usize>> {
    let offset = within.start;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for run in blocks.get(within).unwrap_or_default().chunk_by(|a, b| key(a) == key(b)) {
        let start = runs.last().map_or(offset, |last| last.end);
        runs.push(start..start + run.len());
    }
    runs
}

/// A sentence of a block as a row says it that names the row of the file already. One sentence alone
/// has no full stop.
pub(super) fn told(block: &Block) -> &str {
    let sentence = block.sentence.as_str();
    let sentence = match sentence.strip_prefix("Row ").and_then(|rest| rest.split_once(" of the file: ")) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        Some(_) | None => sentence,
    };
    match sentence.strip_suffix('.') {
        Some(alone) if !alone.contains(". ") => alone,
        Some(_) | None => sentence,
    }
}

/// Where what stands in the way is put right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Home {
    /// The folder of the force’s texts.
    Texts,
    /// The search, made again.
    Search,
    /// In Load.
    Request,
    Hidden,
    Columns,
    /// The legal checks, in Reasons.
    Checks,
    Scope,
    Review,
}

/// Where this is put right.
pub(super) fn home(block: &Block) -> Home {
    match block.kind {
        BlockKind::Texts => Home::Texts,
        BlockKind::NotSearched => Home::Search,
        BlockKind::NoReference => Home::Request,
        BlockKind::HiddenContent => Home::Hidden,
        BlockKind::Standing if block.row.is_none() => Home::Columns,
        BlockKind::Column => Home::Columns,
        BlockKind::LegalCheck => Home::Checks,
        BlockKind::NothingInScope
        | BlockKind::Scope
        | BlockKind::Standing
        | BlockKind::Criminal
        | BlockKind::Ongoing => Home::Scope,
        BlockKind::Undecided
        | BlockKind::Unread
        | BlockKind::Misuse
        | BlockKind::Query
        | BlockKind::Law
        | BlockKind::LooksLikeMark
        | BlockKind::OpenElsewhere => Home::Review,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Place;
    use crate::sheet::CellId;
    use crate::text::Span;

    fn block(kind: BlockKind, row: u32, words: &str) -> Block {
        let cell = CellId { row, column: 1 };
        let place = Span::new("Grace Park", 0, 5).map(|span| Place { cell, span });
        Block {
            kind,
            row: Some(row),
            column: None,
            sentence: String::new(),
            words: (!words.is_empty()).then(|| SensitiveString::new(words)),
            place: place.filter(|_| !words.is_empty()),
        }
    }

    #[test]
    fn open_words_are_one_line_whatever_the_order_of_rows() {
        let blocks = Blocks::of(vec![
            block(BlockKind::Unread, 4, ""),
            block(BlockKind::OpenElsewhere, 1, "park"),
            block(BlockKind::OpenElsewhere, 2, "grace"),
            block(BlockKind::OpenElsewhere, 3, "park"),
            block(BlockKind::Unread, 9, ""),
        ]);
        let counts: Vec<(BlockKind, usize)> = blocks.groups().iter().map(|g| (g.kind, g.count())).collect();
        assert_eq!(counts, [(BlockKind::Unread, 2), (BlockKind::OpenElsewhere, 2)]);
        assert_eq!((blocks.len(), blocks.to_do()), (5, 4));
        assert_eq!(blocks.words(1, 1).map(|(words, count)| (words.expose(), count)), Some(("park", 2)));

        assert_eq!(blocks.lines(|_| false), [Line::Group(0), Line::Group(1)]);
        let words = |words| Line::Words { group: 1, words };
        let opened = blocks.lines(|fold| *fold == Fold::Kind(BlockKind::OpenElsewhere));
        assert_eq!(opened, [Line::Group(0), Line::Group(1), words(0), words(1)]);
        let all: Vec<Line> = blocks.lines(|_| true);
        assert_eq!(all.len(), 9);
        let rows: Vec<u32> = all
            .iter()
            .filter_map(|line| match line {
                Line::Block(at) => blocks.block(*at)?.row,
                Line::Group(_) | Line::Words { .. } => None,
            })
            .collect();
        assert_eq!(rows, [4, 9, 2, 1, 3]);
    }

    #[test]
    fn what_can_be_settled_at_once_says_under_which_words() {
        let whole = |kind| Block { row: None, ..block(kind, 0, "") };
        let of = |block| Blocks::of(vec![block]).groups()[0].settled_by();
        for (block, words) in [
            (block(BlockKind::LooksLikeMark, 3, ""), Some(MARKS_OF_THE_SOURCE)),
            (whole(BlockKind::Standing), Some(NO_CASE_IS_ONGOING)),
            (block(BlockKind::Standing, 3, ""), None),
            (whole(BlockKind::NoReference), None),
        ] {
            let kind = block.kind;
            assert_eq!(of(block).as_ref().map(|words| words.expose()), words, "{kind:?}");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        let blocks = Blocks::of(Vec::new());
        assert!(blocks.is_empty() && blocks.groups().is_empty() && blocks.lines(|_| true).is_empty());
    }

    #[test]
    fn a_row_is_named_once_and_one_sentence_ends_without_a_stop() {
        let say = |sentence: &str| {
            let block = Block { sentence: sentence.to_owned(), ..block(BlockKind::Unread, 0, "") };
            told(&block).to_owned()
        };
        assert_eq!(say("Row 57 of the file: The entry has not been read."), "The entry has not been read");
        assert_eq!(say("Row 5 of the file: One. Two."), "One. Two.");
        assert_eq!(
            say("Column \"Row 1 of the file: x\": say so."),
            "Column \"Row 1 of the file: x\": say so"
        );
        assert_eq!(say("Row x of the file: y."), "Row x of the file: y");
    }
}
