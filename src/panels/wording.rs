//! Words that several panels say alike: who holds which office, where a fact was read.

mod beside;
mod ties;

pub use beside::{act_together, added, both, is_disputed, money_of_links};
pub use ties::{roles_in, tie_words, tie_words_from};

use super::ReadCx;
use crate::model::{Actor, Prov, Source, decode};
use crate::query::{Count, Dim, Flow, Measure, Sum, Sums};
use crate::record::{Collection, Row};
use crate::text::number;

/// Where a fact was read, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reading {
    /// Source and place: "Le Caucase, § 4".
    pub label: String,
    /// Title of the source.
    pub title: String,
    /// The web address and its host, when it is a plain one.
    pub web: Option<(String, String)>,
    /// The basis, when it is not plainly stated.
    pub basis: Option<String>,
}

/// The readings of a record, first ones first, at most `max`.
#[must_use]
pub fn readings(cx: &ReadCx<'_>, prov: &[Prov], max: usize) -> Vec<Reading> {
    let mut out = readings_logical(cx, prov, max);
    for reading in &mut out {
        reading.label = crate::ui::bidi::line(&reading.label).into_owned();
        reading.title = crate::ui::bidi::line(&reading.title).into_owned();
    }
    out
}

/// As [`readings`], in the order they are read; for text that is wrapped with
/// [`crate::ui::bidi::wrap`].
#[must_use]
pub fn readings_logical(cx: &ReadCx<'_>, prov: &[Prov], max: usize) -> Vec<Reading> {
    let mut out: Vec<Reading> = Vec::new();
    for p in prov {
        if out.len() >= max {
            break;
        }
        let row = cx.doc.records.find(&p.source).filter(|r| r.collection() == Collection::Sources);
        let source = row.map(|r| Source::from_value(&decode(&cx.doc.records, r)));
        let name = match &source {
            Some(s) => cx.pick_logical(&s.short(), 60),
            None => crate::text::display::clean(&p.source, 60).into_owned(),
        };
        let place = locator(cx, p);
        let label = if place.is_empty() { name } else { format!("{name}, {place}") };
        if out.iter().any(|r| r.label == label) {
            continue;
        }
        let web = source.as_ref().and_then(Source::web_address);
        let web = web.map(|(url, host)| (url.to_owned(), host.to_owned()));
        let basis = match p.basis.as_str() {
            "inferred" | "implied" | "calculated" => {
                Some(cx.words.t(&format!("quotes-{}", p.basis)))
            }
            _ => None,
        };
        out.push(Reading {
            label,
            title: source.map_or_else(String::new, |s| cx.pick_logical(&s.title(), 160)),
            web,
            basis,
        });
    }
    out
}

fn locator(cx: &ReadCx<'_>, p: &Prov) -> String {
    let n = |n: String| [("n", n)];
    let l = &p.locator;
    if let Some((first, last)) = l.paragraph {
        let text = if first == last { first.to_string() } else { format!("{first}–{last}") };
        return cx.words.ts("quotes-paragraph", &n(text));
    }
    if !l.page.is_empty() {
        let page = crate::text::display::clean(&l.page, 20);
        return cx.words.ts("quotes-page", &n(page.into_owned()));
    }
    if let Some(row) = l.row {
        return cx.words.ts("quotes-row", &n(row.to_string()));
    }
    if matches!(l.part.as_str(), "" | "body") {
        return String::new();
    }
    cx.words
        .find(&format!("quotes-part-{}", l.part))
        .unwrap_or_else(|| crate::text::display::clean(&l.part, 20).into_owned())
}

/// What stands behind a member that is not plainly stated by the record's own source.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Mark {
    /// The mark itself: "inferred", "Railway PRO", "no source".
    pub short: String,
    /// What it says: "date inferred from Railway PRO".
    pub said: String,
    /// The name of the source; `None` when none is given for the member.
    pub source: Option<String>,
    /// It comes from a source added to explain, in a record that is no such addition.
    pub outside: bool,
    /// It is not shown: the filter leaves such additions out.
    pub hidden: bool,
}

/// The mark of a date.
#[must_use]
pub fn date_mark(cx: &ReadCx<'_>, row: Row, pointer: &str) -> Option<Mark> {
    mark(cx, &decode(&cx.doc.records, row), pointer, "mark-date")
}

