//! Every count and sum of the panels against a slow, obvious reference, over random datasets and
//! random filters.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use cooperama::dataset::Opened;
use cooperama::query::{
    Clause, Crossing, Dim, Filter, Flow, Measure, NONE, Names, Values, fold, parse, write,
    year_span,
};
use cooperama::record::Collection;
use cooperama::table::{FACTS, Stage};

use crate::fixture::open;

const KINDS: [&str; 3] = ["project", "agreement", "x-wish"];
const STATUSES: [&str; 4] = ["proposed", "implementation", "completed", ""];
const SAID: [&str; 3] = ["direct", "reported", "editorial"];
const TYPES: [&str; 3] = ["finances", "owns", "x-visits"];
const WORDS: [&str; 6] = ["Route", "énergie", "banque", "Ürümqi", "pont", "ŒUVRE"];

/// A small dataset in which everything refers to everything, now and then to nothing.
#[expect(clippy::too_many_lines, reason = "one list after the other, as in a file")]
fn dataset(seed: u64) -> Value {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut r = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (n as u64)).unwrap()
    };
    let id = |prefix: &str, n: usize| format!("{prefix}{n}");
    let sectors: Vec<Value> = (0..7)
        .map(|i| json!({"id": id("s", i), "label": WORDS[r(6)], "parent": if r(2) == 0 { String::new() } else { id("s", r(7)) }}))
        .collect();
    let parties: Vec<Value> =
        (0..3).map(|i| json!({"id": id("p", i), "label": format!("Partie {i}")})).collect();
    let people: Vec<Value> = (0..4)
        .map(|i| json!({"id": id("h", i), "label": format!("Personne {i}"), "offices": [{"title": "Ministre", "party": id("p", r(3))}]}))
        .collect();
    let institutions: Vec<Value> = (0..5)
        .map(|i| json!({"id": id("o", i), "label": format!("{} {i}", WORDS[r(6)]), "party": id("p", r(4))}))
        .collect();
    let sources: Vec<Value> = (0..4)
        .map(|i| json!({"id": id("q", i), "csl": {"title": format!("Titre {i}")}, "derivedFrom": if r(2) == 0 { vec![id("q", r(4))] } else { vec![] }}))
        .collect();
    let mut few = {
        let mut r2 = r;
        move |prefix: &str, n: usize| -> Vec<String> {
            let k = r2(3);
            let mut out: Vec<String> = (0..k).map(|_| id(prefix, r2(n + 1))).collect();
            out.dedup();
            out
        }
    };
    let mut date = {
        let mut r3 = r;
        move || match r3(6) {
            0 => String::new(),
            1 => format!("20{:02}", 10 + r3(6)),
            2 => format!("20{:02}-0{}~", 10 + r3(6), 1 + r3(9)),
            3 => format!("20{:02}/..", 10 + r3(6)),
            4 => format!("20{:02}-05-0{}", 10 + r3(6), 1 + r3(9)),
            _ => "nonsense".to_owned(),
        }
    };
    let prov =
        |q: Vec<String>| -> Vec<Value> { q.into_iter().map(|s| json!({"source": s})).collect() };
    let initiatives: Vec<Value> = (0..14)
        .map(|i| {
            let shares: Vec<Value> = few("s", 7)
                .into_iter()
                .enumerate()
                .map(|(k, s)| {
                    if r(3) == 0 { json!({"sector": s}) } else { json!({"sector": s, "share": (&[json!(30 + 40 * k), json!(33.3), json!(0)][r(3)])}) }
                })
                .collect();
            let amounts: Vec<Value> = (0..r(4))
                .map(|_| {
                    let values = [json!(1000 + r(900)), json!("12.34"), json!(-5), json!("x")];
                    let currencies = ["USD", "EUR", "CNY", "JPY", "QQQ", ""];
                    let (value, currency) = (&values[r(4)], currencies[r(6)]);
                    let kind = ["commitment", "disbursement"][r(2)];
                    let restates = if r(3) == 0 { json!(format!("/amounts/{}", r(3))) } else { Value::Null };
                    json!({
                        "value": value,
                        "currency": currency,
                        "kind": kind,
                        "date": format!("20{:02}", 10 + r(6)),
                        "restates": restates,
                    })
                })
                .collect();
            let scope = ["", "core", "context"][r(3)];
            let review = ["", "checked", "disputed"][r(3)];
            json!({
                "id": id("i", i), "kind": KINDS[r(3)], "status": STATUSES[r(4)],
                "label": {"fr": format!("{} {}", WORDS[r(6)], WORDS[r(6)])},
                "parties": few("p", 3), "sectors": shares, "amounts": amounts,
                "participants": few("o", 5).into_iter().chain(few("p", 3)).chain(few("o", 5)).chain(few("h", 4)).map(|o| json!({"actor": o, "role": (["funding", "implementing", ""][r(3)]), "share": (&[json!(30), json!(45), Value::Null][r(3)])})).collect::<Vec<_>>(),
                "parent": if r(4) == 0 { id("i", r(14)) } else { String::new() },
                "dates": {"start": date()}, "prov": prov(few("q", 4)),
                "scope": scope, "review": review,
            })
        })
        .collect();
    let links: Vec<Value> = (0..8)
        .map(|i| {
            json!({
                "id": id("l", i), "from": id("o", r(6)), "to": id("p", r(4)), "type": TYPES[r(3)],
                "initiatives": few("i", 14), "sectors": few("s", 7), "start": date(),
                "prov": prov(few("q", 4)), "amounts": (0..r(2)).map(|_| json!({
                    "value": 100 + r(7), "currency": (["USD", "EUR"][r(2)]), "kind": (["commitment", "x-capital"][r(2)]),
                    "date": format!("20{:02}", 10 + r(6)),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let events: Vec<Value> = (0..3)
        .map(|i| json!({"id": id("e", i), "label": "Rencontre", "date": date(), "initiatives": few("i", 14), "parties": few("p", 3)}))
        .collect();
    let statements: Vec<Value> = (0..12)
        .map(|i| {
            json!({
                "id": id("t", i), "kind": SAID[r(3)], "speakers": few("h", 4),
                "text": {"fr": format!("On parle de {}", WORDS[r(6)])},
                "sectors": few("s", 7), "initiatives": few("i", 14), "links": few("l", 8),
                "institutions": few("o", 5), "date": date(), "prov": prov(few("q", 4)),
                "event": if r(3) == 0 { id("e", r(3)) } else { String::new() },
            })
        })
        .collect();
    json!({
        "format": "cooperation-dataset", "version": 1, "title": "Hasard",
        "rates": [{"from": "EUR", "to": "USD", "date": "2012", "rate": "1.25"}],
        "sectors": sectors, "parties": parties, "people": people, "institutions": institutions,
        "initiatives": initiatives, "links": links, "events": events, "statements": statements,
        "sources": sources,
    })
}

/// The reference: facts as sets of ids, found by looking through everything again and again.
struct Slow<'a> {
    data: &'a Value,
    by_id: BTreeMap<String, (&'static str, &'a Value)>,
}

impl<'a> Slow<'a> {
    fn new(data: &'a Value) -> Self {
        let mut by_id = BTreeMap::new();
        for c in Collection::ALL {
            for v in data[c.key()].as_array().into_iter().flatten() {
                by_id.insert(v["id"].as_str().unwrap().to_owned(), (c.key(), v));
            }
        }
        Self { data, by_id }
    }

    fn facts(&self) -> Vec<&'a Value> {
        FACTS.iter().flat_map(|c| self.data[c.key()].as_array().unwrap()).collect()
    }

    fn kind_of(&self, id: &str) -> &'static str {
        self.by_id.get(id).map_or("", |x| x.0)
    }

    fn ids(v: &Value, key: &str) -> Vec<String> {
        v[key]
            .as_array()
            .into_iter()
            .flatten()
            .map(|x| {
                x.as_str()
                    .or(x["sector"].as_str())
                    .or(x["actor"].as_str())
                    .or(x["source"].as_str())
                    .unwrap_or("")
                    .to_owned()
            })
            .collect()
    }

    /// Facts a fact is directly about.
    fn direct(&self, v: &Value) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for key in ["initiatives", "links"] {
            out.extend(Self::ids(v, key));
        }
        out.extend(v["event"].as_str().map(str::to_owned));
        out.extend(v["parent"].as_str().map(str::to_owned));
        out.retain(|id| {
            *id != v["id"] && ["initiatives", "links", "events"].contains(&self.kind_of(id))
        });
        out
    }

    fn about(&self, v: &Value) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut at: Vec<String> = self.direct(v).into_iter().collect();
        while let Some(id) = at.pop() {
            if id != v["id"] && self.kind_of(&id) != "events" && out.insert(id.clone()) {
                at.extend(self.direct(self.by_id[&id].1));
            }
        }
        out
    }

    /// Statements about a fact, itself when it is one.
    fn evidence(&self, v: &Value) -> Vec<&'a Value> {
        let id = v["id"].as_str().unwrap();
        let all = self.data["statements"].as_array().unwrap();
        all.iter().filter(|s| s["id"] == id || self.direct(s).contains(id)).collect()
    }

    /// The parties in whose name a statement is made.
    fn voices(&self, statement: &Value) -> BTreeSet<String> {
        let known = |key: &str| {
            let ids = Self::ids(statement, key).into_iter();
            ids.filter(|id| !self.kind_of(id).is_empty()).collect::<Vec<_>>()
        };
        let behalf = known("onBehalfOf");
        let speak = if behalf.is_empty() { known("speakers") } else { behalf };
        let mut out = BTreeSet::new();
        for id in speak {
            let v = self.by_id[&id].1;
            let offices = v["offices"].as_array().into_iter().flatten();
            let mut of: Vec<String> = Self::ids(v, "parties");
            of.extend(v["party"].as_str().map(str::to_owned));
            of.extend(offices.filter_map(|o| o["party"].as_str().map(str::to_owned)));
            if self.kind_of(&id) == "parties" {
                of = vec![id];
            }
            out.extend(of.into_iter().filter(|p| self.kind_of(p) == "parties"));
        }
        out
    }

    fn own_sectors(&self, v: &Value) -> BTreeSet<String> {
        let ids = Self::ids(v, "sectors").into_iter();
        ids.filter(|s| self.kind_of(s) == "sectors").collect()
    }

    fn sectors(&self, v: &Value) -> BTreeSet<String> {
        let own = self.own_sectors(v);
        if !own.is_empty() {
            return own;
        }
        let about: BTreeSet<String> =
            self.about(v).iter().flat_map(|id| self.own_sectors(self.by_id[id].1)).collect();
        if !about.is_empty() || self.kind_of(v["id"].as_str().unwrap()) != "statements" {
            return about;
        }
        let named = self.actors(v);
        let all = self.data["initiatives"].as_array().unwrap().iter();
        let shared = all.filter(|i| {
            let actors = self.actors(i);
            named.iter().any(|n| self.kind_of(n) == "institutions" && actors.contains(n))
        });
        shared.flat_map(|i| self.own_sectors(i)).collect()
    }

    /// The one party of an institution that belongs to one alone.
    fn home(&self, institution: &str) -> Option<String> {
        let v = self.by_id.get(institution).filter(|x| x.0 == "institutions")?.1;
        let mut all: BTreeSet<String> = Self::ids(v, "parties").into_iter().collect();
        all.extend(v["party"].as_str().map(str::to_owned));
        all.retain(|id| self.kind_of(id) == "parties");
        if all.len() == 1 { all.pop_first() } else { None }
    }

    fn lineage(&self, sector: &str) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut at = sector.to_owned();
        while self.kind_of(&at) == "sectors" && out.insert(at.clone()) {
            let parent = self.by_id[&at].1["parent"].as_str().unwrap_or("").to_owned();
            if parent == at {
                break;
            }
            at = parent;
        }
        out
    }

    fn actors(&self, v: &Value) -> BTreeSet<String> {
        let kind = self.kind_of(v["id"].as_str().unwrap());
        let mut out: BTreeSet<String> = BTreeSet::new();
        for key in ["parties", "participants", "speakers", "institutions"] {
            out.extend(Self::ids(v, key));
        }
        for key in ["from", "to"] {
            out.extend(v[key].as_str().map(str::to_owned));
        }
        if kind == "initiatives" {
            out.insert(v["id"].as_str().unwrap().to_owned());
        }
        out
    }

    /// Who takes part in which role in an initiative, or in those a fact is about.
    fn takings(&self, v: &Value) -> Vec<(String, String)> {
        let about = self.about(v);
        let related = about.iter().map(|id| self.by_id[id].1);
        let all = std::iter::once(v).chain(related);
        let initiatives = all.filter(|a| self.kind_of(a["id"].as_str().unwrap()) == "initiatives");
        initiatives.flat_map(|i| self.own_takings(i)).collect()
    }

    /// Who takes part in which role in an initiative.
    fn own_takings(&self, v: &Value) -> Vec<(String, String)> {
        let of = v["participants"].as_array().unwrap().iter();
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let taking = of.map(|p| (text(&p["actor"]), text(&p["role"])));
        taking.filter(|t| self.by_id.contains_key(&t.0)).collect()
    }

    /// Whether the file tells the party of anybody who has one of these roles.
    fn told_of_a_party(&self, codes: &[u32], roles: &[String]) -> bool {
        let all = self.by_id.values().filter(|x| x.0 == "initiatives");
        all.flat_map(|x| self.own_takings(x.1)).any(|(actor, role)| {
            let known = if role.is_empty() { codes.contains(&NONE) } else { roles.contains(&role) };
            known && self.kind_of(&actor) != "people" && !self.sides(&actor).is_empty()
        })
    }

    /// The parties someone stands for: itself, those its offices are for, or that it names.
    fn sides(&self, id: &str) -> Vec<String> {
        match self.kind_of(id) {
            "parties" => vec![id.to_owned()],
            "people" => {
                let v = self.by_id[id].1;
                let of = v["offices"].as_array().unwrap().iter();
                let ids = of.map(|o| o["party"].as_str().unwrap().to_owned());
                ids.filter(|p| self.by_id.contains_key(p)).collect()
            }
            _ => self.home(id).into_iter().collect(),
        }
    }

    /// The values of a dimension that a fact has, as ids and terms.
    fn values(&self, dim: Dim, v: &Value) -> BTreeSet<String> {
        let about = self.about(v);
        let related = || about.iter().map(|id| self.by_id[id].1);
        let of_kind = |kind: &str| -> BTreeSet<String> {
            let mut all = self.actors(v);
            all.extend(related().flat_map(|a| self.actors(a)));
            all.retain(|id| self.kind_of(id) == kind);
            all
        };
        let kind = self.kind_of(v["id"].as_str().unwrap());
        let term = |v: &Value, key: &str| -> Option<String> {
            v[key].as_str().filter(|t| !t.is_empty()).map(str::to_owned)
        };
        match dim {
            Dim::Sector => self.sectors(v).iter().flat_map(|s| self.lineage(s)).collect(),
            Dim::Party => {
                let homes = of_kind("institutions").into_iter().filter_map(|i| self.home(&i));
                of_kind("parties").into_iter().chain(homes).collect()
            }
            Dim::Institution => of_kind("institutions"),
            Dim::Role => {
                let roles = self.takings(v).into_iter().map(|t| t.1);
                roles.filter(|r| !r.is_empty()).collect()
            }
            Dim::Person => of_kind("people"),
            Dim::Initiative => of_kind("initiatives"),
            Dim::Speaker => {
                let said = self.evidence(v).into_iter();
                let ids = said.flat_map(|s| Self::ids(s, "speakers"));
                ids.filter(|id| self.kind_of(id) == "people").collect()
            }
            Dim::Voice => {
                let said = self.evidence(v).into_iter();
                said.flat_map(|s| self.voices(s)).collect()
            }
            Dim::Kind | Dim::Status => {
                let key = dim.key();
                if kind == "initiatives" {
                    return term(v, key).into_iter().collect();
                }
                let own =
                    related().filter(|a| self.kind_of(a["id"].as_str().unwrap()) == "initiatives");
                own.filter_map(|a| term(a, key)).collect()
            }
            Dim::Statement => self.evidence(v).iter().filter_map(|s| term(s, "kind")).collect(),
            Dim::Link => {
                let id = v["id"].as_str().unwrap();
                let mut links: Vec<&Value> = Vec::new();
                if kind == "links" {
                    links.push(v);
                }
                if kind == "statements" {
                    links.extend(
                        related().filter(|a| self.kind_of(a["id"].as_str().unwrap()) == "links"),
                    );
                }
                let all = self.data["links"].as_array().unwrap();
                links.extend(all.iter().filter(|l| self.direct(l).contains(id)));
                links.into_iter().filter_map(|l| term(l, "type")).collect()
            }
            Dim::Source => {
                let ids = Self::ids(v, "prov").into_iter();
                ids.filter(|s| self.kind_of(s) == "sources").collect()
            }
            Dim::Scope => [term(v, "scope").unwrap_or_else(|| "core".to_owned())].into(),
            Dim::Review => term(v, "review").into_iter().collect(),
            Dim::Year | Dim::Text => BTreeSet::new(),
        }
    }

    /// Whether each word stands in a fact's own words or in the names of what it touches.
    fn has_words(&self, v: &Value, query: &str) -> bool {
        let mut texts: Vec<String> = Vec::new();
        for key in ["label", "text"] {
            match &v[key] {
                Value::String(s) => texts.push(s.clone()),
                Value::Object(m) => {
                    texts.extend(m.values().map(|t| t.as_str().unwrap().to_owned()));
                }
                _ => {}
            }
        }
        for dim in [Dim::Sector, Dim::Party, Dim::Institution, Dim::Person] {
            let names = self.values(dim, v).into_iter();
            texts.extend(names.map(|id| self.by_id[&id].1["label"].as_str().unwrap().to_owned()));
        }
        let texts: Vec<String> = texts.iter().map(|t| fold(t)).collect();
        fold(query).split_whitespace().all(|w| texts.iter().any(|t| t.contains(w)))
    }
}

