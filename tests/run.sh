#!/bin/sh
# Installs what is missing, builds Ferrule with its tests, and runs them all:
# unit tests, end-to-end tests, and the comparison with Cargo.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=cmake/install-tools.sh
. cmake/install-tools.sh

install_tools

say 'Building Ferrule and its tests in build/release'
run cmake --preset release
run cmake --build --preset release

say 'Unpacking tools for the test of a cross build'
run sh tests/cmake/cross-tools.sh build/cross-tools || say 'cmake.cross.aarch64 will be skipped'

has strace || apt install -y --no-install-recommends strace || say 'trace.* will be skipped: there is no strace'

say 'Running the tests'
# Nothing may follow: the last lines are the test runner's summary.
printf '$ %s\n' 'ctest --preset release --output-on-failure -j2'
exec ctest --preset release --output-on-failure -j2
