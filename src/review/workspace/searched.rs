//! Whether what was found still fits the columns and the lists of words.

use super::Workspace;
use crate::detect::AlwaysWords;
use crate::sheet::Role;

impl Workspace {
    /// Whether the detectors have run.
    pub fn is_detected(&self) -> bool {
        self.detected.is_some()
    }

    /// The columns whose text is released although the detectors never saw it: what they were then
    /// was not to be released.
    pub fn unsearched_columns(&self) -> Vec<u16> {
        let searched = self.detected.as_ref().map_or(&[][..], |detected| &detected.searched);
        let plans = (0u16..).zip(&self.layout.columns);
        plans
            .filter(|(column, plan)| plan.treatment.releases_text() && !searched.contains(column))
            .map(|(column, _)| column)
            .collect()
    }

    /// Whether what was found no longer fits the columns: text is released that was never searched, or
    /// other columns than then tell which names, numbers and references to look for, or the officer's
    /// lists of words are others.
    pub fn is_search_stale(&self) -> bool {
        !self.unsearched_columns_of_a_search().is_empty()
            || self.has_other_roles_than_searched()
            || self.has_other_lists_than_searched()
    }

    /// Whether the case's lists of words are not those of the search.
    pub fn has_other_lists_than_searched(&self) -> bool {
        self.detected.as_ref().is_some_and(|detected| detected.lists != self.lists)
    }

    /// The words for every case that the search was given; `None` before a search.
    pub fn searched_everywhere(&self) -> Option<&AlwaysWords> {
        self.detected.as_ref().map(|detected| &detected.everywhere)
    }

    /// The unsearched columns, if there was a search at all.
    pub(in crate::review) fn unsearched_columns_of_a_search(&self) -> Vec<u16> {
        if self.is_detected() { self.unsearched_columns() } else { Vec::new() }
    }

    /// Whether other columns than at the search are of a role by which the search knows words.
    pub(in crate::review) fn has_other_roles_than_searched(&self) -> bool {
        const TELLING: [Role; 5] =
            [Role::Subject, Role::Complainant, Role::SubjectNumber, Role::Reference, Role::Summary];
        let Some(detected) = self.detected.as_ref().filter(|detected| !detected.roles.is_empty()) else {
            return false;
        };
        let then = detected.roles.iter().map(Some).chain(std::iter::repeat(None));
        self.layout.columns.iter().zip(then).any(|(plan, then)| {
            let tells = |role: &&Role| TELLING.contains(*role);
            Some(&plan.role).filter(tells) != then.filter(tells)
        })
    }
}
