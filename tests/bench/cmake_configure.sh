#!/bin/sh
# What configuring costs in a CMake project with one add_rust_crate() for each of many crates, and how much of it is
# Cargo's own: by the clock, and in processor time, which counts where other work shares the machine.
# usage: sh tests/bench/cmake_configure.sh PREFIX [CRATES], with Ferrule installed in PREFIX
set -eu

prefix=$(realpath "${1:?usage: $0 PREFIX [CRATES]}")
crates=${2:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/project/rust"

# Ten layers of crates; each depends on up to four of the layers below.
awk -v n="$crates" -v dir="$work/project" 'BEGIN {
  srand(1)
  layer = n >= 10 ? int(n / 10) : 1
  list = dir "/CMakeLists.txt"
  print "cmake_minimum_required(VERSION 3.25)\nproject(many LANGUAGES C)\nfind_package(Ferrule REQUIRED)" > list
  for (i = 0; i < n; i++) {
    system("mkdir -p " dir "/rust/c" i "/src")
    manifest = dir "/rust/c" i "/Cargo.toml"
    print "[package]\nname = \"c" i "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]" > manifest
    below = int(i / layer) * layer
    split("", taken)
    for (k = 0; below > 0 && k < 4; k++) taken[int(rand() * below)] = 1
    for (j in taken) print "c" j " = { path = \"../c" j "\" }" > manifest
    close(manifest)
    source = dir "/rust/c" i "/src/lib.rs"
    print "pub fn value() -> u64 {\n    " i "\n}" > source
    close(source)
    print "add_rust_crate(c" i " MANIFEST_PATH rust/c" i "/Cargo.toml)" > list
  }
  print "[workspace]\nmembers = [\"c*\"]\nresolver = \"2\"" > (dir "/rust/Cargo.toml")
}'

# A cargo that notes its time, and costs next to nothing.
cat > "$work/cargo.c" <<END
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
static double now(void) { struct timeval t; gettimeofday(&t, 0); return t.tv_sec + t.tv_usec / 1e6; }
int main(int count, char** arguments) {
  double start = now();
  pid_t child = vfork();
  if (child == 0) {
    execv("$(rustup which cargo 2>/dev/null || command -v cargo)", arguments);
    _exit(127);
  }
  int status;
  struct rusage used;
  wait4(child, &status, 0, &used);
  FILE* log = fopen("$work/log", "a");
  if (log && count > 1)
    fprintf(log, "%s %.6f %.6f %.6f\n", arguments[1], start, now(), used.ru_utime.tv_sec + used.ru_stime.tv_sec +
      (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
END
cc -O1 -o "$work/bin/cargo" "$work/cargo.c"
PATH="$work/bin:$PATH"
export PATH

# configure SOURCE WHAT: in $work/<SOURCE>-build.
configure() {
  : > "$work/log"
  start=$(date +%s.%N)
  (
    cmake -S "$work/$1" -B "$work/$1-build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" > "$work/output" 2>&1 ||
      { cat "$work/output" >&2; exit 1; }
    times > "$work/times"
  )
  end=$(date +%s.%N)
  seconds=$(tail -n 1 "$work/times" | sed 's/[ms]/ /g' | awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }')
  echo "total $start $end $seconds" >> "$work/log"
  awk -v what="$2" '
    { count[$1]++; clock[$1 == "total"] += $3 - $2; work[$1 == "total"] += $4 }
    END {
      printf "%s: %.1f s (processor time %.1f s); ", what, clock[1], work[1]
      printf "of it Cargo, %d builds: %.1f s (%.1f s); ", count["build"], clock[0], work[0]
      printf "the rest: %.1f s (%.1f s)\n", clock[1] - clock[0], work[1] - work[0]
    }' "$work/log"
}

cargo generate-lockfile --offline --manifest-path "$work/project/rust/Cargo.toml" 2> /dev/null
start=$(date +%s.%N)
"$prefix/bin/ferrule" generate --quiet --no-tests --manifest-path "$work/project/rust/Cargo.toml" -C "$work/generated"
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "ferrule generate, one recording of all: %.1f s\n", end - start }'
mkdir "$work/empty"
printf 'cmake_minimum_required(VERSION 3.25)\nproject(empty LANGUAGES C)\n' > "$work/empty/CMakeLists.txt"
configure empty "a project without Rust"
configure project "the first time"
configure project "once more"
