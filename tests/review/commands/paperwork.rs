//! Paperwork as scripts give it.

use super::*;

#[test]
fn paperwork_in_a_script_is_written_as_the_formats_say() {
    let workspace = two_entries_of_one_case();
    for line in [
        r#"{"units":{"column":3,"units":{"Hackney North":"Central East"}}}"#,
        r#"{"role-names":true}"#,
        r#"{"argue":{"reason":"tactics","part":"public-interest-for","text":"Openness"}}"#,
        r#"{"likelihood":{"reason":"tactics","likelihood":"would-be-likely"}}"#,
        r#"{"in-the-alternative":{"reason":"confidential-source","alternative":true}}"#,
        r#"{"consulted":{"reason":"tactics","consultation":{"who":"Head of unit","on":"2026-11-12","view":"Heard"}}}"#,
        r#"{"weigh":{"group":"officers","part":"purpose","text":"Accountability"}}"#,
        r#"{"notice-wanted":true}"#,
        r#"{"notice-details":{"searches":[{"place":"System","by":"words","on":null}],"advice":"Ask for less"}}"#,
        r#"{"paragraph":{"id":"reasons.harm/tactics","text":""}}"#,
        r#"{"sign-off":{"by":"A second officer","on":"2026-11-20"}}"#,
        r#"{"settle-lints":{"lints":["not-signed-off"],"reason":"Looked at by the head of unit"}}"#,
        r#"{"clock":{"clarification":{"asked":"2026-11-03","answered":"2026-11-05"},"refined":null}}"#,
        r#"{"log-time":{"activity":"locating","minutes":30,"on":"2026-11-03"}}"#,
    ] {
        let command: Command = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert!(workspace.plan(&command).is_ok(), "{line}");
    }
    // Words are settled for the reference that they are part of.
    let settle = r#"{"settle-reference":{"words":["x"],"reason":"The request’s own number"}}"#;
    let settle: Command = serde_json::from_str(settle).unwrap();
    assert_eq!(workspace.plan(&settle), Err(ReviewError::NotInReference));
    let unlog: Command = serde_json::from_str(r#"{"unlog-time":{"number":0}}"#).unwrap();
    assert_eq!(workspace.plan(&unlog), Err(ReviewError::NotLogged));
}

#[test]
fn a_clock_that_cannot_be_is_refused() {
    let workspace = two_entries_of_one_case();
    let plan = |clock: Clock| workspace.plan(&Command::Clock(clock.into()));
    let refused = plan(Clock { starts_with: Some(3), ..Clock::default() });
    assert_eq!(refused, Err(ReviewError::NoSuchRequestText { count: 0 }));
    let asked = date(2026, 11, 5);
    let clarification = Some(withheld::law::Clarification { asked, answered: Some(date(2026, 11, 3)) });
    assert!(matches!(plan(Clock { clarification, ..Clock::default() }), Err(ReviewError::Clock(_))));
}
