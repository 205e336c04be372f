#!/bin/sh
# Measures what Ferrule costs, beside Cargo in the same run, on samples/service:
#   recording    seconds and milliseconds per unit, Cargo's own planning apart
#   no-op build  ninja against `cargo build`, alternating
#   launcher     running an edge's rustc through the launcher and without it
# Prints medians. usage: sh tests/bench/measure.sh [FERRULE [RUNS]]
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
ferrule=${1:-$here/build/release/bin/ferrule}
runs=${2:-7}
launcher=$(dirname "$ferrule")/../libexec/ferrule/ferrule-launcher
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_INCREMENTAL=0
cp -R "$here/samples/service" "$work/service"
cd "$work/service"

now() { date +%s%N; }
# median FILE: the middle one of the numbers in it.
median() { sort -n "$1" | sed -n "$((($(wc -l < "$1") + 1) / 2))p"; }
# timed FILE COMMAND…: adds the command's microseconds to FILE.
timed() {
  file=$1
  shift
  start=$(now)
  "$@" > "$work/output" 2>&1
  echo $((($(now) - start) / 1000)) >> "$file"
}
ms() { echo "$1" | sed 's/\(...\)$/.\1/; s/^\./0./'; }

cargo fetch --quiet
echo "machine: $(nproc) cores; $(rustc --version); ninja $(ninja --version); $runs runs, medians"

echo 'recording: samples/service, build and tests'
for _ in $(seq "$runs"); do
  rm -rf "$work/build"
  timed "$work/generate" "$ferrule" generate -C "$work/build"
  timed "$work/again" "$ferrule" generate -C "$work/build"
done
units=$(sed -n 's/.*: \([0-9]*\) units.*/\1/p' "$work/output")
commands=$(cat "$work"/build/ferrule/recording/*.log | grep -c '^ran ')
generate=$(median "$work/generate") again=$(median "$work/again")
echo "  generate: $(ms "$generate") ms, again with nothing changed: $(ms "$again") ms"
echo "  $units units, $commands recorded commands: $(((generate - again) / commands)) us for each command," \
  "$(((generate - again) / units)) us for each unit"

echo 'no-op build: samples/service, dev'
ninja -C "$work/build" > "$work/output"
cargo build --quiet --target-dir "$work/cargo"
for _ in $(seq "$runs"); do
  timed "$work/ninja" ninja -C "$work/build"
  timed "$work/cargo-noop" cargo build --target-dir "$work/cargo"
done
ninja_us=$(median "$work/ninja") cargo_us=$(median "$work/cargo-noop")
echo "  ninja: $(ms "$ninja_us") ms, cargo: $(ms "$cargo_us") ms, ratio $((ninja_us * 1000 / cargo_us)) / 1000"

echo 'launcher: rustc -vV as an edge, and by itself'
rustc=$(rustc --print sysroot)/bin/rustc
cat > "$work/build/actions/measure" <<EOF
$(head -n 1 "$work/build/actions/$(ls "$work/build/actions" | head -n 1)")
kind rust_bin
id measure.rust_bin
package measure v0.0.0
directory $work
bootstrap forbidden
arg $rustc
arg -vV
EOF
cd "$work/build"
for _ in $(seq $((runs * 20))); do
  timed "$work/launched" "$launcher" run actions/measure
  timed "$work/direct" "$rustc" -vV
done
launched=$(median "$work/launched") direct=$(median "$work/direct")
echo "  through the launcher: $(ms "$launched") ms, directly: $(ms "$direct") ms, more: $((launched - direct)) us"
