//! What the values of a column say it is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::sheet::{CellId, Role, Sheet, Typed};

/// So many cells of a column are looked at, evenly over the sheet.
const LOOKED_AT: u32 = 2000;
/// Free text is longer than this on average.
pub(super) const LONG_CHARS: f64 = 80.0;

/// What the cells of a column are like; shares are of the cells with text.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Values {
    /// Cells with text among those looked at.
    pub(super) filled: u32,
    /// Cells looked at.
    pub(super) seen: u32,
    pub(super) mean_chars: f64,
    pub(super) distinct: usize,
    /// Share of the cells in which a word stands that may be a name beside a rank or number.
    with_names: f64,
    shares: Vec<(Shape, f64)>,
}

/// A shape a cell can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    Date,
    Year,
    YesNo,
    Reference,
    Rank,
    Number,
    Kind,
    Status,
    Outcome,
    Unit,
    Body,
    Workforce,
    Name,
}

/// Shapes by pattern. A date may also be typed.
#[rustfmt::skip]
const SHAPES: &[(Shape, &str)] = &[
    (Shape::Date, r"(?i)^(\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}[-/.]\d\d?[-/.]\d\d?|\d{1,2}(st|nd|rd|th)?[ \-](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ \-,]+\d{2,4})([ T]\d{1,2}:\d\d(:\d\d)?)?$"),
    (Shape::Year, r"^(19[5-9]\d|20[0-4]\d)([/-]\d{2,4})?$"),
    (Shape::YesNo, r"(?i)^(y|n|yes|no|true|false|t|f|x|unknown|not known|n/k|-)$"),
    (Shape::Reference, r"(?i)^([a-z]{1,5}[/\- ]?\d{2,7}[/\-]\d{2,4}|\d{2,7}[/\-]\d{2,4}|\d{4}[/\-]\d{3,8}|[a-z]{2,4}[/\-]?\d{3,8}|\d{4,}[/\-][a-z]{1,4}|[a-z]{1,4}[/\-]\d{4}[/\-]\d{2,7})$"),
    (Shape::Rank, r"(?i)^((temp(orary|\.)?|acting|t/|a/) ?)?(police |detective |special |custody |chief )*(constable|sergeant|inspector|superintendent|chief inspector|commander|commissioner|pc|dc|ps|ds|sgt|insp|di|dci|dsu?|ch insp|supt|pcso|police staff|staff|special constable|designated detention officer|ddo|not known)$"),
    (Shape::Number, r"(?i)^(\d{2,5}[a-z]{1,3}|[a-z]{1,2}\d{3,7}|\d{3,8})$"),
    (Shape::Kind, r"(?i)^(public )?(complaint|conduct( matter)?|recordable conduct.*|death or serious injury.*|dsi|misconduct|internal|expression of dissatisfaction|service complaint|schedule 3.*|miscellaneous)s?$"),
    (Shape::Status, r"(?i)^(finalised|finalized|live|open|closed|ongoing|pending|under (investigation|review)|awaiting.*|sub judice|suspended|completed?|in progress|filed|active|recorded)$"),
    (Shape::Outcome, r"(?i)\b(upheld|acceptable|reflective practice|nfa|no further action|no case to answer|case to answer|written warning|warning|dismissed|dismissal|local(ly)? resol|management (action|advice)|withdrawn|unsubstantiated|substantiated|not proven|proven|de minimis|no action|misconduct|disapplied|learning)\b"),
    (Shape::Unit, r"(?i)\b(bcu|ocu|borough|division|command|taskforce|team|department|dept|district|station|unit|mo\d+|rtpc|directorate|area|specialist|custody)\b"),
    (Shape::Body, r"(?i)^(iopc|ipcc|local|locally|psd|dps|local investigation|independent|managed|supervised|directed|iopc.*|.*\bforce|.*professional standards.*)$"),
    (Shape::Workforce, r"(?i)^(police )?(officer|staff|special|constable|civilian|contractor|volunteer|pcso)s?$"),
    (Shape::Name, r"^((Mr|Mrs|Ms|Miss|Dr|Sir|PC|PS|DC|DS|Sgt|Insp)\.? )?([A-Z][\p{L}'’.\-]*,? ){1,3}[A-Z][\p{L}'’.\-]*$"),
];

static PATTERNS: LazyLock<Vec<(Shape, Regex)>> = LazyLock::new(|| {
    SHAPES.iter().filter_map(|&(shape, pattern)| Some((shape, Regex::new(pattern).ok()?))).collect()
});

