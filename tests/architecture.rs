//! Holds the order of modules that `docs/ARCHITECTURE.md` lays down, which the compiler cannot.

#![allow(clippy::unwrap_used, reason = "a panic here is the failure we want to see")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "architecture/paths.rs"]
mod paths;

use paths::Found;

/// What each module may import, in the order of the rows.
type Table = Vec<(String, BTreeSet<String>)>;

/// Name of the library, by which `main.rs` reaches it.
const LIBRARY: &str = "withheld";

/// What the program's door may open: the command line and the window.
const DOORS: [&str; 2] = ["cli", "app"];

/// The one module that knows the window's crates.
const WINDOW: &str = "app";

/// Ways to a network, which the standard library or a crate of the tree would offer.
const NETWORK: [&[&str]; 7] = [
    &["std", "net"],
    &["core", "net"],
    &["std", "os", "unix", "net"],
    &["libc", "socket"],
    &["nix", "sys", "socket"],
    &["rustix", "net"],
    &["std", "*"],
];

#[test]
fn modules_import_what_the_table_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("docs/ARCHITECTURE.md")).unwrap();
    let table = read_table(&map).unwrap();
    assert!(table.len() > 5, "the table was not found");
    let found = violations(&table, &sources(&root.join("src")));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Every source under a folder, by its path from there with `/`.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(inner) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&inner)).unwrap() {
            let entry = entry.unwrap();
            let path = inner.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let parts: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
                found.insert(parts.join("/"), fs::read_to_string(folder.join(&path)).unwrap());
            }
        }
    }
    found
}

/// The rows below `| module | may import |`. A row may import only what stands above it.
fn read_table(text: &str) -> Result<Table, String> {
    let mut table = Table::new();
    let rows = text.lines().skip_while(|line| !line.starts_with("| module | may import")).skip(2);
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, module, imports, _] = cells[..] else { return Err(format!("a row has two cells: {row}")) };
        let imports: BTreeSet<String> =
            imports.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        for import in &imports {
            if !table.iter().any(|(above, _)| above == import) {
                return Err(format!("{module} may import {import}, which does not stand above it"));
            }
        }
        if table.iter().any(|(above, _)| above == module) {
            return Err(format!("{module} has two rows"));
        }
        table.push((module.to_owned(), imports));
    }
    Ok(table)
}

/// Everything in these sources that the table does not allow.
fn violations(table: &Table, sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    let modules: BTreeSet<String> =
        sources.keys().filter_map(|file| module_of(file).first().cloned()).collect();
    let rows: BTreeSet<&String> = table.iter().map(|(module, _)| module).collect();
    found.extend(modules.iter().filter(|m| !rows.contains(m)).map(|m| format!("{m}: no row in the table")));
    found
        .extend(rows.iter().filter(|m| !modules.contains(**m)).map(|m| format!("{m}: a row, but no module")));
    for (file, text) in sources {
        let module = module_of(file);
        match paths::read(&module, text) {
            Ok(source) => {
                found.extend(source.detours.iter().map(|detour| format!("{file}: {detour} hides a module")));
                let wrong = source.paths.iter().filter_map(|path| violation(table, path));
                found.extend(wrong.map(|why| format!("{file}: {why}")));
            }
            Err(why) => found.push(format!("{file}: {why}")),
        }
    }
    found
}

/// Modules down to a file, as `["law", "clock", "easter"]`; none for `lib.rs` and `main.rs`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    match path {
        "lib" | "main" => Vec::new(),
        _ => path.split('/').map(str::to_owned).collect(),
    }
}

