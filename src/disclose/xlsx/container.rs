//! Reads the ZIP container of a released file, byte by byte: parts end to end, the directory, and
//! nothing between, behind or beside them. Shares nothing with the writer but the deflate layer.

use std::io::{self, BufRead, BufReader, Read, SeekFrom};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use crate::disclose::format::Input;

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const END_BYTES: u64 = 22;
const DESCRIPTOR_BYTES: u64 = 16;
const DEFLATED: u16 = 8;
const STORED: u16 = 0;
/// The one part that is not packed: the first bytes of an OpenDocument file say what it is.
const MIMETYPE: &str = "mimetype";
/// Sizes follow the data.
const HAS_DESCRIPTOR: u16 = 0x0008;
/// The part's name is in UTF-8.
const UTF8_NAME: u16 = 0x0800;
/// Midnight, 1 January 1980: no clock was asked.
const TIME_AND_DATE: (u16, u16) = (0, 0x21);
/// Made on Windows or on Unix; the lower byte is the version needed.
const MADE_ON: [u16; 2] = [0x0000, 0x0300];
/// Version of the format that a packed part needs, and one that is not packed.
const NEEDED: u16 = 20;
const NEEDED_FOR_STORED: u16 = 10;
/// A plain file that its owner may read and write.
const ATTRIBUTES: u32 = 0o100_600 << 16;
/// More parts than any honest file has.
const MOST_PARTS: u16 = 1000;
const BUFFER_BYTES: usize = 1 << 16;

/// One file inside the container.
pub(in crate::disclose) struct Part {
    pub(in crate::disclose) name: String,
    data_at: u64,
    packed: u64,
    unpacked: u64,
    crc: u32,
    flags: u16,
    method: u16,
}

impl Part {
    fn needed(&self) -> u16 {
        if self.method == STORED { NEEDED_FOR_STORED } else { NEEDED }
    }

    fn has_descriptor(&self) -> bool {
        self.flags & HAS_DESCRIPTOR != 0
    }
}

/// Why the container is not one of ours. The bytes of it are not looked into further.
#[derive(Debug)]
pub(in crate::disclose) enum Flaw {
    /// The system refused.
    Io(io::Error),
    /// Something is not as it should be.
    Odd,
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Flaw {
        Flaw::Io(error)
    }
}

/// The parts of a container in which every byte is accounted for.
pub(in crate::disclose) fn parts(input: &mut dyn Input) -> Result<Vec<Part>, Flaw> {
    let byte_len = input.seek(SeekFrom::End(0))?;
    let end_at = byte_len.checked_sub(END_BYTES).ok_or(Flaw::Odd)?;
    let mut end = Header::read(input, end_at, END_BYTES)?;
    end.expect(&END)?;
    end.expect(&[0; 4])?;
    let count = end.u16()?;
    require(end.u16()? == count && count <= MOST_PARTS)?;
    let (central_bytes, central_at) = (u64::from(end.u32()?), u64::from(end.u32()?));
    require(end.u16()? == 0 && central_at + central_bytes == end_at)?;

    let mut central = Header::read(input, central_at, central_bytes)?;
    let mut parts = Vec::new();
    let mut at = 0;
    for _ in 0..count {
        let part = central_entry(&mut central, at)?;
        at = local_entry(input, at, &part)?;
        require(parts.iter().all(|other: &Part| other.name != part.name))?;
        parts.push(part);
    }
    require(central.is_at_end() && at == central_at)?;
    Ok(parts)
}

/// Reads one entry of the directory; its part must begin at byte `at`.
fn central_entry(central: &mut Header, at: u64) -> Result<Part, Flaw> {
    central.expect(&CENTRAL)?;
    let (made_by, needed) = (central.u16()?, central.u16()?);
    require(MADE_ON.contains(&(made_by ^ needed)))?;
    let fixed = Fixed::read(central)?;
    let (name_bytes, extra_bytes, comment_bytes) = (central.u16()?, central.u16()?, central.u16()?);
    let (disk, internal) = (central.u16()?, central.u16()?);
    let (attributes, offset) = (central.u32()?, central.u32()?);
    require(extra_bytes == 0 && comment_bytes == 0 && disk == 0 && internal == 0)?;
    require(attributes == ATTRIBUTES && u64::from(offset) == at)?;
    let name = String::from_utf8(central.bytes(name_bytes.into())?.to_vec()).map_err(|_| Flaw::Odd)?;
    let data_at = at + 30 + u64::from(name_bytes);
    let Fixed { flags, method, crc, packed, unpacked } = fixed;
    let (packed, unpacked) = (u64::from(packed), u64::from(unpacked));
    require(method == DEFLATED || (name == MIMETYPE && at == 0 && packed == unpacked))?;
    let part = Part { name, data_at, packed, unpacked, crc, flags, method };
    require(needed == part.needed())?;
    Ok(part)
}

