//! The table as a release made now would be, with what is said of it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::disclose::{Disclosure, Grounds, Piece, build, build_info};
use crate::law::ExemptionId;
use crate::review::{Policy, Workspace};

/// A disclosure that is not released.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) disclosure: Disclosure,
    /// The exemptions that stand in the table, in the order of the Act, with their marks counted: a
    /// mark with two of them counts for both.
    pub(super) key: Vec<(ExemptionId, u64)>,
    /// Marks for what was not asked for.
    pub(super) out_of_scope: u64,
    pub(super) marks: u64,
}

impl Preview {
    pub(super) fn of(workspace: &Workspace, now: Timestamp) -> Preview {
        let disclosure = build(workspace, Policy::Final, &build_info(now));
        let mut key: BTreeMap<ExemptionId, u64> = BTreeMap::new();
        let (mut out_of_scope, mut marks) = (0, 0);
        for row in 0..disclosure.row_count() {
            for piece in disclosure.row(row).flat_map(|cell| cell.pieces()) {
                let Piece::Withheld(mark) = piece else { continue };
                marks += 1;
                match &mark.grounds {
                    Grounds::Exempt(exemptions) => {
                        for exemption in exemptions {
                            *key.entry(*exemption).or_default() += 1;
                        }
                    }
                    Grounds::OutOfScope => out_of_scope += 1,
                }
            }
        }
        Preview { disclosure, key: key.into_iter().collect(), out_of_scope, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Cancel, Options};
    use crate::review::{Event, Imported};

    #[test]
    fn every_mark_is_counted_under_its_exemptions() {
        let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
        let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
        workspace.apply(Event::Detected(found.into()));
        let preview = Preview::of(&workspace, Timestamp::UNIX_EPOCH);
        assert_eq!(preview.marks, preview.disclosure.mark_count());
        let known: Vec<ExemptionId> = preview.key.iter().map(|(exemption, _)| *exemption).collect();
        assert_eq!(known, preview.disclosure.meta().key);
        assert!(preview.key.iter().all(|(_, count)| *count > 0));
        // Nothing is decided yet, and what is undecided does not stand in the preview.
        assert!(preview.marks > 100);
    }
}
