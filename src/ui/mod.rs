//! Our dialect of egui: colours, fonts and small widgets. No word of the domain is known here.

pub mod bidi;
pub mod ext;
pub mod pace;
pub mod raster;
pub mod reveal;
pub mod rows;
pub mod size;
pub mod target;
pub mod theme;
pub mod whole;
