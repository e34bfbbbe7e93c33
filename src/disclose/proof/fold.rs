//! Brings text to the form in which it is searched: no capitals, no accents, nothing invisible, no
//! letters of other scripts that look like Latin ones.

use crate::text::fold;

/// Appends the folded text to `folded`.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(fold(text).chars().flat_map(spelled));
    }
}

/// Letters that look like Latin ones, and letters that are written in two ways.
fn spelled(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'а' | 'α' => ('a', None),
        'в' | 'β' => ('b', None),
        'с' => ('c', None),
        'ԁ' | 'đ' | 'ð' => ('d', None),
        'е' | 'ε' => ('e', None),
        'һ' | 'н' => ('h', None),
        'і' | 'ι' | 'ı' => ('i', None),
        'ј' => ('j', None),
        'к' | 'κ' => ('k', None),
        'ł' => ('l', None),
        'м' => ('m', None),
        'о' | 'ο' | 'ø' => ('o', None),
        'р' | 'ρ' => ('p', None),
        'ԛ' => ('q', None),
        'ѕ' => ('s', None),
        'т' | 'τ' => ('t', None),
        'ν' => ('v', None),
        'ԝ' => ('w', None),
        'х' | 'χ' => ('x', None),
        'у' | 'υ' => ('y', None),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ß' => ('s', Some('s')),
        'þ' => ('t', Some('h')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
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
