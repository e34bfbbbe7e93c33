//! The typeface of every PDF, embedded in the program; a file on the computer is never looked at.

use std::sync::LazyLock;

use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::Font;

/// Inter, in the weights that the pages use.
pub(super) static FILES: [&[u8]; 3] = [
    include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../../assets/fonts/Inter-Medium.otf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
];

/// The weights, from the lightest.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|&bytes| Font::iter(Bytes::new(bytes))).collect());

/// How far each of the first 65,536 characters moves the pen; every letter of every cell is looked up.
static ADVANCES: LazyLock<Vec<Option<f32>>> =
    LazyLock::new(|| (0..=0xffff).map(|code| char::from_u32(code).and_then(look_up)).collect());

/// How far this character moves the pen in the widest weight, in sizes of the type; none if the
/// typeface has no picture of it in every weight.
pub(super) fn advance(letter: char) -> Option<f32> {
    match ADVANCES.get(letter as usize) {
        Some(&advance) => advance,
        None => look_up(letter),
    }
}

static FACES: LazyLock<Vec<Face<'static>>> =
    LazyLock::new(|| FILES.iter().filter_map(|bytes| Face::parse(bytes, 0).ok()).collect());

fn look_up(letter: char) -> Option<f32> {
    let advances = FACES.iter().map(|face| {
        let units = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f32::from(units) / f32::from(face.units_per_em()))
    });
    advances.collect::<Option<Vec<f32>>>()?.into_iter().reduce(f32::max)
}
