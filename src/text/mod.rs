//! Byte spans of a text, their union, folding for comparison, and text that does not print itself.

mod fold;
mod hex;
mod number;
mod number_list;
mod sensitive;
mod span;
mod words;

pub use fold::{Folded, fold, occurrences};
pub use hex::hex;
pub use number::{counted, grouped};
pub use number_list::{number_list, number_ranges};
pub use sensitive::{Sensitive, SensitiveString};
pub use span::{Span, union};
pub use words::{Word, words};
