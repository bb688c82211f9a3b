#!/usr/bin/env bash
# Installs what a fresh Debian 12 machine with Python 3.11 lacks, into .venv (and .tools for uv): nothing else is touched.
#
#   tools/setup.sh run    what `briefgen` needs
#   tools/setup.sh dev    and what the fast tests, lint and types need
#   tools/setup.sh data   and what the generators of packs and fonts need
#   tools/setup.sh slow   and what the slow tests need (LibreOffice, poppler, qpdf, Java, PostgreSQL, Node)
#
# A second run finds its stamp and ends at once. Packages come from wherever pip and uv are set to look.
set -euo pipefail
cd "$(dirname "$0")/.."
level=${1:-run}
PATH="$PATH:/usr/sbin:/sbin" # ldconfig, for people who are not root
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 # the machine's certificates, as a desk's own mirror may need; the second is the older name

say() { printf 'set-up: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

find_python() {
    local name
    for name in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    die "Python 3.11 or newer is not on this machine. Install python3 and try again."
}

# Everything that decides what gets installed, and where: a virtual environment cannot be moved.
make_stamp() { { cat tools/setup.sh pyproject.toml requirements/*.lock requirements/apt-*.txt; echo "$PWD $python $level"; } | sha256sum | cut -d' ' -f1; }

# --- Debian packages ------------------------------------------------------------------------------------------------

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_install() { command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

read_packages() { sed -e 's/#.*//' "requirements/apt-$1.txt" | tr -s ' \n' ' '; }

# Another program may hold the lock for a while, and a mirror may fail once. sudo hands no environment on.
run_apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -qq "$@" </dev/null; }

# A package written as package:command is only missing where the command is: some machines have Node or Java from elsewhere.
# dpkg knows what is installed; where there is none (another Linux), the loader knows whether the library is there.
list_missing() {
    local entry package
    for entry in $1; do
        package=${entry%%:*}
        if [ "$entry" != "$package" ] && command -v "${entry#*:}" >/dev/null 2>&1; then
            continue
        elif command -v dpkg-query >/dev/null 2>&1; then
            dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
        else
            ldconfig -p 2>/dev/null | grep -q "${package%-*}" || echo "$package"
        fi
    done
}

install_debian() {
    local missing
    missing=$(list_missing "$(read_packages "$1")" | tr '\n' ' ')
    [ -z "$missing" ] && return
    if may_install; then
        say "installing $missing"
        mkdir -p .tools
        if { run_apt update && run_apt install -y --no-install-recommends $missing; } >.tools/apt.log 2>&1; then
            return
        fi
        grep -E '^(E|W|Err):' .tools/apt.log | tail -n 3 >&2 || true
    fi
    say "some Debian packages are missing and could not be installed here. Ask for: apt-get install $missing"
    [ "$1" = run ] || exit 1 # without them a PDF may fail, with its own message; tests would only mislead
}

# --- Python packages ------------------------------------------------------------------------------------------------

# pip --target works under PEP 668 (Debian's externally managed Python) and needs neither root nor python3-venv.
find_uv() {
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
        uv=uv
        return
    fi
    uv=$PWD/.tools/uv/bin/uv
    [ -x "$uv" ] && return
    "$python" -m pip --version >/dev/null 2>&1 || add_pip
    say "fetching uv"
    PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        --target .tools/uv -r requirements/uv.lock || die "uv could not be fetched with pip. Install uv and try again."
}

add_pip() {
    may_install || die "neither uv nor pip is on this machine. Install one of them (apt-get install python3-pip) and try again."
    run_apt update >/dev/null && run_apt install -y --no-install-recommends python3-pip >/dev/null
}

# uv does not read pip's settings; a desk that set pip to its own mirror means uv too.
borrow_index() {
    local index
    [ -n "${UV_INDEX_URL:-}${UV_DEFAULT_INDEX:-}" ] && return
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$index" ] || export UV_DEFAULT_INDEX=$index
}

install_python() {
    local locks=(-r requirements/build.lock -r requirements/run.lock)
    [ "$level" = run ] || locks+=(-r requirements/dev.lock)
    [ "$level" != data ] || locks+=(-r requirements/data.lock)
    .venv/bin/python -c '' 2>/dev/null || "$uv" venv --quiet --clear --python "$python" .venv
    say "installing the locked Python packages"
    "$uv" pip install --quiet --python .venv/bin/python --require-hashes --compile-bytecode "${locks[@]}"
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
}

stop_if_current() {
    stamp_file=.venv/.set-up-$level
    if [ -x .venv/bin/briefgen ] && [ "$(cat "$stamp_file" 2>/dev/null)" = "$stamp" ]; then
        exit 0
    fi
}

python=$(find_python)
stamp=$(make_stamp)
stop_if_current
install_debian run
[ "$level" != slow ] || install_debian slow
find_uv
borrow_index
install_python
[ "$level" != slow ] || [ ! -x tools/validators/setup.sh ] || tools/validators/setup.sh
.venv/bin/python -m compileall -q -j 2 src || true
echo "$stamp" >"$stamp_file"
say "ready ($level)"
