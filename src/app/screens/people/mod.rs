//! People: each distinct person, number, address and contact once, decided before reading. The list on the
//! left, every place in context in the middle, the decision on the right.

mod act;
mod list;
mod panel;
mod places;

use std::collections::BTreeSet;

use eframe::egui::{CentralPanel, Frame, Id, Margin, Panel, Ui};

use super::super::action::Action;
use super::super::find_people::FoundPeople;
use super::super::session::Session;
use super::super::theme::{ROOM, palette};
use super::super::widgets::{ListState, empty};
use crate::law::Group;
use crate::review::{Concern, Distinct, Mention, Place};
use list::{Filter, PeopleList};

pub(super) use act::run;

/// How People is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct PeopleView {
    /// The first place of what is shown.
    at: Option<Place>,
    /// Its number in the list as it was drawn last.
    stood_at: Option<usize>,
    list: PeopleList,
    places: ListState,
    /// The place the officer is at, by its number.
    place: usize,
    unticked: BTreeSet<Place>,
    /// The group that the officer gave, where it is not the suggested one.
    group: Option<Group>,
    /// The first place of what is to be joined with something else.
    joining: Option<Place>,
    refusal: Option<String>,
    /// The search field is to have the keyboard.
    wants_find: bool,
    /// The part of the window that F6 goes to next.
    pane: Pane,
    wants_pane: Option<Pane>,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Places,
    Decision,
    People,
}

/// The places, which leave keys to the commands.
pub(super) fn reading_id() -> Id {
    Id::unique("people places")
}

impl PeopleView {
    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// Goes to what a place belongs to.
    pub(in crate::app) fn go_to(&mut self, session: &Session, place: Option<Place>) {
        let Some(number) = place.and_then(|place| session.gathering.people().at(place)) else { return };
        self.show_number(session, number);
        if let (Some(place), Some((_, one))) = (place, self.shown(session)) {
            self.place = one.mentions.iter().position(|mention| mention.place == place).unwrap_or_default();
            self.places.reveal(self.place);
        }
    }

    /// Which of the list hold a text that was asked for.
    pub(in crate::app) fn found(&mut self, query: &str, generation: u64, found: FoundPeople) {
        self.list.found(query, generation, found);
    }

    /// Something was decided: the next that waits comes by itself.
    pub(in crate::app) fn go_on(&mut self, session: &Session) {
        let Some((number, _)) = self.shown(session) else { return };
        if session.gathering.undecided(number) > 0 {
            self.show_number(session, number);
            return;
        }
        match self.list.next_waiting(session, number) {
            Some(next) => self.show_number(session, next),
            None => self.show_number(session, number),
        }
    }

    /// What is shown, with its number.
    fn shown<'s>(&self, session: &'s Session) -> Option<(usize, &'s Distinct)> {
        let people = session.gathering.people();
        let number = people.at(self.at?)?;
        people.all().get(number).map(|one| (number, one))
    }

    fn show_number(&mut self, session: &Session, number: usize) {
        let Some(one) = session.gathering.people().all().get(number) else { return };
        let workspace = session.workspace();
        self.at = one.first();
        self.group = None;
        self.place = 0;
        self.places = ListState::default();
        self.list.reveal(number);
        // What is decided already is decided again only if the officer ticks it, unless all is.
        let is_decided = |mention: &&Mention| workspace.decision_over(mention.place).is_some();
        let decided = one.mentions.iter().filter(is_decided).map(|mention| mention.place);
        self.unticked =
            if session.gathering.undecided(number) > 0 { decided.collect() } else { BTreeSet::new() };
    }

    fn is_ticked(&self, place: Place) -> bool {
        !self.unticked.contains(&place)
    }

    fn ticked<'d>(&self, one: &'d Distinct) -> impl Iterator<Item = &'d Mention> {
        one.mentions.iter().filter(|mention| self.is_ticked(mention.place))
    }

    fn toggle(&mut self, place: Place) {
        if !self.unticked.remove(&place) {
            self.unticked.insert(place);
        }
    }

    fn refuse(&mut self, sentence: impl Into<String>) {
        self.refusal = Some(sentence.into());
    }

    /// Makes the list anew, and shows the first of it if what was shown is gone.
    fn refresh(&mut self, session: &Session) {
        let shown = self.shown(session).map(|(number, _)| number);
        // Parted, joined or gathered anew it can stand elsewhere in the list.
        if let Some(number) = shown.filter(|_| shown != self.stood_at) {
            self.list.reveal(number);
        }
        self.stood_at = shown;
        self.list.update(session, shown, self.joining);
        // Of what was found the first is shown at once, so that it can be decided without the mouse.
        let is_listed = shown.is_some_and(|number| self.list.row_of(number).is_some());
        if (shown.is_none() || self.list.is_narrowed() && !is_listed)
            && let Some(first) = self.list.first()
        {
            self.show_number(session, first);
        }
    }
}

/// Why something stands high up, in a few words.
fn concern(concern: Concern) -> String {
    use super::super::words::count;
    match concern {
        Concern::Child => "A child is spoken of beside the name".to_owned(),
        Concern::Victim => "Somebody is spoken of as a victim beside the name".to_owned(),
        Concern::Complains => "Is named as complainant".to_owned(),
        Concern::OneOfSeveral => "Can be one of several people".to_owned(),
        Concern::Doubtful { places } => format!("{} not sure", count(places, "place is", "places are")),
        Concern::SeveralCases { cases } => format!("Stands in {}", count(cases, "case", "cases")),
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut PeopleView, session: &mut Session, out: &mut Vec<Action>) {
    let session = &*session;
    view.refresh(session);
    let colours = palette(ui);
    if session.gathering.counts().all == 0 {
        CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| nothing(ui, session));
        return;
    }
    let wide = ui.available_width();
    Panel::left(("people", super::width_class(wide)))
        .frame(Frame::new().fill(colours.surface))
        .default_size((wide * 0.25).clamp(200.0, 360.0))
        .size_range(190.0..=(wide * 0.34).clamp(200.0, 460.0))
        .show(ui, |ui| list::show(ui, view, session));
    Panel::right(("person", super::width_class(wide)))
        .frame(Frame::new().fill(colours.surface).inner_margin(Margin::same(0)))
        .default_size((wide * 0.23).clamp(225.0, 340.0))
        .size_range(215.0..=(wide * 0.3).clamp(230.0, 440.0))
        .show(ui, |ui| panel::show(ui, view, session, out));
    CentralPanel::default()
        .frame(Frame::new().fill(colours.page))
        .show(ui, |ui| places::show(ui, view, session, out));
    keep_keyboard(ui, view);
}

fn nothing(ui: &mut Ui, session: &Session) {
    ui.add_space((ui.available_height() * 0.22).max(ROOM));
    let (what, advice) = if session.searching.is_some() || !session.workspace().is_detected() {
        ("Not searched yet", "Names, numbers and addresses are brought together once the search has run")
    } else if !session.gathering.is_fresh() {
        ("Bringing names, numbers and addresses together", "Review can be used meanwhile")
    } else {
        ("Nobody is named in what will be released", "Go on to Review")
    };
    empty(ui, what, advice);
}

/// The places have the keyboard whenever nothing else has it.
fn keep_keyboard(ui: &Ui, view: &mut PeopleView) {
    if super::hold_keyboard(ui, reading_id(), true) {
        view.pane = Pane::Places;
    }
}
