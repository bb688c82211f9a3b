"""Packages whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
_FIRST = ("[Content_Types].xml", "_rels/.rels")  # Word and file(1) look for the content types at the front


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts, in a fixed order, with fixed dates and attributes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            package.writestr(entry, parts[name])
    return target.getvalue()


def repack(package: bytes) -> bytes:
    """The same package with the dates and the order of :func:`pack`."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return pack({name: source.read(name) for name in source.namelist()})
