//! What a heading says a column is, in the words of the case systems in use.

use crate::sheet::Role;

/// Roles, how strongly a phrase speaks for them, and the phrases. All words of a phrase must stand
/// in the heading, in any order; a longer phrase speaks louder.
#[rustfmt::skip]
const RULES: &[(Role, u16, &[&str])] = &[
    (Role::Reference, 85, &["case ref", "case reference", "case number", "case no", "case id", "complaint ref",
        "complaint reference", "complaint number", "complaint no", "matter number", "matter ref", "file ref",
        "file number", "file no", "conduct number", "conduct ref", "conduct no", "complaint id", "matter id", "matter no", "occurrence no",
        "occurrence number", "occurrence ref", "referral no", "referral number", "referral ref", "referral id", "intel ref", "intelligence ref",
        "investigation no", "investigation number", "investigation ref", "our ref", "ia no", "ia number", "centurion", "psd ref", "psd reference"]),
    (Role::Reference, 70, &["ref", "reference", "urn", "ref no", "reference number", "incident number", "incident no", "log no", "record no"]),
    (Role::Reference, 42, &["id", "number", "no", "record id"]),
    (Role::Type, 85, &["case type", "matter type", "complaint type", "record type", "type of case", "type of matter"]),
    (Role::Type, 60, &["type", "incident type", "category", "class", "classification"]),
    (Role::Date, 92, &["date incident", "incident date", "date occurred", "occurred", "date occurrence", "event date", "date event",
        "offence date", "incident start", "alleged date", "date alleged", "incident from", "occurrence date"]),
    (Role::Date, 50, &["incident", "event", "occurrence"]),
    (Role::Date, 45, &["date", "date from"]),
    (Role::Recorded, 90, &["recorded", "date recorded", "received", "date received", "recd", "date recd", "date reported", "reported date",
        "date opened", "opened", "date complaint", "complaint date", "date in", "date referred", "referred", "date created", "created", "logged", "registered", "date logged", "rec date"]),
    (Role::Recorded, 60, &["reported", "notified", "notification date"]),
    (Role::Year, 90, &["incident year", "year incident", "year occurrence"]),
    (Role::Year, 70, &["year", "yr", "financial year", "fy"]),
    (Role::Unit, 85, &["unit", "borough", "bcu", "bocu", "ocu", "division", "department", "dept", "command", "directorate", "posting",
        "lpa", "district", "station", "officer unit", "subject unit", "officer station", "subject borough", "area command", "policing area", "div", "custody suite"]),
    (Role::Unit, 55, &["area", "team", "branch", "section", "sector", "location", "workplace", "force", "suite", "office", "site"]),
    (Role::Allegation, 82, &["allegation", "breach", "standard", "allegation type", "allegation category", "type allegation", "nature complaint",
        "standard breached", "complaint category", "factor", "head complaint"]),
    (Role::Rank, 88, &["rank", "subject rank", "officer rank", "grade", "job title", "rank grade", "rank role", "position held"]),
    (Role::Rank, 50, &["role", "position", "title"]),
    (Role::Subject, 90, &["subject name", "officer name", "staff name", "subject officer", "involved officer", "officer subject",
        "officer surname", "officer forename", "officer first name", "officer last name", "subject surname", "subject forename",
        "employee name", "member name", "officer concerned", "officer complained", "subject", "officer involved", "employee surname", "employee forename", "name officer", "name subject", "officer full name"]),
    (Role::Subject, 62, &["officer", "employee", "surname", "forename", "forenames", "first name", "last name", "name", "full name", "firstname", "lastname", "staff member"]),
    (Role::SubjectNumber, 92, &["collar", "collar no", "collar number", "warrant", "warrant no", "warrant number", "subject number", "subject no",
        "officer number", "officer no", "officer pin", "pin", "pay number", "pay no", "payroll", "shoulder number", "shoulder no", "staff number", "staff no",
        "employee number", "employee no", "employee ref", "officer ref", "staff ref", "badge", "badge no", "officer id", "staff id", "employee id", "subject id", "force number", "pnn", "fin"]),
    (Role::Complainant, 92, &["complainant", "complainant name", "complainant surname", "complainant forename", "reporting party", "aggrieved",
        "citizen", "citizen name", "comp name", "name complainant", "member public", "mop",
        "complainer", "complaint from", "complaint by", "complained by", "compl", "detainee", "detained person"]),
    (Role::Complainant, 70, &["reported by", "victim", "made by", "interested party", "caller", "informant"]),
    (Role::Flag, 94, &["bwv", "bwv flag", "body worn", "bodyworn", "body cam", "bodycam", "body worn video", "body worn flag", "bwv marker"]),
    (Role::Flag, 60, &["flag", "camera", "video", "marker"]),
    (Role::Status, 88, &["status", "case status", "current status", "open closed", "live closed", "allegation status", "complaint status"]),
    (Role::Status, 60, &["stage", "state", "live", "progress", "current position"]),
    (Role::Status, 45, &["position"]),
    (Role::Outcome, 88, &["outcome", "result", "case result", "final outcome", "allegation result", "allegation outcome", "disposal", "disposition",
        "sanction", "finding", "allegation finding", "case outcome", "final result", "means resolution", "outcome decision"]),
    (Role::Outcome, 66, &["decision", "resolution", "action taken", "allegation decision", "action"]),
    (Role::InvestigatingBody, 92, &["investigating body", "investigating force", "mode investigation", "investigation mode", "investigation type",
        "type investigation", "investigating authority", "level investigation", "handling method"]),
    (Role::InvestigatingBody, 60, &["investigated by", "handled by", "iopc", "body"]),
    (Role::Summary, 94, &["summary", "narrative", "allegation summary", "allegation narrative", "complaint summary", "case summary", "circumstances",
        "synopsis", "free text", "complaint details", "allegation details", "allegation description", "complaint description",
        "incident summary", "incident description", "precis", "description conduct", "description misuse", "what happened", "complaint narrative", "allegation text"]),
    (Role::Summary, 68, &["description", "details", "detail", "text", "notes", "brief", "particulars", "account", "comments", "desc", "remarks"]),
    // What must not be taken for one of the above.
    (Role::Other, 97, &["crime ref", "crime reference", "crime number", "crime no", "cad", "cad ref", "cad number", "iopc ref", "iopc reference",
        "ipcc ref", "iopc number", "custody record", "custody number", "vehicle", "vrm", "exhibit", "asset", "allegation number", "allegation no",
        "allegation ref", "allegation id", "number officers", "number allegations", "count", "linked", "linked case", "linked ref", "related case",
        "previous", "old ref", "row", "row number", "row no"]),
    (Role::Other, 99, &["address", "email", "mail", "phone", "telephone", "tel", "mobile", "dob", "birth", "age", "gender", "sex", "ethnicity",
        "ethnic", "religion", "disability", "postcode", "post code", "nationality", "home", "length service", "misuse"]),
    (Role::Other, 98, &["investigating officer", "investigator", "io", "oic", "officer in case", "case officer", "case owner", "owner", "handler", "case handler",
        "case worker", "caseworker", "case manager", "assessor", "supervisor", "line manager", "manager", "decision maker", "recorded by", "created by", "received by", "updated by", "author",
        "inputter", "recording officer", "reviewer", "assigned", "assigned to", "allocated to"]),
    (Role::Other, 97, &["closed date", "date closed", "closed", "finalised date", "date finalised", "date completed", "completed", "target date",
        "due", "review date", "updated", "modified", "last updated", "date outcome", "outcome date", "result date", "date result", "status date",
        "date status", "hearing date", "date hearing", "date allocated", "days", "date decision", "decision date"]),
];

