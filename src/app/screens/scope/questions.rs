//! What is asked of an entry: each question in a line with its keys, and below it whose word the
//! answer is or what is suggested.

use eframe::egui::{self, Sense, Stroke, Ui};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::index::Question;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, muted, segments, word};
use super::super::super::words;
use super::{Pane, ScopeView, said};
use crate::review::{Command, EntryChoice, Misuse, Policy, ScopeChoice, Standing, Workspace};
use crate::sheet::Role;

/// Room for the sign before a question, and for its words.
const SIGN: f32 = 20.0;
const QUESTION: f32 = 204.0;
/// Height of a button.
const BUTTON: f32 = 30.0;
/// Below this width the buttons stand under their question.
const NARROW: f32 = 448.0;

/// About the height that the questions about an entry take, in points.
pub(super) fn height(workspace: &Workspace, row: u32, width: f32) -> f32 {
    let is_case = workspace.case_rows(row).len() > 1;
    let count = match (workspace.scope(row), workspace.standing(row)) {
        (Some(ScopeChoice::In), Standing::Live) => 5.0,
        (Some(ScopeChoice::In), Standing::Closed | Standing::Unknown) => 3.0,
        (Some(ScopeChoice::Out) | None, _) => 1.5,
    };
    let each = if width < NARROW { 76.0 } else { 52.0 };
    count * each + if is_case { 36.0 } else { 0.0 } + 22.0
}

pub(super) fn show(ui: &mut Ui, view: &mut ScopeView, session: &Session, row: u32, out: &mut Vec<Action>) {
    let workspace = session.workspace();
    ui.spacing_mut().item_spacing.y = 5.0;
    reach(ui, view, workspace, row);
    scope(ui, view, workspace, row, out);
    if workspace.scope(row) != Some(ScopeChoice::In) {
        muted(ui, "Nothing else is asked of an entry that is not in scope");
        return;
    }
    let open = Question::of(workspace, row);
    misuse(ui, workspace, row, &open, out);
    standing(ui, workspace, row, &open, out);
    if workspace.standing(row) == Standing::Live {
        criminal(ui, workspace, row, &open, out);
        withhold(ui, workspace, row, &open, out);
    }
}

/// How far answers reach, where the case has several entries.
fn reach(ui: &mut Ui, view: &mut ScopeView, workspace: &Workspace, row: u32) {
    let count = workspace.case_rows(row).len();
    if count < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        word(ui, "Answer for", medium(size::BODY), palette(ui).muted);
        let all = match count {
            2 => "Both entries of the case".to_owned(),
            count => format!("All {} entries of the case", words::grouped(count as u64)),
        };
        let key = UiCommand::WholeCase.key_text();
        let other = |is_on: bool| if is_on { String::new() } else { key.clone() };
        let choices = [
            (false, "This entry", other(!view.is_whole_case)),
            (true, all.as_str(), other(view.is_whole_case)),
        ];
        if let Some(chosen) = segments(ui, Some(view.is_whole_case), &choices) {
            view.is_whole_case = chosen;
        }
    });
}

/// One question: its sign, its words, its buttons, and a line below. The line may end in something to
/// click; whether it was clicked.
fn ask(
    ui: &mut Ui,
    is_open: bool,
    question: &str,
    below: &str,
    link: Option<&str>,
    buttons: impl FnOnce(&mut Ui),
) -> bool {
    let colours = palette(ui);
    let font = if is_open { semibold(size::BODY) } else { regular(size::BODY) };
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let high = if is_narrow { 20.0 } else { BUTTON };
        sign(ui, is_open, high);
        let width = if is_narrow { ui.available_width() } else { QUESTION };
        ui.allocate_ui_with_layout(
            egui::vec2(width, high),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(width);
                word(ui, question, font, colours.text);
            },
        );
        if !is_narrow {
            buttons(ui);
            return None;
        }
        Some(buttons)
    })
    .inner
    .into_iter()
    .for_each(|buttons| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            ui.add_space(SIGN);
            buttons(ui);
        });
    });
    let mut is_clicked = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 0.0);
        ui.add_space(SIGN);
        ui.vertical(|ui| {
            ui.add_space(-4.0);
            // Lines of text, not of buttons.
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                muted(ui, below);
                if let Some(link) = link {
                    let text = egui::RichText::new(link).font(regular(size::SMALL + 1.0));
                    is_clicked = ui.link(text).clicked();
                }
            });
        });
    });
    is_clicked
}

