//! Ways to leak from a plain table.

use withheld::disclose::{Disclosure, Output, Rule, WriteError};

use super::support::written;
use super::{Leak, format, is_caught, put, utf16};

fn changed_csv(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    change: impl FnOnce(String) -> String,
) -> Result<(), WriteError> {
    let text = String::from_utf8(written(&format("csv"), disclosure)).unwrap();
    let leaking = change(text.clone());
    assert_ne!(text, leaking);
    put(out, leaking.as_bytes())
}

/// Ways to leak from a plain table.
const CSV_LEAKS: &[Leak] = &[
    Leak {
        how: "surplus column",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Yes\r\n", "Yes,Adeyemi\r\n", 1)),
        rule: Rule::Surplus,
    },
    Leak {
        how: "surplus row",
        write: |d, out, _| changed_csv(d, out, |text| text + "4,2021,Adeyemi,,,\r\n"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "bytes behind the last row",
        write: |d, out, _| changed_csv(d, out, |text| text + "Adeyemi"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "line breaks behind the last row",
        write: |d, out, _| changed_csv(d, out, |text| text + "\r\n"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "a different cell",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("PC [s40(2)]", "PC Adeyemi", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "words beside a mark",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("[s40(2)]", "[s40(2) Adeyemi]", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a whole date",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("2019", "12/03/2019", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a heading",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Summary", "Summary Adeyemi", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "zero-width letters in a cell",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Battery", "Bat\u{200b}tery", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a row left out",
        write: |d, out, _| {
            changed_csv(d, out, |text| {
                let rows: Vec<&str> = text.split_inclusive("\r\n").collect();
                rows[..rows.len() - 1].concat()
            })
        },
        rule: Rule::Missing,
    },
    Leak {
        how: "a row cut short",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen(",Yes\r\n", "\r\n", 1)),
        rule: Rule::Missing,
    },
    Leak {
        how: "a file cut short",
        write: |d, out, _| changed_csv(d, out, |text| text.trim_end().to_owned()),
        rule: Rule::Missing,
    },
    Leak {
        how: "a line before the headings",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen('\u{feff}', "\u{feff}sep=,\r\n", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "no byte order mark",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen('\u{feff}', "", 1)),
        rule: Rule::Container,
    },
    Leak {
        how: "words behind a closed quote",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("No action", "\"No action\"Adeyemi", 1)),
        rule: Rule::Container,
    },
    Leak {
        how: "a cell that runs as a formula",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("'=1+1", "=1+1", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "letters of two bytes",
        write: |d, out, _| {
            let text = String::from_utf8(written(&format("csv"), d)).unwrap();
            put(out, &utf16(&text))
        },
        rule: Rule::Container,
    },
];

#[test]
fn no_plain_table_leaks() {
    for leak in CSV_LEAKS {
        is_caught("csv", leak);
    }
}
