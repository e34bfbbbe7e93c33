//! A random walk through the window: whatever is pressed and clicked, it never panics, and what was
//! done replays from the case file to what the window showed.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use withheld::app::Opening;
use withheld::review::{BlockKind, Policy, Workspace};

use crate::case::{replayed, sample_case};
use crate::support::Window;

const ACTIONS: usize = 10_000;
/// Of so many actions one is a click, the others are keys.
const CLICK_EVERY: u64 = 4;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The keys of all commands but those that leave the case or open dialogs of the system, and the keys
/// that dialogs take. Keys that decide stand several times.
const KEYS: &[(Modifiers, Key)] = &[
    (NONE, Key::R),
    (NONE, Key::R),
    (NONE, Key::R),
    (NONE, Key::R),
    (NONE, Key::K),
    (NONE, Key::K),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Num1),
    (NONE, Key::Num2),
    (NONE, Key::Num2),
    (NONE, Key::Num3),
    (NONE, Key::Y),
    (NONE, Key::N),
    (NONE, Key::G),
    (NONE, Key::C),
    (NONE, Key::W),
    (NONE, Key::L),
    (NONE, Key::E),
    (NONE, Key::S),
    (NONE, Key::I),
    (NONE, Key::O),
    (NONE, Key::U),
    (NONE, Key::Space),
    (NONE, Key::Backspace),
    (NONE, Key::Delete),
    (NONE, Key::Tab),
    (SHIFT, Key::Tab),
    (NONE, Key::ArrowDown),
    (NONE, Key::ArrowDown),
    (NONE, Key::ArrowUp),
    (NONE, Key::ArrowRight),
    (NONE, Key::ArrowLeft),
    (NONE, Key::PageDown),
    (NONE, Key::PageUp),
    (NONE, Key::Home),
    (NONE, Key::End),
    (NONE, Key::Escape),
    (NONE, Key::Escape),
    (NONE, Key::F1),
    (NONE, Key::F5),
    (NONE, Key::F6),
    (SHIFT, Key::ArrowRight),
    (SHIFT, Key::ArrowRight),
    (SHIFT, Key::ArrowLeft),
    (CTRL_SHIFT, Key::ArrowRight),
    (CTRL_SHIFT, Key::ArrowLeft),
    (CTRL_SHIFT, Key::L),
    (CTRL_SHIFT, Key::Z),
    (CTRL, Key::Z),
    (CTRL, Key::Y),
    (CTRL, Key::F),
    (CTRL, Key::P),
    (CTRL, Key::Plus),
    (CTRL, Key::Minus),
    (CTRL, Key::Num0),
    (CTRL, Key::Num1),
    (CTRL, Key::Num2),
    (CTRL, Key::Num3),
    (CTRL, Key::Num4),
    (CTRL, Key::Num4),
    (CTRL, Key::Num5),
    (CTRL, Key::Num6),
    (NONE, Key::J),
    (NONE, Key::X),
    (NONE, Key::T),
    (CTRL, Key::PageDown),
    (CTRL, Key::PageUp),
    (NONE, Key::F8),
    (NONE, Key::A),
    (NONE, Key::M),
    (NONE, Key::Q),
    (SHIFT, Key::M),
    (SHIFT, Key::Q),
    (NONE, Key::V),
    (NONE, Key::Comma),
    (NONE, Key::Period),
    (SHIFT, Key::Comma),
    (SHIFT, Key::Period),
    (CTRL, Key::Enter),
];

/// Buttons that leave the case, ask the system for a dialog or its file manager, or search anew,
/// which takes long.
const LEFT_ALONE: [&str; 13] = [
    "Open a spreadsheet",
    "Open the built-in sample",
    "Open the sample",
    "Open…",
    "Close the case",
    "Close and lose it",
    "Quit",
    "Browse",
    "Choose a file",
    "Show the release folder",
    "Show the internal folder",
    "Search",
    "Make the case file",
];

