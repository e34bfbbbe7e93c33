//! Builds what leaves the building, writes it, and proves it.

mod disclosure;

pub use disclosure::{Disclosure, Grounds, Piece};
