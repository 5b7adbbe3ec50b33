//! What the command line says. An output that is closed or full ends no program: what cannot be
//! written is told once on standard error, and a reader who has seen enough is no fault.

use std::fmt::Arguments;
use std::io::{self, Write as _};
use std::sync::Mutex;

use super::FAILED;
use crate::text::Words;
use crate::text::display::escaped;

/// Why standard output takes nothing more.
static FAULT: Mutex<Option<io::Error>> = Mutex::new(None);

fn fault() -> std::sync::MutexGuard<'static, Option<io::Error>> {
    FAULT.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A line on standard output.
pub(super) fn line(text: Arguments<'_>) {
    let mut fault = fault();
    if fault.is_none()
        && let Err(e) = writeln!(io::stdout().lock(), "{text}")
    {
        *fault = Some(e);
    }
}

/// A line on standard error; where that is closed nobody listens.
pub(super) fn warn(text: Arguments<'_>) {
    writeln!(io::stderr().lock(), "{text}").ok();
}

/// One sentence about something on standard error.
pub(super) fn complain(name: &str, text: &str) {
    warn(format_args!("{name}: {}", escaped(text)));
}

/// The exit code once everything was written, or could not be.
pub(super) fn finish(words: &Words, code: u8) -> u8 {
    let mut fault = fault();
    if fault.is_none()
        && let Err(e) = io::stdout().lock().flush()
    {
        *fault = Some(e);
    }
    match fault.take() {
        None => code,
        // Whoever reads has seen enough.
        Some(e) if e.kind() == io::ErrorKind::BrokenPipe => code,
        Some(e) => {
            let text = words.ts("error-stdout", &[("reason", e.to_string())]);
            warn(format_args!("{}", escaped(&text)));
            code.max(FAILED)
        }
    }
}
