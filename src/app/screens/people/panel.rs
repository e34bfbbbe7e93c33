//! The decision on the right: the group, the exemption and the reason, and the keys.

use eframe::egui::{Frame, Margin, ScrollArea, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, muted, row_line, section, segments, word};
use super::super::super::words;
use super::{Pane, PeopleView, act};
use crate::law::{ExemptionId, Group};
use crate::review::{Distinct, Sort};

pub(super) fn show(ui: &mut Ui, view: &mut PeopleView, session: &Session, out: &mut Vec<Action>) {
    let Some((number, one)) = view.shown(session) else { return };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(16, 14)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            decision(ui, view, session, number, one, out);
            ui.add_space(GAP);
            row_line(ui);
            ui.add_space(GAP);
            who_is_who(ui, view, one, out);
        });
    });
}

fn decision(
    ui: &mut Ui,
    view: &mut PeopleView,
    session: &Session,
    number: usize,
    one: &Distinct,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let ticked = view.ticked(one).count();
    let undecided = session.gathering.undecided(number);
    section(ui, "One decision for the ticked places");
    let places = words::count(one.mentions.len() as u64, "place", "places");
    word(ui, format!("{ticked} of {places} ticked"), semibold(size::BODY), colours.text);
    if undecided == 0 {
        word(ui, "✓ All places are decided", medium(size::BODY), colours.good);
    }
    if one.sort == Sort::Person {
        section(ui, "Group");
        let key = |command: UiCommand| command.key_text();
        let choices = [
            (UiCommand::GroupOfficers, "Officer", key(UiCommand::GroupOfficers)),
            (UiCommand::GroupStaff, "Staff", key(UiCommand::GroupStaff)),
            (UiCommand::GroupPublic, "Public", key(UiCommand::GroupPublic)),
        ];
        let standing = match view.group.unwrap_or(one.group) {
            Group::Officers => UiCommand::GroupOfficers,
            Group::Staff => UiCommand::GroupStaff,
            Group::Public
            | Group::SpecialCategory
            | Group::CriminalOffence
            | Group::Tactics
            | Group::Confidence
            | Group::OngoingCriminal
            | Group::OngoingMisconduct
            | Group::Other => UiCommand::GroupPublic,
        };
        if let Some(command) = segments(ui, Some(standing), &choices) {
            out.push(Action::Run(command));
        }
    }
    section(ui, "Exemption and reason");
    for (exemptions, reason) in grounds(view, session, one) {
        word(ui, words::codes(&exemptions), medium(size::BODY), colours.accent);
        word(ui, words::reason(&reason), regular(size::BODY), colours.text);
    }
    ui.add_space(4.0);
    let width = (ui.available_width() - GAP) / 2.0;
    ui.horizontal(|ui| {
        for command in [UiCommand::Redact, UiCommand::Keep] {
            let is_next = undecided > 0 && command == UiCommand::Redact && view.joining.is_none();
            let look = if is_next { Look::Primary } else { Look::Plain };
            let button = Push::new(command.short()).key(command.key_text()).look(look).width(width).show(ui);
            if command == UiCommand::Redact
                && view.wants_pane.take_if(|pane| *pane == Pane::Decision).is_some()
            {
                button.request_focus();
            }
            if button.clicked() {
                out.push(Action::Run(command));
            }
        }
    });
    wide(ui, UiCommand::Exemption, out);
    if (undecided as usize) < one.mentions.len() {
        wide(ui, UiCommand::MakeUndecided, out);
    }
    muted(ui, "The next one comes by itself. Every entry is still read in Review");
}

/// What R would give the ticked places, each once.
fn grounds(view: &PeopleView, session: &Session, one: &Distinct) -> Vec<(Vec<ExemptionId>, String)> {
    /// So many places are looked at: a name can stand a hundred thousand times.
    const MOST: usize = 64;
    let mut found: Vec<(Vec<ExemptionId>, String)> = Vec::new();
    for mention in view.ticked(one).take(MOST) {
        if let Some(grounds) = act::grounds(view, session, one, mention)
            && !found.contains(&grounds)
        {
            found.push(grounds);
        }
    }
    found
}

fn who_is_who(ui: &mut Ui, view: &PeopleView, one: &Distinct, out: &mut Vec<Action>) {
    section(ui, "Who is who");
    wide(ui, UiCommand::JoinPerson, out);
    if one.mentions.len() > 1 {
        wide(ui, UiCommand::TellApart, out);
        wide(ui, UiCommand::TickAll, out);
    }
    let joins_nothing = format!("{} joins nothing", UiCommand::StopJoining.key_text());
    let advice = if view.joining.is_some() {
        &joins_nothing
    } else if one.mentions.len() > 1 {
        "Two of one name: tick the places of the one, then tell apart. Two writings of one: join"
    } else {
        "Is this somebody who is listed already? Join them, and later findings follow"
    };
    muted(ui, advice);
}

/// A button over the whole width.
fn wide(ui: &mut Ui, command: UiCommand, out: &mut Vec<Action>) {
    let button = Push::new(command.short()).key(command.key_text()).width(ui.available_width());
    if button.show(ui).on_hover_text(command.text()).clicked() {
        out.push(Action::Run(command));
    }
}