/// A ring before what is open, a tick before what is answered.
fn sign(ui: &mut Ui, is_open: bool, high: f32) {
    let colours = palette(ui);
    let (sign, _) = ui.allocate_exact_size(egui::vec2(SIGN - 4.0, high), Sense::hover());
    if is_open {
        let at = egui::pos2(sign.min.x + 6.0, sign.center().y);
        ui.painter().circle_stroke(at, 4.0, Stroke::new(1.5, colours.waiting));
    } else {
        let tick = ui.painter().layout_no_wrap("✓".to_owned(), medium(size::BODY), colours.good);
        let at = egui::pos2(sign.min.x, sign.center().y - tick.size().y / 2.0);
        ui.painter().galley(at, tick, colours.good);
    }
}

/// The button of an answer, chosen or not.
fn answer(ui: &mut Ui, command: UiCommand, is_chosen: bool, out: &mut Vec<Action>) -> egui::Response {
    answer_as(ui, command.short(), command, is_chosen, out)
}

fn answer_as(
    ui: &mut Ui,
    label: &str,
    command: UiCommand,
    is_chosen: bool,
    out: &mut Vec<Action>,
) -> egui::Response {
    let look = if is_chosen { Look::Chosen } else { Look::Plain };
    let button = Push::new(label).key(command.key_text()).look(look).name(command.text());
    let response = button.show(ui);
    if response.clicked() {
        out.push(Action::Run(command));
    }
    response
}

fn scope(ui: &mut Ui, view: &mut ScopeView, workspace: &Workspace, row: u32, out: &mut Vec<Action>) {
    let scope = workspace.scope(row);
    ask(ui, scope.is_none(), "Within the request?", &said::scope_line(workspace, row), None, |ui| {
        let first = answer(ui, UiCommand::ScopeIn, scope == Some(ScopeChoice::In), out);
        if view.wants_pane == Some(Pane::Questions) {
            view.wants_pane = None;
            first.request_focus();
        }
        answer(ui, UiCommand::ScopeOut, scope == Some(ScopeChoice::Out), out);
        if workspace.scope_choice(row).is_some() {
            let command = UiCommand::ScopeByRule;
            let button = Push::new(command.short()).key(command.key_text()).look(Look::Quiet);
            if button.show(ui).clicked() {
                out.push(Action::Run(command));
            }
        }
    });
}

fn misuse(ui: &mut Ui, workspace: &Workspace, row: u32, open: &[Question], out: &mut Vec<Action>) {
    let given = workspace.misuse(row, Policy::Final);
    let below = match workspace.suggested_misuse(row) {
        Some(suggested) => said::misuse_line(workspace, row, suggested),
        None => "Nothing is suggested before the search".to_owned(),
    };
    let columns = workspace.own_answer_columns();
    let contradiction = workspace.contradiction(&columns, row);
    let below = match workspace.own_answer(&columns, row).filter(|_| contradiction.is_none()) {
        Some(own) => format!("{below} · {}", words::capital(&words::own_answer(workspace, own))),
        None => below,
    };
    ask(ui, open.contains(&Question::Misuse), "Misuse of body-worn video?", &below, None, |ui| {
        for value in Misuse::iter() {
            let command = match value {
                Misuse::Yes => UiCommand::MisuseYes,
                Misuse::No => UiCommand::MisuseNo,
                Misuse::Unclear => UiCommand::MisuseUnclear,
            };
            answer(ui, command, given == Some(value), out);
        }
    });
    if let Some(own) = contradiction {
        ui.horizontal_wrapped(|ui| {
            ui.add_space(SIGN);
            let says = format!("▲ {}", words::capital(&words::own_answer(workspace, own)));
            word(ui, says, medium(size::SMALL + 1.0), palette(ui).waiting);
        });
    }
}

