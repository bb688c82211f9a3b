"""What an editor is asked about, with the sentences that it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.articles import read_article
from briefgen.cli.details import describe_conflict, describe_question
from briefgen.cli.messages import say
from briefgen.cli.quotes import quote_in_sentence
from briefgen.cli.reviewing import Item
from briefgen.cli.terminal import plain
from briefgen.model import Article, Evidence, Question, View
from briefgen.project import Project

_INDENT = "   "
_MOST = 3  # pieces of evidence shown of one fact


def describe_item(item: Item, view: View, project: Project) -> Iterator[str]:
    """The question or conflict in words, then each fact with its number, its date and its evidence in its sentence."""
    subject = item.subject
    asked = describe_question(subject, view) if isinstance(subject, Question) else describe_conflict(subject, view)
    head, *rest = asked.splitlines()
    yield plain(head)
    # The facts that describe_question lists follow below, with their evidence.
    yield from (plain(line) for line in rest if not isinstance(subject, Question) or not line.lstrip().startswith("←"))
    paths = {source.stem: source.path for source in view.sources}
    articles: dict[str, Article | None] = {}
    for number, fact in enumerate(item.facts, start=1):
        yield plain(f"{number}. {fact.label}")
        yield f"{_INDENT}{fact.id} · {fact.date.edtf or '–'} · {' '.join(fact.parties)}"
        for evidence in fact.evidence[:_MOST]:
            if evidence.article not in articles:
                path = paths.get(evidence.article)
                articles[evidence.article] = read_article(project.root / path, project.root).article if path else None
            yield plain(f"{_INDENT}{evidence.article}: {_say(evidence, articles[evidence.article])}")
        if len(fact.evidence) > _MOST:
            yield f"{_INDENT}{say('review.more', count=len(fact.evidence) - _MOST, fact=fact.id)}"


def _say(evidence: Evidence, article: Article | None) -> str:
    return quote_in_sentence(article, evidence) if article else f"«{evidence.reading}»"
