//! Property sets: who wrote the document, when and for whom, and what a system added.

use encoding_rs::Encoding;

use super::dialect::{USUAL_ENCODING, encoding_of};
use super::record::Fields;
use crate::sheet::{Report, WarningKind};

/// A set has no more properties than this; more are damage.
const MAX_PROPERTIES: u32 = 4096;
/// And a list among its values no more than this.
const MAX_VALUES: u32 = 4096;
/// So many are shown.
const SHOWN: usize = 40;

/// Names of the properties of `SummaryInformation`, by number.
const SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "author"),
    (5, "keywords"),
    (6, "comments"),
    (7, "template"),
    (8, "last saved by"),
    (9, "revision"),
    (10, "time spent"),
    (11, "last printed"),
    (12, "created"),
    (13, "last saved"),
    (18, "application"),
];

/// Names of the properties of `DocumentSummaryInformation`, by number.
const DOCUMENT: &[(u32, &str)] = &[
    (2, "category"),
    (13, "titles of parts"),
    (14, "manager"),
    (15, "company"),
    (26, "content type"),
    (27, "status"),
    (28, "language"),
];

const THUMBNAIL: u32 = 17;

/// Reports the properties of a stream, whose name is `place`.
pub(super) fn tell(stream: &[u8], place: &str, report: &mut Report) {
    let Some(sets) = sets(stream) else {
        report.note(WarningKind::Property, format!("{place} (cannot be read)"), 1);
        return;
    };
    for set in sets {
        let mut listed = Vec::new();
        for (number, value) in &set.values {
            match (set.name_of(*number), value) {
                (Name::Thumbnail, _) => report.note(WarningKind::Image, format!("{place}: thumbnail"), 1),
                (Name::Known(name), Some(value)) if !value.trim().is_empty() => {
                    listed.push(format!("{name}: {value}"));
                }
                (Name::Known(_) | Name::Unnamed, _) => {}
            }
        }
        let has_label = set.names.iter().any(|(_, name)| name.starts_with("MSIP_Label"));
        let kind = match (set.kind, has_label) {
            (Kind::Custom, true) => WarningKind::Label,
            (Kind::Custom, false) => WarningKind::CustomProperty,
            (Kind::Summary | Kind::Document, _) => WarningKind::Property,
        };
        if !listed.is_empty() {
            let count = listed.len() as u64;
            listed.truncate(SHOWN);
            report.show(kind, place, count, &listed.join("\n"));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Summary,
    Document,
    Custom,
}

enum Name<'s> {
    Known(&'s str),
    Thumbnail,
    /// Counts and sizes, which say nothing of anybody.
    Unnamed,
}

struct Set {
    kind: Kind,
    /// Numbers and names of the properties that somebody's system added.
    names: Vec<(u32, String)>,
    /// Numbers and values, as far as they can be read.
    values: Vec<(u32, Option<String>)>,
}

impl Set {
    fn name_of(&self, number: u32) -> Name<'_> {
        let known = match self.kind {
            Kind::Summary if number == THUMBNAIL => return Name::Thumbnail,
            Kind::Summary => SUMMARY,
            Kind::Document => DOCUMENT,
            Kind::Custom => {
                let own = self.names.iter().find(|(of, _)| *of == number);
                return own.map_or(Name::Unnamed, |(_, name)| Name::Known(name));
            }
        };
        known.iter().find(|(of, _)| *of == number).map_or(Name::Unnamed, |(_, name)| Name::Known(name))
    }
}

fn sets(stream: &[u8]) -> Option<Vec<Set>> {
    let mut fields = Fields::of(stream);
    if fields.u16()? != 0xFFFE {
        return None;
    }
    fields.skip(22)?;
    let count = fields.u32()?.min(4);
    let mut sets = Vec::new();
    for _ in 0..count {
        let format: [u8; 16] = fields.array()?;
        let start = fields.u32()? as usize;
        let kind = match format.first()? {
            0xE0 => Kind::Summary,
            0x02 => Kind::Document,
            _custom => Kind::Custom,
        };
        sets.push(set(kind, stream.get(start..)?)?);
    }
    Some(sets)
}

fn set(kind: Kind, bytes: &[u8]) -> Option<Set> {
    let mut fields = Fields::of(bytes);
    fields.u32()?;
    let count = fields.u32()?.min(MAX_PROPERTIES);
    let mut places = Vec::new();
    for _ in 0..count {
        places.push((fields.u32()?, fields.u32()? as usize));
    }
    let at = |wanted: u32| places.iter().find(|(number, _)| *number == wanted).map(|(_, at)| *at);
    let code_page = at(1).and_then(|at| {
        let mut fields = Fields::of(bytes.get(at..)?);
        fields.u32()?;
        fields.u16()
    });
    let page = code_page.unwrap_or(1252);
    let encoding = encoding_of(page).unwrap_or(USUAL_ENCODING);
    let names = at(0).and_then(|at| bytes.get(at..)).map(|block| dictionary(block, page, encoding));
    let values = places.iter().filter(|(number, _)| *number > 1);
    let values = values.map(|(number, at)| {
        let value = bytes.get(*at..).and_then(|block| {
            let mut fields = Fields::of(block);
            let kind = fields.u32()?;
            value(&mut fields, kind, encoding)
        });
        (*number, value)
    });
    Some(Set { kind, values: values.collect(), names: names.unwrap_or_default() })
}

/// Names of properties by their numbers, as far as they can be read.
fn dictionary(block: &[u8], page: u16, encoding: &'static Encoding) -> Vec<(u32, String)> {
    let mut fields = Fields::of(block);
    let mut names = Vec::new();
    let mut read = || {
        let count = fields.u32()?.min(MAX_PROPERTIES);
        for _ in 0..count {
            let number = fields.u32()?;
            let length = fields.u32()? as usize;
            let name = if page == 1200 {
                let bytes = fields.bytes(length.checked_mul(2)?)?;
                // Each is filled up to four bytes.
                fields.skip(bytes.len() % 4)?;
                text(&bytes, encoding)
            } else {
                text(&fields.bytes(length)?, encoding)
            };
            names.push((number, name));
        }
        Some(())
    };
    let _as_far_as_it_goes: Option<()> = read();
    names
}

/// A value, written out; `None` for what has no words.
fn value(fields: &mut Fields<'_>, kind: u32, encoding: &'static Encoding) -> Option<String> {
    const LIST: u32 = 0x1000;
    const ANY: u32 = 0x0C;
    if kind & LIST != 0 {
        let count = fields.u32()?.min(MAX_VALUES);
        let mut values = Vec::new();
        for _ in 0..count {
            let kind = if kind & !LIST == ANY { fields.u32()? } else { kind & !LIST };
            if kind & LIST != 0 {
                return None;
            }
            values.push(value(fields, kind, encoding)?);
        }
        return Some(values.join(", "));
    }
    match kind {
        0x02 => Some(fields.i16()?.to_string()),
        0x03 => Some((fields.u32()? as i32).to_string()),
        0x05 => Some(fields.f64()?.to_string()),
        0x0B => Some(if fields.u16()? == 0 { "no" } else { "yes" }.to_owned()),
        0x13 => Some(fields.u32()?.to_string()),
        0x1E => {
            let length = fields.u32()? as usize;
            Some(text(&fields.bytes(length)?, encoding))
        }
        0x1F => {
            let count = fields.u32()? as usize;
            let bytes = fields.bytes(count.checked_mul(2)?)?;
            Some(text(&bytes, encoding_rs::UTF_16LE))
        }
        0x40 => moment(u64::from_le_bytes(fields.array()?)),
        _without_words => None,
    }
}

/// Text up to its zero.
fn text(bytes: &[u8], encoding: &'static Encoding) -> String {
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.split('\0').next().unwrap_or_default().to_owned()
}

/// A moment counted in tenths of a microsecond from 1601; a length of time where it is short.
fn moment(ticks: u64) -> Option<String> {
    const TO_1970: i64 = 11_644_473_600;
    let seconds = i64::try_from(ticks / 10_000_000).ok()?;
    if seconds == 0 {
        return None;
    }
    if seconds < TO_1970 / 10 {
        return Some(format!("{} minutes", seconds / 60));
    }
    let moment = jiff::Timestamp::from_second(seconds - TO_1970).ok()?;
    Some(moment.strftime("%d/%m/%Y %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: u8, properties: &[(u32, &[u8])]) -> Report {
        let mut set = Vec::new();
        let mut bodies = Vec::new();
        let head = 8 + 8 * properties.len();
        for (number, body) in properties {
            set.extend(number.to_le_bytes());
            set.extend(((head + bodies.len()) as u32).to_le_bytes());
            bodies.extend_from_slice(body);
        }
        let mut stream = b"\xFE\xFF\0\0\0\0\0\0".to_vec();
        stream.extend([0; 16]);
        stream.extend(1u32.to_le_bytes());
        stream.extend([kind; 16]);
        stream.extend(48u32.to_le_bytes());
        stream.extend(0u32.to_le_bytes());
        stream.extend((properties.len() as u32).to_le_bytes());
        stream.extend(set);
        stream.extend(bodies);
        let mut report = Report::default();
        tell(&stream, "Props", &mut report);
        report
    }

    fn found(report: &Report) -> Vec<(&'static str, u64, &str)> {
        let sample = |w: &'_ crate::sheet::Warning| w.sample.clone();
        let warnings = report.warnings.iter();
        warnings.map(|w| (w.kind.name(), w.count, if sample(w).is_some() { "shown" } else { "" })).collect()
    }

    #[test]
    fn summary_custom_and_label() {
        let author = b"\x1E\0\0\0\x0B\0\0\0M. Ashdown\0";
        let report = read(
            0xE0,
            &[(1, b"\x02\0\0\0\xE4\x04\0\0"), (4, author), (14, b"\x03\0\0\0\x09\0\0\0"), (17, b"")],
        );
        assert_eq!(found(&report), [("image", 1, ""), ("property", 1, "shown")]);
        let said = report.warnings[1].sample.as_ref().map(|sample| sample.expose().to_owned());
        assert_eq!(said.as_deref(), Some("author: M. Ashdown"));
        let names = b"\x01\0\0\0\x02\0\0\0\x05\0\0\0Desk\0";
        let report = read(0x05, &[(0, names), (2, b"\x1F\0\0\0\x02\0\0\0P\0\0\0")]);
        assert_eq!(found(&report), [("custom-property", 1, "shown")]);
        let names = b"\x01\0\0\0\x02\0\0\0\x0D\0\0\0MSIP_Label_a\0";
        assert_eq!(found(&read(0x05, &[(0, names), (2, b"\x0B\0\0\0\x01\0")])), [("label", 1, "shown")]);
    }

    #[test]
    fn damage_is_said() {
        let mut report = Report::default();
        tell(b"\xFE\xFF", "Props", &mut report);
        tell(b"", "Props", &mut report);
        assert_eq!(found(&report), [("property", 1, ""), ("property", 1, "")]);
        assert_eq!(found(&read(0xE0, &[(4, b"\x1E\0\0\0\xFF\xFF\xFF\xFFx")])), []);
    }

    #[test]
    fn moments_and_lengths() {
        let ticks = |seconds: u64| moment(seconds * 10_000_000);
        assert_eq!(ticks(13_000_000_000).as_deref(), Some("14/12/2012 23:06 UTC"));
        assert_eq!(ticks(660).as_deref(), Some("11 minutes"));
        assert_eq!((ticks(0), moment(u64::MAX)), (None, None));
    }
}