/// Words that say nothing by themselves.
const FILLERS: &[&str] = &["of", "the", "a", "and", "s", "for", "to", "is", "was", "on"];
/// Every word that a phrase does not account for takes this much away.
const UNEXPLAINED: u16 = 7;
/// Every further word of a phrase adds this much.
const FURTHER_WORD: u16 = 4;

/// Whether every word of a heading is one that headings of case systems are made of, so that it
/// names no person.
pub fn is_standard_heading(heading: &str) -> bool {
    let known = |word: &str| {
        RULES.iter().any(|(_, _, phrases)| phrases.iter().any(|p| p.split(' ').any(|w| w == word)))
    };
    words(heading).iter().all(|word| known(word))
}

/// The roles a heading speaks for, each with its strength, the strongest first.
pub(super) fn roles(heading: &str) -> Vec<(Role, u16)> {
    let words = words(heading);
    let mut found: Vec<(Role, u16)> = Vec::new();
    for &(role, strength, phrases) in RULES {
        for phrase in phrases {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            if !phrase.iter().all(|word| words.iter().any(|w| w == word)) {
                continue;
            }
            let unexplained = words.iter().filter(|word| !phrase.contains(&word.as_str())).count() as u16;
            let strength = strength + FURTHER_WORD * (phrase.len() as u16 - 1);
            found.push((role, strength.saturating_sub(UNEXPLAINED * unexplained)));
        }
    }
    found.sort_by_key(|&(role, strength)| (std::cmp::Reverse(strength), role));
    let mut seen = Vec::new();
    found.retain(|(role, _)| {
        !seen.contains(role) && {
            seen.push(*role);
            true
        }
    });
    found
}

/// Whether a heading says that names stand in the column.
pub(super) fn speaks_of_a_name(heading: &str) -> bool {
    words(heading).iter().any(|word| matches!(word.as_str(), "name" | "surname" | "forename" | "forenames"))
}

