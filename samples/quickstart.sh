#!/bin/sh
# From a fresh checkout to a running program: installs what is missing, builds
# Ferrule, has it generate build.ninja for samples/hello, builds that and runs
# it. Doing it again is harmless.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=cmake/install-tools.sh
. cmake/install-tools.sh

install_tools

say 'Building Ferrule in build/release'
run cmake --preset release
run cmake --build --preset release --target ferrule ferrule-launcher

say 'Generating build.ninja for samples/hello'
run cd samples/hello
run ../../build/release/bin/ferrule generate

say 'Building samples/hello'
run ninja -C target/ferrule

say 'Running it'
run target/ferrule/bin/hello-ferrule --language fr --manner loud Ferrule

say 'Done. Change a file in samples/hello and run ninja there again:'
echo '$ cd samples/hello && ninja -C target/ferrule'
