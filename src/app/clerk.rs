//! A thread with a copy of the case, which answers what takes too long for a frame: what stands in
//! the way of a release, where else words stand, which entries hold a text, and the release itself.
//!
//! The copy follows the log: it is told every event, and an event always applies. What takes long
//! for a big case (the checks, the preview, the notice, who is who) has a thread of its own, so that quick questions are
//! answered meanwhile; of such questions that wait only the latest is answered.

mod assistant;
mod desk;
mod job;
mod known;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use jiff::Timestamp;

use super::earlier::Earlier;
use super::find_entry::Called;
use super::find_people::FoundPeople;
use super::gathering::Undecided;
use super::left::Left;
use super::log::CaseLog;
use super::looks::Checked;
use super::outside::Outside;
use super::paper::Paper;
use super::papers::Papers;
use super::preview::Preview;
use super::session::Wake;
use crate::detect::Cancel;
use crate::disclose::{ChainHead, Document, Format, NoticeVersion, PackReport, Refusal};
use crate::reader::Reader;
use crate::review::{Alike, Consistency, Event, Level, People, Place, Reach, Turned, Workspace};
use desk::Desk;
use job::Job;

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
    /// Where these words are withheld, in order.
    WithheldAs { words: String, places: Arc<[Place]> },
    /// What turning the dial to this level would have changed for the whole sheet after so many events.
    Turned { revision: u64, level: Level, turned: Box<Turned> },
    /// What was left to do in the steps of the work after so many events.
    Left { revision: u64, left: Box<Left> },
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
        let desk = Desk::new(workspace, answer, wake);
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

    /// Asks where these words are withheld.
    pub(super) fn withheld_as(&self, words: String) {
        self.send(Job::WithheldAs { words });
    }

    /// Asks what turning the dial to this level changes for the whole sheet.
    pub(super) fn turn(&self, revision: u64, level: Level) {
        self.send(Job::Turn { revision, level });
    }

    /// Asks what is left to do in the steps of the work; all of it where little seems to be left.
    pub(super) fn left(&self, revision: u64, is_near_end: bool) {
        self.send(Job::Left { revision, is_near_end });
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
