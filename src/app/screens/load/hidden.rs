//! What the file holds beside its visible cells: what must be settled first, then what is good to
//! know. By kind, with why it matters and what becomes of it.

use std::collections::BTreeSet;

use eframe::egui::{self, Frame, Key, Margin, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, semibold, size};
use super::super::super::widgets::{
    Look, Push, banner, card, empty, heading, muted, push, row_line, section, tag, word,
};
use super::super::super::words;
use super::kinds::{choices, elsewhere, sentence};
use super::lazy::{Heights, lazily, reveal};
use crate::review::{Command, Settlement, Workspace};
use crate::sheet::{Warning, WarningKind};

/// How the part is looked at.
#[derive(Default)]
pub(super) struct HiddenView {
    /// Made once: the report does not change.
    groups: Option<Vec<Group>>,
    heights: Heights,
    /// Items whose sample is unfolded.
    unfolded: BTreeSet<u32>,
    /// An item that has to be seen, and whether it gets the keyboard.
    wanted: Option<Wanted>,
    /// Where "next unsettled" was last.
    last: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Wanted {
    item: u32,
    has_keyboard: bool,
}

/// The items of one kind.
struct Group {
    kind: WarningKind,
    /// Numbers of the warnings.
    items: Vec<u32>,
    heights: Heights,
}

impl HiddenView {
    /// Brings the first item that waits into view, if one does.
    pub(super) fn reveal_unsettled(&mut self, session: &Session) {
        let workspace = session.workspace();
        let first = workspace.warnings().find(|(at, warning)| waits(workspace, *at, warning));
        self.wanted = first.map(|(item, _)| Wanted { item, has_keyboard: false });
    }

    pub(super) fn reveal(&mut self, item: u32) {
        self.wanted = Some(Wanted { item, has_keyboard: false });
    }
}

/// The next item that waits after this one, in the order they are shown.
fn next_waiting(groups: &[Group], workspace: &Workspace, last: Option<u32>) -> Option<u32> {
    let all: Vec<u32> = groups.iter().flat_map(|group| group.items.iter().copied()).collect();
    let here = last.and_then(|last| all.iter().position(|at| *at == last)).map_or(0, |at| at + 1);
    let mut from_here = all.iter().skip(here).chain(all.iter().take(here));
    from_here
        .find(|at| {
            let warning = workspace.report().warnings.get(**at as usize);
            Some(**at) != last && warning.is_some_and(|warning| waits(workspace, **at, warning))
        })
        .copied()
}

fn waits(workspace: &Workspace, at: u32, warning: &Warning) -> bool {
    warning.kind.needs_settling() && workspace.settlement(at).is_none()
}

/// What must be settled first, each in the order of the file.
fn groups(workspace: &Workspace) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, warning) in workspace.warnings() {
        match groups.iter_mut().find(|group| group.kind == warning.kind) {
            Some(group) => group.items.push(at),
            None => {
                groups.push(Group { kind: warning.kind, items: vec![at], heights: Heights::default() });
            }
        }
    }
    groups.sort_by_key(|group| !group.kind.needs_settling());
    groups
}

pub(super) fn show(ui: &mut Ui, view: &mut HiddenView, session: &Session, out: &mut Vec<Action>) {
    let workspace = session.workspace();
    heading(ui, "Hidden content");
    let mut groups = view.groups.take().unwrap_or_else(|| groups(workspace));
    if groups.is_empty() {
        card(ui, |ui| {
            empty(
                ui,
                "Nothing but visible cells",
                "The file holds no hidden rows, columns or sheets, and nothing beside its table",
            );
            ui.add_space(40.0);
        });
        view.groups = Some(groups);
        return;
    }
    muted(
        ui,
        "What the file holds beside its visible cells. The disclosure is built new from the table, so nothing \
         of this is carried over; what could hold records is settled before a release",
    );
    standing(ui, view, &groups, workspace);
    ui.add_space(2.0);
    let wanted = view.wanted.take();
    let group_of = |at: u32| groups.iter().position(|group| group.items.contains(&at));
    let wanted_group = wanted.and_then(|wanted| group_of(wanted.item));
    let first_note = groups.iter().position(|group| !group.kind.needs_settling());
    let mut heights = std::mem::take(&mut view.heights);
    let count = groups.len();
    let mut by_key = None;
    lazily(ui, &mut heights, count, 150.0, wanted_group, |ui, at| {
        if first_note == Some(at) {
            if at > 0 {
                ui.add_space(GAP);
            }
            section(ui, "For information, nothing to settle");
        }
        if let Some(group) = groups.get_mut(at) {
            let here = wanted.filter(|_| wanted_group == Some(at));
            let settled = card(ui, |ui| show_group(ui, group, &mut view.unfolded, here, workspace, out));
            by_key = by_key.or(settled);
        }
    });
    // Whoever settles by key goes on to the next by itself.
    if let Some(item) = by_key {
        view.last = next_waiting(&groups, workspace, Some(item));
        view.wanted = view.last.map(|item| Wanted { item, has_keyboard: true });
    }
    view.heights = heights;
    view.groups = Some(groups);
}

