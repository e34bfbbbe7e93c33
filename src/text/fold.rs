//! Folds a text for comparison: lower case, without accents, invisible characters and look-alikes,
//! and remembers where each folded byte came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A folded text with the way back to the original.
///
/// Two writings of one name fold to the same letters: `O’NEILL`, `O'Neill` and `Ｏ'Neill`. White
/// space is kept one for one (a line break stays a line break), so that words stay apart.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Folded {
    text: String,
    /// Original bytes of each folded byte; `None` where folding moved nothing.
    origins: Option<Vec<(u32, u32)>>,
}

impl Folded {
    /// Folds `original`. Pure ASCII text takes a path without a map.
    pub fn new(original: &str) -> Folded {
        if original.is_ascii() {
            return Folded { text: original.to_ascii_lowercase(), origins: None };
        }
        let mut folded = Builder { text: String::with_capacity(original.len()), origins: Vec::new() };
        for (at, letter) in original.char_indices() {
            folded.push(letter, at as u32, (at + letter.len_utf8()) as u32);
        }
        Folded { text: folded.text, origins: Some(folded.origins) }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of `original` that folded to the bytes `folded`; `None` where there is none.
    ///
    /// Accents written as separate marks belong to their letter. Invisible characters belong to
    /// the stretch only where they stand within it.
    pub fn original(&self, original: &str, folded: Range<usize>) -> Option<Span> {
        if folded.is_empty() || folded.end > self.text.len() {
            return None;
        }
        match &self.origins {
            None => Span::new(original, folded.start, folded.end),
            Some(origins) => {
                let (start, _) = *origins.get(folded.start)?;
                let (_, end) = *origins.get(folded.end - 1)?;
                Span::new(original, start as usize, end as usize)
            }
        }
    }
}

impl std::fmt::Debug for Folded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} bytes withheld>", self.text.len())
    }
}

/// The folded form of a short text, such as one name.
pub fn fold(original: &str) -> String {
    Folded::new(original).text
}

/// Where a text stands in another, whatever the capitals, accents and look-alikes of either (see [`fold`]);
/// in order, without overlap, in bytes. Blanks around what is looked for do not count.
pub fn occurrences(text: &str, wanted: &str) -> Vec<Span> {
    let wanted = fold(wanted.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let found = folded.text().match_indices(&wanted);
    found.filter_map(|(at, found)| folded.original(text, at..at + found.len())).collect()
}

struct Builder {
    text: String,
    origins: Vec<(u32, u32)>,
}

impl Builder {
    fn push(&mut self, letter: char, start: u32, end: u32) {
        if letter.is_ascii() {
            self.text.push(letter.to_ascii_lowercase());
            self.origins.push((start, end));
        } else if is_combining_mark(letter) {
            if let Some(last) = self.origins.last_mut() {
                last.1 = end;
            }
        } else if let Some(plain) = plain(letter) {
            for c in plain.chars() {
                self.keep(c, start, end);
            }
        } else {
            for part in std::iter::once(letter).nfkd().filter(|&c| !is_combining_mark(c)) {
                for lower in part.to_lowercase().filter(|&c| !is_combining_mark(c)) {
                    match plain(lower) {
                        Some(plain) => plain.chars().for_each(|c| self.keep(c, start, end)),
                        None => self.keep(lower, start, end),
                    }
                }
            }
        }
    }

    fn keep(&mut self, letter: char, start: u32, end: u32) {
        self.text.push(letter);
        self.origins.resize(self.text.len(), (start, end));
    }
}

/// What stands for a character that decomposition alone does not make plain; empty for what is
/// invisible.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        // Invisible: soft hyphen, zero-width and direction characters, variation selectors.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => "",
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' => "",
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => "",
        // Spaces of every width.
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{85}' | '\u{2028}' => "\n",
        '\u{2029}' => "\n",
        // Quotation marks and apostrophes.
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2b9}' | '\u{2bb}'..='\u{2bd}' | '\u{b4}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => "\"",
        // Hyphens and dashes.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' => "-",
        // Latin letters that do not decompose.
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' | 'İ' => "i",
        'ħ' | 'Ħ' => "h",
        'ŋ' | 'Ŋ' => "n",
        'ə' | 'Ə' => "e",
        // Cyrillic and Greek letters that look like Latin ones.
        'а' | 'А' | 'α' | 'Α' => "a",
        'в' | 'В' | 'Β' => "b",
        'с' | 'С' => "c",
        'ԁ' => "d",
        'е' | 'Е' | 'Ε' | 'ε' => "e",
        'һ' | 'Η' | 'н' | 'Н' => "h",
        'і' | 'І' | 'ι' | 'Ι' => "i",
        'ј' | 'Ј' => "j",
        'к' | 'К' | 'κ' | 'Κ' => "k",
        'м' | 'М' | 'Μ' => "m",
        'Ν' => "n",
        'о' | 'О' | 'ο' | 'Ο' => "o",
        'р' | 'Р' | 'ρ' | 'Ρ' => "p",
        'ԛ' => "q",
        'ѕ' | 'Ѕ' => "s",
        'т' | 'Т' | 'τ' | 'Τ' => "t",
        'ν' => "v",
        'ԝ' => "w",
        'х' | 'Х' | 'χ' | 'Χ' => "x",
        'у' | 'У' | 'υ' | 'Υ' => "y",
        'Ζ' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(original: &str, expected: &str) {
        assert_eq!(fold(original), expected);
    }

    #[test]
    fn finds_whatever_the_writing() {
        let found = |text: &str, wanted: &str| -> Vec<String> {
            let found = occurrences(text, wanted);
            found.into_iter().map(|span| span.of(text).unwrap().to_owned()).collect()
        };
        assert_eq!(
            found("PC OKAFOR and Okáfor's Ok\u{ad}afor", " okafor "),
            ["OKAFOR", "Okáfor", "Ok\u{ad}afor"]
        );
        assert_eq!(found("aaa", "aa"), ["aa"]);
        assert!(found("any", "  ").is_empty() && found("", "a").is_empty());
    }

    #[test]
    fn makes_writings_alike() {
        check("O’NEILL", "o'neill");
        check("Yıldız ŞAHİN Łukasz", "yildiz sahin lukasz");
        check("Nguye\u{302}\u{303}n Tănase", "nguyen tanase");
        check("Ok\u{ad}afor\u{a0}D\u{200b}aniel", "okafor daniel");
        check("Ｏkafor", "okafor");
        check("Оkаfоr", "okafor");
        check("Straße", "strasse");
    }

    #[test]
    fn leads_back_to_the_whole_letter() {
        let text = "a Jose\u{301} b";
        let folded = Folded::new(text);
        let at = folded.text().find("jose").unwrap();
        assert_eq!(folded.original(text, at..at + 4).unwrap().of(text), Some("Jose\u{301}"));
        let text = "é Ok\u{ad}afor\u{200b}.";
        let folded = Folded::new(text);
        let at = folded.text().find("okafor").unwrap();
        assert_eq!(folded.original(text, at..at + 6).unwrap().of(text), Some("Ok\u{ad}afor"));
    }

    proptest! {
        #[test]
        fn every_folded_letter_has_an_origin(text in "\\PC{0,40}") {
            let folded = Folded::new(&text);
            for (at, letter) in folded.text().char_indices() {
                let span = folded.original(&text, at..at + letter.len_utf8());
                prop_assert!(span.is_some_and(|s| s.of(&text).is_some()));
            }
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