/// Marsaglia's xorshift: the same walk on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        for shift in [13_i32, -7, 17] {
            self.0 ^= if shift > 0 { self.0 << shift } else { self.0 >> -shift };
        }
        (self.0 >> 11) as usize % count.max(1)
    }
}

/// Whether the palette is open: its first row would ask the system for a file.
fn has_palette(window: &Window) -> bool {
    window.shows("Find a command") || window.shows("Open a spreadsheet or case file…")
}

/// Clicks a button, tick box or field, whichever the dice say.
fn click(window: &mut Window, dice: &mut Dice) {
    let harness = window.harness();
    let nodes: Vec<_> = harness
        .query_all_by(|node| {
            let is_control = matches!(node.role(), Role::Button | Role::CheckBox | Role::TextInput);
            let name = node.label().unwrap_or_default();
            is_control && !node.is_disabled() && !LEFT_ALONE.iter().any(|left| name.contains(left))
        })
        .collect();
    if let Some(node) = nodes.get(dice.below(nodes.len())) {
        node.click();
    }
}

#[test]
fn ten_thousand_random_actions_never_panic_and_always_replay() {
    let folder = tempfile::tempdir().unwrap();
    let case = sample_case(folder.path());
    let mut window = Window::open(Opening::File(case.clone()));
    window.wait_for("Suggestion 1 of 6");
    let mut dice = Dice(0x2026_0212_0f0f_1234);
    for _ in 0..ACTIONS {
        if has_palette(&window) {
            window.harness().key_press(Key::Escape);
        } else if dice.below(CLICK_EVERY as usize) == 0 {
            click(&mut window, &mut dice);
        } else {
            let (modifiers, key) = KEYS[dice.below(KEYS.len())];
            window.harness().key_press_modifiers(modifiers, key);
        }
        window.harness().step();
    }
    check_replay(&mut window, &case);
}

/// Closes the case, replays it from its file, and compares with what the window showed.
fn check_replay(window: &mut Window, case: &std::path::Path) {
    for _ in 0..4 {
        window.press(Key::Escape);
    }
    window.press_with(CTRL, Key::Num0);
    let shown = as_shown(window);
    window.press_with(CTRL, Key::W);
    window.wait_until(|window| window.shows("Open the sample") || window.shows("Not everything is saved"));
    // The walk may have left half a date in a field of Load, which is asked about and never saved.
    if window.shows("Not everything is saved") {
        window.click("Leave and lose it");
    }
    window.wait_for("Open the sample");

    let (workspace, events) = replayed(case, None);
    assert!(events > 500, "the walk did hardly anything: {events}");
    let entries = workspace.entries(Policy::Final);
    let read = entries.iter().filter(|row| workspace.is_read(**row)).count();
    let of = format!("{read} / {} read · ", entries.len());
    assert!(shown.iter().any(|text| text.starts_with(&of)), "{of:?} is not what was shown: {shown:#?}");
    let way = format!("● {} things stand in the way", withheld::text::grouped(in_the_way(&workspace) as u64));
    assert!(shown.contains(&way), "{way:?} is not what was shown: {shown:#?}");

    let mut again = Window::open(Opening::File(case.to_owned()));
    again.wait_for(&of);
    assert_eq!(as_shown(&mut again), shown);
}

/// How much stands in the way, as the window counts it: open words once, wherever they stand.
fn in_the_way(workspace: &Workspace) -> usize {
    let blocks = workspace.blocks();
    let (about_words, others): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|block| block.kind == BlockKind::OpenElsewhere);
    let words: BTreeSet<_> = about_words.into_iter().map(|block| block.words).collect();
    others.len() + words.len()
}

/// How much stands in the way, and how far the work is.
fn as_shown(window: &mut Window) -> Vec<String> {
    window.press_with(CTRL, Key::Num6);
    // The list itself may be scrolled away.
    window.wait_for("things stand in the way");
    window.wait_until(|window| !window.shows("Looking…"));
    let mut texts = window.texts();
    texts.retain(|text| text.ends_with("things stand in the way") || text.contains(" read · "));
    texts
}
