//! Questions about a whole entry that only the officer can answer.

use crate::review::{Policy, Standing, Workspace};

/// A question about a whole entry that only the officer can answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Question {
    /// Is the case ongoing? Neither status nor outcome says.
    Standing,
    /// Is a criminal allegation recorded in the ongoing case?
    Criminal,
    /// Is the entry of the ongoing case withheld or released?
    Withhold,
    /// Does the entry relate to misuse?
    Misuse,
}

impl Question {
    /// Those that wait in an entry, in the order in which they are best answered.
    pub(in crate::app) fn of(workspace: &Workspace, row: u32) -> Vec<Question> {
        let mut questions = Vec::new();
        match workspace.standing(row) {
            Standing::Closed => {}
            Standing::Unknown => questions.push(Question::Standing),
            Standing::Live => {
                if workspace.criminal_answer(row).is_none() {
                    questions.push(Question::Criminal);
                }
                if workspace.choice(row).is_none() {
                    questions.push(Question::Withhold);
                }
            }
        }
        if workspace.misuse(row, Policy::Final).is_none() {
            questions.push(Question::Misuse);
        }
        questions
    }
}
