//! A long random walk through all commands: no decision is lost, and the log replays to the same case.

use super::*;

fn commands() -> impl Strategy<Value = Command> {
    let row = 0u32..5;
    let reach = prop_oneof![Just(Reach::Entry), Just(Reach::Case), Just(Reach::Sheet)];
    let place = (0u32..4, 0u16..6, 0u32..30, 1u32..9).prop_map(|(row, column, start, length)| Place {
        cell: CellId { row, column },
        span: Span::try_from((start, start + length)).unwrap(),
    });
    let decision = prop_oneof![Just(s40()), Just(Decision::Keep { reason: "known".into() })];
    let value = prop_oneof![Just(Misuse::Yes), Just(Misuse::No), Just(Misuse::Unclear)];
    let listed = prop::collection::vec("(Ann|Bo|x)?".prop_map(String::from), 0..3);
    let choice = prop_oneof![Just(None), Just(Some(ScopeChoice::In)), Just(Some(ScopeChoice::Out))];
    prop_oneof![
        3 => Just(Command::Undo),
        2 => Just(Command::Redo),
        3 => (prop::collection::vec(place.clone(), 0..3), decision.clone())
            .prop_map(|(places, decision)| Command::Decide { places, decision }),
        1 => place.clone().prop_map(|place| Command::Clear { places: vec![place] }),
        2 => (place, reach.clone(), decision).prop_map(|(place, reach, decision)| Command::SameEverywhere {
            place, reach, decision, except: vec![]
        }),
        2 => row.clone().prop_map(|row| Command::Accept { row }),
        2 => row.clone().prop_map(|row| Command::Read { row }),
        1 => row.clone().prop_map(|row| Command::Unread { row }),
        1 => (row.clone(), reach.clone()).prop_map(|(row, reach)| Command::Release { row, reach }),
        1 => (row.clone(), reach.clone()).prop_map(|(row, reach)| Command::Withhold {
            row, reach, degree: Degree::Whole,
            exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()], reason: "x".into()
        }),
        1 => (row.clone(), reach.clone(), choice).prop_map(|(row, reach, choice)| Command::Scope { row, reach, choice }),
        1 => (row.clone(), reach, value).prop_map(|(row, reach, value)| Command::Misuse { row, reach, value }),
        1 => (row.clone(), any::<Option<bool>>()).prop_map(|(row, ongoing)| Command::Ongoing { row, ongoing }),
        1 => (row, any::<bool>()).prop_map(|(row, recorded)| Command::Criminal { row, recorded }),
        1 => (0u16..7).prop_map(|column| Command::Column {
            column, role: None, treatment: Some(Treatment::Withhold), exemptions: vec![], reason: String::new()
        }),
        1 => (0u32..2).prop_map(|warning| Command::Settle { warning, how: Settlement::Noted }),
        1 => Just(Command::SettleOpen { words: "Hunter".into(), reason: "r".into() }),
        1 => listed.clone().prop_map(|words| Command::AlwaysWords { words, how: Match::Exact, kind: Kind::Staff }),
        1 => listed.clone().prop_map(|words| Command::NeverWords { words, how: Match::WholeWord }),
        1 => listed.clone().prop_map(|words| Command::NotAlways { words }),
        1 => listed.prop_map(|words| Command::NotNever { words }),
        1 => paperwork(),
        2 => prop_oneof![Just(Level::Fewer), Just(Level::Usual), Just(Level::More)].prop_map(Command::Dial),
    ]
}

/// Commands about arguments, the notice, the clock and how marks are shown.
fn paperwork() -> impl Strategy<Value = Command> {
    let reason = || prop_oneof![Just("officer-name".to_owned()), Just("tactics".to_owned())];
    let text = || prop_oneof![Just(String::new()), Just("In my words".to_owned())];
    let unit = |name: &str, wider: &str| (name.to_owned(), wider.to_owned());
    let details = || NoticeDetails { advice: "Ask for fewer years".to_owned(), ..NoticeDetails::default() };
    let clock = || Clock { refined: Some(date(2026, 11, 9)), ..Clock::default() };
    let sign_off = || SignOff { by: "Second".to_owned(), on: date(2026, 11, 20) };
    let (activity, on) = (Activity::Locating, date(2026, 11, 3));
    prop_oneof![
        (reason(), text()).prop_map(|(reason, text)| Command::Argue { reason, part: Part::Harm, text }),
        (reason(), prop::option::of(Just(Likelihood::Would)))
            .prop_map(|(reason, likelihood)| Command::Likelihood { reason, likelihood }),
        (reason(), any::<bool>())
            .prop_map(|(reason, alternative)| Command::InTheAlternative { reason, alternative }),
        text().prop_map(|text| Command::Weigh { group: Group::Officers, part: InterestPart::Balance, text }),
        any::<bool>().prop_map(Command::NoticeWanted),
        Just(Command::NoticeDetails(details().into())),
        prop::option::of(text()).prop_map(|text| Command::Paragraph { id: "advice.text".to_owned(), text }),
        prop::option::of(Just(sign_off())).prop_map(Command::SignOff),
        Just(Command::SettleLints { lints: vec!["not-signed-off".to_owned()], reason: "r".to_owned() }),
        prop_oneof![Just(Clock::default()), Just(clock())].prop_map(|clock| Command::Clock(clock.into())),
        (1u32..90).prop_map(move |minutes| Command::LogTime { activity, minutes, on, note: String::new() }),
        (0u32..2).prop_map(|number| Command::UnlogTime { number }),
        (0u16..6).prop_map(move |column| Command::Units {
            column,
            units: [unit("Camden", "North")].into_iter().collect()
        }),
        any::<bool>().prop_map(Command::RoleNames),
    ]
}

