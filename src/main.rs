//! The thin binary: reads the arguments, opens the window when they ask for it, ends with an
//! exit code.

use std::process::ExitCode;

use cooperama::cli;
use cooperama::command::OpenRequest;
use cooperama::text::Language;

fn main() -> ExitCode {
    let log = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("off"));
    hear({ log }.build());
    match cli::run(std::env::args_os()) {
        cli::Invocation::Done(code) => ExitCode::from(code),
        cli::Invocation::Window(file, language) => window(file.as_ref(), language),
    }
}

#[cfg(feature = "window")]
fn window(file: Option<&OpenRequest>, language: Language) -> ExitCode {
    match cooperama::app::run(file, language) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            say(&e.to_string());
            ExitCode::from(cli::FAILED)
        }
    }
}

#[cfg(not(feature = "window"))]
fn window(_file: Option<&OpenRequest>, language: Language) -> ExitCode {
    say(&cooperama::text::Words::new(language).t("cli-no-window"));
    ExitCode::from(cli::FAILED)
}

/// Sets the log up so that errors are heard even where they are not shown.
fn hear(log: env_logger::Logger) {
    let shown = log.filter();
    #[cfg(feature = "window")]
    let log = cooperama::app::Ear(log);
    if log::set_boxed_logger(Box::new(log)).is_ok() {
        log::set_max_level(shown.max(log::LevelFilter::Error));
    }
}

/// Says it on standard error; where that is closed nobody listens.
fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stderr().lock(), "{text}").ok();
}
