//! Power cuts: from the calls a program made, every state the disk may legally be in is made up, and
//! each must hold the old or the new content, whole, and all that was told to be safe.
//!
//! What is legal: data not synced may be there in full, in part, or not at all; names not synced may
//! be there or not, in any combination (`fsync(2)`, and ALICE, OSDI 2014).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::faults::{EDITED, count, editor_in, empty, last, recovered};
use crate::fixture::{put, temp, traced};

/// What a call did to the disk.
#[derive(Clone, Debug)]
enum Call {
    /// A file has a name; new when it was made by this.
    Open {
        fd: i32,
        path: String,
        made: bool,
        truncated: bool,
    },
    Write {
        fd: i32,
        data: Vec<u8>,
    },
    Sync {
        fd: i32,
    },
    /// The same open file under another number.
    Again {
        fd: i32,
        of: i32,
    },
    Rename {
        from: String,
        to: String,
    },
    Unlink {
        path: String,
    },
    /// The program told something.
    Told(String),
}

/// Text as strace writes it with `-xx`.
fn bytes(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).map(|h| u8::from_str_radix(&h[..2], 16).unwrap()).collect()
}

fn quoted(line: &str) -> Vec<Vec<u8>> {
    line.split('"').skip(1).step_by(2).map(bytes).collect()
}

fn calls(log: &str, folder: &str) -> Vec<Call> {
    let mut out = Vec::new();
    for line in log.lines() {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, rest)) = line.split_once('(') else { continue };
        let Some(result) = rest.rsplit(" = ").next() else { continue };
        let result: i64 = result.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(-1);
        if result < 0 {
            continue;
        }
        let texts = quoted(rest);
        let path = |n: usize| String::from_utf8_lossy(&texts[n]).into_owned();
        let fd = || rest.split([',', ')']).next().and_then(|n| n.parse::<i32>().ok());
        match name {
            "openat" if path(0).starts_with(folder) => out.push(Call::Open {
                fd: i32::try_from(result).unwrap(),
                path: path(0),
                made: rest.contains("O_EXCL"),
                truncated: rest.contains("O_TRUNC"),
            }),
            "openat" => {
                out.push(Call::Open {
                    fd: i32::try_from(result).unwrap(),
                    path: String::new(),
                    made: false,
                    truncated: false,
                });
            }
            "write" if fd() == Some(1) => {
                out.push(Call::Told(String::from_utf8_lossy(&texts[0]).into_owned()));
            }
            "write" => {
                let mut data = texts[0].clone();
                data.truncate(usize::try_from(result).unwrap());
                out.push(Call::Write { fd: fd().unwrap(), data });
            }
            "fsync" | "fdatasync" => out.push(Call::Sync { fd: fd().unwrap() }),
            "fcntl" if rest.contains("F_DUPFD") => {
                out.push(Call::Again { fd: i32::try_from(result).unwrap(), of: fd().unwrap() });
            }
            "rename" => out.push(Call::Rename { from: path(0), to: path(1) }),
            "unlink" => out.push(Call::Unlink { path: path(0) }),
            _ => {}
        }
    }
    out
}

/// A file's data: what is on the disk, and what may be.
#[derive(Clone, Debug, Default)]
struct Data {
    synced: Vec<u8>,
    all: Vec<u8>,
}

/// A change of names that may not be on the disk yet.
#[derive(Clone, Debug)]
enum Naming {
    Put(String, usize),
    Gone(String),
}

impl Naming {
    fn folder(&self) -> &Path {
        let (Self::Put(path, _) | Self::Gone(path)) = self;
        Path::new(path).parent().unwrap()
    }
}

/// The disk as the kernel sees it, and as it is sure to be.
#[derive(Clone, Debug, Default)]
struct Disk {
    data: Vec<Data>,
    names: BTreeMap<String, usize>,
    sure: BTreeMap<String, usize>,
    waiting: Vec<Naming>,
    open: BTreeMap<i32, (String, Option<usize>)>,
    told: String,
}

