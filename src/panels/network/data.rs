//! What the network shows: names, shapes, colours and widths of nodes and ties.

use crate::graph::{Fold, MAX_GROUPED};
use std::collections::BTreeMap;

use super::colors::{color_by, legend, node_color};
use crate::model::{Actor, Amount, Initiative, Prov, decode};
use crate::panels::ReadCx;
use crate::panels::wording::{Reading, bare, kind_word, readings, tie_words};
use crate::record::{Collection, Row};
use crate::table::{Bits, Node, Tie, TieKind};
use crate::text::number;
use crate::ui::theme::Rgb;
use crate::view::{ColorBy, FoldBy, SizeBy, Thing};

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

    pub(super) fn of_institution(kind: &str) -> Self {
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
    /// The id of what it stands for, which stays while records are numbered anew.
    #[serde(skip)]
    pub id: String,
    /// How many things are drawn as this one; 1 for one of its own.
    pub members: u32,
    /// In how many ties and initiatives it meets what is not drawn.
    pub outside: u32,
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
    /// How many ties and initiatives it stands for.
    pub count: usize,
    /// How many initiatives are drawn as this tie.
    pub through: usize,
    /// Its colour.
    pub color: Rgb,
    /// Its width at scale 1.
    pub width: f32,
    /// Its width tells the weight the file gives it, too.
    pub weighted: bool,
    /// The weight the file gives its ties, together.
    pub weight: f32,
    /// The facts among its ties: an edge of a large network has very many, looked up once.
    #[serde(skip)]
    pub facts: Vec<u32>,
    /// Of how many ties it is made.
    pub of: usize,
    /// How many of them pass the filter.
    pub passing: usize,
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
    /// Nodes there are in all, but for what is drawn as a tie.
    pub total: usize,
    /// The records that are nodes, where not all of them are drawn.
    #[serde(skip)]
    pub all: Vec<Row>,
    /// The initiatives that are drawn as ties.
    #[serde(skip)]
    pub through: Bits,
    /// Of all nodes those that pass the filter.
    pub passing: usize,
    /// Colours in the picture: name, colour, and the sector or party to filter by.
    pub colors: Vec<(String, Rgb, Option<Thing>)>,
    /// Nodes that belong together, each community by its members.
    pub communities: Vec<Vec<usize>>,
    /// What is not drawn, or drawn as one, in words.
    pub notes: Vec<String>,
    /// That nearly nothing names a source of its own, in words.
    pub bare: Option<String>,
    /// How much of it comes only from sources added to explain, in words.
    pub added: Option<String>,
    /// How many nodes could be drawn beside these.
    pub rest: usize,
    /// How many lines there are among the nodes, those too weak to be drawn included.
    pub lines: usize,
    /// Of the initiatives under the filter, how many are drawn as ties, and how many there are.
    pub folded: Option<(usize, usize)>,
}

/// What is not drawn, or drawn as one.
fn notes(cx: &ReadCx<'_>) -> Vec<String> {
    let n = |n: usize| i64::try_from(n).unwrap_or(0);
    let mut out = Vec::new();
    if color_by(cx) == ColorBy::Community && cx.graph.hues.iter().any(Option::is_some) {
        out.push(cx.words.t("network-computed"));
    }
    let asked = cx.view.fold;
    if asked == FoldBy::Community && cx.graph.total.0 > MAX_GROUPED {
        out.push(cx.words.t("network-too-many-to-group"));
    } else if matches!(asked, FoldBy::Party | FoldBy::Sector | FoldBy::Community)
        && cx.graph.vertices.iter().all(|v| v.members < 2)
    {
        out.push(cx.words.t("network-nothing-to-group"));
    }
    if !cx.graph.everywhere.is_empty() {
        let names: Vec<String> =
            cx.graph.everywhere.iter().take(4).map(|(row, _)| cx.name(*row)).collect();
        let most = cx.graph.everywhere.iter().map(|e| e.1).min().unwrap_or(0);
        let args = [
            ("names", names.join(", ").into()),
            ("parties", n(cx.graph.everywhere.len()).into()),
            ("count", most.into()),
            ("total", n(cx.graph.folded).into()),
        ];
        let all = most as usize == cx.graph.folded;
        let id = if all { "network-everywhere-all" } else { "network-everywhere" };
        out.push(cx.words.tf(id, &args));
    }
    out
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &ReadCx<'_>) -> NetworkData {
    let most = cx.graph.vertices.iter().map(|v| v.degree).max().unwrap_or(0);
    let nodes: Vec<NodeMark> = (0..cx.graph.vertices.len()).map(|i| node(cx, i, most)).collect();
    let mut edges: Vec<EdgeMark> = cx.graph.edges.iter().map(|e| edge(cx, e, &nodes)).collect();
    by_number(&mut edges);
    let colors = legend(cx, &nodes, &edges);
    let communities = cx.graph.communities.clone();
    // What is drawn as a tie is no node.
    let ties = if cx.graph.fold == Fold::Nothing { 0 } else { cx.graph.folded };
    let total = cx.graph.total.0.saturating_sub(ties);
    let mut data = NetworkData {
        all: if total > nodes.len() { super::lit::tied(cx) } else { Vec::new() },
        through: super::lit::through(cx, &edges),
        passing: 0,
        lines: cx.graph.lines.max(edges.len()),
        nodes,
        edges,
        total,
        colors,
        communities,
        notes: notes(cx),
        bare: None,
        added: None,
        rest: cx.graph.rest,
        folded: None,
    };
    tell_apart(cx, &mut data.nodes);
    if cx.view.size_by == SizeBy::Money {
        super::sizes::by_money(cx, &mut data.nodes);
    }
    super::lit::light(cx, &mut data);
    if let Some(said) = bare(cx, "nodes", data.nodes.iter().map(|n| n.unsourced)) {
        for node in &mut data.nodes {
            node.unsourced = false;
        }
        data.bare = Some(said);
    }
    data
}

