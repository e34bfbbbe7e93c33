//! The zip container of a workbook: its parts by name, each unpacked as a stream and within limits.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::rc::Rc;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::xml::Xml;
use crate::sheet::error::Problem;
use crate::sheet::{Report, WarningKind};

/// No part may unpack to more than this.
const PART_BYTES: u64 = 4 << 30;
/// Nor, once it is larger than this,
const PACKED_WELL_BYTES: u64 = 64 << 20;
/// to more than so many times its packed size. An honest sheet reaches about 100.
const PACKED_WELL_RATIO: u64 = 250;
/// One tag or one piece of text; Excel's cells hold 32,767 characters.
const MARKUP_BYTES: usize = 64 << 20;
/// Unpacked at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// The parts of a workbook, by their names in lower case and with forward slashes.
pub(in crate::sheet) struct Package<R> {
    archive: ZipArchive<R>,
    parts: BTreeMap<String, Part>,
    /// Names that occur more than once.
    doubled: Vec<String>,
}

/// A part of the container.
#[derive(Clone, Debug)]
pub(in crate::sheet) struct Part {
    index: usize,
    /// Its name as the file writes it.
    pub(in crate::sheet) name: String,
    packed: u64,
}

impl Part {
    /// Whether nothing is in it. Packed, nothing can take two bytes.
    pub(in crate::sheet) fn is_empty(&self) -> bool {
        self.packed <= 2
    }
}

/// A stream, and the flag it sets when it goes over a limit.
pub(in crate::sheet) type Guarded<S> = (S, Rc<Cell<bool>>);

/// A stream of one part.
pub(in crate::sheet) type Stream<'p, R> = Guard<BufReader<ZipFile<'p, R>>>;

impl<R: Read + Seek> Package<R> {
    pub(in crate::sheet) fn open(source: R) -> Result<Package<R>, Problem> {
        let broken = || Problem::damaged("its zip directory does not fit");
        let mut archive = ZipArchive::new(source).map_err(|_| broken())?;
        if archive.has_overlapping_files().unwrap_or(true) {
            return Err(Problem::damaged("its parts overlap, as in a file made to do harm"));
        }
        let mut parts = BTreeMap::new();
        let mut doubled = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|_| broken())?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if entry.is_dir() && entry.size() == 0 {
                continue;
            }
            check_size(&name, entry.size(), entry.compressed_size())?;
            if entry.encrypted() {
                return Err(Problem::damaged("one of its parts is locked, as no spreadsheet has it"));
            }
            let part = Part { index, name, packed: entry.compressed_size() };
            if let Some(earlier) = parts.insert(normalise(&part.name), part) {
                doubled.push(earlier.name);
            }
        }
        if archive.has_duplicate_names() {
            doubled.push("several parts of the same name".to_owned());
        }
        Ok(Package { archive, parts, doubled })
    }

    /// Whether there is such a part.
    pub(in crate::sheet) fn has(&self, part: &str) -> bool {
        self.parts.contains_key(part)
    }

    /// Every part by its normalised name.
    pub(in crate::sheet) fn parts(&self) -> impl Iterator<Item = (&str, &Part)> {
        self.parts.iter().map(|(name, part)| (name.as_str(), part))
    }

    /// Reports what the container carries beside its parts: parts behind others of the same name, a
    /// comment, bytes before its beginning.
    pub(in crate::sheet) fn tell_container(&self, report: &mut Report) {
        for name in &self.doubled {
            let place = format!("{name}, behind another part of the same name");
            report.note(WarningKind::UnknownPart, place, 1);
        }
        let comment = String::from_utf8_lossy(self.archive.comment());
        if !comment.is_empty() {
            report.show(WarningKind::UnknownPart, "comment of the zip container", 1, &comment);
        }
        if self.archive.offset() > 0 {
            let place = "bytes before the zip container";
            report.note(WarningKind::UnknownPart, place, self.archive.offset());
        }
    }

    /// A part as XML, unpacked while it is read.
    pub(in crate::sheet) fn xml(&mut self, part: &str) -> Result<Xml<Stream<'_, R>>, Problem> {
        let (stream, stopped) = self.stream(part, MARKUP_BYTES)?;
        Ok(Xml::new(part, stream, stopped))
    }

    /// A part of binary records, unpacked while it is read, and whether it went over a limit.
    pub(in crate::sheet) fn binary(&mut self, part: &str) -> Result<Guarded<Stream<'_, R>>, Problem> {
        self.stream(part, usize::MAX)
    }

    fn stream(&mut self, part: &str, max_markup: usize) -> Result<Guarded<Stream<'_, R>>, Problem> {
        let missing = || Problem::damaged(format!("its part {part} is missing"));
        let entry = self.parts.get(part).ok_or_else(missing)?;
        let packed = entry.packed;
        let unreadable = |_| Problem::damaged(format!("its part {part} cannot be unpacked"));
        let file = self.archive.by_index(entry.index).map_err(unreadable)?;
        Ok(Guard::new(file, packed, max_markup))
    }
}

