//! Finds out a text's encoding, and decodes it piece by piece without dropping a byte.

use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};

/// An encoding of delimited text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    /// With bytes that do not belong read as Windows-1252.
    Utf8,
    Utf32Le,
    Utf32Be,
    /// UTF-16, Windows-1252 and whatever else was asked for.
    Other(&'static encoding_rs::Encoding),
}

impl Encoding {
    /// The one called so.
    pub(super) fn named(label: &str) -> Option<Encoding> {
        match label.trim().to_ascii_lowercase().as_str() {
            "utf-32le" => Some(Encoding::Utf32Le),
            "utf-32be" | "utf-32" => Some(Encoding::Utf32Be),
            label => {
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
                Some(if encoding == encoding_rs::UTF_8 { Encoding::Utf8 } else { Encoding::Other(encoding) })
            }
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf32Le => "UTF-32LE",
            Encoding::Utf32Be => "UTF-32BE",
            Encoding::Other(encoding) => encoding.name(),
        }
    }
}

/// What a byte-order mark says, and how long it is.
pub(super) fn by_mark(head: &[u8]) -> Option<(Encoding, usize)> {
    let marks: [(&[u8], Encoding); 5] = [
        (b"\xFF\xFE\0\0", Encoding::Utf32Le),
        (b"\0\0\xFE\xFF", Encoding::Utf32Be),
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Other(encoding_rs::UTF_16LE)),
        (b"\xFE\xFF", Encoding::Other(encoding_rs::UTF_16BE)),
    ];
    marks.into_iter().find(|(mark, _)| head.starts_with(mark)).map(|(mark, encoding)| (encoding, mark.len()))
}

/// Two or four bytes a letter without a byte-order mark: told by where the zero bytes stand.
pub(super) fn by_zeros(head: &[u8]) -> Option<Encoding> {
    let zero_permille = |step: usize, at: usize| {
        let places = head.iter().skip(at).step_by(step);
        let (zeros, all) = places.fold((0, 0), |(zeros, all), &b| (zeros + usize::from(b == 0), all + 1));
        zeros * 1000 / all.max(1)
    };
    let often = |step, at| zero_permille(step, at) > 400;
    let seldom = |step, at| zero_permille(step, at) < 50;
    let is_utf32 = head.len() >= 8 && head.len().is_multiple_of(4);
    if is_utf32 && seldom(4, 0) && often(4, 1) && often(4, 2) && often(4, 3) {
        return Some(Encoding::Utf32Le);
    }
    if is_utf32 && seldom(4, 3) && often(4, 0) && often(4, 1) && often(4, 2) {
        return Some(Encoding::Utf32Be);
    }
    if head.len() >= 4 && often(2, 1) && seldom(2, 0) {
        return Some(Encoding::Other(encoding_rs::UTF_16LE));
    }
    if head.len() >= 4 && often(2, 0) && seldom(2, 1) {
        return Some(Encoding::Other(encoding_rs::UTF_16BE));
    }
    None
}

/// Decodes piece by piece.
pub(super) struct Decode {
    encoding: Encoding,
    decoder: Option<Decoder>,
    /// Bytes of a letter that is not complete yet.
    carry: Vec<u8>,
    /// Bytes or letters that mean nothing in this encoding.
    problems: u64,
}

impl Decode {
    pub(super) fn new(encoding: Encoding) -> Decode {
        let decoder = match encoding {
            Encoding::Other(other) => Some(other.new_decoder_without_bom_handling()),
            Encoding::Utf8 | Encoding::Utf32Le | Encoding::Utf32Be => None,
        };
        Decode { encoding, decoder, carry: Vec::new(), problems: 0 }
    }

    /// How many bytes meant nothing so far.
    pub(super) fn problems(&self) -> u64 {
        self.problems
    }

    /// Decodes more bytes onto the end of `out`; `last` says that no more will come.
    pub(super) fn feed(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        if let Some(decoder) = &mut self.decoder {
            self.problems += feed_decoder(decoder, bytes, last, out);
            return;
        }
        let whole;
        let bytes = if self.carry.is_empty() {
            bytes
        } else {
            whole = [std::mem::take(&mut self.carry).as_slice(), bytes].concat();
            &whole
        };
        let used = match self.encoding {
            Encoding::Utf8 => self.feed_utf8(bytes, last, out),
            Encoding::Utf32Le => self.feed_utf32(bytes, u32::from_le_bytes, last, out),
            Encoding::Utf32Be | Encoding::Other(_) => self.feed_utf32(bytes, u32::from_be_bytes, last, out),
        };
        self.carry = bytes.get(used..).unwrap_or_default().to_vec();
    }