/// Looks at a column.
pub(super) fn look(sheet: &Sheet, column: u16) -> Values {
    let step = sheet.row_count().div_ceil(LOOKED_AT).max(1);
    let mut values = Values::default();
    let mut counts = vec![0u32; PATTERNS.len()];
    let mut chars = 0usize;
    let mut distinct = BTreeSet::new();
    let mut with_names = 0u32;
    for row in (0..sheet.row_count()).step_by(step as usize) {
        let cell = CellId { row, column };
        let text = sheet.text(cell).expose().trim();
        values.seen += 1;
        if text.is_empty() {
            continue;
        }
        values.filled += 1;
        chars += text.chars().count();
        distinct.insert(text);
        with_names += u32::from(text.split(|c: char| !c.is_alphanumeric()).any(may_be_a_name));
        let typed_date = matches!(sheet.typed(cell), Some(Typed::Date(_) | Typed::DateTime(_)));
        for ((shape, pattern), count) in PATTERNS.iter().zip(&mut counts) {
            let is_date = *shape == Shape::Date && typed_date;
            *count += u32::from(is_date || (text.len() <= 80 && pattern.is_match(text)));
        }
    }
    let filled = f64::from(values.filled.max(1));
    values.mean_chars = chars as f64 / filled;
    values.distinct = distinct.len();
    values.with_names = f64::from(with_names) / filled;
    values.shares = PATTERNS.iter().zip(&counts).map(|((s, _), &n)| (*s, f64::from(n) / filled)).collect();
    values
}

/// A word of letters with a capital that is neither a rank nor what numbers are called by.
fn may_be_a_name(word: &str) -> bool {
    const NO_NAME: &[&str] = &[
        "acting",
        "badge",
        "chief",
        "collar",
        "constable",
        "detective",
        "dsu",
        "insp",
        "inspector",
        "known",
        "none",
        "not",
        "number",
        "officer",
        "pcso",
        "pin",
        "pnn",
        "police",
        "sergeant",
        "sgt",
        "special",
        "staff",
        "supt",
        "superintendent",
        "temp",
        "unknown",
        "warrant",
    ];
    word.chars().count() >= 3
        && word.chars().all(char::is_alphabetic)
        && word.chars().next().is_some_and(char::is_uppercase)
        // Divisions and forces before a number are short and in capitals ("MPS 4471").
        && (word.len() > 3 || word.chars().any(char::is_lowercase))
        && !NO_NAME.contains(&word.to_lowercase().as_str())
}

impl Values {
    fn share(&self, shape: Shape) -> f64 {
        self.shares.iter().find(|(s, _)| *s == shape).map_or(0.0, |(_, share)| *share)
    }

    /// Whether the values are few words that come again and again.
    pub(super) fn are_codes(&self) -> bool {
        let many = (self.filled as usize / 3).max(12);
        self.mean_chars <= 60.0 && self.distinct <= many
    }

    /// Whether a column whose heading says so can be this. Nothing speaks against it where there
    /// are no values.
    pub(super) fn allow(&self, role: Role) -> bool {
        if self.filled == 0 {
            return true;
        }
        match role {
            Role::Date | Role::Recorded => self.share(Shape::Date) >= 0.5,
            Role::Year => self.share(Shape::Year) >= 0.5,
            Role::Flag => self.distinct <= 8 && self.mean_chars <= 15.0,
            Role::Summary => self.mean_chars >= 25.0,
            Role::Reference => self.mean_chars <= 40.0 && self.share(Shape::Date) < 0.5,
            Role::SubjectNumber => {
                self.mean_chars <= 40.0 && self.share(Shape::Date) < 0.5 && self.with_names < 0.5
            }
            Role::Type | Role::Status | Role::Rank | Role::InvestigatingBody => self.are_codes(),
            Role::Outcome | Role::Unit | Role::Allegation => {
                self.mean_chars <= 60.0 && self.share(Shape::Date) < 0.5
            }
            Role::Subject | Role::Complainant => {
                let others = [Shape::Date, Shape::Number, Shape::YesNo, Shape::Workforce];
                self.mean_chars <= 60.0 && others.iter().all(|shape| self.share(*shape) < 0.5)
            }
            Role::Other => true,
        }
    }

    /// What the values alone speak for, and how strongly.
    pub(super) fn role(&self) -> Option<(Role, u16)> {
        if self.filled == 0 {
            return None;
        }
        if self.mean_chars >= LONG_CHARS {
            return Some((Role::Summary, 80));
        }
        let rules = [
            (Shape::Date, 0.8, Role::Date, 48),
            (Shape::Year, 0.8, Role::Year, 55),
            (Shape::YesNo, 0.9, Role::Flag, 50),
            (Shape::Rank, 0.6, Role::Rank, 58),
            (Shape::Kind, 0.6, Role::Type, 58),
            (Shape::Status, 0.6, Role::Status, 57),
            (Shape::Outcome, 0.6, Role::Outcome, 56),
            (Shape::Body, 0.7, Role::InvestigatingBody, 55),
            (Shape::Number, 0.7, Role::SubjectNumber, 46),
            (Shape::Reference, 0.7, Role::Reference, 54),
            (Shape::Unit, 0.6, Role::Unit, 52),
            (Shape::Name, 0.7, Role::Subject, 44),
        ];
        let fits = |&&(shape, least, role, _): &&(Shape, f64, Role, u16)| {
            self.share(shape) >= least && self.allow(role)
        };
        let found = rules.iter().find(fits);
        found.map(|&(_, _, role, strength)| (role, strength))
    }
}
