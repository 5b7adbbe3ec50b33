//! The rows of the sector bars.

use egui::Color32;

use crate::panels::PanelCx;
use crate::query::Count;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct SectorRow {
    /// The sector, or `None` for what has no sector.
    pub sector: Option<u32>,
    /// Its name.
    pub name: String,
    /// How deep it is nested.
    pub depth: u8,
    /// Solid and pale.
    pub count: Count,
    /// Its colour.
    pub color: Color32,
    /// Whether it has children.
    pub parent: bool,
    /// Selected itself or through an ancestor, or nothing is selected.
    pub lit: bool,
}

/// All bars, and the longest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SectorData {
    /// In the order of the file, children under their parent.
    pub rows: Vec<SectorRow>,
    /// The largest total.
    pub max: u32,
    /// Facts of the measure.
    pub facts: Count,
}

/// Says what will be shown.
#[must_use]
pub fn data(cx: &PanelCx<'_>) -> SectorData {
    let chosen = &cx.view.filter.sectors;
    let mut rows: Vec<SectorRow> = cx
        .table
        .sector_order
        .iter()
        .map(|(sector, depth)| SectorRow {
            sector: Some(*sector),
            name: cx.sector_name(*sector),
            depth: *depth,
            count: cx.results.sectors[*sector as usize],
            color: cx.sector_color(*sector),
            parent: cx.table.has_children(*sector),
            lit: chosen.is_empty() || cx.table.lineage(*sector).any(|s| chosen.contains(&s)),
        })
        .collect();
    let none = cx.results.no_sector;
    if none.total > 0 {
        rows.push(SectorRow {
            sector: None,
            name: cx.words.t("sectors-none"),
            depth: 0,
            count: none,
            color: cx.tokens.neutral,
            parent: false,
            lit: chosen.is_empty(),
        });
    }
    SectorData {
        max: rows.iter().map(|r| r.count.total).max().unwrap_or(0),
        facts: cx.results.count(cx.view.measure.collection()),
        rows,
    }
}
