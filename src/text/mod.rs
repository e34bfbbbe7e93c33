//! Byte spans of a text, their union, and text that does not print itself.

mod sensitive;
mod span;

pub use sensitive::{Sensitive, SensitiveString};
pub use span::{Span, union};
