//! What stands over the screens until it is answered. Escape closes each of them and changes nothing.

mod attach;
mod choices;
mod choose_newer;
mod compare;
mod defence_sheet;
mod go_to;
mod help;
mod history;
mod house_texts;
mod key;
mod newer;
mod open_path;
mod palette;
mod password;
mod path_field;
mod picker;
mod release;
mod remark;
mod same;
mod save_paper;
mod settle_lints;
mod settle_open;
mod unsaved;
mod withhold;
mod your_words;

use eframe::egui::{self, Frame, Id, Key, Margin, Modal, Modifiers, Ui};

use super::action::Action;
use super::session::Session;
use super::theme::{self, CARD_CORNER, ROOM};

pub(super) use attach::AttachFile;
pub(super) use choose_newer::ChooseNewer;
pub(super) use compare::{Compare, counts};
pub(super) use go_to::GoTo;
pub(super) use help::Help;
pub(super) use history::History;
pub(super) use house_texts::HouseTexts;
pub(super) use key::KeyDialog;
pub(super) use newer::NewerReport;
pub(super) use open_path::OpenPath;
pub(super) use palette::Palette;
pub(super) use password::PasswordDialog;
pub(super) use picker::{Picker, Picking};
pub(super) use release::ConfirmRelease;
pub(super) use remark::Remark;
pub(super) use same::Same;
pub(super) use save_paper::SavePaper;
pub(super) use settle_lints::SettleLints;
pub(super) use settle_open::SettleOpen;
pub(super) use unsaved::Unsaved;
pub(super) use withhold::Withhold;
pub(super) use your_words::{WordList, YourWords};

/// A dialog with what has been typed and chosen in it so far.
#[derive(Debug)]
pub(super) enum Dialog {
    Palette(Palette),
    GoTo(GoTo),
    Help(Help),
    History(History),
    HouseTexts(HouseTexts),
    Picker(Picker),
    Same(Same),
    Compare(Compare),
    Withhold(Withhold),
    Key(KeyDialog),
    Password(PasswordDialog),
    ChooseNewer(ChooseNewer),
    NewerReport(Box<NewerReport>),
    OpenPath(OpenPath),
    SettleOpen(SettleOpen),
    SettleLints(SettleLints),
    Release(ConfirmRelease),
    Remark(Remark),
    SavePaper(SavePaper),
    Attach(AttachFile),
    Unsaved(Unsaved),
    YourWords(Box<YourWords>),
}

impl Dialog {
    /// Draws it, and says what it asks for.
    pub(super) fn show(
        &mut self,
        ctx: &egui::Context,
        session: Option<&Session>,
        here: super::keys::Here,
        out: &mut Vec<Action>,
    ) {
        match self {
            Dialog::Palette(palette) => palette.show(ctx, here, out),
            Dialog::GoTo(go_to) => {
                if let Some(session) = session {
                    go_to.show(ctx, session, here, out);
                }
            }
            Dialog::Help(help) => help.show(ctx, out),
            Dialog::History(history) => {
                if let Some(session) = session {
                    history.show(ctx, session, out);
                }
            }
            Dialog::HouseTexts(texts) => texts.show(ctx, session, out),
            Dialog::Picker(picker) => {
                if let Some(session) = session {
                    picker.show(ctx, session, out);
                }
            }
            Dialog::Same(same) => {
                if let Some(session) = session {
                    same.show(ctx, session, out);
                }
            }
            Dialog::Compare(compare) => {
                if let Some(session) = session {
                    compare.show(ctx, session, out);
                }
            }
            Dialog::Withhold(withhold) => {
                if let Some(session) = session {
                    withhold.show(ctx, session, out);
                }
            }
            Dialog::Key(key) => key.show(ctx, out),
            Dialog::Password(password) => password.show(ctx, out),
            Dialog::ChooseNewer(choose) => choose.show(ctx, out),
            Dialog::NewerReport(report) => {
                if let Some(session) = session {
                    report.show(ctx, session, out);
                }
            }
            Dialog::OpenPath(open) => open.show(ctx, out),
            Dialog::SettleOpen(settle) => settle.show(ctx, out),
            Dialog::SettleLints(settle) => settle.show(ctx, out),
            Dialog::Release(release) => release.show(ctx, out),
            Dialog::Remark(remark) => remark.show(ctx, out),
            Dialog::SavePaper(save) => {
                if let Some(session) = session {
                    save.show(ctx, session, out);
                }
            }
            Dialog::Attach(attach) => attach.show(ctx, out),
            Dialog::Unsaved(unsaved) => unsaved.show(ctx, out),
            Dialog::YourWords(words) => {
                if let Some(session) = session {
                    words.show(ctx, session, out);
                }
            }
        }
    }
}

