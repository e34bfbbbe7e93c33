//! Withheld words that the officer lets stay part of the request's reference ("4471/23").
//!
//! They are searched for in every text, like all others, once the reference has been taken out of it. Only
//! the reference as a whole and to the letter is taken out, or the form that it has in names of files: the
//! number by itself, or in another reference, is found as ever. And only what was settled is left out of the
//! search within it: what else is withheld is found there too.

use super::Secrets;
use crate::disclose::Case;
use crate::disclose::file_names::file_stem;
use crate::disclose::lines::one_line;
use crate::text::fold;

/// What may be part of the reference, and the reference as it is written.
#[derive(Default)]
pub(super) struct InReference {
    /// The longest first.
    forms: Vec<String>,
    /// Letters and digits of the words that were settled, folded.
    settled: Vec<String>,
    pub(super) secrets: Secrets,
}

impl InReference {
    /// `None` where nothing was settled.
    pub(super) fn of(case: &impl Case) -> Option<InReference> {
        let words = case.words_in_reference();
        let reference = case.request().reference.trim();
        if words.is_empty() || reference.is_empty() {
            return None;
        }
        let mut forms = vec![reference.to_owned(), one_line(reference), file_stem(reference)];
        forms.retain(|form| form.chars().any(char::is_alphanumeric));
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.dedup();
        let letters =
            |(words, _): &(String, String)| fold(words).chars().filter(|c| c.is_alphanumeric()).collect();
        Some(InReference { forms, settled: words.iter().map(letters).collect(), secrets: Secrets::default() })
    }

    /// Whether these folded letters lie in words that were settled.
    pub(super) fn is_settled(&self, letters: &str) -> bool {
        !letters.is_empty() && self.settled.iter().any(|settled| settled.contains(letters))
    }

    /// Whether any of them stands in the text outside the reference.
    pub(super) fn are_elsewhere_in(&self, text: &str) -> bool {
        self.secrets.is_in(&self.without_reference(text))
    }

    pub(super) fn without_reference(&self, text: &str) -> String {
        let mut rest = text.to_owned();
        for form in &self.forms {
            rest = without(&rest, form);
        }
        rest
    }
}

/// The text without these words where no letter or digit stands beside them.
fn without(text: &str, words: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices(words) {
        let end = at + words.len();
        let before = text.get(..at).unwrap_or("").chars().next_back();
        let after = text.get(end..).unwrap_or("").chars().next();
        if [before, after].into_iter().flatten().any(char::is_alphanumeric) {
            continue;
        }
        rest.push_str(text.get(from..at).unwrap_or(""));
        rest.push(' ');
        from = end;
    }
    rest.push_str(text.get(from..).unwrap_or(""));
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(reference: &str, settled: &[&str], withheld: &[&str]) -> Secrets {
        let in_reference = InReference {
            forms: vec![reference.to_owned(), file_stem(reference)],
            settled: settled.iter().map(|words| fold(words)).collect(),
            secrets: Secrets::default(),
        };
        let mut secrets = Secrets::with_reference(in_reference);
        withheld.iter().for_each(|words| secrets.insert(words));
        secrets.finish();
        secrets
    }

    #[test]
    fn a_settled_number_is_found_everywhere_but_in_the_reference() {
        let secrets = secrets("4471/23", &["4471"], &["4471", "Okafor", "PC 4471"]);
        assert_eq!(secrets.len(), 3);
        for text in ["4471/23", "Request 4471/23.", "4471-23 disclosure.csv", "(4471/23) and 4471/23"] {
            assert!(!secrets.is_in(text), "{text:?}");
        }
        for text in [
            "4471",
            "4471/23 and 4471",
            "PC 4471",
            "4471/24",
            "4471, 23 officers",
            "4471/2",
            "4471/231",
            "14471/23 4471",
            "4471/23 Okafor",
            "PC 4471/23",
        ] {
            assert!(secrets.is_in(text), "{text:?}");
        }
    }

    #[test]
    fn a_settled_word_of_a_name_is_found_everywhere_but_in_the_reference() {
        let in_reference = InReference {
            forms: vec!["OKAFOR/23".to_owned()],
            settled: vec!["okafor".to_owned()],
            secrets: Secrets::default(),
        };
        let mut secrets = Secrets::with_reference(in_reference);
        secrets.insert("PC Daniel Okafor");
        secrets.insert_name("Daniel Okafor");
        secrets.finish();
        assert!(!secrets.is_in("Request OKAFOR/23"));
        for text in ["Okafor", "Request OKAFOR/23 about Okafor", "OKAFOR/24", "Daniel, OKAFOR/23"] {
            assert!(secrets.is_in(text), "{text:?}");
        }
    }

    #[test]
    fn what_was_not_settled_is_found_in_the_reference_too() {
        let secrets = secrets("4471/OKAFOR", &["4471"], &["4471", "Okafor"]);
        assert!(secrets.is_in("4471/OKAFOR"));
        assert_eq!(secrets.found_in("the request 4471/OKAFOR"), ["OKAFOR"]);
        assert_eq!(secrets.found_in("4471/OKAFOR about 4471"), ["OKAFOR", "4471"]);
    }
}
