#!/bin/sh
# Unpacks what a cross build to another machine takes, from Debian's packages
# and without installing any: rustc with the std of both machines, a C++ cross
# compiler, and an emulator. The test cmake.cross.aarch64 looks for them.
#
#     sh tests/cmake/cross-tools.sh build/cross-tools
set -eu

prefix=${1:?name a directory for the tools}
[ -e "$prefix/is-complete" ] && exit 0
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
state=$prefix/apt

stop() {
  printf 'no tools for a cross build: %s\n' "$1" >&2
  exit 1
}

command -v apt-get >/dev/null && command -v dpkg >/dev/null || stop 'they come from packages of Debian'
[ "$(dpkg --print-architecture)" = amd64 ] || stop 'this machine is the one to compile for, or another one'

# apt's own state is left as it is: lists for one more architecture have a
# directory of their own here. That needs no root. What the system has of these
# tools doesn't count, for they are to be in one place: rustc takes std from
# where its own library is.
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
awk 'BEGIN { RS = ""; ORS = "\n\n" } !/^Package: [^\n]*(rust|cargo|aarch64|arm64|qemu)/' /var/lib/dpkg/status \
  >"$state/status"
set -- -q -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o "Dir::State::status=$state/status" \
  -o APT::Sandbox::User= -o Debug::NoLocking=1 -o APT::Architectures::=amd64 -o APT::Architectures::=arm64 \
  -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30

# A source without that architecture is no reason to stop: what counts is
# whether the packages are there.
apt-get "$@" update >"$state/log" 2>&1 || true
rust=rustc
apt-cache "$@" show rustc-web >/dev/null 2>&1 && rust=rustc-web
suffix=${rust#rustc}

# The std of both machines must be of one version, which mirrors may have at
# different times.
std=libstd-rust$suffix-dev
for version in $(apt-cache "$@" madison "$std:arm64" | cut -d '|' -f 2) none; do
  apt-cache "$@" madison "$std:amd64" "$rust" | cut -d '|' -f 1,2 >"$state/versions"
  grep -q "^ *$rust | $version *$" "$state/versions" && break
done
[ "$version" != none ] || stop "no version of $std is there for arm64 and of $rust for this machine"

cargo=$(apt-cache "$@" madison "cargo$suffix" | cut -d '|' -f 2 | head -n 1 | tr -d ' ')
if [ "$suffix" = -web ]; then cargo=$version; fi
(
  cd "$state/cache/archives" &&
    apt-get "$@" install -y --no-install-recommends --download-only \
      "$rust=$version" "cargo$suffix=$cargo" "$std=$version" g++-aarch64-linux-gnu qemu-user &&
    apt-get "$@" download "$std:arm64=$version"
) >>"$state/log" 2>&1 || stop "apt-get could not download them, see $state/log"
for package in "$state"/cache/archives/*.deb; do
  dpkg -x "$package" "$prefix"
done

# The C library's linker script names its files where they would be installed.
sed -i 's:/usr/aarch64-linux-gnu/lib/::g' "$prefix/usr/aarch64-linux-gnu/lib/libc.so"
find "$prefix/usr/bin" -name 'qemu-*' ! -name qemu-aarch64 -delete
rm -rf "$state"
touch "$prefix/is-complete"
