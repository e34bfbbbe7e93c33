//! The file and how it was read: sheet, heading row, encoding. A wrong guess is put right by
//! reading again, which is possible until there is a case file.

use eframe::egui::{self, Key, Margin, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo};

use super::super::super::action::{Action, LoadPart};
use super::super::super::session::{Origin, Session};
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, size};
use super::super::super::widgets::{
    Look, Push, banner, card, focus_ring, heading, muted, push, section, select, tag, word,
};
use super::super::super::widgets::{Note, beside, fact, field_with, visible_bars};
use super::super::super::words;
use crate::review::Workspace;
use crate::sheet::{Guesses, ReadOptions, SheetInfo, SheetState, WarningKind};

/// How the part is looked at.
#[derive(Default)]
pub(super) struct FileView {
    /// The heading row as it is typed.
    heading_row: String,
    /// Reading again that waits for a yes, since it drops what was decided.
    pending: Option<ReadOptions>,
}

impl FileView {
    pub(super) fn new(session: &Session) -> FileView {
        let row = session.origin.as_ref().and_then(|origin| origin.guesses.heading_row);
        FileView { heading_row: row.map(|row| row.to_string()).unwrap_or_default(), pending: None }
    }
}

/// Encodings that spreadsheets and case systems write. Any other can be given on the command line.
const ENCODINGS: [(&str, &str); 10] = [
    ("UTF-8", "UTF-8 (most programs of today)"),
    ("windows-1252", "Windows-1252 (Western Europe, older Excel)"),
    ("ISO-8859-15", "ISO-8859-15 (Western Europe, with €)"),
    ("macintosh", "Macintosh (older Apple computers)"),
    ("UTF-16LE", "UTF-16LE (“Unicode text” of Excel)"),
    ("UTF-16BE", "UTF-16BE"),
    ("windows-1250", "Windows-1250 (Central Europe)"),
    ("windows-1251", "Windows-1251 (Cyrillic)"),
    ("windows-1253", "Windows-1253 (Greek)"),
    ("windows-1254", "Windows-1254 (Turkish)"),
];

pub(super) fn show(ui: &mut Ui, view: &mut FileView, session: &Session, out: &mut Vec<Action>) {
    let origin = session.origin.as_ref();
    let may_change = session.path().is_none() && origin.is_some_and(|origin| origin.path.is_some());
    heading(ui, "File");
    if let Some(asked) = view.pending.clone() {
        ask_again(ui, view, session, asked, out);
    }
    if may_change {
        unsure_heading(ui, session.workspace());
    }
    if let Some(origin) = origin {
        card(ui, |ui| reading(ui, view, session, origin, may_change, out));
    }
    card(ui, |ui| about(ui, session));
    if origin.is_none() {
        muted(ui, "How the file was read is fixed since the case file was made");
    }
    above(ui, session.workspace(), out);
}

/// What was guessed, and ways to change it.
fn reading(
    ui: &mut Ui,
    view: &mut FileView,
    session: &Session,
    origin: &Origin,
    may_change: bool,
    out: &mut Vec<Action>,
) {
    section(ui, "How it was read");
    if !may_change {
        let why = if origin.path.is_none() {
            "The built-in sample is always read the same way"
        } else {
            "This is fixed since the case file was made"
        };
        muted(ui, why);
    }
    ui.add_space(2.0);
    let wanted = [
        sheets(ui, origin, may_change),
        heading_row(ui, view, origin, may_change),
        encoding(ui, origin, may_change),
    ];
    if let Some(options) = wanted.into_iter().flatten().next() {
        if would_drop(session.workspace()) {
            view.pending = Some(options);
        } else {
            out.push(Action::Reread(options));
        }
    }
}

fn about(ui: &mut Ui, session: &Session) {
    let workspace = session.workspace();
    let (source, sheet) = (workspace.source(), workspace.sheet());
    section(ui, "The spreadsheet");
    ui.spacing_mut().item_spacing.y = 3.0;
    let rows = words::count(sheet.row_count(), "row", "rows");
    let columns = words::count(sheet.columns().len() as u64, "column", "columns");
    let format = session.origin.as_ref().map(|origin| words::format(origin.guesses.format));
    beside(ui, |ui, at| {
        if at == 0 {
            fact(ui, "Name", &source.file_name);
            fact(ui, "Size", &words::file_size(source.byte_len));
        } else {
            if let Some(format) = format {
                fact(ui, "Format", format);
            }
            fact(ui, "Sheet", sheet.name());
        }
    });
    fact(ui, "Table", &format!("{rows} below the headings, {columns}"));
    fact(ui, "SHA-256", &source.sha256);
}

