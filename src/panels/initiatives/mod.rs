//! Initiatives: what is done? One line each.

pub mod data;
mod ui;

pub use ui::InitiativesPanel;
