//! Nothing goes out: no crate of the tree speaks to a network. `cargo deny` says the same where it
//! is installed; this needs nothing. That `src/` opens no socket, `tests/architecture.rs` says.

#![allow(clippy::unwrap_used, reason = "a panic here is the failure we want to see")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn no_crate_of_the_tree_reaches_a_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let (deny, lock) = (read("deny.toml"), read("Cargo.lock"));
    let found = banned_crates(&deny, &lock);
    assert!(found.is_empty(), "Cargo.lock holds crates that deny.toml bans: {found:?}");
}

#[test]
fn a_banned_crate_is_found() {
    let deny = "[bans]\ndeny = [{ crate = \"hyper\", reason = \"HTTP\" }, { crate = \"tokio\" }]";
    let lock = |name: &str| format!("[[package]]\nname = \"withheld\"\n[[package]]\nname = \"{name}\"");
    assert_eq!(banned_crates(deny, &lock("hyper")), ["hyper"]);
    assert_eq!(banned_crates(deny, &lock("hyperlink")), [""; 0]);
}

/// Names that `deny.toml` bans and `Cargo.lock` holds.
fn banned_crates(deny: &str, lock: &str) -> Vec<String> {
    let names = |text: &str, list: &[&str], key: &str| -> BTreeSet<String> {
        let table: toml::Table = text.parse().unwrap();
        let mut value = &toml::Value::Table(table);
        for step in list {
            value = &value[*step];
        }
        let names: BTreeSet<String> =
            value.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap().to_owned()).collect();
        assert!(names.len() > 1, "{list:?} is empty");
        names
    };
    let banned = names(deny, &["bans", "deny"], "crate");
    names(lock, &["package"], "name").intersection(&banned).cloned().collect()
}
