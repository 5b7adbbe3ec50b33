//! The view as a sentence: what is looked at, and what there is of it. It stands in the status bar,
//! and under a picture as its caption and its text for those who cannot see it.

use super::{Workbench, filterbar};
use crate::query::{Dim, Flow, Measure};
use crate::record::{Collection, Row};

impl Workbench {
    /// The view in the language shown: "Between 2013 and 2015, 3 sectors, 7 institutions;
    /// Infrastructure has 5 of 9 initiatives; 12 sources, 8 independent."
    #[must_use]
    pub fn sentence(&self) -> String {
        let w = &self.person.words;
        let count = |c: Collection| match c {
            // Those at the top, as they stand in their panel: what lies in them is no sector more.
            Collection::Sectors => self.sectors_told(),
            c => self.screen.results.count(c).selected,
        };
        let total = |id: &str, c: Collection| w.tf(id, &[("total", count(c).into())]);
        let mut parts = Vec::new();
        let filter = self.screen.view.filter.clauses();
        if !filter.is_empty() {
            let clauses: Vec<String> =
                filter.iter().map(|c| filterbar::clause_text(self, c)).collect();
            parts.push(clauses.join(" · "));
        }
        // What there is none of in the whole dataset is not worth a word.
        let held = |kinds: &[(&str, Collection)]| -> Vec<String> {
            let kinds = kinds.iter().filter(|h| self.screen.results.count(h.1).total > 0);
            kinds.map(|h| total(h.0, h.1)).collect()
        };
        let mut told = held(&[
            ("total-statements", Collection::Statements),
            ("total-initiatives", Collection::Initiatives),
            ("total-sectors", Collection::Sectors),
            ("total-institutions", Collection::Institutions),
        ]);
        if told.is_empty() {
            // A network of people alone.
            told =
                held(&[("total-people", Collection::People), ("total-links", Collection::Links)]);
        }
        let mut held = told.join(", ");
        if let Some((from, to)) = self.years() {
            let args = [("from", from.to_string()), ("to", to.to_string()), ("what", held)];
            held = w.ts(if from == to { "sentence-year" } else { "sentence-years" }, &args);
        }
        if !held.is_empty() {
            parts.push(held);
        }
        parts.extend(self.main_sector());
        let (sources, independent) = (self.sources_read(), self.independent_sources());
        match (sources, independent) {
            (0, _) => {}
            // Of one nothing more can be said.
            (1, 1) => parts.push(w.tf("total-sources", &[("total", sources.into())])),
            _ => parts.push(w.tf(
                "overview-source-count",
                &[("total", sources.into()), ("independent", independent.into())],
            )),
        }
        let text = parts.join(w.t("sentence-and").as_str());
        w.ts("sentence", &[("text", text)])
    }

    /// The sectors at the top that something of what is counted is about, under the filter.
    fn sectors_told(&self) -> u32 {
        let table = &self.data.opened.table;
        let column = table.column(crate::table::Facet::Sector);
        let range = match self.screen.view.measure {
            Measure::Institutions => 0..table.n_facts(),
            measure => table.facts_of(measure.collection()),
        };
        let roots = table.sector_order.iter().filter(|s| s.1 == 0).map(|s| s.0);
        let told = |s: &u32| {
            let mut facts = column.facts.get(*s as usize).iter().map(|f| *f as usize);
            facts.any(|f| range.contains(&f) && self.screen.results.passes(f))
        };
        u32::try_from(roots.filter(told).count()).unwrap_or(u32::MAX)
    }

    fn years(&self) -> Option<(i16, i16)> {
        let table = &self.data.opened.table;
        let passing = self.screen.results.pass().rows(0..table.n_facts(), false);
        let dated = passing.map(|n| table.spans[n]).filter(|s| s[0] <= s[1]);
        dated.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]).map(|y| (y[0], y[1]))
    }

    /// The top sector with most of the money that is counted, and of how much.
    fn richest_sector(&self, flow: Flow) -> Option<String> {
        let table = &self.data.opened.table;
        // Under the whole filter, that of sectors too, as the whole beside it is.
        let sums = self.screen.results.sums_passing(table, Dim::Sector, flow);
        let roots = table.sector_order.iter().filter(|s| s.1 == 0).map(|s| s.0);
        let of = |s: &u32| sums.values.get(*s as usize).map_or(0, |v| v.selected);
        let best = roots.max_by_key(|s| (of(s), std::cmp::Reverse(*s)))?;
        let all = crate::query::total(table, self.screen.results.pass(), flow).none.selected;
        let text = |value: i128| {
            let code = table.currencies.get(usize::from(flow.currency)).cloned();
            let amount = crate::model::Amount {
                value: crate::table::decimal(value),
                currency: crate::text::display::clean(&code.unwrap_or_default(), 8).into_owned(),
                kind: String::new(),
                approximate: false,
            };
            crate::text::number::money(&amount, &self.person.words, false)
        };
        // All of the money says nothing more than the sum itself.
        if of(&best) <= 0 || of(&best) == all {
            return None;
        }
        let name = filterbar::value_name(self, Dim::Sector, best);
        let args = [("name", name), ("count", text(of(&best))), ("of", text(all))];
        Some(self.person.words.ts("sentence-sector", &args))
    }

    /// The top sector with most of what the dataset is made of, under the whole filter.
    fn main_sector(&self) -> Option<String> {
        if let Measure::Amount(flow) = self.screen.view.measure
            && let Some(text) = self.richest_sector(flow)
        {
            return Some(text);
        }
        let table = &self.data.opened.table;
        // By what is counted, so that it says what the panels show.
        let some = |c: Collection| self.screen.results.count(c).selected > 0;
        let statements = match self.screen.view.measure {
            Measure::Statements => some(Collection::Statements),
            _ => !some(Collection::Initiatives),
        };
        let collection = if statements { Collection::Statements } else { Collection::Initiatives };
        let initiatives = !statements;
        let range = table.facts_of(collection);
        let column = table.column(crate::table::Facet::Sector);
        let roots = table.sector_order.iter().filter(|s| s.1 == 0).map(|s| s.0);
        let best = roots
            .map(|s| {
                let facts = column.facts.get(s as usize).iter().map(|f| *f as usize);
                let n =
                    facts.filter(|f| range.contains(f) && self.screen.results.passes(*f)).count();
                (n, std::cmp::Reverse(s))
            })
            .max()
            .filter(|b| b.0 > 0)?;
        let all = self.screen.results.count(collection).selected;
        let what = if initiatives { "total-initiatives" } else { "total-statements" };
        let of = self.person.words.tf(what, &[("total", all.into())]);
        let n = crate::text::number::whole(i64::try_from(best.0).ok()?, self.person.words.language);
        let name = filterbar::value_name(self, Dim::Sector, best.1.0);
        Some(self.person.words.ts("sentence-sector", &[("name", name), ("count", n), ("of", of)]))
    }

    /// Sources in which something that passes was read.
    fn sources_read(&self) -> i64 {
        let opened = &self.data.opened;
        let read = crate::say::read_in(&opened.doc.records, &opened.table, &self.screen.results);
        i64::from(read.selected)
    }

    fn independent_sources(&self) -> u32 {
        let table = &self.data.opened.table;
        let mut origins = vec![false; table.origins.len()];
        for i in 0..table.origins.len() {
            if self.screen.results.row_in(table, Row::new(Collection::Sources, i)) {
                for origin in table.origins.get(i) {
                    origins[*origin as usize] = true;
                }
            }
        }
        u32::try_from(origins.iter().filter(|o| **o).count()).unwrap_or(u32::MAX)
    }
}
