//! The pieces of a number format code, and how a number fills them.

use super::date::DateShape;
use super::decimal::Decimal;

/// A piece of a format code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// `0`
    Zero,
    /// `#` or `?`
    Digit,
    Point,
    Comma,
    Percent,
    /// `E+`
    Exponent,
    /// `/` between digits
    Fraction,
    /// `@`
    Text,
    General,
    Year,
    /// Month or minute.
    MonthOrMinute,
    Day,
    Hour,
    Second,
    /// `[h]` and the like.
    Elapsed,
    Literal(String),
}

/// The sections of a code, or `None` where one of them depends on a condition of its own.
pub(super) fn sections(code: &str) -> Option<Vec<Vec<Piece>>> {
    let mut sections = vec![Vec::new()];
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        let piece = match letter {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => Piece::Literal(letters.by_ref().take_while(|&c| c != '"').collect()),
            '\\' => Piece::Literal(letters.next().into_iter().collect()),
            // A gap as wide as the next letter, or that letter again and again.
            '_' | '*' => {
                letters.next();
                continue;
            }
            '[' => match bracket(&letters.by_ref().take_while(|&c| c != ']').collect::<String>())? {
                Some(piece) => piece,
                None => continue,
            },
            '0' => Piece::Zero,
            '#' | '?' => Piece::Digit,
            '.' => Piece::Point,
            ',' => Piece::Comma,
            '%' => Piece::Percent,
            '@' => Piece::Text,
            'E' | 'e' if matches!(letters.peek(), Some('+' | '-')) => {
                letters.next();
                Piece::Exponent
            }
            'G' | 'g' if rest_is(&letters, "eneral") => {
                letters.by_ref().take(6).for_each(drop);
                Piece::General
            }
            'A' | 'a' if rest_is(&letters, "m/pm") || rest_is(&letters, "/p") => {
                let length = if rest_is(&letters, "/p") { 2 } else { 4 };
                letters.by_ref().take(length).for_each(drop);
                Piece::Hour
            }
            'Y' | 'y' | 'e' => Piece::Year,
            'M' | 'm' => Piece::MonthOrMinute,
            'D' | 'd' => Piece::Day,
            'H' | 'h' => Piece::Hour,
            'S' | 's' => Piece::Second,
            '/' => Piece::Fraction,
            other => Piece::Literal(other.to_string()),
        };
        if let Some(section) = sections.last_mut() {
            section.push(piece);
        }
    }
    Some(sections)
}

/// What stands in brackets: a time that goes on, a currency, or a colour or language that shows
/// nothing. `None` for a condition.
fn bracket(inside: &str) -> Option<Option<Piece>> {
    let lower = inside.to_ascii_lowercase();
    if inside.starts_with(['<', '>', '=']) {
        return None;
    }
    if !lower.is_empty() && ["h", "m", "s"].iter().any(|unit| lower.replace(unit, "").is_empty()) {
        return Some(Some(Piece::Elapsed));
    }
    let currency = inside.strip_prefix('$').and_then(|rest| rest.split('-').next());
    Some(currency.filter(|sign| !sign.is_empty()).map(|sign| Piece::Literal(sign.to_owned())))
}

fn rest_is(letters: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    letters.clone().zip(word.chars()).filter(|(a, b)| a.eq_ignore_ascii_case(b)).count() == word.len()
}

/// Whether a section shows anything.
pub(super) fn shows(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Literal(text) => !text.trim().is_empty(),
        Piece::Comma | Piece::Point => false,
        Piece::Zero
        | Piece::Digit
        | Piece::Percent
        | Piece::Exponent
        | Piece::Fraction
        | Piece::Text
        | Piece::General
        | Piece::Year
        | Piece::MonthOrMinute
        | Piece::Day
        | Piece::Hour
        | Piece::Second
        | Piece::Elapsed => true,
    })
}

/// Which parts of a date the section shows; `None` if it is not about dates.
pub(super) fn date_shape(pieces: &[Piece]) -> Option<DateShape> {
    let is_unit = |piece: &&Piece| {
        matches!(
            piece,
            Piece::Year | Piece::MonthOrMinute | Piece::Day | Piece::Hour | Piece::Second | Piece::Elapsed
        )
    };
    let mut units: Vec<&Piece> = pieces.iter().filter(is_unit).collect();
    units.dedup();
    if units.is_empty() {
        return None;
    }
    let mut shape = DateShape::default();
    for (at, unit) in units.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| units.get(at));
        let minute = matches!(before, Some(Piece::Hour | Piece::Elapsed))
            || matches!(units.get(at + 1), Some(Piece::Second));
        shape.year |= **unit == Piece::Year;
        shape.month |= **unit == Piece::MonthOrMinute && !minute;
        shape.day |= **unit == Piece::Day;
        shape.time |= **unit == Piece::Hour || minute;
        shape.seconds |= **unit == Piece::Second;
        shape.elapsed |= **unit == Piece::Elapsed;
    }
    shape.time |= shape.seconds || shape.elapsed;
    Some(shape)
}

