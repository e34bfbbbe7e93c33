//! Everything that can be done by a key, in one list: menu, palette, keys, buttons and help are
//! drawn from it.

use eframe::egui::{Key, Modifiers};
use strum::EnumIter;

/// Something the officer can ask for without saying more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter)]
pub(super) enum UiCommand {
    Open,
    OpenSample,
    CloseCase,
    Palette,
    Help,
    ChangeTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Quit,
    ShowLoad,
    ShowScope,
    ShowPeople,
    ShowReview,
    ShowReasons,
    ShowDisclose,
    ShowCheck,
    ShowIntruder,
    GoBack,
    SearchAgain,
    NewerExport,
    YourWords,
    HouseTexts,
    SaveExtract,
    SaveExtension,
    Undo,
    Redo,
    History,
    Find,
    NextPane,
    NextEntry,
    PreviousEntry,
    MisuseYes,
    MisuseNo,
    MisuseUnclear,
    CriminalYes,
    CriminalNo,
    NextSuggestion,
    PreviousSuggestion,
    Redact,
    Keep,
    Exemption,
    SameEverywhere,
    Compare,
    NextUnmarked,
    PreviousUnmarked,
    AlwaysRedact,
    NeverSuggest,
    TakeOffer,
    MakeUndecided,
    DropSelection,
    SelectNextWord,
    SelectPreviousWord,
    SelectNextLetter,
    SelectPreviousLetter,
    Withhold,
    ReleaseEntry,
    ReadAndGoOn,
    AsDisclosed,
    ShowArgument,
    Defend,
    ShowMore,
    ShowFewer,
    ScopeIn,
    ScopeOut,
    ScopeByRule,
    WholeCase,
    NextRow,
    PreviousRow,
    FirstRow,
    LastRow,
    CaseOngoing,
    CaseClosed,
    GroupOfficers,
    GroupStaff,
    GroupPublic,
    NextPerson,
    PreviousPerson,
    NextPlace,
    PreviousPlace,
    TickPlace,
    TickAll,
    JoinPerson,
    StopJoining,
    TellApart,
    ShowPlace,
    KeepWords,
    NextMissing,
    NextPart,
    PreviousPart,
    CheckAgain,
    Release,
}

/// Where a command can be given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Where {
    /// Always.
    Anywhere,
    /// While a case is open.
    Case,
    /// On the screens that go entry by entry: Scope and Review.
    Entries,
    /// On the screens that decide words: People and Review.
    Deciding,
    Scope,
    People,
    Review,
    Reasons,
    Disclose,
}

impl Where {
    pub(super) fn title(self) -> &'static str {
        match self {
            Where::Anywhere => "Everywhere",
            Where::Case => "In a case",
            Where::Entries => "In Scope and Review",
            Where::Scope => "In Scope",
            Where::Deciding => "In People and Review",
            Where::People => "In People",
            Where::Review => "In Review",
            Where::Reasons => "In Reasons",
            Where::Disclose => "In Disclose",
        }
    }

    /// Whether commands of both places can be given at one moment.
    #[cfg(test)]
    fn meets(self, other: Where) -> bool {
        use Where::{Anywhere, Case, Deciding, Disclose, Entries, People, Reasons, Review, Scope};
        match (self, other) {
            (Anywhere | Case, _) | (_, Anywhere | Case) => true,
            (Entries, Scope | Review | Entries) | (Scope | Review, Entries) => true,
            (Deciding, People | Review | Deciding | Entries) | (People | Review | Entries, Deciding) => true,
            (Scope, Scope)
            | (People, People)
            | (Review, Review)
            | (Reasons, Reasons)
            | (Disclose, Disclose) => true,
            (Entries, People | Reasons | Disclose)
            | (Deciding, Scope | Reasons | Disclose)
            | (Scope, Deciding | People | Review | Reasons | Disclose)
            | (People, Entries | Scope | Review | Reasons | Disclose)
            | (Review, Scope | People | Reasons | Disclose)
            | (Reasons, Entries | Deciding | Scope | People | Review | Disclose)
            | (Disclose, Entries | Deciding | Scope | People | Review | Reasons) => false,
        }
    }
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Chord {
    pub(super) modifiers: Modifiers,
    pub(super) key: Key,
}

const fn plain(key: Key) -> Chord {
    Chord { modifiers: Modifiers::NONE, key }
}

const fn ctrl(key: Key) -> Chord {
    Chord { modifiers: Modifiers::COMMAND, key }
}

const fn alt(key: Key) -> Chord {
    Chord { modifiers: Modifiers::ALT, key }
}

