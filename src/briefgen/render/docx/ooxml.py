"""WordprocessingML elements, made from content alone: the same content gives the same XML."""

from __future__ import annotations

import hashlib
import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"w": W, "r": R}
_PREFIX = f"{{{W}}}"
_WORDS_ONLY = {"w": W}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# XML 1.0 admits no other control characters, lone surrogates or non-characters; articles may hold them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def w(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """A ``w:`` element; its attributes are of the same namespace."""
    element = etree.Element(_PREFIX + name, nsmap=_WORDS_ONLY)
    for key, value in attributes.items():
        element.set(_PREFIX + key, str(value))
    if children:
        element.extend(children)
    return element


def worded(name: str, words: str) -> Element:
    """A ``w:`` element that holds words, kept with their spaces."""
    element = w(name)
    element.text = clean(words)
    if words[:1].isspace() or words[-1:].isspace() or "  " in words:
        element.set(XML_SPACE, "preserve")
    return element


def tag(name: str) -> str:
    """The qualified name of a ``w:`` element or attribute."""
    return _PREFIX + name


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def make_id(*parts: str | int) -> int:
    """A positive 31-bit number made from what it names: the same in every build, as ``w:id`` of controls wants it."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return (int.from_bytes(digest[:4], "big") & 0x7FFFFFFF) or 1


def make_name(prefix: str, ident: str) -> str:
    """A bookmark name for ``ident``: letters, digits and low lines, at most 40 characters, as Word wants it."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", ident)
    if plain == ident and len(prefix) + len(ident) <= 40:
        return prefix + ident
    return f"{prefix}{plain[: 31 - len(prefix)]}_{hashlib.sha256(ident.encode()).hexdigest()[:8]}"
