//! A PDF taken apart, to be changed and put together again as the honest writer puts it together.

#![allow(clippy::string_slice, reason = "what is cut here is ASCII; a panic is how a test fails")]

use std::hash::Hash;
use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use siphasher::sip128::{Hasher128, SipHasher13};
use withheld::disclose::Disclosure;

use super::format;
use super::support::written;

const HEAD: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n";

/// The objects of an honest file, in order, from number 1.
pub(super) struct Objects {
    pub(super) objects: Vec<Object>,
    pub(super) trailer: String,
}

/// A dictionary or another value, and the stream behind it.
pub(super) struct Object {
    pub(super) value: String,
    pub(super) stream: Option<Stream>,
}

pub(super) struct Stream {
    is_packed: bool,
    pub(super) bytes: Vec<u8>,
    /// Bytes behind the end of what is packed.
    pub(super) behind: Vec<u8>,
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).position(|window| window == what).unwrap()
}

impl Objects {
    pub(super) fn honest(disclosure: &Disclosure) -> Objects {
        Objects::of(&written(&format("pdf"), disclosure))
    }

    pub(super) fn of(bytes: &[u8]) -> Objects {
        let mut rest = bytes.strip_prefix(HEAD).unwrap();
        let mut objects = Vec::new();
        while !rest.starts_with(b"xref\n") {
            rest = rest.strip_prefix(format!("{} 0 obj\n", objects.len() + 1).as_bytes()).unwrap();
            let (object, after) = Object::read(rest);
            objects.push(object);
            rest = after.strip_prefix(b"\nendobj\n").unwrap();
        }
        let from = find(rest, b"trailer\n") + 8;
        let to = find(rest, b"\nstartxref\n");
        Objects { objects, trailer: String::from_utf8(rest[from..to].to_vec()).unwrap() }
    }

    /// Puts the file together; its identifier is what the honest writer would have made of it.
    pub(super) fn pack(&mut self) -> Vec<u8> {
        let is_metadata = |object: &Object| object.value.contains("/Type/Metadata");
        let metadata = self.objects.iter().position(is_metadata).unwrap();
        let old = self.trailer.split("/ID[(").nth(1).unwrap()[..24].to_owned();
        let (bytes, offsets) = self.packed();
        let new = identity(&bytes[..offsets[metadata]]);
        self.trailer = self.trailer.replace(&old, &new);
        let packet = self.objects[metadata].stream.as_mut().unwrap();
        packet.bytes = String::from_utf8(packet.bytes.clone()).unwrap().replace(&old, &new).into_bytes();
        self.packed().0
    }

