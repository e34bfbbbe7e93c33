//! A case made of nothing but a table and decisions about it.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use withheld::detect::Cancel;
use withheld::disclose::{BuildInfo, Case, Disclosure, Format, needs_guard};
use withheld::law::ExemptionId;
use withheld::review::{Degree, Misuse, Policy, Redaction, Request, Withholding};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, Sheet, SheetBuilder, Treatment};
use withheld::text::Span;

/// A case whose first columns are a date and a name; then come type and summary.
pub struct FakeCase {
    pub request: Request,
    pub layout: Layout,
    rows: Vec<Vec<String>>,
    headings: Vec<String>,
    sheet: Sheet,
    redactions: Vec<(CellId, Span)>,
    withheld: Vec<Option<Degree>>,
}

impl std::fmt::Debug for FakeCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.rows, self.redactions, self.withheld)
    }
}

pub fn exemption(code: &str) -> ExemptionId {
    ExemptionId::from_code(code).unwrap()
}

pub fn info() -> BuildInfo {
    BuildInfo { released_at: "2024-05-17T10:20:30Z".parse().unwrap(), program_version: "0.1.0".to_owned() }
}

impl FakeCase {
    pub fn new(columns: &[&str]) -> FakeCase {
        let headings: Vec<String> =
            ["Date", "Officer"].iter().chain(columns).map(|h| (*h).to_owned()).collect();
        let plan = |role, treatment| ColumnPlan { role, treatment };
        let mut plans =
            vec![plan(Role::Date, Treatment::YearOnly), plan(Role::Subject, Treatment::OutOfScope)];
        plans.extend(columns.iter().map(|heading| match *heading {
            "Summary" => plan(Role::Summary, Treatment::RedactSpans),
            "Type" => plan(Role::Type, Treatment::Disclose),
            "Withheld" => plan(Role::Other, Treatment::Withhold),
            _ => plan(Role::Outcome, Treatment::Disclose),
        }));
        let request = Request {
            reference: "01.FOI.24.000123".to_owned(),
            title: "Body-worn video".to_owned(),
            force: "A force".to_owned(),
            ..Request::default()
        };
        let mut case = FakeCase {
            request,
            layout: Layout { columns: plans },
            rows: Vec::new(),
            headings,
            sheet: Sheet::default(),
            redactions: Vec::new(),
            withheld: Vec::new(),
        };
        case.rebuild();
        case
    }

    /// Adds a row: fixed cells, then cells of open texts, each perhaps followed by a redacted secret.
    pub fn push_row(
        &mut self,
        fixed: &[(&str, &[usize])],
        cells: &[Vec<(String, Option<usize>)>],
        secrets: &[&str],
        withheld: u8,
    ) {
        let row = self.rows.len() as u32;
        let mut texts: Vec<String> = fixed.iter().map(|(text, _)| (*text).to_owned()).collect();
        for parts in cells {
            let column = texts.len() as u16;
            let mut text = String::new();
            for (open, secret) in parts {
                text.push_str(open);
                // A redaction that touched the one before would be joined with it by the review.
                if let Some(secret) = secret.map(|at| secrets[at]) {
                    text.push(' ');
                    let start = text.len();
                    text.push_str(secret);
                    self.redactions
                        .push((CellId { row, column }, Span::new(&text, start, text.len()).unwrap()));
                    text.push(' ');
                }
            }
            texts.push(text);
        }
        self.rows.push(texts);
        self.withheld.push(match withheld {
            0 => Some(Degree::Summary),
            1 => Some(Degree::AllButTypeAndYear),
            2 => Some(Degree::Whole),
            _ => None,
        });
        self.rebuild();
    }

    /// Adds a row from marked text: what stands in double braces is redacted.
    pub fn push_marked(&mut self, cells: &[&str]) {
        let row = self.rows.len() as u32;
        let mut texts = Vec::new();
        for (column, marked) in cells.iter().enumerate() {
            let mut text = String::new();
            for (at, part) in marked.split("{{").enumerate() {
                let Some((secret, open)) = part.split_once("}}").filter(|_| at > 0) else {
                    text.push_str(part);
                    continue;
                };
                let start = text.len();
                text.push_str(secret);
                let cell = CellId { row, column: column as u16 };
                self.redactions.push((cell, Span::new(&text, start, text.len()).unwrap()));
                text.push_str(open);
            }
            texts.push(text);
        }
        self.rows.push(texts);
        self.withheld.push(None);
        self.rebuild();
    }

    pub fn withhold(&mut self, row: usize, degree: Degree) {
        self.withheld[row] = Some(degree);
    }

    pub fn rename_column(&mut self, column: usize, heading: &str) {
        self.headings[column] = heading.to_owned();
        self.rebuild();
    }

    fn rebuild(&mut self) {
        let headings: Vec<&str> = self.headings.iter().map(String::as_str).collect();
        let mut builder = SheetBuilder::new("Cases", &headings);
        for (at, row) in self.rows.iter().enumerate() {
            builder.push_row(at as u32 + 2, false, row.iter().map(|text| (text.as_str(), None)));
        }
        self.sheet = builder.finish();
    }
}

impl Case for FakeCase {
    fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn request(&self) -> &Request {
        &self.request
    }

    fn entries(&self, _policy: Policy) -> Vec<u32> {
        (0..self.rows.len() as u32).collect()
    }

    fn misuse(&self, row: u32, _policy: Policy) -> Option<Misuse> {
        Some([Misuse::Yes, Misuse::No, Misuse::Unclear][row as usize % 3])
    }

    fn withholding(&self, row: u32, _policy: Policy) -> Option<Withholding> {
        let degree = self.withheld[row as usize]?;
        Some(Withholding { degree, exemptions: vec![exemption("s31(1)(g)(2)(b)")], reason: String::new() })
    }

    fn may_stand_openly(&self, _words: &str) -> bool {
        false
    }

    fn column_exemptions(&self, _column: u16) -> Vec<ExemptionId> {
        vec![exemption("s40(2)(3A)(a)")]
    }

    fn redactions(&self, cell: CellId, _policy: Policy) -> Vec<Redaction> {
        let here = self.redactions.iter().filter(|(place, _)| *place == cell);
        here.map(|&(_, span)| Redaction { span, exemptions: vec![exemption("s40(2)(3A)(a)")] }).collect()
    }

    fn names(&self, cell: CellId) -> Vec<Span> {
        self.redactions.iter().filter(|(place, _)| *place == cell).map(|&(_, span)| span).collect()
    }
}

pub fn written(format: &Format, disclosure: &Disclosure) -> Vec<u8> {
    let mut bytes = Vec::new();
    (format.write)(disclosure, &mut bytes, &Cancel::default()).unwrap();
    bytes
}

pub fn guarded(text: &str) -> String {
    if needs_guard(text) { format!("'{text}") } else { text.to_owned() }
}
