//! One frame of the whole board, CPU time with tessellation: at rest, while a hand pans the network,
//! and after a change of the filter. `cargo bench --bench frame -- FILE…`; without files, the
//! bundled example.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::time::{Duration, Instant};

use cooperama::command::Command;
use cooperama::dataset::prepare;
use cooperama::edit::Origin;
use cooperama::formats::LoadOptions;
use cooperama::query::{How, Pick};
use cooperama::record::Collection;
use cooperama::text::Language;
use cooperama::ui::theme;
use cooperama::view::{PanelKind, Settings, ViewState};
use cooperama::workbench::Workbench;
use egui::{Context, Event, Modifiers, PointerButton, RawInput, Rect, pos2, vec2};

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

/// The board off-screen.
struct Board {
    workbench: Workbench,
    ctx: Context,
    time: f64,
}

impl Board {
    fn frame(&mut self, events: Vec<Event>) -> (Duration, bool) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1920.0, 1080.0))),
            time: Some(self.time),
            max_texture_side: Some(8192),
            focused: true,
            events,
            ..RawInput::default()
        };
        let start = now();
        let output = self.ctx.run_ui(input, |ui| {
            self.workbench.ui(ui);
        });
        let again =
            output.viewport_output.values().any(|v| v.repaint_delay < Duration::from_millis(200));
        let shapes = output.shapes.clone();
        let pixels = output.pixels_per_point;
        let drawn = self.ctx.tessellate(shapes, pixels);
        std::hint::black_box(drawn.len());
        let time = start.elapsed();
        output.drop_without_applying_deltas();
        (time, again)
    }

    /// Frames until nothing asks for another; answers how long each took.
    fn settle(&mut self) -> Vec<Duration> {
        let mut times = Vec::new();
        while times.len() < 3000 {
            let (time, again) = self.frame(Vec::new());
            times.push(time);
            if !again {
                break;
            }
        }
        times
    }
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{:8.2} ms median {:8.2} ms worst  {name}", ms(median), ms(worst));
}

fn run(name: &str, bytes: Vec<u8>, map: bool) {
    let opened = prepare(bytes, Origin::Example, LoadOptions::default(), &mut |_| true)
        .expect("the dataset opens");
    let nodes: usize = [Collection::Parties, Collection::People, Collection::Institutions]
        .into_iter()
        .chain([Collection::Initiatives])
        .map(|c| opened.doc.records.len(c))
        .sum();
    let mut view: ViewState = Workbench::first_view(&opened);
    if map {
        view.set("network", "whole");
    }
    println!("{name}: {nodes} nodes, {} ties, {}", opened.table.ties.len(), view.network.key());
    let mut workbench = Workbench::new(opened, Settings::default(), Language::En);
    workbench.set_view(view);
    workbench.send(Command::ShowPanel(PanelKind::Network));
    let ctx = Context::default();
    theme::install(&ctx);
    let mut board = Board { workbench, ctx, time: 0.0 };
    let (first, _) = board.frame(Vec::new());
    let times = board.settle();
    println!(
        "{:8.2} ms first frame, then {} frames in {:.2} s until it rests, slowest {:.2} ms, {} over 50 ms",
        ms(first),
        times.len(),
        times.iter().sum::<Duration>().as_secs_f64(),
        ms(times.iter().max().copied().unwrap_or_default()),
        times.iter().filter(|t| t.as_millis() >= 50).count()
    );
    report("at rest", (0..120).map(|_| board.frame(Vec::new()).0).collect());
    // A hand drags the ground of the network.
    let (mut x, y) = (760.0, 640.0);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    board.frame(vec![Event::PointerMoved(pos2(x, y))]);
    board.frame(vec![button(pos2(x, y), true)]);
    let mut times = Vec::new();
    for i in 0..90 {
        x += if i % 30 < 15 { 6.0 } else { -6.0 };
        times.push(board.frame(vec![Event::PointerMoved(pos2(x, y))]).0);
    }
    report("while panning", times);
    board.frame(vec![button(pos2(x, y), false), Event::PointerGone]);
    board.settle();
    let row = board.workbench.document().records.rows_of(Collection::Parties).next();
    let mut times = Vec::new();
    if let Some(pick) = row.and_then(Pick::of) {
        for _ in 0..12 {
            board.workbench.send(Command::Pick { pick, how: How::Only });
            board.frame(Vec::new());
            times.push(board.frame(Vec::new()).0);
            board.settle();
        }
        report("after a change of the filter", times);
    }
}

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let example = include_bytes!("../assets/datasets/kazakhstan-china-2015.coop.json");
    run("example", example.to_vec(), false);
    for file in files {
        for map in [false, true] {
            run(&file, std::fs::read(&file).expect("the file is read"), map);
        }
    }
}
