//! Builds the container of old Office files.

const SECTOR: usize = 512;
const SMALL: usize = 64;
const CUTOFF: usize = 4096;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const TABLE: u32 = 0xFFFF_FFFD;
const NONE: u32 = 0xFFFF_FFFF;

/// A container of these streams. A path may have one storage: `Storage/Stream`.
pub fn container(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut sectors = Sectors::default();
    let mut small = Vec::new();
    let mut small_next = Vec::new();
    let mut placed = Vec::new();
    for (path, content) in streams {
        let start = if content.is_empty() {
            END
        } else if content.len() < CUTOFF {
            let start = small_next.len() as u32;
            let count = content.len().div_ceil(SMALL) as u32;
            small_next.extend((1..count).map(|n| start + n));
            small_next.push(END);
            small.extend_from_slice(content);
            small.resize(small.len().next_multiple_of(SMALL), 0);
            start
        } else {
            sectors.add(content)
        };
        placed.push((*path, start, content.len()));
    }
    let small_start = if small.is_empty() { END } else { sectors.add(&small) };
    let small_table: Vec<u8> = small_next.iter().flat_map(|next: &u32| next.to_le_bytes()).collect();
    let small_table = if small_table.is_empty() { END } else { sectors.add_filled(&small_table, 0xFF) };
    let directory = sectors.add(&directory(&placed, small_start, small.len()));
    sectors.finish(directory, small_table)
}

fn directory(streams: &[(&str, u32, usize)], small_start: u32, small_len: usize) -> Vec<u8> {
    let mut entries = vec![entry("Root Entry", 5, small_start, small_len)];
    let mut storages: Vec<(&str, usize)> = Vec::new();
    // The last entry of each folder, to which the next is bound; folder 0 is the root.
    let mut last: Vec<(usize, Option<usize>)> = vec![(0, None)];
    for (path, start, len) in streams {
        let (storage, name) = path.split_once('/').map_or((None, *path), |(s, n)| (Some(s), n));
        let folder = match storage {
            None => 0,
            Some(storage) => match storages.iter().find(|(known, _)| *known == storage) {
                Some((_, at)) => *at,
                None => {
                    entries.push(entry(storage, 1, 0, 0));
                    let at = entries.len() - 1;
                    bind(&mut entries, &mut last, 0, at);
                    storages.push((storage, at));
                    last.push((at, None));
                    at
                }
            },
        };
        entries.push(entry(name, 2, *start, *len));
        let at = entries.len() - 1;
        bind(&mut entries, &mut last, folder, at);
    }
    let mut bytes = entries.concat();
    while bytes.len() % SECTOR != 0 {
        let mut unused = vec![0; 128];
        unused[68..80].fill(0xFF);
        bytes.extend(unused);
    }
    bytes
}

/// The first entry of a folder is its child, each further one stands right of the one before.
fn bind(entries: &mut [Vec<u8>], last: &mut [(usize, Option<usize>)], folder: usize, at: usize) {
    let before = last.iter_mut().find(|(of, _)| *of == folder).unwrap();
    let (owner, place) = before.1.map_or((folder, 76), |before| (before, 72));
    entries[owner][place..place + 4].copy_from_slice(&(at as u32).to_le_bytes());
    before.1 = Some(at);
}

fn entry(name: &str, kind: u8, start: u32, len: usize) -> Vec<u8> {
    let mut entry = vec![0; 128];
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..name.len()].copy_from_slice(&name);
    entry[64] = name.len() as u8 + 2;
    entry[66] = kind;
    entry[67] = 1;
    entry[68..80].copy_from_slice(&[NONE.to_le_bytes(); 3].concat());
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&(len as u32).to_le_bytes());
    entry
}

#[derive(Default)]
struct Sectors {
    bytes: Vec<u8>,
    next: Vec<u32>,
}

impl Sectors {
    fn add(&mut self, content: &[u8]) -> u32 {
        self.add_filled(content, 0)
    }

    fn add_filled(&mut self, content: &[u8], fill: u8) -> u32 {
        let start = self.next.len() as u32;
        let count = content.len().div_ceil(SECTOR) as u32;
        self.next.extend((1..count).map(|n| start + n));
        self.next.push(END);
        self.bytes.extend_from_slice(content);
        self.bytes.resize(self.bytes.len().next_multiple_of(SECTOR), fill);
        start
    }

    fn finish(mut self, directory: u32, small_table: u32) -> Vec<u8> {
        let per_table = SECTOR / 4;
        let mut tables = 1;
        while (self.next.len() + tables).div_ceil(per_table) > tables {
            tables += 1;
        }
        let first_table = self.next.len() as u32;
        self.next.extend((0..tables).map(|_| TABLE));
        self.next.resize(tables * per_table, FREE);
        let mut header = vec![0xFF; SECTOR];
        header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        header[8..76].fill(0);
        let mut put = |at: usize, word: u32| header[at..at + 4].copy_from_slice(&word.to_le_bytes());
        put(24, 0x0003_003E);
        put(28, 0x0009_FFFE);
        put(32, 6);
        put(44, tables as u32);
        put(48, directory);
        put(56, CUTOFF as u32);
        put(60, small_table);
        put(64, u32::from(small_table != END));
        put(68, END);
        assert!(tables <= 109, "larger than a test needs");
        (0..tables as u32).for_each(|n| put(76 + 4 * n as usize, first_table + n));
        let table: Vec<u8> = self.next.iter().flat_map(|next| next.to_le_bytes()).collect();
        [header, self.bytes, table].concat()
    }
}
