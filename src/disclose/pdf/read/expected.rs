//! What a file must hold, made from what was released and not from what was written: the tree of its
//! parts with their words, its bookmarks, its running lines.

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;

use super::content::Run;
use crate::disclose::front::front;
use crate::disclose::proof::Place;
use crate::disclose::{Cell, Disclosure, Document, Piece, TextBlock};
use crate::law::style;

/// A file as it must be.
pub(super) struct Expected {
    pub(super) title: String,
    pub(super) made_at: Timestamp,
    /// Width and height of each page in points.
    pub(super) page_size: (f64, f64),
    /// What stands at the head of each page; may be empty.
    pub(super) head: String,
    /// What stands at its foot before the number of the page.
    pub(super) foot: String,
    pub(super) parts: Vec<Part>,
    /// Level and words of each bookmark.
    pub(super) bookmarks: Vec<(u8, String)>,
}

/// A part of the document.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Part {
    /// What it is, as `H1` or `TD`.
    pub(super) role: &'static str,
    /// The title that a heading has.
    pub(super) title: Option<String>,
    pub(super) holds: Holds,
    /// What it is called if it is not as it should be.
    pub(super) place: Place,
}

/// What a part holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Holds {
    Parts(Vec<Part>),
    /// Runs of letters; a run is longer than the letters of one colour that stand together.
    Words(Vec<Run>),
}

/// A4 in points, the shorter side first.
const A4: (f64, f64) = (595.2756, 841.8898);
/// Every so many entries one has a bookmark.
const ENTRIES_PER_BOOKMARK: usize = 50;

impl Part {
    fn group(role: &'static str, parts: Vec<Part>, place: &Place) -> Part {
        Part { role, title: None, holds: Holds::Parts(parts), place: place.clone() }
    }

    fn words(role: &'static str, words: &str, place: &Place) -> Part {
        Part::runs(role, vec![run(&line(words), false)], place)
    }

    fn runs(role: &'static str, runs: Vec<Run>, place: &Place) -> Part {
        Part { role, title: None, holds: Holds::Words(joined(runs)), place: place.clone() }
    }

    fn heading(level: u8, words: &str, place: &Place) -> Part {
        const ROLES: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
        let role = ROLES[usize::from(level.clamp(1, 6)) - 1];
        Part { title: Some(line(words)), ..Part::words(role, words, place) }
    }
}

/// Runs as they are compared: those of one colour together, none empty.
pub(super) fn joined(runs: impl IntoIterator<Item = Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.is_white == run.is_white => last.words.push_str(&run.words),
            _ if run.words.is_empty() => {}
            Some(_) | None => joined.push(run),
        }
    }
    joined
}

fn run(words: &str, is_white: bool) -> Run {
    Run { words: words.to_owned(), is_white }
}

