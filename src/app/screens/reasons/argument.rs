//! What is argued for one reason: its tests with their questions, and the officer's answers. The program
//! asks; it never answers.

use eframe::egui::{self, Frame, Margin, ScrollArea, Ui};

use super::super::super::action::Action;
use super::super::super::dialogs::{Dialog, SavePaper};
use super::super::super::needs::{Need, ReasonRow};
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, card, muted, push, section, visible_bars, word};
use super::super::super::words;
use super::arguments::{ArgumentsView, Spot};
use super::evidence;
use super::marks;
use super::pad::{Pad, Text, Watch, take_keyboard};
use crate::law::{self, Assessment, AssessmentForm};
use crate::review::{Command, InterestPart, Likelihood, Part};

/// Lines are not longer than can be read with ease.
const WIDEST: f32 = 780.0;
/// With so much room the marks stand beside the fields.
const BESIDE: f32 = 1240.0;

/// Entries that are offered for an extract at first; the officer adds others.
const MOST_ROWS: usize = 10;

/// What the cards are drawn with.
struct Page<'p> {
    view: &'p mut ArgumentsView,
    row: &'p ReasonRow,
    pad: &'p mut Pad,
    watch: &'p mut Watch,
    session: &'p Session,
}

pub(super) fn show(
    ui: &mut Ui,
    view: &mut ArgumentsView,
    row: &ReasonRow,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    out: &mut Vec<Action>,
) {
    view.here = None;
    visible_bars(ui);
    ScrollArea::vertical().auto_shrink(false).id_salt(("argument", &row.reason)).show(ui, |ui| {
        ui.reset_style();
        Frame::new().inner_margin(Margin::same(ROOM as i8)).show(ui, |ui| {
            let room = ui.available_width();
            let mut page = Page { view, row, pad, watch, session };
            if room < BESIDE {
                ui.set_width(room.min(WIDEST));
                page.fields(ui, out);
                page.consulted(ui, out);
                page.marks(ui, out);
                return;
            }
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = ROOM;
                ui.vertical(|ui| {
                    ui.set_width((room * 0.55).min(WIDEST));
                    page.fields(ui, out);
                });
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width().min(WIDEST));
                    page.consulted(ui, out);
                    page.marks(ui, out);
                });
            });
        });
    });
    // A field that is not there cannot have the keyboard.
    view.wants = None;
}

