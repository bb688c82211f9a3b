"""Facts, conflicts and questions, at length, for a person at the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from briefgen.cli.messages import choose_language, say
from briefgen.cli.quotes import quote_in_sentence
from briefgen.cli.tables import cut
from briefgen.errors import UsageError
from briefgen.model import Article, Conflict, Evidence, Fact, Mention, Question, SourceInfo, View
from briefgen.project import Project

_INDENT = "  "
_LONGEST_VALUE = 120
_QUESTIONS = Path(__file__).parent.parent / "packs" / "registry" / "questions.yaml"


def find_fact(view: View, name: str) -> Fact:
    """The fact with this id, or the only one whose id begins so.

    Raises :class:`UsageError` where there is none or more than one.
    """
    # The export gives an earlier state of a fact the fact's id and a tail.
    exact = [fact for fact in view.facts if name == fact.id or name.startswith(f"{fact.id}-")]
    found = exact or [fact for fact in view.facts if fact.id.startswith(name)]
    if not found:
        raise UsageError(say("errors.unknown_fact", name=name), remedy=say("errors.unknown_fact_remedy"))
    if len(found) > 1:
        names = ", ".join(fact.id for fact in found[:8])
        raise UsageError(
            say("errors.ambiguous_fact", count=len(found)), place=name, remedy=say("errors.ambiguous_fact_remedy", names=names)
        )
    return found[0]


def describe_fact(fact: Fact, view: View, mentions: Sequence[Mention], project: Project) -> str:
    """Everything about a fact: what it says, its evidence in its sentences, which pattern read each, and its conflicts."""
    lines = [fact.label, f"{_INDENT}{fact.id} · {fact.kind.value} · {fact.status.value}"]
    lines += [f"{_INDENT}{name}: {value}" for name, value in _list_fields(fact)]
    lines += ["", say("show.evidence")]
    articles = _ArticleShelf(project, view)
    for evidence in fact.evidence:
        lines += _describe_evidence(evidence, articles, mentions)
    for conflict in view.conflicts:
        if any(side.fact == fact.id for side in conflict.sides):
            lines += ["", describe_conflict(conflict, view)]
    return "\n".join(lines)


def _list_fields(fact: Fact) -> Iterator[tuple[str, str]]:
    yield say("tables.parties"), " ".join(fact.parties) or "–"
    basis = f" ({fact.date.basis.value}{': ' + fact.date.note if fact.date.note else ''})" if fact.date.basis else ""
    yield say("tables.date"), (fact.date.edtf or "–") + basis
    for name, value in msgspec.to_builtins(fact.claim).items():
        if name != "type" and value not in (None, [], ()):
            yield name, _format_value(value)
    if fact.topics:
        yield say("what.topic"), ", ".join(fact.topics)
    if fact.derived_from:
        yield "=", say("show.derived", formula=fact.derived_from.formula)
    if fact.decisions:
        yield "§", say("show.decisions", ids=", ".join(fact.decisions))


def _format_value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part is not None)
    if isinstance(value, list | tuple):
        return "; ".join(_format_value(part) for part in value)
    return str(value)


def _describe_evidence(evidence: Evidence, articles: _ArticleShelf, mentions: Iterable[Mention]) -> list[str]:
    source = articles.source(evidence.article)
    lines = [f"{_INDENT}{_name_source(source, evidence)}", f"{_INDENT * 2}{articles.sentence(evidence)}"]
    for mention in mentions:
        if evidence in mention.evidence:
            lines.append(f"{_INDENT * 2}{say('show.read_by', rule=mention.rule)}")
            lines += [
                f"{_INDENT * 3}{say('show.slot', field=name, value=slot.value, how=slot.how)}" for name, slot in mention.slots.items()
            ]
    return lines


def _name_source(source: SourceInfo | None, evidence: Evidence) -> str:
    named = [source.outlet, source.published] if source else []
    return " · ".join([f"{evidence.article}[{evidence.start}:{evidence.end}]", *(part for part in named if part)])


class _ArticleShelf:
    """The articles that evidence points into, each read once."""

    def __init__(self, project: Project, view: View) -> None:
        self._project = project
        self._sources = {source.stem: source for source in view.sources}
        self._articles: dict[str, Article | None] = {}

    def source(self, stem: str) -> SourceInfo | None:
        return self._sources.get(stem)

    def sentence(self, evidence: Evidence) -> str:
        """The quote in its sentence, or alone where the article has gone."""
        article = self._read(evidence.article)
        return quote_in_sentence(article, evidence) if article else f"«{evidence.reading}»"

    def _read(self, stem: str) -> Article | None:
        from briefgen.articles import read_article

        if stem not in self._articles:
            source = self._sources.get(stem)
            self._articles[stem] = read_article(self._project.root / source.path, self._project.root).article if source else None
        return self._articles[stem]


def describe_conflict(conflict: Conflict, view: View) -> str:
    """A conflict with both sides and who says so."""
    sources = {source.stem: source for source in view.sources}
    lines = [f"{conflict.id} · {conflict.kind.value} · {conflict.field}"]
    for side in conflict.sides:
        said_by = ", ".join(dict.fromkeys(_name_source(sources.get(evidence.article), evidence) for evidence in side.evidence))
        lines.append(f"{_INDENT}{side.value}  ← {side.fact}  {said_by}")
    return "\n".join(lines)


def describe_question(question: Question, view: View) -> str:
    """A question in words, with the facts that it is about."""
    facts = {fact.id: fact for fact in view.facts}
    lines = [f"{question.id} · {question.code}", f"{_INDENT}{_word_question(question)}"]
    lines += [f"{_INDENT}← {identifier}  {facts[identifier].label}" for identifier in question.facts if identifier in facts]
    return "\n".join(lines)


def _word_question(question: Question) -> str:
    wording = _load_wordings().get(question.code, {}).get(choose_language())
    if wording is None:
        return "; ".join(f"{name}: {value}" for name, value in question.values.items())
    for name, value in question.values.items():
        wording = wording.replace(f"{{{name}}}", cut(value, _LONGEST_VALUE))
    return wording


@cache
def _load_wordings() -> Mapping[str, Mapping[str, str]]:
    """How each kind of question is asked, by its code and the language."""
    import yaml

    wordings: Mapping[str, Mapping[str, str]] = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))
    return wordings
