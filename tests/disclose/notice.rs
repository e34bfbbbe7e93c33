//! The refusal notice of the sample, compared with the order of the model case.

use jiff::Timestamp;
use jiff::civil::date;
use withheld::detect::{Cancel, Options};
use withheld::disclose::{
    BuildInfo, Notice, NoticeError, NoticeVersion, Secrets, TextBlock, build, extension_letter, notice,
    notices,
};
use withheld::law::{Assessment, Clock, Extension, Group};
use withheld::review::{
    Command, Contact, Event, Figure, Imported, InterestPart, Likelihood, MarkRef, Misuse, NoticeDetails,
    Part, Policy, PreviousRequest, Reach, SearchMade, Workspace,
};

fn released_at() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

/// The sample, searched and undecided: a draft takes everything as suggested.
fn sample() -> Workspace {
    let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
    let detected = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    workspace.apply(Event::Detected(detected.into()));
    workspace
}

fn run(workspace: &mut Workspace, command: Command) {
    let event = workspace.plan(&command).unwrap();
    workspace.apply(event);
}

fn details() -> NoticeDetails {
    NoticeDetails {
        searches: vec![SearchMade {
            place: "The case system of professional standards".to_owned(),
            by: "the words “body worn video” and “BWV”, and the flag".to_owned(),
            on: Some(date(2026, 11, 20)),
        }],
        figures: vec![Figure {
            says: "Body worn video was activated 19,411,101 times".to_owned(),
            source: "the video system".to_owned(),
            period: "2018 to 2022".to_owned(),
        }],
        previous: Some(PreviousRequest {
            reference: "FOI-2026-0101".to_owned(),
            answered: Some(date(2026, 5, 4)),
            answer: "it was refused for its cost.".to_owned(),
        }),
        advice: "A request for fewer years takes less time.".to_owned(),
        contact: Some(Contact {
            review: "the information office of the force".to_owned(),
            commissioner: "Information Commissioner".to_owned(),
            commissioner_address: "an address that somebody looked up".to_owned(),
            confirmed: date(2026, 11, 2),
        }),
        ..NoticeDetails::default()
    }
}

/// Writes all that the letter asks for.
fn write_all(workspace: &mut Workspace) {
    run(workspace, Command::NoticeDetails(details().into()));
    for used in workspace.uses(Policy::Draft) {
        let reason = used.reason.clone();
        for assessment in used.assessments() {
            for part in Part::of(assessment) {
                let text = format!("{} in the officer’s words.", part.name());
                // What is written already for another exemption of the reason changes nothing.
                if let Ok(event) = workspace.plan(&Command::Argue { reason: reason.clone(), part, text }) {
                    workspace.apply(event);
                }
            }
            if assessment == Assessment::Harm {
                let likelihood = Some(Likelihood::WouldBeLikely);
                if let Ok(event) = workspace.plan(&Command::Likelihood { reason: reason.clone(), likelihood })
                {
                    workspace.apply(event);
                }
            }
        }
    }
    for group in [Group::Officers, Group::Staff, Group::Public, Group::SpecialCategory] {
        for part in [InterestPart::Purpose, InterestPart::Necessity, InterestPart::Balance] {
            run(workspace, Command::Weigh { group, part, text: format!("{} in words.", part.name()) });
        }
    }
}

fn letter(workspace: &Workspace, version: NoticeVersion) -> Notice {
    notice(workspace, Policy::Draft, version, released_at())
}

#[test]
fn the_notice_of_the_sample() {
    let mut workspace = sample();
    let bare = letter(&workspace, NoticeVersion::Applicant);
    assert!(matches!(bare.check(), Err(NoticeError::Missing(missing)) if missing.len() > 20));
    write_all(&mut workspace);
    let written = letter(&workspace, NoticeVersion::Applicant);
    assert_eq!(written.missing(), []);
    assert_eq!(written.check(), Ok(()));
    assert_eq!(
        written.headings(),
        [
            "Request",
            "Previous request",
            "Searches",
            "Decision",
            "What was redacted",
            "Refusal notice",
            "Reasons",
            "Public interest test",
            "Personal data",
            "Special category and criminal-offence data",
            "Context",
            "About the data",
            "Definitions",
            "Disclosure",
            "Advice and assistance",
            "If you are not satisfied",
        ]
    );
    rests_on_what_was_withheld(&workspace, &written);
    leads_there_and_back(&written);
    says_what_the_case_says(&written);

    holds_no_withheld_words(&mut workspace, &written);
    assert_eq!(written.document(), letter(&workspace, NoticeVersion::Applicant).document());

    explains_roles(&mut workspace);
    publishes_no_applicant(&workspace);
    takes_the_officers_words(&mut workspace);
    extends(&mut workspace);
}

