//! The thin binary: reads the arguments, opens the window when they ask for it, answers with an
//! exit code.

use std::process::ExitCode;

use cooperama::{app, cli};

fn main() -> ExitCode {
    let log = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("off"));
    hear({ log }.build());
    match cli::run(std::env::args_os()) {
        cli::Invocation::Done(code) => ExitCode::from(code),
        cli::Invocation::Window(file, language) => match app::run(file.as_ref(), language) {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => {
                say(&e.to_string());
                ExitCode::from(cli::FAILED)
            }
        },
    }
}

/// Sets the log up so that errors are heard even where they are not shown.
fn hear(log: env_logger::Logger) {
    let shown = log.filter();
    if log::set_boxed_logger(Box::new(app::Ear(log))).is_ok() {
        log::set_max_level(shown.max(log::LevelFilter::Error));
    }
}

#[expect(clippy::print_stderr, reason = "without a window there is nowhere else to say it")]
fn say(text: &str) {
    eprintln!("{text}");
}
