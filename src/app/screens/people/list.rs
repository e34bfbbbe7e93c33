//! The list on the left: filters with counts, and everything distinct, the riskiest first.

use eframe::egui::{self, Frame, Margin, Panel, Rect, Sense, Stroke, Ui};
use strum::{EnumIter, IntoEnumIterator};

use super::super::super::find_people::FoundPeople;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, semibold, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{
    ListState, chip, empty, find_field, focus_ring, long_list, muted, truncated, word,
};
use super::super::super::words;
use super::{Pane, PeopleView, concern, reading_id};
use crate::law::Group;
use crate::review::{Brief, Distinct, Place, Sort};

/// Height of a row, in points.
const ROW: f32 = 62.0;

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, EnumIter)]
pub(super) enum Filter {
    #[default]
    ToDecide,
    Doubtful,
    All,
}

/// Of what sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, EnumIter)]
pub(super) enum Kinds {
    #[default]
    Any,
    People,
    Contacts,
    Numbers,
}

impl Filter {
    fn title(self, session: &Session) -> String {
        let counts = session.gathering.counts();
        match self {
            Filter::ToDecide => format!("To decide {}", words::grouped(counts.waiting.into())),
            Filter::Doubtful => "Doubtful".to_owned(),
            Filter::All => format!("All {}", words::grouped(counts.all.into())),
        }
    }

    fn holds(self, brief: Brief, undecided: u32) -> bool {
        match self {
            Filter::ToDecide => undecided > 0,
            Filter::Doubtful => brief.is_doubtful,
            Filter::All => true,
        }
    }
}

impl Kinds {
    fn title(self) -> &'static str {
        match self {
            Kinds::Any => "Everything",
            Kinds::People => "People",
            Kinds::Contacts => "Addresses, contacts",
            Kinds::Numbers => "Numbers",
        }
    }

    fn holds(self, sort: Sort) -> bool {
        match sort {
            Sort::Person => matches!(self, Kinds::Any | Kinds::People),
            Sort::Address | Sort::Contact => matches!(self, Kinds::Any | Kinds::Contacts),
            Sort::Number | Sort::Identifier | Sort::Reference => matches!(self, Kinds::Any | Kinds::Numbers),
            Sort::Words => false,
        }
    }
}

/// The list and what it is of.
#[derive(Debug, Default)]
pub(super) struct PeopleList {
    pub(super) filter: Filter,
    kinds: Kinds,
    pub(super) query: String,
    /// What was asked last, of which gathering, and what came back.
    asked: Option<(String, u64)>,
    found: Option<FoundPeople>,
    /// Goes up with every answer.
    answers: u64,
    /// Numbers of what is listed, in the order of the list.
    rows: Vec<u32>,
    made_of: Option<MadeOf>,
    list: ListState,
    reveal: Option<usize>,
}

/// Revision, generation, filters, what is shown, what is joined, what was found.
type MadeOf = (u64, u64, Filter, Kinds, Option<usize>, Option<Place>, Option<u64>);

impl PeopleList {
    pub(super) fn reveal(&mut self, number: usize) {
        self.reveal = Some(number);
    }

    /// Takes the clerk’s answer, if it is still what is asked.
    pub(super) fn found(&mut self, query: &str, generation: u64, found: FoundPeople) {
        if self.asked.as_ref().is_some_and(|(asked, of)| asked == query && *of == generation) {
            self.found = Some(found);
            self.answers += 1;
        }
    }

    /// Asks which of the list hold what is typed, if that was not asked of the list as it is now.
    fn ask(&mut self, session: &Session) {
        let (query, generation) = (self.query.trim(), session.gathering.generation());
        if query.is_empty() {
            (self.asked, self.found) = (None, None);
            return;
        }
        let is_asked = self.asked.as_ref().is_some_and(|(asked, of)| asked == query && *of == generation);
        if !is_asked {
            // Numbers of another gathering say nothing of this one.
            if self.asked.as_ref().is_some_and(|(_, of)| *of != generation) {
                self.found = None;
            }
            self.asked = Some((query.to_owned(), generation));
            session.clerk.find_people(query.to_owned(), generation, session.gathering.people().clone());
        }
    }

    pub(super) fn first(&self) -> Option<usize> {
        self.rows.first().map(|number| *number as usize)
    }

