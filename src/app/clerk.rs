//! A thread with a copy of the case, which answers what takes too long for a frame: what stands in
//! the way of a release, where else words stand, which entries hold a text, and the release itself.
//!
//! The copy follows the log: it is told every event, and an event always applies. What takes long
//! for a big case (the checks, the preview, the notice, who is who) has a thread of its own, so that quick questions are
//! answered meanwhile; of such questions that wait only the latest is answered.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::blocks::Blocks;
use super::earlier::Earlier;
use super::find_entry::{Called, entries_called};
use super::find_people::FoundPeople;
use super::gathering::Undecided;
use super::log::CaseLog;
use super::looks::{Checked, Looks};
use super::outside::Outside;
use super::paper::{self, Paper};
use super::papers::Papers;
use super::preview::Preview;
use super::session::Wake;
use super::time;
use crate::detect::Cancel;
use crate::disclose::pack::Stage;
use crate::disclose::{
    ChainHead, Document, Format, NoticeVersion, PackReport, Refusal, Release, refusal_now,
};
use crate::reader::Reader;
use crate::review::{Alike, Consistency, Event, People, Place, Policy, Reach, Vocabulary, Workspace};
use crate::sheet::{Seeker, Sheet, Treatment};

/// What the clerk is asked. Of several questions of one kind only the latest is answered.
#[derive(Debug)]
enum Job {
    Event(Event),
    Checks { revision: u64 },
    Preview { revision: u64 },
    Outside { revision: u64, earlier: Option<Arc<Earlier>> },
    Earlier { path: PathBuf, reader: Reader },
    Words { revision: u64 },
    Papers { revision: u64, version: NoticeVersion },
    Same { place: Place, reach: Reach },
    Find { query: String },
    FindEntry { query: String },
    FindPeople { query: String, generation: u64, people: Arc<People> },
    Gather { revision: u64 },
    Release(Box<ReleaseJob>),
    Paper { paper: Paper, path: PathBuf, officer: String, at: Timestamp },
    Defend { row: u32, place: Option<Place>, log: CaseLog, at: Timestamp },
}

/// A release to be made.
#[derive(Clone, Debug)]
pub(super) struct ReleaseJob {
    pub(super) out_dir: PathBuf,
    pub(super) formats: Vec<Format>,
    pub(super) at: Timestamp,
    pub(super) officer: String,
    pub(super) chain_head: Option<ChainHead>,
    pub(super) protected: Vec<PathBuf>,
    pub(super) cancel: Cancel,
}

/// What the clerk answers.
#[derive(Debug)]
pub(super) enum Answer {
    /// What stood in the way after so many events, and what deserved another look.
    Checks { revision: u64, checked: Box<Checked>, consistency: Arc<Consistency> },
    /// Whether words that are withheld were withheld everywhere after so many events.
    Words { revision: u64, consistency: Arc<Consistency> },
    /// What a release made after so many events would have told somebody who knows the local news.
    Outside { revision: u64, outside: Arc<Outside> },
    /// An earlier release, or why it could not be read.
    Earlier(Result<Arc<Earlier>, String>),
    /// The table that would have been released after so many events.
    Preview { revision: u64, preview: Arc<Preview> },
    /// What is argued, written and checked after so many events.
    Papers { revision: u64, papers: Arc<Papers> },
    /// Every place with the same words or words like them, in order.
    Same { place: Place, reach: Reach, places: Arc<[Alike]> },
    /// Who is who after so many events, and how many places of each are undecided.
    Gathered { revision: u64, people: Arc<People>, undecided: Undecided },
    /// Rows in which the text stands, ascending.
    Found { query: String, rows: Vec<u32> },
    /// The entries that are called so, the likeliest first.
    FoundEntry { query: String, found: Vec<Called> },
    /// Which of the people gathered last hold the text.
    FoundPeople { query: String, generation: u64, found: FoundPeople },
    /// What a release is doing.
    Stage(String),
    /// What the marks at a place of an entry rest on, or why nothing is told.
    Defence { row: u32, place: Option<Place>, result: Result<Arc<Document>, String> },
    /// A document was saved, or why not.
    Paper { path: PathBuf, result: Result<(), String> },
    /// How it ended.
    Released { at: Timestamp, result: Result<Box<PackReport>, Refusal> },
}

/// The way to the clerk's thread, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Clerk {
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
}

impl Clerk {
    pub(super) fn start(workspace: Workspace, wake: Wake) -> Clerk {
        let (jobs, queue) = channel();
        let (answer, answers) = channel();
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
        let workspace = Arc::new(workspace);
        let desk =
            Desk { workspace, answer, wake, checks, words, previews, outsiders, papers, gatherings, same };
        thread::spawn(move || desk.run(&queue));
        Clerk { jobs, answers }
    }

    pub(super) fn tell(&self, event: Event) {
        self.send(Job::Event(event));
    }

    /// Asks what stands in the way of a release.
    pub(super) fn check(&self, revision: u64) {
        self.send(Job::Checks { revision });
    }

    /// Asks whether words that are withheld are withheld everywhere.
    pub(super) fn words(&self, revision: u64) {
        self.send(Job::Words { revision });
    }

    /// Asks what a release made now would tell somebody who knows the local news.
    pub(super) fn outside(&self, revision: u64, earlier: Option<Arc<Earlier>>) {
        self.send(Job::Outside { revision, earlier });
    }

    /// Asks for an earlier release, to be laid beside this one.
    pub(super) fn earlier(&self, path: PathBuf, reader: Reader) {
        self.send(Job::Earlier { path, reader });
    }