    fn packed(&self) -> (Vec<u8>, Vec<usize>) {
        let mut bytes = HEAD.to_vec();
        let mut offsets = Vec::new();
        for object in &self.objects {
            offsets.push(bytes.len());
            bytes.extend(format!("{} 0 obj\n", offsets.len()).as_bytes());
            object.write(&mut bytes);
            bytes.extend(b"\nendobj\n");
        }
        let table_at = bytes.len();
        let count = offsets.len() + 1;
        bytes.extend(format!("xref\n0 {count}\n0000000000 65535 f\r\n").as_bytes());
        for offset in &offsets {
            bytes.extend(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
        let size = self.trailer.find("/Size ").unwrap() + 6;
        let digits = self.trailer[size..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, after) = (&self.trailer[..size], &self.trailer[size + digits..]);
        bytes.extend(format!("trailer\n{before}{count}{after}\nstartxref\n{table_at}\n%%EOF").as_bytes());
        (bytes, offsets)
    }

    /// Replaces in the first value that holds it.
    pub(super) fn replace(&mut self, from: &str, to: &str) {
        let object = self.objects.iter_mut().find(|object| object.value.contains(from));
        let value = &mut object.unwrap_or_else(|| panic!("no object holds {from}")).value;
        *value = value.replacen(from, to, 1);
    }

    /// Replaces in the first stream that holds it.
    pub(super) fn replace_in_stream(&mut self, from: &str, to: &str) {
        let mut streams = self.objects.iter_mut().filter_map(|object| object.stream.as_mut());
        let found = |bytes: &[u8]| bytes.windows(from.len()).position(|window| window == from.as_bytes());
        let (stream, at) = streams
            .find_map(|stream| found(&stream.bytes).map(|at| (stream, at)))
            .unwrap_or_else(|| panic!("no stream holds {from}"));
        stream.bytes.splice(at..at + from.len(), to.bytes());
    }

    /// Adds an object; gives its number.
    pub(super) fn add(&mut self, value: &str, stream: Option<&[u8]>) -> usize {
        let stream =
            stream.map(|bytes| Stream { is_packed: false, bytes: bytes.to_vec(), behind: Vec::new() });
        let value = match &stream {
            Some(stream) => value.replacen("<<", &format!("<</Length {}", stream.bytes.len()), 1),
            None => value.to_owned(),
        };
        self.objects.push(Object { value, stream });
        self.objects.len()
    }

    /// The first page's operations.
    pub(super) fn page(&mut self) -> &mut Vec<u8> {
        let is_page = |object: &&mut Object| {
            object.stream.as_ref().is_some_and(|stream| stream.bytes.windows(3).any(|word| word == b"BDC"))
        };
        &mut self.objects.iter_mut().find(is_page).unwrap().stream.as_mut().unwrap().bytes
    }

    /// What the typeface that the page calls by this name shows for a word.
    pub(super) fn shown(&self, font: &str, words: &str) -> String {
        let resources = &self.objects.iter().find(|object| object.value.contains("/ProcSet")).unwrap().value;
        let font = self.follow(resources, &format!("/{font} "));
        let map = self.follow(&font.value, "/ToUnicode ");
        let map = String::from_utf8(map.stream.as_ref().unwrap().bytes.clone()).unwrap();
        let code = |letter: char| {
            let end = format!("> <{:04X}>", u32::from(letter));
            let line = map.lines().find(|line| line.ends_with(&end));
            line.unwrap_or_else(|| panic!("{letter} is not in the file"))[1..5].to_owned()
        };
        format!("<{}>", words.chars().map(code).collect::<String>())
    }

    fn follow(&self, value: &str, key: &str) -> &Object {
        let at = value.find(key).unwrap() + key.len();
        let number: usize = value[at..].split(' ').next().unwrap().parse().unwrap();
        &self.objects[number - 1]
    }
}

impl Object {
    fn read(bytes: &[u8]) -> (Object, &[u8]) {
        let end = find(bytes, b"\nendobj\n");
        let stream_at = find(&[bytes, b"\nstream\n"].concat(), b"\nstream\n");
        if stream_at > end {
            let value = String::from_utf8(bytes[..end].to_vec()).unwrap();
            return (Object { value, stream: None }, &bytes[end..]);
        }
        let value = String::from_utf8(bytes[..stream_at].to_vec()).unwrap();
        let len_at = value.find("/Length ").unwrap() + 8;
        let len: usize = value[len_at..].split(['/', '>']).next().unwrap().parse().unwrap();
        let packed = &bytes[stream_at + 8..][..len];
        let is_packed = value.contains("/FlateDecode");
        let mut unpacked = packed.to_vec();
        if is_packed {
            unpacked.clear();
            ZlibDecoder::new(packed).read_to_end(&mut unpacked).unwrap();
        }
        let rest = bytes[stream_at + 8 + len..].strip_prefix(b"\nendstream").unwrap();
        let stream = Stream { is_packed, bytes: unpacked, behind: Vec::new() };
        (Object { value, stream: Some(stream) }, rest)
    }

    fn write(&self, into: &mut Vec<u8>) {
        let Some(stream) = &self.stream else { return into.extend(self.value.as_bytes()) };
        let mut packed = stream.bytes.clone();
        if stream.is_packed {
            let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
            packer.write_all(&stream.bytes).unwrap();
            packed = packer.finish().unwrap();
        }
        packed.extend(&stream.behind);
        let len_at = self.value.find("/Length ").unwrap() + 8;
        let digits = self.value[len_at..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, after) = (&self.value[..len_at], &self.value[len_at + digits..]);
        into.extend(format!("{before}{}{after}\nstream\n", packed.len()).as_bytes());
        into.extend(packed);
        into.extend(b"\nendstream");
    }
}

/// The identifier that the library of the writer gives a file that begins so.
fn identity(bytes: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    bytes.hash(&mut hasher);
    STANDARD.encode(hasher.finish128().as_u128().to_be_bytes())
}
