//! The copy of the records behind a pivot table.

use super::dialect::Dialect;
use super::record::{Fields, Records};
use crate::sheet::{Report, WarningKind};

/// Head of the copy, with the number of its records.
const HEAD: u16 = 0x00C6;
/// Number, moment and text of a record or of a list of values.
const NUMBER: u16 = 0x00C9;
const TEXT: u16 = 0x00CD;
/// So many values are shown.
const SHOWN: usize = 20;

/// Reports a stream of `_SX_DB_CUR`.
pub(super) fn tell(stream: &[u8], dialect: Dialect, place: &str, report: &mut Report) {
    let mut records = Records::new(stream, 0);
    let mut count = None;
    let mut values = Vec::new();
    while let Ok(Some(record)) = records.next() {
        let mut fields = Fields::of(record.body);
        let value = match record.id {
            HEAD => {
                count = fields.u32();
                None
            }
            NUMBER => fields.f64().map(|number| number.to_string()),
            TEXT => dialect.long(&mut fields).map(|text| text.text),
            _other => None,
        };
        values.extend(value.filter(|value| values.len() < SHOWN && !value.is_empty()));
    }
    match count {
        Some(count) => {
            let place = format!("{place} ({count} records)");
            report.show(WarningKind::PivotCache, place, u64::from(count).max(1), &values.join("\n"));
        }
        None => report.note(WarningKind::PivotCache, format!("{place} (cannot be read)"), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialect::USUAL_ENCODING;
    use super::*;

    #[test]
    fn records_are_counted_and_values_shown() {
        let dialect = Dialect { is_biff8: true, encoding: USUAL_ENCODING };
        let mut report = Report::default();
        let stream = b"\xC6\0\x04\0\x07\0\0\0\xCD\0\x09\0\x06\0\0Okafor\xC9\0\x01\0a";
        tell(stream, dialect, "Cache", &mut report);
        tell(b"\xCD\0", dialect, "Cache", &mut report);
        let told: Vec<_> = report
            .warnings
            .iter()
            .map(|w| (w.place.as_str(), w.count, w.sample.as_ref().map_or("", |s| s.expose())))
            .collect();
        assert_eq!(told, [("Cache (7 records)", 7, "Okafor"), ("Cache (cannot be read)", 1, "")]);
    }
}
