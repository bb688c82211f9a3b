"""What a file says of its article, made fit to be printed and linked to: whoever saved it may have written anything there."""

from __future__ import annotations

from urllib.parse import urlsplit

import regex

from briefgen.articles.normalise import normalise_characters
from briefgen.articles.strand import Strand

LONGEST = 1000  # characters of a title, a name or an address: what is longer is none
_ADDRESS = regex.compile(r"(?i)https?://[^\s<>\"'`\\^{}|]+")


def clean_value(text: str) -> str:
    """The value on one line, in NFC, without invisible and control characters and halves of characters, cut at ``LONGEST``."""
    whole = text[: 4 * LONGEST].encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # a pair written as two escapes is one
    return " ".join(normalise_characters(Strand(whole)).text.split())[:LONGEST].rstrip()


def is_web_address(text: str) -> bool:
    """Whether the text is an address that may stand in a document as a link: http or https with a host, and nothing else around it."""
    if len(text) > LONGEST or not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