/// The mark of a member of a record; `what` is the id of the sentence.
#[must_use]
pub fn mark(cx: &ReadCx<'_>, v: &serde_json::Value, pointer: &str, what: &str) -> Option<Mark> {
    let known = crate::model::known(v, pointer).filter(|k| !k.is_plain())?;
    if known.source.is_empty() {
        let (short, said) = (cx.words.t("mark-none"), cx.words.t("mark-none-said"));
        return Some(Mark { short, said, source: None, outside: false, hidden: false });
    }
    let row = cx.doc.records.find(known.source);
    let row = row.filter(|r| r.collection() == Collection::Sources);
    let name = match row {
        Some(row) => {
            let source = Source::from_value(&decode(&cx.doc.records, row));
            cx.pick(&source.short(), 60)
        }
        None => crate::text::display::clean(known.source, 60).into_owned(),
    };
    let basis = known.basis.unwrap_or("stated");
    let args = [("basis", basis.to_owned()), ("source", name.clone())];
    let word = known.basis.map(|b| {
        cx.words
            .find(&format!("basis-{b}"))
            .unwrap_or_else(|| crate::text::display::clean(b, 30).into_owned())
    });
    let outside = known.elsewhere
        && v["scope"] != "context"
        && row.is_some_and(|r| cx.table.background.has(r.index()));
    Some(Mark {
        short: word.unwrap_or_else(|| name.clone()),
        said: cx.words.ts(what, &args),
        source: Some(name),
        outside,
        hidden: outside && hides_background(cx),
    })
}

/// Whether the filter leaves out what was added to explain.
#[must_use]
pub fn hides_background(cx: &ReadCx<'_>) -> bool {
    let context = cx.table.column(crate::table::Facet::Scope).term("context");
    context.is_some_and(|code| {
        cx.view.filter.clause(Dim::Scope).is_some()
            && !cx.view.filter.lights(cx.table, crate::query::Pick::Code(Dim::Scope, code))
    })
}

/// The office a person held on a day, or the first when no day is known, with a mark when it was
/// not stated, and what the mark means.
#[must_use]
pub fn office(cx: &ReadCx<'_>, person: Row, day: Option<i32>) -> Option<(String, Option<String>)> {
    let value = decode(&cx.doc.records, person);
    let actor = Actor::from_value(&value);
    let held = |o: &&(usize, &crate::model::Office)| {
        let Some(day) = day else { return true };
        let first = o.1.start.as_ref().and_then(|d| d.days.ok()).map_or(i32::MIN, |d| d.first);
        let last = o.1.end.as_ref().and_then(|d| d.days.ok()).map_or(i32::MAX, |d| d.last);
        first <= day && day <= last
    };
    let all: Vec<_> = actor.offices.iter().enumerate().collect();
    let (i, office) = all.iter().find(held)?;
    let title = cx.pick(&office.title, 120);
    if title.is_empty() {
        return None;
    }
    // For whom, unless the title says it.
    let party = cx.doc.records.find(&office.party).map(|row| cx.name(row));
    let title = match party.filter(|p| !title.to_lowercase().contains(&p.to_lowercase())) {
        Some(party) => format!("{title}, {party}"),
        None => title,
    };
    let mark = mark(cx, &value, &format!("/offices/{i}/title"), "mark-office");
    match mark {
        Some(mark) if mark.hidden => None,
        Some(mark) => Some((format!("{title} ({})", mark.short), Some(mark.said))),
        None => Some((title, None)),
    }
}

/// The word for a kind, or the kind as the file writes it.
#[must_use]
pub fn kind_word(cx: &ReadCx<'_>, kind: &str, otherwise: &str) -> String {
    if kind.is_empty() {
        return cx.words.t(otherwise);
    }
    let known = cx.words.find(&format!("kind-{kind}"));
    known.unwrap_or_else(|| {
        crate::text::display::clean(kind.strip_prefix("x-").unwrap_or(kind), 40).into_owned()
    })
}

/// What a bar shows: a count or money, selected and in all.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub enum Value {
    /// Things.
    Count(Count),
    /// Money, of a currency by its number in the table.
    Money {
        /// The sum, and what brings none.
        sum: Sum,
        /// The currency.
        currency: u16,
    },
}

impl Default for Value {
    fn default() -> Self {
        Self::Count(Count::default())
    }
}

