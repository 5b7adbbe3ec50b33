//! Saving as the file system makes it hard: links, rights, owners, full disks, long names.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use cooperama::store::versions::{keep, list};
use cooperama::store::{SaveError, save};

use crate::fixture::{put, temp};

fn saved(path: &Path, text: &str) -> Result<(), SaveError> {
    save(path.to_str().unwrap(), text.as_bytes())
}

fn folder(name: &str) -> PathBuf {
    let folder = temp(name);
    for entry in fs::read_dir(&folder).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    folder
}

/// Nothing but the named files is left in a folder.
fn holds(folder: &Path, names: &[&str]) {
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, names);
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

#[test]
fn a_link_is_followed_and_stays_a_link() {
    let folder = folder("save-link");
    let (real, link, loose) = (folder.join("real"), folder.join("link"), folder.join("loose"));
    put(&real, "old");
    symlink("real", &link).unwrap();
    saved(&link, "new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    // A link to nothing makes the file it leads to.
    symlink("made", &loose).unwrap();
    saved(&loose, "first").unwrap();
    assert!(fs::symlink_metadata(&loose).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(folder.join("made")).unwrap(), "first");
    holds(&folder, &["link", "loose", "made", "real"]);
}

#[test]
fn both_names_of_a_file_have_the_new_content() {
    let folder = folder("save-hard");
    let (one, two) = (folder.join("one"), folder.join("two"));
    put(&one, "a longer old content");
    fs::hard_link(&one, &two).unwrap();
    saved(&one, "new").unwrap();
    assert_eq!(fs::read_to_string(&two).unwrap(), "new");
    assert_eq!(fs::metadata(&one).unwrap().nlink(), 2);
    holds(&folder, &["one", "two"]);
}

#[test]
fn rights_owner_and_attributes_are_kept() {
    let folder = folder("save-rights");
    let path = folder.join("file");
    put(&path, "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let owned = is_root();
    if owned {
        std::os::unix::fs::chown(&path, Some(1234), Some(1235)).unwrap();
    }
    // Not every file system has attributes.
    let attribute = xattr::set(&path, "user.colour", b"blue").is_ok();
    saved(&path, "new").unwrap();
    let meta = fs::metadata(&path).unwrap();
    assert_eq!(meta.mode() & 0o7777, 0o640);
    if owned {
        assert_eq!((meta.uid(), meta.gid()), (1234, 1235));
    }
    if attribute {
        assert_eq!(xattr::get(&path, "user.colour").unwrap().unwrap(), b"blue");
    }
    // A new file has the rights any program's new file has.
    let (ours, theirs) = (folder.join("ours"), folder.join("theirs"));
    saved(&ours, "x").unwrap();
    put(&theirs, "x");
    let mode = |p: &Path| fs::metadata(p).unwrap().mode();
    assert_eq!(mode(&ours), mode(&theirs));
    holds(&folder, &["file", "ours", "theirs"]);
}

#[test]
fn a_read_only_file_is_refused_and_stays() {
    let folder = folder("save-denied");
    let path = folder.join("file");
    put(&path, "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    assert!(matches!(saved(&path, "new"), Err(SaveError::Denied)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    holds(&folder, &["file"]);
}

#[test]
fn the_longest_name_is_saved() {
    let folder = folder("save-long");
    let name = format!("{}.json", "n".repeat(250));
    saved(&folder.join(&name), "old").unwrap();
    saved(&folder.join(&name), "new").unwrap();
    assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), "new");
    holds(&folder, &[&name]);
}

#[test]
fn a_folder_that_may_not_be_written_takes_a_file_that_may() {
    if !is_root() {
        crate::fixture::skipped("only root can give a folder away");
        return;
    }
    // Root may write everywhere, so somebody else does it.
    let folder = std::env::temp_dir().join(format!("coop-folder-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("file.json");
    put(&path, r#"{"title" :"T","parties":[]}"#);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // The program is copied to where anybody can run it.
    let program = std::env::temp_dir().join(format!("coop-program-{}", std::process::id()));
    fs::copy(env!("CARGO_BIN_EXE_cooperama"), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let run = |file: &Path| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
        command.arg(&program).arg("fmt").arg(file).env("HOME", "/nonexistent").env("LC_ALL", "C");
        command.env_remove("XDG_DATA_HOME").output().unwrap()
    };
    let out = run(&path);
    assert!(out.status.success(), "{out:?}");
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\n  \"title\": \"T\""));
    holds(&folder, &["file.json"]);
    // A file of somebody else's in such a folder is refused, with what to do.
    put(&path, r#"{"title" :"T"}"#);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let out = run(&path);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("save a copy elsewhere"), "{out:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), r#"{"title" :"T"}"#);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    fs::remove_file(&program).unwrap();
}

#[test]
fn a_full_disk_keeps_the_old_content() {
    let folder = temp("save-full");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=160k", "tmpfs"])
        .arg(&folder)
        .output()
        .is_ok_and(|o| o.status.success());
    // Only root may make a small disk, and not in every container.
    if !mounted {
        crate::fixture::skipped("a small disk cannot be mounted here");
        return;
    }
    let path = folder.join("file");
    put(&path, "old");
    let result = saved(&path, &"x".repeat(400_000));
    let (content, left) =
        (fs::read_to_string(&path).unwrap(), fs::read_dir(&folder).unwrap().count());
    // A file of two names is written in place, and its old content is put back.
    let other = folder.join("other");
    fs::hard_link(&path, &other).unwrap();
    let linked = saved(&path, &"x".repeat(400_000));
    let linked_content = fs::read_to_string(&other).unwrap();
    assert!(Command::new("umount").arg(&folder).status().unwrap().success());
    assert!(matches!(result, Err(SaveError::Full(400_000))), "{result:?}");
    assert_eq!((content.as_str(), left), ("old", 1));
    assert!(matches!(linked, Err(SaveError::Full(_))), "{linked:?}");
    assert_eq!(linked_content, "old");
}

#[test]
fn a_lock_outlives_the_exchange_of_the_file_and_goes_with_its_holder() {
    use cooperama::store::lock::{Locking, lock};
    let folder = folder("lock");
    let path = folder.join("file.json");
    put(&path, "old");
    let name = path.to_str().unwrap();
    let Locking::Held(held) = lock(name, "first") else { panic!("it is free") };
    assert!(matches!(lock(name, "second"), Locking::Taken(by) if by == "first"));
    // The file is another one after each save; the lock beside it is not.
    saved(&path, "new").unwrap();
    assert!(matches!(lock(name, "second"), Locking::Taken(_)));
    drop(held);
    let Locking::Held(second) = lock(name, "second") else { panic!("it is free again") };
    drop(second);
    holds(&folder, &["file.json"]);
}

#[test]
fn every_exchange_of_a_file_shows_in_its_stamp() {
    use cooperama::store::stamp;
    let folder = folder("stamp");
    let path = folder.join("file.json");
    put(&path, "one");
    let name = path.to_str().unwrap();
    let mut seen = vec![stamp(name).unwrap()];
    for _ in 0..7 {
        // The same length and perhaps the same moment: it is another file all the same.
        saved(&path, "two").unwrap();
        let now = stamp(name).unwrap();
        assert!(seen.last() != Some(&now));
        seen.push(now);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(stamp(name), None);
}

#[test]
fn versions_are_kept_as_they_were_and_the_oldest_make_room() {
    // In a process of its own, whose data folder is set.
    let Ok(name) = std::env::var("COOPERAMA_TEST_VERSIONS") else {
        let folder = temp("versions");
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["store::versions_are_kept", "--nocapture"])
            .env("COOPERAMA_TEST_VERSIONS", folder.join("file.json"))
            .env("XDG_DATA_HOME", &folder)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
        fs::remove_dir_all(&folder).unwrap();
        return;
    };
    for n in 0..30_u64 {
        put(Path::new(&name), &format!("content {n}"));
        keep(&name, 1000 + n).unwrap();
        // The same content once more is no other version.
        keep(&name, 5000 + n).unwrap();
    }
    let kept = list(&name);
    assert_eq!(kept.len(), 20);
    assert_eq!(fs::read_to_string(&kept[0].path).unwrap(), "content 29");
    assert!(kept.windows(2).all(|w| w[0].at > w[1].at));
}
