//! The legal checks, each with what it finds and what it leaves alone.

use std::sync::Arc;

use jiff::civil::date;
use withheld::law::{Clock, ExemptionId, Extension, Group, Rule, Severity};
use withheld::review::{
    BlockKind, Command, Decision, Degree, Imported, InterestPart, Likelihood, Lint, Part, Place, Policy,
    Reach, Request, ReviewError, ScopeChoice, SignOff, Workspace,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Role, SheetBuilder};
use withheld::text::Span;

const COLUMNS: [Role; 5] = [Role::Reference, Role::Rank, Role::Status, Role::Outcome, Role::Summary];
const SUMMARY: u16 = 4;

/// One entry in scope with this rank, outcome and summary.
fn case(rank: &str, outcome: &str, summary: &str) -> Workspace {
    let headings = ["Ref", "Rank", "Status", "Outcome", "Summary"];
    let mut builder = SheetBuilder::new("Cases", &headings);
    let row = ["PC/1/21", rank, "Finalised", outcome, summary];
    builder.push_row(2, false, row.map(|text| (text, None)));
    let columns = COLUMNS.map(|role| ColumnPlan { role, treatment: role.default_treatment() }).to_vec();
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        request: Request::from_toml(
            "reference = '01.FOI.22.025751'\n[[texts]]\nkind = 'original'\nreceived = 2022-11-14\ntext = 'All'",
        )
        .unwrap(),
        ..Imported::default()
    });
    run(&mut workspace, Command::Scope { row: 0, reach: Reach::Entry, choice: Some(ScopeChoice::In) });
    workspace
}

#[track_caller]
fn run(workspace: &mut Workspace, command: Command) {
    let event = workspace.plan(&command).unwrap();
    workspace.apply(event);
}

fn ids(codes: &[&str]) -> Vec<ExemptionId> {
    codes.iter().map(|code| ExemptionId::from_code(code).unwrap()).collect()
}

/// Redacts these words of the summary.
fn redact(workspace: &mut Workspace, words: &str, codes: &[&str], reason: &str) {
    let cell = CellId { row: 0, column: SUMMARY };
    let text = workspace.sheet().text(cell).expose().to_owned();
    let start = text.find(words).unwrap();
    let place = Place { cell, span: Span::new(&text, start, start + words.len()).unwrap() };
    let decision = Decision::Redact { exemptions: ids(codes), reason: reason.to_owned() };
    run(workspace, Command::Decide { places: vec![place], decision });
}

fn argue(workspace: &mut Workspace, reason: &str, part: Part, text: &str) {
    run(workspace, Command::Argue { reason: reason.to_owned(), part, text: text.to_owned() });
}

/// Writes all that a reason under section 31 needs.
fn argue_all(workspace: &mut Workspace, reason: &str) {
    for part in
        [Part::Harm, Part::PublicInterestFor, Part::PublicInterestAgainst, Part::PublicInterestBalance]
    {
        argue(workspace, reason, part, "In the officer’s words");
    }
    let likelihood = Some(Likelihood::WouldBeLikely);
    run(workspace, Command::Likelihood { reason: reason.to_owned(), likelihood });
}

fn weigh_all(workspace: &mut Workspace, group: Group) {
    for part in [InterestPart::Purpose, InterestPart::Necessity, InterestPart::Balance] {
        run(workspace, Command::Weigh { group, part, text: "In the officer’s words".to_owned() });
    }
}

fn found(workspace: &Workspace, rule: Rule) -> Vec<Lint> {
    workspace.lints(Policy::Final).into_iter().filter(|lint| lint.rule == rule).collect()
}

