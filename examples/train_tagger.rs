//! Trains the models of `assets/model/` on the labelled text of `tests/gold/`.
//!
//! `cargo run --release --example train_tagger -- --texts DIR` also takes the three public sets named in
//! `assets/model/README.md` from a folder; without them the models come out a little different.
//! `--calibrate` measures on each quarter of the files with models trained on the others how often what is held likely
//! is right, and writes that into the models; `--only NAME` trains one of them. The same input gives the same
//! bytes.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Value;
use withheld::detect::training::{
    Calibration, Example, FEATURES, IDENTIFIERS, NAMES, Options, PHRASES, Trainer, examples, opinions,
};
use withheld::detect::{Kind, MisuseQuestion, Record, sheet_of_records};
use withheld::text::{Sensitive, Span};

type Failure = Box<dyn Error + Send + Sync>;

/// How much a text from elsewhere counts against one of ours.
const FROM_ELSEWHERE: f32 = 0.3;

/// What each model looks at: chosen by what surprised least on quarters of the files, each with a model
/// trained on the others, and by what is quick.
fn for_chain(labels: &[Kind]) -> Options {
    const OF_NAMES: [u8; 31] = [
        1, 2, 3, 4, 5, 10, 12, 15, 16, 17, 18, 22, 23, 24, 25, 26, 27, 28, 31, 33, 34, 35, 36, 37, 38, 40,
        44, 45, 46, 52, 53,
    ];
    const OF_PHRASES: [u8; 18] = [1, 2, 3, 6, 7, 8, 14, 17, 18, 19, 22, 24, 46, 59, 60, 61, 67, 68];
    let (templates, least_kept, least_spread) = match labels {
        NAMES => (OF_NAMES.to_vec(), 9, 8),
        PHRASES => (OF_PHRASES.to_vec(), 6, 5),
        _ => ((0..FEATURES).collect(), 6, 6),
    };
    Options { epochs: 8, rate: 0.03, sparseness: 0.0003, least_count: 6, least_kept, least_spread, templates }
}

fn for_opinion() -> Options {
    Options {
        epochs: 12,
        rate: 0.02,
        sparseness: 0.001,
        least_count: 1,
        least_kept: 4,
        least_spread: 5,
        templates: Vec::new(),
    }
}

/// Parts of the files: each is measured with a model trained on the others.
const FOLDS: usize = 4;

/// A labelled text with its row's columns.
struct Text {
    text: String,
    spans: Vec<(Span, Kind)>,
    subject: String,
    number: String,
    complainant: String,
    flagged: bool,
    ongoing: bool,
    misuse: Option<u8>,
}

/// A file of texts.
struct Set {
    texts: Vec<Text>,
    /// Names only, and from elsewhere.
    names_only: bool,
    weight: f32,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let calibrate = arguments.iter().any(|argument| argument == "--calibrate");
    let value =
        |of: &str| arguments.iter().position(|argument| argument == of).and_then(|at| arguments.get(at + 1));
    let sets = read_all(value("--texts").map(Path::new))?;
    let only = value("--only");
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/model");
    let jobs: [(&str, &dyn Fn() -> Vec<u8>); 4] = [
        ("names", &|| chain::<4>(&sets, NAMES, calibrate)),
        ("phrases", &|| chain::<4>(&sets, PHRASES, calibrate)),
        ("identifiers", &|| chain::<12>(&sets, IDENTIFIERS, calibrate)),
        ("misuse", &|| misuse(&sets)),
    ];
    for (name, train) in jobs.into_iter().filter(|(name, _)| only.is_none_or(|only| only == name)) {
        let bytes = train();
        println!("{name}: {} bytes", bytes.len());
        std::fs::write(target.join(format!("{name}.bin")), bytes)?;
    }
    Ok(())
}

