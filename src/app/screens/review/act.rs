//! What keys and buttons of Review do.

use eframe::egui::Context;

use super::super::super::action::{Action, ReasonsGoal};
use super::super::super::dialogs::{Dialog, Picker, Picking, Same, Withhold, WordList};
use super::super::super::index::Question;
use super::super::super::session::Session;
use super::super::super::ui_command::UiCommand;
use super::super::super::words;
use super::items::Item;
use super::{Pane, ReviewView, consistent, dial, reading_id, remarks, select, shape, unmarked};
use crate::review::{Command, Decision, Misuse, Place, Policy, Reach, Standing};

/// Does what a key or button asks for.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of another screen does nothing here")]
pub(in crate::app::screens) fn run(
    view: &mut ReviewView,
    session: &mut Session,
    ctx: &Context,
    command: UiCommand,
    out: &mut Vec<Action>,
) {
    view.refresh(session);
    let Some(row) = view.row else { return };
    if view.as_disclosed && acts_on_words(command) {
        // On the released page the words cannot be seen.
        view.as_disclosed = false;
        view.refuse("Back in the working view, where the words can be seen. Press the key again");
        return;
    }
    match command {
        UiCommand::NextSuggestion => view.move_focus(1),
        UiCommand::PreviousSuggestion => view.move_focus(-1),
        UiCommand::NextEntry | UiCommand::PreviousEntry => {
            let step = if command == UiCommand::NextEntry { 1 } else { -1 };
            match view.list.beside(row, step) {
                Some(row) => view.go_to(session, row, None),
                None => view.refuse("There is no further entry in this list"),
            }
        }
        UiCommand::Redact => redact(view, session, out),
        UiCommand::Keep => match view.target() {
            Some(place) if view.hidden_by_keeping(place) > 0 => {
                let count = view.hidden_by_keeping(place) as u64;
                let things = words::count(count, "suggestion", "suggestions");
                view.refuse(format!(
                    "The selected words hold {things} that you have not decided: decide each"
                ));
            }
            Some(place) => out.push(Action::Decide(Command::Decide {
                places: vec![place],
                decision: Decision::Keep { reason: String::new() },
            })),
            None => view.refuse("No words are selected, and there is no suggestion here"),
        },
        UiCommand::MakeUndecided => match view.focused() {
            Some((_, item)) if !item.is_undecided() => {
                out.push(Action::Review(Command::Clear { places: vec![item.place] }));
            }
            Some(_) | None => view.refuse("These words are undecided already"),
        },
        UiCommand::Exemption => match view.target() {
            Some(place) => out.push(pick(view, place)),
            None => view.refuse("No words are selected, and there is no suggestion here"),
        },
        UiCommand::SameEverywhere => match view.target() {
            Some(place) if !view.items.iter().any(|item| item.place == place) => {
                view.refuse("Redact or keep the selected words first. Then the same can be done everywhere");
                view.selection = Some((place.cell, place.span));
            }
            Some(place) => {
                let decision = standing_decision(view);
                session.clerk.find_same(place, Reach::Sheet);
                out.push(Action::Dialog(Dialog::Same(Same::new(place, decision))));
            }
            None => view.refuse("No words are selected, and there is no suggestion here"),
        },
        UiCommand::Compare => consistent::compare(view, session, out),
        UiCommand::NextUnmarked => unmarked::step(view, session, true),
        UiCommand::PreviousUnmarked => unmarked::step(view, session, false),
        UiCommand::LessBefore => shape::step(view, session, shape::Edge::Before, false),
        UiCommand::MoreBefore => shape::step(view, session, shape::Edge::Before, true),
        UiCommand::LessAfter => shape::step(view, session, shape::Edge::After, false),
        UiCommand::MoreAfter => shape::step(view, session, shape::Edge::After, true),
        UiCommand::SelectMarked => shape::select_marked(view),
        UiCommand::OpenPart => shape::open_part(view, session),
        UiCommand::Note => remarks::note(view, session, false, out),
        UiCommand::NoteEntry => remarks::note(view, session, true, out),
        UiCommand::Query => remarks::query(view, session, false, out),
        UiCommand::QueryEntry => remarks::query(view, session, true, out),
        UiCommand::AlwaysRedact => list_words(view, session, WordList::Always, out),
        UiCommand::NeverSuggest => list_words(view, session, WordList::Never, out),
        UiCommand::ShowMore | UiCommand::ShowFewer => {
            let step = if command == UiCommand::ShowMore { 1 } else { -1 };
            match dial::beside(session.level(), step) {
                Some(level) => out.push(Action::Review(Command::Dial(level))),
                None if step > 0 => view.refuse("The dial shows all that it can"),
                None => view.refuse("The dial shows as few as it can"),
            }
        }
        UiCommand::Withhold => out.push(Action::Dialog(Dialog::Withhold(Withhold::new(session, row)))),
        UiCommand::ReleaseEntry if !session.index.entry(row).is_withheld => {
            view.refuse("This entry is not withheld");
        }
        UiCommand::ReleaseEntry => {
            out.push(Action::Review(Command::Release { row, reach: Reach::Entry }));
        }
        UiCommand::MisuseYes => answer_misuse(session, row, Misuse::Yes, out),
        UiCommand::MisuseNo => answer_misuse(session, row, Misuse::No, out),
        UiCommand::MisuseUnclear => answer_misuse(session, row, Misuse::Unclear, out),
        UiCommand::CriminalYes | UiCommand::CriminalNo => {
            // No key answers what is not asked on the screen.
            if session.workspace().standing(row) == Standing::Live {
                let recorded = command == UiCommand::CriminalYes;
                out.push(Action::Review(Command::Criminal { row, recorded }));
            } else {
                view.refuse("Whether a criminal allegation is recorded is asked of ongoing cases only");
            }
        }
        UiCommand::CaseOngoing | UiCommand::CaseClosed => {
            let ongoing = Some(command == UiCommand::CaseOngoing);
            out.push(Action::Review(Command::Ongoing { row, ongoing }));
        }
        UiCommand::ReadAndGoOn => read_and_go_on(view, session, row, out),
        UiCommand::ShowArgument => show_argument(view, session, row, out),
        UiCommand::Defend => out.push(Action::Defend { row, place: view.target() }),
        UiCommand::AsDisclosed => view.as_disclosed = !view.as_disclosed,
        UiCommand::DropSelection if view.selection.is_none() => view.list.give_up(),
        UiCommand::DropSelection => view.drop_selection(),
        UiCommand::SelectNextWord => select::extend(view, session, select::Step::NextWord),
        UiCommand::SelectPreviousWord => select::extend(view, session, select::Step::PreviousWord),
        UiCommand::SelectNextLetter => select::extend(view, session, select::Step::NextLetter),
        UiCommand::SelectPreviousLetter => select::extend(view, session, select::Step::PreviousLetter),
        UiCommand::Find => {
            view.wants_find = true;
            view.shows_entries = true;
        }
        UiCommand::NextPane => {
            let next = match view.pane {
                Pane::Text => Pane::Panel,
                Pane::Panel => Pane::Entries,
                Pane::Entries => Pane::Text,
            };
            view.pane = next;
            view.shows_entries |= next == Pane::Entries;
            if next == Pane::Text {
                ctx.memory_mut(|memory| memory.request_focus(reading_id()));
            } else {
                view.wants_pane = Some(next);
            }
        }
        _ => {}
    }
}

