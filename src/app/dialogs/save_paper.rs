//! Saves a document to a file of its own: what it holds, and where it goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers, Response, Ui};
use jiff::civil::Date;

use super::super::action::{Action, Browse};
use super::super::paper::Paper;
use super::super::session::Session;
use super::super::theme::{medium, palette, regular, size};
use super::super::time;
use super::super::widgets::{Look, Note, Push, area, field, heading, muted, segments, word};
use super::super::words;
use super::{defence_sheet, modal, taken};
use crate::disclose::{DOCUMENT_FORMATS, Document, DocumentFormat, file_name};
use crate::review::{Kept, Place};
use crate::sheet::parse_day;
use crate::text::{number_list, number_ranges};

#[derive(Clone, Debug)]
pub(in crate::app) struct SavePaper {
    kind: Kind,
    path: String,
    is_writing: bool,
    /// Why it was not written.
    failed: Option<String>,
    had_focus: bool,
}

/// What is saved, and what has been typed for it.
#[derive(Clone, Debug)]
enum Kind {
    Extension,
    Extract { rows: String, questions: String, reply_by: String },
    Defence { row: u32, place: Option<Place>, sheet: Option<Result<Arc<Document>, String>> },
    Evidence { kept: Arc<Kept>, name: String },
}

impl SavePaper {
    /// The letter that extends the time; `None` where it is not extended.
    pub(in crate::app) fn extension(session: &Session) -> Option<SavePaper> {
        let is_extended = session.workspace().paperwork().clock.extension.is_some();
        is_extended.then(|| SavePaper::new(session, Kind::Extension, "extension letter"))
    }

    /// An extract of these rows of the sheet, ascending.
    pub(in crate::app) fn extract_of(session: &Session, rows: &[u32]) -> SavePaper {
        let sheet = session.workspace().sheet();
        let rows: Vec<u32> = rows.iter().map(|row| sheet.source_row(*row)).collect();
        let kind =
            Kind::Extract { rows: number_ranges(&rows), questions: String::new(), reply_by: String::new() };
        SavePaper::new(session, kind, "extract")
    }

    /// What the mark at a place of an entry rests on, or the whole entry. It is shown once it is made.
    pub(in crate::app) fn defence(session: &Session, row: u32, place: Option<Place>) -> SavePaper {
        let number = session.workspace().sheet().source_row(row);
        let what = format!("defence sheet row {number}");
        SavePaper::new(session, Kind::Defence { row, place, sheet: None }, &what)
    }

    /// A copy of a file that is kept as evidence.
    pub(in crate::app) fn evidence(session: &Session, kept: Arc<Kept>, name: &str) -> SavePaper {
        let name = name.to_owned();
        SavePaper::named(session, Kind::Evidence { kept, name: name.clone() }, &name)
    }

    /// What the marks rest on, which this dialog asked for.
    pub(in crate::app) fn take_defence(
        &mut self,
        about: u32,
        at: Option<Place>,
        result: Result<Arc<Document>, String>,
    ) {
        if let Kind::Defence { row, place, sheet } = &mut self.kind
            && (*row, *place) == (about, at)
        {
            *sheet = Some(result);
        }
    }

    fn new(session: &Session, kind: Kind, what: &str) -> SavePaper {
        let reference = &session.workspace().request().reference;
        let extension = DOCUMENT_FORMATS.first().map_or("", |format| format.extension);
        SavePaper::named(session, kind, &file_name(reference, what, extension))
    }

    /// With this name for the file, beside the case.
    fn named(session: &Session, kind: Kind, name: &str) -> SavePaper {
        let origin = session.origin.as_ref().and_then(|origin| origin.path.as_deref());
        let folder = session.path().or(origin).and_then(Path::parent).unwrap_or(Path::new(""));
        let path = folder.join(name);
        let path = std::path::absolute(&path).unwrap_or(path);
        let path = path.to_string_lossy().into_owned();
        SavePaper { kind, path, is_writing: false, failed: None, had_focus: false }
    }

    pub(in crate::app) fn set_path(&mut self, path: &Path) {
        self.path = path.to_string_lossy().into_owned();
        self.failed = None;
    }

