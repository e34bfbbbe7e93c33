//! How wide the columns of a table are, and where a word that is wider must be broken. Depends on
//! headings, marks and what a column is; never on what was withheld.

use super::font;

/// Points of a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// Room to the left and right of the words of a cell, in millimetres.
const INSET: f64 = 3.6;
/// Millimetres by which a column is wider than its widest word, for what is rounded.
const SPARE: f64 = 0.1;
/// Sizes of the type that a column is wide at least; below, every word would be broken.
const LEAST_WIDTH: f64 = 3.0;
/// Letters side by side in the width of one size of the type, about.
const LETTERS_PER_SIZE: f64 = 1.7;

/// The columns of a table.
pub(super) struct Columns {
    /// Shares of the table's width.
    pub(super) shares: Vec<usize>,
    /// Width of the words of each column, in sizes of the type.
    pub(super) widths: Vec<f64>,
}

impl Columns {
    /// Shares out a table so many millimetres wide, set in type of so many points; none if a column
    /// would be too narrow. No column is narrower than the widest word of its heading, unless all words
    /// together are wider than the table.
    pub(super) fn new(
        shares: Vec<usize>,
        headings: &[&str],
        table_mm: f64,
        type_points: f64,
    ) -> Option<Columns> {
        let least = |heading: &&str| widest(heading) * type_points / MILLIMETRE + INSET + SPARE;
        let least: Vec<f64> = headings.iter().map(least).collect();
        let shares = with_room_for(&least, shares, table_mm);
        let all: usize = shares.iter().sum();
        let width = |share: &usize| {
            let column = table_mm * *share as f64 / all.max(1) as f64;
            (column - INSET) * MILLIMETRE / type_points
        };
        let widths: Vec<f64> = shares.iter().map(width).collect();
        widths.iter().all(|&width| width >= LEAST_WIDTH).then_some(Columns { shares, widths })
    }

    /// About how many lines a text takes in a column.
    pub(super) fn lines(&self, column: usize, text: &str) -> usize {
        let usable = self.widths.get(column).map_or(1.0, |width| width * LETTERS_PER_SIZE);
        text.split('\n').map(|line| (line.chars().count() as f64 / usable).ceil().max(1.0) as usize).sum()
    }
}

/// Shares in which each column is at least so many millimetres wide; as they were where they are so already,
/// or where there is no room for it.
fn with_room_for(least: &[f64], shares: Vec<usize>, table_mm: f64) -> Vec<usize> {
    /// Parts of a millimetre that a column can be wide.
    const PARTS: f64 = 100.0;
    if least.len() != shares.len() || least.iter().sum::<f64>() > table_mm {
        return shares;
    }
    // What the others give up may make another column too narrow in its turn.
    let mut held = vec![false; shares.len()];
    loop {
        let taken: f64 = held.iter().zip(least).filter(|(held, _)| **held).map(|(_, least)| *least).sum();
        let open: usize = held.iter().zip(&shares).filter(|(held, _)| !**held).map(|(_, share)| *share).sum();
        let width = |at: usize| (table_mm - taken) * shares[at] as f64 / open.max(1) as f64;
        let narrow: Vec<usize> = (0..shares.len()).filter(|&at| !held[at] && width(at) < least[at]).collect();
        if narrow.is_empty() {
            if !held.contains(&true) {
                return shares;
            }
            let millimetres = |at: usize| if held[at] { least[at] } else { width(at) };
            return (0..shares.len()).map(|at| (millimetres(at) * PARTS).round() as usize).collect();
        }
        for at in narrow {
            held[at] = true;
        }
    }
}

/// How wide words are at least: the widest of what stays on one line, in sizes of the type.
fn widest(words: &str) -> f64 {
    let mut line = Line::new(f64::INFINITY);
    let mut widest: f64 = 0.0;
    for letter in words.chars() {
        line.words(letter.encode_utf8(&mut [0; 4]));
        widest = widest.max(line.run);
    }
    widest
}

