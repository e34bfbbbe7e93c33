//! Everything known of one person, number, address or contact, and every place in context with its tick.

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Sense, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    Push, banner, focus_ring, heading, in_context, long_list, muted, truncated, word,
};
use super::super::super::words;
use super::super::review::reference;
use super::{PeopleView, concern, list, reading_id};
use crate::review::{Decision, Distinct, Mention};

/// Height of a place, in points.
const PLACE: f32 = 38.0;

pub(super) fn show(ui: &mut Ui, view: &mut PeopleView, session: &Session, out: &mut Vec<Action>) {
    let Some((_, one)) = view.shown(session) else { return };
    let head = Frame::new().inner_margin(Margin { left: 24, right: 20, top: 18, bottom: 10 });
    Panel::top("person head").frame(head).show_separator_line(false).show(ui, |ui| {
        if view.joining.is_some() {
            joining(ui, view, session, out);
        }
        about(ui, session, one);
        follow_height(ui);
    });
    let inner = Frame::new().inner_margin(Margin { left: 16, right: 6, top: 0, bottom: 6 });
    CentralPanel::default().frame(inner).show(ui, |ui| rows(ui, view, session, one));
}

/// A head is as tall as its words were a frame ago: where they are others now, one more frame is drawn.
fn follow_height(ui: &Ui) {
    let (id, height) = (ui.scope_id().with("height"), ui.min_rect().height().round());
    let before = ui.data_mut(|data| data.get_temp_mut_or_default::<f32>(id).to_owned());
    if (before - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, height));
        ui.ctx().request_repaint();
    }
}

fn joining(ui: &mut Ui, view: &mut PeopleView, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let people = session.gathering.people();
    let joined = view.joining.and_then(|place| people.at(place)).and_then(|at| people.all().get(at));
    let title = joined.map_or("", |one| one.title(session.workspace().sheet()).expose());
    banner(ui, colours.accent, colours.accent_tint, |ui| {
        ui.horizontal_wrapped(|ui| {
            let sentence = format!(
                "Joining “{}”: go to the one it is the same as, then press {}",
                words::snippet(title, 40),
                UiCommand::JoinPerson.key_text()
            );
            word(ui, sentence, semibold(size::BODY), colours.accent);
            for command in [UiCommand::JoinPerson, UiCommand::StopJoining] {
                let label =
                    if command == UiCommand::JoinPerson { "Join with this one" } else { command.short() };
                if Push::new(label).key(command.key_text()).show(ui).clicked() {
                    out.push(Action::Run(command));
                }
            }
        });
    });
    ui.add_space(GAP);
}

/// Its name, its other writings, and why it stands where it stands.
fn about(ui: &mut Ui, session: &Session, one: &Distinct) {
    /// More than this is told by number.
    const MOST: usize = 12;
    let colours = palette(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    heading(ui, &words::snippet(one.title(session.workspace().sheet()).expose(), 120));
    let places = words::count(one.mentions.len() as u64, "place", "places");
    let cases = words::count(one.case_count(), "case", "cases");
    word(ui, format!("{} · {places} in {cases}", list::sort(one)), regular(size::BODY), colours.muted);
    if !one.shapes().is_empty() {
        let shapes = one.shapes().iter().take(MOST).map(|shape| words::snippet(shape.expose(), 40));
        let mut line = shapes.collect::<Vec<_>>().join(" · ");
        if let Some(more) = one.shapes().len().checked_sub(MOST).filter(|more| *more > 0) {
            line += &format!(" and {more} more");
        }
        word(ui, format!("With it: {line}"), regular(size::BODY), colours.text);
    }
    if !one.one_of().is_empty() {
        let names: Vec<String> = one.one_of().iter().map(|name| words::snippet(name.expose(), 40)).collect();
        word(ui, format!("Which one? {}", names.join(" or ")), semibold(size::BODY), colours.waiting);
    }
    let said = one.cells().first().map(|cell| {
        let heading =
            session.workspace().sheet().columns().get(usize::from(cell.column)).map_or("", |c| c.heading());
        format!("Stands in the column “{}”", words::snippet(heading, 40))
    });
    let concerns = one.concerns.iter().map(concern).chain(said);
    muted(ui, concerns.collect::<Vec<_>>().join(" · "));
}

fn rows(ui: &mut Ui, view: &mut PeopleView, session: &Session, one: &Distinct) {
    // Something has to have the keyboard for single keys.
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, reading_id(), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::List, true, "Places"));
    let mut state = std::mem::take(&mut view.places);
    view.place = view.place.min(one.mentions.len().saturating_sub(1));
    let (mut toggled, mut picked) = (None, None);
    long_list(ui, &mut state, one.mentions.len(), PLACE, |ui, at| {
        let Some(mention) = one.mentions.get(at) else { return };
        let done = draw(ui, session, mention, at == view.place, view.is_ticked(mention.place));
        toggled = toggled.or(done.toggled.then_some(at));
        picked = picked.or(done.picked.then_some(at));
    });
    view.places = state;
    if let Some(at) = picked.or(toggled) {
        view.place = at;
    }
    if let Some(mention) = toggled.and_then(|at| one.mentions.get(at)) {
        view.toggle(mention.place);
    }
}

/// What the pointer did to a place.
struct Done {
    toggled: bool,
    picked: bool,
}

/// One place: its tick, its case, and the words in their sentence.
fn draw(ui: &mut Ui, session: &Session, mention: &Mention, is_at: bool, is_ticked: bool) -> Done {
    let colours = palette(ui);
    let workspace = session.workspace();
    let Mention { place, kind, confidence_permille: _ } = *mention;
    let row = place.cell.row;
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("place"), Sense::click());
    if is_at {
        ui.painter().rect_filled(rect, CORNER, colours.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.surface);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0));
    }
    let (before, here, after) = words::in_context(workspace.sheet().text(place.cell).expose(), place.span);
    let context = words::snippet(&format!("{before}{here}{after}"), 100);
    let stands = format!("{}, row {}", reference(workspace, row), workspace.sheet().source_row(row));
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_at, format!("{stands}: {context}"))
    });
    let mut toggled = false;
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        let mut ticked = is_ticked;
        let tick = ui.checkbox(&mut ticked, "").accessible_name(format!("Tick: {context}"));
        toggled = tick.changed();
        ui.allocate_ui(egui::vec2(132.0, 30.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(132.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                truncated(ui, &stands, regular(size::SMALL), colours.muted);
                truncated(ui, words::kind(kind), regular(size::SMALL), colours.muted);
            });
        });
        let (state, ink) = match workspace.decision_over(place) {
            Some(Decision::Redact { .. }) => ("redacted", colours.mark),
            Some(Decision::Keep { .. }) => ("kept", colours.good),
            None => ("to decide", colours.waiting),
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(8.0);
            word(ui, state, regular(size::SMALL), ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                in_context(ui, (&before, &here, &after));
            });
        });
    });
    Done { toggled, picked: response.clicked() }
}
