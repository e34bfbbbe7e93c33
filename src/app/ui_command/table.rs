//! What every command is called, its own keys, and where it can be given.

use eframe::egui::Key;

use super::chord::{Chord, alt, ctrl, ctrl_shift, plain, shift};
use super::{Info, UiCommand, Where};

impl UiCommand {
    pub(super) fn info(self) -> Info {
        use Where::{Anywhere, Case, Deciding, Disclose, Entries, Lists, People, Reasons, Review, Scope};
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
            UiCommand::GoToEntry => {
                ("Go to an entry by its reference or row…", "Go to…", const { &[ctrl(Key::G)] }, Case)
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
            UiCommand::Find => ("Find in the list", "Find", const { &[ctrl(Key::F)] }, Lists),
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
            UiCommand::LessBefore => {
                ("Take the first word off the marked words", "Less", const { &[plain(Key::Comma)] }, Review)
            }
            UiCommand::MoreBefore => {
                ("Add the word before the marked words", "More", const { &[shift(Key::Comma)] }, Review)
            }
            UiCommand::LessAfter => {
                ("Take the last word off the marked words", "Less", const { &[plain(Key::Period)] }, Review)
            }
            UiCommand::MoreAfter => {
                ("Add the word after the marked words", "More", const { &[shift(Key::Period)] }, Review)
            }
            UiCommand::SelectMarked => {
                ("Select the marked words", "Select them", const { &[plain(Key::V)] }, Review)
            }
            UiCommand::OpenPart => (
                "Open the selected part of a redaction, and leave the rest redacted",
                "Open this part",
                const { &[plain(Key::X)] },
                Review,
            ),
            UiCommand::Note => ("Note about the words…", "Note…", const { &[plain(Key::M)] }, Review),
            UiCommand::NoteEntry => ("Note about the entry…", "Note…", const { &[shift(Key::M)] }, Review),
            UiCommand::Query => {
                ("Query for a colleague about the words…", "Query…", const { &[plain(Key::Q)] }, Review)
            }
            UiCommand::QueryEntry => {
                ("Query for a colleague about the entry…", "Query…", const { &[shift(Key::Q)] }, Review)
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
            UiCommand::StopJoining => (
                "Join nothing, or show the whole list again",
                "Join nothing",
                const { &[plain(Key::Escape)] },
                People,
            ),
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
