//! The release, on the right: where to and as what, how far it is, how it ended.

use eframe::egui::{self, Frame, Margin, Panel, ScrollArea, Ui};

use super::super::super::action::{Action, Browse, ReasonsGoal, ReasonsPart};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, regular, semibold, size};
use super::super::super::time;
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    Look, Push, banner, field_label, heading, muted, push, row_line, section, word,
};
use super::form::{Running, of_cases};
use super::refused::refused;
use super::{DiscloseView, Pane, Part};
use crate::disclose::{FORMATS, PackReport};
use crate::review::Command;

pub(super) fn show(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    if view.running.is_none() {
        let foot = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(16, 12));
        Panel::bottom("release foot").frame(foot).show(ui, |ui| press(ui, view, session, out));
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            if let Some(running) = &view.running {
                progress(ui, running);
                return;
            }
            heading(ui, "Release");
            if let Some(report) = view.released.last() {
                let report = report.clone();
                released(ui, view, &report, out);
            }
            refused(ui, view, session, out);
            form(ui, view, session, out);
        });
    });
}

/// The button, and beside it what keeps it from being pressed.
fn press(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let reasons = view.reasons(session);
    let counts = session.index.counts();
    if reasons.is_empty() {
        word(ui, of_cases(counts.entries.into(), counts.cases.into()), medium(size::BODY), colours.good);
    } else {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for reason in &reasons {
                ui.add(
                    egui::Label::new(
                        egui::RichText::new(format!("● {reason}"))
                            .font(medium(size::SMALL + 1.0))
                            .color(colours.waiting),
                    )
                    .wrap(),
                );
            }
        });
    }
    ui.add_enabled_ui(reasons.is_empty(), |ui| {
        let button = Push::new(UiCommand::Release.short())
            .key(UiCommand::Release.key_text())
            // A pale primary button could not be read, and after a release the next thing to do is to
            // look at it.
            .look(if reasons.is_empty() && view.released.is_empty() { Look::Primary } else { Look::Plain })
            .width(ui.available_width())
            .show(ui);
        if button.clicked() {
            out.push(Action::Run(UiCommand::Release));
        }
    });
}

fn form(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    ui.add_space(4.0);
    if session.path().is_none() {
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            word(
                ui,
                "For practice: without a case file nothing of the release is recorded",
                medium(size::SMALL + 1.0),
                colours.waiting,
            );
        });
    }
    let label = ui
        .horizontal(|ui| {
            let label = field_label(ui, "Release folder");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if push(ui, "Browse…", Look::Quiet).clicked() {
                    out.push(Action::Browse(Browse::ReleaseFolder));
                }
            });
            label
        })
        .inner;
    let edit = egui::TextEdit::singleline(&mut view.form.folder)
        .hint_text("A new folder")
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(9, 6));
    let folder = ui.add(edit).labelled_by(label.id);
    // A long path is cut off in the field.
    let folder = folder.on_hover_text(view.form.out_dir().display().to_string());
    if folder.changed() {
        view.form.is_chosen = true;
    }
    if view.wants_pane == Some(Pane::Release) {
        view.wants_pane = None;
        folder.request_focus();
    }
    ui.add_space(4.0);
    field_label(ui, "Formats");
    ui.horizontal_wrapped(|ui| {
        for format in FORMATS {
            let mut is_on = !view.form.left_out.contains(&format.name);
            if ui.checkbox(&mut is_on, format.name.to_uppercase()).changed() {
                view.form.left_out.retain(|name| *name != format.name);
                if !is_on {
                    view.form.left_out.push(format.name);
                }
            }
            ui.add_space(GAP);
        }
    });
    ui.add_space(4.0);
    field_label(ui, "Marks");
    let mut has_role_names = session.workspace().has_role_names();
    if ui.checkbox(&mut has_role_names, "Role names in marks").changed() {
        out.push(Action::Review(Command::RoleNames(has_role_names)));
    }
    muted(
        ui,
        "A mark says who was meant, as [Officer A], the same within a case and never across cases. Where that cannot \
         be told it shows the exemption",
    );
    ui.add_space(4.0);
    field_label(ui, "Notice");
    let mut is_wanted = session.workspace().paperwork().notice_wanted;
    ui.horizontal_wrapped(|ui| {
        if ui.checkbox(&mut is_wanted, "A refusal notice goes with the release").changed() {
            out.push(Action::Review(Command::NoticeWanted(is_wanted)));
        }
        if push(ui, "See the notice", Look::Quiet).clicked() {
            out.push(Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Notice)));
        }
    });
    if !is_wanted {
        muted(
            ui,
            "Where anything is withheld, section 17 asks for a notice. Without it the legal checks keep nothing back: \
             leave it off only if the notice is written elsewhere",
        );
    }
    for (words, reason) in session.workspace().words_in_reference() {
        ui.add_space(4.0);
        field_label(ui, "Reference");
        muted(ui, format!("“{}” is withheld in the table and stays part of it: {reason}", words));
    }
    ui.add_space(4.0);
    field_label(ui, "Who releases");
    word(ui, &session.officer, regular(size::BODY), colours.text);
    muted(ui, "As given by yourself; nobody has checked it. It stays out of what is released");
    ui.add_space(4.0);
    field_label(ui, "What is written");
    section(ui, "In the release folder");
    files(ui, &view.form.names(session));
    section(ui, "Beside it");
    files(ui, &[view.form.internal_name().unwrap_or_else(|| "internal".to_owned())]);
    word(
        ui,
        "It holds withheld words and stays with the force. Never send it",
        medium(size::SMALL + 1.0),
        colours.danger,
    );
}