    /// Makes the rows anew if anything they follow from has changed. What is shown stays listed. While
    /// something is to be joined, what shares a case with it comes first.
    pub(super) fn update(&mut self, session: &Session, shown: Option<usize>, joining: Option<Place>) {
        self.ask(session);
        let gathering = &session.gathering;
        let found = self.found.as_ref();
        // What was found is what was asked for: what is shown does not stay listed in it.
        let shown = shown.filter(|_| found.is_none());
        let answer = found.map(|_| self.answers);
        let generation = gathering.generation();
        let made_of = Some((session.revision(), generation, self.filter, self.kinds, shown, joining, answer));
        if self.made_of != made_of {
            self.made_of = made_of;
            let all = gathering.people().all();
            let (filter, kinds) = (self.filter, self.kinds);
            let is_listed = |number: u32, brief: Brief| {
                let at = number as usize;
                let is_found = found.is_none_or(|found| found.has(number));
                is_found && kinds.holds(brief.sort) && filter.holds(brief, gathering.undecided(at))
                    || shown == Some(at)
            };
            self.rows.clear();
            let listed = (0u32..)
                .zip(gathering.people().briefs())
                .filter(|(number, brief)| is_listed(*number, **brief));
            self.rows.extend(listed.map(|(number, _)| number));
            let joined = joining.and_then(|place| gathering.people().at(place)).and_then(|at| all.get(at));
            if let Some(joined) = joined {
                let workspace = session.workspace();
                let cases = joined.cases(workspace);
                let is_near = |number: &u32| {
                    let mentions = all.get(*number as usize).map_or(&[][..], |one| &one.mentions);
                    let mut here = mentions.iter().map(|mention| workspace.case_of(mention.place.cell.row));
                    here.any(|case| cases.binary_search(&case).is_ok())
                };
                self.rows.sort_by_cached_key(|number| !is_near(number));
            }
        }
        if let Some(at) = self.reveal.take().and_then(|number| self.row_of(number)) {
            self.list.reveal(at);
        }
    }

    /// Whether the list holds only what was found.
    pub(super) fn is_narrowed(&self) -> bool {
        self.found.is_some()
    }

    pub(super) fn row_of(&self, number: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row as usize == number)
    }

    /// What stands so many rows after this one.
    pub(super) fn beside(&self, number: usize, step: isize) -> Option<usize> {
        let at = self.row_of(number)?.checked_add_signed(step)?;
        self.rows.get(at).map(|number| *number as usize)
    }

    /// The next after this one, or else from the beginning, of which a place is undecided.
    pub(super) fn next_waiting(&self, session: &Session, number: usize) -> Option<usize> {
        let waits =
            |other: &&u32| **other as usize != number && session.gathering.undecided(**other as usize) > 0;
        let from = self.row_of(number).map_or(0, |at| at + 1);
        let (before, after) = self.rows.split_at(from.min(self.rows.len()));
        after.iter().find(waits).or_else(|| before.iter().find(waits)).map(|number| *number as usize)
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut PeopleView, session: &Session) {
    let head = Frame::new().inner_margin(Margin::symmetric(12, 10));
    Panel::top("people head").frame(head).show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        find(ui, view, session);
        ui.horizontal_wrapped(|ui| {
            for filter in Filter::iter() {
                let response = chip(ui, &filter.title(session), view.list.filter == filter);
                if filter == Filter::ToDecide
                    && view.wants_pane.take_if(|pane| *pane == Pane::People).is_some()
                {
                    response.request_focus();
                }
                if response.clicked() {
                    view.list.filter = filter;
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            for kinds in Kinds::iter() {
                if chip(ui, kinds.title(), view.list.kinds == kinds).clicked() {
                    view.list.kinds = kinds;
                }
            }
        });
        if !session.gathering.is_fresh() {
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new().size(12.0));
                muted(ui, "Bringing together what changed");
            });
        }
    });
    let shown = view.shown(session).map(|(number, _)| number);
    if view.list.rows.is_empty() {
        let counts = session.gathering.counts();
        let is_all_decided =
            view.list.filter == Filter::ToDecide && session.gathering.is_fresh() && counts.waiting == 0;
        if view.list.query.trim().is_empty() && is_all_decided {
            let key = UiCommand::ShowReview.key_text();
            let advice = format!("Go on to Review with {key}, where every entry is still read");
            empty(ui, "✓ Everybody is decided", &advice);
        } else if view.list.query.trim().is_empty() {
            empty(ui, "Nothing here", "Choose another filter");
        } else {
            empty(
                ui,
                "Nobody found",
                "Nobody of this list holds these letters: look among all, or type fewer",
            );
        }
        return;
    }
    let mut state = std::mem::take(&mut view.list.list);
    let mut clicked = None;
    let rows = &view.list.rows;
    let is_joined = |one: &Distinct| view.joining.is_some() && one.first() == view.joining;
    long_list(ui, &mut state, rows.len(), ROW, |ui, row| {
        let Some(number) = rows.get(row).map(|number| *number as usize) else { return };
        let Some(one) = session.gathering.people().all().get(number) else { return };
        if draw(ui, session, number, one, shown == Some(number), is_joined(one)) {
            clicked = Some(number);
        }
    });
    view.list.list = state;
    if let Some(number) = clicked {
        view.show_number(session, number);
        view.list.reveal = None;
    }
}

