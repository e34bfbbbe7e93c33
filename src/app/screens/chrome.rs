//! What stands around every screen: the steps and the clock above, the saving and the last act below.

use eframe::egui::{self, Align, CentralPanel, Frame, Layout, Margin, Panel, Sense, Stroke, StrokeKind, Ui};
use strum::IntoEnumIterator;

use super::super::action::{Action, Screen};
use super::super::intake::Intake;
use super::super::notice::{News, Notice};
use super::super::session::Session;
use super::super::theme::{CORNER, GAP, medium, palette, regular, semibold, size};
use super::super::ui_command::UiCommand;
use super::super::widgets::{Look, Push, heading, key_cap, keyed, muted, push, tag, truncated, word};
use super::super::{steps, time, words};

/// The sign, the reference, the steps, how far the work is, and the clock.
pub(super) fn top(ui: &mut Ui, screen: Screen, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(14, 6));
    Panel::top("top").frame(frame).exact_size(44.0).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            logo(ui, size::BODY + 1.0);
            tag(ui, "WORKING COPY", colours.on_working, colours.working);
            let reference = session.workspace().request().reference.trim();
            let has_room = ui.available_width() > 760.0;
            // In place of the reference, which is made up and must not be taken for that of a case.
            if has_room && session.is_practice() {
                tag(ui, "SAMPLE", colours.waiting, colours.waiting_tint);
            } else if has_room && !reference.is_empty() {
                ui.add_space(2.0);
                let width =
                    ui.painter().layout_no_wrap(reference.to_owned(), regular(13.0), colours.muted).size().x;
                ui.allocate_ui(egui::vec2(width.min(150.0) + 1.0, 20.0), |ui| {
                    truncated(ui, reference, regular(13.0), colours.muted);
                });
            }
            ui.spacing_mut().item_spacing.x = if ui.available_width() < 700.0 { 0.0 } else { 2.0 };
            ui.add_space(4.0);
            for step in Screen::iter() {
                if step_button(ui, step, screen == step, steps::is_done(step, session)).clicked() {
                    out.push(Action::Show(step));
                }
            }
            ui.spacing_mut().item_spacing.x = GAP;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| right(ui, session));
        });
    });
}

fn logo(ui: &mut Ui, height: f32) {
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(height * 0.8, height * 0.8), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, colours.text);
    word(ui, "Withheld", semibold(height), colours.text);
}

fn step_button(ui: &mut Ui, step: Screen, is_here: bool, is_done: bool) -> egui::Response {
    let colours = palette(ui);
    // No number: 1, 2 and 3 answer the question of misuse.
    let sign = if is_done { "✓" } else { "○" }.to_owned();
    let (ink, fill, font) = if is_here {
        (colours.accent, colours.accent_tint, semibold(size::BODY))
    } else {
        (colours.text, egui::Color32::TRANSPARENT, regular(size::BODY))
    };
    let sign_ink = if is_done { colours.good } else { ink };
    let sign = ui.painter().layout_no_wrap(sign, font.clone(), sign_ink);
    let title = ui.painter().layout_no_wrap(step.title().to_owned(), font, ink);
    let wanted = egui::vec2(sign.size().x + 5.0 + title.size().x + 14.0, 30.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| {
        let state = if is_done { format!("{}, done", step.title()) } else { step.title().to_owned() };
        egui::WidgetInfo::selected(egui::Role::Button, true, is_here, state)
    });
    let fill = if response.hovered() && !is_here { colours.sunken } else { fill };
    ui.painter().rect_filled(rect, CORNER, fill);
    let y = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let x = rect.min.x + 7.0;
    let title_x = x + sign.size().x + 5.0;
    ui.painter().galley(egui::pos2(x, y(&sign)), sign, sign_ink);
    ui.painter().galley(egui::pos2(title_x, y(&title)), title, ink);
    if response.has_focus() {
        let ring = Stroke::new(2.0, colours.accent);
        ui.painter().rect_stroke(rect.expand(1.0), CORNER, ring, StrokeKind::Outside);
    }
    response.on_hover_text(step.command().key_text())
}

/// Room for how far the work is, in points.
const BESIDE_CLOCK: f32 = 260.0;

