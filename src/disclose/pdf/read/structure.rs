//! The tree of parts: what is what, in reading order, and which words of which page belong to it.

use super::container::Container;
use super::content::Run;
use super::expected::{Holds, Part, joined};
use super::object::{Dict, Object, Odd, ensure};
use crate::disclose::proof::{Place, Proof, Rule};

/// The pages, and what of them nobody has claimed yet.
pub(super) struct Pages {
    /// Number of the object of each page.
    pub(super) numbers: Vec<u32>,
    /// The runs of each part on each page.
    pub(super) runs: Vec<Vec<Option<Vec<Run>>>>,
    /// Which part of the tree each of them belongs to, by the number of its object.
    pub(super) owners: Vec<Vec<u32>>,
}

/// Compares the tree with what it must be. What differs in words is told to the proof.
pub(super) struct Tree<'t, 'f, 's> {
    pub(super) file: &'t mut Container<'f>,
    pub(super) pages: &'t mut Pages,
    pub(super) proof: &'t mut Proof<'s>,
    /// Names of the heading cells of tables, in order, with their objects.
    pub(super) ids: Vec<(Vec<u8>, u32)>,
    /// Tables so far.
    pub(super) tables: usize,
    /// Column of the next cell of the row.
    pub(super) column: usize,
}

impl Tree<'_, '_, '_> {
    /// The part of this number, below its parent.
    pub(super) fn part(&mut self, number: u32, parent: u32, expected: &Part) -> Result<(), Odd> {
        let mut part = self.file.dict(number)?;
        part.expect_name("Type", "StructElem")?;
        part.expect_name("S", expected.role)?;
        part.expect("P", &Object::Ref(parent))?;
        let title = part.take("T").map(Object::words).transpose()?;
        ensure(title == expected.title)?;
        match expected.role {
            "Table" => self.tables += 1,
            "TR" => self.column = 0,
            _ => {}
        }
        self.attributes(&mut part, number, expected)?;
        let page = part.take("Pg");
        let kids = part.take("K").map(Object::array).transpose()?.unwrap_or_default();
        part.done()?;
        match &expected.holds {
            Holds::Parts(parts) => {
                ensure(page.is_none() && kids.len() == parts.len())?;
                for (kid, expected) in kids.iter().zip(parts) {
                    self.part(kid.reference()?, number, expected)?;
                }
            }
            Holds::Words(words) => {
                let found = self.claim(number, page, kids)?;
                self.compare(found, words, &expected.place);
            }
        }
        if matches!(expected.role, "TH" | "TD") {
            self.column += 1;
        }
        Ok(())
    }

    /// The runs that belong to a part, over all its pages.
    fn claim(&mut self, number: u32, page: Option<Object>, kids: Vec<Object>) -> Result<Vec<Run>, Odd> {
        let mut runs = Vec::new();
        for kid in kids {
            let (page, at) = if matches!(kid, Object::Int(_)) {
                (page.clone().ok_or(Odd)?, kid.index()?)
            } else {
                let mut kid = kid.dict()?;
                kid.expect_name("Type", "MCR")?;
                let at = kid.need("MCID")?.index()?;
                let page = kid.need("Pg")?;
                kid.done()?;
                (page, at)
            };
            let page = page.reference()?;
            let page = self.pages.numbers.iter().position(|&known| known == page).ok_or(Odd)?;
            ensure(self.pages.owners.get(page).and_then(|owners| owners.get(at)) == Some(&number))?;
            let claimed = self.pages.runs.get_mut(page).and_then(|runs| runs.get_mut(at)).ok_or(Odd)?;
            runs.extend(claimed.take().ok_or(Odd)?);
        }
        Ok(joined(runs))
    }

    fn compare(&mut self, found: Vec<Run>, expected: &[Run], place: &Place) {
        if found != expected {
            let rule = match place {
                Place::Cell { .. } | Place::Heading { .. } => Rule::CellDiffers,
                Place::FileName
                | Place::Container
                | Place::End
                | Place::Part(_)
                | Place::UnknownPart(_)
                | Place::Value(_)
                | Place::Text(_)
                | Place::UnknownFile(_) => Rule::PartDiffers,
            };
            self.proof.fail(place.clone(), rule);
            // A cell may hold words that are withheld elsewhere; only what stands for sure is told.
            if rule == Rule::PartDiffers {
                let words: Vec<&str> = found.iter().map(|run| run.words.as_str()).collect();
                self.proof.search(place.clone(), &words.concat());
            }
        }
    }

    /// What a part says of how it looks and what it belongs to: numbers, and names of heading cells.
    fn attributes(&mut self, part: &mut Dict, number: u32, expected: &Part) -> Result<(), Odd> {
        let id = format!("U{}x{}y0", self.tables, self.column).into_bytes();
        if expected.role == "TH" {
            part.expect("ID", &Object::Text(id.clone()))?;
            self.ids.push((id.clone(), number));
        }
        let attributes = part.take("A").map(Object::array).transpose()?.unwrap_or_default();
        for attribute in attributes {
            let mut attribute = attribute.dict()?;
            match attribute.need("O")?.name()?.as_str() {
                "Table" if expected.role == "TH" => {
                    attribute.expect_name("Scope", "Column")?;
                    attribute.expect("Headers", &Object::Array(Vec::new()))?;
                }
                "Table" if expected.role == "TD" => {
                    attribute.expect("Headers", &Object::Array(vec![Object::Text(id.clone())]))?;
                }
                "Layout" if expected.role == "TH" => numbers(&mut attribute, "BackgroundColor", 3)?,
                "Layout" if expected.role == "Table" => numbers(&mut attribute, "BBox", 4)?,
                "List" if expected.role == "L" => attribute.expect_name("ListNumbering", "Circle")?,
                _ => return Err(Odd),
            }
            attribute.done()?;
        }
        Ok(())
    }
}

fn numbers(dict: &mut Dict, key: &str, count: usize) -> Result<(), Odd> {
    let numbers = dict.need(key)?.array()?;
    ensure(numbers.len() == count && numbers.iter().all(|number| number.number().is_ok()))
}