/// How often a check speaks after `before`, and after `then` as well.
#[track_caller]
fn check(rule: Rule, workspace: Workspace, before: usize, then: impl FnOnce(&mut Workspace), after: usize) {
    let mut workspace = workspace;
    let lints = found(&workspace, rule);
    assert_eq!(lints.len(), before, "before: {lints:?}");
    for lint in &lints {
        assert!(lint.sentence.ends_with(['.', '?']) && lint.settle.ends_with('.'), "{lint:?}");
        assert!(!lint.sentence.contains(['{', '—']) && !lint.settle.contains(['{', '—']), "{lint:?}");
        assert!(lint.key.starts_with(rule.name()) && !lint.rests_on.is_empty(), "{lint:?}");
    }
    then(&mut workspace);
    let lints = found(&workspace, rule);
    assert_eq!(lints.len(), after, "after: {lints:?}");
}

fn tactics() -> Workspace {
    let mut workspace = case("PC", "NFA", "The drone flew low.");
    redact(&mut workspace, "drone", &["s31(1)(a)"], "tactics");
    workspace
}

fn officer(summary: &str) -> Workspace {
    let mut workspace = case("PC", "NFA", summary);
    redact(&mut workspace, "Hunter", &["s40(2)(3A)(a)"], "officer-name");
    workspace
}

fn public(summary: &str) -> Workspace {
    let mut workspace = case("PC", "NFA", summary);
    redact(&mut workspace, "Lee", &["s40(2)(3A)(a)"], "public-name");
    workspace
}

#[test]
fn both_branches() {
    let source = || {
        let mut workspace = case("PC", "NFA", "The drone flew low.");
        redact(&mut workspace, "drone", &["s30(2)", "s31(1)(a)"], "confidential-source");
        workspace
    };
    check(
        Rule::BothBranches,
        source(),
        1,
        |w| {
            assert!(w.blocks().iter().any(|block| block.kind == BlockKind::Law));
            let reason = "confidential-source".to_owned();
            run(w, Command::InTheAlternative { reason, alternative: true });
            assert!(!w.blocks().iter().any(|block| block.kind == BlockKind::Law));
        },
        0,
    );
    // Two decisions that overlap stand on the same words too.
    check(
        Rule::BothBranches,
        tactics(),
        0,
        |w| redact(w, "drone flew", &["s30(2)"], "confidential-source"),
        1,
    );
    check(Rule::BothBranches, tactics(), 0, |w| redact(w, "low", &["s30(2)"], "confidential-source"), 0);
}

#[test]
fn old_forms_in_any_text() {
    let say = |text: &'static str| move |w: &mut Workspace| argue(w, "tactics", Part::Harm, text);
    check(Rule::OldForm, tactics(), 0, say("As section 40(2)&(3) says"), 1);
    check(Rule::OldForm, tactics(), 0, say("As section 40(2)&(3A)(a) says"), 0);
    let paragraph = |w: &mut Workspace| {
        let text = Some("Withheld by s40(3)(a)(i).".to_owned());
        run(w, Command::Paragraph { id: "decision.partly".to_owned(), text });
    };
    check(Rule::OldForm, tactics(), 0, paragraph, 1);
    let mut own = case("PC", "NFA", "Hunter left.");
    redact(&mut own, "Hunter", &["s40(2)(3A)(a)"], "under s40(4)");
    check(Rule::OldForm, own, 1, |_| (), 1);
}

#[test]
fn section_31_1_g_names_its_purpose() {
    let say = |text: &'static str| {
        move |w: &mut Workspace| {
            run(w, Command::Paragraph { id: "decision.partly".to_owned(), text: Some(text.to_owned()) });
        }
    };
    let confidence = || {
        let mut workspace = case("PC", "NFA", "The caller said so.");
        redact(&mut workspace, "caller", &["s31(1)(g)(2)(b)"], "complaint-confidence");
        workspace
    };
    check(Rule::PurposeNotNamed, confidence(), 0, say("Section 31(1)(g) applies."), 1);
    check(
        Rule::PurposeNotNamed,
        confidence(),
        0,
        say("Section 31(1)(g) by virtue of section 31(2)(b) applies."),
        0,
    );
}

