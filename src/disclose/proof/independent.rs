//! Withheld strings as keyed hashes, for a tool that shares nothing with this program: it can look for
//! each string in a release without being told any. A plain hash of a name could be guessed.

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use super::Secrets;
use crate::disclose::Case;
use crate::review::Policy;
use crate::text::hex;

/// Bytes of a key that is made for one occasion.
pub const KEY_BYTES: usize = 32;

/// HMAC-SHA-256 of every withheld string of the case in lower-case hex, each once, in an order that
/// says nothing of the case. A string is hashed as [`plain_words`] in UTF-8.
pub fn keyed_hashes(case: &impl Case, policy: Policy, key: &[u8]) -> BTreeSet<String> {
    let strings = Secrets::strings(case, policy);
    let plain = strings.iter().map(|text| plain_words(text)).filter(|text| !text.is_empty());
    plain.filter_map(|text| keyed_hash(key, &text)).collect()
}

/// A text in the form in which it is hashed: NFKC, small letters, and one space for whatever stands
/// between runs of letters and digits.
pub fn plain_words(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// `None` only for a key that the method does not take, and it takes any.
fn keyed_hash(key: &[u8], text: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(text.as_bytes());
    Some(hex(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_method_is_the_published_one() {
        // RFC 4231, test cases 1 and 2.
        let hash = keyed_hash(&[0x0b; 20], "Hi There").unwrap();
        assert_eq!(hash, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        let hash = keyed_hash(b"Jefe", "what do ya want for nothing?").unwrap();
        assert_eq!(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain_words(text), expected);
    }

    #[test]
    fn one_form_of_each_string() {
        check("PC  O’Neill, J.", "pc o neill j");
        check("０７７００ 900123", "07700 900123");
        check("ＡDEYEMI", "adeyemi");
        check(" … ", "");
        check("Nguyễn", "nguyễn");
    }
}
