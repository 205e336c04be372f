#!/bin/sh
# Runs tests with each Rust toolchain at hand, and prints for each a row of the
# table in docs/versions.md. What it takes must have been built.
#
#     sh tests/toolchains.sh [--select REGEX] [TOOLCHAIN...]
#
# A toolchain is a name of rustup's, a directory with bin/rustc and bin/cargo,
# or `debian`: Debian's newest packages, unpacked below build/ and installed
# nowhere. Without any: all that rustup has, and Debian's.
set -eu
cd "$(dirname "$0")/.."

# Every kind of crate, build script and profile, and what depends on the version most; a few minutes each.
select='^end_to_end\.(Crates|BuildScript|CargoVersions|Pipelining|CutOff|Verify|Early)|^parity.*hello'
if [ "${1:-}" = --select ]; then
  select=${2:?--select takes a regular expression}
  shift 2
fi
log=build/toolchains
mkdir -p "$log"

# Leaves bin/rustc, bin/cargo and bin/rustdoc in a directory of build/, from Debian's packages.
unpack_debian() {
  place=$log/debian
  [ -x "$place/bin/cargo" ] && return 0
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  rm -rf "$place"
  mkdir -p "$place/packages"
  suffix=-web
  apt-cache show "cargo$suffix" >/dev/null 2>&1 || suffix=
  names=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances "rustc$suffix" "cargo$suffix" 2>/dev/null |
    grep -E "^(rustc|cargo|libstd-rust|libllvm|libgit2|libhttp-parser|libmbed)" | sort -u)
  # shellcheck disable=SC2086
  (cd "$place/packages" && apt-get -q download $names >../log 2>&1) || return 1
  for package in "$place"/packages/*.deb; do dpkg -x "$package" "$place"; done
  rm -rf "$place/packages"
  ln -s usr/bin "$place/bin"
}

# The variables under which the tests use a toolchain.
variables_of() {
  case $1 in
    debian) directory=$PWD/$log/debian ;;
    */*) directory=$(cd "$1" && pwd) ;;
    *) printf 'RUSTUP_TOOLCHAIN=%s\n' "$1" && return ;;
  esac
  printf 'RUSTUP_TOOLCHAIN=\nPATH=%s/bin:%s\n' "$directory" "$PATH"
  libraries=$directory/usr/lib/$(uname -m)-linux-gnu
  [ -d "$libraries" ] && printf 'LD_LIBRARY_PATH=%s\n' "$libraries"
  return 0
}

if [ $# = 0 ]; then
  if command -v rustup >/dev/null; then
    for name in $(rustup toolchain list | sed 's/ .*//; s/-x86_64-unknown-linux-gnu$//'); do set -- "$@" "$name"; done
  fi
  set -- "$@" debian
fi

failed=0
printf '| rustc and Cargo | ninja | what ran | passed, skipped, failed |\n| --- | --- | --- | --- |\n'
for toolchain in "$@"; do
  if [ "$toolchain" = debian ] && ! unpack_debian; then
    printf 'no toolchain `debian`: see %s\n' "$log/debian/log" >&2
    continue
  fi
  file=$log/$(printf %s "$toolchain" | tr -c 'a-zA-Z0-9.\n' _).log
  (
    while IFS= read -r variable; do
      case $variable in *=) unset "${variable%=}" ;; *) export "${variable?}" ;; esac
    done <<END
$(variables_of "$toolchain")
END
    printf '%s, %s' "$(rustc --version | cut -d ' ' -f 2,4 | tr -d ')')" "$(cargo --version | cut -d ' ' -f 1,2)" \
      >"$file.version"
    ctest --preset release -R "$select" --output-junit "$PWD/$file.xml" -j2
  ) >"$file" 2>&1 || failed=1
  # Of the summary that JUnit files begin with.
  count() { sed -n "s/.*[ \t]$1=\"\([0-9]*\)\".*/\1/p" "$file.xml" 2>/dev/null | head -n 1; }
  all=$(count tests) bad=$(count failures) skipped=$(count skipped)
  : "${all:=0}" "${bad:=?}" "${skipped:=0}"
  printf '| %s | %s | `%s` | %s, %s, %s |\n' "$(cat "$file.version")" "$(ninja --version)" \
    "$(printf %s "$select" | sed 's/|/\\|/g')" "$((all - ${bad#\?} - skipped))" "$skipped" "$bad"
done
exit $failed
