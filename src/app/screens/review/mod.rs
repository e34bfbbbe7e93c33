//! Review: entry after entry, read and decided. Entries on the left, the text in the middle, the
//! suggestion and its exemption on the right.

mod also;
mod columns;
mod consistent;
mod dial;
mod disclosed;
mod entry;
mod filter;
mod items;
mod list;
mod newer;
mod panel;
mod select;
mod unmarked;

use eframe::egui::{self, CentralPanel, Context, Frame, Id, Margin, Panel, Ui};

use super::super::action::{Action, ReasonsGoal};
use super::super::dialogs::{Dialog, Picker, Picking, Same, Withhold, WordList};
use super::super::index::Question;
use super::super::session::Session;
use super::super::theme::palette;
use super::super::ui_command::UiCommand;
use super::super::words;
use crate::review::{Command, Decision, Misuse, Place, Policy, Reach};
use crate::sheet::CellId;
use crate::text::Span;
use items::Item;
use list::EntryList;

pub(in crate::app) use also::differences;
pub(in crate::app) use disclosed::show_cell;
pub(in crate::app) use list::reference;

/// How Review is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct ReviewView {
    row: Option<u32>,
    list: EntryList,
    /// Words selected by the officer.
    selection: Option<(CellId, Span)>,
    /// The words the officer is at.
    focus: Option<Place>,
    /// The focus has moved and is to be brought into view.
    reveal_focus: bool,
    as_disclosed: bool,
    /// The exemptions and reason that the officer gave a selection last.
    last_grounds: Option<Decision>,
    /// Items of the entry, with the revision and row they were made for.
    items: Vec<Item>,
    items_of: Option<(u64, u64, u32)>,
    refusal: Option<String>,
    /// The search field is to have the keyboard.
    wants_find: bool,
    /// In a window too narrow for three columns the entries are shown only when asked for.
    shows_entries: bool,
    is_tight: bool,
    /// The part of the window that F6 goes to next.
    pane: Pane,
    wants_pane: Option<Pane>,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Text,
    Panel,
    Entries,
}

/// The text of the entry, which leaves keys to the commands.
pub(in crate::app) fn reading_id() -> Id {
    Id::unique("review text")
}

impl ReviewView {
    /// The entry that is shown.
    pub(in crate::app) fn row(&self) -> Option<u32> {
        self.row
    }

    /// Everything was found anew.
    pub(in crate::app) fn start_over(&mut self) {
        self.items_of = None;
        self.focus = None;
    }

    pub(in crate::app) fn found(&mut self, query: &str, rows: Vec<u32>) {
        self.list.found(query, rows);
    }

    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// Goes to an entry, and to words in it.
    pub(in crate::app) fn go_to(&mut self, session: &Session, row: u32, place: Option<Place>) {
        if self.row != Some(row) {
            self.selection = None;
            self.as_disclosed = false;
        }
        self.row = Some(row);
        self.list.reveal(row);
        self.refresh(session);
        let at_place = |place: Place| {
            let is_item = self.items.iter().any(|item| item.place == place);
            if is_item { Some(place) } else { None }
        };
        self.focus = match place {
            Some(place) => at_place(place),
            None => self.items.iter().find(|item| item.is_undecided()).map(|item| item.place),
        };
        // Words that nobody marked yet are selected, so that they can be redacted at once.
        if let Some(place) = place.filter(|_| self.focus.is_none()) {
            self.selection = Some((place.cell, place.span));
        }
        self.reveal_focus = true;
    }

    /// Words are given grounds: the same are offered first for the next selection.
    pub(in crate::app) fn remember(&mut self, command: &Command) {
        if let Command::Decide { decision: decision @ Decision::Redact { .. }, .. } = command
            && self.selection.is_some()
        {
            self.last_grounds = Some(decision.clone());
        }
    }

    /// Something was decided: the next suggestion comes by itself.
    pub(in crate::app) fn go_on(&mut self, session: &Session) {
        self.selection = None;
        let before = self.focus;
        self.refresh(session);
        let is_next = |item: &&Item| item.is_undecided() && before.is_none_or(|before| item.place >= before);
        let next = self.items.iter().find(is_next).or(self.items.iter().find(|item| item.is_undecided()));
        self.focus = next.map(|item| item.place).or(before);
        self.reveal_focus = true;
    }

    /// Makes the items of the entry anew if they are stale.
    fn refresh(&mut self, session: &Session) {
        let Some(row) = self.row else { return };
        let wanted = Some((session.revision(), session.gathering.generation(), row));
        if self.items_of != wanted {
            self.items = items::items(session.workspace(), session.gathering.people(), row);
            self.items_of = wanted;
            let still = self.focus.is_some_and(|focus| self.items.iter().any(|item| item.place == focus));
            if !still {
                self.focus = self.items.iter().find(|item| item.is_undecided()).map(|item| item.place);
            }
        }
    }