/// A released table as it must be.
pub(super) fn table(disclosure: &Disclosure) -> Expected {
    let front = front(disclosure);
    let meta = disclosure.meta();
    let place = Place::Part("front");
    let facts = front
        .facts
        .iter()
        .map(|(label, value)| Part::runs("P", vec![run(label, false), run(&line(value), false)], &place));
    let reading = front.reading.iter().map(|sentence| Part::words("P", sentence, &place));
    let mut reading: Vec<Part> = reading.collect();
    reading.insert(0, Part::heading(2, READING, &place));
    let mut parts = vec![
        Part::heading(1, &front.title, &place),
        Part::group(
            "Div",
            vec![Part::group("Div", facts.collect(), &place), Part::group("Div", reading, &place)],
            &place,
        ),
    ];
    let mut bookmarks = vec![(1, line(&front.title)), (2, READING.to_owned())];
    if !front.key.is_empty() {
        let rows = front.key.iter().map(|row| {
            vec![
                Part::runs("TD", vec![run(&line(&row.mark), true)], &place),
                Part::words("TD", &row.meaning, &place),
            ]
        });
        let headings = ["Mark", "What it stands for"].map(|words| Part::words("TH", words, &place));
        parts.push(Part::heading(2, KEY, &place));
        parts.push(grid(headings.into(), rows.collect(), &place));
        bookmarks.push((2, KEY.to_owned()));
    }
    parts.push(Part::heading(2, ENTRIES, &place));
    bookmarks.push((2, ENTRIES.to_owned()));
    let headings = disclosure.columns().iter().enumerate();
    let headings =
        headings.map(|(at, column)| Part::words("TH", &column.heading, &Place::Heading { column: at + 1 }));
    let rows = (0..disclosure.row_count()).map(|row| {
        let has_bookmark = row > 0 && row % ENTRIES_PER_BOOKMARK == 0;
        let cells = disclosure.row(row).enumerate();
        cells
            .map(|(at, cell)| {
                let place = Place::Cell { entry: row + 1, column: at + 1 };
                let part = released(cell, &place);
                if at == 0 && has_bookmark { with_bookmark(part, &mut bookmarks) } else { part }
            })
            .collect()
    });
    let rows = rows.collect();
    parts.push(grid(headings.collect(), rows, &Place::Part("table")));
    let draft = if meta.is_draft { style().draft.as_str() } else { "" };
    let foot: Vec<&str> =
        [meta.reference.trim(), draft].into_iter().filter(|part| !part.is_empty()).collect();
    Expected {
        title: line(&front.title),
        made_at: meta.released_at,
        page_size: (A4.1, A4.0),
        head: String::new(),
        foot: line(&foot.join(" · ")),
        parts,
        bookmarks,
    }
}

const READING: &str = "How to read this table";
const KEY: &str = "Key to the marks";
const ENTRIES: &str = "Entries";

fn grid(headings: Vec<Part>, rows: Vec<Vec<Part>>, place: &Place) -> Part {
    let row = |cells| Part::group("TR", cells, place);
    let head = row(headings);
    if rows.is_empty() {
        return Part::group("Table", vec![head], place);
    }
    let body = rows.into_iter().map(row).collect();
    let groups = vec![Part::group("THead", vec![head], place), Part::group("TBody", body, place)];
    Part::group("Table", groups, place)
}

/// A cell of the table: its words, or a paragraph for each of its lines.
fn released(cell: Cell<'_>, place: &Place) -> Part {
    let mut written: Vec<Vec<Run>> = vec![Vec::new()];
    for piece in cell.pieces() {
        match piece {
            Piece::Withheld(mark) => last(&mut written).push(run(mark.text(), true)),
            Piece::Text(words) => {
                for (at, words) in lines(words).into_iter().enumerate() {
                    if at > 0 {
                        written.push(Vec::new());
                    }
                    last(&mut written).push(run(&words, false));
                }
            }
        }
    }
    if let [runs] = &mut written[..] {
        return Part::runs("TD", std::mem::take(runs), place);
    }
    let paragraphs = written.into_iter().map(|runs| {
        let runs = joined(runs);
        // A line without words holds a space that does not break, so that it stays a line.
        Part::runs("P", if runs.is_empty() { vec![run("\u{a0}", false)] } else { runs }, place)
    });
    Part::group("TD", paragraphs.collect(), place)
}

fn last(lines: &mut Vec<Vec<Run>>) -> &mut Vec<Run> {
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    let at = lines.len() - 1;
    &mut lines[at]
}

/// The number of an entry as a heading.
fn with_bookmark(part: Part, bookmarks: &mut Vec<(u8, String)>) -> Part {
    let Holds::Words(runs) = part.holds else { return part };
    let number: String = runs.iter().map(|run| run.words.as_str()).collect();
    bookmarks.push((3, format!("Entry {number}")));
    let heading =
        Part { title: Some(number), role: "H3", holds: Holds::Words(runs), place: part.place.clone() };
    Part { holds: Holds::Parts(vec![heading]), ..part }
}

