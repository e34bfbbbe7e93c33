//! One file a detector; one row below makes it known.

mod alias;
mod bank_account;
mod birth_date;
mod bwv;
mod call_sign;
mod case_reference;
mod collar_number;
mod cued_reference;
mod driving_licence;
mod email;
mod full_name;
mod iban;
mod known;
mod known_number;
mod listing;
mod named_home;
mod national_insurance;
mod nhs_number;
mod officer_number;
mod part_address;
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
mod telling;
mod title;
mod unit_address;
mod vehicle_mark;

use super::{Detector, DetectorId};

/// Every detector that looks at a passage by itself.
pub(crate) const ALL: &[&dyn Detector] = &[
    &alias::Alias,
    &bank_account::BankAccount,
    &birth_date::BirthDate,
    &bwv::BodyWornVideo,
    &call_sign::CallSign,
    &case_reference::CaseReference,
    &collar_number::CollarNumber,
    &cued_reference::CuedReference,
    &driving_licence::DrivingLicence,
    &email::Email,
    &full_name::FullName,
    &iban::Iban,
    &known_number::KnownNumbers,
    &named_home::NamedHome,
    &national_insurance::NationalInsurance,
    &nhs_number::NhsNumber,
    &officer_number::OfficerNumber,
    &part_address::PartAddress,
    &passport::Passport,
    &payment_card::PaymentCard,
    &personal_id::PersonalId,
    &phone::Phone,
    &police_record::PoliceRecord,
    &postcode::Postcode,
    &rank::Rank,
    &role::Role,
    &signature::Signature,
    &social_profile::SocialProfile,
    &speaker::Speaker,
    &street_address::StreetAddress,
    &telling::Telling,
    &title::Title,
    &unit_address::UnitAddress,
    &vehicle_mark::VehicleMark,
];

/// Runs after the others, with the names that they have established.
pub(crate) const KNOWN: &dyn Detector = &known::KnownPeople;

/// A bare `camera` that the word before it makes one that no officer wears.
pub(crate) use bwv::is_of_another_sort as is_other_camera;

/// The one that looks for the numbers in the columns.
pub(crate) fn known_number_id() -> DetectorId {
    known_number::KnownNumbers.id()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{ALL, KNOWN};
    use crate::detect::plain::Plain;
    use crate::detect::{Known, Passage, Words};
    use crate::sheet::CellId;

    #[test]
    fn no_two_share_a_name() {
        let names: BTreeSet<_> = ALL.iter().chain([&KNOWN]).map(|detector| detector.id()).collect();
        assert_eq!(names.len(), ALL.len() + 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Whatever the text, no detector panics, and every hit is a stretch of it.
        #[test]
        fn any_text_is_searched(text in prop_oneof![
            "\\PC{0,80}",
            "[A-Za-z0-9 @/.,:()£é\u{a0}\u{200b}０-９\n-]{0,120}",
            "((PC|DOB|flat|tel|reg|CAD|NI|card|ref|@|no\\.|born|passport|Flat|at|the|Road|Close) ?[A-Z0-9é０-９/. -]{0,12} ?){0,8}",
        ]) {
            let known = Known::default();
            let words = Words::new(&text);
            let cell = CellId { row: 0, column: 0 };
            let plain = Plain::new(&text);
            let passage = Passage { cell, text: &text, known: &known, words: &words, plain: &plain };
            for detector in ALL.iter().chain([&KNOWN]) {
                let mut hits = Vec::new();
                detector.find(&passage, &mut hits);
                for hit in &hits {
                    let words = hit.span.of(&text);
                    prop_assert!(words.is_some_and(|words| !words.trim().is_empty()), "{:?}", detector.id());
                    prop_assert!(hit.confidence_permille <= 1000);
                }
                let again = {
                    let mut again = Vec::new();
                    detector.find(&passage, &mut again);
                    again
                };
                prop_assert_eq!(hits, again);
            }
        }
    }
}
