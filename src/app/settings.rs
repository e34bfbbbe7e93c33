//! What the window remembers between two starts: how it looks, who works, what was opened, and the
//! words that the officer wants redacted in every case. Never other case text.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};

use crate::detect::{AlwaysWords, Kind};

const FOLDER: &str = "withheld";
const FILE: &str = "settings.toml";
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
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
        settings
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
    fn words_for_every_case_are_kept_beside_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings { file: Some(folder.path().join(FILE)), ..Settings::default() };
        settings.always.insert("Ann \"Lee\"".to_owned(), Always { how: Match::Exact, kind: Kind::Staff });
        settings.always.insert("Bo".to_owned(), Always::default());
        settings.remember(Path::new("/a"));
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        let read: Settings = toml::from_str(&text).unwrap();
        assert_eq!((&read.always, read.recent.len()), (&settings.always, 1), "{text}");
    }
}
