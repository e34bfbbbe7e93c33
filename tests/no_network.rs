//! Nothing goes out: no crate that is built into the program speaks to a network. `cargo deny` says
//! the same where it is installed; this needs only cargo. That `src/` opens no socket,
//! `tests/architecture.rs` says.

#![allow(clippy::unwrap_used, reason = "a panic here is the failure we want to see")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn no_crate_of_the_tree_reaches_a_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny = fs::read_to_string(root.join("deny.toml")).unwrap();
    // The lock file names more than is built: crates behind features that nobody turns on, and those
    // of other systems, which `cargo deny` looks at.
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.lines().count() > 100 && tree.contains("eframe v"), "the tree was not read");
    let found = banned_crates(&deny, &tree);
    assert!(found.is_empty(), "the program is built with crates that deny.toml bans: {found:?}");
}

#[test]
fn a_banned_crate_is_found() {
    let deny = "[bans]\ndeny = [{ crate = \"hyper\", reason = \"HTTP\" }, { crate = \"tokio\" }]";
    assert_eq!(banned_crates(deny, "withheld v0.1.0\nhyper v1.0.0 (*)"), ["hyper"]);
    assert_eq!(banned_crates(deny, "withheld v0.1.0\nhyperlink v1.0.0"), [""; 0]);
}

/// Names that `deny.toml` bans and a tree, a crate a line, holds.
fn banned_crates(deny: &str, tree: &str) -> Vec<String> {
    let table: toml::Table = deny.parse().unwrap();
    let names = table["bans"]["deny"].as_array().unwrap().iter();
    let banned: BTreeSet<&str> = names.map(|entry| entry["crate"].as_str().unwrap()).collect();
    assert!(banned.len() > 1, "nothing is banned");
    let built: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    built.intersection(&banned).map(|name| (*name).to_owned()).collect()
}