/// Whether a fact passes one clause, by its ids. `with` is what roles are asked of: a dimension, and
/// who of it, where that is asked for too.
fn passes(
    o: &Opened,
    slow: &Slow<'_>,
    (clause, with): (&Clause, Option<(Dim, Option<&Clause>)>),
    v: &Value,
    fact: usize,
) -> bool {
    let names = Names { records: &o.doc.records, table: &o.table };
    let ids = |clause: &Clause| -> Vec<String> {
        let Values::Codes(codes) = &clause.values else { return Vec::new() };
        codes.iter().filter(|c| **c != NONE).map(|c| names.name(clause.dim, *c)).collect()
    };
    let held = match &clause.values {
        Values::Codes(codes) if clause.dim == Dim::Role && with.is_some() => {
            let (dim, who) = with.unwrap();
            let kind = match dim {
                Dim::Institution => "institutions",
                Dim::Party => "parties",
                _ => "people",
            };
            let roles = ids(clause);
            slow.takings(v).into_iter().any(|(actor, role)| {
                // A party takes part through its institutions, too.
                if kind == "parties" {
                    let sides = if slow.kind_of(&actor) == "people" {
                        Vec::new()
                    } else {
                        slow.sides(&actor)
                    };
                    let named = sides.iter().any(|s| who.is_none_or(|c| ids(c).contains(s)))
                        || !slow.told_of_a_party(codes, &roles);
                    let known =
                        if role.is_empty() { codes.contains(&NONE) } else { roles.contains(&role) };
                    return named && known;
                }
                let named = who.is_none_or(|c| ids(c).contains(&actor));
                let role =
                    if role.is_empty() { codes.contains(&NONE) } else { roles.contains(&role) };
                slow.kind_of(&actor) == kind && named && role
            })
        }
        Values::Codes(codes) => {
            let own = slow.values(clause.dim, v);
            codes.iter().any(|c| match *c {
                NONE => own.is_empty(),
                c => own.contains(&names.name(clause.dim, c)),
            })
        }
        Values::Periods(periods) => o.table.days[fact].is_some_and(|d| {
            !d.is_unknown() && periods.iter().any(|p| d.first <= p.last && d.last >= p.first)
        }),
        Values::Words(words) => slow.has_words(v, words),
    };
    held != clause.inverted
}

