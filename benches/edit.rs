//! One record edited in a large dataset: what a commit takes, the frame after it and the slowest
//! frame until the columns are made anew, and saving beside a plain write of the same bytes.
//! `cargo bench --bench edit -- FILE`; without a file, the bundled example.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use cooperama::command::Command;
use cooperama::dataset::{Opened, derive, prepare};
use cooperama::edit::Edit;
use cooperama::edit::Origin;
use cooperama::formats::LoadOptions;
use cooperama::record::{Collection, Row};
use cooperama::store;
use cooperama::text::Language;
use cooperama::ui::theme;
use cooperama::view::{PanelKind, Settings, Thing};
use cooperama::workbench::{Effect, Workbench};
use egui::{Context, RawInput, Rect, pos2, vec2};

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

/// The board off-screen, with the background as a thread of its own.
struct Board {
    workbench: Workbench,
    ctx: Context,
    time: f64,
    send: std::sync::mpsc::Sender<(Opened, u64)>,
    receive: std::sync::mpsc::Receiver<(Opened, u64)>,
    deriving: usize,
}

impl Board {
    fn frame(&mut self) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1920.0, 1080.0))),
            time: Some(self.time),
            max_texture_side: Some(8192),
            focused: true,
            ..RawInput::default()
        };
        let start = now();
        let mut effects = Vec::new();
        if let Ok((opened, serial)) = self.receive.try_recv() {
            self.deriving -= 1;
            self.workbench.finish_derive(opened, serial, &mut effects);
        }
        let output = self.ctx.run_ui(input, |ui| effects.extend(self.workbench.ui(ui)));
        let shapes = output.shapes.clone();
        let pixels = output.pixels_per_point;
        std::hint::black_box(self.ctx.tessellate(shapes, pixels).len());
        for effect in effects {
            let threads = std::thread::Builder::new();
            match effect {
                Effect::Derive(doc, serial) => {
                    let send = self.send.clone();
                    self.deriving += 1;
                    let work = move || drop(send.send((derive(*doc), serial)));
                    threads.spawn(work).expect("a thread");
                }
                Effect::LetGo(old) => drop(threads.spawn(move || drop(old)).expect("a thread")),
                _ => {}
            }
        }
        let time = start.elapsed();
        output.drop_without_applying_deltas();
        time
    }
}

fn main() {
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let example = include_bytes!("../assets/datasets/kazakhstan-china-2015.coop.json");
    let bytes = match &file {
        Some(file) => std::fs::read(file).expect("the file is read"),
        None => example.to_vec(),
    };
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let mb = bytes.len() as f64 / 1e6;
    let opened = prepare(bytes, Origin::Example, LoadOptions::default(), &mut |_| true)
        .expect("the dataset opens");
    println!("{mb:.0} MB, {} records", opened.doc.totals().iter().sum::<usize>());
    let row =
        Row::new(Collection::Initiatives, opened.doc.records.len(Collection::Initiatives) / 2);
    let workbench = Workbench::new(opened, Settings::default(), Language::En);
    workbench.send(Command::ShowPanel(PanelKind::Inspector));
    workbench.send(Command::Form(Thing::Record(row), String::new()));
    let ctx = Context::default();
    theme::install(&ctx);
    let (send, receive) = std::sync::mpsc::channel();
    let mut board = Board { workbench, ctx, time: 0.0, send, receive, deriving: 0 };
    for _ in 0..120 {
        board.frame();
    }
    let mut rest: Vec<Duration> = (0..60).map(|_| board.frame()).collect();
    rest.sort_unstable();
    println!("{:8.2} ms a frame at rest with the form open (median)", ms(rest[30]));
    let (mut commits, mut after, mut taken, mut waits) = (vec![], vec![], vec![], vec![]);
    for n in 0..12 {
        let value = Some(serde_json::json!(format!("A name typed for the {n}th time")));
        let edit = Edit::Set { row, pointer: "/label/en".to_owned(), value };
        board.workbench.send(Command::Edit(Box::new(edit)));
        // The frame in which the edit is made, and the next one.
        commits.push(board.frame());
        after.push(board.frame());
        let start = now();
        let mut slowest = Duration::ZERO;
        while board.deriving > 0 {
            slowest = slowest.max(board.frame());
            std::thread::sleep(Duration::from_millis(4));
        }
        waits.push(start.elapsed());
        for _ in 0..4 {
            slowest = slowest.max(board.frame());
        }
        taken.push(slowest);
    }
    for (name, mut times) in [
        ("the frame with the edit", commits),
        ("the frame after it", after),
        ("the slowest frame until the columns are new, that one included", taken),
        ("until the columns are new, in the background", waits),
    ] {
        times.sort_unstable();
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{:8.2} ms median {:8.2} ms worst  {name}", ms(median), ms(worst));
    }
    save(&board.workbench, Path::new(env!("CARGO_TARGET_TMPDIR")), mb);
}

/// Saving with all it promises, beside the same bytes written and synced once.
fn save(workbench: &Workbench, folder: &Path, mb: f64) {
    let (path, plain) = (folder.join("bench-edit.json"), folder.join("bench-edit-plain"));
    let name = path.to_str().expect("a path of text").to_owned();
    for _ in 0..3 {
        let start = now();
        let bytes = workbench.document().to_bytes();
        let made = start.elapsed();
        let start = now();
        #[expect(clippy::disallowed_methods, reason = "what saving is compared with")]
        let mut file = std::fs::File::create(&plain).expect("a file");
        file.write_all(&bytes).and_then(|()| file.sync_all()).expect("written");
        let base = start.elapsed();
        let start = now();
        store::save(&name, &bytes).expect("saved");
        let saved = start.elapsed();
        println!(
            "{:8.2} ms to make the bytes, {:8.2} ms saved and read back ({:.0} MB/s), {:8.2} ms written and synced only: {:.2} times",
            ms(made),
            ms(saved),
            mb / saved.as_secs_f64(),
            ms(base),
            saved.as_secs_f64() / base.as_secs_f64(),
        );
    }
    std::fs::remove_file(&path).ok();
    std::fs::remove_file(&plain).ok();
}
