"""A real LibreOffice for the slow tests: it converts, and edits as an editor would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}
_SCRIPT = Path(__file__).parent / "drafts" / "libreoffice_edit.py"


def convert(data: bytes, folder: Path, form: str = "docx") -> Path:
    """The document as LibreOffice saves it, as ``docx`` or ``pdf``."""
    source, target = folder / "source.docx", folder / "converted"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", _FILTERS[form], "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target / f"source.{form}"


def edit(data: bytes, folder: Path, edits: Sequence[Sequence[str]]) -> Path:
    """The document after these edits (see ``libreoffice_edit.py``), made in LibreOffice and saved by it."""
    source, target = folder / "source.docx", folder / "draft.docx"
    source.write_bytes(data)
    # The system's Python, since UNO's bindings are Debian's; it knows nothing of our environment.
    command = ["/usr/bin/python3", str(_SCRIPT), str(source), str(target), json.dumps(edits)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={"PATH": "/usr/bin:/bin", "HOME": str(folder)})
    return target