#[test]
fn a_role_counts_what_the_filter_would_leave_with_it() {
    let Some(bytes) = crate::fixture::shared("data/kz-china-aiddata-nodesc.coop.json") else {
        return;
    };
    let o = open(&bytes).unwrap();
    let names = Names { records: &o.doc.records, table: &o.table };
    let words = || o.words.get(&o.doc.records);
    let left = |text: &str| {
        let filter = parse(text, names).unwrap();
        let results = Crossing::default().cross(&o.table, &words, o.doc.totals(), &filter);
        (results.count(Collection::Initiatives).selected, results, filter)
    };
    // Through its institutions, of which the file names no party as a funder itself.
    let bank = "inst.china-development-bank-cdb.8b49c3";
    for who in ["party=cn".to_owned(), "party=kz".to_owned(), format!("institution={bank}")] {
        let (all, results, filter) = left(&who);
        let (roles, _) = results.tally_under(&o.table, &filter, Dim::Role, Collection::Initiatives);
        for (code, count) in (0u32..).zip(roles) {
            let role = names.name(Dim::Role, code);
            let with = left(&format!("{who} role={role}")).0;
            assert_eq!(count.selected, with, "{who} {role} of {all}");
        }
    }
    assert!(left("party=cn role=funding").0 > 0);
}

