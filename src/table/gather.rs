//! What one stretch of records says, read in one walk that also feeds the checks. Stretches are
//! read in parallel and put together in the order of the file.

use std::borrow::Cow;

use serde_json::Value;

use super::money::millionths;
use super::{Csr, Dated, FIRST_HAND, Money, NO_ROLE, Node, Stage, Taking, Tie, TieKind};
use crate::model::{Checks, Days, EdtfDate, Found, decode, known};
use crate::record::{Collection, Records, Row, span_of};

use super::CONSTANT;

/// The terms a fact has one of: kind, status, kind of statement, type of link, scope, review.
pub(super) const TERMS: usize = 6;
/// No term.
pub(super) const NO_TERM: u32 = u32::MAX;

/// Words and their numbers, few of each.
#[derive(Debug, Default)]
pub(super) struct Interner(pub(super) Vec<String>);

impl Interner {
    pub(super) fn number(&mut self, word: &str) -> u32 {
        let at = self.0.iter().position(|w| w == word).unwrap_or_else(|| {
            self.0.push(word.to_owned());
            self.0.len() - 1
        });
        u32::try_from(at).unwrap_or(NO_TERM)
    }

    /// Adds the words of a later stretch; returns the new number of each of its numbers.
    pub(super) fn join(&mut self, later: &Self) -> Vec<u32> {
        later.0.iter().map(|w| self.number(w)).collect()
    }
}

/// What a stretch of one collection says.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) sectors: Csr<u32>,
    pub(super) shares: Vec<i64>,
    pub(super) actors: Csr<Row>,
    pub(super) speakers: Csr<Row>,
    /// Initiatives, links and events a fact is about; the parent of an initiative.
    pub(super) about: Csr<Row>,
    pub(super) sources: Csr<u32>,
    pub(super) terms: [Vec<u32>; TERMS],
    pub(super) words: [Interner; TERMS],
    pub(super) days: Vec<Option<Days>>,
    pub(super) doubtful: Vec<bool>,
    pub(super) dated: Vec<Dated>,
    /// For each fact, the source its days were read in, when that is not the fact's own.
    pub(super) date_source: Vec<u32>,
    /// For each source, whether it was added to explain.
    pub(super) background: Vec<bool>,
    pub(super) money: Csr<Money>,
    pub(super) currencies: Interner,
    pub(super) flows: Interner,
    pub(super) stages: Vec<(Stage, Option<i32>, Option<Days>)>,
    /// Who takes part in each initiative, in which role; those each statement is made for.
    pub(super) takings: Csr<Taking>,
    pub(super) taking_shares: Vec<(u32, i64)>,
    pub(super) roles: Interner,
    pub(super) behalf: Csr<Row>,
    pub(super) stances: Vec<u8>,
    pub(super) ties: Vec<Tie>,
    pub(super) missing: Interner,
    pub(super) issued: Vec<Option<Days>>,
    pub(super) derived: Csr<u32>,
    pub(super) sector_parent: Vec<Option<u32>>,
    pub(super) sector_rank: Vec<f64>,
    pub(super) checks: Checks,
    /// For each record, whether it says nowhere where it was read; of each fact, how many of its
    /// amounts cannot be read.
    pub(super) unsourced: Vec<bool>,
    pub(super) unreadable: Vec<u32>,
    n_records: usize,
}

impl Part {
    /// How many records it was read from.
    pub(super) fn len(&self) -> usize {
        self.n_records
    }

    /// Reads the records `range` of a collection.
    pub(super) fn read(
        records: &Records,
        collection: Collection,
        range: std::ops::Range<usize>,
    ) -> Self {
        let mut reader = Reader { records, found: Found::default(), part: Self::default() };
        reader.part.n_records = range.len();
        for i in range {
            let row = Row::new(collection, i);
            let found = reader.part.checks.record(records, row, records.text_of(row));
            let mut value = decode(records, row);
            keep_digits(&mut value, records, row);
            reader.part.unsourced.push(!found.sourced);
            reader.part.unreadable.push(found.unreadable);
            reader.found = found;
            reader.row(row, &value);
        }
        reader.part
    }
}

struct Reader<'a> {
    records: &'a Records,
    /// What the look at the record showed that is being read.
    found: Found,
    part: Part,
}

