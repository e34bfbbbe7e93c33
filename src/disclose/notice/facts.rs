//! Facts that stand for the same everywhere in a letter: the request, the counts, the contacts.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use super::scope::{Scope, Value};
use super::terms::When;
use crate::disclose::front::long_date;
use crate::law::{Assessment, day_in_london};
use crate::review::{MarkRef, Misuse, Policy, Use, Workspace};
use crate::sheet::{CellId, Role, Treatment};
use crate::text::{counted, fold};

/// The day on which the words for outcomes changed.
const OUTCOMES_CHANGED: Date = date(2020, 2, 1);

/// What the whole letter can name.
pub(super) fn global(workspace: &Workspace, policy: Policy, released_at: Timestamp, uses: &[Use]) -> Scope {
    let mut scope = Scope::default();
    request(workspace, &mut scope);
    let today = day_in_london(released_at);
    scope.say("released-on", long_date(today));
    counts(workspace, policy, &mut scope);
    withheld(workspace, policy, uses, &mut scope);
    letter(workspace, today, &mut scope);
    clock(workspace, &mut scope);
    scope
}

fn request(workspace: &Workspace, scope: &mut Scope) {
    let request = workspace.request();
    scope.ask("reference", &request.reference, "the reference of the request");
    scope.ask("force", &request.force, "the name of the public authority");
    scope.ask("title", &request.title, "the title of the disclosure");
    scope
        .values
        .insert("received", day(workspace.clock_start(), "the day on which the request was received"));
    scope.values.insert("exported", day(request.exported, "the day of the export"));
    scope
        .values
        .insert("position-as-at", day(request.position_as_at, "the day to which the cases are up to date"));
    let period = match (request.from, request.to) {
        (Some(from), Some(to)) => format!("{} to {}", long_date(from), long_date(to)),
        (Some(from), None) => format!("from {}", long_date(from)),
        (None, Some(to)) => format!("to {}", long_date(to)),
        (None, None) => String::new(),
    };
    scope.hold(When::HasPeriod, !period.is_empty());
    scope.choose("period", &period, "the period of the request");
    // Without a first or last day the period may lie on both sides.
    let before = request.from.is_none_or(|from| from < OUTCOMES_CHANGED);
    let after = request.to.is_none_or(|to| to >= OUTCOMES_CHANGED);
    scope.hold(When::Crosses2020, before && after);
}

fn counts(workspace: &Workspace, policy: Policy, scope: &mut Scope) {
    let entries = workspace.entries(policy);
    let cases: BTreeSet<u32> = entries.iter().map(|&row| workspace.case_of(row)).collect();
    // A total over answers that the table withholds would tell what they are.
    let is_told = |row: u32| !workspace.withholding(row, policy).is_some_and(|w| w.degree.covers_misuse());
    let relates = |row: &u32| is_told(*row) && workspace.misuse(*row, policy) == Some(Misuse::Yes);
    let misuse: Vec<u32> = entries.iter().copied().filter(relates).collect();
    let misuse_cases: BTreeSet<u32> = misuse.iter().map(|&row| workspace.case_of(row)).collect();
    scope.say("entries", count(entries.len(), "entry", "entries"));
    scope.say("cases", count(cases.len(), "case", "cases"));
    scope.say("misuse-entries", count(misuse.len(), "entry", "entries"));
    scope.say("misuse-cases", count(misuse_cases.len(), "case", "cases"));
    scope.hold(When::HasRepeatedEntries, entries.len() > cases.len());

    let text = |row: u32, role: Role| {
        fold(workspace.layout().text(workspace.sheet(), row, role).expose()).trim().to_owned()
    };
    let allegations: BTreeSet<(u32, String)> = entries
        .iter()
        .map(|&row| (workspace.case_of(row), text(row, Role::Allegation)))
        .filter(|(_, allegation)| !allegation.is_empty())
        .collect();
    scope.hold(When::HasAllegations, !allegations.is_empty());
    scope.say("allegations", count(allegations.len(), "allegation", "allegations"));
    // A number tells one officer from another of the same name.
    let who = |row| Some(text(row, Role::SubjectNumber)).filter(|number| !number.is_empty());
    let officers: BTreeSet<String> = entries
        .iter()
        .map(|&row| who(row).unwrap_or_else(|| text(row, Role::Subject)))
        .filter(|officer| !officer.is_empty())
        .collect();
    scope.hold(When::HasOfficers, !officers.is_empty());
    scope.say(
        "officers",
        count(officers.len(), "officer or member of staff", "officers and members of staff"),
    );
}

