//! What the bundled example says, number by number, and the relations the filter follows.

use cooperama::dataset::Opened;
use cooperama::query::{Crossing, Dim, Filter, How, Names, Pick, Results};
use cooperama::record::Collection;

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

/// The sentences of the article's nine paragraphs, each with the records drawn from it. `None` as a
/// paragraph is the title and what stands apart.
const ARTICLE: [(u64, &[&[&str]]); 9] = [
    (
        1,
        &[
            &["e.visit", "e.meeting", "st.01", "xi-jinping", "karim-massimov", "cn", "kz"],
            &["st.14", "i.sreb"],
        ],
    ),
    (2, &[&["st.02", "l.cn-kz-partnership", "s.partnership"]]),
    (3, &[&["st.03"], &["st.03"], &["st.16", "st.04"]]),
    (
        4,
        &[
            &["st.05", "s.infra"],
            &[
                "st.05",
                "i.steel",
                "i.rail",
                "i.power",
                "s.infra.steel",
                "s.infra.rail",
                "s.infra.power",
            ],
            &["st.06"],
        ],
    ),
    (5, &[&["st.07"]]),
    (
        6,
        &[
            &["st.08", "l.kz-bank", "inst.asian-investment-bank", "s.finance"],
            &["st.09", "l.kz-srf", "inst.silk-road-fund"],
        ],
    ),
    (7, &[&["st.10", "i.culture", "l.kz-culture", "inst.cn-cultural-kz", "s.culture"], &["st.11"]]),
    (8, &[&["st.12", "l.cn-two-mechanisms-bank", "l.cn-two-mechanisms-srf"]]),
    (9, &[&["st.13"], &["st.15"]]),
];

#[test]
fn each_sentence_of_the_article_has_its_records_and_each_core_record_its_sentence() {
    use serde_json::Value;
    let o = opened();
    let value = |id: &str| cooperama::model::decode(&o.doc.records, row(&o, id));
    let read_in =
        |v: &Value, paragraph: u64| {
            v["prov"].as_array().unwrap().iter().any(|p| {
                p["source"] == "src.lecaucase-2015" && p["locator"]["paragraph"] == paragraph
            })
        };
    let mut told = std::collections::BTreeSet::new();
    for (paragraph, sentences) in ARTICLE {
        for ids in sentences {
            assert!(
                ids.iter().any(|id| id.starts_with("st.")),
                "paragraph {paragraph}: no statement"
            );
            for id in *ids {
                assert!(read_in(&value(id), paragraph), "{id}, paragraph {paragraph}");
                told.insert((*id).to_owned());
            }
        }
    }
    for r in o.doc.records.rows().filter(|r| r.collection() != Collection::Sources) {
        let v = cooperama::model::decode(&o.doc.records, r);
        if v["scope"] != "context" {
            let id = v["id"].as_str().unwrap();
            assert!(told.contains(id), "{id} is core and stands in no sentence");
        }
    }
    // The article itself, where it is at hand: as many sentences, and the only words in marks.
    let Some(text) = crate::fixture::shared("data/article-le-caucase-2015.txt") else {
        return;
    };
    let text = String::from_utf8(text).unwrap();
    let paragraphs: Vec<&str> = text.lines().map(str::trim).filter(|l| l.ends_with('.')).collect();
    assert_eq!(paragraphs.len(), ARTICLE.len());
    for (paragraph, (n, sentences)) in paragraphs.iter().zip(ARTICLE) {
        assert_eq!(paragraph.matches(['.']).count(), sentences.len(), "paragraph {n}");
    }
    let st = cooperama::model::Statement::from_value(&value("st.04"));
    let words = &st.exact_words().next().unwrap().text;
    assert!(
        text.contains(&format!("«\u{A0}{words}\u{A0}»")) || text.contains(&format!("« {words} »"))
    );
}

#[test]
fn what_the_article_does_not_say_is_not_said() {
    let o = opened();
    let value = |id: &str| cooperama::model::decode(&o.doc.records, row(&o, id));
    // The meeting: main values from the article, the others as sourced alternatives.
    let meeting = value("e.meeting");
    assert_eq!(
        (&meeting["date"], &meeting["place"]["party"]),
        (&"../2015-04-10".into(), &"kz".into())
    );
    let others: Vec<_> = meeting["alternatives"].as_array().unwrap().iter().collect();
    assert_eq!((&others[0]["value"], &others[1]["value"]), (&"2015-03-27".into(), &"cn".into()));
    assert!(others.iter().all(|a| a["prov"][0]["source"] == "src.railwaypro-2015"));
    assert!(value("l.kz-aiib-member")["start"].is_null());
    assert!(value("st.11")["speakers"].is_null() && value("st.11")["attribution"] == "unclear");
    for id in ["st.13", "st.14", "st.15"] {
        assert!(value(id)["attribution"].is_null() && value(id)["speakers"].is_null(), "{id}");
    }
    for id in ["i.steel", "i.rail", "i.power"] {
        assert_eq!(value(id)["status"], "implementation", "{id}");
    }
    // No marks of quotation but around exact words, no typewriter apostrophes, no English-only notes.
    let text = std::str::from_utf8(&o.doc.to_bytes()).unwrap().to_owned();
    let typewriter = text.char_indices().filter(|(_, c)| *c == '\'').count();
    assert_eq!(typewriter, 0);
    for r in o.doc.records.rows() {
        notes(&cooperama::model::decode(&o.doc.records, r), "");
    }
    // Statements about the meeting carry the mark of its date; the paper's own words that of publication.
    let dated = |id: &str| o.table.dated[o.table.fact(row(&o, id)).unwrap()];
    assert!(dated("st.01").inferred && !dated("st.01").published);
    assert!(dated("st.13").published);
    assert!(dated("i.sreb").outside && dated("i.sreb").elsewhere);
}

/// Every note speaks both languages.
fn notes(v: &serde_json::Value, key: &str) {
    match v {
        serde_json::Value::Object(m) if key == "note" => {
            assert!(m.contains_key("fr") && m.contains_key("en"), "{v}");
        }
        serde_json::Value::Object(m) if m.contains_key("type") && m.contains_key("id") => {}
        serde_json::Value::Object(m) => m.iter().for_each(|(k, v)| notes(v, k)),
        serde_json::Value::Array(a) => a.iter().for_each(|v| notes(v, key)),
        _ => assert_ne!(key, "note", "{v}"),
    }
}
