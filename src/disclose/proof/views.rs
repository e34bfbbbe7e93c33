//! The ways in which words can stand in a text without being readable as they are: escaped, as
//! numbers of characters, packed into letters and digits, in another width.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Unpacking is repeated, for what was packed twice.
const MOST_LAYERS: usize = 3;
/// Of a larger text only what lies open is searched; outside cells none is nearly as large.
const MOST_BYTES: usize = 1 << 24;

/// The text as it is, and everything it can be unpacked to.
pub(super) fn of_text(text: &str) -> Vec<Cow<'_, str>> {
    let mut views = vec![Cow::Borrowed(text)];
    if text.len() > MOST_BYTES {
        return views;
    }
    let mut from = 0;
    for _ in 0..MOST_LAYERS {
        let layer: Vec<String> = views[from..].iter().flat_map(|view| unpacked(view)).collect();
        from = views.len();
        for text in layer {
            if !views.iter().any(|view| *view == text) {
                views.push(Cow::Owned(text));
            }
        }
    }
    views
}

/// Bytes as text of one and of two bytes a letter.
pub(super) fn of_bytes(bytes: &[u8]) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    for skip in 0..2 {
        let pairs = || bytes.get(skip..).unwrap_or(&[]).chunks_exact(2);
        let little: Vec<u16> = pairs().map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        texts.push(String::from_utf16_lossy(&little));
    }
    // Skipping one byte turns the other order of bytes into this one, but for the last letter.
    let big: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    texts.push(String::from_utf16_lossy(&big));
    texts
}

fn unpacked(text: &str) -> Vec<String> {
    let mut views = Vec::new();
    let mut replace = |pattern: &Regex, decode: &dyn Fn(&Captures<'_>) -> Option<String>| {
        if pattern.is_match(text) {
            let unescape = |found: &Captures<'_>| decode(found).unwrap_or_else(|| found[0].to_owned());
            views.push(pattern.replace_all(text, unescape).into_owned());
        }
    };
    replace(&ENTITY, &|found| entity(&found[1]));
    replace(&PERCENT, &|found| Some(lossy(&hex(&found[0].replace('%', ""))?)));
    replace(&CODE_UNIT, &|found| {
        let unit = found.iter().skip(1).flatten().next()?.as_str();
        char::from_u32(u32::from_str_radix(unit, 16).ok()?).map(String::from)
    });
    replace(&TAG, &|_| Some(String::new()));
    views.extend(HEX.find_iter(text).filter_map(|run| hex(run.as_str())).flat_map(|bytes| of_bytes(&bytes)));
    views.extend(BASE64.find_iter(text).flat_map(|run| base64(run.as_str())));
    if text.contains('\0') {
        views.push(text.replace('\0', ""));
    }
    views
}

// The patterns are constants of this file; a test compiles them all.
static ENTITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"&(#?[0-9A-Za-z]{1,8});"));
static PERCENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:%[0-9A-Fa-f]{2})+"));
static CODE_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"_x([0-9A-Fa-f]{4})_|\\u([0-9A-Fa-f]{4})|\\u\{([0-9A-Fa-f]{1,6})\}|\\x([0-9A-Fa-f]{2})")
});
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[^<>]*>"));
static HEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[0-9A-Fa-f]{2}){4,}"));
static BASE64: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9A-Za-z+/_-]{6,}"));

#[expect(clippy::unwrap_used, reason = "a pattern that does not compile is caught by the tests")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).unwrap()
}

fn entity(name: &str) -> Option<String> {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    let letter = match (name, number) {
        (_, Some(number)) => char::from_u32(number)?,
        ("amp", None) => '&',
        ("lt", None) => '<',
        ("gt", None) => '>',
        ("quot", None) => '"',
        ("apos", None) => '\'',
        ("nbsp", None) => ' ',
        (_, None) => return None,
    };
    Some(letter.to_string())
}

fn hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = (0..digits.len() / 2).map(|at| digits.get(2 * at..2 * at + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

/// The run read as base64 of either alphabet, from each of the four letters it may begin at.
fn base64(run: &str) -> Vec<String> {
    let six = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' | b'-' => 62,
        _ => 63,
    };
    let mut texts = Vec::new();
    for skip in 0..4 {
        let mut bytes = Vec::with_capacity(run.len());
        for four in run.as_bytes().get(skip..).unwrap_or(&[]).chunks(4) {
            let bits = (0..4).fold(0, |bits, at| bits << 6 | four.get(at).map_or(0, |&byte| six(byte)));
            let [_, decoded @ ..] = bits.to_be_bytes();
            bytes.extend(decoded.iter().take(four.len() * 6 / 8));
        }
        // Nearly every word of plain language decodes to bytes of which few are text.
        let readable = bytes.iter().filter(|&&byte| byte >= 0x20 || byte == 0).count();
        if readable * 10 >= bytes.len() * 9 {
            texts.extend(of_bytes(&bytes));
        }
    }
    texts
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(packed: &str) {
        assert!(of_text(packed).iter().any(|view| view.contains("Adeyemi")), "{packed:?}");
    }

    #[test]
    fn unpacks_what_is_packed() {
        for packed in [
            "Adeyemi",
            "&#65;deyem&#x69;",
            "&amp;#65;deyemi",
            "%41deyem%69",
            "%2541deyemi",
            "_x0041_deyemi",
            "\\u0041deyemi",
            "Ade</t></r><r><t>yemi",
            "4164657965 6d69 41646579656d69",
            "QWRleWVtaQ==",
            "x=WEFkZXllbWk",
            "A\0d\0e\0y\0e\0m\0i\0",
        ] {
            check(packed);
        }
    }

    #[test]
    fn reads_letters_of_two_bytes() {
        let little: Vec<u8> = "Adeyemi".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Adeyemi".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let odd: Vec<u8> = [&[1], little.as_slice()].concat();
        for bytes in [little, big, odd] {
            assert!(of_bytes(&bytes).iter().any(|text| text.contains("Adeyemi")));
        }
    }
}
