//! Everything that can be done by a key, in one list: menu, palette, keys, buttons and help are
//! drawn from it.

mod chord;
mod keymap;
mod place;
mod table;

use strum::{EnumIter, EnumString, IntoStaticStr};

pub(super) use chord::Chord;
pub(super) use keymap::{KeyRefused, change_key, changed_keys, forget_keys, install_keys, own_keys};
pub(super) use place::Where;

/// Something the officer can ask for without saying more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
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
    GoToEntry,
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
    LessBefore,
    MoreBefore,
    LessAfter,
    MoreAfter,
    SelectMarked,
    OpenPart,
    Note,
    NoteEntry,
    Query,
    QueryEntry,
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

/// What is known of a command.
struct Info {
    /// In the menu and the palette.
    text: &'static str,
    /// On a button, where there is one.
    short: &'static str,
    keys: &'static [Chord],
    place: Where,
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

    /// Its keys: those that the officer gave it, else its own.
    pub(super) fn keys(self) -> Vec<Chord> {
        keymap::given(self).unwrap_or_else(|| self.info().keys.to_vec())
    }

    /// Its name in the settings, as `read-and-go-on`.
    pub(super) fn name(self) -> &'static str {
        self.into()
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
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, Modifiers};
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn no_two_keys_clash() {
        let all: Vec<UiCommand> = UiCommand::iter().collect();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let clash = one.keys().iter().any(|a| other.keys().iter().any(|b| a.meets(*b)));
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
