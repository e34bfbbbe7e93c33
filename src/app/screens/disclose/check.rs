//! The check: what stands in the way of a release, and what deserves another look, in groups that unfold.
//! Each row leads to its place. Nothing here decides anything.

use std::collections::BTreeMap;
use std::ops::Range;

use eframe::egui::{self, Frame, Key, Margin, Ui};

use super::super::super::action::{Action, LoadPart, ReasonsGoal, ReasonsPart, Screen};
use super::super::super::blocks::{Blocks, Fold, Home, Line, home};
use super::super::super::let_go::let_go;
use super::super::super::looks::{Checked, LookFold, LookLine, Looks};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{ListState, Look, Push, banner, muted, tall_list, word};
use super::look_rows::{self, Asked};
use super::rows::{draw_block, draw_clear, draw_group, draw_section, draw_words};
use crate::disclose::Refusal;
use crate::review::{Block, BlockKind};

/// Heights of lines, in points.
pub(super) const GROUP: f32 = 56.0;
const SECTION: f32 = 44.0;
const CLEAR: f32 = 74.0;
const WORDS: f32 = 42.0;
const ROW: f32 = 34.0;
const TWO_LINES: f32 = 48.0;
const TALL_ROW: f32 = 58.0;
/// A group of so few rows is unfolded at first.
const FEW: usize = 6;

/// A line of the check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Row {
    /// Over what stands in the way.
    InTheWay,
    /// In its place: nothing does.
    Clear,
    Block(Line),
    /// Over what deserves another look.
    AnotherLook,
    Look(LookLine),
}

/// The list, and how it is looked at.
#[derive(Debug, Default)]
pub(super) struct CheckList {
    blocks: Blocks,
    looks: Looks,
    /// Nothing stands in the way, but withheld words stand in the letter, or its facts are not complete.
    would_be_refused: bool,
    /// After how many events it was asked for, and what is shown was made.
    asked: Option<u64>,
    answered: Option<u64>,
    lines: Vec<Row>,
    /// What the officer folded or unfolded.
    folds: BTreeMap<Fold, bool>,
    look_folds: BTreeMap<LookFold, bool>,
    list: ListState,
    /// The line that is to have the keyboard.
    wanted: Option<usize>,
    /// The line that has it, and may be out of view.
    at: usize,
}

impl CheckList {
    /// Asks again if anything was decided since.
    pub(super) fn update(&mut self, session: &Session) {
        let now = session.revision();
        // While where entries stand is looked at anew, every frame counts as a change.
        if self.asked != Some(now) && session.index.is_fresh() {
            self.asked = Some(now);
            session.clerk.check(now);
        }
    }

    pub(super) fn look_again(&mut self) {
        (self.asked, self.answered) = (None, None);
    }

    /// Takes in what stands in the way; gives on why a release would be refused although nothing does.
    pub(super) fn checked(&mut self, revision: u64, checked: Checked) -> Option<Refusal> {
        let Checked { blocks, refusal, looks } = checked;
        self.would_be_refused = refusal.is_some();
        let old = (std::mem::replace(&mut self.blocks, blocks), std::mem::replace(&mut self.looks, looks));
        if old.0.len() > 10_000 || old.1.total() > 10_000 {
            let_go(old);
        }
        self.answered = Some(revision);
        // Words are told by their number, which is another one now.
        self.look_folds.retain(|fold, _| matches!(fold, LookFold::Kind(_)));
        self.unfold();
        refusal
    }

    pub(super) fn would_be_refused(&self) -> bool {
        self.would_be_refused
    }

    pub(super) fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// How much deserves another look.
    pub(super) fn to_look_at(&self) -> u64 {
        self.looks.total()
    }

    /// Whether what is shown is how the case stands now.
    pub(super) fn is_current(&self, session: &Session) -> bool {
        self.answered == Some(session.revision()) && session.index.is_fresh()
    }

    /// Gives the keyboard to the line that had it last.
    pub(super) fn take_keyboard(&mut self) {
        self.go_to(self.at);
    }

