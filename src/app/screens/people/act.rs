//! What keys and buttons of People do.

use std::collections::BTreeMap;

use eframe::egui::Context;

use super::super::super::action::Action;
use super::super::super::dialogs::{Dialog, Picker, Picking};
use super::super::super::session::Session;
use super::super::super::ui_command::UiCommand;
use super::{Filter, Pane, PeopleView, reading_id};
use crate::detect::Kind;
use crate::law::{ExemptionId, Group};
use crate::review::{Command, Decided, Decision, Distinct, Mention, Place, suggestion_for};

/// Does what a key or button asks for.
#[expect(clippy::wildcard_enum_match_arm, reason = "a command of another screen does nothing here")]
pub(in crate::app::screens) fn run(
    view: &mut PeopleView,
    session: &mut Session,
    ctx: &Context,
    command: UiCommand,
    out: &mut Vec<Action>,
) {
    view.refresh(session);
    let session = &*session;
    // The list can be narrowed also where nothing of it is shown.
    if command == UiCommand::Find {
        view.wants_find = true;
        return;
    }
    if command == UiCommand::StopJoining && view.joining.is_none() {
        view.list.query.clear();
        return;
    }
    let Some((number, one)) = view.shown(session) else { return };
    match command {
        UiCommand::NextPerson | UiCommand::PreviousPerson => {
            let step = if command == UiCommand::NextPerson { 1 } else { -1 };
            match view.list.beside(number, step) {
                Some(next) => view.show_number(session, next),
                None => view.refuse("That is the end of this list"),
            }
        }
        UiCommand::NextPlace => move_place(view, one, 1),
        UiCommand::PreviousPlace => move_place(view, one, -1),
        UiCommand::TickPlace => {
            if let Some(mention) = one.mentions.get(view.place) {
                view.toggle(mention.place);
            }
        }
        UiCommand::TickAll => {
            let all = one.mentions.iter().map(|mention| mention.place);
            if view.unticked.is_empty() { view.unticked = all.collect() } else { view.unticked.clear() }
        }
        UiCommand::GroupOfficers => set_group(view, session, one, Group::Officers, out),
        UiCommand::GroupStaff => set_group(view, session, one, Group::Staff, out),
        UiCommand::GroupPublic => set_group(view, session, one, Group::Public, out),
        UiCommand::Redact => {
            let decisions = redactions(view, session, one, view.ticked(one));
            decide(view, session, one, decisions, out);
        }
        UiCommand::Keep => {
            let places = to_keep(view, session, one);
            let decision = Decision::Keep { reason: String::new() };
            decide(view, session, one, vec![Decided { places, decision }], out);
        }
        UiCommand::Exemption => {
            let places: Vec<Place> = view.ticked(one).map(|mention| mention.place).collect();
            let standing = view.ticked(one).next().and_then(|mention| grounds(view, session, one, mention));
            if places.is_empty() {
                view.refuse(tick_first());
            } else {
                let standing =
                    standing.as_ref().map(|(exemptions, reason)| (exemptions.as_slice(), reason.as_str()));
                let kind = view.ticked(one).next().map(|mention| mention.kind);
                let usual = kind.and_then(|kind| suggestion_for(kind, one.group));
                let fit = usual.map(|usual| usual.reason);
                out.push(Action::Dialog(Dialog::Picker(Picker::new(Picking::Person(places), standing, fit))));
            }
        }
        UiCommand::MakeUndecided => {
            let is_decided = |place: &Place| session.workspace().decision(*place).is_some();
            let places: Vec<Place> = view.ticked(one).map(|m| m.place).filter(is_decided).collect();
            if places.is_empty() {
                view.refuse("The ticked places are undecided already");
            } else {
                out.push(Action::Review(Command::Clear { places }));
            }
        }
        UiCommand::JoinPerson => join(view, session, out),
        UiCommand::StopJoining => {
            view.joining = None;
            view.list.filter = Filter::default();
        }
        UiCommand::TellApart => tell_apart(view, one, out),
        UiCommand::ShowPlace => {
            if let Some(mention) = one.mentions.get(view.place) {
                out.push(Action::GoTo { row: mention.place.cell.row, place: Some(mention.place) });
            }
        }
        UiCommand::NextPane => {
            view.pane = match view.pane {
                Pane::Places => Pane::Decision,
                Pane::Decision => Pane::People,
                Pane::People => Pane::Places,
            };
            if view.pane == Pane::Places {
                ctx.memory_mut(|memory| memory.request_focus(reading_id()));
            } else {
                view.wants_pane = Some(view.pane);
            }
        }
        _ => {}
    }
}

fn tick_first() -> String {
    let (one, all) = (UiCommand::TickPlace.key_text(), UiCommand::TickAll.key_text());
    format!("No place is ticked. {one} ticks the place, {all} ticks all")
}

fn move_place(view: &mut PeopleView, one: &Distinct, step: isize) {
    view.place = view.place.saturating_add_signed(step).min(one.mentions.len().saturating_sub(1));
    view.places.reveal(view.place);
}