fn standing(ui: &mut Ui, view: &mut HiddenView, groups: &[Group], workspace: &Workspace) {
    let colours = palette(ui);
    let must = workspace.warnings().filter(|(_, warning)| warning.kind.needs_settling()).count();
    let waiting = workspace.warnings().filter(|(at, warning)| waits(workspace, *at, warning)).count() as u64;
    ui.horizontal(|ui| {
        if must == 0 {
            word(ui, "✓ Nothing here has to be settled", medium(size::BODY), colours.good);
        } else if waiting == 0 {
            word(ui, "✓ All of it is settled", medium(size::BODY), colours.good);
        } else {
            let items = words::count(waiting, "item", "items");
            word(ui, format!("● {items} to settle"), medium(size::BODY), colours.waiting);
            if push(ui, "Go to next unsettled", Look::Plain).clicked() {
                view.last = next_waiting(groups, workspace, view.last).or(view.last);
                view.wanted = view.last.map(|item| Wanted { item, has_keyboard: true });
            }
        }
    });
}

/// The items of a kind. Which of them was settled by key, if one was.
fn show_group(
    ui: &mut Ui,
    group: &mut Group,
    unfolded: &mut BTreeSet<u32>,
    wanted: Option<Wanted>,
    workspace: &Workspace,
    out: &mut Vec<Action>,
) -> Option<u32> {
    let colours = palette(ui);
    let kind = group.kind;
    let warnings = &workspace.report().warnings;
    let waiting = group.items.iter().filter(|at| workspace.settlement(**at).is_none()).count() as u64;
    let items = group.items.len() as u64;
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        word(ui, words::warning(kind), semibold(size::BODY + 1.0), colours.text);
        if items > 1 {
            tag(ui, &words::count(items, "item", "items"), colours.muted, colours.sunken);
        }
        if kind.needs_settling() && waiting > 0 {
            let text = if items == 1 { "To settle".to_owned() } else { format!("{waiting} to settle") };
            tag(ui, &text, colours.waiting, colours.waiting_tint);
        } else if kind.needs_settling() {
            tag(ui, "✓ Settled", colours.good, colours.good_tint);
        }
        if let Some((text, part)) = elsewhere(kind) {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if push(ui, text, Look::Quiet).clicked() {
                    out.push(Action::GoToLoad(part));
                }
            });
        }
    });
    word(ui, sentence(kind.why()), regular(size::BODY), colours.text);
    word(ui, sentence(kind.handling()), regular(size::SMALL + 1.0), colours.muted);
    if kind == WarningKind::HiddenRow {
        muted(ui, "Brought in, they are judged like the others. Left out, nothing of them is released");
    }
    if items > 1 && kind.needs_settling() && waiting > 0 {
        settle_all(ui, kind, items, out);
    }
    mixed(ui, group, workspace);
    ui.add_space(2.0);
    let place = wanted.and_then(|wanted| group.items.iter().position(|at| *at == wanted.item));
    let has_keyboard = wanted.is_some_and(|wanted| wanted.has_keyboard);
    let list = &group.items;
    let mut by_key = None;
    lazily(ui, &mut group.heights, list.len(), 40.0, place, |ui, index| {
        let Some((at, warning)) =
            list.get(index).and_then(|at| Some((*at, warnings.get(usize::try_from(*at).ok()?)?)))
        else {
            return;
        };
        row_line(ui);
        let before = ui.cursor().min;
        if item(ui, at, warning, unfolded, has_keyboard && place == Some(index), workspace, out) {
            by_key = Some(at);
        }
        if place == Some(index) {
            reveal(ui, egui::Rect::from_min_max(before, ui.cursor().min + egui::vec2(1.0, 0.0)));
        }
    });
    by_key
}

