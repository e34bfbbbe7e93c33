//! A window without a display, and the ways to drive it.

use std::time::{Duration, Instant};

use egui::accesskit::Toggled;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use withheld::app::{Opening, Workbench};

/// A text as it is drawn.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) text: String,
    /// Where it begins.
    pub(crate) left: f32,
    /// It ends in an ellipsis, for want of room.
    pub(crate) is_cut: bool,
}

/// The window under test.
pub(crate) struct Window {
    harness: Harness<'static, Option<Workbench>>,
}

impl Window {
    /// A window of usual size on this.
    pub(crate) fn open(opening: Opening) -> Window {
        Window::sized(opening, 1440.0, 900.0)
    }

    pub(crate) fn sized(opening: Opening, width: f32, height: f32) -> Window {
        let mut opening = Some(opening);
        let harness = Harness::builder()
            .with_size(egui::vec2(width, height))
            .with_max_steps(64)
            .with_context_setup(Workbench::prepare)
            .build_ui_state(
                move |ui, bench: &mut Option<Workbench>| {
                    let bench = bench.get_or_insert_with(|| Workbench::forgetful(ui.ctx()));
                    if let Some(opening) = opening.take() {
                        bench.begin(opening);
                    }
                    bench.show(ui);
                },
                None,
            );
        let mut window = Window { harness };
        window.settle();
        window
    }

    /// The sample, searched, counted and ready for review.
    pub(crate) fn sample() -> Window {
        let mut window = Window::open(Opening::Sample);
        window.wait_for("Suggestion 1 of 6");
        window.wait_for("All 205");
        // What is counted beside the work has its place in the panel: nothing moves any more.
        window.wait_for("withheld here, open there");
        window.settle();
        window
    }

    /// Nothing is drawn any more until something happens: a window that rests costs nothing.
    #[track_caller]
    pub(crate) fn expect_rest(&mut self) {
        self.settle();
        let drawn = self.harness.try_run();
        assert!(drawn.is_ok(), "the window draws for ever; there is: {:#?}", self.texts());
    }

    /// Draws frames until nothing moves.
    pub(crate) fn settle(&mut self) {
        let _ = self.harness.try_run();
    }

    /// Waits until this text stands on the screen: other threads work meanwhile.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + Duration::from_secs(60);
        while !self.shows(text) {
            assert!(Instant::now() < until, "{text:?} never came; there is: {:#?}", self.texts());
            std::thread::sleep(Duration::from_millis(5));
            self.settle();
        }
    }

    /// Waits until this holds: other threads work meanwhile.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, holds: impl Fn(&Window) -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        while !holds(self) {
            assert!(Instant::now() < until, "it never came true; there is: {:#?}", self.texts());
            std::thread::sleep(Duration::from_millis(5));
            self.settle();
        }
    }

    /// Whether this step of the work is shown.
    pub(crate) fn is_on(&self, step: &str) -> bool {
        let steps = self.harness.query_all_by_label_contains(step);
        steps.map(|node| node.accesskit_node().toggled()).any(|toggled| toggled == Some(Toggled::True))
    }

    /// The name of what has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        let node = self.harness.query_all_by(|node| node.is_focused()).next()?;
        node.accesskit_node().label().or(node.accesskit_node().value())
    }

    /// Whether a label, button, text or field is there that holds these words.
    pub(crate) fn shows(&self, text: &str) -> bool {
        let holds = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.value().is_some_and(|value| value.contains(text))
        };
        self.harness.query_all_by_label_contains(text).next().is_some()
            || self.harness.query_all_by(holds).next().is_some()
    }

    /// This text stands on the screen, at once or when other threads have answered.
    #[track_caller]
    pub(crate) fn expect(&mut self, text: &str) {
        self.wait_for(text);
    }

    /// Every name on the screen.
    pub(crate) fn texts(&self) -> Vec<String> {
        let nodes = self.harness.query_all_by(|node| node.label().is_some() || node.value().is_some());
        nodes.filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value())).collect()
    }

    /// Where the first thing of this name stands.
    #[track_caller]
    pub(crate) fn place_of(&self, label: &str) -> egui::Rect {
        let found = self.harness.query_all_by_label(label).next();
        found.unwrap_or_else(|| panic!("{label:?} is not there; there is: {:#?}", self.texts())).rect()
    }

    /// Every text that is drawn, whether it has a name or not.
    pub(crate) fn drawn(&self) -> Vec<Drawn> {
        fn add(shape: &egui::Shape, drawn: &mut Vec<Drawn>) {
            if let egui::Shape::Text(shape) = shape {
                drawn.push(Drawn {
                    text: shape.galley.job.text.clone(),
                    left: shape.pos.x,
                    is_cut: shape.galley.elided,
                });
            } else if let egui::Shape::Vec(shapes) = shape {
                shapes.iter().for_each(|shape| add(shape, drawn));
            }
        }
        let mut drawn = Vec::new();
        self.harness.output().shapes.iter().for_each(|clipped| add(&clipped.shape, &mut drawn));
        drawn
    }

    /// Turns the wheel over this place.
    pub(crate) fn scroll(&mut self, over: egui::Pos2, by: egui::Vec2) {
        self.harness.event(egui::Event::PointerMoved(over));
        self.settle();
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: by,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    /// Whether a step of the work has its tick.
    pub(crate) fn is_done(&self, step: &str) -> bool {
        self.texts().contains(&format!("{step}, done"))
    }

    /// Clicks the first thing whose name is exactly this.
    #[track_caller]
    pub(crate) fn click(&mut self, label: &str) {
        let found = self.harness.query_all_by_label(label).next();
        let node = found.unwrap_or_else(|| panic!("{label:?} is not there; there is: {:#?}", self.texts()));
        node.click();
        self.settle();
    }

    /// Scrolls to the first thing of this name, then clicks it.
    #[track_caller]
    pub(crate) fn scroll_and_click(&mut self, label: &str) {
        let found = self.harness.query_all_by_label(label).next();
        let node = found.unwrap_or_else(|| panic!("{label:?} is not there; there is: {:#?}", self.texts()));
        node.scroll_to_me();
        self.settle();
        self.click(label);
    }

    /// Clicks the first thing whose name holds this.
    #[track_caller]
    pub(crate) fn click_with(&mut self, part: &str) {
        // Counts on buttons come from other threads.
        self.wait_for(part);
        let found = self.harness.query_all_by_label_contains(part).next();
        let node = found.unwrap_or_else(|| panic!("{part:?} is not there; there is: {:#?}", self.texts()));
        node.click();
        self.settle();
    }

    /// Scrolls to the first thing whose name holds this, then clicks it.
    #[track_caller]
    pub(crate) fn scroll_and_click_with(&mut self, part: &str) {
        let found = self.harness.query_all_by_label_contains(part).next();
        let node = found.unwrap_or_else(|| panic!("{part:?} is not there; there is: {:#?}", self.texts()));
        node.scroll_to_me();
        self.settle();
        self.click_with(part);
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub(crate) fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Presses keys one after another before anything is drawn.
    pub(crate) fn press_all(&mut self, keys: &[Key]) {
        for key in keys {
            self.harness.key_press(*key);
        }
        self.settle();
    }

    /// Types into what has the keyboard.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Types into the field of this name, in place of what stands there.
    #[track_caller]
    pub(crate) fn fill(&mut self, label: &str, text: &str) {
        self.click(label);
        self.press_with(Modifiers::COMMAND, Key::A);
        self.type_text(text);
    }

    pub(crate) fn harness(&mut self) -> &mut Harness<'static, Option<Workbench>> {
        &mut self.harness
    }
}