/// From the right edge: the clock, how far the work is.
fn right(ui: &mut Ui, session: &Session) {
    let colours = palette(ui);
    if ui.available_width() < 130.0 {
        return;
    }
    let state = session.workspace().clock_state();
    if let Some(clock) = time::clock_line(state, time::today(time::now())) {
        let ink = if clock.is_late { colours.danger } else { colours.muted };
        let font = medium(size::SMALL + 1.0);
        let full = ui.painter().layout_no_wrap(clock.text.clone(), font.clone(), ink).size().x;
        // How far the work is has its place too.
        let has_room = full + BESIDE_CLOCK < ui.available_width();
        word(ui, if has_room { clock.text } else { clock.short }, font, ink).on_hover_text(format!(
            "The clock is {}. Its days are kept in Reasons, under Time and clock",
            state.words()
        ));
        ui.add_space(GAP);
    }
    if let Some(searching) = &session.searching {
        let share = f64::from(searching.rows_done()) / f64::from(searching.rows.max(1));
        ui.add(egui::Spinner::new().size(14.0));
        muted(ui, format!("Searching {:.0} %", share * 100.0));
        return;
    }
    let counts = session.index.counts();
    if !session.workspace().is_detected() || counts.entries == 0 || ui.available_width() < 90.0 {
        return;
    }
    let decided = counts.decided + counts.undecided;
    let percent = (counts.decided * 100).checked_div(decided).unwrap_or(100);
    let forecast = forecast(session);
    let of_read = f64::from(counts.read) / f64::from(counts.entries);
    two_bars(ui, of_read, percent as f64 / 100.0, forecast.as_deref());
    let (read, all) = (words::grouped(counts.read.into()), words::grouped(counts.entries.into()));
    let mut text = format!("{read} / {all} read");
    if ui.available_width() > 190.0 {
        text += &format!(" · {percent} % decided");
    }
    if ui.available_width() > 90.0 {
        muted(ui, text);
    }
}

/// How much is read, and below it how much is decided.
fn two_bars(ui: &mut Ui, read: f64, decided: f64, forecast: Option<&str>) {
    let colours = palette(ui);
    let (both, response) = ui.allocate_exact_size(egui::vec2(70.0, 12.0), Sense::hover());
    for (share, top) in [(read, both.min.y), (decided, both.min.y + 7.0)] {
        let bar = egui::Rect::from_min_size(egui::pos2(both.min.x, top), egui::vec2(both.width(), 5.0));
        ui.painter().rect_filled(bar, 2.5, colours.line);
        let filled = bar.with_max_x(bar.min.x + bar.width() * share.clamp(0.0, 1.0) as f32);
        ui.painter().rect_filled(filled, 2.5, colours.good);
    }
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let said = format!("Read {}, decided {}", percent(read), percent(decided));
    let said = forecast.map_or(said.clone(), |forecast| format!("{said}. {forecast}"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, said.clone()));
    response.on_hover_text(said);
}

/// How long the entries that are left take to read at the pace so far, against the day the answer is due.
pub(super) fn forecast(session: &Session) -> Option<String> {
    let counts = session.index.counts();
    let deadline = session.workspace().clock_state().deadline();
    let left = counts.entries.saturating_sub(counts.read);
    let forecast = session.pace.forecast(left, time::today(time::now()), deadline)?;
    Some(words::forecast(forecast, deadline))
}

/// The saving, the last act with Undo, news, and the keys of the screen.
pub(super) fn bottom(
    ui: &mut Ui,
    screen: Screen,
    session: &Session,
    came_from: Option<Screen>,
    notice: Option<&Notice>,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(14, 2));
    if let Some(notice) = notice {
        let (ink, fill, sign) = match notice.news {
            News::Done => (colours.good, colours.good_tint, "✓"),
            News::Refused => (colours.waiting, colours.waiting_tint, "●"),
            News::Trouble => (colours.danger, colours.danger_tint, "▲"),
        };
        let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(14, 7));
        Panel::bottom("notice").frame(frame).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                word(ui, sign, medium(size::BODY), ink);
                word(ui, &notice.text, medium(size::BODY), ink);
                if notice.offer.is_some() {
                    keyed(ui, UiCommand::TakeOffer, Look::Plain, out);
                }
            });
        });
    }
    if let Some(cause) = &session.saving.failed {
        not_saved(ui, session, cause);
    }
    Panel::bottom("bottom").frame(frame).exact_size(34.0).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            if let Some(from) = came_from {
                let label = format!("Back to {}", from.title());
                if Push::new(&label).key(UiCommand::GoBack.key_text()).show(ui).clicked() {
                    out.push(Action::Run(UiCommand::GoBack));
                }
            }
            saving(ui, session, out);
            if let Some(act) = session.workspace().last_act() {
                let act = words::act(session.workspace(), act);
                word(ui, words::snippet(&act, 64), regular(size::SMALL + 1.0), colours.muted);
                if Push::new("Undo").key(UiCommand::Undo.key_text()).look(Look::Quiet).show(ui).clicked() {
                    out.push(Action::Run(UiCommand::Undo));
                }
            }
            if session.workspace().can_redo()
                && Push::new("Redo").key(UiCommand::Redo.key_text()).look(Look::Quiet).show(ui).clicked()
            {
                out.push(Action::Run(UiCommand::Redo));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| keys(ui, screen));
        });
    });
}

/// Why the last decisions are not saved, as long as they are not: what happened, where, and what to do.
fn not_saved(ui: &mut Ui, session: &Session, cause: &str) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.danger_tint).inner_margin(Margin::symmetric(14, 7));
    Panel::bottom("not saved").frame(frame).show(ui, |ui| {
        let tried = session.saving.tried_at.map(time::clock);
        let tried = tried.map_or_else(String::new, |at| format!(" Last tried at {at}."));
        let kept = "Until then it is kept in this window only: do not close it.";
        let text = egui::RichText::new(format!("▲ {cause} {kept}{tried}"));
        let text = text.font(medium(size::BODY)).color(colours.danger);
        ui.add(egui::Label::new(text).wrap());
    });
}

