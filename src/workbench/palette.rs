//! The palette: every command, every record and every value by name, blind to case and accents.

use egui::{Align2, Area, Context, Frame, Id, Key, Order, ScrollArea, TextEdit, Ui};

use super::{Workbench, filterbar};
use crate::command::menu::{ROWS, UiCommand, row_of};
use crate::command::{Command, OpenRequest};
use crate::query::{Dim, Measure, Pick, fold};
use crate::record::{Collection, Row};
use crate::text::Language;
use crate::text::display::clean;
use crate::ui::ext;
use crate::ui::theme::{Tokens, size};
use crate::view::{
    ColorBy, FlowBy, FlowMode, FoldBy, NetworkMode, PanelKind, QuoteGroup, SectorMode, SectorSort,
    SizeBy, ThemeChoice, Thing, TimelineMode,
};

/// Most lines shown.
const SHOWN: usize = 60;
/// Datasets of at most so many records are searched letter by letter too.
const FUZZY_RECORDS: usize = 20_000;

/// Records of a larger one whose names are ranked.
const RANKED: usize = 2_000;

/// The palette's own state.
#[derive(Debug, Default)]
pub(super) struct Palette {
    open: bool,
    fresh: bool,
    text: String,
    at: usize,
    found: Vec<Offer>,
    /// Commands, modes and terms; made when the palette opens.
    fixed: Vec<Offer>,
    /// Folded names of all records of a small dataset.
    names: Vec<(Row, String)>,
}

impl Palette {
    /// Opens it with what was typed in the same moment.
    pub(super) fn open(&mut self, text: String) {
        *self = Self { open: true, fresh: true, text, ..Self::default() };
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }
}

/// What a line does.
#[derive(Clone, Debug)]
enum Choice {
    Send(Command),
    Thing(Thing),
}

/// One line.
#[derive(Clone, Debug)]
struct Offer {
    text: String,
    /// What it is, at the right.
    what: String,
    choice: Choice,
}

/// How well a name answers a query: lower is better; `None` when it does not.
fn score(name: &str, query: &str) -> Option<usize> {
    if query.is_empty() {
        return Some(0);
    }
    let name = fold(name);
    if name.starts_with(query) {
        return Some(0);
    }
    // "massimov" answers "Karim Massimov" as well as it does "Massimov says".
    if name.match_indices(query).any(|(at, _)| name[..at].ends_with(' ')) {
        return Some(1);
    }
    if query.split_whitespace().all(|word| name.contains(word)) {
        return Some(1 + name.find(query.split_whitespace().next().unwrap_or("")).unwrap_or(0));
    }
    // Letters in order, with as few gaps as possible.
    let (mut at, mut gaps) = (0, 0);
    for c in query.chars().filter(|c| !c.is_whitespace()) {
        let next = name[at..].find(c)?;
        gaps += next;
        at += next + c.len_utf8();
    }
    (query.chars().count() >= 3 && gaps <= name.len() / 2).then_some(1000 + gaps)
}

