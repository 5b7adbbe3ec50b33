//! The kept picture of the map: when it is drawn anew, and how.

use egui::{Color32, Pos2, Rect, TextureOptions, Ui, pos2, vec2};

use super::super::colors::color_by;
use super::{Drawn, Map};
use crate::panels::wording::party_color;
use crate::panels::{ReadCx, Revisions};
use crate::record::Collection;
use crate::table::{Facet, Node};
use crate::ui::raster::{Dot, Picture, Segment};
use crate::ui::target::Medium;
use crate::ui::theme::mix;
use crate::view::ColorBy;

/// Most lines drawn while a hand moves the map or the network is being placed, and their pixels.
const COARSE: usize = 12_000;
const COARSE_LENGTH: f32 = 1_200_000.0;

/// Pixels of lines drawn in one frame of a picture of everything.
const PORTION: f32 = 2_000_000.0;

/// How much a line covers what lies under it: less, the more there are.
fn strength(lines: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a strength")]
    let share = 6_000.0 / lines.max(1) as f32;
    libm::powf(share, 0.6).clamp(0.05, 0.8)
}

/// How all marks look under one filter and one choice of colours.
#[derive(Default)]
pub(super) struct Look {
    of: Option<(Revisions, bool, ColorBy)>,
    /// Colour and whether it passes the filter, of each node.
    nodes: Vec<(Color32, bool)>,
    /// Colour of each pair; those that are filtered out first.
    pairs: Vec<(u32, u32, Color32)>,
    /// How many of the pairs are filtered out.
    out: usize,
}

/// A picture of everything, drawn a portion each frame.
pub(super) struct Fine {
    wanted: Drawn,
    picture: Picture,
    next: usize,
}

