//! Reasons: what is argued, the notice, the legal checks and the clock, driven by label and key. Nothing
//! that was typed is lost.

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::law::Group;
use withheld::review::{InterestPart, Likelihood, Part};

use crate::case::{replayed, sample_case};
use crate::support::Window;

/// The Reasons screen of the sample, with nothing decided.
fn reasons() -> Window {
    let mut window = Window::sample();
    show(&mut window);
    window
}

fn show(window: &mut Window) {
    window.press_with(Modifiers::COMMAND, Key::Num5);
    window.wait_for("Legal checks: ");
    window.wait_until(|window| !window.shows("Looking…"));
}

/// Goes to a part of the screen.
fn part(window: &mut Window, name: &str) {
    window.click_with(name);
    window.settle();
}

/// Chooses the reason whose line begins so.
fn choose(window: &mut Window, line: &str) {
    window.scroll_and_click_with(line);
    window.settle();
}

#[track_caller]
fn expect_row(window: &Window, line: &str, state: &str) {
    let rows: Vec<String> = window.texts().into_iter().filter(|text| text.starts_with(line)).collect();
    assert!(rows.iter().any(|row| row.ends_with(state)), "{state:?} is not in {rows:#?}");
}

#[test]
fn a_harm_is_typed_and_its_likelihood_chosen_and_undone() {
    let mut window = reasons();
    let line = tactics_line();
    choose(&mut window, &line);
    expect_row(&window, &line, "missing: harm, likelihood, interest for, interest against, balance");
    window.expect("What harm follows from these words being public");
    // Nothing is filled in, and neither likelihood is on.
    window.expect("not said yet");
    window.click("Harm");
    window.type_text("Offenders would learn when a camera is off.");
    window.press(Key::Tab);
    expect_row(&window, &line, "missing: likelihood, interest for, interest against, balance");
    window.click("It would be likely to happen");
    expect_row(&window, &line, "missing: interest for, interest against, balance");
    assert!(!window.shows("not said yet"));
    // One step each.
    window.click("Undo");
    window.expect("not said yet");
    window.expect("Offenders would learn");
    window.click("Undo");
    expect_row(&window, &line, "missing: harm, likelihood, interest for, interest against, balance");
    assert!(!window.shows("Offenders would learn"));
    window.click("Redo");
    window.expect("Offenders would learn");
}

/// The beginning of the line of the reason “tactics”.
fn tactics_line() -> String {
    line_of("tactics")
}

#[test]
fn a_record_is_shared_by_the_reasons_of_its_group() {
    let mut window = reasons();
    choose(&mut window, &line_of("officer-name"));
    window.expect("One record for the group “Officers”: shared by its ");
    for (name, words) in
        [("Purpose", "Openness."), ("Necessity", "Names are not needed."), ("Balance", "Against.")]
    {
        window.click(name);
        window.type_text(words);
    }
    window.press_with(Modifiers::COMMAND, Key::Enter);
    expect_row(&window, &line_of("officer-name"), "complete");
    expect_row(&window, &line_of("officer-number"), "complete");
    expect_row(&window, &line_of("staff-name"), "missing: legitimate interest");
}

#[test]
fn nothing_typed_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let case = sample_case(folder.path());
    let mut window = Window::open(Opening::File(case.clone()));
    window.wait_for("Suggestion 1 of 6");
    show(&mut window);
    let line = tactics_line();
    choose(&mut window, &line);
    // By choosing another reason, by leaving the screen, by closing the case: each in the middle of typing.
    window.click("Harm");
    window.type_text("First harm");
    choose(&mut window, &line_of("public-name"));
    window.click("Purpose");
    window.type_text("A purpose");
    window.press_with(Modifiers::COMMAND, Key::Num4);
    assert!(window.is_on("Review"));
    window.press_with(Modifiers::COMMAND, Key::Num5);
    window.expect("A purpose");
    choose(&mut window, &line);
    window.expect("First harm");
    window.click("It would happen");
    window.scroll_and_click("Public interest for disclosure");
    window.type_text("Openness");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.wait_for("Open the sample");
    let (workspace, _) = replayed(&case, None);
    let argument = workspace.paperwork().argument("tactics");
    assert_eq!(argument.part(Part::Harm), "First harm");
    assert_eq!(argument.part(Part::PublicInterestFor), "Openness");
    assert_eq!(argument.likelihood, Some(Likelihood::Would));
    assert_eq!(workspace.paperwork().interest(Group::Public).part(InterestPart::Purpose), "A purpose");
}