pub(super) fn show(w: &mut Workbench, tokens: &Tokens, ctx: &Context) {
    if !w.dialogs.palette.open {
        return;
    }
    if w.dialogs.palette.fresh {
        w.dialogs.palette.fixed = fixed(w);
        let records = &w.data.opened.doc.records;
        let n: usize = Collection::ALL.iter().map(|c| records.len(*c)).sum();
        if n <= FUZZY_RECORDS {
            let name = |row| {
                (row, fold(&crate::say::record_name(&w.person.words, &w.data.opened.doc, row)))
            };
            w.dialogs.palette.names = records.rows().map(name).collect();
        }
        w.dialogs.palette.found = find(w);
    }
    // On a slow machine letters come before the field has the keyboard.
    if !ctx.memory(|m| m.has_focus(field_id())) {
        let early: String = ctx.input(|i| {
            let texts = i.events.iter().filter_map(|e| match e {
                egui::Event::Text(text) => Some(text.as_str()),
                _ => None,
            });
            texts.collect()
        });
        if !early.is_empty() {
            w.dialogs.palette.text.push_str(&early);
            w.dialogs.palette.at = 0;
            w.dialogs.palette.found = find(w);
        }
    }
    let (mut close, mut chosen) = (false, None);
    let shift = ctx.input(|i| i.modifiers);
    ctx.input_mut(|i| {
        let n = w.dialogs.palette.found.len().max(1);
        if i.consume_key(egui::Modifiers::NONE, Key::ArrowDown) {
            w.dialogs.palette.at = (w.dialogs.palette.at + 1) % n;
        }
        if i.consume_key(egui::Modifiers::NONE, Key::ArrowUp) {
            w.dialogs.palette.at = (w.dialogs.palette.at + n - 1) % n;
        }
        close |= i.consume_key(egui::Modifiers::NONE, Key::Escape);
        if i.key_pressed(Key::Enter) {
            chosen = Some(w.dialogs.palette.at);
        }
    });
    let screen = ctx.content_rect();
    let width = (screen.width() - 40.0).min(620.0);
    let area = Area::new(Id::unique("palette"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, egui::vec2(0.0, 60.0));
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(10).show(ui, |ui| {
            ui.set_width(width);
            field(w, tokens, ui);
            let height = (screen.height() - 180.0).clamp(80.0, 420.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for (i, entry) in w.dialogs.palette.found.iter().enumerate() {
                    if line(tokens, ui, (i, entry), i == w.dialogs.palette.at) {
                        chosen = Some(i);
                    }
                }
                if w.dialogs.palette.found.is_empty() {
                    ui.label(ext::small(w.person.words.t("palette-none"), tokens));
                }
            });
            ui.label(ext::small(w.person.words.t("palette-hint"), tokens));
        });
    });
    let outside = shown.response.clicked_elsewhere();
    if let Some(entry) = chosen.and_then(|i| w.dialogs.palette.found.get(i)).cloned() {
        choose(w, &entry.choice, shift);
        close = true;
    }
    if close || (outside && !w.dialogs.palette.fresh) {
        w.dialogs.palette = Palette::default();
    }
    w.dialogs.palette.fresh = false;
}

fn field_id() -> Id {
    Id::unique("palette-field")
}

fn field(w: &mut Workbench, tokens: &Tokens, ui: &mut Ui) {
    let hint = w.person.words.t("palette-field");
    let field = TextEdit::singleline(&mut w.dialogs.palette.text)
        .id(field_id())
        .hint_text(hint.clone())
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 7))
        .background_color(tokens.control);
    let response = ui.add(field);
    let value = w.dialogs.palette.text.clone();
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &value, &hint);
        info.label = Some(hint.clone());
        info
    });
    if w.dialogs.palette.fresh || !response.has_focus() {
        response.request_focus();
    }
    if response.changed() {
        w.dialogs.palette.at = 0;
        w.dialogs.palette.found = find(w);
    }
}

fn line(tokens: &Tokens, ui: &mut Ui, (i, entry): (usize, &Offer), on: bool) -> bool {
    let size = egui::vec2(ui.available_width(), 28.0);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    // By its place: several may have one name.
    let id = ui.scope_id().with(("line", i));
    let response = ui.interact(rect, id, egui::Sense::click());
    let said = format!("{}, {}", entry.text, entry.what);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, on, &said));
    if on || response.hovered() {
        let fill = if on { tokens.accent_tint } else { tokens.control };
        ui.painter().rect_filled(rect, size::RADIUS_CONTROL, fill);
        if on {
            response.scroll_to_me(None);
        }
    }
    let font = egui::FontId::new(size::SMALL, egui::FontFamily::Proportional);
    let what = ui.painter().layout_no_wrap(entry.what.clone(), font, tokens.secondary);
    let x = rect.right() - 8.0 - what.size().x;
    let y = rect.center().y - what.size().y / 2.0;
    ui.painter().galley(egui::pos2(x, y), what, tokens.secondary);
    let font = egui::FontId::new(size::BODY, egui::FontFamily::Proportional);
    let text = crate::ui::bidi::line(&entry.text).into_owned();
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, tokens.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((x - rect.left() - 20.0).max(40.0));
    let galley = ui.painter().layout_job(job);
    let at = egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    response.clicked()
}

