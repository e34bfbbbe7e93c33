//! Opens the window of the system and puts the workbench into it.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::settings::Settings;
use super::workbench::Workbench;
use crate::reader::Reader;

/// What the window opens on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opening {
    /// The start screen.
    Start,
    /// A spreadsheet or case file.
    File(PathBuf),
    /// The built-in sample.
    Sample,
}

/// Name by which the system knows the window.
const APP_ID: &str = "withheld";

/// Opens the window and stays in it until it is closed. The sentence says why it could not open.
///
/// `house` is the folder of the force's own letters and law, where one was named.
pub fn main(opening: Opening, house: Option<PathBuf>) -> Result<(), String> {
    if cfg!(all(unix, not(target_os = "macos")))
        && std::env::var_os("DISPLAY").is_none_or(|name| name.is_empty())
    {
        return Err(no_display("there is no display"));
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Withheld")
        .with_app_id(APP_ID)
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([960.0, 600.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        centered: true,
        event_loop_builder: Some(Box::new(|_builder| {
            // The clipboard, the scale and the decorations are right under X11 and XWayland alike.
            #[cfg(all(unix, not(target_os = "macos")))]
            winit::platform::x11::EventLoopBuilderExtX11::with_x11(_builder);
        })),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        APP_ID,
        options,
        Box::new(|context| {
            let mut settings = Settings::load();
            settings.use_house_texts(house);
            let mut workbench = Workbench::new(&context.egui_ctx, settings, Reader::apart());
            workbench.begin(opening);
            Ok(Box::new(Window { workbench }))
        }),
    )
    .map_err(|error| no_display(&error.to_string()))
}

fn no_display(cause: &str) -> String {
    let cause = cause.trim_end_matches('.');
    format!(
        "The window cannot be opened: {cause}. Work without it on the command line, which does the same: \
         withheld --help"
    )
}

struct Window {
    workbench: Workbench,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.workbench.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.workbench.end();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// A way to wake the window from another thread.
pub(super) fn waker(ctx: &egui::Context) -> Arc<dyn Fn() + Send + Sync> {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}
