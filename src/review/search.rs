//! Searches the sheet for personal data, mentions and misuse.

use rayon::prelude::*;

use super::{Detected, Misuse, Standing, SuggestedMisuse, Workspace, scope};
use crate::detect::{self, Cancel, Cancelled, Finding, Found, MisuseQuestion, Options};
use crate::sheet::{CellId, Role};

impl Workspace {
    /// Runs the detectors with the lists of the case and those in the options, which are for every case;
    /// the result becomes an event. `progress` is told, from any thread, how many
    /// rows are done and what was found in the latest.
    pub fn search(
        &self,
        mut options: Options,
        cancel: &Cancel,
        progress: &(dyn Fn(Found<'_>) + Sync),
    ) -> Result<Detected, Cancelled> {
        let everywhere = options.lists.always.clone();
        options.lists = self.lists().joined(&options.lists);
        let findings = detect::run(self.sheet(), self.layout(), options, cancel, progress)?;
        let judge =
            |row| if cancel.is_cancelled() { Err(Cancelled) } else { Ok(self.judge_misuse(row, &findings)) };
        let misuse = (0..self.sheet().row_count()).into_par_iter().map(judge).collect::<Result<_, _>>()?;
        let searched = detect::searched_columns(self.layout());
        let roles = self.layout().columns.iter().map(|plan| plan.role).collect();
        Ok(Detected {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            searched,
            roles,
            lists: self.lists().clone(),
            everywhere,
            findings,
            misuse,
        })
    }

    fn judge_misuse(&self, row: u32, findings: &[Finding]) -> SuggestedMisuse {
        let text = |role| self.layout().text(self.sheet(), row, role).expose();
        let column = self.layout().column(Role::Summary).unwrap_or(0);
        let suggested = detect::misuse(MisuseQuestion {
            text: text(Role::Summary),
            mentions_bwv: detect::mentions_bwv(super::workspace::of_cell(findings, CellId { row, column })),
            flagged: scope::flag_says_yes(text(Role::Flag)),
            ongoing: match self.standing(row) {
                Standing::Closed => Some(false),
                Standing::Unknown => None,
                Standing::Live => Some(true),
            },
        });
        let misuse = match suggested.misuse {
            detect::Misuse::Yes => Misuse::Yes,
            detect::Misuse::No => Misuse::No,
            detect::Misuse::Unclear => Misuse::Unclear,
        };
        SuggestedMisuse { misuse, why: suggested.why }
    }
}
