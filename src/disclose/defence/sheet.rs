//! The sheet itself.

use jiff::Timestamp;

use super::LoggedEvent;
use super::acts::{Act, acts, degree};
use super::argued::argued;
use super::marks::{Basis, Mark};
use super::remarks::remarks;
use crate::disclose::internal::MARKING;
use crate::disclose::lines::{one_line, paragraphs};
use crate::disclose::{Document, Table, TextBlock};
use crate::law::{self, ExemptionId, ExemptionKind, Threshold, mark_text};
use crate::review::{Decision, Place, Workspace};

/// What stands where words were not asked for.
const NOT_ASKED_FOR: &str = "[out of scope]";

/// A ground on which a mark rests: what was decided, or else suggested.
struct Ground {
    decision: String,
    exemptions: Vec<ExemptionId>,
    reason: String,
}

pub(super) fn sheet(
    workspace: &Workspace,
    log: &[LoggedEvent<'_>],
    entry: usize,
    marks: &[Mark],
    made_at: Timestamp,
) -> Document {
    let reference = one_line(&workspace.request().reference);
    let mut blocks = vec![
        TextBlock::Paragraph(
            "For the force’s own use. This sheet holds words that are withheld. Do not send it outside the force."
                .to_owned(),
        ),
        TextBlock::Paragraph(
            "Names of officers are those of their accounts, as given. Times are in UTC. Events are numbered as in \
             the log of the case file."
                .to_owned(),
        ),
    ];
    for mark in marks {
        blocks.extend(of_mark(workspace, log, mark));
    }
    let title = format!("Defence sheet {reference} entry {entry}").replace("  ", " ");
    Document { title, running: MARKING.to_owned(), blocks, made_at, ..Document::default() }
}

fn of_mark(workspace: &Workspace, log: &[LoggedEvent<'_>], mark: &Mark) -> Vec<TextBlock> {
    let shown = match mark.basis {
        Basis::OutOfScope(_) => NOT_ASKED_FOR.to_owned(),
        Basis::Words(..) | Basis::Entry(..) | Basis::Column(_) => mark_text(&mark.exemptions),
    };
    let mut blocks = vec![TextBlock::Heading(
        1,
        format!("Mark {}: {shown} in the column {}", mark.number, one_line(&mark.heading)),
    )];
    let words = paragraphs(&mark.words);
    if !words.is_empty() {
        blocks.push(heading("Words withheld"));
        blocks.push(TextBlock::Quote(words));
    }
    let (acts, holding) = acts(workspace, log, &mark.basis);
    blocks.push(heading("Decision"));
    for ground in grounds(workspace, &mark.basis) {
        blocks.push(decision(&ground, holding));
        blocks.extend(tests(&ground));
        if !ground.reason.trim().is_empty() {
            blocks.extend(argued(workspace, log, &ground.reason, &ground.exemptions));
        }
    }
    blocks.extend(exemptions(&mark.exemptions));
    blocks.extend(suggestions(workspace, log, &mark.basis));
    blocks.push(heading("Decisions in the log"));
    blocks.push(match acts.is_empty() {
        true => TextBlock::Paragraph("The log holds no decision on it.".to_owned()),
        false => logged(acts),
    });
    let remarks = remarks(workspace, log, &mark.basis);
    if !remarks.is_empty() {
        blocks.push(heading("Notes and queries in the log"));
        blocks.push(logged(remarks));
    }
    blocks
}

fn logged(acts: Vec<Act<'_>>) -> TextBlock {
    let rows = acts.into_iter().map(|act| {
        let LoggedEvent { number, at, officer, event: _ } = act.logged;
        vec![number.to_string(), moment(at), one_line(officer), act.what]
    });
    table(&["Event", "When", "Who", "What"], rows.collect())
}

fn grounds(workspace: &Workspace, basis: &Basis) -> Vec<Ground> {
    match basis {
        Basis::Words(cell, span) => {
            let decided = workspace.decisions_in(*cell).filter(|(place, _)| place.span.touches(*span));
            let mut grounds: Vec<Ground> = decided.filter_map(|(_, decision)| redacted(decision)).collect();
            let undecided = workspace.undecided_in(*cell).filter(|finding| finding.span.touches(*span));
            grounds.extend(undecided.filter_map(|finding| {
                workspace.suggestion(finding).map(|suggested| Ground {
                    decision: "Not decided: taken out as suggested".to_owned(),
                    exemptions: suggested.exemptions,
                    reason: suggested.reason.to_owned(),
                })
            }));
            grounds
        }
        Basis::Entry(row, whole) => {
            let source = if workspace.choice(*row).is_some() { "" } else { "Not decided, as suggested: " };
            vec![Ground {
                decision: format!("{source}{} of the entry withheld", degree(whole.degree)),
                exemptions: whole.exemptions.clone(),
                reason: whole.reason.clone(),
            }]
        }
        Basis::Column(column) => {
            let reason = workspace.column_choice(*column).map(|grounds| grounds.reason.clone());
            let source = if reason.is_some() { "" } else { "Not decided, as suggested: " };
            vec![Ground {
                decision: format!("{source}the column withheld"),
                exemptions: workspace.column_exemptions(*column),
                reason: reason.unwrap_or_default(),
            }]
        }
        Basis::OutOfScope(_) => vec![Ground {
            decision: "Year only; no year can be told from the date".to_owned(),
            exemptions: Vec::new(),
            reason: String::new(),
        }],
    }
}

fn redacted(decision: &Decision) -> Option<Ground> {
    match decision {
        Decision::Redact { exemptions, reason } => Some(Ground {
            decision: "Redacted".to_owned(),
            exemptions: exemptions.clone(),
            reason: reason.clone(),
        }),
        Decision::Keep { reason: _ } => None,
    }
}

fn decision(ground: &Ground, holding: Option<LoggedEvent<'_>>) -> TextBlock {
    let codes: Vec<&str> = ground.exemptions.iter().map(|exemption| exemption.code()).collect();
    let mut rows = vec![("Decision", ground.decision.clone()), ("Exemptions", codes.join(", "))];
    match law::reason(&ground.reason) {
        Some(reason) => {
            let group: &str = reason.group.into();
            rows.push(("Reason", reason.line.clone()));
            rows.push(("Code of the reason", reason.code.clone()));
            rows.push(("Argued for", group.replace('-', " ")));
        }
        None => rows.push(("Reason, in the officer’s own words", one_line(&ground.reason))),
    }
    rows.push(match holding {
        Some(LoggedEvent { number, at, officer, event: _ }) => {
            ("Decided by", format!("{}, {}, event {number}", one_line(officer), moment(at)))
        }
        None => ("Decided by", "Nobody: no decision stands in the log".to_owned()),
    });
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    table(&["What", "Value"], rows.map(|(what, value)| vec![what.to_owned(), value]).collect())
}

/// The assessments without which the ground is not complete, each with where the law asks for it.
fn tests(ground: &Ground) -> Vec<TextBlock> {
    let needed = match law::reason(&ground.reason) {
        Some(reason) => reason.assessments_for(&ground.exemptions),
        None => law::assessments_for(&ground.exemptions),
    };
    let forms = law::assessments().iter().filter(|form| needed.contains(&form.name));
    let rows: Vec<Vec<String>> =
        forms.map(|form| vec![form.title.clone(), form.source.clone(), form.prompts.join(" ")]).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        heading("Tests that it needs"),
        table(&["Test", "Where the law asks for it", "To be answered"], rows),
    ]
}

fn exemptions(exemptions: &[ExemptionId]) -> Vec<TextBlock> {
    if exemptions.is_empty() {
        return Vec::new();
    }
    let rows = exemptions.iter().map(|id| {
        let exemption = id.get();
        let kind = match exemption.kind {
            ExemptionKind::Absolute => "absolute",
            ExemptionKind::Qualified => "qualified",
        };
        let threshold = match exemption.threshold {
            Threshold::Class => "class",
            Threshold::Prejudice => "prejudice",
            Threshold::Own => "test of its own",
        };
        vec![
            mark_text(&[*id]),
            exemption.house.clone(),
            format!("{kind}, {threshold}"),
            exemption.source.clone(),
        ]
    });
    vec![heading("Exemptions"), table(&["Mark", "House name", "Kind", "Source"], rows.collect())]
}

/// What the search said of the words, and when.
fn suggestions(workspace: &Workspace, log: &[LoggedEvent<'_>], basis: &Basis) -> Vec<TextBlock> {
    let Basis::Words(cell, span) = basis else { return Vec::new() };
    let findings = workspace.findings_in(*cell).filter(|finding| finding.span.overlaps(*span));
    let rows = findings.map(|finding| {
        let place = Place { cell: finding.cell, span: finding.span };
        let words = place.span.of(workspace.sheet().text(*cell).expose()).unwrap_or("");
        vec![
            one_line(words),
            finding.kind.name().to_owned(),
            one_line(&finding.why.line(workspace.sheet(), *cell)),
            finding.detector.name().to_owned(),
            format!("{:.3}", f64::from(finding.confidence_permille) / 1000.0),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut blocks = vec![heading("What was suggested")];
    if rows.is_empty() {
        blocks.push(TextBlock::Paragraph("Nothing: an officer marked these words.".to_owned()));
        return blocks;
    }
    blocks.push(table(&["Words", "Kind", "Why", "Suggested by", "Confidence"], rows));
    let searched = log.iter().rev().find_map(|logged| match logged.event {
        crate::review::Event::Detected(detected) => Some((logged, &detected.program)),
        // A newer export was searched before it was taken.
        crate::review::Event::Rebased(rebased) => {
            rebased.detected.as_ref().map(|detected| (logged, &detected.program))
        }
        crate::review::Event::Changed { .. }
        | crate::review::Event::Undone { .. }
        | crate::review::Event::Redone { .. }
        | crate::review::Event::Kept(_)
        | crate::review::Event::Released { .. } => None,
    });
    if let Some((logged, program)) = searched {
        blocks.push(TextBlock::Paragraph(format!(
            "Searched by version {program} of this program, {}, event {}.",
            moment(logged.at),
            logged.number
        )));
    }
    blocks
}

pub(super) fn heading(text: &str) -> TextBlock {
    TextBlock::Heading(2, text.to_owned())
}

pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

pub(super) fn table(headings: &[&str], rows: Vec<Vec<String>>) -> TextBlock {
    TextBlock::Table(Table { headings: headings.iter().map(|text| (*text).to_owned()).collect(), rows })
}
