//! Notice: the letter as it will be, and beside it what is missing, the chosen paragraph and the facts.

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Ui};

use super::super::super::action::{Action, FactsPart};
use super::super::super::papers::Papers;
use super::super::super::session::Session;
use super::super::super::theme::palette;
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, empty, keyed, push, segments};
use super::details::DetailsDraft;
use super::pad::{Pad, Watch};
use super::round::{Next, Round};
use super::{aside, letter, marks};
use crate::disclose::{InNotice, Missing, Notice, NoticeParagraph, NoticeVersion};
use crate::law::{texts_in_use, texts_trouble};
use crate::review::Command;

/// How the part is looked at, and the facts that are being typed.
#[derive(Default)]
pub(super) struct NoticeView {
    pub(super) shown: Shown,
    /// The chosen paragraph, by its name.
    pub(super) chosen: Option<String>,
    pub(super) side: Side,
    pub(super) details: DetailsDraft,
    /// The paragraph that is being put in the officer's own words, and has none saved yet.
    pub(super) editing: Option<String>,
    /// The field for the officer's words is to have the keyboard.
    pub(super) wants_words: bool,
    /// The chosen paragraph is to be seen, and to have the keyboard.
    pub(super) reveals: bool,
    pub(super) wants_letter: bool,
    pub(super) wants_aside: bool,
    pub(super) wants_facts: Option<FactsPart>,
    /// The missing things that are gone through.
    round: Round<Missing>,
    pub(super) marks_shown: usize,
}

/// Which letter is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Shown {
    #[default]
    Applicant,
    Publication,
    /// The letter that extends the time.
    Extension,
}

/// What stands beside the letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Side {
    #[default]
    Missing,
    Paragraph,
    Facts,
}

impl NoticeView {
    pub(super) fn version(&self) -> NoticeVersion {
        match self.shown {
            Shown::Applicant | Shown::Extension => NoticeVersion::Applicant,
            Shown::Publication => NoticeVersion::Publication,
        }
    }

    /// The letters were made anew.
    pub(super) fn take_in(&mut self, papers: &Papers) {
        if self.shown == Shown::Extension && papers.extension.is_none() {
            self.shown = Shown::Applicant;
        }
    }

    /// The letter that is shown.
    pub(super) fn letter<'p>(&self, papers: &'p Papers) -> &'p Notice {
        match (self.shown, &papers.extension) {
            (Shown::Extension, Some(extension)) => extension,
            (Shown::Applicant | Shown::Publication | Shown::Extension, _) => &papers.notice,
        }
    }

    /// Withheld words in the letter that is shown.
    pub(super) fn withheld<'p>(&self, papers: &'p Papers) -> Vec<&'p InNotice> {
        let paragraphs = self.letter(papers).paragraphs.iter().map(|paragraph| paragraph.id.as_str());
        std::iter::once("title").chain(paragraphs).filter_map(|id| papers.withheld_in(id)).collect()
    }

    pub(super) fn paragraph<'p>(&self, papers: &'p Papers) -> Option<&'p NoticeParagraph> {
        let chosen = self.chosen.as_ref()?;
        self.letter(papers).paragraphs.iter().find(|paragraph| paragraph.id == *chosen)
    }

    pub(super) fn choose(&mut self, id: String) {
        if self.chosen.as_ref() != Some(&id) {
            self.marks_shown = marks::FEW;
            self.editing = None;
        }
        self.chosen = Some(id);
        self.side = Side::Paragraph;
        self.reveals = true;
    }

    pub(super) fn show_facts(&mut self, part: FactsPart) {
        self.side = Side::Facts;
        self.wants_facts = Some(part);
    }

    pub(super) fn take_letter(&mut self) {
        self.wants_letter = true;
    }

    pub(super) fn take_aside(&mut self) {
        self.wants_aside = true;
        if self.side == Side::Facts {
            self.wants_facts = Some(FactsPart::default());
        }
    }

    /// Goes to the next thing that is missing in the letter. Whether there is one.
    pub(super) fn go_to_missing(&mut self, papers: &Papers) -> Next {
        let missing: Vec<Missing> = self.letter(papers).missing();
        let (next, at) = self.round.next(&missing);
        if next == Next::Found
            && let Some(missing) = missing.get(at)
        {
            self.choose(missing.paragraph.clone());
            self.wants_aside = true;
        }
        next
    }
}

/// Draws the part.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut NoticeView,
    pad: &mut Pad,
    watch: &mut Watch,
    session: &Session,
    papers: Option<&Papers>,
    out: &mut Vec<Action>,
) {
    let colours = palette(ui);
    let Some(papers) = papers else {
        return empty(
            ui,
            "Writing the notice",
            "Every mark is looked up, so that each paragraph knows what it rests on",
        );
    };
    let wide = ui.available_width();
    Panel::right(("beside the letter", super::super::width_class(wide)))
        .frame(Frame::new().fill(colours.surface))
        .default_size((wide * 0.34).clamp(330.0, 620.0))
        .size_range(300.0..=wide * 0.5)
        .show(ui, |ui| aside::show(ui, view, pad, watch, session, papers, out));
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| {
        let bar = Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 6 });
        Panel::top("letter bar").frame(bar).show_separator_line(false).show(ui, |ui| {
            let has_room = ui.available_width() > BESIDE;
            ui.horizontal(|ui| {
                letters(ui, view, papers);
                if has_room {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        goes_out(ui, view, session, out)
                    });
                }
            });
            if !has_room {
                goes_out(ui, view, session, out);
            }
            under(ui, out);
        });
        letter::show(ui, view, papers, out);
    });
}

/// Under which texts of the force's own the letters stand, if it has some.
fn under(ui: &mut Ui, out: &mut Vec<Action>) {
    let used = texts_in_use();
    let says = match texts_trouble() {
        Some(_) => "▲ Under the built-in texts: your force’s own cannot be used".to_owned(),
        None if used.is_built_in() => return,
        None => format!("Under {used}"),
    };
    if push(ui, &says, Look::Quiet).on_hover_text(UiCommand::HouseTexts.text()).clicked() {
        out.push(Action::Run(UiCommand::HouseTexts));
    }
}

/// With less room, in points, the tick stands below the letters.
const BESIDE: f32 = 700.0;

/// Which letter is shown.
fn letters(ui: &mut Ui, view: &mut NoticeView, papers: &Papers) {
    let mut letters = vec![
        (Shown::Applicant, "For the applicant", String::new()),
        (Shown::Publication, "For publication", String::new()),
    ];
    if papers.extension.is_some() {
        letters.push((Shown::Extension, "Extension letter", String::new()));
    }
    if let Some(shown) = segments(ui, Some(view.shown), &letters) {
        view.shown = shown;
        view.round = Round::default();
    }
}

/// How the letter goes out: the notice with the release, the other one by itself.
fn goes_out(ui: &mut Ui, view: &NoticeView, session: &Session, out: &mut Vec<Action>) {
    match view.shown {
        Shown::Applicant | Shown::Publication => wanted(ui, session, out),
        Shown::Extension => _ = keyed(ui, UiCommand::SaveExtension, Look::Plain, out),
    }
}

/// Whether a notice goes with the release.
fn wanted(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let mut wanted = session.workspace().paperwork().notice_wanted;
    let tick = ui.checkbox(&mut wanted, "A refusal notice goes with the release");
    if tick.changed() {
        out.push(Action::Review(Command::NoticeWanted(wanted)));
    }
    tick.on_hover_text(
        "With a notice the legal checks stand in the way of a release. Without one the table is released alone",
    );
}
