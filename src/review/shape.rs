//! Redactions in another shape: split, trimmed, widened. Redactions on the same grounds that overlap or touch
//! become one.

use std::collections::BTreeMap;

use super::plan::checked_decision;
use super::{Change, Decision, Place, ReviewError, Workspace};
use crate::text::{Span, union};

impl Workspace {
    /// Redacts these parts in place of the words that are redacted or suggested at a place. What the parts
    /// leave of those words stands openly from then on; where something is suggested in it, that is said to be
    /// kept, so that it is decided and no longer asked.
    pub(super) fn plan_reshape(
        &self,
        place: Place,
        parts: &[Span],
        decision: &Decision,
    ) -> Result<Vec<Change>, ReviewError> {
        self.check_place(place)?;
        let is_redacted = matches!(self.decision(place), Some(Decision::Redact { .. }));
        let is_suggested = self.is_suggested_at(place);
        if !(is_redacted || is_suggested) {
            return Err(ReviewError::NothingToReshape);
        }
        self.shape(place, parts, decision)
    }

    /// Redacts words that the officer chose, joined with the redactions on the same grounds that they overlap
    /// or touch.
    pub(super) fn plan_own_words(
        &self,
        place: Place,
        decision: &Decision,
    ) -> Result<Vec<Change>, ReviewError> {
        self.check_place(place)?;
        self.shape(place, &[place.span], decision)
    }

    /// Whether something is suggested for exactly these words.
    pub(super) fn is_suggested_at(&self, place: Place) -> bool {
        self.findings_in(place.cell).any(|finding| finding.span == place.span && self.is_suggested(finding))
    }

    fn shape(&self, place: Place, parts: &[Span], decision: &Decision) -> Result<Vec<Change>, ReviewError> {
        let decision = checked_decision(decision)?;
        if matches!(decision, Decision::Keep { .. }) {
            return Err(ReviewError::NotARedaction);
        }
        let cell = place.cell;
        for span in parts {
            self.check_place(Place { cell, span: *span })?;
            if !span.touches(place.span) {
                return Err(ReviewError::ElsewhereThanTheMark);
            }
        }
        // What is redacted on the same grounds and is touched becomes one with it, and may touch the next.
        let mut parts = union(parts.iter().copied());
        let mut after: BTreeMap<Span, Option<Decision>> = BTreeMap::from([(place.span, None)]);
        let others = || self.decisions_in(cell).filter(|(other, _)| other.span != place.span);
        loop {
            let same = others()
                .filter(|(other, standing)| **standing == decision && !after.contains_key(&other.span));
            let touched: Vec<Span> = same
                .map(|(other, _)| other.span)
                .filter(|other| parts.iter().any(|part| part.touches(*other)))
                .collect();
            if touched.is_empty() {
                break;
            }
            after.extend(touched.iter().map(|span| (*span, None)));
            parts = union(parts.into_iter().chain(touched));
        }
        if parts.is_empty() {
            return Err(ReviewError::NoPlaces);
        }
        // What was kept is kept as far as it is not redacted now.
        for (other, standing) in others() {
            if matches!(standing, Decision::Keep { .. }) && parts.iter().any(|part| part.overlaps(other.span))
            {
                after.insert(other.span, None);
                for rest in without(other.span, &parts) {
                    after.insert(rest, Some(standing.clone()));
                }
            }
        }
        for rest in without(place.span, &parts) {
            let findings = self.findings_in(cell).filter(|finding| self.is_suggested(finding));
            if findings.map(|finding| finding.span).any(|span| span.overlaps(rest)) {
                after.insert(rest, Some(Decision::Keep { reason: String::new() }));
            }
        }
        after.extend(parts.iter().map(|part| (*part, Some(decision.clone()))));
        let change = |(span, now)| {
            let place = Place { cell, span };
            Change::Mark { place, was: self.decision(place).cloned(), now }
        };
        Ok(after.into_iter().map(change).collect())
    }
}

/// What of a span lies in none of these, which are in order and apart.
pub(super) fn without(span: Span, parts: &[Span]) -> Vec<Span> {
    let mut rest = Vec::new();
    let mut from = span.start();
    for part in parts.iter().filter(|part| part.overlaps(span)) {
        rest.extend(bytes(from, part.start().min(span.end())).filter(|_| from < part.start()));
        from = from.max(part.end());
    }
    rest.extend(bytes(from, span.end()));
    rest
}

/// The bytes of a text of which both ends are known to stand between letters.
fn bytes(from: usize, to: usize) -> Option<Span> {
    Span::try_from((u32::try_from(from).ok()?, u32::try_from(to).ok()?)).ok()
}