fn choose(w: &Workbench, choice: &Choice, held: egui::Modifiers) {
    match choice {
        Choice::Send(command) => w.input.queue.send(command.clone()),
        Choice::Thing(thing) => match thing.pick() {
            Some(pick) => {
                let how = crate::panels::grammar::how(held);
                w.input.queue.send(Command::Pick { pick, how });
            }
            None => w.input.queue.send(Command::Evidence(*thing)),
        },
    }
}

/// The lines that answer what was typed, best first.
fn find(w: &Workbench) -> Vec<Offer> {
    let query = fold(w.dialogs.palette.text.trim());
    let mut found: Vec<(usize, Offer)> = w
        .dialogs
        .palette
        .fixed
        .iter()
        .filter_map(|e| {
            // "theme dark" and "dark theme": what a line is, is known by name too.
            let whole = || score(&format!("{} {}", e.what, e.text), &query).map(|s| 100 + s);
            Some((score(&e.text, &query).or_else(whole)?, e.clone()))
        })
        .collect();
    if let Some(days) = typed_period(&w.person.words, &query) {
        let text = crate::text::number::period(days, &w.person.words);
        let years = crate::query::whole_years(days);
        // A year of the file is among the lines already.
        if years.is_none_or(|(a, b)| a != b) {
            let what = w.person.words.t("dim-year");
            let choice = Choice::Thing(Thing::Value(Pick::Period(days)));
            found.push((0, Offer { text, what, choice }));
        }
    }
    if !query.is_empty() {
        let mut add = |row: Row, score: usize| {
            let label = crate::say::record_name(&w.person.words, &w.data.opened.doc, row);
            let text = clean(&label, 120).into_owned();
            let what = w.person.words.t(&format!("record-{}", row.collection().key()));
            let choice = Choice::Thing(Thing::Record(row));
            found.push((score, Offer { text, what, choice }));
        };
        if w.dialogs.palette.names.is_empty() {
            let rows = w.data.opened.words.get(&w.data.opened.doc.records).records(&query);
            // Of very many only the first are ranked by their names; those that begin so lead.
            let mut best: Vec<(usize, Row)> = rows
                .into_iter()
                .take(RANKED)
                .map(|row| {
                    (
                        score(
                            &crate::say::record_name(&w.person.words, &w.data.opened.doc, row),
                            &query,
                        )
                        .unwrap_or(900)
                            + later(row),
                        row,
                    )
                })
                .collect();
            best.sort_unstable();
            for (score, row) in best.into_iter().take(SHOWN) {
                add(row, score);
            }
        } else {
            let mut best: Vec<(usize, Row)> = w
                .dialogs
                .palette
                .names
                .iter()
                .filter_map(|(row, name)| Some((score(name, &query)? + later(*row), *row)))
                .collect();
            best.sort_unstable();
            for (score, row) in best.into_iter().take(SHOWN) {
                add(row, score);
            }
        }
    }
    found.sort_by_key(|f| f.0);
    let mut found: Vec<Offer> = found.into_iter().map(|f| f.1).take(SHOWN).collect();
    told_apart(w, &mut found);
    found
}

/// What is said stands after who says it and what it is said of, where both answer alike.
fn later(row: Row) -> usize {
    if row.collection() == Collection::Statements { 2 } else { 0 }
}

/// Records of one name are told apart by their ids.
fn told_apart(w: &Workbench, found: &mut [Offer]) {
    let alike = |a: &Offer, b: &Offer| a.text == b.text && a.what == b.what;
    let several: Vec<bool> =
        found.iter().map(|a| found.iter().filter(|b| alike(a, b)).count() > 1).collect();
    for (offer, _) in found.iter_mut().zip(several).filter(|(_, several)| *several) {
        if let Choice::Thing(Thing::Record(row)) = offer.choice {
            let id = clean(w.data.opened.doc.records.raw_id(row), 40);
            offer.what = format!("{} · {id}", offer.what);
        }
    }
}

