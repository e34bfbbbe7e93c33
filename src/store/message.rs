//! Values as records: JSON, deflated, and cut into pieces of bounded size, so that neither writing
//! nor reading a large sheet needs it in memory a second time.
//!
//! A record's plain text is `envelope (1 byte) | kind (1 byte) | place (1 byte) | piece`. The pieces
//! of a message, one after the other, are one raw deflate stream.

use std::io::{self, BufReader, BufWriter, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Problem;
use super::chain::{Appender, BreakCause, Halt, Records};

/// Bytes of a record's plain text at most.
pub(super) const CHUNK_LEN: usize = 1 << 20;
/// Bytes of a message's JSON at most: reading a hostile file must come to an end.
const MESSAGE_MAX: u64 = 8 << 30;
const ENVELOPE: u8 = 1;
const ENVELOPE_LEN: usize = 3;
const FIRST: u8 = 1;
const LAST: u8 = 2;
const BUFFER_LEN: usize = 64 << 10;

/// What a message holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// What an import brought, without the sheet.
    Import,
    /// The imported sheet.
    Sheet,
    /// One event.
    Event,
}

const KINDS: [(u8, Kind); 3] = [(1, Kind::Import), (2, Kind::Sheet), (3, Kind::Event)];

/// Appends one message.
pub(super) fn write(
    appender: &mut Appender<'_>,
    kind: Kind,
    message: &impl Serialize,
) -> Result<(), Problem> {
    let number = KINDS.iter().find(|(_, known)| *known == kind).map_or(0, |(number, _)| *number);
    let pieces = PieceWriter { appender, record: vec![ENVELOPE, number, FIRST] };
    let deflated = DeflateEncoder::new(pieces, Compression::fast());
    let mut out = BufWriter::with_capacity(BUFFER_LEN, deflated);
    serde_json::to_writer(&mut out, message).map_err(|error| {
        if error.is_io() { Problem::from(io::Error::from(error)) } else { Problem::NotWritable }
    })?;
    let deflated = out.into_inner().map_err(|error| Problem::from(error.into_error()))?;
    if deflated.total_in() > MESSAGE_MAX {
        return Err(Problem::TooLarge);
    }
    deflated.finish()?.finish()
}

/// Cuts a stream into records.
struct PieceWriter<'w, 't> {
    appender: &'w mut Appender<'t>,
    record: Vec<u8>,
}

impl PieceWriter<'_, '_> {
    fn finish(mut self) -> Result<(), Problem> {
        self.record[2] |= LAST;
        self.appender.append(&self.record)
    }
}

impl Write for PieceWriter<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.record.len() == CHUNK_LEN {
            self.appender.append(&self.record).map_err(io::Error::other)?;
            self.record.truncate(ENVELOPE_LEN);
            self.record[2] = 0;
        }
        let taken = bytes.len().min(CHUNK_LEN - self.record.len());
        self.record.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One message as it is being read.
pub(super) struct Message<'m, 'r, 's> {
    /// What it holds; `None` if this program does not know.
    pub(super) kind: Option<Kind>,
    /// Number of its first record.
    pub(super) sequence: u64,
    pieces: PieceReader<'m, 'r, 's>,
}

/// Puts the pieces of a message together again.
struct PieceReader<'m, 'r, 's> {
    records: &'m mut Records<'r, 's>,
    record: Vec<u8>,
    at: usize,
    kind: u8,
    /// Why there is no more, if not because this is the end.
    halt: Option<Halt>,
}

/// The next message; `None` at the end of the log.
pub(super) fn next<'m, 'r, 's>(
    records: &'m mut Records<'r, 's>,
) -> Result<Option<Message<'m, 'r, 's>>, Halt> {
    let Some(record) = records.next()? else { return Ok(None) };
    let sequence = records.tip.sequence;
    let Some(&[envelope, number, place]) = record.first_chunk() else {
        return Err(Halt::Problem(Problem::NotUnderstood { sequence }));
    };
    if envelope != ENVELOPE || place & FIRST == 0 {
        return Err(Halt::Problem(Problem::NotUnderstood { sequence }));
    }
    let kind = KINDS.iter().find(|(known, _)| *known == number).map(|(_, kind)| *kind);
    let pieces = PieceReader { records, record, at: ENVELOPE_LEN, kind: number, halt: None };
    Ok(Some(Message { kind, sequence, pieces }))
}

