//! How a text is written with the letters of a typeface: composed, in lines, without what nobody
//! sees. A letter without a picture stops the release: a box in its place would be a wrong name.

use unicode_normalization::UnicodeNormalization;

use super::font;

/// What a blank line holds, so that it stays one.
pub(super) const BLANK_LINE: &str = "\u{a0}";
/// What a tab becomes: a space that is wide enough to be seen.
const TAB: char = '\u{2003}';

/// The lines of a text as they are set; or the first character that cannot be.
pub(super) fn lines(text: &str) -> Result<Vec<String>, char> {
    let mut lines = vec![String::new()];
    let mut before = ' ';
    for letter in text.nfc() {
        match letter {
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => lines.push(String::new()),
            letter if is_unseen(letter) => {}
            letter => {
                let drawn = drawn_as(letter);
                if font::advance(drawn).is_none() {
                    return Err(letter);
                }
                lines.last_mut().into_iter().for_each(|line| line.push(drawn));
            }
        }
        before = letter;
    }
    Ok(lines)
}

/// Marks of how to break or join that have no picture: soft hyphen, spaces of no width, direction.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Of characters that share one picture, one stands for all: a picture can only be read back as one.
fn drawn_as(letter: char) -> char {
    match letter {
        '\t' => TAB,
        '\u{269}' => '\u{3b9}',
        '\u{2206}' => '\u{394}',
        '\u{25bb}' => '\u{25b7}',
        '\u{25c5}' => '\u{25c1}',
        '\u{25ba}' => '\u{25b6}',
        '\u{25c4}' => '\u{25c0}',
        '\u{2780}'..='\u{2788}' => char::from_u32(u32::from(letter) - 0x2780 + 0x2460).unwrap_or(letter),
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&[&str], char>) {
        let expected = expected.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(lines(text), expected, "{text:?}");
    }

    #[test]
    fn writes() {
        check("", Ok(&[""]));
        check(
            "Nguyễn Łukasz Şahin Erdoğan Ελένη Юлия O’Neill",
            Ok(&["Nguyễn Łukasz Şahin Erdoğan Ελένη Юлия O’Neill"]),
        );
        check("Jose\u{301}", Ok(&["José"]));
        check("a\r\nb\rc\n\nd\u{2028}e", Ok(&["a", "b", "c", "", "d", "e"]));
        check("a\tb  c\u{a0}d", Ok(&["a\u{2003}b  c\u{a0}d"]));
        check("a\u{200b}b\u{ad}c\u{feff}", Ok(&["abc"]));
        check("\u{2206} \u{2126} \u{2788}", Ok(&["Δ Ω ⑨"]));
    }

    #[test]
    fn refuses() {
        check("thumbs up 👍", Err('👍'));
        check("שלום", Err('ש'));
        check("a\u{7}b", Err('\u{7}'));
        check("a\u{fffe}", Err('\u{fffe}'));
    }

    #[test]
    fn no_two_characters_share_a_picture() {
        let face = ttf_parser::Face::parse(font::FILES[0], 0).unwrap();
        let mut characters = BTreeMap::new();
        for letter in '\0'..=char::MAX {
            let [composed] = letter.nfc().collect::<Vec<_>>()[..] else { continue };
            if is_unseen(letter) || composed != letter || drawn_as(letter) != letter {
                continue;
            }
            if let Some(glyph) = face.glyph_index(letter) {
                assert_eq!(characters.insert(glyph.0, letter), None, "{letter:?}");
            }
        }
        assert!(characters.len() > 2_000);
    }
}
