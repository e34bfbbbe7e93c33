//! A released cell as on paper: ink, and its marks as black blocks with white text in them.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Galley, Pos2, Ui, Vec2};

use super::super::theme::{medium, palette, regular};
use super::passage::boxes;
use crate::disclose::{Cell, Piece};

/// How large a released cell is set, in points.
pub(in crate::app) struct Setting {
    pub(in crate::app) words: f32,
    pub(in crate::app) marks: f32,
    pub(in crate::app) line: f32,
    /// How far the block of a mark reaches beyond its letters.
    pub(in crate::app) block: Vec2,
    /// What is said of a cell without words.
    pub(in crate::app) empty: &'static str,
}

/// A released cell as it is set: its words, and which letters of it are marks.
pub(in crate::app) struct ReleasedCell {
    pub(in crate::app) galley: Arc<Galley>,
    marks: Vec<Range<usize>>,
    block: Vec2,
}

impl ReleasedCell {
    /// Sets a cell in so much width.
    pub(in crate::app) fn new(ui: &Ui, cell: Cell<'_>, width: f32, setting: &Setting) -> ReleasedCell {
        let colours = palette(ui);
        let format = |font_id, color| TextFormat {
            font_id,
            color,
            line_height: Some(setting.line),
            ..TextFormat::default()
        };
        let mut job = LayoutJob::default();
        job.wrap.max_width = width.max(10.0);
        let (mut letters, mut marks) = (0, Vec::new());
        // A block must not lie over what stands beside it, least of all over an apostrophe.
        let room = setting.block.x + 1.0;
        let mut is_after_mark = false;
        for piece in cell.pieces() {
            let (text, style, is_mark) = match piece {
                Piece::Text(text) => (text, format(regular(setting.words), colours.ink), false),
                Piece::Withheld(mark) => (mark.text(), format(medium(setting.marks), colours.paper), true),
            };
            job.append(text, if is_mark || is_after_mark { room } else { 0.0 }, style);
            is_after_mark = is_mark;
            let count = text.chars().count();
            if is_mark {
                marks.push(letters..letters + count);
            }
            letters += count;
        }
        if cell.is_blank() {
            job.append(setting.empty, 0.0, format(regular(setting.marks), colours.ink));
        }
        ReleasedCell { galley: ui.fonts_mut(|fonts| fonts.layout_job(job)), marks, block: setting.block }
    }

    /// Marks are black blocks with white text in them.
    pub(in crate::app) fn paint(self, ui: &Ui, at: Pos2) {
        let ink = palette(ui).ink;
        for block in self.marks.into_iter().flat_map(|mark| boxes(&self.galley, mark, at)) {
            ui.painter().rect_filled(block.expand2(self.block), 0.0, ink);
        }
        ui.painter().galley(at, self.galley, ink);
    }
}
