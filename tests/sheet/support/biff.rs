//! Builds old Excel workbooks record by record, so that a test says exactly what is in the file.

use withheld::sheet::{Import, ReadError, ReadOptions, read_bytes};

use super::ole::container;

/// A record.
pub fn record(id: u16, body: &[u8]) -> Vec<u8> {
    let mut record = id.to_le_bytes().to_vec();
    record.extend((body.len() as u16).to_le_bytes());
    record.extend_from_slice(body);
    record
}

/// Numbers of two bytes each.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text of Excel 97 with a length of two bytes, in one byte a letter if that does.
pub fn long(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = words(&[units.len() as u16]);
    bytes.extend(letters(&units));
    bytes
}

/// The same with a length of one byte.
pub fn short(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = vec![units.len() as u8];
    bytes.extend(letters(&units));
    bytes
}

fn letters(units: &[u16]) -> Vec<u8> {
    if units.iter().all(|unit| *unit < 256) {
        let mut bytes = vec![0];
        bytes.extend(units.iter().map(|unit| *unit as u8));
        bytes
    } else {
        let mut bytes = vec![1];
        bytes.extend(words(units));
        bytes
    }
}

/// A text in a cell.
pub fn label(row: u16, column: u16, style: u16, text: &str) -> Vec<u8> {
    record(0x0204, &[words(&[row, column, style]), long(text)].concat())
}

/// A number in a cell.
pub fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[words(&[row, column, style]), value.to_le_bytes().to_vec()].concat())
}

/// A formula with its result and its tokens.
pub fn formula(row: u16, column: u16, result: [u8; 8], tokens: &[u8]) -> Vec<u8> {
    let head = [words(&[row, column, 0]), result.to_vec(), vec![0; 6], words(&[tokens.len() as u16])];
    record(0x0006, &[head.concat(), tokens.to_vec()].concat())
}

/// What is said of a row: its height in twentieths of a point, whether it is hidden.
pub fn row(row: u16, height: u16, hidden: bool) -> Vec<u8> {
    record(0x0208, &words(&[row, 0, 3, height, 0, 0, if hidden { 0x20 } else { 0 }, 0x0F]))
}

/// A plain table as the records of its cells.
pub fn plain() -> Vec<u8> {
    let rows = [["Ref", "Name", "Summary"], ["1", "Okafor", "He left."], ["2", "Hurst", "She left."]];
    let cells = (0u16..).zip(rows).flat_map(|(at, cells)| {
        (0u16..).zip(cells).map(move |(column, text)| label(at, column, 0, text)).collect::<Vec<_>>()
    });
    cells.flatten().collect()
}

/// A workbook under construction.
#[derive(Clone)]
pub struct Xls {
    /// Whether it is of Excel 97, or of Excel 5.
    pub is_biff8: bool,
    /// Name, state, kind and records of each sheet.
    pub sheets: Vec<(String, u8, u8, Vec<u8>)>,
    /// Records of the workbook itself, before and after the list of sheets.
    pub before: Vec<u8>,
    pub after: Vec<u8>,
    /// Bytes behind the last sheet.
    pub tail: Vec<u8>,
    /// Further streams.
    pub streams: Vec<(&'static str, Vec<u8>)>,
}

impl Default for Xls {
    fn default() -> Xls {
        Xls {
            is_biff8: true,
            sheets: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            tail: Vec::new(),
            streams: Vec::new(),
        }
    }
}

impl Xls {
    /// A visible sheet with these records.
    pub fn sheet(self, name: &str, records: &[Vec<u8>]) -> Xls {
        self.sheet_as(name, 0, 0, records)
    }

    /// A sheet with a state (1 hidden, 2 very hidden) and a kind (1 macros, 2 chart, 6 module).
    pub fn sheet_as(mut self, name: &str, state: u8, kind: u8, records: &[Vec<u8>]) -> Xls {
        self.sheets.push((name.to_owned(), state, kind, records.concat()));
        self
    }

    /// Further records of the workbook itself, before the list of sheets.
    pub fn global(mut self, id: u16, body: &[u8]) -> Xls {
        self.before.extend(record(id, body));
        self
    }

    /// A further stream.
    pub fn stream(mut self, path: &'static str, content: &[u8]) -> Xls {
        self.streams.push((path, content.to_vec()));
        self
    }

    /// The workbook's stream.
    pub fn workbook(&self) -> Vec<u8> {
        let version = if self.is_biff8 { 0x0600 } else { 0x0500 };
        let begin = |kind: u16| record(0x0809, &words(&[version, kind, 0, 0, 0, 0, 0, 0]));
        let entry = |at: u32, (name, state, kind, _): &(String, u8, u8, Vec<u8>)| {
            let name = if self.is_biff8 {
                short(name)
            } else {
                [vec![name.len() as u8], name.as_bytes().to_vec()].concat()
            };
            record(0x0085, &[at.to_le_bytes().to_vec(), vec![*state, *kind], name].concat())
        };
        let end = record(0x000A, &[]);
        let list_len: usize = self.sheets.iter().map(|sheet| entry(0, sheet).len()).sum();
        let head = [begin(5), self.before.clone()].concat();
        let mut at = head.len() + list_len + self.after.len() + end.len();
        let mut list = Vec::new();
        let mut sheets = Vec::new();
        for sheet in &self.sheets {
            list.extend(entry(at as u32, sheet));
            let kind = [0x10, 0x40, 0x20, 0x10, 0x10, 0x10, 0x06][usize::from(sheet.2)];
            let whole = [begin(kind), sheet.3.clone(), end.clone()].concat();
            at += whole.len();
            sheets.extend(whole);
        }
        [head, list, self.after.clone(), end, sheets, self.tail.clone()].concat()
    }

    /// The finished file.
    pub fn bytes(&self) -> Vec<u8> {
        let main = if self.is_biff8 { "Workbook" } else { "Book" };
        let mut streams: Vec<(&str, Vec<u8>)> = vec![(main, self.workbook())];
        streams.extend(self.streams.iter().map(|(path, content)| (*path, content.clone())));
        container(&streams)
    }

    /// Reads it.
    pub fn read(&self) -> Result<Import, ReadError> {
        read_bytes("cases.xls", &self.bytes(), &ReadOptions::default())
    }
}