    /// Asks for the table as a release made now would be.
    pub(super) fn preview(&self, revision: u64) {
        self.send(Job::Preview { revision });
    }

    /// Asks for the notice as it stands, what it rests on, and the legal checks.
    pub(super) fn papers(&self, revision: u64, version: NoticeVersion) {
        self.send(Job::Papers { revision, version });
    }

    /// Asks who is who.
    pub(super) fn gather(&self, revision: u64) {
        self.send(Job::Gather { revision });
    }

    /// Asks where else the words stand.
    pub(super) fn find_same(&self, place: Place, reach: Reach) {
        self.send(Job::Same { place, reach });
    }

    /// Asks which rows hold a text, whatever its capitals and accents.
    pub(super) fn find(&self, query: String) {
        self.send(Job::Find { query });
    }

    /// Asks which entries are called so, by their reference or row.
    pub(super) fn find_entry(&self, query: String) {
        self.send(Job::FindEntry { query });
    }

    /// Asks which of these people hold a text, in their names or around them.
    pub(super) fn find_people(&self, query: String, generation: u64, people: Arc<People>) {
        self.send(Job::FindPeople { query, generation, people });
    }

    pub(super) fn release(&self, job: ReleaseJob) {
        self.send(Job::Release(Box::new(job)));
    }

    /// Asks for a document to be written, read back and proven.
    pub(super) fn save_paper(&self, paper: Paper, path: PathBuf, officer: String, at: Timestamp) {
        self.send(Job::Paper { paper, path, officer, at });
    }

    /// Asks what the marks at a place of an entry rest on; all its marks where no place is named.
    pub(super) fn defend(&self, row: u32, place: Option<Place>, log: CaseLog, at: Timestamp) {
        self.send(Job::Defend { row, place, log, at });
    }

    /// Answers that came in since.
    pub(super) fn answers(&self) -> Vec<Answer> {
        self.answers.try_iter().collect()
    }

    fn send(&self, job: Job) {
        // The thread ends with this; were it gone by a panic, the question stays without an answer.
        let _ = self.jobs.send(job);
    }
}

/// The words of the sheet that was asked about last; a newer export brings another.
#[derive(Default)]
struct Known(Mutex<Option<(Arc<Sheet>, Arc<Vocabulary>)>>);

impl Known {
    /// The words of this sheet. Who asks while they are noted waits for them.
    fn vocabulary(&self, sheet: &Arc<Sheet>) -> Arc<Vocabulary> {
        // A thread that gave up half-way has left nothing behind: what is there is whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, vocabulary)) if Arc::ptr_eq(of, sheet) => vocabulary.clone(),
            Some(_) | None => {
                let vocabulary = Arc::new(Vocabulary::of(sheet));
                *known = Some((sheet.clone(), vocabulary.clone()));
                vocabulary
            }
        }
    }
}

/// A case as it was after so many events.
type AsOf = (u64, Arc<Workspace>);

/// After an answer that took less, the next is begun at once.
const QUICK: Duration = Duration::from_millis(500);
/// However long an answer took, the next is begun after this.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// What an assistant does after an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    GoOn,
    /// Rest as long as the answer took, if that was long. For what is asked after each act: else a big case
    /// would keep a processor busy for as long as the officer works.
    Rest,
}

/// A thread that answers one kind of question. Of the questions that wait only the latest is
/// answered. It ends when the way to it is dropped.
fn assistant<Q: Send + 'static>(
    answer: &Sender<Answer>,
    wake: &Wake,
    then: Then,
    work: impl Fn(Q) -> Answer + Send + 'static,
) -> Sender<Q> {
    let (sender, queue) = channel::<Q>();
    let (answer, wake) = (answer.clone(), wake.clone());
    thread::spawn(move || {
        while let Ok(first) = queue.recv() {
            let latest = queue.try_iter().last().unwrap_or(first);
            let begun = Instant::now();
            let _ = answer.send(work(latest));
            wake();
            let took = begun.elapsed();
            if then == Then::Rest && took > QUICK {
                thread::sleep(took.min(LONGEST_REST));
            }
        }
    });
    sender
}

struct Desk {
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
}

/// The latest question of each kind.
#[derive(Default)]
struct Questions {
    checks: Option<u64>,
    words: Option<u64>,
    preview: Option<u64>,
    outside: Option<(u64, Option<Arc<Earlier>>)>,
    papers: Option<(u64, NoticeVersion)>,
    same: Option<(Place, Reach)>,
    find: Option<String>,
    find_entry: Option<String>,
    find_people: Option<(String, u64, Arc<People>)>,
    gather: Option<u64>,
}

impl Desk {
    fn run(mut self, queue: &Receiver<Job>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::SheetBuilder;

    #[test]
    fn another_sheet_has_other_words() {
        let sheet = |text: &str| {
            let mut builder = SheetBuilder::new("Cases", &["Summary"]);
            builder.push_row(2, false, [(text, None)]);
            Arc::new(builder.finish())
        };
        let (known, before, newer) = (Known::default(), sheet("PC Okafur"), sheet("PC Okafol"));
        assert_eq!(known.vocabulary(&before).slips_of("okafor"), ["okafur"]);
        assert!(Arc::ptr_eq(&known.vocabulary(&before), &known.vocabulary(&before)), "noted once");
        assert_eq!(known.vocabulary(&newer).slips_of("okafor"), ["okafol"]);
    }
}
