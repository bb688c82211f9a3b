"""From an article to its mentions: the grammar's way through, behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Protocol

from briefgen.extract.annotate import annotate_text, cut
from briefgen.extract.assemble import assemble
from briefgen.extract.context import Context, Draft, Passage
from briefgen.extract.dates import load_date_rules
from briefgen.extract.entities import load_entities, load_masked
from briefgen.extract.frame import make_frame, people_annotations, told_events
from briefgen.extract.gate import check_mentions
from briefgen.extract.grammar import Line
from briefgen.extract.kinds.agreement import build_agreements
from briefgen.extract.kinds.chair import load_seats
from briefgen.extract.kinds.commitment import build_commitments
from briefgen.extract.kinds.figures import load_marks
from briefgen.extract.kinds.meeting import build_meetings
from briefgen.extract.kinds.milestone import build_milestones
from briefgen.extract.kinds.role import build_roles
from briefgen.extract.kinds.statement import build_statements
from briefgen.extract.kinds.statistic import build_statistics
from briefgen.extract.lexicon import join_lexicons
from briefgen.extract.metonyms import read_capitals
from briefgen.extract.numbers import load_number_rules
from briefgen.extract.packs import LANGUAGES, Packs, load_packs
from briefgen.extract.people import complete_parties, resolve_people
from briefgen.extract.people.rules import load_rules
from briefgen.extract.repetition import leave_out_repetition
from briefgen.extract.sentences import split_sentences
from briefgen.model import Article, Mention, Problem, Record, Severity

Builder = Callable[[Context], Iterator[Draft]]
AFTER_MEETINGS: tuple[Builder, ...] = (
    build_milestones,
    build_agreements,
    build_statistics,
    build_roles,
    build_statements,
    build_commitments,
)


class Extraction(Record):
    """What an extractor read in an article: mentions that passed the gate, and what was doubtful."""

    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]


class Extractor(Protocol):
    """Anything that reads an article: its mentions go through the same gate as the grammar's."""

    name: str

    def read(self, article: Article) -> tuple[Mention, ...]:
        """All mentions of the article, unchecked."""


class GrammarExtractor:
    """The lexicons and patterns of the packs."""

    name = "grammar"

    def __init__(self, packs: Packs) -> None:
        self._packs = packs

    def read(self, article: Article) -> tuple[Mention, ...]:
        context = make_context(article, self._packs)
        drafts = list(build_meetings(context))
        context.events, context.asides = told_events(drafts, context.passages, context.frame.anchor)
        for build in AFTER_MEETINGS:
            drafts.extend(build(context))
        return assemble(context, drafts)


def prepare_languages() -> None:
    """Compile what reading each language needs (half a second each): to be called before processes are forked, which then share it."""
    for language in LANGUAGES:
        load_date_rules(language)
        load_number_rules(language)
        _join(load_packs(), language)


@lru_cache(maxsize=8)
def _join(packs: Packs, language: str) -> None:
    """Let all lexicons of a language read an article together."""
    lexicons = (packs.languages[language].lexicon, packs.topic_lexicons[language], load_entities(language), load_masked(language))
    join_lexicons([*lexicons, load_rules(language).lexicon, load_marks(packs, language), load_seats(packs, language)])


def extract_mentions(article: Article, packs: Packs, extractor: Extractor | None = None) -> Extraction:
    """The article's mentions that its quotes bear out, and the problems met; none for a language without a pack."""
    if article.language not in LANGUAGES:
        return Extraction(mentions=(), problems=(_unsupported(article),))
    readable, left_out = leave_out_repetition(article)
    mentions = (extractor or GrammarExtractor(packs)).read(readable)
    kept, problems = check_mentions(article, mentions)
    return Extraction(mentions=kept, problems=(*left_out, *problems))


def make_context(article: Article, packs: Packs) -> Context:
    """The article cut into labelled sentences, with its frame and its people resolved."""
    _join(packs, article.language)
    annotations = annotate_text(article.reading.text, article.language, packs)
    passages: list[Passage] = []
    at = 0
    for number, sentence in enumerate(split_sentences(article)):
        inside, at = cut(annotations, sentence.start, sentence.end, at)
        inside = read_capitals(article.reading.text, sentence.start, inside)
        line = Line(article.reading.text, sentence.start, sentence.end, inside, packs.labels)
        passages.append(Passage(line=line, sentence=sentence, number=number))
    frame = make_frame(article, passages, packs)
    people = resolve_people(people_annotations(passages), home=frame.home)
    people = complete_parties(people, frame.parties, frame.home, article.language)
    return Context(article, packs, passages, frame, people)


def _unsupported(article: Article) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="language-unsupported",
        message=f"no language pack for {article.language!r}",
        remedy=f"Facts are read from {' and '.join(LANGUAGES)} only; the article can still be cited",
        file=article.path,
    )
