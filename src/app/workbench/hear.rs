//! What other threads and the system have to say: answers, files that were read, paths that were
//! chosen or dropped.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;

use super::super::action::{Browse, Screen};
use super::super::clerk::Answer;
use super::super::dialogs::{ChooseNewer, Dialog, KeyDialog, NewerReport, OpenPath, PasswordDialog};
use super::super::intake::Taken;
use super::super::notice::Notice;
use super::super::screens::Views;
use super::super::session::Session;
use super::super::{time, words};
use super::Workbench;
use crate::detect::Finding;
use crate::review::{Detected, Event, Workspace};

/// What goes on with what is stale may take so long of a frame.
const SLICE: Duration = Duration::from_millis(2);

impl Workbench {
    /// Hears what other threads have to say.
    pub(super) fn advance(&mut self, ctx: &egui::Context) {
        let now = time::now();
        let begun = Instant::now();
        if let Some(session) = &mut self.session {
            if !session.advance(now, || begun.elapsed() < SLICE) {
                ctx.request_repaint();
            }
            if let Some(searching) = &mut session.searching
                && let Some(ended) = searching.hear()
            {
                session.searching = None;
                match ended {
                    Ok(detected) => {
                        // A search with nothing to tell takes away nothing that was told.
                        if let Some(told) = difference(session.workspace(), &detected) {
                            self.notice = Some(Notice::done(told));
                        }
                        session.take_in(Event::Detected(Arc::new(detected)), now);
                        self.views.review.start_over();
                    }
                    Err(_) => {
                        let sentence = if session.workspace().is_detected() {
                            "The search was stopped. What was found before still stands"
                        } else {
                            "The search was stopped. Nothing can be released until it has run"
                        };
                        self.notice = Some(Notice::refused(sentence));
                    }
                }
            }
            for answer in session.clerk.answers() {
                self.hear(answer, now);
            }
        }
        self.hear_attaching();
        if let Some(intake) = &self.intake
            && let Some(taken) = intake.hear()
        {
            self.intake = None;
            self.take(taken, now);
        }
        if let Some(browsing) = &self.browsing
            && let Some(chosen) = browsing.hear()
        {
            let asked = browsing.asked.clone();
            self.browsing = None;
            self.take_path(ctx, asked, chosen);
        }
    }

