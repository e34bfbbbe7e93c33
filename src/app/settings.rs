//! What the window remembers between two starts: how it looks, who works, what was opened, and the
//! words that the officer wants redacted in every case. Never other case text.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};

use crate::detect::{AlwaysWords, Kind, Phrases};
use crate::house;

const FOLDER: &str = "withheld";
const FILE: &str = "settings.toml";
/// What the force adds to the phrases that are looked for.
const PHRASES: &str = "phrases.toml";
/// So many files are remembered.
const RECENT: usize = 8;
/// How far the window can be made smaller and larger.
pub(super) const ZOOM: std::ops::RangeInclusive<f32> = 0.75..=2.5;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Look {
    #[default]
    System,
    Light,
    Dark,
}

impl From<Look> for ThemePreference {
    fn from(look: Look) -> ThemePreference {
        match look {
            Look::System => ThemePreference::System,
            Look::Light => ThemePreference::Light,
            Look::Dark => ThemePreference::Dark,
        }
    }
}

/// What is remembered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Settings {
    pub(super) look: Look,
    /// 1 is normal size.
    pub(super) zoom: f32,
    /// The name the officer goes by in the record; empty until confirmed.
    pub(super) officer: String,
    /// Latest first.
    pub(super) recent: Vec<PathBuf>,
    /// Words to redact in every case on this computer.
    #[serde(skip_serializing_if = "AlwaysWords::is_empty")]
    pub(super) always: AlwaysWords,
    /// Keys that the officer gave in place of a command's own, by the name of the command: `redact = "F9"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) keys: BTreeMap<String, String>,
    /// What the force adds to the phrases that are looked for; read from a file beside the settings.
    #[serde(skip)]
    pub(super) phrases: Phrases,
    /// Why that file could not be used.
    #[serde(skip)]
    pub(super) phrases_trouble: Option<String>,
    /// Folder of the force's own letters and law, where it is not the one beside the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) house: Option<PathBuf>,
    /// The folder that is looked at.
    #[serde(skip)]
    pub(super) house_folder: Option<PathBuf>,
    /// Why what it holds could not be used.
    #[serde(skip)]
    pub(super) house_trouble: Option<String>,
    /// Where they are kept; nowhere in tests, and where the system names no place.
    #[serde(skip)]
    pub(super) file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            look: Look::System,
            zoom: 1.0,
            officer: String::new(),
            recent: Vec::new(),
            always: AlwaysWords::new(),
            keys: BTreeMap::new(),
            phrases: Phrases::default(),
            phrases_trouble: None,
            house: None,
            house_folder: None,
            house_trouble: None,
            file: None,
        }
    }
}

impl Settings {
    /// What was remembered; as new if there is nothing or it cannot be read.
    pub(super) fn load() -> Settings {
        use etcetera::BaseStrategy;
        let file =
            etcetera::choose_base_strategy().map(|system| system.config_dir().join(FOLDER).join(FILE)).ok();
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        let mut settings: Settings = toml::from_str(&text).unwrap_or_default();
        settings.zoom = settings.zoom.clamp(*ZOOM.start(), *ZOOM.end());
        // Written by hand, it could keep words from being redacted.
        settings.always.retain(|_, always| always.kind != Kind::Bwv);
        settings.file = file;
        settings.read_phrases();
        settings
    }

