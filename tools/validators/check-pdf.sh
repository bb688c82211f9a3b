#!/usr/bin/env bash
# check-pdf.sh FILE.pdf …: veraPDF's verdict on PDF/UA-1 and PDF/A-3a, a line each with the rules broken; exit 1 if any is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../.tools/validators
"$here/setup.sh"
classes=$home/classes:$home/verapdf.jar
for jar in jaxb-api jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation stax-ex FastInfoset; do
    classes=$classes:/usr/share/java/$jar.jar
done
exec java -cp "$classes" CheckPdf ua1,3a "$@"