    fn go_to(&mut self, line: usize) {
        let last = self.lines.len().saturating_sub(1);
        let mut line = line.min(last);
        // What stands over a part is no line to go to, and neither is the end before it.
        while line < last && self.lines.get(line).is_some_and(|row| row.is_over()) {
            line = if line > self.at || line == 0 { line + 1 } else { line - 1 };
        }
        self.wanted = Some(line);
        self.list.reveal(line);
    }

    fn unfold(&mut self) {
        let mut lines = Vec::new();
        lines.push(if self.blocks.is_empty() { Row::Clear } else { Row::InTheWay });
        lines.extend(
            self.blocks.lines(|fold| is_open(&self.blocks, &self.folds, fold)).into_iter().map(Row::Block),
        );
        let looks = self.looks.lines(|fold| self.is_look_open(fold));
        if !looks.is_empty() {
            lines.push(Row::AnotherLook);
        }
        lines.extend(looks.into_iter().map(Row::Look));
        self.lines = lines;
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    fn is_look_open(&self, fold: LookFold) -> bool {
        self.look_folds.get(&fold).copied().unwrap_or(match fold {
            LookFold::Kind(kind) => self.looks.count(kind) <= FEW,
            LookFold::Words(_) => false,
        })
    }

    fn toggle(&mut self, fold: Fold) {
        let is_open = is_open(&self.blocks, &self.folds, &fold);
        self.folds.insert(fold, !is_open);
        self.unfold();
    }

    fn toggle_look(&mut self, fold: LookFold) {
        let is_open = self.is_look_open(fold);
        self.look_folds.insert(fold, !is_open);
        self.unfold();
    }
}

impl Row {
    /// Whether it stands over a part, and leads nowhere.
    fn is_over(self) -> bool {
        matches!(self, Row::InTheWay | Row::Clear | Row::AnotherLook)
    }

    /// How tall it is, where legal checks stand at these places.
    fn height(self, legal: &Range<usize>) -> f32 {
        match self {
            Row::InTheWay | Row::AnotherLook => SECTION,
            Row::Clear => CLEAR,
            Row::Block(Line::Group(_)) | Row::Look(LookLine::Group(_)) => GROUP,
            Row::Block(Line::Words { .. }) | Row::Look(LookLine::Words(_)) => WORDS,
            // What tells one legal check from the next stands at the end of its sentence.
            Row::Block(Line::Block(at)) if legal.contains(&at) => TWO_LINES,
            Row::Block(Line::Block(_))
            | Row::Look(
                LookLine::Place { .. }
                | LookLine::LeftOut(_)
                | LookLine::Legal
                | LookLine::OwnAnswer(_)
                | LookLine::Alike(_),
            ) => ROW,
            Row::Look(LookLine::Likely(_)) => TALL_ROW,
        }
    }
}

fn is_open(blocks: &Blocks, folds: &BTreeMap<Fold, bool>, fold: &Fold) -> bool {
    folds.get(fold).copied().unwrap_or(match fold {
        Fold::Kind(kind) => {
            let groups = blocks.groups();
            let is_first = groups.first().is_some_and(|first| first.kind == *kind);
            is_first || groups.iter().any(|group| group.kind == *kind && group.count() <= FEW)
        }
        Fold::Words(_) => true,
    })
}

/// Where a row leads, and the name of that place.
fn lead(block: &Block) -> (Action, &'static str) {
    let row = block.row.unwrap_or_default();
    match home(block) {
        Home::Texts => (Action::Run(UiCommand::HouseTexts), "Your force’s texts"),
        Home::Search => (Action::Run(UiCommand::SearchAgain), "Search now"),
        Home::Request => (Action::GoToLoad(LoadPart::Request), "Load"),
        Home::Hidden => (Action::GoToLoad(LoadPart::Hidden), "Load"),
        Home::Columns => (Action::GoToLoad(LoadPart::Columns), "Load"),
        Home::Checks => (Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Checks)), "Reasons"),
        Home::Scope if block.kind == BlockKind::NothingInScope => (Action::Show(Screen::Scope), "Scope"),
        Home::Scope => (Action::GoToScope { row }, "Scope"),
        Home::Review => (Action::GoTo { row, place: block.place }, "Review"),
    }
}