/// A period as people write one: "march 2015", "27 mars 2015", "2013-2015", "2015-03".
fn typed_period(words: &crate::text::Words, query: &str) -> Option<crate::model::Days> {
    let month_of = |text: &str| {
        (1..=12).find(|m| {
            words.find(&format!("month-{m:02}")).is_some_and(|name| {
                let name = fold(&name);
                name == text || (text.chars().count() >= 3 && name.starts_with(text))
            })
        })
    };
    let (mut year, mut month, mut day) = (None, None, None);
    let parts: Vec<&str> = query.split_whitespace().collect();
    let raw = if let [one] = parts[..] {
        match one.split_once("..").or_else(|| one.split_once('-').filter(|p| p.1.len() == 4)) {
            Some((a, b)) => format!("{a}/{b}"),
            None => one.to_owned(),
        }
    } else {
        for part in parts {
            let digits = part.trim_end_matches("er");
            match digits.parse::<u32>() {
                Ok(n) if digits.len() == 4 && year.is_none() => year = Some(n),
                Ok(n) if (1..=31).contains(&n) && day.is_none() => day = Some(n),
                Err(_) if month.is_none() => month = Some(month_of(part.trim_end_matches('.'))?),
                _ => return None,
            }
        }
        match (year?, month?, day) {
            (y, m, Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
            (y, m, None) => format!("{y:04}-{m:02}"),
        }
    };
    let plain = raw.len() >= 4 && raw.bytes().all(|b| b.is_ascii_digit() || b"-/".contains(&b));
    let parsed = plain.then(|| crate::model::EdtfDate::parse(&raw))?;
    parsed.days.ok().filter(|d| !d.is_unknown())
}

/// Commands, panels, modes, terms, years and recent files.
fn fixed(w: &Workbench) -> Vec<Offer> {
    let words = &w.person.words;
    let mut out = Vec::new();
    let command = words.t("palette-command");
    let mut send = |text: String, what: &str, command: Command| {
        out.push(Offer { text, what: what.to_owned(), choice: Choice::Send(command) });
    };
    for row in ROWS.iter().filter(|r| r.command != UiCommand::Palette) {
        send(words.t(row_of(row.command).text), &command, Command::Ui(row.command));
    }
    for collection in Collection::ALL {
        let kind = words.t(&format!("record-{}", collection.key()));
        let members = serde_json::Map::new();
        let make = Command::Create { collection, members, refer: None };
        send(words.ts("empty-make", &[("kind", kind)]), &command, make);
    }
    let panel = words.t("palette-panel");
    for kind in PanelKind::ALL {
        send(words.t(&kind.title_id()), &panel, Command::ShowPanel(kind));
    }
    for (title, key, values) in modes() {
        let of = words.t(title);
        for value in values {
            let name = words.t(&mode_id(key, value));
            send(words.named(&of, &name), &command, Command::Set(key, value));
        }
    }
    for (measure, id) in [
        (Measure::Statements, "measure-statements"),
        (Measure::Initiatives, "measure-initiatives"),
        (Measure::Institutions, "measure-institutions"),
        (Measure::Links, "measure-links"),
    ] {
        send(words.t(id), &words.t("palette-measure"), Command::SetMeasure(measure));
    }
    for (flow, _) in w.data.opened.table.money_used.iter().take(12) {
        let measure = Measure::Amount(*flow);
        let name = crate::say::flow_name(&w.data.opened.table, words, *flow);
        let text = words.ts("measure-money", &[("name", name)]);
        send(text, &words.t("palette-measure"), Command::SetMeasure(measure));
    }
    if let Measure::Amount(flow) = w.screen.view.measure
        && crate::say::has_rates(&w.data.opened.table, flow)
    {
        let measure = Measure::Amount(crate::query::Flow { rates: !flow.rates, ..flow });
        let id = if flow.rates { "measure-convert-not" } else { "measure-convert" };
        send(words.t(id), &words.t("palette-measure"), Command::SetMeasure(measure));
    }
    for language in Language::ALL {
        let text = language.own_name().to_owned();
        send(text, &words.t("menu-language"), Command::SetLanguage(Some(language)));
    }
    for (theme, id) in [
        (ThemeChoice::System, "menu-system"),
        (ThemeChoice::Light, "theme-light"),
        (ThemeChoice::Dark, "theme-dark"),
    ] {
        send(words.t(id), &words.t("menu-theme"), Command::SetTheme(theme));
    }
    for path in &w.person.settings.recent {
        let open = Command::Open(OpenRequest::file(path.clone()));
        send(clean(path, 200).into_owned(), &words.t("palette-file"), open);
    }
    for dim in Dim::ALL {
        let what = words.t(&format!("dim-{}", dim.key()));
        // Those who speak are found as people.
        let of_terms = dim.facet().filter(|f| f.collection().is_none() && dim != Dim::Speaker);
        let Some(field) = of_terms else { continue };
        for code in
            (0..w.data.opened.table.column(field).n_values()).filter_map(|c| c.try_into().ok())
        {
            let text = filterbar::value_name(w, dim, code);
            let choice = Choice::Thing(Thing::Value(Pick::Code(dim, code)));
            out.push(Offer { text, what: what.clone(), choice });
        }
    }
    if let Some((from, to)) = w.data.opened.table.years() {
        let what = words.t("dim-year");
        for year in (from..=to).take(400) {
            let choice = Choice::Thing(Thing::Value(Pick::year(year)));
            out.push(Offer { text: year.to_string(), what: what.clone(), choice });
        }
    }
    out
}

/// The modes of panels: title, name and values.
fn modes() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    fn keys<T: Copy>(all: &[T], key: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|v| key(*v)).collect()
    }
    vec![
        ("sectors-title", "sectors", keys(SectorMode::ALL, SectorMode::key)),
        ("palette-sort", "sort", keys(SectorSort::ALL, SectorSort::key)),
        ("network-title", "network", keys(NetworkMode::ALL, NetworkMode::key)),
        ("palette-color", "color", keys(ColorBy::ALL, ColorBy::key)),
        ("palette-size", "size", keys(SizeBy::ALL, SizeBy::key)),
        ("palette-communities", "communities", vec!["on", "off"]),
        ("network-title", "fold", keys(FoldBy::ALL, FoldBy::key)),
        ("flows-title", "flows", keys(FlowMode::ALL, FlowMode::key)),
        ("flows-title", "flow-by", keys(FlowBy::ALL, FlowBy::key)),
        ("quotes-title", "quotes", keys(QuoteGroup::ALL, QuoteGroup::key)),
        ("timeline-title", "timeline", keys(TimelineMode::ALL, TimelineMode::key)),
    ]
}