    /// Gives the number of bytes used.
    fn feed_utf8(&mut self, bytes: &[u8], last: bool, out: &mut String) -> usize {
        let mut used = 0;
        for chunk in bytes.utf8_chunks() {
            out.push_str(chunk.valid());
            used += chunk.valid().len();
            let odd = chunk.invalid();
            let incomplete = used + odd.len() == bytes.len() && could_go_on(odd);
            if incomplete && !last {
                return used;
            }
            // A stray byte is most often a letter of Windows-1252; none is dropped.
            out.push_str(&WINDOWS_1252.decode_without_bom_handling(odd).0);
            self.problems += odd.len() as u64;
            used += odd.len();
        }
        used
    }

    /// Gives the number of bytes used.
    fn feed_utf32(
        &mut self,
        bytes: &[u8],
        number: fn([u8; 4]) -> u32,
        last: bool,
        out: &mut String,
    ) -> usize {
        let (letters, rest) = bytes.as_chunks::<4>();
        for &letter in letters {
            let letter = char::from_u32(number(letter));
            self.problems += u64::from(letter.is_none());
            out.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if last && !rest.is_empty() {
            self.problems += 1;
            out.push(char::REPLACEMENT_CHARACTER);
        }
        letters.len() * 4
    }
}

/// Whether more bytes could make these a letter.
fn could_go_on(bytes: &[u8]) -> bool {
    matches!(bytes, [0xC2..=0xF4] | [0xE0..=0xF4, _] | [0xF0..=0xF4, _, _])
}

/// Gives the number of places that meant nothing.
fn feed_decoder(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut String) -> u64 {
    let mut problems = 0;
    let mut rest = bytes;
    loop {
        out.reserve(rest.len() * 2 + 16);
        let (result, used, odd) = decoder.decode_to_string(rest, out, last);
        problems += u64::from(odd);
        rest = rest.get(used..).unwrap_or_default();
        match result {
            CoderResult::InputEmpty => return problems,
            CoderResult::OutputFull => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(encoding: Encoding, bytes: &[u8], step: usize) -> (String, u64) {
        let mut decode = Decode::new(encoding);
        let mut out = String::new();
        for piece in bytes.chunks(step) {
            decode.feed(piece, false, &mut out);
        }
        decode.feed(&[], true, &mut out);
        (out, decode.problems())
    }

    #[test]
    fn pieces_make_no_difference() {
        let text = "Zoë “Ağça” €9 🙂";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for step in [1, 2, 3, 5, 100] {
            assert_eq!(decode(Encoding::Utf8, text.as_bytes(), step), (text.to_owned(), 0));
            assert_eq!(decode(Encoding::Other(encoding_rs::UTF_16BE), &utf16, step), (text.to_owned(), 0));
            assert_eq!(decode(Encoding::Utf32Le, &utf32, step), (text.to_owned(), 0));
        }
    }

    #[test]
    fn stray_bytes_are_kept_and_counted() {
        for step in [1, 2, 100] {
            assert_eq!(
                decode(Encoding::Utf8, b"Zo\xEB caf\xC3\xA9 \xE2\x80", step),
                ("Zoë café â€".to_owned(), 3)
            );
        }
        let every: Vec<u8> = (0..=255).collect();
        let (text, problems) = decode(Encoding::Other(WINDOWS_1252), &every, 7);
        assert_eq!((text.chars().count(), problems), (256, 0));
    }

    #[test]
    fn zeros_tell_the_width() {
        let wide = |f: fn(u16) -> [u8; 2]| "Case Ref,Zoë\n".encode_utf16().flat_map(f).collect::<Vec<u8>>();
        assert_eq!(by_zeros(&wide(u16::to_le_bytes)), Some(Encoding::Other(encoding_rs::UTF_16LE)));
        assert_eq!(by_zeros(&wide(u16::to_be_bytes)), Some(Encoding::Other(encoding_rs::UTF_16BE)));
        assert_eq!(by_zeros(b"Case Ref\0,Zoe\0\n"), None);
        assert_eq!(by_zeros(b"Case Ref"), None);
    }
}
