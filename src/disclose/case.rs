//! What a disclosure needs to know of a review.

use crate::law::ExemptionId;
use crate::review::{Misuse, Policy, Redaction, Request, RoleNames, Withholding, Workspace};
use crate::sheet::{CellId, Layout, Sheet};
use crate::text::Span;

/// The judgement that a disclosure is built from. A [`Workspace`] is one; tests make others.
pub trait Case {
    /// The imported table.
    fn sheet(&self) -> &Sheet;

    /// What the columns are and what happens to them.
    fn layout(&self) -> &Layout;

    /// The request.
    fn request(&self) -> &Request;

    /// Rows within the request, in source order.
    fn entries(&self, policy: Policy) -> Vec<u32>;

    /// Whether the entry relates to misuse; `None` while that is undecided.
    fn misuse(&self, row: u32, policy: Policy) -> Option<Misuse>;

    /// Whether and how the entry is withheld.
    fn withholding(&self, row: u32, policy: Policy) -> Option<Withholding>;

    /// The exemptions under which a withheld column is withheld.
    fn column_exemptions(&self, column: u16) -> Vec<ExemptionId>;

    /// The wider unit that is released for a cell of a column of units; `None` if there is none.
    fn wider_unit(&self, _cell: CellId) -> Option<String> {
        None
    }

    /// What stands in the marks of these entries where role names are on, as `Officer A`.
    fn role_names(&self, _entries: &[u32], _policy: Policy) -> RoleNames {
        RoleNames::new()
    }

    /// What goes out of a cell, in order, neither overlapping nor touching.
    fn redactions(&self, cell: CellId, policy: Policy) -> Vec<Redaction>;

    /// Files kept as evidence for the reasons that withhold words of a cell, or the whole cell without a
    /// span: each with its name and SHA-256.
    fn evidence(&self, _cell: CellId, _span: Option<Span>, _policy: Policy) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Whether any file is kept as evidence.
    fn has_evidence(&self) -> bool {
        false
    }

    /// Whether the officer settled that these words, withheld somewhere, may stand openly: they are
    /// then not searched for in titles and headings.
    fn may_stand_openly(&self, words: &str) -> bool;

    /// Words that the officer lets stay part of the request's reference although they are withheld, each with
    /// the reason: they are searched for everywhere but in the reference itself.
    fn words_in_reference(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Names of people in a cell: of a withheld one, each single word must not stand outside the
    /// cells either.
    fn names(&self, cell: CellId) -> Vec<Span>;
}

impl Case for Workspace {
    fn sheet(&self) -> &Sheet {
        Workspace::sheet(self)
    }

    fn layout(&self) -> &Layout {
        Workspace::layout(self)
    }

    fn request(&self) -> &Request {
        Workspace::request(self)
    }

    fn entries(&self, policy: Policy) -> Vec<u32> {
        Workspace::entries(self, policy)
    }

    fn misuse(&self, row: u32, policy: Policy) -> Option<Misuse> {
        Workspace::misuse(self, row, policy)
    }

    fn withholding(&self, row: u32, policy: Policy) -> Option<Withholding> {
        Workspace::withholding(self, row, policy)
    }

    fn column_exemptions(&self, column: u16) -> Vec<ExemptionId> {
        Workspace::column_exemptions(self, column)
    }

    fn redactions(&self, cell: CellId, policy: Policy) -> Vec<Redaction> {
        Workspace::redactions(self, cell, policy)
    }

    fn role_names(&self, entries: &[u32], policy: Policy) -> RoleNames {
        Workspace::role_names(self, entries, policy)
    }

    fn wider_unit(&self, cell: CellId) -> Option<String> {
        Workspace::wider_unit(self, cell).map(str::to_owned)
    }

    fn evidence(&self, cell: CellId, span: Option<Span>, policy: Policy) -> Vec<(String, String)> {
        let files = self.evidence_at(cell, span, policy).into_iter();
        files.map(|file| (file.name.clone(), file.sha256.clone())).collect()
    }

    fn has_evidence(&self) -> bool {
        Workspace::evidence(self).next().is_some()
    }

    fn may_stand_openly(&self, words: &str) -> bool {
        Workspace::may_stand_openly(self, words)
    }

    fn words_in_reference(&self) -> Vec<(String, String)> {
        let settled = Workspace::words_in_reference(self);
        settled.map(|(words, reason)| (words.to_owned(), reason.to_owned())).collect()
    }

    fn names(&self, cell: CellId) -> Vec<Span> {
        let people = self.findings_in(cell).filter(|finding| finding.kind.is_person());
        people.map(|finding| finding.span).collect()
    }
}