proptest! {
    #[test]
    fn a_log_replays_to_the_same_state(list in prop::collection::vec(commands(), 0..40)) {
        let fresh = two_entries_of_one_case();
        let mut workspace = fresh.clone();
        let mut log = Vec::new();
        for command in &list {
            if let Ok(event) = run(&mut workspace, command) {
                log.push(serde_json::to_string(&event).unwrap());
            }
        }
        let mut replayed = fresh;
        for line in &log {
            replayed.apply(serde_json::from_str(line).unwrap());
        }
        prop_assert_eq!(&replayed, &workspace);
        prop_assert_eq!(replayed.blocks(), workspace.blocks());
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(list in prop::collection::vec(commands(), 0..25)) {
        let fresh = two_entries_of_one_case();
        let mut workspace = fresh.clone();
        for command in &list {
            let _ = run(&mut workspace, command);
        }
        while run(&mut workspace, &Command::Redo).is_ok() {}
        let end = visible(&workspace);
        while run(&mut workspace, &Command::Undo).is_ok() {}
        prop_assert_eq!(visible(&workspace), visible(&fresh));
        while run(&mut workspace, &Command::Redo).is_ok() {}
        prop_assert_eq!(visible(&workspace), end);
    }

    #[test]
    fn any_log_at_all_can_be_applied(events in prop::collection::vec((0u64..6, any::<bool>()), 0..12)) {
        let mut workspace = two_entries_of_one_case();
        for (event, undo) in events {
            workspace.apply(if undo { Event::Undone { event } } else { Event::Redone { event } });
        }
        prop_assert_eq!(visible(&workspace), visible(&two_entries_of_one_case()));
    }
}

/// Every decision on words, in order.
fn decisions(workspace: &Workspace) -> BTreeSet<(Place, String)> {
    let cells = (0..4u32).flat_map(|row| (0..6u16).map(move |column| CellId { row, column }));
    let of_cell = |cell| {
        let decisions = workspace.decisions_in(cell);
        decisions.map(move |(place, decision)| (place, format!("{decision:?}")))
    };
    cells.flat_map(of_cell).collect()
}

/// So many commands one after the other, whatever they are.
const STEPS: usize = 100_000;

#[test]
fn a_long_walk_loses_no_decision_and_replays() {
    let fresh = two_entries_of_one_case();
    let (mut workspace, mut log) = (fresh.clone(), Vec::new());
    let mut runner = TestRunner::deterministic();
    let commands = commands();
    for step in 1..=STEPS {
        let command = commands.new_tree(&mut runner).unwrap().current();
        let before = decisions(&workspace);
        let Ok(event) = run(&mut workspace, &command) else {
            assert_eq!(decisions(&workspace), before, "refused, and yet changed: {command:?}");
            continue;
        };
        if let Event::Changed { changes } = &event {
            let touched: BTreeSet<Place> = changes
                .iter()
                .filter_map(
                    |change| if let Change::Mark { place, .. } = change { Some(*place) } else { None },
                )
                .collect();
            for (place, _) in before.symmetric_difference(&decisions(&workspace)) {
                assert!(touched.contains(place), "{command:?} changed {place:?} without a word");
            }
        }
        log.push(serde_json::to_string(&event).unwrap());
        if step % (STEPS / 4) == 0 {
            let mut replayed = fresh.clone();
            log.iter().for_each(|line| replayed.apply(serde_json::from_str(line).unwrap()));
            assert!(replayed == workspace, "after {step} commands it replays to something else");
            assert_eq!(visible(&replayed), visible(&workspace));
        }
    }
    assert!(log.len() > STEPS / 5, "only {} of {STEPS} commands were carried out", log.len());
}

/// Everything an officer sees, without the count of events behind it.
fn visible(workspace: &Workspace) -> String {
    let rows = 0..workspace.sheet().row_count();
    let row = |row| {
        (
            workspace.scope(row),
            workspace.is_read(row),
            workspace.misuse(row, Policy::Final),
            workspace.choice(row).cloned(),
            workspace.standing(row),
            workspace.criminal_answer(row),
            (0..6)
                .map(|column| workspace.redactions(CellId { row, column }, Policy::Final))
                .collect::<Vec<_>>(),
        )
    };
    let lists = serde_json::to_string(workspace.lists()).unwrap();
    let rows = rows.map(row).collect::<Vec<_>>();
    let (dial, shown) = (workspace.level(), workspace.findings().len());
    let units: Vec<_> = (0..6).map(|column| workspace.units(column)).collect();
    let paperwork = (workspace.paperwork(), units, workspace.has_role_names());
    format!(
        "{rows:?} {:?} {:?} {lists} {dial:?} {shown} {paperwork:?}",
        workspace.layout(),
        workspace.settlement(0)
    )
}
