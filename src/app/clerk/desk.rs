//! The clerk at the desk: follows the log and answers, or hands on what takes long.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use jiff::Timestamp;

use super::super::blocks::Blocks;
use super::super::earlier::Earlier;
use super::super::find_entry::entries_called;
use super::super::find_people::FoundPeople;
use super::super::gathering::Undecided;
use super::super::left::Left;
use super::super::log::CaseLog;
use super::super::looks::{Checked, Looks};
use super::super::outside::Outside;
use super::super::paper::{self, Paper};
use super::super::papers::Papers;
use super::super::preview::Preview;
use super::super::session::Wake;
use super::super::time;
use super::assistant::{AsOf, Then, assistant};
use super::job::{Job, Questions};
use super::known::Known;
use super::{Answer, ReleaseJob};
use crate::disclose::pack::Stage;
use crate::disclose::{NoticeVersion, Release, refusal_now};
use crate::reader::Reader;
use crate::review::{Place, Policy, Reach, Workspace};
use crate::sheet::{Seeker, Treatment};

pub(super) struct Desk {
    workspace: Arc<Workspace>,
    answer: Sender<Answer>,
    wake: Wake,
    checks: Sender<AsOf>,
    words: Sender<AsOf>,
    previews: Sender<AsOf>,
    outsiders: Sender<(AsOf, Option<Arc<Earlier>>)>,
    papers: Sender<(AsOf, NoticeVersion)>,
    gatherings: Sender<AsOf>,
    same: Sender<((Place, Reach), Arc<Workspace>)>,
    lefts: Sender<(AsOf, bool)>,
}

impl Desk {
    /// A desk with its assistants.
    pub(super) fn new(workspace: Workspace, answer: Sender<Answer>, wake: Wake) -> Desk {
        let checks = assistant(&answer, &wake, Then::GoOn, |(revision, workspace): AsOf| {
            let consistency = Arc::new(workspace.consistency());
            let blocks = Blocks::of(workspace.blocks_given(&consistency));
            let refusal = blocks.is_empty().then(|| refusal_now(&workspace, time::now())).flatten();
            let checked = Box::new(Checked { blocks, refusal, looks: Looks::of(&workspace) });
            Answer::Checks { revision, checked, consistency }
        });
        let words = assistant(&answer, &wake, Then::Rest, |(revision, workspace): AsOf| {
            let consistency = Arc::new(workspace.consistency());
            Answer::Words { revision, consistency }
        });
        let outsiders =
            assistant(&answer, &wake, Then::GoOn, |((revision, workspace), earlier): (AsOf, _)| {
                let earlier: Option<Arc<Earlier>> = earlier;
                let outside = Arc::new(Outside::of(&workspace, earlier.as_deref()));
                Answer::Outside { revision, outside }
            });
        let previews = assistant(&answer, &wake, Then::GoOn, |(revision, workspace): AsOf| {
            let preview = Arc::new(Preview::of(&workspace, time::now()));
            Answer::Preview { revision, preview }
        });
        let known: Arc<Known> = Arc::default();
        let (sheet, first) = (workspace.imported().sheet.clone(), known.clone());
        // Of a big sheet it takes longer than anybody wants to wait once the question is asked.
        thread::spawn(move || _ = first.vocabulary(&sheet));
        let same =
            assistant(&answer, &wake, Then::GoOn, move |((place, reach), workspace): (_, Arc<Workspace>)| {
                let vocabulary = known.vocabulary(&workspace.imported().sheet);
                let places = workspace.alike_words(place, reach, &vocabulary).into();
                Answer::Same { place, reach, places }
            });
        let papers = assistant(
            &answer,
            &wake,
            Then::GoOn,
            |((revision, workspace), version): (AsOf, NoticeVersion)| {
                let papers = Arc::new(Papers::of(&workspace, version, time::now()));
                Answer::Papers { revision, papers }
            },
        );
        let gatherings = assistant(&answer, &wake, Then::Rest, |(revision, workspace): AsOf| {
            let people = workspace.people();
            let undecided = Undecided::of(&workspace, &people);
            Answer::Gathered { revision, people: Arc::new(people), undecided }
        });
        let lefts =
            assistant(&answer, &wake, Then::Rest, |((revision, workspace), is_near_end): (AsOf, bool)| {
                let left = Box::new(Left::of(&workspace, is_near_end, time::now()));
                Answer::Left { revision, left }
            });
        let workspace = Arc::new(workspace);
        Desk { workspace, answer, wake, checks, words, previews, outsiders, papers, gatherings, same, lefts }
    }