fn decide(
    view: &mut PeopleView,
    session: &Session,
    one: &Distinct,
    decisions: Vec<Decided>,
    out: &mut Vec<Action>,
) {
    let workspace = session.workspace();
    if view.ticked(one).next().is_none() {
        view.refuse(tick_first());
        return;
    }
    let stands = |decided: &Decided| {
        decided.places.iter().all(|place| workspace.decision(*place) == Some(&decided.decision))
    };
    if decisions.iter().all(stands) {
        // Nothing to write down: on to what waits.
        view.go_on(session);
        return;
    }
    out.push(Action::Decide(Command::DecideTogether { decisions }));
}

/// What K keeps: of somebody the name. What belongs to them is kept only once nothing else is left to be
/// decided: who may be named may still have a private address.
fn to_keep(view: &PeopleView, session: &Session, one: &Distinct) -> Vec<Place> {
    let is_open = |mention: &&Mention| session.workspace().decision_over(mention.place).is_none();
    let names = || view.ticked(one).filter(|mention| mention.kind.is_person());
    if names().any(|mention| is_open(&mention)) {
        names().map(|mention| mention.place).collect()
    } else {
        view.ticked(one).map(|mention| mention.place).collect()
    }
}

/// What R decides about these places, those of one kind together. What is redacted stays as it is, unless
/// the officer gives another group.
fn redactions<'d>(
    view: &PeopleView,
    session: &Session,
    one: &Distinct,
    mentions: impl Iterator<Item = &'d Mention>,
) -> Vec<Decided> {
    let mut by_kind: BTreeMap<Kind, Option<Decided>> = BTreeMap::new();
    for mention in mentions {
        let standing = session.workspace().decision(mention.place);
        if view.group.is_none() && matches!(standing, Some(Decision::Redact { .. })) {
            continue;
        }
        let of_kind = by_kind.entry(mention.kind).or_insert_with(|| {
            let (exemptions, reason) = grounds(view, session, one, mention)?;
            Some(Decided { places: Vec::new(), decision: Decision::Redact { exemptions, reason } })
        });
        if let Some(decided) = of_kind {
            decided.places.push(mention.place);
        }
    }
    by_kind.into_values().flatten().collect()
}

/// The exemptions and the reason that R would give a place: as its alike places were decided before, unless
/// the officer gives another group; else as suggested for the group.
pub(super) fn grounds(
    view: &PeopleView,
    session: &Session,
    one: &Distinct,
    mention: &Mention,
) -> Option<(Vec<ExemptionId>, String)> {
    let workspace = session.workspace();
    let standing = workspace.decision(mention.place).cloned();
    let before =
        || workspace.precedent(session.gathering.people(), mention.place).map(|precedent| precedent.decision);
    let kept = if view.group.is_none() { standing.or_else(before) } else { None };
    match kept {
        Some(Decision::Redact { exemptions, reason }) => Some((exemptions, reason)),
        Some(Decision::Keep { .. }) | None => {
            let suggested = suggestion_for(mention.kind, view.group.unwrap_or(one.group))?;
            Some((suggested.exemptions, suggested.reason.to_owned()))
        }
    }
}

/// Where somebody is redacted already, another group gives its reason at once.
fn set_group(view: &mut PeopleView, session: &Session, one: &Distinct, group: Group, out: &mut Vec<Action>) {
    if one.sort != crate::review::Sort::Person {
        view.refuse("A group is given to people only");
        return;
    }
    view.group = Some(group);
    let is_redacted = |mention: &&Mention| {
        matches!(session.workspace().decision(mention.place), Some(Decision::Redact { .. }))
    };
    let redacted: Vec<&Mention> = one.mentions.iter().filter(is_redacted).collect();
    if redacted.len() == one.mentions.len() {
        let decisions = redactions(view, session, one, redacted.into_iter());
        out.push(Action::Review(Command::DecideTogether { decisions }));
    }
}

fn join(view: &mut PeopleView, session: &Session, out: &mut Vec<Action>) {
    match (view.joining.take(), view.at) {
        (None, at) => {
            view.joining = at;
            view.list.filter = Filter::All;
            view.refresh(session);
        }
        (Some(one), Some(other)) if one != other => {
            view.at = Some(one.min(other));
            view.list.filter = Filter::default();
            out.push(Action::Review(Command::SamePerson { place: one, other }));
        }
        (Some(one), _) => {
            view.joining = Some(one);
            let key = UiCommand::JoinPerson.key_text();
            view.refuse(format!("Go to the other one first, then press {key} again"));
        }
    }
}

fn tell_apart(view: &mut PeopleView, one: &Distinct, out: &mut Vec<Action>) {
    let (ticked, rest): (Vec<&Mention>, Vec<&Mention>) =
        one.mentions.iter().partition(|mention| view.is_ticked(mention.place));
    match (ticked.is_empty(), rest.first()) {
        (true, _) => view.refuse(tick_first()),
        (false, None) => view.refuse(format!(
            "Tick only the places that are about somebody else, then press {}",
            UiCommand::TellApart.key_text()
        )),
        (false, Some(first)) => {
            view.at = Some(first.place);
            out.push(Action::Review(Command::Apart { places: ticked.iter().map(|m| m.place).collect() }));
        }
    }
}
