//! The system's own file dialogs, each on a thread of its own. Where the system has none, a path can
//! always be typed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::action::Browse;
use super::session::Wake;

/// A dialog that is open.
#[derive(Debug)]
pub(super) struct Browsing {
    pub(super) asked: Browse,
    chosen: Receiver<Option<PathBuf>>,
}

impl Browsing {
    pub(super) fn start(asked: Browse, wake: Wake) -> Browsing {
        let (sender, chosen) = channel();
        let question = asked.clone();
        thread::spawn(move || {
            let _ = sender.send(ask(&question));
            wake();
        });
        Browsing { asked, chosen }
    }

    /// The answer once there is one; in it `None` if nothing was chosen, or the system has no dialog.
    pub(super) fn hear(&self) -> Option<Option<PathBuf>> {
        match self.chosen.try_recv() {
            Ok(answer) => Some(answer),
            Err(std::sync::mpsc::TryRecvError::Disconnected) => Some(None),
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
        }
    }
}

fn ask(question: &Browse) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new();
    match question {
        Browse::Open => dialog
            .set_title("Open a spreadsheet or case file")
            .add_filter(
                "Spreadsheets and case files",
                &["xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "csv", "tsv", "txt", "withheld"],
            )
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::NewCase { suggested } => {
            let dialog = dialog.set_title("Save the case file as").add_filter("Case files", &["withheld"]);
            near(dialog, Path::new(suggested)).save_file()
        }
        Browse::KeyFile => dialog.set_title("Choose the key file").pick_file(),
        Browse::NewKeyFile => {
            dialog.set_title("Make or choose a key file").set_file_name("withheld.key").save_file()
        }
        Browse::WordList => dialog
            .set_title("Import words from a text file")
            .add_filter("Text files", &["txt", "csv", "text"])
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::Paper { suggested } => {
            let dialog = dialog
                .set_title("Save the document as")
                .add_filter("Word", &["docx"])
                .add_filter("OpenDocument", &["odt"])
                .add_filter("PDF", &["pdf"]);
            near(dialog, suggested).save_file()
        }
        Browse::Evidence => dialog.set_title("Attach a file as evidence").pick_file(),
        Browse::EvidenceCopy { suggested } => {
            near(dialog.set_title("Save a copy of the file as"), suggested).save_file()
        }
        Browse::EarlierRelease => dialog
            .set_title("Choose the table of an earlier release")
            .add_filter("Tables", &["csv", "xlsx", "ods"])
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::NewerExport => dialog
            .set_title("Choose the newer export")
            .add_filter("Spreadsheets", &["xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "csv", "tsv", "txt"])
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::ReleaseFolder => dialog.set_title("Choose where the release folder is made").pick_folder(),
    }
}

/// Begins in the folder and with the name of this path.
fn near(dialog: rfd::FileDialog, suggested: &Path) -> rfd::FileDialog {
    let name = suggested.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let dialog = dialog.set_file_name(name);
    match suggested.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}
