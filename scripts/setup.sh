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

# The environment's own pip; where Python cannot put one in (no ensurepip), the one outside works on it.
pip() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"
    else
        "$python" -m pip --python "$venv/bin/python" --quiet --disable-pip-version-check "$@"
    fi
}

can_make() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

if ! "$venv/bin/python" -c '' >/dev/null 2>&1; then
    rm -rf "$venv"
    # Debian and Ubuntu keep ensurepip in a package of its own
    if ! can_make && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing python3-venv" >&2
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv; } \
            </dev/null >/dev/null || echo "setup: apt-get could not install python3-venv" >&2
    fi
    if can_make; then
        "$python" -m venv "$venv"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$venv"
    else
        fail "$python cannot make virtual environments; run: sudo apt-get install python3-venv"
    fi
fi

pip install --require-hashes -r "$lock"
if [ "$project" = --project ]; then
    pip install --no-deps --no-build-isolation -e .
fi