fn filters() -> impl Strategy<Value = Vec<(usize, bool, Vec<u32>, usize)>> {
    let clause = (0usize..16, any::<bool>(), prop::collection::vec(0u32..9, 1..4), 0usize..6);
    prop::collection::vec(clause, 0..4)
}

/// Makes a filter of raw numbers; codes past the last value mean "none".
fn filter_of(o: &Opened, raw: &[(usize, bool, Vec<u32>, usize)]) -> Filter {
    let mut filter = Filter::default();
    for (dim, inverted, numbers, word) in raw {
        let dim = Dim::ALL[*dim];
        let values = match dim.facet() {
            Some(field) => {
                let n = u32::try_from(o.table.column(field).n_values()).unwrap();
                let mut codes: Vec<u32> =
                    numbers.iter().map(|c| if *c < n { *c } else { NONE }).collect();
                codes.sort_unstable();
                codes.dedup();
                Values::Codes(codes)
            }
            None if dim == Dim::Year => {
                let from = 2009 + i32::try_from(numbers[0]).unwrap();
                Values::Periods(vec![year_span(from, from + 1)])
            }
            None => Values::Words(WORDS[*word].to_uppercase()),
        };
        filter.set(Clause { dim, inverted: *inverted, values });
    }
    filter
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_count_and_sum_is_that_of_the_reference(seed in any::<u64>(), raw in filters()) {
        let data = dataset(seed);
        let o = open(data.to_string().as_bytes()).unwrap();
        let slow = Slow::new(&data);
        let filter = filter_of(&o, &raw);
        let words = || o.words.get(&o.doc.records);
        let results = Crossing::default().cross(&o.table, &words, o.doc.totals(), &filter);
        let names = Names { records: &o.doc.records, table: &o.table };
        let facts = slow.facts();
        // Which facts pass, and which pass without each dimension's own clause.
        let with = [Dim::Institution, Dim::Party, Dim::Person].into_iter().filter_map(|d| filter.clause(d)).find(|c| !c.inverted);
        let but = |dim: Option<Dim>, n: usize| {
            let with = with.map(|c| (c.dim, Some(c).filter(|c| Some(c.dim) != dim)));
            filter.clauses().iter().filter(|c| Some(c.dim) != dim).all(|c| passes(&o, &slow, (c, with), facts[n], n))
        };
        for (n, fact) in facts.iter().enumerate() {
            prop_assert_eq!(results.passes(n), but(None, n), "{} under {}", fact["id"].clone(), write(&filter, names));
        }
        for dim in Dim::ALL.into_iter().filter(|d| d.facet().is_some()) {
            for c in FACTS {
                let (values, none) = results.tally(&o.table, dim, c);
                let mut expected: BTreeMap<String, (u32, u32)> = BTreeMap::new();
                let mut without = (0, 0);
                for n in o.table.facts_of(c) {
                    let own = slow.values(dim, facts[n]);
                    let selected = u32::from(but(Some(dim), n));
                    if own.is_empty() {
                        without.0 += u32::from(but(None, n));
                        without.1 += 1;
                    }
                    for v in own {
                        let e = expected.entry(v).or_default();
                        e.0 += selected;
                        e.1 += 1;
                    }
                }
                prop_assert_eq!((none.selected, none.total), without);
                for (code, count) in values.iter().enumerate() {
                    let id = names.name(dim, u32::try_from(code).unwrap());
                    let e = expected.get(&id).copied().unwrap_or_default();
                    prop_assert_eq!((count.selected, count.total), e, "{} {:?} {}", id, c, write(&filter, names));
                }
            }
            // Institutions, each once.
            let (values, _) = results.institutions(&o.table, dim);
            for (code, count) in values.iter().enumerate() {
                let id = names.name(dim, u32::try_from(code).unwrap());
                let mut seen = [BTreeSet::new(), BTreeSet::new()];
                if dim == Dim::Party {
                    // Those that name it as their own, selected when a passing fact touches them.
                    let all = data["institutions"].as_array().unwrap().iter();
                    for i in all.filter(|i| i["party"] == id.as_str()).map(|i| i["id"].as_str().unwrap()) {
                        let touched = |n: &usize| slow.values(Dim::Institution, facts[*n]).contains(i);
                        let passes = (0..facts.len()).filter(touched).any(|n| but(Some(dim), n));
                        if passes || !results.filtered {
                            seen[0].insert(i.to_owned());
                        }
                        seen[1].insert(i.to_owned());
                    }
                }
                for n in (0..facts.len()).filter(|n| dim != Dim::Party && slow.values(dim, facts[*n]).contains(&id)) {
                    let touched = slow.values(Dim::Institution, facts[n]);
                    if but(Some(dim), n) {
                        seen[0].extend(touched.clone());
                    }
                    seen[1].extend(touched);
                }
                let found = (count.selected as usize, count.total as usize);
                prop_assert_eq!(found, (seen[0].len(), seen[1].len()), "{:?} {}", dim, id);
            }
        }
        // Records of other kinds pass when a passing fact touches them.
        if results.filtered {
            for (c, dim) in [(Collection::Parties, Dim::Party), (Collection::Institutions, Dim::Institution), (Collection::Sectors, Dim::Sector), (Collection::Sources, Dim::Source), (Collection::People, Dim::Person)] {
                let passing = (0..facts.len()).filter(|n| but(None, *n));
                let all: BTreeSet<String> = passing.flat_map(|n| slow.values(dim, facts[n])).collect();
                prop_assert_eq!(results.count(c).selected as usize, all.len());
            }
        }
        // Years.
        let (years, undated) = results.by_year(&o.table, Measure::Initiatives);
        let mut expected: BTreeMap<i32, u32> = BTreeMap::new();
        let mut none = 0;
        for n in o.table.facts_of(Collection::Initiatives) {
            match o.table.days[n].filter(|d| !d.is_unknown()) {
                Some(days) if but(Some(Dim::Year), n) => {
                    let (a, b) = days.years();
                    for y in a..=b {
                        *expected.entry(y).or_default() += 1;
                    }
                }
                None => none += u32::from(but(None, n)),
                Some(_) => {}
            }
        }
        prop_assert_eq!(years.into_iter().collect::<BTreeMap<_, _>>(), expected);
        prop_assert_eq!(undated, none);
        // Who funds, as parties: those with the role themselves, and those their institutions name.
        for (i, v) in data["initiatives"].as_array().unwrap().iter().enumerate() {
            let all = v["participants"].as_array().unwrap().iter();
            let funders = all.filter(|p| p["role"] == "funding").map(|p| p["actor"].as_str().unwrap());
            let parties: BTreeSet<String> = funders.flat_map(|f| slow.sides(f)).collect();
            let found = o.table.funders.get(i).iter();
            let found: BTreeSet<String> = found.map(|p| format!("p{p}")).collect();
            prop_assert_eq!(found, parties);
        }
        // Who takes part in which role, counted and in money.
        for (dim, kind) in [(Dim::Institution, "institutions"), (Dim::Party, "parties"), (Dim::Person, "people")] {
            for role in ["funding", "implementing"] {
                let Some(code) = names.code(Dim::Role, role) else { continue };
                let (values, none) = results.tally_role(&o.table, dim, code);
                let flow = Flow { currency: 0, kind: 0, links: false, rates: true };
                let sums = results.sums_role(&o.table, dim, code, flow);
                let mut expected: BTreeMap<String, (u32, i128)> = BTreeMap::new();
                let mut nobody = 0;
                for (i, n) in o.table.facts_of(Collection::Initiatives).enumerate() {
                    let v = &data["initiatives"][i];
                    let mut actors: BTreeSet<String> = slow.own_takings(v).into_iter().filter(|t| t.1 == role).map(|t| t.0).collect();
                    if kind == "parties" {
                        // A party takes part through its institutions, too.
                        actors.retain(|a| slow.kind_of(a) != "people");
                        actors = actors.iter().flat_map(|a| slow.sides(a)).collect();
                    }
                    actors.retain(|a| slow.kind_of(a) == kind);
                    nobody += u32::from(actors.is_empty() && but(None, n));
                    if but(Some(dim), n) {
                        let money = cooperama::query::money(&o.table, n, flow).0.unwrap_or(0);
                        for actor in actors {
                            let e = expected.entry(actor).or_default();
                            *e = (e.0 + 1, e.1 + money);
                        }
                    }
                }
                prop_assert_eq!(none.selected, nobody);
                for (code, count) in values.iter().enumerate() {
                    let id = names.name(dim, u32::try_from(code).unwrap());
                    let e = expected.get(&id).copied().unwrap_or_default();
                    prop_assert_eq!((count.selected, sums.values[code].selected), e, "{} {}", id, role);
                }
            }
        }
        money(&o, &slow, &results, &but)?;
        flow(&o, &slow, &results, &but)?;
        // The text form says the same again.
        let text = write(&filter, names);
        prop_assert_eq!(parse(&text, names).map_err(|e| TestCaseError::fail(format!("{e:?} in {text}")))?, filter);
    }
}