/// A document as it must be.
pub(super) fn document(document: &Document) -> Expected {
    let mut parts = vec![Part::heading(1, &document.title, &Place::Value("title"))];
    let mut bookmarks = vec![(1, line(&document.title))];
    // The title comes first; a heading is at most one level below the one before.
    let mut deepest = 1;
    let mut number = 0;
    let mut next = || {
        number += 1;
        Place::Text(number)
    };
    for block in &document.blocks {
        match block {
            TextBlock::Heading(level, words) => {
                deepest = level.saturating_add(1).max(2).min(deepest + 1).min(6);
                parts.push(Part::heading(deepest, words, &next()));
                bookmarks.push((deepest, line(words)));
            }
            TextBlock::Paragraph(words) => {
                let place = next();
                // A paragraph without words is none.
                if !line(words).is_empty() {
                    parts.push(Part::words("P", words, &place));
                }
            }
            TextBlock::Bullets(items) => {
                let items = items.iter().map(|item| {
                    let place = next();
                    let body = Part::group("LBody", vec![Part::words("P", shown(item), &place)], &place);
                    Part::group("LI", vec![Part::words("Lbl", "•", &place), body], &place)
                });
                parts.push(Part::group("L", items.collect(), &Place::Part("list")));
            }
            TextBlock::Quote(items) => {
                let items = items.iter().map(|item| Part::words("P", shown(item), &next()));
                parts.push(Part::group("BlockQuote", items.collect(), &Place::Part("quote")));
            }
            TextBlock::Table(table) => {
                let headings = table.headings.iter().map(|words| Part::words("TH", words, &next())).collect();
                let rows = table.rows.iter();
                let rows =
                    rows.map(|row| row.iter().map(|words| Part::words("TD", words, &next())).collect());
                let rows = rows.collect();
                parts.push(grid(headings, rows, &Place::Part("table")));
            }
        }
    }
    Expected {
        title: line(&document.title),
        made_at: document.made_at,
        page_size: A4,
        head: line(&document.running),
        foot: line(&document.running),
        parts,
        bookmarks,
    }
}

/// An item without words holds a space that does not break.
fn shown(item: &str) -> &str {
    if line(item).is_empty() { "\u{a0}" } else { item }
}

/// Words on one line.
fn line(words: &str) -> String {
    lines(words).join(" ")
}

/// The lines of a text as a page shows them. Letters are composed; what nobody sees is gone; a tab is
/// a wide space; of characters that look the same, one stands for all. Spaces stay as they are.
fn lines(text: &str) -> Vec<String> {
    let text = text.nfc().collect::<String>().replace("\r\n", "\n");
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(breaks)
        .map(|line| line.chars().filter(|letter| !is_gone(*letter)).map(seen).collect())
        .collect()
}

fn is_gone(letter: char) -> bool {
    const GONE: [(u32, u32); 9] = [
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x180e, 0x180e),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x2064),
        (0x2066, 0x2069),
        (0xfeff, 0xfeff),
    ];
    GONE.iter().any(|&(first, last)| (first..=last).contains(&u32::from(letter)))
}

fn seen(letter: char) -> char {
    const SAME: [(char, char); 16] = [
        ('\t', '\u{2003}'),
        ('ɩ', 'ι'),
        ('∆', 'Δ'),
        ('▻', '▷'),
        ('◅', '◁'),
        ('►', '▶'),
        ('◄', '◀'),
        ('➀', '①'),
        ('➁', '②'),
        ('➂', '③'),
        ('➃', '④'),
        ('➄', '⑤'),
        ('➅', '⑥'),
        ('➆', '⑦'),
        ('➇', '⑧'),
        ('➈', '⑨'),
    ];
    SAME.iter().find(|(known, _)| *known == letter).map_or(letter, |&(_, shown)| shown)
}
