//! Who funds what: money, or the number of initiatives, from one column to the next.
//!
//! An amount is counted once. Where the file gives the shares of sectors or participants it is
//! split by them; where several take part without shares they stand together as one, so that
//! nobody's part is made up.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cross::Results;
use super::measure::{Flow, Left, Missing, amounts_of};
use super::stop::Stop;
use crate::record::{Collection, Row};
use crate::table::{Facet, Table, split};

/// One value of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub enum FlowValue {
    /// A sector, party, institution or person.
    Record(Row),
    /// A term of the column's facet.
    Term(u32),
    /// A year, or the first of several that stand together.
    Year(i32),
}

/// A part of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct FlowNode {
    /// What it stands for: several together where the file does not say who has which part; nothing
    /// where the file does not say at all.
    pub values: Vec<FlowValue>,
    /// It stands for so many parts too small to be told apart; 0 for one of its own.
    pub others: u32,
    /// What passes through it: millionths of the currency's unit, or initiatives.
    #[serde(serialize_with = "as_text")]
    pub value: i128,
    /// Initiatives that bring it.
    pub count: u32,
}

fn as_text<S: serde::Serializer>(value: &i128, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&value.to_string())
}

/// What passes from a part of one column to a part of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ribbon {
    /// The part of the column at the left.
    pub from: usize,
    /// The part of the next one.
    pub to: usize,
    /// As [`FlowNode::value`].
    #[serde(serialize_with = "as_text")]
    pub value: i128,
    /// Initiatives that bring it.
    pub count: u32,
}

/// Flows through columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Flows {
    /// What each column tells apart.
    pub stops: Vec<Stop>,
    /// The parts of each column, the largest first, what the file does not say last.
    pub columns: Vec<Vec<FlowNode>>,
    /// How many years stand together in a column of years.
    pub span: i32,
    /// What passes from each column to the next.
    pub ribbons: Vec<Vec<Ribbon>>,
    /// All that passes, counted once.
    #[serde(serialize_with = "as_text")]
    pub total: i128,
    /// Initiatives that bring it.
    pub with: u32,
    /// Initiatives without any amount.
    pub without: u32,
    /// Initiatives that have amounts, but none of this kind.
    pub other_kind: u32,
    /// Initiatives whose amounts are all in a currency no rate leads from.
    pub other: u32,
    /// Amounts that were not added, for the same reason.
    pub not_added: u32,
    /// Those of them that stand beside an amount that was added.
    pub beside: u32,
    /// Amounts that were added and are approximate, as the file says.
    pub approximate: u32,
    /// Amounts of other currencies that were added, converted by the file's rates.
    pub converted: u32,
    /// Amounts that cannot be read.
    pub unreadable: u32,
    /// Initiatives whose file leaves the shares of their sectors out: split equally.
    pub split: u32,
    /// Initiatives of money in which several in one role stand together.
    pub joint: u32,
}

/// Most columns.
pub const MAX_STOPS: usize = 4;

/// A way through the columns, by the numbers of sets of values.
type Path = [u32; MAX_STOPS];

/// What one thread gathers.
#[derive(Default)]
struct Part {
    sets: Vec<Vec<FlowValue>>,
    number: FxHashMap<Vec<FlowValue>, u32>,
    /// By column and set: what passes, and how many initiatives bring it.
    nodes: FxHashMap<(usize, u32), (i128, u32)>,
    /// By column and the sets at both ends.
    ribbons: FxHashMap<(usize, u32, u32), (i128, u32)>,
    out: Flows,
}

/// A column's parts of one initiative, with weights.
type Parts = Vec<(u32, i128)>;

/// What is asked of flows.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// What the columns tell apart: two to [`MAX_STOPS`].
    pub stops: &'a [Stop],
    /// The money; `None` for the number of initiatives.
    pub flow: Option<Flow>,
    /// How many years stand together in a column of years, at least 1.
    pub span: i32,
}

