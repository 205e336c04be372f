#!/bin/sh
# Builds the wrappers of rustc that have a cache, from crates.io, below build/wrappers, for
# tests/end_to_end/real_wrappers_test.cc: sccache takes some minutes, kache ten on two cores. What is there already is
# left alone, and what can't be had is left out: its tests are skipped. Wrappers on PATH serve as well.
#
#     sh tests/wrappers.sh [sccache | kache]…
set -eu
cd "$(dirname "$0")/.."
place=$PWD/build/wrappers

# get NAME VERSION [OPTION OF cargo install]…
get() {
  name=$1 version=$2
  shift 2
  if [ ! -x "$place/bin/$name" ]; then
    cargo install --quiet --locked --root "$place" --version "$version" "$name" "$@" ||
      { echo "no $name: cargo cannot build it" && return; }
  fi
  "$place/bin/$name" --version
}

[ $# -gt 0 ] || set -- sccache kache
for name; do
  case $name in
    sccache) get sccache '^0.19' --no-default-features --features redis,webdav,memcached,s3 ;;
    kache) get kache '^2.0' ;;
    *) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" | sed '$d' >&2 && exit 2 ;;
  esac
done
