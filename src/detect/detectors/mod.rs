//! One file a detector; one row below makes it known.

mod bank_account;
mod birth_date;
mod email;
mod iban;
mod national_insurance;
mod nhs_number;
mod payment_card;
mod phone;
mod police_record;
mod postcode;

use super::Detector;

/// Every detector.
pub(crate) const ALL: &[&dyn Detector] = &[
    &bank_account::BankAccount,
    &birth_date::BirthDate,
    &email::Email,
    &iban::Iban,
    &national_insurance::NationalInsurance,
    &nhs_number::NhsNumber,
    &payment_card::PaymentCard,
    &phone::Phone,
    &police_record::PoliceRecord,
    &postcode::Postcode,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ALL;

    #[test]
    fn no_two_share_a_name() {
        let names: BTreeSet<_> = ALL.iter().map(|detector| detector.id()).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
