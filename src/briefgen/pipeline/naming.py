"""Names for saved articles, and which addresses are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit

_LONGEST = 60  # letters of a title in a file's name
_BARE = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "ł": "l"})
# What is hung on to an address to follow readers, and changes nothing of the page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|vn_source|vn_campaign|vn_medium|ref|share")


def make_stem(title: str, day: str | None, taken: Collection[str]) -> str:
    """A name like ``2024-04-27-asean-va-nga``: ASCII letters of the title behind the day, numbered where it is taken.

    ``taken`` are stems in use, whatever their case: some disks do not tell letters by it.
    """
    base = "-".join(part for part in (day, _slug(title)) if part) or "article"
    used = {one.casefold() for one in taken}
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, len(used) + 3))) if name not in used)


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(_BARE)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", bare)
    slug = "-".join(words)
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def normalise_address(address: str) -> str:
    """What two addresses of one page have in common: no scheme, no www, no fragment, no closing slash, no tracking."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)))
    return f"{host}{port}{parts.path.rstrip('/')}{'?' if query else ''}{query}"