#[test]
fn a_qualified_exemption_has_its_public_interest_test() {
    check(Rule::NoPublicInterestTest, tactics(), 3, |w| argue_all(w, "tactics"), 0);
    check(
        Rule::NoPublicInterestTest,
        tactics(),
        3,
        |w| argue(w, "tactics", Part::PublicInterestFor, "Openness"),
        2,
    );
    check(Rule::NoPublicInterestTest, officer("Hunter left."), 0, |_| (), 0);
}

#[test]
fn a_prejudice_has_its_harm_and_its_likelihood() {
    check(Rule::NoHarm, tactics(), 1, |w| argue(w, "tactics", Part::Harm, "Drones are heard"), 0);
    check(Rule::NoHarm, officer("Hunter left."), 0, |_| (), 0);
    let would = |w: &mut Workspace| {
        let likelihood = Some(Likelihood::Would);
        run(w, Command::Likelihood { reason: "tactics".to_owned(), likelihood });
    };
    check(Rule::NoLikelihood, tactics(), 1, would, 0);
    check(Rule::NoLikelihood, officer("Hunter left."), 0, |_| (), 0);
}

#[test]
fn other_tests_of_an_exemption() {
    let withheld = |codes: &[&str], reason: &str| {
        let mut workspace = case("PC", "NFA", "The drone flew low.");
        redact(&mut workspace, "drone", codes, reason);
        workspace
    };
    let say = |reason: &'static str, part| move |w: &mut Workspace| argue(w, reason, part, "Said");
    check(
        Rule::NoOwnTest,
        withheld(&["s38(1)(a)"], "health-safety"),
        1,
        say("health-safety", Part::OwnTest),
        0,
    );
    check(
        Rule::NoQualifiedPerson,
        withheld(&["s36(2)(c)"], "public-affairs"),
        1,
        say("public-affairs", Part::QualifiedPerson),
        0,
    );
    check(Rule::NoExplanation, withheld(&["s42(1)"], "legal-advice"), 1, say("legal-advice", Part::Harm), 0);
    check(
        Rule::NoCondition,
        withheld(&["s40(2)(3A)(a)"], "special-category"),
        1,
        say("special-category", Part::SpecialCategory),
        0,
    );
    check(Rule::NoCondition, officer("Hunter left."), 0, |_| (), 0);
    check(Rule::NoOwnTest, tactics(), 0, |_| (), 0);
}

#[test]
fn personal_data_has_a_record_for_each_group() {
    check(
        Rule::NoLegitimateInterest,
        officer("Hunter met Lee."),
        3,
        |w| {
            weigh_all(w, Group::Officers);
            redact(w, "Lee", &["s40(2)(3A)(a)"], "public-name");
        },
        3,
    );
    check(
        Rule::NoLegitimateInterest,
        officer("Hunter, 4471."),
        3,
        |w| {
            weigh_all(w, Group::Officers);
            // Another reason of the same group rests on the same record.
            redact(w, "4471", &["s40(2)(3A)(a)"], "officer-number");
        },
        0,
    );
    check(Rule::NoLegitimateInterest, tactics(), 0, |_| (), 0);
}

#[test]
fn special_data_is_asked_about_once() {
    check(
        Rule::SpecialDataNotConsidered,
        officer("Hunter was ill."),
        1,
        |w| redact(w, "ill", &["s40(2)(3A)(a)"], "special-category"),
        0,
    );
    check(Rule::SpecialDataNotConsidered, tactics(), 0, |_| (), 0);
}

#[test]
fn section_30_1_a_needs_a_possible_offence() {
    let ongoing = || {
        let mut workspace = case("PC", "NFA", "The drone flew low.");
        let (exemptions, reason) = (ids(&["s30(1)(a)(i)"]), "ongoing-criminal".to_owned());
        run(
            &mut workspace,
            Command::Withhold { row: 0, reach: Reach::Case, degree: Degree::Whole, exemptions, reason },
        );
        workspace
    };
    let record = |recorded| move |w: &mut Workspace| run(w, Command::Criminal { row: 0, recorded });
    check(Rule::NoCrimeRecorded, ongoing(), 1, record(true), 0);
    check(Rule::NoCrimeRecorded, ongoing(), 1, record(false), 1);
    check(Rule::NoCrimeRecorded, tactics(), 0, |_| (), 0);
    let severity = found(&ongoing(), Rule::NoCrimeRecorded)[0].severity;
    assert_eq!(severity, Severity::Warning);
}

