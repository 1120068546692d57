#!/bin/sh
# Make a virtual environment and install a hashed lock into it:
#   scripts/setup.sh VENV LOCK [--project]
# --project installs this project itself on top, editable and without reaching for anything that the lock lacks.
set -eu

venv=$1
lock=$2
project=${3:-}
python=${PYTHON:-python3}

fail() {
    echo "setup: $*" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 || fail "no $python; install Python 3.11 or later, or name one: make PYTHON=python3.12"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old; install Python 3.11 or later, or name one: make PYTHON=python3.12"

usable() { [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

if ! usable; then
    # Debian and Ubuntu split ensurepip off into a package of its own
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing python3-venv" >&2
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2 </dev/null || true
        apt-get install -y -qq --no-install-recommends python3-venv >/dev/null </dev/null ||
            echo "setup: apt-get could not install python3-venv" >&2
    fi
    rm -rf "$venv"
    if "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        "$python" -m venv "$venv"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        # no ensurepip, but a pip outside: it can install pip into an environment made without one
        "$python" -m venv --without-pip "$venv"
        "$python" -m pip --python "$venv/bin/python" install --quiet --require-hashes --no-deps -r requirements-dev.lock
    fi
    usable || fail "$python has no venv module with pip; run: sudo apt-get install python3-venv"
fi

"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
if [ "$project" = --project ]; then
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
