//! Names in every shape, found by all layers together and without the row's columns, with what must
//! be left alone beside them. Names stand in square brackets; everything else is left alone.

use withheld::detect::{Cancel, Kind, Likelihood, Options, Record, run, sheet_of_records};
use withheld::text::Sensitive;

/// The text with brackets around what is found of these kinds.
fn marked(text: &str, is_looked_at: impl Fn(Kind) -> bool) -> String {
    let record = Record { text: Sensitive::new(text), ..Record::default() };
    let (sheet, layout) = sheet_of_records([record]);
    let findings = run(&sheet, &layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let mut shown = String::new();
    let mut from = 0;
    for finding in
        findings.iter().filter(|f| Likelihood::of_finding(f) >= Likelihood::Likely && is_looked_at(f.kind))
    {
        let span = finding.span;
        shown += &format!("{}[{}]", text.get(from..span.start()).unwrap(), span.of(text).unwrap());
        from = span.end();
    }
    shown + text.get(from..).unwrap()
}

#[track_caller]
fn check(expected: &[&str]) {
    let mut wrong = Vec::new();
    for text in expected {
        let found = marked(&text.replace(['[', ']'], ""), Kind::is_person);
        if found != *text {
            wrong.push(format!("{text:?}\n  but {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_any_cue() {
    check(&[
        "The allegation is that [Haydock] laughed when told of the fall.",
        "Asked [Bartels] for the recording twice, no reply.",
        "The search was led by [Eccleshare] and nothing was found.",
        "Spoke to [Kath Dobbs] on the doorstep. [Dobbs] says the door was open.",
        "Self-reported. [Stainforth] realised on rest days that the camera was off.",
    ]);
}

#[test]
fn in_lower_case() {
    check(&[
        "c/p says pc [demir] pushd her and sgt [okonkwo] just stood there",
        "spoke to [gordon pyke] at the front desk, he was polite",
        "the officer was polite and the church was closed, will call back in march",
    ]);
}

#[test]
fn in_capitals() {
    check(&[
        "COMPLAINANT MR [OBI] STATES PC [HURST] TOLD HIM TO GO AWAY",
        "SPOKE TO [GIFTY ADU] WHO WANTS AN APOLOGY FROM SGT [MCGINTY]",
        "THE OFFICER ON THE FRONT COUNTER WOULD NOT TAKE A REPORT OF THE THEFT",
    ]);
}

#[test]
fn abbreviations_with_a_stroke() {
    check(&[
        "R/P [RUKHSANA AHMED] SAYS THE OFFICER WAS RUDE. T/N TO FOLLOW. M/C SEIZED.",
        "I/P spoken to; F/P of Mr [Obi] to be updated by [J. Hollis]",
    ]);
}

#[test]
fn split_by_breaks_and_spaces() {
    check(&[
        "attended by PC [Daniel\nOkafor] and a colleague",
        "attended by PC [Daniel\u{a0}Okafor] and a colleague",
        "PC\u{a0}[Okafor] left",
        "PC\n[Okafor] left",
    ]);
}

#[test]
fn initials() {
    check(&[
        "Mr [K] was told by PC [J. T. Hollis] to leave.",
        "The child, [J.T]., was not spoken to.",
        "Section B of form D was signed at 3 p.m.",
    ]);
}

#[test]
fn lists_after_one_rank() {
    check(&[
        "PCs [Ward], [Ali] and [McBride] attended.",
        "PC [Ward], PC [Ali] & Sgt [McBride] attended.",
        "PCs and PCSOs attended, and the Sergeant was told.",
    ]);
}

#[test]
fn nicknames() {
    check(&[
        "[Fitzroy \"Bigga\" Thomas] was stopped twice.",
        "He says that [Gaz] and [Big Kev] from the team were laughing.",
    ]);
}

#[test]
fn surnames_that_are_words_or_towns() {
    check(&[
        "Mr [Hunter] told PC [Church] that Sgt [Reading] had left. [Hunter] was upset.",
        "PC [Day] stopped Mrs [London] and [Grace London] in the street.",
        "The hunter left the church in Reading on a fine day in London.",
        "In May the church in Church Street may be closed.",
    ]);
}

#[test]
fn ocr_slips() {
    check(&["PC [0kafor] and Sgt [Brerman] attended. [Brerman] left.", "The 0fficer attended and left."]);
}

#[test]
fn inside_an_email_address_the_address_is_found_whole() {
    let text = "Write to jerome.campbell@example.com about it.";
    assert_eq!(marked(text, |_| true), "Write to [jerome.campbell@example.com] about it.");
}

#[test]
fn leaves_what_is_nobody() {
    check(&[
        "He was seen near Victoria and at King's Cross, then at St Thomas' Hospital.",
        "Arrested under Section 18 and taken to Charing Cross Police Station.",
        "He bought it at PC World and paid at Marks & Spencer.",
        "The Sgt was told, the PC was not, and the Inspector did not reply.",
        "It happened in March, not in April or on a Monday in August.",
        "Operations of the Crown Court were delayed; the Independent Office for Police Conduct was told.",
        "A Taser and PAVA were drawn by Armed Response Vehicle officers.",
        "The Misuse of Drugs Act and the Public Order Act were explained.",
        "The Duke of Wellington on Albert Road was full of Arsenal supporters.",
    ]);
}
