#!/bin/sh
# Install the system packages that some tests need: a browser for the pages, LibreOffice for Word and Excel files,
# PostgreSQL for the ledger.  Debian's own cluster is not wanted: scripts/postgresql.sh starts one of its own.
# Where that is not allowed, say what to install; those tests then skip and say so.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-noto-cjk"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer libreoffice-calc"
"$(dirname "$0")/postgresql.sh" --check >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "system: installing$missing" >&2
    # Neither make Debian's cluster nor start it.
    if [ ! -e /etc/postgresql-common ]; then
        mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi
    # shellcheck disable=SC2086  # a list of packages
    if apt-get update -qq </dev/null >/dev/null 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "system: some tests are skipped; to run them: sudo apt-get install --no-install-recommends$missing" >&2