/// The number of an amount in millionths, read letter by letter.
fn micro(a: &Value) -> Option<i128> {
    let text = match &a["value"] {
        Value::Number(n) => n.to_string(),
        Value::String(s) => s.clone(),
        _ => return None,
    };
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits: i128 = format!("{whole}{part:0<6}").parse().ok()?;
    a["currency"].as_str().filter(|c| !c.is_empty()).map(|_| digits)
}

/// What a record brings to a flow, with years, and how many amounts are not added.
fn brings(v: &Value, word: &str, code: &str, rates: bool) -> (Vec<(i128, i32)>, u32) {
    let all = v["amounts"].as_array().unwrap();
    let readable = |i: &usize| all.get(*i).is_some_and(|a| micro(a).is_some());
    // The place of the amount that one restates, when it does.
    let told = |i: usize| -> Option<usize> {
        let j = all[i]["restates"].as_str()?.strip_prefix("/amounts/")?.parse().ok()?;
        let (a, b) = (&all[i], all.get(j)?);
        let fits = i != j && readable(&j) && b["restates"].is_null();
        (fits && a["currency"] != b["currency"] && a["kind"] == b["kind"]).then_some(j)
    };
    let (mut out, mut left) = (Vec::new(), 0);
    for i in (0..all.len()).filter(|i| readable(i) && all[*i]["kind"] == word) {
        let year = |a: &Value| a["date"].as_str().unwrap().parse().unwrap();
        let again = (0..all.len())
            .find(|k| readable(k) && told(*k) == Some(i) && all[*k]["currency"] == code);
        let value = micro(&all[i]).unwrap();
        match (all[i]["currency"].as_str().unwrap(), again) {
            _ if told(i).is_some() => {}
            (own, _) if own == code => out.push((value, year(&all[i]))),
            (_, Some(k)) => out.push((micro(&all[k]).unwrap(), year(&all[k]))),
            ("EUR", None) if rates && code == "USD" => out.push((value * 5 / 4, year(&all[i]))),
            ("USD", None) if rates && code == "EUR" => {
                // Half a millionth is rounded away from zero.
                let fifths = value * 8;
                out.push(((fifths + fifths.signum() * 5) / 10, year(&all[i])));
            }
            _ => left += 1,
        }
    }
    (out, left)
}

/// An amount over sectors with these shares in tenths of a percent, by giving away one smallest
/// unit after the other.
fn parts(value: i128, code: &str, shares: &BTreeMap<String, Option<i128>>) -> Vec<i128> {
    let gaps = i128::try_from(shares.values().filter(|s| s.is_none()).count()).unwrap();
    let told: i128 = shares.values().flatten().sum();
    let mut weights: Vec<i128> =
        shares.values().map(|s| s.map_or((1000 - told).max(0), |s| s * gaps.max(1))).collect();
    if weights.iter().all(|w| *w == 0) {
        weights.fill(1);
    }
    let whole: i128 = weights.iter().sum();
    let mut step = match code {
        "JPY" | "QQQ" => 1_000_000,
        _ => 10_000,
    };
    while value % step != 0 {
        step /= 10;
    }
    let units = (value / step).abs();
    let mut out: Vec<i128> = weights.iter().map(|w| units * w / whole).collect();
    while out.iter().sum::<i128>() < units {
        let owed = |i: &usize| (units * weights[*i] - out[*i] * whole, std::cmp::Reverse(*i));
        let most = (0..out.len()).max_by_key(owed).unwrap();
        out[most] += 1;
    }
    out.into_iter().map(|n| n * step * value.signum()).collect()
}