/// Draws the list. Whether the officer asked for the preview.
pub(super) fn show(ui: &mut Ui, list: &mut CheckList, session: &Session, out: &mut Vec<Action>) -> bool {
    let colours = palette(ui);
    if let Some(searching) = &session.searching {
        let share = searching.rows_done() as f32 / searching.rows.max(1) as f32;
        let bar = Frame::new().fill(colours.accent_tint).inner_margin(Margin::symmetric(ROOM as i8, 6));
        egui::Panel::top("searching").frame(bar).show(ui, |ui| {
            ui.horizontal(|ui| {
                word(ui, "Searching for personal data", medium(size::BODY), colours.accent);
                ui.add(egui::ProgressBar::new(share).desired_width(160.0).desired_height(6.0));
                muted(ui, "What stands in the way is looked up anew when it is done");
                if Push::new("Stop").look(Look::Quiet).show(ui).clicked() {
                    out.push(Action::StopSearch);
                }
            });
        });
    }
    let is_current = list.is_current(session) && session.searching.is_none();
    let is_known = list.answered.is_some() && (is_current || !list.blocks.is_empty());
    if !is_known || (list.blocks.is_empty() && list.looks.total() == 0) {
        return nothing(ui, is_known, list.would_be_refused);
    }
    let mut wants_preview = false;
    egui::CentralPanel::default()
        .frame(Frame::new().inner_margin(Margin { left: 16, right: 6, top: 10, bottom: 0 }))
        .show(ui, |ui| {
            if !is_current {
                // The list as it was, until it is known how it is.
                ui.set_opacity(0.55);
            }
            wants_preview = lines(ui, list, session, out);
        });
    wants_preview
}

/// Nothing stands in the way, or nobody knows yet.
fn nothing(ui: &mut Ui, is_known: bool, is_refused: bool) -> bool {
    let colours = palette(ui);
    let mut wants_preview = false;
    let width = 520.0_f32.min(ui.available_width() - 2.0 * ROOM);
    let left = (ui.available_width() - width) / 2.0;
    ui.add_space((ui.available_height() * 0.22).max(ROOM));
    ui.horizontal(|ui| {
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.set_width(width);
            if !is_known {
                ui.vertical_centered(|ui| {
                    word(ui, "Looking at what stands in the way", semibold(size::TITLE), colours.text);
                    muted(ui, "Every entry, every column and every withheld word is looked at");
                });
                return;
            }
            if is_refused {
                banner(ui, colours.waiting, colours.waiting_tint, |ui| {
                    let title = "All is decided, read and settled, but a release would be refused";
                    word(ui, title, semibold(size::BODY + 1.0), colours.waiting);
                    word(
                        ui,
                        "What keeps it back stands beside it, on the right",
                        regular(size::BODY),
                        colours.text,
                    );
                });
                return;
            }
            banner(ui, colours.good, colours.good_tint, |ui| {
                ui.add_space(GAP);
                ui.vertical_centered(|ui| {
                    word(ui, "✓", semibold(size::HERO), colours.good);
                    word(ui, "Nothing stands in the way", semibold(size::TITLE), colours.good);
                    ui.visuals_mut().override_text_color = None;
                    word(
                        ui,
                        "All is decided, read and settled. Look at the preview, then release",
                        regular(size::BODY),
                        colours.text,
                    );
                    ui.add_space(GAP);
                    wants_preview = Push::new("See the preview").show(ui).clicked();
                });
                ui.add_space(GAP);
            });
        });
    });
    wants_preview
}