fn items<'v>(v: &'v Value, key: &str) -> &'v [Value] {
    v[key].as_array().map_or(&[][..], Vec::as_slice)
}

fn text<'v>(v: &'v Value, key: &str) -> &'v str {
    v[key].as_str().unwrap_or_default()
}

/// Whether a record can stand in the network.
fn is_node(row: Row) -> bool {
    matches!(
        row.collection(),
        Collection::Parties
            | Collection::People
            | Collection::Institutions
            | Collection::Initiatives
    )
}

fn small(row: Row) -> u32 {
    u32::try_from(row.index()).unwrap_or(u32::MAX)
}

impl Reader<'_> {
    fn find(&self, id: &str) -> Option<Row> {
        if id.is_empty() { None } else { self.records.find(id) }
    }

    fn find_in(&self, id: &str, collection: Collection) -> Option<Row> {
        self.find(id).filter(|r| r.collection() == collection)
    }

    /// Rows of ids that exist and can stand in the network.
    fn nodes<'v>(&self, ids: impl IntoIterator<Item = &'v str>) -> Vec<Row> {
        ids.into_iter().filter_map(|id| self.find(id)).filter(|r| is_node(*r)).collect()
    }

    fn listed(&self, v: &Value, key: &str) -> Vec<Row> {
        self.nodes(items(v, key).iter().filter_map(Value::as_str))
    }

    fn participants(&self, v: &Value) -> Vec<Row> {
        self.nodes(items(v, "participants").iter().map(|p| text(p, "actor")))
    }

    fn tie(&mut self, from: Row, to: Row, kind: TieKind, row: Row) {
        self.part.ties.push(Tie {
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
                for member in self.listed(v, "members") {
                    self.tie(member, row, TieKind::Membership, row);
                }
            }
            Collection::People => {
                for office in items(v, "offices") {
                    for place in self.nodes([text(office, "party"), text(office, "institution")]) {
                        self.tie(row, place, TieKind::Office, row);
                    }
                }
            }
            Collection::Institutions => {
                let mut parties = self.listed(v, "parties");
                parties.extend(self.nodes([text(v, "party")]));
                for party in parties {
                    self.tie(row, party, TieKind::Membership, row);
                }
                for parent in self.nodes([text(v, "parent")]) {
                    self.tie(row, parent, TieKind::PartOf, row);
                }
            }
            Collection::Sectors => {
                let parent = self.find_in(text(v, "parent"), Collection::Sectors);
                self.part.sector_parent.push(parent.filter(|p| *p != row).map(small));
                self.part.sector_rank.push(v["order"].as_f64().unwrap_or(f64::MAX));
            }
            Collection::Sources => {
                self.part.background.push(text(v, "scope") == "context");
                let issued = crate::model::Source::from_value(v).issued;
                self.part.issued.push(issued.and_then(|d| d.days.ok()));
                let ids = items(v, "derivedFrom").iter().filter_map(Value::as_str);
                let mut from: Vec<u32> = ids
                    .filter_map(|id| self.find_in(id, Collection::Sources))
                    .filter(|r| *r != row)
                    .map(small)
                    .collect();
                self.part.derived.push(&mut from);
            }
            Collection::Events => self.event(row, v),
            Collection::Initiatives => self.initiative(row, v),
            Collection::Links => self.link(row, v),
            Collection::Statements => self.statement(v),
        }
    }

    fn event(&mut self, row: Row, v: &Value) {
        let mut actors = self.listed(v, "parties");
        actors.extend(self.participants(v));
        actors.extend(self.nodes([text(&v["place"], "party")]));
        let mut about = self.listed(v, "initiatives");
        about.retain(|r| r.collection() == Collection::Initiatives);
        let parent = self.find_in(text(v, "parent"), Collection::Events);
        about.extend(parent.filter(|p| *p != row));
        let days = Self::dates(&[v["date"].as_str()]);
        self.put(v, actors, Vec::new(), &about, days, [NO_TERM; 4]);
    }

    fn initiative(&mut self, row: Row, v: &Value) {
        let mut actors = self.listed(v, "parties");
        actors.extend(self.participants(v));
        let parent = self.find_in(text(v, "parent"), Collection::Initiatives);
        let parent = parent.filter(|p| *p != row);
        let (status, kind) = (text(v, "status"), text(v, "kind"));
        let announced = matches!(status, "proposed" | "pipeline") || kind == "proposal";
        let first = self.first_sector(v);
        let mut seen: Vec<Row> = Vec::new();
        for actor in actors {
            if actor == row || seen.contains(&actor) {
                continue;
            }
            seen.push(actor);
            self.tie(actor, row, TieKind::Participation, row);
            if let Some(tie) = self.part.ties.last_mut() {
                tie.sector = first;
                tie.announced = announced;
            }
        }
        if let Some(parent) = parent {
            self.tie(row, parent, TieKind::PartOf, row);
        }
        seen.push(row);
        let named = v["dates"].as_object();
        let mut dates: Vec<Days> = Vec::new();
        let mut doubtful = false;
        for date in named.into_iter().flat_map(|m| m.values()) {
            let Some((days, unsure)) = date.as_str().map(EdtfDate::read) else { continue };
            doubtful |= unsure;
            dates.extend(days.ok());
        }
        let mut days = (dates.into_iter().reduce(union), doubtful);
        let stages: Vec<Option<&str>> =
            items(v, "stages").iter().map(|s| s["date"].as_str()).collect();
        let (more, unsure) = Self::dates(&stages);
        if let Some(more) = more {
            days = (Some(days.0.map_or(more, |d| union(d, more))), days.1 || unsure);
        }
        let (stage, day) = Stage::of(v);
        self.part.stages.push((stage, day, Stage::heard(v)));
        self.takings(v);
        let kind = self.term(0, kind);
        let status = self.term(1, status);
        let about: Vec<Row> = parent.into_iter().collect();
        self.put(v, seen, Vec::new(), &about, days, [kind, status, NO_TERM, NO_TERM]);
    }

    fn link(&mut self, row: Row, v: &Value) {
        let (from, to) = (text(v, "from"), text(v, "to"));
        let actors = self.nodes([from, to]);
        let mut about = self.listed(v, "initiatives");
        about.retain(|r| r.collection() == Collection::Initiatives);
        if let (Some(from), Some(to)) = (self.node(from), self.node(to)) {
            #[expect(clippy::cast_possible_truncation, reason = "a width on screen")]
            let weight = v["weight"]["value"].as_f64().unwrap_or(1.0).clamp(0.0, 1e30) as f32;
            let sector = self.first_sector(v);
            self.part.ties.push(Tie {
                from,
                to,
                kind: TieKind::Link,
                row,
                directed: v["directed"].as_bool().unwrap_or(true),
                announced: crate::model::Link::is_announced_status(text(v, "status")),
                disputed: text(v, "review") == "disputed",
                weight,
                sector,
            });
        }
        let days = Self::dates(&[v["start"].as_str(), v["end"].as_str()]);
        let kind = self.term(3, text(v, "type"));
        self.put(v, actors, Vec::new(), &about, days, [NO_TERM, NO_TERM, NO_TERM, kind]);
    }

    fn statement(&mut self, v: &Value) {
        let speakers = self.listed(v, "speakers");
        let mut actors = speakers.clone();
        for key in ["onBehalfOf", "institutions", "parties"] {
            actors.extend(self.listed(v, key));
        }
        let mut about = self.listed(v, "initiatives");
        about.retain(|r| r.collection() == Collection::Initiatives);
        let links = items(v, "links").iter().filter_map(Value::as_str);
        about.extend(links.filter_map(|id| self.find_in(id, Collection::Links)));
        about.extend(self.find_in(text(v, "event"), Collection::Events));
        let days = Self::dates(&[v["date"].as_str()]);
        let said = self.term(2, text(v, "kind"));
        let mut behalf = self.listed(v, "onBehalfOf");
        self.part.behalf.push(&mut behalf);
        self.part.stances.push(match text(v, "stance") {
            "supportive" | "support" | "positive" | "for" => 1,
            "critical" | "oppose" | "opposed" | "negative" | "against" => 2,
            _ => 0,
        });
        self.put(v, actors, speakers, &about, days, [NO_TERM, NO_TERM, said, NO_TERM]);
    }

    /// Who takes part in an initiative, in the order of the file.
    fn takings(&mut self, v: &Value) {
        let base = self.part.takings.values().len();
        let mut takings: Vec<Taking> = Vec::new();
        for participant in items(v, "participants") {
            let Some(actor) = self.find(text(participant, "actor")).filter(|r| is_node(*r)) else {
                continue;
            };
            let role = text(participant, "role");
            let role = if role.is_empty() {
                NO_ROLE
            } else {
                u16::try_from(self.part.roles.number(role)).unwrap_or(NO_ROLE)
            };
            if let Value::Number(n) = &participant["share"]
                && let Some(share) = millionths(&n.to_string()).filter(|s| *s >= 0)
            {
                let at = u32::try_from(base + takings.len()).unwrap_or(u32::MAX);
                let share = i64::try_from(share.min(100_000_000_000)).unwrap_or(0);
                self.part.taking_shares.push((at, share));
            }
            takings.push(Taking { actor, role });
        }
        self.part.takings.push_as_is(&takings);
    }

    /// The number of a term; an empty word is none.
    fn term(&mut self, of: usize, word: &str) -> u32 {
        if word.is_empty() { NO_TERM } else { self.part.words[of].number(word) }
    }

    /// The node an end of a link stands for; sectors, statements and the like are not in the
    /// network.
    fn node(&mut self, id: &str) -> Option<Node> {
        if id.is_empty() {
            return None;
        }
        match self.records.find(id) {
            Some(row) => is_node(row).then_some(Node::Record(row)),
            None => Some(Node::Missing(self.part.missing.number(id))),
        }
    }

    fn sector_of(&self, entry: &Value) -> Option<u32> {
        let id = entry.as_str().unwrap_or_else(|| text(entry, "sector"));
        self.find_in(id, Collection::Sectors).map(small)
    }

    fn first_sector(&self, v: &Value) -> Option<u32> {
        items(v, "sectors").iter().find_map(|s| self.sector_of(s))
    }

    fn dates(raw: &[Option<&str>]) -> (Option<Days>, bool) {
        let (mut doubtful, mut days) = (false, None);
        for (read, unsure) in raw.iter().flatten().map(|d| EdtfDate::read(d)) {
            doubtful |= unsure;
            days = days.into_iter().chain(read.ok()).reduce(union);
        }
        (days, doubtful)
    }

    /// How the days of a fact are known, by the least plain of its dates, and the source that one
    /// was read in when it is not the fact's own.
    fn dated(&self, v: &Value) -> (Dated, Option<u32>) {
        let mut out = Dated::default();
        let stages = items(v, "stages");
        let mut source = None;
        let mut look = |pointer: &str| {
            let Some(known) = known(v, pointer).filter(|k| !k.is_plain()) else { return };
            out.inferred |= known.basis.is_some() || known.source.is_empty();
            out.elsewhere |= known.elsewhere;
            if known.elsewhere {
                source = self.find_in(known.source, Collection::Sources).map(small).or(source);
            }
        };
        for key in ["date", "start", "end"] {
            if v[key].is_string() {
                look(&format!("/{key}"));
            }
        }
        for key in v["dates"].as_object().into_iter().flat_map(|m| m.keys()) {
            look(&format!("/dates/{key}"));
        }
        for (i, _) in stages.iter().enumerate().filter(|(_, s)| s["date"].is_string()) {
            look(&format!("/stages/{i}/date"));
        }
        (out, source)
    }

    /// Appends one fact. `terms` are kind, status, kind of statement and type of link.
    fn put(
        &mut self,
        v: &Value,
        mut actors: Vec<Row>,
        mut speakers: Vec<Row>,
        about: &[Row],
        days: (Option<Days>, bool),
        terms: [u32; 4],
    ) {
        let mut sectors: Vec<(u32, i64)> = Vec::new();
        for entry in items(v, "sectors") {
            let Some(sector) = self.sector_of(entry) else { continue };
            let share = match &entry["share"] {
                Value::Number(n) => millionths(&n.to_string()).filter(|s| *s >= 0),
                _ => None,
            };
            // A thousand times the whole is more than any file means.
            let share = share.map_or(-1, |s| i64::try_from(s.min(100_000_000_000)).unwrap_or(-1));
            match sectors.iter_mut().find(|s| s.0 == sector) {
                // Named twice: its shares add up.
                Some(known) if known.1 >= 0 && share >= 0 => known.1 += share,
                Some(_) => {}
                None => sectors.push((sector, share)),
            }
        }
        sectors.sort_unstable_by_key(|s| s.0);
        let scope = text(v, "scope");
        let scope = self.term(4, if scope.is_empty() { "core" } else { scope });
        let review = self.term(5, text(v, "review"));
        // Nothing to look for where all of it is stated by the record's own source.
        let look = days.0.is_some() && !self.found.plain;
        let (dated, date_source) = if look { self.dated(v) } else { Default::default() };
        let part = &mut self.part;
        part.dated.push(dated);
        part.date_source.push(date_source.unwrap_or(NO_TERM));
        part.sectors.push_as_is(&sectors.iter().map(|s| s.0).collect::<Vec<_>>());
        part.shares.extend(sectors.iter().map(|s| s.1));
        part.actors.push(&mut actors);
        part.speakers.push(&mut speakers);
        part.about.push_as_is(about);
        let sources = items(v, "prov").iter().map(|p| text(p, "source"));
        let mut sources: Vec<u32> = sources
            .filter_map(|id| self.records.find(id))
            .filter(|r| r.collection() == Collection::Sources)
            .map(small)
            .collect();
        part.sources.push(&mut sources);
        let terms = terms.into_iter().chain([scope, review]);
        for (column, term) in part.terms.iter_mut().zip(terms) {
            column.push(term);
        }
        part.days.push(days.0);
        part.doubtful.push(days.1);
        let all = items(v, "amounts");
        let restates = self.found.restates;
        let money = all.iter().zip(0u16..).filter_map(|(a, place)| part.amount(a, place, restates));
        let mut money: Vec<Money> = money.collect();
        // What restates something that is not there, or not in another currency, is first-hand.
        let known: Vec<Money> = if restates { money.clone() } else { Vec::new() };
        for m in money.iter_mut().filter(|m| m.restates != FIRST_HAND) {
            let told = known.iter().find(|k| k.place == m.restates && k.place != m.place);
            if !told.is_some_and(|k| {
                k.restates == FIRST_HAND && k.currency != m.currency && k.flow == m.flow
            }) {
                m.restates = FIRST_HAND;
            }
        }
        part.money.push_as_is(&money);
    }
}

