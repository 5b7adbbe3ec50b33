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
    }
    for left in groups().into_iter().chain(addresses()) {
        bound(left);
    }
    least
}

/// What the control groups of this process leave of their limits (`cgroups(7)`): its own and all
/// above it, of version 2 and of the memory controller of version 1.
#[cfg(target_os = "linux")]
fn groups() -> Vec<u64> {
    let own = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    groups_in(std::path::Path::new("/sys/fs/cgroup"), &own)
}

#[cfg(not(target_os = "linux"))]
fn groups() -> Vec<u64> {
    Vec::new()
}

#[cfg(target_os = "linux")]
fn groups_in(root: &std::path::Path, own: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for line in own.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else { continue };
        let (root, max, used, cached) = if controllers.is_empty() {
            (root.to_path_buf(), "memory.max", "memory.current", "inactive_file")
        } else if controllers.split(',').any(|c| c == "memory") {
            let names = ("memory.limit_in_bytes", "memory.usage_in_bytes");
            (root.join("memory"), names.0, names.1, "total_inactive_file")
        } else {
            continue;
        };
        let inner = root.join(path.trim_start_matches('/'));
        for group in inner.ancestors().take_while(|g| g.starts_with(&root)) {
            let read = |name: &str| std::fs::read_to_string(group.join(name)).ok();
            let number = |name: &str| read(name)?.trim().parse::<u64>().ok();
            // "max" is no number, and the limit of version 1 without one is larger than any machine.
            let (Some(max), Some(used)) = (number(max).filter(|m| *m < 1 << 60), number(used))
            else {
                continue;
            };
            // Files kept in memory that nobody needs go when there is need.
            let stat = read("memory.stat").unwrap_or_default();
            let cached = stat.lines().find_map(|l| l.strip_prefix(cached)?.trim().parse().ok());
            out.push(max.saturating_sub(used.saturating_sub(cached.unwrap_or(0))));
        }
    }
    out
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "what a system tells is made up")]
    fn a_control_group_bounds_what_is_free() {
        let root = std::env::temp_dir().join(format!("coop-groups-{}", std::process::id()));
        let put = |group: &str, files: &[(&str, &str)]| {
            let folder = root.join(group);
            std::fs::create_dir_all(&folder).unwrap();
            for (name, text) in files {
                std::fs::write(folder.join(name), text).unwrap();
            }
        };
        put("a/b", &[("memory.max", "max\n"), ("memory.current", "7\n")]);
        let stat = "anon 1\ninactive_file 50\n";
        put("a", &[("memory.max", "1000\n"), ("memory.current", "300\n"), ("memory.stat", stat)]);
        assert_eq!(groups_in(&root, "0::/a/b\n"), [750]);
        put("memory/c", &[("memory.limit_in_bytes", "500\n"), ("memory.usage_in_bytes", "100\n")]);
        assert_eq!(groups_in(&root, "9:cpu:/c\n4:hugetlb,memory:/c\n"), [400]);
        assert_eq!(groups_in(&root, "nothing"), [0_u64; 0]);
        std::fs::remove_dir_all(&root).unwrap();
    }
}
