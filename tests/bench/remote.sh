#!/bin/sh
# Builds a sample in three checkouts at three places: on a Remote Execution server's workers, on them again, and on this
# machine alone. Prints how many library edges ran where, and fails if one ran on this machine in the first two, if the
# second had to run one again, or if their bytes differ.
#
#     sh tests/bench/remote.sh [--sample hello] [--ferrule PROGRAM] [--server PLACE] [options of ferrule generate]
#
# It starts the server of tests/remote/server.sh (`install` it first), or takes the one that was started in PLACE at
# $PORT and has compiled nothing of the sample. And it takes Siso as `siso` in build/engines or PATH. If
# one isn't there, it says so and exits with 77.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
sample=hello
ferrule=$root/build/release/bin/ferrule
server=
while [ $# -gt 0 ]; do
  case $1 in
  --sample) sample=$2 && shift 2 ;;
  --ferrule) ferrule=$2 && shift 2 ;;
  --server) server=$2 && shift 2 ;;
  *) break ;;
  esac
done
PATH=$root/build/engines:$PATH
PORT=${PORT:-50061}
export PATH PORT

command -v siso >/dev/null || { echo 'no siso in build/engines or PATH' && exit 77; }
[ -x "$root/build/engines/buildgrid/bin/bgd" ] || { echo 'no server: run `sh tests/remote/server.sh install`' && exit 77; }

scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'exit 1' HUP INT TERM
if [ -n "$server" ]; then
  trap 'rm -rf "$scratch"' EXIT
else
  server=$scratch/server
  trap 'sh "$root/tests/remote/server.sh" stop "$server" >"$scratch/stop.log" 2>&1 || :; rm -rf "$scratch"' EXIT
  sh "$root/tests/remote/server.sh" start "$server"
fi

# Forks of Siso ask this program who they are. The server doesn't mind.
mkdir "$scratch/bin"
cat >"$scratch/bin/luci-auth" <<'END'
#!/bin/sh
echo '{"headers": {"Authorization": "Bearer nobody"}, "expires": "2999-01-01T00:00:00Z"}'
END
chmod +x "$scratch/bin/luci-auth"

# Some have the command `ninja`, and some are it.
if siso -version >"$scratch/version" 2>&1; then engine=siso; else engine='siso ninja'; fi

build() { # CHECKOUT, options of Siso
  checkout=$1 && shift
  if ! (cd "$checkout" && PATH=$scratch/bin:$PATH $engine -C target/ferrule "$@" all check) >"$checkout.log" 2>&1; then
    cat "$checkout.log"
    exit 1
  fi
}

prepare() { # CHECKOUT, options of ferrule generate
  checkout=$1 && shift
  mkdir -p "$(dirname "$checkout")"
  cp -r "$root/samples/$sample" "$checkout"
  rm -rf "$checkout/target"
  (cd "$checkout" && "$ferrule" generate --quiet --siso --no-tests "$@")
}

# Each library edge of a build: its id, and what it makes.
library_edges() {
  awk '/^build .*: (rust_metadata|rust_codegen|rust_lib|rust_proc_macro|rust_check|rust_clippy|rust_unlinked) / {
         outputs = $0; sub(/^build /, "", outputs); sub(/: .*/, "", outputs) }
       /^  id = / && outputs != "" { print $3, outputs; outputs = "" }' "$1/target/ferrule/build.ninja"
}

# What a build has made of that, and how many edges the launcher has run on this machine.
made() {
  library_edges "$1" | while read -r id outputs; do
    [ ! -e "$1/target/ferrule/${outputs%% *}" ] || echo "$id $outputs"
  done
}
ran_here() { made "$1" | while read -r id _; do [ ! -e "$1/target/ferrule/ferrule/peaks/$id" ] || echo "$id"; done; }
count() { wc -l | tr -d ' '; }
# An engine may ask again for what takes long.
ran_there() { sed -n 's/ 0 .*//p' "$server/worker.log" | sort -u | count; }

differing() { # of two checkouts
  made "$1" | while read -r id outputs; do
    for output in $outputs; do
      cmp -s "$1/target/ferrule/$output" "$2/target/ferrule/$output" || echo "$output"
    done
  done
}

one=$scratch/one/$sample another=$scratch/quite/another/place/$sample here=$scratch/here/$sample
for checkout in "$one" "$another" "$here"; do prepare "$checkout" "$@"; done
remote="-reapi_address 127.0.0.1:$PORT -reapi_insecure -project p -reapi_instance main -config local -remote_jobs 8"
before=$(ran_there)
began=$(date +%s)
build "$one" $remote
first=$(($(ran_there) - before))
between=$(date +%s)
build "$another" $remote
second=$(($(ran_there) - before - first))
ended=$(date +%s)
build "$here" -offline

echo "| $sample | first | second | local |"
echo '| --- | --- | --- | --- |'
echo "| library edges | $(made "$one" | count) | $(made "$another" | count) | $(made "$here" | count) |"
echo "| ran on a worker | $first | $second | - |"
echo "| ran on this machine | $(ran_here "$one" | count) | $(ran_here "$another" | count) | $(ran_here "$here" | count) |"
echo "| other bytes than in the first | - | $(differing "$one" "$another" | count) | $(differing "$one" "$here" | count) |"
echo "| seconds | $((between - began)) | $((ended - between)) | - |"

failed=0
fail() {
  echo "$1" >&2
  failed=1
}
[ "$first" = "$(made "$one" | count)" ] || fail 'not all of them ran on a worker'
[ "$(ran_here "$one" | count)" = 0 ] || fail "ran here: $(ran_here "$one")"
[ "$second" = 0 ] || fail "the second checkout was not answered from the cache $second times"
[ -z "$(differing "$one" "$another")$(differing "$one" "$here")" ] ||
  fail "other bytes: $(differing "$one" "$another") $(differing "$one" "$here")"
exit $failed
