//! Brings text to the form in which it is searched: no capitals, no accents, nothing invisible.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded text to `folded`.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let letters = text.chars().filter(|&c| !is_invisible(c)).nfkd();
    let plain = letters.filter(|&c| !is_combining_mark(c) && !is_invisible(c));
    folded.extend(plain.flat_map(char::to_lowercase).flat_map(spelled));
}

/// Letters that look like Latin ones, and letters that are written in two ways.
fn spelled(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'а' | 'α' => ('a', None),
        'в' | 'β' => ('b', None),
        'с' => ('c', None),
        'ԁ' => ('d', None),
        'е' | 'ε' => ('e', None),
        'һ' => ('h', None),
        'і' | 'ι' | 'ı' => ('i', None),
        'ј' => ('j', None),
        'к' | 'κ' => ('k', None),
        'ԛ' => ('q', None),
        'м' => ('m', None),
        'н' => ('h', None),
        'ν' => ('v', None),
        'о' | 'ο' | 'ø' => ('o', None),
        'р' | 'ρ' => ('p', None),
        'ѕ' => ('s', None),
        'т' | 'τ' => ('t', None),
        'у' | 'υ' => ('y', None),
        'х' | 'χ' => ('x', None),
        'ԝ' => ('w', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// Characters without a shape of their own: soft hyphen, zero-width and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_alike_is_alike() {
        for (text, expected) in [
            ("ADEYEMI", "adeyemi"),
            ("Zoë Müller", "zoe muller"),
            ("Zoe\u{308}", "zoe"),
            ("Ade\u{200b}ye\u{ad}mi", "adeyemi"),
            ("Аdeyеmi", "adeyemi"),
            ("Ｓｍｉｔｈ", "smith"),
            ("Groß Sørensen", "gross sorensen"),
            ("Jane\u{a0}Doe", "jane doe"),
        ] {
            let mut folded = String::new();
            fold_into(text, &mut folded);
            assert_eq!(folded, expected);
        }
    }
}
