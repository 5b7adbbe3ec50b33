//! The real window, on a display that the caller provides (`check.sh` starts Xvfb).
//! Run with `cargo test --test it window -- --ignored`.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::fixture::{data, root, temp};

/// The running program; ended with the test.
struct Window {
    child: Child,
    id: String,
}

impl Drop for Window {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn xdotool(args: &[&str]) -> String {
    let out = Command::new("xdotool").args(args).output().expect("xdotool is installed");
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("waited a minute for {what}");
}

fn start(test: &str, args: &[&str]) -> Window {
    let home = temp(test);
    let mut child = Command::new(env!("CARGO_BIN_EXE_cooperama"))
        .args(args)
        .current_dir(root())
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_RUNTIME_DIR", &home)
        .env("LC_ALL", "C")
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let pid = child.id().to_string();
    let id = wait_for("the window", || {
        if let Some(status) = child.try_wait().unwrap() {
            panic!("the program ended: {status}");
        }
        let ids = xdotool(&["search", "--onlyvisible", "--pid", &pid, "--name", "Cooperama"]);
        ids.lines().next().map(str::to_owned)
    });
    Window { child, id }
}

impl Window {
    fn title(&self) -> String {
        xdotool(&["getwindowname", &self.id])
    }

    fn wait_title(&self, part: &str) {
        wait_for(part, || self.title().contains(part).then_some(()));
    }
}

#[test]
#[ignore = "needs a display"]
fn the_window_opens_on_the_example_and_closes_on_request() {
    let mut window = start("window-example", &[]);
    window.wait_title(
        "Kazakhstan – China: what one Le Caucase article says (April 2015) – Cooperama",
    );
    // Without a window manager nobody gives the window the keyboard.
    xdotool(&["windowfocus", "--sync", &window.id]);
    let status = wait_for("the end", || {
        xdotool(&["key", "ctrl+q"]);
        window.child.try_wait().unwrap()
    });
    assert!(status.success(), "{status}");
}

#[test]
#[ignore = "needs a display"]
fn a_file_given_as_argument_is_opened() {
    let path = data("cases/self-links.json");
    let window = start("window-file", &[path.to_str().unwrap()]);
    window.wait_title("Case – self-links.json – Cooperama");
}

#[test]
#[ignore = "needs a display"]
fn a_broken_file_leaves_the_example_open() {
    let path = data("cases/truncated.json");
    let mut window = start("window-broken", &[path.to_str().unwrap()]);
    window.wait_title("Le Caucase");
    std::thread::sleep(Duration::from_secs(1));
    assert!(window.child.try_wait().unwrap().is_none(), "the program goes on");
}

#[test]
#[ignore = "needs a display"]
fn with_both_renderers_broken_it_says_so_in_one_sentence() {
    let home = temp("window-broken-graphics");
    let out = Command::new(env!("CARGO_BIN_EXE_cooperama"))
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_RUNTIME_DIR", &home)
        .env("LC_ALL", "C")
        // No Vulkan driver, no GL driver.
        .env("VK_ICD_FILENAMES", "/nonexistent.json")
        .env("VK_DRIVER_FILES", "/nonexistent.json")
        .env("LIBGL_DRIVERS_PATH", "/nonexistent")
        .env("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json")
        .env("GALLIUM_DRIVER", "none")
        .output()
        .unwrap();
    let stderr = String::from_utf8(out.stderr).unwrap();
    let said: Vec<&str> = stderr.lines().filter(|l| l.contains("cooperama export FILE")).collect();
    assert_eq!(out.status.code(), Some(1), "{stderr}");
    assert_eq!(said.len(), 1, "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}
