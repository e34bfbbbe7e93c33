//! Numbers in decimal, rounded as Excel rounds: to fifteen digits, halves away from zero.

/// A finite number as sign, digits and place of the point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Decimal {
    negative: bool,
    /// Values of the digits, without zeros in front.
    digits: Vec<u8>,
    /// The point stands after so many digits.
    point: i32,
}

impl Decimal {
    /// Fifteen significant digits of a number. What is no number counts as zero.
    pub(super) fn new(value: f64) -> Decimal {
        let written = if value.is_finite() { format!("{:.14e}", value.abs()) } else { "0e0".to_owned() };
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let point = exponent.parse::<i32>().unwrap_or(0) + 1;
        let mut decimal = Decimal { negative: value < 0.0, digits, point };
        decimal.tidy();
        decimal
    }

    /// The same without its sign.
    pub(super) fn absolute(&self) -> Decimal {
        Decimal { negative: false, ..self.clone() }
    }

    /// Whether it is below zero.
    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Times ten to this power.
    pub(super) fn shifted(&self, power: i32) -> Decimal {
        Decimal { point: self.point + power, ..self.clone() }
    }

    /// Exponent when written with one digit before the point.
    pub(super) fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// Rounded to so many digits after the point.
    pub(super) fn rounded(&self, decimals: i32) -> Decimal {
        let keep = self.point + decimals;
        let mut rounded = self.clone();
        if keep < 0 {
            rounded.digits.clear();
        } else if (keep as usize) < rounded.digits.len() {
            let up = rounded.digits[keep as usize] >= 5;
            rounded.digits.truncate(keep as usize);
            if up {
                rounded.count_up();
            }
        }
        rounded.tidy();
        rounded
    }

    /// Digits before the point, at least one.
    pub(super) fn whole(&self) -> String {
        let whole: String = (0..self.point.max(0)).map(|at| self.digit(at)).collect();
        if whole.is_empty() { "0".to_owned() } else { whole }
    }

    /// So many digits after the point.
    pub(super) fn fraction(&self, decimals: i32) -> String {
        (0..decimals).map(|at| self.digit(self.point + at)).collect()
    }

    /// As Excel's General format shows it in a wide column; never in powers of ten, unless the
    /// number is beyond all references and amounts.
    pub(super) fn general(&self) -> String {
        let sign = if self.negative && !self.is_zero() { "-" } else { "" };
        if !(-9..=21).contains(&self.exponent()) {
            let power = self.exponent();
            let one = self.shifted(-power);
            return format!(
                "{sign}{}{}E{}{:02}",
                one.whole(),
                one.tail(),
                if power < 0 { '-' } else { '+' },
                power.abs()
            );
        }
        format!("{sign}{}{}", self.whole(), self.tail())
    }

    /// The point and the digits after it, if there are any.
    fn tail(&self) -> String {
        let decimals = self.digits.len() as i32 - self.point;
        if decimals > 0 { format!(".{}", self.fraction(decimals)) } else { String::new() }
    }

    fn digit(&self, at: i32) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    fn count_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// No zeros in front or behind; zero has no digits.
    fn tidy(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        if self.digits.is_empty() {
            self.point = 0;
            self.negative = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rounds_halves_away_from_zero() {
        let rounded = |value: f64, decimals| {
            let decimal = Decimal::new(value).rounded(decimals);
            format!("{}.{}", decimal.whole(), decimal.fraction(decimals))
        };
        assert_eq!(rounded(2.675, 2), "2.68");
        assert_eq!(rounded(0.5, 0), "1.");
        assert_eq!(rounded(9.999, 2), "10.00");
        assert_eq!(rounded(0.04, 1), "0.0");
        assert_eq!(rounded(0.05, 1), "0.1");
        assert_eq!(rounded(1e-30, 3), "0.000");
    }

    #[test]
    fn general_numbers() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1e20, "100000000000000000000"),
            (1.5e25, "1.5E+25"),
            (-2e-12, "-2E-12"),
            (0.000_1, "0.0001"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(Decimal::new(value).general(), expected);
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_stay_as_they_are(value in -999_999_999_999_999i64..999_999_999_999_999) {
            prop_assert_eq!(Decimal::new(value as f64).general(), value.to_string());
        }
    }
}
