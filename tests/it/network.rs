//! The network: what is drawn, what is drawn as one, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use cooperama::dataset::Opened;
use cooperama::graph::{Ask, FEW, Fold, Graph, MAX_APART, Placing, Room};
use cooperama::table::Node;

use crate::fixture::{open, shared};

/// A registry: two parties in every project, some institutions in many, two of them in none of the
/// others' projects.
fn registry() -> Value {
    let mut initiatives = Vec::new();
    for i in 0..60 {
        let (bank, works) = (i % 3, i % 11);
        initiatives.push(json!({
            "id": format!("i{i}"), "label": format!("Project {i}"), "parties": ["a", "b"],
            "sectors": [format!("s{}", i % 4)],
            "participants": [
                {"actor": format!("bank{bank}"), "role": "funding"},
                {"actor": format!("works{works}"), "role": "implementing"},
                {"actor": format!("works{works}"), "role": "accountable"},
            ],
        }));
    }
    initiatives
        .push(json!({"id": "apart", "label": "Apart", "parties": ["a", "b"], "participants": [
        {"actor": "lone0", "role": "funding"}, {"actor": "lone1", "role": "implementing"}]}));
    let mut institutions: Vec<Value> = (0..3)
        .map(|i| json!({"id": format!("bank{i}"), "label": format!("Bank {i}"), "party": "a"}))
        .collect();
    institutions.extend(
        (0..11).map(
            |i| json!({"id": format!("works{i}"), "label": format!("Works {i}"), "party": "b"}),
        ),
    );
    institutions
        .extend((0..2).map(|i| json!({"id": format!("lone{i}"), "label": format!("Lone {i}")})));
    json!({
        "format": "cooperation-dataset", "version": 1, "title": "Registry",
        "parties": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        "sectors": (0..4).map(|i| json!({"id": format!("s{i}"), "label": format!("Sector {i}")})).collect::<Vec<_>>(),
        "institutions": institutions, "initiatives": initiatives,
    })
}

fn id(o: &Opened, node: Node) -> String {
    match node {
        Node::Record(row) => o.doc.records.raw_id(row).to_owned(),
        Node::Missing(n) => o.table.missing[n as usize].clone(),
    }
}

/// Each line by the ids of its ends, with how many initiatives it stands for.
fn lines(o: &Opened, graph: &Graph) -> BTreeMap<BTreeSet<String>, u32> {
    let end = |v: u32| id(o, graph.vertices[v as usize].node);
    graph.edges.iter().map(|e| ([end(e.from), end(e.to)].into(), e.through)).collect()
}

#[test]
fn a_registry_begins_with_its_projects_folded_into_ties() {
    let data = registry();
    let o = open(data.to_string().as_bytes()).unwrap();
    let graph = &o.graph;
    assert_eq!(graph.fold, Fold::Initiatives);
    assert_eq!((graph.folded, graph.rest, graph.vertices.len()), (61, 0, 16));
    // Both parties take part in everything: they would be tied to all.
    let everywhere: Vec<(String, u32)> =
        graph.everywhere.iter().map(|e| (o.doc.records.raw_id(e.0).to_owned(), e.1)).collect();
    assert_eq!(everywhere, [("a".to_owned(), 61), ("b".to_owned(), 61)]);
    // Each tie stands for the projects of both its ends, counted from the file.
    let mut expected: BTreeMap<BTreeSet<String>, u32> = BTreeMap::new();
    for i in data["initiatives"].as_array().unwrap() {
        let actors: BTreeSet<String> = i["participants"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["actor"].as_str().unwrap().to_owned())
            .collect();
        *expected.entry(actors).or_default() += 1;
    }
    assert_eq!(lines(&o, graph), expected);
    // A tie leads from who funds to who does not.
    for e in &graph.edges {
        let from = id(&o, graph.vertices[e.from as usize].node);
        assert!(e.directed && (from.starts_with("bank") || from == "lone0"), "{from}");
    }
}

