//! From the catalogue to every page, and from the pages to the tree of their parts.

use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::container::Container;
use super::content::{self, Owner, Resources, Run};
use super::expected::{Expected, Holds, Part};
use super::fonts::{self, Letters};
use super::object::{Dict, Object, Odd, ensure};
use super::structure::{Pages, Tree};
use super::{In, Stop, metadata, outline};
use crate::detect::Cancel;
use crate::disclose::proof::{Place, Proof, Rule};
use crate::text::hex;

/// Digests of the two profiles of colour, by their number of components.
const PROFILES: [(i64, &str); 2] = [
    (3, "c56e1685d888f5edb92fe07f2750f387f8fe8e91b32ff8fb0b56bfbbb9458353"),
    (1, "00c0f94e09127520a17dc0e1d9264b5702081d96dbdb1549ee88e3631ce42a9d"),
];

/// Accounts for everything that the catalogue leads to.
pub(super) fn read(
    file: &mut Container<'_>,
    expected: &Expected,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), Stop> {
    let mut reader = Reader { file, expected, fonts: Vec::new(), profiles: Vec::new() };
    let (mut catalogue, numbers) = reader.catalogue().within("catalogue")?;
    let mut pages = Pages { numbers, runs: Vec::new(), owners: Vec::new() };
    let headings = headings_of(&expected.parts);
    for at in 0..pages.numbers.len() {
        if cancel.is_cancelled() {
            return Err(Stop::Cancelled);
        }
        let runs = reader.page(at, &pages.numbers, &headings, proof).within("page")?;
        pages.runs.push(runs);
    }
    let intents = catalogue.need("OutputIntents").and_then(|value| value.reference()).within("catalogue")?;
    reader.intents(intents).within("colours")?;
    let outlines =
        catalogue.take("Outlines").map(|value| value.reference()).transpose().within("catalogue")?;
    match outlines {
        Some(number) => {
            outline::read(reader.file, number, &expected.bookmarks, &pages.numbers).within("bookmarks")?
        }
        None => ensure(expected.bookmarks.is_empty()).within("bookmarks")?,
    }
    let root = catalogue.need("StructTreeRoot").and_then(|value| value.reference()).within("catalogue")?;
    catalogue.done().within("catalogue")?;
    structure(reader.file, root, &mut pages, expected, proof).within("structure")?;
    ensure(pages.runs.iter().flatten().all(Option::is_none)).within("structure")
}

/// The words of the heading row of each table.
fn headings_of(parts: &[Part]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for part in parts {
        let Holds::Parts(parts) = &part.holds else { continue };
        let cells = parts.iter().filter(|part| part.role == "TH").map(|part| match &part.holds {
            Holds::Words(runs) => runs.iter().map(|run| run.words.as_str()).collect(),
            Holds::Parts(_) => String::new(),
        });
        let cells: Vec<String> = cells.collect();
        if !cells.is_empty() {
            rows.push(cells);
        }
        rows.extend(headings_of(parts));
    }
    rows
}

struct Reader<'r, 'f> {
    file: &'r mut Container<'f>,
    expected: &'r Expected,
    /// Typefaces that are known already, by their numbers.
    fonts: Vec<(u32, Rc<Letters>)>,
    /// Profiles of colour that are known already.
    profiles: Vec<u32>,
}

impl Reader<'_, '_> {
    /// The catalogue without what is checked here, and the numbers of the pages.
    fn catalogue(&mut self) -> Result<(Dict, Vec<u32>), Odd> {
        let root = self.file.trailer.clone().need("Root")?.reference()?;
        let tree = self.file.dict(root)?.need("Pages")?.reference()?;
        let mut pages = self.file.dict(tree)?;
        pages.expect_name("Type", "Pages")?;
        let count = pages.need("Count")?.index()?;
        let kids = pages.need("Kids")?.array()?;
        pages.done()?;
        let numbers: Vec<u32> = kids.iter().map(Object::reference).collect::<Result<_, _>>()?;
        ensure(numbers.len() == count && count > 0)?;
        let mut catalogue = metadata::read(self.file, self.expected, count)?;
        catalogue.expect_name("Type", "Catalog")?;
        catalogue.expect("Pages", &Object::Ref(tree))?;
        catalogue.expect("Lang", &Object::Text(b"en-GB".to_vec()))?;
        let mut marks = catalogue.need("MarkInfo")?.dict()?;
        marks.expect("Marked", &Object::Bool(true))?;
        marks.expect("Suspects", &Object::Bool(false))?;
        marks.done()?;
        let mut preferences = catalogue.need("ViewerPreferences")?.dict()?;
        preferences.expect("DisplayDocTitle", &Object::Bool(true))?;
        preferences.expect_name("Direction", "L2R")?;
        preferences.done()?;
        Ok((catalogue, numbers))
    }

