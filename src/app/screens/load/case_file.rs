//! The case file: where it goes, who works in it, how it is protected. Once it is made, what is
//! known of it.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Ui};

use super::super::super::action::{Action, Browse};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, banner, card, heading, keyed, muted, section, word};
use super::super::super::widgets::{Note, fact, field};
use super::super::super::{time, words};
use super::nav::unsettled_columns;
use super::protect::{self, Protect};
use crate::sheet::Role;
use crate::store::Protection;

/// What is typed and chosen so far.
#[derive(Default)]
pub(super) struct CaseView {
    officer: String,
    path: String,
    protect: Protect,
    /// A case file that is there already under the usual name.
    existing: Option<PathBuf>,
    /// It is being made.
    is_making: bool,
    /// Why it could not be made.
    failed: Option<String>,
}

const SAMPLE: &str = "withheld-sample.withheld";

impl CaseView {
    pub(super) fn new(session: &Session) -> CaseView {
        let beside = session.origin.as_ref().and_then(|origin| origin.path.as_deref());
        let usual = match beside {
            Some(sheet) => sheet.with_extension("withheld"),
            None => PathBuf::from(SAMPLE),
        };
        let usual = std::path::absolute(&usual).unwrap_or(usual);
        let is_unsaved = session.path().is_none();
        let existing = (is_unsaved && usual.exists()).then(|| usual.clone());
        CaseView {
            officer: session.officer.clone(),
            path: if is_unsaved { free(usual).to_string_lossy().into_owned() } else { String::new() },
            existing,
            ..CaseView::default()
        }
    }

    pub(super) fn set_path(&mut self, path: &Path) {
        self.path = path.to_string_lossy().into_owned();
        self.failed = None;
    }

    pub(super) fn set_key_file(&mut self, path: &Path) {
        self.protect.key_file = path.to_string_lossy().into_owned();
        self.protect.choice = Some(Protection::KeyFile);
    }

    /// Takes in why it failed, if it was being made.
    pub(super) fn take_failure(&mut self, sentence: &str) -> bool {
        let was_making = std::mem::take(&mut self.is_making);
        if was_making {
            self.failed = Some(sentence.to_owned());
        }
        was_making
    }

    /// Forgets the secrets once they are not needed any more.
    pub(super) fn forget(&mut self) {
        self.protect.forget();
        self.is_making = false;
    }

    /// What is missing before it can be made.
    fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.officer.trim().is_empty() {
            missing.push("your name");
        }
        if self.path.trim().is_empty() {
            missing.push("where it goes");
        }
        missing.extend(self.protect.missing());
        if self.protect.choice == Some(Protection::KeyFile)
            && self.protect.key_file.trim() == self.path.trim()
        {
            missing.push("another place for the key file than for the case file");
        }
        missing
    }
}

/// A path near this one at which nothing is yet.
fn free(usual: PathBuf) -> PathBuf {
    if !usual.exists() {
        return usual;
    }
    let stem = usual.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut numbered = (2..100).map(|number| usual.with_file_name(format!("{stem} {number}.withheld")));
    numbered.find(|path| !path.exists()).unwrap_or(usual)
}

pub(super) fn show(ui: &mut Ui, view: &mut CaseView, session: &Session, out: &mut Vec<Action>) {
    heading(ui, "Case file");
    match session.path() {
        Some(path) => made(ui, session, path, out),
        None => make(ui, view, session, out),
    }
}

fn made(ui: &mut Ui, session: &Session, path: &Path, out: &mut Vec<Action>) {
    card(ui, |ui| {
        section(ui, "Every decision is saved here as you make it");
        ui.spacing_mut().item_spacing.y = 3.0;
        fact(ui, "Where it is", &path.display().to_string());
        if let Some(protection) = session.protection() {
            fact(ui, "Protection", words::protection(protection));
        }
        fact(ui, "You work as", &session.officer);
        if let Some(created) = &session.created {
            fact(ui, "Made", &format!("{} by {}", time::moment(created.at), created.officer));
        }
    });
    card(ui, |ui| {
        section(ui, "The same data, exported again");
        fact(ui, "This export", &session.workspace().source().file_name);
        muted(
            ui,
            "A newer export is laid beside the case, so that you see what is new, gone and changed. Every decision that \
             still fits is kept",
        );
        keyed(ui, UiCommand::NewerExport, Look::Plain, out);
    });
    if session.protection() == Some(Protection::None) {
        let colours = palette(ui);
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            ui.label("● This case file is not protected: keep it only where nobody else can read it");
        });
    }
}

