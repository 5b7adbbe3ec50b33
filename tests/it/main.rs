//! The only integration binary: one link of egui for all of them.

mod cli;
mod example;
mod export;
mod fixture;
mod formats;
mod text;
mod tidy;
mod window;
mod workbench;
