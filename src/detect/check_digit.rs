//! Check digits: they tell a number that somebody was given from one that only looks like it.

/// Whether digits satisfy the formula of Luhn, as those of payment cards and handsets do.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let weighed = u32::from(digit) << (place % 2);
            if weighed > 9 { weighed - 9 } else { weighed }
        })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}

/// Whether ten digits are an NHS number: the last is eleven less the weighed sum of the others.
pub(crate) fn nhs(digits: &[u8]) -> bool {
    let [rest @ .., check] = digits else { return false };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    rest.len() == 9 && (11 - sum % 11) % 11 == u32::from(*check)
}

/// Whether letters and digits without gaps are an International Bank Account Number.
pub(crate) fn iban(number: &str) -> bool {
    if number.len() < 15 || !number.is_ascii() {
        return false;
    }
    let (front, rest) = number.split_at(4);
    let remainder = rest.chars().chain(front.chars()).try_fold(0u32, |so_far, letter| {
        let value = letter.to_digit(36)?;
        Some((so_far * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    remainder == Some(1)
}

/// The letter that closes a number of the Police National Computer: `year` as two digits and
/// `serial` filled up with zeros to `width` digits make one number.
pub(crate) fn pnc_letter(year: u64, serial: u64, width: u32) -> char {
    const LETTERS: [char; 23] = [
        'Z', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'T', 'U', 'V',
        'W', 'X', 'Y',
    ];
    let number = year % 100 * 10u64.pow(width) + serial;
    LETTERS[(number % 23) as usize]
}

/// The digits of a text, in order, as numbers.
pub(crate) fn digits_of(text: &str) -> Vec<u8> {
    text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_published_examples() {
        assert!(luhn(&digits_of("4111 1111 1111 1111")));
        assert!(luhn(&digits_of("3782 822463 10005")));
        assert!(nhs(&digits_of("943 476 5919")));
        assert!(iban("GB82WEST12345698765432"));
        assert!(iban("DE89370400440532013000"));
    }

    #[test]
    fn refuses_what_is_short() {
        assert!(!luhn(&[]));
        assert!(!luhn(&[0]));
        assert!(!nhs(&[]));
        assert!(!nhs(&digits_of("94347659190")));
        assert!(!iban("GB82"));
        assert!(!iban("GBé2WEST12345698765432"));
    }

    /// The digits with one of them changed to another.
    fn one_wrong(digits: &[u8], place: usize, by: u8) -> Vec<u8> {
        let mut wrong = digits.to_vec();
        let place = place % wrong.len();
        wrong[place] = (wrong[place] + by) % 10;
        wrong
    }

    proptest! {
        #[test]
        fn luhn_notices_one_wrong_digit(
            rest in prop::collection::vec(0u8..10, 12..18), place in 0usize..99, by in 1u8..10,
        ) {
            let fitting: Vec<Vec<u8>> = (0..10)
                .map(|check| rest.iter().copied().chain([check]).collect::<Vec<u8>>())
                .filter(|digits| luhn(digits))
                .collect();
            prop_assert_eq!(fitting.len(), 1);
            prop_assert!(!luhn(&one_wrong(&fitting[0], place, by)));
        }

        #[test]
        fn nhs_notices_one_wrong_digit(
            rest in prop::collection::vec(0u8..10, 9), place in 0usize..99, by in 1u8..10,
        ) {
            for check in 0..10 {
                let digits: Vec<u8> = rest.iter().copied().chain([check]).collect();
                if nhs(&digits) {
                    prop_assert!(!nhs(&one_wrong(&digits, place, by)));
                }
            }
        }

        #[test]
        fn iban_notices_two_swapped_digits(account in "[0-9]{14}", place in 0usize..13) {
            let rest = format!("WEST{account}");
            let fitting = (2..=98).map(|check| format!("GB{check:02}{rest}")).find(|number| iban(number)).unwrap();
            let mut swapped: Vec<char> = fitting.chars().collect();
            swapped.swap(8 + place, 9 + place);
            let swapped: String = swapped.into_iter().collect();
            prop_assert_eq!(iban(&swapped), swapped == fitting);
        }

        #[test]
        fn pnc_letter_notices_one_wrong_digit(year in 0u64..100, serial in 0u64..999_999, digit in 0u32..6, by in 1u64..10) {
            let place = 10u64.pow(digit);
            let old = serial / place % 10;
            let wrong = serial - old * place + (old + by) % 10 * place;
            prop_assert_ne!(pnc_letter(year, serial, 7), pnc_letter(year, wrong, 7));
        }

        #[test]
        fn none_panics(text in ".*") {
            let digits = digits_of(&text);
            let _ = (luhn(&digits), nhs(&digits), iban(&text));
        }
    }
}
