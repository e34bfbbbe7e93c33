//! An extract for the business area: chosen entries in full, what is proposed to be withheld in them,
//! and questions. It holds withheld words, so it is marked and never stands in a release folder. It is
//! made from the sheet and the decisions; of the request only the reference goes in.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::front::long_date;
use super::internal::MARKING;
use super::lines::{one_line, paragraphs};
use super::{Case, Document, OpenQuery, Table, TextBlock};
use crate::law::{ExemptionId, mark_text};
use crate::review::{Policy, Redaction, Withholding, small_number};
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};

/// What stands around words that are proposed to be withheld.
const AROUND: (char, char) = ('«', '»');

/// What an extract takes from outside the case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExtractInfo {
    /// When it is made.
    pub made_at: Timestamp,
    /// Who asks; may be empty.
    pub officer: String,
    /// The day by which an answer is needed.
    pub reply_by: Option<Date>,
    /// Open queries, each put below its entry.
    pub queries: Vec<OpenQuery>,
}

/// The extract of these rows of the sheet, in this order. What is undecided is shown as suggested.
pub fn extract(case: &impl Case, rows: &[u32], questions: &[String], info: &ExtractInfo) -> Document {
    let mut blocks = introduction(case, info);
    blocks.extend(asked(questions));
    let mut used = BTreeSet::new();
    let entries: Vec<TextBlock> = rows.iter().flat_map(|&row| entry(case, row, info, &mut used)).collect();
    if !used.is_empty() {
        blocks.push(TextBlock::Heading(1, "Exemptions proposed".to_owned()));
        let key = used.into_iter().map(|id| vec![mark_text(&[id]), id.get().house.clone()]);
        blocks.push(table(&["Mark", "What it stands for"], key.collect()));
    }
    blocks.push(TextBlock::Heading(1, "Entries".to_owned()));
    blocks.extend(entries);
    let reference = one_line(&case.request().reference);
    let title = format!("Consultation extract {reference}");
    Document {
        title: title.trim().to_owned(),
        running: MARKING.to_owned(),
        blocks,
        made_at: info.made_at,
        ..Document::default()
    }
}

fn introduction(case: &impl Case, info: &ExtractInfo) -> Vec<TextBlock> {
    let mut facts = Vec::new();
    let mut fact = |what: &str, value: String| {
        if !value.is_empty() {
            facts.push(vec![what.to_owned(), value]);
        }
    };
    fact("Public authority", one_line(&case.request().force));
    fact("Reference", one_line(&case.request().reference));
    fact("From", one_line(&info.officer));
    fact("Reply by", info.reply_by.map(long_date).unwrap_or_default());
    let (before, after) = AROUND;
    let mut blocks = vec![
        TextBlock::Paragraph(
            "For the business area only. This extract holds words that are proposed to be withheld. Do not send \
             it outside the force."
                .to_owned(),
        ),
        TextBlock::Paragraph(format!(
            "Words between {before} and {after} are proposed to be withheld; the exemption follows in square \
             brackets."
        )),
    ];
    if !facts.is_empty() {
        blocks.insert(1, table(&["What", "Value"], facts));
    }
    blocks
}

/// Each question with room for its answer.
fn asked(questions: &[String]) -> Vec<TextBlock> {
    let mut blocks = Vec::new();
    if !questions.is_empty() {
        blocks.push(TextBlock::Heading(1, "Questions".to_owned()));
    }
    for (number, question) in (1..).zip(questions) {
        blocks.push(TextBlock::Heading(2, format!("Question {number}")));
        blocks.extend(paragraphs(question).into_iter().map(TextBlock::Paragraph));
        blocks.push(TextBlock::Quote(vec!["Answer:".to_owned(), String::new()]));
    }
    blocks
}

