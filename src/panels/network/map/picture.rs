//! The kept picture of the map: when it is drawn anew, and how.

use egui::{Color32, Rect, TextureOptions, Ui, pos2, vec2};

use super::{Drawn, Map};
use crate::panels::PanelCx;
use crate::panels::facts::party_color;
use crate::record::Collection;
use crate::table::{Field, Node};
use crate::ui::raster::{Dot, Line, draw};
use crate::ui::theme::mix;

/// Most lines drawn while a hand moves the map or the network is being placed.
const COARSE: usize = 12_000;

/// Radius of a node in points.
pub(super) fn radius(degree: u32, scale: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    let grow = libm::sqrtf(degree as f32);
    (0.8 + grow * 0.35).min(9.0) * (scale / 6.0).clamp(0.6, 2.2)
}

impl Map {
    /// Paints the kept picture, drawn anew when it is not of what is to be seen.
    pub(super) fn picture(
        &mut self,
        cx: &PanelCx<'_>,
        ui: &Ui,
        field: Rect,
        scale: f32,
        moving: bool,
    ) {
        // A picture file is looked at closely.
        let density = if cx.picture { 2.0 } else { ui.ctx().pixels_per_point() };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the side of a panel"
        )]
        let side = |points: f32| (points * density).round().clamp(1.0, 8192.0) as usize;
        let wanted = Drawn {
            revisions: cx.revisions.numbers(),
            dark: cx.tokens.dark,
            by_party: Self::by_party(cx),
            size: [side(field.width()), side(field.height())],
            scale,
            center: self.center,
            progress: self.spread.as_ref().map_or(1.0, |_| {
                // While it is being placed, a new picture now and then.
                #[expect(clippy::cast_precision_loss, reason = "a count of frames")]
                let step = (self.frame / super::REDRAW) as f32;
                -1.0 - step
            }),
            coarse: moving || self.spread.is_some(),
        };
        let kept = self.drawn.filter(|d| {
            // Under a moving hand the kept picture is shifted and stretched.
            moving
                && Drawn { scale, center: self.center, coarse: true, ..*d }
                    == Drawn { coarse: true, ..wanted }
                && (0.7..1.4).contains(&(d.scale / scale))
                && (d.center - self.center).length() * scale < field.width() * 0.3
        });
        if kept.is_none() && self.drawn != Some(wanted) {
            let image = self.rendered(cx, field, &wanted, density);
            if let Some(texture) = &mut self.texture {
                texture.set(image, TextureOptions::LINEAR);
            } else {
                let ctx = ui.ctx();
                self.texture = Some(ctx.load_texture("map", image, TextureOptions::LINEAR));
            }
            self.drawn = Some(wanted);
        }
        if moving {
            // The finished picture follows when the hand rests.
            ui.ctx().request_repaint();
        }
        let (Some(texture), Some(drawn)) = (&self.texture, self.drawn) else { return };
        let k = scale / drawn.scale;
        let shift = (drawn.center - self.center) * scale;
        let rect = Rect::from_center_size(field.center() + shift, field.size() * k);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let painter = ui.painter().with_clip_rect(field);
        painter.image(texture.id(), rect, uv, crate::ui::theme::AS_IT_IS);
    }

    /// Colours, places and strengths of all marks, as pixels.
    fn rendered(
        &self,
        cx: &PanelCx<'_>,
        field: Rect,
        wanted: &Drawn,
        density: f32,
    ) -> egui::ColorImage {
        let t = cx.tokens;
        let colors = self.colors(cx);
        let lit: Vec<bool> =
            self.whole.nodes.iter().map(|n| cx.results.node_in(cx.table, *n)).collect();
        let middle = vec2(field.width(), field.height()) * 0.5;
        let at = |i: u32| {
            let p = self.places[i as usize];
            let p = (pos2(p[0], p[1]) - self.center) * wanted.scale + middle;
            (p * density).to_pos2()
        };
        let step = if wanted.coarse { self.whole.edges.len().div_ceil(COARSE).max(1) } else { 1 };
        let shown = self.whole.edges.iter().step_by(step);
        let mut lines: Vec<Line> = shown
            .map(|(a, b, tie)| {
                let tie = &cx.table.ties[*tie as usize];
                let passes = cx.table.fact(tie.row).is_none_or(|f| cx.results.passes(f));
                let on = passes && lit[*a as usize] && lit[*b as usize];
                let color = tie
                    .sector
                    .map_or(t.neutral, |s| colors.0.get(s as usize).copied().unwrap_or(t.neutral));
                let strength = if on { 0.75 } else { 0.12 };
                Line { from: at(*a), to: at(*b), color: mix(t.panel, color, strength) }
            })
            .collect();
        // What is filtered out lies under what is not.
        if cx.results.filtered {
            lines.sort_by_key(|l| std::cmp::Reverse(l.color.intensity().to_bits()));
            if t.dark {
                lines.reverse();
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a strength")]
        let strength = (6_000.0 / lines.len().max(1) as f32).sqrt().clamp(0.12, 0.8);
        let mut dots: Vec<(bool, Dot)> = (0..self.whole.nodes.len())
            .zip(0u32..)
            .map(|(i, n)| {
                let base = colors.1[i];
                let color = if lit[i] { base } else { mix(t.panel, base, 0.25) };
                let radius = radius(self.whole.degree[i], wanted.scale) * density;
                (lit[i], Dot { at: at(n), radius, color })
            })
            .collect();
        dots.sort_by_key(|d| d.0);
        let dots: Vec<Dot> = dots.into_iter().map(|d| d.1).collect();
        draw(wanted.size, t.panel, &lines, strength, &dots)
    }

    /// Colours of all sectors, and of all nodes.
    fn colors(&self, cx: &PanelCx<'_>) -> (Vec<Color32>, Vec<Color32>) {
        let n = u32::try_from(cx.table.sector_parent.len()).unwrap_or(0);
        let sectors: Vec<Color32> = (0..n).map(|s| cx.sector_color(s)).collect();
        let parties: Vec<Color32> =
            cx.doc.records.rows_of(Collection::Parties).map(|r| party_color(cx, r)).collect();
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
        let nodes = self
            .whole
            .nodes
            .iter()
            .enumerate()
            .map(|(i, node)| {
                let Node::Record(row) = node else { return cx.tokens.neutral };
                let fact = cx.table.fact(*row);
                match (Self::by_party(cx), row.collection()) {
                    (false, Collection::Parties | Collection::People) => cx.tokens.neutral,
                    (false, Collection::Initiatives) => {
                        of_sector(fact.and_then(|f| cx.table.sectors.get(f).first().copied()))
                    }
                    (false, _) => of_sector(first[i]),
                    (true, Collection::Parties) => of_party(u32::try_from(row.index()).ok()),
                    (true, Collection::Initiatives) => of_party(
                        fact.and_then(|f| cx.table.values(Field::Party, f).first().copied()),
                    ),
                    (true, _) => of_party(party[i]),
                }
            })
            .collect();
        (sectors, nodes)
    }
}