const fn shift(key: Key) -> Chord {
    Chord { modifiers: Modifiers::SHIFT, key }
}

const fn ctrl_shift(key: Key) -> Chord {
    Chord { modifiers: Modifiers { shift: true, ..Modifiers::COMMAND }, key }
}

/// What is known of a command.
pub(super) struct Info {
    /// In the menu and the palette.
    pub(super) text: &'static str,
    /// On a button, where there is one.
    pub(super) short: &'static str,
    pub(super) keys: &'static [Chord],
    pub(super) place: Where,
}

impl UiCommand {
    pub(super) fn text(self) -> &'static str {
        self.info().text
    }

    /// What stands on its button.
    pub(super) fn short(self) -> &'static str {
        self.info().short
    }

    pub(super) fn place(self) -> Where {
        self.info().place
    }

    pub(super) fn keys(self) -> &'static [Chord] {
        self.info().keys
    }

    /// The first of its keys, as it stands on a button; empty if it has none.
    pub(super) fn key_text(self) -> String {
        self.keys().first().map(|chord| chord.text()).unwrap_or_default()
    }

    /// Whether it goes on while its key is held down.
    pub(super) fn repeats(self) -> bool {
        matches!(
            self,
            UiCommand::NextEntry
                | UiCommand::PreviousEntry
                | UiCommand::NextSuggestion
                | UiCommand::PreviousSuggestion
                | UiCommand::NextPerson
                | UiCommand::PreviousPerson
                | UiCommand::NextPlace
                | UiCommand::PreviousPlace
                | UiCommand::NextUnmarked
                | UiCommand::PreviousUnmarked
                | UiCommand::SelectNextWord
                | UiCommand::SelectPreviousWord
                | UiCommand::SelectNextLetter
                | UiCommand::SelectPreviousLetter
                | UiCommand::ZoomIn
                | UiCommand::ZoomOut
        )
    }

    fn info(self) -> Info {
        use Where::{Anywhere, Case, Deciding, Disclose, Entries, People, Reasons, Review, Scope};
        let (text, short, keys, place): (_, _, &'static [Chord], _) = match self {
            UiCommand::Open => {
                ("Open a spreadsheet or case file…", "Open…", const { &[ctrl(Key::O)] }, Anywhere)
            }
            UiCommand::OpenSample => ("Open the built-in sample", "Open the sample", const { &[] }, Anywhere),
            UiCommand::CloseCase => ("Close the case", "Close", const { &[ctrl(Key::W)] }, Case),
            UiCommand::Palette => ("Find a command…", "Commands", const { &[ctrl(Key::P)] }, Anywhere),
            UiCommand::Help => {
                ("Show all keys", "Keys", const { &[plain(Key::F1), plain(Key::Questionmark)] }, Anywhere)
            }
            UiCommand::ChangeTheme => (
                "Change between the light and the dark theme",
                "Theme",
                const { &[ctrl_shift(Key::L)] },
                Anywhere,
            ),
            UiCommand::ZoomIn => {
                ("Zoom in", "Larger", const { &[ctrl(Key::Plus), ctrl(Key::Equals)] }, Anywhere)
            }
            UiCommand::ZoomOut => ("Zoom out", "Smaller", const { &[ctrl(Key::Minus)] }, Anywhere),
            UiCommand::ZoomReset => {
                ("Zoom back to normal size", "Normal size", const { &[ctrl(Key::Num0)] }, Anywhere)
            }
            UiCommand::Quit => ("Quit", "Quit", const { &[ctrl(Key::Q)] }, Anywhere),
            UiCommand::ShowLoad => ("Go to Load", "Load", const { &[ctrl(Key::Num1)] }, Case),
            UiCommand::ShowScope => ("Go to Scope", "Scope", const { &[ctrl(Key::Num2)] }, Case),
            UiCommand::ShowPeople => ("Go to People", "People", const { &[ctrl(Key::Num3)] }, Case),
            UiCommand::ShowReview => ("Go to Review", "Review", const { &[ctrl(Key::Num4)] }, Case),
            UiCommand::ShowReasons => ("Go to Reasons", "Reasons", const { &[ctrl(Key::Num5)] }, Case),
            UiCommand::ShowDisclose => ("Go to Disclose", "Disclose", const { &[ctrl(Key::Num6)] }, Case),
            UiCommand::ShowCheck => {
                ("Go to the check: what could still be missed", "Check", const { &[plain(Key::F7)] }, Case)
            }
            UiCommand::ShowIntruder => {
                ("Read the release as an intruder", "Intruder view", const { &[shift(Key::F7)] }, Case)
            }
            UiCommand::GoBack => {
                ("Go back to where you came from", "Back", const { &[alt(Key::ArrowLeft)] }, Case)
            }
            UiCommand::SearchAgain => ("Search for personal data again", "Search again", const { &[] }, Case),
            UiCommand::NewerExport => (
                "Load a newer export of the same data…",
                "Load a newer export…",
                const { &[ctrl_shift(Key::O)] },
                Case,
            ),
            UiCommand::YourWords => {
                ("Your words: always redact, never suggest…", "Your words…", const { &[ctrl(Key::L)] }, Case)
            }
            UiCommand::HouseTexts => {
                ("Your force’s own letters and law…", "Your force’s texts…", const { &[] }, Anywhere)
            }
            UiCommand::SaveExtract => (
                "Make an extract for the business area…",
                "Make an extract…",
                const { &[ctrl(Key::E)] },
                Case,
            ),
            UiCommand::SaveExtension => {
                ("Save the letter that extends the time…", "Save this letter…", const { &[] }, Case)
            }
            UiCommand::Undo => ("Undo", "Undo", const { &[ctrl(Key::Z)] }, Case),
            UiCommand::Redo => ("Redo", "Redo", const { &[ctrl(Key::Y), ctrl_shift(Key::Z)] }, Case),
            UiCommand::History => {
                ("History: go back to a decision…", "History…", const { &[ctrl(Key::H)] }, Case)
            }
            UiCommand::Find => ("Find in entries", "Find", const { &[ctrl(Key::F)] }, Entries),
            UiCommand::NextPane => {
                ("Go to the next part of the window", "Next part", const { &[plain(Key::F6)] }, Case)
            }
            UiCommand::NextEntry => (
                "Next entry",
                "Next entry",
                const { &[plain(Key::ArrowRight), plain(Key::PageDown)] },
                Entries,
            ),
            UiCommand::PreviousEntry => (
                "Previous entry",
                "Previous entry",
                const { &[plain(Key::ArrowLeft), plain(Key::PageUp)] },
                Entries,
            ),
            UiCommand::MisuseYes => {
                ("Misuse of body-worn video: yes", "Yes", const { &[plain(Key::Num1)] }, Entries)
            }
            UiCommand::MisuseNo => {
                ("Misuse of body-worn video: no", "No", const { &[plain(Key::Num2)] }, Entries)
            }
            UiCommand::MisuseUnclear => {
                ("Misuse of body-worn video: unclear", "Unclear", const { &[plain(Key::Num3)] }, Entries)
            }
            UiCommand::CriminalYes => {
                ("A criminal allegation is recorded in the case", "Yes", const { &[plain(Key::Y)] }, Entries)
            }
            UiCommand::CriminalNo => {
                ("No criminal allegation is recorded in the case", "No", const { &[plain(Key::N)] }, Entries)
            }
            UiCommand::NextSuggestion => {
                ("Next suggestion", "Next", const { &[plain(Key::ArrowDown), plain(Key::Tab)] }, Review)
            }
            UiCommand::PreviousSuggestion => {
                ("Previous suggestion", "Previous", const { &[plain(Key::ArrowUp), shift(Key::Tab)] }, Review)
            }
            UiCommand::Redact => (
                "Redact the suggestion or the selected words",
                "Redact",
                const { &[plain(Key::R)] },
                Deciding,
            ),
            UiCommand::Keep => ("Keep the words", "Keep", const { &[plain(Key::K)] }, Deciding),
            UiCommand::Exemption => {
                ("Choose exemption and reason…", "Exemption…", const { &[plain(Key::E)] }, Deciding)
            }
            UiCommand::SameEverywhere => {
                ("Decide the same words everywhere…", "Same everywhere…", const { &[plain(Key::S)] }, Review)
            }
            UiCommand::Compare => (
                "Compare where the words are withheld and open…",
                "Compare…",
                const { &[plain(Key::D)] },
                Review,
            ),
            UiCommand::NextUnmarked => {
                ("Next word that nothing marked", "Next unmarked", const { &[plain(Key::U)] }, Review)
            }
            UiCommand::PreviousUnmarked => {
                ("Previous word that nothing marked", "Previous unmarked", const { &[shift(Key::U)] }, Review)
            }
            UiCommand::AlwaysRedact => {
                ("Always redact these words…", "Always redact…", const { &[shift(Key::A)] }, Review)
            }
            UiCommand::NeverSuggest => {
                ("Never suggest these words…", "Never suggest…", const { &[shift(Key::N)] }, Review)
            }
            UiCommand::TakeOffer => (
                "Put the offered words on your list…",
                "Put on your list…",
                const { &[plain(Key::O)] },
                Review,
            ),
            UiCommand::MakeUndecided => (
                "Make undecided again",
                "Undecided",
                const { &[plain(Key::Backspace), plain(Key::Delete)] },
                Deciding,
            ),
            UiCommand::DropSelection => {
                ("Drop the selection", "Drop the selection", const { &[plain(Key::Escape)] }, Review)
            }
            UiCommand::SelectNextWord => {
                ("Extend the selection by a word", "Select word", const { &[shift(Key::ArrowRight)] }, Review)
            }
            UiCommand::SelectPreviousWord => (
                "Take a word back from the selection",
                "Deselect word",
                const { &[shift(Key::ArrowLeft)] },
                Review,
            ),
            UiCommand::SelectNextLetter => (
                "Extend the selection by a letter",
                "Select letter",
                const { &[ctrl_shift(Key::ArrowRight)] },
                Review,
            ),
            UiCommand::SelectPreviousLetter => (
                "Take a letter back from the selection",
                "Deselect letter",
                const { &[ctrl_shift(Key::ArrowLeft)] },
                Review,
            ),
            UiCommand::Withhold => ("Withhold the entry…", "Withhold…", const { &[plain(Key::W)] }, Entries),
            UiCommand::ReleaseEntry => {
                ("Release the entry", "Release entry", const { &[plain(Key::L)] }, Entries)
            }
            UiCommand::ReadAndGoOn => {
                ("The entry is read; go on to the next", "Read, next", const { &[plain(Key::Enter)] }, Review)
            }
            UiCommand::AsDisclosed => {
                ("Show the entry as disclosed", "As disclosed", const { &[plain(Key::Space)] }, Review)
            }
            UiCommand::ShowArgument => {
                ("Show what is argued for these words", "Argument", const { &[plain(Key::A)] }, Review)
            }
            UiCommand::Defend => (
                "Defence sheet: what this mark rests on…",
                "Defence sheet…",
                const { &[shift(Key::D)] },
                Review,
            ),
            UiCommand::ShowMore => {
                ("Show more suggestions", "Show more", const { &[plain(Key::CloseBracket)] }, Review)
            }
            UiCommand::ShowFewer => {
                ("Show fewer suggestions", "Show fewer", const { &[plain(Key::OpenBracket)] }, Review)
            }
            UiCommand::ScopeIn => ("In scope", "In", const { &[plain(Key::I)] }, Scope),
            UiCommand::ScopeOut => ("Out of scope", "Out", const { &[plain(Key::O)] }, Scope),
            UiCommand::ScopeByRule => {
                ("Leave the scope to the rule", "By the rule", const { &[plain(Key::U)] }, Scope)
            }
            UiCommand::WholeCase => (
                "Answer for all entries of the case, or for this one",
                "Whole case",
                const { &[plain(Key::H)] },
                Scope,
            ),
            UiCommand::NextRow => {
                ("Go down a row of the table", "Down", const { &[plain(Key::ArrowDown)] }, Scope)
            }
            UiCommand::PreviousRow => {
                ("Go up a row of the table", "Up", const { &[plain(Key::ArrowUp)] }, Scope)
            }
            UiCommand::FirstRow => {
                ("Go to the first row of the table", "First", const { &[plain(Key::Home)] }, Scope)
            }
            UiCommand::LastRow => {
                ("Go to the last row of the table", "Last", const { &[plain(Key::End)] }, Scope)
            }
            UiCommand::CaseOngoing => ("The case is ongoing", "Ongoing", const { &[plain(Key::G)] }, Entries),
            UiCommand::CaseClosed => ("The case is closed", "Closed", const { &[plain(Key::C)] }, Entries),
            UiCommand::GroupOfficers => {
                ("This is an officer", "Officer", const { &[plain(Key::Num1)] }, People)
            }
            UiCommand::GroupStaff => {
                ("This is a member of police staff", "Staff", const { &[plain(Key::Num2)] }, People)
            }
            UiCommand::GroupPublic => {
                ("This is a member of the public", "Public", const { &[plain(Key::Num3)] }, People)
            }
            UiCommand::NextPerson => (
                "Next of the list of people",
                "Next",
                const { &[plain(Key::ArrowRight), plain(Key::PageDown)] },
                People,
            ),
            UiCommand::PreviousPerson => (
                "Previous of the list of people",
                "Previous",
                const { &[plain(Key::ArrowLeft), plain(Key::PageUp)] },
                People,
            ),
            UiCommand::NextPlace => {
                ("Next place", "Next place", const { &[plain(Key::ArrowDown), plain(Key::Tab)] }, People)
            }
            UiCommand::PreviousPlace => (
                "Previous place",
                "Previous place",
                const { &[plain(Key::ArrowUp), shift(Key::Tab)] },
                People,
            ),
            UiCommand::TickPlace => {
                ("Tick or untick the place", "Tick", const { &[plain(Key::Space)] }, People)
            }
            UiCommand::TickAll => {
                ("Tick all places, or none", "Tick all", const { &[plain(Key::T)] }, People)
            }
            UiCommand::JoinPerson => {
                ("Join with another of the list", "Join…", const { &[plain(Key::J)] }, People)
            }
            UiCommand::StopJoining => {
                ("Join nothing", "Join nothing", const { &[plain(Key::Escape)] }, People)
            }
            UiCommand::TellApart => {
                ("The ticked places are somebody else", "Tell apart", const { &[plain(Key::X)] }, People)
            }
            UiCommand::ShowPlace => {
                ("Show the place in its entry", "In the entry", const { &[plain(Key::Enter)] }, People)
            }
            UiCommand::KeepWords => ("Save what is typed", "Save", const { &[ctrl(Key::Enter)] }, Reasons),
            UiCommand::NextMissing => {
                ("Go to the next thing that is missing", "Next missing", const { &[plain(Key::F8)] }, Reasons)
            }
            UiCommand::NextPart => {
                ("Next part of Reasons", "Next part", const { &[ctrl(Key::PageDown)] }, Reasons)
            }
            UiCommand::PreviousPart => {
                ("Previous part of Reasons", "Previous part", const { &[ctrl(Key::PageUp)] }, Reasons)
            }
            UiCommand::CheckAgain => ("Check again", "Check again", const { &[plain(Key::F5)] }, Disclose),
            UiCommand::Release => ("Release…", "Release…", const { &[ctrl(Key::Enter)] }, Disclose),
        };
        Info { text, short, keys, place }
    }
}

