"""The program itself, as an edition names it."""

from __future__ import annotations

import hashlib
import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from briefgen.editions import Program
from briefgen.pipeline.causes import add_files

_PACKAGE = Path(__file__).parent.parent
_OURS = "briefgen"


@cache
def describe_program() -> Program:
    """Version, own files, Python, and every package that the program needs, with Pango, which sets the lines of the PDF."""
    packages = dict(sorted(_list_packages(_OURS, set()).items()))
    version = packages.pop(_OURS, "unknown")
    return Program(
        version=version, digest=_digest_code(), python=platform.python_version(), packages=packages | {"pango": _pango_version()}
    )


def _digest_code() -> str:
    digest = hashlib.sha256()
    for root in (_PACKAGE, _PACKAGE / "carried" / "templates"):  # in a checkout the second is a link, which rglob does not enter
        add_files(digest, root, (path for path in root.rglob("*") if path.suffix != ".pyc"))
    return digest.hexdigest()


def _list_packages(name: str, seen: set[str]) -> dict[str, str]:
    """The installed version of a package and of all that it requires; what is not installed is not used."""
    if name in seen:
        return {}
    seen.add(name)
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return {}
    found = {name: package.version}
    for requirement in package.requires or ():
        if "extra ==" not in requirement:
            found |= _list_packages(re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-"), seen)
    return found


def _pango_version() -> str:
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