#[test]
fn institutions_are_drawn_as_their_party_and_opened_again() {
    let o = open(registry().to_string().as_bytes()).unwrap();
    let ask = |fold, open| {
        let ask = Ask { fold: Some(fold), open, ..Ask::default() };
        Graph::asked(&o.doc.records, &o.table, &ask)
    };
    let parties = ask(Fold::Party, Vec::new());
    let members: BTreeMap<String, u32> =
        parties.vertices.iter().map(|v| (id(&o, v.node), v.members)).collect();
    let expected = [("a", 4), ("b", 12), ("lone0", 1), ("lone1", 1)];
    assert_eq!(members, expected.map(|(k, v)| (k.to_owned(), v)).into());
    // Every project has both parties, in one way or another.
    assert_eq!(lines(&o, &parties)[&["a".to_owned(), "b".to_owned()].into()], 61);
    let a = parties.vertices.iter().find(|v| id(&o, v.node) == "a").unwrap().node;
    let opened = ask(Fold::Party, vec![a]);
    let names: BTreeSet<String> = opened.vertices.iter().map(|v| id(&o, v.node)).collect();
    assert!(names.contains("bank0") && names.contains("b") && !names.contains("works0"));
    let sectors = ask(Fold::Sector, Vec::new());
    let all: u32 = sectors.vertices.iter().map(|v| v.members).sum();
    assert_eq!(all, 16);
    assert!(sectors.vertices.len() <= 6, "{}", sectors.vertices.len());
    let all = ask(Fold::Nothing, Vec::new());
    assert_eq!(all.fold, Fold::Nothing);
    assert_eq!(all.vertices.len() + all.rest, 79);
}

#[test]
fn what_stands_for_several_is_told_by_all_of_them() {
    let mut data = registry();
    data["initiatives"].as_array_mut().unwrap().retain(|i| i["id"] != "apart");
    let o = open(data.to_string().as_bytes()).unwrap();
    let ask = |fold, open| {
        let ask = Ask { fold: Some(fold), open, ..Ask::default() };
        Graph::asked(&o.doc.records, &o.table, &ask)
    };
    let vertex = |g: &Graph, name: &str| g.vertices.iter().position(|v| id(&o, v.node) == name);
    // Of a party, what leads out of it counts, once for each project.
    let parties = ask(Fold::Party, Vec::new());
    let (a, b) = (vertex(&parties, "a").unwrap(), vertex(&parties, "b").unwrap());
    assert_eq!((parties.vertices[a].degree, parties.vertices[b].degree), (60, 60));
    let members: BTreeSet<String> = parties.members[a].iter().map(|n| id(&o, *n)).collect();
    assert_eq!(members, ["a", "bank0", "bank1", "bank2"].map(str::to_owned).into());
    // The banks fund, the party itself does not: the whole leads to who implements.
    let edge = parties.edges.iter().find(|e| {
        (e.from as usize, e.to as usize) == (a, b) || (e.from as usize, e.to as usize) == (b, a)
    });
    let edge = edge.unwrap();
    assert!(edge.directed && edge.from as usize == a, "{edge:?}");
    // A party that is left out stands for nobody, in sectors and in communities.
    for fold in [Fold::Sector, Fold::Community] {
        let graph = ask(fold, Vec::new());
        assert_eq!(graph.everywhere.len(), 2, "{fold:?}");
        assert!(vertex(&graph, "a").is_none() && vertex(&graph, "b").is_none(), "{fold:?}");
        for (v, m) in graph.vertices.iter().zip(&graph.members) {
            assert_eq!(if v.members > 1 { v.members as usize } else { 0 }, m.len(), "{fold:?}");
            assert!(m.iter().all(|n| !["a", "b"].contains(&id(&o, *n).as_str())), "{fold:?}");
        }
    }
    // Around one that stands for several the picture stays folded as it was.
    let around = parties.around(parties.vertices[a].node, 1).unwrap();
    assert_eq!(
        (around.fold, around.vertices[vertex(&around, "a").unwrap()].members),
        (Fold::Party, 4)
    );
    assert_eq!(around.vertices.len() + around.rest, parties.vertices.len() + parties.rest);
    let bank = o.doc.records.find("bank0").map(Node::Record).unwrap();
    assert!(parties.around(bank, 1).is_none());
}

#[test]
fn a_group_by_sector_is_named_by_the_sector_it_stands_for() {
    let mut data = registry();
    // All are told under a leaf; what stands together does so by its root.
    let sectors = data["sectors"].as_array_mut().unwrap();
    for i in 0..4 {
        sectors.push(json!({"id": format!("leaf{i}"), "label": format!("Leaf {i}"), "parent": format!("s{i}")}));
    }
    for (k, i) in data["initiatives"].as_array_mut().unwrap().iter_mut().enumerate() {
        i["sectors"] = json!([format!("leaf{}", k % 4)]);
    }
    let o = open(data.to_string().as_bytes()).unwrap();
    let ask = Ask { fold: Some(Fold::Sector), ..Ask::default() };
    let graph = Graph::asked(&o.doc.records, &o.table, &ask);
    let groups: Vec<_> = graph.vertices.iter().filter(|v| v.members > 1).collect();
    assert!(!groups.is_empty());
    for v in groups {
        let sector = v.sector.unwrap() as usize;
        assert!(sector < 4, "{sector}");
    }
}

