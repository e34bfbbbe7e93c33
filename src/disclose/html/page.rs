//! The words and the style of the page that are the same on every page, as the writer knows them.

/// How the page looks.
pub(super) const STYLE: &str = include_str!("page.css");
/// What the page may load: nothing.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
pub(super) const SUBJECT: &str = "Freedom of information";
pub(super) const SKIP: &str = "Skip to the table";
pub(super) const ABOUT: &str = "About this disclosure";
pub(super) const READING: &str = "How to read the table";
pub(super) const KEY: &str = "What the marks stand for";
pub(super) const KEY_CAPTION: &str = "Marks in the table, and the exemptions behind them";
pub(super) const ENTRIES: &str = "Entries";
pub(super) const REGION: &str = "Table of the entries";
