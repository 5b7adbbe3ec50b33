//! What the person asked of the dataset: the filter, and every panel's numbers under it.

mod compare;
mod cross;
mod filter;
mod flows;
mod form;
mod measure;
mod role;
mod search;
mod stop;

pub use compare::{Beside, beside, having, touching};
pub use cross::{Count, Crossing, Results, Years, passing};
pub use filter::{Clause, Dim, Filter, How, NONE, Pick, Values, whole_years, year_span};
pub use flows::{
    Course, FlowNode, FlowValue, Flows, MAX_STOPS, Meant, Ribbon, behind, flows, sets_of,
};
pub use form::{FormError, FormFault, Names, parse, write};
pub use measure::{Flow, Left, Measure, Sum, Sums, YearSum, dated, money, money_years, total};
pub use search::{WordIndex, fold, matches};
pub use stop::Stop;
