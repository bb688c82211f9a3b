"""The extractor's data: words by label and language, known documents, patterns by kind, topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from briefgen.errors import SettingsError
from briefgen.extract.grammar import Grammar, Labels, Pattern
from briefgen.extract.lexicon import Lexicon, Phrase
from briefgen.model import Kind, Record

LANGUAGES = ("vi", "en")
SUBJECT = "diplomacy"

T = TypeVar("T")


class Document(Record):
    """A document known by its own name; ``stage`` is set where naming it already says how far it is.

    ``parties`` are those whom it is between: of them a fact gets only the ones that the text names. ``period`` is one that the name holds.
    """

    id: str
    form: str
    topics: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    stage: str | None = None
    period: str | None = None
    exact: tuple[str, ...] = ()
    any: tuple[str, ...] = ()


class LabelFile(Record):
    labels: tuple[tuple[str, ...], ...]
    sets: Mapping[str, tuple[str, ...]]


class LanguageFile(Record):
    """What a language says of its articles: ``home`` is the country whose offices are named without their country."""

    home: str = ""


class KindFile(Record):
    """A subject's patterns of one kind, and lists of settings that its builder needs."""

    patterns: tuple[Pattern, ...]
    settings: Mapping[str, Mapping[str, tuple[str, ...]]] = {}


class LanguagePack:
    """What is needed to read one language."""

    def __init__(self, code: str, words: Mapping[str, Mapping[str, tuple[str, ...]]], documents: Sequence[Document]) -> None:
        self.code = code
        self.words = words
        self.lexicon = Lexicon([*_word_phrases(words), *_document_phrases(documents)])

    def phrases(self, label: str, value: str | None = None) -> tuple[str, ...]:
        """The phrases of a label (and value) in this language."""
        by_value = self.words.get(label, {})
        return by_value.get(value, ()) if value is not None else tuple(p for phrases in by_value.values() for p in phrases)


class Packs:
    """All data of the extractor, loaded once a process."""

    def __init__(self) -> None:
        described = read_pack(f"subjects/{SUBJECT}/labels.yaml", LabelFile)
        self.labels = Labels([name for tier in described.labels for name in tier], described.sets)
        self.priority = {name: (tier, rank) for tier, names in enumerate(described.labels) for rank, name in enumerate(names)}
        self.documents = read_pack(f"subjects/{SUBJECT}/documents.yaml", tuple[Document, ...])
        self.homes: Mapping[str, str | None] = {
            code: read_pack(f"languages/{code}/language.yaml", LanguageFile).home or None for code in LANGUAGES
        }
        self.topics = read_pack(f"subjects/{SUBJECT}/topics.yaml", dict[str, Mapping[str, tuple[str, ...]]])
        self.languages = {code: LanguagePack(code, read_words(code), self.documents) for code in LANGUAGES}
        self.topic_lexicons = {code: Lexicon(_topic_phrases(self.topics, code)) for code in LANGUAGES}
        self.kinds = {kind: read_pack(f"subjects/{SUBJECT}/{kind.value}.yaml", KindFile) for kind in Kind}
        self.grammars = {kind: Grammar(self.kinds[kind].patterns, self.labels, f"{kind.value}.yaml") for kind in Kind}

    def settings(self, kind: Kind, name: str, language: str) -> tuple[str, ...]:
        """A list of phrases that the builder of ``kind`` asks for by name, in ``language``; empty where there is none."""
        return self.kinds[kind].settings.get(name, {}).get(language, ())


@lru_cache(maxsize=1)
def load_packs() -> Packs:
    """The packs that the program carries; SettingsError names the file that does not say what it must."""
    return Packs()


def read_pack(name: str, kind: type[T]) -> T:
    """A pack's YAML file as ``kind``; SettingsError with the file where it cannot be read as that."""
    try:
        text = (files("briefgen.packs") / name).read_text(encoding="utf-8")
        # the base loader makes nothing but text, lists and maps: safe, and a word "no" is no boolean
        loaded = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
        return msgspec.convert(loaded, kind)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise SettingsError(
            " ".join(str(error).split()), place=f"packs/{name}", remedy="Mend the pack; briefgen packs check shows all faults"
        ) from error


def read_words(language: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """A language's words by label and value; plain lists stand under the value ``""``."""
    raw = read_pack(f"languages/{language}/words.yaml", dict[str, Mapping[str, tuple[str, ...]] | tuple[str, ...]])
    return {label: value if isinstance(value, Mapping) else {"": value} for label, value in raw.items()}


def _word_phrases(words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Phrase]:
    for label, by_value in words.items():
        for value, phrases in by_value.items():
            for phrase in phrases:
                yield Phrase(text=phrase, label=label, value=value or None)


def _document_phrases(documents: Sequence[Document]) -> Iterator[Phrase]:
    for document in documents:
        for name in document.exact:
            yield Phrase(text=name, label="AGRNAME", value=document, case="exact")
        for name in document.any:
            yield Phrase(text=name, label="AGRNAME", value=document)


def _topic_phrases(topics: Mapping[str, Mapping[str, tuple[str, ...]]], language: str) -> Iterator[Phrase]:
    for topic, by_language in topics.items():
        for phrase in by_language.get(language, ()):
            yield Phrase(text=phrase, label="TOPIC", value=topic)
