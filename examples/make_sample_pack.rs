//! Writes `docs/sample-pack/`: the built-in sample, reviewed, argued and released. What was decided follows the
//! suggestions; what was argued stands in `assets/sample/paperwork.jsonl` and is made up like the rest.
//!
//! `cargo run --example make_sample_pack -- FOLDER`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "made to be run by a programmer, who sees a panic"
)]

use std::path::PathBuf;

use withheld::detect::{Cancel, Options};
use withheld::disclose::{FORMATS, Release};
use withheld::law::Severity;
use withheld::review::{Command, Event, Imported, Policy, Workspace};

#[path = "../tests/review/sample/careful.rs"]
mod careful;

const PAPERWORK: &str = include_str!("../assets/sample/paperwork.jsonl");

fn main() {
    let out = PathBuf::from(std::env::args().nth(1).expect("a folder to make"));
    let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
    let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    workspace.apply(Event::Detected(found.into()));
    // What the notice needs comes after the review.
    let without_notice = workspace.plan(&Command::NoticeWanted(false)).unwrap();
    workspace.apply(without_notice);
    careful::review(&mut workspace);
    for line in PAPERWORK.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let command: Command = serde_json::from_str(line).unwrap();
        let event = workspace.plan(&command).unwrap_or_else(|error| panic!("{error}: {line}"));
        workspace.apply(event);
    }
    // What is left are questions to look at, such as a senior rank in the text.
    let open = workspace.lints(Policy::Final).into_iter();
    let open = open.filter(|lint| lint.severity != Severity::Blocks && lint.settled.is_none());
    let lints: Vec<String> = open.map(|lint| lint.key).collect();
    if !lints.is_empty() {
        let reason = "Looked at; nothing was published with a name".to_owned();
        let event = workspace.plan(&Command::SettleLints { lints, reason }).unwrap();
        workspace.apply(event);
    }
    let release = Release {
        workspace: &workspace,
        policy: Policy::Final,
        released_at: "2026-11-27T12:00:00Z".parse().unwrap(),
        officer: "A. Officer",
        chain_head: None,
        out_dir: &out,
        formats: FORMATS,
        protected: &[],
    };
    match release.run(&|_| (), &Cancel::default()) {
        Ok(report) => println!("{} files", report.certificate.public.files.len()),
        Err(refusal) => {
            println!("{refusal}");
            for used in workspace.uses(Policy::Final) {
                println!("{} {} {}", used.reason, used.exemption.code(), used.marks.len());
            }
            for block in workspace.blocks() {
                println!("{}", block.sentence);
            }
            println!("{refusal:?}");
        }
    }
}
