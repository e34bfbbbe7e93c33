//! The force's own letters and law: what is in the folder, what is wrong with it, and which of it is used.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use eframe::egui::{self, Key, Modifiers, ScrollArea, Ui};

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::{GAP, medium, palette, regular, size};
use super::super::widgets::{Look, Push, banner, fact, heading, muted, truncated, visible_bars, word};
use super::super::words;
use super::{modal, taken};
use crate::house::{self, FileState, House, HouseError, WrittenOut, path_of};
use crate::law::{texts_in_use, texts_trouble};
use crate::review::Command;

/// Width of the names of files, in points.
const NAMES: f32 = 168.0;

/// What the folder holds, and what was written to it before.
type Seen = (Option<Result<WrittenOut, String>>, Result<House, HouseError>);

#[derive(Debug)]
pub(in crate::app) struct HouseTexts {
    /// `None` where the system names no place for settings.
    folder: Option<PathBuf>,
    looking: Option<Receiver<Seen>>,
    seen: Option<Seen>,
}

impl HouseTexts {
    pub(in crate::app) fn new(folder: Option<PathBuf>) -> HouseTexts {
        HouseTexts { folder, looking: None, seen: None }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: Option<&Session>, out: &mut Vec<Action>) {
        if self.looking.is_none() && self.seen.is_none() {
            self.look(ctx, false);
        }
        if let Some(seen) = self.looking.as_ref().and_then(|looking| looking.try_recv().ok()) {
            self.looking = None;
            self.seen = Some(seen);
        }
        modal(ctx, "house texts", 700.0, out, |ui, out| {
            heading(ui, "Your force’s own letters and law");
            muted(
                ui,
                "Files in this folder stand in place of the built-in ones. They are read when the program starts; all \
                 of them are used or, if anything is wrong, none",
            );
            fact(ui, "In use", &words::capital(&texts_in_use().to_string()));
            if let Some(session) = session {
                self.of_case(ui, session, out);
            }
            let Some(folder) = self.folder.clone() else {
                muted(
                    ui,
                    "The system names no place for settings: name a folder with --house when you start",
                );
                return self.answers(ui, None, out);
            };
            fact(ui, "Folder", &folder.display().to_string());
            let room = (ui.ctx().content_rect().height() - 360.0).clamp(140.0, 420.0);
            visible_bars(ui);
            ScrollArea::vertical()
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.reset_style();
                    self.state(ui);
                });
            self.answers(ui, Some(folder), out);
        });
    }

    /// Looks at the folder on a thread of its own, as it may lie on a slow drive.
    fn look(&mut self, ctx: &egui::Context, writes: bool) {
        let Some(folder) = self.folder.clone() else { return };
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        thread::spawn(move || {
            let written = writes.then(|| house::write_out(&folder));
            let _ = sender.send((written, house::read(&folder)));
            ctx.request_repaint();
        });
        self.looking = Some(receiver);
    }

    /// Whether the case was argued under other texts, and the way to say that these are seen.
    fn of_case(&self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let workspace = session.workspace();
        if !workspace.has_other_texts() {
            return;
        }
        let colours = palette(ui);
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            let argued = &workspace.paperwork().texts;
            word(
                ui,
                format!("This case was argued under {argued}. Read its letter and its marks again"),
                medium(size::BODY),
                colours.waiting,
            );
            let is_sound = texts_trouble().is_none();
            ui.add_enabled_ui(is_sound, |ui| {
                if Push::new("I have read them: use these texts").show(ui).clicked() {
                    out.push(Action::Review(Command::UseTexts));
                    out.push(Action::CloseDialog);
                }
            });
        });
    }

    fn state(&self, ui: &mut Ui) {
        let colours = palette(ui);
        let Some((written, read)) = &self.seen else {
            muted(ui, "Looking at the folder");
            return;
        };
        match written {
            Some(Ok(told)) => {
                let wrote = words::count(told.written.len() as u64, "file was written", "files were written");
                let left = match told.left.len() as u64 {
                    0 => String::new(),
                    left => format!("; {} left as they are", words::count(left, "was there", "were there")),
                };
                word(ui, format!("✓ {wrote}{left}"), medium(size::BODY), colours.good);
            }
            Some(Err(sentence)) => _ = word(ui, sentence, medium(size::BODY), colours.danger),
            None => {}
        }
        match read {
            Ok(house) => {
                files(ui, house);
                if house.own.used() != *texts_in_use() {
                    ui.add_space(GAP);
                    word(
                        ui,
                        "The folder has changed since the program started. Start it again to use what is there now",
                        medium(size::BODY),
                        colours.waiting,
                    );
                }
            }
            Err(_) if !self.folder.as_ref().is_some_and(|folder| folder.exists()) => {
                muted(ui, "There is no such folder yet: the built-in texts are used");
            }
            Err(error) => {
                word(
                    ui,
                    "None of these files is used, and nothing is released, until this is put right",
                    medium(size::BODY),
                    colours.danger,
                );
                for trouble in &error.troubles {
                    let text = egui::RichText::new(trouble.to_string())
                        .font(regular(size::BODY))
                        .color(colours.text);
                    ui.add(egui::Label::new(text).wrap());
                }
            }
        }
    }

    fn answers(&mut self, ui: &mut Ui, folder: Option<PathBuf>, out: &mut Vec<Action>) {
        ui.add_space(GAP);
        let is_closed = taken(ui, Modifiers::NONE, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if Push::new("Close").key("Esc").look(Look::Primary).show(ui).clicked() || is_closed {
                out.push(Action::CloseDialog);
            }
            let Some(folder) = folder else { return };
            let is_free = self.looking.is_none();
            ui.add_enabled_ui(is_free, |ui| {
                if Push::new("Write out the built-in files").show(ui).clicked() {
                    self.look(&ui.ctx().clone(), true);
                }
                if Push::new("Look again").look(Look::Quiet).show(ui).clicked() {
                    self.look(&ui.ctx().clone(), false);
                }
            });
            if folder.exists() && Push::new("Show the folder").look(Look::Quiet).show(ui).clicked() {
                out.push(Action::ShowFolder(folder));
            }
        });
    }
}

/// What each file is.
fn files(ui: &mut Ui, house: &House) {
    let colours = palette(ui);
    for (file, state) in &house.files {
        let (says, ink) = match state {
            FileState::Missing => ("built in", colours.muted),
            FileState::Same => ("as built in", colours.muted),
            FileState::Own => ("your force’s own", colours.accent),
        };
        ui.horizontal(|ui| {
            ui.allocate_ui(egui::vec2(NAMES, 20.0), |ui| {
                ui.set_min_width(NAMES);
                truncated(ui, &path_of(*file), regular(size::BODY), colours.text);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                word(ui, says, medium(size::SMALL + 1.0), ink);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    truncated(ui, file.about(), regular(size::SMALL + 1.0), colours.muted);
                });
            });
        });
    }
}
