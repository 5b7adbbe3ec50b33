//! What the bundled example says, number by number, and the relations the filter follows.

use cooperama::query::{Clause, Filter, Measure, cross};
use cooperama::record::Collection;
use cooperama::workbench::Opened;

fn opened() -> Opened {
    Opened::example().unwrap()
}

fn row(o: &Opened, id: &str) -> cooperama::record::Row {
    o.doc.records.find(id).unwrap()
}

fn selected(o: &Opened, clauses: &[Clause], collection: Collection) -> u32 {
    let mut filter = Filter::default();
    for c in clauses {
        filter.toggle(*c, true);
    }
    cross(&o.table, o.doc.totals(), &filter, Measure::Statements).count(collection).selected
}

#[test]
fn the_example_opens_without_a_problem() {
    let o = opened();
    assert_eq!(o.doc.issues, vec![]);
    assert_eq!(o.doc.totals(), [2, 2, 3, 7, 6, 8, 13, 3, 12]);
    assert_eq!(
        &*o.doc.to_bytes(),
        include_bytes!("../../assets/datasets/kazakhstan-china-2015.coop.json")
    );
}

#[test]
fn sector_bars_count_descendants_once() {
    let o = opened();
    let r = cross(&o.table, o.doc.totals(), &Filter::default(), Measure::Statements);
    let infra = row(&o, "s.infra").index();
    // st.05 is in three sectors under infrastructure and counts once; st.06 and st.13 too.
    assert_eq!(r.sectors[infra].total, 3);
    assert_eq!(r.sectors[row(&o, "s.partnership").index()].total, 5);
    assert_eq!(r.no_sector.total, 0);
}

#[test]
fn the_filter_follows_relations() {
    let o = opened();
    let sector = |id: &str| Clause::Sector(u32::try_from(row(&o, id).index()).unwrap());
    let statements = |c: &[Clause]| selected(&o, c, Collection::Statements);
    assert_eq!(statements(&[sector("s.infra")]), 3);
    assert_eq!(statements(&[sector("s.infra.rail")]), 1);
    assert_eq!(statements(&[Clause::Speaker(row(&o, "xi-jinping"))]), 5);
    // Through the links it speaks for, st.12 is about the bank too.
    assert_eq!(statements(&[Clause::Item(row(&o, "inst.asian-investment-bank"))]), 2);
    assert_eq!(statements(&[Clause::Year(2015)]), 13);
    assert_eq!(statements(&[Clause::Year(2014)]), 0);
    // Two clauses mean "and", two values of one clause mean "or".
    let xi = Clause::Speaker(row(&o, "xi-jinping"));
    assert_eq!(statements(&[xi, sector("s.finance")]), 1);
    assert_eq!(statements(&[sector("s.finance"), sector("s.culture")]), 6);
    assert_eq!(selected(&o, &[sector("s.finance")], Collection::Institutions), 2);
    // A statement without a date of its own takes that of its event, else of its source.
    let st13 = o.table.fact(row(&o, "st.13")).unwrap();
    let days = o.table.days[st13].unwrap();
    assert_eq!(cooperama::model::civil_from_days(days.first), (2015, 4, 10));
}

#[test]
fn bars_do_not_change_under_their_own_clause() {
    let o = opened();
    let mut filter = Filter::default();
    let all = cross(&o.table, o.doc.totals(), &filter, Measure::Statements);
    filter.toggle(Clause::Sector(1), false);
    let one = cross(&o.table, o.doc.totals(), &filter, Measure::Statements);
    assert_eq!(all.sectors, one.sectors);
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