/// The words with a line break wherever what must stay on one line is wider than so many sizes of the type.
pub(super) fn broken(words: &str, width: f64) -> String {
    Line::new(width).words(words)
}

/// What stands for a mark among the letters of a line.
const MARK: char = '\u{fffc}';
/// Sizes of the type that a mark is wide beside its words, and the share of the type that they are set in.
const MARK_EDGES: f64 = 0.56;
const MARK_TYPE: f64 = 0.92;

/// A line of a cell as it grows: words and marks between which it cannot end are added up.
pub(super) struct Line {
    width: f64,
    /// Width since the line could last end.
    run: f64,
    /// Width of the blanks behind it.
    blanks: f64,
    /// The last letter that is no blank.
    last: Option<char>,
}

impl Line {
    pub(super) fn new(width: f64) -> Line {
        Line { width, run: 0.0, blanks: 0.0, last: None }
    }

    /// Adds words: they come back with a line break where they would be too wide.
    pub(super) fn words(&mut self, words: &str) -> String {
        let mut broken = String::with_capacity(words.len());
        for letter in words.chars() {
            let advance = font::advance(letter).map_or(0.0, f64::from);
            if letter.is_whitespace() && !is_glue(letter) {
                self.blanks += advance;
                broken.push(letter);
                continue;
            }
            let may_end = self.last.is_none_or(|last| {
                (self.blanks > 0.0 || last == MARK) && !holds_next(last) && !holds_before(letter)
            });
            self.run = if may_end { 0.0 } else { self.run + self.blanks };
            self.blanks = 0.0;
            self.run += advance;
            // A mark above or below a letter stays with it.
            if self.run > self.width
                && advance > 0.0
                && !unicode_normalization::char::is_combining_mark(letter)
            {
                broken.push('\n');
                self.run = advance;
            }
            self.last = Some(letter);
            broken.push(letter);
        }
        broken
    }

    /// Adds a mark. Whether a line break must come before it.
    pub(super) fn mark(&mut self, mark: &str) -> bool {
        let widths = mark_parts(mark).into_iter().map(|part| {
            let letters = part.chars().filter_map(font::advance).map(f64::from);
            letters.sum::<f64>() * MARK_TYPE + MARK_EDGES
        });
        let widths: Vec<f64> = widths.collect();
        let (first, last) = (widths.first().copied(), widths.last().copied());
        let before = if self.last.is_some_and(holds_next) { self.run + self.blanks } else { 0.0 };
        let is_too_wide = before > 0.0 && before + first.unwrap_or(0.0) > self.width;
        // A line may end between the parts of a mark.
        let goes_on = widths.len() == 1 && !is_too_wide;
        self.run = last.unwrap_or(0.0) + if goes_on { before } else { 0.0 };
        self.blanks = 0.0;
        self.last = Some(MARK);
        is_too_wide
    }
}

