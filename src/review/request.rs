//! The request that a disclosure answers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What was asked, when, and over which period. The applicant's identity has no place here.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Request {
    /// The force's reference of the request, as `01.FOI.22.025751`; names the released files.
    pub reference: String,
    /// Title of the disclosure.
    pub title: String,
    /// The public authority that answers.
    pub force: String,
    /// First day of the period asked for, included.
    pub from: Option<Date>,
    /// Last day of the period asked for, included.
    pub to: Option<Date>,
    /// Day on which the case system exported the sheet.
    pub exported: Option<Date>,
    /// Day to which status and outcome are up to date.
    pub position_as_at: Option<Date>,
    /// The request and what came after it, oldest first.
    pub texts: Vec<RequestText>,
}

/// One message of the applicant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequestText {
    /// `original`, `clarification`, `amended` or `follow-up`.
    pub kind: String,
    /// Day of receipt.
    pub received: Date,
    /// The words, without the applicant's name.
    pub text: String,
}
