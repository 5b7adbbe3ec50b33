#!/usr/bin/env bash
# The long run of the tests that kill: 10,000 kills while saving and as many while editing.
# About eight minutes. `tests/long.sh 50000` asks for more.
set -euo pipefail
cd "$(dirname "$0")/.."
export COOPERAMA_KILLS="${1:-10000}"
cargo test --locked --test it faults::killed -- --nocapture
