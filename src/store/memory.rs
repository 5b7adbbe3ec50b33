//! How much memory there is for this process, and how much opening a file takes.

use super::read::ReadError;

/// What opening a file takes at first, as a multiple of its size: the text, its index and its
/// columns, with some room (measured: 1.5 for 100,000 initiatives). What a file of many tiny
/// records takes is known once they are counted.
const FACTOR: u64 = 2;
/// Files smaller than this are read without asking for free memory.
const SMALL: u64 = 1 << 20;

/// Bytes opening a file of a size takes.
pub(super) fn of_file(size: u64) -> u64 {
    size.saturating_mul(FACTOR)
}

/// Whether a file of this size may be read.
pub(super) fn for_file(size: u64) -> Result<(), ReadError> {
    if size < SMALL { Ok(()) } else { for_bytes(of_file(size)) }
}

/// Whether so many bytes more may be used.
///
/// # Errors
/// [`ReadError::Memory`] when they are not free.
pub fn for_bytes(needed: u64) -> Result<(), ReadError> {
    match free() {
        Some(free) if needed > free => Err(ReadError::Memory(needed, free)),
        _ => Ok(()),
    }
}

/// Bytes this process may still use: the least of what the system has free, what the control group
/// allows, and what the process's own limit of addresses leaves. `None` where none is told.
#[must_use]
pub fn free() -> Option<u64> {
    let mut least: Option<u64> = None;
    let mut bound = |n: u64| least = Some(least.map_or(n, |l| l.min(n)));
    if let Ok(mut system) = sysinfo::System::new() {
        system.refresh_memory();
        if system.available_memory() > 0 {
            bound(system.available_memory());
        }
        if let Some(group) = system.cgroup_limits() {
            // The rest of it, cached files not counted as used.
            bound(group.total_memory.saturating_sub(group.rss.min(group.total_memory)));
        }
    }
    if let Some(left) = addresses() {
        bound(left);
    }
    least
}

/// What the limit of addresses (`ulimit -v`) leaves of itself.
#[cfg(target_os = "linux")]
fn addresses() -> Option<u64> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::As).current?;
    // proc_pid_statm(5): the first number, in pages.
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').next()?.parse().ok()?;
    let page = u64::try_from(rustix::param::page_size()).ok()?;
    Some(limit.saturating_sub(pages.saturating_mul(page)))
}

#[cfg(not(target_os = "linux"))]
fn addresses() -> Option<u64> {
    None
}
