//! What the business area says about a reason, while it is being typed.

use eframe::egui::Ui;

use super::super::super::time;
use super::super::super::widgets::{Look, Note, Push, area, beside, field, muted};
use super::pad::Watch;
use crate::review::{Command, Consultation};
use crate::sheet::parse_day;

/// What stands in the fields.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct ConsultedDraft {
    who: String,
    on: String,
    view: String,
    evidence: String,
}

/// Why it is not saved yet.
pub(super) const INCOMPLETE: &str = "a consultation needs who was asked, the day, and what they said";

impl ConsultedDraft {
    pub(super) fn of(saved: Option<&Consultation>) -> ConsultedDraft {
        saved.map_or_else(ConsultedDraft::default, |saved| ConsultedDraft {
            who: saved.who.clone(),
            on: time::day(saved.on),
            view: saved.view.clone(),
            evidence: saved.evidence.clone(),
        })
    }

    fn is_blank(&self) -> bool {
        [&self.who, &self.on, &self.view, &self.evidence].iter().all(|text| text.trim().is_empty())
    }

    /// What it makes: nothing where all is blank, an error where something is missing.
    fn consultation(&self) -> Result<Option<Consultation>, ()> {
        if self.is_blank() {
            return Ok(None);
        }
        let on = parse_day(&self.on).ok_or(())?;
        let [who, view, evidence] =
            [&self.who, &self.view, &self.evidence].map(|text| text.trim().to_owned());
        if who.is_empty() || view.is_empty() {
            Err(())
        } else {
            Ok(Some(Consultation { who, on, view, evidence }))
        }
    }

    /// Whether it cannot be saved as it is.
    pub(super) fn is_incomplete(&self) -> bool {
        self.consultation().is_err()
    }

    /// What saves it, where it says something else than what is saved.
    pub(super) fn command(&self, reason: &str, saved: Option<&Consultation>) -> Option<Command> {
        let consultation = self.consultation().ok()?;
        (consultation.as_ref() != saved)
            .then(|| Command::Consulted { reason: reason.to_owned(), consultation })
    }

    /// Draws the fields.
    pub(super) fn show(&mut self, ui: &mut Ui, reason: &str, watch: &mut Watch) {
        let is_incomplete = self.is_incomplete();
        let day = parse_day(&self.on).map(time::in_words);
        beside(ui, |ui, at| {
            let response = if at == 0 {
                let note = if is_incomplete && self.who.trim().is_empty() {
                    Note::Odd("Who was asked?")
                } else {
                    Note::Help("A post or a business area, such as professional standards")
                };
                field(ui, "Who was asked", &mut self.who, "", note)
            } else {
                let note = match &day {
                    Some(day) => Note::Help(day),
                    None if self.on.trim().is_empty() && is_incomplete => Note::Odd("When did they answer?"),
                    None if self.on.trim().is_empty() => Note::Nothing,
                    None => Note::Wrong("This is not a day; write it as 31/01/2018"),
                };
                field(ui, "When they answered", &mut self.on, "dd/mm/yyyy", note)
            };
            watch.see(&response);
        });
        watch.see(&area(ui, "What they said", &format!("view {reason}"), &mut self.view, 2));
        if is_incomplete && self.view.trim().is_empty() {
            Note::Odd("What did they say?").show(ui);
        }
        let note = Note::Help("Where their answer is kept, if it is kept elsewhere");
        watch.see(&field(ui, "Evidence", &mut self.evidence, "", note));
        if is_incomplete {
            muted(ui, "Saved once it says who was asked, when they answered and what they said");
        }
        if !self.is_blank() && Push::new("Take the consultation out").look(Look::Quiet).show(ui).clicked() {
            *self = ConsultedDraft::default();
            watch.finish();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_consultation_is_kept_and_not_saved() {
        let mut draft =
            ConsultedDraft { who: "Professional standards".to_owned(), ..ConsultedDraft::default() };
        assert!(draft.is_incomplete() && draft.command("tactics", None).is_none());
        draft.on = "31/02/2026".to_owned();
        draft.view = "It tells people when a camera is off.".to_owned();
        assert!(draft.is_incomplete(), "no such day");
        draft.on = "3/11/2026".to_owned();
        let Some(Command::Consulted { consultation, .. }) = draft.command("tactics", None) else {
            panic!("it can be saved")
        };
        let again = ConsultedDraft::of(consultation.as_ref());
        assert_eq!(again.command("tactics", consultation.as_ref()), None, "what is saved is not saved again");
        let out = ConsultedDraft::default().command("tactics", consultation.as_ref());
        assert_eq!(out, Some(Command::Consulted { reason: "tactics".to_owned(), consultation: None }));
    }
}
