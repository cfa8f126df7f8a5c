#!/usr/bin/env bash
# Builds the fuzzers with clang and runs them: fuzz.sh [-SECONDS | RUNS] [NAME…]
#
# Each gets the processor for so many seconds, or so many runs (10,000 without a number). The files it begins
# with are those of tests/data/fuzz; what it learns stays in build/fuzz/corpus, and what it finds wrong is put
# into build/fuzz/findings, and named.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

amount=-runs=10000
if [[ ${1-} =~ ^-[0-9]+$ ]]; then
    amount=-max_total_time=${1#-}
    shift
elif [[ ${1-} =~ ^[0-9]+$ ]]; then
    amount=-runs=$1
    shift
fi
names=("$@")
if ((${#names[@]} == 0)); then
    mapfile -t names < <(ls "$root/tests/data/fuzz")
fi

install_packages "${build_packages[@]}" clang libclang-rt-dev
cd "$root"
run_quietly cmake --preset fuzz
cmake --build build/fuzz --target "${names[@]/#/fuzz_}" >&2

# Importing and searching write files, for which memory will do.
if [[ -d /dev/shm ]]; then
    TMPDIR=$(mktemp -d /dev/shm/bobbin-fuzz.XXXXXX)
    export TMPDIR
    trap 'rm -rf -- "$TMPDIR"' EXIT
fi
mkdir -p build/fuzz/findings
status=0
for name in "${names[@]}"; do
    mkdir -p "build/fuzz/corpus/$name"
    log=build/fuzz/findings/$name.log
    if "build/fuzz/tests/fuzz/fuzz_$name" "$amount" -max_len=12000 -timeout=20 -rss_limit_mb=2048 \
        -dict=tests/fuzz/replies.dict -artifact_prefix="build/fuzz/findings/$name-" \
        "build/fuzz/corpus/$name" "tests/data/fuzz/$name" &>"$log"; then
        printf '%s: %s\n' "$name" "$(tail -n 1 "$log")"
    else
        printf '%s: a finding, see %s\n' "$name" "$log"
        status=1
    fi
done
exit "$status"
