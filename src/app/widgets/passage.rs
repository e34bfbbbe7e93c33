//! Case text with its marks: words stay readable under a tint, the code of the exemption stands
//! beside them, and words can be selected by mouse.
//!
//! The codes are laid out with the text but are no part of it; every place one can point at leads
//! back to bytes of the cell.

use std::ops::Range;

use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Color32, Galley, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo,
};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::super::theme::{Palette, medium, palette, regular};
use crate::text::Span;

/// How marked words stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::app) enum MarkState {
    /// Goes out unless the officer keeps it.
    Suggested,
    /// Goes out.
    Redacted,
    /// Stays, by the officer's word.
    Kept,
    /// A mention of body-worn video.
    Mention,
    /// Not marked, but with a capital or a digit: worth a look.
    Unmarked,
}

/// Some words of the text that are marked. Marks of one text do not overlap.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(in crate::app) struct Mark {
    pub(in crate::app) span: Span,
    pub(in crate::app) state: MarkState,
    /// What stands beside the words; may be empty.
    pub(in crate::app) code: String,
    /// By which the screen knows it; several marks may share one.
    pub(in crate::app) id: usize,
}

/// A text to be drawn.
#[derive(Clone, Copy)]
pub(in crate::app) struct Passage<'t> {
    pub(in crate::app) id: Id,
    /// What the text is, for a screen reader.
    pub(in crate::app) name: &'t str,
    pub(in crate::app) text: &'t str,
    pub(in crate::app) marks: &'t [Mark],
    /// The mark the officer is at.
    pub(in crate::app) focus: Option<usize>,
    pub(in crate::app) selection: Option<Span>,
    /// Where a text stands that is looked for.
    pub(in crate::app) found: &'t [Span],
    /// Height of letters and of lines, in points.
    pub(in crate::app) size: f32,
    pub(in crate::app) line: f32,
    /// Drawn faintly: nothing of it is released.
    pub(in crate::app) is_faint: bool,
}

/// What was done with it.
pub(in crate::app) struct PassageOutput {
    pub(in crate::app) response: Response,
    /// The mark that was clicked.
    pub(in crate::app) clicked: Option<usize>,
    /// The new selection, if it changed.
    pub(in crate::app) selected: Option<Option<Span>>,
    /// Where the mark in focus, or what is selected, stands on the screen.
    pub(in crate::app) focus_rect: Option<Rect>,
}

/// Room between marked words and their code, in points.
const CODE_GAP: f32 = 3.0;

