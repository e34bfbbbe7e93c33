//! The files that the law and the letters are read from: those the program was built with, or a force's own.
//!
//! Which are used is settled once, when the program starts and before anything is read from them: a case is
//! never looked at under two laws.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::{EnumIter, IntoEnumIterator};

use crate::text::hex;

/// A file of texts that a force can keep of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter)]
pub enum TextFile {
    /// The exemptions of Part II.
    Exemptions,
    /// Reasons and tests.
    Reasons,
    /// How marks and drafts are printed.
    Style,
    /// What the legal checks say.
    Lint,
    /// Bank holidays and days for an answer.
    Holidays,
    /// By which words a case system says where a case stands.
    CaseState,
    /// The refusal notice.
    Refusal,
    /// The letter that extends the time.
    Extension,
}

impl TextFile {
    /// Its name, as `refusal.toml`.
    pub fn name(self) -> &'static str {
        match self {
            TextFile::Exemptions => "exemptions.toml",
            TextFile::Reasons => "reasons.toml",
            TextFile::Style => "style.toml",
            TextFile::Lint => "lint.toml",
            TextFile::Holidays => "holidays.toml",
            TextFile::CaseState => "case-state.toml",
            TextFile::Refusal => "refusal.toml",
            TextFile::Extension => "extension.toml",
        }
    }

    /// The folder that it stands in, as in `assets/`.
    pub fn folder(self) -> &'static str {
        match self {
            TextFile::Exemptions
            | TextFile::Reasons
            | TextFile::Style
            | TextFile::Lint
            | TextFile::Holidays
            | TextFile::CaseState => "law",
            TextFile::Refusal | TextFile::Extension => "letters",
        }
    }

    /// What it holds, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            TextFile::Exemptions => "the exemptions of Part II, and how they are printed",
            TextFile::Reasons => "reasons, and the questions of the tests",
            TextFile::Style => "how marks and drafts are printed",
            TextFile::Lint => "what the legal checks say",
            TextFile::Holidays => "bank holidays, and the days for an answer",
            TextFile::CaseState => "words by which a case is ongoing, closed or criminal",
            TextFile::Refusal => "the refusal notice",
            TextFile::Extension => "the letter that extends the time",
        }
    }

    /// As the program was built with it.
    pub fn built_in(self) -> &'static str {
        match self {
            TextFile::Exemptions => include_str!("../../assets/law/exemptions.toml"),
            TextFile::Reasons => include_str!("../../assets/law/reasons.toml"),
            TextFile::Style => include_str!("../../assets/law/style.toml"),
            TextFile::Lint => include_str!("../../assets/law/lint.toml"),
            TextFile::Holidays => include_str!("../../assets/law/holidays.toml"),
            TextFile::CaseState => include_str!("../../assets/law/case-state.toml"),
            TextFile::Refusal => include_str!("../../assets/letters/refusal.toml"),
            TextFile::Extension => include_str!("../../assets/letters/extension.toml"),
        }
    }
}

/// The files that a force keeps of its own. One that says the same as the built-in file is not its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnTexts(BTreeMap<TextFile, String>);

impl OwnTexts {
    /// Takes a file in.
    pub fn add(&mut self, file: TextFile, text: String) {
        if text != file.built_in() {
            self.0.insert(file, text);
        }
    }

    /// What a file says under these texts.
    pub fn text(&self, file: TextFile) -> &str {
        self.0.get(&file).map_or_else(|| file.built_in(), String::as_str)
    }

    /// Whether it is the force's own.
    pub fn is_own(&self, file: TextFile) -> bool {
        self.0.contains_key(&file)
    }

    /// Which files are the force's own, each with its SHA-256.
    pub fn used(&self) -> TextsUsed {
        let hash = |text: &String| hex(&Sha256::digest(text));
        TextsUsed(self.0.iter().map(|(file, text)| (file.name().to_owned(), hash(text))).collect())
    }
}

/// Which files of a force's own are used, each by its name with its SHA-256 in lower-case hex; all others
/// are those that the program was built with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextsUsed(BTreeMap<String, String>);

impl TextsUsed {
    /// Whether no file is a force's own.
    pub fn is_built_in(&self) -> bool {
        self.0.is_empty()
    }

    /// The files, each with its SHA-256.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, hash)| (name.as_str(), hash.as_str()))
    }

    /// The names of the files that are not the same here and there.
    pub fn differing<'t>(&'t self, other: &'t TextsUsed) -> Vec<&'t str> {
        let mut names: Vec<&str> = self.0.keys().chain(other.0.keys()).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| self.0.get(*name) != other.0.get(*name));
        names
    }
}

impl fmt::Display for TextsUsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_built_in() {
            return f.write_str("the built-in texts");
        }
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        write!(f, "{} of your force’s own", names.join(", "))
    }
}

/// The texts of this run of the program.
#[derive(Debug, Default)]
struct Texts {
    own: OwnTexts,
    used: TextsUsed,
    trouble: Option<String>,
}

static TEXTS: OnceLock<Texts> = OnceLock::new();

/// Something of the texts was read already, so that they cannot be changed any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the texts of the law are in use already")]
pub struct AlreadyRead;

/// Uses a force's own texts from now on. They have been checked.
pub fn install(own: OwnTexts) -> Result<(), AlreadyRead> {
    let used = own.used();
    TEXTS.set(Texts { own, used, trouble: None }).map_err(|_| AlreadyRead)
}

/// Uses the built-in texts because a force's own cannot be used, and says why: nothing is released until
/// that is put right.
pub fn install_none_of(trouble: String) -> Result<(), AlreadyRead> {
    TEXTS.set(Texts { trouble: Some(trouble), ..Texts::default() }).map_err(|_| AlreadyRead)
}

/// What a file says.
pub fn text(file: TextFile) -> &'static str {
    TEXTS.get_or_init(Texts::default).own.text(file)
}

/// Which files of a force's own are in use.
pub fn texts_in_use() -> &'static TextsUsed {
    &TEXTS.get_or_init(Texts::default).used
}

/// Why the force's own texts are not in use, although it has some.
pub fn texts_trouble() -> Option<&'static str> {
    TEXTS.get_or_init(Texts::default).trouble.as_deref()
}

/// Every file, in order.
pub fn text_files() -> impl Iterator<Item = TextFile> {
    TextFile::iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_built_in_file_is_not_own() {
        let mut own = OwnTexts::default();
        for file in text_files() {
            own.add(file, file.built_in().to_owned());
        }
        assert!(own.used().is_built_in());
        own.add(TextFile::Style, "mark = 1".to_owned());
        assert_eq!(own.text(TextFile::Style), "mark = 1");
        assert_eq!(own.text(TextFile::Lint), TextFile::Lint.built_in());
        let used = own.used();
        assert_eq!(
            used.files().map(|(name, hash)| (name, hash.len())).collect::<Vec<_>>(),
            [("style.toml", 64)]
        );
        assert_eq!(used.differing(&TextsUsed::default()), ["style.toml"]);
        assert_eq!(used.differing(&used), [""; 0]);
    }

    #[test]
    fn names_are_one_file_each() {
        let mut names: Vec<&str> = text_files().map(TextFile::name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), count), (8, 8));
    }
}
