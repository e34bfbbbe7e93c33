//! Time spent: what counts towards the cost limit, kept apart from what does not.

use eframe::egui::{self, Ui};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{
    Look, Note, Push, beside, card, field, field_with, muted, row_line, select, truncated, word,
};
use super::super::super::words;
use crate::review::{Activity, Command, TimeSpent};
use crate::sheet::parse_day;

/// What stands in the fields, and is logged when the button says so.
pub(super) struct MinutesForm {
    activity: Activity,
    minutes: String,
    /// `None` is today.
    on: Option<String>,
    note: String,
}

impl Default for MinutesForm {
    fn default() -> MinutesForm {
        MinutesForm { activity: Activity::Redacting, minutes: String::new(), on: None, note: String::new() }
    }
}

/// Whole hours and minutes, as `1 h 45 min`.
fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

impl MinutesForm {
    /// Whether something was typed that is not logged.
    pub(super) fn is_begun(&self) -> bool {
        !self.minutes.trim().is_empty() || !self.note.trim().is_empty()
    }

    /// Draws what was logged, its two sums, and the fields for more.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let colours = palette(ui);
        let paperwork = session.workspace().paperwork();
        card(ui, |ui| {
            word(ui, "Time spent", semibold(size::BODY + 1.0), colours.text);
            let sums = paperwork.time_sums();
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                let search = format!("Search, which counts towards the cost limit: {}", hours(sums.search));
                word(ui, search, medium(size::BODY), colours.text);
                let other = format!("Redaction and all else, which does not: {}", hours(sums.other));
                word(ui, other, medium(size::BODY), colours.text);
            });
            for (number, spent) in &paperwork.time {
                row_line(ui);
                logged(ui, *number, spent, out);
            }
            row_line(ui);
            self.fields(ui, out);
        });
    }

    fn fields(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let activities: Vec<(Activity, &str)> =
            Activity::iter().map(|activity| (activity, words::activity(activity))).collect();
        field_with(ui, "On what", Note::Nothing, |ui| {
            let width = ui.available_width().min(300.0);
            let (response, picked) =
                select(ui, "activity", "What time was spent on", width, self.activity, &activities);
            if let Some(picked) = picked {
                self.activity = picked;
            }
            response
        });
        let minutes = self.minutes.trim().parse::<u32>().ok().filter(|minutes| *minutes > 0);
        let today = time::day(time::today(time::now()));
        let mut typed = self.on.clone().unwrap_or_else(|| today.clone());
        let on = parse_day(&typed);
        beside(ui, |ui, at| {
            if at == 0 {
                let note = if self.minutes.trim().is_empty() || minutes.is_some() {
                    Note::Nothing
                } else {
                    Note::Wrong("A whole number of minutes")
                };
                field(ui, "Minutes", &mut self.minutes, "", note);
            } else {
                let note = if on.is_some() {
                    Note::Nothing
                } else {
                    Note::Wrong("This is not a day; write it as 31/01/2018")
                };
                if field(ui, "Day", &mut typed, "dd/mm/yyyy", note).changed() {
                    self.on = (typed != today).then(|| typed.clone());
                }
            }
        });
        field(ui, "What was done", &mut self.note, "May stay empty", Note::Nothing);
        let ready = minutes.zip(on);
        ui.add_enabled_ui(ready.is_some(), |ui| {
            if Push::new("Log this time").show(ui).clicked()
                && let Some((minutes, on)) = ready
            {
                let note = self.note.trim().to_owned();
                out.push(Action::Review(Command::LogTime { activity: self.activity, minutes, on, note }));
                self.minutes.clear();
                self.note.clear();
                self.on = None;
            }
        });
    }
}

fn logged(ui: &mut Ui, number: u32, spent: &TimeSpent, out: &mut Vec<Action>) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = format!("Take out {} of {}", hours(spent.minutes), time::day(spent.on));
            if Push::new("Take out").name(name).look(Look::Quiet).show(ui).clicked() {
                out.push(Action::Review(Command::UnlogTime { number }));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                word(ui, time::day(spent.on), regular(size::BODY), colours.muted);
                word(ui, hours(spent.minutes), medium(size::BODY), colours.text);
                truncated(ui, words::activity(spent.activity), regular(size::BODY), colours.text);
            });
        });
    });
    if !spent.note.is_empty() {
        ui.add_space(-4.0);
        muted(ui, &spent.note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_read_as_people_say_them() {
        assert_eq!([0, 45, 60, 105].map(hours), ["0 min", "45 min", "1 h", "1 h 45 min"]);
    }
}
