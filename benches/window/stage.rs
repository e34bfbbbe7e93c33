//! The window without a display: takes input, draws frames, and holds the time that our part takes.

use std::time::{Duration, Instant};

use egui::epaint::Shape;
use egui::{
    Context, Event, FullOutput, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect,
    TouchPhase, Vec2,
};
use withheld::app::{Opening, Workbench};

/// What happens before a frame.
pub(crate) type Input = Vec<Event>;

pub(crate) struct Stage {
    context: Context,
    bench: Workbench,
    at_seconds: f64,
}

impl Stage {
    pub(crate) fn new(opening: Opening) -> Stage {
        let context = Context::default();
        Workbench::prepare(&context);
        let mut bench = Workbench::forgetful(&context);
        bench.begin(opening);
        Stage { context, bench, at_seconds: 0.0 }
    }

    /// One frame: the time of our part, and the time of all of it but painting.
    pub(crate) fn frame(&mut self, events: Input) -> (Duration, Duration) {
        let (ours, whole, output) = self.draw(events);
        output.drop_without_applying_deltas();
        (ours, whole)
    }

    fn draw(&mut self, events: Input) -> (Duration, Duration, FullOutput) {
        self.at_seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, egui::vec2(1440.0, 900.0))),
            time: Some(self.at_seconds),
            events,
            focused: true,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let mut ours = Duration::ZERO;
        let output = self.context.run_ui(input, |ui| {
            let begun = Instant::now();
            self.bench.show(ui);
            ours += begun.elapsed();
        });
        (ours, begun.elapsed(), output)
    }

    /// Draws frames until these words stand on the screen.
    pub(crate) fn until(&mut self, words: &str) {
        let begun = Instant::now();
        loop {
            let (.., output) = self.draw(Vec::new());
            let is_there = output.shapes.iter().any(|clipped| holds(&clipped.shape, words));
            output.drop_without_applying_deltas();
            if is_there {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(300), "{words:?} never came");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Draws so many frames and prints what our part of them took.
    pub(crate) fn measure(&mut self, what: &str, frames: usize, mut input: impl FnMut(usize) -> Input) {
        let (mut ours, mut whole): (Vec<_>, Vec<_>) = (0..frames).map(|at| self.frame(input(at))).unzip();
        ours.sort_unstable();
        whole.sort_unstable();
        let at = |times: &[Duration], permille: usize| {
            let last = times.len().saturating_sub(1);
            times.get(last * permille / 1000).copied().unwrap_or_default().as_secs_f64() * 1e3
        };
        println!(
            "{:>9.2} {:>7.2} {:>7.2} {:>7.2}  {what}",
            at(&ours, 500),
            at(&ours, 990),
            at(&ours, 1000),
            at(&whole, 990),
        );
    }
}

/// Whether a text that is drawn holds these words.
fn holds(shape: &Shape, words: &str) -> bool {
    match shape {
        Shape::Text(text) => text.galley.text().contains(words),
        Shape::Vec(shapes) => shapes.iter().any(|shape| holds(shape, words)),
        _ => false,
    }
}

pub(crate) fn key(key: Key) -> Input {
    key_with(Modifiers::NONE, key)
}

pub(crate) fn key_with(modifiers: Modifiers, key: Key) -> Input {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}

/// The wheel turned over a place, by so many points; below zero goes down.
pub(crate) fn wheel(over: Pos2, points: f32) -> Input {
    vec![
        Event::PointerMoved(over),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, points),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        },
    ]
}