/// The id of a mode's name.
pub(super) fn mode_id(key: &str, value: &str) -> String {
    match key {
        "sort" => format!("sort-{value}"),
        "color" => format!("network-by-{value}"),
        "size" => format!("network-size-{value}"),
        "fold" => format!("network-fold-{value}"),
        "flows" => format!("flow-mode-{value}"),
        "flow-by" => format!("flow-by-{value}"),
        "quotes" => format!("quotes-group-{value}"),
        "communities" => format!("switch-{value}"),
        _ => format!("mode-{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_beginning_part_and_letters() {
        assert_eq!(score("Économie", "eco"), Some(0));
        assert!(score("Banque asiatique", "asia") > Some(0));
        assert!(score("Banque asiatique", "bqas").is_some());
        assert!(score("Banque asiatique", "xyz").is_none());
        assert!(score("Silk Road Fund", "fund road") < Some(1000));
    }

    #[test]
    fn a_period_is_found_as_people_write_it() {
        let (fr, en) =
            (crate::text::Words::new(Language::Fr), crate::text::Words::new(Language::En));
        let said = |words: &crate::text::Words, text: &str| {
            typed_period(words, &fold(text)).map(|d| crate::text::number::period(d, words))
        };
        assert_eq!(said(&fr, "mars 2015").as_deref(), Some("mars 2015"));
        assert_eq!(said(&fr, "Août 2014").as_deref(), Some("août 2014"));
        assert_eq!(said(&fr, "27 mars 2015").as_deref(), Some("27 mars 2015"));
        assert_eq!(said(&en, "Sept 2013").as_deref(), Some("September 2013"));
        assert_eq!(said(&en, "2015-03").as_deref(), Some("March 2015"));
        assert_eq!(said(&en, "2013-2015").as_deref(), Some("2013–2015"));
        assert_eq!(said(&en, "2013..2015").as_deref(), Some("2013–2015"));
        for none in ["", "march", "2015 2016", "31 foo 2015", "45 march 2015", "a-b", "1-2"] {
            assert_eq!(said(&en, none), None, "{none}");
        }
    }
}