/// The frame of every dialog. Asks to close it on Escape and on a click beside it.
fn modal<R>(
    ctx: &egui::Context,
    name: &str,
    width: f32,
    out: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>) -> R,
) -> R {
    let dark = ctx.theme() == egui::Theme::Dark;
    let style = ctx.global_style();
    let frame = Frame::new()
        .fill(style.visuals.window_fill)
        .stroke(style.visuals.window_stroke)
        .shadow(style.visuals.window_shadow)
        .corner_radius(CARD_CORNER)
        .inner_margin(Margin::same(ROOM as i8 + 2));
    let room = ctx.content_rect().width() - 4.0 * ROOM;
    let backdrop = egui::Color32::from_black_alpha(if dark { 150 } else { 90 });
    let shown = Modal::new(Id::unique(name)).frame(frame).backdrop_color(backdrop).show(ctx, |ui| {
        ui.set_width(width.min(room));
        content(ui, out)
    });
    if shown.should_close() {
        out.push(Action::CloseDialog);
    }
    shown.inner
}

/// Takes a key before a field gets it. Enter and Space belong to a button that has the keyboard, such
/// as Cancel; and held down they count once, so that what opened a dialog does not answer it too.
fn taken(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let answers = matches!(key, Key::Enter | Key::Space);
    let is_on_button = ui.memory(|memory| memory.focused()).is_some() && !ui.ctx().text_edit_focused();
    if answers && is_on_button {
        return false;
    }
    let mut is_taken = false;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key { key: pressed, pressed: true, repeat, modifiers: held, .. } = event else {
                return true;
            };
            if *pressed != key || !held.matches_exact(modifiers) {
                return true;
            }
            is_taken |= !(answers && *repeat);
            false
        });
    });
    is_taken
}

/// Moves a chosen row with the arrows and page keys; where none is chosen yet, to the first.
fn move_choice(ui: &Ui, at: &mut Option<usize>, count: usize) {
    let last = count.saturating_sub(1);
    for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 8), (Key::PageUp, -8)] {
        if taken(ui, Modifiers::NONE, key) {
            *at = Some(at.map_or(0, |at| at.saturating_add_signed(step)));
        }
    }
    *at = at.map(|at| at.min(last));
}

/// Brings the chosen row into view when it became the chosen one; asking in every frame would keep the
/// window drawing for ever.
fn reveal(row: &egui::Response, at: usize, revealed: &mut Option<usize>) {
    if *revealed != Some(at) {
        *revealed = Some(at);
        row.scroll_to_me(None);
    }
}

/// The field in which one types to find something; it has the keyboard from the start, and Tab leads
/// on from it.
fn query_field(ui: &mut Ui, query: &mut String, hint: &str, had_focus: &mut bool) {
    let response = ui.add(
        egui::TextEdit::singleline(query)
            .hint_text(hint.to_owned())
            .desired_width(f32::INFINITY)
            .font(theme::regular(theme::size::READING))
            .margin(Margin::symmetric(10, 8)),
    );
    if !*had_focus {
        response.request_focus();
        *had_focus = true;
    }
}

/// The row at this place of a list one chooses from.
fn choice_row(
    ui: &mut Ui,
    at: usize,
    is_chosen: bool,
    name: &str,
    content: impl FnOnce(&mut Ui),
) -> egui::Response {
    let colours = theme::palette(ui);
    let fill = if is_chosen { colours.accent_tint } else { egui::Color32::TRANSPARENT };
    let inner = Frame::new()
        .fill(fill)
        .corner_radius(theme::CORNER)
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    let response =
        ui.interact(inner.response.rect, ui.unique_id().with(("choice", at)), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, name));
    if response.hovered() && !is_chosen {
        let edge = egui::Stroke::new(1.0, colours.line);
        ui.painter().rect_stroke(inner.response.rect, theme::CORNER, edge, egui::StrokeKind::Inside);
    }
    response
}
