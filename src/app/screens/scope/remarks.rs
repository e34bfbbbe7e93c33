//! What the columns say that no single row shows: entries for which the sheet itself answers the question of
//! misuse otherwise than the officer, and entries that were judged by the day they were recorded.

use std::time::{Duration, Instant};

use eframe::egui::{Frame, Margin, Panel, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, size};
use super::super::super::widgets::{Look, Push, muted, word};
use super::super::super::words;
use crate::review::{ScopeChoice, Workspace};

/// A frame may take so long for it.
const SLICE: Duration = Duration::from_millis(2);
/// Rows between two looks at the clock.
const ROWS_AT_A_TIME: u32 = 256;
/// In a sheet of more rows it is looked for again once nothing was done for a while, not after every act.
const MANY_ROWS: u32 = 100_000;
const QUIET_SECS: f64 = 0.7;

/// What was found, and how far the look for it is: every row has to be looked at, over several frames.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    found: Found,
    made: Option<u64>,
    making: Option<Making>,
    /// After how many events the officer was seen last, and when that was.
    seen: Option<(u64, f64)>,
}

#[derive(Debug, Default)]
struct Found {
    /// Entries with two answers about misuse.
    contradicting: Vec<u32>,
    /// Entries that were judged by the day they were recorded, and how many of them that puts in scope.
    by_recorded: Vec<u32>,
    in_count: u64,
}

#[derive(Debug)]
struct Making {
    revision: u64,
    next: u32,
    columns: Vec<u16>,
    found: Found,
}

impl Remarks {
    /// Goes on with the look. Whether it is not done.
    fn update(&mut self, session: &Session, now_secs: f64) -> bool {
        let revision = session.revision();
        let workspace = session.workspace();
        if !session.index.is_fresh() || self.made == Some(revision) {
            return false;
        }
        if self.seen.is_none_or(|(seen, _)| seen != revision) {
            self.seen = Some((revision, now_secs));
        }
        let is_quiet = self.seen.is_some_and(|(_, since)| now_secs - since > QUIET_SECS);
        if self.made.is_some() && workspace.sheet().row_count() > MANY_ROWS && !is_quiet {
            return true;
        }
        let begin =
            || Making { revision, next: 0, columns: workspace.own_answer_columns(), found: Found::default() };
        let mut making =
            self.making.take().filter(|making| making.revision == revision).unwrap_or_else(begin);
        if making.go_on(workspace) {
            (self.found, self.made) = (making.found, Some(revision));
            return false;
        }
        self.making = Some(making);
        true
    }
}

impl Making {
    /// Looks at more rows. Whether all were looked at.
    fn go_on(&mut self, workspace: &Workspace) -> bool {
        let begun = Instant::now();
        let rows = workspace.sheet().row_count();
        while self.next < rows {
            let end = self.next.saturating_add(ROWS_AT_A_TIME).min(rows);
            for row in self.next..end {
                self.found.look_at(workspace, &self.columns, row);
            }
            self.next = end;
            if begun.elapsed() > SLICE {
                break;
            }
        }
        self.next >= rows
    }
}

impl Found {
    fn look_at(&mut self, workspace: &Workspace, columns: &[u16], row: u32) {
        if workspace.contradiction(columns, row).is_some() {
            self.contradicting.push(row);
        }
        if workspace.is_judged_by_recorded(row) {
            self.by_recorded.push(row);
            self.in_count += u64::from(workspace.scope(row) == Some(ScopeChoice::In));
        }
    }
}

/// A line for each, with the way to the next such entry.
pub(super) fn show(
    ui: &mut Ui,
    remarks: &mut Remarks,
    session: &Session,
    at: Option<u32>,
    out: &mut Vec<Action>,
) {
    if remarks.update(session, ui.input(|input| input.time)) {
        ui.ctx().request_repaint();
    }
    let colours = palette(ui);
    let Found { contradicting, by_recorded, in_count } = &remarks.found;
    let margin = Margin::symmetric(14, 5);
    if !contradicting.is_empty() {
        let bar = Frame::new().fill(colours.waiting_tint).inner_margin(margin);
        Panel::top("scope two answers").frame(bar).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                word(
                    ui,
                    two_answers(session.workspace(), contradicting),
                    medium(size::BODY),
                    colours.waiting,
                );
                let name = "Go to the next entry with two answers about misuse";
                to_next(ui, name, contradicting, at, out);
            });
        });
    }
    if !by_recorded.is_empty() {
        let bar = Frame::new().fill(colours.surface).inner_margin(margin);
        Panel::top("scope by recorded").frame(bar).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                muted(ui, judged_by_recorded(by_recorded.len() as u64, *in_count));
                to_next(ui, "Go to the next entry judged by the day it was recorded", by_recorded, at, out);
            });
        });
    }
}

fn two_answers(workspace: &Workspace, rows: &[u32]) -> String {
    let columns = workspace.own_answer_columns();
    let own = rows.first().and_then(|row| workspace.contradiction(&columns, *row));
    let column = own.and_then(|own| workspace.sheet().columns().get(usize::from(own.column)));
    let heading = words::snippet(column.map_or("", |column| column.heading()), 40);
    let plan = own.and_then(|own| workspace.layout().columns.get(usize::from(own.column)));
    let also = if plan.is_some_and(|plan| plan.treatment.releases_text()) {
        ", and both answers would be released"
    } else {
        ""
    };
    let many = words::count(rows.len() as u64, "entry", "entries");
    format!("▲ Misuse, {many}: the column “{heading}” says otherwise than your answer{also}")
}

fn judged_by_recorded(count: u64, in_count: u64) -> String {
    let (has, was) = if count == 1 { ("has", "was") } else { ("have", "were") };
    format!(
        "{} {has} no day of the incident and {was} judged by the day of recording: {} in scope, {} out",
        words::count(count, "entry", "entries"),
        words::grouped(in_count),
        words::grouped(count - in_count)
    )
}

fn to_next(ui: &mut Ui, name: &str, rows: &[u32], at: Option<u32>, out: &mut Vec<Action>) {
    if Push::new("Go to the next").name(name).look(Look::Quiet).show(ui).clicked() {
        let after = at.map_or(0, |at| rows.partition_point(|row| *row <= at));
        if let Some(row) = rows.get(after).or_else(|| rows.first()) {
            out.push(Action::GoToScope { row: *row });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_well() {
        assert_eq!(
            judged_by_recorded(1, 1),
            "1 entry has no day of the incident and was judged by the day of recording: 1 in scope, 0 out"
        );
        assert!(
            judged_by_recorded(1_204, 1_000)
                .starts_with("1,204 entries have no day of the incident and were")
        );
        assert!(judged_by_recorded(1_204, 1_000).ends_with("1,000 in scope, 204 out"));
    }
}