    /// Takes in what the force adds to the phrases, if its file stands beside the settings. A file that
    /// cannot be used is told, and nothing of it is used.
    fn read_phrases(&mut self) {
        let Some(file) = self.file.as_ref().map(|file| file.with_file_name(PHRASES)) else { return };
        let read = match fs::read_to_string(&file) {
            Ok(text) => Phrases::read(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Phrases::default()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(phrases) => self.phrases = phrases,
            Err(cause) => {
                self.phrases_trouble = Some(format!(
                    "{} is not used, so what your force added is not looked for. {cause}. Put it right, or ask \
                     whoever looks after the file, and start the program again.",
                    file.display()
                ));
            }
        }
    }

    /// Uses the force's own letters and law, if it has some: from this folder, or that of the settings, or the
    /// one beside them. It has to be done before anything of the law is read.
    pub(super) fn use_house_texts(&mut self, named: Option<PathBuf>) {
        let beside = || self.file.as_ref().map(|file| file.with_file_name(house::FOLDER));
        let (folder, is_named) = match named.or_else(|| self.house.clone()) {
            Some(folder) => (Some(folder), true),
            None => (beside(), false),
        };
        self.house_folder.clone_from(&folder);
        // One that was named and is not there is told: its drive may not be connected.
        if let Some(folder) = folder.filter(|folder| is_named || folder.exists()) {
            self.house_trouble = house::use_texts(&folder).err().map(|error| {
                format!(
                    "{error} The built-in texts are used, and nothing can be released until it is put right."
                )
            });
        }
    }

    /// Remembers. That it cannot is no reason to stop the work; whether it could is told to who asks.
    pub(super) fn save(&self) -> bool {
        let Some(file) = &self.file else { return true };
        let write = || {
            let folder = file.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            // Written whole under another name first: two windows may do so at once.
            let mut whole = tempfile::NamedTempFile::new_in(folder)?;
            whole.write_all(toml::to_string(self).map_err(std::io::Error::other)?.as_bytes())?;
            whole.persist(file).map(|_| ()).map_err(|error| error.error)
        };
        write().is_ok()
    }

    /// Puts a file at the head of the list.
    pub(super) fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
        self.save();
    }

    pub(super) fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.save();
    }

    /// The officer's name, or else the account's.
    pub(super) fn officer_or_account(&self) -> String {
        match self.officer.trim() {
            "" => whoami::username().unwrap_or_else(|_| "unknown".to_owned()),
            name => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Always, Match};

    #[test]
    fn remembers_in_order_and_without_doubles() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings =
            Settings { file: Some(folder.path().join("deep").join(FILE)), ..Settings::default() };
        for name in ["/a", "/b", "/a", "/c"] {
            settings.remember(Path::new(name));
        }
        let text = fs::read_to_string(settings.file.as_ref().unwrap()).unwrap();
        let read: Settings = toml::from_str(&text).unwrap();
        assert_eq!(read.recent, ["/c", "/a", "/b"].map(PathBuf::from));
        assert_eq!((read.look, read.zoom), (Look::System, 1.0));
    }

    #[test]
    fn reads_what_the_force_added_or_says_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let read = |text: Option<&str>| {
            let mut settings = Settings { file: Some(folder.path().join(FILE)), ..Settings::default() };
            if let Some(text) = text {
                fs::write(folder.path().join(PHRASES), text).unwrap();
            }
            settings.read_phrases();
            settings.phrases_trouble
        };
        assert_eq!(read(None), None);
        assert_eq!(read(Some("[[entry]]\nkind = \"TACTIC\"\nwhy = \"a\"\npattern = \"heron\"")), None);
        let trouble = read(Some("[[entry]]\nkind = \"TACTIC\"\nwhy = \"a\"\npattern = \"(\"")).unwrap();
        assert!(trouble.contains("phrases.toml is not used") && trouble.contains("entry 1"), "{trouble}");
    }

    #[test]
    fn words_for_every_case_are_kept_beside_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings { file: Some(folder.path().join(FILE)), ..Settings::default() };
        settings.always.insert("Ann \"Lee\"".to_owned(), Always { how: Match::Exact, kind: Kind::Staff });
        settings.always.insert("Bo".to_owned(), Always::default());
        settings.keys.insert("redact".to_owned(), "Shift+F9".to_owned());
        settings.remember(Path::new("/a"));
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        let read: Settings = toml::from_str(&text).unwrap();
        assert_eq!((&read.always, read.recent.len()), (&settings.always, 1), "{text}");
        assert_eq!(read.keys, settings.keys, "{text}");
    }
}
