#!/bin/sh
# What configuring costs in a CMake project with one add_rust_crate() for each of many crates, and how much of it is
# Cargo's own: by the clock, and in processor time, which counts where other work shares the machine.
# usage: sh tests/bench/cmake_configure.sh PREFIX [CRATES], with Ferrule installed in PREFIX
set -eu

prefix=$(realpath "${1:?usage: $0 PREFIX [CRATES]}")
crates=${2:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/rust"

# Ten layers of crates; each depends on up to four of the layers below.
awk -v n="$crates" -v dir="$work" 'BEGIN {
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

# A cargo that notes its time. To note it takes some 3 ms, which count as not Cargo's.
cat > "$work/bin/cargo" <<END
#!/bin/bash
start=\$EPOCHREALTIME
"$(rustup which cargo 2>/dev/null || command -v cargo)" "\$@"
status=\$?
end=\$EPOCHREALTIME
times > "$work/times"
mapfile -t spent < "$work/times"
echo "\$1 \$start \$end \${spent[1]}" >> "$work/log"
exit \$status
END
chmod +x "$work/bin/cargo"
PATH="$work/bin:$PATH"
export PATH

configure() {
  : > "$work/log"
  start=$(date +%s.%N)
  (
    cmake -S "$work" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" > "$work/output" 2>&1 ||
      { cat "$work/output" >&2; exit 1; }
    times > "$work/times"
  )
  end=$(date +%s.%N)
  echo "total $start $end $(tail -n 1 "$work/times")" >> "$work/log"
  awk -v what="$1" '
    function seconds(text) { split(text, part, /[ms]/); return part[1] * 60 + part[2] }
    { count[$1]++; clock[$1 == "total"] += $3 - $2; work[$1 == "total"] += seconds($4) + seconds($5) }
    END {
      printf "%s: %.1f s (processor time %.1f s); ", what, clock[1], work[1]
      printf "of it Cargo, %d builds: %.1f s (%.1f s); ", count["build"], clock[0], work[0]
      printf "the rest: %.1f s (%.1f s)\n", clock[1] - clock[0], work[1] - work[0]
    }' "$work/log"
}

cargo generate-lockfile --offline --manifest-path "$work/rust/Cargo.toml" 2> /dev/null
start=$(date +%s.%N)
"$prefix/bin/ferrule" generate --quiet --no-tests --manifest-path "$work/rust/Cargo.toml" -C "$work/generated"
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "ferrule generate, one recording of all: %.1f s\n", end - start }'
configure "the first time"
configure "once more"