/// Whether reading again would drop something that was decided here.
fn would_drop(workspace: &Workspace) -> bool {
    let is_settled = workspace.warnings().any(|(at, _)| workspace.settlement(at).is_some());
    is_settled || workspace.layout() != &workspace.imported().layout
}

fn ask_again(ui: &mut Ui, view: &mut FileView, session: &Session, asked: ReadOptions, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let columns =
        workspace.layout().columns.iter().zip(&workspace.imported().layout.columns).filter(|(a, b)| a != b);
    let columns = words::count(columns.count() as u64, "column", "columns");
    let items = workspace.warnings().filter(|(at, _)| workspace.settlement(*at).is_some()).count() as u64;
    let items = words::count(items, "settled item", "settled items");
    banner(ui, colours.waiting, colours.waiting_tint, |ui| {
        ui.label(format!(
            "Reading the file again drops what you changed in Columns ({columns}) and in Hidden content \
             ({items}). The request stays"
        ));
        ui.horizontal(|ui| {
            if push(ui, "Read again", Look::Primary).clicked() {
                view.pending = None;
                out.push(Action::Reread(asked));
            }
            if push(ui, "Leave it as it is", Look::Plain).clicked() {
                *view = FileView::new(session);
            }
        });
    });
}

/// The heading row may be an entry.
fn unsure_heading(ui: &mut Ui, workspace: &Workspace) {
    let is_unsure = workspace.warnings().any(|(at, warning)| {
        warning.kind == WarningKind::UnsureHeading && workspace.settlement(at).is_none()
    });
    if is_unsure {
        let colours = palette(ui);
        banner(ui, colours.waiting, colours.waiting_tint, |ui| {
            ui.label(
                "● The heading row may really be an entry, which would then escape review. Give another row \
                 below, or settle it in Hidden content",
            );
        });
    }
}

/// The sheets of a workbook; the options to read another, if one was chosen.
fn sheets(ui: &mut Ui, origin: &Origin, may_change: bool) -> Option<ReadOptions> {
    let Guesses { sheets, chosen, encoding, .. } = &origin.guesses;
    if encoding.is_some() {
        return None;
    }
    let mut wanted = None;
    section(ui, "Sheet");
    let scroll = ScrollArea::vertical().id_salt("sheets").max_height(210.0).auto_shrink([false, true]);
    let usual = ui.style().clone();
    visible_bars(ui);
    scroll.show(ui, |ui| {
        ui.set_style(usual.clone());
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, sheet) in sheets.iter().enumerate() {
            let is_chosen = *chosen == Some(at);
            if sheet_row(ui, sheet, is_chosen, may_change).clicked() && !is_chosen {
                // The heading row is that of the other sheet.
                wanted = Some(ReadOptions {
                    sheet: Some(sheet.name.clone()),
                    header_row: None,
                    encoding: origin.options.encoding.clone(),
                    password: origin.options.password.clone(),
                });
            }
        }
    });
    ui.set_style(usual);
    ui.add_space(GAP);
    wanted
}

fn sheet_row(ui: &mut Ui, sheet: &SheetInfo, is_chosen: bool, may_change: bool) -> egui::Response {
    let colours = palette(ui);
    let sense = if may_change { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 34.0), sense);
    let rows = words::count(sheet.rows, "row", "rows");
    let size_text = format!("{rows} × {}", words::count(sheet.columns, "column", "columns"));
    response.widget_info(|| {
        let name = format!("Sheet {}, {size_text}, {}", sheet.name, words::sheet_state(sheet.state));
        WidgetInfo::selected(Role::RadioButton, may_change, is_chosen, name)
    });
    if is_chosen {
        ui.painter().rect_filled(rect, CORNER, colours.accent_tint);
    } else if response.hovered() && may_change {
        ui.painter().rect_filled(rect, CORNER, colours.sunken);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    let centre = egui::pos2(rect.min.x + 16.0, rect.center().y);
    let ink = if is_chosen { colours.accent } else { colours.muted };
    ui.painter().circle_stroke(centre, 6.5, egui::Stroke::new(1.5, ink));
    if is_chosen {
        ui.painter().circle_filled(centre, 3.5, ink);
    }
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect.with_min_x(rect.min.x + 32.0)));
    row.horizontal_centered(|ui| {
        word(ui, words::snippet(&sheet.name, 48), medium(size::BODY), colours.text);
        muted(ui, size_text);
        match sheet.state {
            SheetState::Visible => {}
            SheetState::Hidden | SheetState::VeryHidden => {
                tag(ui, words::sheet_state(sheet.state), colours.waiting, colours.waiting_tint);
            }
        }
    });
    response
}

