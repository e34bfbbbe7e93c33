//! The built-in sample: a made-up case export and the request it answers.

use super::{Imported, Request};
use crate::sheet::{Import, ReadError, ReadOptions, read_bytes};

const NAME: &str = "case-export.xlsx";
const EXPORT: &[u8] = include_bytes!("../../assets/sample/case-export.xlsx");
const REQUEST: &str = include_str!("../../assets/sample/request.toml");

impl Imported {
    /// What the file of the built-in sample gives.
    pub fn sample_file() -> Result<Import, ReadError> {
        read_bytes(NAME, EXPORT, &ReadOptions::default())
    }

    /// The built-in sample, with the request it answers.
    pub fn sample(read: Import) -> Imported {
        let request = Request::from_toml(REQUEST).expect("a test holds that the sample can be read");
        Imported { request, ..Imported::from(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_can_be_read() {
        let sample = Imported::sample(Imported::sample_file().unwrap());
        assert_eq!((sample.sheet.row_count(), sample.request.texts.len()), (240, 2));
    }
}
