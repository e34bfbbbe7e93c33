//! What is wrong with a file of `assets/law/`, for whoever edits it.

use thiserror::Error;

/// One thing that is wrong with a file of the law's data.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{file}: {}{entry}: {problem}", .line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct Fault {
    /// Name of the file.
    pub file: &'static str,
    /// Its line, from 1, where it is known.
    pub line: Option<usize>,
    /// Code or name of the entry; "the file" if it cannot be read at all.
    pub entry: String,
    /// What is wrong and what is wanted.
    pub problem: String,
}

impl Fault {
    /// A fault in one entry.
    pub(crate) fn new(file: &'static str, entry: impl Into<String>, problem: impl Into<String>) -> Fault {
        Fault { file, line: None, entry: entry.into(), problem: problem.into() }
    }

    /// A file that is not what its reader expects.
    pub(crate) fn unreadable(file: &'static str, error: &toml::de::Error) -> Fault {
        Fault::new(file, "the file", error.to_string())
    }
}

/// Gives each fault the line on which its entry is named in the file; of an entry that is named twice, the
/// later one.
pub(crate) fn placed(mut faults: Vec<Fault>, text: &str) -> Vec<Fault> {
    for fault in &mut faults {
        let named = format!("= {:?}", fault.entry);
        let lines = (1..).zip(text.lines());
        fault.line = fault
            .line
            .or_else(|| lines.filter(|(_, line)| line.contains(&named)).last().map(|(number, _)| number));
    }
    faults
}

/// What a file of the program's own says. The tests read every such file, so that one with faults
/// never reaches an officer.
pub(crate) fn sound<T>(read: Result<T, Vec<Fault>>) -> T {
    read.unwrap_or_else(|faults| {
        let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
        panic!("the program was built with unsound data:\n{}", lines.join("\n"))
    })
}
