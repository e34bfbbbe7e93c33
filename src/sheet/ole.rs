//! The container of old Office files: a small file system of streams in chained sectors.
//!
//! Our own reader, because it has to account for what belongs to no stream as well. A sector
//! belongs to at most one stream, so that chains that loop or cross cost nothing.

use super::error::Problem;

/// First bytes of every container.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// A larger container is not read, for it is held in memory.
const MAX_BYTES: usize = 128 << 20;
/// Nor is one of more streams and storages.
const MAX_ENTRIES: usize = 20_000;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Numbers from here on are marks, not sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
const IN_HEADER: usize = 109;

/// A container, opened.
pub(super) struct Container {
    bytes: Vec<u8>,
    sectors: Sectors,
    /// The stream that is cut into the small sectors of short streams.
    short: Vec<u8>,
    entries: Vec<Entry>,
    /// Bytes that are not zero in sectors of no stream.
    loose_bytes: u64,
}

/// A stream of the container.
pub(super) struct Entry {
    /// Names of its storages and its own, joined by `/`. Control characters are left in.
    pub(super) path: String,
    /// Its size in bytes, as the directory says.
    pub(super) size: u64,
    /// Whether no storage leads to it: it was deleted, or hidden.
    pub(super) is_lost: bool,
    is_short: bool,
    /// Its sectors, or `None` where their chain does not hold.
    chain: Option<Vec<u32>>,
}

/// Where the sectors of a container are, and which of them are spoken for.
struct Sectors {
    /// Bytes of one sector.
    size: usize,
    next: Vec<u32>,
    taken: Vec<bool>,
}

impl Container {
    /// Opens a container that was read whole.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Container, Problem> {
        if bytes.len() > MAX_BYTES {
            let what = format!("it is an old Office file of more than {} MB", MAX_BYTES >> 20);
            return Err(Problem::TooBig { what });
        }
        let broken = || Problem::damaged("the chains of its container break off or run in circles");
        let header = Header::read(&bytes).ok_or_else(|| Problem::damaged("the head of its container"))?;
        let mut sectors = Sectors::read(&bytes, &header).ok_or_else(broken)?;
        let chain = sectors.follow(header.directory).ok_or_else(broken)?;
        let directory = sectors.join(&bytes, &chain, usize::MAX);
        let small_next = sectors.follow(header.small_first).unwrap_or_default();
        let small_next = numbers(&sectors.join(&bytes, &small_next, usize::MAX));
        let records = tree(&directory)?;
        let root = records.first().ok_or_else(broken)?;
        let short = match sectors.follow(root.start) {
            Some(chain) => sectors.join(&bytes, &chain, root.size as usize),
            None => Vec::new(),
        };
        let count = short.len().div_ceil(header.small_size);
        let mut small = Sectors::new(header.small_size, small_next, count);
        let mut entries = Vec::new();
        for record in records.iter().skip(1) {
            let is_short = record.size < u64::from(header.cutoff);
            let holder = if is_short { &mut small } else { &mut sectors };
            let chain = if record.size == 0 { Some(Vec::new()) } else { holder.follow(record.start) };
            let needed = record.size.div_ceil(holder.size as u64);
            let chain = chain.filter(|chain| chain.len() as u64 >= needed);
            let Record { path, size, is_lost, .. } = record;
            entries.push(Entry { path: path.clone(), size: *size, is_lost: *is_lost, is_short, chain });
        }
        let loose_bytes = sectors.count_loose(&bytes);
        Ok(Container { bytes, sectors, short, entries, loose_bytes })
    }

    /// Every stream.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The stream of this path, whatever its capitals.
    pub(super) fn find(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| !entry.is_lost && entry.path.eq_ignore_ascii_case(path))
    }

    /// The bytes of a stream.
    pub(super) fn read(&self, entry: &Entry) -> Result<Vec<u8>, Problem> {
        let broken =
            || Problem::damaged(format!("its stream \"{}\" is not there in full", printable(&entry.path)));
        let chain = entry.chain.as_ref().ok_or_else(broken)?;
        let size = usize::try_from(entry.size).map_err(|_| broken())?;
        let stream = if entry.is_short {
            join(&self.short, chain, SMALL_SECTOR, 0, size)
        } else {
            self.sectors.join(&self.bytes, chain, size)
        };
        if stream.len() == size { Ok(stream) } else { Err(broken()) }
    }

    /// Bytes that are not zero in sectors of no stream.
    pub(super) fn loose_bytes(&self) -> u64 {
        self.loose_bytes
    }
}

/// A name without its control characters.
pub(super) fn printable(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).collect()
}

/// Short streams lie in sectors of so many bytes; there is no other size.
const SMALL_SECTOR: usize = 64;