/// The field that narrows the list while one types, and how many it found. Enter goes to the first.
fn find(ui: &mut Ui, view: &mut PeopleView, session: &Session) {
    let hint = format!("Find a name, number or words around   {}", UiCommand::Find.key_text());
    let field = find_field(ui, "Find in people", &mut view.list.query, &hint, &mut view.wants_find);
    if field.changed() {
        view.refresh(session);
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        match view.list.first() {
            Some(first) => {
                view.show_number(session, first);
                ui.memory_mut(|memory| memory.request_focus(reading_id()));
            }
            // Nobody is there to be decided: one goes on typing.
            None => field.request_focus(),
        }
    }
    if let Some(found) = &view.list.found {
        let (all, listed) = (found.numbers.len() as u64, view.list.rows.len() as u64);
        let found = words::count(all, "is found", "are found");
        let text =
            if all == listed { found } else { format!("{found}, {} in this list", words::grouped(listed)) };
        muted(ui, text);
    }
}

/// What something is, in a word or two.
pub(super) fn sort(one: &Distinct) -> &'static str {
    match (one.sort, one.group) {
        (Sort::Person, Group::Officers) => "Officer",
        (Sort::Person, Group::Staff) => "Police staff",
        (Sort::Person, _) => "Member of the public",
        (Sort::Number, _) => "Number",
        (Sort::Address, _) => "Address",
        (Sort::Contact, _) => "Contact",
        (Sort::Identifier, _) => "Identifier",
        (Sort::Reference, _) => "Case reference",
        (Sort::Words, _) => "Words",
    }
}

/// One row: the name, what it is and how often it stands, and why it is high up. Whether it was clicked.
fn draw(
    ui: &mut Ui,
    session: &Session,
    number: usize,
    one: &Distinct,
    is_here: bool,
    is_joined: bool,
) -> bool {
    let colours = palette(ui);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.unique_id().with("person"), Sense::click());
    let undecided = session.gathering.undecided(number);
    let places = words::count(one.mentions.len() as u64, "place", "places");
    let title = words::snippet(one.title(session.workspace().sheet()).expose(), 60);
    let what = format!("{} · {places}", sort(one));
    let (state, ink) = match undecided {
        0 => ("✓ decided".to_owned(), colours.good),
        left if left as usize == one.mentions.len() => ("to decide".to_owned(), colours.waiting),
        left => (format!("{left} to decide"), colours.waiting),
    };
    response.widget_info(|| {
        let name = format!("{title}, {what}, {state}");
        egui::WidgetInfo::selected(egui::Role::Button, true, is_here, name)
    });
    if is_here {
        ui.painter().rect_filled(rect, 0.0, colours.accent_tint);
        ui.painter().rect_filled(rect.with_max_x(rect.min.x + 3.0), 0.0, colours.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colours.sunken);
    }
    ui.painter().hline(rect.x_range(), rect.max.y - 0.5, Stroke::new(1.0, colours.line));
    if response.has_focus() {
        focus_ring(ui, rect.shrink(3.0));
    }
    if is_joined {
        ui.painter().rect_stroke(
            rect.shrink(2.0),
            CORNER,
            Stroke::new(2.0, colours.accent),
            egui::StrokeKind::Inside,
        );
    }
    let inner = Rect::from_min_max(rect.min + egui::vec2(14.0, 7.0), rect.max - egui::vec2(12.0, 5.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    inner.spacing_mut().item_spacing = egui::vec2(6.0, 1.0);
    inner.spacing_mut().interact_size.y = 0.0;
    inner.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            word(ui, &state, medium(size::SMALL), ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                truncated(ui, &title, semibold(size::BODY), colours.text);
            });
        });
    });
    truncated(&mut inner, &what, regular(size::SMALL), colours.muted);
    if let Some(first) = one.concerns.iter().next() {
        truncated(&mut inner, &concern(first), regular(size::SMALL), colours.waiting);
    }
    response.clicked()
}
