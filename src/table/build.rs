//! Records to columns: every record is decoded once, in parallel, and what relations add is
//! followed afterwards.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::gather::{Interner, NO_TERM, Part, TERMS};
use super::links::Links;
use super::{
    Bits, Column, Csr, FACTS, Facet, Flow, NO_ROLE, Node, Rates, Table, Taking, TieKind, lineage,
};
use crate::model::{Checks, Days};
use crate::record::{Collection, Records, Row};

/// Records read together by one thread.
const STRETCH: usize = 2048;
/// Stretches between two questions whether to go on.
const BATCH: usize = 16;

/// Builds the table and gathers the issues of every record.
///
/// `tick` is told the fraction done, 0 to 1; returns `None` when it said to stop.
#[must_use]
pub fn build(
    records: &Records,
    checks: &mut Checks,
    tick: &mut dyn FnMut(f32) -> bool,
) -> Option<Table> {
    let mut b = Builder::new(records);
    let total: usize = Collection::ALL.iter().map(|c| records.len(*c)).sum();
    let mut done = 0usize;
    for collection in Collection::ALL {
        let n = records.len(collection);
        let starts: Vec<usize> = (0..n).step_by(STRETCH).collect();
        for batch in starts.chunks(BATCH) {
            let parts: Vec<Part> = batch
                .par_iter()
                .map(|s| Part::read(records, collection, *s..(*s + STRETCH).min(n)))
                .collect();
            for part in parts {
                done += part.len();
                b.join(collection, part, checks);
            }
            #[expect(clippy::cast_precision_loss, reason = "a fraction for a progress bar")]
            if !tick(done as f32 / total.max(1) as f32 * 0.9) {
                return None;
            }
        }
    }
    let table = b.finish();
    tick(1.0).then_some(table)
}

