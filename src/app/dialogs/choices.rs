//! Exemptions with their reasons, as one chooses them: by typing a few letters of either.

use super::super::words;
use crate::law::{self, ExemptionId, Reason};
use crate::text::fold;

/// One way to withhold words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Choice {
    pub(super) exemptions: Vec<ExemptionId>,
    /// Code of the reason, or the officer's own words.
    pub(super) reason: String,
    /// Whether the reason is in the officer's own words.
    pub(super) is_own: bool,
}

/// Every reason with the exemptions it suggests, then every reason with each of the others that it
/// may carry.
///
/// `fit` is the code of the reason that what is withheld suggests: it comes first, then those about the same
/// people or matter, then those that rest on the same exemption.
pub(super) fn all(fit: Option<&str>) -> Vec<Choice> {
    let choice =
        |reason: &Reason, exemptions| Choice { exemptions, reason: reason.code.clone(), is_own: false };
    let suggested = law::reasons().iter().filter(|reason| !reason.suggests.is_empty());
    let mut choices: Vec<Choice> = suggested.map(|reason| choice(reason, reason.suggests.clone())).collect();
    for reason in law::reasons() {
        let others = reason.exemptions.iter().filter(|one| reason.suggests != [**one]);
        choices.extend(others.map(|one| choice(reason, vec![*one])));
    }
    if let Some(fit) = fit.and_then(law::reason) {
        choices.sort_by_key(|choice| distance(choice, fit));
    }
    choices
}

fn distance(choice: &Choice, fit: &Reason) -> u8 {
    let Some(reason) = law::reason(&choice.reason) else { return u8::MAX };
    let is_usual = choice.exemptions == reason.suggests;
    match (reason.code == fit.code, reason.group == fit.group) {
        (true, _) => u8::from(!is_usual),
        (false, true) => 2 + u8::from(!is_usual),
        (false, false) if choice.exemptions.iter().any(|one| fit.suggests.contains(one)) => 4,
        (false, false) => 5,
    }
}

/// Those that have a word beginning with each word of the query; those of whose reason that is true
/// come first. With a query and an exemption to go with it, the last choice takes the query as the
/// officer's own reason.
pub(super) fn matching(query: &str, own: &[ExemptionId], fit: Option<&str>) -> Vec<Choice> {
    let wanted = fold(query.trim());
    let begins = |text: &str| {
        let text = fold(text);
        let mut words = wanted.split_whitespace();
        words.all(|wanted| {
            // A bare number is a section.
            let wanted =
                if wanted.starts_with(char::is_numeric) { format!("s{wanted}") } else { wanted.to_owned() };
            text.split(WORD_ENDS).chain(text.split(' ')).any(|word| word.starts_with(&wanted))
        })
    };
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for choice in all(fit) {
        let reason = format!("{} {}", choice.reason, words::reason(&choice.reason));
        if begins(&format!("{} {reason}", words::codes(&choice.exemptions))) {
            first.push(choice);
        } else if begins(&searchable(&choice)) {
            later.push(choice);
        }
    }
    first.append(&mut later);
    // A few letters are looked for, never taken for a reason.
    if wanted.chars().filter(|letter| letter.is_alphabetic()).count() >= OWN_LETTERS && !own.is_empty() {
        first.push(Choice { exemptions: own.to_vec(), reason: query.trim().to_owned(), is_own: true });
    }
    first
}

/// A reason in the officer's own words has at least so many letters.
const OWN_LETTERS: usize = 6;

const WORD_ENDS: [char; 5] = [' ', '-', '(', ')', ','];

fn searchable(choice: &Choice) -> String {
    let mut text = words::reason(&choice.reason).to_owned();
    for exemption in &choice.exemptions {
        text.push(' ');
        text.push_str(exemption.code());
        text.push(' ');
        text.push_str(&exemption.get().title);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> String {
        matching(query, &[], None).first().map(|choice| choice.reason.clone()).unwrap_or_default()
    }

    #[test]
    fn two_letters_are_enough() {
        assert_eq!(matching("", &[], None).first().unwrap().reason, "officer-name");
        assert_eq!([first("ta"), first("sp")], ["tactics", "special-category"]);
        assert!(
            matching("s30", &[], None)
                .iter()
                .all(|c| c.exemptions.iter().any(|e| e.code().starts_with("s30")))
        );
        let sections = matching("40", &[], None).into_iter().chain(matching("38", &[], None));
        for choice in sections {
            let is_meant = |one: &ExemptionId| one.code().starts_with("s40") || one.code().starts_with("s38");
            assert!(choice.exemptions.iter().any(is_meant), "{choice:?}");
        }
    }

    #[test]
    fn what_fits_comes_first() {
        let reasons =
            |fit: &str| -> Vec<String> { all(Some(fit)).into_iter().map(|choice| choice.reason).collect() };
        let group = |reason: &String| law::reason(reason).map(|reason| reason.group);
        for fit in ["public-name", "tactics", "staff-name", "special-category", "case-reference"] {
            let found = reasons(fit);
            assert_eq!(found.len(), all(None).len());
            assert_eq!(found.first().map(String::as_str), Some(fit));
            let of_group = found.iter().take_while(|reason| group(reason) == group(&fit.to_owned())).count();
            let all_of_group = found.iter().filter(|reason| group(reason) == group(&fit.to_owned())).count();
            assert_eq!(of_group, all_of_group, "{fit}: {found:?}");
        }
        // Letters that are typed still count for more.
        assert_eq!(matching("ta", &[], Some("public-name")).first().unwrap().reason, "tactics");
    }

    #[test]
    fn own_words_go_with_an_exemption() {
        let exemption = ExemptionId::from_code("s31(1)(a)").unwrap();
        let own = matching("the colour of the gate", &[exemption], None);
        assert_eq!(
            own,
            [Choice { exemptions: vec![exemption], reason: "the colour of the gate".into(), is_own: true }]
        );
        assert_eq!(matching("the colour of the gate", &[], None), []);
        assert_eq!(matching("rr 38", &[exemption], None), []);
    }

    #[test]
    fn every_choice_can_be_made() {
        for choice in all(None) {
            let reason = law::reason(&choice.reason).unwrap();
            assert!(!choice.exemptions.is_empty());
            assert!(choice.exemptions.iter().all(|one| reason.exemptions.contains(one)), "{choice:?}");
        }
    }
}