    /// How the writing ended. Whether it was this dialog that waited for it.
    pub(in crate::app) fn answer(&mut self, result: &Result<(), String>) -> bool {
        let waited = std::mem::take(&mut self.is_writing);
        if waited {
            self.failed = result.clone().err();
        }
        waited
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Action>) {
        let width = if matches!(self.kind, Kind::Defence { .. }) { 860.0 } else { 620.0 };
        modal(ctx, "save paper", width, out, |ui, out| {
            match &mut self.kind {
                Kind::Defence { sheet, .. } => {
                    heading(ui, "Defence sheet");
                    muted(
                        ui,
                        "What is withheld here rests on this. It holds withheld words and is marked OFFICIAL-SENSITIVE: \
                         keep it within the force",
                    );
                    let height = (ui.ctx().content_rect().height() - 400.0).clamp(120.0, 560.0);
                    match sheet {
                        Some(Ok(sheet)) => defence_sheet::show(ui, sheet, height),
                        Some(Err(sentence)) => {
                            _ = word(ui, sentence.as_str(), medium(size::BODY), palette(ui).waiting)
                        }
                        None => _ = muted(ui, "Looking through the log"),
                    }
                }
                Kind::Evidence { kept, name } => {
                    heading(ui, "Save a copy of the evidence");
                    muted(
                        ui,
                        format!(
                            "{}, {}. The copy is read back and compared; it is not protected as the case file is",
                            words::snippet(name, 80),
                            words::file_size(kept.byte_len())
                        ),
                    );
                }
                Kind::Extension => {
                    heading(ui, "Save the letter that extends the time");
                    muted(
                        ui,
                        "It goes to the applicant, so it is searched for every withheld word, and what is \
                         undecided counts as withheld",
                    );
                }
                Kind::Extract { rows, questions, reply_by } => {
                    heading(ui, "Make an extract for the business area");
                    muted(
                        ui,
                        "The entries in full, with what is proposed to be withheld, your questions, and below each \
                         entry its open queries. Nothing of the applicant. It is marked OFFICIAL-SENSITIVE: never send it outside the force",
                    );
                    let chosen = chosen(session, rows);
                    let says = match &chosen {
                        Err(_) if rows.trim().is_empty() => "Numbers and ranges, as 3,17-20".to_owned(),
                        Err(sentence) => sentence.clone(),
                        Ok(rows) => words::count(rows.len() as u64, "entry", "entries"),
                    };
                    let is_wrong = chosen.is_err() && !rows.trim().is_empty();
                    let note = if is_wrong { Note::Wrong(&says) } else { Note::Help(&says) };
                    let response = field(ui, "Rows of the sheet", rows, "", note);
                    if !self.had_focus {
                        self.had_focus = true;
                        response.request_focus();
                    }
                    let queried = session.workspace().queried_rows();
                    if !queried.is_empty() {
                        let label = format!(
                            "Take the {} with open queries",
                            words::count(queried.len() as u64, "entry", "entries")
                        );
                        if Push::new(&label).look(Look::Quiet).show(ui).clicked() {
                            let sheet = session.workspace().sheet();
                            let numbers: Vec<u32> =
                                queried.iter().map(|row| sheet.source_row(*row)).collect();
                            *rows = number_ranges(&numbers);
                        }
                    }
                    area(ui, "Questions, one a line", "extract questions", questions, 4);
                    let day = day(reply_by).ok().flatten().map(time::in_words);
                    let note = match &day {
                        Some(day) => Note::Help(day),
                        None if reply_by.trim().is_empty() => Note::Help("May be left empty"),
                        None => Note::Wrong("This is not a day; write it as 31/01/2018"),
                    };
                    field(ui, "Answer needed by", reply_by, "dd/mm/yyyy", note);
                }
            }
            self.place(ui, out);
            self.answer_row(ui, session, out);
        });
    }
}

