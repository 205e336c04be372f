#!/bin/sh
# Measures Ferrule's modes beside Cargo: each round runs every contender once,
# so that what else the machine does hits all alike, and ratios are taken round
# by round. Prints a table of medians.
#
# usage: sh tests/bench/compare.sh [options]
#   --ferrule FILE     default: build/release/bin/ferrule
#   --samples LIST     service, small: a workspace of 300 small crates that this makes
#   --rows LIST        clean-dev, clean-release, no-op, edit-body, edit-main, add-test (a new test in
#                      a library's file), edit-number-in-test (one that leaves the SVH as it is),
#                      check-clean, check-edit, check-build
#   --modes LIST       off, hollow, auto
#   --rounds N         default: 3
#   --jobs N           default: what cargo and ninja choose
#   --work DIR         keep the build directories there, for another call to go on with;
#                      default: a temporary directory
#   --corrosion DIR    measure Corrosion's sources in DIR as well
#   --write            put the table into docs/performance.md; rows that it has and that
#                      were not measured now stay
# Lists are separated by commas; by default all are taken. Rows of `check` are for modes
# whose build.ninja has such a target.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
ferrule=$here/build/release/bin/ferrule
samples=service,small rows=clean-dev,clean-release,no-op,edit-body,edit-main,add-test,edit-number-in-test,check-clean,check-edit,check-build
modes=off,hollow,auto rounds=3 jobs='' work='' corrosion='' write=no

fail() {
  echo "error: $*" >&2
  exit 1
}
while [ $# -gt 0 ]; do
  case $1 in
    --ferrule) ferrule=$(realpath "$2") ;;
    --samples) samples=$2 ;;
    --rows) rows=$2 ;;
    --modes) modes=$2 ;;
    --rounds) rounds=$2 ;;
    --jobs) jobs=-j$2 ;;
    --work) mkdir -p "$2" && work=$(realpath "$2") ;;
    --corrosion) corrosion=$(realpath "$2") ;;
    --write) write=yes && shift && continue ;;
    *) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done
[ -x "$ferrule" ] || fail "there is no $ferrule; name it with --ferrule"
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
words() { echo "$1" | tr , ' '; }
contenders="cargo $(words "$modes")"
[ -z "$corrosion" ] || contenders="$contenders corrosion"

# --- The samples ----------------------------------------------------------------
# Each has three lines that end in the mark, with a number to change: in the body of a
# function of a library that others depend on, in its test module, and in an executable.
# The code changes with the number, except that of the tests.
mark='// changed by the benchmark'

make_service() {
  cp -R "$here/samples/service" "$1"
  (
    cd "$1/crates"
    sed -i "s|^\( *\)self\.0\.split.*|\1let _ = std::hint::black_box(0_u32); $mark\n&|" service-model/src/sku.rs
    printf '\n#[cfg(test)]\nmod changed {\n    const _: u32 = 0_u32; %s\n}\n' "$mark" >> service-model/src/sku.rs
    sed -i "s|^\( *\)let args = Args::parse();|\1let _ = std::hint::black_box(0_u32); $mark\n&|" service/src/main.rs
  )
  body=crates/service-model/src/sku.rs main=crates/service/src/main.rs
}

