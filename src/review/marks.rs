//! What goes out of a cell: decisions and undecided suggestions, joined.

use super::{Decision, Place, Policy, Redaction, Workspace};
use crate::detect::Finding;
use crate::law::ExemptionId;
use crate::sheet::CellId;
use crate::text::Span;

impl Workspace {
    /// Whether a finding is decided: exactly, by a decision that covers it, or by several that together do.
    pub fn is_decided(&self, finding: &Finding) -> bool {
        self.verdict(finding).is_some()
    }

    /// Findings of a cell that the officer has yet to decide, in order.
    pub fn undecided_in(&self, cell: CellId) -> impl Iterator<Item = &Finding> {
        self.findings_in(cell).filter(|finding| self.is_suggested(finding) && !self.is_decided(finding))
    }

    /// Findings of the released cells of a row that the officer has yet to decide, in order.
    pub fn undecided_in_row(&self, row: u32) -> impl Iterator<Item = &Finding> {
        self.open_cells(row).into_iter().flat_map(|cell| self.undecided_in(cell))
    }

    /// What goes out of a cell, in order; what overlaps or touches is joined into one, under the
    /// exemptions of all. What is undecided goes out as suggested under either policy: nothing
    /// undecided is ever disclosed, and a release with something undecided is refused elsewhere.
    pub fn redactions(&self, cell: CellId, _policy: Policy) -> Vec<Redaction> {
        let text = self.sheet().text(cell).expose();
        let decided = self.decisions_in(cell).filter_map(|(place, decision)| match decision {
            Decision::Redact { exemptions, reason: _ } => Some((place.span, exemptions.clone())),
            Decision::Keep { reason: _ } => None,
        });
        let undecided = self
            .undecided_in(cell)
            .filter_map(|f| self.suggestion(f).map(|suggested| (f.span, suggested.exemptions)));
        let mut spans: Vec<(Span, Vec<ExemptionId>)> = decided
            .chain(undecided)
            // A span that does not fit the text cannot be trusted: the whole cell goes out.
            .filter_map(|(span, exemptions)| match span.of(text) {
                Some(_) => Some((span, exemptions)),
                None => Span::new(text, 0, text.len()).map(|whole| (whole, exemptions)),
            })
            .collect();
        spans.sort();
        let mut joined: Vec<Redaction> = Vec::with_capacity(spans.len());
        for (span, exemptions) in spans {
            match joined.last_mut() {
                Some(last) if last.span.touches(span) => {
                    last.span = last.span.join(span);
                    last.exemptions.extend(exemptions);
                }
                _ => joined.push(Redaction { span, exemptions }),
            }
        }
        for redaction in &mut joined {
            redaction.exemptions.sort();
            redaction.exemptions.dedup();
        }
        joined
    }

    fn verdict(&self, finding: &Finding) -> Option<&Decision> {
        self.decision_over(Place { cell: finding.cell, span: finding.span })
    }

    /// What is decided about these words: exactly, as part of words around them, or piece by piece. Of pieces
    /// that are decided otherwise, a redaction stands for all.
    pub fn decision_over(&self, place: Place) -> Option<&Decision> {
        if let Some(decision) = self.decision(place) {
            return Some(decision);
        }
        if self.decisions.is_empty() {
            return None;
        }
        self.decisions_in(place.cell)
            .find(|(other, _)| other.span.covers(place.span))
            .map(|(_, decision)| decision)
            .or_else(|| self.decision_by_pieces(place))
    }

    /// What several decisions say that cover these words together, without a byte between them.
    fn decision_by_pieces(&self, place: Place) -> Option<&Decision> {
        let mut said: Option<&Decision> = None;
        let mut decided_to = place.span.start();
        // In order of their beginnings, so that a gap is seen at once.
        for (other, decision) in self.decisions_in(place.cell) {
            if other.span.end() <= decided_to {
                continue;
            }
            if other.span.start() > decided_to {
                return None;
            }
            let is_redaction = matches!(decision, Decision::Redact { .. });
            said = said.filter(|_| !is_redaction).or(Some(decision));
            decided_to = other.span.end();
            if decided_to >= place.span.end() {
                return said;
            }
        }
        None
    }
}
