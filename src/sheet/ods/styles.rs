//! Styles by name, as far as they keep something from being seen: hidden sheets, rows and columns
//! of no size, text in the colour of its background, formats that show nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use crate::sheet::error::Problem;
use crate::sheet::xlsx::xml::{Tag, Token, Xml};

/// Styles stand on others; a chain longer than this is a circle.
const MAX_PARENTS: usize = 32;

/// What was read of the styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: BTreeMap<String, Raw>,
    texts: BTreeMap<String, Raw>,
    default_cell: Raw,
    hidden_tables: BTreeSet<String>,
    flat_rows: BTreeSet<String>,
    narrow_columns: BTreeSet<String>,
    /// Data styles that show no text.
    blank_formats: BTreeSet<String>,
    looks: BTreeMap<String, Look>,
    /// Number of formats that depend on a condition.
    pub(super) conditions: u64,
}

/// A style as it is written; what it does not say, its parent does.
#[derive(Clone, Debug, Default)]
struct Raw {
    parent: Option<String>,
    format: Option<String>,
    color: Option<String>,
    background: Option<String>,
    tiny: Option<bool>,
    undisplayed: Option<bool>,
    protected_away: Option<bool>,
}

/// How a cell looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// Nothing in it is seen.
    pub(super) invisible: bool,
    /// Its format shows no text.
    pub(super) hides_text: bool,
    /// Not seen once the sheet is protected.
    pub(super) protected_away: bool,
    /// Colour behind the text.
    background: String,
}

impl Default for Look {
    fn default() -> Look {
        let background = WHITE.to_owned();
        Look { invisible: false, hides_text: false, protected_away: false, background }
    }
}

const WHITE: &str = "#ffffff";

impl Styles {
    /// Reads a list of styles up to its end. Later ones replace earlier ones of the same name.
    pub(super) fn read<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        let mut open = Open::default();
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Token::Open(tag) => {
                    depth += 1;
                    open.element(&tag, self);
                }
                Token::Text(text) => {
                    if open.in_text && !text.trim().is_empty() {
                        open.shows = true;
                    }
                }
                Token::Close(tag) => {
                    depth -= 1;
                    open.in_text = false;
                    match tag.name() {
                        "style" | "default-style" => open.finish_style(self),
                        "text-style" => open.finish_format(self),
                        _other => {}
                    }
                }
                Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
        Ok(())
    }

    /// Follows every style to its parents. To be called once all are read.
    pub(super) fn resolve(&mut self) {
        let looks = self.cells.keys().map(|name| (name.clone(), self.look_of(name))).collect();
        self.looks = looks;
        let plain = self.chain(&self.cells, "Default");
        self.looks.insert(String::new(), self.look(&plain));
    }

    fn look(&self, chain: &[&Raw]) -> Look {
        let default = [&self.default_cell];
        let all = || chain.iter().copied().chain(default);
        let background = all().find_map(|raw| raw.background.clone()).unwrap_or_else(|| WHITE.to_owned());
        let color = all().find_map(|raw| raw.color.clone());
        let format = all().find_map(|raw| raw.format.as_deref());
        let is = |get: fn(&Raw) -> Option<bool>| all().find_map(get).unwrap_or(false);
        Look {
            invisible: is(|raw| raw.tiny)
                || is(|raw| raw.undisplayed)
                || color.is_some_and(|color| color == background),
            hides_text: format.is_some_and(|format| self.blank_formats.contains(format)),
            protected_away: is(|raw| raw.protected_away),
            background,
        }
    }

    fn look_of(&self, name: &str) -> Look {
        self.look(&self.chain(&self.cells, name))
    }

    fn chain<'s>(&'s self, styles: &'s BTreeMap<String, Raw>, name: &str) -> Vec<&'s Raw> {
        let mut chain: Vec<&Raw> = Vec::new();
        let mut next = styles.get(name);
        while let Some(raw) = next.filter(|_| chain.len() < MAX_PARENTS) {
            chain.push(raw);
            next = raw.parent.as_ref().and_then(|parent| styles.get(parent));
        }
        chain
    }

    /// Look of the cells with this style.
    pub(super) fn cell(&self, name: &str) -> Look {
        self.looks.get(name).or_else(|| self.looks.get("")).cloned().unwrap_or_default()
    }

    /// Whether a piece of text of this style is not seen in a cell that looks so.
    pub(super) fn conceals_piece(&self, name: &str, cell: &Look) -> bool {
        let chain = self.chain(&self.texts, name);
        let background =
            chain.iter().find_map(|raw| raw.background.as_deref()).unwrap_or(cell.background.as_str());
        let color = chain.iter().find_map(|raw| raw.color.as_deref());
        let is = |get: fn(&Raw) -> Option<bool>| chain.iter().find_map(|raw| get(raw)).unwrap_or(false);
        is(|raw| raw.tiny) || is(|raw| raw.undisplayed) || color == Some(background)
    }

    /// Whether a sheet of this style is not shown.
    pub(super) fn hides_table(&self, name: &str) -> bool {
        self.hidden_tables.contains(name)
    }

    /// Whether a row of this style has no height.
    pub(super) fn is_flat_row(&self, name: &str) -> bool {
        self.flat_rows.contains(name)
    }

    /// Whether a column of this style has no width.
    pub(super) fn is_narrow_column(&self, name: &str) -> bool {
        self.narrow_columns.contains(name)
    }
}