fn entry(case: &impl Case, row: u32, info: &ExtractInfo, used: &mut BTreeSet<ExemptionId>) -> Vec<TextBlock> {
    let number = case.entries(Policy::Draft).iter().position(|&entry| entry == row);
    let heading = match number {
        Some(at) => format!("Entry {}", at + 1),
        None => format!("Source row {}, not within the request", case.sheet().source_row(row)),
    };
    let withholding = case.withholding(row, Policy::Draft);
    let mut blocks = vec![TextBlock::Heading(2, heading)];
    let (mut short, mut long) = (Vec::new(), Vec::new());
    for (column, &plan) in (0u16..).zip(&case.layout().columns) {
        let cell = CellId { row, column };
        let text = case.sheet().text(cell).expose();
        if text.trim().is_empty() {
            continue;
        }
        let name = case.sheet().columns().get(usize::from(column)).map_or("", |column| column.heading());
        let redactions = case.redactions(cell, Policy::Draft);
        used.extend(redactions.iter().flat_map(|redaction| redaction.exemptions.iter().copied()));
        let proposed = proposed(case, cell, plan, withholding.as_ref(), &redactions, used);
        let shown = shown(text, &redactions);
        if plan.role == Role::Summary || plan.treatment == Treatment::RedactSpans {
            long.push(TextBlock::Heading(3, format!("{}: {proposed}", one_line(name))));
            long.push(TextBlock::Quote(paragraphs(&shown)));
        } else {
            short.push(vec![one_line(name), one_line(&shown), proposed]);
        }
    }
    if !short.is_empty() {
        blocks.push(table(&["Column", "What the entry says", "Proposed"], short));
    }
    blocks.extend(long);
    blocks.extend(info.queries.iter().filter(|query| query.row == row).flat_map(queried));
    blocks
}

/// A query that is open, with room for its answer. `words` are those that it is about, if it is about words.
fn queried(OpenQuery { row: _, words, question, of }: &OpenQuery) -> Vec<TextBlock> {
    let (before, after) = AROUND;
    let about = words.as_ref().map(|words| format!(" about {before}{}{after}", one_line(words)));
    let whom = Some(one_line(of)).filter(|of| !of.is_empty()).map(|of| format!(" for {of}"));
    let heading = format!("Query{}{}", about.unwrap_or_default(), whom.unwrap_or_default());
    let mut blocks = vec![TextBlock::Heading(3, heading)];
    blocks.extend(paragraphs(question).into_iter().map(TextBlock::Paragraph));
    blocks.push(TextBlock::Quote(vec!["Answer:".to_owned(), String::new()]));
    blocks
}

/// What is to happen to a cell, in a few words.
fn proposed(
    case: &impl Case,
    cell: CellId,
    plan: ColumnPlan,
    withholding: Option<&Withholding>,
    redactions: &[Redaction],
    used: &mut BTreeSet<ExemptionId>,
) -> String {
    let mut withheld = |exemptions: &[ExemptionId]| {
        used.extend(exemptions);
        format!("withheld {}", mark_text(exemptions))
    };
    match plan.treatment {
        Treatment::OutOfScope => return "not asked for".to_owned(),
        Treatment::Unsettled => return "not settled yet".to_owned(),
        Treatment::Disclose
        | Treatment::YearOnly
        | Treatment::RedactSpans
        | Treatment::WiderUnit
        | Treatment::SmallNumbers
        | Treatment::Withhold => {}
    }
    match (withholding.filter(|whole| whole.degree.covers(plan)), plan.treatment) {
        (Some(whole), _) => withheld(&whole.exemptions),
        (None, Treatment::Withhold) => withheld(&case.column_exemptions(cell.column)),
        (None, Treatment::YearOnly) => "year only".to_owned(),
        (None, Treatment::WiderUnit) => match case.wider_unit(cell) {
            Some(wider) => format!("as {wider}"),
            None => "as a wider unit, which has still to be named".to_owned(),
        },
        (None, Treatment::SmallNumbers) if small_number(case.sheet().text(cell).expose()) == Some(false) => {
            "released".to_owned()
        }
        (None, Treatment::SmallNumbers) => {
            format!("as fewer than 5, {}", withheld(&case.column_exemptions(cell.column)))
        }
        (None, _) if redactions.is_empty() => "released".to_owned(),
        (None, _) => "released in part".to_owned(),
    }
}

/// The whole text, with what goes out of it between signs and followed by its mark.
fn shown(text: &str, redactions: &[Redaction]) -> String {
    let (before, after) = AROUND;
    let mut shown = String::new();
    let mut from = 0;
    for Redaction { span, exemptions } in redactions {
        shown.push_str(text.get(from..span.start()).unwrap_or(""));
        let words = span.of(text).unwrap_or("");
        shown.push_str(&format!("{before}{words}{after} {}", mark_text(exemptions)));
        from = span.end();
    }
    shown.push_str(text.get(from..).unwrap_or(""));
    shown
}

fn table(headings: &[&str], rows: Vec<Vec<String>>) -> TextBlock {
    TextBlock::Table(Table { headings: headings.iter().map(|text| (*text).to_owned()).collect(), rows })
}
