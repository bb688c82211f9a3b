"""Interface texts: templates are written in Vietnamese, ``<language>.po`` beside them holds the other languages."""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from briefgen.errors import TemplateError

SOURCE_LANGUAGE = "vi"


class Catalogue(gettext.NullTranslations):
    """Translations held in a mapping; a text without one stays as the template has it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self.texts = texts

    def gettext(self, message: str) -> str:
        return self.texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@lru_cache(maxsize=8)
def load_catalogue(templates: Sequence[Path], language: str) -> Catalogue:
    """The texts of a language from all template folders, those of the first folder winning."""
    texts: dict[str, str] = {}
    for folder in reversed(tuple(templates)):
        path = folder / f"{language}.po"
        if language != SOURCE_LANGUAGE and path.is_file():
            texts |= _read(path)
    return Catalogue(texts)


def _read(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError, OSError) as error:
        raise TemplateError(
            f"the catalogue cannot be read: {error}", place=f"templates/{path.name}", remedy="Correct the entry in a PO editor"
        ) from error
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string and isinstance(message.id, str)}
