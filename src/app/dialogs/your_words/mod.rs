//! The officer's words: what is always redacted, in this case or in every case on this computer, and what
//! is not suggested in this case.

mod import;
mod list;

use std::path::Path;

use eframe::egui::{self, Key, Margin, Modifiers, Ui};
use strum::IntoEnumIterator;

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::{GAP, palette, regular, size};
use super::super::widgets::{Look, Push, field_label, heading, muted, segments, select, word};
use super::super::words;
use super::{modal, taken};
use crate::detect::{Always, AlwaysWords, Kind, MOST_ENTRIES, Match, checked_words};
use crate::review::{Command, ReviewError};
use import::Import;
use list::Listing;

/// Which list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(in crate::app) enum WordList {
    #[default]
    Always,
    Never,
}

/// Where words count. Those that are never suggested count in one case only: a list of them that goes
/// along to other cases would let names out there that nobody looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
enum Counts {
    #[default]
    Here,
    Everywhere,
}

#[derive(Debug)]
pub(in crate::app) struct YourWords {
    list: WordList,
    typed: String,
    how: Match,
    kind: Kind,
    counts: Counts,
    /// The words for every case as they are now.
    everywhere: AlwaysWords,
    listing: Listing,
    import: Import,
    /// What could not be done, or what was.
    wrong: Option<String>,
    done: Option<String>,
    had_focus: bool,
    has_changed: bool,
}

impl YourWords {
    /// Begins with these words in the field, and with what they are.
    pub(in crate::app) fn new(
        list: WordList,
        words: String,
        kind: Option<Kind>,
        everywhere: AlwaysWords,
    ) -> YourWords {
        YourWords {
            list,
            typed: words.split_whitespace().collect::<Vec<_>>().join(" "),
            how: Match::default(),
            kind: kind.filter(|kind| *kind != Kind::Bwv).unwrap_or(Always::default().kind),
            counts: Counts::default(),
            everywhere,
            listing: Listing::default(),
            import: Import::default(),
            wrong: None,
            done: None,
            had_focus: false,
            has_changed: false,
        }
    }

    /// Whether a list was changed in it.
    pub(in crate::app) fn has_changed(&self) -> bool {
        self.has_changed
    }

