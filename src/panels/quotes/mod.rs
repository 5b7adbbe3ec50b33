//! Quotes: who says what?

pub mod data;
mod draw;
mod ui;

pub use ui::{QuotesPanel, card_ui};