#[test]
fn what_is_cited_is_used() {
    let say = |text: &'static str| move |w: &mut Workspace| argue(w, "tactics", Part::Harm, text);
    check(Rule::CitedNotUsed, tactics(), 0, say("Section 38(1)(a) applies too"), 1);
    check(Rule::CitedNotUsed, tactics(), 0, say("Section 31(1)(a) applies; section 38 does not"), 0);
    // What is argued for a reason that nothing rests on is not in the letter.
    let elsewhere = |w: &mut Workspace| argue(w, "commercial", Part::Harm, "Section 43(2) applies");
    check(Rule::CitedNotUsed, tactics(), 0, elsewhere, 0);
}

#[test]
fn what_is_used_is_cited() {
    let write = |text: &'static str| {
        move |w: &mut Workspace| {
            let id = "exemptions.listed/s31(1)(a)".to_owned();
            run(w, Command::Paragraph { id, text: Some(text.to_owned()) });
        }
    };
    check(Rule::UsedNotCited, tactics(), 0, write("Law enforcement"), 1);
    check(Rule::UsedNotCited, tactics(), 0, write("Section 31(1)(a), law enforcement"), 0);
}

#[test]
fn list_reasons_and_marks_agree_to_the_sub_section() {
    let ongoing = || {
        let mut workspace = case("PC", "NFA", "The drone flew low.");
        redact(&mut workspace, "drone", &["s30(1)(a)(i)"], "ongoing-criminal");
        workspace
    };
    let say = |text: &'static str| move |w: &mut Workspace| argue(w, "ongoing-criminal", Part::Harm, text);
    // As the model case itself has it.
    check(Rule::SubSectionDiffers, ongoing(), 0, say("Section 30(1)(a) applies"), 1);
    check(Rule::SubSectionDiffers, ongoing(), 0, say("Section 30(1)(b) applies"), 1);
    check(Rule::SubSectionDiffers, ongoing(), 0, say("Section 30(1)(a)(i) applies"), 0);

    let mut odd = case("PC", "NFA", "The drone flew low.");
    redact(&mut odd, "drone", &["s43(2)"], "tactics");
    check(Rule::ReasonDoesNotCarry, odd, 1, |_| (), 1);
    check(Rule::ReasonDoesNotCarry, tactics(), 0, |_| (), 0);
}

#[test]
fn section_40_is_for_the_living() {
    check(Rule::DeathUnderSection40, public("Lee died in 2020."), 1, |_| (), 1);
    check(Rule::DeathUnderSection40, public("Lee was deadly serious."), 0, |_| (), 0);
    check(Rule::DeathUnderSection40, officer("Hunter died in 2020."), 1, |_| (), 1);
    check(Rule::DeathUnderSection40, officer("Hunter’s battery was dead."), 0, |_| (), 0);
}

#[test]
fn senior_officers_and_published_outcomes() {
    let ranked = |rank, outcome| {
        let mut workspace = case(rank, outcome, "Hunter left.");
        redact(&mut workspace, "Hunter", &["s40(2)(3A)(a)"], "officer-name");
        workspace
    };
    check(Rule::SeniorOfficer, ranked("Superintendent", ""), 1, |_| (), 1);
    check(Rule::SeniorOfficer, ranked("PC", ""), 0, |_| (), 0);
    check(Rule::PublishedOutcome, ranked("PC", "Misconduct hearing: dismissed"), 1, |_| (), 1);
    check(Rule::PublishedOutcome, ranked("PC", "Not upheld"), 0, |_| (), 0);
    check(Rule::PublishedOutcome, public("Lee was convicted."), 0, |_| (), 0);
}

