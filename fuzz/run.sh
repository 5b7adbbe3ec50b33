#!/usr/bin/env bash
# Runs every fuzz target for so many seconds (30 without an argument) over the seeds of this
# repository; what a run adds stays in fuzz/corpus. Ends with 1 when one fails.
# The program has no unsafe code, so no sanitizer is needed and the stable compiler does.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-30}"
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(dataset journal filter settings picture)
cargo fuzz build --sanitizer none
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in "${targets[@]}"; do
    echo "== fuzz $target, $seconds s"
    mkdir -p "fuzz/corpus/$target"
    if ! cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 >"$log" 2>&1; then
        tail -60 "$log" >&2
        exit 1
    fi
    grep -E "^stat::(number_of_executed_units|peak_rss_mb)" "$log"
done
