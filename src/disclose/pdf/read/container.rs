//! The file as a whole: objects in order, one table that says where they are, one end. Every byte
//! belongs to something; there is no second revision, and nothing between or behind the objects.

use flate2::{Decompress, FlushDecompress, Status};

use super::object::{Dict, Lexer, Object, Odd, ensure};

const HEAD: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n";
/// Bytes that a stream may unpack to.
const MOST_BYTES: usize = 1 << 28;

/// The objects of a file. Each is taken once or more; what nobody takes does not belong there.
pub(super) struct Container<'b> {
    bytes: &'b [u8],
    /// Where each object begins.
    offsets: Vec<usize>,
    objects: Vec<Entry>,
    /// What the end says: the catalogue, the information, the identifiers.
    pub(super) trailer: Dict,
}

struct Entry {
    object: Object,
    /// What the stream unpacks to, if it is one.
    stream: Option<Vec<u8>>,
    is_known: bool,
}

impl<'b> Container<'b> {
    /// Reads a file of which every byte is accounted for.
    pub(super) fn parse(bytes: &'b [u8]) -> Result<Container<'b>, Odd> {
        let mut lexer = Lexer::new(bytes);
        ensure(lexer.skip(HEAD))?;
        let mut objects = Vec::new();
        let mut offsets = Vec::new();
        while !lexer.rest().starts_with(b"xref\n") {
            offsets.push(lexer.position());
            ensure(lexer.skip(format!("{} 0 obj\n", offsets.len()).as_bytes()))?;
            objects.push(entry(&mut lexer)?);
        }
        let table_at = lexer.position();
        ensure(lexer.skip(table(&offsets).as_bytes()))?;
        let mut trailer = lexer.object()?.dict()?;
        ensure(lexer.skip(format!("\nstartxref\n{table_at}\n%%EOF").as_bytes()))?;
        ensure(lexer.rest().is_empty())?;
        trailer.expect("Size", &Object::Int(offsets.len() as i64 + 1))?;
        Ok(Container { bytes, offsets, objects, trailer })
    }

    /// The object of this number, which is known from now on.
    pub(super) fn object(&mut self, number: u32) -> Result<Object, Odd> {
        let entry = self.entry(number)?;
        ensure(entry.stream.is_none())?;
        Ok(entry.object.clone())
    }

    /// The dictionary of this number, which is known from now on.
    pub(super) fn dict(&mut self, number: u32) -> Result<Dict, Odd> {
        self.object(number)?.dict()
    }

    /// The dictionary that this value leads to.
    pub(super) fn follow(&mut self, value: &Object) -> Result<Dict, Odd> {
        self.dict(value.reference()?)
    }

    /// The stream of this number, without what says how it is packed.
    pub(super) fn stream(&mut self, number: u32) -> Result<(Dict, Vec<u8>), Odd> {
        let entry = self.entry(number)?;
        let bytes = entry.stream.clone().ok_or(Odd)?;
        Ok((entry.object.clone().dict()?, bytes))
    }

    fn entry(&mut self, number: u32) -> Result<&mut Entry, Odd> {
        let at = (number as usize).checked_sub(1).ok_or(Odd)?;
        let entry = self.objects.get_mut(at).ok_or(Odd)?;
        entry.is_known = true;
        Ok(entry)
    }

    /// What stands before the object of this number.
    pub(super) fn before(&self, number: u32) -> Result<&'b [u8], Odd> {
        let offset = (number as usize).checked_sub(1).and_then(|at| self.offsets.get(at)).ok_or(Odd)?;
        self.bytes.get(..*offset).ok_or(Odd)
    }

    /// Numbers of the objects that nobody knows.
    pub(super) fn unknown(&self) -> Vec<usize> {
        let unknown = self.objects.iter().enumerate().filter(|(_, entry)| !entry.is_known);
        unknown.map(|(at, _)| at + 1).collect()
    }

    /// Everything that an object holds, to be searched; of number 0, what the end of the file says.
    ///
    /// Of objects that are known, packed pictures and colours are left out: any two letters stand in
    /// them somewhere.
    pub(super) fn searchable(&self, number: usize) -> Vec<u8> {
        if number == 0 {
            let mut bytes = Vec::new();
            texts(&Object::Dict(self.trailer.clone()), &mut bytes);
            return bytes;
        }
        let Some(entry) = number.checked_sub(1).and_then(|at| self.objects.get(at)) else {
            return Vec::new();
        };
        let mut bytes = Vec::new();
        texts(&entry.object, &mut bytes);
        let is_searched = |stream: &&Vec<u8>| !entry.is_known || std::str::from_utf8(stream).is_ok();
        bytes.extend(entry.stream.iter().filter(is_searched).flatten());
        bytes
    }

    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }
}

/// Every text and name in a value, one a line.
fn texts(object: &Object, into: &mut Vec<u8>) {
    match object {
        Object::Text(bytes) => into.extend(bytes),
        Object::Name(name) => into.extend(name.as_bytes()),
        Object::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Object::Dict(dict) => {
            for (key, value) in dict.clone().into_entries() {
                into.extend(key.as_bytes());
                into.push(b'\n');
                texts(&value, into);
            }
        }
        Object::Null | Object::Bool(_) | Object::Int(_) | Object::Real(_) | Object::Ref(_) => return,
    }
    into.push(b'\n');
}

fn entry(lexer: &mut Lexer<'_>) -> Result<Entry, Odd> {
    let object = lexer.object()?;
    let (object, stream) = if lexer.skip(b"\nstream\n") {
        let mut dict = object.dict()?;
        let len = dict.need("Length")?.index()?;
        let packed = lexer.rest().get(..len).ok_or(Odd)?;
        let bytes = match dict.take("Filter") {
            None => packed.to_vec(),
            Some(filter) => {
                ensure(filter == Object::Name("FlateDecode".to_owned()))?;
                inflate(packed)?
            }
        };
        ensure(lexer.skip(packed) && lexer.skip(b"\nendstream"))?;
        (Object::Dict(dict), Some(bytes))
    } else {
        (object, None)
    };
    ensure(lexer.skip(b"\nendobj\n"))?;
    Ok(Entry { object, stream, is_known: false })
}

/// Unpacks a stream that ends where its bytes end.
fn inflate(packed: &[u8]) -> Result<Vec<u8>, Odd> {
    let mut unpacker = Decompress::new(true);
    let mut bytes = Vec::with_capacity(packed.len() * 4 + 64);
    loop {
        let from = usize::try_from(unpacker.total_in()).map_err(|_| Odd)?;
        let rest = packed.get(from..).ok_or(Odd)?;
        match unpacker.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => break,
            Ok(_) if bytes.len() == bytes.capacity() && bytes.len() < MOST_BYTES => {
                bytes.reserve(bytes.len())
            }
            Ok(_) | Err(_) => return Err(Odd),
        }
    }
    ensure(unpacker.total_in() == packed.len() as u64)?;
    Ok(bytes)
}

/// The table of objects as it must be.
fn table(offsets: &[usize]) -> String {
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", offsets.len() + 1);
    for offset in offsets {
        table.push_str(&format!("{offset:010} 00000 n\r\n"));
    }
    table + "trailer\n"
}