impl Map {
    /// Paints the kept picture, drawn anew when it is not of what is to be seen.
    pub(super) fn picture(
        &mut self,
        cx: &ReadCx<'_>,
        ui: &Ui,
        field: Rect,
        scale: f32,
        moving: bool,
    ) {
        let density = Medium::of(ui.ctx()).density(ui.ctx());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the side of a panel"
        )]
        let side = |points: f32| (points * density).round().clamp(1.0, 8192.0) as usize;
        let wanted = Drawn {
            revisions: cx.revisions.numbers(),
            dark: cx.tokens.dark,
            color: color_by(cx),
            size: [side(field.width()), side(field.height())],
            density,
            scale,
            center: self.center,
            progress: self.placing.as_ref().map_or(1.0, |_| {
                // While it is being placed, a new picture now and then.
                #[expect(clippy::cast_precision_loss, reason = "a count of frames")]
                let step = (self.frame / super::REDRAW) as f32;
                -1.0 - step
            }),
            coarse: moving || self.placing.is_some(),
        };
        if self.looks(cx, ui, &wanted) {
            self.draw(cx, ui, field, wanted, moving);
        }
        let (Some(texture), Some(drawn)) = (&self.texture, self.drawn) else { return };
        let k = scale / drawn.scale;
        let shift = (drawn.center - self.center) * scale;
        #[expect(clippy::cast_precision_loss, reason = "the side of a panel")]
        let size = vec2(drawn.size[0] as f32, drawn.size[1] as f32) / drawn.density;
        let rect = Rect::from_center_size(field.center() + shift, size * k);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let painter = ui.painter().with_clip_rect(field);
        painter.image(texture.id(), rect, uv, crate::ui::theme::AS_IT_IS);
    }

    /// Sees to it that the colours are those of the filter; in the frame in which the filter
    /// changed all panels count, so the map follows in the next.
    fn looks(&mut self, cx: &ReadCx<'_>, ui: &Ui, wanted: &Drawn) -> bool {
        let of = (wanted.revisions, wanted.dark, wanted.color);
        if self.look.of == Some(of) {
            return true;
        }
        let waits = Medium::of(ui.ctx()).waits();
        if !waits && self.texture.is_some() && self.pending != Some(of) {
            self.pending = Some(of);
            ui.ctx().request_repaint();
            return false;
        }
        self.look = self.look(cx);
        self.look.of = Some(of);
        ui.ctx().request_repaint();
        waits
    }

    /// Draws at once what can be, and everything in portions while nothing moves.
    fn draw(&mut self, cx: &ReadCx<'_>, ui: &Ui, field: Rect, wanted: Drawn, moving: bool) {
        if self.drawn == Some(wanted) {
            return;
        }
        // Until everything is drawn anew the kept picture is shifted and stretched.
        let kept = self.drawn.is_some_and(|d| {
            Drawn { scale: d.scale, center: d.center, coarse: d.coarse, ..wanted } == d
                && (0.7..1.4).contains(&(d.scale / wanted.scale))
                && (d.center - self.center).length() * wanted.scale < field.width() * 0.3
        });
        if kept && moving {
            // The finished picture follows when the hand rests.
            ui.ctx().request_repaint();
            return;
        }
        let coarse = Drawn { coarse: true, ..wanted };
        let waits = Medium::of(ui.ctx()).waits();
        if !waits && !kept {
            let picture = self.sketch(cx, &coarse);
            self.keep(ui, &picture, coarse);
            self.fine = None;
            ui.ctx().request_repaint();
            return;
        }
        if wanted.coarse {
            return;
        }
        let mut fine = match self.fine.take().filter(|f| f.wanted == wanted) {
            Some(fine) => fine,
            None => Fine { wanted, picture: Picture::new(wanted.size, cx.tokens.panel), next: 0 },
        };
        let portion = if waits { f32::INFINITY } else { PORTION };
        if self.portion(&mut fine, portion) {
            self.keep(ui, &fine.picture, wanted);
        } else {
            self.fine = Some(fine);
            ui.ctx().request_repaint();
        }
    }

    fn keep(&mut self, ui: &Ui, picture: &Picture, drawn: Drawn) {
        if let Some(texture) = &mut self.texture {
            texture.set(picture.image(), TextureOptions::LINEAR);
        } else {
            let ctx = ui.ctx();
            self.texture = Some(ctx.load_texture("map", picture.image(), TextureOptions::LINEAR));
        }
        self.drawn = Some(drawn);
    }

    /// A pair as a line in a picture.
    fn line(&self, pair: &(u32, u32, Color32), wanted: &Drawn) -> Segment {
        let at = |i: u32| self.pixel(i as usize, wanted);
        Segment { from: at(pair.0), to: at(pair.1), color: pair.2 }
    }

    fn pixel(&self, i: usize, wanted: &Drawn) -> Pos2 {
        #[expect(clippy::cast_precision_loss, reason = "the side of a panel")]
        let middle = vec2(wanted.size[0] as f32, wanted.size[1] as f32) * 0.5;
        let p = self.places[i];
        let p = (pos2(p[0], p[1]) - self.center) * (wanted.scale * wanted.density) + middle;
        p.to_pos2()
    }

    fn dots(&self, wanted: &Drawn) -> Vec<Dot> {
        let dot = |i: usize| Dot {
            at: self.pixel(i, wanted),
            radius: self.dot(i, wanted.scale) * wanted.density,
            color: self.look.nodes[i].0,
        };
        let of = |lit: bool| {
            let nodes = self.look.nodes.iter().enumerate();
            nodes.filter(move |n| n.1.1 == lit).map(|n| n.0)
        };
        of(false).chain(of(true)).map(dot).collect()
    }

    /// A share of the lines, most of them of what passes the filter, and all dots.
    fn sketch(&self, cx: &ReadCx<'_>, wanted: &Drawn) -> Picture {
        let mut picture = Picture::new(wanted.size, cx.tokens.panel);
        let (out, on) = self.look.pairs.split_at(self.look.out);
        let some = |pairs: &[(u32, u32, Color32)], most: usize| -> Vec<Segment> {
            let step = pairs.len().div_ceil(most).max(1);
            pairs.iter().step_by(step).map(|p| self.line(p, wanted)).collect()
        };
        let mut lines = some(out, COARSE / 3);
        lines.extend(some(on, COARSE));
        let length: f32 = lines.iter().map(|l| l.length(wanted.size)).sum();
        if length > COARSE_LENGTH {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a few times as many"
            )]
            let step = (length / COARSE_LENGTH).ceil() as usize;
            lines = lines.into_iter().step_by(step).collect();
        }
        picture.lines(&lines, strength(lines.len()));
        picture.dots(&self.dots(wanted));
        picture
    }

    /// Draws lines of about `most` pixels in all; returns whether the picture is whole.
    fn portion(&self, fine: &mut Fine, most: f32) -> bool {
        let (mut length, mut lines) = (0.0, Vec::new());
        for pair in &self.look.pairs[fine.next..] {
            if length > most {
                break;
            }
            let line = self.line(pair, &fine.wanted);
            length += 12.0 + line.length(fine.wanted.size);
            lines.push(line);
        }
        fine.next += lines.len();
        fine.picture.lines(&lines, strength(self.look.pairs.len()));
        let whole = fine.next >= self.look.pairs.len();
        if whole {
            fine.picture.dots(&self.dots(&fine.wanted));
        }
        whole
    }

    /// Colours of all marks, and whether they pass the filter.
    fn look(&self, cx: &ReadCx<'_>) -> Look {
        let t = cx.tokens;
        let (sectors, colors) = self.colors(cx);
        let nodes: Vec<(Color32, bool)> = self
            .whole
            .nodes
            .iter()
            .zip(colors)
            .map(|(node, color)| {
                let lit = cx.results.node_in(cx.table, *node);
                (if lit { color } else { mix(t.panel, color, 0.25) }, lit)
            })
            .collect();
        let (mut on, mut pairs) = (Vec::new(), Vec::new());
        for (a, b, tie) in &self.whole.edges {
            let tie = &cx.table.ties[*tie as usize];
            let passes = !cx.results.filtered
                || (nodes[*a as usize].1
                    && nodes[*b as usize].1
                    && cx.table.fact(tie.row).is_none_or(|f| cx.results.passes(f)));
            let color = tie.sector.and_then(|s| sectors.get(s as usize)).copied();
            let color = color.unwrap_or(t.neutral);
            let (list, strength) = if passes { (&mut on, 0.75) } else { (&mut pairs, 0.12) };
            list.push((*a, *b, mix(t.panel, color, strength)));
        }
        let out = pairs.len();
        // What is filtered out lies under what is not.
        pairs.extend(on);
        Look { of: None, nodes, pairs, out }
    }

    /// The largest communities, largest first.
    pub(super) fn large_groups(&self, most: usize) -> Vec<u32> {
        let mut sizes: Vec<(usize, u32)> = Vec::new();
        for group in &self.groups {
            let at = *group as usize;
            if sizes.len() <= at {
                sizes.resize(at + 1, (0, 0));
            }
            sizes[at] = (sizes[at].0 + 1, *group);
        }
        sizes.retain(|s| s.0 > 2);
        sizes.sort_unstable_by_key(|s| (std::cmp::Reverse(s.0), s.1));
        sizes.into_iter().take(most).map(|s| s.1).collect()
    }

    /// Colours of all sectors, and of all nodes.
    fn colors(&self, cx: &ReadCx<'_>) -> (Vec<Color32>, Vec<Color32>) {
        let n = u32::try_from(cx.table.sector_parent.len()).unwrap_or(0);
        let sectors: Vec<Color32> = (0..n).map(|s| cx.sector_color(s).into()).collect();
        let parties: Vec<Color32> = cx
            .doc
            .records
            .rows_of(Collection::Parties)
            .map(|r| party_color(cx, r).into())
            .collect();
        let of_party = |p: Option<u32>| {
            p.and_then(|p| parties.get(p as usize)).copied().unwrap_or(cx.tokens.neutral)
        };
        let of_sector = |s: Option<u32>| {
            s.and_then(|s| sectors.get(s as usize)).copied().unwrap_or(cx.tokens.neutral)
        };
        // An institution has the colour of the sector of its first tie.
        let mut first: Vec<Option<u32>> = vec![None; self.whole.nodes.len()];
        let mut party: Vec<Option<u32>> = vec![None; self.whole.nodes.len()];
        for (a, b, tie) in &self.whole.edges {
            let sector = cx.table.ties[*tie as usize].sector;
            for (i, other) in [(*a, *b), (*b, *a)] {
                let i = i as usize;
                first[i] = first[i].or(sector);
                if let Node::Record(row) = self.whole.nodes[other as usize]
                    && row.collection() == Collection::Parties
                {
                    party[i] = party[i].or(u32::try_from(row.index()).ok());
                }
            }
        }
        let large = self.large_groups(cx.tokens.categories.len());
        let by = color_by(cx);
        let nodes = self
            .whole
            .nodes
            .iter()
            .enumerate()
            .map(|(i, node)| {
                let Node::Record(row) = node else { return cx.tokens.neutral };
                let fact = cx.table.fact(*row);
                match (by, row.collection()) {
                    (_, Collection::Parties) => of_party(u32::try_from(row.index()).ok()),
                    (ColorBy::Auto | ColorBy::Sector, Collection::People) => cx.tokens.neutral,
                    (ColorBy::Auto | ColorBy::Sector, Collection::Initiatives) => {
                        of_sector(fact.and_then(|f| cx.table.sectors.get(f).first().copied()))
                    }
                    (ColorBy::Auto | ColorBy::Sector, _) => of_sector(first[i]),
                    (ColorBy::Party, Collection::Initiatives) => of_party(
                        fact.and_then(|f| cx.table.values(Facet::Party, f).first().copied()),
                    ),
                    (ColorBy::Party, _) => of_party(party[i]),
                    (ColorBy::Kind, collection) => {
                        cx.tokens.categories[collection as usize % cx.tokens.categories.len()]
                    }
                    (ColorBy::Community, _) => large
                        .iter()
                        .position(|g| self.groups.get(i) == Some(g))
                        .map_or(cx.tokens.neutral, |p| cx.tokens.categories[p]),
                }
            })
            .collect();
        (sectors, nodes)
    }
}
