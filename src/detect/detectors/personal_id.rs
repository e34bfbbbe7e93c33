//! Other numbers that stand for one person: prisoner, asylum, licence to drive a cab or to guard,
//! student, patient, handset, network address.

use std::sync::LazyLock;

use crate::detect::plain::Collector;
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct PersonalId;

/// Numbers of prisoners since 2009.
static PRISONER: LazyLock<Rule> = LazyLock::new(|| pattern(r"\bA[0-9]{4}[A-Z]{2}\b"));

/// Licences of private hire and taxi drivers, with the letters of their register.
static CAB: LazyLock<Rule> = LazyLock::new(|| pattern(r"(?i)\b(?:PHD|PCO|PHV|PHDL)[ /-]?[0-9]{4,8}\b"));

/// Residence permits and registration cards of the Home Office.
static PERMIT: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b(?:Z[A-Z0-9][0-9]{7}|R[A-Z][0-9X]{7}|ASC[0-9]{5,9})\b"));

/// A kind of number, then the number.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?: prison(?:er)?|nomis|noms|nass|arc|brp|cid|gwf|home\soffice|ho|port|asylum|visa|immigration|biometric(?:\sresidence)?|residence\spermit|id\scard|identity\scard|sia|badge\sholder|blue\sbadge|taxi|private\shire|minicab|phv?|hackney(?:\scarriage)?|driver|doorman|doorstaff|student|pupil|upn|uln|university|patient|hospital|hosp|nhs|rider|courier|mrn|chi|emis|rio|systmone|matric(?:ulation)?|candidate|learner|army|navy|raf|military|regimental|(?:armed\s)?forces|travel\sdocument|ppt|uan|oyster|freedom\spass|bus\spass|travel\scard|utr|vat|tax|unique\staxpayer|payroll|imei|imsi|iccid|sim\scard|visor|unifi|nominal|person|pin|pncid|pnd|dna|fingerprint|delius|oasys|(?:firearms?|shot\s?gun|sg|fac|sgc)(?:\scert(?:ificate|s)?)?|cert|press\s(?:card|pass)|medical|social\sservices|mosaic|framework|liquidlogic|library\scard|(?:gym\s|club\s)?memb(?:er(?:ship)?|ship)?|gym|railcard|nectar|customer|policy|insurance\spolicy|council\stax|rent\s(?:account|acct?|a/c)|tenancy|nmc|gmc|bar|sra|crn ) (?:\s?(?:licen[cs]e|card|badge|plate|cert(?:ificate)?|permit|reg(?:istration)?|policy|profile|barcode|service|account|acct?|a/c))? (?:\s?(?:no|number|num|nr|ref|reference|id|urn)\b\.?){0,2} ) (?:\s(?:is|was|of|as)\b)? ([\s:;,=(\x22'\#-]{1,4}) ((?:(?-i:[A-Z]{2,4})\x20|[a-z]{1,4}[/-])?[a-z]{0,4}[/-]?[0-9][0-9a-z]*(?:(?:[\x20/.-]?|[/-][a-z]{1,4}[/-]?)[0-9][0-9a-z]*){0,5}) \b",
    )
});

/// Certificates for firearms and shotguns: force, kind, number.
static CERTIFICATE: LazyLock<Rule> = LazyLock::new(|| pattern(r"\b[0-9]{2}/[SF]/[0-9]{4,6}\b"));

/// A licence or badge by its number alone.
static LICENCE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b((?:licen[cs]e|badge)\s(?:no|number)\b\.?)(?:\s(?:is|was))?[\s:=(\#]{1,3}([a-z]{0,4}[\x20/-]?[0-9]{4,12})\b | \b(licen[cs]e|permit|badge)\s((?-i:[A-Z]{1,4})/[0-9]{3,8})\b",
    )
});

/// A licence of the Security Industry Authority: sixteen digits, named some words before.
static DOOR: LazyLock<Rule> = LazyLock::new(|| pattern(r"\b10[0-9]{2}(?:[ -]?[0-9]{4}){3}\b"));

