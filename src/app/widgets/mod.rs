//! The pieces that screens are made of.

mod button;
mod fields;
mod list;
mod passage;
mod pieces;
mod released;
mod secret;
mod select;

pub(super) use button::{Look, Push, focus_ring, keyed, push};
pub(super) use fields::{Note, area, beside, fact, field, field_with, find_field, visible_bars};
pub(super) use list::{BAR, ListState, long_list, tall_list};
pub(super) use passage::{Mark, MarkState, Passage};
pub(super) use pieces::{
    banner, card, chip, cut_after, empty, field_label, heading, in_context, key_cap, muted, row_line,
    section, segments, tag, truncated, word,
};
pub(super) use released::{ReleasedCell, Setting};
pub(super) use secret::Secret;
pub(super) use select::select;
