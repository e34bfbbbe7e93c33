//! Tactics and numbers as all layers together tell them, each beside what must be left alone.

use withheld::detect::{Cancel, Kind, Likelihood, Options, Record, run, sheet_of_records};
use withheld::text::Sensitive;

/// The words that are suggested as one of these kinds.
fn suggested(text: &str, kinds: &[Kind]) -> Vec<String> {
    let record = Record { text: Sensitive::new(text), ..Record::default() };
    let (sheet, layout) = sheet_of_records([record]);
    let findings = run(&sheet, &layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let suggested = |f: &&withheld::detect::Finding| {
        Likelihood::of_finding(f) >= Likelihood::Likely && kinds.contains(&f.kind)
    };
    findings.iter().filter(suggested).map(|f| f.span.of(text).unwrap_or("").to_owned()).collect()
}

#[test]
fn tactics() {
    for (text, is_told) in [
        ("He told his cousin that the van outside the bookmaker's was ours and full of cameras.", true),
        ("DC Lowe let slip that a registered source had placed him at the flat.", true),
        ("She told the landlord that two plain-clothes officers would be sat in the snug on Friday.", true),
        ("INFORMANT STATES HER NEIGHBOUR HAS TAKEN THE BINS IN AGAIN.", false),
        ("The intelligence was insulted, he says, by the leaflet.", false),
    ] {
        let found = suggested(text, &[Kind::Tactic]);
        assert_eq!(!found.is_empty(), is_told, "{text} {found:?}");
    }
}

#[test]
fn numbers_of_people_and_of_things() {
    const NUMBERS: &[Kind] =
        &[Kind::Number, Kind::OtherId, Kind::CaseRef, Kind::Dob, Kind::Bank, Kind::Social];
    for (text, expected) in [
        ("I AM GORDON UPWARD BORN 9 5 52 EX ROYAL NAVY AND YOUR OFFICER", &["9 5 52"][..]),
        ("Her DOB was typed as 13/06/94. Hers is 16/03/94, in 2022.", &["13/06/94", "16/03/94"]),
        ("He gave her log 288 of 14 April and a form.", &["log 288 of 14 April"]),
        ("The bicycle, frame number WBK4471P, was returned against receipt 5510.", &[]),
        ("The mask came off under section 60AA and PC Dale's MG11 says so.", &[]),
    ] {
        assert_eq!(suggested(text, NUMBERS), expected, "{text}");
    }
}
