//! Measures the detectors on the labelled development set: recall by full cover and precision by
//! overlap, type by type. `WITHHELD_GOLD_OUT=FILE` writes the predictions, one JSON a line.

#![allow(clippy::print_stdout, clippy::string_slice)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use withheld::detect::{
    Cancel, Evidence, Finding, Likelihood, MisuseQuestion, MisuseSuggestion, Options, mentions_bwv, misuse,
    run,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, Sheet, SheetBuilder};

fn role(heading: &str) -> Role {
    match heading {
        "case_ref" => Role::Reference,
        "case_type" => Role::Type,
        "recorded" => Role::Recorded,
        "incident_year" => Role::Year,
        "unit" => Role::Unit,
        "allegation" => Role::Allegation,
        "subject_rank" => Role::Rank,
        "subject_name" => Role::Subject,
        "subject_number" => Role::SubjectNumber,
        "complainant" => Role::Complainant,
        "bwv_flag" => Role::Flag,
        "status" => Role::Status,
        "outcome" => Role::Outcome,
        "summary" => Role::Summary,
        _ => Role::Other,
    }
}

/// The development set as a sheet. `with_columns` says whether names and numbers may be known.
fn sheet(with_columns: bool) -> (Sheet, Layout) {
    let mut reader = csv::Reader::from_path("tests/gold/dev.csv").unwrap();
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut builder = SheetBuilder::new("dev", &headings.iter().map(String::as_str).collect::<Vec<_>>());
    for (at, record) in reader.records().enumerate() {
        let record = record.unwrap();
        builder.push_row(at as u32 + 2, false, record.iter().map(|text| (text, None)));
    }
    let plan = |heading: &String| {
        let role = role(heading);
        let hidden = !with_columns
            && matches!(
                role,
                Role::Subject | Role::SubjectNumber | Role::Complainant | Role::Rank | Role::Reference
            );
        let role = if hidden { Role::Status } else { role };
        ColumnPlan { role, treatment: role.default_treatment() }
    };
    let layout = Layout { columns: headings.iter().map(plan).collect() };
    (builder.finish(), layout)
}

struct Gold {
    text: String,
    /// Byte range, type, whether it counts neither way.
    spans: Vec<(usize, usize, String, bool)>,
    mentions_bwv: bool,
    misuse: String,
}

fn gold() -> Vec<Gold> {
    let file = std::fs::read_to_string("tests/gold/dev.gold.jsonl").unwrap();
    file.lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            let text = value["text"].as_str().unwrap().to_owned();
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let spans = value["spans"].as_array().unwrap().iter().map(|span| {
                let at = |key: &str| bytes[span[key].as_u64().unwrap() as usize];
                let weak = span["weak"].as_bool().unwrap_or(false);
                (at("start"), at("end"), span["type"].as_str().unwrap().to_owned(), weak)
            });
            let spans = spans.collect();
            let misuse = value["misuse"].as_str().unwrap().to_owned();
            Gold { text, spans, mentions_bwv: value["mentions_bwv"].as_bool().unwrap(), misuse }
        })
        .collect()
}

/// All kinds of names count as one.
fn class(name: &str) -> &str {
    if matches!(name, "PUBLIC" | "OFFICER" | "STAFF") { "PERSON" } else { name }
}

#[derive(Default)]
struct Tally {
    gold: usize,
    covered: usize,
    touched: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn recall(&self) -> f64 {
        self.covered as f64 / self.gold as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found as f64
    }
}

fn measure(golds: &[Gold], by_row: &[Vec<Finding>]) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (gold, found) in golds.iter().zip(by_row) {
        let is = |finding: &Finding, name: &str| class(finding.kind.name()) == class(name);
        for (start, end, name, weak) in &gold.spans {
            if *weak {
                continue;
            }
            let tally = tallies.entry(class(name).to_owned()).or_default();
            tally.gold += 1;
            let byte_covered = |byte: usize| {
                let telling = gold.text[byte..].chars().next().is_some_and(char::is_alphanumeric);
                !telling || found.iter().any(|f| is(f, name) && f.span.range().contains(&byte))
            };
            let bytes = gold.text[*start..*end].char_indices().map(|(at, _)| start + at);
            tally.covered += usize::from(bytes.clone().all(byte_covered));
            tally.touched += usize::from(
                found.iter().any(|f| is(f, name) && f.span.start() < *end && *start < f.span.end()),
            );
        }
        for finding in found {
            let overlapping = |name: &str, weak_too: bool| {
                gold.spans.iter().any(|(start, end, gold_name, weak)| {
                    class(gold_name) == class(name)
                        && (weak_too || !weak)
                        && finding.span.start() < *end
                        && *start < finding.span.end()
                })
            };
            let name = finding.kind.name();
            let right = overlapping(name, false);
            if !right && overlapping(name, true) {
                continue;
            }
            let tally = tallies.entry(class(name).to_owned()).or_default();
            tally.found += 1;
            tally.right += usize::from(right);
        }
    }
    tallies
}

