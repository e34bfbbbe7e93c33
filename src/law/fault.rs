//! What is wrong with a file of `assets/law/`, for whoever edits it.

use thiserror::Error;

/// One thing that is wrong with a file of the law's data.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{file}: {entry}: {problem}")]
pub struct Fault {
    /// Name of the file.
    pub file: &'static str,
    /// Code or name of the entry; "the file" if it cannot be read at all.
    pub entry: String,
    /// What is wrong and what is wanted.
    pub problem: String,
}

impl Fault {
    /// A fault in one entry.
    pub(super) fn new(file: &'static str, entry: impl Into<String>, problem: impl Into<String>) -> Fault {
        Fault { file, entry: entry.into(), problem: problem.into() }
    }

    /// A file that is not what its reader expects.
    pub(super) fn unreadable(file: &'static str, error: &toml::de::Error) -> Fault {
        Fault::new(file, "the file", error.to_string())
    }
}

/// What a file of the program's own says. The tests read every such file, so that one with faults
/// never reaches an officer.
pub(super) fn sound<T>(read: Result<T, Vec<Fault>>) -> T {
    read.unwrap_or_else(|faults| {
        let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
        panic!("the program was built with unsound data:\n{}", lines.join("\n"))
    })
}
