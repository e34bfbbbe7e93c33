//! Leaks by the data dictionary beside a CSV file.

use std::io::Cursor;

use withheld::detect::Cancel;
use withheld::disclose::proof::prove;
use withheld::disclose::{
    DICTIONARY, Disclosure, Format, Rule, SCHEDULE_DICTIONARY, Secrets, build, schedule,
};
use withheld::review::Policy;

use super::case;
use super::support::{info, written};

fn rules(format: &Format, table: &Disclosure, bytes: &[u8]) -> Vec<Rule> {
    let secrets = Secrets::collect(&case(), Policy::Final);
    let mut input = Cursor::new(bytes);
    let proof = prove(format, "x", "x.csv-metadata.json", &mut input, table, &secrets, &Cancel::default());
    proof.unwrap().rules_broken().into_iter().collect()
}

#[track_caller]
fn check(from: &str, to: &str, expected: Rule) {
    let disclosure = build(&case(), Policy::Final, &info());
    let honest = String::from_utf8(written(&DICTIONARY, &disclosure)).unwrap();
    assert!(honest.contains(from), "{from} is not there");
    let found = rules(&DICTIONARY, &disclosure, honest.replacen(from, to, 1).as_bytes());
    assert!(found.contains(&expected), "{to}: {found:?}");
}

#[test]
fn no_dictionary_leaks() {
    for (from, to, rule) in [
        ("A few words.", "A few words of Adeyemi.", Rule::WithheldWords),
        ("A few words.", "A few plain words.", Rule::PartDiffers),
        (r#""titles": "Summary""#, r#""titles": "Adeyemi""#, Rule::WithheldWords),
        (r#""url":"#, r#""dc:creator": "Adeyemi", "url":"#, Rule::WithheldWords),
        ("A few words.", r"\u0041deyem\u0069", Rule::WithheldWords),
        // Readers of JSON take the last of two.
        (r#""dc:title":"#, r#""dc:title": "Adeyemi", "dc:title":"#, Rule::WithheldWords),
        (r#""url":"#, r#""notes": ["Adeyemi"], "url":"#, Rule::WithheldWords),
        ("A few words.", r"\u0041 few words.", Rule::Container),
        ("{", "{ ", Rule::Container),
        ("{", "/*Adeyemi*/{", Rule::WithheldWords),
        ("\n}\n", "\n}\nAdeyemi", Rule::WithheldWords),
        ("\n}\n", "\n}\n{}", Rule::PartDiffers),
        ("\"string\"", "\"QWRleWVtaQ==\"", Rule::WithheldWords),
        ("stand in 2 cells", "stand in 1 cells", Rule::PartDiffers),
    ] {
        check(from, to, rule);
    }
}

#[test]
fn honest_dictionaries_pass_and_say_what_the_tables_hold() {
    let disclosure = build(&case(), Policy::Final, &info());
    let schedule = schedule(&disclosure);
    for (format, table) in [(&DICTIONARY, &disclosure), (&SCHEDULE_DICTIONARY, &schedule)] {
        let bytes = written(format, table);
        assert_eq!(rules(format, table, &bytes), []);
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let columns = json["tableSchema"]["columns"].as_array().unwrap();
        let titles: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().unwrap()).collect();
        let headings: Vec<&str> = table.columns().iter().map(|column| column.heading.as_str()).collect();
        assert_eq!(titles, headings);
        assert_eq!(json["dialect"]["lineTerminators"][0], "\r\n");
        assert_eq!(json["dc:publisher"], "A force");
    }
    let json: serde_json::Value = serde_json::from_slice(&written(&DICTIONARY, &disclosure)).unwrap();
    assert_eq!(json["url"], "01.FOI.24.000123%20disclosure.csv");
    assert_eq!(json["notes"][0]["skos:notation"], "[s40(2)]");
    let column = |at: usize| &json["tableSchema"]["columns"][at];
    assert_eq!(column(0)["datatype"], "nonNegativeInteger");
    assert!(column(3)["dc:description"].as_str().unwrap().contains("Marks stand in 2 cells"));
    assert!(column(4)["dc:description"].as_str().unwrap().contains("In 1 cells ' stands before"));
}
