//! The value under a cell's text.

use crate::sheet::Typed;
use crate::sheet::xlsx::date::{Epoch, show_iso};
use crate::sheet::xlsx::number::NumberFormat;

/// What a cell says of its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Value {
    /// `float`, `percentage`, `currency`, `date`, `time`, `boolean`, `string`, `void`.
    pub(super) kind: Option<String>,
    text: String,
}

impl Value {
    /// Takes an attribute of the cell, if it is about the value.
    pub(super) fn attribute(&mut self, key: &str, value: &str) {
        match key {
            // The second, of LibreOffice's own, only repeats the first or says "error".
            "value-type" if self.kind.is_none() => self.kind = Some(value.to_owned()),
            "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                self.text = value.to_owned();
            }
            _other => {}
        }
    }

    fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or_default()
    }
}

/// The value as text, for cells that do not say how it is shown.
pub(super) fn plain_text(value: &Value) -> String {
    match value.kind() {
        "float" | "currency" => number(&value.text).map_or_else(|| value.text.clone(), general),
        "percentage" => number(&value.text).map_or_else(
            || value.text.clone(),
            |number| NumberFormat::parse("0.##%").show(number, Epoch::Year1900).text,
        ),
        "date" => show_iso(&value.text).map_or_else(|| value.text.clone(), |(text, _)| text),
        "boolean" => value.text.to_uppercase(),
        _text_or_time => value.text.clone(),
    }
}

/// What the value is underneath.
pub(super) fn typed(value: &Value) -> Option<Typed> {
    match value.kind() {
        "float" | "currency" | "percentage" => number(&value.text).map(Typed::Number),
        "date" => show_iso(&value.text).and_then(|(_, typed)| typed),
        "time" => days(&value.text).map(Typed::Number),
        _text => None,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

fn general(number: f64) -> String {
    NumberFormat::default().show(number, Epoch::Year1900).text
}

/// A duration such as `PT18H05M00S`, in days.
fn days(text: &str) -> Option<f64> {
    let (sign, text) = text.trim().strip_prefix('-').map_or((1.0, text.trim()), |rest| (-1.0, rest));
    let rest = text.strip_prefix('P')?;
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut days = 0.0;
    for (part, units) in
        [(date, &[('D', 1.0)][..]), (time, &[('H', 24.0), ('M', 1440.0), ('S', 86_400.0)][..])]
    {
        let mut digits = String::new();
        for letter in part.chars() {
            if letter.is_ascii_digit() || matches!(letter, '.' | ',') {
                digits.push(if letter == ',' { '.' } else { letter });
                continue;
            }
            let (_, per_day) = units.iter().find(|(unit, _)| *unit == letter)?;
            days += digits.parse::<f64>().ok()? / per_day;
            digits.clear();
        }
    }
    Some(sign * days)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(kind: &str, text: &str, shown: &str, expected: Option<Typed>) {
        let value = Value { kind: Some(kind.to_owned()), text: text.to_owned() };
        assert_eq!((plain_text(&value).as_str(), typed(&value)), (shown, expected), "{kind} {text}");
    }

    #[test]
    fn values_by_kind() {
        check("float", "2231", "2231", Some(Typed::Number(2231.0)));
        check("float", "1E+999", "1E+999", None);
        check("percentage", "0.256", "25.6%", Some(Typed::Number(0.256)));
        check("date", "2019-03-14", "14/03/2019", Some(Typed::Date(date(2019, 3, 14))));
        check(
            "date",
            "2019-03-14T18:05:00",
            "14/03/2019 18:05",
            Some(Typed::DateTime(date(2019, 3, 14).at(18, 5, 0, 0))),
        );
        check("date", "14 March", "14 March", None);
        check("time", "PT18H00M00S", "PT18H00M00S", Some(Typed::Number(0.75)));
        check("time", "-P1DT12H", "-P1DT12H", Some(Typed::Number(-1.5)));
        check("time", "PTXH", "PTXH", None);
        check("boolean", "true", "TRUE", None);
        check("string", "Okafor", "Okafor", None);
    }
}
