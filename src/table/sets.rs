//! Sets of facts that panels count again and again, by year, by stage, and those silent since long;
//! and which sectors and parties have a colour of their own.

use rayon::prelude::*;

use super::stage::known;
use super::{Bits, Facet, SILENCE, Stage, Table};
use crate::model::Days;
use crate::record::Collection;

/// Longest calendar, in years, for which a set a year is kept; a longer one is counted by spans.
const YEARS: usize = 200;

/// How many categorical colours there are.
const HUES: usize = 8;

impl Table {
    /// Gives the categorical colours to the sectors without a parent, and to the parties, that most
    /// facts are about.
    pub(super) fn hues(&mut self) {
        let n = self.sector_parent.len();
        let roots = (0..n).filter(|s| self.sector_parent[*s].is_none()).collect();
        self.sector_hues = self.most(Facet::Sector, roots, n);
        let n = self.column(Facet::Party).n_values();
        self.party_hues = self.most(Facet::Party, (0..n).collect(), n);
    }

    /// Of some values, the first of the file, or where there are more than colours those that most
    /// facts have, by the colour each has.
    fn most(&self, facet: Facet, mut among: Vec<usize>, n: usize) -> Vec<Option<u8>> {
        let totals = &self.column(facet).totals;
        let facts = |s: usize| -> u32 { totals.iter().filter_map(|t| t.get(s)).sum() };
        if among.len() > HUES {
            among.sort_by_key(|s| (std::cmp::Reverse(facts(*s)), *s));
            among.truncate(HUES);
        }
        let mut hues = vec![None; n];
        for (value, hue) in among.into_iter().zip(0u8..) {
            hues[value] = Some(hue);
        }
        hues
    }

    /// Makes the sets of all years, stages and of what was never heard of again.
    pub(super) fn make_sets(&mut self) {
        let n = self.n_facts();
        let first = self.facts_of(Collection::Initiatives).start;
        let of_stage = |stage: usize| {
            let mut set = Bits::none(n);
            for (i, own) in self.stages.iter().enumerate() {
                if *own as usize == stage {
                    set.put(first + i);
                }
            }
            set
        };
        let stages = (0..Stage::ALL.len()).into_par_iter().map(of_stage).collect();
        self.stage_sets = stages;
        let years = self.calendar.as_ref().map_or(0, |c| c.2.len().saturating_sub(1));
        if let Some((from, to, _)) = self.calendar.as_ref().filter(|_| years <= YEARS) {
            let of_year = |year: usize| {
                Bits::of_rows(n, |i| {
                    let span = self.spans[i];
                    span[0] <= span[1] && {
                        let (a, b) = Self::calendar_steps(*from, *to, span);
                        (a..b).contains(&year)
                    }
                })
            };
            let sets = (0..years).into_par_iter().with_max_len(1).map(of_year).collect();
            self.year_sets = sets;
        }
        self.last_heard = self.find_last_heard();
        let last = self.last_heard.map(|d| d.last);
        let silent = Bits::of(n, |fact| {
            let stage = fact.checked_sub(first).and_then(|i| self.stages.get(i)).copied();
            matches!(stage, Some(Stage::Announced | Stage::Signed)) && self.is_silent(fact, last)
        });
        self.silent = silent;
    }

    /// The latest of what happened to initiatives, of what was said, of events and of the beginnings
    /// of links. One planned end in thirty years must not make all the rest look silent.
    fn find_last_heard(&self) -> Option<Days> {
        let of = |collection: Collection| {
            let facts = self.facts_of(collection);
            facts.filter_map(move |n| Some((collection, self.days[n]?)))
        };
        let said = of(Collection::Statements).chain(of(Collection::Events));
        let days = said.chain(of(Collection::Links)).filter_map(|(collection, days)| {
            let begun = collection == Collection::Links && days.first != i32::MIN;
            known(if begun { Days { last: days.first, ..days } } else { days })
        });
        let heard = self.heard.iter().flatten().copied();
        days.chain(heard).max_by_key(|d| (d.last, d.first))
    }

    /// Whether the last that is known of an initiative lies [`SILENCE`] days or more before the
    /// last that is known of anything: what happened to it, and the days of all that speaks of it.
    fn is_silent(&self, fact: usize, last_day: Option<i32>) -> bool {
        let index = self.row(fact).index();
        let own = self.heard.get(index).copied().flatten();
        let (Some(last_day), Some(own)) = (last_day, own) else { return false };
        let mut last = own.last;
        for other in self.column(Facet::Initiative).facts.get(index) {
            match self.days[*other as usize] {
                Some(days) if days.last == i32::MAX => return false,
                Some(days) => last = last.max(days.last),
                None => {}
            }
        }
        last_day.saturating_sub(last) >= SILENCE
    }
}
