//! What a screen asks for. A screen reads and asks; the workbench does.

use std::path::PathBuf;

use super::dialogs::{Dialog, WordList};
use super::newer::Newer;
use super::paper::Paper;
use super::ui_command::UiCommand;
use crate::detect::{AlwaysWords, Cancel, Kind};
use crate::law::Group;
use crate::review::{Command, Place};
use crate::sheet::ReadOptions;
use crate::store::Key;
use crate::text::SensitiveString;

/// The parts of the work, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::EnumIter)]
pub(super) enum Screen {
    Load,
    Scope,
    People,
    Review,
    Reasons,
    Disclose,
}

impl Screen {
    pub(super) fn title(self) -> &'static str {
        self.command().short()
    }

    pub(super) fn command(self) -> UiCommand {
        match self {
            Screen::Load => UiCommand::ShowLoad,
            Screen::Scope => UiCommand::ShowScope,
            Screen::People => UiCommand::ShowPeople,
            Screen::Review => UiCommand::ShowReview,
            Screen::Reasons => UiCommand::ShowReasons,
            Screen::Disclose => UiCommand::ShowDisclose,
        }
    }
}

/// What a screen asks for.
#[derive(Debug)]
pub(super) enum Action {
    /// What a key would do.
    Run(UiCommand),
    /// An act of the officer on the case.
    Review(Command),
    /// An act that decides words, after which the next suggestion comes by itself.
    Decide(Command),
    /// Go to an entry in Review, and to words in it.
    GoTo {
        row: u32,
        place: Option<Place>,
    },
    /// Go to an entry in Scope.
    GoToScope {
        row: u32,
    },
    /// Go to a part of the Load screen.
    GoToLoad(LoadPart),
    /// Go to something in Reasons.
    GoToReasons(ReasonsGoal),
    Show(Screen),
    /// Open a spreadsheet or case file.
    Open(PathBuf),
    /// Open a case file with its key.
    OpenWith {
        path: PathBuf,
        key: Key,
    },
    /// Opens this spreadsheet with its password.
    OpenLocked {
        path: PathBuf,
        password: SensitiveString,
    },
    /// Ask which file is the newer export.
    ChooseNewer,
    /// Read a newer export and lay it beside the case; as before unless said otherwise.
    ReadNewer {
        path: PathBuf,
        options: Option<ReadOptions>,
    },
    /// Take the newer export that was laid beside the case.
    TakeNewer(Box<Newer>),
    /// Read the spreadsheet again, otherwise.
    Reread(ReadOptions),
    /// Make the case file of the spreadsheet that is open.
    MakeCase {
        path: PathBuf,
        key: Key,
        officer: String,
    },
    /// Ask where a file is to be found, or to be put.
    Browse(Browse),
    Dialog(Dialog),
    /// Show the officer's lists of words, and offer these words for one of them.
    YourWords {
        list: WordList,
        words: String,
        kind: Option<Kind>,
    },
    /// The words to redact in every case on this computer are these now.
    KeepEverywhere(AlwaysWords),
    CloseDialog,
    /// Keys were given to commands, and are to be remembered.
    KeepKeys,
    /// What was typed in a field is finished and is to be saved.
    KeepTyped,
    /// Stop the search for personal data.
    StopSearch,
    /// Stop what the window waits for.
    StopWaiting,
    RetrySaving,
    /// Release into this folder.
    Release {
        out_dir: PathBuf,
        formats: Vec<crate::disclose::Format>,
        cancel: Cancel,
    },
    /// Lay an earlier release beside this one: its table, or its folder.
    LayBeside(PathBuf),
    /// Attach a file as evidence to what is argued for a reason.
    Attach {
        reason: String,
        path: PathBuf,
    },
    /// Save a copy of the attached file with this SHA-256.
    SaveEvidence {
        sha256: String,
        name: String,
    },
    /// Show what the mark at a place of an entry rests on.
    Defend {
        row: u32,
        place: Option<Place>,
    },
    /// Write a document to this file.
    SavePaper {
        paper: Paper,
        path: PathBuf,
    },
    /// Open a folder in the system's file manager.
    ShowFolder(PathBuf),
    /// Leave the case, whatever is lost by it.
    Leave(Leaving),
}

/// Why a case is left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Leaving {
    /// The window is closed.
    Quit,
    /// The case is closed.
    Close,
    /// Another file is opened.
    Open(PathBuf),
    /// The sample is opened.
    Sample,
}

/// The parts of the Load screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, strum::EnumIter)]
pub(super) enum LoadPart {
    #[default]
    File,
    Columns,
    Hidden,
    Request,
    Case,
}

/// The parts of the Reasons screen, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, strum::EnumIter)]
pub(super) enum ReasonsPart {
    #[default]
    Arguments,
    Notice,
    Checks,
    Clock,
}

/// What is gone to in Reasons.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum ReasonsGoal {
    Part(ReasonsPart),
    /// A reason, by its code or in the officer's own words.
    Reason(String),
    /// The legitimate-interest record of a group.
    Interest(Group),
    /// A paragraph of the notice, by its stable name.
    Paragraph(String),
    /// The facts of the notice.
    Facts(FactsPart),
}

/// The facts of the notice, by what they are about, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, strum::EnumIter)]
pub(super) enum FactsPart {
    #[default]
    Searches,
    Previous,
    Figures,
    Definitions,
    Advice,
    Contact,
}

/// What the system's file dialog is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Browse {
    /// A spreadsheet or case file to open.
    Open,
    /// A new case file.
    NewCase { suggested: String },
    /// A key file to open a case with.
    KeyFile,
    /// A key file for a new case.
    NewKeyFile,
    /// A text file of words.
    WordList,
    /// The folder in which the release folder is made.
    ReleaseFolder,
    /// A document that is saved under this path.
    Paper { suggested: PathBuf },
    /// A file to be attached as evidence.
    Evidence,
    /// A copy of an attached file, saved under this path.
    EvidenceCopy { suggested: PathBuf },
    /// The table of an earlier release, to be laid beside this one.
    EarlierRelease,
    /// A newer export of the same data.
    NewerExport,
}