impl Course<'_> {
    /// What stands for a year.
    fn year(&self, year: i32) -> FlowValue {
        FlowValue::Year(year.div_euclid(self.span.max(1)) * self.span.max(1))
    }
}

/// With more participants in one role than this, shares are not followed.
const SHARERS: usize = 64;

/// Initiatives looked at by one thread.
const STRETCH: usize = 1 << 13;

/// Whether a set of values of a column is meant.
pub type Meant<'a> = &'a (dyn Fn(&[FlowValue]) -> bool + Sync);

/// The initiatives that pass the filter and bring something to a part of a column, or to what passes
/// between two: in ascending order, by their place in their collection. Each of `parts` is a column
/// and which of its sets of values are meant.
#[must_use]
pub fn behind(
    table: &Table,
    results: &Results,
    course: Course<'_>,
    parts: &[(usize, Meant<'_>)],
) -> Vec<u32> {
    let range = table.facts_of(Collection::Initiatives);
    let is_behind = |fact: usize| {
        let Ok(amounts) = brought(table, fact, course).0 else { return false };
        let mut part = Part::default();
        parts.iter().all(|(k, meant)| match course.stops.get(*k) {
            None => false,
            Some(Stop::Year) => amounts.iter().any(|(year, _)| {
                let year = year.map(|y| course.year(y));
                meant(year.as_slice())
            }),
            Some(stop) => {
                let role = stop.role(table);
                let sets =
                    part.column(table, fact, (*stop, role), course.flow.is_some(), &mut false);
                sets.iter().any(|(set, _)| meant(&part.sets[*set as usize]))
            }
        })
    };
    let first = range.start;
    range
        .into_par_iter()
        .with_min_len(1024)
        .filter(|f| results.passes(*f) && is_behind(*f))
        .filter_map(|f| u32::try_from(f - first).ok())
        .collect()
}

/// The sets of values that one initiative has at each stop of a course; none where it brings nothing.
#[must_use]
pub fn sets_of(table: &Table, fact: usize, course: Course<'_>) -> Vec<Vec<Vec<FlowValue>>> {
    let Ok(amounts) = brought(table, fact, course).0 else { return Vec::new() };
    let mut part = Part::default();
    let mut of = |stop: &Stop| {
        if *stop == Stop::Year {
            let years = amounts.iter().map(|a| a.0.map(|y| course.year(y)));
            return years.map(|y| y.into_iter().collect()).collect();
        }
        let role = stop.role(table);
        let sets = part.column(table, fact, (*stop, role), course.flow.is_some(), &mut false);
        sets.iter().map(|(set, _)| part.sets[*set as usize].clone()).collect()
    };
    course.stops.iter().map(&mut of).collect()
}

/// What one initiative brings, by year.
type Amounts = Vec<(Option<i32>, i128)>;

/// What an initiative brings, by year, or why it brings nothing; and what became of its amounts in
/// other currencies.
fn brought(table: &Table, fact: usize, course: Course<'_>) -> (Result<Amounts, Missing>, Left) {
    let first = table.days[fact].filter(|d| !d.is_unknown()).map(|d| d.years().0);
    let Some(flow) = course.flow else { return (Ok(vec![(first, 1)]), Left::default()) };
    let mut amounts = Amounts::new();
    let left = amounts_of(table, fact, flow, &mut |value, year| {
        let year = Some(year).filter(|y| *y != i32::MIN).or(first);
        let year = year.filter(|_| course.stops.contains(&Stop::Year));
        match amounts.iter_mut().find(|a| a.0 == year) {
            Some(known) => known.1 = known.1.saturating_add(value),
            None => amounts.push((year, value)),
        }
    });
    let missing = || Missing::of(table, fact, left);
    (if amounts.is_empty() { Err(missing()) } else { Ok(amounts) }, left)
}

/// The flows of the initiatives that pass the filter through two to [`MAX_STOPS`] columns: of money,
/// or of their number.
#[must_use]
pub fn flows(table: &Table, results: &Results, course: Course<'_>) -> Flows {
    let stops = &course.stops[..course.stops.len().min(MAX_STOPS)];
    let course = Course { stops, ..course };
    if stops.is_empty() {
        return Flows::default();
    }
    let range = table.facts_of(Collection::Initiatives);
    let roles: Vec<Option<u16>> = stops.iter().map(|s| s.role(table)).collect();
    let starts: Vec<usize> = range.clone().step_by(STRETCH).collect();
    let part = |start: &usize| {
        let mut part = Part::default();
        for fact in *start..(start + STRETCH).min(range.end) {
            if results.passes(fact) {
                part.initiative(table, fact, &roles, course);
            }
        }
        part
    };
    let parts: Vec<Part> = starts.par_iter().map(part).collect();
    let mut all = Part::default();
    for part in parts {
        all.join(part);
    }
    let mut out = all.told(stops);
    out.span = course.span.max(1);
    out
}

/// Adds what passes a place, and one initiative when it has not been counted there yet.
fn put<K: Copy + Eq + std::hash::Hash>(
    sums: &mut FxHashMap<K, (i128, u32)>,
    seen: &mut FxHashSet<K>,
    at: K,
    value: i128,
) {
    let slot = sums.entry(at).or_default();
    slot.0 = slot.0.saturating_add(value);
    slot.1 += u32::from(seen.insert(at));
}

impl Part {
    fn set(&mut self, values: Vec<FlowValue>) -> u32 {
        if let Some(known) = self.number.get(&values) {
            return *known;
        }
        let number = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(values.clone());
        self.number.insert(values, number);
        number
    }

    /// Adds what one initiative brings.
    fn initiative(
        &mut self,
        table: &Table,
        fact: usize,
        roles: &[Option<u16>],
        course: Course<'_>,
    ) {
        let Course { stops, flow, .. } = course;
        let (brought, left) = brought(table, fact, course);
        if flow.is_some() {
            self.out.not_added += left.not_added;
            self.out.beside += left.beside;
            self.out.approximate += left.approximate;
            self.out.converted += left.converted;
            self.out.unreadable += table.unreadable.get(fact).copied().unwrap_or(0);
        }
        let amounts = match brought {
            Ok(amounts) => amounts,
            Err(why) => {
                *match why {
                    Missing::Currency => &mut self.out.other,
                    Missing::Kind => &mut self.out.other_kind,
                    Missing::All => &mut self.out.without,
                } += 1;
                return;
            }
        };
        self.out.with += 1;
        let digits =
            flow.and_then(|f| table.digits.get(usize::from(f.currency)).copied().flatten());
        let mut joint = false;
        let mut columns: Vec<Parts> = Vec::with_capacity(stops.len());
        for (stop, role) in stops.iter().zip(roles) {
            let parts = self.column(table, fact, (*stop, *role), flow.is_some(), &mut joint);
            columns.push(parts);
        }
        self.out.joint += u32::from(joint);
        if flow.is_some() && stops.contains(&Stop::Sector) {
            self.out.split += u32::from(table.shares(fact).split);
        }
        // Each initiative counts once wherever it passes.
        let mut passed: FxHashSet<(usize, u32)> = FxHashSet::default();
        let mut crossed: FxHashSet<(usize, u32, u32)> = FxHashSet::default();
        for (year, value) in amounts {
            self.out.total = self.out.total.saturating_add(value);
            let year = self.set(year.map(|y| course.year(y)).into_iter().collect());
            let mut paths: Vec<(Path, i128)> = vec![([0; MAX_STOPS], value)];
            for (k, (stop, parts)) in stops.iter().zip(&columns).enumerate() {
                let mut next = Vec::with_capacity(paths.len());
                for (path, value) in paths {
                    let mut put = |set: u32, value: i128| {
                        let mut path = path;
                        path[k] = set;
                        next.push((path, value));
                    };
                    match (stop, parts.as_slice()) {
                        (Stop::Year, _) => put(year, value),
                        (_, [(set, _)]) => put(*set, value),
                        (_, parts) => {
                            for (set, value) in split(value, digits, parts) {
                                put(set, value);
                            }
                        }
                    }
                }
                paths = next;
            }
            for (path, value) in paths {
                for (k, set) in path.iter().enumerate().take(stops.len()) {
                    put(&mut self.nodes, &mut passed, (k, *set), value);
                }
                for (k, ends) in path.windows(2).enumerate().take(stops.len() - 1) {
                    put(&mut self.ribbons, &mut crossed, (k + 1, ends[0], ends[1]), value);
                }
            }
        }
    }

    /// What a column tells of one initiative: sets of values with weights.
    fn column(
        &mut self,
        table: &Table,
        fact: usize,
        (stop, role): (Stop, Option<u16>),
        shared: bool,
        joint: &mut bool,
    ) -> Parts {
        let term = |facet: Facet| table.values(facet, fact).iter().map(|t| FlowValue::Term(*t));
        let values: Vec<FlowValue> = match stop {
            Stop::Year => return Vec::new(),
            Stop::Status => term(Facet::Status).collect(),
            Stop::Party => {
                let row = |p: &u32| FlowValue::Record(Row::new(Collection::Parties, *p as usize));
                table.values(Facet::Party, fact).iter().map(row).collect()
            }
            Stop::Sector => {
                let root = |s: u32| table.lineage(s).last().unwrap_or(s);
                let row = |s: u32| FlowValue::Record(Row::new(Collection::Sectors, s as usize));
                // By leaf, so that parts are rounded as the sectors' panel rounds them where no other
                // column splits them before.
                let parts = table.shares(fact).parts;
                if shared && parts.len() > 1 {
                    let part = |(s, weight): (u32, i128)| (self.set(vec![row(root(s))]), weight);
                    return parts.into_iter().map(part).collect();
                }
                parts.into_iter().map(|p| row(root(p.0))).collect()
            }
            _ => {
                let i = fact - table.facts_of(Collection::Initiatives).start;
                let at = table.takings.range(i);
                let mut parts: Vec<(FlowValue, Option<i64>)> = Vec::new();
                for (taking, at) in table.takings.get(i).iter().zip(at) {
                    if Some(taking.role) != role {
                        continue;
                    }
                    let value = FlowValue::Record(taking.actor);
                    let share = table.taking_share(at);
                    match parts.iter_mut().find(|p| p.0 == value) {
                        Some(known) => known.1 = known.1.zip(share).map(|(a, b)| a + b),
                        None => parts.push((value, share)),
                    }
                }
                let all = parts.iter().all(|p| p.1.is_some_and(|s| s > 0));
                if shared && (2..=SHARERS).contains(&parts.len()) && all {
                    let weight = |s: Option<i64>| i128::from(s.unwrap_or(0));
                    return parts
                        .into_iter()
                        .map(|(v, share)| (self.set(vec![v]), weight(share)))
                        .collect();
                }
                parts.into_iter().map(|p| p.0).collect()
            }
        };
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        *joint |= values.len() > 1 && shared && stop.is_role();
        vec![(self.set(values), 1)]
    }

    #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
    fn join(&mut self, other: Self) {
        // Sets are numbered anew.
        let numbers: Vec<u32> = other.sets.into_iter().map(|s| self.set(s)).collect();
        for ((k, set), (value, count)) in other.nodes {
            let slot = self.nodes.entry((k, numbers[set as usize])).or_default();
            *slot = (slot.0.saturating_add(value), slot.1 + count);
        }
        for ((k, a, b), (value, count)) in other.ribbons {
            let ends = (k, numbers[a as usize], numbers[b as usize]);
            let slot = self.ribbons.entry(ends).or_default();
            *slot = (slot.0.saturating_add(value), slot.1 + count);
        }
        let (a, b) = (&mut self.out, &other.out);
        a.total = a.total.saturating_add(b.total);
        for (a, b) in [
            (&mut a.with, b.with),
            (&mut a.without, b.without),
            (&mut a.other_kind, b.other_kind),
            (&mut a.other, b.other),
            (&mut a.not_added, b.not_added),
            (&mut a.beside, b.beside),
            (&mut a.approximate, b.approximate),
            (&mut a.converted, b.converted),
            (&mut a.unreadable, b.unreadable),
            (&mut a.split, b.split),
            (&mut a.joint, b.joint),
        ] {
            *a += b;
        }
    }

    /// The columns and what passes between them.
    fn told(self, stops: &[Stop]) -> Flows {
        let mut out = Flows { stops: stops.to_vec(), ..self.out };
        let mut place: Vec<FxHashMap<u32, usize>> = Vec::new();
        for (k, stop) in stops.iter().enumerate() {
            let own = self.nodes.iter().filter(|n| n.0.0 == k);
            let mut nodes: Vec<(u32, FlowNode)> = own
                .map(|((_, set), (value, count))| {
                    let values = self.sets[*set as usize].clone();
                    (*set, FlowNode { values, others: 0, value: *value, count: *count })
                })
                .collect();
            let years = *stop == Stop::Year;
            nodes.sort_by(|(_, a), (_, b)| {
                let unknown = a.values.is_empty().cmp(&b.values.is_empty());
                let size = if years { std::cmp::Ordering::Equal } else { b.value.cmp(&a.value) };
                unknown.then(size).then_with(|| a.values.cmp(&b.values))
            });
            place.push(nodes.iter().enumerate().map(|(i, n)| (n.0, i)).collect());
            out.columns.push(nodes.into_iter().map(|n| n.1).collect());
        }
        for k in 1..stops.len() {
            let own = self.ribbons.iter().filter(|r| r.0.0 == k);
            let mut ribbons: Vec<Ribbon> = own
                .map(|((_, a, b), (value, count))| Ribbon {
                    from: place[k - 1][a],
                    to: place[k][b],
                    value: *value,
                    count: *count,
                })
                .collect();
            ribbons.sort_unstable_by_key(|r| (r.from, r.to));
            out.ribbons.push(ribbons);
        }
        out
    }
}

impl Flows {
    /// The same with at most `most` parts in each column: the smallest ones stand together as one
    /// before what the file does not say. Years have an order and stay apart; several of them stand
    /// together by [`Course::span`].
    #[must_use]
    pub fn folded(&self, most: usize) -> Self {
        let mut out = self.clone();
        let mut to: Vec<Vec<usize>> = Vec::new();
        for (k, nodes) in self.columns.iter().enumerate() {
            let told = nodes.iter().filter(|n| !n.values.is_empty()).count();
            let keep = most.max(2) - 1;
            if told <= most.max(2) || self.stops[k] == Stop::Year {
                to.push((0..nodes.len()).collect());
                continue;
            }
            let mut rest = FlowNode::default();
            for node in &nodes[keep..told] {
                rest.others += 1;
                rest.value = rest.value.saturating_add(node.value);
                rest.count += node.count;
            }
            let mut kept = nodes[..keep].to_vec();
            kept.push(rest);
            kept.extend_from_slice(&nodes[told..]);
            to.push(
                (0..nodes.len())
                    .map(|i| if i < told { i.min(keep) } else { keep + 1 + i - told })
                    .collect(),
            );
            out.columns[k] = kept;
        }
        for (k, ribbons) in self.ribbons.iter().enumerate() {
            let ends = |r: &Ribbon| (to[k][r.from], to[k + 1][r.to]);
            let mut sums: Vec<Ribbon> =
                ribbons.iter().map(|r| Ribbon { from: ends(r).0, to: ends(r).1, ..*r }).collect();
            sums.sort_by_key(|r| (r.from, r.to));
            sums.dedup_by(|later, kept| {
                let same = (later.from, later.to) == (kept.from, kept.to);
                if same {
                    kept.value = kept.value.saturating_add(later.value);
                    kept.count += later.count;
                }
                same
            });
            out.ribbons[k] = sums;
        }
        out
    }
}
