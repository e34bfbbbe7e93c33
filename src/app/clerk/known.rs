//! The words of the sheet, noted once.

use std::sync::{Arc, Mutex, PoisonError};

use crate::review::Vocabulary;
use crate::sheet::Sheet;

/// The words of the sheet that was asked about last; a newer export brings another.
#[derive(Default)]
pub(super) struct Known(Mutex<Option<(Arc<Sheet>, Arc<Vocabulary>)>>);

impl Known {
    /// The words of this sheet. Who asks while they are noted waits for them.
    pub(super) fn vocabulary(&self, sheet: &Arc<Sheet>) -> Arc<Vocabulary> {
        // A thread that gave up half-way has left nothing behind: what is there is whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, vocabulary)) if Arc::ptr_eq(of, sheet) => vocabulary.clone(),
            Some(_) | None => {
                let vocabulary = Arc::new(Vocabulary::of(sheet));
                *known = Some((sheet.clone(), vocabulary.clone()));
                vocabulary
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::SheetBuilder;

    #[test]
    fn another_sheet_has_other_words() {
        let sheet = |text: &str| {
            let mut builder = SheetBuilder::new("Cases", &["Summary"]);
            builder.push_row(2, false, [(text, None)]);
            Arc::new(builder.finish())
        };
        let (known, before, newer) = (Known::default(), sheet("PC Okafur"), sheet("PC Okafol"));
        assert_eq!(known.vocabulary(&before).slips_of("okafor"), ["okafur"]);
        assert!(Arc::ptr_eq(&known.vocabulary(&before), &known.vocabulary(&before)), "noted once");
        assert_eq!(known.vocabulary(&newer).slips_of("okafor"), ["okafol"]);
    }
}