    fn focused(&self) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| Some(item.place) == self.focus)
    }

    /// Drops the selection, and goes back to what waits.
    fn drop_selection(&mut self) {
        self.selection = None;
        if self.focused().is_none() {
            self.focus = self.items.iter().find(|item| item.is_undecided()).map(|item| item.place);
        }
    }

    fn move_focus(&mut self, step: isize) {
        if self.items.is_empty() {
            return;
        }
        let last = self.items.len() - 1;
        let at = match self.focused() {
            Some((at, _)) => at.saturating_add_signed(step).min(last),
            None if step > 0 => 0,
            None => last,
        };
        self.focus = Some(self.items[at].place);
        self.selection = None;
        self.reveal_focus = true;
    }

    /// The words an act is about: the selection, else those in focus.
    fn target(&self) -> Option<Place> {
        match self.selection {
            Some((cell, span)) => Some(Place { cell, span }),
            None => self.focused().map(|(_, item)| item.place),
        }
    }

    /// Undecided suggestions that a decision to keep these words would decide with them, unseen.
    fn hidden_by_keeping(&self, place: Place) -> usize {
        let is_within = |item: &&Item| {
            item.is_undecided()
                && item.place != place
                && item.place.cell == place.cell
                && place.span.covers(item.place.span)
        };
        self.items.iter().filter(is_within).count()
    }

    fn refuse(&mut self, sentence: impl Into<String>) {
        self.refusal = Some(sentence.into());
    }
}

/// A window narrower than this, in points, has no room for three columns.
const TIGHT: f32 = 800.0;

fn entries_panel(ui: &mut Ui, view: &mut ReviewView, session: &Session, wide: f32, out: &mut Vec<Action>) {
    Panel::left(("entries", super::width_class(wide)))
        .frame(Frame::new().fill(palette(ui).surface))
        .default_size((wide * 0.22).clamp(190.0, 340.0))
        .size_range(180.0..=(wide * 0.3).clamp(190.0, 420.0))
        .show(ui, |ui| list::show(ui, view, session, out));
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut ReviewView, session: &mut Session, out: &mut Vec<Action>) {
    session.gather();
    view.list.update(session, view.row);
    if view.row.is_none_or(|row| row >= session.workspace().sheet().row_count()) {
        let first = view.list.first();
        if let Some(row) = first {
            view.go_to(session, row, None);
        }
    }
    view.refresh(session);
    let colours = palette(ui);
    let surface = Frame::new().fill(colours.surface);
    let wide = ui.available_width();
    view.is_tight = wide < TIGHT;
    if !view.is_tight || view.shows_entries {
        entries_panel(ui, view, session, wide, out);
    }
    Panel::right(("suggestion", super::width_class(wide)))
        .frame(surface.inner_margin(Margin::same(0)))
        .default_size((wide * 0.24).clamp(225.0, 360.0))
        .size_range(215.0..=(wide * 0.3).clamp(230.0, 440.0))
        .show(ui, |ui| panel::show(ui, view, session, out));
    CentralPanel::default()
        .frame(Frame::new().fill(colours.page))
        .show(ui, |ui| entry::show(ui, view, session, out));
    keep_keyboard(ui, view);
}

/// The text has the keyboard whenever nothing else has it, so that arrows and Tab go through the
/// suggestions.
fn keep_keyboard(ui: &Ui, view: &mut ReviewView) {
    let ctx = ui.ctx();
    let focused = ctx.memory(|memory| memory.focused());
    if focused.is_none() && ctx.memory(|memory| memory.top_modal_layer()).is_none() {
        ctx.memory_mut(|memory| memory.request_focus(reading_id()));
        view.pane = Pane::Text;
    }
    let filter =
        egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(reading_id(), filter));
}

/// Does what a key or button asks for.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of another screen does nothing here")]
pub(super) fn run(
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
        UiCommand::AlwaysRedact => list_words(view, session, WordList::Always, out),
        UiCommand::NeverSuggest => list_words(view, session, WordList::Never, out),
        UiCommand::ShowMore | UiCommand::ShowFewer => {
            let step = if command == UiCommand::ShowMore { 1 } else { -1 };
            match dial::beside(session.workspace().level(), step) {
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
            let recorded = command == UiCommand::CriminalYes;
            out.push(Action::Review(Command::Criminal { row, recorded }));
        }
        UiCommand::CaseOngoing | UiCommand::CaseClosed => {
            let ongoing = Some(command == UiCommand::CaseOngoing);
            out.push(Action::Review(Command::Ongoing { row, ongoing }));
        }
        UiCommand::ReadAndGoOn => read_and_go_on(view, session, row, out),
        UiCommand::ShowArgument => show_argument(view, session, row, out),
        UiCommand::Defend => out.push(Action::Defend { row, place: view.target() }),
        UiCommand::AsDisclosed => view.as_disclosed = !view.as_disclosed,
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
    Action::Dialog(Dialog::Picker(Picker::new(Picking::Words(vec![place]), standing)))
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
        match session.perform(&Command::Read { row }, super::super::time::now()) {
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
            None => view.refuse("That was the last entry of this list"),
        },
    }
}
