//! The two buttons at the head of the filter bar: what is counted, and a filter by menus.

use egui::{ScrollArea, Ui};

use super::{Workbench, filterbar};
use crate::command::Command;
use crate::command::menu::UiCommand;
use crate::query::{Dim, Flow, How, Measure, NONE, Pick};
use crate::text::number;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};

/// Dimensions one chooses values of, in the order of the menu.
const DIMS: [Dim; 13] = [
    Dim::Sector,
    Dim::Party,
    Dim::Institution,
    Dim::Role,
    Dim::Person,
    Dim::Speaker,
    Dim::Voice,
    Dim::Kind,
    Dim::Status,
    Dim::Statement,
    Dim::Link,
    Dim::Source,
    Dim::Review,
];
/// Most values in a menu; those most facts have come first.
const VALUES: usize = 60;
/// Width and height of a menu of values.
const MENU: egui::Vec2 = egui::vec2(300.0, 360.0);

/// Height of a menu of values in the window there is, with what stands over and under them.
fn menu_height(ui: &Ui) -> f32 {
    MENU.y.min((ui.ctx().content_rect().height() - 190.0).max(80.0))
}

/// Rates named in the menu.
const RATES_SHOWN: usize = 6;

/// What is counted, in words.
pub(super) fn measure_said(w: &Workbench) -> String {
    let words = &w.person.words;
    let name = crate::say::measure_name(&w.data.opened.table, words, w.screen.view.measure);
    words.ts("measure-choose", &[("name", name)])
}

/// What is counted, always in sight and always changeable.
pub(super) fn measure(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let words = &w.person.words;
    let table = &w.data.opened.table;
    let now = w.screen.view.measure;
    let name = |m: Measure| crate::say::measure_name(table, words, m);
    let said = measure_said(w);
    let text = ext::small(format!("{said} ↓"), tokens).color(tokens.accent);
    let button = ui.menu_button(text, |ui| {
        ui.set_min_width(220.0);
        let doc = &w.data.opened.doc;
        let mut choices: Vec<Measure> =
            [Measure::Statements, Measure::Initiatives, Measure::Institutions, Measure::Links]
                .into_iter()
                .filter(|m| *m == now || doc.records.len(m.collection()) > 0)
                .collect();
        // Whether rates convert is kept from one currency to another.
        let rates = matches!(now, Measure::Amount(flow) if flow.rates);
        choices.extend(table.money_used.iter().map(|u| converting(w, u.0, rates)));
        // A registry may have dozens of currencies and kinds; none is left out.
        ScrollArea::vertical().max_height(menu_height(ui)).show(ui, |ui| {
            for choice in choices {
                if ui.radio(choice == now, name(choice)).clicked() {
                    w.input.queue.send(Command::SetMeasure(choice));
                    ui.close();
                }
            }
        });
        rates_menu(w, tokens, ui);
    });
    button.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
}

/// Money of a flow, converted by the file's rates where they are asked to and there are any.
fn converting(w: &Workbench, flow: Flow, rates: bool) -> Measure {
    let table = &w.data.opened.table;
    let any = rates && crate::say::has_rates(table, flow);
    Measure::Amount(Flow { rates: any, ..flow })
}