#[test]
fn more_time_only_for_what_is_engaged() {
    let extend = |code: &'static str| {
        move |w: &mut Workspace| {
            let exemptions = ids(&[code]);
            let extension = Extension {
                exemptions,
                estimate: date(2023, 1, 20),
                sent: None,
                why: "Consulting".to_owned(),
            };
            run(w, Command::Clock(Clock { extension: Some(extension), ..Clock::default() }.into()));
        }
    };
    check(Rule::ExtensionWithoutExemption, tactics(), 0, extend("s31(1)(a)"), 0);
    check(Rule::ExtensionWithoutExemption, tactics(), 0, extend("s43(2)"), 1);
}

#[test]
fn a_signature_holds_until_something_changes() {
    let sign = |w: &mut Workspace| {
        run(w, Command::SignOff(Some(SignOff { by: "A second officer".to_owned(), on: date(2022, 12, 1) })));
    };
    check(Rule::NotSignedOff, tactics(), 1, sign, 0);
    let and_change = |w: &mut Workspace| {
        sign(w);
        argue(w, "tactics", Part::Harm, "Another harm");
    };
    check(Rule::NotSignedOff, tactics(), 1, and_change, 1);
    let and_log_time = |w: &mut Workspace| {
        sign(w);
        let activity = withheld::review::Activity::Redacting;
        run(w, Command::LogTime { activity, minutes: 5, on: date(2022, 12, 1), note: String::new() });
    };
    check(Rule::NotSignedOff, tactics(), 1, and_log_time, 0);
}

#[test]
fn warnings_and_questions_are_settled_and_what_blocks_is_not() {
    let mut workspace = public("Lee died in 2020.");
    let question = found(&workspace, Rule::DeathUnderSection40)[0].key.clone();
    let blocking = found(&workspace, Rule::NoLegitimateInterest)[0].key.clone();
    let settle = |key: &str, reason: &str| Command::SettleLints {
        lints: vec![key.to_owned()],
        reason: reason.to_owned(),
    };
    for (command, expected) in [
        (settle(&question, " "), ReviewError::NoReason),
        (settle(&blocking, "never mind"), ReviewError::LintBlocks),
        (settle("death-under-section-40:99", "nobody"), ReviewError::NoSuchLint),
    ] {
        assert_eq!(workspace.plan(&command), Err(expected));
    }
    run(&mut workspace, settle(&question, "Another Lee, who is alive"));
    let settled = |w: &Workspace| found(w, Rule::DeathUnderSection40)[0].settled.clone();
    assert_eq!(settled(&workspace).as_deref(), Some("Another Lee, who is alive"));
    run(&mut workspace, Command::Undo);
    assert_eq!(settled(&workspace), None);
}

#[test]
fn the_table_alone_needs_no_legal_checks() {
    let mut workspace = tactics();
    let legal = |w: &Workspace| w.blocks().iter().filter(|block| block.kind == BlockKind::LegalCheck).count();
    assert_eq!(legal(&workspace), 0);
    run(&mut workspace, Command::NoticeWanted(true));
    // Harm, likelihood, three parts of the public interest, a signature.
    assert_eq!(legal(&workspace), 6);
    argue_all(&mut workspace, "tactics");
    let lints = vec![found(&workspace, Rule::NotSignedOff)[0].key.clone()];
    run(&mut workspace, Command::SettleLints { lints, reason: "Looked at by the head of unit".to_owned() });
    assert_eq!(legal(&workspace), 0);
}

#[test]
fn a_reason_has_to_be_one() {
    let workspace = tactics();
    let argue = |reason: &str| {
        let (reason, text) = (reason.to_owned(), "A harm".to_owned());
        workspace.plan(&Command::Argue { reason, part: Part::Harm, text })
    };
    assert_eq!(argue("tactic"), Err(ReviewError::NoSuchReason));
    assert_eq!(argue(" "), Err(ReviewError::NoReason));
    assert!(argue("commercial").is_ok());
}
