//! Records to columns, in one walk that also feeds the checks, so that each record is decoded once.

use serde_json::Value;

use super::{Csr, FACTS, Node, Table, Tie, TieKind};
use crate::model::{
    Actor, Checks, Days, EdtfDate, Event, Initiative, Link, Prov, Sector, Share, Source, Statement,
    decode,
};
use crate::record::{Collection, Records, Row};

/// Builds the table and gathers the issues of every record.
///
/// `tick` is told the fraction done, 0 to 1; answers `None` when it said to stop.
#[must_use]
pub fn build(
    records: &Records,
    checks: &mut Checks,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Option<Table> {
    let mut b = Builder::new(records);
    let total: usize = Collection::ALL.iter().map(|c| records.len(*c)).sum();
    let mut done = 0usize;
    // Sources and events first: statements take their date from them when they have none.
    for collection in [
        Collection::Parties,
        Collection::People,
        Collection::Institutions,
        Collection::Sectors,
        Collection::Sources,
        Collection::Events,
        Collection::Initiatives,
        Collection::Links,
        Collection::Statements,
    ] {
        for row in records.rows_of(collection) {
            let value = decode(records, row);
            checks.record(records, row, &value);
            b.row(row, &value);
            done += 1;
            #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
            if done.is_multiple_of(2048) && !tick(done as f32 / total.max(1) as f32) {
                return None;
            }
        }
    }
    Some(b.finish())
}

/// What is known of one fact before all are known.
#[derive(Default)]
struct Fact {
    sectors: Vec<u32>,
    actors: Vec<Row>,
    days: Option<Days>,
    doubtful: bool,
}

struct Builder<'a> {
    records: &'a Records,
    table: Table,
    facts: Vec<Fact>,
    speakers: Vec<(u32, Row)>,
    evidence: Vec<(u32, Row)>,
    issued: Vec<Option<Days>>,
    sector_rank: Vec<f64>,
}

impl<'a> Builder<'a> {
    fn new(records: &'a Records) -> Self {
        let mut table = Table::default();
        let mut start = 0;
        for (i, c) in FACTS.iter().enumerate() {
            table.starts[i] = start;
            start += u32::try_from(records.len(*c)).unwrap_or(u32::MAX);
        }
        table.starts[4] = start;
        let facts = (0..start).map(|_| Fact::default()).collect();
        Self {
            records,
            table,
            facts,
            speakers: Vec::new(),
            evidence: Vec::new(),
            issued: Vec::new(),
            sector_rank: Vec::new(),
        }
    }

    fn find(&self, id: &str) -> Option<Row> {
        if id.is_empty() { None } else { self.records.find(id) }
    }

