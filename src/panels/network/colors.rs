//! What colours mean in the network: sectors, parties, kinds, communities.

use super::data::{EdgeMark, NodeMark, Shape};
use crate::graph::Fold;
use crate::model::{Actor, decode};
use crate::panels::ReadCx;
use crate::panels::wording::party_color;
use crate::record::{Collection, Row};
use crate::ui::theme::Rgb;
use crate::view::{ColorBy, NetworkMode, Thing};

/// Of more ties than this the whole is coloured by communities at first: sectors are mixed
/// everywhere, so that all of it would be of one colour.
const MIXED: usize = 10_000;

/// What colours mean: what was chosen, or what tells most; never [`ColorBy::Auto`].
#[must_use]
pub(super) fn color_by(cx: &ReadCx<'_>) -> ColorBy {
    let sectors = !cx.table.sector_order.is_empty();
    match cx.view.color_by {
        ColorBy::Auto if cx.view.network == NetworkMode::Whole && cx.table.ties.len() > MIXED => {
            return ColorBy::Community;
        }
        ColorBy::Auto | ColorBy::Sector if sectors => return ColorBy::Sector,
        ColorBy::Auto | ColorBy::Sector => {}
        chosen => return chosen,
    }
    let parties = cx.table.belongs.values();
    let several = parties.first().is_some_and(|first| parties.iter().any(|p| p != first));
    if several { ColorBy::Party } else { ColorBy::Community }
}

/// The colour of a vertex.
pub(super) fn node_color(cx: &ReadCx<'_>, i: usize, row: Row) -> Rgb {
    let v = &cx.graph.vertices[i];
    match (color_by(cx), row.collection()) {
        (_, Collection::Parties) => party_color(cx, row),
        (ColorBy::Auto | ColorBy::Sector, Collection::People) => cx.tokens.neutral.into(),
        (ColorBy::Auto | ColorBy::Sector, _) => {
            v.sector.map_or(cx.tokens.neutral.into(), |s| cx.sector_color(s))
        }
        (ColorBy::Party, _) => v.party.map_or(cx.tokens.neutral.into(), |p| party_color(cx, p)),
        (ColorBy::Kind, _) => kind_color(cx, row),
        (ColorBy::Community, _) => community_color(cx, i),
    }
}

/// A colour for each kind of thing.
fn kind_color(cx: &ReadCx<'_>, row: Row) -> Rgb {
    let hue = match row.collection() {
        Collection::People => 4,
        Collection::Initiatives => 7,
        _ => {
            let actor = Actor::from_value(&decode(&cx.doc.records, row));
            match Shape::of_institution(&actor.kind) {
                Shape::Government => 0,
                Shape::Finance => 1,
                Shape::Company => 2,
                Shape::Multilateral => 3,
                Shape::Culture => 5,
                _ => 6,
            }
        }
    };
    cx.tokens.categories[hue].into()
}

/// A colour for each of the largest communities of three and more.
fn community_color(cx: &ReadCx<'_>, i: usize) -> Rgb {
    if cx.graph.fold == Fold::Community {
        // Each is a community already; the largest have a colour.
        let mut groups: Vec<usize> =
            (0..cx.graph.vertices.len()).filter(|v| cx.graph.vertices[*v].members > 1).collect();
        groups.sort_by_key(|v| (std::cmp::Reverse(cx.graph.vertices[*v].members), *v));
        let place = groups.iter().position(|g| *g == i);
        let color = place.and_then(|p| cx.tokens.categories.get(p)).copied();
        return color.unwrap_or(cx.tokens.neutral).into();
    }
    let hue = cx.graph.hues.get(i).copied().flatten();
    let color = hue.and_then(|h| cx.tokens.categories.get(h)).copied();
    color.unwrap_or(cx.tokens.neutral).into()
}

