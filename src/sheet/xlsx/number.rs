//! Shows numbers as a cell's number format shows them, for the formats that case systems use. A
//! format beyond them shows the number plainly: never less than is there.

use super::date::{self, DateShape, Epoch};
use super::decimal::Decimal;
use super::format_code::{self, Piece};
use crate::sheet::Typed;

/// A number format, parsed.
#[derive(Clone, PartialEq, Debug, Default)]
pub(in crate::sheet) struct NumberFormat {
    /// For positive numbers, negative ones, zero. Empty means General.
    sections: Vec<Section>,
    /// Whether text is not shown either.
    hides_text: bool,
}

/// One section of a format.
#[derive(Clone, PartialEq, Debug)]
enum Section {
    General,
    Date(DateShape),
    Number(Vec<Piece>),
    /// Nothing is shown.
    Blank,
}

/// A number as it is shown.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::sheet) struct Shown {
    pub(in crate::sheet) text: String,
    pub(in crate::sheet) typed: Option<Typed>,
    /// Whether the format shows nothing; `text` then holds the plain number.
    pub(in crate::sheet) concealed: bool,
}

impl NumberFormat {
    /// Parses a format code such as `#,##0.00;[Red]-#,##0.00`.
    pub(in crate::sheet) fn parse(code: &str) -> NumberFormat {
        let Some(parsed) = format_code::sections(code) else { return NumberFormat::default() };
        let hides_text = parsed.len() > 3 && parsed.iter().all(|section| !format_code::shows(section));
        let sections = parsed.into_iter().take(3).map(Section::new).collect();
        NumberFormat { sections, hides_text }
    }

    /// The format that Excel keeps under a number below 164.
    pub(in crate::sheet) fn built_in(id: u32) -> NumberFormat {
        NumberFormat::parse(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "£#,##0;-£#,##0",
            7 | 8 => "£#,##0.00;-£#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            14 | 15 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd/mm/yyyy",
            16 => "dd/mm",
            17 | 55 | 56 => "mm/yyyy",
            18 | 20 | 32 | 34 => "hh:mm",
            19 | 21 | 33 | 35 => "hh:mm:ss",
            22 => "dd/mm/yyyy hh:mm",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            _general_and_text => "General",
        })
    }

    /// Whether this format shows no text.
    pub(in crate::sheet) fn hides_text(&self) -> bool {
        self.hides_text
    }

    /// The number as it is shown.
    pub(in crate::sheet) fn show(&self, value: f64, epoch: Epoch) -> Shown {
        let decimal = Decimal::new(value);
        let (section, magnitude) = match (self.sections.as_slice(), value) {
            ([_, _, zero], 0.0) => (Some(zero), decimal.clone()),
            ([_, negative] | [_, negative, _], v) if v < 0.0 => (Some(negative), decimal.absolute()),
            ([only, ..], _) => (Some(only), decimal.clone()),
            ([], _) => (None, decimal.clone()),
        };
        let plain =
            |concealed| Shown { text: decimal.general(), typed: Some(Typed::Number(value)), concealed };
        match section {
            None | Some(Section::General) => plain(false),
            Some(Section::Blank) => plain(true),
            Some(Section::Date(shape)) => match date::show(value, *shape, epoch) {
                Some((text, typed)) => Shown { text, typed, concealed: false },
                None => plain(false),
            },
            Some(Section::Number(pieces)) => {
                let text = format_code::fill(pieces, &magnitude);
                Shown { text, typed: Some(Typed::Number(value)), concealed: false }
            }
        }
    }
}

impl Section {
    fn new(pieces: Vec<Piece>) -> Section {
        if let Some(shape) = format_code::date_shape(&pieces) {
            Section::Date(shape)
        } else if pieces.contains(&Piece::General)
            || pieces.contains(&Piece::Fraction)
            || pieces.contains(&Piece::Text)
        {
            Section::General
        } else if !format_code::shows(&pieces) {
            Section::Blank
        } else {
            Section::Number(pieces)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, value: f64, expected: &str) {
        let shown = NumberFormat::parse(code).show(value, Epoch::Year1900);
        assert_eq!(shown.text, expected, "{code} of {value}");
        assert!(!shown.concealed, "{code}");
    }

    #[test]
    fn numbers_as_excel_shows_them() {
        check("General", 2231.0, "2231");
        check("General", 0.1 + 0.2, "0.3");
        check("General", 1_234_567_890_123_456.0, "1234567890123460");
        check("General", -1.5, "-1.5");
        check("0", 2.5, "3");
        check("0.00", 2.675, "2.68");
        check("0.00", -0.001, "0.00");
        check("#,##0", 1_234_567.0, "1,234,567");
        check("#,##0.00", -1234.5, "-1,234.50");
        check("00000", 42.0, "00042");
        check("000\\-000", 123_456.0, "123-456");
        check("00\\-00\\-00", 10_203.0, "01-02-03");
        check("\"CM/\"00000", 482.0, "CM/00482");
        check("0%", 0.256, "26%");
        check("0.0%", 0.256, "25.6%");
        check("0.00E+00", 12345.0, "1.23E+04");
        check("£#,##0.00", 12.5, "£12.50");
        check("[$£-809]#,##0", 1250.0, "£1,250");
        check("#,##0;(#,##0)", -5.0, "(5)");
        check("#,##0_);[Red]\\(#,##0\\)", -5.0, "(5)");
        check("0;-0;\"nil\"", 0.0, "nil");
        check("#.##", 0.5, ".5");
        check("0.0,,\"m\"", 1_500_000.0, "1.5m");
        check("# ?/?", 0.5, "0.5");
        check("[>100]0.0;0", 5.25, "5.25");
        check("@", 7.0, "7");
    }

    #[test]
    fn dates_are_told_from_numbers() {
        check("yyyy-mm-dd", 43_538.0, "14/03/2019");
        check("[$-809]dd mmmm yyyy;@", 43_538.0, "14/03/2019");
        check("d/m/yy h:mm AM/PM", 43_538.75, "14/03/2019 18:00");
        check("hh:mm:ss", 0.5, "12:00:00");
        check("mm:ss", 0.5, "12:00:00");
        check("mmm-yy", 43_538.0, "03/2019");
        check("0.00\" days\"", 1.5, "1.50 days");
        check("[h]:mm", 1.5, "36:00");
        check("dd/mm/yyyy", -5.0, "-5");
        for id in [14, 15, 30, 57] {
            assert_eq!(NumberFormat::built_in(id).show(43_538.0, Epoch::Year1900).text, "14/03/2019");
        }
        assert_eq!(NumberFormat::built_in(14).show(42_076.0, Epoch::Year1904).text, "14/03/2019");
    }

    #[test]
    fn formats_that_show_nothing_are_noticed() {
        let hidden = NumberFormat::parse(";;;").show(41.0, Epoch::Year1900);
        assert_eq!((hidden.text.as_str(), hidden.concealed), ("41", true));
        assert!(NumberFormat::parse(";;;").hides_text());
        assert!(!NumberFormat::parse("0;-0;;@").hides_text());
        assert!(NumberFormat::parse("0;-0;;@").show(0.0, Epoch::Year1900).concealed);
    }
}
