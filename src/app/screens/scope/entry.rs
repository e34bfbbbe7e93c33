//! The entry on the right: what there is to judge by, then the questions about it.

use eframe::egui::{self, Frame, Id, Margin, Panel, ScrollArea, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, palette, regular, semibold, size};
use super::super::super::widgets::{
    Look, Mark, MarkState, Passage, Push, empty, muted, row_line, section, tag, truncated, word,
};
use super::super::super::words;
use super::super::review::{differences, reference};
use super::said::{self, Weight};
use super::{Pane, ScopeView, questions, reading_id};
use crate::review::{Policy, ScopeChoice, Workspace};
use crate::sheet::{CellId, Role};
use crate::text::occurrences;

/// Where less than this is left for the text above the questions, both scroll as one.
const LOW: f32 = 150.0;

pub(super) fn show(ui: &mut Ui, view: &mut ScopeView, session: &Session, out: &mut Vec<Action>) {
    let Some(row) = view.row else {
        empty(ui, "No entry is open", "Choose one in the table");
        return;
    };
    let colours = palette(ui);
    let asked = Frame::new().fill(colours.surface).inner_margin(Margin {
        left: ROOM as i8,
        right: ROOM as i8,
        top: 10,
        bottom: 12,
    });
    let width = ui.available_width() - 2.0 * ROOM;
    let is_low = ui.available_height() - questions::height(session.workspace(), row, width) < LOW;
    if !is_low {
        Panel::bottom("scope questions")
            .frame(asked)
            .show(ui, |ui| questions::show(ui, view, session, row, out));
    }
    ScrollArea::vertical().auto_shrink(false).id_salt(("scope entry", row)).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(ROOM as i8, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            title(ui, session, row, out);
            texts(ui, session, row, &view.list.query);
            if is_low {
                row_line(ui);
                questions::show(ui, view, session, row, out);
                row_line(ui);
            }
            facts(ui, session.workspace(), row);
            others(ui, session, row, out);
        });
    });
    if view.wants_pane == Some(Pane::Text) {
        view.wants_pane = None;
        ui.memory_mut(|memory| memory.request_focus(reading_id()));
    }
}

fn title(ui: &mut Ui, session: &Session, row: u32, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    ui.horizontal(|ui| {
        word(ui, reference(workspace, row), semibold(size::TITLE), colours.text);
        let case = workspace.case_rows(row);
        let place = match case.binary_search(&row) {
            Ok(at) if case.len() > 1 => {
                let (at, of) = (words::grouped(at as u64 + 1), words::grouped(case.len() as u64));
                format!("entry {at} of {of} in its case · ")
            }
            Ok(_) | Err(_) => String::new(),
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if session.index.entry(row).is_in()
                && Push::new("Read in Review").look(Look::Quiet).show(ui).clicked()
            {
                out.push(Action::GoTo { row, place: None });
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let place = format!("{place}row {} of the file", workspace.sheet().source_row(row));
                truncated(ui, &place, regular(size::SMALL + 1.0), colours.muted);
            });
        });
    });
}

/// What the columns say that bears on the questions, in two columns.
fn facts(ui: &mut Ui, workspace: &Workspace, row: u32) {
    const TELLING: [Role; 8] = [
        Role::Type,
        Role::Date,
        Role::Flag,
        Role::Allegation,
        Role::Status,
        Role::Outcome,
        Role::InvestigatingBody,
        Role::Subject,
    ];
    let facts: Vec<(&str, String)> = TELLING
        .into_iter()
        .filter(|role| *role == Role::Date || workspace.layout().column(*role).is_some())
        .map(|role| {
            let text = if role == Role::Date {
                said::date(workspace, row)
            } else {
                words::snippet(workspace.layout().text(workspace.sheet(), row, role).expose(), 120)
            };
            (label(role), text)
        })
        .collect();
    let per_line = if ui.available_width() > 440.0 { 2 } else { 1 };
    let width = (ui.available_width() - ROOM * (per_line as f32 - 1.0)) / per_line as f32;
    ui.add_space(2.0);
    for line in facts.chunks(per_line) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(ROOM, 0.0);
            for (name, text) in line {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    fact(ui, name, text);
                });
            }
        });
    }
    ui.add_space(4.0);
}

fn fact(ui: &mut Ui, name: &str, text: &str) {
    let colours = palette(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.vertical(|ui| {
            ui.set_width(70.0);
            muted(ui, name);
        });
        ui.vertical(|ui| {
            let (shown, ink) = if text.is_empty() { ("Empty", colours.muted) } else { (text, colours.text) };
            let text = egui::RichText::new(shown).font(regular(size::SMALL + 1.0)).color(ink);
            ui.add(egui::Label::new(text).wrap());
        });
    });
}

/// Names short enough to stand beside what they name.
fn label(role: Role) -> &'static str {
    match role {
        Role::Type => "Type",
        Role::Date => "Date",
        Role::Flag => "Flag",
        Role::Allegation => "Allegation",
        Role::Status => "Status",
        Role::Outcome => "Outcome",
        Role::InvestigatingBody => "Body",
        Role::Subject => "Officer",
        Role::Reference
        | Role::Recorded
        | Role::Year
        | Role::Unit
        | Role::Rank
        | Role::SubjectNumber
        | Role::Complainant
        | Role::Summary
        | Role::Other => words::role(role),
    }
}