    /// Rows of ids that exist and can stand in the network.
    fn actors<'s>(&self, ids: impl IntoIterator<Item = &'s String>) -> Vec<Row> {
        ids.into_iter()
            .filter_map(|id| self.find(id))
            .filter(|r| {
                matches!(
                    r.collection(),
                    Collection::Parties
                        | Collection::People
                        | Collection::Institutions
                        | Collection::Initiatives
                )
            })
            .collect()
    }

    fn sectors<'s>(&self, ids: impl IntoIterator<Item = &'s String>) -> Vec<u32> {
        ids.into_iter()
            .filter_map(|id| self.find(id))
            .filter(|r| r.collection() == Collection::Sectors)
            .filter_map(|r| u32::try_from(r.index()).ok())
            .collect()
    }

    fn shares(&self, shares: &[Share]) -> Vec<u32> {
        self.sectors(shares.iter().map(|s| &s.sector))
    }

    fn tie(&mut self, from: Row, to: Row, kind: TieKind, row: Row) {
        self.table.ties.push(Tie {
            from: Node::Record(from),
            to: Node::Record(to),
            kind,
            row,
            directed: matches!(kind, TieKind::PartOf),
            announced: false,
            disputed: false,
            weight: 1.0,
            sector: None,
        });
    }

    fn row(&mut self, row: Row, v: &Value) {
        match row.collection() {
            Collection::Parties => {
                let actor = Actor::from_value(v);
                for member in self.actors(&actor.parties) {
                    self.tie(member, row, TieKind::Membership, row);
                }
            }
            Collection::People => {
                let actor = Actor::from_value(v);
                for office in &actor.offices {
                    for place in self.actors([&office.party, &office.institution]) {
                        self.tie(row, place, TieKind::Office, row);
                    }
                }
            }
            Collection::Institutions => {
                let actor = Actor::from_value(v);
                for party in self.actors(&actor.parties) {
                    self.tie(row, party, TieKind::Membership, row);
                }
                for parent in self.actors([&actor.parent]) {
                    self.tie(row, parent, TieKind::PartOf, row);
                }
            }
            Collection::Sectors => self.sector(row, v),
            Collection::Sources => {
                let issued = Source::from_value(v).issued.and_then(|d| d.days.ok());
                self.issued.push(issued);
            }
            Collection::Events => self.event(row, v),
            Collection::Initiatives => self.initiative(row, v),
            Collection::Links => self.link(row, v),
            Collection::Statements => self.statement(row, v),
        }
    }

    fn sector(&mut self, row: Row, v: &Value) {
        let sector = Sector::from_value(v);
        let parent = self
            .find(&sector.parent)
            .filter(|p| p.collection() == Collection::Sectors && *p != row)
            .and_then(|p| u32::try_from(p.index()).ok());
        self.table.sector_parent.push(parent);
        self.sector_rank.push(sector.order.unwrap_or(f64::MAX));
    }

    fn put(&mut self, row: Row, mut fact: Fact, dates: &[&EdtfDate]) {
        for date in dates {
            fact.doubtful |= date.doubtful;
            if let Ok(days) = date.days {
                fact.days = Some(fact.days.map_or(days, |d| union(d, days)));
            }
        }
        if let Some(n) = self.table.fact(row) {
            self.facts[n] = fact;
        }
    }

    fn event(&mut self, row: Row, v: &Value) {
        let event = Event::from_value(v);
        let ids = event.parties.iter().chain(event.participants.iter().map(|p| &p.0));
        let mut actors = self.actors(ids.chain(&event.initiatives));
        actors.extend(self.actors([&event.place_party]));
        let mut sectors = self.sectors(&event.sectors);
        if sectors.is_empty() {
            sectors = self.inherited(&event.initiatives);
        }
        let dates: Vec<&EdtfDate> = event.date.iter().collect();
        self.put(row, Fact { sectors, actors, ..Fact::default() }, &dates);
    }

    fn initiative(&mut self, row: Row, v: &Value) {
        let it = Initiative::from_value(v);
        let parties = self.actors(&it.parties);
        let participants = self.actors(it.participants.iter().map(|p| &p.0));
        let sectors = self.shares(&it.sectors);
        let first = sectors.first().copied();
        let announced =
            matches!(it.status.as_str(), "proposed" | "pipeline") || it.kind == "proposal";
        let mut seen = Vec::new();
        for actor in parties.iter().chain(&participants).copied() {
            if actor == row || seen.contains(&actor) {
                continue;
            }
            seen.push(actor);
            self.tie(actor, row, TieKind::Participation, row);
            if let Some(tie) = self.table.ties.last_mut() {
                tie.sector = first;
                tie.announced = announced;
            }
        }
        for parent in self.actors([&it.parent]) {
            self.tie(row, parent, TieKind::PartOf, row);
        }
        let mut actors = seen;
        actors.push(row);
        let stages = it.stages.iter().filter_map(|s| s.date.as_ref());
        let dates: Vec<&EdtfDate> = it.dates.iter().map(|d| &d.1).chain(stages).collect();
        self.put(row, Fact { sectors, actors, ..Fact::default() }, &dates);
    }

    fn link(&mut self, row: Row, v: &Value) {
        let link = Link::from_value(v);
        let mut sectors = self.shares(&link.sectors);
        if sectors.is_empty() {
            sectors = self.inherited(&link.initiatives);
        }
        let mut actors = self.actors([&link.from, &link.to]);
        actors.extend(self.actors(&link.initiatives));
        if let (Some(from), Some(to)) = (self.node(&link.from), self.node(&link.to)) {
            #[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
            let weight = link.weight.unwrap_or(1.0).clamp(0.0, 1e30) as f32;
            self.table.ties.push(Tie {
                from,
                to,
                kind: TieKind::Link,
                row,
                directed: link.directed.unwrap_or(true),
                announced: link.is_announced(),
                disputed: link.review == "disputed",
                weight,
                sector: sectors.first().copied(),
            });
        }
        let dates: Vec<&EdtfDate> = link.start.iter().chain(&link.end).collect();
        self.put(row, Fact { sectors, actors, ..Fact::default() }, &dates);
    }

    /// The node an end of a link stands for; sectors, statements and the like are not in the
    /// network.
    fn node(&mut self, id: &str) -> Option<Node> {
        if id.is_empty() {
            return None;
        }
        if self.records.find(id).is_some() {
            return self.actors([&id.to_owned()]).first().map(|r| Node::Record(*r));
        }
        let n = self.table.missing.iter().position(|m| m == id).unwrap_or_else(|| {
            self.table.missing.push(id.to_owned());
            self.table.missing.len() - 1
        });
        u32::try_from(n).ok().map(Node::Missing)
    }

    /// Sectors of the initiatives named.
    fn inherited(&self, initiatives: &[String]) -> Vec<u32> {
        let rows = initiatives.iter().filter_map(|id| self.find(id));
        rows.filter_map(|r| self.table.fact(r))
            .flat_map(|n| self.facts[n].sectors.clone())
            .collect()
    }

    fn statement(&mut self, row: Row, v: &Value) {
        let st = Statement::from_value(v);
        let speakers = self.actors(&st.speakers);
        let mut actors = speakers.clone();
        for ids in [&st.on_behalf_of, &st.institutions, &st.initiatives, &st.parties] {
            actors.extend(self.actors(ids));
        }
        let links: Vec<usize> = st
            .links
            .iter()
            .filter_map(|id| self.find(id))
            .filter(|r| r.collection() == Collection::Links)
            .filter_map(|r| self.table.fact(r))
            .collect();
        for link in &links {
            actors.extend(self.facts[*link].actors.clone());
        }
        let event = self.find(&st.event).filter(|r| r.collection() == Collection::Events);
        let event = event.and_then(|r| self.table.fact(r));
        let mut fact = Fact { sectors: self.sectors(&st.sectors), actors, ..Fact::default() };
        if st.date.is_none() {
            (fact.days, fact.doubtful) = self.borrowed_date(event, &st.prov);
        }
        let initiatives = self.actors(&st.initiatives);
        let about = initiatives.iter().filter_map(|r| self.table.fact(*r));
        let about: Vec<usize> =
            about.chain(links).chain(event).chain(self.table.fact(row)).collect();
        for n in about {
            let n = u32::try_from(n).unwrap_or(0);
            self.evidence.push((n, row));
            self.speakers.extend(speakers.iter().map(|s| (n, *s)));
        }
        let dates: Vec<&EdtfDate> = st.date.iter().collect();
        self.put(row, fact, &dates);
    }

    /// The date of a statement that has none: of its event, else the earliest issue date of its
    /// sources.
    fn borrowed_date(&self, event: Option<usize>, prov: &[Prov]) -> (Option<Days>, bool) {
        if let Some(n) = event
            && self.facts[n].days.is_some()
        {
            return (self.facts[n].days, self.facts[n].doubtful);
        }
        let issued = prov
            .iter()
            .filter_map(|p| self.find(&p.source))
            .filter(|r| r.collection() == Collection::Sources)
            .filter_map(|r| self.issued.get(r.index()).copied().flatten())
            .min();
        (issued, false)
    }

    fn finish(mut self) -> Table {
        for fact in &mut self.facts {
            self.table.sectors.push(&mut fact.sectors);
            self.table.actors.push(&mut fact.actors);
            self.table.days.push(fact.days);
            self.table.doubtful.push(fact.doubtful);
        }
        let n = self.table.n_facts();
        self.table.speakers = Csr::from_pairs(n, self.speakers);
        self.table.evidence = Csr::from_pairs(n, self.evidence);
        self.table.sector_order = order(&self.table.sector_parent, &self.sector_rank);
        self.table
    }
}