fn standing(ui: &mut Ui, workspace: &Workspace, row: u32, open: &[Question], out: &mut Vec<Action>) {
    let standing = workspace.standing(row);
    let given = workspace.ongoing_choice(row);
    let below = match (given, standing) {
        (Some(_), _) => "By you, for the whole case".to_owned(),
        (None, Standing::Unknown) => "Neither status nor outcome says".to_owned(),
        (None, Standing::Closed | Standing::Live) => by_columns(workspace, row, standing),
    };
    let link = given.map(|_| "Leave it to status and outcome");
    let is_left = ask(ui, open.contains(&Question::Standing), "Is the case ongoing?", &below, link, |ui| {
        answer(ui, UiCommand::CaseOngoing, standing == Standing::Live, out);
        answer(ui, UiCommand::CaseClosed, standing == Standing::Closed, out);
    });
    if is_left {
        out.push(Action::Review(Command::Ongoing { row, ongoing: None }));
    }
}

/// By which words of the columns the case stands where it stands. One entry that is live makes the
/// case so, which may be another one.
fn by_columns(workspace: &Workspace, row: u32, standing: Standing) -> String {
    let text = |role| words::snippet(workspace.layout().text(workspace.sheet(), row, role).expose(), 40);
    let (status, outcome) = (text(Role::Status), text(Role::Outcome));
    if Standing::of_entry(&status, &outcome) != standing {
        return match standing {
            Standing::Live => "By another entry of the case".to_owned(),
            Standing::Closed | Standing::Unknown => "No column tells, so it is taken as closed".to_owned(),
        };
    }
    let named = |name: &str, text: String| {
        if text.is_empty() { format!("no {name}") } else { format!("{name} “{text}”") }
    };
    format!("By {} and {}", named("status", status), named("outcome", outcome))
}

fn criminal(ui: &mut Ui, workspace: &Workspace, row: u32, open: &[Question], out: &mut Vec<Action>) {
    let given = workspace.criminal_answer(row);
    let below = if workspace.suggested_criminal(row) {
        "Suggested: Yes. Words of the case record one; holds for the whole case"
    } else {
        "Its words tell of none; holds for the whole case"
    };
    ask(ui, open.contains(&Question::Criminal), "Criminal allegation recorded?", below, None, |ui| {
        answer(ui, UiCommand::CriminalYes, given == Some(true), out);
        answer(ui, UiCommand::CriminalNo, given == Some(false), out);
    });
}

fn withhold(ui: &mut Ui, workspace: &Workspace, row: u32, open: &[Question], out: &mut Vec<Action>) {
    let choice = workspace.choice(row);
    let named = |withholding: &crate::review::Withholding| {
        format!(
            "{} under {}. {}",
            words::degree(withholding.degree).to_lowercase(),
            words::codes(&withholding.exemptions),
            words::reason(&withholding.reason)
        )
    };
    let below = match choice {
        Some(EntryChoice::Withhold(withholding)) => format!("Withheld: {}", named(withholding)),
        Some(EntryChoice::Release) => "Released although the case is ongoing".to_owned(),
        None => match workspace.suggested_withholding(row) {
            Some(withholding) => format!("Suggested: {}", named(&withholding)),
            None => String::new(),
        },
    };
    ask(ui, open.contains(&Question::Withhold), "Withhold or release?", &below, None, |ui| {
        let is_withheld = matches!(choice, Some(EntryChoice::Withhold(_)));
        answer(ui, UiCommand::Withhold, is_withheld, out);
        let is_released = matches!(choice, Some(EntryChoice::Release));
        answer_as(ui, "Release", UiCommand::ReleaseEntry, is_released, out);
    });
}
