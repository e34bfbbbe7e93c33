//! Guesses what each column is, from headings and values; the officer confirms.

mod headings;
mod values;

pub use headings::is_standard_heading;

use std::cmp::Reverse;

use self::values::Values;
use super::{Column, ColumnPlan, Layout, Role, Sheet, Treatment};

/// A heading that speaks less clearly than this is taken for none.
const CLEAR: u16 = 40;

/// No column of the sheet looks like free text, which is what a disclosure is about.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("No column of this sheet looks like a summary. Choose one: {}.", list(.columns))]
pub struct NoSummary {
    /// Heading and mean length in characters of each column, the longest first.
    pub columns: Vec<(String, u32)>,
}

fn list(columns: &[(String, u32)]) -> String {
    let parts: Vec<String> = columns
        .iter()
        .map(|(heading, mean)| format!("\"{heading}\" ({mean} characters on average)"))
        .collect();
    parts.join(", ")
}

/// Role and treatment of each column. A hidden column is always for the officer to settle.
pub fn guess_layout(sheet: &Sheet) -> Layout {
    let looks: Vec<Values> = (0..sheet.columns().len()).map(|at| values::look(sheet, at as u16)).collect();
    let mut claims = Vec::new();
    for (at, (column, values)) in sheet.columns().iter().zip(&looks).enumerate() {
        claims.extend(claims_of(column, values).into_iter().map(|(role, strength)| (strength, at, role)));
    }
    // The strongest claim first; of equal ones the leftmost.
    claims.sort_by_key(|&(strength, at, role)| (Reverse(strength), at, role));
    let mut roles: Vec<Option<Role>> = vec![None; looks.len()];
    for (_, at, role) in claims {
        let taken = is_single(role) && roles.contains(&Some(role));
        if let Some(slot) = roles.get_mut(at).filter(|slot| slot.is_none() && !taken) {
            *slot = Some(role);
        }
    }
    let main = main_summary(&roles, &looks);
    let columns = sheet.columns().iter().zip(&looks).zip(roles).enumerate();
    let plans = columns.map(|(at, ((column, values), role))| {
        let role = role.unwrap_or(Role::Other);
        ColumnPlan { role, treatment: treatment(column, values, role, Some(at) == main) }
    });
    Layout { columns: plans.collect() }
}

/// The main column of free text, or the typed outcome that there is none.
pub fn summary_column(sheet: &Sheet, layout: &Layout) -> Result<u16, NoSummary> {
    let released = |&column: &u16| {
        layout.columns.get(column as usize).is_some_and(|plan| plan.treatment == Treatment::RedactSpans)
    };
    let first = layout.columns_of(Role::Summary).find(released);
    if let Some(column) = first.or_else(|| layout.column(Role::Summary)) {
        return Ok(column);
    }
    let mut columns: Vec<(String, u32)> = (0..sheet.columns().len())
        .map(|at| {
            (
                sheet.columns()[at].heading().to_owned(),
                values::look(sheet, at as u16).mean_chars.round() as u32,
            )
        })
        .collect();
    columns.sort_by_key(|(_, mean)| Reverse(*mean));
    Err(NoSummary { columns })
}

/// What speaks for a column being what. Values decide where the heading says nothing that they
/// allow.
fn claims_of(column: &Column, values: &Values) -> Vec<(Role, u16)> {
    let by_heading = headings::roles(column.heading());
    let clear = by_heading.iter().any(|&(_, strength)| strength >= CLEAR);
    if by_heading.first().is_some_and(|&(role, strength)| role == Role::Other && strength >= CLEAR) {
        return long_text(values).into_iter().collect();
    }
    let allowed =
        |&(role, strength): &(Role, u16)| strength >= CLEAR && role != Role::Other && values.allow(role);
    let mut claims: Vec<(Role, u16)> = by_heading.into_iter().filter(allowed).collect();
    // "Officer 1 (rank/no./name)": where a column may hold names it is kept as one of names.
    if headings::speaks_of_a_name(column.heading())
        && let Some(at) = claims.iter().position(|(role, _)| *role == Role::Subject)
        && matches!(claims.first(), Some((Role::SubjectNumber | Role::Rank, _)))
    {
        claims.swap(0, at);
        claims.truncate(1);
    }
    // A second reference is nothing else, whatever it is the reference of.
    if claims.first().is_some_and(|(role, _)| *role == Role::Reference) {
        claims.truncate(1);
    }
    // A second meaning of a heading counts for less than the first.
    for (rank, claim) in claims.iter_mut().enumerate().skip(1) {
        claim.1 = claim.1.saturating_sub(10 * rank as u16);
    }
    if claims.is_empty() && !clear {
        claims.extend(values.role());
    } else if claims.is_empty() {
        // The heading is clear but the values speak against it: only free text is sure enough.
        claims.extend(long_text(values));
    }
    claims
}

fn long_text(values: &Values) -> Option<(Role, u16)> {
    values.role().filter(|(role, _)| *role == Role::Summary)
}

/// Of these a sheet has one; a second is something else.
fn is_single(role: Role) -> bool {
    match role {
        Role::Reference
        | Role::Type
        | Role::Date
        | Role::Recorded
        | Role::Year
        | Role::Flag
        | Role::Status
        | Role::Outcome
        | Role::InvestigatingBody => true,
        Role::Unit
        | Role::Allegation
        | Role::Rank
        | Role::Subject
        | Role::SubjectNumber
        | Role::Complainant
        | Role::Summary
        | Role::Other => false,
    }
}

/// Of several columns of free text the one with the most of it.
fn main_summary(roles: &[Option<Role>], looks: &[Values]) -> Option<usize> {
    let summaries =
        roles.iter().zip(looks).enumerate().filter(|(_, (role, _))| **role == Some(Role::Summary));
    let weight = |values: &Values| (values.mean_chars * f64::from(values.filled)) as u64;
    summaries.rev().max_by_key(|(_, (_, values))| weight(values)).map(|(at, _)| at)
}

fn treatment(column: &Column, values: &Values, role: Role, is_main: bool) -> Treatment {
    let usual = role.default_treatment();
    let surplus = role == Role::Summary && !is_main;
    // Released as it stands only where it cannot hold a tale.
    let tale = usual == Treatment::Disclose && values.filled > 0 && !values.are_codes();
    if column.is_hidden() || surplus || tale { Treatment::Unsettled } else { usual }
}
