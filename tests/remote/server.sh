#!/bin/sh
# A Remote Execution server on this machine, for tests: BuildGrid (from PyPI, for Python 3.13 or later) with PostgreSQL
# (from Debian), below build/engines, and a worker (tests/remote/worker.py). All of it listens on this machine only.
#
#     sh tests/remote/server.sh install        # gets what is missing; says what can't be had, and fails
#     sh tests/remote/server.sh start PLACE    # keeps all data in PLACE; the server listens at 127.0.0.1:$PORT (50051)
#     sh tests/remote/server.sh stop PLACE     # ends it. The data stay: `start` goes on with them
#
# $RUSTC (rustc) says which toolchain the workers have, $SLOTS how many actions run at once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
engines=$(cd "$here/../.." && pwd)/build/engines
venv=$engines/buildgrid
PORT=${PORT:-50051}

fail() {
  echo "$1" >&2
  exit 1
}

find_python() {
  for python in python3.14 python3.13 "$HOME"/.pyenv/versions/3.1[34]*/bin/python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null && echo "$python" && return
  done
}

find_postgresql() {
  for directory in "$engines"/postgresql/usr/lib/postgresql/*/bin /usr/lib/postgresql/*/bin; do
    [ -x "$directory/initdb" ] && echo "$directory" && return
  done
}

# PostgreSQL refuses to run as root.
as_user() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid nobody --regid nogroup --clear-groups "$@"; else "$@"; fi
}

install() {
  mkdir -p "$engines"
  if [ ! -x "$venv/bin/bgd" ]; then
    python=$(find_python)
    [ -n "$python" ] || fail 'no BuildGrid: it needs Python 3.13 or later'
    "$python" -m venv "$venv" && "$venv/bin/pip" install --quiet 'buildgrid==0.9.1' ||
      fail 'no BuildGrid: pip cannot get it'
  fi
  if [ -z "$(find_postgresql)" ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    (cd "$scratch" && apt-get -q download postgresql-15 libpq5 >log 2>&1) ||
      fail 'no PostgreSQL: apt-get has no package postgresql-15'
    for package in "$scratch"/*.deb; do dpkg -x "$package" "$engines/postgresql"; done
  fi
  echo "BuildGrid $("$venv/bin/pip" show buildgrid 2>/dev/null | sed -n 's/^Version: //p')," \
    "$("$(find_postgresql)/postgres" --version)"
}

start() {
  [ -x "$venv/bin/bgd" ] && [ -n "$(find_postgresql)" ] || fail 'run `sh tests/remote/server.sh install` first'
  place=$1
  mkdir -p "$place"
  place=$(cd "$place" && pwd)
  postgresql=$(find_postgresql)
  database=$place/database
  if [ ! -d "$database" ]; then
    mkdir "$database"
    [ "$(id -u)" != 0 ] || chown nobody:nogroup "$database"
    # All directories above must be open to that user.
    as_user "$postgresql/initdb" -D "$database" -U bgd --auth trust --encoding UTF8 --no-locale --no-sync >"$place/database.log" 2>&1 ||
      fail "PostgreSQL could not make a database: see $place/database.log"
  fi
  # By a socket alone.
  as_user "$postgresql/pg_ctl" -D "$database" -w -l "$database/log" \
    -o "-c listen_addresses='' -k $database -c fsync=off" start >>"$place/database.log" 2>&1 ||
    fail "PostgreSQL does not start: see $database/log"
  connection="postgresql://bgd@/postgres?host=$database"
  sed -e "s|@PORT@|$PORT|" -e "s|@DATABASE@|$connection|" -e "s|@PLACE@|$place|" "$here/server.yml.in" \
    >"$place/server.yml"
  "$venv/bin/bgd" migrate apply "$connection" >"$place/migrate.log" 2>&1 ||
    fail "BuildGrid could not prepare its database: $(tail -n 5 "$place/migrate.log")"
  "$venv/bin/bgd" server start "$place/server.yml" >"$place/server.log" 2>&1 &
  echo $! >"$place/server.pid"
  "$venv/bin/python" - "127.0.0.1:$PORT" <<'PYTHON' || fail "BuildGrid does not answer: $(tail -n 5 "$place/server.log")"
import sys, grpc
grpc.channel_ready_future(grpc.insecure_channel(sys.argv[1])).result(timeout=300)
PYTHON
  "$venv/bin/python" "$here/worker.py" --server "127.0.0.1:$PORT" --instance projects/p/instances/main --place "$place/worker" \
    --toolchain "$("${RUSTC:-rustc}" --print sysroot)" ${SLOTS:+--slots "$SLOTS"} >>"$place/worker.log" 2>&1 &
  echo $! >"$place/worker.pid"
}

stop() {
  place=$1
  for name in worker server; do
    [ ! -f "$place/$name.pid" ] || kill "$(cat "$place/$name.pid")" 2>/dev/null || :
    rm -f "$place/$name.pid"
  done
  as_user "$(find_postgresql)/pg_ctl" -D "$(cd "$place" && pwd)/database" -m immediate stop >/dev/null
}

case ${1-} in
install) install ;;
start) start "${2:?which directory?}" ;;
stop) stop "${2:?which directory?}" ;;
*) fail 'usage: sh tests/remote/server.sh install | start PLACE | stop PLACE' ;;
esac