/// The sectors of an initiative or link, with their shares in tenths of a percent.
fn shares_of(slow: &Slow<'_>, v: &Value) -> BTreeMap<String, Option<i128>> {
    let mut shares: BTreeMap<String, Option<i128>> = BTreeMap::new();
    for s in v["sectors"].as_array().unwrap() {
        let id = s["sector"].as_str().unwrap_or_else(|| s.as_str().unwrap());
        if slow.kind_of(id) == "sectors" {
            #[expect(clippy::cast_possible_truncation, reason = "tenths of a percent")]
            let share = s["share"].as_f64().map(|s| (s * 10.0).round() as i128);
            let slot = shares.entry(id.to_owned()).or_insert(share);
            if shares_differ(*slot, share) {
                *slot = slot.zip(share).map(|(a, b)| a + b);
            }
        }
    }
    if shares.is_empty() {
        // A part of a larger initiative has that one's sectors.
        for id in slow.sectors(v) {
            shares.insert(id, None);
        }
    }
    shares
}

/// Flows of money and of numbers from who funds over sectors and years to the status: every part
/// and every ribbon, each amount once.
#[expect(clippy::too_many_lines, reason = "one reference, read from top to bottom")]
fn flow(
    o: &Opened,
    slow: &Slow<'_>,
    results: &cooperama::query::Results,
    but: &dyn Fn(Option<Dim>, usize) -> bool,
) -> Result<(), TestCaseError> {
    use cooperama::query::{Course, FlowNode, FlowValue, Stop, behind, flows};
    let names = Names { records: &o.doc.records, table: &o.table };
    let root = |id: &str| {
        let mut at = id.to_owned();
        for _ in 0..63 {
            let next = slow.by_id[&at].1["parent"].as_str().unwrap_or("").to_owned();
            if slow.kind_of(&next) != "sectors" || next == at || next == id {
                break;
            }
            at = next;
        }
        at
    };
    let mut wanted: Vec<Option<Flow>> = vec![None];
    for (flow, _) in o.table.money_used.iter().filter(|u| !u.0.links) {
        wanted.extend([Some(*flow), Some(Flow { rates: true, ..*flow })]);
    }
    let stops = [Stop::Funding, Stop::Sector, Stop::Year, Stop::Status];
    for flow in wanted {
        let course = Course { stops: &stops, flow, span: 1 };
        let found = flows(&o.table, results, course);
        let code = flow.map_or("USD", |f| o.table.currencies[usize::from(f.currency)].as_str());
        // Each way through the columns, by what its parts are called.
        let mut expected: BTreeMap<Vec<String>, (i128, BTreeSet<usize>)> = BTreeMap::new();
        let (mut total, mut with, mut without) = (0i128, 0u32, 0u32);
        let records = slow.data["initiatives"].as_array().unwrap();
        for (v, n) in records.iter().zip(o.table.facts_of(Collection::Initiatives)) {
            if !but(None, n) {
                continue;
            }
            let first = o.table.days[n].filter(|d| !d.is_unknown()).map(|d| d.years().0);
            let amounts: Vec<(i128, i32)> = match flow {
                None => vec![(1, first.unwrap_or(i32::MIN))],
                Some(flow) => {
                    let (amounts, left) =
                        brings(v, o.table.flows[usize::from(flow.kind)].as_str(), code, flow.rates);
                    let any = v["amounts"].as_array().unwrap().iter().any(|a| micro(a).is_some());
                    without += u32::from(amounts.is_empty() && left == 0 && !any);
                    amounts
                }
            };
            if amounts.is_empty() {
                continue;
            }
            with += 1;
            let mut by_year: BTreeMap<i32, i128> = BTreeMap::new();
            for (value, year) in amounts {
                *by_year.entry(year).or_default() += value;
            }
            let mut funders: BTreeMap<String, Option<i128>> = BTreeMap::new();
            for p in v["participants"].as_array().unwrap().iter().filter(|p| p["role"] == "funding")
            {
                let id = p["actor"].as_str().unwrap().to_owned();
                if slow.by_id.contains_key(&id) {
                    let share = p["share"].as_i64().map(|s| i128::from(s) * 10);
                    let slot = funders.entry(id).or_insert(Some(0));
                    *slot = slot.zip(share).map(|(a, b)| a + b);
                }
            }
            let sectors = shares_of(slow, v);
            for (year, value) in by_year {
                total += value;
                let many: Vec<(String, i128)> = if flow.is_some()
                    && funders.len() > 1
                    && funders.values().all(|s| s.is_some_and(|s| s > 0))
                {
                    // In the order of the file, as what is left over goes to the first.
                    let mut order: Vec<&str> = Vec::new();
                    for p in v["participants"].as_array().unwrap() {
                        let id = p["actor"].as_str().unwrap();
                        if p["role"] == "funding"
                            && funders.contains_key(id)
                            && !order.contains(&id)
                        {
                            order.push(id);
                        }
                    }
                    let in_order: BTreeMap<String, Option<i128>> = order
                        .iter()
                        .enumerate()
                        .map(|(i, id)| (i.to_string(), funders[*id]))
                        .collect();
                    let split = parts(value, code, &in_order);
                    order.iter().map(|id| (*id).to_owned()).zip(split).collect()
                } else {
                    vec![(funders.keys().cloned().collect::<Vec<_>>().join("+"), value)]
                };
                for (funder, value) in many {
                    let of_sectors: Vec<(String, i128)> = if flow.is_some() && sectors.len() > 1 {
                        let roots = sectors.keys().map(|s| root(s));
                        roots.zip(parts(value, code, &sectors)).collect()
                    } else {
                        let roots: BTreeSet<String> = sectors.keys().map(|s| root(s)).collect();
                        vec![(roots.into_iter().collect::<Vec<_>>().join("+"), value)]
                    };
                    for (sector, value) in of_sectors {
                        let year = if year == i32::MIN { String::new() } else { year.to_string() };
                        let status = v["status"].as_str().unwrap().to_owned();
                        let way = vec![funder.clone(), sector, year, status];
                        let slot = expected.entry(way).or_default();
                        slot.0 += value;
                        slot.1.insert(n);
                    }
                }
            }
        }
        prop_assert_eq!((found.total, found.with, found.without), (total, with, without));
        let called = |stop: Stop, node: &FlowNode| -> String {
            let mut all: Vec<String> = node
                .values
                .iter()
                .map(|v| match *v {
                    FlowValue::Record(row) => o.doc.records.raw_id(row).to_owned(),
                    FlowValue::Term(t) => {
                        assert_eq!(stop, Stop::Status);
                        names.name(Dim::Status, t)
                    }
                    FlowValue::Year(y) => y.to_string(),
                })
                .collect();
            all.sort_unstable();
            all.join("+")
        };
        for k in 0..stops.len() {
            let mut sums: BTreeMap<String, (i128, BTreeSet<usize>)> = BTreeMap::new();
            for (way, (value, who)) in &expected {
                let slot = sums.entry(way[k].clone()).or_default();
                slot.0 += value;
                slot.1.extend(who);
            }
            let sums: BTreeMap<String, (i128, usize)> =
                sums.into_iter().map(|(k, (v, who))| (k, (v, who.len()))).collect();
            let told: BTreeMap<String, (i128, usize)> = found.columns[k]
                .iter()
                .map(|n| (called(stops[k], n), (n.value, n.count as usize)))
                .collect();
            prop_assert_eq!(told, sums, "{:?} {:?}", stops[k], flow);
        }
        for k in 1..stops.len() {
            let mut sums: BTreeMap<(String, String), (i128, BTreeSet<usize>)> = BTreeMap::new();
            for (way, (value, who)) in &expected {
                let slot = sums.entry((way[k - 1].clone(), way[k].clone())).or_default();
                slot.0 += value;
                slot.1.extend(who);
            }
            let sums: BTreeMap<(String, String), (i128, usize)> =
                sums.into_iter().map(|(k, (v, who))| (k, (v, who.len()))).collect();
            let ends = |r: &cooperama::query::Ribbon| {
                let (a, b) = (&found.columns[k - 1][r.from], &found.columns[k][r.to]);
                (called(stops[k - 1], a), called(stops[k], b))
            };
            let told: BTreeMap<(String, String), (i128, usize)> = found.ribbons[k - 1]
                .iter()
                .map(|r| (ends(r), (r.value, r.count as usize)))
                .collect();
            prop_assert_eq!(told, sums);
        }
        // What stands behind each part and ribbon, initiative by initiative.
        let ways: BTreeMap<Vec<String>, BTreeSet<usize>> =
            expected.iter().map(|(way, (_, who))| (way.clone(), who.clone())).collect();
        let first = o.table.facts_of(Collection::Initiatives).start;
        for (k, stop) in stops.iter().enumerate() {
            for (i, node) in found.columns[k].iter().enumerate() {
                let own = called(*stop, node);
                let mut who: BTreeSet<usize> = BTreeSet::new();
                for (_, all) in ways.iter().filter(|w| w.0[k] == own) {
                    who.extend(all);
                }
                let is = |set: &[FlowValue]| set == node.values;
                let told = behind(&o.table, results, course, &[(k, &is)]);
                let told: BTreeSet<usize> = told.iter().map(|i| first + *i as usize).collect();
                prop_assert_eq!(told, who, "{:?} {}", stop, i);
            }
        }
        // Years that stand together are one part, with each initiative once.
        let five = flows(&o.table, results, Course { span: 5, ..course });
        let mut sums: BTreeMap<String, (i128, BTreeSet<usize>)> = BTreeMap::new();
        for (way, (value, who)) in &expected {
            let of = way[2]
                .parse::<i32>()
                .map_or_else(|_| String::new(), |y| (y.div_euclid(5) * 5).to_string());
            let slot = sums.entry(of).or_default();
            slot.0 += value;
            slot.1.extend(who);
        }
        let sums: BTreeMap<String, (i128, usize)> =
            sums.into_iter().map(|(k, (v, who))| (k, (v, who.len()))).collect();
        let told: BTreeMap<String, (i128, usize)> = five.columns[2]
            .iter()
            .map(|n| (called(Stop::Year, n), (n.value, n.count as usize)))
            .collect();
        prop_assert_eq!(told, sums);
        // Standing together changes no sum.
        let few = found.folded(3);
        for (k, nodes) in few.columns.iter().enumerate() {
            prop_assert_eq!(nodes.iter().map(|n| n.value).sum::<i128>(), total);
            prop_assert!(stops[k] == Stop::Year || nodes.len() <= 4);
        }
        for ribbons in &few.ribbons {
            prop_assert_eq!(ribbons.iter().map(|r| r.value).sum::<i128>(), total);
        }
    }
    Ok(())
}

