//! One file a detector; one row below makes it known.

mod bank_account;
mod birth_date;
mod case_reference;
mod cued_reference;
mod driving_licence;
mod email;
mod iban;
mod named_home;
mod national_insurance;
mod nhs_number;
mod officer_number;
mod passport;
mod payment_card;
mod personal_id;
mod phone;
mod police_record;
mod postcode;
mod social_profile;
mod street_address;
mod unit_address;
mod vehicle_mark;

use super::Detector;

/// Every detector.
pub(crate) const ALL: &[&dyn Detector] = &[
    &bank_account::BankAccount,
    &birth_date::BirthDate,
    &case_reference::CaseReference,
    &cued_reference::CuedReference,
    &driving_licence::DrivingLicence,
    &email::Email,
    &iban::Iban,
    &named_home::NamedHome,
    &national_insurance::NationalInsurance,
    &nhs_number::NhsNumber,
    &officer_number::OfficerNumber,
    &passport::Passport,
    &payment_card::PaymentCard,
    &personal_id::PersonalId,
    &phone::Phone,
    &police_record::PoliceRecord,
    &postcode::Postcode,
    &social_profile::SocialProfile,
    &street_address::StreetAddress,
    &unit_address::UnitAddress,
    &vehicle_mark::VehicleMark,
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