fn violation(table: &Table, path: &Found) -> Option<String> {
    let written = path.segments.join("::");
    let own = path.module.first();
    let first = path.segments.first().map(String::as_str).unwrap_or_default();
    let draws = first == "egui" || first == "eframe" || first.starts_with("egui_");
    if draws && own.is_none_or(|own| own != WINDOW) {
        return Some(format!("{written} outside {WINDOW}"));
    }
    if NETWORK.iter().any(|way| path.segments.get(..way.len()).is_some_and(|start| start == *way)) {
        return Some(format!("{written} reaches a network"));
    }
    if path.renamed && ["std", "core", LIBRARY].contains(&written.as_str()) {
        return Some(format!("{written} under another name"));
    }
    let absolute = match absolute(path)? {
        Ok(absolute) => absolute,
        Err(why) => return Some(format!("{written} {why}")),
    };
    let allowed = |target: &String| match own {
        Some(own) => own == target || table.iter().any(|(m, imports)| m == own && imports.contains(target)),
        None => DOORS.contains(&target.as_str()),
    };
    match absolute.first() {
        Some(target) if target == "*" => Some(format!("{written} takes in every module")),
        Some(target) if allowed(target) => None,
        Some(target) if table.iter().any(|(module, _)| module == target) => {
            let own = own.map_or("the door", String::as_str);
            Some(format!("{own} may not import {target} ({written})"))
        }
        Some(_) => Some(format!("{written} is in no module of the table")),
        // `crate` alone, as in `pub(crate)`.
        None if path.renamed || path.segments.len() > 1 => Some(format!("{written} takes in every module")),
        None => None,
    }
}

/// A path from the root of the crate; `None` if it does not say where it starts.
fn absolute(path: &Found) -> Option<Result<Vec<String>, &'static str>> {
    let mut segments = path.segments.iter().peekable();
    let mut base = match segments.next()?.as_str() {
        "crate" | LIBRARY => Vec::new(),
        "self" => path.module.clone(),
        "super" => match path.module.split_last() {
            Some((_, outer)) => outer.to_vec(),
            None => return Some(Err("leaves the crate")),
        },
        _ => return None,
    };
    for segment in segments {
        match segment.as_str() {
            "self" => {}
            "super" => {
                if base.pop().is_none() {
                    return Some(Err("leaves the crate"));
                }
            }
            name => base.push(name.to_owned()),
        }
    }
    // `pub(super)` and `pub(self)` name no module by themselves.
    let alone = path.segments.len() == 1 && !path.renamed;
    if alone { None } else { Some(Ok(base)) }
}

mod of_the_test {
    use super::*;

    fn table() -> Table {
        read_table(
            "# Map\n\n| module | may import |\n| --- | --- |\n| text | |\n| law | text |\n| sheet | text |\n\
             | cli | text, law, sheet |\n| app | text, law, sheet |\n\nMore.",
        )
        .unwrap()
    }

    fn with(file: &str, text: &str) -> BTreeMap<String, String> {
        let mut sources: BTreeMap<String, String> = ["text", "law", "sheet", "cli", "app"]
            .map(|module| (format!("{module}/mod.rs"), "//! Nothing.".to_owned()))
            .into();
        sources.insert("lib.rs".to_owned(), "pub mod text; pub mod law;".to_owned());
        sources.insert(file.to_owned(), text.to_owned());
        sources
    }

