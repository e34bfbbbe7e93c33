//! How a command ends: a code for scripts and a sentence for people.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

/// Done.
pub(super) const DONE: u8 = 0;
/// Refused by the checks before release.
pub(super) const REFUSED: u8 = 1;
/// Wrong use, or input that cannot be read.
pub(super) const WRONG_USE: u8 = 2;
/// No space, or no right to write.
pub(super) const CANNOT_WRITE: u8 = 3;
/// The proof failed, or the chain of a case file is broken.
pub(super) const NOT_PROVEN: u8 = 4;

/// Why a command did not do what was asked. The sentence holds no case text.
#[derive(Debug)]
pub(super) struct Failure {
    code: u8,
    sentence: String,
}

impl Failure {
    pub(super) fn new(code: u8, sentence: impl Display) -> Failure {
        Failure { code, sentence: sentence.to_string() }
    }

    pub(super) fn wrong_use(sentence: impl Display) -> Failure {
        Failure::new(WRONG_USE, sentence)
    }

    /// Prints the sentence and gives the code.
    pub(super) fn report(&self) -> ExitCode {
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(std::io::stderr(), "{}", self.sentence);
        ExitCode::from(self.code)
    }
}

/// Standard output could not be written to: the reader went away, or a disk is full.
pub(super) fn output_failed(error: std::io::Error) -> Failure {
    Failure::new(CANNOT_WRITE, format_args!("The results could not be written to standard output: {error}."))
}

/// Prints a line of results.
pub(super) fn print(line: impl Display) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{line}").map_err(output_failed)
}
