#!/bin/sh
# Gets what else than the system's ninja runs build.ninja, for tests/end_to_end/engines_test.cc: the newest ninja (from
# PyPI) and samurai (from Debian), below build/engines. Whatever can't be had is left out, and its tests are skipped.
# n2 and Siso have no package: put the programs `n2` and `siso` there, or on PATH, if you have them.
#
#     sh tests/engines.sh
set -eu
cd "$(dirname "$0")/.."
place=$PWD/build/engines
mkdir -p "$place"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$scratch" 'ninja>=1.13' &&
  python3 -m zipfile -e "$scratch"/ninja-*.whl "$scratch/wheel"; then
  install -m 755 "$(find "$scratch/wheel" -type f -name ninja)" "$place/ninja-latest"
  echo "ninja $("$place/ninja-latest" --version)"
else
  echo 'no newer ninja: python3 -m pip cannot get it'
fi

if (cd "$scratch" && apt-get -q download samurai >log 2>&1) && dpkg -x "$scratch"/samurai*.deb "$scratch/samurai"; then
  install -m 755 "$(find "$scratch/samurai" -name samu)" "$place/samu"
  echo "samurai $("$place/samu" --version)"
else
  echo 'no samurai: apt-get has no package of that name'
fi
