//! Buttons that show the key they can be pressed with.

use eframe::egui::{self, Align2, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::super::action::Action;
use super::super::theme::{self, CORNER, medium, palette, size};
use super::super::ui_command::UiCommand;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) enum Look {
    /// The next thing to do; one on a screen.
    Primary,
    #[default]
    Plain,
    /// Without an edge until the pointer is over it.
    Quiet,
    /// One of several of which it is the chosen one.
    Chosen,
}

/// A button that is not drawn yet.
#[derive(Clone, Debug)]
pub(in crate::app) struct Push<'p> {
    label: &'p str,
    key: String,
    look: Look,
    width: f32,
    /// What a screen reader says, where the label alone does not tell.
    name: Option<String>,
}

impl<'p> Push<'p> {
    pub(in crate::app) fn new(label: &'p str) -> Push<'p> {
        Push { label, key: String::new(), look: Look::Plain, width: 0.0, name: None }
    }

    pub(in crate::app) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    pub(in crate::app) fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// At least so wide, in points.
    pub(in crate::app) fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    pub(in crate::app) fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(in crate::app) fn show(self, ui: &mut Ui) -> Response {
        const PAD: Vec2 = egui::vec2(11.0, 5.0);
        const KEY_PAD: f32 = 5.0;
        let Push { label, key, look, width, name } = self;
        let colours = palette(ui);
        let text =
            |ui: &Ui, words: &str, font, colour| ui.painter().layout_no_wrap(words.to_owned(), font, colour);
        let face = text(ui, label, medium(size::BODY), colours.text);
        let cap = (!key.is_empty()).then(|| text(ui, &key, medium(11.0), colours.muted));
        let cap_width = cap.as_ref().map_or(0.0, |cap| cap.size().x + 2.0 * KEY_PAD);
        let gap = if cap.is_some() && !label.is_empty() { 7.0 } else { 0.0 };
        let inner = face.size().x + gap + cap_width;
        let wanted = egui::vec2((inner + 2.0 * PAD.x).max(width), (face.size().y + 2.0 * PAD.y).max(30.0));
        let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
        let enabled = ui.is_enabled();
        // What cannot be pressed does not call for it.
        let look = if look == Look::Primary && !enabled { Look::Plain } else { look };
        response.widget_info(|| {
            let name = name.clone().unwrap_or_else(|| label.to_owned());
            if look == Look::Chosen {
                WidgetInfo::selected(Role::Button, enabled, true, name)
            } else {
                WidgetInfo::labeled(Role::Button, enabled, name)
            }
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let hot = enabled && (response.hovered() || response.has_focus());
        let down = enabled && response.is_pointer_button_down_on();
        let (fill, edge, ink, cap_ink) = match look {
            Look::Primary => {
                let fill = if hot { colours.accent.gamma_multiply(0.9) } else { colours.accent };
                (fill, fill, colours.on_accent, colours.on_accent)
            }
            Look::Chosen => (colours.switched, colours.switched, colours.on_switched, colours.on_switched),
            Look::Plain => {
                let fill = if hot { colours.sunken } else { colours.surface };
                (fill, if hot { colours.muted } else { colours.edge }, colours.text, colours.muted)
            }
            Look::Quiet => {
                let fill = if hot { colours.sunken } else { egui::Color32::TRANSPARENT };
                (fill, egui::Color32::TRANSPARENT, colours.text, colours.muted)
            }
        };
        let rect = if down { rect.translate(egui::vec2(0.0, 0.5)) } else { rect };
        let painter = ui.painter();
        painter.rect(rect, CORNER, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        let left = rect.center().x - inner / 2.0;
        let at = egui::pos2(left, rect.center().y - face.size().y / 2.0);
        let face_width = face.size().x;
        painter.galley_with_override_text_color(at, face, ink);
        if let Some(cap) = cap {
            let cap_rect = egui::Rect::from_center_size(
                egui::pos2(left + face_width + gap + cap_width / 2.0, rect.center().y),
                egui::vec2(cap_width, 17.0),
            );
            let line = Stroke::new(1.0, cap_ink.gamma_multiply(0.45));
            painter.rect_stroke(cap_rect, 4.0, line, StrokeKind::Inside);
            let at = Align2::CENTER_CENTER.anchor_size(cap_rect.center(), cap.size()).min;
            painter.galley_with_override_text_color(at, cap, cap_ink);
        }
        if response.has_focus() {
            focus_ring(ui, rect);
        }
        response
    }
}

/// Shows where the keyboard is.
pub(in crate::app) fn focus_ring(ui: &Ui, rect: egui::Rect) {
    let ring = Stroke::new(2.0, theme::palette(ui).accent);
    ui.painter().rect_stroke(rect.expand(2.0), CORNER, ring, StrokeKind::Outside);
}

/// A button without a key.
pub(in crate::app) fn push(ui: &mut Ui, label: &str, look: Look) -> Response {
    Push::new(label).look(look).show(ui)
}

/// The button of a command, which says its key and asks for it when pressed.
pub(in crate::app) fn keyed(ui: &mut Ui, command: UiCommand, look: Look, out: &mut Vec<Action>) -> Response {
    let response = Push::new(command.short()).key(command.key_text()).look(look).show(ui);
    if response.clicked() {
        out.push(Action::Run(command));
    }
    response.on_hover_text(command.text())
}