/// Names that are also words of the letter, such as a month, are told, and settled like others.
fn holds_no_withheld_words(workspace: &mut Workspace, notice: &Notice) {
    let secrets = Secrets::collect(workspace, Policy::Draft);
    let found = notice.withheld_words(&secrets);
    // The letter's own date in May is none of them; what the officer writes is.
    assert!(notice.document().texts().iter().any(|text| text.contains(" May ")));
    assert_eq!(found, []);
    let text = Some("It was answered in May.".to_owned());
    run(workspace, Command::Paragraph { id: "previous.answer".to_owned(), text });
    let notice = &letter(workspace, NoticeVersion::Applicant);
    let found = notice.withheld_words(&secrets);
    assert_eq!(found, [("previous.answer", vec!["May"])]);
    for word in found.into_iter().flat_map(|(_, words)| words) {
        let (words, reason) = (word.to_owned(), "a word of the letter".to_owned());
        run(workspace, Command::SettleOpen { words, reason });
    }
    assert_eq!(notice.withheld_words(&Secrets::collect(workspace, Policy::Draft)), []);
    run(workspace, Command::Paragraph { id: "previous.answer".to_owned(), text: None });
}

/// The exemptions listed are those of the key of the table, no more and no fewer.
fn rests_on_what_was_withheld(workspace: &Workspace, notice: &Notice) {
    let info = BuildInfo { released_at: released_at(), program_version: String::new() };
    let key = build(workspace, Policy::Draft, &info).meta().key.clone();
    let listed: Vec<_> = notice
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.id.starts_with("exemptions.listed/"))
        .flat_map(|paragraph| paragraph.exemptions.clone())
        .collect();
    assert_eq!(listed, key);
    assert!(key.len() > 2);
}

fn leads_there_and_back(notice: &Notice) {
    let harm = notice.paragraphs.iter().find(|p| p.id == "reasons.harm/tactics").unwrap();
    assert_eq!(harm.text, "harm in the officer’s words.");
    let marks: Vec<MarkRef> = notice.marks_of(harm).collect();
    assert!(!marks.is_empty());
    for mark in marks {
        let back: Vec<&str> = notice.paragraphs_of(mark).iter().map(|p| p.id.as_str()).collect();
        for id in ["reasons.harm/tactics", "public-interest.for/tactics", "exemptions.listed/s31(1)(a)"] {
            assert!(back.contains(&id), "{mark:?}: {back:?}");
        }
        assert!(!back.contains(&"request.period"));
    }
}

fn says_what_the_case_says(notice: &Notice) {
    let text = |id: &str| {
        let found = notice.paragraphs.iter().find(|paragraph| paragraph.id == id);
        found.unwrap_or_else(|| panic!("{id}")).text.clone()
    };
    assert_eq!(text("opening.salutation"), "Dear Sir or Madam");
    assert!(text("request.text/2").starts_with("Clarification, received on 5 November 2026"));
    assert!(text("reasons.likelihood/tactics").contains("would be likely to cause"));
    assert!(text("context.counts").contains(" entries of ") && text("context.counts").contains(" cases. "));
    assert_eq!(
        text("context.figure/1"),
        "Body worn video was activated 19,411,101 times (period: 2018 to 2022; source: the video system)"
    );
    assert!(text("data.vocabulary").contains("1 February 2020"));
    assert!(text("personal-data.group/officers").contains("Section 40(2)&(3A)(a)"));
    let document = notice.document();
    assert!(document.texts().iter().all(|text| !text.contains('\n') && !text.is_empty()));
    assert!(document.blocks.iter().any(|block| matches!(block, TextBlock::Quote(_))));
}

fn explains_roles(workspace: &mut Workspace) {
    let explained = |w: &Workspace| {
        letter(w, NoticeVersion::Applicant)
            .paragraphs
            .iter()
            .any(|paragraph| paragraph.id == "redacted.roles")
    };
    assert!(!explained(workspace));
    run(workspace, Command::RoleNames(true));
    assert!(explained(workspace));
    run(workspace, Command::Undo);
}

fn publishes_no_applicant(workspace: &Workspace) {
    let published = letter(workspace, NoticeVersion::Publication);
    assert_eq!(published.check(), Ok(()));
    let text = published.document().texts().join("\n");
    for word in ["Dear", "Thank you", "your", "applicant’s"] {
        assert!(!text.contains(word), "{word}");
    }
}

