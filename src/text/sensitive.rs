//! Text of a case, which must not turn up in a log, an error or a panic.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// Borrowed case text. Printing it for debugging gives its length only; it has no `Display`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sensitive<'t>(&'t str);

impl<'t> Sensitive<'t> {
    /// Marks text as sensitive.
    pub fn new(text: &'t str) -> Sensitive<'t> {
        Sensitive(text)
    }

    /// The words themselves: the one way in, and the word to search the code for.
    pub fn expose(self) -> &'t str {
        self.0
    }

    /// Length in bytes.
    pub fn byte_len(self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Sensitive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes withheld>", self.0.len())
    }
}

/// Owned case text; overwritten in memory when it is dropped.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SensitiveString(String);

impl SensitiveString {
    /// Takes text over as sensitive.
    pub fn new(text: impl Into<String>) -> SensitiveString {
        SensitiveString(text.into())
    }

    /// The same text, borrowed.
    pub fn as_sensitive(&self) -> Sensitive<'_> {
        Sensitive(&self.0)
    }

    /// The words themselves.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SensitiveString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_sensitive().fmt(f)
    }
}

impl Drop for SensitiveString {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_only_its_length() {
        assert_eq!(format!("{:?}", Sensitive::new("Adeyemi")), "<7 bytes withheld>");
        assert_eq!(format!("{:?}", SensitiveString::new("Zoë")), "<4 bytes withheld>");
    }
}
