"""Faults of the packs that would otherwise pass in silence: what ``briefgen packs check`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.extract.annotate import annotate_text
from briefgen.extract.extractor import make_context
from briefgen.extract.grammar import Line, Pattern
from briefgen.extract.packs import LANGUAGES, SUBJECT, Packs
from briefgen.model import Article, Kind, Problem, Severity

# Patterns that a desk's own articles need not hold; they are shown by their examples.
RARE = "rare"


def check_packs(packs: Packs, articles: Iterable[Article]) -> tuple[Problem, ...]:
    """Patterns without an example, examples that their pattern no longer fits, and patterns that never fire on ``articles``.

    Labels that do not exist are found when the packs are loaded (SettingsError). A pattern marked ``rare`` need not fire.
    """
    fired = find_fired(packs, articles)
    return tuple(_faults(packs, fired))


def find_fired(packs: Packs, articles: Iterable[Article]) -> set[tuple[Kind, str]]:
    """The patterns that fit somewhere in the articles, by kind and name."""
    fired: set[tuple[Kind, str]] = set()
    for article in articles:
        if article.language not in LANGUAGES:
            continue
        for passage in make_context(article, packs).passages:
            fired.update((kind, match.pattern.name) for kind in Kind for match in packs.grammars[kind].find(passage.line))
    return fired


def _faults(packs: Packs, fired: set[tuple[Kind, str]]) -> Iterator[Problem]:
    for kind in Kind:
        for pattern in packs.grammars[kind].patterns:
            if not any(pattern.examples.get(language) for language in LANGUAGES):
                yield _problem(kind, pattern, "pattern-without-example", "no example", "Write a sentence of your own that it reads")
            for language, sentence in unmatched_examples(packs, kind, pattern):
                yield _problem(
                    kind,
                    pattern,
                    "example-not-matched",
                    f"does not fit its {language} example {sentence!r}",
                    "Mend the pattern or the example",
                )
            if (kind, pattern.name) not in fired and RARE not in pattern.set:
                yield _problem(
                    kind, pattern, "pattern-never-fires", "fits nowhere in the articles", "Mark it `set: {rare: why}` or take it out"
                )


def unmatched_examples(packs: Packs, kind: Kind, pattern: Pattern) -> Iterator[tuple[str, str]]:
    """The pattern's examples that it does not fit, by language."""
    for language, sentences in pattern.examples.items():
        for sentence in sentences:
            line = make_line(sentence, language, packs)
            if not any(match.pattern.name == pattern.name for match in packs.grammars[kind].find(line)):
                yield language, sentence


def make_line(sentence: str, language: str, packs: Packs) -> Line:
    """A sentence on its own, labelled as the extractor labels it."""
    return Line(sentence, 0, len(sentence), annotate_text(sentence, language, packs), packs.labels)


def _problem(kind: Kind, pattern: Pattern, code: str, message: str, remedy: str) -> Problem:
    place = f"packs/subjects/{SUBJECT}/{kind.value}.yaml"
    return Problem(severity=Severity.ERROR, code=code, message=f"pattern {pattern.name}: {message}", remedy=remedy, file=place)
