//! The release as others read it: which values point at one entry, and what is left of a case.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use withheld::review::{FEW_ENTRIES, FewAlike, ToldSort, jigsaw, read_as_intruder};

use super::support::Written;

fn told(found: &[FewAlike]) -> Vec<String> {
    found
        .iter()
        .map(|alike| {
            format!(
                "{} {:?} k{} {:?}",
                alike.values.join("+"),
                alike.columns,
                alike.entries.len(),
                alike.entries
            )
        })
        .collect()
}

#[test]
fn the_smallest_combination_is_told_with_k_and_the_entry() {
    let release = Written::new(
        &["Entry", "Year", "Type", "Summary*"],
        &[
            &["1", "2018", "Complaint", "unlike"],
            &["2", "2018", "Complaint", "every"],
            &["3", "2018", "Conduct", "other"],
            &["4", "2019", "Conduct", "text"],
            &["5", "2018", "Conduct", "x"],
        ],
    );
    // Below two: 2019 stands alone; Complaint and Conduct are each of several.
    let found = jigsaw(&release, 2);
    assert_eq!(told(&found.found), ["2019 [1] k1 [3]"]);
    assert_eq!((found.alone_count, found.few_count), (1, 0));
    // Below three two more are few; that 2019+Conduct is one entry 2019 says already.
    let found = jigsaw(&release, 3);
    assert_eq!(
        told(&found.found),
        ["2019 [1] k1 [3]", "Complaint [2] k2 [0, 1]", "2018+Conduct [1, 2] k2 [2, 4]"]
    );
    assert!(found.of_entry(1).all(|alike| alike.values == ["Complaint"]));
    assert!(found.left_out.is_empty());
}

#[test]
fn what_is_withheld_or_blank_points_at_nobody() {
    let release = Written::new(
        &["Entry", "Year", "Outcome"],
        &[&["1", "[[s40(2)]]", ""], &["2", "2018", " "], &["3", "2018", ""], &["4", "[[withheld]]", ""]],
    );
    assert_eq!(told(&jigsaw(&release, 2).found), Vec::<String>::new());
    let count = Written::new(&["Count"], &[&["fewer than 5 [[s40(2)]]"], &["7"], &["7"]]);
    assert_eq!(told(&jigsaw(&count, 2).found), ["fewer than 5 [s40(2)] [0] k1 [0]"]);
    assert_eq!(jigsaw(&Written::new(&[], &[]), FEW_ENTRIES), Default::default());
}

#[test]
fn too_many_columns_are_told_in_a_sentence() {
    let headings = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"];
    let row = |value: &'static str| vec![value; headings.len()];
    let rows = [row("x"), row("x")];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let found = jigsaw(&Written::new(&headings, &rows), 2);
    assert!(found.found.is_empty());
    assert_eq!(found.left_out.len(), 1);
    assert!(found.left_out[0].contains("14 columns") && found.left_out[0].contains("first 12"));
}

#[test]
fn what_is_told_of_a_case_is_laid_together() {
    let release = Written::new(
        &["Entry", "Year", "Outcome", "Summary*"],
        &[
            &["1", "2018", "NFA", "On 02/12/18 PC [[Officer A]] stopped him at Zzyzx."],
            &["2", "2019", "Upheld", "other"],
            &["3", "2018", "Upheld", "[[Officer A]] and [[s40(2)]] say ZZYZX again, on 02/12/18"],
        ],
    );
    let cases = read_as_intruder(&release, &[vec![0, 2], vec![1]]);
    let first = &cases[0];
    assert_eq!(first.entries, [0, 2]);
    let values: Vec<(usize, Vec<&str>)> = first
        .values
        .iter()
        .map(|(column, values)| (*column, values.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(values, [(1, vec!["2018"]), (2, vec!["NFA", "Upheld"])]);
    assert_eq!(first.marks, [("[Officer A]".to_owned(), 2), ("[s40(2)]".to_owned(), 1)]);
    let told: Vec<(ToldSort, &str, &[usize])> =
        first.told.iter().map(|told| (told.sort, told.words.as_str(), told.entries.as_slice())).collect();
    assert_eq!(told, [(ToldSort::Day, "02/12/18", &[0, 2][..]), (ToldSort::Capital, "Zzyzx", &[0, 2][..])]);
    assert!(cases[1].told.is_empty() && cases[1].marks.is_empty());
}

/// Every group of every combination of up to three columns, counted one by one.
fn naive(rows: &[Vec<u8>], threshold: usize) -> BTreeSet<(Vec<usize>, Vec<usize>)> {
    let width = rows.first().map_or(0, Vec::len);
    let sets: Vec<Vec<usize>> = (1u32..1 << width)
        .map(|bits| (0..width).filter(|at| bits >> at & 1 == 1).collect::<Vec<usize>>())
        .filter(|set| set.len() <= 3)
        .collect();
    let size = |set: &[usize], entry: usize| {
        if set.iter().any(|&c| rows[entry][c] == 0) {
            return usize::MAX;
        }
        (0..rows.len()).filter(|&other| set.iter().all(|&c| rows[other][c] == rows[entry][c])).count()
    };
    let mut found = BTreeSet::new();
    for set in &sets {
        let mut groups: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
        for (entry, row) in rows.iter().enumerate() {
            let k = size(set, entry);
            let parts =
                sets.iter().filter(|part| part.len() < set.len() && part.iter().all(|c| set.contains(c)));
            let least = parts.map(|part| size(part, entry)).min().unwrap_or(usize::MAX);
            if k < threshold && (least >= threshold || (k == 1 && least > 1)) {
                groups.entry(set.iter().map(|&c| row[c]).collect()).or_default().push(entry);
            }
        }
        found.extend(groups.into_values().map(|entries| (set.clone(), entries)));
    }
    found
}

proptest! {
    #[test]
    fn the_jigsaw_equals_a_naive_count(
        rows in (1usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(0u8..4, width), 0..14)),
        threshold in 2usize..6,
    ) {
        let headings = ["a", "b", "c", "d"];
        let width = rows.first().map_or(0, Vec::len);
        let texts: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|value| if *value == 0 { String::new() } else { value.to_string() }).collect())
            .collect();
        let release = Written { headings: headings[..width].to_vec(), rows: texts };
        let found: BTreeSet<(Vec<usize>, Vec<usize>)> =
            jigsaw(&release, threshold).found.into_iter().map(|alike| (alike.columns, alike.entries)).collect();
        prop_assert_eq!(found, naive(&rows, threshold));
    }
}

