//! Overview: who, when, on what, through whom, one quotation, and how many sources.

pub mod data;
mod ui;

pub use ui::OverviewPanel;