impl Passage<'_> {
    pub(in crate::app) fn show(self, ui: &mut Ui) -> PassageOutput {
        let colours = palette(ui);
        let set = Set::new(&self, colours, ui.available_width());
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(set.job.clone()));
        let (rect, _) =
            ui.allocate_exact_size(egui::vec2(ui.available_width(), galley.size().y), Sense::hover());
        let response = ui.interact(rect, self.id, Sense::click_and_drag());
        let spoken = format!("{}: {}", self.name, self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.clone()));
        if response.hovered() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        }
        let origin = rect.min;
        let focus_rect = self.paint(ui, colours, &set, &galley, origin);
        let (clicked, selected) = self.point(ui, &response, &set, &galley, origin);
        PassageOutput { response, clicked, selected, focus_rect }
    }

    fn paint(
        &self,
        ui: &Ui,
        colours: &Palette,
        set: &Set,
        galley: &std::sync::Arc<Galley>,
        origin: Pos2,
    ) -> Option<Rect> {
        let painter = ui.painter();
        let mut focus_rect: Option<Rect> = None;
        let mut over = Vec::new();
        for (mark, letters) in self.marks.iter().zip(&set.marks) {
            let rects = boxes(galley, letters.clone(), origin);
            let is_focus = self.focus == Some(mark.id);
            let fade = |colour: Color32| if self.is_faint { colour.gamma_multiply(0.5) } else { colour };
            for (at, rect) in rects.iter().enumerate() {
                let pill = rect.expand2(egui::vec2(1.0, -1.0));
                let left = egui::pos2(rect.min.x, rect.max.y - 1.5);
                let right = egui::pos2(rect.max.x, rect.max.y - 1.5);
                match mark.state {
                    MarkState::Suggested => {
                        painter.rect_filled(pill, 4.0, fade(colours.suggested_tint));
                        let line = Stroke::new(1.5, fade(colours.mark));
                        over.extend(Shape::dashed_line(&[left, right], line, 4.0, 3.0));
                    }
                    MarkState::Redacted => {
                        painter.rect_filled(pill, 4.0, fade(colours.redacted_tint));
                        over.push(Shape::line_segment([left, right], Stroke::new(1.5, fade(colours.mark))));
                    }
                    MarkState::Kept => {
                        let line = Stroke::new(1.0, fade(colours.muted));
                        over.extend(Shape::dotted_line(&[left, right], line.color, 3.0, 0.8));
                    }
                    MarkState::Mention => {
                        over.push(Shape::line_segment(
                            [left, right],
                            Stroke::new(2.0, fade(colours.mention)),
                        ));
                    }
                    MarkState::Unmarked => {
                        let up = egui::vec2(0.0, -1.5);
                        let line = [left + up, right + up];
                        over.extend(Shape::dotted_line(&line, fade(colours.edge), 2.5, 0.6));
                    }
                }
                if is_focus {
                    let ring = Stroke::new(2.0, colours.accent);
                    over.push(Shape::rect_stroke(pill, 4.0, ring, StrokeKind::Middle));
                    focus_rect =
                        Some(if at == 0 { *rect } else { focus_rect.map_or(*rect, |r| r.union(*rect)) });
                }
            }
        }
        // Over the tints, or one could not see what is found or selected of marked words.
        for span in self.found {
            for rect in boxes(galley, set.letters(*span), origin) {
                painter.rect_filled(rect.expand2(egui::vec2(1.0, 0.0)), 2.0, colours.found);
            }
        }
        if let Some(span) = self.selection {
            for rect in boxes(galley, set.letters(span), origin) {
                painter.rect_filled(rect.expand2(egui::vec2(1.0, 0.0)), 2.0, colours.selection);
                focus_rect = Some(focus_rect.map_or(rect, |focus| focus.union(rect)));
            }
        }
        painter.galley(origin, galley.clone(), colours.text);
        painter.extend(over);
        focus_rect
    }

    /// What the pointer did.
    fn point(
        &self,
        ui: &Ui,
        response: &Response,
        set: &Set,
        galley: &Galley,
        origin: Pos2,
    ) -> (Option<usize>, Option<Option<Span>>) {
        let letter_at = |pos: Pos2| galley.cursor_from_pos(pos - origin);
        let byte_at = |cursor: CCursor| set.byte(cursor.index.0).min(self.text.len());
        let anchor_id = self.id.with("anchor");
        let anchor = |byte: usize| ui.data_mut(|data| data.insert_temp(anchor_id, byte));
        let from_anchor = |byte: usize| {
            let anchor = ui.data(|data| data.get_temp::<usize>(anchor_id)).unwrap_or(byte);
            let (start, end) = (anchor.min(byte), anchor.max(byte));
            // Half a name left standing is a leak, so letters are selected only on purpose.
            if ui.input(|input| input.modifiers.alt || input.modifiers.command) {
                whole_letters(self.text, start, end)
            } else {
                whole_words(self.text, start, end)
            }
        };
        let Some(pos) = response.interact_pointer_pos() else { return (None, None) };
        if response.drag_started() {
            let from = ui.input(|input| input.pointer.press_origin()).unwrap_or(pos);
            if !ui.input(|input| input.modifiers.shift) {
                anchor(byte_at(letter_at(from)));
            }
        }
        if response.dragged() {
            return (None, Some(from_anchor(byte_at(letter_at(pos)))));
        }
        if response.double_clicked() {
            return (None, Some(word_at(self.text, byte_at(letter_at(pos)))));
        }
        if response.clicked() {
            let cursor = letter_at(pos);
            if ui.input(|input| input.modifiers.shift) {
                return (None, Some(from_anchor(byte_at(cursor))));
            }
            anchor(byte_at(cursor));
            let hit = |letters: &Range<usize>| {
                boxes(galley, letters.clone(), origin).iter().any(|rect| rect.expand(3.0).contains(pos))
            };
            let marks = self.marks.iter().zip(&set.marks);
            let clicked = marks
                .filter(|(mark, _)| mark.state.is_decidable())
                .find(|(_, at)| hit(at))
                .map(|(m, _)| m.id);
            return (clicked, self.selection.is_some().then_some(None));
        }
        (None, None)
    }
}

impl MarkState {
    /// Whether the officer decides it, so that it can be gone to.
    fn is_decidable(self) -> bool {
        match self {
            MarkState::Suggested | MarkState::Redacted | MarkState::Kept => true,
            MarkState::Mention | MarkState::Unmarked => false,
        }
    }
}

/// A text as it is set, with the way back to its bytes.
struct Set {
    job: LayoutJob,
    /// For each letter of the layout the byte of the text that it stands for; a letter of a code
    /// stands for the byte after its mark.
    bytes: Vec<u32>,
    is_code: Vec<bool>,
    /// The letters of each mark, its code included.
    marks: Vec<Range<usize>>,
}

