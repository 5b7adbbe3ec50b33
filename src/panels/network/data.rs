//! What the network shows: names, shapes, colours and widths of nodes and ties.

use crate::model::{Actor, Amount, Initiative, Prov, decode};
use crate::panels::ReadCx;
use crate::panels::wording::{Reading, kind_word, party_color, readings, tie_words};
use crate::query::Dim;
use crate::record::{Collection, Row};
use crate::table::{Node, Tie, TieKind};
use crate::text::number;
use crate::ui::theme::Rgb;
use crate::view::{ColorBy, SizeBy, Thing};

/// The shape of a node, by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Shape {
    /// A large circle with a code.
    Party,
    /// A small circle with a ring.
    Person,
    /// A circle.
    Government,
    /// A diamond.
    Finance,
    /// A square.
    Multilateral,
    /// A hexagon.
    Culture,
    /// A triangle.
    Company,
    /// A pentagon.
    Organisation,
    /// A rounded square.
    Initiative,
    /// A dashed circle.
    Missing,
}

impl Shape {
    /// The id of its name in the legend.
    #[must_use]
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Party => "shape-party",
            Self::Person => "shape-person",
            Self::Government => "shape-government",
            Self::Finance => "shape-finance",
            Self::Multilateral => "shape-multilateral",
            Self::Culture => "shape-culture",
            Self::Company => "shape-company",
            Self::Organisation => "shape-organisation",
            Self::Initiative => "shape-initiative",
            Self::Missing => "shape-missing",
        }
    }

    fn of_institution(kind: &str) -> Self {
        match kind {
            "government" | "local-government" | "public-body" => Self::Government,
            "development-bank" | "fund" => Self::Finance,
            "multilateral" => Self::Multilateral,
            "cultural" | "academic" | "media" => Self::Culture,
            "state-owned" | "private" | "ppp" => Self::Company,
            _ => Self::Organisation,
        }
    }
}

/// A node as shown.
#[derive(Clone, Debug, serde::Serialize)]
pub struct NodeMark {
    /// What it stands for.
    pub node: Node,
    /// Its record, when there is one.
    pub row: Option<Row>,
    /// Full name.
    pub name: String,
    /// Name under the node, in the order it is read: short when there is a short one.
    pub label: String,
    /// Code inside the circle of a party.
    pub code: String,
    /// What it is, in words.
    pub kind: String,
    /// Its shape.
    pub shape: Shape,
    /// Its colour.
    pub color: Rgb,
    /// Radius at scale 1.
    pub radius: f32,
    /// Place at scale 1.
    pub pos: [f32; 2],
    /// How many ties it has in all.
    pub degree: u32,
    /// A class the source does not name.
    pub unnamed: bool,
    /// It says nowhere where it was read.
    pub unsourced: bool,
    /// Whether it passes the filter.
    pub lit: bool,
    /// Amounts, in words.
    pub amounts: Vec<String>,
    /// Where it was read.
    pub readings: Vec<Reading>,
}

/// A tie as shown.
#[derive(Clone, Debug, serde::Serialize)]
pub struct EdgeMark {
    /// Index of the first node.
    pub from: usize,
    /// Index of the second node.
    pub to: usize,
    /// The record that says so.
    pub row: Row,
    /// What it says, in words.
    pub name: String,
    /// How many ties it stands for.
    pub count: usize,
    /// Its colour.
    pub color: Rgb,
    /// Its width at scale 1.
    pub width: f32,
    /// Which of several between the same nodes, and how many.
    pub lane: (u8, u8),
    /// Drawn with an arrowhead.
    pub directed: bool,
    /// Drawn dashed.
    pub announced: bool,
    /// Drawn dotted, with a mark.
    pub disputed: bool,
    /// Whether it passes the filter.
    pub lit: bool,
    /// Amounts, in words.
    pub amounts: Vec<String>,
    /// Where it was read.
    pub readings: Vec<Reading>,
}

/// The network as shown.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct NetworkData {
    /// Nodes.
    pub nodes: Vec<NodeMark>,
    /// Ties.
    pub edges: Vec<EdgeMark>,
    /// Nodes there are in all.
    pub total: usize,
    /// Colours in the picture: name, colour, and the sector or party to filter by.
    pub colors: Vec<(String, Rgb, Option<Thing>)>,
    /// Nodes that belong together, each community by its members.
    pub communities: Vec<Vec<usize>>,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> NetworkData {
    let nodes: Vec<NodeMark> = (0..cx.graph.vertices.len()).map(|i| node(cx, i)).collect();
    let edges: Vec<EdgeMark> = cx.graph.edges.iter().map(|e| edge(cx, e, &nodes)).collect();
    let colors = legend(cx, &nodes, &edges);
    let communities = cx.graph.communities.clone();
    let mut data = NetworkData { nodes, edges, total: cx.graph.total.0, colors, communities };
    if cx.view.size_by == SizeBy::Money {
        size_by_money(cx, &mut data.nodes);
    }
    light(cx, &mut data);
    data
}

