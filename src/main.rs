//! The program: the window or the command line, and nothing else.

use std::process::ExitCode;

use withheld::app::{self, Opening};
use withheld::cli::{self, Outcome};

fn main() -> ExitCode {
    let opening = match cli::main() {
        Ok(Outcome::Done) => return ExitCode::SUCCESS,
        Ok(Outcome::Window) => Opening::Start,
        Ok(Outcome::WindowOn(path)) => Opening::File(path),
        Ok(Outcome::WindowOnSample) => Opening::Sample,
        Err(code) => return code,
    };
    match app::main(opening) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => cli::no_window(&sentence),
    }
}