impl Message<'_, '_, '_> {
    /// The value it holds, verified to its end.
    pub(super) fn decode<T: DeserializeOwned>(mut self) -> Result<T, Halt> {
        let sequence = self.sequence;
        let inflated = DeflateDecoder::new(&mut self.pieces).take(MESSAGE_MAX);
        let value = serde_json::from_reader(BufReader::with_capacity(BUFFER_LEN, inflated));
        // A broken chain comes before what follows from it.
        self.skip()?;
        value.map_err(|_| Halt::Problem(Problem::NotUnderstood { sequence }))
    }

    /// Verifies it to its end without looking into it.
    pub(super) fn skip(mut self) -> Result<(), Halt> {
        if let Some(halt) = self.pieces.halt.take() {
            return Err(halt);
        }
        while self.pieces.next_piece()? {}
        Ok(())
    }
}

impl PieceReader<'_, '_, '_> {
    /// Goes on to the next record; `false` if this was the last.
    fn next_piece(&mut self) -> Result<bool, Halt> {
        if self.record.get(2).is_none_or(|place| place & LAST != 0) {
            return Ok(false);
        }
        let Some(record) = self.records.next()? else {
            return Err(self.records.broken(BreakCause::Missing));
        };
        match record.first_chunk() {
            Some(&[ENVELOPE, kind, place]) if kind == self.kind && place & FIRST == 0 => {
                self.record = record;
                self.at = ENVELOPE_LEN;
                Ok(true)
            }
            Some(_) | None => {
                Err(Halt::Problem(Problem::NotUnderstood { sequence: self.records.tip.sequence }))
            }
        }
    }
}

impl Read for PieceReader<'_, '_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.record.len() {
            match self.next_piece() {
                Ok(true) => {}
                Ok(false) => return Ok(0),
                Err(halt) => {
                    self.halt = Some(halt);
                    return Err(io::Error::other("the log ends here"));
                }
            }
        }
        let mut rest = self.record.get(self.at..).unwrap_or_default();
        let read = rest.read(out)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::chain::{ALL_RECORDS, read_tip};
    use super::super::{Cost, Key, database, header::Header};
    use super::*;

    /// What the first message of a case with these records is.
    fn first(records: &[&[u8]]) -> Result<Option<Kind>, Problem> {
        let folder = tempfile::tempdir().unwrap();
        let (header, sealer) = Header::create(&Key::None, Cost::default()).unwrap();
        let mut database = database::create(&folder.path().join(Path::new("x")), &header).unwrap();
        let mut appender = Appender::begin(&mut database, &sealer, &sealer.before_all()).unwrap();
        records.iter().for_each(|record| appender.append(record).unwrap());
        appender.commit().unwrap();
        let end = read_tip(&database, &sealer).unwrap();
        let mut statement = database.prepare(ALL_RECORDS).unwrap();
        let mut rows = statement.query(()).unwrap();
        let mut records = Records::new(&mut rows, &sealer, end, None);
        let read = next(&mut records).and_then(|message| {
            let Some(message) = message else { return Ok(None) };
            let kind = message.kind;
            message.skip().map(|()| kind)
        });
        read.map_err(|halt| match halt {
            Halt::Problem(problem) => problem,
            Halt::Broken(broken) => Problem::Damaged(broken),
        })
    }

    #[test]
    fn knows_its_kinds_and_no_others() {
        assert_eq!(first(&[&[ENVELOPE, 3, FIRST | LAST]]).unwrap(), Some(Kind::Event));
        assert_eq!(first(&[&[ENVELOPE, 2, FIRST], &[ENVELOPE, 2, LAST]]).unwrap(), Some(Kind::Sheet));
        assert_eq!(first(&[&[ENVELOPE, 9, FIRST | LAST]]).unwrap(), None);
        assert_eq!(first(&[]).unwrap(), None);
    }

    #[test]
    fn refuses_what_only_another_program_writes() {
        let check = |records: &[&[u8]], sequence: u64| {
            let problem = first(records).unwrap_err();
            assert!(
                matches!(problem, Problem::NotUnderstood { sequence: at } if at == sequence),
                "{problem}"
            );
        };
        check(&[&[]], 1);
        check(&[&[ENVELOPE + 1, 3, FIRST | LAST]], 1);
        check(&[&[ENVELOPE, 3, LAST]], 1);
        check(&[&[ENVELOPE, 3, FIRST], &[ENVELOPE, 3, FIRST | LAST]], 2);
        check(&[&[ENVELOPE, 3, FIRST], &[ENVELOPE, 2, LAST]], 2);
    }

    #[test]
    fn a_message_without_an_end_is_broken_there() {
        let Err(Problem::Damaged(broken)) = first(&[&[ENVELOPE, 3, FIRST]]) else { panic!("not noticed") };
        assert_eq!((broken.sequence, broken.cause), (2, BreakCause::Missing));
    }
}