    pub(super) fn hear(&mut self, answer: Answer, now: jiff::Timestamp) {
        match answer {
            Answer::Same { place, reach, places } => {
                if let (Some(Dialog::Same(same)), Some(session)) = (&mut self.dialog, &self.session) {
                    same.answer(session.workspace(), place, reach, places);
                }
            }
            Answer::Gathered { revision, people, undecided } => {
                if let Some(session) = &mut self.session {
                    session.gathered(revision, people, undecided);
                }
            }
            Answer::Turned { revision, level, turned } => {
                if let Some(session) = &mut self.session {
                    session.turned(revision, level, *turned, now);
                }
            }
            Answer::Left { revision, left } => {
                if let Some(session) = &mut self.session {
                    session.leftover.hear(revision, *left);
                }
            }
            Answer::WithheldAs { words, places } => {
                if let (Some(Dialog::Compare(compare)), Some(session)) = (&mut self.dialog, &self.session) {
                    compare.answer(session.workspace(), &words, &places);
                }
            }
            Answer::Found { query, rows } => self.views.found(&query, rows),
            Answer::FoundEntry { query, found } => {
                if let Some(Dialog::GoTo(go_to)) = &mut self.dialog {
                    go_to.answer(&query, found);
                }
            }
            Answer::FoundPeople { query, generation, found } => {
                self.views.people.found(&query, generation, found);
            }
            Answer::Checks { revision, checked, consistency } => {
                if let Some(session) = &mut self.session {
                    session.consistent.hear(revision, consistency);
                }
                self.views.disclose.checked(revision, *checked);
            }
            Answer::Words { revision, consistency } => {
                if let Some(session) = &mut self.session {
                    session.consistent.hear(revision, consistency);
                }
            }
            Answer::Earlier(Ok(earlier)) => self.views.disclose.lay_beside(Some(earlier)),
            Answer::Earlier(Err(sentence)) => self.notice = Some(Notice::trouble(sentence)),
            Answer::Outside { revision, outside } => self.views.disclose.read_outside(revision, outside),
            Answer::Preview { revision, preview } => self.views.disclose.previewed(revision, preview),
            Answer::Papers { revision, papers } => self.views.reasons.made(revision, papers),
            Answer::Stage(sentence) => self.views.disclose.stage(sentence),
            Answer::Defence { row, place, result } => {
                if let Some(Dialog::SavePaper(save)) = &mut self.dialog {
                    save.take_defence(row, place, result);
                }
            }
            Answer::Paper { path, result } => {
                let answered = match &mut self.dialog {
                    Some(Dialog::SavePaper(save)) => save.answer(&result),
                    _ => false,
                };
                self.notice = match result {
                    Ok(()) => Some(Notice::done(format!("Saved, read back and proven: {}", path.display()))),
                    Err(_) if answered => None,
                    Err(sentence) => Some(Notice::trouble(sentence)),
                };
                if answered && self.notice.is_some() {
                    self.dialog = None;
                }
            }
            Answer::Released { at, result } => {
                if let (Ok(report), Some(session)) = (&result, &mut self.session)
                    && let Ok(certificate_sha256) = report.certificate.public.sha256()
                {
                    session.take_in(Event::Released { at, certificate_sha256 }, now);
                }
                self.views.disclose.released(result);
                // Told also where the officer went on with something else meanwhile.
                if self.screen != Screen::Disclose {
                    self.notice = Some(self.views.disclose.outcome());
                }
            }
        }
    }

    pub(super) fn take(&mut self, taken: Taken, now: jiff::Timestamp) {
        match taken {
            Taken::Session(session) => {
                if let Some(path) = session.path().or(session.origin.as_ref().and_then(|o| o.path.as_deref()))
                {
                    let path = path.to_owned();
                    self.settings.remember(&path);
                }
                self.install(*session);
            }
            Taken::NeedsKey { path, protection, wrong } => {
                self.dialog = Some(Dialog::Key(KeyDialog::new(path, protection, wrong)));
            }
            Taken::NeedsPassword { path, is_wrong } => {
                self.dialog = Some(Dialog::Password(PasswordDialog::new(path, is_wrong)));
            }
            Taken::Newer(newer) => {
                self.dialog = Some(Dialog::NewerReport(Box::new(NewerReport::new(*newer))))
            }
            Taken::NewerNeedsPassword { path, is_wrong } => {
                self.dialog = Some(Dialog::Password(PasswordDialog::of_newer(path, is_wrong)));
            }
            Taken::NewerFailed { path, sentence } => {
                let mut choose = ChooseNewer::default();
                choose.set_path(&path);
                choose.failed(&sentence);
                self.dialog = Some(Dialog::ChooseNewer(choose));
            }
            Taken::Made { file, written } => {
                let Some(session) = &mut self.session else { return };
                session.keep_in(*file, written, now, &self.wake);
                if let Some(path) = session.path().map(Path::to_owned) {
                    self.settings.remember(&path);
                }
                if session.workspace().is_detected() {
                    self.notice =
                        Some(Notice::done("The case file is made. Every decision is saved as you make it"));
                } else {
                    self.search();
                    self.screen = Screen::Scope;
                }
            }
            Taken::Failed(sentence) => {
                if !self.views.load.failed(&sentence) {
                    self.notice = Some(Notice::trouble(sentence));
                }
            }
            Taken::Stopped if self.views.load.failed("Stopped. No case file was made") => {}
            Taken::Stopped => self.notice = Some(Notice::refused("Stopped. Nothing was changed")),
        }
    }