impl Set {
    fn new(passage: &Passage<'_>, colours: &Palette, width: f32) -> Set {
        let ink = if passage.is_faint { colours.muted } else { colours.text };
        let plain = TextFormat {
            font_id: regular(passage.size),
            line_height: Some(passage.line),
            color: ink,
            ..TextFormat::default()
        };
        let code = TextFormat {
            font_id: medium((passage.size * 0.62).max(9.0)),
            line_height: Some(passage.line),
            color: colours.mark,
            valign: Align::TOP,
            ..TextFormat::default()
        };
        let mut set =
            Set { job: LayoutJob::default(), bytes: Vec::new(), is_code: Vec::new(), marks: Vec::new() };
        set.job.wrap.max_width = width;
        let mut from = 0;
        for mark in passage.marks {
            let (start, end) = (mark.span.start().max(from), mark.span.end());
            set.push(passage.text, from..start, plain.clone());
            let first = set.bytes.len();
            let mut format = plain.clone();
            match mark.state {
                MarkState::Mention => {
                    format.color = colours.mention;
                    format.font_id = medium(passage.size);
                }
                MarkState::Suggested | MarkState::Redacted | MarkState::Kept | MarkState::Unmarked => {}
            }
            set.push(passage.text, start..end, format);
            if !mark.code.is_empty() {
                set.job.append(&mark.code, CODE_GAP, code.clone());
                for _ in mark.code.chars() {
                    set.bytes.push(end as u32);
                    set.is_code.push(true);
                }
            }
            set.marks.push(first..set.bytes.len());
            from = end.max(from);
        }
        set.push(passage.text, from..passage.text.len(), plain);
        set
    }

    fn push(&mut self, text: &str, bytes: Range<usize>, format: TextFormat) {
        let Some(piece) = text.get(bytes.clone()).filter(|piece| !piece.is_empty()) else { return };
        self.job.append(piece, 0.0, format);
        for (at, _) in piece.char_indices() {
            self.bytes.push((bytes.start + at) as u32);
            self.is_code.push(false);
        }
    }

    /// The byte that a place between letters stands for.
    fn byte(&self, letter: usize) -> usize {
        self.bytes.get(letter).map_or(usize::MAX, |byte| *byte as usize)
    }

    /// The letters of some bytes, codes between them included.
    fn letters(&self, span: Span) -> Range<usize> {
        let first = self.bytes.partition_point(|byte| (*byte as usize) < span.start());
        let codes = self.is_code.iter().skip(first).take_while(|is_code| **is_code).count();
        let end = self.bytes.partition_point(|byte| (*byte as usize) < span.end());
        first + codes..end
    }
}

/// Where letters of a galley at `origin` stand, a box a line.
pub(super) fn boxes(galley: &Galley, letters: Range<usize>, origin: Pos2) -> Vec<Rect> {
    let mut found = Vec::new();
    let mut at = 0;
    for row in &galley.rows {
        let count = row.char_count_excluding_newline().0;
        let (from, to) = (letters.start.max(at), letters.end.min(at + count));
        if from < to {
            // To the end of the last letter: before the next one there may be room that is no part of it.
            let letters = row.glyphs.get(from - at..to - at).unwrap_or_default();
            let left = row.pos.x + letters.iter().map(|letter| letter.pos.x).fold(f32::MAX, f32::min);
            let right = row.pos.x + letters.iter().map(|letter| letter.max_x()).fold(f32::MIN, f32::max);
            let (top, bottom) = (row.min_y() + 3.0, row.max_y() - 3.0);
            found
                .push(Rect::from_min_max(origin + egui::vec2(left, top), origin + egui::vec2(right, bottom)));
        }
        at += row.char_count_including_newline().0;
        if at >= letters.end {
            break;
        }
    }
    found
}

/// The span from one byte to another, widened to whole letters as a reader sees them.
fn whole_letters(text: &str, start: usize, end: usize) -> Option<Span> {
    if start >= end {
        return None;
    }
    let mut from = GraphemeCursor::new(start, text.len(), true);
    let start = match from.is_boundary(text, 0) {
        Ok(true) => start,
        Ok(false) | Err(_) => from.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    };
    let mut to = GraphemeCursor::new(end, text.len(), true);
    let end = match to.is_boundary(text, 0) {
        Ok(true) => end,
        Ok(false) | Err(_) => to.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    };
    Span::new(text, start, end)
}

