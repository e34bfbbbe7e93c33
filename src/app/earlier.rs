//! An earlier release that is laid beside this one: read like any table, kept until the case is closed, and
//! written nowhere.

use std::path::Path;

use crate::reader::Reader;
use crate::sheet::{CellId, ReadOptions, Role, guess_layout, unwatched};

/// The running texts of an earlier release.
#[derive(PartialEq, Eq)]
pub(super) struct Earlier {
    /// Name of its file.
    pub(super) name: String,
    /// Row by row, with their marks.
    pub(super) texts: Vec<String>,
}

impl std::fmt::Debug for Earlier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<an earlier release of {} rows>", self.texts.len())
    }
}

impl Earlier {
    /// Reads its table, as every spreadsheet is read: a file, or a release folder with a CSV in it. `headings` are those of the running
    /// texts of the case. The error is a sentence.
    pub(super) fn read(path: &Path, reader: &Reader, headings: &[String]) -> Result<Earlier, String> {
        let file = if path.is_dir() { table_in(path)? } else { path.to_owned() };
        let read = reader
            .read(&file, &ReadOptions::default(), &mut unwatched)
            .map_err(|error| format!("The earlier release could not be read. {error}"))?;
        let table = &read.sheet;
        let is_known = |column: &u16| {
            let heading = table.columns().get(usize::from(*column)).map_or("", |column| column.heading());
            headings.iter().any(|known| known.trim().eq_ignore_ascii_case(heading.trim()))
        };
        let count = table.columns().len() as u16;
        let column = (0..count).find(is_known).or_else(|| guess_layout(table).column(Role::Summary));
        let Some(column) = column else {
            return Err(
                "No column of the earlier release is headed like a running text of this case. Choose the \
                        table of a release, such as “… disclosure.csv”"
                    .to_owned(),
            );
        };
        let text = |row| table.text(CellId { row, column }).expose().to_owned();
        Ok(Earlier { name: read.file_name, texts: (0..table.row_count()).map(text).collect() })
    }
}

/// The released table in a folder.
fn table_in(folder: &Path) -> Result<std::path::PathBuf, String> {
    let files =
        std::fs::read_dir(folder).map_err(|error| format!("The folder could not be read ({error})"))?;
    let mut tables: Vec<std::path::PathBuf> = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("disclosure.csv"))
        })
        .collect();
    tables.sort();
    tables.into_iter().next().ok_or_else(|| {
        "There is no “disclosure.csv” in this folder. Choose the folder of a release, or its table".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_text_is_found_by_its_heading() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1 disclosure.csv");
        std::fs::write(&path, "Entry,Year,Summary\r\n1,2018,PC [s40(2)] left\r\n2,2019,\"a, b\"\r\n")
            .unwrap();
        let headings = ["summary".to_owned()];
        for place in [folder.path(), &path] {
            let read = Earlier::read(place, &Reader::here(), &headings).unwrap();
            assert_eq!(read.texts, ["PC [s40(2)] left", "a, b"]);
            assert_eq!(read.name, "1 disclosure.csv");
        }
    }

    #[test]
    fn what_is_no_release_is_refused_with_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let reader = Reader::here();
        assert!(Earlier::read(folder.path(), &reader, &[]).unwrap_err().contains("no “disclosure.csv”"));
        let path = folder.path().join("x.csv");
        std::fs::write(&path, "Year,Count\r\n2018,4\r\n").unwrap();
        assert!(Earlier::read(&path, &reader, &["Summary".to_owned()]).unwrap_err().contains("running text"));
        assert!(Earlier::read(&folder.path().join("none.csv"), &reader, &[]).is_err());
    }
}
