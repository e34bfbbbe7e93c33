//! The bookmarks: the headings of the document and nothing else.

use super::container::Container;
use super::object::{Object, Odd, ensure};

/// A bookmark and those below it.
#[derive(PartialEq, Debug)]
struct Node<'e> {
    words: &'e str,
    below: Vec<Node<'e>>,
}

/// Compares the bookmarks with what they must be.
pub(super) fn read(
    file: &mut Container<'_>,
    number: u32,
    bookmarks: &[(u8, String)],
    pages: &[u32],
) -> Result<(), Odd> {
    let mut rest = bookmarks;
    let nodes = nested(&mut rest, 0);
    let mut root = file.dict(number)?;
    root.expect_name("Type", "Outlines")?;
    let (first, last) = (root.need("First")?, root.need("Last")?);
    root.expect("Count", &Object::Int(nodes.len() as i64))?;
    root.done()?;
    let mut reader = Reader { file, pages };
    reader.siblings(number, &first, &last, &nodes)
}

fn nested<'e>(rest: &mut &'e [(u8, String)], above: u8) -> Vec<Node<'e>> {
    let mut nodes = Vec::new();
    while let Some(((level, words), after)) = rest.split_first() {
        if *level <= above {
            break;
        }
        *rest = after;
        nodes.push(Node { words, below: nested(rest, *level) });
    }
    nodes
}

struct Reader<'r, 'f> {
    file: &'r mut Container<'f>,
    pages: &'r [u32],
}

impl Reader<'_, '_> {
    fn siblings(
        &mut self,
        parent: u32,
        first: &Object,
        last: &Object,
        nodes: &[Node<'_>],
    ) -> Result<(), Odd> {
        let mut next = Some(first.reference()?);
        let mut before = None;
        for node in nodes {
            let number = next.ok_or(Odd)?;
            let mut item = self.file.dict(number)?;
            item.expect("Parent", &Object::Ref(parent))?;
            ensure(item.take("Prev") == before)?;
            next = item.take("Next").map(|next| next.reference()).transpose()?;
            ensure(item.need("Title")?.words()? == node.words)?;
            self.destination(&item.need("Dest")?)?;
            let first = item.take("First");
            let last = item.take("Last");
            let count = item.take("Count");
            item.done()?;
            match (first, last, count) {
                (None, None, None) => ensure(node.below.is_empty())?,
                (Some(first), Some(last), Some(count)) => {
                    ensure(count == Object::Int(-(node.below.len() as i64)))?;
                    self.siblings(number, &first, &last, &node.below)?;
                }
                _ => return Err(Odd),
            }
            before = Some(Object::Ref(number));
        }
        ensure(next.is_none() && before.as_ref() == Some(last))
    }

    /// A place on one of the pages.
    fn destination(&mut self, value: &Object) -> Result<(), Odd> {
        let target = self.file.object(value.reference()?)?.array()?;
        let [page, kind, numbers @ ..] = &target[..] else { return Err(Odd) };
        ensure(self.pages.contains(&page.reference()?))?;
        ensure(*kind == Object::Name("XYZ".to_owned()))?;
        ensure(numbers.len() == 3 && numbers.iter().all(|number| number.number().is_ok()))
    }
}