fn settle_all(ui: &mut Ui, kind: WarningKind, items: u64, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for (how, _) in choices(kind) {
            let label = match how {
                Settlement::Noted if kind == WarningKind::HiddenRow => format!("Leave all {items} out"),
                Settlement::Noted => format!("Note all {items}"),
                Settlement::BroughtIn => format!("Bring all {items} in"),
            };
            let name = format!("{label}: {}", words::warning(kind));
            if Push::new(&label).name(name).show(ui).clicked() {
                out.push(Action::Review(Command::SettleKind { kind, how: *how }));
            }
        }
    });
}

/// Hidden rows are judged together, so they have to be settled alike.
fn mixed(ui: &mut Ui, group: &Group, workspace: &Workspace) {
    let mut settled = group.items.iter().filter_map(|at| workspace.settlement(*at));
    let first = settled.next();
    let is_mixed = settled.any(|how| Some(how) != first);
    if group.kind == WarningKind::HiddenRow && is_mixed {
        let colours = palette(ui);
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            ui.label(
                "● Hidden rows come in only if every item here is brought in. As it stands, all stay out",
            );
        });
    }
}

/// One item. Whether it was settled by key.
fn item(
    ui: &mut Ui,
    at: u32,
    warning: &Warning,
    unfolded: &mut BTreeSet<u32>,
    wants_keyboard: bool,
    workspace: &Workspace,
    out: &mut Vec<Action>,
) -> bool {
    let colours = palette(ui);
    let mut by_key = false;
    ui.add_space(2.0);
    let is_open = unfolded.contains(&at);
    let buttons = if warning.kind == WarningKind::HiddenRow { 330.0 } else { 220.0 };
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - buttons).max(140.0));
            ui.add_space(5.0);
            let place = if warning.count > 1 {
                format!("{}  × {}", warning.place, words::grouped(warning.count))
            } else {
                warning.place.clone()
            };
            word(ui, place, regular(size::BODY), colours.text);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            if warning.kind.needs_settling() {
                by_key = settle_one(ui, at, warning, workspace.settlement(at), wants_keyboard, out);
            }
            if warning.sample.is_some() {
                let label = if is_open { "Hide sample" } else { "Show sample" };
                let name = format!("{label}: {}", warning.place);
                if Push::new(label).name(name).look(Look::Quiet).show(ui).clicked() {
                    if is_open {
                        unfolded.remove(&at);
                    } else {
                        unfolded.insert(at);
                    }
                }
            }
        });
    });
    if let (true, Some(sample)) = (is_open, &warning.sample) {
        Frame::new()
            .fill(colours.sunken)
            .stroke(Stroke::new(1.0, colours.line))
            .corner_radius(CORNER)
            .inner_margin(Margin::symmetric(10, 7))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                word(ui, sample.expose(), regular(size::SMALL + 1.0), colours.text);
            });
        ui.add_space(4.0);
    }
    by_key
}

/// The ways to settle an item, the one that was taken standing out. Whether one was chosen by key.
fn settle_one(
    ui: &mut Ui,
    at: u32,
    warning: &Warning,
    now: Option<Settlement>,
    wants_keyboard: bool,
    out: &mut Vec<Action>,
) -> bool {
    let colours = palette(ui);
    let mut by_key = false;
    // From the right edge, so the last comes first.
    for (how, label) in choices(warning.kind).iter().rev() {
        if now == Some(*how) {
            let text = format!("✓ {}", words::settled(warning.kind, *how));
            Frame::new().inner_margin(Margin::symmetric(6, 6)).show(ui, |ui| {
                word(ui, text, medium(size::BODY), colours.good);
            });
            continue;
        }
        let name = format!("{label}: {}", warning.place);
        let button = Push::new(label).name(name).show(ui);
        if wants_keyboard && *how == Settlement::Noted {
            button.request_focus();
        }
        if button.clicked() {
            by_key = ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
            out.push(Action::Review(Command::Settle { warning: at, how: *how }));
        }
    }
    by_key
}
