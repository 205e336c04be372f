#!/bin/sh
# Measures builds behind a wrapper of rustc that has a cache (sccache, kache), beside Cargo behind the same: without
# the wrapper, with an empty cache, and from a second checkout at another path with what the first has left there. Each
# round starts with empty caches and runs every contender once.
#
# usage: sh tests/bench/wrappers.sh --wrapper FILE [options]
#   --wrapper FILE     sccache or kache, or what is called like one of them
#   --ferrule FILE     default: build/release/bin/ferrule
#   --contenders LIST  cargo, auto, hollow, off; default: all
#   --rounds N         default: 1
#   --plain            also measure without the wrapper
#   --sample DIR       default: samples/service
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
ferrule=$here/build/release/bin/ferrule
wrapper='' contenders=cargo,auto,hollow,off rounds=1 plain=no sample=$here/samples/service
while [ $# -gt 0 ]; do
  case $1 in
    --wrapper) wrapper=$(realpath "$2") ;;
    --ferrule) ferrule=$(realpath "$2") ;;
    --contenders) contenders=$2 ;;
    --rounds) rounds=$2 ;;
    --sample) sample=$(realpath "$2") ;;
    --plain) plain=yes && shift && continue ;;
    *) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift 2
done
[ -x "$wrapper" ] || { echo "error: name a wrapper with --wrapper" >&2 && exit 1; }
kind=$(basename "$wrapper")
work=$(mktemp -d)
trap 'stop; rm -rf "$work"' EXIT
unset RUSTC_WRAPPER CARGO_BUILD_RUSTC_WRAPPER
export CARGO_INCREMENTAL=0

stop() {
  case $kind in
    sccache) "$wrapper" --stop-server > "$work/statistics" 2>&1 || true ;;
    kache) "$wrapper" daemon stop > /dev/null 2>&1 || true ;;
  esac
}

# Begins with the cache in a directory, and with all counts at zero.
start() {
  stop
  export SCCACHE_DIR="$work/cache/$1" KACHE_CACHE_DIR="$work/cache/$1" SCCACHE_SERVER_PORT=4227
}

# What the wrapper says of all builds with this cache: hits and misses.
counts() {
  case $kind in
    sccache) "$wrapper" --show-stats | awk '/^Cache hits  /{h=$3} /^Cache misses  /{m=$3} END{print h+0, m+0}' ;;
    kache) "$wrapper" report 2>&1 | sed -n 's/.*Hit rate .*% *\([0-9]*\) of \([0-9]*\) .*/\1 \2/p' | awk '{print $1, $2 - $1}' ;;
  esac
}

# Leaves nothing in the checkout: kache looks at all that is there to tell whether it knows a workspace's crates.
build() { # contender
  case $1 in
    cargo) cargo build --quiet --locked ;;
    *) "$ferrule" generate --quiet --locked --no-tests --pipelining "$1" && ninja -C target/ferrule > "$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; } ;;
  esac
}

# measure WHAT CONTENDER CHECKOUT
measure() {
  rm -rf "$work/$3" && mkdir -p "$work/$3" && cp -R "$sample" "$work/$3/sample"
  (
    cd "$work/$3/sample"
    began=$(date +%s.%N)
    build "$2" > "$work/output" 2>&1 || { cat "$work/output" >&2; exit 1; }
    ended=$(date +%s.%N)
    said='' before=$(cat "$work/counts" 2> /dev/null || echo 0 0)
    if [ "$1" != plain ]; then
      now=$(counts)
      # sccache's counts begin with its server.
      [ $kind = kache ] || before='0 0'
      said=$(echo "$now $before" | awk '{print $1 - $3 " hits, " $2 - $4 " misses"}')
      echo "$now" > "$work/counts"
    fi
    awk -v a="$began" -v b="$ended" -v what="$1" -v who="$2" -v said="$said" \
      'BEGIN { printf "%-8s %-8s %6.1f s  %s\n", who, what, b - a, said }'
  )
  rm -rf "$work/$3"
}

for round in $(seq "$rounds"); do
  for contender in $(echo "$contenders" | tr , ' '); do
    [ $plain = no ] || measure plain "$contender" "plain/here"
    rm -f "$work/counts"
    start "$round-$contender"
    export RUSTC_WRAPPER="$wrapper"
    measure cold "$contender" one/here
    start "$round-$contender"
    measure second "$contender" "another/path/there"
    unset RUSTC_WRAPPER
  done
done
