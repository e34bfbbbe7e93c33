//! The request that a disclosure answers.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use crate::sheet::parse_day;

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
    #[serde(deserialize_with = "some_day")]
    pub from: Option<Date>,
    /// Last day of the period asked for, included.
    #[serde(deserialize_with = "some_day")]
    pub to: Option<Date>,
    /// Day on which the case system exported the sheet.
    #[serde(deserialize_with = "some_day")]
    pub exported: Option<Date>,
    /// Day to which status and outcome are up to date.
    #[serde(deserialize_with = "some_day")]
    pub position_as_at: Option<Date>,
    /// The request and what came after it, oldest first.
    pub texts: Vec<RequestText>,
}

/// One message of the applicant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequestText {
    /// What it is.
    pub kind: RequestKind,
    /// Day of receipt.
    #[serde(deserialize_with = "day")]
    pub received: Date,
    /// The words, without the applicant's name.
    pub text: String,
}

/// What a message of the applicant is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// The request as first made.
    Original,
    /// An answer to the force's question.
    Clarification,
    /// The request as changed later.
    Amended,
    /// A further request.
    FollowUp,
}

/// Why a REQUEST.toml cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RequestError {
    /// It is not TOML, or a field is not known.
    #[error("Line {line} of the request file cannot be read: {cause}.")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// What the reader says, without the line's text.
        cause: String,
    },
    /// The period ends before it begins.
    #[error("The period of the request ends ({to}) before it begins ({from}). Check from and to.")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}

impl Request {
    /// Reads a REQUEST.toml, described in `docs/FORMATS.md`.
    pub fn from_toml(toml: &str) -> Result<Request, RequestError> {
        let request: Request = toml::from_str(toml).map_err(|error| {
            let before = error.span().and_then(|span| toml.get(..span.start)).unwrap_or("");
            let line = before.matches('\n').count() + 1;
            let cause = error.message().trim_end_matches('.').replace('\n', " ");
            RequestError::Unreadable { line, cause }
        })?;
        match (request.from, request.to) {
            (Some(from), Some(to)) if to < from => Err(RequestError::Backwards { from, to }),
            _ => Ok(request),
        }
    }
}

/// A day as TOML writes it (`2018-01-01`), or in quotes in any form of a case system.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Toml(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(from)? {
        Written::Toml(moment) => moment.to_string(),
        Written::Text(text) => text,
    };
    parse_day(&text)
        .ok_or_else(|| serde::de::Error::custom("this is not a day; write it as 2018-01-31 or 31/01/2018"))
}

fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    struct Day(#[serde(deserialize_with = "day")] Date);
    Ok(Option::<Day>::deserialize(from)?.map(|Day(day)| day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn reads_days_with_and_without_quotes() {
        let request = Request::from_toml(
            "reference = '01.FOI.22.025751'\nfrom = 2018-01-01\nto = '31/12/2022'\n\
             [[texts]]\nkind = 'original'\nreceived = 2022-11-14\ntext = 'All cases …'\n",
        )
        .unwrap();
        assert_eq!((request.from, request.to), (Some(date(2018, 1, 1)), Some(date(2022, 12, 31))));
        assert_eq!(request.texts[0].received, date(2022, 11, 14));
        let json = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);
    }

    #[track_caller]
    fn check_refused(toml: &str, expected: &str) {
        let error = Request::from_toml(toml).unwrap_err().to_string();
        assert!(error.contains(expected), "{error:?} should tell {expected:?}");
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        check_refused("reference = 'x'\nfrom = 'soon'", "Line 2");
        check_refused("applicant = 'Jo Bloggs'", "applicant");
        check_refused("from = 2022-01-01\nto = 2021-01-01", "ends (2021-01-01) before");
        assert!(!Request::from_toml("text = Jo Bloggs").unwrap_err().to_string().contains("Bloggs"));
    }
}