/// Sums of money by sector, exactly, and by year and funding party.
fn money(
    o: &Opened,
    slow: &Slow<'_>,
    results: &cooperama::query::Results,
    but: &dyn Fn(Option<Dim>, usize) -> bool,
) -> Result<(), TestCaseError> {
    let with_rates = |rates: bool| o.table.money_used.iter().map(move |u| Flow { rates, ..u.0 });
    for flow in with_rates(false).chain(with_rates(true)) {
        let flow = &flow;
        let (code, word) = (
            o.table.currencies[usize::from(flow.currency)].as_str(),
            o.table.flows[usize::from(flow.kind)].as_str(),
        );
        let sums = results.sums(&o.table, Dim::Sector, *flow);
        // Selected and total sums; records with and without an amount.
        let mut expected: BTreeMap<String, [i128; 6]> = BTreeMap::new();
        let mut none = [0i128; 6];
        let (mut without, mut other_kind, mut not_added, mut unreadable) = (0, 0, 0, 0);
        let collection = flow.collection();
        let records = slow.data[collection.key()].as_array().unwrap();
        for (v, n) in records.iter().zip(o.table.facts_of(collection)) {
            let (amounts, left) = brings(v, word, code, flow.rates);
            let value = (!amounts.is_empty()).then(|| amounts.iter().map(|a| a.0).sum::<i128>());
            let passing = but(Some(Dim::Sector), n);
            let bad = v["amounts"].as_array().unwrap().iter().filter(|a| micro(a).is_none());
            not_added += left * u32::from(passing);
            unreadable += u32::try_from(bad.count()).unwrap() * u32::from(passing);
            let any = v["amounts"].as_array().unwrap().iter().any(|a| micro(a).is_some());
            without += u32::from(passing && value.is_none() && left == 0 && !any);
            other_kind += u32::from(passing && value.is_none() && left == 0 && any);
            let add = |slot: &mut [i128; 6], value: Option<i128>, passes: bool, again: bool| {
                let one = i128::from(!again);
                slot[1] += value.unwrap_or(0);
                slot[if value.is_some() { 3 } else { 5 }] += one;
                if passes {
                    slot[0] += value.unwrap_or(0);
                    slot[if value.is_some() { 2 } else { 4 }] += one;
                }
            };
            let shares = shares_of(slow, v);
            if shares.is_empty() {
                add(&mut none, value, but(None, n), false);
                continue;
            }
            let mut seen = BTreeSet::new();
            let split = value.map(|value| parts(value, code, &shares));
            for (i, id) in shares.keys().enumerate() {
                for s in slow.lineage(id) {
                    let again = !seen.insert(s.clone());
                    let part = split.as_ref().map(|p| p[i]);
                    if part.is_some() || !again {
                        add(expected.entry(s).or_default(), part, passing, again);
                    }
                }
            }
        }
        prop_assert_eq!(
            (sums.without, sums.other_kind, sums.not_added, sums.unreadable),
            (without, other_kind, not_added, unreadable)
        );
        let told = |s: &cooperama::query::Sum| {
            let n = |c: cooperama::query::Count| (i128::from(c.selected), i128::from(c.total));
            let ((a, b), (c, d)) = (n(s.with), n(s.without));
            [s.selected, s.total, a, b, c, d]
        };
        prop_assert_eq!(told(&sums.none), none);
        for (code, sum) in sums.values.iter().enumerate() {
            let id = format!("s{code}");
            let e = expected.get(&id).copied().unwrap_or_default();
            prop_assert_eq!(told(sum), e, "{} {:?}", id, flow);
            prop_assert_eq!(sum.known().is_none(), e[2] == 0 && e[4] > 0);
        }
        by_year(o, slow, results, but, *flow)?;
    }
    Ok(())
}