/// Words that headings cut short.
const SHORTENED: &[(&str, &str)] = &[
    ("alleg", "allegation"),
    ("cat", "category"),
    ("dt", "date"),
    ("num", "number"),
    ("nr", "number"),
    ("off", "officer"),
    ("offr", "officer"),
];

/// Words of a heading in lower case and the singular, without fillers: "Date Rec'd" is date recd,
/// "caseRef" is case ref, "Off. Name" is officer name.
fn words(heading: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in heading.chars() {
        let hump = letter.is_uppercase() && before.is_lowercase();
        if (!letter.is_alphanumeric() && !matches!(letter, '\'' | '’')) || hump {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.iter_mut().for_each(|word| {
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        if plural
            && !matches!(
                word.as_str(),
                "details"
                    | "notes"
                    | "comments"
                    | "remarks"
                    | "circumstances"
                    | "forenames"
                    | "synopsis"
                    | "precis"
                    | "days"
                    | "particulars"
            )
        {
            word.pop();
        }
    });
    for word in &mut words {
        if let Some((_, whole)) = SHORTENED.iter().find(|(short, _)| *short == word.as_str()) {
            word.replace_range(.., whole);
        }
    }
    words.retain(|word| !word.is_empty() && !FILLERS.contains(&word.as_str()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_heading_names_nobody() {
        for heading in ["Summary of Allegation", "case_type", "Year of Incident", "Outcome", "Date Rec'd"] {
            assert!(is_standard_heading(heading), "{heading:?}");
        }
        for heading in ["PC Okafor's notes", "Summary (Okafor)", "Okafor", "Column 7"] {
            assert!(!is_standard_heading(heading), "{heading:?}");
        }
    }

    #[test]
    fn headings_of_real_systems() {
        let check = |role: Role, headings: &[&str]| {
            for heading in headings {
                let best = roles(heading).first().map_or(Role::Other, |&(role, _)| role);
                assert_eq!(best, role, "{heading}: {:?}", roles(heading));
            }
        };
        check(
            Role::Reference,
            &[
                "case_ref",
                "Case Ref",
                "Complaint Number",
                "Case Reference",
                "REF",
                "URN",
                "File Ref.",
                "IA No",
                "Complaint/Conduct Ref",
                "CaseRef",
            ],
        );
        check(Role::Type, &["case_type", "Case Type", "Type", "Matter type"]);
        check(Role::Date, &["Date of incident", "Incident Date", "Date Occurred", "Occurred Date"]);
        check(
            Role::Recorded,
            &[
                "recorded",
                "Date Recorded",
                "Date Rec'd",
                "Date Received",
                "Recorded date",
                "Date case recorded",
            ],
        );
        check(Role::Year, &["incident_year", "Year", "Year of Incident"]);
        check(Role::Unit, &["unit", "Borough", "BCU", "Division/Dept", "OCU", "Officer's Unit", "Division"]);
        check(
            Role::Allegation,
            &["allegation", "Allegation Type", "Standards breached", "Nature of Complaint"],
        );
        check(Role::Rank, &["subject_rank", "Rank", "Officer Rank", "Rank/Grade"]);
        check(
            Role::Subject,
            &[
                "subject_name",
                "Officer Name",
                "Off. Name",
                "Subject",
                "Surname",
                "Officer's Surname",
                "Name of Officer",
            ],
        );
        check(
            Role::SubjectNumber,
            &[
                "subject_number",
                "Collar No",
                "Warrant Number",
                "Officer No.",
                "Collar Number",
                "Pay No",
                "Badge #",
            ],
        );
        check(
            Role::Complainant,
            &["complainant", "Complainant Name", "Name of complainant", "Complainant's Surname"],
        );
        check(Role::Flag, &["bwv_flag", "BWV Flag", "BWV?", "Body Worn Video", "BWV (Y/N)"]);
        check(Role::Status, &["status", "Case Status", "Open/Closed"]);
        check(
            Role::Outcome,
            &["outcome", "Result", "Case Result", "Allegation Result", "Final Outcome", "Disposal"],
        );
        check(Role::InvestigatingBody, &["Investigating Body", "Mode of Investigation"]);
        check(
            Role::Summary,
            &[
                "summary",
                "Allegation Narrative",
                "Complaint Summary",
                "Circumstances",
                "Description of allegation",
                "Free Text",
                "Details of complaint",
            ],
        );
        check(
            Role::Other,
            &[
                "Investigating Officer",
                "Officer email",
                "Home Borough",
                "Crime Ref",
                "IOPC ref",
                "Date closed",
                "Outcome date",
                "Complainant address",
                "Subject DOB",
                "Officer Ethnicity",
                "Allegation No",
                "Misuse of BWV?",
                "Line Manager",
                "Recorded by",
                "Column 7",
                "",
            ],
        );
    }
}