static DOOR_CUE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b(?:SIA|sia|[Dd]oor ?(?:man|staff|supervisor)|[Bb]ouncer)\b"));

/// The address of a network card.
static CARD_ADDRESS: LazyLock<Rule> = LazyLock::new(|| pattern(r"(?i)\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b"));

static ADDRESS: LazyLock<Rule> = LazyLock::new(|| pattern(r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b"));

impl Detector for PersonalId {
    fn id(&self) -> DetectorId {
        DetectorId::new("personal-id")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        let near = plain.around_digits(3, 64, 16);
        for found in plain.find_near(&CAB, &near) {
            hits.add(plain.hit(found.range(), Kind::OtherId, "Has the form of a cab driver's licence", 930));
        }
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(sign), Some(number)) = (found.get(1), found.get(2), found.get(3)) else {
                continue;
            };
            if is_number(cue.as_str(), sign.as_str(), number.as_str())
                && !plain.is_part_of_word(&number.range())
            {
                hits.add(plain.hit_by(cue.range(), number.range(), Kind::OtherId, "Follows “{}”", 950));
            }
        }
        for found in plain.captures_near(&LICENCE, &near) {
            let cue = found.get(1).or(found.get(3));
            let (Some(cue), Some(number)) = (cue, found.get(2).or(found.get(4))) else { continue };
            hits.add(plain.hit_by(cue.range(), number.range(), Kind::OtherId, "Follows “{}”", 850));
        }
        for found in plain.find_near(&DOOR, &near) {
            if let Some(cue) = plain.cue_before(&DOOR_CUE, found.start(), 48) {
                let sentence = "Has the form of a licence to guard, and follows “{}”";
                hits.add(plain.hit_by(cue, found.range(), Kind::OtherId, sentence, 995));
            }
        }
        // Their pairs of digits are too short for the windows.
        let cards = if plain.text().contains("MAC") { plain.text() } else { "" };
        for found in CARD_ADDRESS.find_iter(cards) {
            let letters = found.as_str().bytes().any(|byte| byte.is_ascii_alphabetic());
            if letters && !plain.is_part_of_word(&found.range()) {
                hits.add(plain.hit(found.range(), Kind::OtherId, "Is the address of a network card", 850));
            }
        }
        for (form, sentence, confidence) in [
            (&PRISONER, "Has the form of a prisoner's number", 800),
            (&PERMIT, "Has the form of the number of a residence permit", 750),
            (&CERTIFICATE, "Has the form of the number of a firearms certificate", 900),
        ] {
            for found in plain.find_near(form, &near) {
                if !plain.is_part_of_word(&found.range()) {
                    hits.add(plain.hit(found.range(), Kind::OtherId, sentence, confidence));
                }
            }
        }
        for found in plain.find_near(&ADDRESS, &near) {
            if is_public_internet_address(found.as_str()) {
                hits.add(plain.hit(found.range(), Kind::OtherId, "Is an address on the internet", 850));
            }
        }
    }
}

/// Whether four numbers parted by dots are an address that one connection had, rather than one
/// of a private network or the number of a version.
fn is_public_internet_address(text: &str) -> bool {
    let octets: Vec<Option<u8>> = text.split('.').map(|part| part.parse().ok()).collect();
    let &[Some(first), Some(second), Some(_), Some(_)] = octets.as_slice() else { return false };
    let is_private = (first == 172 && (16..32).contains(&second)) || (first == 192 && second == 168);
    first > 31 && !is_private
}