    pub(super) fn run(mut self, queue: &Receiver<Job>) {
        let mut asked = Questions::default();
        while let Ok(first) = queue.recv() {
            for job in std::iter::once(first).chain(queue.try_iter()) {
                match job {
                    // Copied only while a release, a check or a preview is still looking at it.
                    Job::Event(event) => Arc::make_mut(&mut self.workspace).apply(event),
                    Job::Checks { revision } => asked.checks = Some(revision),
                    Job::Words { revision } => asked.words = Some(revision),
                    Job::Preview { revision } => asked.preview = Some(revision),
                    Job::Outside { revision, earlier } => asked.outside = Some((revision, earlier)),
                    Job::Earlier { path, reader } => self.read_earlier(path, reader),
                    Job::Papers { revision, version } => asked.papers = Some((revision, version)),
                    Job::Same { place, reach } => asked.same = Some((place, reach)),
                    Job::WithheldAs { words } => asked.withheld_as = Some(words),
                    Job::Turn { revision, level } => asked.turn = Some((revision, level)),
                    Job::Left { revision, is_near_end } => asked.left = Some((revision, is_near_end)),
                    Job::Find { query } => asked.find = Some(query),
                    Job::FindEntry { query } => asked.find_entry = Some(query),
                    Job::FindPeople { query, generation, people } => {
                        asked.find_people = Some((query, generation, people));
                    }
                    Job::Gather { revision } => asked.gather = Some(revision),
                    Job::Release(job) => self.release(*job),
                    Job::Paper { paper, path, officer, at } => self.save(paper, path, officer, at),
                    Job::Defend { row, place, log, at } => self.defend(row, place, log, at),
                }
            }
            if let Some((revision, level)) = asked.turn.take() {
                let turned = Box::new(self.workspace.turned(level));
                self.tell(Answer::Turned { revision, level, turned });
            }
            if let Some(words) = asked.withheld_as.take() {
                let places = self.workspace.withheld_as(&words).into();
                self.tell(Answer::WithheldAs { words, places });
            }
            if let Some((place, reach)) = asked.same.take() {
                let _ = self.same.send(((place, reach), self.workspace.clone()));
            }
            if let Some(query) = asked.find.take() {
                let seeker = Seeker::new(&[query.trim()]);
                let rows = seeker.map(|seeker| self.workspace.sheet().rows_with(&seeker)).unwrap_or_default();
                self.tell(Answer::Found { query, rows });
            }
            if let Some(query) = asked.find_entry.take() {
                let found = entries_called(&self.workspace, &query);
                self.tell(Answer::FoundEntry { query, found });
            }
            if let Some((query, generation, people)) = asked.find_people.take() {
                let found = FoundPeople::of(&self.workspace, &people, &query);
                self.tell(Answer::FoundPeople { query, generation, found });
            }
            if let Some((revision, is_near_end)) = asked.left.take() {
                let _ = self.lefts.send(((revision, self.workspace.clone()), is_near_end));
            }
            if let Some(revision) = asked.gather.take() {
                let _ = self.gatherings.send((revision, self.workspace.clone()));
            }
            if let Some(revision) = asked.checks.take() {
                let _ = self.checks.send((revision, self.workspace.clone()));
            }
            if let Some(revision) = asked.words.take() {
                let _ = self.words.send((revision, self.workspace.clone()));
            }
            if let Some((revision, earlier)) = asked.outside.take() {
                let _ = self.outsiders.send(((revision, self.workspace.clone()), earlier));
            }
            if let Some(revision) = asked.preview.take() {
                let _ = self.previews.send((revision, self.workspace.clone()));
            }
            if let Some((revision, version)) = asked.papers.take() {
                let _ = self.papers.send(((revision, self.workspace.clone()), version));
            }
        }
    }

    /// Reads an earlier release on a thread of its own.
    fn read_earlier(&self, path: PathBuf, reader: Reader) {
        let (workspace, answer, wake) = (self.workspace.clone(), self.answer.clone(), self.wake.clone());
        thread::spawn(move || {
            let columns = workspace.sheet().columns().iter().zip(&workspace.layout().columns);
            let headings: Vec<String> = columns
                .filter(|(_, plan)| plan.treatment == Treatment::RedactSpans)
                .map(|(column, _)| column.heading().to_owned())
                .collect();
            drop(workspace);
            let _ = answer.send(Answer::Earlier(Earlier::read(&path, &reader, &headings).map(Arc::new)));
            wake();
        });
    }

    /// Releases on a thread of its own, so that other questions are answered meanwhile.
    fn release(&self, job: ReleaseJob) {
        let (workspace, answer, wake) = (self.workspace.clone(), self.answer.clone(), self.wake.clone());
        thread::spawn(move || {
            let tell = |told| {
                let _ = answer.send(told);
                wake();
            };
            let ReleaseJob { out_dir, formats, at, officer, chain_head, protected, cancel } = job;
            let protected: Vec<_> = protected.iter().map(PathBuf::as_path).collect();
            let release = Release {
                workspace: &workspace,
                policy: Policy::Final,
                released_at: at,
                officer: &officer,
                chain_head,
                out_dir: &out_dir,
                formats: &formats,
                protected: &protected,
            };
            let progress = std::sync::Mutex::new(answer.clone());
            let result = release.run(
                &|stage| {
                    let sentence = match stage {
                        Stage::Writing(what) => format!("Writing {what}"),
                        Stage::Proving(what) => format!("Reading {what} back and proving it"),
                        Stage::Finishing => "Putting the folders in place".to_owned(),
                    };
                    if let Ok(answer) = progress.lock() {
                        let _ = answer.send(Answer::Stage(sentence));
                    }
                    wake();
                },
                &cancel,
            );
            tell(Answer::Released { at, result: result.map(Box::new) });
        });
    }

    /// Tells what marks rest on, on a thread of its own: the whole log is looked through.
    fn defend(&self, row: u32, place: Option<Place>, log: CaseLog, at: Timestamp) {
        let (workspace, answer, wake) = (self.workspace.clone(), self.answer.clone(), self.wake.clone());
        thread::spawn(move || {
            let result = paper::defence(&workspace, row, place, &log, at).map(Arc::new);
            let _ = answer.send(Answer::Defence { row, place, result });
            wake();
        });
    }

    /// Saves a document on a thread of its own.
    fn save(&self, paper: Paper, path: PathBuf, officer: String, at: Timestamp) {
        let (workspace, answer, wake) = (self.workspace.clone(), self.answer.clone(), self.wake.clone());
        thread::spawn(move || {
            let result = paper.save(&workspace, &path, officer, at);
            let _ = answer.send(Answer::Paper { path, result });
            wake();
        });
    }

    fn tell(&self, answer: Answer) {
        let _ = self.answer.send(answer);
        (self.wake)();
    }
}