/// The beginning of the line of a reason.
fn line_of(code: &str) -> String {
    withheld::law::reason(code).unwrap().line.chars().take(40).collect()
}

#[test]
fn half_a_consultation_is_asked_about_before_it_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let case = sample_case(folder.path());
    let mut window = Window::open(Opening::File(case.clone()));
    window.wait_for("Suggestion 1 of 6");
    show(&mut window);
    choose(&mut window, &tactics_line());
    window.scroll_and_click("Who was asked");
    window.type_text("Professional standards");
    // It stays while the officer is elsewhere.
    window.press_with(Modifiers::COMMAND, Key::Num4);
    window.press_with(Modifiers::COMMAND, Key::Num5);
    window.expect("Professional standards");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.expect("Not everything is saved");
    window.expect("a consultation needs who was asked");
    window.click("Stay");
    window.scroll_and_click("When they answered");
    window.type_text("3/11/2026");
    window.scroll_and_click("What they said");
    window.type_text("It tells people when a camera is off.");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.wait_for("Open the sample");
    let (workspace, _) = replayed(&case, None);
    let consultation = workspace.paperwork().argument("tactics").consultation.clone().unwrap();
    assert_eq!(consultation.who, "Professional standards");
}

#[test]
fn a_reason_leads_to_its_marks_and_back() {
    let mut window = reasons();
    choose(&mut window, &tactics_line());
    let row = window.texts().into_iter().find(|text| text.starts_with("PC/01902/20 row 9: ")).unwrap();
    window.scroll_and_click(&row);
    assert!(window.is_on("Review"));
    window.expect("PC/01902/20");
    window.press(Key::A);
    assert!(window.is_on("Reasons"));
    window.expect("What harm follows from these words being public");
    assert_eq!(window.focused().as_deref(), Some("Harm"));
}

#[test]
fn the_reasons_are_gone_through_by_keyboard() {
    let mut window = reasons();
    choose(&mut window, &line_of("officer-name"));
    // F6 goes to the fields and back to the list; arrows choose in it, Enter leads into the fields.
    window.press(Key::F6);
    assert_eq!(window.focused().as_deref(), Some("Purpose"));
    window.press(Key::F6);
    window.press(Key::ArrowDown);
    let focused = window.focused().unwrap();
    assert!(focused.starts_with(&line_of("officer-number")), "{focused}");
    window.press(Key::Enter);
    assert_eq!(window.focused().as_deref(), Some("Purpose"));
    // F8 goes on from one missing thing to the next, also while typing.
    window.type_text("Openness");
    window.press(Key::F8);
    assert_eq!(window.focused().as_deref(), Some("Necessity"));
    window.type_text("No other way");
    window.press(Key::F8);
    assert_eq!(window.focused().as_deref(), Some("Balance"));
    window.press_with(Modifiers::COMMAND, Key::PageDown);
    window.expect("For the applicant");
    window.press_with(Modifiers::COMMAND, Key::PageUp);
    window.expect("Openness");
}

#[test]
fn reasons_stand_by_section_and_groups_where_they_share_a_record() {
    let window = reasons();
    let texts = window.texts();
    let heads: Vec<&str> = texts
        .iter()
        .filter_map(|text| text.strip_prefix("Section ")?.split_once("  ·  "))
        .map(|(section, _)| section)
        .collect();
    assert!(heads.len() >= 3, "{heads:?}");
    assert!(heads.is_sorted_by_key(|section| section.parse::<u32>().unwrap()), "{heads:?}");
    // Only where a record is shared the group is named.
    let at = |text: &str| texts.iter().position(|other| other == text);
    let personal = texts.iter().position(|text| text.starts_with("Section 40  ·  "));
    assert!(personal < at("Officers") && at("Officers") < at("Members of the public"));
    assert_eq!((at("Policing methods"), at("Other grounds")), (None, None));
}