/// Whether what follows a word is a number of that kind: long enough, and no date, time or count.
fn is_number(cue: &str, sign: &str, number: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let says_number = ["no", "number", "ref", "id", "reference", "num", "nr", "no.", "urn"]
        .iter()
        .any(|word| cue.to_ascii_lowercase().split(' ').any(|part| part == *word));
    let is_marked = says_number || sign.contains([':', '=', '#', '(']);
    let groups: Vec<&str> = number.split(['/', '.', '-']).collect();
    // `the army of 20000`
    const OFTEN_COUNTED: &[&str] =
        &["army", "navy", "raf", "military", "regimental", "forces", "driver", "candidate", "learner"];
    let first = cue.split(' ').next().unwrap_or("").to_ascii_lowercase();
    if !is_marked && (OFTEN_COUNTED.contains(&first.as_str()) && !cue.contains(' ')) {
        return false;
    }
    let is_card = cue.to_ascii_lowercase().starts_with("visa") && cue.to_ascii_lowercase().contains("card");
    let is_date = matches!(groups.as_slice(), [day, month, year] if day.len() <= 2 && month.len() <= 2 && matches!(year.len(), 2 | 4) && month.bytes().all(|byte| byte.is_ascii_digit()));
    let is_year = digits == 4 && number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let is_phone = number.starts_with("07") || number.starts_with("02") && number.contains(' ');
    !is_card && !is_date && !is_phone && digits >= if is_marked { 3 } else { 5 } && (says_number || !is_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "Prison number [OTHERID:A4417FX]. [OTHERID:A1234BC] is due",
            "licence [OTHERID:PHD 318804]), returned, number [OTHERID:PCO 442718]. [OTHERID:PHV 12345]",
            "NASS ref [OTHERID:18/03/00412]) was in; Home Office ref [OTHERID:S1234567]; ARC [OTHERID:ASC12345]",
            "SIA licence [OTHERID:1012 3456 7890 1234]; SIA no. [OTHERID:1012345678901234]",
            "student ID [OTHERID:20012345], UPN [OTHERID:A123456789012], hospital no [OTHERID:MR123456]",
            "IMEI [OTHERID:490154203237518]; Oyster card [OTHERID:012345678901]; UTR [OTHERID:12345 67890]",
            "ViSOR ref: [OTHERID:V123456], UNIFI [OTHERID:1234567], nominal [OTHERID:442718]",
            "from [OTHERID:81.2.69.142]; BRP [OTHERID:ZU1234567], card [OTHERID:RA1234567]",
            "Firearms cert [OTHERID:SX-SG-0114427]; shotgun certificate no. [OTHERID:20114427]; press card [OTHERID:088-4521]",
            "guns on certificate [OTHERID:31/S/20417]. Licence [OTHERID:ST/0441]. NHS id [OTHERID:BN44107]; rider id [OTHERID:R-771940]",
            "Hosp no [OTHERID:UHB 2217 804] on the board",
            "badge number [OTHERID:44718]; taxi badge [OTHERID:44718]",
            "HOME OFFICE REF\u{a0}[OTHERID:S1234567]",
            "shotgun cert no [OTHERID:27/S/3310]; FAC no: [OTHERID:SX/FAC/11442]; tax ref [OTHERID:120/AB4471]",
            "SIA badge of the doorman, [OTHERID:1014 2231 8876 5540], expired; MAC [OTHERID:3C:22:FB:44:71:8A]",
            "Army no [OTHERID:24718830], ex RAF no. [OTHERID:Q8230117]; Hackney badge no [OTHERID:HC2217]",
            "rent a/c [OTHERID:22104430]; gym card [OTHERID:0077318]; DNA barcode [OTHERID:96124471]; candidate no. [OTHERID:4471]",
        ] {
            check(&PersonalId, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "prisoner on 12/03/2020 at 10.30; patient 2 hours; student 2019",
            "Home Office 2020 guidance; hospital at 14:30; visa 3 years; person 1",
            "version 10.0.0.1 and 1.2.3.4 of the code; section 18.1.2.3",
            "badge AB/12 and licence to kill/0441, 12/S/20, nhs 111 line, hosp 2 hrs",
            "exhibit A4471902, seal A4471902; licence revoked; insurance 12 months",
            "the army of 20000; driver 1 of 2; a member since 2019; 1014 2231 8876 5540; 10:12:20:11:10:12",
        ] {
            check(&PersonalId, text);
        }
    }
}