    #[test]
    fn what_is_planted_is_found() {
        let check = |file: &str, text: &str, expected: &str| {
            let found = violations(&table(), &with(file, text));
            assert_eq!(found, [format!("{file}: {expected}")], "{text}");
        };
        let law = "law/rules.rs";
        check(law, "use crate::sheet::Sheet;", "law may not import sheet (crate::sheet::Sheet)");
        check(law, "use crate::{text, sheet};", "law may not import sheet (crate::sheet)");
        check(
            law,
            "use crate::{text::{self, Span}, cli::{a::{b}}};",
            "law may not import cli (crate::cli::a::b)",
        );
        check(law, "use {crate::text, crate::sheet as s};", "law may not import sheet (crate::sheet)");
        check(law, "pub(crate) use crate::sheet::*;", "law may not import sheet (crate::sheet::*)");
        check(law, "fn f() -> crate::sheet::Sheet { g() }", "law may not import sheet (crate::sheet::Sheet)");
        check(law, "fn f() { vec![crate::sheet::new()]; }", "law may not import sheet (crate::sheet::new)");
        check(
            law,
            "macro_rules! m { () => { $crate::sheet::X } }",
            "law may not import sheet (crate::sheet::X)",
        );
        check(law, "use super::super::sheet;", "law may not import sheet (super::super::sheet)");
        check(law, "use super::{super::sheet};", "law may not import sheet (super::super::sheet)");
        check(law, "use r#crate_; use crate::r#sheet::X;", "law may not import sheet (crate::sheet::X)");
        check(law, "use crate::*;", "crate::* takes in every module");
        check(law, "use super::super::*;", "super::super::* takes in every module");
        check(law, "use crate as root;", "crate takes in every module");
        check(law, "use crate::{self as root};", "crate::self takes in every module");
        check(law, "use super::super::super::x;", "super::super::super::x leaves the crate");
        check(law, "use crate::ExemptionId;", "crate::ExemptionId is in no module of the table");
        check(law, "fn f() { withheld::sheet::g() }", "law may not import sheet (withheld::sheet::g)");
        check(law, "extern crate self as us;", "extern crate self hides a module");
        check(law, "#[path = \"../sheet/mod.rs\"] mod s;", "#[path] hides a module");
        check(law, "include!(\"../sheet/mod.rs\");", "include! hides a module");
        check(law, "fn {", "it is not Rust: cannot parse string into token stream");
        check(
            law,
            "#[cfg(test)] mod tests { use super::super::super::sheet; }",
            "law may not import sheet (super::super::super::sheet)",
        );
        check(
            "law/mod.rs",
            "mod a { mod b { use super::super::super::app; } }",
            "law may not import app (super::super::super::app)",
        );
        check(
            "main.rs",
            "fn main() { withheld::law::f() }",
            "the door may not import law (withheld::law::f)",
        );
        check("cli/mod.rs", "use egui::Ui;", "egui::Ui outside app");
        check("cli/mod.rs", "fn f(_: &egui_extras::Column) {}", "egui_extras::Column outside app");
        check("cli/mod.rs", "use {std::fs, std::net::TcpStream};", "std::net::TcpStream reaches a network");
        check("cli/mod.rs", "use std::{fs, net::{self}};", "std::net::self reaches a network");
        check("app/mod.rs", "fn f(a: ::std::net::IpAddr) {}", "std::net::IpAddr reaches a network");
        check("cli/mod.rs", "use std as s;", "std under another name");
    }

    #[test]
    fn a_module_and_its_row_go_together() {
        assert_eq!(violations(&table(), &with("net.rs", "")), ["net: no row in the table"]);
        let mut sources = with("lib.rs", "");
        sources.remove("sheet/mod.rs");
        assert_eq!(violations(&table(), &sources), ["sheet: a row, but no module"]);
    }

    #[test]
    fn what_is_allowed_is_left_alone() {
        let check = |file: &str, text: &str| {
            assert_eq!(violations(&table(), &with(file, text)), [""; 0], "{text}");
        };
        check(
            "law/rules.rs",
            "use crate::text::Span; use crate::law::{self, X}; use super::Y; use self::z::Z;",
        );
        check(
            "law/rules.rs",
            "// use crate::sheet;\n/* crate::sheet /* */ */ const A: &str = \"crate::sheet\";",
        );
        check("law/rules.rs", "/// Like `crate::sheet::Sheet`.\nfn f<'a>(x: &'a str) -> char { 'c' }");
        check("law/rules.rs", "pub(crate) struct A; pub(super) struct B; pub(in crate::law) struct C;");
        check("law/rules.rs", "const A: &str = r#\"use crate::sheet;\"#; const B: char = '\"';");
        check("law/rules.rs", "struct sheet; fn f(sheet: u8) -> u8 { sheet::<u8>(); other::sheet::x() }");
        check("law/mod.rs", "mod tests { use super::*; use super::super::text::Span; }");
        check("law/mod.rs", "const A: &str = include_str!(\"a.toml\"); use std::path::Path;");
        check("main.rs", "fn main() { withheld::cli::main() }");
        check("app/mod.rs", "use eframe::egui; use egui::Ui; use crate::sheet::Sheet;");
        check("cli/mod.rs", "use std::{fs, io::{self, Read}}; use crate::{law, sheet::Sheet};");
    }

    #[test]
    fn a_table_in_disorder_is_refused() {
        let read = |rows: &str| read_table(&format!("| module | may import |\n| --- | --- |\n{rows}"));
        assert!(read("| text | |\n| law | text |").is_ok());
        assert!(read("| law | text |\n| text | |").unwrap_err().contains("does not stand above it"));
        assert!(read("| text | |\n| text | |").unwrap_err().contains("two rows"));
        assert!(read("| text |").unwrap_err().contains("two cells"));
    }
}