fn union(a: Days, b: Days) -> Days {
    Days { first: a.first.min(b.first), last: a.last.max(b.last) }
}

/// Parents before children, siblings by `order` then by place in the file. Sectors that only a
/// cycle leads to are put at the top level, so that none is lost.
fn order(parents: &[Option<u32>], rank: &[f64]) -> Vec<(u32, u8)> {
    let n = u32::try_from(parents.len()).unwrap_or(0);
    let mut children = Csr::from_pairs(
        parents.len(),
        (0..n).filter_map(|i| parents[i as usize].map(|p| (p, i))).collect(),
    );
    let by_rank = |a: &u32, b: &u32| rank[*a as usize].total_cmp(&rank[*b as usize]).then(a.cmp(b));
    let mut out = Vec::with_capacity(parents.len());
    let mut placed = vec![false; parents.len()];
    let mut roots: Vec<u32> = (0..n).filter(|i| parents[*i as usize].is_none()).collect();
    roots.sort_by(by_rank);
    let mut walk = |roots: Vec<u32>, placed: &mut Vec<bool>, children: &mut Csr<u32>| {
        let mut stack: Vec<(u32, u8)> = roots.into_iter().rev().map(|r| (r, 0)).collect();
        while let Some((at, depth)) = stack.pop() {
            if std::mem::replace(&mut placed[at as usize], true) {
                continue;
            }
            out.push((at, depth));
            let mut next = children.get(at as usize).to_vec();
            next.sort_by(by_rank);
            stack.extend(next.into_iter().rev().map(|c| (c, depth.saturating_add(1))));
        }
    };
    walk(roots, &mut placed, &mut children);
    for i in 0..n {
        if !placed[i as usize] {
            walk(vec![i], &mut placed, &mut children);
        }
    }
    out
}