/// The summary with its mentions, and with the words on which the suggestion rests.
fn texts(ui: &mut Ui, session: &Session, row: u32, query: &str) {
    let workspace = session.workspace();
    let columns: Vec<u16> = workspace.layout().columns_of(Role::Summary).collect();
    let preview = session.searching.as_ref().and_then(|searching| searching.found_in(row));
    let mut has_mention = false;
    let mut has_evidence = false;
    for (at, column) in columns.iter().enumerate() {
        let cell = CellId { row, column: *column };
        let text = workspace.sheet().text(cell).expose();
        let mut findings: Vec<_> = workspace.findings_in(cell).copied().collect();
        if let (false, Some(preview)) = (workspace.is_detected(), &preview) {
            findings.extend(preview.iter().filter(|finding| finding.cell == cell));
        }
        let mention = |span| Mark { span, state: MarkState::Mention, code: String::new(), id: usize::MAX };
        let marks: Vec<Mark> = said::mentions(&findings).into_iter().map(mention).collect();
        // The evidence lies in the first summary, of which the suggestion is made.
        let evidence = workspace
            .suggested_misuse(row)
            .filter(|_| at == 0)
            .and_then(|suggested| said::evidence(text, suggested));
        has_mention |= !marks.is_empty();
        has_evidence |= evidence.is_some();
        let heading = workspace.sheet().columns().get(usize::from(*column)).map_or("", |c| c.heading());
        if columns.len() > 1 {
            section(ui, heading);
        }
        if text.trim().is_empty() {
            muted(ui, "The text is empty");
        }
        Passage {
            id: if at == 0 { reading_id() } else { Id::unique(("scope passage", column)) },
            name: heading,
            text,
            marks: &marks,
            focus: None,
            selection: evidence,
            found: &occurrences(text, query),
            size: size::READING - 1.0,
            line: 25.0,
            is_faint: workspace.scope(row) == Some(ScopeChoice::Out),
        }
        .show(ui);
    }
    if columns.is_empty() {
        // Something has to have the keyboard for single keys.
        let passage = Passage {
            id: reading_id(),
            name: "Summary",
            text: "",
            marks: &[],
            focus: None,
            selection: None,
            found: &[],
            size: size::BODY,
            line: 20.0,
            is_faint: true,
        };
        muted(ui, "No column is the summary: say which one in Load");
        passage.show(ui);
    }
    legend(ui, has_mention, has_evidence);
    ui.add_space(4.0);
}

/// What the signs in the text mean.
fn legend(ui: &mut Ui, has_mention: bool, has_evidence: bool) {
    let colours = palette(ui);
    if !has_mention && !has_evidence {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let swatch = |ui: &mut Ui| ui.allocate_exact_size(egui::vec2(18.0, 12.0), egui::Sense::hover()).0;
        if has_mention {
            let rect = swatch(ui);
            let y = rect.max.y - 2.0;
            ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, colours.mention));
            muted(ui, "Mention");
            ui.add_space(GAP);
        }
        if has_evidence {
            let rect = swatch(ui);
            ui.painter().rect_filled(rect, 2.0, colours.selection);
            muted(ui, "What the suggestion on misuse rests on");
        }
    });
}

/// The other entries of the case, each in a line.
fn others(ui: &mut Ui, session: &Session, row: u32, out: &mut Vec<Action>) {
    /// More than this is told by number.
    const MOST: usize = 12;
    let colours = palette(ui);
    let workspace = session.workspace();
    let case = workspace.case_rows(row);
    if case.len() < 2 {
        return;
    }
    ui.add_space(GAP);
    row_line(ui);
    section(ui, "Also in this case");
    ui.spacing_mut().item_spacing.y = 2.0;
    for other in case.iter().filter(|other| **other != row).take(MOST) {
        let label = format!("Row {}", workspace.sheet().source_row(*other));
        ui.horizontal(|ui| {
            if Push::new(&label).look(Look::Quiet).name(format!("Go to {label}")).show(ui).clicked() {
                out.push(Action::GoToScope { row: *other });
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (scope, _) = said::scope(workspace, *other);
                let suggested = workspace.suggested_misuse(*other).map(|suggested| suggested.misuse);
                let misuse = said::misuse(workspace.misuse(*other, Policy::Final), suggested);
                if workspace.scope(*other) == Some(ScopeChoice::In) {
                    let ink = if misuse.weight == Weight::Given { colours.text } else { colours.muted };
                    word(ui, format!("misuse {}", misuse.text), regular(size::SMALL), ink);
                }
                tag(ui, &scope.text, colours.text, colours.line);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let differs = differences(workspace, row, *other);
                    truncated(ui, &differs, regular(size::SMALL + 1.0), colours.text);
                });
            });
        });
    }
    if case.len() > MOST + 1 {
        muted(ui, format!("and {} more", words::grouped((case.len() - MOST - 1) as u64)));
    }
}