/// The style that is being read.
#[derive(Default)]
struct Open {
    family: String,
    name: String,
    is_default: bool,
    raw: Raw,
    /// Name of a data style, and whether it shows anything.
    format: String,
    shows: bool,
    in_text: bool,
}

impl Open {
    fn element(&mut self, tag: &Tag<'_>, styles: &mut Styles) {
        match tag.name() {
            "style" | "default-style" => {
                *self = Open {
                    family: tag.get("family").unwrap_or_default(),
                    name: tag.get("name").unwrap_or_default(),
                    is_default: tag.name() == "default-style",
                    raw: Raw {
                        parent: tag.get("parent-style-name"),
                        format: tag.get("data-style-name"),
                        ..Raw::default()
                    },
                    ..Open::default()
                };
            }
            "map" if self.family == "table-cell" => styles.conditions += 1,
            "text-properties" => self.text_properties(tag),
            "table-cell-properties" => {
                self.raw.background = tag.get("background-color").map(|color| background(&color));
                let protect = tag.get("cell-protect");
                self.raw.protected_away = protect.map(|protect| protect.contains("hidden-and-protected"));
            }
            "table-properties"
                if self.family == "table" && tag.get("display").is_some_and(|shown| shown == "false") =>
            {
                styles.hidden_tables.insert(self.name.clone());
            }
            "table-row-properties" if is_zero(tag.get("row-height")) => {
                styles.flat_rows.insert(self.name.clone());
            }
            "table-column-properties" if is_zero(tag.get("column-width")) => {
                styles.narrow_columns.insert(self.name.clone());
            }
            "text-style" => {
                self.format = tag.get("name").unwrap_or_default();
                self.shows = false;
            }
            "text-content" => self.shows = true,
            "text" => self.in_text = true,
            _other => {}
        }
    }

    fn text_properties(&mut self, tag: &Tag<'_>) {
        let by_window = tag.get("use-window-font-color").is_some_and(|yes| yes == "true");
        self.raw.color = match tag.get("color") {
            Some(color) if !by_window => Some(color.to_ascii_lowercase()),
            Some(_) => Some("window".to_owned()),
            None => by_window.then(|| "window".to_owned()),
        };
        if self.family == "text" {
            self.raw.background = tag.get("background-color").filter(|color| color != "transparent");
        }
        self.raw.tiny = tag.get("font-size").and_then(|size| {
            let points = size.strip_suffix("pt")?.trim().parse::<f64>().ok()?;
            Some(points <= 1.0)
        });
        self.raw.undisplayed = tag.get("display").map(|display| display == "none");
    }

    fn finish_style(&mut self, styles: &mut Styles) {
        let raw = std::mem::take(&mut self.raw);
        let name = std::mem::take(&mut self.name);
        match self.family.as_str() {
            "table-cell" if self.is_default => styles.default_cell = raw,
            "table-cell" => drop(styles.cells.insert(name, raw)),
            "text" if !self.is_default => drop(styles.texts.insert(name, raw)),
            _other => {}
        }
        self.family.clear();
    }

    fn finish_format(&mut self, styles: &mut Styles) {
        let name = std::mem::take(&mut self.format);
        if self.shows {
            styles.blank_formats.remove(&name);
        } else {
            styles.blank_formats.insert(name);
        }
    }
}

fn background(color: &str) -> String {
    if color == "transparent" { WHITE.to_owned() } else { color.to_ascii_lowercase() }
}

/// Whether a length such as `0in` is there and zero.
fn is_zero(length: Option<String>) -> bool {
    let Some(length) = length else { return false };
    let number = length.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|number| number <= 0.0)
}
