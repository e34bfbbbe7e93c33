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
    pub(crate) fn unreadable(file: &'static str, text: &str, error: &toml::de::Error) -> Fault {
        if text.trim().is_empty() {
            return Fault::new(file, "the file", "it is empty");
        }
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        Fault { line, ..Fault::new(file, "the file", error.message().trim()) }
    }
}

/// What an entry of a file is named by.
const NAMING: [&str; 4] = ["code =", "id =", "name =", "form ="];

/// Gives each fault the line on which its entry is named in the file, or which it is the key of; of an entry
/// that is named twice, the later one.
pub(crate) fn placed(mut faults: Vec<Fault>, text: &str) -> Vec<Fault> {
    for fault in &mut faults {
        let named = format!("= {:?}", fault.entry);
        let lines: Vec<(usize, &str)> =
            (1..).zip(text.lines()).filter(|(_, line)| line.contains(&named)).collect();
        // A group can bear the name of a reason: what names an entry comes first.
        let names = |line: &str| NAMING.iter().any(|key| line.trim_start().starts_with(key));
        let naming = lines.iter().rev().find(|(_, line)| names(line));
        let key = format!("{} =", fault.entry);
        let keyed = (1..).zip(text.lines()).find(|(_, line)| line.starts_with(&key));
        let named = naming.or(lines.last()).map(|(number, _)| *number);
        fault.line = fault.line.or(named).or(keyed.map(|(number, _)| number));
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
