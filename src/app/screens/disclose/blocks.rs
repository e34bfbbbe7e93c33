//! What stands in the way, in groups that unfold; each row leads to its place.

use std::collections::BTreeMap;

use eframe::egui::{self, Frame, Key, Margin, Ui};

use super::super::super::action::{Action, LoadPart, ReasonsGoal, ReasonsPart, Screen};
use super::super::super::blocks::{Blocks, Fold, Line};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{ListState, Look, Push, banner, muted, tall_list, word};
use super::rows::{draw_block, draw_group, draw_words};
use crate::review::{Block, BlockKind};

/// Heights of lines, in points.
pub(super) const GROUP: f32 = 56.0;
const WORDS: f32 = 42.0;
const ROW: f32 = 34.0;
/// A group of so few rows is unfolded at first.
const FEW: usize = 6;

/// The list, and how it is looked at.
#[derive(Debug, Default)]
pub(super) struct BlockList {
    blocks: Blocks,
    /// After how many events it was asked for, and what is shown was made.
    asked: Option<u64>,
    answered: Option<u64>,
    lines: Vec<Line>,
    /// What the officer folded or unfolded.
    folds: BTreeMap<Fold, bool>,
    list: ListState,
    /// The line that is to have the keyboard.
    wanted: Option<usize>,
    /// The line that has it, and may be out of view.
    at: usize,
}

impl BlockList {
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

    pub(super) fn checked(&mut self, revision: u64, blocks: Blocks) {
        let old = std::mem::replace(&mut self.blocks, blocks);
        if old.len() > 10_000 {
            // Giving back so much takes longer than a frame has.
            std::thread::spawn(move || drop(old));
        }
        self.answered = Some(revision);
        self.unfold();
    }

    pub(super) fn blocks(&self) -> &Blocks {
        &self.blocks
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
        let line = line.min(self.lines.len().saturating_sub(1));
        self.wanted = Some(line);
        self.list.reveal(line);
    }

    fn unfold(&mut self) {
        self.lines = self.blocks.lines(|fold| is_open(&self.blocks, &self.folds, fold));
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    fn toggle(&mut self, fold: Fold) {
        let is_open = is_open(&self.blocks, &self.folds, &fold);
        self.folds.insert(fold, !is_open);
        self.unfold();
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
    match block.kind {
        BlockKind::NotSearched => (Action::Run(UiCommand::SearchAgain), "Search now"),
        BlockKind::NoReference => (Action::GoToLoad(LoadPart::Request), "Load"),
        BlockKind::HiddenContent => (Action::GoToLoad(LoadPart::Hidden), "Load"),
        BlockKind::Standing if block.row.is_none() => (Action::GoToLoad(LoadPart::Columns), "Load"),
        BlockKind::Column => (Action::GoToLoad(LoadPart::Columns), "Load"),
        BlockKind::LegalCheck => (Action::GoToReasons(ReasonsGoal::Part(ReasonsPart::Checks)), "Reasons"),
        BlockKind::NothingInScope => (Action::Show(Screen::Scope), "Scope"),
        BlockKind::Scope | BlockKind::Standing | BlockKind::Criminal | BlockKind::Ongoing => {
            (Action::GoToScope { row }, "Scope")
        }
        BlockKind::Undecided
        | BlockKind::Unread
        | BlockKind::Misuse
        | BlockKind::Law
        | BlockKind::LooksLikeMark
        | BlockKind::OpenElsewhere => (Action::GoTo { row, place: block.place }, "Review"),
    }
}

/// Draws the list. Whether the officer asked for the preview.
pub(super) fn show(ui: &mut Ui, list: &mut BlockList, session: &Session, out: &mut Vec<Action>) -> bool {
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
    if list.blocks.is_empty() {
        return nothing(ui, list.answered.is_some() && is_current);
    }
    egui::CentralPanel::default()
        .frame(Frame::new().inner_margin(Margin { left: 16, right: 6, top: 10, bottom: 0 }))
        .show(ui, |ui| {
            if !is_current {
                // The list as it was, until it is known how it is.
                ui.set_opacity(0.55);
            }
            lines(ui, list, session, out);
        });
    false
}

/// Nothing stands in the way, or nobody knows yet.
fn nothing(ui: &mut Ui, is_known: bool) -> bool {
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

fn lines(ui: &mut Ui, list: &mut BlockList, session: &Session, out: &mut Vec<Action>) {
    let (lines, blocks) = (std::mem::take(&mut list.lines), std::mem::take(&mut list.blocks));
    let mut state = std::mem::take(&mut list.list);
    let mut toggled = None;
    let mut moved = None;
    let height = |_: &Ui, at: usize| match lines.get(at) {
        Some(Line::Group(_)) => GROUP,
        Some(Line::Words { .. }) => WORDS,
        Some(Line::Block(_)) | None => ROW,
    };
    let wanted = list.wanted.take();
    let mut is_wanted_drawn = false;
    tall_list(ui, &mut state, lines.len(), height, |ui, at| {
        let response = match lines.get(at) {
            Some(Line::Group(group)) => {
                let Some(group) = blocks.groups().get(*group) else { return };
                let fold = Fold::Kind(group.kind);
                let is_open = is_open(&blocks, &list.folds, &fold);
                let response = draw_group(ui, group, is_open, out);
                if response.clicked() {
                    toggled = Some(fold);
                }
                response
            }
            Some(Line::Words { group, words }) => {
                let Some((words, count)) = blocks.words(*group, *words) else { return };
                let fold = Fold::Words(words.clone());
                let is_open = is_open(&blocks, &list.folds, &fold);
                let response = draw_words(ui, words.expose(), count, is_open, out);
                if response.clicked() {
                    toggled = Some(fold);
                }
                response
            }
            Some(Line::Block(block)) => {
                let Some(block) = blocks.block(*block) else { return };
                let (action, place) = lead(block);
                let response = draw_block(ui, session, block, place);
                // A search that runs already would begin anew.
                if response.clicked()
                    && !(block.kind == BlockKind::NotSearched && session.searching.is_some())
                {
                    out.push(action);
                }
                response
            }
            None => return,
        };
        if wanted == Some(at) {
            response.request_focus();
            is_wanted_drawn = true;
        }
        if response.has_focus() {
            list.at = at;
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            moved = step(ui).map(|step| at.saturating_add_signed(step));
        }
    });
    (list.lines, list.blocks, list.list) = (lines, blocks, state);
    if let Some(fold) = toggled {
        list.toggle(fold);
    }
    if let Some(line) = moved {
        list.go_to(line);
        ui.ctx().request_repaint();
    } else if !is_wanted_drawn {
        list.wanted = wanted;
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
