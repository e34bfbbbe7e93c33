//! What the officer argued for the reason of a mark: harm, tests, the consultee's view with its evidence,
//! legitimate interests, and who wrote it when.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use super::LoggedEvent;
use super::acts::lead;
use super::sheet::{heading, moment, table};
use crate::disclose::TextBlock;
use crate::disclose::lines::{one_line, paragraphs};
use crate::law::{Assessment, ExemptionId, assessments_for};
use crate::review::{
    Argument, Change, InterestPart, InterestRecord, PaperworkChange, Part, Workspace, group_of,
};

/// What is argued, each part as the officer wrote it.
pub(super) fn argued(
    workspace: &Workspace,
    log: &[LoggedEvent<'_>],
    reason: &str,
    exemptions: &[ExemptionId],
) -> Vec<TextBlock> {
    let argument = workspace.paperwork().argument(reason);
    let group = group_of(reason);
    let needs_interest = assessments_for(exemptions).contains(&Assessment::LegitimateInterest);
    let interest = workspace.paperwork().interest(group);
    let mut blocks = vec![heading("What is argued")];
    for part in Part::iter() {
        said(&mut blocks, part.title(), argument.part(part));
    }
    if let Some(likelihood) = argument.likelihood {
        let words = likelihood.words();
        blocks.push(TextBlock::Paragraph(format!("How likely the harm is: disclosure {words} cause it.")));
    }
    if argument.in_the_alternative {
        blocks.push(TextBlock::Paragraph("The exemptions are pleaded in the alternative.".to_owned()));
    }
    if needs_interest {
        for part in InterestPart::iter() {
            said(&mut blocks, part.title(), interest.part(part));
        }
    }
    if blocks.len() == 1 {
        blocks.push(TextBlock::Paragraph("Nothing has been written for this reason.".to_owned()));
    }
    blocks.extend(consulted(argument));
    blocks.extend(evidence(argument));
    blocks.extend(written(workspace, log, reason, needs_interest));
    blocks
}

/// A part in the officer's words; a part without words says nothing here, as it may not be asked for.
fn said(blocks: &mut Vec<TextBlock>, title: &str, words: &str) {
    let words = paragraphs(words);
    if !words.is_empty() {
        let mut letters = title.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        blocks.push(TextBlock::Heading(3, title));
        blocks.push(TextBlock::Quote(words));
    }
}

fn consulted(argument: &Argument) -> Vec<TextBlock> {
    let mut blocks = vec![heading("The consultee’s view")];
    let Some(consultation) = &argument.consultation else {
        blocks.push(TextBlock::Paragraph("Nobody was consulted about this reason.".to_owned()));
        return blocks;
    };
    let mut rows = vec![
        vec!["Who was asked".to_owned(), one_line(&consultation.who)],
        vec!["When they answered".to_owned(), consultation.on.strftime("%-d %B %Y").to_string()],
    ];
    if !consultation.evidence.trim().is_empty() {
        rows.push(vec!["Where the answer is kept".to_owned(), one_line(&consultation.evidence)]);
    }
    blocks.push(table(&["What", "Value"], rows));
    blocks.push(TextBlock::Quote(paragraphs(&consultation.view)));
    blocks
}

fn evidence(argument: &Argument) -> Vec<TextBlock> {
    if argument.evidence.is_empty() {
        return Vec::new();
    }
    let rows = argument.evidence.iter().map(|file| {
        vec![one_line(&file.name), file.byte_len.to_string(), moment(file.attached), file.sha256.clone()]
    });
    vec![
        heading("Evidence kept in the case file"),
        table(&["File", "Bytes", "Attached", "SHA-256"], rows.collect()),
    ]
}

/// Every act that wrote something of it.
fn written(
    workspace: &Workspace,
    log: &[LoggedEvent<'_>],
    reason: &str,
    needs_interest: bool,
) -> Vec<TextBlock> {
    let group = group_of(reason);
    let mut rows = Vec::new();
    for logged in log {
        let what: BTreeSet<String> = workspace
            .changes_of(logged.event)
            .iter()
            .filter_map(|change| {
                let Change::Paperwork(change) = change else { return None };
                if let PaperworkChange::Argument { reason: about, was, now } = change {
                    return (about == reason).then(|| parts_of(was, now).join(", "));
                }
                let PaperworkChange::Interest { group: about, was, now } = change else { return None };
                (needs_interest && *about == group).then(|| interest_parts_of(was, now).join(", "))
            })
            .collect();
        if what.is_empty() {
            continue;
        }
        let what: Vec<String> = what.into_iter().collect();
        let row = [logged.number.to_string(), moment(logged.at), one_line(logged.officer)];
        rows.push(row.into_iter().chain([lead(logged.event) + &what.join("; ")]).collect());
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![heading("Who argued it, and when"), table(&["Event", "When", "Who", "What"], rows)]
}

fn parts_of(was: &Argument, now: &Argument) -> Vec<String> {
    let parts = Part::iter().filter(|part| was.part(*part) != now.part(*part));
    let mut found: Vec<String> = parts.map(|part| part.title().to_owned()).collect();
    let others = [
        (was.likelihood != now.likelihood, "how likely the harm is"),
        (was.in_the_alternative != now.in_the_alternative, "pleading in the alternative"),
        (was.consultation != now.consultation, "the consultee’s view"),
        (was.evidence != now.evidence, "the files kept as evidence"),
    ];
    found.extend(others.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what.to_owned()));
    found
}

fn interest_parts_of(was: &InterestRecord, now: &InterestRecord) -> Vec<String> {
    let parts = InterestPart::iter().filter(|part| was.part(*part) != now.part(*part));
    parts.map(|part| part.title().to_owned()).collect()
}
