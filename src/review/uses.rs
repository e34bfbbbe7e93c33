//! What is withheld, under which exemption and for which reason: what a notice has to account for.

use std::collections::{BTreeMap, BTreeSet};

use super::paperwork::group_of;
use super::{Decision, Place, Policy, Workspace};
use crate::law::{self, Assessment, ExemptionId, Group};
use crate::sheet::{CellId, ColumnPlan, Treatment};
use crate::text::Span;

/// An exemption that is claimed for a reason, with every mark that rests on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// Code of the reason, or the officer's own words.
    pub reason: String,
    /// Whom or what it is argued for.
    pub group: Group,
    /// The exemption.
    pub exemption: ExemptionId,
    /// The marks, in source order.
    pub marks: Vec<MarkRef>,
}

/// A mark of the disclosure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MarkRef {
    /// Words of a cell.
    Words(Place),
    /// An entry that is withheld.
    Entry(u32),
    /// A column that is withheld, or in which small numbers are.
    Column(u16),
}

impl Use {
    /// The assessments that this exemption needs for this reason.
    pub fn assessments(&self) -> Vec<Assessment> {
        let mut needed = self.exemption.get().assessments();
        // What the data of a reason needs is needed wherever it is withheld as personal data.
        if let Some(reason) = law::reason(&self.reason)
            && self.exemption.get().legitimate_interest
        {
            let of_data =
                |a: &Assessment| matches!(a, Assessment::SpecialCategory | Assessment::CriminalOffence);
            needed.extend(reason.assessments.iter().copied().filter(of_data));
        }
        needed
    }
}

impl MarkRef {
    /// The row, where it is about one.
    pub fn row(self) -> Option<u32> {
        match self {
            MarkRef::Words(place) => Some(place.cell.row),
            MarkRef::Entry(row) => Some(row),
            MarkRef::Column(_) => None,
        }
    }
}

/// Everything that is withheld.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Withheld {
    /// By group, reason and exemption.
    pub(super) uses: Vec<Use>,
    /// Each combination of reasons and exemptions that stands on the same words, with the first mark.
    pub(super) together: BTreeMap<(BTreeSet<String>, BTreeSet<ExemptionId>), MarkRef>,
}

/// Some words with what is claimed for them.
struct Claim {
    span: Span,
    reason: String,
    exemptions: Vec<ExemptionId>,
}

impl Workspace {
    /// Every exemption that something is withheld under, by group, reason and exemption. What is undecided
    /// counts as suggested, as it does in the table.
    pub fn uses(&self, policy: Policy) -> Vec<Use> {
        self.withheld(policy).uses
    }

    pub(super) fn withheld(&self, policy: Policy) -> Withheld {
        let mut collector = Collector::default();
        let entries = self.entries(policy);
        let shown: Vec<(u16, ColumnPlan)> = (0u16..)
            .zip(self.layout().columns.iter().copied())
            .filter(|(_, plan)| plan.treatment.is_shown())
            .collect();
        let mut open_columns = BTreeSet::new();
        for &row in &entries {
            let withholding = self.withholding(row, policy);
            let covers = |plan: ColumnPlan| withholding.as_ref().is_some_and(|w| w.degree.covers(plan));
            if let Some(withholding) = &withholding
                && (withholding.degree.covers_misuse() || shown.iter().any(|(_, plan)| covers(*plan)))
            {
                collector.add(&[(&withholding.reason, &withholding.exemptions)], MarkRef::Entry(row));
            }
            for &(column, plan) in shown.iter().filter(|(_, plan)| !covers(*plan)) {
                let cell = CellId { row, column };
                match plan.treatment {
                    Treatment::Disclose | Treatment::RedactSpans | Treatment::YearOnly => {
                        self.collect_words(cell, &mut collector);
                    }
                    Treatment::Withhold => _ = open_columns.insert(column),
                    Treatment::SmallNumbers => {
                        let text = self.sheet().text(cell).expose();
                        if !text.trim().is_empty() && super::small_number(text) != Some(false) {
                            open_columns.insert(column);
                        }
                    }
                    Treatment::WiderUnit | Treatment::OutOfScope | Treatment::Unsettled => {}
                }
            }
        }
        for column in open_columns {
            let exemptions = self.column_exemptions(column);
            collector.add(&[(self.column_reason(column), &exemptions)], MarkRef::Column(column));
        }
        collector.finish()
    }

    /// Words of one cell; those that overlap or touch become one mark under the exemptions of all.
    fn collect_words(&self, cell: CellId, collector: &mut Collector) {
        let decided = self.decisions_in(cell).filter_map(|(place, decision)| match decision {
            Decision::Redact { exemptions, reason } => {
                Some(Claim { span: place.span, reason: reason.clone(), exemptions: exemptions.clone() })
            }
            Decision::Keep { reason: _ } => None,
        });
        let undecided = self.undecided_in(cell).filter_map(|finding| {
            let suggested = self.suggestion(finding)?;
            let (reason, exemptions) = (suggested.reason.to_owned(), suggested.exemptions);
            Some(Claim { span: finding.span, reason, exemptions })
        });
        let mut claims: Vec<Claim> = decided.chain(undecided).collect();
        claims.sort_by_key(|claim| claim.span);
        let mut rest = claims.as_slice();
        while let Some((first, _)) = rest.split_first() {
            let mut span = first.span;
            let mut count = 1;
            while let Some(next) = rest.get(count).filter(|next| span.touches(next.span)) {
                span = span.join(next.span);
                count += 1;
            }
            let (joined, after) = rest.split_at(count);
            let claimed: Vec<(&str, &[ExemptionId])> =
                joined.iter().map(|claim| (claim.reason.as_str(), claim.exemptions.as_slice())).collect();
            collector.add(&claimed, MarkRef::Words(Place { cell, span }));
            rest = after;
        }
    }
}

#[derive(Default)]
struct Collector {
    uses: BTreeMap<(String, ExemptionId), Vec<MarkRef>>,
    together: BTreeMap<(BTreeSet<String>, BTreeSet<ExemptionId>), MarkRef>,
}

impl Collector {
    fn add<R: AsRef<str>, E: AsRef<[ExemptionId]>>(&mut self, claims: &[(R, E)], mark: MarkRef) {
        let mut reasons = BTreeSet::new();
        let mut exemptions = BTreeSet::new();
        for (reason, claimed) in claims {
            reasons.insert(reason.as_ref().to_owned());
            for &exemption in claimed.as_ref() {
                exemptions.insert(exemption);
                let marks = self.uses.entry((reason.as_ref().to_owned(), exemption)).or_default();
                if marks.last() != Some(&mark) {
                    marks.push(mark);
                }
            }
        }
        if exemptions.len() > 1 {
            self.together.entry((reasons, exemptions)).or_insert(mark);
        }
    }

    fn finish(self) -> Withheld {
        let mut uses: Vec<Use> = self
            .uses
            .into_iter()
            .map(|((reason, exemption), marks)| Use { group: group_of(&reason), reason, exemption, marks })
            .collect();
        let place = |reason: &str| law::reasons().iter().position(|known| known.code == reason);
        // Listed reasons in the order of the list, the officer's own words after them.
        uses.sort_by_cached_key(|used| {
            let at = place(&used.reason).unwrap_or(usize::MAX);
            (used.group, at, used.reason.clone(), used.exemption)
        });
        Withheld { uses, together: self.together }
    }
}