/// Goes to what is argued for the words in question, or for the entry where it is withheld.
fn show_argument(view: &mut ReviewView, session: &Session, row: u32, out: &mut Vec<Action>) {
    let of_words = view.focused().and_then(|(_, item)| item.grounds()).map(|(_, reason)| reason.to_owned());
    let of_entry = || session.workspace().withholding(row, Policy::Final).map(|withheld| withheld.reason);
    match of_words.or_else(of_entry) {
        Some(reason) => out.push(Action::GoToReasons(ReasonsGoal::Reason(reason))),
        None => view.refuse("Nothing is withheld here, so nothing is argued for it"),
    }
}

fn acts_on_words(command: UiCommand) -> bool {
    matches!(
        command,
        UiCommand::Redact
            | UiCommand::Keep
            | UiCommand::Exemption
            | UiCommand::SameEverywhere
            | UiCommand::Compare
            | UiCommand::NextUnmarked
            | UiCommand::PreviousUnmarked
            | UiCommand::LessBefore
            | UiCommand::MoreBefore
            | UiCommand::LessAfter
            | UiCommand::MoreAfter
            | UiCommand::SelectMarked
            | UiCommand::OpenPart
            | UiCommand::Note
            | UiCommand::Query
            | UiCommand::AlwaysRedact
            | UiCommand::NeverSuggest
            | UiCommand::MakeUndecided
            | UiCommand::SelectNextWord
            | UiCommand::SelectPreviousWord
            | UiCommand::SelectNextLetter
            | UiCommand::SelectPreviousLetter
    )
}

/// Offers the words in question for one of the officer's lists.
fn list_words(view: &mut ReviewView, session: &Session, list: WordList, out: &mut Vec<Action>) {
    let Some(place) = view.target() else {
        view.refuse("No words are selected, and there is no suggestion here");
        return;
    };
    let text = session.workspace().sheet().text(place.cell).expose();
    let words = place.span.of(text).unwrap_or("").to_owned();
    let kind = view.items.iter().find(|item| item.place == place).and_then(Item::kind);
    out.push(Action::YourWords { list, words, kind });
}

