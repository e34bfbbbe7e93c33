//! Who is who within one case: the writings of names there, brought together.

use super::name::{Form, How, Side, Writing};

/// Somebody in a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Local {
    /// The fullest writing.
    pub(super) name: Writing,
    /// Indices of all writings, ascending.
    pub(super) writings: Vec<usize>,
    /// If it is one of several and nobody can tell which: their places in the list.
    pub(super) one_of: Vec<usize>,
}

/// Brings the writings of one case together. The fullest names come first, so that what is shorter finds
/// the people it can be of: it joins if there is exactly one, and stays apart if there are several. The
/// order of the writings does not matter.
pub(super) fn people_of(writings: &[Writing]) -> Vec<Local> {
    let mut order: Vec<usize> = (0..writings.len()).collect();
    order.sort_by(|one, other| {
        let key = |at: &usize| {
            let writing = &writings[*at];
            (
                writing.form,
                std::cmp::Reverse(writing.words.len()),
                writing.sorted().join(" "),
                writing.side.is_none(),
            )
        };
        key(one).cmp(&key(other)).then_with(|| writings[*one].cmp(&writings[*other]))
    });
    let mut people: Vec<Local> = Vec::new();
    for at in order {
        let writing = &writings[at];
        let candidates = candidates(&people, writing);
        match candidates.as_slice() {
            [] => people.push(Local { name: writing.clone(), writings: vec![at], one_of: Vec::new() }),
            [only] => join(&mut people[*only], writing, at),
            several => {
                let several = several.to_vec();
                let same =
                    |person: &&mut Local| person.one_of == several && person.name.words == writing.words;
                match people.iter_mut().find(same) {
                    Some(person) => join(person, writing, at),
                    None => {
                        people.push(Local { name: writing.clone(), writings: vec![at], one_of: several });
                    }
                }
            }
        }
    }
    for person in &mut people {
        person.writings.sort_unstable();
    }
    people
}

fn join(person: &mut Local, writing: &Writing, at: usize) {
    person.writings.push(at);
    person.name.side = person.name.side.or(writing.side);
}

/// The people of whom this can be a writing: exactly, else but for a slip.
fn candidates(people: &[Local], writing: &Writing) -> Vec<usize> {
    for how in [How::Exactly, How::ButForASlip] {
        let fits = |(_, person): &(usize, &Local)| {
            person.one_of.is_empty() && writing.may_be(person.name.side) && writing.fits(&person.name, how)
        };
        let mut found: Vec<usize> = people.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        // A whole name that stands there just so is that person, whoever else it could be part of.
        let is_same = |at: &&usize| people[**at].name.sorted() == writing.sorted();
        if writing.form == Form::Full && found.iter().filter(is_same).count() == 1 {
            found.retain(|at| people[*at].name.sorted() == writing.sorted());
        }
        // A title or rank tells the member of the public from the officer of one name.
        let on_side = |at: &usize| writing.side.is_some() && people[*at].name.side == writing.side;
        if found.len() > 1 && found.iter().filter(|at| on_side(at)).count() == 1 {
            found.retain(on_side);
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// On whose side somebody is who has no title, by what was found.
pub(super) fn side_of(is_public: bool) -> Side {
    if is_public { Side::Public } else { Side::Police }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names with what stands before them, parted by `|`; people parted by `;`, `?` before one of several.
    #[track_caller]
    fn check(names: &str, expected: &str) {
        let names: Vec<&str> = names.split('|').collect();
        let mut order: Vec<&str> = names.clone();
        // Whatever the order.
        for _ in 0..order.len() {
            order.rotate_left(1);
            assert_eq!(grouped(&order), expected, "{order:?}");
        }
        order.reverse();
        assert_eq!(grouped(&order), expected, "{order:?}");
    }

    fn grouped(names: &[&str]) -> String {
        let writing = |name: &&str| {
            let from = name.find(|c: char| c.is_uppercase()).unwrap_or(0);
            let title = ["PC ", "Mr ", "Mrs "].iter().find(|title| name.starts_with(**title));
            let from = title.map_or(from, |title| title.len());
            Writing::found(name.get(..from).unwrap(), name.get(from..).unwrap())
        };
        let writings: Vec<Writing> = names.iter().map(writing).collect();
        let mut people: Vec<String> = people_of(&writings)
            .iter()
            .map(|person| {
                let mut of: Vec<&str> = person.writings.iter().map(|at| names[*at]).collect();
                of.sort_unstable();
                let doubt = if person.one_of.is_empty() { "" } else { "?" };
                format!("{doubt}{}", of.join("|"))
            })
            .collect();
        people.sort();
        people.join(";")
    }

    #[test]
    fn shapes_of_one_person_come_together() {
        check("Daniel Okafor|D. Okafor|Okafor|OKAFOR|Okafur", "D. Okafor|Daniel Okafor|OKAFOR|Okafor|Okafur");
        check("Daniel Okafor|Daniel James Okafor|Daniel", "Daniel|Daniel James Okafor|Daniel Okafor");
        check("PC Okafor|Okafor", "Okafor|PC Okafor");
    }

    #[test]
    fn what_can_be_two_stays_apart() {
        check("Daniel Okafor|Mary Okafor|Okafor", "?Okafor;Daniel Okafor;Mary Okafor");
        check("Daniel Okafor|David Okafor|D. Okafor", "?D. Okafor;Daniel Okafor;David Okafor");
        check("Paul Hunter|Peter Hunter", "Paul Hunter;Peter Hunter");
        check("Daniel Okafor|Dora Oakes|D. O.", "?D. O.;Daniel Okafor;Dora Oakes");
        check("PC Okafor|Mrs Okafor", "Mrs Okafor;PC Okafor");
        check("Marie Jones|Maria Jones|Jones", "?Jones;Maria Jones;Marie Jones");
    }

    #[test]
    fn titles_tell_two_of_one_name() {
        check(
            "PC Daniel Okafor|Mrs Mary Okafor|Mrs Okafor|PC Okafor",
            "Mrs Mary Okafor|Mrs Okafor;PC Daniel Okafor|PC Okafor",
        );
    }
}
