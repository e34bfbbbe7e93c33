//! What the placeholders of a letter stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::When;
use crate::law::ExemptionId;

/// What a placeholder stands for, or in plain words what is missing.
pub(super) type Value = Result<String, &'static str>;

/// What a paragraph, or one repetition of it, can name.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// What tells it from other repetitions.
    pub(super) key: String,
    pub(super) values: BTreeMap<&'static str, Value>,
    /// Names of the values that people wrote, or that come from the sheet.
    written: BTreeSet<&'static str>,
    pub(super) holds: BTreeSet<When>,
    /// The uses of exemptions that it rests on, by their number in the notice.
    pub(super) uses: Vec<usize>,
    pub(super) exemptions: Vec<ExemptionId>,
    pub(super) reasons: Vec<String>,
}

impl Scope {
    pub(super) fn new(key: impl Into<String>) -> Scope {
        Scope { key: key.into(), ..Scope::default() }
    }

    pub(super) fn say(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.insert(name, Ok(value.into()));
    }

    /// A value that comes from the sheet.
    pub(super) fn quote(&mut self, name: &'static str, value: impl Into<String>) {
        self.written.insert(name);
        self.say(name, value);
    }

    /// A value that only the officer knows: blank is missing.
    pub(super) fn ask(&mut self, name: &'static str, value: &str, what: &'static str) {
        self.written.insert(name);
        self.choose(name, value, what);
    }

    /// The same in words of the program’s own, such as a day: the officer chose among them.
    pub(super) fn choose(&mut self, name: &'static str, value: &str, what: &'static str) {
        let value = value.trim();
        self.values.insert(name, if value.is_empty() { Err(what) } else { Ok(value.to_owned()) });
    }

    pub(super) fn hold(&mut self, when: When, holds: bool) {
        if holds {
            self.holds.insert(when);
        }
    }
}

/// What is missing in a paragraph.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Missing {
    /// The paragraph.
    pub paragraph: String,
    /// Name of the placeholder.
    pub placeholder: String,
    /// In plain words.
    pub what: String,
}

/// A text with its placeholders filled in.
#[derive(Default)]
pub(super) struct Filled {
    /// The text; what is missing stays visible.
    pub(super) text: String,
    /// What is missing.
    pub(super) missing: Vec<Missing>,
    /// What of it people wrote, or comes from the sheet.
    pub(super) written: Vec<String>,
}

/// Fills in the placeholders of a text.
pub(super) fn fill(text: &str, scopes: [&Scope; 2], paragraph: &str) -> Filled {
    let Filled { text: mut filled, mut missing, mut written } = Filled::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        rest = after;
        let value = scopes.iter().find_map(|scope| Some((*scope, scope.values.get(name)?)));
        match value {
            Some((scope, Ok(value))) => {
                filled.push_str(value);
                if scope.written.contains(name) {
                    written.push(value.clone());
                }
            }
            Some((_, Err(what))) => {
                filled.push_str(&format!("{{to be written: {what}}}"));
                missing.push(Missing {
                    paragraph: paragraph.to_owned(),
                    placeholder: name.to_owned(),
                    what: (*what).to_owned(),
                });
            }
            None => {
                filled.push_str(&format!("{{{name}}}"));
                let what = format!("“{{{name}}}” is nothing that is filled in here");
                missing.push(Missing { paragraph: paragraph.to_owned(), placeholder: name.to_owned(), what });
            }
        }
    }
    filled.push_str(rest);
    Filled { text: filled, missing, written }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_stays_visible() {
        let mut near = Scope::new("near");
        near.say("harm", "A {harm} of its own");
        near.ask("balance", " ", "where the balance lies");
        let far = Scope::default();
        let check = |text: &str, expected: &str, count: usize, written: &[&str]| {
            let filled = fill(text, [&near, &far], "p");
            assert_eq!(filled.text, expected);
            assert_eq!(filled.missing.len(), count, "{text}");
            assert_eq!(filled.written, written, "{text}");
        };
        check("Harm: {harm}.", "Harm: A {harm} of its own.", 0, &[]);
        check("{balance}", "{to be written: where the balance lies}", 1, &[]);
        check("{nothing} and {harm}", "{nothing} and A {harm} of its own", 1, &[]);
        check("an open { brace", "an open { brace", 0, &[]);
        near.ask("view", "May was asked", "the view");
        near.quote("column", "May");
        let check = |text: &str, written: &[&str]| {
            assert_eq!(fill(text, [&near, &far], "p").written, written, "{text}");
        };
        check("In May: {view}, {harm}, {column}", &["May was asked", "May"]);
    }
}