# Crate n depends on about n/2, 2n/3 and n - 40: some are popular. What is edited is number
# 100, on which a few dozen depend.
make_small() {
  body=crates/c100/src/lib.rs main=crates/app/src/main.rs
  [ ! -d "$1" ] || return 0
  mkdir -p "$1/crates/app/src"
  printf '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n' > "$1/Cargo.toml"
  awk -v root="$1/crates" -v mark="$mark" '
    function manifest(name, kind, file) {
      file = root "/" name "/Cargo.toml"
      printf "[package]\nname = \"%s\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n", name > file
      return file
    }
    function crate(n) { return sprintf("c%03d", n) }
    BEGIN {
      for (n = 0; n < 300; ++n) {
        name = crate(n)
        system("mkdir -p " root "/" name "/src")
        file = manifest(name)
        source = root "/" name "/src/lib.rs"
        delete seen
        sum = "seed"
        split(int(n / 2) " " int(2 * n / 3) " " (n - 40), on, " ")
        for (i = 1; i <= 3; ++i) {
          if (on[i] < 0 || on[i] >= n || on[i] in seen) continue
          seen[on[i]] = 1
          printf "%s = { path = \"../%s\" }\n", crate(on[i]), crate(on[i]) > file
          sum = sum " + " crate(on[i]) "::total(seed % 3)"
        }
        close(file)
        printf "use std::collections::{BTreeMap, HashMap};\n\n" > source
        for (i = 0; i < 2; ++i) {
          printf "#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]\n" > source
          printf "pub struct Record%d {\n    pub id: u64,\n    pub name: String,\n    pub tags: Vec<String>,\n}\n\n", i > source
          printf "impl Record%d {\n    pub fn new(id: u64) -> Self {\n", i > source
          printf "        let tags = (0..id %% 7).map(|n| format!(\"tag {n} of {id}\")).collect();\n" > source
          printf "        Self { id, name: format!(\"record {id}\"), tags }\n    }\n" > source
          printf "    pub fn by_name(all: &[Self]) -> BTreeMap<String, Self> {\n" > source
          printf "        all.iter().map(|one| (one.name.clone(), one.clone())).collect()\n    }\n" > source
          printf "    pub fn by_id(all: &[Self]) -> HashMap<u64, &Self> {\n" > source
          printf "        all.iter().map(|one| (one.id, one)).collect()\n    }\n}\n\n" > source
        }
        if (n == 100) printf "fn changed() -> u32 {\n    let number = 0_u32; %s\n    number\n}\n\n", mark > source
        printf "pub fn total(seed: u64) -> u64 {\n    let all: Vec<_> = (0..seed).map(Record0::new).collect();\n" > source
        printf "    let found = Record0::by_name(&all).len() + Record0::by_id(&all).len();\n" > source
        if (n == 100) printf "    let seed = seed + u64::from(changed());\n" > source
        printf "    %s + found as u64\n}\n", sum > source
        if (n == 100) printf "\n#[cfg(test)]\nmod tests {\n    const _: u32 = 0_u32; %s\n}\n", mark > source
        close(source)
      }
      file = manifest("app")
      source = root "/app/src/main.rs"
      printf "fn main() {\n    let _ = std::hint::black_box(0_u32); %s\n    let mut sum = 0;\n", mark > source
      for (n = 290; n < 300; ++n) {
        printf "%s = { path = \"../%s\" }\n", crate(n), crate(n) > file
        printf "    sum += %s::total(3);\n", crate(n) > source
      }
      printf "    println!(\"{sum}\");\n}\n" > source
    }'
}

# edit body|main|number-in-test: another number in that line. edit test: one test more.
edit() {
  number=$(($(cat "$work/edits" 2> /dev/null || echo 0) + 1))
  echo "$number" > "$work/edits"
  case $1 in
    main) sed -i "s|[0-9]*_u32\(.*$mark\)|${number}_u32\1|" "$source/$main" ;;
    body) sed -i "/const _/!s|[0-9]*_u32\(.*$mark\)|${number}_u32\1|" "$source/$body" ;;
    test) sed -i "\\|const _.*$mark|a\\    #[test] fn added_$number() { assert_eq!(1 + 1, 2); }" "$source/$body" ;;
    number-in-test) sed -i "/const _/s|[0-9]*_u32\(.*$mark\)|${number}_u32\1|" "$source/$body" ;;
  esac
}

# --- The contenders: NAME PROFILE --------------------------------------------------

directory() { echo "$work/$sample-$2-$1"; }

