//! The steps along the top: ticked while nothing waits there, and not any more as soon as something comes back.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::case::{loaded_case, sample_case};
use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const STEPS: [&str; 6] = ["Load", "Scope", "People", "Review", "Reasons", "Disclose"];

fn done(window: &Window) -> Vec<&'static str> {
    STEPS.into_iter().filter(|step| window.is_done(step)).collect()
}

#[test]
fn load_is_done_once_all_is_settled_and_not_after_an_undo() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(Opening::File(sample_case(folder.path())));
    window.wait_for("Suggestion 1 of 6");
    window.wait_for("withheld here, open there");
    window.settle();
    assert_eq!(done(&window), Vec::<&str>::new());
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(Opening::File(loaded_case(folder.path())));
    window.wait_until(|window| done(window) == ["Load"]);
    // What was settled last is not settled any more, wherever the officer is.
    window.press_with(CTRL, Key::Z);
    window.wait_until(|window| done(window).is_empty());
    window.press_with(CTRL, Key::Y);
    window.wait_until(|window| done(window) == ["Load"]);
    window.expect_rest();
}
