//! The parts of the screen as a list of things to do, each with how it stands.

use eframe::egui::{self, Role, Sense, Stroke, Ui, WidgetInfo};
use strum::IntoEnumIterator;

use super::super::super::action::{Action, LoadPart, Screen};
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, semibold, size};
use super::super::super::widgets::{Look, Push, focus_ring, truncated, word};
use super::super::super::words;
use super::LoadView;
use crate::review::Workspace;
use crate::sheet::{Role as ColumnRole, Treatment, WarningKind};
use crate::store::Protection;

/// How a part stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PartState {
    pub(super) is_done: bool,
    /// In words, as what waits.
    pub(super) text: String,
}

impl PartState {
    fn done(text: impl Into<String>) -> PartState {
        PartState { is_done: true, text: text.into() }
    }

    fn waits(text: impl Into<String>) -> PartState {
        PartState { is_done: false, text: text.into() }
    }
}

pub(super) fn title(part: LoadPart) -> &'static str {
    match part {
        LoadPart::File => "File",
        LoadPart::Columns => "Columns",
        LoadPart::Hidden => "Hidden content",
        LoadPart::Request => "Request",
        LoadPart::Case => "Case file",
    }
}

pub(super) fn state(view: &LoadView, session: &Session, part: LoadPart) -> PartState {
    let workspace = session.workspace();
    match part {
        LoadPart::File => file(session),
        LoadPart::Columns => columns(session),
        LoadPart::Hidden => match unsettled_warnings(workspace) {
            0 if workspace.report().warnings.is_empty() => PartState::done("Nothing hidden"),
            0 if workspace.warnings().any(|(_, warning)| warning.kind.needs_settling()) => {
                PartState::done("All settled")
            }
            0 => PartState::done("Nothing to settle"),
            count => PartState::waits(format!("{} to settle", words::grouped(count))),
        },
        LoadPart::Request => {
            let request = workspace.request();
            if view.request.has_problem() {
                PartState::waits("Something is not saved")
            } else if request.reference.is_empty() {
                PartState::waits("Reference is missing")
            } else if request.texts.is_empty() {
                PartState::waits("No words of the request")
            } else {
                PartState::done(words::snippet(&request.reference, 26))
            }
        }
        LoadPart::Case => match session.protection() {
            Some(Protection::None) => PartState::done("Not protected"),
            Some(Protection::Passphrase) => PartState::done("With a passphrase"),
            Some(Protection::KeyFile) => PartState::done("With a key file"),
            None if session.is_practice() => PartState::waits("Sample: nothing is saved"),
            None => PartState::waits("Not made yet"),
        },
    }
}

fn file(session: &Session) -> PartState {
    let workspace = session.workspace();
    let sheet = workspace.sheet();
    let is_unsure = workspace.warnings().any(|(at, warning)| {
        warning.kind == WarningKind::UnsureHeading && workspace.settlement(at).is_none()
    });
    if sheet.row_count() == 0 {
        PartState::waits("No rows")
    } else if is_unsure {
        PartState::waits("Check the heading row")
    } else {
        let columns = words::count(sheet.columns().len() as u64, "column", "columns");
        PartState::done(format!("{}, {columns}", words::count(sheet.row_count(), "row", "rows")))
    }
}

fn columns(session: &Session) -> PartState {
    let workspace = session.workspace();
    let unsettled = unsettled_columns(workspace).count();
    if workspace.layout().column(ColumnRole::Summary).is_none() {
        PartState::waits("No summary column")
    } else if unsettled > 0 {
        PartState::waits(format!("{unsettled} to settle"))
    } else if must_search_again(session) {
        PartState::waits("To be searched again")
    } else {
        PartState::done("All settled")
    }
}

/// Columns whose treatment the officer has yet to say.
pub(super) fn unsettled_columns(workspace: &Workspace) -> impl Iterator<Item = u16> + '_ {
    let plans = (0u16..).zip(&workspace.layout().columns);
    plans.filter(|(_, plan)| plan.treatment == Treatment::Unsettled).map(|(at, _)| at)
}

