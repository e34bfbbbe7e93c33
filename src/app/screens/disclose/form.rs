//! What a release needs to be told: where to, in which formats. And how far a running one is.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::session::Session;
use super::super::super::words;
use crate::detect::Cancel;
use crate::disclose::{DEFAULT_FORMATS, FORMATS, Format, NOTICES, file_name, released_names};

/// What the officer says of the release to be made.
#[derive(Debug)]
pub(super) struct Form {
    /// Path of the release folder.
    pub(super) folder: String,
    /// The officer chose it: it is not proposed anew.
    pub(super) is_chosen: bool,
    /// Which of [`FORMATS`] are left out.
    pub(super) left_out: Vec<&'static str>,
    /// What the proposal was made of.
    proposed_for: Option<(Option<PathBuf>, String)>,
    /// Whether something stands at the path, with the path it was looked up for.
    taken: Option<(String, bool)>,
}

impl Default for Form {
    fn default() -> Form {
        let is_usual = |format: &&Format| DEFAULT_FORMATS.contains(&format.name);
        let left_out = FORMATS.iter().filter(|format| !is_usual(format)).map(|format| format.name).collect();
        Form { folder: String::new(), is_chosen: false, left_out, proposed_for: None, taken: None }
    }
}

/// A release that is being written. It stops when this is dropped, as with its case.
#[derive(Debug)]
pub(super) struct Running {
    /// What was done so far; the last goes on.
    pub(super) stages: Vec<String>,
    pub(super) stage_count: usize,
    pub(super) cancel: Cancel,
}

impl Running {
    pub(super) fn new(file_count: usize, cancel: Cancel) -> Running {
        // Each file but the certificate is written and proven; then the internal schedule and its page,
        // then the folders.
        Running { stages: Vec::new(), stage_count: 2 * (file_count - 1) + 4, cancel }
    }

