//! Each source with what was drawn from it.

use serde::Serialize;

use crate::model::{Source, decode};
use crate::panels::ReadCx;
use crate::panels::bars::{Bar, BarLine, Column};
use crate::panels::wording::Value;
use crate::query::{Count, Dim};
use crate::record::{Collection, Row};
use crate::table::{FACTS, Facet};

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceRow {
    /// The source.
    pub row: Row,
    /// Initiatives, links, statements and events drawn from it, and those who act that it tells of.
    pub drawn: [Value; 5],
    /// It copies no other source of the file.
    pub independent: bool,
}

/// All sources, those with most drawn from them first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceData {
    /// The rows.
    pub rows: Vec<SourceRow>,
    /// The columns that hold anything.
    pub columns: Vec<Column>,
    /// Which of the numbers of a row each of them shows.
    pub shown: Vec<usize>,
    /// Sources a passing fact was read in, of all.
    pub count: Count,
    /// How many independent ones these go back to, under the filter and in all.
    pub independent: Count,
    /// Sources in which nothing was read, such as one that another only copies.
    pub unread: u32,
}

/// Says what will be shown; numbers leave the filter's own clause on sources out. `cited` is what
/// [`crate::say::cited`] tells.
#[must_use]
pub fn data(cx: &ReadCx<'_>, cited: &[(u32, Row)]) -> SourceData {
    let n = cx.doc.records.len(Collection::Sources);
    let tallies: Vec<Vec<Count>> =
        FACTS.iter().map(|c| cx.results.tally(cx.table, Dim::Source, *c).0).collect();
    // As all numbers here, without the filter's own clause on sources.
    let but = cx.view.filter.clause(Dim::Source).map(|_| cx.results.but(Dim::Source));
    let passes = |row: Row| {
        let Some(but) = but else { return cx.results.row_in(cx.table, row) };
        let facet = match row.collection() {
            Collection::Parties => Facet::Party,
            Collection::People => Facet::Person,
            _ => Facet::Institution,
        };
        let facts = cx.table.column(facet).facts.get(row.index());
        facts.iter().any(|f| but.has(*f as usize))
    };
    let mut actors = vec![Count::default(); n];
    for (source, row) in cited {
        if let Some(count) = actors.get_mut(*source as usize) {
            count.total += 1;
            count.selected += u32::from(passes(*row));
        }
    }
    let mut rows: Vec<SourceRow> = (0..n)
        .map(|i| SourceRow {
            row: Row::new(Collection::Sources, i),
            drawn: std::array::from_fn(|c| {
                let counts = tallies.get(c).unwrap_or(&actors);
                Value::Count(counts.get(i).copied().unwrap_or_default())
            }),
            independent: cx.table.derived.get(i).is_empty(),
        })
        .collect();
    let weight = |r: &SourceRow| {
        let sum = |f: fn(Value) -> f64| -> f64 { r.drawn.iter().map(|v| f(*v)).sum() };
        (sum(Value::selected), sum(Value::total))
    };
    let (mut columns, mut shown) = (Vec::new(), Vec::new());
    // What is counted comes first.
    let counted = FACTS.iter().position(|c| *c == cx.view.measure.collection());
    let others = (0..=FACTS.len()).filter(|i| Some(*i) != counted);
    for i in counted.into_iter().chain(others) {
        let max = rows.iter().map(|r| r.drawn[i].total()).fold(0.0, f64::max);
        if max > 0.0 {
            let of = |c: &Collection| cx.words.t(&format!("measure-{}", c.key()));
            let name = FACTS.get(i).map_or_else(|| cx.words.t("sources-actors"), of);
            columns.push(Column { name, max, money: false, measure: i });
            shown.push(i);
        }
    }
    // By the first column, then by all that was drawn from it.
    let first = |r: &SourceRow| shown.first().map_or(0.0, |i: &usize| r.drawn[*i].total());
    rows.sort_by(|a, b| {
        let ((a1, a2), (b1, b2)) = (weight(a), weight(b));
        let all = b1.total_cmp(&a1).then(b2.total_cmp(&a2));
        first(b).total_cmp(&first(a)).then(all).then(a.row.cmp(&b.row))
    });
    SourceData {
        rows,
        columns,
        shown,
        count: cx.results.count(Collection::Sources),
        independent: independent(cx),
        unread: u32::try_from(crate::say::unread(&cx.doc.records, cx.table).len())
            .unwrap_or(u32::MAX),
    }
}

/// How many independent sources those of the passing facts go back to, and all of the file.
#[must_use]
pub fn independent(cx: &ReadCx<'_>) -> Count {
    let n = cx.table.origins.len();
    let (mut all, mut selected) = (vec![false; n], vec![false; n]);
    for i in 0..n {
        let row = Row::new(Collection::Sources, i);
        let passes = cx.results.row_in(cx.table, row);
        for origin in cx.table.origins.get(i) {
            all[*origin as usize] = true;
            selected[*origin as usize] |= passes;
        }
    }
    let count =
        |set: Vec<bool>| u32::try_from(set.into_iter().filter(|x| *x).count()).unwrap_or(u32::MAX);
    Count { selected: count(selected), total: count(all) }
}

/// What one line says: title, what was drawn from it, and when it was published.
#[must_use]
pub fn line(cx: &ReadCx<'_>, data: &SourceData, i: usize) -> BarLine {
    let Some(row) = data.rows.get(i) else { return BarLine::default() };
    let source = Source::from_value(&decode(&cx.doc.records, row.row));
    // Who published it comes first: the title of an entry may be the name of what it is about.
    let title = cx.pick_logical(&source.title(), 200);
    let publisher = crate::text::display::clean(source.publisher(), 80);
    let own = publisher.is_empty() || title.contains(publisher.as_ref());
    let name = if own { title } else { format!("{publisher} · {title}") };
    let name = crate::ui::bidi::line(&name).into_owned();
    let told = data.shown.iter().zip(&data.columns);
    let mut said: Vec<String> =
        told.map(|(i, c)| format!("{} {}", c.name, row.drawn[*i].text(cx, true))).collect();
    if !row.independent {
        said.push(cx.words.t("sources-derived"));
    }
    if let Some(date) = &source.issued {
        said.push(crate::text::number::date(date, cx.words));
    }
    let accent = cx.tokens.accent.into();
    BarLine {
        row: Some(row.row),
        said: cx.words.named(&name, &said.join(", ")),
        name,
        // A copy of another source has no dot of its own.
        dot: row.independent.then_some(accent),
        color: accent,
        bars: data.shown.iter().map(|i| Bar::of(cx, row.drawn[*i])).collect(),
        unsourced: false,
    }
}
