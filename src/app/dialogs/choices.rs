//! Exemptions with their reasons, as one chooses them: by typing a few letters of either.

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
pub(super) fn all() -> Vec<Choice> {
    let choice =
        |reason: &Reason, exemptions| Choice { exemptions, reason: reason.code.clone(), is_own: false };
    let suggested = law::reasons().iter().filter(|reason| !reason.suggests.is_empty());
    let mut choices: Vec<Choice> = suggested.map(|reason| choice(reason, reason.suggests.clone())).collect();
    for reason in law::reasons() {
        let others = reason.exemptions.iter().filter(|one| reason.suggests != [**one]);
        choices.extend(others.map(|one| choice(reason, vec![*one])));
    }
    choices
}

/// Those that hold every word of the query, the ones with a word that begins so first. With a query
/// and an exemption to go with it, the last choice takes the query as the officer's own reason.
pub(super) fn matching(query: &str, own: &[ExemptionId]) -> Vec<Choice> {
    let wanted = fold(query.trim());
    let mut found: Vec<(bool, Choice)> = all()
        .into_iter()
        .filter_map(|choice| {
            let text = fold(&searchable(&choice));
            let holds = wanted.split_whitespace().all(|word| text.contains(word));
            let begins = text.split([' ', '(']).any(|word| word.starts_with(&wanted));
            holds.then_some((!begins, choice))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    let mut choices: Vec<Choice> = found.into_iter().map(|(_, choice)| choice).collect();
    if !wanted.is_empty() && !own.is_empty() {
        choices.push(Choice { exemptions: own.to_vec(), reason: query.trim().to_owned(), is_own: true });
    }
    choices
}

fn searchable(choice: &Choice) -> String {
    let mut text = super::super::words::reason(&choice.reason).to_owned();
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
        matching(query, &[]).first().map(|choice| choice.reason.clone()).unwrap_or_default()
    }

    #[test]
    fn two_letters_are_enough() {
        assert_eq!(matching("", &[]).first().unwrap().reason, "officer-name");
        assert!(first("ta").contains("tactic"), "{}", first("ta"));
        assert!(
            matching("s30", &[]).iter().all(|c| c.exemptions.iter().any(|e| e.code().starts_with("s30")))
        );
    }

    #[test]
    fn own_words_go_with_an_exemption() {
        let exemption = ExemptionId::from_code("s31(1)(a)").unwrap();
        let own = matching("the colour of the gate", &[exemption]);
        assert_eq!(
            own,
            [Choice { exemptions: vec![exemption], reason: "the colour of the gate".into(), is_own: true }]
        );
        assert_eq!(matching("the colour of the gate", &[]), []);
    }

    #[test]
    fn every_choice_can_be_made() {
        for choice in all() {
            let reason = law::reason(&choice.reason).unwrap();
            assert!(!choice.exemptions.is_empty());
            assert!(choice.exemptions.iter().all(|one| reason.exemptions.contains(one)), "{choice:?}");
        }
    }
}
