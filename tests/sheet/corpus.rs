//! Reads every file of a folder of awkward spreadsheets, where `WITHHELD_SHEETS` names one: each
//! opens or is refused with a sentence, quickly. The folder's `index.tsv` says which must open.

use std::path::Path;
use std::time::{Duration, Instant};

use withheld::sheet::{CellId, ReadOptions, inspect_json, read, unwatched};
use withheld::text::SensitiveString;

/// Features of the index, the kind that reports them.
const FEATURES: &[(&str, &str)] = &[
    ("comments", "comment"),
    ("threaded-comments", "threaded-comment"),
    ("defined-names", "defined-name"),
    ("external-links", "external-link"),
    ("pivot-cache", "pivot-cache"),
    ("macros", "macro"),
    ("embedded-objects", "embedded-object"),
    ("hidden-rows", "hidden-row"),
    ("hidden-cols", "hidden-column"),
    ("hidden-sheet", "hidden-sheet"),
    ("images", "image"),
    ("charts", "chart"),
    ("connections", "connection"),
    ("revision-log", "revision"),
    ("custom-properties", "custom-property"),
    ("customXml", "custom-xml"),
    ("activex", "control"),
    ("ctrl-props", "control"),
    ("merged-cells", "merged-cells"),
    ("formulas", "formula"),
    ("phonetic-runs", "phonetic"),
    ("rich-text", "rich-text"),
    ("header-footer", "header-footer"),
    ("printer-settings", "printer-settings"),
    ("data-validation-list", "validation-list"),
    ("conditional-formats", "conditional-format"),
    ("autofilter", "filter"),
    ("scenarios", "hidden-text"),
    ("persons", "user-name"),
    ("metadata-labels", "label"),
    ("sheet-protected", "protection"),
    ("workbook-protected", "protection"),
];

/// Of these the index says more than the file holds: an empty list of names or properties, one run
/// only, or a formula of a sparkline or list rather than of a cell.
const HELD_NOT: &[(&str, &str)] = &[
    ("ClosedXML__SampleSparklines.xlsx", "defined-names"),
    ("ClosedXML__SampleSparklines.xlsx", "formulas"),
    ("ClosedXML__UsingPhonetics.xlsx", "defined-names"),
    ("ClosedXML__UsingPhonetics.xlsx", "rich-text"),
    ("ClosedXML__ArrayFormula.xlsx", "defined-names"),
    ("ClosedXML__tdf104310.xlsx", "formulas"),
    ("PHPOffice__explicitdate.xlsx", "defined-names"),
    ("PHPOffice__issue.4049.xlsx", "defined-names"),
    ("PHPOffice__sparklineEdgeCases.xlsx", "defined-names"),
    ("PHPOffice__sparklineEdgeCases.xlsx", "formulas"),
    ("apache__66365.xlsx", "defined-names"),
    ("apache__bug67784.xlsx", "custom-properties"),
    ("exceljs__google-sheets.xlsx", "defined-names"),
    ("tafia__date_iso.xlsx", "defined-names"),
    ("PHPOffice__OOCalcTest.ods", "defined-names"),
    ("PHPOffice__issue.2507.ods", "defined-names"),
    // Its record of protection says no.
    ("SheetJS__comments_stress_test.xls", "sheet-protected"),
    ("apache__44010-SingleChart.xls", "sheet-protected"),
    // Its only object is a chart, and is told as one.
    ("SheetJS__BlankSheetTypes.ods", "embedded-objects"),
    // Of comments, not of cells.
    ("SheetJS__comments_stress_test.ods", "rich-text"),
];

/// Refused by the readers that the index was made with, but read here.
const READ_ALL_THE_SAME: &[&str] = &["SheetJS__crlf.fods"];

/// Locked files, their password, and a word of what the answer to it is: a sentence, or the first cell.
const LOCKED: &[(&str, &str, &str)] = &[
    ("SheetJS__password_2002_128_enhdss.xls", "password", "3"),
    ("SheetJS__password_2002_128_enhrsa.xls", "password", "3"),
    ("nolze__ecma376standard_password.docx", "Password1234_", "it is a Word document"),
];

#[test]
fn locked_files_open_with_their_password() {
    let Some(folder) = std::env::var_os("WITHHELD_SHEETS") else { return };
    for (name, password, expected) in LOCKED {
        let with = |password: &str| {
            let password = Some(SensitiveString::new(password));
            let options = ReadOptions { password, ..ReadOptions::default() };
            let read = read(&Path::new(&folder).join(name), &options, &mut unwatched);
            read.map_or_else(
                |error| error.to_string(),
                |import| import.sheet.text(CellId { row: 0, column: 0 }).expose().to_owned(),
            )
        };
        assert!(with(password).contains(expected), "{name}: {}", with(password));
        assert!(with("Password").contains("the password is wrong"), "{name}: {}", with("Password"));
    }
}

#[test]
fn every_file_opens_or_is_refused() {
    let Some(folder) = std::env::var_os("WITHHELD_SHEETS") else { return };
    let folder = Path::new(&folder);
    let index = std::fs::read_to_string(folder.join("index.tsv")).unwrap();
    let mut wrong = Vec::new();
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, _, _, kind, _, features, expected, ..] = fields[..] else { continue };
        let start = Instant::now();
        let result = read(&folder.join(name), &ReadOptions::default(), &mut unwatched);
        if start.elapsed() > Duration::from_secs(2) {
            wrong.push(format!("{name}: took {:?}", start.elapsed()));
        }
        match result {
            Ok(import) => {
                let json = inspect_json(&import);
                let kinds: Vec<&str> = json["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["kind"].as_str().unwrap())
                    .collect();
                println!(
                    "{name}\topens\t{}r {}c\t{kinds:?}",
                    import.sheet.row_count(),
                    import.sheet.columns().len()
                );
                if expected.starts_with("refuse:") && !READ_ALL_THE_SAME.contains(&name) {
                    wrong.push(format!("{name}: opens, but should be refused"));
                }
                for feature in features.split(',').filter(|&feature| !HELD_NOT.contains(&(name, feature))) {
                    let kind = FEATURES.iter().find(|(name, _)| *name == feature).map(|(_, kind)| *kind);
                    if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
                        wrong.push(format!("{name}: {kind} is not reported"));
                    }
                }
            }
            Err(error) => {
                println!("{name}\t{error}");
                let is_read = ["xlsx", "text", "ods", "xlsb"].contains(&kind) || kind.starts_with("xls-BIFF");
                if expected == "opens" && is_read {
                    wrong.push(format!("{name}: {error}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