/// Nodes that share what stands under them, as a short name may be, are told apart.
fn tell_apart(cx: &ReadCx<'_>, nodes: &mut [NodeMark]) {
    let mut same: BTreeMap<&str, Vec<(usize, Row)>> = BTreeMap::new();
    for (i, row) in nodes.iter().enumerate().filter_map(|(i, n)| Some((i, n.row?))) {
        same.entry(nodes[i].label.as_str()).or_default().push((i, row));
    }
    let mut told: Vec<(usize, String)> = Vec::new();
    for of in same.into_values().filter(|of| of.len() > 1) {
        let (at, rows): (Vec<usize>, Vec<Row>) = of.into_iter().unzip();
        told.extend(at.into_iter().zip(crate::say::tails(cx.words, cx.doc, cx.table, &rows)));
    }
    for (i, tail) in told.into_iter().filter(|t| !t.1.is_empty()) {
        // Not in brackets, which an abbreviation of its own stands in.
        let tail = crate::text::display::clean(&tail, 80);
        nodes[i].label = format!("{}, {tail}", nodes[i].label);
    }
}

/// What stands under the node of somebody: the short name, else the whole one with what tells it from
/// its namesakes.
fn label_of(cx: &ReadCx<'_>, row: Row, actor: &Actor) -> String {
    let short = cx.pick_logical(&actor.short_label, 60);
    if !short.is_empty() {
        return short;
    }
    let label = cx.pick_logical(&actor.label, 200);
    let label = crate::text::display::cut(&label, 96);
    match crate::say::apart(cx.words, cx.doc, cx.table, row) {
        Some(tail) => format!("{label}, {tail}"),
        None => label.into_owned(),
    }
}