impl Page<'_> {
    fn fields(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        self.head(ui);
        for assessment in law::assessments() {
            match assessment.name {
                Assessment::Harm => self.harm(ui, assessment, out),
                Assessment::LegitimateInterest => self.interest(ui, assessment),
                Assessment::OwnTest
                | Assessment::QualifiedPerson
                | Assessment::PublicInterest
                | Assessment::SpecialCategory
                | Assessment::CriminalOffence => self.test(ui, assessment),
            }
        }
        self.alternative(ui, out);
    }

    fn head(&self, ui: &mut Ui) {
        let colours = palette(ui);
        let row = self.row;
        let line =
            egui::RichText::new(words::reason(&row.reason)).font(semibold(size::TITLE)).color(colours.text);
        ui.add(egui::Label::new(line).wrap());
        let known = law::reason(&row.reason);
        let code = known.map_or("In your own words", |known| known.code.as_str());
        let missing = row.missing(self.session.workspace().paperwork()) as u64;
        ui.horizontal_wrapped(|ui| {
            muted(ui, format!("{}  ·  {code}", words::group(row.group)));
            if missing == 0 {
                word(ui, "✓ Nothing is missing", medium(size::SMALL + 1.0), colours.good);
            } else {
                let things = words::count(missing, "thing is missing", "things are missing");
                word(ui, format!("○ {things}"), medium(size::SMALL + 1.0), colours.waiting);
            }
        });
        ui.add_space(2.0);
        for exemption in &row.exemptions {
            let house =
                egui::RichText::new(&exemption.get().house).font(medium(size::BODY)).color(colours.mark);
            ui.add(egui::Label::new(house).wrap());
            ui.add_space(-4.0);
            muted(ui, words::properties(*exemption));
        }
        if let Some(known) = known.filter(|known| !known.prompts.is_empty()) {
            ui.add_space(2.0);
            card(ui, |ui| {
                section(ui, "Ask first");
                questions(ui, known.prompts.iter().map(String::as_str));
            });
        }
    }

    /// Whether a part is asked for, or was written all the same.
    fn has(&self, part: Part) -> bool {
        let argument = self.session.workspace().paperwork().argument(&self.row.reason);
        self.row.needs.contains(&Need::Part(part)) || !argument.part(part).is_empty()
    }

    fn part(&mut self, ui: &mut Ui, part: Part, name: &str) {
        let text = Text::Argue(self.row.reason.clone(), part);
        self.text(ui, &text, name, Spot::Part(part));
    }

    fn text(&mut self, ui: &mut Ui, text: &Text, name: &str, spot: Spot) {
        let saved = text.saved(self.session.workspace().paperwork()).unwrap_or("").to_owned();
        let response = self.pad.area(ui, text, name, &saved, 3, self.watch);
        if self.view.wants.is_some_and(|wanted| wanted == Spot::First || wanted == spot) {
            self.view.wants = None;
            take_keyboard(&response);
        }
        if response.has_focus() {
            self.view.here = Some(spot);
        }
    }

    fn harm(&mut self, ui: &mut Ui, form: &AssessmentForm, out: &mut Vec<Action>) {
        if !self.has(Part::Harm) {
            return;
        }
        let is_prejudice = self.row.is_prejudice;
        card(ui, |ui| {
            if is_prejudice {
                title(ui, form);
                questions(ui, form.prompts.iter().map(String::as_str));
                self.part(ui, Part::Harm, words::part(Part::Harm));
                self.likelihood(ui, out);
            } else {
                section(ui, "Why it applies");
                questions(ui, ["Why are these words of the kind that the exemption covers?"].into_iter());
                self.part(ui, Part::Harm, "Why it applies");
            }
        });
    }

    /// Chosen by the officer, and by nobody else: neither is on at first.
    fn likelihood(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let colours = palette(ui);
        let reason = &self.row.reason;
        let chosen = self.session.workspace().paperwork().argument(reason).likelihood;
        let is_asked = self.row.needs.contains(&Need::Likelihood);
        if !is_asked && chosen.is_none() {
            return;
        }
        let say = |likelihood| Action::Review(Command::Likelihood { reason: reason.clone(), likelihood });
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            word(ui, "How likely is it?", medium(size::SMALL + 1.0), colours.text);
            if chosen.is_none() {
                word(ui, "○ not said yet", medium(size::SMALL), colours.waiting);
            } else if push(ui, "Leave it open again", Look::Quiet).clicked() {
                out.push(say(None));
            }
        });
        for likelihood in [Likelihood::Would, Likelihood::WouldBeLikely] {
            let (name, meaning) = words::likelihood(likelihood);
            ui.horizontal_wrapped(|ui| {
                let choice = ui.radio(chosen == Some(likelihood), name);
                if choice.clicked() && chosen != Some(likelihood) {
                    out.push(say(Some(likelihood)));
                }
                if likelihood == Likelihood::Would && self.view.wants == Some(Spot::Likelihood) {
                    self.view.wants = None;
                    take_keyboard(&choice);
                }
                if choice.has_focus() {
                    self.view.here = Some(Spot::Likelihood);
                }
                muted(ui, meaning);
            });
        }
    }

    /// A test that is answered part by part, each below its question.
    fn test(&mut self, ui: &mut Ui, form: &AssessmentForm) {
        let parts: Vec<Part> = Part::of(form.name).into_iter().filter(|part| self.has(*part)).collect();
        if parts.is_empty() {
            return;
        }
        card(ui, |ui| {
            title(ui, form);
            let of_exemptions: Vec<&str> = match form.name {
                Assessment::OwnTest => {
                    self.row.exemptions.iter().filter_map(|id| id.get().own_test.as_deref()).collect()
                }
                Assessment::Harm
                | Assessment::QualifiedPerson
                | Assessment::PublicInterest
                | Assessment::LegitimateInterest
                | Assessment::SpecialCategory
                | Assessment::CriminalOffence => Vec::new(),
            };
            questions(ui, of_exemptions.into_iter());
            let is_one_each = form.prompts.len() == parts.len();
            if !is_one_each {
                questions(ui, form.prompts.iter().map(String::as_str));
            }
            for (at, part) in parts.into_iter().enumerate() {
                if let Some(prompt) = form.prompts.get(at).filter(|_| is_one_each) {
                    questions(ui, [prompt.as_str()].into_iter());
                }
                self.part(ui, part, words::part(part));
            }
        });
    }

    fn interest(&mut self, ui: &mut Ui, form: &AssessmentForm) {
        if !self.row.needs.contains(&Need::Interest) {
            return;
        }
        let colours = palette(ui);
        let group = self.row.group;
        let of_group = |row: &&ReasonRow| row.group == group && row.needs.contains(&Need::Interest);
        let count = self.view.rows.iter().filter(of_group).count() as u64;
        card(ui, |ui| {
            title(ui, form);
            let shared = match count {
                1 => format!("This is the record of the group “{}”", words::group(group)),
                count => format!(
                    "One record for the group “{}”: shared by its {}",
                    words::group(group),
                    words::count(count, "reason", "reasons")
                ),
            };
            word(ui, shared, medium(size::SMALL + 1.0), colours.accent);
            let parts = [InterestPart::Purpose, InterestPart::Necessity, InterestPart::Balance];
            for (at, part) in parts.into_iter().enumerate() {
                questions(ui, form.prompts.get(at).map(String::as_str).into_iter());
                self.text(ui, &Text::Weigh(group, part), words::interest_part(part), Spot::Interest(part));
            }
        });
    }

    fn alternative(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let reason = &self.row.reason;
        let mut alternative = self.session.workspace().paperwork().argument(reason).in_the_alternative;
        card(ui, |ui| {
            if ui.checkbox(&mut alternative, "Pleaded in the alternative").changed() {
                let reason = reason.clone();
                out.push(Action::Review(Command::InTheAlternative { reason, alternative }));
            }
            muted(
                ui,
                "For exemptions that exclude each other, as sections 30 and 31: the later one is claimed only in \
                 so far as the earlier one does not apply, and the notice says so",
            );
        });
    }

    fn consulted(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let reason = self.row.reason.clone();
        let before = self.view.consulted(&reason, self.session);
        let mut draft = before.clone();
        card(ui, |ui| {
            word(ui, "Consultation", semibold(size::BODY + 1.0), palette(ui).text);
            muted(
                ui,
                "What the business area says about the harm. It stays in the case and is not in the notice",
            );
            let mut rows: Vec<u32> = self.row.marks.iter().filter_map(|mark| mark.row()).collect();
            rows.sort_unstable();
            rows.dedup();
            rows.truncate(MOST_ROWS);
            if push(ui, "Make an extract for them…", Look::Plain).clicked() {
                out.push(Action::Dialog(Dialog::SavePaper(SavePaper::extract_of(self.session, &rows))));
            }
            draft.show(ui, &reason, self.watch);
            ui.add_space(GAP);
            evidence::show(ui, &reason, self.session, out);
        });
        if draft != before {
            self.view.set_consulted(&reason, draft);
        }
    }

    fn marks(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let colours = palette(ui);
        card(ui, |ui| {
            let count = words::grouped(self.row.marks.len() as u64);
            let heading = format!("Marks that rest on this: {count}");
            word(ui, heading, semibold(size::BODY + 1.0), colours.text);
            let back = UiCommand::ShowArgument.key_text();
            muted(ui, format!("Each leads to Review; there {back} leads back here"));
            ui.add_space(2.0);
            marks::show(ui, &self.row.marks, &mut self.view.marks_shown, self.session, out);
        });
        ui.add_space(GAP);
    }
}

/// What a test is called, and where the law asks for it.
fn title(ui: &mut Ui, form: &AssessmentForm) {
    word(ui, &form.title, semibold(size::BODY + 1.0), palette(ui).text);
    ui.add_space(-5.0);
    let source = egui::RichText::new(&form.source).font(regular(size::SMALL)).color(palette(ui).muted);
    ui.add(egui::Label::new(source).wrap());
}

/// Questions to the officer, one below the other.
fn questions<'q>(ui: &mut Ui, questions: impl Iterator<Item = &'q str>) {
    let colour = palette(ui).text;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        for question in questions {
            let text = egui::RichText::new(question).font(regular(size::BODY)).color(colour);
            ui.add(egui::Label::new(text).wrap());
        }
    });
}