/// Presses F8 until the round is told to be over; gives what had the keyboard after each.
fn round(window: &mut Window) -> Vec<String> {
    let mut stops = Vec::new();
    for _ in 0..200 {
        window.press(Key::F8);
        if window.shows("Nothing further down") {
            return stops;
        }
        stops.push(window.focused().unwrap_or_default());
    }
    panic!("the round does not come to its end: {stops:#?}");
}

#[test]
fn the_next_missing_thing_is_stopped_at_once_and_never_where_it_is_given() {
    let mut window = reasons();
    let asked = |window: &Window| {
        let rows = window.texts();
        rows.iter().filter(|row| row.contains("missing: ") && row.contains("likelihood")).count()
    };
    let likely = |stops: &[String]| stops.iter().filter(|stop| *stop == "It would happen").count();
    let missing = asked(&window);
    let stops = round(&mut window);
    assert_eq!((likely(&stops), missing > 0), (missing, true), "{stops:#?} {:#?}", window.texts());
    window.expect("things are still missing: F8 begins again at the first");
    // It begins again, in the same order.
    assert_eq!(round(&mut window), stops);
    // Given, it is passed over; the harm that is not given is not.
    choose(&mut window, &tactics_line());
    window.scroll_and_click("It would be likely to happen");
    let after = round(&mut window);
    assert_eq!(likely(&after), likely(&stops) - 1, "{after:#?}");
    // Behind the field that has the keyboard, wherever the round was.
    choose(&mut window, &tactics_line());
    window.press(Key::F6);
    assert_eq!(window.focused().as_deref(), Some("Harm"));
    window.press(Key::F8);
    assert_eq!(window.focused().as_deref(), Some("Public interest for disclosure"));
}

#[test]
fn a_paragraph_is_put_in_own_words_and_taken_back() {
    let mut window = reasons();
    part(&mut window, "Notice: ");
    window.expect("Freedom of Information Act 2000: response to request FOI-2026-0212");
    window.expect("things are missing");
    window.scroll_and_click("To find the information, these searches were made:");
    window.click("Put it in your own words");
    assert_eq!(window.focused().as_deref(), Some("Your words"));
    window.fill("Your words", "We looked here:");
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.wait_for("We looked here:");
    window.wait_until(|window| window.texts().iter().any(|text| text.starts_with("Your words")));
    window.click("Use the template again");
    window.wait_until(|window| !window.shows("We looked here:"));
    window.expect("Put it in your own words");
    window.click("Undo");
    window.wait_for("We looked here:");
}

#[test]
fn what_is_missing_leads_to_where_it_is_written() {
    let mut window = reasons();
    part(&mut window, "Notice: ");
    let count = |window: &Window| -> usize {
        let notice =
            window.texts().into_iter().find_map(|text| text.strip_prefix("Notice: ").map(str::to_owned));
        notice.unwrap().parse().unwrap()
    };
    let before = count(&window);
    window.click("Write where was searched");
    window.wait_for("Add a search");
    assert_eq!(window.focused().as_deref(), Some("Add a search"));
    window.press(Key::Enter);
    window.fill("Where, search 1", "Centurion");
    window.fill("By what, search 1", "The words body worn video");
    window.fill("When, search 1", "2/11/2026");
    window.press(Key::Tab);
    window.wait_until(|window| !window.shows("Looking…"));
    window.wait_for("Centurion, by The words body worn video, on 2 November 2026");
    assert_eq!(count(&window), before - 3);
    // The next missing thing is gone to by key.
    window.press(Key::F8);
    window.expect("It rests on");
    window.click("Write the harm (s31(1)(a))");
    window.expect("What harm follows from these words being public");
}

#[test]
fn the_publication_version_has_no_salutation() {
    let mut window = reasons();
    part(&mut window, "Notice: ");
    assert!(window.texts().iter().any(|text| text == "Dear Sir or Madam"));
    window.click("For publication");
    window.wait_until(|window| !window.texts().iter().any(|text| text == "Dear Sir or Madam"));
}