fn withheld(workspace: &Workspace, policy: Policy, uses: &[Use], scope: &mut Scope) {
    let marks = || uses.iter().flat_map(|used| used.marks.iter().copied());
    let rows: BTreeSet<u32> = marks()
        .filter_map(|mark| match mark {
            MarkRef::Entry(row) => Some(row),
            MarkRef::Words(_) | MarkRef::Column(_) => None,
        })
        .collect();
    scope.say("withheld-entries", count(rows.len(), "entry", "entries"));
    scope.hold(When::HasWithheldEntries, !rows.is_empty());
    scope.hold(When::HasMarks, !uses.is_empty());
    scope.hold(When::HasNoMarks, uses.is_empty());
    scope.hold(When::HasQualified, uses.iter().any(|used| used.exemption.get().public_interest_test));
    scope.hold(When::HasPersonalData, uses.iter().any(|used| used.exemption.get().legitimate_interest));
    let is_personal = |used: &Use| used.exemption.get().legitimate_interest;
    scope.hold(When::HasRoleNames, workspace.has_role_names() && uses.iter().any(is_personal));
    let of_data = |a: &Assessment| matches!(a, Assessment::SpecialCategory | Assessment::CriminalOffence);
    scope.hold(When::HasConditions, uses.iter().any(|used| used.assessments().iter().any(of_data)));

    let headings: Vec<String> = (0u16..)
        .zip(&workspace.layout().columns)
        .filter(|(_, plan)| plan.treatment == Treatment::Withhold)
        .filter_map(|(column, _)| workspace.sheet().columns().get(usize::from(column)))
        .map(|column| format!("the column “{}”", column.heading()))
        .collect();
    scope.hold(When::HasWithheldColumns, !headings.is_empty());
    scope.quote("withheld-columns", headings.join(", "));
    let plans = || (0u16..).zip(&workspace.layout().columns);
    let is = |treatment: Treatment| plans().any(|(_, plan)| plan.treatment == treatment);
    scope.hold(When::HasWiderUnits, is(Treatment::WiderUnit));
    let entries = workspace.entries(policy);
    let shows_year = plans().any(|(column, plan)| {
        plan.treatment == Treatment::YearOnly
            && entries.iter().any(|&row| !workspace.sheet().text(CellId { row, column }).is_empty())
    });
    scope.hold(When::HasYears, shows_year);
    let small = marks().any(|mark| match mark {
        MarkRef::Column(column) => workspace
            .layout()
            .columns
            .get(usize::from(column))
            .is_some_and(|plan| plan.treatment == Treatment::SmallNumbers),
        MarkRef::Words(_) | MarkRef::Entry(_) => false,
    });
    scope.hold(When::HasSmallNumbers, small);
}

fn letter(workspace: &Workspace, today: Date, scope: &mut Scope) {
    let notice = &workspace.paperwork().notice;
    scope.ask("advice", &notice.advice, "the advice and assistance given");
    let previous = notice.previous.as_ref();
    scope.hold(When::HasPrevious, previous.is_some());
    scope.ask(
        "previous-reference",
        previous.map_or("", |p| &p.reference),
        "the reference of the previous request",
    );
    scope.ask("previous-answer", previous.map_or("", |p| &p.answer), "how the previous request was answered");
    scope.values.insert(
        "previous-answered",
        day(previous.and_then(|p| p.answered), "the day on which the previous request was answered"),
    );
    let contact = notice.contact.as_ref();
    let is_old = contact.is_some_and(|c| c.confirmed.checked_add(1.year()).is_ok_and(|until| until < today));
    let mut say = |name, value: &str, what: &'static str| {
        if is_old {
            scope.values.insert(name, Err("names and addresses confirmed within the last year"));
        } else {
            scope.ask(name, value, what);
        }
    };
    say("review-contact", contact.map_or("", |c| &c.review), "where to ask for an internal review");
    say("commissioner", contact.map_or("", |c| &c.commissioner), "the name of the Commissioner’s office");
    say(
        "commissioner-address",
        contact.map_or("", |c| &c.commissioner_address),
        "the address of the Commissioner’s office",
    );
}

fn clock(workspace: &Workspace, scope: &mut Scope) {
    let due = workspace.clock_state().deadline().map(|deadline| deadline.due);
    scope.values.insert("due", day(due, "the day by which an answer is due"));
    let extension = workspace.paperwork().clock.extension.as_ref();
    let estimate = extension.map(|extension| extension.estimate);
    scope.values.insert("estimate", day(estimate, "when a decision is expected"));
    scope.ask("extension-why", extension.map_or("", |e| &e.why), "why the time is needed");
}

/// A day as a letter writes it.
pub(super) fn day(day: Option<Date>, what: &'static str) -> Value {
    day.map(long_date).ok_or(what)
}

/// A number with its noun, as `19,411 cases`.
fn count(number: usize, one: &str, many: &str) -> String {
    counted(number as u64, one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (number, expected) in
            [(0, "0 cases"), (1, "1 case"), (630, "630 cases"), (1_234_567, "1,234,567 cases")]
        {
            assert_eq!(count(number, "case", "cases"), expected);
        }
    }
}
