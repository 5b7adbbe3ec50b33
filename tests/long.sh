#!/usr/bin/env bash
# The long run of the tests that kill and damage: 10,000 kills while saving, as many while editing,
# 2,000 while a file is written in place, 2,000 journals with random damage. About fifteen minutes.
# `tests/long.sh 50000` asks for more.
set -euo pipefail
cd "$(dirname "$0")/.."
export COOPERAMA_KILLS="${1:-10000}"
cargo test --locked --test it -- --nocapture faults::killed special::killed lost::random
