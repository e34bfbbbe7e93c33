//! The legal checks: what is claimed, argued and cited has to agree. Each says what is there and what is
//! missing, never what the answer is.

mod argued;
mod citation;
mod cited;
mod claimed;

pub use citation::{Citation, citations};

use super::uses::Withheld;
use super::{MarkRef, Place, Policy, Workspace};
use crate::law::{self, ExemptionId, Group, Rule, RuleForm, Severity};

/// What a legal check says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lint {
    /// Which check.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// Its stable name in this case, by which it is settled.
    pub key: String,
    /// The row of the entry it concerns, or of the first of them.
    pub row: Option<u32>,
    /// The words it concerns, or the first of them.
    pub place: Option<Place>,
    /// The reason it concerns.
    pub reason: Option<String>,
    /// The group it concerns.
    pub group: Option<Group>,
    /// The exemption it concerns.
    pub exemption: Option<ExemptionId>,
    /// The paragraph of the notice it concerns.
    pub paragraph: Option<String>,
    /// A plain sentence without case text.
    pub sentence: String,
    /// How it is settled.
    pub settle: String,
    /// Where the law says so.
    pub rests_on: &'static str,
    /// Why it is in order, or what was answered; `None` while it is open.
    pub settled: Option<String>,
}

impl Workspace {
    /// What the legal checks say, settled or not, in the order of the list of checks.
    pub fn lints(&self, policy: Policy) -> Vec<Lint> {
        let withheld = self.withheld(policy);
        let mut out = Lints { lints: Vec::new() };
        self.lint_claims(&withheld, &mut out);
        self.lint_arguments(&withheld, &mut out);
        self.lint_citations(&withheld, &mut out);
        self.lint_extension(&withheld, &mut out);
        self.lint_roles(policy, &mut out);
        if self.signature().is_none() {
            out.add(Rule::NotSignedOff, &[], Facts::default());
        }
        let mut lints = out.lints;
        for lint in &mut lints {
            if lint.severity != Severity::Blocks {
                lint.settled = self.paperwork().settled_lints.get(&lint.key).cloned();
            }
        }
        lints.sort_by(|one, other| (one.rule, one.row, &one.key).cmp(&(other.rule, other.row, &other.key)));
        lints.dedup_by(|one, other| one.key == other.key);
        lints
    }

    /// Whether somebody gave this reason in the case.
    pub(super) fn gives_reason(&self, reason: &str) -> bool {
        self.uses(Policy::Final).iter().any(|used| used.reason == reason)
    }

    fn lint_roles(&self, policy: Policy, out: &mut Lints) {
        if !self.has_role_names() {
            return;
        }
        for case in self.cases_with_witnesses(&self.entries(policy)) {
            let facts = Facts { mark: Some(MarkRef::Entry(case)), ..Facts::default() };
            out.add(Rule::RoleCouldTell, &[&case.to_string()], facts);
        }
    }

    fn lint_extension(&self, withheld: &Withheld, out: &mut Lints) {
        for &exemption in self.paperwork().clock.extension.iter().flat_map(|more| &more.exemptions) {
            if !withheld.uses.iter().any(|used| used.exemption == exemption) {
                let facts = Facts { exemption: Some(exemption), ..Facts::default() };
                out.add(Rule::ExtensionWithoutExemption, &[exemption.code()], facts);
            }
        }
    }
}

/// What a check knows of what it found.
#[derive(Clone, Default)]
pub(super) struct Facts<'f> {
    pub(super) mark: Option<MarkRef>,
    pub(super) reason: Option<&'f str>,
    pub(super) group: Option<Group>,
    pub(super) exemption: Option<ExemptionId>,
    pub(super) other: Option<&'f str>,
    pub(super) part: Option<&'f str>,
    pub(super) words: Option<&'f str>,
    pub(super) paragraph: Option<&'f str>,
}

/// What was found so far.
pub(super) struct Lints {
    pub(super) lints: Vec<Lint>,
}

impl Lints {
    /// Adds what a check found; `key` is what tells it from others of the same check.
    pub(super) fn add(&mut self, rule: Rule, key: &[&str], facts: Facts<'_>) {
        let RuleForm { name: _, severity, says, settle, rests_on } = law::rule(rule);
        let fill = |text: &str| {
            let filled = facts.fill(text);
            if filled.ends_with('?') { filled } else { filled + "." }
        };
        let key = std::iter::once(rule.name()).chain(key.iter().copied()).collect::<Vec<_>>().join(":");
        let place = facts.mark.and_then(|mark| match mark {
            MarkRef::Words(place) => Some(place),
            MarkRef::Entry(_) | MarkRef::Column(_) => None,
        });
        self.lints.push(Lint {
            rule,
            severity: *severity,
            key,
            row: facts.mark.and_then(MarkRef::row),
            place,
            reason: facts.reason.map(str::to_owned),
            group: facts.group,
            exemption: facts.exemption,
            paragraph: facts.paragraph.map(str::to_owned),
            sentence: fill(says),
            settle: fill(settle),
            rests_on,
            settled: None,
        });
    }
}

impl Facts<'_> {
    fn fill(&self, text: &str) -> String {
        // An officer's own words may hold case text, which a check does not repeat.
        let reason =
            self.reason.map(|code| law::reason(code).map_or("in your own words", |known| &known.code));
        let group: Option<&str> = self.group.map(Into::into);
        let exemption = self.exemption.map(ExemptionId::code);
        let known = [
            ("{exemption}", exemption),
            ("{other}", self.other),
            ("{reason}", reason),
            ("{group}", group),
            ("{part}", self.part),
            ("{words}", self.words),
        ];
        known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value.unwrap_or("—")))
    }
}