fn redact(view: &mut ReviewView, session: &Session, out: &mut Vec<Action>) {
    if let Some((cell, span)) = view.selection {
        // What the words are only the officer knows, so the exemption is asked for.
        let place = Place { cell, span };
        let is_item = view.items.iter().any(|item| item.place == place && item.suggestion.is_some());
        if !is_item {
            out.push(pick(view, place));
            return;
        }
        view.focus = Some(place);
    }
    let Some((_, item)) = view.focused() else {
        view.refuse("No words are selected, and there is no suggestion here");
        return;
    };
    let decision = match (&item.decision, item.suggested()) {
        (Some(decision @ Decision::Redact { .. }), _) => decision.clone(),
        (_, Some(suggested)) => suggested,
        (_, None) => {
            out.push(pick(view, item.place));
            return;
        }
    };
    if session.workspace().decision(item.place) == Some(&decision) {
        view.move_focus(1);
        return;
    }
    out.push(Action::Decide(Command::Decide { places: vec![item.place], decision }));
}

/// Asks for exemption and reason, beginning with what stands or was given last.
fn pick(view: &ReviewView, place: Place) -> Action {
    let item = view.items.iter().find(|item| item.place == place);
    let last = match &view.last_grounds {
        Some(Decision::Redact { exemptions, reason }) => Some((exemptions.as_slice(), reason.as_str())),
        Some(Decision::Keep { .. }) | None => None,
    };
    let standing = item.and_then(Item::grounds).or(last);
    let usual = item.and_then(Item::kind).and_then(crate::review::suggestion);
    let fit = usual.map(|usual| usual.reason);
    Action::Dialog(Dialog::Picker(Picker::new(Picking::Words(vec![place]), standing, fit)))
}

/// The decision that goes to the same words elsewhere: what stands, else what is suggested.
fn standing_decision(view: &ReviewView) -> Decision {
    let item = view.target().and_then(|place| view.items.iter().find(|item| item.place == place));
    let grounds = match item {
        Some(Item { decision: Some(decision), .. }) => return decision.clone(),
        Some(item) => item.suggested(),
        None => None,
    };
    grounds.or_else(|| view.last_grounds.clone()).unwrap_or_else(|| {
        let suggestion = crate::review::suggestion(crate::detect::Kind::Public);
        suggestion.map_or(Decision::Keep { reason: String::new() }, Decision::from)
    })
}

fn answer_misuse(session: &Session, row: u32, value: Misuse, out: &mut Vec<Action>) {
    if session.index.entry(row).misuse != Some(value) {
        out.push(Action::Review(Command::Misuse { row, reach: Reach::Entry, value }));
    }
}

/// Marks the entry as read and goes to the next that needs the officer; refused while something in
/// it is undecided.
fn read_and_go_on(view: &mut ReviewView, session: &mut Session, row: u32, out: &mut Vec<Action>) {
    let workspace = session.workspace();
    if !workspace.is_detected() {
        view.refuse("The search for personal data has to run first");
        return;
    }
    if let Some(item) = view.items.iter().find(|item| item.is_undecided()) {
        let count = view.items.iter().filter(|item| item.is_undecided()).count();
        view.focus = Some(item.place);
        view.reveal_focus = true;
        let things = words::count(count as u64, "suggestion", "suggestions");
        view.refuse(format!("Still {things} to decide here: redact or keep each, then go on"));
        return;
    }
    if let Some(question) = Question::of(workspace, row).first() {
        view.refuse(match question {
            Question::Standing => "Say whether the case is ongoing or closed, then go on",
            Question::Criminal => "Say whether a criminal allegation is recorded in the case, then go on",
            Question::Withhold => "The case is ongoing: withhold the entry or release it, then go on",
            Question::Misuse => "Say whether the entry relates to misuse of body-worn video, then go on",
        });
        return;
    }
    if !workspace.is_read(row) {
        match session.perform(&Command::Read { row }, super::super::super::time::now()) {
            Ok(()) => {}
            Err(error) => {
                view.refuse(error.to_string());
                return;
            }
        }
    }
    view.list.update(session, Some(row));
    match view.list.next_needing(session, row) {
        Some(next) => out.push(Action::GoTo { row: next, place: None }),
        None => match view.list.beside(row, 1) {
            Some(next) => out.push(Action::GoTo { row: next, place: None }),
            None if session.index.is_fresh() && session.index.counts().needing == 0 => {
                let key = UiCommand::ShowReasons.key_text();
                view.done = Some(format!("Every entry is read and decided. Go on to Reasons with {key}"));
            }
            None => view.refuse("That was the last entry of this list"),
        },
    }
}