impl Part {
    fn amount(&mut self, a: &Value, place: u16, restates: bool) -> Option<Money> {
        let value = match &a["value"] {
            Value::String(s) => millionths(s)?,
            Value::Number(n) => millionths(&n.to_string())?,
            _ => return None,
        };
        // Money of no currency is no sum of anything.
        let currency = Some(text(a, "currency")).filter(|c| !c.is_empty())?;
        let year = a["date"].as_str().and_then(|d| EdtfDate::read(d).0.ok());
        let year = year.filter(|d| !d.is_unknown()).map_or(i32::MIN, |d| d.years().0);
        let number = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        // Money in the prices of one year is another measure than money as it was paid.
        let flow = match a["constantYear"].as_i64() {
            Some(year) => Cow::Owned(format!("{}{CONSTANT}{year}", text(a, "kind"))),
            None => Cow::Borrowed(text(a, "kind")),
        };
        Some(Money {
            value,
            currency: number(self.currencies.number(currency)),
            flow: number(self.flows.number(&flow)),
            year,
            place,
            restates: Some(a)
                .filter(|_| restates)
                .and_then(|a| text(a, "restates").strip_prefix("/amounts/")?.parse().ok())
                .unwrap_or(FIRST_HAND),
            approximate: a["approximate"] == Value::Bool(true),
        })
    }
}

/// Characters of a number that a number of the machine keeps for sure.
const KEPT: usize = 15;

/// An amount of more digits than a number of the machine keeps is read from its text.
fn keep_digits(value: &mut Value, records: &Records, row: Row) {
    let Some(amounts) = value.get_mut("amounts").and_then(Value::as_array_mut) else { return };
    for (i, amount) in amounts.iter_mut().enumerate() {
        let Some(Value::Number(n)) = amount.get("value") else { continue };
        if !n.is_f64() || n.to_string().len() <= KEPT {
            continue;
        }
        let text = records.text_of(row);
        let span = span_of(text, &format!("/amounts/{i}/value"));
        if let Some(raw) = span.and_then(|s| text.get(s.start..s.end)) {
            amount["value"] = Value::String(raw.to_owned());
        }
    }
}

fn union(a: Days, b: Days) -> Days {
    Days { first: a.first.min(b.first), last: a.last.max(b.last) }
}
