//! Forms for the facts of the notice: what stands in no spreadsheet.

use eframe::egui::{self, Response, Ui};

use super::super::super::action::FactsPart;
use super::super::super::theme::{palette, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{Look, Note, Push, area, field, muted, push, row_line, word};
use super::details::{
    ContactDraft, DetailsDraft, NO_DAY, NOT_CONFIRMED, PreviousDraft, SearchDraft, is_no_day,
};
use super::pad::{Watch, take_keyboard};
use crate::review::{Definition, Figure};
use crate::sheet::parse_day;

/// Draws all forms, one below the other. The keyboard goes to the part that is wanted.
pub(super) fn show(ui: &mut Ui, draft: &mut DetailsDraft, wanted: &mut Option<FactsPart>, watch: &mut Watch) {
    let mut form = Form { draft, wanted, watch };
    form.searches(ui);
    form.previous(ui);
    form.figures(ui);
    form.definitions(ui);
    form.advice(ui);
    form.contact(ui);
    *form.wanted = None;
}

struct Form<'f> {
    draft: &'f mut DetailsDraft,
    wanted: &'f mut Option<FactsPart>,
    watch: &'f mut Watch,
}

impl Form<'_> {
    fn see(&mut self, part: FactsPart, response: &Response) {
        self.watch.see(response);
        if *self.wanted == Some(part) {
            *self.wanted = None;
            take_keyboard(response);
        }
    }

    /// A button that adds a row, which then gets the keyboard. Whether it was pressed.
    fn adds(&mut self, ui: &mut Ui, part: FactsPart, label: &str, is_empty: bool) -> bool {
        let response = push(ui, label, Look::Plain);
        if is_empty {
            self.see(part, &response);
        }
        if response.clicked() {
            self.watch.finish();
        }
        response.clicked()
    }

    fn searches(&mut self, ui: &mut Ui) {
        head(ui, "Searches", "Each search for the information: where, by what, when");
        let mut removed = None;
        for at in 0..self.draft.searches.len() {
            let number = at + 1;
            let Some(mut search) = self.draft.searches.get(at).cloned() else { continue };
            ui.push_id(("search", at), |ui| {
                let first =
                    field(ui, &format!("Where, search {number}"), &mut search.place, "", Note::Nothing);
                self.see(FactsPart::Searches, &first);
                let by = field(ui, &format!("By what, search {number}"), &mut search.by, "", Note::Nothing);
                self.watch.see(&by);
                let on = day(ui, &format!("When, search {number}"), &mut search.on);
                self.watch.see(&on);
                if removes(ui, &format!("Remove search {number}")) {
                    removed = Some(at);
                }
            });
            if let Some(place) = self.draft.searches.get_mut(at) {
                *place = search;
            }
        }
        if let Some(at) = removed {
            self.draft.searches.remove(at);
            self.watch.finish();
        }
        let is_empty = self.draft.searches.is_empty();
        if self.adds(ui, FactsPart::Searches, "Add a search", is_empty) {
            self.draft.searches.push(SearchDraft::default());
        }
    }

    fn previous(&mut self, ui: &mut Ui) {
        head(ui, "Previous request", "Only where this request follows an earlier one");
        let Some(mut previous) = self.draft.previous.clone() else {
            if self.adds(ui, FactsPart::Previous, "Add a previous request", true) {
                self.draft.previous = Some(PreviousDraft::default());
            }
            return;
        };
        let reference =
            field(ui, "Reference of the previous request", &mut previous.reference, "", Note::Nothing);
        self.see(FactsPart::Previous, &reference);
        self.watch.see(&day(ui, "When it was answered", &mut previous.answered));
        self.watch.see(&area(ui, "How it was answered", "previous answer", &mut previous.answer, 2));
        self.draft.previous = Some(previous);
        if removes(ui, "Remove the previous request") {
            self.draft.previous = None;
            self.watch.finish();
        }
    }

    fn figures(&mut self, ui: &mut Ui) {
        head(ui, "Figures", "What sets the answer in context, each with its source and period");
        let mut removed = None;
        for at in 0..self.draft.figures.len() {
            let number = at + 1;
            let Some(mut figure) = self.draft.figures.get(at).cloned() else { continue };
            ui.push_id(("figure", at), |ui| {
                let says = field(
                    ui,
                    &format!("What figure {number} says"),
                    &mut figure.says,
                    "as: body worn video was activated … times",
                    Note::Nothing,
                );
                self.see(FactsPart::Figures, &says);
                let source =
                    field(ui, &format!("Source of figure {number}"), &mut figure.source, "", Note::Nothing);
                self.watch.see(&source);
                let period =
                    field(ui, &format!("Period of figure {number}"), &mut figure.period, "", Note::Nothing);
                self.watch.see(&period);
                if removes(ui, &format!("Remove figure {number}")) {
                    removed = Some(at);
                }
            });
            if let Some(place) = self.draft.figures.get_mut(at) {
                *place = figure;
            }
        }
        if let Some(at) = removed {
            self.draft.figures.remove(at);
            self.watch.finish();
        }
        let is_empty = self.draft.figures.is_empty();
        if self.adds(ui, FactsPart::Figures, "Add a figure", is_empty) {
            let blank = String::new;
            self.draft.figures.push(Figure { says: blank(), source: blank(), period: blank() });
        }
    }

    fn definitions(&mut self, ui: &mut Ui) {
        head(ui, "Definitions", "Words that the notice explains beside those of the template");
        let mut removed = None;
        for at in 0..self.draft.definitions.len() {
            let number = at + 1;
            let Some(mut one) = self.draft.definitions.get(at).cloned() else { continue };
            ui.push_id(("definition", at), |ui| {
                let term = field(ui, &format!("Word {number}"), &mut one.term, "", Note::Nothing);
                self.see(FactsPart::Definitions, &term);
                self.watch.see(&area(
                    ui,
                    &format!("Meaning of word {number}"),
                    "meaning",
                    &mut one.meaning,
                    2,
                ));
                if removes(ui, &format!("Remove word {number}")) {
                    removed = Some(at);
                }
            });
            if let Some(place) = self.draft.definitions.get_mut(at) {
                *place = one;
            }
        }
        if let Some(at) = removed {
            self.draft.definitions.remove(at);
            self.watch.finish();
        }
        let is_empty = self.draft.definitions.is_empty();
        if self.adds(ui, FactsPart::Definitions, "Add a definition", is_empty) {
            self.draft.definitions.push(Definition { term: String::new(), meaning: String::new() });
        }
    }

    fn advice(&mut self, ui: &mut Ui) {
        head(ui, "Advice and assistance", "Section 16: what else could help the applicant");
        let response = area(ui, "Advice given", "advice", &mut self.draft.advice, 3);
        self.see(FactsPart::Advice, &response);
    }

    fn contact(&mut self, ui: &mut Ui) {
        head(ui, "Where to complain", "Names and addresses change: look them up for each notice");
        let mut contact = self.draft.contact.clone();
        let review = area(ui, "Where to ask for an internal review", "review", &mut contact.review, 2);
        self.see(FactsPart::Contact, &review);
        let office =
            field(ui, "Name of the Commissioner’s office", &mut contact.commissioner, "", Note::Nothing);
        self.watch.see(&office);
        self.watch.see(&area(ui, "Address of the Commissioner", "address", &mut contact.address, 3));
        let confirmed = parse_day(&contact.confirmed).map(time::in_words);
        let note = match &confirmed {
            Some(day) => Note::Help(day),
            None if is_no_day(&contact.confirmed) => Note::Wrong(NO_DAY),
            None if !contact.is_blank() => Note::Odd(NOT_CONFIRMED),
            None => Note::Help("The day on which somebody looked them up"),
        };
        let day = field(ui, "Looked up on", &mut contact.confirmed, "dd/mm/yyyy", note);
        self.watch.see(&day);
        let is_blank = contact.is_blank();
        self.draft.contact = contact;
        if !is_blank && removes(ui, "Remove these addresses") {
            self.draft.contact = ContactDraft::default();
            self.watch.finish();
        }
    }
}

fn head(ui: &mut Ui, title: &str, about: &str) {
    ui.add_space(10.0);
    row_line(ui);
    ui.add_space(2.0);
    word(ui, title, semibold(size::BODY + 1.0), palette(ui).text);
    ui.add_space(-4.0);
    muted(ui, about);
}

/// A field for a day. What is no day is kept in it and said to be none.
pub(super) fn day(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    let written = parse_day(text).map(time::in_words);
    let note = match &written {
        Some(day) => Note::Help(day),
        None if is_no_day(text) => Note::Wrong(NO_DAY),
        None => Note::Nothing,
    };
    field(ui, name, text, "dd/mm/yyyy", note)
}

fn removes(ui: &mut Ui, name: &str) -> bool {
    let mut is_removed = false;
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            is_removed = Push::new("Remove").name(name).look(Look::Quiet).show(ui).clicked();
        });
    });
    is_removed
}