/// Named twice, a sector's shares add up; the same entry is no second one.
fn shares_differ(known: Option<i128>, share: Option<i128>) -> bool {
    known != share
}

/// Sums of money by year: each amount in the year it is dated to.
fn by_year(
    o: &Opened,
    slow: &Slow<'_>,
    results: &cooperama::query::Results,
    but: &dyn Fn(Option<Dim>, usize) -> bool,
    flow: Flow,
) -> Result<(), TestCaseError> {
    let (code, word) =
        (&o.table.currencies[usize::from(flow.currency)], &o.table.flows[usize::from(flow.kind)]);
    let mut expected: BTreeMap<i32, (i128, i128)> = BTreeMap::new();
    let records = slow.data[flow.collection().key()].as_array().unwrap();
    for (v, n) in records.iter().zip(o.table.facts_of(flow.collection())) {
        for (value, year) in brings(v, word, code, flow.rates).0 {
            let slot = expected.entry(year).or_default();
            slot.1 += value;
            slot.0 += if but(Some(Dim::Year), n) { value } else { 0 };
        }
    }
    let (years, none) = results.sums_by_year(&o.table, flow);
    prop_assert_eq!(none, (0, 0));
    let found: BTreeMap<i32, (i128, i128)> = years.into_iter().map(|y| (y.0, (y.1, y.2))).collect();
    prop_assert_eq!(found, expected);
    Ok(())
}

#[test]
fn text_forms_that_are_wrong_point_at_the_character() {
    let o = Opened::example().unwrap();
    let names = Names { records: &o.doc.records, table: &o.table };
    let at = |text: &str| parse(text, names).map_err(|e| (e.at, e.message_id()));
    assert_eq!(at("colour=red").unwrap_err(), (1, "form-dimension"));
    assert_eq!(at("party=kz sector=").unwrap_err(), (17, "form-empty"));
    assert_eq!(at("party=kz,nowhere").unwrap_err(), (10, "form-value"));
    assert_eq!(at("text=\"rail").unwrap_err(), (6, "form-quote"));
    assert_eq!(at("year=2013..20x5").unwrap_err(), (6, "form-period"));
    assert_eq!(at("party=kz party=cn").unwrap_err(), (10, "form-twice"));
    assert_eq!(at("party=Kazakhstan"), at("party=kz"));
    let form = "sector=s.infra,s.finance party!=cn year=2013..2015 text=\"rail\"";
    assert_eq!(
        write(&at(form).unwrap(), names),
        form.replace("s.infra,s.finance", &{
            let mut ids = ["s.infra", "s.finance"];
            ids.sort_by_key(|id| o.doc.records.find(id));
            ids.join(",")
        })
    );
    assert_eq!(write(&at("silk road").unwrap(), names), "text=\"silk road\"");
    assert_eq!(write(&at("year=2013-05..").unwrap(), names), "year=2013-05-01..");
    assert_eq!(write(&at("sector=none").unwrap(), names), "sector=none");
    // Years of more than four digits are read back as they were meant.
    for form in ["year=Y12345", "year=Y-12345", "year=2013-05-01..Y12345", "year=Y170000.."] {
        let written = write(&at(form).unwrap(), names);
        assert_eq!(at(&written), at(form), "{written}");
    }
}

#[test]
fn stages_and_sides_are_told_from_the_file() {
    let data = json!({
        "title": "T",
        "parties": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        "people": [{"id": "h", "label": "H", "offices": [{"title": "x", "party": "b"}]}],
        "institutions": [{"id": "o", "label": "O", "party": "a"}],
        "initiatives": [
            {"id": "1", "label": "1", "status": "completed", "stages": [{"stage": "signed", "date": "2014"}, {"stage": "announced", "date": "2013"}]},
            {"id": "2", "label": "2", "status": "implementation", "participants": [{"actor": "o", "role": "funding"}]},
            {"id": "3", "label": "3", "kind": "proposal"},
            {"id": "4", "label": "4"},
        ],
        "statements": [
            {"id": "s1", "kind": "reported", "speakers": ["h"], "text": "x"},
            {"id": "s2", "kind": "reported", "speakers": ["h"], "onBehalfOf": ["a"], "text": "x"},
        ],
    });
    let o = open(data.to_string().as_bytes()).unwrap();
    // A status is no stage.
    let expected = [Stage::Signed, Stage::Unknown, Stage::Unknown, Stage::Unknown];
    assert_eq!(o.table.stages, expected);
    assert_eq!(o.table.voices.get(0), [1]);
    assert_eq!(o.table.voices.get(1), [0]);
    assert_eq!(o.table.funders.get(1), [0]);
}

#[test]
fn a_statement_about_a_hundred_things_is_about_each_of_them() {
    let initiatives: Vec<Value> = (0..100)
        .map(|i| json!({"id": format!("i{i}"), "label": format!("I {i}"), "status": format!("x-{i}")}))
        .collect();
    let about: Vec<String> = (0..100).map(|i| format!("i{i}")).collect();
    let data = json!({
        "title": "T",
        "initiatives": initiatives,
        "statements": [{"id": "s", "kind": "reported", "text": "x", "initiatives": about}],
    });
    let o = open(data.to_string().as_bytes()).unwrap();
    let fact = o.table.facts_of(Collection::Statements).start;
    assert_eq!(o.table.values(cooperama::table::Facet::Initiative, fact).len(), 100);
    assert_eq!(o.table.values(cooperama::table::Facet::Status, fact).len(), 100);
}

#[test]
fn one_mistyped_year_does_not_take_the_others_with_it() {
    let data = json!({
        "title": "T",
        "events": [
            {"id": "a", "label": "A", "date": "-1000"},
            {"id": "b", "label": "B", "date": "2014"},
            {"id": "c", "label": "C", "date": "2015"},
        ],
    });
    let o = open(data.to_string().as_bytes()).unwrap();
    let (from, to) = o.table.years().unwrap();
    assert_eq!((to - from, to), (3000, 2015));
}