    fn page(
        &mut self,
        at: usize,
        numbers: &[u32],
        headings: &[Vec<String>],
        proof: &mut Proof<'_>,
    ) -> Result<Vec<Option<Vec<Run>>>, Odd> {
        let mut page = self.file.dict(*numbers.get(at).ok_or(Odd)?)?;
        page.expect_name("Type", "Page")?;
        page.expect_name("Tabs", "S")?;
        page.need("Parent")?.reference()?;
        page.expect("StructParents", &Object::Int(at as i64))?;
        let bounds = page.need("MediaBox")?.array()?;
        let bounds: Vec<f64> = bounds.iter().map(Object::number).collect::<Result<_, _>>()?;
        let (width, height) = self.expected.page_size;
        let is_same = |(found, expected): (&f64, f64)| (found - expected).abs() < 0.01;
        ensure(bounds.len() == 4 && bounds.iter().zip([0.0, 0.0, width, height]).all(is_same))?;
        let fonts = self.resources(&page.need("Resources")?)?;
        let contents = page.need("Contents")?.reference()?;
        page.done()?;
        let (dict, bytes) = self.file.stream(contents)?;
        dict.done()?;
        let sections = content::read(&bytes, &Resources { fonts, size: self.expected.page_size })?;

        let mut runs: Vec<Option<Vec<Run>>> = Vec::new();
        let mut repeated = Vec::new();
        let (mut head, mut foot) = (String::new(), String::new());
        for section in sections {
            let words = section.runs.iter().map(|run| run.words.as_str());
            match section.owner {
                Owner::Part(number) => {
                    ensure(number == runs.len())?;
                    runs.push(Some(section.runs));
                }
                Owner::Layout => ensure(section.runs.is_empty())?,
                Owner::Repeated => repeated.push(words.collect::<String>()),
                Owner::Head => head.extend(words),
                Owner::Foot => foot.extend(words),
            }
        }
        let expected_foot = format!("{}Page {} of {}", self.expected.foot, at + 1, numbers.len());
        for (what, found, expected) in
            [("running head", &head, &self.expected.head), ("running foot", &foot, &expected_foot)]
        {
            if found != expected {
                proof.fail(Place::Value(what), Rule::PartDiffers);
                proof.search(Place::Value(what), found);
            }
        }
        let is_known = repeated.is_empty() || headings.contains(&repeated);
        if !is_known {
            proof.fail(Place::Part("repeated headings"), Rule::PartDiffers);
            proof.search(Place::Part("repeated headings"), &repeated.join(" "));
        }
        Ok(runs)
    }

    fn resources(&mut self, value: &Object) -> Result<Vec<(String, Rc<Letters>)>, Odd> {
        let mut resources = self.file.follow(value)?;
        let kinds = ["PDF", "Text", "ImageC", "ImageB"].map(|kind| Object::Name(kind.to_owned()));
        resources.expect("ProcSet", &Object::Array(kinds.to_vec()))?;
        let spaces = resources.take("ColorSpace").map(Object::dict).transpose()?.unwrap_or_default();
        let fonts = resources.need("Font")?.dict()?;
        resources.done()?;
        for (_, space) in spaces.into_entries() {
            self.space(&space)?;
        }
        let fonts = fonts.into_entries().into_iter();
        fonts.map(|(name, font)| Ok((name, self.font(font.reference()?)?))).collect()
    }

    fn font(&mut self, number: u32) -> Result<Rc<Letters>, Odd> {
        if let Some((_, known)) = self.fonts.iter().find(|(known, _)| *known == number) {
            return Ok(Rc::clone(known));
        }
        let letters = fonts::read(self.file, number)?;
        self.fonts.push((number, Rc::clone(&letters)));
        Ok(letters)
    }

    /// A space of colours: a profile that is known byte by byte.
    fn space(&mut self, value: &Object) -> Result<(), Odd> {
        let space = self.file.object(value.reference()?)?.array()?;
        let [kind, profile] = &space[..] else { return Err(Odd) };
        ensure(*kind == Object::Name("ICCBased".to_owned()))?;
        self.profile(profile.reference()?)
    }

