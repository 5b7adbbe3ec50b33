//! Our dialect of egui: colours, fonts and small widgets. No word of the domain is known here.

pub mod ext;
pub mod theme;
