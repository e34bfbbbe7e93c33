//! Colours, typefaces and measures of the window, by name. Nowhere else is a colour mixed.

use std::sync::Arc;

use eframe::egui;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Theme,
    Visuals,
};

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The colours of one theme. Text colours have a contrast of at least 4.5 to 1 on `surface` and on
/// the tint of their own name; a test holds that.
#[derive(Debug)]
pub(super) struct Palette {
    /// Behind the cards.
    pub(super) page: Color32,
    /// Cards, panels and bars.
    pub(super) surface: Color32,
    /// Fields one can type in, and rows under the pointer.
    pub(super) sunken: Color32,
    /// Hairlines.
    pub(super) line: Color32,
    /// Edges of buttons and fields.
    pub(super) edge: Color32,
    pub(super) text: Color32,
    /// Text that explains.
    pub(super) muted: Color32,
    /// What one acts with, and where the officer is.
    pub(super) accent: Color32,
    pub(super) on_accent: Color32,
    pub(super) accent_tint: Color32,
    /// Words that go out, decided.
    pub(super) redacted_tint: Color32,
    /// Words that go out unless the officer keeps them.
    pub(super) suggested_tint: Color32,
    /// The code beside marked words, and the line under them.
    pub(super) mark: Color32,
    /// A mention of body-worn video.
    pub(super) mention: Color32,
    pub(super) mention_tint: Color32,
    /// What waits for the officer.
    pub(super) waiting: Color32,
    pub(super) waiting_tint: Color32,
    pub(super) danger: Color32,
    pub(super) danger_tint: Color32,
    pub(super) good: Color32,
    pub(super) good_tint: Color32,
    /// The sign WORKING COPY.
    pub(super) working: Color32,
    pub(super) on_working: Color32,
    /// Switched-on parts of a switch.
    pub(super) switched: Color32,
    pub(super) on_switched: Color32,
    /// Text that is selected.
    pub(super) selection: Color32,
    /// Under words that were looked for.
    pub(super) found: Color32,
    /// The released page, which is paper in either theme, so that it never looks like the working view.
    pub(super) paper: Color32,
    pub(super) ink: Color32,
    /// Text that explains, on paper.
    pub(super) paper_muted: Color32,
    /// What is missing on paper.
    pub(super) paper_waiting: Color32,
    pub(super) paper_waiting_tint: Color32,
    pub(super) paper_danger: Color32,
    /// The paragraph the officer is at, on paper, and the one under the pointer.
    pub(super) paper_accent_tint: Color32,
    pub(super) paper_hover: Color32,
}

pub(super) const LIGHT: Palette = Palette {
    page: rgb(0xF1F3F6),
    surface: rgb(0xFFFFFF),
    sunken: rgb(0xF7F8FA),
    line: rgb(0xE3E6EA),
    edge: rgb(0xCBD0D8),
    text: rgb(0x15181E),
    muted: rgb(0x59606E),
    accent: rgb(0x2257D2),
    on_accent: rgb(0xFFFFFF),
    accent_tint: rgb(0xE7EEFD),
    redacted_tint: rgb(0xC5D2FB),
    suggested_tint: rgb(0xE6ECFE),
    mark: rgb(0x2A46B8),
    mention: rgb(0x0A6B5A),
    mention_tint: rgb(0xDDF4EE),
    waiting: rgb(0x9A4300),
    waiting_tint: rgb(0xFFF1DC),
    danger: rgb(0xB0231C),
    danger_tint: rgb(0xFDE8E6),
    good: rgb(0x1A6F38),
    good_tint: rgb(0xE1F4E7),
    working: rgb(0x9C2462),
    on_working: rgb(0xFFFFFF),
    switched: rgb(0x1B1F27),
    on_switched: rgb(0xFFFFFF),
    selection: rgb(0xFFE28A),
    found: rgb(0xFFCFA8),
    paper: rgb(0xFFFFFF),
    ink: rgb(0x000000),
    paper_muted: rgb(0x59606E),
    paper_waiting: rgb(0x9A4300),
    paper_waiting_tint: rgb(0xFFE9C7),
    paper_danger: rgb(0xB0231C),
    paper_accent_tint: rgb(0xE7EEFD),
    paper_hover: rgb(0xF3F5F8),
};

