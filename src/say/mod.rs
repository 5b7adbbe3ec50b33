//! How things are called: a record's title, a member's word, a term's, a measure's name, what is
//! doubtful and where. Text in the order it is read, for the window and the command line alike.

mod change;
mod clause;
mod comparison;
mod issue;
mod measure;
mod namesakes;
pub mod numbers;
mod rates;
mod record;
mod sources;
mod value;

pub use change::{Differences, unnamed};
pub use clause::{clause_text, filter_text, quoted, value_name};
pub use comparison::{Common, Comparison, Money, Part, Side, comparison};
pub use issue::{member, message, place};
pub use measure::{amount_kind, dim_term, flow_name, has_rates, main_flow, measure_name, rates_of};
pub use namesakes::{apart, tails};
pub use rates::{rate_lines, read_rates};
pub use record::{field_name, is_made, record_name, term_name};
pub use sources::{cited, read_in, unread};
use value::value_of;
pub use value::{in_language, language_name, value_at};