impl Disk {
    fn make(&mut self, call: &Call) {
        match call {
            Call::Open { fd, path, made, truncated } => {
                if *made {
                    self.data.push(Data::default());
                    let file = self.data.len() - 1;
                    self.names.insert(path.clone(), file);
                    self.waiting.push(Naming::Put(path.clone(), file));
                }
                let file = self.names.get(path).copied();
                if let Some(file) = file.filter(|_| *truncated) {
                    self.data[file].all.clear();
                }
                self.open.insert(*fd, (path.clone(), file));
            }
            Call::Write { fd, data } => {
                if let Some((_, Some(file))) = self.open.get(fd) {
                    self.data[*file].all.extend(data);
                }
            }
            Call::Sync { fd } => match self.open.get(fd).cloned() {
                Some((_, Some(file))) => {
                    let data = &mut self.data[file];
                    data.synced.clone_from(&data.all);
                }
                Some((folder, None)) if !folder.is_empty() => {
                    let (done, left) = std::mem::take(&mut self.waiting)
                        .into_iter()
                        .partition::<Vec<_>, _>(|n| n.folder() == Path::new(&folder));
                    self.waiting = left;
                    for naming in done {
                        apply(&mut self.sure, &naming);
                    }
                }
                _ => {}
            },
            Call::Again { fd, of } => {
                if let Some(file) = self.open.get(of).cloned() {
                    self.open.insert(*fd, file);
                }
            }
            Call::Rename { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                    // One step for the file system: both names or neither.
                    self.waiting.push(Naming::Put(to.clone(), file));
                    self.waiting.push(Naming::Gone(from.clone()));
                }
            }
            Call::Unlink { path } => {
                self.names.remove(path);
                self.waiting.push(Naming::Gone(path.clone()));
            }
            Call::Told(text) => self.told.push_str(text),
        }
    }

    /// Every set of names the disk may hold, each with every way the data may be.
    fn states(&self) -> Vec<BTreeMap<String, Vec<u8>>> {
        let n = self.waiting.len().min(10);
        let (early, late) = self.waiting.split_at(self.waiting.len() - n);
        let mut namings: BTreeSet<Vec<(String, usize)>> = BTreeSet::new();
        for bits in 0..1_u32 << n {
            let mut names = self.sure.clone();
            for naming in early {
                apply(&mut names, naming);
            }
            for (i, naming) in late.iter().enumerate() {
                if bits & (1 << i) != 0 {
                    apply(&mut names, naming);
                }
            }
            namings.insert(names.into_iter().collect());
        }
        let mut out = BTreeSet::new();
        for names in namings {
            // Data of all files alike: none of what waits, half of it, or all.
            for part in 0..3 {
                let state: Vec<(String, Vec<u8>)> = names
                    .iter()
                    .map(|(name, file)| {
                        let d = &self.data[*file];
                        let mut data = d.synced.clone();
                        if d.all.starts_with(&d.synced) {
                            let rest = &d.all[d.synced.len()..];
                            data.extend(&rest[..rest.len() * part / 2]);
                        } else if part > 0 {
                            data = d.all[..d.all.len() * part / 2].to_vec();
                        }
                        (name.clone(), data)
                    })
                    .collect();
                out.insert(state);
            }
        }
        out.into_iter().map(|s| s.into_iter().collect()).collect()
    }
}

fn apply(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Put(path, file) => {
            names.insert(path.clone(), *file);
        }
        Naming::Gone(path) => {
            names.remove(path);
        }
    }
}

#[test]
fn whenever_the_power_goes_the_file_is_whole_and_what_was_safe_is_there() {
    if !traced() {
        return;
    }
    let folder = temp("power");
    empty(&folder);
    let log = folder.join("log");
    let editor = editor_in(&folder);
    let out = Command::new("strace")
        .args(["-f", "-qq", "-xx", "-s", "1000000", "-o"])
        .arg(&log)
        .args(["-e", "trace=openat,write,fsync,fdatasync,rename,unlink,fcntl"])
        .arg(editor.get_program())
        .args(editor.get_args())
        .arg("--test-threads=1")
        .envs(editor.get_envs().filter_map(|(k, v)| Some((k, v?))))
        .env("COOPERAMA_TEST_EDITS", "15")
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let name = folder.to_str().unwrap().to_owned();
    let calls = calls(&fs::read_to_string(&log).unwrap(), &name);
    let file = folder.join("file.json").to_str().unwrap().to_owned();
    let mut disk = Disk::default();
    disk.data.push(Data { synced: EDITED.into(), all: EDITED.into() });
    disk.names.insert(file.clone(), 0);
    disk.sure.insert(file.clone(), 0);
    let scene = folder.join("scene");
    let (mut states, mut saves) = (0, 0);
    let mut seen = BTreeSet::new();
    for call in &calls {
        disk.make(call);
        if let Call::Told(text) = call {
            saves += usize::from(text.starts_with("saved"));
        }
        for state in disk.states() {
            // A state that was looked at is looked at again only when more is promised.
            let promised = (last(&disk.told, "saved"), last(&disk.told, "synced"));
            if !seen.insert((state.clone(), promised)) {
                continue;
            }
            states += 1;
            let content = state.get(&file).expect("the file has its name");
            let saved = count(content, &file);
            assert!(saved >= promised.0, "{saved} of {promised:?}");
            put(Path::new(&file), std::str::from_utf8(content).unwrap());
            let journals = put_scene(&scene, &state);
            let back = recovered(content, &file, &journals);
            assert!(back >= promised.1.max(promised.0), "{back} of {promised:?}: {state:?}");
        }
    }
    println!("{states} states of {} calls", calls.len());
    assert!(saves == 2 && states > 100, "{saves} saves, {states} states");
}

/// Puts the journals of a state where they can be read.
fn put_scene(scene: &Path, state: &BTreeMap<String, Vec<u8>>) -> PathBuf {
    if scene.exists() {
        fs::remove_dir_all(scene).unwrap();
    }
    fs::create_dir_all(scene).unwrap();
    for (path, data) in state {
        if path.contains("/journal/") {
            let name = Path::new(path).file_name().unwrap();
            put(&scene.join(name), std::str::from_utf8(data).unwrap());
        }
    }
    scene.to_path_buf()
}
