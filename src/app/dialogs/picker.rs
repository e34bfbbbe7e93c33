//! Exemption and reason, chosen by typing two letters of either. Enter redacts under the chosen one.

use eframe::egui::{self, Key, Modifiers, ScrollArea};

use super::super::action::Action;
use super::super::session::Session;
use super::super::theme::{ROOM, medium, palette, regular, size};
use super::super::widgets::{Look, Push, heading, key_cap, muted, truncated, word};
use super::super::words;
use super::choices::{self, Choice};
use super::{choice_row, modal, move_choice, query_field, reveal, taken};
use crate::law::ExemptionId;
use crate::review::{Command, Decided, Decision, Place};
use crate::sheet::Treatment;

/// What the exemption is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) enum Picking {
    /// Words to be redacted.
    Words(Vec<Place>),
    /// The ticked places of one person, number, address or contact.
    Person(Vec<Place>),
    /// A column to be withheld, or its small numbers.
    Column { column: u16, treatment: Treatment },
}

#[derive(Clone, Debug)]
pub(in crate::app) struct Picker {
    picking: Picking,
    /// Code of the reason that fits what is withheld, if that is known: like ones come first.
    fit: Option<String>,
    query: String,
    /// `None` where nothing stands yet and nothing was chosen.
    at: Option<usize>,
    /// Exemptions that stand already and that own words would go with.
    standing: Vec<ExemptionId>,
    /// Chosen with Shift, to go with the last one.
    added: Vec<Choice>,
    revealed: Option<usize>,
    had_focus: bool,
    /// Enter was pressed before anything was chosen.
    asks_to_choose: bool,
}

