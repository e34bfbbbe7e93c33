//! The window. The only module that knows egui.
//!
//! A screen reads the session and asks by [`action::Action`]; the [`Workbench`] does what is asked.
//! What takes longer than a frame happens on other threads: [`intake`] reads and opens,
//! [`searching`] finds, the [`clerk`] answers questions and releases, and the store's saver writes.

mod action;
mod attaching;
mod blocks;
mod browse;
mod clerk;
mod consistent;
mod dialogs;
mod earlier;
mod find_entry;
mod find_people;
mod gathering;
mod index;
mod intake;
mod keys;
mod left;
mod let_go;
mod listed;
mod log;
mod looks;
mod needs;
mod newer;
mod notice;
mod outside;
mod pace;
mod paper;
mod papers;
mod preview;
mod screens;
mod searching;
mod session;
mod settings;
mod steps;
mod theme;
mod time;
mod ui_command;
mod widgets;
mod window;
mod words;
mod workbench;

pub use window::{Opening, main};
pub use workbench::Workbench;
