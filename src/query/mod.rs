//! What the person asked of the dataset: the filter, and every panel's numbers under it.

mod cross;
mod filter;

pub use cross::{Count, Measure, Results, cross};
pub use filter::{Clause, Filter};