#[test]
fn a_question_is_answered_and_opened_again() {
    let mut window = reasons();
    // The letter is asked for until the officer says otherwise.
    part(&mut window, "Legal checks: ");
    assert!(!window.shows("No refusal notice goes with the release"));
    part(&mut window, "Notice: ");
    window.click("A refusal notice goes with the release");
    part(&mut window, "Legal checks: ");
    window.expect("No refusal notice goes with the release");
    // What blocks cannot be settled.
    assert!(!window.texts().iter().any(|text| text.starts_with("Settle… s31(1)(a) is qualified")));
    let answer = "Answer… No second officer has signed since the last change. Who has looked at it?";
    window.scroll_and_click(answer);
    window.expect("Your answer");
    window.press(Key::Enter);
    window.expect("Your answer");
    window.type_text("The head of the unit reads it tomorrow");
    window.press(Key::Enter);
    window.wait_for("✓ The head of the unit reads it tomorrow");
    window.expect("✓ Question, settled");
    window.click("Undo");
    window.wait_until(|window| !window.shows("The head of the unit reads it tomorrow"));
}

#[test]
fn with_a_notice_the_checks_stand_in_the_way_and_lead_here() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("Suggestion 1 of 6");
    show(&mut window);
    window.press_with(Modifiers::COMMAND, Key::Num6);
    window.wait_for("Legal checks of the notice: ");
    for title in ["Hidden content: ", "Columns not settled: ", "Legal checks of the notice: "] {
        window.click_with(title);
    }
    window.click_with("is qualified, and for the reason");
    assert!(window.is_on("Reasons"));
    window.expect("What blocks is put right");
}

#[test]
fn the_clock_is_set_and_the_header_says_so() {
    let mut window = reasons();
    part(&mut window, "Time and clock");
    window.expect("The clock is running");
    window.fill("Asked on", "4/11/2026");
    window.press(Key::Tab);
    window.wait_for("Awaiting clarification since 4 Nov");
    window.expect("The clock waits: the applicant was asked on Wednesday 4 November 2026");
    // A day before the question is refused, kept in its field, and told.
    window.fill("Answered on", "3/11/2026");
    window.press(Key::Tab);
    window.expect("Not saved: ");
    window.expect("Awaiting clarification since 4 Nov");
    window.fill("Answered on", "5/11/2026");
    window.press(Key::Tab);
    window.wait_for("due 4 Dec");
    // More time needs an exemption and an estimate.
    window.scroll_and_click("Section 31(1)(a) – Law Enforcement");
    window.expect("Not saved yet: it needs the day by which a decision is expected");
    window.scroll_and_click("Decision expected by");
    window.type_text("4/1/2027");
    window.press(Key::Tab);
    window.wait_for("Balance extended to 4 Jan");
    part(&mut window, "Notice: ");
    window.wait_for("Extension letter");
}

#[test]
fn time_is_logged_in_two_sums_and_a_second_officer_signs() {
    let mut window = reasons();
    part(&mut window, "Time and clock");
    window.fill("Minutes", "95");
    window.scroll_and_click("Log this time");
    window.wait_for("Redaction and all else, which does not: 1 h 35 min");
    window.expect("Search, which counts towards the cost limit: 0 min");
    window.fill("Name of the second officer", "Ada Bell");
    window.click("Sign");
    window.wait_for("✓ Signed by Ada Bell on ");
    // What is argued after that has to be seen by the second officer again.
    part(&mut window, "Arguments");
    choose(&mut window, &line_of("officer-name"));
    window.click("Purpose");
    window.type_text("Openness");
    part(&mut window, "Time and clock");
    window.expect("It has to be signed again");
}

#[test]
fn the_window_rests_while_reasons_are_shown() {
    let mut window = reasons();
    for name in ["Arguments", "Notice: ", "Legal checks: ", "Time and clock"] {
        part(&mut window, name);
        window.wait_until(|window| !window.shows("Looking…"));
        window.expect_rest();
    }
}