/// The number, written into the section.
pub(super) fn fill(pieces: &[Piece], number: &Decimal) -> String {
    let is_place = |piece: &Piece| matches!(piece, Piece::Zero | Piece::Digit);
    let count = |wanted: &Piece| pieces.iter().filter(|piece| *piece == wanted).count() as i32;
    let point = pieces.iter().position(|piece| *piece == Piece::Point);
    let exponent = pieces.iter().position(|piece| *piece == Piece::Exponent);
    let mantissa = pieces.get(..exponent.unwrap_or(pieces.len())).unwrap_or_default();
    let whole = mantissa.get(..point.unwrap_or(mantissa.len())).unwrap_or(mantissa);
    let after = point.and_then(|at| mantissa.get(at..)).unwrap_or_default();
    let decimals = after.iter().filter(|piece| is_place(piece)).count() as i32;

    let last_place = mantissa.iter().rposition(is_place).unwrap_or(0);
    let comma_at = |at: usize| mantissa.get(at) == Some(&Piece::Comma);
    let scale = (last_place + 1..mantissa.len()).take_while(|&at| comma_at(at)).count() as i32;
    let first_place = whole.iter().position(is_place);
    let grouped = first_place.is_some_and(|first| (first..whole.len().min(last_place)).any(comma_at));

    let mut number = number.shifted(2 * count(&Piece::Percent) - 3 * scale);
    let power = number.exponent();
    if exponent.is_some() {
        number = number.shifted(-power);
    }
    let number = number.rounded(decimals);
    let sign = if number.is_negative() { "-" } else { "" };

    let mut text = sign.to_owned() + &fill_whole(whole, &number, grouped);
    let mut fraction = number.fraction(decimals).into_bytes().into_iter().peekable();
    let needed = needed_decimals(after, &number, decimals);
    let mut written = 0;
    for piece in after {
        if is_place(piece) {
            let digit = fraction.next().unwrap_or(b'0');
            if written < needed {
                text.push(char::from(digit));
            }
            written += 1;
        } else if *piece == Piece::Point {
            text.push('.');
        } else {
            text.push_str(literal(piece));
        }
    }
    if let Some(at) = exponent {
        let width = pieces.get(at..).unwrap_or_default().iter().filter(|piece| is_place(piece)).count();
        text.push_str(&format!("E{}{:0width$}", if power < 0 { '-' } else { '+' }, power.abs()));
        pieces.get(at..).unwrap_or_default().iter().for_each(|piece| text.push_str(literal(piece)));
    }
    text
}

/// Digits after the point up to the last that is a `0` in the code or not zero in the number.
fn needed_decimals(after: &[Piece], number: &Decimal, decimals: i32) -> usize {
    let places = after.iter().filter(|piece| matches!(piece, Piece::Zero | Piece::Digit));
    let digits = number.fraction(decimals).into_bytes();
    let kept = places.zip(digits).map(|(place, digit)| *place == Piece::Zero || digit != b'0');
    kept.enumerate().filter(|(_, keep)| *keep).map(|(at, _)| at + 1).max().unwrap_or(0)
}

/// The digits before the point, from the right, with what stands between them.
fn fill_whole(pieces: &[Piece], number: &Decimal, grouped: bool) -> String {
    let digits = number.whole();
    let mut digits = digits.bytes().rev().filter(|_| number.whole() != "0").peekable();
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Zero | Piece::Digit));
    let mut reversed: Vec<String> = Vec::new();
    let mut written = 0;
    let mut push_digit = |digit: u8, reversed: &mut Vec<String>| {
        if grouped && written > 0 && written % 3 == 0 {
            reversed.push(",".to_owned());
        }
        written += 1;
        reversed.push(char::from(digit).to_string());
    };
    for (at, piece) in pieces.iter().enumerate().rev() {
        if *piece == Piece::Zero {
            push_digit(digits.next().unwrap_or(b'0'), &mut reversed);
        } else if *piece == Piece::Digit {
            if let Some(digit) = digits.next() {
                push_digit(digit, &mut reversed);
            }
        } else {
            // Between digits that are not there, nothing is shown either.
            let inside = first.is_some_and(|first| at > first);
            let zero_before = pieces.get(..at).unwrap_or_default().contains(&Piece::Zero);
            if !inside || zero_before || digits.peek().is_some() {
                reversed.push(literal(piece).to_owned());
            }
        }
        if Some(at) == first {
            for digit in digits.by_ref() {
                push_digit(digit, &mut reversed);
            }
        }
    }
    reversed.into_iter().rev().collect()
}

fn literal(piece: &Piece) -> &str {
    match piece {
        Piece::Literal(text) => text,
        Piece::Percent => "%",
        Piece::Fraction => "/",
        Piece::Zero
        | Piece::Digit
        | Piece::Point
        | Piece::Comma
        | Piece::Exponent
        | Piece::Text
        | Piece::General
        | Piece::Year
        | Piece::MonthOrMinute
        | Piece::Day
        | Piece::Hour
        | Piece::Second
        | Piece::Elapsed => "",
    }
}
