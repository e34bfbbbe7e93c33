//! Which of the list of people hold a text. Made on the clerk's side: a name can stand a hundred thousand times.

use rayon::prelude::*;

use super::words;
use crate::review::{Distinct, People, Workspace};
use crate::text::fold;

/// What was found in the list of people as it was gathered last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct FoundPeople {
    /// Numbers of those that hold the text, ascending.
    pub(super) numbers: Vec<u32>,
}

impl FoundPeople {
    /// Looks for a text, whatever its capitals and accents: in every writing of a name or number, in those that
    /// it can stand for, in the name columns, and in the words around each place as People shows them.
    pub(super) fn of(workspace: &Workspace, people: &People, query: &str) -> FoundPeople {
        let wanted = fold(query.trim());
        let has = |one: &Distinct| {
            let title = one.title(workspace.sheet());
            let others = one.shapes().iter().chain(one.one_of()).map(|name| name.expose());
            let mut names = std::iter::once(title.expose()).chain(others);
            let mut said = one.cells().iter().map(|cell| workspace.sheet().text(*cell).expose());
            let mut around = one.mentions.iter().map(|mention| {
                let text = workspace.sheet().text(mention.place.cell).expose();
                let (before, here, after) = words::in_context(text, mention.place.span);
                before + &here + &after
            });
            names.any(|name| fold(name).contains(&wanted))
                || said.any(|text| fold(text).contains(&wanted))
                || around.any(|text| fold(&text).contains(&wanted))
        };
        let all = people.all().par_iter().enumerate().filter(|(_, one)| has(one));
        FoundPeople { numbers: all.map(|(number, _)| number as u32).collect() }
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.numbers.binary_search(&number).is_ok()
    }
}
