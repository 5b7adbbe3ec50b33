//! One pass over the facts: which clauses each satisfies, and every panel's numbers without its
//! own clause, so that nothing vanishes under the pointer.

use rustc_hash::FxHashSet;

use super::Filter;
use crate::record::{Collection, Row};
use crate::table::{Node, Table};

const SECTOR: u8 = 1;
const ITEM: u8 = 2;
const SPEAKER: u8 = 4;
const YEAR: u8 = 8;
const ALL: u8 = 15;

/// What the bars of the sectors count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Statements about the sector.
    #[default]
    Statements,
    /// Initiatives in the sector.
    Initiatives,
    /// Links in the sector.
    Links,
}

impl Measure {
    /// The collection counted.
    #[must_use]
    pub fn collection(self) -> Collection {
        match self {
            Self::Statements => Collection::Statements,
            Self::Initiatives => Collection::Initiatives,
            Self::Links => Collection::Links,
        }
    }
}

/// A selected count of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many pass the filter.
    pub selected: u32,
    /// How many there are.
    pub total: u32,
}

/// All numbers under one filter.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Per fact, the clauses it satisfies.
    pass: Vec<u8>,
    /// Per sector, what the measure counts, without the sector clause; descendants once.
    pub sectors: Vec<Count>,
    /// Facts of the measure without any sector.
    pub no_sector: Count,
    /// Per collection, records that pass the whole filter. Parties, people, institutions, sectors
    /// and sources pass when a fact that passes touches them.
    pub counts: [Count; 9],
    /// Nodes a passing fact touches; meaningful only while a filter is on.
    touched: FxHashSet<Row>,
    /// Whether a filter is on.
    pub filtered: bool,
}

impl Results {
    /// Whether a fact passes the whole filter.
    #[must_use]
    pub fn passes(&self, fact: usize) -> bool {
        self.pass.get(fact).is_some_and(|p| *p == ALL)
    }

    /// Whether a fact passes all but the period.
    #[must_use]
    pub fn passes_but_year(&self, fact: usize) -> bool {
        self.pass.get(fact).is_some_and(|p| p | YEAR == ALL)
    }

    /// Whether a node is touched by a passing fact.
    #[must_use]
    pub fn node_in(&self, table: &Table, node: Node) -> bool {
        match node {
            _ if !self.filtered => true,
            Node::Record(row) => {
                self.touched.contains(&row) || table.fact(row).is_some_and(|n| self.passes(n))
            }
            Node::Missing(_) => false,
        }
    }

    /// The count of one collection.
    #[must_use]
    pub fn count(&self, collection: Collection) -> Count {
        self.counts[collection as usize]
    }
}

/// Computes every panel's numbers. `totals` is how many records each collection holds.
#[must_use]
pub fn cross(table: &Table, totals: [usize; 9], filter: &Filter, measure: Measure) -> Results {
    let mut results = Results { filtered: !filter.is_empty(), ..Results::default() };
    let wanted = wanted_sectors(table, &filter.sectors);
    results.pass = (0..table.n_facts()).map(|n| clauses_of(table, filter, &wanted, n)).collect();
    count_sectors(table, measure, &mut results);
    count_records(table, totals, &mut results);
    results
}

/// Sectors selected, descendants included.
fn wanted_sectors(table: &Table, sectors: &[u32]) -> Vec<bool> {
    let n = u32::try_from(table.sector_parent.len()).unwrap_or(0);
    if sectors.is_empty() {
        return vec![true; n as usize];
    }
    (0..n).map(|s| table.lineage(s).any(|a| sectors.contains(&a))).collect()
}

fn clauses_of(table: &Table, filter: &Filter, wanted: &[bool], n: usize) -> u8 {
    let mut pass = 0;
    if filter.sectors.is_empty()
        || table.sectors.get(n).iter().any(|s| wanted.get(*s as usize) == Some(&true))
    {
        pass |= SECTOR;
    }
    let actors = table.actors.get(n);
    if filter.items.is_empty() || filter.items.iter().any(|r| actors.binary_search(r).is_ok()) {
        pass |= ITEM;
    }
    let speakers = table.speakers.get(n);
    if filter.speakers.is_empty()
        || filter.speakers.iter().any(|r| speakers.binary_search(r).is_ok())
    {
        pass |= SPEAKER;
    }
    if filter.years.is_empty()
        || table.days[n].is_some_and(|d| {
            !d.is_unknown() && filter.years.iter().any(|y| d.touches_years(*y, *y))
        })
    {
        pass |= YEAR;
    }
    pass
}

fn count_sectors(table: &Table, measure: Measure, results: &mut Results) {
    results.sectors = vec![Count::default(); table.sector_parent.len()];
    let mut lineage: Vec<u32> = Vec::new();
    for n in table.facts_of(measure.collection()) {
        let selected = u32::from(results.pass[n] | SECTOR == ALL);
        let direct = table.sectors.get(n);
        if direct.is_empty() {
            results.no_sector.total += 1;
            results.no_sector.selected += u32::from(results.pass[n] == ALL);
            continue;
        }
        lineage.clear();
        lineage.extend(direct.iter().flat_map(|s| table.lineage(*s)));
        lineage.sort_unstable();
        lineage.dedup();
        for s in &lineage {
            if let Some(count) = results.sectors.get_mut(*s as usize) {
                count.total += 1;
                count.selected += selected;
            }
        }
    }
}

fn count_records(table: &Table, totals: [usize; 9], results: &mut Results) {
    for c in Collection::ALL {
        let total = u32::try_from(totals[c as usize]).unwrap_or(u32::MAX);
        results.counts[c as usize] = Count { selected: total, total };
    }
    if !results.filtered {
        return;
    }
    for c in
        [Collection::Initiatives, Collection::Links, Collection::Statements, Collection::Events]
    {
        let n = table.facts_of(c).filter(|n| results.pass[*n] == ALL).count();
        results.counts[c as usize].selected = u32::try_from(n).unwrap_or(u32::MAX);
    }
    let mut sectors = FxHashSet::default();
    for n in (0..table.n_facts()).filter(|n| results.pass[*n] == ALL) {
        results.touched.extend(table.actors.get(n));
        sectors.extend(table.sectors.get(n).iter().flat_map(|s| table.lineage(*s)));
    }
    for c in [Collection::Parties, Collection::People, Collection::Institutions] {
        let n = results.touched.iter().filter(|r| r.collection() == c).count();
        results.counts[c as usize].selected = u32::try_from(n).unwrap_or(u32::MAX);
    }
    results.counts[Collection::Sectors as usize].selected =
        u32::try_from(sectors.len()).unwrap_or(u32::MAX);
}