impl Chord {
    /// As it stands on a button: `Ctrl+Z`, `↓`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "other keys stand as egui calls them")]
    pub(super) fn text(self) -> String {
        let key = match self.key {
            Key::ArrowDown => "↓",
            Key::ArrowUp => "↑",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::Enter => "Enter",
            Key::Space => "Space",
            Key::Questionmark => "?",
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Escape => "Esc",
            other => other.symbol_or_name(),
        };
        let mut text = String::new();
        let held = [
            (self.modifiers.command, "Ctrl+"),
            (self.modifiers.alt, "Alt+"),
            (self.modifiers.shift, "Shift+"),
        ];
        for (held, name) in held {
            if held {
                text.push_str(name);
            }
        }
        text + key
    }

    /// Whether this is what was pressed. A question mark needs Shift on most keyboards, so Shift
    /// does not count there; nor does it with a plus.
    pub(super) fn is(self, key: Key, modifiers: Modifiers) -> bool {
        let shift_counts = !matches!(self.key, Key::Questionmark | Key::Plus);
        self.key == key
            && self.modifiers.command == modifiers.command
            && self.modifiers.alt == modifiers.alt
            && (!shift_counts || self.modifiers.shift == modifiers.shift)
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn no_two_keys_clash() {
        let all: Vec<UiCommand> = UiCommand::iter().collect();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let clash = one.keys().iter().any(|a| {
                    other.keys().iter().any(|b| a.is(b.key, b.modifiers) || b.is(a.key, a.modifiers))
                });
                assert!(!(clash && one.place().meets(other.place())), "{one:?} and {other:?} share a key");
            }
        }
    }

    #[test]
    fn every_command_has_words_of_its_own() {
        let mut texts: Vec<&str> = UiCommand::iter().map(UiCommand::text).collect();
        let count = texts.len();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), count);
        assert!(UiCommand::iter().all(|command| !command.short().is_empty()));
    }

    #[test]
    fn a_question_mark_is_one_on_any_keyboard() {
        let help = UiCommand::Help.keys()[1];
        assert!(help.is(Key::Questionmark, Modifiers::SHIFT) && help.is(Key::Questionmark, Modifiers::NONE));
        assert!(!help.is(Key::Questionmark, Modifiers::COMMAND));
        assert_eq!(UiCommand::Redo.keys()[1].text(), "Ctrl+Shift+Z");
    }
}
