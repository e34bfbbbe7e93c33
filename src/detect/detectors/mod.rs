//! One file a detector; one row below makes it known.

mod bank_account;
mod birth_date;
mod bwv;
mod case_reference;
mod cued_reference;
mod driving_licence;
mod email;
mod full_name;
mod iban;
mod known;
mod listing;
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
mod rank;
mod role;
mod signature;
mod social_profile;
mod speaker;
mod street_address;
mod title;
mod unit_address;
mod vehicle_mark;

use super::Detector;

/// Every detector that looks at a passage by itself.
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
    &rank::Rank,
    &social_profile::SocialProfile,
    &street_address::StreetAddress,
    &title::Title,
    &unit_address::UnitAddress,
    &vehicle_mark::VehicleMark,
    &bwv::BodyWornVideo,
    &full_name::FullName,
    &postcode::Postcode,
    &rank::Rank,
    &role::Role,
    &signature::Signature,
    &speaker::Speaker,
    &title::Title,
];

/// Runs after the others, with the names that they have established.
pub(crate) const KNOWN: &dyn Detector = &known::KnownPeople;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, KNOWN};

    #[test]
    fn no_two_share_a_name() {
        let names: BTreeSet<_> = ALL.iter().chain([&KNOWN]).map(|detector| detector.id()).collect();
        assert_eq!(names.len(), ALL.len() + 1);
    }
}
