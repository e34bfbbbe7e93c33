//! Words from a text file, read on a thread of its own: a file may lie on a slow drive.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use eframe::egui::{self, Key, Margin, Modifiers, Ui};

use super::super::super::action::{Action, Browse};
use super::super::super::widgets::{Push, field_label, muted};
use super::super::taken;
use super::WordList;
use crate::detect::{MOST_ENTRIES, MOST_LETTERS, read_words};

/// The longest file that can hold a full list, in bytes, with room for remarks.
const MOST_BYTES: u64 = 2 * MOST_ENTRIES as u64 * MOST_LETTERS as u64 * 4;

/// The words of the file, or why there are none.
type Words = Result<Vec<String>, String>;

/// Where the file is, and the reading of it.
#[derive(Debug, Default)]
pub(super) struct Import {
    is_open: bool,
    path: String,
    wants_focus: bool,
    reading: Option<Receiver<Words>>,
}

impl Import {
    pub(super) fn set_path(&mut self, path: &Path) {
        self.path = path.to_string_lossy().into_owned();
        self.is_open = true;
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws the button that asks for the file, unless it is asked for already.
    pub(super) fn button(&mut self, ui: &mut Ui) {
        if !self.is_open && Push::new("Import from a text file…").show(ui).clicked() {
            self.is_open = true;
            self.wants_focus = true;
        }
    }

    /// Draws the field for the file, once it is asked for; what was read, once it was.
    pub(super) fn show(&mut self, ui: &mut Ui, list: WordList, out: &mut Vec<Action>) -> Option<Words> {
        if !self.is_open {
            return None;
        }
        let label = field_label(ui, "Text file, one entry on each line");
        ui.horizontal(|ui| {
            let edit = egui::TextEdit::singleline(&mut self.path)
                .hint_text("Path of the file")
                .desired_width(ui.available_width() - 190.0)
                .margin(Margin::symmetric(9, 6));
            let field = ui.add(edit).labelled_by(label.id);
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
            }
            if Push::new("Browse…").show(ui).clicked() {
                out.push(Action::Browse(Browse::WordList));
            }
            // Copied from a file manager, a path often stands in quotes.
            let path = PathBuf::from(self.path.trim().trim_matches('"'));
            let may = !path.as_os_str().is_empty() && self.reading.is_none();
            let mut is_given =
                may && (field.has_focus() || field.lost_focus()) && taken(ui, Modifiers::NONE, Key::Enter);
            ui.add_enabled_ui(may, |ui| is_given |= Push::new("Import").width(88.0).show(ui).clicked());
            if is_given {
                self.reading = Some(start(path, ui.ctx().clone()));
            }
        });
        muted(
            ui,
            match list {
                WordList::Always => {
                    "They match, are and count as chosen above. Lines that begin with # are passed over"
                }
                WordList::Never => "They match as chosen above. Lines that begin with # are passed over",
            },
        );
        let read = self.reading.as_ref()?.try_recv();
        let read = match read {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err("The file could not be read".to_owned()),
            Ok(words) => words,
        };
        self.reading = None;
        if read.is_ok() {
            *self = Import::default();
        }
        Some(read)
    }
}

fn start(path: PathBuf, ctx: egui::Context) -> Receiver<Words> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let _ = sender.send(read(&path));
        ctx.request_repaint();
    });
    receiver
}

fn read(path: &Path) -> Words {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let told = |cause: std::io::Error| {
        if cause.kind() == std::io::ErrorKind::NotFound {
            "There is no such file. Check the name and the folder".to_owned()
        } else {
            format!("{name} could not be read ({cause})")
        }
    };
    let about = fs::metadata(path).map_err(told)?;
    if !about.is_file() {
        return Err(format!("{name} is not a file"));
    }
    if about.len() > MOST_BYTES {
        return Err(format!("{name} is too large for a list of words"));
    }
    let bytes = fs::read(path).map_err(told)?;
    read_words(&bytes).map_err(|error| format!("Nothing was imported from {name}. {error}"))
}
