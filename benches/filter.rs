//! Changing one clause of the filter and recomputing every panel's numbers: median and worst over
//! ten representative clauses, each taken from nothing.
//!
//! `cargo bench --bench filter -- FILE`, with a dataset of any size; without one, the bundled
//! example. The stand-in printed beside it is one plain pass over the same rows on one thread:
//! columns of small numbers, one clause tested, counts and sums of three other columns.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cooperama::dataset::{Opened, prepare};
use cooperama::edit::Origin;
use cooperama::formats::LoadOptions;
use cooperama::query::{Crossing, Dim, Filter, Measure, Names, Results, parse, total};
use cooperama::record::Collection;
use cooperama::table::{FACTS, Facet, Table};

/// Runs per clause.
const RUNS: usize = 21;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

/// Resident memory at its highest, in bytes (Linux).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}

/// Every panel's numbers under one filter.
fn numbers(table: &Table, results: &Results) -> u64 {
    let mut sum = 0u64;
    // Sectors and overview.
    let collection = if table.facts_of(Collection::Statements).is_empty() {
        Collection::Initiatives
    } else {
        Collection::Statements
    };
    let (sectors, none) = results.tally(table, Dim::Sector, collection);
    sum += u64::from(none.selected) + sectors.iter().map(|c| u64::from(c.selected)).sum::<u64>();
    // Parties and mirror.
    for c in [Collection::Initiatives, Collection::Statements] {
        let (parties, _) = results.tally(table, Dim::Party, c);
        sum += parties.iter().map(|c| u64::from(c.selected)).sum::<u64>();
    }
    // Sources.
    for c in FACTS {
        let (sources, _) = results.tally(table, Dim::Source, c);
        sum += sources.iter().map(|c| u64::from(c.selected)).sum::<u64>();
    }
    // Timeline.
    let counts = results.years(table);
    sum += counts.years.iter().map(|y| u64::from(y.1)).sum::<u64>();
    // Stages.
    for set in table.stage_sets.iter().chain([&table.silent]) {
        sum += u64::from(set.count_both(results.pass(), 0..table.n_facts()));
    }
    // The filter bar, the network's lit nodes and the headers come with the counts.
    sum + results.counts.iter().map(|c| u64::from(c.selected)).sum::<u64>()
}

/// The stand-in: one thread, one clause, three groups of counts.
fn plain(status: &[u8], years: &[u16], sectors: &[u16], amounts: &[f64]) -> (u64, f64) {
    let mut by_year = vec![0u32; 4096];
    let mut by_sector = vec![0u32; 65_536];
    let mut sum = 0.0;
    for i in 0..status.len() {
        if status[i] == 1 {
            by_year[usize::from(years[i] & 4095)] += 1;
            by_sector[usize::from(sectors[i])] += 1;
            sum += amounts[i];
        }
    }
    (by_year.iter().chain(&by_sector).map(|n| u64::from(*n)).sum(), sum)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

fn main() {
    let path = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let bytes = match &path {
        Some(path) => std::fs::read(path).expect("the file is read"),
        None => include_bytes!("../assets/datasets/kazakhstan-china-2015.coop.json").to_vec(),
    };
    let size = bytes.len();
    let start = now();
    let opened = prepare(bytes, Origin::Example, LoadOptions::default(), &mut |_| true)
        .expect("the dataset opens");
    let open = start.elapsed();
    #[expect(clippy::cast_precision_loss, reason = "a report")]
    let (mb, speed, memory) =
        (size as f64 / 1e6, size as f64 / 1e6 / open.as_secs_f64(), peak() as f64 / size as f64);
    println!(
        "{} facts, {mb:.0} MB: opened in {:.2} s ({speed:.0} MB/s), peak memory {memory:.2} times the file",
        opened.table.n_facts(),
        open.as_secs_f64()
    );
    run(&opened);
}

fn run(opened: &Opened) {
    let Opened { doc, table, words, .. } = opened;
    let start = now();
    let index = words.get(&doc.records);
    println!("index of words: {:.2} s", start.elapsed().as_secs_f64());
    let totals = doc.totals();
    let names = Names { records: &doc.records, table };
    let name = |dim: Dim, code: u32| names.name(dim, code);
    let biggest = |field: Facet| {
        let column = table.column(field);
        let n = u32::try_from(column.n_values()).unwrap_or(0);
        (0..n).max_by_key(|v| column.facts.get(*v as usize).len()).unwrap_or(0)
    };
    let (first, last) = table.years().unwrap_or((2010, 2015));
    let clauses = [
        format!("sector={}", name(Dim::Sector, biggest(Facet::Sector))),
        format!("sector!={}", name(Dim::Sector, biggest(Facet::Sector))),
        format!("party={}", name(Dim::Party, biggest(Facet::Party))),
        format!("institution={}", name(Dim::Institution, biggest(Facet::Institution))),
        format!("status={}", name(Dim::Status, biggest(Facet::Status))),
        format!("source={}", name(Dim::Source, biggest(Facet::Source))),
        format!("year={first}..{}", i32::midpoint(first, last)),
        format!("year={last}"),
        "text=\"route\"".to_owned(),
        format!(
            "party={} status={} year={}..",
            name(Dim::Party, biggest(Facet::Party)),
            name(Dim::Status, biggest(Facet::Status)),
            i32::midpoint(first, last)
        ),
    ];
    let get = || index.clone();
    let mut all = Vec::new();
    let mut worst = Duration::ZERO;
    for text in &clauses {
        let filter = parse(text, names).expect("a clause of the dataset");
        let mut times = Vec::new();
        for _ in 0..RUNS {
            // From nothing each time, so that no set is there already.
            let mut crossing = Crossing::default();
            let start = now();
            let results = crossing.cross(table, &get, totals, &filter);
            black_box(numbers(table, &results));
            times.push(start.elapsed());
        }
        let slowest = times.iter().max().copied().unwrap_or_default();
        worst = worst.max(slowest);
        let middle = median(times.clone());
        println!("{:8.2} ms median {:8.2} ms worst  {text}", ms(middle), ms(slowest));
        all.extend(times);
    }
    println!("{:8.2} ms median {:8.2} ms worst  of all", ms(median(all)), ms(worst));
    let results = Crossing::default().cross(table, &get, totals, &Filter::default());
    if let Some(u) = table.money_used.first() {
        let flow = u.0;
        let start = now();
        black_box(results.sums(table, Dim::Sector, flow));
        black_box(total(table, results.pass(), flow));
        println!("{:8.2} ms money by sector, all initiatives", ms(start.elapsed()));
        black_box(Measure::Amount(flow));
    }
    let n = table.n_facts();
    let column = |f: Facet, i: usize| table.values(f, i).first().copied().unwrap_or(0);
    #[expect(clippy::cast_possible_truncation, reason = "a stand-in")]
    let status: Vec<u8> = (0..n).map(|i| column(Facet::Status, i) as u8).collect();
    #[expect(clippy::cast_sign_loss, reason = "a stand-in")]
    let years: Vec<u16> = table.spans.iter().map(|s| s[0] as u16).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a stand-in")]
    let sectors: Vec<u16> = (0..n).map(|i| column(Facet::Sector, i) as u16).collect();
    let amounts = vec![1.0; n];
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = now();
        black_box(plain(&status, &years, &sectors, &amounts));
        times.push(start.elapsed());
    }
    println!("{:8.2} ms median: a plain pass over the same rows", ms(median(times)));
}
