//! The view as a sentence: what is looked at, and what there is of it. It stands in the status bar,
//! and under a picture as its caption and its text for those who cannot see it.

use super::{Workbench, filterbar};
use crate::query::Dim;
use crate::record::{Collection, Row};

impl Workbench {
    /// The view in the language shown: "Between 2013 and 2015, 3 sectors, 7 institutions;
    /// Infrastructure has 5 of 9 initiatives; 12 sources, 8 independent."
    #[must_use]
    pub fn sentence(&self) -> String {
        let w = &self.person.words;
        let count = |c: Collection| self.screen.results.count(c).selected;
        let total = |id: &str, c: Collection| w.tf(id, &[("total", count(c).into())]);
        let mut parts = Vec::new();
        let filter = self.screen.view.filter.clauses();
        if !filter.is_empty() {
            let clauses: Vec<String> =
                filter.iter().map(|c| filterbar::clause_text(self, c)).collect();
            parts.push(clauses.join(" · "));
        }
        let held = [
            total("total-statements", Collection::Statements),
            total("total-initiatives", Collection::Initiatives),
            total("total-sectors", Collection::Sectors),
            total("total-institutions", Collection::Institutions),
        ];
        let mut held = held.join(", ");
        if let Some((from, to)) = self.years() {
            let args = [("from", from.to_string()), ("to", to.to_string()), ("what", held)];
            held = w.ts(if from == to { "sentence-year" } else { "sentence-years" }, &args);
        }
        parts.push(held);
        parts.extend(self.main_sector());
        let independent = self.independent_sources();
        parts.push(w.tf(
            "overview-source-count",
            &[("total", count(Collection::Sources).into()), ("independent", independent.into())],
        ));
        let text = parts.join(w.t("sentence-and").as_str());
        w.ts("sentence", &[("text", text)])
    }

    fn years(&self) -> Option<(i16, i16)> {
        let table = &self.data.opened.table;
        let passing = self.screen.results.pass().rows(0..table.n_facts(), false);
        let dated = passing.map(|n| table.spans[n]).filter(|s| s[0] <= s[1]);
        dated.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]).map(|y| (y[0], y[1]))
    }

    /// The top sector with most of what the dataset is made of, under the whole filter.
    fn main_sector(&self) -> Option<String> {
        let table = &self.data.opened.table;
        let initiatives = self.screen.results.count(Collection::Initiatives).selected > 0;
        let collection = if initiatives { Collection::Initiatives } else { Collection::Statements };
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
