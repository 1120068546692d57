#!/bin/sh
# Run a command with DATABASE_URL naming a PostgreSQL of its own:
#   scripts/postgresql.sh COMMAND [ARGUMENT...]
# The server keeps to a temporary folder and a socket in it, and is gone when the command ends.  Exit code 77 where
# PostgreSQL's programs are not there; --check says only that, and runs nothing.
set -eu

bin=""
for folder in $(command -v pg_config >/dev/null 2>&1 && pg_config --bindir) /usr/lib/postgresql/*/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then bin=$folder; fi
done
if [ -z "$bin" ]; then
    echo "postgresql: not installed; sudo apt-get install --no-install-recommends postgresql" >&2
    exit 77
fi
[ "${1:-}" != --check ] || exit 0
[ $# -gt 0 ] || { echo "usage: scripts/postgresql.sh COMMAND [ARGUMENT...]" >&2; exit 2; }

# initdb and postgres refuse to be run by root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

home=$(mktemp -d "${TMPDIR:-/tmp}/jiannuo-pg.XXXXXX")
stop() {
    trap - EXIT INT TERM
    as "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
chmod 755 "$home"

fail() { echo "postgresql: $1" >&2; cat "$home/log" >&2; exit 1; }
cd "$home"
as "$bin/initdb" -D "$home/data" -U jiannuo -A trust -E UTF8 --no-locale >"$home/log" 2>&1 || fail "initdb failed"
# A throwaway needs no care for power cuts.
as "$bin/pg_ctl" -D "$home/data" -l "$home/server.log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$home' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    start >>"$home/log" 2>&1 || fail "the server does not start"
as "$bin/createdb" -h "$home" -U jiannuo jiannuo >>"$home/log" 2>&1 || fail "no database could be made"
cd "$OLDPWD"

# The socket's folder stands in the address percent-encoded.
DATABASE_URL="postgresql://jiannuo@$(printf %s "$home" | sed 's:/:%2F:g')/jiannuo"
export DATABASE_URL
code=0
"$@" || code=$?
exit "$code"
