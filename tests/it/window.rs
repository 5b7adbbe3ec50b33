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
    start_with(test, Command::new(env!("CARGO_BIN_EXE_cooperama")), args)
}

fn start_with(test: &str, program: Command, args: &[&str]) -> Window {
    start_in(test, program, root(), args)
}

/// Starts it as from a folder.
fn start_in(test: &str, mut program: Command, folder: &std::path::Path, args: &[&str]) -> Window {
    let home = temp(test);
    let mut child = program
        .args(args)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_DATA_HOME", &home)
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
    /// Keys, once the window has the keyboard: without a window manager nobody gives it.
    fn keys(&self, keys: &[&str]) {
        xdotool(&["windowfocus", "--sync", &self.id]);
        for key in keys {
            xdotool(&["key", "--delay", "60", key]);
            std::thread::sleep(Duration::from_millis(250));
        }
    }

    fn write(&self, text: &str) {
        xdotool(&["windowfocus", "--sync", &self.id]);
        xdotool(&["type", "--delay", "25", text]);
        std::thread::sleep(Duration::from_millis(300));
    }

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
    // A copy: a program that is killed leaves its lock beside the file.
    let text = std::fs::read_to_string(data("cases/self-links.json")).unwrap();
    let (_, name) = file("window-file", &text);
    let window = start("window-file", &[&name]);
    window.wait_title("Case – mine.coop.json – Cooperama");
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

/// A file of its own for a test, and the folder it is in.
fn file(test: &str, text: &str) -> (std::path::PathBuf, String) {
    let folder = temp(test);
    let path = folder.join("mine.coop.json");
    crate::fixture::put(&path, text);
    let name = path.to_str().unwrap().to_owned();
    (path, name)
}

const MINE: &str = r#"{"title":"Mine","language":"en","parties":[{"id":"a","label":"A"}]}"#;

/// Makes an institution by the palette and names it.
fn make(window: &Window, name: &str) {
    // A machine that renders without a graphics card may be busy.
    let wait = || std::thread::sleep(Duration::from_millis(1200));
    window.keys(&["ctrl+k"]);
    wait();
    window.write("new institution");
    wait();
    window.keys(&["Return"]);
    wait();
    window.write(name);
    wait();
    window.keys(&["Tab"]);
    window.wait_title("●");
}

#[test]
#[ignore = "needs a display"]
fn an_edit_is_saved_and_one_that_was_not_is_there_after_a_kill() {
    let (path, name) = file("window-edit", MINE);
    let mut window = start("window-edit", &[&name]);
    window.wait_title("Mine – mine.coop.json – Cooperama");
    make(&window, "Bank");
    window.keys(&["ctrl+s"]);
    wait_for("the file", || std::fs::read_to_string(&path).unwrap().contains("Bank").then_some(()));
    wait_for("the mark to go", || (!window.title().contains('●')).then_some(()));
    make(&window, "Fund");
    // Killed without a word.
    window.child.kill().unwrap();
    window.child.wait().unwrap();
    drop(window);
    assert!(!std::fs::read_to_string(&path).unwrap().contains("Fund"));
    let window = start("window-edit", &[]);
    window.wait_title("Le Caucase");
    // The question is open; its first button recovers.
    std::thread::sleep(Duration::from_secs(1));
    wait_for("what was left", || {
        window.keys(&["Tab", "Return"]);
        window.title().contains("mine.coop.json").then_some(())
    });
    window.keys(&["ctrl+s"]);
    wait_for("the file", || {
        let text = std::fs::read_to_string(&path).unwrap();
        (text.contains("Fund") && text.contains("Bank")).then_some(())
    });
}

#[test]
#[ignore = "needs a display"]
fn what_somebody_else_does_to_the_file_is_noticed() {
    let (path, name) = file("window-outside", MINE);
    let window = start("window-outside", &[&name]);
    window.wait_title("Mine – mine.coop.json – Cooperama");
    // A second window may only look at it.
    let second = start("window-outside", &[&name]);
    second.wait_title("Mine – mine.coop.json – Cooperama");
    second.keys(&["Escape", "ctrl+k"]);
    second.write("new institution");
    second.keys(&["Return"]);
    assert!(!second.title().contains('●'), "it is read-only there");
    drop(second);
    make(&window, "Bank");
    crate::fixture::put(&path, &MINE.replace("Mine", "Theirs"));
    std::thread::sleep(Duration::from_millis(2500));
    // Saving does not write over it without asking.
    window.keys(&["ctrl+s"]);
    std::thread::sleep(Duration::from_secs(1));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Theirs") && !text.contains("Bank"));
    assert!(window.title().contains('●'));
}

/// A window without portal or other dialogs, on one core that something else keeps busy.
fn slow(test: &str, path: &str) -> (Window, Busy) {
    let busy = Command::new("taskset").args(["-c", "0", "sh", "-c", "while :; do :; done"]).spawn();
    let busy = Busy(busy.expect("taskset is installed"));
    let mut program = Command::new("taskset");
    program.args(["-c", "0", env!("CARGO_BIN_EXE_cooperama")]);
    program.env_remove("DBUS_SESSION_BUS_ADDRESS");
    (start_with(test, program, &[path]), busy)
}

/// A process that keeps the first core busy.
struct Busy(Child);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// How often each dialog is asked for; the long run sets 20.
fn times() -> usize {
    std::env::var("COOPERAMA_TIMES").ok().and_then(|n| n.parse().ok()).unwrap_or(3)
}

/// Neither a portal nor zenity, and a slow machine: one core, with a busy loop on it. A dialog that
/// cannot come takes longer than a moment to fail, and must not be taken for one that was cancelled.
#[test]
#[ignore = "needs a display"]
fn without_a_file_dialog_the_field_for_a_path_comes_by_itself_each_time() {
    let folder = temp("window-paths-files");
    let one = folder.join("one.coop.json");
    let two = folder.join("two.coop.json");
    crate::fixture::put(&one, &MINE.replace("Mine", "One"));
    crate::fixture::put(&two, &MINE.replace("Mine", "Two"));
    let (window, _busy) = slow("window-paths", one.to_str().unwrap());
    window.wait_title("One – one.coop.json");
    let given = |key: &str, path: &std::path::Path, done: &dyn Fn() -> bool| {
        // The field comes when the dialog is known not to. What was typed while it came may have
        // ended up behind what is offered there, and saved under another name: then asked again.
        for n in 0..40 {
            if n % 5 == 0 {
                window.keys(&[key]);
            }
            std::thread::sleep(Duration::from_millis(700));
            window.keys(&["ctrl+a"]);
            window.write(path.to_str().unwrap());
            window.keys(&["Return"]);
            for _ in 0..20 {
                if done() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        panic!("{key}: nothing came of {}", path.display());
    };
    for i in 0..times() {
        let (path, title) = if i % 2 == 0 { (&two, "Two – two") } else { (&one, "One – one") };
        given("ctrl+o", path, &|| window.title().contains(title));
    }
    for i in 0..times() {
        let path = folder.join(format!("saved-{i}.coop.json"));
        given("ctrl+shift+s", &path, &|| path.exists());
    }
    for i in 0..times() {
        let path = folder.join(format!("board-{i}.svg"));
        given("ctrl+e", &path, &|| path.exists());
    }
}

#[test]
#[ignore = "needs a display"]
fn no_letter_is_lost_however_slow_the_machine() {
    let (path, name) = file("window-letters", MINE);
    let (window, _busy) = slow("window-letters", &name);
    window.wait_title("Mine – mine.coop.json");
    let letters: String = ('a'..='y').cycle().take(200).collect();
    let save = |text: &str| {
        window.keys(&["ctrl+s"]);
        let saved = || std::fs::read_to_string(&path).unwrap().contains(text).then_some(());
        wait_for(text, saved);
    };
    let wait = || std::thread::sleep(Duration::from_millis(2500));
    // Into the form of a new record, and into the cell of a new one in the sheet.
    for (command, letters, leave) in
        [("new institution", &letters, "Tab"), ("records", &letters.to_uppercase(), "Return")]
    {
        window.keys(&["ctrl+k"]);
        wait();
        window.write(command);
        wait();
        window.keys(&["Return"]);
        wait();
        // Many come while one frame is drawn.
        xdotool(&["type", "--delay", "2", letters]);
        wait();
        window.keys(&[leave]);
        save(&format!("\"{letters}\""));
    }
}

/// A program that goes on from one folder to another: edits, is killed at any moment, is started
/// elsewhere, brings back what was not saved, and saves it where it belongs.
#[test]
#[ignore = "needs a display"]
fn what_was_not_saved_goes_back_to_its_own_file_from_any_folder() {
    let folder = temp("window-folders");
    let (here, there) = (folder.join("here"), folder.join("there"));
    for folder in [&here, &there] {
        std::fs::create_dir_all(folder).unwrap();
        crate::fixture::put(&folder.join("kx.json"), MINE);
    }
    let other = MINE.replace("Mine", "Another");
    crate::fixture::put(&there.join("kx.json"), &other);
    let program = || Command::new(env!("CARGO_BIN_EXE_cooperama"));
    let test = "window-folders-home";
    let mut state = 0x2545_F491_u32;
    let runs = std::env::var("COOPERAMA_TIMES").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    for n in 0..runs {
        let mut window = start_in(test, program(), &here, &["kx.json"]);
        window.wait_title("Mine – kx.json");
        let name = format!("Bank{n}x");
        make(&window, &name);
        // Half a word more, which is no step yet.
        window.keys(&["shift+Tab"]);
        window.write("typed");
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        std::thread::sleep(Duration::from_millis(1200 + u64::from(state % 700)));
        window.child.kill().unwrap();
        window.child.wait().unwrap();
        drop(window);
        let mut window = start_in(test, program(), &there, &["kx.json"]);
        window.wait_title("Another – kx.json");
        std::thread::sleep(Duration::from_secs(1));
        wait_for("what was left", || {
            window.keys(&["Tab", "Return"]);
            window.title().contains("Mine – kx.json").then_some(())
        });
        std::thread::sleep(Duration::from_secs(1));
        // What was typed is in its field, which has the keyboard; leaving it makes it a step.
        window.keys(&["Tab", "ctrl+s"]);
        let saved = || {
            let text = std::fs::read_to_string(here.join("kx.json")).unwrap();
            (text.contains(&name) && text.contains("typed")).then_some(())
        };
        wait_for("the file", saved);
        wait_for("the mark to go", || (!window.title().contains('●')).then_some(()));
        assert_eq!(std::fs::read_to_string(there.join("kx.json")).unwrap(), other, "{n}");
        window.child.kill().unwrap();
        window.child.wait().unwrap();
        crate::fixture::put(&here.join("kx.json"), MINE);
    }
}

/// Wayland is named but nobody answers there, as after a session that ended.
#[test]
#[ignore = "needs a display"]
fn a_wayland_display_that_is_dead_falls_back_to_x11() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cooperama"));
    program.env("WAYLAND_DISPLAY", "wayland-77");
    let window = start_with("window-wayland", program, &[]);
    window.wait_title("Le Caucase");
}

/// A file exchanged for a pipe while it is open is refused, and the window goes on.
#[test]
#[ignore = "needs a display"]
fn a_file_that_became_a_pipe_is_refused_and_the_edits_stay() {
    let (path, name) = file("window-pipe", MINE);
    let window = start("window-pipe", &[&name]);
    window.wait_title("Mine – mine.coop.json");
    make(&window, "Bank");
    std::fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(1500));
    window.keys(&["ctrl+s"]);
    std::thread::sleep(Duration::from_secs(2));
    assert!(window.title().contains('●'));
    assert_eq!(cooperama::store::kind_at(&name), Some(cooperama::store::Kind::Pipe));
    // The message is closed; back as a file, it is saved.
    std::fs::remove_file(&path).unwrap();
    window.keys(&["Escape", "ctrl+s"]);
    wait_for("the file", || {
        std::fs::read_to_string(&path).is_ok_and(|t| t.contains("Bank")).then_some(())
    });
}