const DARK: Palette = Palette {
    page: rgb(0x121418),
    surface: rgb(0x1B1E24),
    sunken: rgb(0x23272F),
    line: rgb(0x2E333C),
    edge: rgb(0x48505C),
    text: rgb(0xE9ECF1),
    muted: rgb(0xA3ABB9),
    accent: rgb(0x86A9FF),
    on_accent: rgb(0x0C1430),
    accent_tint: rgb(0x26324F),
    redacted_tint: rgb(0x33467F),
    suggested_tint: rgb(0x262F4C),
    mark: rgb(0xB4C5FF),
    mention: rgb(0x5FD6BC),
    mention_tint: rgb(0x173A34),
    waiting: rgb(0xFFB877),
    waiting_tint: rgb(0x3B2A15),
    danger: rgb(0xFF9F97),
    danger_tint: rgb(0x43211F),
    good: rgb(0x79D398),
    good_tint: rgb(0x18351F),
    working: rgb(0xF0A3CB),
    on_working: rgb(0x3A0A22),
    switched: rgb(0xE9ECF1),
    on_switched: rgb(0x15181E),
    selection: rgb(0x6B5410),
    found: rgb(0x733B12),
    paper: rgb(0xFFFFFF),
    ink: rgb(0x000000),
    paper_muted: rgb(0x59606E),
    paper_waiting: rgb(0x9A4300),
    paper_waiting_tint: rgb(0xFFE9C7),
    paper_danger: rgb(0xB0231C),
    paper_accent_tint: rgb(0xE7EEFD),
    paper_hover: rgb(0xF3F5F8),
};

/// The colours of the theme that is on.
pub(super) fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Space between things that belong together, in points.
pub(super) const GAP: f32 = 8.0;
/// Space between groups.
pub(super) const ROOM: f32 = 16.0;
/// Corners of buttons and fields.
pub(super) const CORNER: CornerRadius = CornerRadius::same(6);
/// Corners of cards.
pub(super) const CARD_CORNER: CornerRadius = CornerRadius::same(10);

const MEDIUM: &str = "medium";
const SEMIBOLD: &str = "semibold";

/// Sizes of text, in points.
pub(super) mod size {
    pub(in crate::app) const SMALL: f32 = 12.0;
    pub(in crate::app) const BODY: f32 = 14.0;
    pub(in crate::app) const READING: f32 = 16.0;
    pub(in crate::app) const TITLE: f32 = 18.0;
    pub(in crate::app) const HERO: f32 = 28.0;
}

pub(super) fn regular(size: f32) -> FontId {
    FontId::proportional(size)
}

pub(super) fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(MEDIUM.into()))
}

pub(super) fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// Gives the window its typefaces and both themes.
pub(super) fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    // A system that does not say which it likes gets light, as office programs are.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| restyle(style, palette, theme));
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 3] = [
        ("regular", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
        (MEDIUM, include_bytes!("../../assets/fonts/Inter-Medium.otf")),
        (SEMIBOLD, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, "regular"),
        (FontFamily::Monospace, "regular"),
        (FontFamily::Name(MEDIUM.into()), MEDIUM),
        (FontFamily::Name(SEMIBOLD.into()), SEMIBOLD),
    ];
    for (family, face) in families {
        fonts.families.insert(family, vec![face.to_owned()]);
    }
    fonts
}