    fn profile(&mut self, number: u32) -> Result<(), Odd> {
        if self.profiles.contains(&number) {
            return Ok(());
        }
        let (mut dict, bytes) = self.file.stream(number)?;
        let components = dict.need("N")?;
        let hash = hex(&Sha256::digest(&bytes));
        let is_known = |&(count, digest): &(i64, &str)| components == Object::Int(count) && digest == hash;
        ensure(PROFILES.iter().any(is_known))?;
        let range = dict.need("Range")?.array()?;
        ensure(range.iter().all(|bound| matches!(bound, Object::Int(0 | 1))))?;
        dict.done()?;
        self.profiles.push(number);
        Ok(())
    }

    /// What the colours are meant for.
    fn intents(&mut self, number: u32) -> Result<(), Odd> {
        let intents = self.file.object(number)?.array()?;
        let [intent] = &intents[..] else { return Err(Odd) };
        let mut intent = self.file.follow(intent)?;
        intent.expect_name("Type", "OutputIntent")?;
        intent.expect_name("S", "GTS_PDFA1")?;
        for (key, words) in [
            ("OutputConditionIdentifier", "Custom"),
            ("OutputCondition", "sRGB"),
            ("RegistryName", ""),
            ("Info", "sRGB v4.2"),
        ] {
            intent.expect(key, &Object::Text(words.as_bytes().to_vec()))?;
        }
        let profile = intent.need("DestOutputProfile")?.reference()?;
        intent.done()?;
        self.profile(profile)
    }
}

/// The tree of parts, and the lists that lead into it.
fn structure(
    file: &mut Container<'_>,
    number: u32,
    pages: &mut Pages,
    expected: &Expected,
    proof: &mut Proof<'_>,
) -> Result<(), Odd> {
    let mut root = file.dict(number)?;
    root.expect_name("Type", "StructTreeRoot")?;
    let mut roles = root.need("RoleMap")?.dict()?;
    for (role, known) in
        [("Datetime", "Span"), ("Terms", "Part"), ("Title", "P"), ("Strong", "Span"), ("Em", "Span")]
    {
        roles.expect_name(role, known)?;
    }
    roles.done()?;
    let kids = root.need("K")?.array()?;
    let mut parents = root.need("ParentTree")?.dict()?;
    let ids = root.take("IDTree").map(Object::dict).transpose()?;
    root.expect("ParentTreeNextKey", &Object::Int(pages.numbers.len() as i64))?;
    root.done()?;
    owners(file, parents.need("Nums")?.array()?, pages)?;
    parents.done()?;

    let [document] = &kids[..] else { return Err(Odd) };
    let document = document.reference()?;
    let mut tree = Tree { file, pages, proof, ids: Vec::new(), tables: 0, column: 0 };
    let whole = Part {
        role: "Document",
        title: None,
        holds: Holds::Parts(expected.parts.clone()),
        place: Place::Part("structure"),
    };
    tree.part(document, number, &whole)?;
    let mut expected_ids = tree.ids;
    expected_ids.sort();
    let mut found_ids = Vec::new();
    if let Some(mut ids) = ids {
        let names = ids.need("Names")?.array()?;
        ids.done()?;
        let (pairs, rest) = names.as_chunks::<2>();
        ensure(rest.is_empty())?;
        for [name, part] in pairs {
            found_ids.push((name.clone().text()?, part.reference()?));
        }
    }
    found_ids.sort();
    ensure(found_ids == expected_ids)
}

/// Which part each stretch of each page belongs to.
fn owners(file: &mut Container<'_>, numbers: Vec<Object>, pages: &mut Pages) -> Result<(), Odd> {
    let (pairs, rest) = numbers.as_chunks::<2>();
    ensure(rest.is_empty() && pairs.len() == pages.numbers.len())?;
    for (at, [number, list]) in pairs.iter().enumerate() {
        ensure(*number == Object::Int(at as i64))?;
        let list = file.object(list.reference()?)?.array()?;
        let owners: Vec<u32> = list.iter().map(Object::reference).collect::<Result<_, _>>()?;
        ensure(pages.runs.get(at).is_some_and(|runs| runs.len() == owners.len()))?;
        pages.owners.push(owners);
    }
    Ok(())
}
