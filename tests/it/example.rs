//! What the bundled example says, number by number, and the relations the filter follows.

use cooperama::query::{Crossing, Dim, Filter, How, Names, Pick, Results};
use cooperama::record::Collection;
use cooperama::workbench::Opened;

fn opened() -> Opened {
    Opened::example().unwrap()
}

fn row(o: &Opened, id: &str) -> cooperama::record::Row {
    o.doc.records.find(id).unwrap()
}

fn cross(o: &Opened, filter: &Filter) -> Results {
    let words = || o.words.get(&o.doc.records);
    Crossing::default().cross(&o.table, &words, o.doc.totals(), filter)
}

fn selected(o: &Opened, picks: &[Pick], collection: Collection) -> u32 {
    let mut filter = Filter::default();
    for pick in picks {
        filter.apply(*pick, How::Add);
    }
    cross(o, &filter).count(collection).selected
}

/// The value of a dimension by its id.
fn pick(o: &Opened, dim: Dim, id: &str) -> Pick {
    let names = Names { records: &o.doc.records, table: &o.table };
    Pick::Code(dim, names.code(dim, id).unwrap())
}

#[test]
fn the_example_opens_without_a_problem() {
    let o = opened();
    assert_eq!(*o.doc.issues, vec![]);
    assert_eq!(o.doc.totals(), [2, 2, 3, 7, 6, 8, 16, 4, 13]);
    assert_eq!(
        &*o.doc.to_bytes(),
        include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json")
    );
}

#[test]
fn sector_bars_count_descendants_once() {
    let o = opened();
    let r = cross(&o, &Filter::default());
    let (sectors, none) = r.tally(&o.table, Dim::Sector, Collection::Statements);
    let infra = row(&o, "s.infra").index();
    // st.05 is in three sectors under infrastructure and counts once; st.06 and st.13 too.
    assert_eq!(sectors[infra].total, 3);
    assert_eq!(sectors[row(&o, "s.partnership").index()].total, 8);
    assert_eq!(none.total, 0);
}

#[test]
fn the_filter_follows_relations() {
    let o = opened();
    let sector = |id: &str| pick(&o, Dim::Sector, id);
    let statements = |c: &[Pick]| selected(&o, c, Collection::Statements);
    assert_eq!(statements(&[sector("s.infra")]), 3);
    assert_eq!(statements(&[sector("s.infra.rail")]), 1);
    assert_eq!(statements(&[pick(&o, Dim::Speaker, "xi-jinping")]), 6);
    // Through the links it speaks for, st.12 is about the bank too.
    let bank = pick(&o, Dim::Institution, "inst.asian-investment-bank");
    assert_eq!(statements(&[bank]), 2);
    assert_eq!(statements(&[Pick::year(2015)]), 16);
    assert_eq!(statements(&[Pick::year(2014)]), 0);
    // Two clauses mean "and", two values of one clause mean "or".
    let xi = pick(&o, Dim::Speaker, "xi-jinping");
    assert_eq!(statements(&[xi, sector("s.finance")]), 1);
    assert_eq!(statements(&[sector("s.finance"), sector("s.culture")]), 6);
    assert_eq!(selected(&o, &[sector("s.finance")], Collection::Institutions), 2);
    // What is said of an initiative reaches it: only one is spoken of in a direct quotation's kin.
    let reported = pick(&o, Dim::Statement, "reported");
    assert!(selected(&o, &[reported], Collection::Initiatives) > 0);
    // A statement without a date of its own takes that of its event, else of its source.
    let st13 = o.table.fact(row(&o, "st.13")).unwrap();
    let days = o.table.days[st13].unwrap();
    assert_eq!(cooperama::model::civil_from_days(days.first), (2015, 4, 10));
}

#[test]
fn bars_do_not_change_under_their_own_clause() {
    let o = opened();
    let mut filter = Filter::default();
    let tally = |f: &Filter| cross(&o, f).tally(&o.table, Dim::Sector, Collection::Statements).0;
    let all = tally(&filter);
    filter.apply(Pick::Code(Dim::Sector, 1), How::Only);
    assert_eq!(all, tally(&filter));
}

#[test]
fn sources_that_copy_each_other_are_not_independent() {
    let o = opened();
    let origins: std::collections::BTreeSet<u32> =
        o.table.origins.values().iter().copied().collect();
    let copies = (0..o.table.derived.len()).filter(|i| !o.table.derived.get(*i).is_empty());
    assert_eq!(origins.len() + copies.count(), 13);
}

#[test]
fn the_layout_is_the_same_each_time_and_nothing_overlaps() {
    let (a, b) = (opened(), opened());
    let places = |o: &Opened| o.graph.vertices.iter().map(|v| v.pos).collect::<Vec<_>>();
    assert_eq!(places(&a), places(&b));
    let p = places(&a);
    assert_eq!(p.len(), 13);
    for i in 0..p.len() {
        for j in 0..i {
            let (dx, dy) = ((p[i][0] - p[j][0]).abs(), (p[i][1] - p[j][1]).abs());
            assert!(dx > 100.0 || dy > 50.0, "{i} and {j}: {dx} {dy}");
        }
    }
}
