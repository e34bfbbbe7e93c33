//! The zip container of a workbook: its parts by name, each unpacked as a stream and within limits.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::rc::Rc;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::xml::Xml;
use crate::sheet::error::Problem;

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
pub(super) struct Package<R> {
    archive: ZipArchive<R>,
    parts: BTreeMap<String, Part>,
    /// Names that occur more than once.
    doubled: Vec<String>,
}

/// A part of the container.
#[derive(Clone, Debug)]
pub(super) struct Part {
    index: usize,
    /// Its name as the file writes it.
    pub(super) name: String,
    packed: u64,
}

/// A stream of one part.
pub(super) type Stream<'p, R> = Guard<BufReader<ZipFile<'p, R>>>;

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(source: R) -> Result<Package<R>, Problem> {
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
                return Err(Problem::damaged("one of its parts is locked, as no Excel workbook has it"));
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
    pub(super) fn has(&self, part: &str) -> bool {
        self.parts.contains_key(part)
    }

    /// Every part by its normalised name.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &Part)> {
        self.parts.iter().map(|(name, part)| (name.as_str(), part))
    }

    /// Parts that another part of the same name stands in front of.
    pub(super) fn doubled(&self) -> &[String] {
        &self.doubled
    }

    /// Text that the container carries beside its parts.
    pub(super) fn comment(&self) -> String {
        String::from_utf8_lossy(self.archive.comment()).into_owned()
    }

    /// Bytes before the container begins.
    pub(super) fn bytes_before(&self) -> u64 {
        self.archive.offset()
    }

    /// A part as XML, unpacked while it is read.
    pub(super) fn xml(&mut self, part: &str) -> Result<Xml<Stream<'_, R>>, Problem> {
        let missing = || Problem::damaged(format!("its part {part} is missing"));
        let entry = self.parts.get(part).ok_or_else(missing)?;
        let packed = entry.packed;
        let unreadable = |_| Problem::damaged(format!("its part {part} cannot be unpacked"));
        let file = self.archive.by_index(entry.index).map_err(unreadable)?;
        let reader = BufReader::with_capacity(BUFFER_BYTES, file);
        let stopped = Rc::new(Cell::new(false));
        let guard = Guard { inner: reader, packed, unpacked: 0, markup: 0, stopped: stopped.clone() };
        Ok(Xml::new(part, guard, stopped))
    }
}

/// Lower case, forward slashes, no slash in front.
pub(super) fn normalise(name: &str) -> String {
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
pub(super) fn too_big(part: &str) -> String {
    let gigabytes = PART_BYTES >> 30;
    format!(
        "its part {part} unpacks to over {gigabytes} GB, or to more than {PACKED_WELL_RATIO} times its size, \
         as a file made to do harm does"
    )
}

/// Stops a stream that unpacks to too much, and text that never comes to a tag.
pub(super) struct Guard<B> {
    inner: B,
    packed: u64,
    unpacked: u64,
    /// Bytes since the last tag began.
    markup: usize,
    stopped: Rc<Cell<bool>>,
}

impl<F: Read> BufRead for Guard<BufReader<F>> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let much =
            self.unpacked > PACKED_WELL_BYTES && self.unpacked / self.packed.max(1) > PACKED_WELL_RATIO;
        if much || self.unpacked > PART_BYTES || self.markup > MARKUP_BYTES {
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