fn saving(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let saving = &session.saving;
    let small = size::SMALL + 1.0;
    if let Some(cause) = &saving.failed {
        word(ui, "▲ Not saved", semibold(small), colours.danger).on_hover_text(cause);
        if push(ui, "Try again", Look::Plain).clicked() {
            out.push(Action::RetrySaving);
        }
        return;
    }
    match session.path() {
        None if session.is_practice() => {
            word(ui, "Sample: nothing is saved", medium(small), colours.waiting)
                .on_hover_text("Made-up data to practise on. Load makes a case file of it");
        }
        None => {
            word(ui, "No case file yet: nothing is saved", medium(small), colours.waiting);
        }
        Some(_) if !saving.is_done() => {
            word(ui, "Saving…", medium(small), colours.muted);
        }
        Some(path) => {
            let text = saving
                .at
                .map_or_else(|| "All is saved".to_owned(), |at| format!("Saved {}", time::clock(at)));
            word(ui, text, medium(small), colours.good).on_hover_text(path.display().to_string());
        }
    }
    if session.protection() == Some(crate::store::Protection::None) {
        word(ui, "Not protected", regular(small), colours.muted)
            .on_hover_text("This case file has no passphrase: whoever has the file can read it");
    }
}

/// From the right edge: what the keys of the screen do.
fn keys(ui: &mut Ui, screen: Screen) {
    let shown: &[(&str, UiCommand)] = match screen {
        Screen::Review => &[
            ("commands", UiCommand::Palette),
            ("as disclosed", UiCommand::AsDisclosed),
            ("exemption", UiCommand::Exemption),
            ("keep", UiCommand::Keep),
            ("redact", UiCommand::Redact),
            ("entry", UiCommand::NextEntry),
            ("suggestion", UiCommand::NextSuggestion),
        ],
        Screen::People => &[
            ("commands", UiCommand::Palette),
            ("tell apart", UiCommand::TellApart),
            ("join", UiCommand::JoinPerson),
            ("exemption", UiCommand::Exemption),
            ("tick", UiCommand::TickPlace),
            ("keep", UiCommand::Keep),
            ("redact", UiCommand::Redact),
            ("next", UiCommand::NextPerson),
        ],
        Screen::Scope => &[
            ("commands", UiCommand::Palette),
            ("whole case", UiCommand::WholeCase),
            ("unclear", UiCommand::MisuseUnclear),
            ("no misuse", UiCommand::MisuseNo),
            ("misuse", UiCommand::MisuseYes),
            ("out", UiCommand::ScopeOut),
            ("in", UiCommand::ScopeIn),
            ("entry", UiCommand::NextRow),
        ],
        Screen::Reasons => &[
            ("commands", UiCommand::Palette),
            ("save", UiCommand::KeepWords),
            ("part", UiCommand::NextPart),
            ("next missing", UiCommand::NextMissing),
        ],
        Screen::Load | Screen::Disclose => &[("commands", UiCommand::Palette), ("keys", UiCommand::Help)],
    };
    ui.spacing_mut().item_spacing.x = 5.0;
    for (text, command) in shown {
        if ui.available_width() < 110.0 {
            break;
        }
        muted(ui, *text);
        key_cap(ui, &command.key_text());
        ui.add_space(4.0);
    }
}

/// Something is being read, opened or made: how far it is, and how to stop it.
pub(super) fn waiting(ui: &mut Ui, intake: &Intake, out: &mut Vec<Action>) {
    let colours = palette(ui);
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.36);
            heading(ui, &intake.what);
            ui.add_space(GAP);
            match intake.progress() {
                Some(share) => {
                    ui.add(egui::ProgressBar::new(share).desired_width(320.0).desired_height(8.0));
                }
                None => {
                    ui.add(egui::Spinner::new().size(22.0));
                }
            }
            ui.add_space(GAP);
            let is_stopping = intake.cancel.is_cancelled();
            ui.add_enabled_ui(!is_stopping, |ui| {
                if Push::new(if is_stopping { "Stopping…" } else { "Stop" }).key("Esc").show(ui).clicked() {
                    out.push(Action::StopWaiting);
                }
            });
        });
    });
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        out.push(Action::StopWaiting);
    }
}

/// A file is held over the window.
pub(super) fn dropping(ui: &Ui, is_evidence: bool) {
    let colours = palette(ui);
    let rect = ui.ctx().content_rect();
    let painter =
        ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("dropping")));
    painter.rect_filled(rect, 0.0, colours.accent_tint.gamma_multiply(0.92));
    painter.rect_stroke(rect.shrink(12.0), 10.0, Stroke::new(2.0, colours.accent), StrokeKind::Inside);
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        if is_evidence { "Drop the file to attach it as evidence" } else { "Drop the file to open it" },
        semibold(size::TITLE),
        colours.accent,
    );
}