/// A node; `most` is the largest number of ties there is.
fn node(cx: &ReadCx<'_>, i: usize, most: u32) -> NodeMark {
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
        id: node_id(cx, v.node),
        members: v.members,
        outside: v.outside,
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
    mark.color = node_color(cx, i, row);
    mark.unsourced = !cx.table.is_sourced(row);
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    let grow = if most > 64 {
        // Areas in proportion to the ties, the largest as large as one of 64.
        8.0 * (v.degree as f32 / most as f32).sqrt()
    } else {
        (v.degree as f32).sqrt()
    };
    if row.collection() == Collection::Initiatives {
        let it = Initiative::from_value(&value);
        mark.name = cx.pick(&it.label, 200);
        let label = cx.pick_logical(&it.label, 200);
        mark.label = crate::text::display::cut(&label, 96).into_owned();
        mark.kind = kind_word(cx, &it.kind, "kind-initiative");
        mark.shape = Shape::Initiative;
        mark.unnamed = it.unnamed;
        mark.radius = 9.5 + grow * 1.6;
        mark.amounts = amounts(cx, row, &value);
        mark.readings = readings(cx, &it.prov, 2);
    } else {
        let actor = Actor::from_value(&value);
        mark.name = cx.name(row);
        mark.unnamed = actor.unnamed;
        mark.readings = readings(cx, &actor.prov, 2);
        mark.label = label_of(cx, row, &actor);
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
                // Smaller than what they speak for, larger the more they are tied.
                mark.radius = 6.8 + grow * 1.2;
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
    if v.members > 1 {
        as_group(cx, &mut mark, v);
    }
    mark
}

/// The node of an id that [`node_id`] gave.
pub(super) fn node_of(cx: &ReadCx<'_>, id: &str) -> Option<Node> {
    let missing = || {
        let id = id.strip_prefix('?')?;
        let at = cx.table.missing.iter().position(|m| m == id)?;
        u32::try_from(at).ok().map(Node::Missing)
    };
    cx.doc.records.find(id).map(Node::Record).or_else(missing)
}

/// The id of what a node stands for.
fn node_id(cx: &ReadCx<'_>, node: Node) -> String {
    match node {
        Node::Record(row) => cx.doc.records.id(row).into_owned(),
        Node::Missing(n) => {
            cx.table.missing.get(n as usize).map_or_else(String::new, |id| format!("?{id}"))
        }
    }
}

/// A node that stands for several: as their party, their sector, or who they are around.
fn as_group(cx: &ReadCx<'_>, mark: &mut NodeMark, v: &crate::graph::Vertex) {
    let others = v.members.saturating_sub(1);
    match (cx.graph.fold, v.sector) {
        (Fold::Sector, Some(root)) => {
            mark.name = cx.sector_name(root);
            mark.row = Some(Row::new(Collection::Sectors, root as usize));
            mark.color = cx.sector_color(root);
        }
        (Fold::Party, _) => {}
        _ => mark.name = cx.words.ts("network-around", &[("name", mark.name.clone())]),
    }
    let count = match cx.graph.fold {
        Fold::Party => others,
        _ => v.members,
    };
    let args = [("name", mark.name.clone().into()), ("count", count.into())];
    mark.label = cx.words.tf("network-group", &args);
    mark.kind = cx.words.tf("network-members", &[("count", count.into())]);
    mark.unsourced = false;
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    let grow = libm::sqrtf(v.members as f32).min(9.0);
    mark.radius = mark.radius.max(11.0 + grow * 2.6);
}

/// The widest line of a network in which initiatives are ties, and what one initiative adds at
/// most, in points.
const WIDEST: f32 = 7.0;
const PER_INITIATIVE: f32 = 1.2;

/// Where initiatives are drawn as ties, a line is as wide as the number of these and of the ties
/// beside them: twice as many, twice as wide.
fn by_number(edges: &mut [EdgeMark]) {
    let through = |e: &&EdgeMark| e.through > 0;
    let Some(most) = edges.iter().filter(through).map(|e| e.count).max() else { return };
    #[expect(clippy::cast_precision_loss, reason = "a width on screen")]
    let each = (WIDEST / most as f32).min(PER_INITIATIVE);
    for e in edges.iter_mut().filter(|e| e.through > 0) {
        #[expect(clippy::cast_precision_loss, reason = "a width on screen")]
        let width = e.count as f32 * each;
        e.width = width.max(0.7);
    }
}

fn edge(cx: &ReadCx<'_>, e: &crate::graph::Edge, nodes: &[NodeMark]) -> EdgeMark {
    let ties = || e.ties.iter().map(|n| &cx.table.ties[*n as usize]);
    let tie: &Tie = &cx.table.ties[e.ties[0] as usize];
    let (from, to) = (e.from as usize, e.to as usize);
    let value = decode(&cx.doc.records, tie.row);
    let sector = tie.sector.filter(|s| ties().all(|t| t.sector == Some(*s)));
    let color = match color_by(cx) {
        ColorBy::Auto | ColorBy::Sector => sector.map(|s| cx.sector_color(s)),
        ColorBy::Party => {
            [from, to].iter().find(|i| nodes[**i].shape == Shape::Party).map(|i| nodes[*i].color)
        }
        // What both ends are, or neither.
        ColorBy::Kind | ColorBy::Community => {
            (nodes[from].color == nodes[to].color).then_some(nodes[from].color)
        }
    };
    let evidence: usize = ties()
        .filter_map(|t| cx.table.fact(t.row))
        .map(|n| cx.table.evidence.get(n).len())
        .sum::<usize>()
        + (e.count as usize).saturating_sub(1) * if e.through > 0 { 3 } else { 1 };
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
        count: e.count as usize,
        through: e.through as usize,
        color: color.filter(|_| !structural).unwrap_or(cx.tokens.neutral.into()),
        width: if structural { 1.0 } else { width },
        weighted: ties().any(|t| t.weight > 1.0),
        weight: ties().map(|t| t.weight).sum(),
        lane: e.lane,
        directed: e.directed,
        announced: ties().all(|t| t.announced),
        disputed: ties().any(|t| t.disputed),
        lit: false,
        facts: ties().filter_map(|t| u32::try_from(cx.table.fact(t.row)?).ok()).collect(),
        passing: 0,
        of: e.ties.len(),
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
