//! Byte spans of a text, their union, and text that does not print itself.

mod sensitive;
mod span;
mod words;

pub use sensitive::{Sensitive, SensitiveString};
pub use span::{Span, union};
pub use words::{Word, fold, words};