/// The heading row; the options to read with another, if one was given.
fn heading_row(ui: &mut Ui, view: &mut FileView, origin: &Origin, may_change: bool) -> Option<ReadOptions> {
    let now = origin.guesses.heading_row;
    if !may_change {
        fact(ui, "Heading row", &now.map_or("None".to_owned(), |row| words::grouped(row.into())));
        return None;
    }
    let typed = view.heading_row.trim().parse::<u32>().ok().filter(|row| *row > 0);
    let note = match typed {
        None => Note::Wrong("Give the number of a row, as 1 or 3"),
        Some(row) if Some(row) == now => {
            Note::Help("Counted from 1, as in the file. Rows above it are left out")
        }
        Some(_) => Note::Help("Enter reads the file again with this row"),
    };
    let wanted = typed.filter(|row| Some(*row) != now);
    let mut is_given = false;
    field_with(ui, "Heading row", note, |ui| {
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut view.heading_row)
                .id_salt("heading row")
                .margin(Margin::symmetric(9, 6));
            let field = ui.add(edit.desired_width(84.0));
            is_given |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_enabled_ui(wanted.is_some(), |ui| {
                is_given |=
                    Push::new("Read again").name("Read again with this heading row").show(ui).clicked();
            });
            field
        })
        .inner
    });
    ui.add_space(GAP);
    let header_row = wanted.filter(|_| is_given)?;
    Some(ReadOptions { header_row: Some(header_row), ..origin.options.clone() })
}

/// Encoding and separator of delimited text; the options to read in another, if one was chosen.
fn encoding(ui: &mut Ui, origin: &Origin, may_change: bool) -> Option<ReadOptions> {
    let Guesses { encoding, separator, odd_words, .. } = &origin.guesses;
    let now = (*encoding)?;
    let at = ENCODINGS.iter().position(|(name, _)| name.eq_ignore_ascii_case(now));
    let mut wanted = None;
    if may_change {
        let other = ENCODINGS.len();
        let mut options: Vec<(usize, &str)> = ENCODINGS.iter().map(|(_, text)| *text).enumerate().collect();
        if at.is_none() {
            options.push((other, now));
        }
        let help = Note::Help("With the wrong encoding, letters such as é and £ come out wrong");
        field_with(ui, "Encoding", help, |ui| {
            let (response, picked) = select(ui, "encoding", "Encoding", 340.0, at.unwrap_or(other), &options);
            let picked = picked.and_then(|at| ENCODINGS.get(at));
            wanted = picked.map(|(name, _)| (*name).to_owned());
            response
        });
    } else {
        fact(ui, "Encoding", now);
    }
    let colours = palette(ui);
    if !odd_words.is_empty() {
        ui.add_space(GAP);
        ui.horizontal_wrapped(|ui| {
            muted(ui, "Words that tell whether it is right");
            for odd in odd_words {
                tag(ui, &words::snippet(odd.expose(), 32), colours.text, colours.accent_tint);
            }
        });
    }
    ui.add_space(GAP);
    fact(ui, "Separator", &separator_name(*separator));
    let encoding = Some(wanted?);
    Some(ReadOptions { encoding, ..origin.options.clone() })
}

fn separator_name(separator: Option<char>) -> String {
    match separator {
        Some(',') => "Comma".to_owned(),
        Some(';') => "Semicolon".to_owned(),
        Some('\t') => "Tab".to_owned(),
        Some('|') => "Bar".to_owned(),
        Some(other) => other.to_string(),
        None => "None".to_owned(),
    }
}

/// What stands above the heading row, which may be the real heading row.
fn above(ui: &mut Ui, workspace: &Workspace, out: &mut Vec<Action>) {
    let Some(warning) = workspace.report().of_kind(WarningKind::RowsAboveHeading).next() else { return };
    let colours = palette(ui);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            section(ui, "Above the heading row, left out");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if push(ui, "All hidden content", Look::Quiet).clicked() {
                    out.push(Action::GoToLoad(LoadPart::Hidden));
                }
            });
        });
        muted(ui, &warning.place);
        if let Some(sample) = &warning.sample {
            word(ui, words::snippet(sample.expose(), 200), regular(size::BODY), colours.text);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_offered_can_be_read() {
        for (name, _) in ENCODINGS {
            let options = ReadOptions { encoding: Some(name.to_owned()), ..ReadOptions::default() };
            let read = crate::sheet::read_bytes("cases.csv", b"Ref,Summary\n1,He left\n", &options);
            // Two bytes a letter turn these bytes into other letters, but into no other name.
            if let Ok(read) = read {
                assert_eq!(read.guesses.encoding, Some(name));
            } else {
                assert!(name.starts_with("UTF-16"), "{name}");
            }
        }
    }
}
