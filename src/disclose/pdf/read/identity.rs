//! The identifier of a file: a digest of what stands before it, so that it carries nothing else.
//! The digest is SipHash with one round a word, three at the end and 128 bits, in base64.

/// The identifier of a file that begins with these bytes.
pub(super) fn of(bytes: &[u8]) -> String {
    let mut data = (bytes.len() as u64).to_le_bytes().to_vec();
    data.extend(bytes);
    base64(&digest(&data).to_be_bytes())
}

fn digest(data: &[u8]) -> u128 {
    let mut state = State([
        0x736f_6d65_7073_6575,
        0x646f_7261_6e64_6f6d ^ 0xee,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ]);
    let (words, rest) = data.as_chunks::<8>();
    for word in words {
        state.absorb(u64::from_le_bytes(*word));
    }
    // What is left stands below the length, of which one byte is taken.
    let last = rest.iter().rev().fold(0, |last, &byte| last << 8 | u64::from(byte));
    state.absorb((data.len() as u64) << 56 | last);
    state.0[2] ^= 0xee;
    let low = state.finish();
    state.0[1] ^= 0xdd;
    let high = state.finish();
    u128::from(high) << 64 | u128::from(low)
}

struct State([u64; 4]);

impl State {
    fn absorb(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.0[0] ^= word;
    }

    fn finish(&mut self) -> u64 {
        (0..3).for_each(|_| self.round());
        self.0.iter().fold(0, |all, part| all ^ part)
    }

    fn round(&mut self) {
        let [a, b, c, d] = &mut self.0;
        *a = a.wrapping_add(*b);
        *b = b.rotate_left(13) ^ *a;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*d);
        *d = d.rotate_left(16) ^ *c;
        *a = a.wrapping_add(*d);
        *d = d.rotate_left(21) ^ *a;
        *c = c.wrapping_add(*b);
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | three.get(at).map_or(0, |&byte| usize::from(byte)));
        for at in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * at) & 63];
            text.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests() {
        // Computed with another implementation.
        for (bytes, expected) in
            [(&b""[..], "ndyrzKIYPF/sSCfuVOju1g=="), (b"12345678", "yzhEZpmDIUWeDzbvb+3lvA==")]
        {
            assert_eq!(of(bytes), expected);
        }
        assert_eq!(base64(b"abcd"), "YWJjZA==");
        assert_eq!(base64(b"abc"), "YWJj");
    }
}