fn restyle(style: &mut egui::Style, palette: &Palette, theme: Theme) {
    style.text_styles = [
        (TextStyle::Small, regular(size::SMALL)),
        (TextStyle::Body, regular(size::BODY)),
        (TextStyle::Button, medium(size::BODY)),
        (TextStyle::Monospace, regular(size::BODY)),
        (TextStyle::Heading, semibold(size::TITLE)),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(GAP, GAP);
    style.spacing.button_padding = egui::vec2(10.0, 5.0);
    style.spacing.interact_size = egui::vec2(36.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.combo_height = 360.0;
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 8.0;
    style.spacing.scroll.foreground_color = false;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.animation_time = 0.08;
    style.visuals = visuals(palette, theme);
}

fn visuals(palette: &Palette, theme: Theme) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.panel_fill = palette.surface;
    visuals.window_fill = palette.surface;
    visuals.extreme_bg_color = palette.sunken;
    visuals.text_edit_bg_color = Some(palette.sunken);
    visuals.faint_bg_color = palette.sunken;
    visuals.code_bg_color = palette.sunken;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CARD_CORNER;
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.waiting;
    visuals.error_fg_color = palette.danger;
    visuals.weak_text_color = Some(palette.muted);
    visuals.selection.bg_fill = palette.accent_tint;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.disabled_alpha = 0.6;
    // A blinking cursor draws the whole window twice a second.
    visuals.text_cursor.blink = false;
    let shadow = |blur, y| egui::Shadow {
        offset: [0, y],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(if theme == Theme::Dark { 120 } else { 40 }),
    };
    visuals.window_shadow = shadow(32, 10);
    visuals.popup_shadow = shadow(16, 5);
    let widgets = &mut visuals.widgets;
    for (widget, fill, edge, text) in [
        (&mut widgets.noninteractive, palette.surface, palette.line, palette.text),
        (&mut widgets.inactive, palette.surface, palette.edge, palette.text),
        (&mut widgets.hovered, palette.sunken, palette.muted, palette.text),
        (&mut widgets.active, palette.accent_tint, palette.accent, palette.text),
        (&mut widgets.open, palette.sunken, palette.accent, palette.text),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, edge);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CORNER;
        widget.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours, from 1 to 21; WCAG 2.2, "contrast ratio".
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let [r, g, b] = [colour.r(), colour.g(), colour.b()].map(|channel| {
                let channel = f32::from(channel) / 255.0;
                if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_both_themes() {
        for palette in [&LIGHT, &DARK] {
            for (name, text, ground) in [
                ("text on page", palette.text, palette.page),
                ("text on surface", palette.text, palette.surface),
                ("text on redacted", palette.text, palette.redacted_tint),
                ("text on suggested", palette.text, palette.suggested_tint),
                ("text on selection", palette.text, palette.selection),
                ("text on found", palette.text, palette.found),
                ("muted on page", palette.muted, palette.page),
                ("muted on surface", palette.muted, palette.surface),
                ("muted on sunken", palette.muted, palette.sunken),
                ("muted on accent", palette.muted, palette.accent_tint),
                ("accent on surface", palette.accent, palette.surface),
                ("accent on tint", palette.accent, palette.accent_tint),
                ("on accent", palette.on_accent, palette.accent),
                ("mark on redacted", palette.mark, palette.redacted_tint),
                ("mark on suggested", palette.mark, palette.suggested_tint),
                ("mention on surface", palette.mention, palette.surface),
                ("mention on tint", palette.mention, palette.mention_tint),
                ("waiting on surface", palette.waiting, palette.surface),
                ("waiting on tint", palette.waiting, palette.waiting_tint),
                ("waiting on accent", palette.waiting, palette.accent_tint),
                ("danger on surface", palette.danger, palette.surface),
                ("danger on tint", palette.danger, palette.danger_tint),
                ("good on surface", palette.good, palette.surface),
                ("good on tint", palette.good, palette.good_tint),
                ("good on accent", palette.good, palette.accent_tint),
                ("working", palette.on_working, palette.working),
                ("switched", palette.on_switched, palette.switched),
                ("paper", palette.ink, palette.paper),
                ("muted on paper", palette.paper_muted, palette.paper),
                ("muted on chosen paper", palette.paper_muted, palette.paper_accent_tint),
                ("missing on paper", palette.paper_waiting, palette.paper_waiting_tint),
                ("withheld words on paper", palette.paper_danger, palette.paper),
                ("withheld words on the chosen paragraph", palette.paper_danger, palette.paper_accent_tint),
            ] {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{name}: {found:.2}");
            }
        }
    }
}
