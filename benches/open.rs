//! Opening: from bytes in memory to the index of records, and to a dataset ready to be filtered.
//!
//! The stand-in it is compared with borrows the raw text of every record with `serde_json` and
//! nothing else: `cargo bench --bench open`, and read the two lines side by side.
//!
//! `COOPERAMA_FILE=data.json cargo bench --bench open` opens one file instead, once, until the
//! first cross-filter is answered, and tells the time and the highest memory.

use divan::Bencher;
use divan::counter::BytesCount;
use serde::Deserialize;
use serde_json::value::RawValue;

use cooperama::dataset::prepare;
use cooperama::edit::Origin;
use cooperama::formats::{LoadOptions, load};
use cooperama::query::{Crossing, Filter};
use cooperama::record::scan;

fn main() {
    match std::env::var("COOPERAMA_FILE") {
        Ok(path) => one_file(&path),
        Err(_) => divan::main(),
    }
}

/// Resident memory at its highest, in bytes (Linux).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}

/// From the file on disk to the first filter.
#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time")]
#[expect(clippy::cast_precision_loss, reason = "a report")]
fn one_file(path: &str) {
    let start = std::time::Instant::now();
    let bytes = std::fs::read(path).expect("the file is read");
    let (size, read) = (bytes.len() as f64, start.elapsed().as_secs_f64());
    let opened = prepare(bytes, Origin::Example, LoadOptions::default(), &mut |_| true)
        .expect("the dataset opens");
    let ready = start.elapsed().as_secs_f64();
    let words = || opened.words.get(&opened.doc.records);
    let filter = Filter::default();
    let first = Crossing::default().cross(&opened.table, &words, opened.doc.totals(), &filter);
    let answered = start.elapsed().as_secs_f64();
    println!(
        "{} initiatives, {:.0} MB: read in {read:.2} s, opened in {ready:.2} s, first filter at {answered:.2} s \
         ({:.0} MB/s), peak memory {:.2} times the file",
        first.count(cooperama::record::Collection::Initiatives).total,
        size / 1e6,
        size / 1e6 / answered,
        peak() as f64 / size
    );
}

/// A dataset of `n` initiatives, near 870 bytes each as in the registries the format serves.
fn dataset(n: usize) -> Vec<u8> {
    let mut out = String::from(
        r#"{"format":"cooperation-dataset","version":1,"title":{"fr":"Banc","en":"Bench"},"#,
    );
    out.push_str(r#""parties":[{"id":"cn","label":"China"},{"id":"kz","label":"Kazakhstan"}],"#);
    out.push_str(r#""sectors":["#);
    for s in 0..60 {
        let comma = if s > 0 { "," } else { "" };
        out.extend(Some(format!(
            r#"{comma}{{"id":"s.{s}","label":{{"fr":"Secteur {s}","en":"Sector {s}"}}}}"#
        )));
    }
    out.push_str(r#"],"institutions":["#);
    for i in 0..500 {
        let comma = if i > 0 { "," } else { "" };
        out.extend(Some(format!(
            r#"{comma}{{"id":"o.{i}","kind":"government","label":"Organisation {i}"}}"#
        )));
    }
    out.push_str(r#"],"sources":[{"id":"src.1","csl":{"id":"src.1","type":"dataset","title":"Registry"}}],"initiatives":["#);
    for i in 0..n {
        let comma = if i > 0 { "," } else { "" };
        let (year, month) = (2000 + i % 24, 1 + i % 12);
        let (a, b, s, t) = (i % 500, (i * 7) % 500, i % 60, (i * 13) % 60);
        out.extend(Some(format!(
            r#"{comma}{{"id":"i.{i}","kind":"project","status":"implementation","label":{{"fr":"Réhabilitation de la route nationale, tronçon {i}, avec ouvrages d’art et signalisation","en":"Rehabilitation of the national road, section {i}, with bridges and signs"}},"parties":["cn","kz"],"participants":[{{"actor":"o.{a}","role":"funding"}},{{"actor":"o.{b}","role":"implementing"}}],"sectors":[{{"sector":"s.{s}","share":60}},{{"sector":"s.{t}","share":40}}],"amounts":[{{"value":{value},"currency":"USD","kind":"commitment","date":"{year}"}},{{"value":"{value}.50","currency":"USD","kind":"disbursement","date":"{year}"}}],"dates":{{"start":"{year}-{month:02}-15","plannedEnd":"{end}"}},"places":[{{"party":"kz","name":"Almaty","lat":43.2389,"lon":76.8897}}],"prov":[{{"source":"src.1","locator":{{"row":{row}}},"basis":"imported","fields":["/label","/amounts"]}}]}}"#,
            value = 1_000_000 + i * 137,
            end = year + 4,
            row = i + 1,
        )));
    }
    out.push_str("]}");
    out.into_bytes()
}

const SIZES: [usize; 2] = [10_000, 100_000];

/// Ours: a strict scan of every record, with the checks a lenient skip would miss.
#[divan::bench(args = SIZES)]
fn index_ours(bencher: Bencher<'_, '_>, n: usize) {
    let bytes = dataset(n);
    bencher.counter(BytesCount::new(bytes.len())).bench_local(|| {
        scan::scan(divan::black_box(&bytes), &mut |_| true).map(|s| s.slots[4].len()).ok()
    });
}

/// The stand-in: `serde_json` borrowing the raw text of every record.
#[divan::bench(args = SIZES)]
fn index_serde_json_raw(bencher: Bencher<'_, '_>, n: usize) {
    #[derive(Deserialize)]
    struct Raw<'a> {
        #[serde(borrow, default)]
        parties: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        institutions: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        sectors: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        initiatives: Vec<&'a RawValue>,
        #[serde(borrow, default)]
        sources: Vec<&'a RawValue>,
    }
    let bytes = dataset(n);
    bencher.counter(BytesCount::new(bytes.len())).bench_local(|| {
        serde_json::from_slice::<Raw<'_>>(divan::black_box(&bytes)).ok().map(|raw| {
            raw.parties.len()
                + raw.institutions.len()
                + raw.sectors.len()
                + raw.initiatives.len()
                + raw.sources.len()
        })
    });
}

/// Records and their id index, from owned bytes.
#[divan::bench(args = SIZES, sample_count = 20)]
fn load_records(bencher: Bencher<'_, '_>, n: usize) {
    let bytes = dataset(n);
    bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_local_values(
        |bytes| {
            load(bytes, LoadOptions::default(), &mut |_| true).map(|l| l.records.text_len()).ok()
        },
    );
}

/// All the way: records, checks, columns, network.
#[divan::bench(args = SIZES, sample_count = 5)]
fn open_to_first_filter(bencher: Bencher<'_, '_>, n: usize) {
    let bytes = dataset(n);
    bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_local_values(
        |bytes| {
            let opened = prepare(bytes, Origin::Example, LoadOptions::default(), &mut |_| true);
            opened.map(|o| o.table.n_facts()).ok()
        },
    );
}