/// Checks the part's own header and what follows its data; gives the byte after that.
fn local_entry(input: &mut dyn Input, at: u64, part: &Part) -> Result<u64, Flaw> {
    let mut local = Header::read(input, at, part.data_at - at)?;
    local.expect(&LOCAL)?;
    require(local.u16()? == part.needed())?;
    let fixed = Fixed::read(&mut local)?;
    let (name_bytes, extra_bytes) = (local.u16()?, local.u16()?);
    require(fixed.flags == part.flags && fixed.method == part.method && extra_bytes == 0)?;
    let sizes = (fixed.crc, u64::from(fixed.packed), u64::from(fixed.unpacked));
    let known = (part.crc, part.packed, part.unpacked);
    require(sizes == if part.has_descriptor() { (0, 0, 0) } else { known })?;
    require(usize::from(name_bytes) == part.name.len())?;
    local.expect(part.name.as_bytes())?;
    let after = part.data_at + part.packed;
    if !part.has_descriptor() {
        return Ok(after);
    }
    let mut descriptor = Header::read(input, after, DESCRIPTOR_BYTES)?;
    descriptor.expect(&DESCRIPTOR)?;
    let sizes = (descriptor.u32()?, u64::from(descriptor.u32()?), u64::from(descriptor.u32()?));
    require(sizes == known)?;
    Ok(after + DESCRIPTOR_BYTES)
}

/// What both headers of a part say alike.
struct Fixed {
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    unpacked: u32,
}

impl Fixed {
    fn read(header: &mut Header) -> Result<Fixed, Flaw> {
        let (flags, method) = (header.u16()?, header.u16()?);
        require(flags & !(HAS_DESCRIPTOR | UTF8_NAME) == 0 && matches!(method, DEFLATED | STORED))?;
        require((header.u16()?, header.u16()?) == TIME_AND_DATE)?;
        Ok(Fixed { flags, method, crc: header.u32()?, packed: header.u32()?, unpacked: header.u32()? })
    }
}

/// Opens a part; [`Unpacked::finish`] must be asked when all of it has been read.
pub(in crate::disclose) fn open<'i>(input: &'i mut dyn Input, part: &Part) -> io::Result<Unpacked<'i>> {
    input.seek(SeekFrom::Start(part.data_at))?;
    let packed = BufReader::with_capacity(BUFFER_BYTES, input.take(part.packed));
    let inner = match part.method {
        STORED => Inner::Stored(packed),
        _ => Inner::Deflated(DeflateDecoder::new(packed)),
    };
    let summed = Summed { inner, crc: Crc::new(), byte_len: 0 };
    let decoder = BufReader::with_capacity(BUFFER_BYTES, summed);
    Ok(Unpacked { decoder, crc: part.crc, unpacked: part.unpacked })
}

/// The text of a part while it is being unpacked.
pub(in crate::disclose) struct Unpacked<'i> {
    decoder: BufReader<Summed<'i>>,
    crc: u32,
    unpacked: u64,
}

/// Counts and sums what is read.
struct Summed<'i> {
    inner: Inner<'i>,
    crc: Crc,
    byte_len: u64,
}

type Packed<'i> = BufReader<io::Take<&'i mut dyn Input>>;

enum Inner<'i> {
    Deflated(DeflateDecoder<Packed<'i>>),
    Stored(Packed<'i>),
}

impl Unpacked<'_> {
    /// Whether the part held exactly what the directory says, with nothing behind it.
    pub(in crate::disclose) fn finish(mut self) -> io::Result<bool> {
        io::copy(&mut self.decoder, &mut io::sink())?;
        let Summed { inner, crc, byte_len } = self.decoder.into_inner();
        let same = crc.sum() == self.crc && byte_len == self.unpacked;
        let mut rest = match inner {
            Inner::Deflated(inner) => inner.into_inner(),
            Inner::Stored(inner) => inner,
        };
        Ok(same && rest.fill_buf()?.is_empty())
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decoder.read(buffer)
    }
}

impl BufRead for Unpacked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.decoder.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.decoder.consume(count);
    }
}

impl Read for Summed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.inner {
            Inner::Deflated(inner) => inner.read(buffer)?,
            Inner::Stored(inner) => inner.read(buffer)?,
        };
        self.byte_len += count as u64;
        self.crc.update(buffer.get(..count).unwrap_or(&[]));
        Ok(count)
    }
}

fn require(holds: bool) -> Result<(), Flaw> {
    if holds { Ok(()) } else { Err(Flaw::Odd) }
}

/// A few bytes, read from the front.
struct Header {
    bytes: Vec<u8>,
    at: usize,
}

impl Header {
    fn read(input: &mut dyn Input, at: u64, byte_len: u64) -> Result<Header, Flaw> {
        // A directory of the most parts that are read is far below this.
        require(byte_len < 1 << 24)?;
        input.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        input.take(byte_len).read_to_end(&mut bytes)?;
        require(bytes.len() as u64 == byte_len)?;
        Ok(Header { bytes, at: 0 })
    }

    fn bytes(&mut self, count: usize) -> Result<&[u8], Flaw> {
        let bytes = self.bytes.get(self.at..self.at + count).ok_or(Flaw::Odd)?;
        self.at += count;
        Ok(bytes)
    }

    fn expect(&mut self, expected: &[u8]) -> Result<(), Flaw> {
        require(self.bytes(expected.len())? == expected)
    }

    fn u16(&mut self) -> Result<u16, Flaw> {
        let bytes = self.bytes(2)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&mut self) -> Result<u32, Flaw> {
        let (low, high) = (self.u16()?, self.u16()?);
        Ok(u32::from(high) << 16 | u32::from(low))
    }

    fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }
}