/// What is gathered of all facts before relations are followed.
struct Builder<'a> {
    records: &'a Records,
    table: Table,
    own: Csr<u32>,
    actors: Csr<Row>,
    speakers: Csr<Row>,
    about: Csr<Row>,
    sources: Csr<u32>,
    terms: [Vec<u32>; TERMS],
    words: [Interner; TERMS],
    currencies: Interner,
    flows: Interner,
    missing: FxHashMap<String, u32>,
    issued: Vec<Option<Days>>,
    sector_rank: Vec<f64>,
    roles: Interner,
    behalf: Csr<Row>,
    date_source: Vec<u32>,
    unsourced: [Vec<bool>; 9],
    background: Vec<bool>,
    homes: Vec<Option<u32>>,
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
        table.rates =
            Rates::read(records.header().get("rates").unwrap_or(&serde_json::Value::Null));
        Self {
            records,
            table,
            own: Csr::default(),
            actors: Csr::default(),
            speakers: Csr::default(),
            about: Csr::default(),
            sources: Csr::default(),
            terms: Default::default(),
            words: Default::default(),
            currencies: Interner::default(),
            flows: Interner::default(),
            missing: FxHashMap::default(),
            issued: Vec::new(),
            sector_rank: Vec::new(),
            roles: Interner::default(),
            behalf: Csr::default(),
            date_source: Vec::new(),
            unsourced: Default::default(),
            background: Vec::new(),
            homes: Vec::new(),
        }
    }

    /// Puts a stretch behind what is there. Facts come in the order of their numbers, as the
    /// collections of [`FACTS`] have the order of [`Collection::ALL`].
    fn join(&mut self, collection: Collection, mut part: Part, checks: &mut Checks) {
        checks.join(std::mem::take(&mut part.checks));
        let missing: Vec<u32> = part
            .missing
            .0
            .iter()
            .map(|id| {
                let next = u32::try_from(self.missing.len()).unwrap_or(u32::MAX);
                *self.missing.entry(id.clone()).or_insert_with(|| {
                    self.table.missing.push(id.clone());
                    next
                })
            })
            .collect();
        let known = |node: Node| match node {
            Node::Missing(n) => Node::Missing(missing.get(n as usize).copied().unwrap_or(0)),
            record @ Node::Record(_) => record,
        };
        self.table.ties.extend(part.ties.iter().map(|tie| super::Tie {
            from: known(tie.from),
            to: known(tie.to),
            ..*tie
        }));
        self.unsourced[collection as usize].append(&mut part.unsourced);
        match collection {
            Collection::Sectors => {
                self.table.sector_parent.append(&mut part.sector_parent);
                self.sector_rank.append(&mut part.sector_rank);
            }
            Collection::Sources => {
                self.issued.append(&mut part.issued);
                self.background.append(&mut part.background);
                self.table.derived.append(&part.derived);
            }
            _ if FACTS.contains(&collection) => self.facts(&part),
            _ => {}
        }
    }

    fn facts(&mut self, part: &Part) {
        self.own.append(&part.sectors);
        self.table.shares.extend_from_slice(&part.shares);
        self.actors.append(&part.actors);
        self.speakers.append(&part.speakers);
        self.about.append(&part.about);
        self.sources.append(&part.sources);
        for i in 0..TERMS {
            let numbers = self.words[i].join(&part.words[i]);
            let known = |t: &u32| numbers.get(*t as usize).copied().unwrap_or(NO_TERM);
            self.terms[i].extend(part.terms[i].iter().map(known));
        }
        self.table.days.extend_from_slice(&part.days);
        self.table.doubtful.extend_from_slice(&part.doubtful);
        self.table.dated.extend_from_slice(&part.dated);
        self.table.unreadable.extend_from_slice(&part.unreadable);
        self.date_source.extend_from_slice(&part.date_source);
        let (currencies, flows) =
            (self.currencies.join(&part.currencies), self.flows.join(&part.flows));
        let number = |numbers: &[u32], n: u16| {
            u16::try_from(numbers.get(usize::from(n)).copied().unwrap_or(0)).unwrap_or(u16::MAX)
        };
        for row in 0..part.money.len() {
            let mut amounts = part.money.get(row).to_vec();
            for amount in &mut amounts {
                amount.currency = number(&currencies, amount.currency);
                amount.flow = number(&flows, amount.flow);
            }
            self.table.money.push_as_is(&amounts);
        }
        self.table.stages.extend(part.stages.iter().map(|s| s.0));
        self.table.stage_days.extend(part.stages.iter().map(|s| s.1));
        self.table.heard.extend(part.stages.iter().map(|s| s.2));
        self.table.stances.extend_from_slice(&part.stances);
        let base = u32::try_from(self.table.takings.values().len()).unwrap_or(u32::MAX);
        let shares = part.taking_shares.iter().map(|(at, s)| (base.saturating_add(*at), *s));
        self.table.taking_shares.extend(shares);
        let roles = self.roles.join(&part.roles);
        let role = |n: u16| match roles.get(usize::from(n)) {
            Some(known) => u16::try_from(*known).unwrap_or(NO_ROLE),
            None => NO_ROLE,
        };
        for row in 0..part.takings.len() {
            let known = |t: &Taking| Taking { role: role(t.role), ..*t };
            let takings: Vec<Taking> = part.takings.get(row).iter().map(known).collect();
            self.table.takings.push_as_is(&takings);
        }
        self.behalf.append(&part.behalf);
    }

    fn finish(mut self) -> Table {
        // A currency a rate leads to can be asked for too.
        for code in self.table.rates.currencies() {
            self.currencies.number(code);
        }
        self.table.currencies = std::mem::take(&mut self.currencies.0);
        self.table.digits =
            self.table.currencies.iter().map(|c| crate::model::minor_digits(c)).collect();
        let bits = |list: &Vec<bool>| Bits::of(list.len(), |i| list[i]);
        self.table.unsourced = self.unsourced.iter().map(bits).collect();
        self.table.background = bits(&self.background);
        self.outside();
        self.table.flows = std::mem::take(&mut self.flows.0);
        self.table.sectors_ordered = self.sector_rank.iter().any(|r| *r < f64::MAX);
        self.table.sector_order = order(&self.table.sector_parent, &self.sector_rank);
        self.borrow_dates();
        self.table.spans = self.table.days.iter().map(|d| years_of(*d)).collect();
        self.calendar();
        self.table.origins = super::origins::origins(&self.table.derived);
        self.sides();
        self.money_used();
        let links = Links::new(&self.table, &self.about);
        self.homes();
        self.sectors(&links);
        self.columns(&links);
        self.table.make_sets();
        self.table.hues();
        (self.table.evidence, self.table.about) = (links.evidence, links.about);
        self.table
    }

    /// Marks the facts, themselves no additions, whose days come from sources that are.
    fn outside(&mut self) {
        let scope = &self.terms[4];
        let context = self.words[4].0.iter().position(|w| w == "context");
        for (n, source) in self.date_source.iter().enumerate() {
            let own = scope.get(n).is_some_and(|t| Some(*t as usize) == context);
            self.table.dated[n].outside = !own
                && *source != NO_TERM
                && (*source as usize) < self.background.len()
                && self.background[*source as usize];
        }
    }

    /// A statement without a date has that of its event, else the earliest issue date of its
    /// sources.
    fn borrow_dates(&mut self) {
        for n in self.table.facts_of(Collection::Statements) {
            if self.table.days[n].is_some() {
                continue;
            }
            let event =
                self.about.get(n).iter().rev().find(|r| r.collection() == Collection::Events);
            if let Some(event) = event.and_then(|r| self.table.fact(*r))
                && self.table.days[event].is_some()
            {
                self.table.days[n] = self.table.days[event];
                self.table.doubtful[n] = self.table.doubtful[event];
                self.table.dated[n] = self.table.dated[event];
                continue;
            }
            let issued = self.sources.get(n).iter();
            self.table.days[n] =
                issued.filter_map(|s| self.issued.get(*s as usize).copied().flatten()).min();
            self.table.dated[n].published = self.table.days[n].is_some();
        }
    }

    fn calendar(&mut self) {
        let spans = &self.table.spans;
        self.table.undated = Bits::of(spans.len(), |i| spans[i][0] > spans[i][1]);
        let dated = || spans.iter().filter(|s| s[0] <= s[1]);
        let years = dated().map(|s| (i32::from(s[0]), i32::from(s[1])));
        let Some((from, to)) = years.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))) else { return };
        // Beyond some thousand years a strip of years says nothing; the latest ones are kept, as one
        // mistyped year is no reason to lose all others.
        let from = from.max(to.saturating_sub(3000));
        let mut steps = vec![0i32; usize::try_from(to - from + 2).unwrap_or(0)];
        for span in dated() {
            let (a, b) = Table::calendar_steps(from, to, *span);
            steps[a] += 1;
            steps[b] -= 1;
        }
        self.table.calendar = Some((from, to, steps));
    }

    /// The one party of each institution that belongs to one alone; that of a multilateral has
    /// many and stands for none of them.
    fn homes(&mut self) {
        let n = self.records.len(Collection::Institutions);
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); n];
        for tie in self.table.ties.iter().filter(|t| t.kind == TieKind::Membership) {
            // An institution belongs to the parties that it names itself.
            if let (Node::Record(from), Node::Record(to)) = (tie.from, tie.to)
                && tie.row == from
                && from.collection() == Collection::Institutions
                && to.collection() == Collection::Parties
                && let Some(list) = of.get_mut(from.index())
            {
                list.extend(u32::try_from(to.index()));
            }
        }
        for mut parties in of {
            self.table.belongs.push(&mut parties);
        }
        let one = |i: usize| match self.table.belongs.get(i) {
            [party] => Some(*party),
            _ => None,
        };
        self.homes = (0..n).map(one).collect();
    }

    /// For each institution, the sectors of the initiatives it takes part in.
    fn institution_sectors(&self) -> Vec<Vec<u32>> {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); self.records.len(Collection::Institutions)];
        for fact in self.table.facts_of(Collection::Initiatives) {
            let own = self.own.get(fact);
            for actor in self.actors.get(fact) {
                if actor.collection() == Collection::Institutions
                    && let Some(list) = of.get_mut(actor.index())
                {
                    for sector in own {
                        if let Err(at) = list.binary_search(sector) {
                            list.insert(at, *sector);
                        }
                    }
                }
            }
        }
        of
    }

    /// Who speaks and who funds, as parties.
    fn sides(&mut self) {
        let mut of: FxHashMap<Row, Vec<u32>> = FxHashMap::default();
        for tie in &self.table.ties {
            if let (TieKind::Membership | TieKind::Office, Node::Record(from), Node::Record(to)) =
                (tie.kind, tie.from, tie.to)
                && tie.row == from
                && to.collection() == Collection::Parties
                && from.collection() != Collection::Parties
            {
                of.entry(from).or_default().extend(u32::try_from(to.index()));
            }
        }
        let parties = |rows: &[Row], out: &mut Vec<u32>| {
            for row in rows {
                if row.collection() == Collection::Parties {
                    out.extend(u32::try_from(row.index()));
                } else if let Some(known) = of.get(row) {
                    out.extend(known);
                }
            }
        };
        let mut list = Vec::new();
        let statements = self.table.facts_of(Collection::Statements);
        for (i, fact) in statements.enumerate() {
            let behalf = self.behalf.get(i);
            parties(if behalf.is_empty() { self.speakers.get(fact) } else { behalf }, &mut list);
            self.table.voices.push(&mut list);
        }
        let funding = self.roles.0.iter().position(|r| r == "funding");
        let funding = funding.and_then(|r| u16::try_from(r).ok());
        for i in 0..self.table.takings.len() {
            let takings = self.table.takings.get(i).iter();
            let funders: Vec<Row> =
                takings.filter(|t| Some(t.role) == funding).map(|t| t.actor).collect();
            parties(&funders, &mut list);
            self.table.funders.push(&mut list);
        }
    }

    fn money_used(&mut self) {
        let mut used: FxHashMap<Flow, u32> = FxHashMap::default();
        for collection in [Collection::Initiatives, Collection::Links] {
            for fact in self.table.facts_of(collection) {
                for m in self.table.money.get(fact) {
                    let (currency, kind) = (m.currency, m.flow);
                    let links = collection == Collection::Links;
                    *used.entry(Flow { currency, kind, links, rates: false }).or_default() += 1;
                }
            }
        }
        let mut used: Vec<(Flow, u32)> = used.into_iter().collect();
        used.sort_unstable_by_key(|u| (u.0.links, std::cmp::Reverse(u.1), u.0));
        self.table.money_used = used;
    }

    /// Sectors and shares of every fact: its own, else those of what it is about; of a statement
    /// that has none even so, those of the initiatives its institutions take part in.
    fn sectors(&mut self, links: &Links) {
        let through = self.institution_sectors();
        let statements = self.table.facts_of(Collection::Statements);
        let own_shares = std::mem::take(&mut self.table.shares);
        let mut shares = Vec::with_capacity(own_shares.len());
        for n in 0..self.table.n_facts() {
            let own = self.own.range(n);
            if !own.is_empty() {
                self.table.sectors.push_as_is(self.own.get(n));
                shares.extend_from_slice(&own_shares[own]);
                continue;
            }
            let mut inherited: Vec<u32> = links
                .about
                .get(n)
                .iter()
                .flat_map(|a| self.own.get(*a as usize))
                .copied()
                .collect();
            if inherited.is_empty() && statements.contains(&n) {
                let actors = self.actors.get(n).iter();
                let institutions = actors.filter(|a| a.collection() == Collection::Institutions);
                inherited.extend(institutions.filter_map(|i| through.get(i.index())).flatten());
            }
            self.table.sectors.push(&mut inherited);
            shares.resize(self.table.sectors.values().len(), -1);
        }
        self.table.shares = shares;
    }

    fn columns(&mut self, links: &Links) {
        let n = self.table.n_facts();
        let mut speakers: Vec<Row> = self.speakers.values().to_vec();
        speakers.sort_unstable();
        speakers.dedup();
        self.table.speakers = speakers;
        let this = &*self;
        let make = |field: Facet| -> Column {
            let parts: Vec<Csr<u32>> = (0..n.div_ceil(STRETCH))
                .into_par_iter()
                .map(|i| {
                    let mut csr = Csr::default();
                    let mut values = Vec::new();
                    for fact in i * STRETCH..((i + 1) * STRETCH).min(n) {
                        this.values(field, fact, links, &mut values);
                        csr.push(&mut values);
                    }
                    csr
                })
                .collect();
            let mut of = Csr::default();
            for part in &parts {
                of.append(part);
            }
            of.shrink();
            let terms = this.terms_of(field);
            let n_values = match field {
                Facet::Speaker => this.table.speakers.len(),
                _ => field.collection().map_or(terms.len(), |c| this.records.len(c)),
            };
            let facts = of.transposed(n_values);
            let empty = Bits::of(n, |f| of.get(f).is_empty());
            // The facts of a value are ascending, so both ends of a collection are found by halving.
            let totals = FACTS.map(|c| {
                let range = this.table.facts_of(c);
                let count = |v: usize| {
                    let facts = facts.get(v);
                    let from = facts.partition_point(|f| (*f as usize) < range.start);
                    let to = facts.partition_point(|f| (*f as usize) < range.end);
                    u32::try_from(to - from).unwrap_or(u32::MAX)
                };
                (0..n_values).into_par_iter().with_min_len(1024).map(count).collect()
            });
            Column { of, facts, terms, empty, totals, dense: Vec::new() }.with_sets(n)
        };
        let columns: Vec<Column> = Facet::ALL.into_iter().map(make).collect();
        self.table.columns = columns;
    }

    fn terms_of(&self, field: Facet) -> Vec<String> {
        if field == Facet::Role {
            return self.roles.0.clone();
        }
        term_of(field).map_or_else(Vec::new, |i| self.words[i].0.clone())
    }

    /// The values of one field of one fact, unsorted.
    fn values(&self, field: Facet, fact: usize, links: &Links, out: &mut Vec<u32>) {
        let about = links.about.get(fact);
        match field {
            Facet::Sector => {
                let direct = self.table.sectors.get(fact);
                out.extend(direct.iter().flat_map(|s| lineage(&self.table.sector_parent, *s)));
            }
            Facet::Party | Facet::Institution | Facet::Person | Facet::Initiative => {
                let collection = field.collection();
                let mine = |f: usize| {
                    self.actors
                        .get(f)
                        .iter()
                        .filter(|r| Some(r.collection()) == collection)
                        .filter_map(|r| u32::try_from(r.index()).ok())
                };
                out.extend(mine(fact));
                out.extend(about.iter().flat_map(|a| mine(*a as usize)));
                if field == Facet::Party {
                    // What an institution takes part in, its party takes part in.
                    let all = std::iter::once(fact).chain(about.iter().map(|a| *a as usize));
                    let actors = all.flat_map(|f| self.actors.get(f));
                    let of = actors.filter(|a| a.collection() == Collection::Institutions);
                    out.extend(of.filter_map(|i| self.homes.get(i.index()).copied().flatten()));
                }
            }
            Facet::Speaker => {
                let said = self.speakers.get(fact).iter();
                let evidence = links.evidence.get(fact).iter();
                let all = said.chain(evidence.flat_map(|s| self.speakers.get(*s as usize)));
                let number = |r: &Row| self.table.speakers.binary_search(r).ok();
                out.extend(all.filter_map(number).filter_map(|n| u32::try_from(n).ok()));
            }
            Facet::Voice => {
                let evidence = links.evidence.get(fact).iter().map(|s| *s as usize);
                let said = std::iter::once(fact).chain(evidence);
                out.extend(said.flat_map(|s| self.table.voices_of(s)));
            }
            Facet::Source => out.extend(self.sources.get(fact)),
            Facet::Kind | Facet::Status => {
                let Some(terms) = term_of(field).map(|i| &self.terms[i]) else { return };
                let own = terms.get(fact).copied().unwrap_or(NO_TERM);
                if own != NO_TERM {
                    out.push(own);
                } else if self.table.row(fact).collection() != Collection::Initiatives {
                    let of = |a: &u32| terms.get(*a as usize).copied().filter(|t| *t != NO_TERM);
                    out.extend(about.iter().filter_map(of));
                }
            }
            Facet::Said | Facet::LinkType => {
                let Some(terms) = term_of(field).map(|i| &self.terms[i]) else { return };
                let related = if field == Facet::Said { &links.evidence } else { &links.linked };
                let all =
                    std::iter::once(fact).chain(related.get(fact).iter().map(|a| *a as usize));
                out.extend(all.filter_map(|f| terms.get(f).copied()).filter(|t| *t != NO_TERM));
            }
            Facet::Role => {
                let all = std::iter::once(fact).chain(about.iter().map(|a| *a as usize));
                let initiatives = self.table.facts_of(Collection::Initiatives);
                let takings = all
                    .filter(|f| initiatives.contains(f))
                    .flat_map(|f| self.table.takings.get(f - initiatives.start));
                out.extend(takings.map(|t| t.role).filter(|r| *r != NO_ROLE).map(u32::from));
            }
            Facet::Scope | Facet::Review => {
                let term = term_of(field).and_then(|i| self.terms[i].get(fact).copied());
                out.extend(term.filter(|t| *t != NO_TERM));
            }
        }
    }
}