impl SavePaper {
    /// Where it goes, and in which format.
    fn place(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        if let Kind::Evidence { .. } = self.kind {
            return self.any_place(ui, out);
        }
        let formats: Vec<(&str, &str, String)> =
            DOCUMENT_FORMATS.iter().map(|format| (format.extension, title(format), String::new())).collect();
        let path = PathBuf::from(self.path.trim());
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let current = formats.iter().map(|(format, ..)| *format).find(|f| extension.as_deref() == Some(*f));
        if let Some(picked) = segments(ui, current, &formats) {
            self.set_path(&path.with_extension(picked));
        }
        let note = match current {
            Some(_) => Note::Nothing,
            None => Note::Wrong("End the name with .docx, .odt or .pdf"),
        };
        self.path_and_browse(ui, note, Browse::Paper { suggested: path }, out);
    }

    /// Where a file goes that is no document of ours.
    fn any_place(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let suggested = PathBuf::from(self.path.trim());
        let response = self.path_and_browse(ui, Note::Nothing, Browse::EvidenceCopy { suggested }, out);
        if !std::mem::replace(&mut self.had_focus, true) {
            response.request_focus();
        }
    }

    /// The path with a note below it, unless it has failed, and the way to the system's own dialog.
    fn path_and_browse(
        &mut self,
        ui: &mut Ui,
        note: Note<'_>,
        browse: Browse,
        out: &mut Vec<Action>,
    ) -> Response {
        let note = self.failed.as_deref().map_or(note, Note::Wrong);
        let before = self.path.clone();
        let response = field(ui, "Path of the file", &mut self.path, "", note);
        if self.path != before {
            self.failed = None;
        }
        if Push::new("Browse…").show(ui).clicked() {
            out.push(Action::Browse(browse));
        }
        response
    }

    fn answer_row(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let paper = self.paper(session).filter(|_| !self.is_writing && !self.path.trim().is_empty());
        // In the questions Enter begins a new line.
        let is_asked = paper.is_some() && taken(ui, Modifiers::COMMAND, Key::Enter);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let mut is_given = is_asked;
            ui.add_enabled_ui(paper.is_some(), |ui| {
                is_given |= Push::new("Save").key("Ctrl+Enter").look(Look::Primary).show(ui).clicked();
            });
            if Push::new("Cancel").key("Esc").show(ui).clicked() {
                out.push(Action::CloseDialog);
            }
            if self.is_writing {
                word(ui, "Writing and proving…", regular(size::BODY), palette(ui).muted);
            }
            if let (true, Some(paper)) = (is_given, paper) {
                self.is_writing = true;
                self.failed = None;
                out.push(Action::SavePaper { paper, path: PathBuf::from(self.path.trim()) });
            }
        });
    }

    /// What is to be saved, if all that it needs is there.
    fn paper(&self, session: &Session) -> Option<Paper> {
        match &self.kind {
            Kind::Extension => Some(Paper::Extension),
            Kind::Evidence { kept, name: _ } => Some(Paper::Evidence(kept.clone())),
            Kind::Defence { sheet, .. } => {
                sheet.as_ref()?.as_ref().ok().map(|sheet| Paper::Defence(sheet.clone()))
            }
            Kind::Extract { rows, questions, reply_by } => {
                let rows = chosen(session, rows).ok()?;
                let reply_by = day(reply_by).ok()?;
                let questions = questions.lines().map(str::trim).filter(|line| !line.is_empty());
                Some(Paper::Extract { rows, questions: questions.map(str::to_owned).collect(), reply_by })
            }
        }
    }
}

/// The rows of the sheet whose numbers in the source stand in this list.
fn chosen(session: &Session, list: &str) -> Result<Vec<u32>, String> {
    let sheet = session.workspace().sheet();
    let last = sheet.row_count().checked_sub(1).map_or(0, |row| sheet.source_row(row));
    let row_of = |number: usize| {
        let row = u32::try_from(number).ok().and_then(|number| sheet.row_of_source(number));
        row.ok_or_else(|| format!("Row {number} holds no entry"))
    };
    let numbers = number_list(list, last as usize)?;
    numbers.into_iter().map(row_of).collect()
}

/// The day that was typed, or none; an error where it is no day.
fn day(text: &str) -> Result<Option<Date>, ()> {
    if text.trim().is_empty() { Ok(None) } else { parse_day(text).map(Some).ok_or(()) }
}

fn title(format: &DocumentFormat) -> &'static str {
    match format.extension {
        "docx" => "Word",
        "odt" => "OpenDocument",
        _ => "PDF",
    }
}