fn make(ui: &mut Ui, view: &mut CaseView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let is_sample = session.is_practice();
    muted(
        ui,
        if is_sample {
            "The sample can be reviewed without a case file; then nothing of it is saved. Make one to keep what you \
             decide"
        } else {
            "The case file holds the sheet and every decision. It is made once the columns are right; what is hidden \
             and what was asked can be settled later too"
        },
    );
    if let Some(existing) = view.existing.clone() {
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            let name = existing.file_name().unwrap_or_default().to_string_lossy().into_owned();
            ui.label(format!(
                "● {name} is there already. To go on with that case, open it; what was decided in it is not in this \
                 spreadsheet"
            ));
            if Push::new("Open it").name(format!("Open {name}")).show(ui).clicked() {
                out.push(Action::Open(existing));
            }
        });
    }
    card(ui, |ui| {
        section(ui, "Where it goes and who works in it");
        let browse = 96.0;
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - browse);
                let note = Note::Help("A name that ends in .withheld");
                if field(ui, "Where the case file goes", &mut view.path, "", note).changed() {
                    view.failed = None;
                }
            });
            ui.vertical(|ui| {
                ui.add_space(19.0);
                if Push::new("Browse…").name("Browse for the case file").show(ui).clicked() {
                    out.push(Action::Browse(Browse::NewCase { suggested: view.path.trim().to_owned() }));
                }
            });
        });
        let note = Note::Help("Stands beside every decision. The program takes your word for it");
        ui.scope(|ui| {
            ui.set_max_width(460.0);
            field(ui, "Your name in the record", &mut view.officer, "", note);
        });
    });
    let mut is_asked = false;
    card(ui, |ui| {
        section(ui, "What protects it");
        ui.spacing_mut().item_spacing.y = 4.0;
        is_asked |= protect::show(ui, &mut view.protect, out);
    });
    waits(ui, session);
    let missing = view.missing();
    if let Some(failed) = &view.failed {
        banner(ui, colours.danger, colours.danger_tint, |ui| {
            ui.label(egui::RichText::new(format!("▲ {failed}")).font(medium(size::BODY)));
        });
    }
    let label = match (is_sample, session.workspace().is_detected()) {
        (true, true) => "Keep this as a case file",
        (true, false) | (false, true | false) => "Make the case file and search",
    };
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(missing.is_empty(), |ui| {
            let name = match missing.as_slice() {
                [] => label.to_owned(),
                missing => format!("{label}, still missing: {}", missing.join(", ")),
            };
            let look = if missing.is_empty() { Look::Primary } else { Look::Plain };
            is_asked |= Push::new(label).name(name).look(look).show(ui).clicked();
        });
        if !missing.is_empty() {
            let text = format!("Still missing: {}", missing.join(", "));
            word(ui, text, medium(size::BODY), colours.waiting);
        }
    });
    ui.add_space(GAP);
    if let (true, true, Some(key)) = (is_asked, missing.is_empty(), view.protect.key()) {
        let path = PathBuf::from(view.path.trim());
        let path = std::path::absolute(&path).unwrap_or(path);
        view.failed = None;
        view.is_making = true;
        out.push(Action::MakeCase { path, key, officer: view.officer.trim().to_owned() });
    }
}

/// What of the other parts still waits, and whether that matters now.
fn waits(ui: &mut Ui, session: &Session) {
    let colours = palette(ui);
    let workspace = session.workspace();
    if workspace.layout().column(Role::Summary).is_none() {
        banner(ui, colours.danger, colours.danger_tint, |ui| {
            ui.label(
                "▲ No column is the summary, so no mention of body-worn video would be found: see Columns",
            );
        });
        return;
    }
    let columns = unsettled_columns(workspace).count() as u64;
    if columns > 0 {
        let columns = words::count(columns, "column is", "columns are");
        muted(
            ui,
            format!(
                "{columns} not settled yet. A column that is released later is searched then, which takes a second \
                 search"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_not_suggested() {
        let folder = tempfile::tempdir().unwrap();
        let usual = folder.path().join("cases.withheld");
        assert_eq!(free(usual.clone()), usual);
        std::fs::write(&usual, "").unwrap();
        assert_eq!(free(usual.clone()), folder.path().join("cases 2.withheld"));
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut view = CaseView::default();
        assert_eq!(view.missing(), ["your name", "where it goes", "how it is protected"]);
        view.officer = "Jane Doe".to_owned();
        view.set_path(Path::new("case.withheld"));
        view.set_key_file(Path::new("case.withheld"));
        assert_eq!(view.missing(), ["another place for the key file than for the case file"]);
        view.set_key_file(Path::new("case.key"));
        assert_eq!(view.missing(), [] as [&str; 0]);
    }

    #[test]
    fn only_what_was_being_made_failed_here() {
        let mut view = CaseView::default();
        assert!(!view.take_failure("cases.csv could not be read"));
        view.is_making = true;
        assert!(view.take_failure("exists already") && view.failed.is_some());
    }
}