/// First and last year of a span.
fn years_of(days: Option<Days>) -> [i16; 2] {
    let Some(days) = days.filter(|d| !d.is_unknown()) else { return [i16::MAX, i16::MIN] };
    let (from, to) = days.years();
    let small = |y: i32| i16::try_from(y.clamp(-32_000, 32_000)).unwrap_or(0);
    [small(from), small(to)]
}

/// The place of a field among the terms.
fn term_of(field: Facet) -> Option<usize> {
    [Facet::Kind, Facet::Status, Facet::Said, Facet::LinkType, Facet::Scope, Facet::Review]
        .iter()
        .position(|f| *f == field)
}

/// Parents before children, siblings by `order` then by place in the file. Sectors that only a
/// cycle leads to are put at the top level, so that none is lost.
fn order(parents: &[Option<u32>], rank: &[f64]) -> Vec<(u32, u8)> {
    let n = u32::try_from(parents.len()).unwrap_or(0);
    let children = Csr::from_pairs(
        parents.len(),
        (0..n).filter_map(|i| parents[i as usize].map(|p| (p, i))).collect(),
    );
    let by_rank = |a: &u32, b: &u32| rank[*a as usize].total_cmp(&rank[*b as usize]).then(a.cmp(b));
    let mut out = Vec::with_capacity(parents.len());
    let mut placed = vec![false; parents.len()];
    let mut roots: Vec<u32> = (0..n).filter(|i| parents[*i as usize].is_none()).collect();
    roots.sort_by(by_rank);
    let mut walk = |roots: Vec<u32>, placed: &mut Vec<bool>| {
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
    walk(roots, &mut placed);
    for i in 0..n {
        if !placed[i as usize] {
            walk(vec![i], &mut placed);
        }
    }
    out
}
