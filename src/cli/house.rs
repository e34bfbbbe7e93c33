//! `withheld house`: a force's own letters and law, written out to start from and checked.

use std::path::{Path, PathBuf};

use super::exit::{CANNOT_WRITE, Failure, print};
use crate::house::{self, FileState, House, HouseError, path_of};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The folder that holds, or is to hold, your force's own letters and law
    folder: PathBuf,
    /// Only check what is there; write nothing
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { folder, check } = args;
    if !check {
        let told = house::write_out(folder).map_err(|error| Failure::new(CANNOT_WRITE, error))?;
        for path in &told.written {
            print(format_args!("{path}: written"))?;
        }
        for path in &told.left {
            print(format_args!("{path}: there already, left as it is"))?;
        }
    }
    match house::read(folder) {
        Ok(house) => told(&house),
        Err(error) => {
            for trouble in &error.troubles {
                print(trouble)?;
            }
            Err(Failure::wrong_use(format_args!(
                "{} cannot be used: {} to put right. Until then no command uses it.",
                folder.display(),
                match error.troubles.len() {
                    1 => "1 thing is".to_owned(),
                    more => format!("{more} things are"),
                }
            )))
        }
    }
}

/// Uses the folder's texts from now on.
pub(super) fn use_texts(folder: &Path) -> Result<(), Failure> {
    house::use_texts(folder).map(|_| ()).map_err(|error: HouseError| {
        let folder = folder.display();
        Failure::wrong_use(format_args!("{error} See all with: withheld house {folder} --check"))
    })
}

fn told(house: &House) -> Result<(), Failure> {
    let used = house.own.used();
    for (file, state) in &house.files {
        let says = match state {
            FileState::Missing => continue,
            FileState::Same => "as built in".to_owned(),
            FileState::Own => {
                let hash = used.files().find(|(name, _)| *name == file.name()).map_or("", |(_, hash)| hash);
                format!("your force's own, SHA-256 {hash}")
            }
        };
        print(format_args!("{}: {says}", path_of(*file)))?;
    }
    print(format_args!("{} is in order: {used} would be used.", house.folder.display()))
}