#[test]
fn an_earlier_release_is_laid_beside_this_one() {
    let text = "On that day {{Hunter}} stopped the van in Zzyzx and let it go.";
    let other = "Nobody here had the camera on before {{Hunter}} left.";
    let workspace = super::support::workspace(&[("", text), ("", text), ("", other)]);
    let told = |earlier: &[&str]| {
        let earlier: Vec<String> = earlier.iter().map(|text| (*text).to_owned()).collect();
        let beside = workspace.lay_beside(&earlier);
        let words = |places: &[withheld::review::Place]| -> Vec<String> {
            places.iter().map(|place| super::support::words_at(&workspace, *place)).collect()
        };
        let differs: Vec<_> = beside
            .differs
            .iter()
            .map(|differs| {
                (differs.row, differs.earlier, words(&differs.open_there), words(&differs.open_here))
            })
            .collect();
        (beside.matched_count, beside.unmatched_count, differs)
    };
    // The same is withheld: nothing differs. What is of no entry is counted.
    assert_eq!(told(&["On that day [s40(2)] stopped the van in Zzyzx and let it go."]), (1, 0, vec![]));
    assert_eq!(told(&["Something else was said of it all.", "[s40(2)]"]), (0, 2, vec![]));
    // Open there and withheld here; withheld there and open here.
    let open_there = "On that day Hunter stopped the van in [s31(1)(a)] and let it go.";
    assert_eq!(
        told(&[open_there]),
        (1, 0, vec![(0, 0, vec!["Hunter".to_owned()], vec!["Zzyzx".to_owned()])])
    );
    // Entries with one text have a row each.
    let (matched, unmatched, differs) = told(&[open_there, open_there, open_there]);
    assert_eq!((matched, unmatched, differs.len()), (2, 1, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_release_of_the_same_decisions_differs_in_nothing(
        texts in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["the", "van", "was", "stopped", "{{Ann Bell}}", "{{Bell}}", "near", "Ely", "at", "noon"]),
                8..20,
            ),
            1..5,
        )
    ) {
        let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let rows: Vec<(&str, &str)> = texts.iter().map(|text| ("", text.as_str())).collect();
        let workspace = super::support::workspace(&rows);
        let released: Vec<String> = workspace
            .entries(withheld::review::Policy::Final)
            .into_iter()
            .map(|row| {
                let cell = withheld::sheet::CellId { row, column: super::support::SUMMARY };
                let text = workspace.sheet().text(cell).expose();
                let (mut out, mut from) = (String::new(), 0);
                for redaction in workspace.redactions(cell, withheld::review::Policy::Final) {
                    out.push_str(text.get(from..redaction.span.start()).unwrap());
                    out.push_str("[s40(2)]");
                    from = redaction.span.end();
                }
                out + text.get(from..).unwrap()
            })
            .collect();
        let beside = workspace.lay_beside(&released);
        // Where two texts differ only in what is withheld, one of them may be laid beside the other.
        for differs in &beside.differs {
            prop_assert!(differs.open_there.is_empty() || released.len() > 1);
        }
        if released.len() == 1 {
            prop_assert_eq!(beside.differs, vec![]);
        }
    }
}
