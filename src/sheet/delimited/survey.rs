//! Looks through a text once to find its encoding, and at its beginning to find its separator.

use std::io::{Read, Seek, SeekFrom};

use super::encoding::{self, Decode, Encoding};
use super::{PIECE_BYTES, fill, separator};
use crate::sheet::error::Problem;
use crate::sheet::sniff::SAVE_AS_XLSX;
use crate::sheet::{ReadOptions, Report, WarningKind};
use crate::text::SensitiveString;

/// What was found.
pub(super) struct Survey {
    pub(super) encoding: Encoding,
    /// Length of the byte-order mark.
    pub(super) mark_bytes: usize,
    pub(super) separator: u8,
    /// Length of a first line `sep=;` in decoded bytes.
    pub(super) named_separator_bytes: usize,
    /// First words that would come out differently in another encoding.
    pub(super) odd_words: Vec<SensitiveString>,
    guessed: bool,
}

/// So many odd words are shown.
const ODD_WORDS: usize = 5;

/// A text of which so many letters are proper UTF-8 for each byte that is not, is UTF-8 with
/// damage; otherwise it is Windows-1252.
const UTF8_LETTERS_PER_STRAY: u64 = 3;

/// Looks through the source.
pub(super) fn survey(source: &mut (impl Read + Seek), options: &ReadOptions) -> Result<Survey, Problem> {
    source.seek(SeekFrom::Start(0)).map_err(|error| Problem::io(&error))?;
    let mut head = vec![0; PIECE_BYTES];
    let n = fill(source, &mut head)?;
    head.truncate(n);
    let whole = n < PIECE_BYTES;

    let mark = encoding::by_mark(&head);
    let (chosen, mark_bytes, guessed) = match (&options.encoding, mark) {
        (Some(wanted), _) => {
            let named = Encoding::named(wanted);
            let named = named.ok_or_else(|| Problem::UnknownEncoding { wanted: wanted.clone() })?;
            (named, mark.filter(|(marked, _)| *marked == named).map_or(0, |(_, bytes)| bytes), false)
        }
        (None, Some((marked, bytes))) => (marked, bytes, false),
        (None, None) => match encoding::by_zeros(&head) {
            Some(wide) => (wide, 0, true),
            None => by_letters(source, &head)?,
        },
    };

    let mut sample = String::new();
    Decode::new(chosen).feed(head.get(mark_bytes..).unwrap_or_default(), whole, &mut sample);
    let named = separator::by_first_line(&sample);
    let found = named.map(|(separator, _)| separator).or_else(|| separator::guess(&sample, whole));
    if found.is_none() && separator::is_fixed_width(&sample) {
        return Err(Problem::other_kind("text whose columns are set by blanks (.prn)", SAVE_AS_XLSX));
    }
    let separator = found.unwrap_or(b',');
    let odd =
        sample.split(|c: char| c.is_whitespace() || c == char::from(separator)).filter(|w| !w.is_ascii());
    let odd_words =
        if guessed { odd.take(ODD_WORDS).map(SensitiveString::new).collect() } else { Vec::new() };
    let named_separator_bytes = named.map_or(0, |(_, bytes)| bytes);
    Ok(Survey { encoding: chosen, mark_bytes, separator, named_separator_bytes, odd_words, guessed })
}

impl Survey {
    /// Reports what was guessed.
    pub(super) fn tell(&self, stem: &str, report: &mut Report) {
        if self.guessed {
            let words: Vec<&str> = self.odd_words.iter().map(SensitiveString::expose).collect();
            let place = format!("{stem}: taken for {}", self.encoding.name());
            report.show(WarningKind::EncodingGuess, place, 1, &words.join(" "));
        }
    }
}

/// UTF-8 or Windows-1252, by every byte of the source. Only the latter is a guess.
fn by_letters(source: &mut impl Read, head: &[u8]) -> Result<(Encoding, usize, bool), Problem> {
    let mut letters = Letters::default();
    letters.count(head);
    let mut piece = vec![0; PIECE_BYTES];
    let mut n = head.len();
    while n >= PIECE_BYTES {
        n = fill(source, &mut piece)?;
        letters.count(piece.get(..n).unwrap_or_default());
    }
    let strays = letters.strays + letters.carry.len() as u64;
    if strays == 0 {
        return Ok((Encoding::Utf8, 0, false));
    }
    if letters.proper >= strays * UTF8_LETTERS_PER_STRAY {
        return Ok((Encoding::Utf8, 0, true));
    }
    Ok((Encoding::Other(encoding_rs::WINDOWS_1252), 0, true))
}

/// Counts letters beyond ASCII.
#[derive(Default)]
struct Letters {
    /// Proper letters of UTF-8.
    proper: u64,
    /// Bytes that belong to none.
    strays: u64,
    /// The last bytes, which may go on in the next piece.
    carry: Vec<u8>,
}

impl Letters {
    fn count(&mut self, bytes: &[u8]) {
        if self.carry.is_empty() && bytes.is_ascii() {
            return;
        }
        let joined = [std::mem::take(&mut self.carry).as_slice(), bytes].concat();
        let mut used = 0;
        for chunk in joined.utf8_chunks() {
            let valid = chunk.valid();
            self.proper += valid.bytes().filter(|byte| *byte >= 0xC0).count() as u64;
            used += valid.len() + chunk.invalid().len();
            if used == joined.len() && chunk.invalid().len() < 4 {
                self.carry = chunk.invalid().to_vec();
            } else {
                self.strays += chunk.invalid().len() as u64;
            }
        }
    }
}
