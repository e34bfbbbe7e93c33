//! Under which texts a case is argued: the program's, or the force's own. Nothing is released under others
//! than those that were seen.

use super::PaperworkChange;
use crate::law::{TextsUsed, texts_in_use, texts_trouble};
use crate::review::{Block, BlockKind, Change, Workspace};

impl Workspace {
    /// Argues the case from now on under the texts that are in use.
    pub(in crate::review) fn plan_use_texts(&self) -> Vec<Change> {
        let (was, now) = (self.paperwork().texts.clone(), texts_in_use().clone());
        vec![Change::Paperwork(PaperworkChange::Texts { was, now })]
    }

    /// Whether the case was argued under other texts than those in use.
    pub fn has_other_texts(&self) -> bool {
        self.paperwork().texts != *texts_in_use()
    }

    pub(in crate::review) fn check_texts(&self, blocks: &mut Vec<Block>) {
        let sentence = match texts_trouble() {
            // What is put right first may well be what the case was argued under.
            Some(trouble) => Some(format!(
                "{trouble} Put it right and start the program again; it is not used until then."
            )),
            None => difference(&self.paperwork().texts, texts_in_use()),
        };
        blocks.extend(sentence.map(|sentence| Block {
            kind: BlockKind::Texts,
            row: None,
            column: None,
            sentence,
            words: None,
            place: None,
        }));
    }
}

/// What to do where a case was argued under other texts.
fn difference(argued: &TextsUsed, used: &TextsUsed) -> Option<String> {
    let differing = argued.differing(used);
    if differing.is_empty() {
        return None;
    }
    let names = differing.join(", ");
    let (is, says) = if differing.len() == 1 { ("is", "says") } else { ("are", "say") };
    let what = if differing.iter().all(|name| argued.files().all(|(own, _)| own != *name)) {
        format!("{names} of your force’s own came into use since.")
    } else if differing.iter().all(|name| used.files().all(|(own, _)| own != *name)) {
        format!("{names} of your force’s own {is} not in use here, and the built-in text stands in place.")
    } else {
        format!("{names} of your force’s own {says} something else now.")
    };
    Some(format!(
        "The case was argued under {argued}; {what} Read the letter and the marks again, then use these texts."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(files: &[(&str, &str)]) -> TextsUsed {
        let json =
            serde_json::to_string(&files.iter().copied().collect::<std::collections::BTreeMap<_, _>>());
        serde_json::from_str(&json.unwrap()).unwrap()
    }

    #[test]
    fn what_differs_is_named() {
        let check = |argued: &[(&str, &str)], now: &[(&str, &str)], expected: Option<&str>| {
            let said = difference(&used(argued), &used(now));
            assert_eq!(said.is_some(), expected.is_some(), "{said:?}");
            assert!(said.unwrap_or_default().contains(expected.unwrap_or_default()), "{expected:?}");
        };
        check(&[], &[], None);
        check(&[("refusal.toml", "a")], &[("refusal.toml", "a")], None);
        check(&[], &[("refusal.toml", "a")], Some("refusal.toml of your force’s own came into use"));
        check(&[("refusal.toml", "a")], &[], Some("is not in use here"));
        check(&[("refusal.toml", "a")], &[("refusal.toml", "b")], Some("says something else now"));
        check(
            &[("refusal.toml", "a")],
            &[("style.toml", "b")],
            Some("refusal.toml, style.toml of your force’s own say something else"),
        );
    }
}
