//! The thin binary: reads the arguments, opens the window when they ask for it, answers with an
//! exit code.

use std::process::ExitCode;

use cooperama::{app, cli};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("off")).init();
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

#[expect(clippy::print_stderr, reason = "without a window there is nowhere else to say it")]
fn say(text: &str) {
    eprintln!("{text}");
}