impl Value {
    /// The length of the pale bar.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    pub fn total(self) -> f64 {
        match self {
            Self::Count(c) => f64::from(c.total),
            Self::Money { sum, .. } => (sum.total.max(0) / 1000) as f64,
        }
    }

    /// The length of the solid bar.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a length on screen")]
    pub fn selected(self) -> f64 {
        match self {
            Self::Count(c) => f64::from(c.selected),
            Self::Money { sum, .. } => (sum.selected.max(0) / 1000) as f64,
        }
    }

    /// Money of records of which no amount is known.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Money { sum, .. } if sum.is_unknown())
    }

    /// Whether a record passes, its amount known or not.
    #[must_use]
    pub fn passes(self) -> bool {
        match self {
            Self::Count(c) => c.selected > 0,
            Self::Money { sum, .. } => sum.with.selected + sum.without.selected > 0,
        }
    }

    /// How many are selected; 0 of money.
    #[must_use]
    pub fn selected_count(self) -> u32 {
        match self {
            Self::Count(c) => c.selected,
            Self::Money { .. } => 0,
        }
    }

    /// In words: "3 of 12", or "3" when all are selected; money in short, or with every digit.
    #[must_use]
    pub fn text(self, cx: &ReadCx<'_>, in_full: bool) -> String {
        match self {
            Self::Count(c) if c.selected == c.total && !in_full => {
                number::whole(c.total.into(), cx.words.language)
            }
            Self::Count(c) if !in_full => format!(
                "{}/{}",
                number::whole(c.selected.into(), cx.words.language),
                number::whole(c.total.into(), cx.words.language)
            ),
            Self::Count(c) => cx.count_of(c),
            Self::Money { sum, currency } => {
                let (selected, total) = (sum.selected, sum.total);
                let money = |v: i128| money_text(cx, v, currency, in_full);
                if !self.passes() && !in_full {
                    // Nothing is left of it: that is no sum of nothing.
                    "–".to_owned()
                } else if sum.known().is_none() {
                    cx.words.tf("money-unknown", &[("count", sum.without.selected.into())])
                } else if selected == total {
                    money(total)
                } else if in_full {
                    let args = [("selected", money(selected)), ("total", money(total))];
                    cx.words.ts("money-of", &args)
                } else {
                    money(selected)
                }
            }
        }
    }
}

/// Money in millionths as text.
#[must_use]
pub fn money_text(cx: &ReadCx<'_>, value: i128, currency: u16, in_full: bool) -> String {
    let code = cx.table.currencies.get(usize::from(currency)).cloned().unwrap_or_default();
    let amount = crate::model::Amount {
        value: crate::table::decimal(value),
        currency: crate::text::display::clean(&code, 8).into_owned(),
        kind: String::new(),
        approximate: false,
    };
    number::money(&amount, cx.words, in_full)
}

/// A sum under the filter: short, or with every digit; what is not known is "n/a", not 0.
#[must_use]
pub fn sum_text(cx: &ReadCx<'_>, sum: &Sum, flow: Flow, in_full: bool) -> String {
    match sum.known() {
        Some(value) => money_text(cx, value, flow.currency, in_full),
        None => cx.words.t("amount-unknown"),
    }
}

/// In how many initiatives a sum was told: "5 initiatives", "1 of 2 initiatives" where the others
/// bring nothing to it.
#[must_use]
pub fn sum_of(cx: &ReadCx<'_>, sum: &Sum) -> String {
    let (with, all) = (sum.with.selected, sum.with.selected + sum.without.selected);
    if with == 0 && all > 0 {
        return cx.words.tf("money-without-counted", &[("count", all.into())]);
    }
    if with == all {
        return cx.words.tf("flow-initiatives", &[("count", all.into())]);
    }
    cx.words.tf("flow-part", &[("with", with.into()), ("count", all.into())])
}

/// A measure by value of a dimension.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// For each value.
    pub values: Vec<Value>,
    /// What has no value.
    pub none: Value,
    /// How much of the money is dated to the period that is asked for, in words, where not all is.
    pub share: String,
    /// What could not be added, in words.
    pub notes: Vec<String>,
}