/// Whether text is released that was never searched, or columns are not what they were then.
pub(super) fn must_search_again(session: &Session) -> bool {
    let workspace = session.workspace();
    session.searching.is_none() && workspace.is_search_stale()
}

fn unsettled_warnings(workspace: &Workspace) -> u64 {
    let waits = workspace
        .warnings()
        .filter(|(at, warning)| warning.kind.needs_settling() && workspace.settlement(*at).is_none());
    waits.count() as u64
}

pub(super) fn show(ui: &mut Ui, view: &mut LoadView, session: &Session, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(4.0);
    let states: Vec<(LoadPart, PartState)> =
        LoadPart::iter().map(|part| (part, state(view, session, part))).collect();
    for (number, (part, state)) in (1..).zip(&states) {
        let response = item(ui, number, *part, state, view.part == *part);
        if view.wants_nav && view.part == *part {
            view.wants_nav = false;
            response.request_focus();
        }
        if response.clicked() {
            view.part = *part;
        }
    }
    ui.add_space(GAP);
    next(ui, view, session, &states, out);
}

/// The next thing to do.
fn next(
    ui: &mut Ui,
    view: &mut LoadView,
    session: &Session,
    states: &[(LoadPart, PartState)],
    out: &mut Vec<Action>,
) {
    let here = states.iter().position(|(part, _)| *part == view.part).unwrap_or_default();
    let mut after = states.iter().skip(here + 1).chain(states.iter().take(here));
    let waiting = after.find(|(_, state)| !state.is_done).map(|(part, _)| *part);
    let look = if view.part == LoadPart::Case { Look::Plain } else { Look::Primary };
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        let width = ui.available_width() - 10.0;
        if let Some(part) = waiting {
            let label = format!("Next: {}", title(part));
            if Push::new(&label).look(look).width(width).show(ui).clicked() {
                view.part = part;
            }
        } else if session.may_review()
            && states.get(here).is_some_and(|(_, state)| state.is_done)
            && Push::new("Next: Scope").look(look).width(width).show(ui).clicked()
        {
            out.push(Action::Show(Screen::Scope));
        }
    });
}

fn item(ui: &mut Ui, number: usize, part: LoadPart, state: &PartState, is_here: bool) -> egui::Response {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 54.0), Sense::click());
    response.widget_info(|| {
        let done = if state.is_done { "done" } else { "waits" };
        let name = format!("{}, {done}: {}", title(part), state.text);
        WidgetInfo::selected(Role::Button, true, is_here, name)
    });
    let inset = rect.shrink2(egui::vec2(8.0, 1.0));
    if is_here {
        ui.painter().rect_filled(inset, CORNER, colours.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(inset, CORNER, colours.sunken);
    }
    if response.has_focus() {
        focus_ring(ui, inset.shrink(2.0));
    }
    let centre = egui::pos2(inset.min.x + 22.0, rect.center().y);
    let (sign, ink, fill) = if state.is_done {
        ("✓".to_owned(), colours.good, colours.good_tint)
    } else {
        (number.to_string(), colours.waiting, colours.waiting_tint)
    };
    ui.painter().circle(centre, 12.0, fill, Stroke::new(1.0, ink.gamma_multiply(0.5)));
    ui.painter().text(centre, egui::Align2::CENTER_CENTER, sign, semibold(size::SMALL), ink);
    let words_rect = inset.with_min_x(inset.min.x + 44.0).shrink2(egui::vec2(0.0, 7.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(words_rect.with_max_x(inset.max.x - 6.0)));
    inner.spacing_mut().item_spacing.y = 1.0;
    let title_ink = if is_here { colours.accent } else { colours.text };
    let font = if is_here { semibold(size::BODY) } else { medium(size::BODY) };
    word(&mut inner, title(part), font, title_ink);
    let ink = if state.is_done { colours.muted } else { colours.waiting };
    truncated(&mut inner, &state.text, regular(size::SMALL), ink);
    response
}
