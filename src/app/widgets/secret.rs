//! A field for a passphrase: its letters are not shown, and are kept nowhere else either.

use eframe::egui::{self, Margin, TextEdit, Ui};
use zeroize::Zeroize;

/// Room for a passphrase, in bytes, so that no half of it stays behind when it grows.
const ROOM: usize = 512;

/// What is typed here does not print, and is overwritten when it goes.
pub(in crate::app) struct Secret(String);

impl Default for Secret {
    fn default() -> Secret {
        Secret(String::with_capacity(ROOM))
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Secret {
    pub(in crate::app) fn typed(&self) -> &str {
        &self.0
    }

    /// The field, of this name among its neighbours.
    pub(in crate::app) fn field(&mut self, ui: &mut Ui, name: &str) -> egui::Response {
        let edit = TextEdit::singleline(&mut self.0)
            .id_salt(name.to_owned())
            .password(true)
            // A letter takes four bytes at most.
            .char_limit(ROOM / 4);
        let response = ui.add(edit.desired_width(f32::INFINITY).margin(Margin::symmetric(9, 6)));
        // The field would remember every state of it, to undo.
        if let Some(mut state) = TextEdit::load_state(ui.ctx(), response.id) {
            state.clear_undoer();
            TextEdit::store_state(ui.ctx(), response.id, state);
        }
        response
    }

    #[cfg(test)]
    pub(in crate::app) fn of(typed: &str) -> Secret {
        let mut secret = Secret::default();
        secret.0.push_str(typed);
        secret
    }
}