fn chain<const N: usize>(sets: &BTreeMap<String, Set>, labels: &[Kind], calibrate: bool) -> Vec<u8> {
    let used = |set: &&Set| labels == NAMES || !set.names_only;
    let by_set: Vec<(Vec<Example>, bool)> = sets
        .values()
        .filter(used)
        .map(|set| {
            // Once without the row's columns and once with them: either may be all there is.
            let mut list = prepare(set, labels, false);
            if !set.names_only {
                list.extend(prepare(set, labels, true));
            }
            (list, set.names_only)
        })
        .collect();
    let mut calibration = Calibration::default();
    if calibrate {
        let measured: Vec<Calibration> = (0..FOLDS)
            .into_par_iter()
            .map(|fold| {
                let is_left_out = |at: usize| at % FOLDS == fold && !by_set[at].1;
                let of = |left_out: bool| {
                    let sets = by_set.iter().enumerate().filter(move |(at, _)| is_left_out(*at) == left_out);
                    sets.flat_map(|(_, (list, _))| list).collect::<Vec<&Example>>()
                };
                let mut measured = Calibration::default();
                Trainer::<N>::train(&of(false), for_chain(labels)).measure(&of(true), &mut measured);
                measured
            })
            .collect();
        measured.iter().for_each(|more| calibration.add(more));
        println!("  surprise at the true labels: {:.0} nats", calibration.surprise());
        for ((seen, right), from) in calibration.table().zip(0..) {
            println!(
                "  held likely from {:.2}: {seen} words, {:.3} right",
                f64::from(from) / 20.0,
                share(right, seen)
            );
        }
    }
    let all: Vec<&Example> = by_set.iter().flat_map(|(list, _)| list).collect();
    Trainer::<N>::train(&all, for_chain(labels)).write(&calibration)
}

fn share(right: u32, seen: u32) -> f64 {
    f64::from(right) / f64::from(seen.max(1))
}

fn prepare(set: &Set, labels: &[Kind], with_columns: bool) -> Vec<Example> {
    let known = |text: &'_ str| if with_columns { text.to_owned() } else { String::new() };
    let columns: Vec<[String; 3]> = set
        .texts
        .iter()
        .map(|text| [known(&text.subject), known(&text.number), known(&text.complainant)])
        .collect();
    let records = set.texts.iter().zip(&columns).map(|(text, [subject, number, complainant])| Record {
        text: Sensitive::new(&text.text),
        subject: Sensitive::new(subject),
        number: Sensitive::new(number),
        complainant: Sensitive::new(complainant),
        ..Record::default()
    });
    let (sheet, layout) = sheet_of_records(records);
    examples(&sheet, &layout, labels, set.weight, &|row| set.texts[row as usize].spans.clone())
}

/// Texts that mention the video: of the others a rule says all there is to say.
fn misuse(sets: &BTreeMap<String, Set>) -> Vec<u8> {
    let texts = sets.values().flat_map(|set| &set.texts);
    let questions = texts.flat_map(|text| {
        let mentions_bwv = text.spans.iter().any(|(_, kind)| *kind == Kind::Bwv);
        let ask = |flagged, ongoing| MisuseQuestion { text: &text.text, mentions_bwv, flagged, ongoing };
        let answer = text.misuse.filter(|_| mentions_bwv);
        // Once as the row has it and once as the text alone would have it.
        let questions = [ask(text.flagged, Some(text.ongoing)), ask(false, None)];
        questions.into_iter().filter_map(move |question| Some((question, answer?)))
    });
    let examples = opinions(questions);
    let all: Vec<&Example> = examples.iter().collect();
    Trainer::<3>::train(&all, for_opinion()).write(&Calibration::default())
}

fn read_all(texts: Option<&Path>) -> Result<BTreeMap<String, Set>, Failure> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut sets = BTreeMap::new();
    sets.insert("dev".to_owned(), Set { texts: read_dev(&gold)?, names_only: false, weight: 1.0 });
    for file in files(&gold.join("written"))? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let names_only = name == "general";
        let weight = if names_only { FROM_ELSEWHERE } else { 1.0 };
        sets.insert(name, Set { texts: read_marked(&file)?, names_only, weight });
    }
    for file in texts.map_or(Ok(Vec::new()), files)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sets.insert(name, Set { texts: read_spans(&file)?, names_only: true, weight: FROM_ELSEWHERE });
    }
    Ok(sets)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}

