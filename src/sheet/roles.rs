//! `ROLES.toml`: what the officer says the columns are.

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::{Layout, Role, Sheet, Treatment};

/// Why a `ROLES.toml` was not applied.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RolesError {
    /// It is not TOML, or has keys that mean nothing.
    #[error("The roles file could not be understood: {0}")]
    Syntax(String),
    /// A heading that the sheet does not have.
    #[error("The sheet has no column \"{heading}\". Its columns are: {}.", .headings.join(", "))]
    UnknownHeading {
        /// The heading asked for.
        heading: String,
        /// Those there are.
        headings: Vec<String>,
    },
    /// A role that does not exist.
    #[error("\"{role}\" is not a role (column \"{heading}\"). The roles are: {}.", names::<Role>())]
    UnknownRole {
        /// The column.
        heading: String,
        /// The role asked for.
        role: String,
    },
    /// A treatment that does not exist.
    #[error(
        "\"{treatment}\" is not a treatment (column \"{heading}\"). The treatments are: {}.",
        names::<Treatment>()
    )]
    UnknownTreatment {
        /// The column.
        heading: String,
        /// The treatment asked for.
        treatment: String,
    },
}

fn names<T: IntoEnumIterator + Into<&'static str>>() -> String {
    T::iter().map(Into::into).collect::<Vec<&'static str>>().join(", ")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesFile {
    #[serde(default)]
    columns: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntry {
    role: Option<String>,
    treatment: Option<String>,
}

/// Overrides a guessed layout. A role without a treatment brings its usual one; a treatment
/// without a role leaves the role as guessed. Nothing is changed if anything is wrong.
pub fn apply_roles(sheet: &Sheet, layout: &mut Layout, text: &str) -> Result<(), RolesError> {
    let syntax = |error: toml::de::Error| RolesError::Syntax(error.message().to_owned());
    let file: RolesFile = toml::from_str(text).map_err(syntax)?;
    let mut changed = layout.clone();
    for (heading, entry) in file.columns {
        let entry: ColumnEntry = entry.try_into().map_err(syntax)?;
        let plan = column(sheet, &heading).and_then(|at| changed.columns.get_mut(at));
        let Some(plan) = plan else {
            let headings = sheet.columns().iter().map(|column| format!("\"{}\"", column.heading())).collect();
            return Err(RolesError::UnknownHeading { heading, headings });
        };
        if let Some(name) = entry.role {
            let found = by_name::<Role>(&name);
            plan.role =
                found.ok_or_else(|| RolesError::UnknownRole { heading: heading.clone(), role: name })?;
            plan.treatment = plan.role.default_treatment();
        }
        if let Some(name) = entry.treatment {
            let found = by_name::<Treatment>(&name);
            plan.treatment = found
                .ok_or_else(|| RolesError::UnknownTreatment { heading: heading.clone(), treatment: name })?;
        }
    }
    *layout = changed;
    Ok(())
}

/// The column of this heading; capitals and the width of gaps do not matter.
fn column(sheet: &Sheet, heading: &str) -> Option<usize> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let exact = sheet.columns().iter().position(|column| column.heading() == heading);
    exact.or_else(|| sheet.columns().iter().position(|column| plain(column.heading()) == plain(heading)))
}

fn by_name<T: IntoEnumIterator + Into<&'static str> + Copy>(name: &str) -> Option<T> {
    T::iter().find(|&item| {
        let known: &'static str = item.into();
        known.eq_ignore_ascii_case(name.trim())
    })
}