/// Blanks at which no line ends.
fn is_glue(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Dashes and the like, which words stand around: with a blank between, a line ends before and behind them.
fn is_between_words(letter: char) -> bool {
    matches!(letter, '-' | '–' | '—' | '&')
}

/// Whether a line may not end behind this, whatever blanks follow (Unicode Annex 14, rules 12, 14 and 15).
fn holds_next(letter: char) -> bool {
    is_glue(letter)
        || (!letter.is_alphanumeric()
            && !is_between_words(letter)
            && !matches!(letter, MARK | '.' | ',' | ';' | ':' | '!' | '?' | ')'))
}

/// Whether a line may not end before this, whatever blanks stand between (the same, rules 12, 13 and 15).
fn holds_before(letter: char) -> bool {
    is_glue(letter)
        || (!letter.is_alphanumeric() && !is_between_words(letter) && !matches!(letter, '(' | '£'))
}

/// A mark in parts that stay whole; between them a line may end.
pub(super) fn mark_parts(mark: &str) -> Vec<&str> {
    mark.split_inclusive(", ").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_words_that_are_too_wide() {
        for (words, width, expected) in [
            ("a short line of words", 4.0, "a short line of words"),
            ("MMMMMM", 2.0, "MM\nMM\nMM"),
            ("a MMMM b", 2.0, "a MM\nMM b"),
            ("iiiiii", 2.0, "iiiiii"),
            ("x\u{301}x\u{301}x\u{301}x\u{301}", 1.3, "x\u{301}x\u{301}\nx\u{301}x\u{301}"),
            // No line ends behind an opening bracket, before a closing one, or at a blank that holds.
            ("MM{ MM", 2.8, "MM{ \nMM"),
            ("MM }MM", 2.8, "MM }\nMM"),
            ("MM\u{a0}MM", 2.8, "MM\u{a0}\nMM"),
            // Around a dash with blanks it does.
            ("MM - MM", 2.8, "MM - MM"),
            ("MM – MM & MM", 2.8, "MM – MM & MM"),
            ("MM-MM", 2.8, "MM-\nMM"),
        ] {
            assert_eq!(broken(words, width), expected);
        }
    }

    #[test]
    fn marks_stay_in_their_column() {
        for (before, width, is_broken) in [
            ("MMMM ", 7.0, false),
            ("MMMM{", 7.0, true),
            ("MMMM{ ", 7.0, true),
            ("MMMM(", 20.0, false),
            ("", 1.0, false),
        ] {
            let mut line = Line::new(width);
            assert_eq!(line.words(before), before);
            assert_eq!(line.mark("[s40(2)]"), is_broken, "{before:?}");
        }
        let mut line = Line::new(5.0);
        assert!(!line.mark("[s40(2)]"));
        assert_eq!(line.words(" said"), " said");
        let mut line = Line::new(5.0);
        assert!(!line.mark("[s40(2)]"));
        assert_eq!(line.words(")))MM"), ")\n))MM");
    }

    #[test]
    fn shares_out_the_page() {
        let columns = Columns::new(vec![12, 12, 24, 90], &[""; 4], 269.0, 8.0).unwrap();
        assert!(columns.widths.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(columns.lines(3, ""), 1);
        assert_eq!(columns.lines(3, "a\nb\n\nc"), 4);
        assert!(columns.lines(0, &"x".repeat(100)) > columns.lines(3, &"x".repeat(100)));
        assert!(Columns::new(vec![10; 40], &[""; 40], 269.0, 8.0).is_none());
    }

    #[test]
    fn no_heading_is_broken_inside_a_word_while_there_is_room() {
        let headings =
            ["Entry", "Year", "Misunderstandings", "Investigating Body", "Summary of the complaint"];
        let shares = vec![20, 20, 20, 20, 120];
        let columns = Columns::new(shares.clone(), &headings, 269.0, 8.0).unwrap();
        for (heading, width) in headings.iter().zip(&columns.widths) {
            assert_eq!(broken(heading, *width), *heading, "{width}");
        }
        // The rest is shared out as before, and all of the table is taken.
        assert!(columns.widths[4] > columns.widths[3]);
        let all: usize = columns.shares.iter().sum();
        assert!((26_800..=27_000).contains(&all), "{all}");
        // Where each column is wide enough, and where not all can be, shares stay as they are.
        let wide = Columns::new(vec![50; 3], &["Year", "Type", "Outcome"], 269.0, 8.0).unwrap();
        assert_eq!(wide.shares, [50; 3]);
        let long = "Misunderstandings".repeat(4);
        let headings = [long.as_str(); 5];
        assert_eq!(Columns::new(shares.clone(), &headings, 269.0, 8.0).map(|c| c.shares), Some(shares));
    }

    #[test]
    fn parts_marks() {
        assert_eq!(mark_parts("[s40(2)]"), ["[s40(2)]"]);
        assert_eq!(mark_parts("[s31(1)(a), s40(2)]"), ["[s31(1)(a), ", "s40(2)]"]);
    }
}