fn files(ui: &mut Ui, names: &[String]) {
    let colour = palette(ui).text;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for name in names {
            ui.add(
                egui::Label::new(egui::RichText::new(name).font(regular(size::SMALL + 1.0)).color(colour))
                    .wrap(),
            );
        }
    });
}

fn progress(ui: &mut Ui, running: &Running) {
    let colours = palette(ui);
    heading(ui, "Releasing");
    ui.add(egui::ProgressBar::new(running.share()).desired_height(8.0));
    ui.add_space(4.0);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        for (at, stage) in running.stages.iter().enumerate() {
            let is_last = at + 1 == running.stages.len();
            let (sign, font, ink) = if is_last {
                ("●", medium(size::BODY), colours.text)
            } else {
                ("✓", regular(size::BODY), colours.muted)
            };
            word(ui, format!("{sign} {stage}"), font, ink);
        }
    });
    ui.add_space(GAP);
    let is_stopping = running.cancel.is_cancelled();
    ui.add_enabled_ui(!is_stopping, |ui| {
        if push(ui, if is_stopping { "Stopping…" } else { "Stop" }, Look::Plain).clicked() {
            running.cancel.cancel();
        }
    });
    muted(ui, "Nothing stands under the final names until all of it is proven");
}

/// What was released last since the case was opened.
fn released(ui: &mut Ui, view: &mut DiscloseView, report: &PackReport, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let public = &report.certificate.public;
    banner(ui, colours.good, colours.good_tint, |ui| {
        let when = time::moment(public.released_at);
        word(ui, format!("✓ Released on {when}"), semibold(size::BODY), colours.good);
        word(ui, of_cases(public.entries, public.cases), regular(size::BODY), colours.text);
        ui.horizontal_wrapped(|ui| {
            // Buttons keep their own colours.
            ui.visuals_mut().override_text_color = None;
            if push(ui, "Show the release folder", Look::Primary).clicked() {
                out.push(Action::ShowFolder(report.release.clone()));
            }
            if view.part != Part::Certificate && push(ui, "See the certificate", Look::Plain).clicked() {
                view.part = Part::Certificate;
            }
        });
    });
    if view.released.len() > 1 {
        for earlier in view.released.iter().rev().skip(1) {
            let name = earlier.release.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let when = time::moment(earlier.certificate.public.released_at);
            muted(ui, format!("Released on {when}: {name}"));
        }
    }
    ui.add_space(4.0);
    row_line(ui);
}