    /// Shows a case that was just opened.
    pub(super) fn install(&mut self, session: Session) {
        // Says so if the case before could not be saved.
        self.notice = None;
        self.close();
        self.views = Views::new(&session);
        self.came_from = None;
        self.screen = if session.may_review() { Screen::Review } else { Screen::Load };
        let must_search = session.may_review() && !session.workspace().is_detected();
        if let Some(trouble) = &self.settings.house_trouble {
            self.notice = Some(Notice::trouble(trouble));
        } else if session.workspace().has_other_texts() {
            let argued = &session.workspace().paperwork().texts;
            // It stays until the officer does something: whoever looks elsewhere must not miss it.
            self.notice = Some(Notice::trouble(format!(
                "This case was argued under {argued}, and others are in use now. Read its letter and its marks again, \
                 then use these texts: Disclose leads there"
            )));
        }
        self.session = Some(session);
        if must_search {
            self.search();
        }
    }

    pub(super) fn take_path(&mut self, ctx: &egui::Context, asked: Browse, chosen: Option<PathBuf>) {
        let Some(path) = chosen else {
            // Cancelled, or the system has no dialog: then a path can be typed.
            if asked == Browse::Open && self.dialog.is_none() {
                self.dialog = Some(Dialog::OpenPath(OpenPath::default()));
            }
            return;
        };
        match asked {
            Browse::Open => self.run_open(ctx, path),
            Browse::KeyFile => {
                if let Some(Dialog::Key(key)) = &mut self.dialog {
                    key.key_file = path.to_string_lossy().into_owned();
                }
            }
            Browse::NewCase { .. } => self.views.load.set_case_path(&path),
            Browse::NewKeyFile => self.views.load.set_key_file(&path),
            Browse::WordList => {
                if let Some(Dialog::YourWords(words)) = &mut self.dialog {
                    words.set_path(&path);
                }
            }
            Browse::Evidence => {
                if let Some(Dialog::Attach(attach)) = &mut self.dialog {
                    attach.set_path(&path);
                }
            }
            Browse::Paper { .. } | Browse::EvidenceCopy { .. } => {
                if let Some(Dialog::SavePaper(save)) = &mut self.dialog {
                    save.set_path(&path);
                }
            }
            Browse::NewerExport => {
                if let Some(Dialog::ChooseNewer(choose)) = &mut self.dialog {
                    choose.set_path(&path);
                }
            }
            Browse::EarlierRelease => self.lay_beside(path),
            Browse::ReleaseFolder => self.views.disclose.set_folder(&path),
        }
    }

    pub(super) fn take_drops(&mut self, ctx: &egui::Context) {
        let (hovers, dropped) = ctx.input(|input| {
            let dropped: Vec<PathBuf> =
                input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            (!input.raw.hovered_files.is_empty(), dropped)
        });
        self.is_dropping = hovers;
        let Some(first) = dropped.first().cloned().filter(|_| self.intake.is_none()) else { return };
        if dropped.len() > 1 {
            self.notice = Some(Notice::refused("One file at a time: drop a single file"));
        } else if !self.drop_evidence(&first) {
            self.run_open(ctx, first);
        }
    }
}

/// What a search finds otherwise than the one before it; `None` for the first.
fn difference(workspace: &Workspace, detected: &Detected) -> Option<String> {
    if !workspace.is_detected() {
        return None;
    }
    let passage = |finding: &Finding| (finding.cell, finding.span);
    let known: HashSet<_> = workspace.findings().map(passage).collect();
    let (level, layout) = (workspace.level(), workspace.layout());
    let shown = detected.findings.iter().filter(|finding| level.shows(finding, layout));
    let found: HashSet<_> = shown.map(passage).collect();
    let new = found.difference(&known).count() as u64;
    let is_gone = |finding: &&Finding| !found.contains(&passage(finding)) && !workspace.is_decided(finding);
    let gone = workspace.findings().filter(is_gone).count() as u64;
    Some(format!(
        "Searched again: {}, and {} that nobody had decided",
        words::count(new, "passage is new", "passages are new"),
        words::count(gone, "passage is gone", "passages are gone")
    ))
}