/// What of [`data`] changes with the filter: which nodes and ties pass it.
pub fn light(cx: &ReadCx<'_>, data: &mut NetworkData) {
    for node in &mut data.nodes {
        node.lit = cx.results.node_in(cx.table, node.node);
    }
    for (mark, edge) in data.edges.iter_mut().zip(&cx.graph.edges) {
        let passes = |n: &u32| {
            let tie = &cx.table.ties[*n as usize];
            cx.table.fact(tie.row).is_none_or(|fact| cx.results.passes(fact))
        };
        mark.lit =
            data.nodes[mark.from].lit && data.nodes[mark.to].lit && edge.ties.iter().any(passes);
    }
}

/// Areas in proportion to the money of the initiatives a thing takes part in.
fn size_by_money(cx: &ReadCx<'_>, nodes: &mut [NodeMark]) {
    let Some(flow) = crate::panels::wording::initiative_flow(cx) else { return };
    let dims = [Dim::Party, Dim::Institution, Dim::Person, Dim::Initiative];
    let sums: Vec<(Dim, crate::query::Sums)> =
        dims.iter().map(|d| (*d, cx.results.sums(cx.table, *d, flow))).collect();
    let money: Vec<i128> = nodes
        .iter()
        .map(|n| {
            let row = n.row?;
            let dim = Dim::of(row.collection())?;
            let sums = &sums.iter().find(|s| s.0 == dim)?.1;
            sums.values.get(row.index()).map(|v| v.total.max(0))
        })
        .map(|m| m.unwrap_or(0))
        .collect();
    let max = money.iter().copied().max().unwrap_or(0).max(1);
    for (node, money) in nodes.iter_mut().zip(money) {
        #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
        let share = (money / 1000) as f32 / (max / 1000).max(1) as f32;
        node.radius = 6.0 + 26.0 * libm::sqrtf(share);
        if money > 0 {
            let text = crate::panels::wording::money_text(cx, money, flow.currency, true);
            let of = crate::panels::wording::flow_name(cx, flow);
            node.amounts.push(format!("{text} ({of})"));
        }
    }
}

fn node(cx: &ReadCx<'_>, i: usize) -> NodeMark {
    let v = &cx.graph.vertices[i];
    let mut mark = NodeMark {
        node: v.node,
        row: None,
        name: String::new(),
        label: String::new(),
        code: String::new(),
        kind: String::new(),
        shape: Shape::Missing,
        color: cx.tokens.neutral.into(),
        radius: 13.0,
        pos: v.pos,
        degree: v.degree,
        unnamed: false,
        unsourced: false,
        lit: false,
        amounts: Vec::new(),
        readings: Vec::new(),
    };
    let Node::Record(row) = v.node else {
        if let Node::Missing(n) = v.node {
            let id = cx.table.missing.get(n as usize).map_or("", String::as_str);
            mark.name = crate::text::display::clean(id, 80).into_owned();
            mark.label.clone_from(&mark.name);
            mark.kind = cx.words.t("network-missing");
        }
        return mark;
    };
    mark.row = Some(row);
    let value = decode(&cx.doc.records, row);
    mark.color = node_color(cx, row, v.sector, v.party);
    mark.unsourced = !cx.table.is_sourced(row);
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    let grow = (v.degree as f32).sqrt().min(8.0);
    if row.collection() == Collection::Initiatives {
        let it = Initiative::from_value(&value);
        mark.name = cx.pick(&it.label, 200);
        let label = cx.pick_logical(&it.label, 200);
        mark.label = crate::text::display::cut(&label, 64).into_owned();
        mark.kind = kind_word(cx, &it.kind, "kind-initiative");
        mark.shape = Shape::Initiative;
        mark.unnamed = it.unnamed;
        mark.radius = 9.5 + grow * 1.6;
        mark.amounts = amounts(cx, row, &value);
        mark.readings = readings(cx, &it.prov, 2);
    } else {
        let actor = Actor::from_value(&value);
        mark.name = cx.pick(&actor.label, 200);
        mark.unnamed = actor.unnamed;
        mark.readings = readings(cx, &actor.prov, 2);
        mark.label = cx.pick_logical(&actor.short_label, 60);
        if mark.label.is_empty() {
            let label = cx.pick_logical(&actor.label, 200);
            mark.label = crate::text::display::cut(&label, 64).into_owned();
        }
        match row.collection() {
            Collection::Parties => {
                mark.shape = Shape::Party;
                mark.kind = kind_word(cx, &actor.kind, "kind-party");
                mark.radius = 21.0 + grow;
                let code = if actor.iso2.is_empty() {
                    mark.name.chars().take(2).collect()
                } else {
                    actor.iso2
                };
                mark.code = crate::text::display::clean(&code, 4).to_uppercase();
            }
            Collection::People => {
                mark.shape = Shape::Person;
                mark.kind = cx.words.t("kind-person");
                mark.radius = 8.0;
            }
            _ => {
                mark.shape = Shape::of_institution(&actor.kind);
                mark.kind = kind_word(cx, &actor.kind, "kind-institution");
                mark.radius = 11.0 + grow * 1.8;
            }
        }
    }
    if mark.name.is_empty() {
        mark.name = crate::text::display::clean(cx.doc.records.raw_id(row), 80).into_owned();
    }
    if mark.label.is_empty() {
        mark.label = crate::text::display::cut(&mark.name, 64).into_owned();
    }
    mark
}