fn by_row(sheet: &Sheet, layout: &Layout) -> Vec<Vec<Finding>> {
    let findings = run(sheet, layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let summary = layout.column(Role::Summary).unwrap();
    let mut rows = vec![Vec::new(); sheet.row_count() as usize];
    // As a case shows them, until the officer asks for more.
    let shown = findings.into_iter().filter(|finding| Likelihood::of_finding(finding) >= Likelihood::Likely);
    for finding in shown.filter(|finding| finding.cell.column == summary) {
        rows[finding.cell.row as usize].push(finding);
    }
    rows
}

fn prediction(sheet: &Sheet, layout: &Layout, row: u32, found: &[Finding]) -> Value {
    let text = sheet.text(CellId { row, column: layout.column(Role::Summary).unwrap() }).expose();
    let scalars = |byte: usize| text[..byte].chars().count();
    let spans: Vec<Value> = found
        .iter()
        .map(|finding| {
            json!({
                "start": scalars(finding.span.start()),
                "end": scalars(finding.span.end()),
                "type": finding.kind.name(),
                "why": finding.why.line(sheet, finding.cell),
                "detector": finding.detector.name(),
                "confidence": f64::from(finding.confidence_permille) / 1000.0,
            })
        })
        .collect();
    let id = sheet.text(CellId { row, column: 0 }).expose();
    let suggested = suggested_misuse(sheet, layout, row, found);
    let cell = CellId { row, column: layout.column(Role::Summary).unwrap() };
    json!({
        "id": id,
        "spans": spans,
        "mentions_bwv": mentions_bwv(found),
        "misuse": suggested.misuse.name(),
        "misuse_why": suggested.why.line(sheet, cell),
        "misuse_words": match suggested.why.evidence() {
            Evidence::Words(words) => words.of(text),
            Evidence::Itself | Evidence::Cell(_) => None,
        },
    })
}

fn suggested_misuse(sheet: &Sheet, layout: &Layout, row: u32, found: &[Finding]) -> MisuseSuggestion {
    let question = MisuseQuestion {
        text: layout.text(sheet, row, Role::Summary).expose(),
        mentions_bwv: mentions_bwv(found),
        flagged: layout.text(sheet, row, Role::Flag).expose() == "Y",
        ongoing: Some(layout.text(sheet, row, Role::Outcome).expose().trim().is_empty()),
    };
    misuse(question)
}

#[test]
fn recall_and_precision_on_the_development_set() {
    let golds = gold();
    for with_columns in [true, false] {
        let (sheet, layout) = sheet(with_columns);
        let rows = by_row(&sheet, &layout);
        let tallies = measure(&golds, &rows);
        println!("{}", if with_columns { "with the row's columns" } else { "text alone" });
        for (name, tally) in &tallies {
            println!(
                "{name:9} gold {:4} full {:.3} touched {:.3} found {:4} precision {:.3}",
                tally.gold,
                tally.recall(),
                tally.touched as f64 / tally.gold as f64,
                tally.found,
                tally.precision()
            );
        }
        let pairs = golds.iter().zip(&rows);
        let right = pairs.filter(|(gold, found)| gold.mentions_bwv == mentions_bwv(found)).count();
        println!("mentions_bwv {right}/{}", golds.len());
        let mut answers: BTreeMap<(String, &str), usize> = BTreeMap::new();
        for (row, gold) in golds.iter().enumerate() {
            let answer = suggested_misuse(&sheet, &layout, row as u32, &rows[row]).misuse.name();
            *answers.entry((gold.misuse.clone(), answer)).or_default() += 1;
        }
        for ((gold, answer), count) in &answers {
            println!("misuse {gold}, suggested {answer}: {count}");
        }
        if let Ok(out) = std::env::var("WITHHELD_GOLD_OUT")
            && with_columns == std::env::var("WITHHELD_GOLD_TEXT_ALONE").is_err()
        {
            let mut lines = String::new();
            for (row, found) in rows.iter().enumerate() {
                writeln!(lines, "{}", prediction(&sheet, &layout, row as u32, found)).unwrap();
            }
            std::fs::write(out, lines).unwrap();
        }
    }
}
