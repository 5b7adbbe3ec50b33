//! Records: any collection as a sheet of cells: type to replace, Tab and Enter move on, a block from
//! a spreadsheet is pasted in one step.

mod data;
mod draft;
mod keys;
mod ui;

pub use draft::BegunCell;
pub use ui::RecordsPanel;