/// The numbers of the measure on screen, by value of a dimension, without its own clause.
#[must_use]
pub fn measured(cx: &ReadCx<'_>, dim: Dim) -> Measured {
    let counts = |(values, none): (Vec<Count>, Count)| Measured {
        values: values.into_iter().map(Value::Count).collect(),
        none: Value::Count(none),
        share: String::new(),
        notes: Vec::new(),
    };
    match cx.view.measure {
        Measure::Institutions => counts(cx.results.institutions(cx.table, dim)),
        Measure::Amount(flow) => {
            let sums = cx.results.sums(cx.table, dim, flow);
            let money = |sum| Value::Money { sum, currency: flow.currency };
            // What is missing is told of what is shown, under the whole filter, also where the bars
            // leave their own clause out.
            let notes = if cx.view.filter.clause(dim).is_none() {
                money_notes(cx, &sums)
            } else {
                let split = cx.results.sums_passing(cx.table, dim, flow).split;
                let missing = crate::query::total(cx.table, cx.results.pass(), flow);
                money_notes(cx, &Sums { split, ..missing })
            };
            Measured {
                values: sums.values.iter().copied().map(money).collect(),
                none: money(sums.none),
                share: period_share(cx, flow).unwrap_or_default(),
                notes,
            }
        }
        measure => counts(cx.results.tally(cx.table, dim, measure.collection())),
    }
}

/// What sums leave out, in words.
#[must_use]
pub fn money_notes(cx: &ReadCx<'_>, sums: &Sums) -> Vec<String> {
    [
        (sums.without, "money-without"),
        (sums.other_kind, "money-other-kind"),
        (sums.converted, "money-converted"),
        (sums.approximate, "money-approximate"),
        (sums.not_added.saturating_sub(sums.beside), "money-not-added"),
        (sums.unreadable, "money-unreadable"),
        (sums.split, "money-split"),
        (sums.beside, "money-beside"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, id)| cx.words.tf(id, &[("count", n.into())]))
    .chain((sums.converted > 0).then(|| rates_named(cx)).flatten())
    .collect()
}

/// A sum in words, as approximate where all that it is made of is: `with` records bring it, of whose
/// amounts so many are.
#[must_use]
pub fn about(cx: &ReadCx<'_>, sum: String, approximate: u32, with: u32) -> String {
    if with > 0 && approximate >= with {
        cx.words.ts("amount-about", &[("amount", sum)])
    } else {
        sum
    }
}

/// Whether a sector at the top is asked for, itself or in part, or none is.
#[must_use]
pub fn sector_asked(cx: &ReadCx<'_>, sector: u32) -> bool {
    let clause = cx.view.filter.clause(Dim::Sector).filter(|c| !c.inverted);
    clause.is_none_or(|c| match &c.values {
        crate::query::Values::Codes(codes) => {
            codes.iter().any(|code| cx.table.lineage(*code).any(|s| s == sector))
        }
        _ => true,
    })
}

/// What of the money under the filter goes to the one sector that is asked for, where that is less
/// than all that its initiatives bring: sums that are not by sector tell all of it.
#[must_use]
pub fn sector_share(cx: &ReadCx<'_>, flow: Flow) -> Option<String> {
    let clause = cx.view.filter.clause(Dim::Sector).filter(|c| !c.inverted)?;
    let crate::query::Values::Codes(codes) = &clause.values else { return None };
    let [sector] = codes[..] else { return None };
    let sums = cx.results.sums_passing(cx.table, Dim::Sector, flow);
    let share = sums.values.get(sector as usize)?.selected;
    let whole = crate::query::total(cx.table, cx.results.pass(), flow).none.selected;
    let sum = money_text(cx, share, flow.currency, false);
    let args = [("name", cx.sector_name(sector)), ("sum", sum)];
    (share < whole).then(|| cx.words.ts("money-share", &args))
}

/// What of the money under the filter is dated to the years that are asked for, where that is not
/// all: an initiative passes when it touches them, and brings all its amounts.
#[must_use]
pub fn period_share(cx: &ReadCx<'_>, flow: Flow) -> Option<String> {
    let clause = cx.view.filter.clause(Dim::Year).filter(|c| !c.inverted)?;
    let crate::query::Values::Periods(periods) = &clause.values else { return None };
    let years: Option<Vec<(i32, i32)>> =
        periods.iter().map(|d| crate::query::whole_years(*d)).collect();
    let dated = crate::query::dated(cx.table, cx.results.pass(), flow, &years?);
    let whole = crate::query::total(cx.table, cx.results.pass(), flow).none.selected;
    let period = periods.iter().map(|d| number::period(*d, cx.words)).collect::<Vec<_>>();
    let sum = money_text(cx, dated, flow.currency, false);
    let args = [("sum", sum), ("period", period.join(", "))];
    let id = if dated == 0 { "money-dated-none" } else { "money-dated" };
    (dated != whole).then(|| cx.words.ts(id, &args))
}

