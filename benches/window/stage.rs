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

/// What our part of a frame took.
#[derive(Clone, Copy, Default)]
pub(crate) struct Frame {
    /// On the clock.
    wall: Duration,
    /// On the processor.
    busy: Duration,
}

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

    pub(crate) fn frame(&mut self, events: Input) -> Frame {
        let (frame, output) = self.draw(events);
        output.drop_without_applying_deltas();
        frame
    }

    fn draw(&mut self, events: Input) -> (Frame, FullOutput) {
        self.at_seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, egui::vec2(1440.0, 900.0))),
            time: Some(self.at_seconds),
            events,
            focused: true,
            ..RawInput::default()
        };
        let mut frame = Frame::default();
        let output = self.context.run_ui(input, |ui| {
            let (begun, begun_busy) = (Instant::now(), busy());
            self.bench.show(ui);
            frame.wall += begun.elapsed();
            frame.busy += busy() - begun_busy;
        });
        (frame, output)
    }

    /// Draws frames until these words stand on the screen.
    pub(crate) fn until(&mut self, words: &str) {
        let begun = Instant::now();
        loop {
            let (_, output) = self.draw(Vec::new());
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
        let frames: Vec<Frame> = (0..frames).map(|at| self.frame(input(at))).collect();
        let sorted = |time: fn(&Frame) -> Duration| {
            let mut times: Vec<Duration> = frames.iter().map(time).collect();
            times.sort_unstable();
            times
        };
        let (busy, wall) = (sorted(|frame| frame.busy), sorted(|frame| frame.wall));
        let at = |times: &[Duration], permille: usize| {
            let last = times.len().saturating_sub(1);
            times.get(last * permille / 1000).copied().unwrap_or_default().as_secs_f64() * 1e3
        };
        println!(
            "{:>9.2} {:>7.2} {:>7.2}   {:>7.2} {:>7.2} {:>7.2}   {what}",
            at(&busy, 500),
            at(&busy, 990),
            at(&busy, 1000),
            at(&wall, 500),
            at(&wall, 990),
            at(&wall, 1000),
        );
    }
}

/// Time that this thread has been on a processor, whatever else the machine does.
fn busy() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// Whether a text that is drawn holds these words.
fn holds(shape: &Shape, words: &str) -> bool {
    if let Shape::Text(text) = shape {
        return text.galley.text().contains(words);
    }
    matches!(shape, Shape::Vec(shapes) if shapes.iter().any(|shape| holds(shape, words)))
}

/// Text that is typed.
pub(crate) fn typed(text: &str) -> Input {
    vec![Event::Text(text.to_owned())]
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
