//! Finds passages and says what they are. Never says what to do about them: it knows no law.

mod check_digit;
mod collar;
mod detector;
mod detectors;
mod engine;
mod finding;
mod plain;
mod street;

pub use detector::{Detector, Hit, Known, Passage};
pub use engine::{Cancel, Cancelled, Options, run};
pub use finding::{DetectorId, Evidence, Finding, Kind, Why};