    /// From 0 to 1.
    pub(super) fn share(&self) -> f32 {
        (self.stages.len().saturating_sub(1) as f32 / self.stage_count.max(1) as f32).min(1.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl Form {
    /// Proposes a folder beside the case file, by the name of the request, that is not there yet.
    pub(super) fn prefill(&mut self, session: &Session) {
        let reference = session.workspace().request().reference.clone();
        let made_of = (session.path().map(Path::to_owned), reference);
        if !self.is_chosen && self.proposed_for.as_ref() != Some(&made_of) {
            let beside = made_of.0.as_deref().and_then(Path::parent).map(Path::to_owned);
            let home = || etcetera::home_dir().unwrap_or_default();
            let parent = beside.unwrap_or_else(home);
            self.folder = free_folder(&parent, &made_of.1).to_string_lossy().into_owned();
            self.proposed_for = Some(made_of);
        }
        self.look_up();
    }

    /// The folder was used: another one is proposed.
    pub(super) fn start_over(&mut self) {
        let parent = self.out_dir().parent().map(Path::to_owned);
        let reference = self.proposed_for.as_ref().map(|made_of| made_of.1.clone()).unwrap_or_default();
        if let Some(parent) = parent {
            self.folder = free_folder(&parent, &reference).to_string_lossy().into_owned();
        }
        self.taken = None;
    }

    /// The path may stand for something else by now.
    pub(super) fn look_again(&mut self) {
        self.taken = None;
        self.look_up();
    }

    /// Puts the release folder into this one.
    pub(super) fn set_parent(&mut self, parent: &Path) {
        let reference = self.proposed_for.as_ref().map(|made_of| made_of.1.as_str()).unwrap_or_default();
        let name = match self.out_dir().file_name() {
            Some(name) => PathBuf::from(name),
            None => PathBuf::from(folder_name(reference)),
        };
        self.folder = parent.join(name).to_string_lossy().into_owned();
        self.is_chosen = true;
        self.look_up();
    }

    /// Copied from a file manager, a path often stands in quotes.
    pub(super) fn out_dir(&self) -> PathBuf {
        PathBuf::from(self.folder.trim().trim_matches('"'))
    }

    pub(super) fn formats(&self) -> Vec<Format> {
        FORMATS.iter().copied().filter(|format| !self.left_out.contains(&format.name)).collect()
    }

    /// Names of the files in the release folder.
    pub(super) fn names(&self, session: &Session) -> Vec<String> {
        let workspace = session.workspace();
        self.names_of(&workspace.request().reference, workspace.paperwork().notice_wanted)
    }

    fn names_of(&self, reference: &str, has_notice: bool) -> Vec<String> {
        released_names(reference, &self.formats(), if has_notice { &NOTICES } else { &[] })
    }

    /// Name of the folder that stays with the force.
    pub(super) fn internal_name(&self) -> Option<String> {
        let name = self.out_dir().file_name()?.to_string_lossy().into_owned();
        Some(name + " internal")
    }

    pub(super) fn reasons(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.formats().is_empty() {
            reasons.push("No format is ticked".to_owned());
        }
        let folder = self.out_dir();
        if folder.file_name().is_none() {
            reasons.push("The release folder has no name".to_owned());
        } else if !folder.is_absolute() {
            reasons.push("The release folder needs its whole path".to_owned());
        } else if self.taken.as_ref().is_some_and(|(_, is_taken)| *is_taken) {
            reasons.push("The release folder is there already: name a new one".to_owned());
        }
        reasons
    }

    fn look_up(&mut self) {
        if self.taken.as_ref().is_none_or(|(path, _)| *path != self.folder) {
            self.taken = Some((self.folder.clone(), is_taken(&self.out_dir())));
        }
    }
}

/// `205 entries of 173 cases`.
pub(super) fn of_cases(entries: u64, cases: u64) -> String {
    let entries = words::count(entries, "entry", "entries");
    format!("{entries} of {}", words::count(cases, "case", "cases"))
}

/// `REFERENCE release`.
fn folder_name(reference: &str) -> String {
    const ENDING: &str = "x";
    let name = file_name(reference, "release", ENDING);
    name.strip_suffix(ENDING).unwrap_or(&name).trim_end_matches('.').to_owned()
}

/// A folder that is not there yet: with a number if need be.
fn free_folder(parent: &Path, reference: &str) -> PathBuf {
    let name = folder_name(reference);
    let numbered = (2..1000).map(|number| parent.join(format!("{name} {number}")));
    let first = parent.join(&name);
    std::iter::once(first.clone()).chain(numbered).find(|path| !is_taken(path)).unwrap_or(first)
}

/// Whether a release cannot be made there. An empty folder can be used.
fn is_taken(folder: &Path) -> bool {
    let mut internal = folder.as_os_str().to_owned();
    internal.push(" internal");
    let holds = |path: &Path| match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.exists(),
    };
    holds(folder) || holds(Path::new(&internal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_proposed_that_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let parent = folder.path();
        assert_eq!(free_folder(parent, "FOI/7"), parent.join("FOI-7 release"));
        fs::create_dir(parent.join("FOI-7 release")).unwrap();
        assert_eq!(free_folder(parent, "FOI/7"), parent.join("FOI-7 release"), "an empty one will do");
        fs::write(parent.join("FOI-7 release/x"), "").unwrap();
        fs::write(parent.join("FOI-7 release 2 internal"), "").unwrap();
        assert_eq!(free_folder(parent, "FOI/7"), parent.join("FOI-7 release 3"));
        assert_eq!(free_folder(parent, ""), parent.join("release"));
    }

    #[track_caller]
    fn check(folder: &Path, left_out: &[&'static str], expected: &[&str]) {
        let mut form = Form { folder: folder.to_string_lossy().into_owned(), ..Form::default() };
        form.left_out = left_out.to_vec();
        form.look_up();
        assert_eq!(form.reasons(), expected);
    }

    #[test]
    fn says_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let new = folder.path().join("new");
        check(&new, &[], &[]);
        check(&new, &["csv"], &[]);
        let all: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        check(&new, &all, &["No format is ticked"]);
        check(Path::new(""), &[], &["The release folder has no name"]);
        check(Path::new("new"), &[], &["The release folder needs its whole path"]);
        fs::write(folder.path().join("x"), "").unwrap();
        check(folder.path(), &[], &["The release folder is there already: name a new one"]);
    }

    #[test]
    fn the_name_stays_when_the_place_changes() {
        let mut form = Form { folder: "\"/a/My release\"".to_owned(), ..Form::default() };
        form.set_parent(Path::new("/b"));
        assert_eq!(form.out_dir(), Path::new("/b/My release"));
        assert_eq!(form.internal_name().as_deref(), Some("My release internal"));
        assert_eq!(
            form.names_of("R", false),
            [
                "R disclosure.csv",
                "R disclosure.csv-metadata.json",
                "R disclosure.xlsx",
                "R disclosure.ods",
                "R schedule.csv",
                "R schedule.csv-metadata.json",
                "certificate.json",
                "certificate.pdf"
            ]
        );
        assert!(form.names_of("R", true).contains(&"R notice.docx".to_owned()));
    }

    #[test]
    fn a_running_release_stops_with_its_case() {
        let cancel = Cancel::default();
        let mut running = Running::new(4, cancel.clone()); // Two files, the certificate and its page.
        assert_eq!(running.share(), 0.0);
        running.stages.extend(["Writing".to_owned(), "Proving".to_owned()]);
        assert_eq!(running.share(), 1.0 / 10.0);
        drop(running);
        assert!(cancel.is_cancelled());
    }
}