    /// The file to import was chosen in the system's dialog.
    pub(in crate::app) fn set_path(&mut self, path: &Path) {
        self.import.set_path(path);
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "your words", 760.0, out, |ui, out| {
            heading(ui, "Your words");
            self.which(ui, session);
            self.explain(ui);
            ui.add_space(2.0);
            self.field(ui, session, out);
            self.choices(ui);
            self.told(ui);
            ui.add_space(6.0);
            let mut others = if self.import.is_open() { 580.0 } else { 500.0 };
            if self.list == WordList::Never {
                // As high as the other list with its choices.
                others -= 60.0;
            }
            let height = (ui.ctx().content_rect().height() - others).clamp(110.0, 380.0);
            let lists = (self.list, session.workspace(), &self.everywhere);
            let removed = self.listing.show(ui, lists, height, session.revision());
            if let Some((words, counts)) = removed {
                self.remove(words, counts, session, out);
            }
            ui.add_space(4.0);
            if let Some(result) = self.import.show(ui, self.list, out) {
                match result {
                    Ok(words) => self.add(words, session, out),
                    Err(sentence) => self.refuse(sentence),
                }
            }
            ui.horizontal(|ui| {
                self.import.button(ui);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if Push::new("Done").key("Esc").show(ui).clicked() {
                        out.push(Action::CloseDialog);
                    }
                });
            });
        });
    }

    fn which(&mut self, ui: &mut Ui, session: &Session) {
        let lists = session.workspace().lists();
        let always = words::grouped((lists.always.len() + self.everywhere.len()) as u64);
        let never = words::grouped(lists.never.len() as u64);
        let (always, never) = (format!("Always redact: {always}"), format!("Never suggest: {never}"));
        let choices =
            [(WordList::Always, always.as_str(), String::new()), (WordList::Never, &never, String::new())];
        if let Some(list) = segments(ui, Some(self.list), &choices)
            && list != self.list
        {
            self.list = list;
            (self.wrong, self.done) = (None, None);
        }
    }

    fn explain(&self, ui: &mut Ui) {
        muted(
            ui,
            match self.list {
                WordList::Always => {
                    "Suggested for redaction wherever they stand; you still decide each. What the name and number \
                     columns say of words stays what it is."
                }
                WordList::Never => {
                    "Not suggested in this case file, and in no other. They go out openly unless you redact them \
                     yourself. What the name and number columns of an entry or its case say is suggested all the same, \
                     and so is a longer passage that holds the words."
                }
            },
        );
    }

    fn field(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let label = field_label(ui, "Words");
        let mut is_given = false;
        ui.horizontal(|ui| {
            let edit = egui::TextEdit::singleline(&mut self.typed)
                .hint_text(match self.list {
                    WordList::Always => "A name, an address, a nickname",
                    WordList::Never => "A street, a shop, a word that looks like a name",
                })
                .desired_width(ui.available_width() - 96.0)
                .margin(Margin::symmetric(9, 6));
            let field = ui.add(edit).labelled_by(label.id);
            if !self.had_focus {
                field.request_focus();
                self.had_focus = true;
            }
            if field.changed() {
                (self.wrong, self.done) = (None, None);
            }
            let has_words = !self.typed.trim().is_empty();
            is_given = has_words
                && (field.has_focus() || field.lost_focus())
                && taken(ui, Modifiers::NONE, Key::Enter);
            ui.add_enabled_ui(has_words, |ui| {
                let add = Push::new("Add").key("Enter").name("Add the words").look(Look::Primary);
                is_given |= add.width(88.0).show(ui).clicked();
            });
            if is_given {
                // More words come.
                field.request_focus();
            }
        });
        if is_given {
            match checked_words(&self.typed, 1) {
                Ok(words) => self.add(vec![words], session, out),
                Err(error) => self.refuse(error.advice()),
            }
            if self.wrong.is_none() {
                self.typed.clear();
            }
        }
    }

    /// How they match, what they are and where they count.
    fn choices(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(2.0);
        field_label(ui, "How they match");
        let how: Vec<_> = Match::iter().map(|how| (how, words::how(how), String::new())).collect();
        self.how = segments(ui, Some(self.how), &how).unwrap_or(self.how);
        muted(
            ui,
            match self.how {
                Match::Exact => "Letter for letter: “Hunter” is not “hunter”",
                Match::WholeWord => "Spaces, hyphens and line breaks between words are alike",
                Match::OneLetterOff => {
                    "“Gallacher” is also “Gallagher”; words of fewer than five letters must be right"
                }
            },
        );
        if self.list == WordList::Never {
            return;
        }
        ui.add_space(6.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GAP;
            ui.vertical(|ui| {
                field_label(ui, "What they are");
                let kinds: Vec<_> =
                    Kind::iter().filter(|k| *k != Kind::Bwv).map(|k| (k, words::kind(k))).collect();
                let (_, picked) = select(ui, "kind of words", "What they are", 260.0, self.kind, &kinds);
                self.kind = picked.unwrap_or(self.kind);
            });
            ui.vertical(|ui| {
                field_label(ui, "Where they count");
                let places = [
                    (Counts::Here, "In this case", String::new()),
                    (Counts::Everywhere, "In every case on this computer", String::new()),
                ];
                self.counts = segments(ui, Some(self.counts), &places).unwrap_or(self.counts);
            });
        });
    }

    fn told(&self, ui: &mut Ui) {
        let colours = palette(ui);
        if let Some(wrong) = &self.wrong {
            word(ui, wrong, regular(size::BODY), colours.danger);
        } else if let Some(done) = &self.done {
            word(ui, format!("✓ {done}"), regular(size::BODY), colours.good);
        }
    }

    fn refuse(&mut self, sentence: impl Into<String>) {
        (self.wrong, self.done) = (Some(sentence.into()), None);
    }

    fn tell(&mut self, sentence: String) {
        (self.wrong, self.done) = (None, Some(sentence));
        self.has_changed = true;
    }

    /// Lists the words, all or none: one step, however many they are.
    fn add(&mut self, added: Vec<String>, session: &Session, out: &mut Vec<Action>) {
        let count = added.len() as u64;
        let told = match added.as_slice() {
            [one] => format!("Added “{}”", words::snippet(one, 40)),
            _ => format!("Added {}", words::count(count, "entry", "entries")),
        };
        let command = match (self.list, self.counts) {
            (WordList::Always, Counts::Everywhere) => return self.add_everywhere(&added, told, out),
            (WordList::Always, Counts::Here) => {
                Command::AlwaysWords { words: added, how: self.how, kind: self.kind }
            }
            (WordList::Never, _) => Command::NeverWords { words: added, how: self.how },
        };
        self.ask(command, told, session, out);
    }

    fn add_everywhere(&mut self, added: &[String], told: String, out: &mut Vec<Action>) {
        let mut everywhere = self.everywhere.clone();
        for (line, words) in (1..).zip(added) {
            match checked_words(words, line) {
                Ok(words) => _ = everywhere.insert(words, Always { how: self.how, kind: self.kind }),
                Err(error) => return self.refuse(ReviewError::Words(error).to_string()),
            }
        }
        if everywhere.len() > MOST_ENTRIES {
            let (there, most) =
                (words::grouped(everywhere.len() as u64), words::grouped(MOST_ENTRIES as u64));
            return self.refuse(format!("The list would have {there} entries. It can hold {most}."));
        }
        if everywhere == self.everywhere {
            return self.refuse("That is so already; nothing has changed.");
        }
        self.keep(everywhere, told, out);
    }

    fn remove(&mut self, removed: String, counts: Counts, session: &Session, out: &mut Vec<Action>) {
        let told = format!("Removed “{}”", words::snippet(&removed, 40));
        match (self.list, counts) {
            (WordList::Always, Counts::Everywhere) => {
                let mut everywhere = self.everywhere.clone();
                everywhere.remove(&removed);
                self.keep(everywhere, told, out);
            }
            (WordList::Always, Counts::Here) => {
                self.ask(Command::NotAlways { words: vec![removed] }, told, session, out);
            }
            (WordList::Never, _) => {
                self.ask(Command::NotNever { words: vec![removed] }, told, session, out);
            }
        }
    }

    fn ask(&mut self, command: Command, told: String, session: &Session, out: &mut Vec<Action>) {
        match session.workspace().plan(&command) {
            Ok(_) => {
                out.push(Action::Review(command));
                self.tell(told);
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    fn keep(&mut self, everywhere: AlwaysWords, told: String, out: &mut Vec<Action>) {
        self.everywhere = everywhere;
        self.listing.look_again();
        out.push(Action::KeepEverywhere(self.everywhere.clone()));
        self.tell(told);
    }
}