/// What matters of the header.
struct Header {
    sector_size: usize,
    small_size: usize,
    directory: u32,
    cutoff: u32,
    small_first: u32,
    more_first: u32,
    /// Sectors of the table of chains, those in the header.
    tables: Vec<u32>,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Header> {
        let header = bytes.get(..HEADER_BYTES).filter(|header| header.starts_with(MAGIC))?;
        let shift = u16::from_le_bytes([*header.get(30)?, *header.get(31)?]);
        let small_shift = u16::from_le_bytes([*header.get(32)?, *header.get(33)?]);
        let number = |at: usize| word(header, at).unwrap_or(NO_ENTRY);
        if !matches!(shift, 9 | 12) || small_shift != 6 {
            return None;
        }
        let tables = (0..IN_HEADER).map(|at| number(76 + 4 * at)).filter(|&sector| sector < FIRST_MARK);
        Some(Header {
            sector_size: 1 << shift,
            small_size: SMALL_SECTOR,
            directory: number(48),
            cutoff: number(56),
            small_first: number(60),
            more_first: number(68),
            tables: tables.collect(),
        })
    }
}

impl Sectors {
    fn new(size: usize, mut next: Vec<u32>, count: usize) -> Sectors {
        next.truncate(count);
        Sectors { size, next, taken: vec![false; count] }
    }

    /// Puts the table of chains together from its own sectors.
    fn read(bytes: &[u8], header: &Header) -> Option<Sectors> {
        let size = header.sector_size;
        let count = bytes.len().saturating_sub(size).div_ceil(size);
        let mut sectors = Sectors::new(size, Vec::new(), count);
        let mut tables = header.tables.clone();
        // The list of table sectors goes on in sectors of its own, each naming the next.
        let mut more = header.more_first;
        while more < FIRST_MARK {
            sectors.take(more)?;
            let mut listed = numbers(sector(bytes, more, size, size));
            if listed.len() < size / 4 {
                return None;
            }
            more = listed.pop()?;
            tables.extend(listed.into_iter().filter(|&sector| sector < FIRST_MARK));
        }
        for table in tables {
            sectors.take(table)?;
            sectors.next.extend(numbers(sector(bytes, table, size, size)));
        }
        sectors.next.truncate(count);
        Some(sectors)
    }

    /// Claims a sector; `None` if there is none such or it is spoken for.
    fn take(&mut self, number: u32) -> Option<()> {
        let taken = self.taken.get_mut(number as usize).filter(|taken| !**taken)?;
        *taken = true;
        Some(())
    }

    /// Claims the sectors of a chain to its end.
    fn follow(&mut self, first: u32) -> Option<Vec<u32>> {
        let mut chain = Vec::new();
        let mut at = first;
        while at != END_OF_CHAIN {
            self.take(at)?;
            chain.push(at);
            at = self.next.get(at as usize).copied()?;
        }
        Some(chain)
    }

    fn join(&self, bytes: &[u8], chain: &[u32], max: usize) -> Vec<u8> {
        join(bytes, chain, self.size, self.size, max)
    }

    fn count_loose(&self, bytes: &[u8]) -> u64 {
        let free = self.taken.iter().zip(0u32..).filter(|(taken, _)| !**taken).map(|(_, number)| number);
        free.map(|number| count_written(sector(bytes, number, self.size, self.size))).sum()
    }
}

/// Bytes of a free sector that are not filling. Some programs leave the first directory they wrote,
/// which holds its root and nothing else.
fn count_written(sector: &[u8]) -> u64 {
    let written = |bytes: &[u8]| bytes.iter().filter(|byte| !matches!(byte, 0 | 0xFF)).count() as u64;
    match sector.split_at_checked(ENTRY_BYTES) {
        Some((root, rest)) if name(root) == "Root Entry" => written(rest),
        Some(_) | None => written(sector),
    }
}

/// One sector; the last of a file may be short.
fn sector(bytes: &[u8], number: u32, size: usize, first: usize) -> &[u8] {
    let start = (number as usize).saturating_mul(size).saturating_add(first);
    let end = start.saturating_add(size).min(bytes.len());
    bytes.get(start..end).unwrap_or_default()
}

/// Sectors end to end, up to so many bytes.
fn join(bytes: &[u8], chain: &[u32], size: usize, first: usize, max: usize) -> Vec<u8> {
    let mut joined = Vec::with_capacity(max.min(chain.len().saturating_mul(size)));
    for &number in chain {
        let left = max.saturating_sub(joined.len());
        let sector = sector(bytes, number, size, first);
        joined.extend_from_slice(sector.get(..left).unwrap_or(sector));
    }
    joined
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

/// A stream as the directory describes it; the first is the root.
struct Record {
    path: String,
    start: u32,
    size: u64,
    is_lost: bool,
}

const STORAGE: u8 = 1;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// Walks the directory from its root. Streams that nothing leads to come last.
fn tree(directory: &[u8]) -> Result<Vec<Record>, Problem> {
    let circle = || Problem::damaged("the directory of its container runs in circles");
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY_BYTES).collect();
    let kind = |entry: &[u8]| entry.get(66).copied().unwrap_or(0);
    let used = entries.iter().filter(|entry| kind(entry) != 0).count();
    if used > MAX_ENTRIES {
        let what = format!("its container holds more than {MAX_ENTRIES} parts");
        return Err(Problem::TooBig { what });
    }
    let root = entries.first().copied().filter(|entry| kind(entry) == ROOT);
    let root = root.ok_or_else(|| Problem::damaged("its container has no directory"))?;
    let mut records = vec![record(root, String::new(), false)];
    let mut seen = vec![false; entries.len()];
    let mut waiting = vec![(word(root, 76).unwrap_or(NO_ENTRY), String::new())];
    while let Some((number, folder)) = waiting.pop() {
        if number == NO_ENTRY {
            continue;
        }
        let entry = entries.get(number as usize).copied().ok_or_else(circle)?;
        let seen = seen.get_mut(number as usize).ok_or_else(circle)?;
        if std::mem::replace(seen, true) || number == 0 {
            return Err(circle());
        }
        let path = folder.clone() + &name(entry);
        for at in [68, 72] {
            waiting.push((word(entry, at).unwrap_or(NO_ENTRY), folder.clone()));
        }
        match kind(entry) {
            // Storages within storages make long paths; nobody needs more than this.
            STORAGE if path.len() < 1000 => {
                waiting.push((word(entry, 76).unwrap_or(NO_ENTRY), path + "/"));
            }
            STREAM => records.push(record(entry, path, false)),
            _unused => {}
        }
    }
    let lost = entries.iter().zip(&seen).skip(1).filter(|(entry, seen)| !**seen && kind(entry) == STREAM);
    records.extend(lost.map(|(entry, _)| record(entry, name(entry), true)));
    Ok(records)
}

