//! Makes case exports of any size: made-up people, realistic sentences, the same for the same size.

use std::io::{self, Write};

const FORENAMES: [&str; 24] = [
    "Daniel",
    "Siobhan",
    "Folasade",
    "Marcus",
    "Harpreet",
    "Oluwaseun",
    "Ciprian",
    "Thi Huong",
    "Yusuf",
    "Eilidh",
    "Kayleigh",
    "Tansy",
    "Ifeoma",
    "Mehmet",
    "Agnieszka",
    "Rahim",
    "Niamh",
    "Gareth",
    "Leila",
    "Kwame",
    "Sunita",
    "Tomasz",
    "Grace",
    "Idris",
];
const SURNAMES: [&str; 32] = [
    "Okafor",
    "Brennan",
    "Adeyemi-Cole",
    "Whitfield",
    "Gill",
    "Bakare",
    "Dumitrescu",
    "Pham",
    "Demir",
    "MacRae",
    "Hope",
    "O'Neill",
    "Osei",
    "Yilmaz",
    "Kowalska",
    "Chowdhury",
    "Hunter",
    "Church",
    "Rahmani",
    "Boateng",
    "Patel",
    "de Souza",
    "Street",
    "Nkansah",
    "Fernandes",
    "Abdi",
    "Lewisham",
    "Young",
    "Tekle",
    "Katz",
    "Georgiou",
    "Nguyen",
];
const STREETS: [&str; 10] = [
    "Marlpit Close",
    "Rosemount Gardens",
    "Quillan Street",
    "Pendrell Road",
    "Larch Avenue",
    "Tanner's Walk",
    "Harbour Lane",
    "Ashdown Crescent",
    "Wexley Park",
    "Cobble Mews",
];
const OUTCOMES: [&str; 6] = [
    "Not upheld",
    "Service acceptable",
    "Reflective practice",
    "NFA",
    "Misconduct - Written warning",
    "Upheld",
];
const UNITS: [&str; 5] = ["Central East BCU", "North West BCU", "RTPC", "South Area BCU", "MO19"];

/// A small generator of pseudo-random numbers (xorshift), so that every run sees the same file.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.roll(list.len())]
    }
}

/// Writes an export of `rows` rows as CSV, each with a summary of about 600 characters.
pub fn write_export(rows: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "case_ref",
        "case_type",
        "recorded",
        "incident_year",
        "unit",
        "allegation",
        "subject_rank",
        "subject_name",
        "subject_number",
        "complainant",
        "bwv_flag",
        "status",
        "outcome",
        "summary",
    ])?;
    for row in 0..rows {
        let year = 2018 + dice.roll(5);
        let (forename, surname) = (dice.pick(&FORENAMES), dice.pick(&SURNAMES));
        let complainant = format!("{} {}", dice.pick(&FORENAMES), dice.pick(&SURNAMES));
        let number = format!("{}{}", 100 + dice.roll(4900), ["CE", "NW", "SA", "TX"][dice.roll(4)]);
        let live = dice.roll(15) == 0;
        csv.write_record::<[&str; 14], _>([
            // Three entries make two cases.
            &format!("PC/{:06}/{}", row - row / 3, year - 2000),
            "Public Complaint",
            &format!("{:02}/{:02}/{year}", 1 + dice.roll(28), 1 + dice.roll(12)),
            &year.to_string(),
            dice.pick(&UNITS),
            "B4 - Use of force",
            "Police Constable",
            &format!("{}, {forename}", surname.to_uppercase()),
            &number,
            &complainant,
            if dice.roll(5) == 0 { "N" } else { "Y" },
            if live { "Live" } else { "Finalised" },
            if live { "" } else { dice.pick(&OUTCOMES) },
            &summary(&mut dice, forename, surname, &number, &complainant),
        ])?;
    }
    csv.flush()
}

fn summary(dice: &mut Dice, forename: &str, surname: &str, number: &str, complainant: &str) -> String {
    let mut text = String::new();
    while text.len() < 560 {
        let other = format!("{} {}", dice.pick(&FORENAMES), dice.pick(&SURNAMES));
        let sentence = match dice.roll(12) {
            0 => format!("PC {forename} {surname} {number} attended and did not activate his BWV."),
            1 => format!(
                "Mr {complainant} states that {surname} was rude to him at the roadside and would not listen."
            ),
            2 => format!("The body-worn video of Sgt {other} was viewed; the officer was polite throughout."),
            3 => format!(
                "He lives at {} {}, SE13 {}QT and was at home.",
                1 + dice.roll(90),
                dice.pick(&STREETS),
                1 + dice.roll(8)
            ),
            4 => format!(
                "The vehicle LR{:02} KVD was stopped after a marker had been seen.",
                10 + dice.roll(60)
            ),
            5 => "He was searched under section 23 of the Misuse of Drugs Act and nothing was found."
                .to_owned(),
            6 => format!("{complainant} can be reached on 07700 900{:03} in the evenings.", dice.roll(1000)),
            7 => {
                "The log shows that the device was docked at the end of the late turn with its battery flat."
                    .to_owned()
            }
            8 => format!(
                "CAD {}/{:02}FEB21 shows when the call from {other} was closed.",
                1000 + dice.roll(8999),
                1 + dice.roll(28)
            ),
            9 => format!("{surname}'s camera was recording when the complainant was put into the van."),
            10 => "No further action was taken against the officers and words of advice were recorded."
                .to_owned(),
            _ => format!(
                "A witness, Ms {other}, saw the arrest near King's Cross and gave an account to police."
            ),
        };
        text.push_str(&sentence);
        text.push(' ');
    }
    text.truncate(text.trim_end().len());
    text
}
