//! Finds passages and says what they are. Never says what to do about them: it knows no law.

mod engine;
mod finding;

pub use engine::{Cancel, Cancelled, Options, run};
pub use finding::{DetectorId, Evidence, Finding, Kind, Why};