/// Draws what is seen of the list. Whether the officer asked for the preview.
fn lines(ui: &mut Ui, list: &mut CheckList, session: &Session, out: &mut Vec<Action>) -> bool {
    let lines = std::mem::take(&mut list.lines);
    let mut state = std::mem::take(&mut list.list);
    let mut asked = Asked::default();
    let (mut moved, mut clicked) = (None, None);
    let wanted = list.wanted.take();
    let mut is_wanted_drawn = false;
    let legal = list.blocks.of_kind(BlockKind::LegalCheck);
    let height = |_: &Ui, at: usize| lines.get(at).map_or(ROW, |row| row.height(&legal));
    tall_list(ui, &mut state, lines.len(), height, |ui, at| {
        let Some(row) = lines.get(at).copied() else { return };
        let Some(response) = line(ui, list, session, row, &mut asked, out) else { return };
        if wanted == Some(at) {
            response.request_focus();
            is_wanted_drawn = true;
        }
        // Where a row led away from is the place to come back to.
        if response.clicked() {
            clicked = Some(at);
        }
        if response.has_focus() {
            list.at = at;
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            moved = step(ui).map(|step| at.saturating_add_signed(step));
        }
    });
    (list.lines, list.list) = (lines, state);
    list.at = clicked.unwrap_or(list.at);
    if let Some(fold) = asked.fold {
        list.toggle(fold);
    }
    if let Some(fold) = asked.look_fold {
        list.toggle_look(fold);
    }
    if let Some(line) = moved {
        list.go_to(line);
        ui.ctx().request_repaint();
    } else if !is_wanted_drawn {
        list.wanted = wanted;
    }
    asked.preview
}

/// Draws one line, and does what a click on it asks for. `None` for what stands over a part.
fn line(
    ui: &mut Ui,
    list: &CheckList,
    session: &Session,
    row: Row,
    asked: &mut Asked,
    out: &mut Vec<Action>,
) -> Option<egui::Response> {
    let blocks = &list.blocks;
    match row {
        Row::InTheWay => {
            draw_section(ui, "What stands in the way", "Nothing is released before all of it is done");
            None
        }
        Row::Clear => {
            asked.preview |= draw_clear(ui, list.would_be_refused);
            None
        }
        Row::AnotherLook => {
            let advice =
                "It keeps nothing from being released: whether it tells who was meant is for you to judge";
            draw_section(ui, "What deserves another look", advice);
            None
        }
        Row::Block(Line::Group(group)) => {
            let group = blocks.groups().get(group)?;
            let fold = Fold::Kind(group.kind);
            let response = draw_group(ui, group, is_open(blocks, &list.folds, &fold), out);
            if response.clicked() {
                asked.fold = Some(fold);
            }
            Some(response)
        }
        Row::Block(Line::Words { group, words }) => {
            let (words, count) = blocks.words(group, words)?;
            let fold = Fold::Words(words.clone());
            let is_open = is_open(blocks, &list.folds, &fold);
            let response = draw_words(ui, session, words.expose(), count, is_open, out);
            if response.clicked() {
                asked.fold = Some(fold);
            }
            Some(response)
        }
        Row::Block(Line::Block(block)) => {
            let block = blocks.block(block)?;
            let (action, place) = lead(block);
            let response = draw_block(ui, session, block, place);
            // A search that runs already would begin anew.
            let searches = block.kind == BlockKind::NotSearched && session.searching.is_some();
            if response.clicked() && !searches {
                out.push(action);
            }
            Some(response)
        }
        Row::Look(look) => {
            let is_open = match look {
                LookLine::Group(kind) => list.is_look_open(LookFold::Kind(kind)),
                LookLine::Words(words) => list.is_look_open(LookFold::Words(words)),
                LookLine::Place { .. }
                | LookLine::Likely(_)
                | LookLine::Alike(_)
                | LookLine::LeftOut(_)
                | LookLine::OwnAnswer(_)
                | LookLine::Legal => false,
            };
            look_rows::show(ui, session, &list.looks, look, is_open, asked, out)
        }
    }
}

/// How far a key moves along the list: also to lines that are out of view.
pub(super) fn step(ui: &Ui) -> Option<isize> {
    let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 12), (Key::PageUp, -12)];
    let far = [(Key::Home, isize::MIN), (Key::End, isize::MAX / 2)];
    ui.input(|input| {
        steps.into_iter().chain(far).find(|(key, _)| input.key_pressed(*key)).map(|(_, step)| step)
    })
}