/// The span from one byte to another, widened to whole words at both ends.
fn whole_words(text: &str, start: usize, end: usize) -> Option<Span> {
    if start >= end {
        return None;
    }
    let touched = text
        .unicode_word_indices()
        .map(|(at, word)| (at, at + word.len()))
        .filter(|(from, to)| *from < end && start < *to);
    let (from, to) = touched.fold((start, end), |(from, to), word| (from.min(word.0), to.max(word.1)));
    Span::new(text, from, to)
}

/// The word at a byte, or what stands there between words.
fn word_at(text: &str, byte: usize) -> Option<Span> {
    let (start, word) = text.split_word_bound_indices().take_while(|(start, _)| *start <= byte).last()?;
    Span::new(text, start, start + word.len()).filter(|_| word.chars().any(|letter| !letter.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::union;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(text, start, start + words.len()).unwrap()
    }

    fn set(text: &str, marks: &[Mark]) -> Set {
        let passage = Passage {
            id: Id::NULL,
            name: "Summary",
            text,
            marks,
            focus: None,
            selection: None,
            found: &[],
            size: 16.0,
            line: 28.0,
            is_faint: false,
        };
        Set::new(&passage, &super::super::super::theme::LIGHT, 300.0)
    }

    fn mark(text: &str, words: &str) -> Mark {
        Mark { span: span(text, words), state: MarkState::Redacted, code: "s40(2)".to_owned(), id: 0 }
    }

    #[test]
    fn codes_lead_back_to_the_text() {
        let text = "Mr Zoë Adeyemi left.";
        let set = set(text, &[mark(text, "Zoë Adeyemi")]);
        assert_eq!(set.job.text, "Mr Zoë Adeyemis40(2) left.");
        let letter = |words: &str| {
            set.job
                .text
                .chars()
                .collect::<String>()
                .find(words)
                .map(|byte| set.job.text.get(..byte).unwrap().chars().count())
        };
        assert_eq!(set.byte(letter("left").unwrap()), text.find("left").unwrap());
        assert_eq!(set.byte(letter("40").unwrap()), text.find(" left").unwrap());
        let letters = set.letters(span(text, "left"));
        assert_eq!(set.job.text.chars().skip(letters.start).take(letters.len()).collect::<String>(), "left");
    }

    #[test]
    fn a_selection_holds_whole_letters() {
        let text = "Nguye\u{302}\u{303}n, Zoë";
        let inside = text.find('\u{303}').unwrap();
        let found = whole_letters(text, 0, inside).unwrap();
        assert_eq!(found.of(text), Some("Nguye\u{302}\u{303}"));
        assert_eq!(whole_letters(text, inside, inside + 2).unwrap().of(text), Some("e\u{302}\u{303}"));
        assert_eq!(whole_letters(text, 4, 4), None);
    }

    #[test]
    fn a_drag_takes_whole_words() {
        let text = "Sgt Brennan's docking";
        let check = |start: usize, end: usize, expected: &str| {
            assert_eq!(whole_words(text, start, end).unwrap().of(text), Some(expected));
        };
        check(6, 9, "Brennan's");
        check(1, 5, "Sgt Brennan's");
        check(3, 4, " ");
        check(9, 16, "Brennan's docking");
        assert_eq!(whole_words(text, 5, 5), None);
    }

    #[test]
    fn a_double_click_takes_a_word() {
        let check = |byte: usize, expected: &str| {
            let text = "PC O'Neill's, 2231CE.";
            assert_eq!(word_at(text, byte).unwrap().of(text), Some(expected), "{byte}");
        };
        check(0, "PC");
        check(4, "O'Neill's");
        check(14, "2231CE");
        check(12, ",");
    }

    proptest! {
        #[test]
        fn every_letter_of_the_text_is_set_once(
            text in "[a-zé\u{303}日 \n]{0,40}", cuts in prop::collection::vec((0usize..40, 1usize..9), 0..5)
        ) {
            let spans = cuts.iter().filter_map(|(start, len)| Span::new(&text, *start, start + len));
            let marks: Vec<Mark> = union(spans)
                .into_iter()
                .map(|span| Mark { span, state: MarkState::Suggested, code: "s31".to_owned(), id: 0 })
                .collect();
            let set = set(&text, &marks);
            let own: Vec<u32> =
                set.bytes.iter().zip(&set.is_code).filter(|(_, code)| !**code).map(|(byte, _)| *byte).collect();
            let expected: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
            prop_assert_eq!(own, expected);
            prop_assert_eq!(set.job.text.chars().count(), set.bytes.len());
            for mark in &marks {
                let letters = set.letters(mark.span);
                let shown: String = set.job.text.chars().skip(letters.start).take(letters.len()).collect();
                prop_assert_eq!(Some(shown.as_str()), mark.span.of(&text));
            }
        }
    }
}