fn lines(file: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(file)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn field(line: &Value, key: &str) -> String {
    line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn answer(line: &Value) -> Option<u8> {
    match field(line, "misuse").as_str() {
        "No" => Some(0),
        "Yes" => Some(1),
        "Unclear" => Some(2),
        _ => None,
    }
}

/// Labels inside the text, as `⟦TYPE|words⟧`.
fn read_marked(file: &Path) -> Result<Vec<Text>, Failure> {
    let text = |line: Value| {
        let (text, spans) = unmark(&field(&line, "summary"))?;
        Ok(Text {
            text,
            spans,
            subject: field(&line, "subject_name"),
            number: field(&line, "subject_number"),
            complainant: field(&line, "complainant"),
            flagged: field(&line, "bwv_flag") == "Y",
            ongoing: line.get("ongoing").and_then(Value::as_bool).unwrap_or(false),
            misuse: answer(&line),
        })
    };
    lines(file)?.into_iter().map(text).collect()
}

fn unmark(marked: &str) -> Result<(String, Vec<(Span, Kind)>), Failure> {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (label, after) = after.split_once('⟧').ok_or("a mark does not end")?;
        let (kind, words) = label.split_once('|').ok_or("a mark has no type")?;
        text += before;
        let start = text.len();
        text += words;
        spans.push((start, text.len(), kind.parse::<Kind>()?));
        rest = after;
    }
    text += rest;
    let spans =
        spans.into_iter().filter_map(|(start, end, kind)| Some((Span::new(&text, start, end)?, kind)));
    let spans = spans.collect();
    Ok((text, spans))
}

/// The development set: offsets beside the text, columns in the CSV.
fn read_dev(gold: &Path) -> Result<Vec<Text>, Failure> {
    let mut columns: BTreeMap<String, csv::StringRecord> = BTreeMap::new();
    for record in csv::Reader::from_path(gold.join("dev.csv"))?.records() {
        let record = record?;
        columns.insert(record.get(0).unwrap_or_default().to_owned(), record);
    }
    let text = |line: Value| {
        let record = columns.get(&field(&line, "id")).ok_or("a row without columns")?;
        let column = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let (text, spans) = offsets(&line);
        Ok(Text {
            text,
            spans,
            subject: column(8),
            number: column(9),
            complainant: column(10),
            flagged: record.get(11) == Some("Y"),
            ongoing: line.get("ongoing").and_then(Value::as_bool).unwrap_or(false),
            misuse: answer(&line),
        })
    };
    lines(&gold.join("dev.gold.jsonl"))?.into_iter().map(text).collect()
}

/// A public set: only its people count, and what follows an `@` is no name but a handle.
fn read_spans(file: &Path) -> Result<Vec<Text>, Failure> {
    let text = |line: Value| {
        let (text, mut spans) = offsets(&line);
        spans.retain(|(span, _)| !text.get(..span.start()).unwrap_or("").trim_end().ends_with('@'));
        let none = String::new;
        Text {
            text,
            spans,
            subject: none(),
            number: none(),
            complainant: none(),
            flagged: false,
            ongoing: false,
            misuse: None,
        }
    };
    Ok(lines(file)?.into_iter().map(text).collect())
}

/// Spans by offsets in Unicode scalar values; those that count neither way are left out.
fn offsets(line: &Value) -> (String, Vec<(Span, Kind)>) {
    let text = field(line, "text");
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let spans = line.get("spans").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let span = |span: &Value| {
        let at = |key: &str| bytes.get(span.get(key)?.as_u64()? as usize).copied();
        let kind = match span.get("type")?.as_str()? {
            "PERSON" => Kind::Public,
            other => other.parse().ok()?,
        };
        let is_weak = span.get("weak").and_then(Value::as_bool).unwrap_or(false);
        let found = Span::new(&text, at("start")?, at("end")?)?;
        (!is_weak).then_some((found, kind))
    };
    let found = spans.iter().filter_map(span).collect();
    (text, found)
}