/// The rates that convert what is counted.
#[must_use]
pub fn rates_named(cx: &ReadCx<'_>) -> Option<String> {
    let flow = initiative_flow(cx).filter(|f| f.rates)?;
    let rates = crate::say::rates_of(cx.table, cx.words, flow);
    let mut named: Vec<String> = rates.iter().take(RATES_NAMED).cloned().collect();
    if let Some(more) = rates.len().checked_sub(RATES_NAMED).filter(|n| *n > 0) {
        let more = i64::try_from(more).unwrap_or(0);
        named.push(cx.words.tf("measure-more-rates", &[("count", more.into())]));
    }
    Some(named.join("; "))
}

/// Rates named beside what they convert.
const RATES_NAMED: usize = 4;

/// The name of a flow: "USD, committed"; "USD, subscribed capital (links)".
#[must_use]
pub fn flow_name(cx: &ReadCx<'_>, flow: Flow) -> String {
    crate::say::flow_name(cx.table, cx.words, flow)
}

/// The word for a kind of amount.
#[must_use]
pub fn amount_kind(cx: &ReadCx<'_>, kind: &str) -> String {
    crate::say::amount_kind(cx.words, kind)
}

/// The money of initiatives that is told: what the bars count, else what most amounts are of.
#[must_use]
pub fn initiative_flow(cx: &ReadCx<'_>) -> Option<Flow> {
    match cx.view.measure {
        Measure::Amount(flow) if !flow.links => Some(flow),
        _ => crate::say::main_flow(cx.table).filter(|f| !f.links),
    }
}

/// The word for a term of a dimension.
#[must_use]
pub fn term_word(cx: &ReadCx<'_>, dim: Dim, term: &str) -> String {
    crate::ui::bidi::line(&crate::say::dim_term(cx.doc, cx.words, dim, term)).into_owned()
}

/// The value that asks for what a party says, whoever says it for the party.
#[must_use]
pub fn said_for(party: Row) -> crate::query::Pick {
    crate::query::Pick::Code(Dim::Voice, u32::try_from(party.index()).unwrap_or(u32::MAX))
}

/// What a measure counts, in words.
#[must_use]
pub fn measure_name(cx: &ReadCx<'_>, measure: Measure) -> String {
    crate::say::measure_name(cx.table, cx.words, measure)
}

/// The short name of a party: its ISO code, else its short name, else its name.
#[must_use]
pub fn party_code(cx: &ReadCx<'_>, party: Row) -> String {
    let actor = Actor::from_value(&decode(&cx.doc.records, party));
    if !actor.iso2.is_empty() {
        return crate::text::display::clean(&actor.iso2, 4).to_uppercase();
    }
    let short = cx.pick(&actor.short_label, 20);
    if short.is_empty() { cx.name(party) } else { short }
}

/// A party's colour from the file, else one of eight, where there are more for those that most facts
/// are about.
#[must_use]
pub fn party_color(cx: &ReadCx<'_>, party: Row) -> crate::ui::theme::Rgb {
    let actor = Actor::from_value(&decode(&cx.doc.records, party));
    let color = match crate::ui::theme::parse(&actor.color) {
        Some(color) => cx.tokens.legible(color),
        // The hues of the categories are the sectors'; a party has a deeper tone of one.
        None => match cx
            .table
            .party_hues
            .get(party.index())
            .copied()
            .flatten()
            .and_then(|h| cx.tokens.categories.get(usize::from(h)))
        {
            Some(hue) => crate::ui::theme::mix(cx.tokens.ink, *hue, 0.5),
            None => cx.tokens.neutral,
        },
    };
    color.into()
}

/// From so many things on one sentence can say that they have no source.
const MANY_BARE: usize = 12;

/// Where nearly all of many things say nowhere where they were read, the sentence that says it in
/// place of a mark around each.
#[must_use]
pub fn bare(cx: &ReadCx<'_>, noun: &str, unsourced: impl Iterator<Item = bool>) -> Option<String> {
    let (bare, total) = unsourced.fold((0, 0), |(b, t), u| (b + usize::from(u), t + 1));
    (bare >= MANY_BARE && bare * 5 >= total * 4).then(|| {
        let n = |n: usize| i64::try_from(n).unwrap_or(0);
        let args = [("selected", n(bare).into()), ("total", n(total).into())];
        let what = cx.words.tf(&format!("count-{noun}"), &args);
        cx.words.ts("bare", &[("what", what)])
    })
}
