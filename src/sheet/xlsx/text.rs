//! Text with runs, as shared texts and cells hold it.

/// Collects the runs of one text.
#[derive(Debug, Default)]
pub(super) struct RichText {
    text: String,
    phonetic: String,
    runs: u32,
    in_text: bool,
    in_phonetic: bool,
}

impl RichText {
    /// Begins anew.
    pub(super) fn clear(&mut self) {
        *self = RichText { text: std::mem::take(&mut self.text), ..RichText::default() };
        self.text.clear();
    }

    /// An element begins.
    pub(super) fn open(&mut self, name: &str) {
        match name {
            "t" => self.in_text = true,
            "r" => self.runs += 1,
            "rPh" => self.in_phonetic = true,
            _format => {}
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            _format => {}
        }
    }

    /// Text within an element.
    pub(super) fn text(&mut self, piece: &str) {
        match (self.in_text, self.in_phonetic) {
            (true, true) => self.phonetic.push_str(piece),
            (true, false) => self.text.push_str(piece),
            (false, _) => {}
        }
    }

    /// The runs joined, escapes resolved.
    pub(super) fn shown(&self) -> String {
        unescape(&self.text)
    }

    /// The pronunciation stored beside it.
    pub(super) fn phonetic(&self) -> &str {
        &self.phonetic
    }

    /// Whether there is more than one font.
    pub(super) fn is_rich(&self) -> bool {
        self.runs > 1
    }
}

/// Resolves `_x000D_`, Excel's way of writing letters that XML does not allow.
pub(super) fn unescape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        shown.push_str(before);
        let length = match escaped_letter(escape) {
            Some((letter, length)) => {
                shown.push(letter);
                length
            }
            None => {
                shown.push_str("_x");
                2
            }
        };
        rest = escape.get(length..).unwrap_or("");
    }
    shown.push_str(rest);
    shown
}

/// The letter written at the beginning, and the length of its escape or pair of escapes.
fn escaped_letter(text: &str) -> Option<(char, usize)> {
    let first = escaped_unit(text.get(..7)?)?;
    if let Some(letter) = char::from_u32(u32::from(first)) {
        return Some((letter, 7));
    }
    // Half a letter: the other half must follow.
    let second = escaped_unit(text.get(7..14)?)?;
    let letter = char::decode_utf16([first, second]).next()?.ok()?;
    Some((letter, 14))
}

fn escaped_unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (text, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00e9_", "é"),
            ("_xZZZZ_ _x12_ _x", "_xZZZZ_ _x12_ _x"),
            ("_x00é_", "_x00é_"),
            ("_x+041_", "_x+041_"),
            ("_xD800_", "_xD800_"),
            ("_xD801__xDC05_b", "\u{10405}b"),
            ("_xD801__x0041_", "_xD801_A"),
        ] {
            assert_eq!(unescape(text), expected);
        }
    }
}