/// Lower case, forward slashes, no slash in front.
pub(in crate::sheet) fn normalise(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn check_size(name: &str, size: u64, packed: u64) -> Result<(), Problem> {
    let large = size > PACKED_WELL_BYTES && size / packed.max(1) > PACKED_WELL_RATIO;
    if size > PART_BYTES || large {
        return Err(Problem::TooBig { what: too_big(name) });
    }
    Ok(())
}

/// What to say of a part that unpacks to too much.
pub(in crate::sheet) fn too_big(part: &str) -> String {
    let gigabytes = PART_BYTES >> 30;
    format!(
        "its part {part} unpacks to over {gigabytes} GB, or to more than {PACKED_WELL_RATIO} times its size, \
         as a file made to do harm does"
    )
}

/// Stops a stream that unpacks to too much, and text that never comes to a tag.
pub(in crate::sheet) struct Guard<B> {
    inner: B,
    packed: u64,
    unpacked: u64,
    /// Bytes since the last tag began.
    markup: usize,
    max_markup: usize,
    stopped: Rc<Cell<bool>>,
}

impl<F: Read> Guard<BufReader<F>> {
    fn new(file: F, packed: u64, max_markup: usize) -> Guarded<Self> {
        let inner = BufReader::with_capacity(BUFFER_BYTES, file);
        let stopped = Rc::new(Cell::new(false));
        let guard = Guard { inner, packed, unpacked: 0, markup: 0, max_markup, stopped: stopped.clone() };
        (guard, stopped)
    }
}

/// A file that is XML itself, within the limits of a part.
pub(in crate::sheet) fn flat_xml<F: Read>(file: F, byte_len: u64) -> Xml<Guard<BufReader<F>>> {
    let (guard, stopped) = Guard::new(file, byte_len, MARKUP_BYTES);
    Xml::new("document", guard, stopped)
}

impl<F: Read> BufRead for Guard<BufReader<F>> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let much =
            self.unpacked > PACKED_WELL_BYTES && self.unpacked / self.packed.max(1) > PACKED_WELL_RATIO;
        if much || self.unpacked > PART_BYTES || self.markup > self.max_markup {
            self.stopped.set(true);
            return Err(io::Error::other("more than the limit"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        let consumed = self.inner.buffer().get(..bytes).unwrap_or_default();
        match consumed.iter().rposition(|&byte| byte == b'<') {
            Some(at) => self.markup = consumed.len() - at,
            None => self.markup += consumed.len(),
        }
        self.unpacked += consumed.len() as u64;
        self.inner.consume(bytes);
    }
}

impl<F: Read> Read for Guard<BufReader<F>> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n), available.get(..n)) {
            to.copy_from_slice(from);
        }
        self.consume(n);
        Ok(n)
    }
}