prepare() {
  at=$(directory "$1" "$2")
  [ ! -e "$at" ] || return 0
  case $1 in
    cargo) mkdir -p "$at" ;;
    corrosion)
      mkdir -p "$at.source"
      printf '%s\n' 'cmake_minimum_required(VERSION 3.22)' 'project(bench LANGUAGES C CXX)' \
        "add_subdirectory(\"$corrosion\" corrosion)" \
        "corrosion_import_crate(MANIFEST_PATH \"$source/Cargo.toml\")" > "$at.source/CMakeLists.txt"
      type=Debug
      [ "$2" = dev ] || type=Release
      cmake -S "$at.source" -B "$at" -G Ninja -D "CMAKE_BUILD_TYPE=$type" > "$work/output" 2>&1 || fail "$(cat "$work/output")"
      ;;
    *)
      (cd "$source" && "$ferrule" generate --quiet -C "$at" --profile "$2" --pipelining "$1")
      [ "$1" = auto ] || return 0
      # Users choose by the times of builds, too, once there are any.
      build "$1" "$2" > "$work/output" 2>&1 || fail "$(cat "$work/output")"
      (cd "$source" && "$ferrule" generate --quiet -C "$at" --profile "$2" --pipelining auto --replan)
      ;;
  esac
}

build() {
  at=$(directory "$1" "$2")
  case $1 in
    cargo) (cd "$source" && cargo build $jobs --profile "$2" --target-dir "$at") ;;
    *) ninja $jobs -C "$at" ;;
  esac
}

check() {
  at=$(directory "$1" "$2")
  case $1 in
    cargo) (cd "$source" && cargo check $jobs --profile "$2" --target-dir "$at") ;;
    *) ninja $jobs -C "$at" check ;;
  esac
}

can_check() {
  [ "$1" != corrosion ] && { [ "$1" = cargo ] || ninja -C "$(directory "$1" "$2")" -t targets all 2> /dev/null | grep -q '^check: '; }
}

clean() {
  at=$(directory "$1" "$2")
  case $1 in
    cargo) rm -rf "$at" ;;
    corrosion) rm -rf "$at/cargo" && ninja -C "$at" -t clean > "$work/output" ;;
    *) (cd "$at" && rm -rf meta rlib proc_macro check clippy unlinked bin lib deps tests debug release incremental .ninja_deps .ninja_log \
      ferrule/inputs ferrule/diagnostics) ;;
  esac
}

# --- The rows ---------------------------------------------------------------------------

now() { date +%s%N; }

# timed NAME COMMAND…: adds a line "milliseconds of-all-cores" to the contender's figures.
timed() {
  figures=$work/figures/$sample.$row.$1
  shift
  start=$(now)
  if ! ("$@" > "$work/output" 2>&1 && times > "$work/times"); then fail "$*: $(tail -n 20 "$work/output")"; fi
  wall=$((($(now) - start) / 1000000))
  cpu=$(tail -n 1 "$work/times" | sed 's/[ms]/ /g' | awk '{ printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }')
  echo "$wall $cpu" >> "$figures"
}
quietly() { "$@" > "$work/output" 2>&1 || fail "$*: $(tail -n 20 "$work/output")"; }
check_and_build() { check "$@" && build "$@"; }

run_once() {
  case $row in
    clean-dev) clean "$1" dev && timed "$1" build "$1" dev ;;
    clean-release) clean "$1" release && timed "$1" build "$1" release ;;
    no-op) quietly build "$1" dev && timed "$1" build "$1" dev ;;
    add-test) quietly build "$1" dev && edit test && timed "$1" build "$1" dev ;;
    edit-*) quietly build "$1" dev && edit "${row#edit-}" && timed "$1" build "$1" dev ;;
    check-clean) clean "$1" dev && timed "$1" check "$1" dev ;;
    check-edit) quietly check "$1" dev && edit body && timed "$1" check "$1" dev ;;
    check-build) clean "$1" dev && timed "$1" check_and_build "$1" dev ;;
    *) fail "there is no row $row" ;;
  esac
}

