//! Searches the sheet for personal data, mentions and misuse.

use rayon::prelude::*;

use super::{Detected, Misuse, Workspace};
use crate::detect::{self, Cancel, Cancelled, Options};

impl Workspace {
    /// Runs the detectors; the result becomes an event. `progress` is told how many rows are done,
    /// from any thread.
    pub fn search(
        &self,
        options: Options,
        cancel: &Cancel,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Detected, Cancelled> {
        let findings = detect::run(self.sheet(), self.layout(), options, cancel, progress)?;
        let misuse = (0..self.sheet().row_count())
            .into_par_iter()
            .map(|row| if cancel.is_cancelled() { Err(Cancelled) } else { Ok(self.judge_misuse(row)) })
            .collect::<Result<_, _>>()?;
        Ok(Detected { program: env!("CARGO_PKG_VERSION").to_owned(), findings, misuse })
    }

    fn judge_misuse(&self, row: u32) -> Misuse {
        let _ = row;
        Misuse::Unclear
    }
}
