#!/usr/bin/env bash
# Builds and tests. Its last line is "N passed, M failed", alone.
#
#   ./run-tests.sh          the program and the benchmarks (release; each is run
#                           once), all tests, each fuzz target for ten seconds
#   ./run-tests.sh dev      the tests only
#   ./run-tests.sh asan     the tests under the address and undefined-behaviour
#                           sanitizers
#   ./run-tests.sh tsan     the tests under the thread sanitizer
#   ./run-tests.sh fuzz     the fuzz targets only; FUZZ_SECONDS (10) each
#   ./run-tests.sh all      everything above
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=tools/packages.sh
source tools/packages.sh

num_passed=0
num_failed=0

# test_preset NAME builds and runs the tests of one preset, and counts what ctest
# says: a test that is skipped has not failed, and is not counted as passed.
test_preset() {
  local log=build/$1-tests.log
  cmake --preset "$1"
  cmake --build --preset "$1"
  ctest --preset "$1" --parallel "$(nproc)" 2>&1 | tee "$log" || true
  local passed failed total
  # "97% tests passed, 3 tests failed out of 120"
  read -r failed total < <(awk '/^[0-9]+% tests passed, / { found = $4 " " $NF }
    END { if (found) print found }' "$log") || {
    echo "ctest --preset $1 did not finish" >&2
    exit 3
  }
  passed=$((total - failed - $(grep -c '\*\*\*Skipped' "$log" || true)))
  num_passed=$((num_passed + passed))
  num_failed=$((num_failed + failed))
}

# fuzz builds the fuzz targets and runs each for FUZZ_SECONDS from its corpus
# (tests/fuzz/corpus/<name>/, which it never writes to).
fuzz() {
  local seconds=${FUZZ_SECONDS:-10} target name corpus log seeds=() num_targets=0
  cmake --workflow --preset fuzz
  for target in build/fuzz/tests/fuzz/*_fuzz; do
    [[ -x $target && -f $target ]] || continue
    name=$(basename "$target")
    corpus=build/fuzz/corpus/$name
    log=build/fuzz/$name.log
    mkdir -p "$corpus"
    num_targets=$((num_targets + 1))
    seeds=(tests/fuzz/corpus/"${name%_fuzz}")
    [[ -d ${seeds[0]} ]] || seeds=()
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
      -artifact_prefix="build/fuzz/$name-" "$corpus" "${seeds[@]}" >"$log" 2>&1; then
      echo "fuzz $name: $seconds s, nothing found"
      num_passed=$((num_passed + 1))
    else
      echo "fuzz $name: FAILED, see $log"
      tail -n 30 "$log"
      num_failed=$((num_failed + 1))
    fi
  done
  if [[ $num_targets == 0 ]]; then
    echo "fuzz: there are no targets"
    num_failed=$((num_failed + 1))
  fi
}

what=${1:-default}
case $what in
  default | dev | asan | tsan | fuzz | all) ;;
  *)
    echo "usage: $0 [dev|asan|tsan|fuzz|all]" >&2
    exit 2
    ;;
esac

install_packages "$packages_to_run$packages_to_test"
mkdir -p build
case $what in
  default)
    test_preset release
    test_preset dev
    fuzz
    ;;
  fuzz) fuzz ;;
  all)
    for preset in release dev asan tsan; do test_preset "$preset"; done
    fuzz
    ;;
  *) test_preset "$what" ;;
esac

echo "$num_passed passed, $num_failed failed"
[[ $num_failed == 0 ]]
