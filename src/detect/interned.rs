//! Texts of which there are few, in two bytes: a million findings name the same detectors and
//! sentences over and over.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::RwLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash::ByHash;

/// A text that lives as long as the program. Ordered as its text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Interned(u16);

/// All texts so far. Those of the detectors are part of the program; those read back from a case
/// file are as many as the detectors of the program that wrote it had.
struct Table {
    texts: Vec<&'static str>,
    numbers: BTreeMap<&'static str, u16>,
}

static TABLE: RwLock<Table> = RwLock::new(Table { texts: Vec::new(), numbers: BTreeMap::new() });

/// More than any honest file brings; past it, one general sentence stands for the rest.
const MOST: usize = 8192;
const OVERFLOW: &str = "Found by another version of the program";

thread_local! {
    /// Numbers by address and length of the literal, so that detectors do not wait for each other.
    static SEEN: RefCell<ByHash<Interned>> = RefCell::default();
}

impl Interned {
    /// A text of the program itself.
    pub(super) fn new(text: &'static str) -> Interned {
        // Addresses have 48 bits, and no literal is longer than 16 bits can say.
        let place = (text.as_ptr() as u64) << 16 ^ text.len() as u64;
        SEEN.with_borrow_mut(|seen| *seen.entry(place).or_insert_with(|| Interned::known(text, |text| text)))
    }

    /// The text.
    pub(super) fn text(self) -> &'static str {
        let table = TABLE.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        table.texts.get(usize::from(self.0)).copied().unwrap_or(OVERFLOW)
    }

    fn known<T: AsRef<str>>(text: T, keep: impl FnOnce(T) -> &'static str) -> Interned {
        let mut table = TABLE.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(&number) = table.numbers.get(text.as_ref()) {
            return Interned(number);
        }
        if table.texts.len() >= MOST {
            return Interned(u16::MAX);
        }
        let number = table.texts.len() as u16;
        let text = keep(text);
        table.texts.push(text);
        table.numbers.insert(text, number);
        Interned(number)
    }
}

impl PartialOrd for Interned {
    fn partial_cmp(&self, other: &Interned) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Interned {
    fn cmp(&self, other: &Interned) -> Ordering {
        if self == other { Ordering::Equal } else { self.text().cmp(other.text()).then(self.0.cmp(&other.0)) }
    }
}

impl fmt::Debug for Interned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl Serialize for Interned {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Interned {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Interned, D::Error> {
        let text = String::deserialize(from)?;
        Ok(Interned::known(text, |text| Box::leak(text.into_boxed_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_the_same_wherever_it_comes_from() {
        let literal = Interned::new("Follows a rank");
        let read: Interned = serde_json::from_str("\"Follows a rank\"").unwrap();
        assert_eq!(literal, read);
        assert_eq!(read.text(), "Follows a rank");
        assert_eq!(serde_json::to_string(&literal).unwrap(), "\"Follows a rank\"");
    }

    #[test]
    fn orders_by_text_whatever_came_first() {
        let (z, a) = (Interned::new("zzz first"), Interned::new("aaa second"));
        assert!(a < z);
    }
}
