//! The start screen: open a file, go on with a recent one, or practise on the sample.

use std::path::Path;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Sense, Stroke, StrokeKind, Ui};

use super::super::action::Action;
use super::super::dialogs::{Dialog, OpenPath};
use super::super::notice::Notice;
use super::super::settings::Settings;
use super::super::theme::{CARD_CORNER, GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::ui_command::UiCommand;
use super::super::widgets::{Look, Push, banner, muted, push, section, truncated, word};
use super::chrome;

pub(super) fn show(
    ui: &mut Ui,
    settings: &Settings,
    notice: Option<&Notice>,
    is_dropping: bool,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.page).inner_margin(Margin::symmetric(20, 10));
    Panel::bottom("start bottom").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            muted(ui, concat!("Withheld ", env!("CARGO_PKG_VERSION")));
            muted(ui, "· Nothing leaves this computer");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                for command in [UiCommand::ChangeTheme, UiCommand::Help, UiCommand::Palette] {
                    let key = command.key_text();
                    if Push::new(command.short()).key(key).look(Look::Quiet).show(ui).clicked() {
                        out.push(Action::Run(command));
                    }
                }
            });
        });
    });
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| {
        let width = 640.0_f32.min(ui.available_width() - 40.0);
        let height = if settings.recent.is_empty() { 360.0 } else { 520.0 };
        let top = ((ui.available_height() - height) * 0.42).max(16.0);
        let left = (ui.available_width() - width) / 2.0;
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.add_space(top);
            ui.horizontal(|ui| {
                ui.add_space(left);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    content(ui, settings, notice, is_dropping, out);
                });
            });
        });
    });
    if is_dropping {
        chrome::dropping(ui, false);
    }
}

fn content(
    ui: &mut Ui,
    settings: &Settings,
    notice: Option<&Notice>,
    is_dropping: bool,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    word(ui, "Withheld", semibold(size::HERO), colours.text);
    word(
        ui,
        "Turn a case spreadsheet into a disclosure that is proven to leak nothing",
        regular(size::READING),
        colours.muted,
    );
    ui.add_space(ROOM);
    if let Some(notice) = notice {
        banner(ui, colours.danger, colours.danger_tint, |ui| {
            ui.label(egui::RichText::new(&notice.text).font(medium(size::BODY)));
        });
        ui.add_space(GAP);
    }
    drop_area(ui, is_dropping, out);
    ui.add_space(ROOM);
    if !settings.recent.is_empty() {
        section(ui, "Recent");
        Frame::new()
            .fill(colours.surface)
            .stroke(Stroke::new(1.0, colours.line))
            .corner_radius(CARD_CORNER)
            .inner_margin(Margin::same(6))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                for path in &settings.recent {
                    recent(ui, path, out);
                }
            });
        ui.add_space(ROOM);
    }
    ui.horizontal(|ui| {
        if push(ui, "Open the sample", Look::Plain).clicked() {
            out.push(Action::Run(UiCommand::OpenSample));
        }
        muted(ui, "240 made-up entries to practise on. Nothing of it is saved");
    });
}

fn drop_area(ui: &mut Ui, is_dropping: bool, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 150.0), Sense::hover());
    let edge = if is_dropping { colours.accent } else { colours.edge };
    ui.painter().rect_filled(rect, CARD_CORNER, colours.surface);
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    if is_dropping {
        ui.painter().rect_stroke(rect, CARD_CORNER, Stroke::new(2.0, edge), StrokeKind::Inside);
    } else {
        ui.painter().extend(egui::Shape::dashed_line(&corners, Stroke::new(1.0, edge), 6.0, 4.0));
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink(ROOM)));
    inner.vertical_centered(|ui| {
        ui.add_space(10.0);
        word(ui, "Drop a spreadsheet or a case file here", medium(size::READING), colours.text);
        muted(ui, "XLSX, XLSM, XLSB, ODS, CSV, TSV, or .withheld");
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            // Both buttons side by side in the middle.
            ui.add_space(((ui.available_width() - 250.0) / 2.0).max(0.0));
            if Push::new("Open…").key(UiCommand::Open.key_text()).look(Look::Primary).show(ui).clicked() {
                out.push(Action::Run(UiCommand::Open));
            }
            if push(ui, "Type a path…", Look::Plain).clicked() {
                out.push(Action::Dialog(Dialog::OpenPath(OpenPath::default())));
            }
        });
    });
}

fn recent(ui: &mut Ui, path: &Path, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 34.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Open {name}")));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, colours.sunken);
    }
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 0.0))));
    row.horizontal_centered(|ui| {
        word(ui, words_of(&name), medium(size::BODY), colours.text);
        truncated(ui, &folder, regular(size::SMALL + 1.0), colours.muted);
    });
    if response.clicked() {
        out.push(Action::Open(path.to_owned()));
    }
}

fn words_of(name: &str) -> String {
    super::super::words::snippet(name, 48)
}
