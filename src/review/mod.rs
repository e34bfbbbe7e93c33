//! The officer's judgement: commands in, events out. Knows no files and no clock.

mod decision;
mod request;
mod workspace;

pub use decision::{Decision, Degree, Misuse, Place, Policy, Redaction, Withholding};
pub use request::{Request, RequestText};
pub use workspace::{Imported, Source, Workspace};