measure() {
  profile=dev
  [ "$row" != clean-release ] || profile=release
  rm -f "$work/figures/$sample.$row".*
  order=$contenders
  for round in $(seq "$rounds"); do
    for contender in $order; do
      prepare "$contender" "$profile"
      case $row in check-*) can_check "$contender" "$profile" || continue ;; esac
      echo "$sample, $row, round $round: $contender" >&2
      run_once "$contender"
    done
    # Whichever comes first has it easier on some machines: a different one each time.
    order=$(echo "$order" | tr ' ' '\n' | tac | tr '\n' ' ')
  done
}

# --- The table ----------------------------------------------------------------------------

# One line: how many rounds, Cargo's seconds, then of each contender the seconds, and in
# brackets the ratios to Cargo of wall time, from the least to the most, and of processor time.
table_line() {
  printf '| %s, %s | %s |' "$sample" "$row" "$rounds"
  for contender in cargo off hollow auto corrosion; do
    figures=$work/figures/$sample.$row.$contender
    if [ ! -e "$figures" ]; then
      printf ' – |'
      continue
    fi
    paste -d ' ' "$figures" "$work/figures/$sample.$row.cargo" | awk -v is_cargo="$([ $contender = cargo ] && echo 1)" '
      function median(values, count, i, j, t) {
        for (i = 2; i <= count; ++i)
          for (j = i; j > 1 && values[j - 1] > values[j]; --j) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
        return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
      }
      { ++n; wall[n] = $1; ratio[n] = $1 / $3; cpu[n] = $2 / ($4 > 0 ? $4 : 1) }
      END {
        printf " %.2f s", median(wall, n) / 1000
        if (!is_cargo) {
          middle = median(ratio, n)
          printf " (%.2f, %.2f to %.2f; %.2f)", middle, ratio[1], ratio[n], median(cpu, n)
        }
        printf " |"
      }'
  done
  echo
}

write_table() {
  document=$here/docs/performance.md
  grep -q '^<!-- compare -->$' "$document" || fail "$document has no place for the table"
  awk -v new="$1" '
    function key(line) { split(line, parts, "|"); return parts[2] }
    BEGIN { while ((getline line < new) > 0) { if (line ~ /^\| (service|small), /) { mine[key(line)] = line; order[++count] = key(line) } else head = head line "\n" } }
    /^<!-- compare -->$/ { print; printf "%s", head; inside = 1; next }
    /^<!-- \/compare -->$/ { for (i = 1; i <= count; ++i) if (!(order[i] in done)) print mine[order[i]]; inside = 0 }
    inside && /^\| (service|small), / { k = key($0); if (k in mine) { print mine[k]; done[k] = 1 } else print; next }
    inside { next }
    { print }' "$document" > "$work/document"
  cat "$work/document" > "$document"
}

mkdir -p "$work/figures"
table=$work/table
{
  echo
  echo "$(nproc) cores, $(rustc --version | cut -d ' ' -f 1,2), ninja $(ninja --version), CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-unset}." \
    "Medians of the rounds; in brackets the ratio to Cargo,"
  echo "first of time, with the least and the most of the rounds, then of processor time."
  echo
  echo '| sample, row | rounds | Cargo | off | hollow | auto | Corrosion |'
  echo '| --- | --- | --- | --- | --- | --- | --- |'
} > "$table"
for sample in $(words "$samples"); do
  source=$work/$sample
  case $sample in
    service) [ -d "$source" ] && body=crates/service-model/src/sku.rs main=crates/service/src/main.rs || make_service "$source" ;;
    small) make_small "$source" ;;
    *) fail "there is no sample $sample" ;;
  esac
  for row in $(words "$rows"); do
    measure
    table_line >> "$table"
  done
done
cat "$table"
[ "$write" = no ] || write_table "$table"