fn node_color(cx: &ReadCx<'_>, row: Row, sector: Option<u32>, party: Option<Row>) -> Rgb {
    match (cx.view.color_by, row.collection()) {
        (ColorBy::Sector, Collection::Parties | Collection::People) => cx.tokens.neutral.into(),
        (ColorBy::Sector, _) => sector.map_or(cx.tokens.neutral.into(), |s| cx.sector_color(s)),
        (ColorBy::Party, Collection::Parties) => party_color(cx, row),
        (ColorBy::Party, _) => party.map_or(cx.tokens.neutral.into(), |p| party_color(cx, p)),
    }
}

fn edge(cx: &ReadCx<'_>, e: &crate::graph::Edge, nodes: &[NodeMark]) -> EdgeMark {
    let ties = || e.ties.iter().map(|n| &cx.table.ties[*n as usize]);
    let tie: &Tie = &cx.table.ties[e.ties[0] as usize];
    let (from, to) = (e.from as usize, e.to as usize);
    let value = decode(&cx.doc.records, tie.row);
    let sector = tie.sector.filter(|s| ties().all(|t| t.sector == Some(*s)));
    let color = match cx.view.color_by {
        ColorBy::Sector => sector.map(|s| cx.sector_color(s)),
        ColorBy::Party => {
            [from, to].iter().find(|i| nodes[**i].shape == Shape::Party).map(|i| nodes[*i].color)
        }
    };
    let evidence: usize = ties()
        .filter_map(|t| cx.table.fact(t.row))
        .map(|n| cx.table.evidence.get(n).len())
        .sum::<usize>()
        + e.ties.len()
        - 1;
    #[expect(clippy::cast_precision_loss, reason = "a width on screen")]
    let width = 1.3
        + libm::log2f(1.0 + evidence as f32).min(5.0) * 0.8
        + if tie.weight > 1.0 { libm::log10f(tie.weight).min(3.0) } else { 0.0 };
    let structural = ties().all(|t| !matches!(t.kind, TieKind::Link | TieKind::Participation));
    EdgeMark {
        from,
        to,
        row: tie.row,
        name: crate::ui::bidi::line(&tie_words(cx, tie)).into_owned(),
        count: e.ties.len(),
        color: color.filter(|_| !structural).unwrap_or(cx.tokens.neutral.into()),
        width: if structural { 1.0 } else { width },
        lane: e.lane,
        directed: ties().all(|t| t.directed && t.from == tie.from),
        announced: ties().all(|t| t.announced),
        disputed: ties().any(|t| t.disputed),
        lit: false,
        amounts: if e.ties.len() == 1 { amounts(cx, tie.row, &value) } else { Vec::new() },
        readings: readings(cx, &Prov::read(&value), 2),
    }
}

/// The amounts of a record: short, then exact, with what they are.
fn amounts(cx: &ReadCx<'_>, row: Row, value: &serde_json::Value) -> Vec<String> {
    let record = cx.doc.records.text_of(row);
    Amount::read_all(record, value)
        .iter()
        .take(4)
        .map(|a| {
            let exact = number::money(a, cx.words, true);
            let exact = if a.approximate {
                cx.words.ts("amount-about", &[("amount", exact)])
            } else {
                exact
            };
            let kind = cx.words.find(&format!("amount-{}", a.kind)).filter(|_| a.kind != "about");
            let kind = kind.unwrap_or_else(|| {
                crate::text::display::clean(a.kind.trim_start_matches("x-"), 40).into_owned()
            });
            if kind.is_empty() { exact } else { format!("{exact} ({kind})") }
        })
        .collect()
}

/// The colours that are in the picture, in the order of the file.
fn legend(
    cx: &ReadCx<'_>,
    nodes: &[NodeMark],
    edges: &[EdgeMark],
) -> Vec<(String, Rgb, Option<Thing>)> {
    let used = |c: Rgb| nodes.iter().any(|n| n.color == c) || edges.iter().any(|e| e.color == c);
    let mut out: Vec<(String, Rgb, Option<Thing>)> = Vec::new();
    match cx.view.color_by {
        ColorBy::Sector => {
            for (sector, depth) in &cx.table.sector_order {
                let color = cx.sector_color(*sector);
                let known = out.iter().any(|o| o.1 == color) || color == cx.tokens.neutral.into();
                if *depth == 0 && !known && used(color) {
                    let row = Row::new(Collection::Sectors, *sector as usize);
                    out.push((cx.sector_name(*sector), color, Some(Thing::Record(row))));
                }
            }
        }
        ColorBy::Party => {
            for node in nodes.iter().filter(|n| n.shape == Shape::Party) {
                if node.color != cx.tokens.neutral.into() && !out.iter().any(|o| o.1 == node.color)
                {
                    out.push((node.name.clone(), node.color, node.row.map(Thing::Record)));
                }
            }
            out.push((cx.words.t("network-shared"), cx.tokens.neutral.into(), None));
        }
    }
    out.truncate(8);
    out
}
