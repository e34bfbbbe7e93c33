//! The program: the window or the command line, and nothing else.

use std::process::ExitCode;

use withheld::app::{self, Opening};
use withheld::cli::{self, Outcome, Window, WindowOn};

fn main() -> ExitCode {
    let Window { on, house } = match cli::main() {
        Ok(Outcome::Done) => return ExitCode::SUCCESS,
        Ok(Outcome::Window(window)) => window,
        Err(code) => return code,
    };
    let opening = match on {
        WindowOn::Start => Opening::Start,
        WindowOn::File(path) => Opening::File(path),
        WindowOn::Sample => Opening::Sample,
    };
    match app::main(opening, house) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => cli::no_window(&sentence),
    }
}