fn record(entry: &[u8], path: String, is_lost: bool) -> Record {
    // The upper half of the size is not set by all writers; a container of so many bytes is refused.
    let size = u64::from(word(entry, 120).unwrap_or(0));
    Record { path, start: word(entry, 116).unwrap_or(NO_ENTRY), size, is_lost }
}

fn name(entry: &[u8]) -> String {
    let length = usize::from(entry.get(64).copied().unwrap_or(0)).saturating_sub(2).min(62);
    let units = entry.get(..length).unwrap_or_default().as_chunks().0;
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(bytes: &mut [u8], at: usize, words: &[u32]) {
        words.iter().enumerate().for_each(|(n, word)| {
            bytes[at + 4 * n..at + 4 * n + 4].copy_from_slice(&word.to_le_bytes());
        });
    }

    /// Sector 0 is the table, 1 the directory, 2 and 3 the stream `Ab` of 4,096 bytes and more.
    fn container(table: &[u32], size: u32) -> Vec<u8> {
        let mut bytes = vec![0; 512 * 13];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[30] = 9;
        bytes[32] = 6;
        put(&mut bytes, 48, &[1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0]);
        put(&mut bytes, 76, &[0; 1]);
        put(&mut bytes, 80, &[NO_ENTRY; 108]);
        put(&mut bytes, 512, table);
        let root = 1024;
        bytes[root + 66] = ROOT;
        put(&mut bytes, root + 68, &[NO_ENTRY, NO_ENTRY, 1]);
        put(&mut bytes, root + 116, &[END_OF_CHAIN, 0]);
        let entry = root + 128;
        bytes[entry] = b'A';
        bytes[entry + 2] = b'b';
        bytes[entry + 64] = 6;
        bytes[entry + 66] = STREAM;
        put(&mut bytes, entry + 68, &[NO_ENTRY, NO_ENTRY, NO_ENTRY]);
        put(&mut bytes, entry + 116, &[2, size]);
        bytes[1536..].fill(7);
        bytes
    }

    const END: u32 = END_OF_CHAIN;

    #[test]
    fn a_stream_is_read_over_its_sectors() {
        let bytes = container(&[0xFFFF_FFFD, END, 3, 4, 5, 6, 7, 8, 9, END, NO_ENTRY, NO_ENTRY], 4096);
        let container = Container::open(bytes).unwrap();
        let entry = container.find("aB").unwrap();
        assert_eq!(container.read(entry).unwrap(), [7; 4096]);
        assert_eq!(container.loose_bytes(), 1024, "two sectors of no stream");
    }

    #[test]
    fn chains_that_do_not_hold() {
        let unreadable = |table: &[u32], size| {
            let container = Container::open(container(table, size)).unwrap();
            assert!(container.read(container.find("Ab").unwrap()).is_err(), "{table:?}");
        };
        unreadable(&[0xFFFF_FFFD, END, 3, 4, 5, 6, 7, 8, 2, END], 4096);
        unreadable(&[0xFFFF_FFFD, END, 3, END], 4096);
        unreadable(&[0xFFFF_FFFD, END, 99, END], 4096);
        unreadable(&[0xFFFF_FFFD, END, 3, 4, 5, 6, 7, 8, 9, END], u32::MAX);
        for table in [[0xFFFF_FFFD, 1], [0xFFFF_FFFD, 0]] {
            assert!(Container::open(container(&table, 4096)).is_err());
        }
    }

    #[test]
    fn directories_that_run_in_circles() {
        let table = [0xFFFF_FFFD, END, 3, 4, 5, 6, 7, 8, 9, END];
        for (at, number) in [(68, 1), (72, 0), (68, 900)] {
            let mut bytes = container(&table, 4096);
            put(&mut bytes, 1024 + 128 + at, &[number]);
            assert!(Container::open(bytes).is_err(), "{at} {number}");
        }
    }
}