/// The colours that are in the picture, in the order of the file.
pub(super) fn legend(
    cx: &ReadCx<'_>,
    nodes: &[NodeMark],
    edges: &[EdgeMark],
) -> Vec<(String, Rgb, Option<Thing>)> {
    let used = |c: Rgb| nodes.iter().any(|n| n.color == c) || edges.iter().any(|e| e.color == c);
    let mut out: Vec<(String, Rgb, Option<Thing>)> = Vec::new();
    match color_by(cx) {
        ColorBy::Kind => {
            for node in nodes.iter().filter(|n| n.shape != Shape::Party) {
                if !out.iter().any(|o| o.1 == node.color) {
                    out.push((cx.words.t(node.shape.text_id()), node.color, None));
                }
            }
        }
        ColorBy::Community if cx.graph.fold == Fold::Community => {
            for node in nodes.iter().filter(|n| n.members > 1) {
                if node.color != cx.tokens.neutral.into() {
                    out.push((node.name.clone(), node.color, None));
                }
            }
        }
        ColorBy::Community => {
            for hue in 0..cx.tokens.categories.len().min(8) {
                let of = (0..nodes.len()).filter(|i| cx.graph.hues.get(*i) == Some(&Some(hue)));
                let first = of.max_by_key(|i| (nodes[*i].degree, std::cmp::Reverse(*i)));
                if let Some(first) = first {
                    let name = nodes[first].name.clone();
                    let name = cx.words.ts("network-around", &[("name", name)]);
                    out.push((name, community_color(cx, first), None));
                }
            }
        }
        ColorBy::Auto | ColorBy::Sector => {
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
    if color_by(cx) != ColorBy::Party {
        // Parties have their own colours whatever the others mean.
        let own: Vec<&NodeMark> = nodes
            .iter()
            .filter(|n| n.shape == Shape::Party && n.color != cx.tokens.neutral.into())
            .filter(|n| !out.iter().any(|o| o.1 == n.color))
            .collect();
        if own.len() <= FEW_PARTIES {
            let said = |n: &&NodeMark| (n.name.clone(), n.color, n.row.map(Thing::Record));
            out.extend(own.iter().map(said));
        }
    }
    out
}

/// Parties named in the legend where colours mean something else.
const FEW_PARTIES: usize = 4;

/// A colour in a picture: what it means, and what it filters by.
pub(super) type Meaning = (String, Rgb, Option<Thing>);

/// What colours mean in a picture of everything: each that is drawn, those without one together.
/// `groups` are the largest communities, each by its most tied member.
pub(super) fn whole(cx: &ReadCx<'_>, groups: &[Row]) -> Vec<Meaning> {
    let mut out: Vec<Meaning> = Vec::new();
    let neutral: Rgb = cx.tokens.neutral.into();
    let mut others = false;
    let by = color_by(cx);
    match by {
        ColorBy::Auto | ColorBy::Sector => {
            let column = cx.table.column(crate::table::Facet::Sector);
            let used = |s: u32| {
                let of = column.totals.iter().filter_map(|t| t.get(s as usize));
                of.sum::<u32>() > 0
            };
            let roots = cx.table.sector_order.iter().filter(|s| s.1 == 0).map(|s| s.0);
            for sector in roots.filter(|s| used(*s)) {
                let color = cx.sector_color(sector);
                if color == neutral || out.iter().any(|o| o.1 == color) {
                    others = true;
                    continue;
                }
                let row = Row::new(Collection::Sectors, sector as usize);
                out.push((cx.sector_name(sector), color, Some(Thing::Record(row))));
            }
        }
        ColorBy::Party => {}
        ColorBy::Kind => {
            for (collection, id) in [
                (Collection::People, "kind-person"),
                (Collection::Institutions, "kind-institution"),
                (Collection::Initiatives, "kind-initiative"),
            ] {
                if cx.doc.records.len(collection) > 0 {
                    let hue = collection as usize % cx.tokens.categories.len();
                    out.push((cx.words.t(id), cx.tokens.categories[hue].into(), None));
                }
            }
        }
        ColorBy::Community => {
            for (row, color) in groups.iter().zip(cx.tokens.categories) {
                let name = cx.words.ts("network-around", &[("name", cx.name(*row))]);
                out.push((name, color.into(), None));
            }
            others = true;
        }
    }
    let own: Vec<Meaning> = cx
        .doc
        .records
        .rows_of(Collection::Parties)
        .take(cx.tokens.categories.len() + 1)
        .map(|r| (cx.name(r), party_color(cx, r), Some(Thing::Record(r))))
        .filter(|m| m.1 != neutral)
        .collect();
    if by == ColorBy::Party || own.len() <= FEW_PARTIES {
        out.extend(own);
    }
    if others || by == ColorBy::Party {
        out.push((cx.words.t("network-other-colors"), neutral, None));
    }
    out
}
