//! Which display there is: a name may be left over from a session that ended.

use eframe::EventLoopBuilderHook;

fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|v| !v.is_empty())
}

/// Whether a display is named to be tried. Only X11 and Wayland can be told beforehand.
pub(super) fn is_named() -> bool {
    !cfg!(all(unix, not(target_os = "macos")))
        || set("DISPLAY")
        || set("WAYLAND_DISPLAY")
        || set("WAYLAND_SOCKET")
}

/// Asks for X11 where Wayland, which is tried first, is named but does not answer.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn hook() -> Option<EventLoopBuilderHook> {
    use winit::platform::x11::EventLoopBuilderExtX11 as _;
    let dead = set("WAYLAND_DISPLAY") && !set("WAYLAND_SOCKET") && !wayland_answers();
    (dead && set("DISPLAY")).then(|| -> EventLoopBuilderHook {
        Box::new(|builder| {
            builder.with_x11();
        })
    })
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn hook() -> Option<EventLoopBuilderHook> {
    None
}

/// Whether somebody listens where Wayland is named: a socket, in the folder of the session unless
/// its path is whole (`wl_display_connect(3)`).
#[cfg(all(unix, not(target_os = "macos")))]
fn wayland_answers() -> bool {
    let Some(name) = std::env::var_os("WAYLAND_DISPLAY") else { return false };
    let folder = std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_default();
    let path = std::path::Path::new(&folder).join(name);
    std::os::unix::net::UnixStream::connect(path).is_ok()
}