#[test]
fn of_a_large_network_the_most_tied_are_drawn_and_the_rest_counted() {
    let n = 400;
    let institutions: Vec<Value> =
        (0..n).map(|i| json!({"id": format!("o{i}"), "label": format!("O {i}")})).collect();
    // Each is tied to a lesser number: the first ones are the hubs.
    let links: Vec<Value> = (1..n)
        .flat_map(|i| [(i, i / 7), (i, i % 5)])
        .enumerate()
        .map(|(k, (a, b))| json!({"id": format!("l{k}"), "from": format!("o{a}"), "to": format!("o{b}"), "type": "x-ties"}))
        .collect();
    let data = json!({"format": "cooperation-dataset", "version": 1, "title": "T", "institutions": institutions, "links": links});
    let o = open(data.to_string().as_bytes()).unwrap();
    assert_eq!((o.graph.vertices.len(), o.graph.rest), (FEW, n - FEW));
    let least = o.graph.vertices.iter().map(|v| v.degree).min().unwrap();
    let most = o.graph.vertices[0].degree;
    assert!(o.graph.vertices.iter().all(|v| v.degree <= most));
    let degree =
        |node: Node| o.table.ties.iter().filter(|t| t.from == node || t.to == node).count();
    let drawn: BTreeSet<Node> = o.graph.vertices.iter().map(|v| v.node).collect();
    let others =
        o.doc.records.rows_of(cooperama::record::Collection::Institutions).map(Node::Record);
    assert!(others.filter(|n| !drawn.contains(n)).all(|n| degree(n) <= least as usize));
    // What each meets outside is told: a line for each tie that is not drawn.
    let inside: BTreeSet<Node> = o.graph.vertices.iter().map(|v| v.node).collect();
    for v in &o.graph.vertices {
        let out = o.table.ties.iter().filter(|t| {
            (t.from == v.node && !inside.contains(&t.to))
                || (t.to == v.node && !inside.contains(&t.from))
        });
        assert_eq!(v.outside as usize, out.count());
    }
}

#[test]
fn marks_never_overlap_and_the_main_component_has_most_of_the_room() {
    // Communities, a hub tied to a third of all, pairs apart, and some tied to nothing.
    for n in [60usize, 400, MAX_APART] {
        let small = |i: usize| u32::try_from(i).unwrap();
        let main = n * 9 / 10;
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for i in 1..main {
            edges.push((small(i), small(i - i % 9 - usize::from(i % 9 == 0))));
            edges.push((small(i), small(i / 9 * 9 / 2)));
            if i % 3 == 0 {
                edges.push((small(i), 0));
            }
        }
        for i in (main..n - n / 40).step_by(2) {
            edges.push((small(i), small(i + 1)));
        }
        let mut placing = Placing::new(n, &edges);
        placing.finish();
        let radius: Vec<f32> =
            (0..n).map(|i| if i == 0 { 26.0 } else { [8.0, 9.0, 10.0, 11.0][i % 4] }).collect();
        for size in [[460.0, 240.0], [900.0, 560.0], [400.0, 620.0]] {
            let placed = placing.placed(Room { size, pad: [10.0, 8.0], gap: 4.0 }, &radius);
            for (i, p) in placed.pos.iter().enumerate() {
                for (j, q) in placed.pos[..i].iter().enumerate() {
                    let d = (p[0] - q[0]).hypot(p[1] - q[1]);
                    let wanted = (radius[i] + radius[j]) * placed.shrink;
                    assert!(d >= wanted * 0.998, "{n} {size:?}: {i} {j} {d} {wanted}");
                }
                assert!(p[0].abs() <= size[0] / 2.0 && p[1].abs() <= size[1] / 2.0);
            }
            let share = placed.main[0] * placed.main[1] / (size[0] * size[1]);
            assert!(share >= 0.5, "{n} {size:?}: {share}");
        }
    }
}

#[test]
fn the_projects_of_a_registry_are_ties_between_its_institutions() {
    let Some(bytes) = shared("data/kz-china-aiddata-nodesc.coop.json") else { return };
    let o = open(&bytes).unwrap();
    assert_eq!((o.graph.folded, o.graph.vertices.len(), o.graph.rest), (42, 27, 0));
    // The bank behind 17 projects is the most important of all, so that it is named.
    let name = o.doc.label(
        match o.graph.vertices[0].node {
            Node::Record(row) => row,
            Node::Missing(_) => panic!("an institution"),
        },
        "en",
    );
    assert_eq!(name, "China Development Bank (CDB)");
    let both = |a: &str, b: &str| {
        let key: BTreeSet<String> = o
            .graph
            .vertices
            .iter()
            .map(|v| id(&o, v.node))
            .filter(|i| i.contains(a) || i.contains(b))
            .collect();
        lines(&o, &o.graph).get(&key).copied()
    };
    assert_eq!(both("china-development-bank", "kazakhstan-development-bank"), Some(5));
}
