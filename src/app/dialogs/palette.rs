//! Every command, found by typing some of its letters.

use eframe::egui::{self, Key, Modifiers, ScrollArea};
use strum::IntoEnumIterator;

use super::super::action::Action;
use super::super::keys::Here;
use super::super::theme::{palette, regular, size};
use super::super::ui_command::UiCommand;
use super::super::widgets::{key_cap, muted, word};
use super::{choice_row, modal, move_choice, query_field, reveal, taken};

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Palette {
    query: String,
    at: usize,
    revealed: Option<usize>,
    had_focus: bool,
}

impl Palette {
    pub(super) fn show(&mut self, ctx: &egui::Context, here: Here, out: &mut Vec<Action>) {
        modal(ctx, "palette", 560.0, out, |ui, out| {
            let before = self.query.clone();
            query_field(ui, &mut self.query, "What do you want to do?", &mut self.had_focus);
            if self.query != before {
                self.at = 0;
                self.revealed = None;
            }
            let found = matching(&self.query, here);
            let mut chosen = Some(self.at);
            move_choice(ui, &mut chosen, found.len());
            self.at = chosen.unwrap_or_default();
            let mut run =
                taken(ui, Modifiers::NONE, Key::Enter).then(|| found.get(self.at).copied()).flatten();
            // As high whatever is found: the field stays where it is while one types.
            ScrollArea::vertical().max_height(360.0).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                if found.is_empty() {
                    muted(ui, "No command has these letters");
                }
                for (at, command) in found.iter().enumerate() {
                    let row = choice_row(ui, at, at == self.at, command.text(), |ui| {
                        ui.horizontal(|ui| {
                            let colour = palette(ui).text;
                            word(ui, command.text(), regular(size::BODY), colour);
                            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                                for chord in command.keys().iter().rev() {
                                    key_cap(ui, &chord.text());
                                }
                            });
                        });
                    });
                    if at == self.at {
                        reveal(&row, at, &mut self.revealed);
                    }
                    if row.clicked() {
                        run = Some(*command);
                    }
                }
            });
            if let Some(command) = run {
                out.push(Action::CloseDialog);
                out.push(Action::Run(command));
            }
        });
    }
}

/// Commands that can be given here and have every word of the query, in the order of the list: first those in
/// which each of them begins a word.
fn matching(query: &str, here: Here) -> Vec<UiCommand> {
    let query = query.trim().to_lowercase();
    let rank = |command: &UiCommand| {
        let text = command.text().to_lowercase();
        let begins = |word: &str| text.split_whitespace().any(|other| other.starts_with(word));
        let has = query.split_whitespace().all(|word| text.contains(word));
        has.then(|| !query.split_whitespace().all(begins))
    };
    let offered = UiCommand::iter().filter(|command| *command != UiCommand::Palette && here.offers(*command));
    let mut found: Vec<(bool, UiCommand)> =
        offered.filter_map(|command| Some((rank(&command)?, command))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, command)| command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Screen;

    #[track_caller]
    fn check(query: &str, first: UiCommand) {
        let here =
            Here { screen: Some(Screen::Review), may_review: true, is_on_control: false, is_typing: false };
        assert_eq!(matching(query, here).first(), Some(&first), "{query}");
    }

    #[test]
    fn words_that_begin_as_typed_come_first() {
        check("go to e", UiCommand::GoToEntry);
        check("  Go   TO Rea ", UiCommand::ShowReasons);
        // Within a word it is found as well.
        check("irst", UiCommand::LessBefore);
    }
}
