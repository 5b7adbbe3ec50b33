//! The filter: one clause per dimension. Values in one clause mean "or", clauses mean "and".

use crate::record::Row;

/// A value that can be switched on and off in the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A sector and its descendants.
    Sector(u32),
    /// A party, person, institution or initiative that a fact touches.
    Item(Row),
    /// A person who speaks.
    Speaker(Row),
    /// A calendar year.
    Year(i32),
}

/// What is selected; an empty clause lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sectors, with their descendants.
    pub sectors: Vec<u32>,
    /// Parties, people, institutions, initiatives.
    pub items: Vec<Row>,
    /// People who speak.
    pub speakers: Vec<Row>,
    /// Years, in ascending order.
    pub years: Vec<i32>,
}

impl Filter {
    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sectors.is_empty()
            && self.items.is_empty()
            && self.speakers.is_empty()
            && self.years.is_empty()
    }

    /// Whether a value is selected.
    #[must_use]
    pub fn contains(&self, clause: Clause) -> bool {
        match clause {
            Clause::Sector(s) => self.sectors.contains(&s),
            Clause::Item(r) => self.items.contains(&r),
            Clause::Speaker(r) => self.speakers.contains(&r),
            Clause::Year(y) => self.years.contains(&y),
        }
    }

    /// Switches a value. Without `add`, the clause then holds this value alone, or nothing when it
    /// held just this value.
    pub fn toggle(&mut self, clause: Clause, add: bool) {
        fn switch<T: Copy + Ord>(values: &mut Vec<T>, value: T, add: bool) {
            if add {
                if values.contains(&value) {
                    values.retain(|v| *v != value);
                } else {
                    values.push(value);
                    values.sort_unstable();
                }
            } else if values[..] == [value] {
                values.clear();
            } else {
                *values = vec![value];
            }
        }
        match clause {
            Clause::Sector(s) => switch(&mut self.sectors, s, add),
            Clause::Item(r) => switch(&mut self.items, r, add),
            Clause::Speaker(r) => switch(&mut self.speakers, r, add),
            Clause::Year(y) => switch(&mut self.years, y, add),
        }
    }

    /// Every selected value, dimension by dimension.
    #[must_use]
    pub fn clauses(&self) -> Vec<Clause> {
        let sectors = self.sectors.iter().map(|s| Clause::Sector(*s));
        let items = self.items.iter().map(|r| Clause::Item(*r));
        let speakers = self.speakers.iter().map(|r| Clause::Speaker(*r));
        let years = self.years.iter().map(|y| Clause::Year(*y));
        sectors.chain(items).chain(speakers).chain(years).collect()
    }
}
