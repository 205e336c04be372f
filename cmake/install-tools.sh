# Sourced by samples/quickstart.sh and tests/run.sh: looks for what it takes to
# build Ferrule and its samples, and installs what is missing from Debian's
# packages. What is there is left alone.
# shellcheck shell=sh

say() { printf '\n== %s\n' "$*"; }

# Shows a command, then runs it.
run() {
  printf '$ %s\n' "$*"
  "$@"
}

# stop MESSAGE [WHAT TO DO]
stop() {
  printf '\nerror: %s\n' "$1" >&2
  if [ $# -gt 1 ]; then printf 'help: %s\n' "$2" >&2; fi
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED FOUND: whether the version FOUND is not older than WANTED.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# The first number with dots in the text on standard input.
version_in() { sed -n 's/^[^0-9]*\([0-9][0-9.]*\).*/\1/p' | head -n 1; }

has_cmake() { has cmake && at_least 3.25 "$(cmake --version | version_in)"; }

cxx() {
  if [ -n "${CXX:-}" ]; then
    # CXX may hold options as well.
    # shellcheck disable=SC2086
    $CXX "$@"
  else
    c++ "$@"
  fi
}

has_cxx() { echo '#include <version>' | cxx -std=c++20 -x c++ -E - >/dev/null 2>&1; }

has_header() {
  printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$1" | cxx -std=c++20 -x c++ -E - >/dev/null 2>&1
}

# Cargo downloads crates over TLS.
has_certificates() {
  [ -n "${SSL_CERT_FILE:-}${SSL_CERT_DIR:-}" ] || [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -d /etc/pki ]
}

# Debian's names of the packages that are missing; the first argument tells
# what Rust comes from.
missing_packages() {
  has_cmake || echo cmake
  has ninja || echo ninja-build
  has_cxx || echo g++
  has cc || echo gcc
  has_header fmt/format.h || echo libfmt-dev
  has_header nlohmann/json.hpp || echo nlohmann-json3-dev
  has_header CLI/CLI.hpp || echo libcli11-dev
  has_header toml++/toml.h || echo libtomlplusplus-dev
  has_header gtest/gtest.h || echo libgtest-dev
  has_certificates || echo ca-certificates
  if ! has cargo || ! has rustc; then echo "$1"; fi
}

# Lines as "a, b, c".
in_a_line() { printf '%s' "$1" | paste -s -d , - | sed 's/,/, /g'; }

# `rustc-web` and `cargo-web` are the recent Rust in Debian 12, whose `rustc`
# is 1.63. Later releases have only the plain names.
rust_packages() {
  if apt-cache show cargo-web >/dev/null 2>&1 || grep -q 'VERSION_CODENAME=bookworm' /etc/os-release; then
    echo rustc-web cargo-web
  else
    echo rustc cargo
  fi
}

# apt COMMAND…: apt-get as root, with what makes it ask nothing.
apt() {
  set -- env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"
  if [ "$(id -u)" != 0 ]; then set -- sudo "$@"; fi
  run "$@"
}

install_packages() {
  wanted=$(in_a_line "$(missing_packages 'a Rust toolchain')")
  has apt-get || stop "missing: $wanted" \
    'there is no apt-get here; install these with the package manager of this system'
  if [ "$(id -u)" != 0 ] && ! has sudo; then
    stop "missing: $wanted (and there is neither root nor sudo to install it)" \
      "as root, run: apt-get update && apt-get install $(missing_packages "$(rust_packages)" | paste -s -d ' ' -)"
  fi
  say "Installing what is missing: $wanted"
  apt update || stop 'apt-get could not update its lists of packages' \
    'it needs the network and the right to install; see its messages above'
  # shellcheck disable=SC2046 # one word a package
  apt install -y --no-install-recommends $(missing_packages "$(rust_packages)") ||
    stop 'apt-get could not install the packages' \
      'check that the network and the package sources (/etc/apt) work; see the messages above'
}

check_rust() {
  for tool in rustc cargo; do
    has "$tool" || stop "there is no \`$tool\`" \
      'install Rust: on Debian 12 the packages rustc-web and cargo-web, elsewhere rustup'
    "$tool" --version >/dev/null 2>&1 || stop "\`$tool --version\` fails" \
      'with rustup, choose a toolchain: rustup default stable'
  done
  needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' samples/hello/Cargo.toml)
  found=$(rustc --version | version_in)
  at_least "$needed" "$found" || stop "rustc $found is too old for the samples, which need $needed" \
    'install a newer one: on Debian 12 apt-get install rustc-web cargo-web (they replace rustc and cargo), elsewhere rustup update'
}

# Call it in the root of the source tree.
install_tools() {
  say 'Looking for what the build needs'
  # Where rustup puts them, in a shell that was started before.
  rustup_bin="${CARGO_HOME:-${HOME:-}/.cargo}/bin"
  if ! has cargo && [ -x "$rustup_bin/cargo" ]; then
    PATH="$rustup_bin:$PATH"
    export PATH
  fi
  if [ -n "$(missing_packages rust)" ]; then install_packages; fi
  still_missing=$(in_a_line "$(missing_packages 'a Rust toolchain')")
  [ -z "$still_missing" ] || stop "still missing: $still_missing" 'see the messages above'
  check_rust
  printf '%s\n' "$(cmake --version | head -n 1)" "ninja $(ninja --version)" \
    "$(cxx --version | head -n 1)" "$(rustc --version)" "$(cargo --version)"
}