fn takes_the_officers_words(workspace: &mut Workspace) {
    let write = |id: &str, text: &str| Command::Paragraph { id: id.to_owned(), text: Some(text.to_owned()) };
    run(workspace, write("decision.partly", "We hold {cases}.\nThe rest is withheld, see {nowhere}."));
    run(workspace, write("reasons.harm/no-such-reason", "Nowhere."));
    let changed = letter(workspace, NoticeVersion::Applicant);
    let paragraph = changed.paragraphs.iter().find(|p| p.id == "decision.partly").unwrap();
    assert!(paragraph.is_overridden && paragraph.text.contains(" cases.\n"));
    assert_eq!(paragraph.missing.len(), 1);
    assert_eq!(changed.left_over, ["reasons.harm/no-such-reason"]);
    run(workspace, Command::Undo);
    run(workspace, Command::Undo);
    run(workspace, write("exemptions.listed/s31(1)(a)", ""));
    let uncited = letter(workspace, NoticeVersion::Applicant);
    assert!(matches!(uncited.check(), Err(NoticeError::Disagrees { uncited, unused })
        if uncited.len() == 1 && unused.is_empty()));
    run(workspace, Command::Undo);
    run(workspace, write("data.mention", "See section 38(1)(a)."));
    let unused = letter(workspace, NoticeVersion::Applicant);
    assert!(matches!(unused.check(), Err(NoticeError::Disagrees { uncited, unused })
        if uncited.is_empty() && unused.len() == 1));
    run(workspace, Command::Undo);
    assert_eq!(letter(workspace, NoticeVersion::Applicant).check(), Ok(()));
}

fn extends(workspace: &mut Workspace) {
    let letter = |w: &Workspace| extension_letter(w, Policy::Draft, NoticeVersion::Applicant, released_at());
    assert_eq!(letter(workspace), None);
    let exemptions = vec!["s31(1)(a)"].into_iter().map(|c| withheld::law::ExemptionId::from_code(c).unwrap());
    let extension = Extension {
        exemptions: exemptions.collect(),
        estimate: date(2026, 12, 18),
        sent: None,
        why: "A force that was consulted has not answered.".to_owned(),
    };
    run(workspace, Command::Clock(Clock { extension: Some(extension), ..Clock::default() }.into()));
    let extended = letter(workspace).unwrap();
    assert_eq!(extended.missing(), []);
    let text = extended.document().texts().join("\n");
    assert!(text.contains("1 December 2026") && text.contains("18 December 2026"), "{text}");
    assert!(text.contains("Section 31(1)(a)"), "{text}");
}

/// A total over answers that the table withholds would tell what they are.
#[test]
fn withheld_answers_about_misuse_are_in_no_total() {
    let mut workspace = sample();
    let told = |workspace: &Workspace| {
        let letter = letter(workspace, NoticeVersion::Applicant);
        letter.paragraphs.iter().find(|paragraph| paragraph.id == "context.counts").unwrap().text.clone()
    };
    let covered = |workspace: &Workspace, row: u32| {
        workspace.withholding(row, Policy::Draft).is_some_and(|withheld| withheld.degree.covers_misuse())
    };
    let entries = workspace.entries(Policy::Draft);
    let (withheld, open): (Vec<u32>, Vec<u32>) = entries.iter().partition(|row| covered(&workspace, **row));
    let before = told(&workspace);
    let answer = |workspace: &mut Workspace, rows: &[u32], value| {
        for row in rows {
            if let Ok(event) = workspace.plan(&Command::Misuse { row: *row, reach: Reach::Entry, value }) {
                workspace.apply(event);
            }
        }
    };
    assert!(!withheld.is_empty());
    for value in [Misuse::Yes, Misuse::No] {
        answer(&mut workspace, &withheld, value);
        assert_eq!(told(&workspace), before);
    }
    answer(&mut workspace, &open, Misuse::No);
    assert!(told(&workspace).contains("By the answers that stand in it, 0 cases (on 0 entries)"));
    answer(&mut workspace, &open[..1], Misuse::Yes);
    assert!(told(&workspace).contains("By the answers that stand in it, 1 case (on 1 entry)"));
}

#[test]
fn a_table_alone_comes_without_a_notice_only_where_the_officer_says_so() {
    let mut workspace = sample();
    assert!(workspace.paperwork().notice_wanted, "section 17 asks for one");
    run(&mut workspace, Command::NoticeWanted(false));
    assert_eq!(notices(&workspace, Policy::Final, released_at()), Ok(Vec::new()));
    run(&mut workspace, Command::NoticeWanted(true));
    assert!(notices(&workspace, Policy::Final, released_at()).is_err());
    assert_eq!(notices(&workspace, Policy::Draft, released_at()).unwrap().len(), 2);
}

#[test]
fn exemptions_are_listed_and_argued_in_one_order() {
    let workspace = sample();
    let letter = letter(&workspace, NoticeVersion::Applicant);
    for heading in ["Refusal notice", "Reasons", "Public interest test"] {
        let of = letter.paragraphs.iter().filter(|paragraph| paragraph.heading == heading);
        let sections: Vec<_> = of.filter_map(|paragraph| paragraph.exemptions.first()).collect();
        assert!(sections.len() > 1, "{heading}");
        assert!(sections.is_sorted(), "{heading}: {sections:?}");
    }
}
