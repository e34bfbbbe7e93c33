//! What the officer says of whole columns, and what stands where nothing is said; the paperwork.

use super::Workspace;
use crate::law::ExemptionId;
use crate::review::{ColumnGrounds, Paperwork, SignOff, Units, suggest};

impl Workspace {
    /// Why a withheld column is withheld, by the officer's word.
    pub fn column_choice(&self, column: u16) -> Option<&ColumnGrounds> {
        self.grounds.get(&column)
    }

    /// What is argued, what the notice says, the clock, and how legal checks were settled.
    pub fn paperwork(&self) -> &Paperwork {
        &self.paperwork
    }

    /// The second officer's signature, if nothing has changed since.
    pub fn signature(&self) -> Option<&SignOff> {
        self.paperwork.signed_off.as_ref().filter(|_| self.is_signature_fresh)
    }

    /// Whether a release was made, and another one made now would be the same.
    pub fn is_released(&self) -> bool {
        self.is_released
    }

    /// The wider units of a column, by the text of the source.
    pub fn units(&self, column: u16) -> &Units {
        static NONE: Units = Units::new();
        self.units.get(&column).unwrap_or(&NONE)
    }

    /// Whether marks say by a role who was meant.
    pub fn has_role_names(&self) -> bool {
        self.role_names
    }

    /// Why a withheld column is withheld: by the officer's word, else the reason suggested for what the
    /// column is.
    pub fn column_reason(&self, column: u16) -> &str {
        match (self.grounds.get(&column), self.layout.columns.get(column as usize)) {
            (Some(grounds), _) => &grounds.reason,
            (None, Some(plan)) => suggest::column(plan.role).reason,
            (None, None) => "",
        }
    }

    /// The exemptions under which a withheld column is withheld: by the officer's word, else as
    /// suggested for what the column is.
    pub fn column_exemptions(&self, column: u16) -> Vec<ExemptionId> {
        match (self.grounds.get(&column), self.layout.columns.get(column as usize)) {
            (Some(grounds), _) => grounds.exemptions.clone(),
            (None, Some(plan)) => suggest::column(plan.role).exemptions,
            (None, None) => Vec::new(),
        }
    }
}
