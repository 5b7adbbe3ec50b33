//! The only integration binary: one link of egui for all of them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail loudly"
)]

mod board;
mod cli;
mod compare;
mod edit;
mod editing;
mod example;
mod export;
#[cfg(unix)]
mod faults;
mod fixture;
mod formats;
mod golden;
mod lost;
mod money;
mod network;
mod power;
mod query;
mod schema;
mod select;
#[cfg(unix)]
mod sheet;
mod shown;
mod silent;
#[cfg(unix)]
mod special;
mod store;
mod text;
mod tidy;
mod typing;
mod window;
mod workbench;
