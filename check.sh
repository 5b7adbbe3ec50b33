#!/usr/bin/env bash
# What CI runs, in CI's order. `./check.sh --fast` stops before the window tests.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n' "$*"; }

step "format"
cargo fmt --check

if command -v typos >/dev/null 2>&1; then step "spelling"; typos; else echo "typos is not installed: skipped"; fi

step "lints"
cargo clippy --locked --all-targets -- -D warnings

step "without the window"
cargo check --locked --no-default-features

# Built on their own, they would break unseen. libFuzzer is C++.
if command -v c++ >/dev/null 2>&1; then
    step "fuzz targets"
    cargo check --locked --manifest-path fuzz/Cargo.toml --target-dir target/fuzz-check
else echo "no C++ compiler: fuzz targets are not checked"; fi

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet

if command -v cargo-deny >/dev/null 2>&1; then step "licences and advisories"; cargo deny check; else echo "cargo-deny is not installed: skipped"; fi

step "tests without a display"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
env -u DISPLAY -u WAYLAND_DISPLAY cargo test --locked 2>&1 | tee "$said"
# What was left out, and why, is said once more and counted.
echo "left out: $(grep -c '^skipped: ' "$said" || true)"
grep '^skipped: ' "$said" | sort | uniq -c || true

[ "${1:-}" = "--fast" ] && exit 0

step "tests of the real window"
if ! command -v Xvfb >/dev/null 2>&1 || ! command -v xdotool >/dev/null 2>&1; then
    echo "Xvfb or xdotool is not installed (Debian: apt-get install xvfb xdotool libgl1-mesa-dri mesa-vulkan-drivers)" >&2
    exit 1
fi
# Xvfb picks a free number by itself and says which.
numbers=$(mktemp)
Xvfb -displayfd 4 -screen 0 1600x1000x24 -nolisten tcp -noreset 4>"$numbers" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; rm -f "$numbers" "$said"' EXIT
for _ in $(seq 100); do [ -s "$numbers" ] && break; sleep 0.1; done
[ -s "$numbers" ] || { echo "Xvfb did not start" >&2; exit 1; }
export DISPLAY=":$(cat "$numbers")"
# The number is written before the first connection is taken.
for _ in $(seq 100); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done
cargo test --locked --test it window -- --ignored --test-threads 1
echo
echo "All checks passed."