/// One switch that converts by the file's rates, which are named; where there are none, a way to
/// enter them.
fn rates_menu(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let words = &w.person.words;
    let table = &w.data.opened.table;
    let mut currencies: Vec<u16> = table.money_used.iter().map(|u| u.0.currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    if currencies.len() < 2 {
        return;
    }
    ui.separator();
    ui.set_max_width(300.0);
    let flow = match w.screen.view.measure {
        Measure::Amount(flow) => Some(flow),
        _ => None,
    };
    let known = flow.map_or_else(Vec::new, |f| crate::say::rates_of(table, words, f));
    if let Some(flow) = flow.filter(|_| !known.is_empty()) {
        let mut on = flow.rates;
        if ui.checkbox(&mut on, words.t("measure-convert")).clicked() {
            let measure = Measure::Amount(Flow { rates: on, ..flow });
            w.input.queue.send(Command::SetMeasure(measure));
        }
        for rate in known.iter().take(RATES_SHOWN) {
            ui.label(ext::small(rate.clone(), tokens));
        }
        if let Some(more) = known.len().checked_sub(RATES_SHOWN).filter(|n| *n > 0) {
            let more = i64::try_from(more).unwrap_or(0);
            ui.label(ext::small(words.tf("measure-more-rates", &[("count", more.into())]), tokens));
        }
    } else if table.rates.is_empty() {
        ui.label(ext::small(words.t("measure-no-rates"), tokens));
    } else if flow.is_some() {
        ui.label(ext::small(words.t("measure-rates-elsewhere"), tokens));
    }
    if ui.button(words.t("command-rates")).clicked() {
        w.input.queue.send(Command::Ui(UiCommand::Rates));
        ui.close();
    }
}

/// Menus by dimension with the values there are, how many facts have each, and "all but".
pub(super) fn filter(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let words = &w.person.words;
    let add = ext::small(words.t("filter-add"), tokens).color(tokens.ink);
    let menu = |ui: &mut Ui| {
        ui.set_min_width(180.0);
        for dim in DIMS {
            let Some(column) = dim.facet().map(|f| w.data.opened.table.column(f)) else { continue };
            if column.facts.values().is_empty() {
                continue;
            }
            let on = w.screen.view.filter.clause(dim).is_some();
            let name = words.t(&format!("dim-{}", dim.key()));
            let name = if on { format!("{name} ·") } else { name };
            ui.menu_button(name, |ui| values(w, tokens, ui, dim));
        }
        if w.data.opened.table.calendar.is_some() {
            ui.menu_button(words.t("dim-year"), |ui| years(w, tokens, ui));
        }
        if !w.screen.view.filter.is_empty() {
            ui.separator();
            if ui.button(words.t("command-keep-filter")).clicked() {
                w.input.queue.send(Command::Ui(UiCommand::KeepFilter));
                ui.close();
            }
        }
    };
    ui.menu_button(add, |ui| ext::tall_menu(ui, menu));
}

/// The values of a dimension, those most facts have first.
fn values(w: &Workbench, tokens: &Tokens, ui: &mut Ui, dim: Dim) {
    let words = &w.person.words;
    let table = &w.data.opened.table;
    let filter = &w.screen.view.filter;
    ui.set_min_width(MENU.x);
    if let Some(clause) = filter.clause(dim) {
        let mut but = clause.inverted;
        if ui.checkbox(&mut but, words.t("filter-invert")).clicked() {
            w.input.queue.send(Command::Invert(dim));
        }
        if ui.button(words.t("filter-any")).clicked() {
            w.input.queue.send(Command::ClearDim(dim));
        }
        ui.separator();
    }
    let (order, more) = counted(w, ui, dim);
    ScrollArea::vertical().max_height(menu_height(ui)).show(ui, |ui| {
        for &(selected, code) in order.iter() {
            let pick = Pick::Code(dim, code);
            let mut on = filter.contains(pick);
            let name = filterbar::value_name(w, dim, code);
            let n = number::whole(selected.into(), words.language);
            if ui.checkbox(&mut on, format!("{name}  ·  {n}")).clicked() {
                let how = if on { How::Add } else { How::Remove };
                w.input.queue.send(Command::Pick { pick, how });
            }
        }
        if more > 0 {
            let text =
                words.tf("overview-more", &[("count", i64::try_from(more).unwrap_or(0).into())]);
            ui.label(ext::small(text, tokens));
        }
    });
    ui.add_space(size::GAP_SMALL);
    let name = crate::say::measure_name(table, words, unit(w));
    ui.label(ext::small(words.ts("filter-counts", &[("name", name)]), tokens));
}

/// What the menus count: what the panels do; of money, the initiatives it belongs to.
fn unit(w: &Workbench) -> Measure {
    match w.screen.view.measure {
        Measure::Amount(flow) if !flow.links => Measure::Initiatives,
        Measure::Amount(_) => Measure::Links,
        measure => measure,
    }
}

/// Values of a dimension with how many have each, the most first, and how many more there are.
type Counted = (std::sync::Arc<Vec<(u32, u32)>>, usize);

/// What was counted, and for what.
type Kept = ((crate::panels::Revisions, Dim, Measure), Counted);

/// The values to choose from: counted once for what is asked, as a menu is drawn again and again.
fn counted(w: &Workbench, ui: &Ui, dim: Dim) -> Counted {
    let unit = unit(w);
    let key = (w.screen.revisions.numbers(), dim, unit);
    let id = egui::Id::unique("filter-menu");
    let known = ui.ctx().data(|d| d.get_temp::<Kept>(id)).filter(|k| k.0 == key);
    if let Some((_, counted)) = known {
        return counted;
    }
    let table = &w.data.opened.table;
    let (values, none) = match unit {
        Measure::Institutions => w.screen.results.institutions(table, dim),
        unit => {
            let filter = &w.screen.view.filter;
            w.screen.results.tally_under(table, filter, dim, unit.collection())
        }
    };
    let mut order: Vec<(u32, u32, u32)> = values
        .into_iter()
        .zip(0u32..)
        .filter(|(count, _)| count.total > 0)
        .map(|(count, code)| (count.selected, count.total, code))
        .collect();
    order.sort_unstable_by_key(|o| (std::cmp::Reverse((o.0, o.1)), o.2));
    let more = order.len().saturating_sub(VALUES);
    order.truncate(VALUES);
    if none.total > 0 {
        order.push((none.selected, none.total, NONE));
    }
    let order = order.into_iter().map(|(selected, _, code)| (selected, code)).collect();
    let counted = (std::sync::Arc::new(order), more);
    ui.ctx().data_mut(|d| d.insert_temp(id, (key, counted.clone())));
    counted
}

/// Years with how many have each, the latest first, counted once as [`counted`].
fn counted_years(w: &Workbench, ui: &Ui) -> std::sync::Arc<Vec<(i32, u32)>> {
    type Kept = ((crate::panels::Revisions, Measure), std::sync::Arc<Vec<(i32, u32)>>);
    let key = (w.screen.revisions.numbers(), unit(w));
    let id = egui::Id::unique("filter-menu-years");
    let known = ui.ctx().data(|d| d.get_temp::<Kept>(id)).filter(|k| k.0 == key);
    if let Some((_, years)) = known {
        return years;
    }
    let years = w.screen.results.by_year(&w.data.opened.table, key.1).0;
    let years = years.into_iter().rev().filter(|y| y.1 > 0).take(VALUES).collect();
    let years = std::sync::Arc::new(years);
    ui.ctx().data_mut(|d| d.insert_temp(id, (key, std::sync::Arc::clone(&years))));
    years
}

/// The years there are, latest first.
fn years(w: &Workbench, tokens: &Tokens, ui: &mut Ui) {
    let words = &w.person.words;
    ui.set_min_width(160.0);
    let years = counted_years(w, ui);
    ScrollArea::vertical().max_height(menu_height(ui)).show(ui, |ui| {
        for &(year, selected) in years.iter() {
            let pick = Pick::year(year);
            let mut on = w.screen.view.filter.contains(pick);
            let n = number::whole(selected.into(), words.language);
            if ui.checkbox(&mut on, format!("{year}  ·  {n}")).clicked() {
                let how = if on { How::Add } else { How::Remove };
                w.input.queue.send(Command::Pick { pick, how });
            }
        }
    });
    let name = crate::say::measure_name(&w.data.opened.table, words, unit(w));
    ui.label(ext::small(words.ts("filter-counts", &[("name", name)]), tokens));
}