impl Picker {
    /// `standing` are the exemptions and the reason that stand or are suggested already; `fit` is the code of
    /// the reason that is usual for what is withheld.
    pub(in crate::app) fn new(
        picking: Picking,
        standing: Option<(&[ExemptionId], &str)>,
        fit: Option<&str>,
    ) -> Picker {
        let at = standing.and_then(|(exemptions, reason)| {
            // Of a column only the exemption may be known.
            let is_it = |choice: &Choice| {
                choice.exemptions == exemptions && (reason.is_empty() || choice.reason == reason)
            };
            choices::all(fit).iter().position(is_it)
        });
        let standing = standing.map(|(exemptions, _)| exemptions.to_vec()).unwrap_or_default();
        Picker {
            picking,
            fit: fit.map(str::to_owned),
            query: String::new(),
            at,
            standing,
            added: Vec::new(),
            revealed: None,
            had_focus: false,
            asks_to_choose: false,
        }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        modal(ctx, "exemption", 640.0, out, |ui, out| {
            heading(ui, "Exemption and reason");
            muted(ui, self.subject(session));
            let before = self.query.clone();
            query_field(
                ui,
                &mut self.query,
                "Two letters of the exemption or the reason, or a reason of your own",
                &mut self.had_focus,
            );
            if self.query != before {
                self.at = Some(0);
                self.revealed = None;
            }
            let own = match self.added.first() {
                Some(choice) => choice.exemptions.clone(),
                None => self.standing.clone(),
            };
            let found = choices::matching(&self.query, &own, self.fit.as_deref());
            move_choice(ui, &mut self.at, found.len());
            if let (true, Some(choice)) =
                (taken(ui, Modifiers::SHIFT, Key::Enter), self.at.and_then(|at| found.get(at)))
            {
                self.added.push(choice.clone());
                self.query.clear();
            }
            let is_entered = taken(ui, Modifiers::NONE, Key::Enter);
            let mut chosen = is_entered.then(|| found.get(self.at?)).flatten();
            if is_entered && chosen.is_none() {
                // The field gives the keyboard away with Enter.
                (self.had_focus, self.asks_to_choose) = (false, true);
            }
            if self.asks_to_choose && self.at.is_none() {
                word(ui, "Choose one of the list first: ↓", medium(size::BODY), palette(ui).waiting);
            }
            if !self.added.is_empty() {
                let all: Vec<ExemptionId> =
                    self.added.iter().flat_map(|choice| choice.exemptions.iter().copied()).collect();
                let colour = palette(ui).accent;
                word(ui, format!("Together with {}", words::codes(&all)), medium(size::BODY), colour);
            }
            let height = (ui.ctx().content_rect().height() - 330.0).clamp(160.0, 380.0);
            ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (at, choice) in found.iter().enumerate() {
                    let name = format!("{}: {}", words::codes(&choice.exemptions), words::reason(&choice.reason));
                    let row = choice_row(ui, at, Some(at) == self.at, &name, |ui| draw(ui, choice));
                    if Some(at) == self.at {
                        reveal(&row, at, &mut self.revealed);
                    }
                    if row.clicked() {
                        chosen = Some(choice);
                    }
                }
                if found.is_empty() {
                    muted(
                        ui,
                        "No exemption or reason has these letters. To give a reason in your own words, choose an \
                         exemption first: Shift+Enter",
                    );
                }
            });
            if let Some(choice) = chosen {
                out.push(Action::CloseDialog);
                out.push(self.asked(choice));
            }
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                key_cap(ui, "Enter");
                muted(ui, "choose");
                key_cap(ui, "Shift+Enter");
                muted(ui, "add one more exemption");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if Push::new("Cancel").key("Esc").look(Look::Plain).show(ui).clicked() {
                        out.push(Action::CloseDialog);
                    }
                });
            });
        });
    }

    fn subject(&self, session: &Session) -> String {
        let sheet = session.workspace().sheet();
        match &self.picking {
            Picking::Words(places) | Picking::Person(places) => {
                let place = places.first();
                let text =
                    place.map_or("", |place| place.span.of(sheet.text(place.cell).expose()).unwrap_or(""));
                format!("For “{}”", words::snippet(text, 60))
            }
            Picking::Column { column, treatment } => {
                let heading = sheet.columns().get(usize::from(*column)).map_or("", |c| c.heading());
                let what = if *treatment == Treatment::SmallNumbers { "number below five" } else { "cell" };
                format!("For every {what} of the column “{}”", words::snippet(heading, 40))
            }
        }
    }

    /// What is asked for with this choice and those added before it. The reason is that of the first.
    fn asked(&self, last: &Choice) -> Action {
        let all: Vec<&Choice> = self.added.iter().chain([last]).collect();
        let exemptions: Vec<ExemptionId> =
            all.iter().flat_map(|choice| choice.exemptions.iter().copied()).collect();
        let reason = all.iter().rev().find(|choice| choice.is_own).or(all.first());
        let reason = reason.map(|choice| choice.reason.clone()).unwrap_or_default();
        match &self.picking {
            Picking::Words(places) => Action::Decide(Command::Decide {
                places: places.clone(),
                decision: Decision::Redact { exemptions, reason },
            }),
            Picking::Person(places) => Action::Decide(Command::DecideTogether {
                decisions: vec![Decided {
                    places: places.clone(),
                    decision: Decision::Redact { exemptions, reason },
                }],
            }),
            Picking::Column { column, treatment } => Action::Review(Command::Column {
                column: *column,
                role: None,
                treatment: Some(*treatment),
                exemptions,
                reason,
            }),
        }
    }
}

/// A choice in two lines: what it is called, and what it asks for.
pub(super) fn draw(ui: &mut egui::Ui, choice: &Choice) {
    let colours = palette(ui);
    ui.spacing_mut().item_spacing = egui::vec2(ROOM / 2.0, 1.0);
    ui.horizontal(|ui| {
        word(ui, words::codes(&choice.exemptions), medium(size::BODY), colours.accent);
        let line = words::reason(&choice.reason);
        let line = if choice.is_own { format!("“{line}” in your own words") } else { line.to_owned() };
        ui.add(
            egui::Label::new(egui::RichText::new(line).font(regular(size::BODY)).color(colours.text))
                .truncate(),
        );
    });
    let about: Vec<String> = choice
        .exemptions
        .iter()
        .map(|one| format!("{} · {}", one.get().house, words::properties(*one).to_lowercase()))
        .collect();
    truncated(ui, &about.join(" · "), regular(size::SMALL), colours.muted);
}
