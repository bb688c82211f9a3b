"""The number law: no number, date or person in a document that no cited fact carries, no sentence without its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from lxml.html import HtmlElement

from briefgen.compose.carriers import DATE, NUMBER, Cargo, load_fact, load_source, merge_cargo, read_dates, read_number
from briefgen.compose.citations import anchor
from briefgen.compose.clauses import quote_window
from briefgen.compose.dossier import Dossier, person_names
from briefgen.model import Fact, Meeting, Problem, Role, Severity

_UNSOURCED = {"gap", "note", "source", "kicker", "subtitle"}
_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"[²³¹¼-¾⁰-⁹₀-₉⅐-↋]")  # numbers that are no digits: raised, lowered, fractions, Roman
OWN_WORDS = 4  # so many words of a template between cited sentences are a sentence of its own
NOTHING = Cargo(numbers=frozenset(), dates=frozenset(), words="")


def lint_document(root: HtmlElement, dossier: Dossier, pictures: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """What the document says without a fact: numbers, dates, people, quotes that differ from their source, sentences without a note.

    The document is read as the templates made it: ``span.literal`` marks what is said without one on purpose. In a sentence that an editor
    worded, a finding is a warning. ``pictures`` are the alternative texts of the charts by name: a template may not write its own.
    """
    checker = _Checker(dossier)
    body = root.find("body")
    if body is None:
        return ()
    found = [*checker.check_texts(body), *check_quotes(body, dossier), *check_citations(body), *check_pictures(body, pictures or {})]
    return tuple(dict.fromkeys(_named(problem, dossier) for problem in found))


def _named(problem: Problem, dossier: Dossier) -> Problem:
    return Problem(
        severity=problem.severity,
        code=problem.code,
        message=problem.message,
        remedy=problem.remedy,
        file=f"reports/briefings/{dossier.settings.name}.toml",
    )


def _problem(code: str, message: str, remedy: str, *, edited: bool = False) -> Problem:
    return Problem(severity=Severity.WARNING if edited else Severity.ERROR, code=code, message=message, remedy=remedy)


class _Checker:
    """Reads the texts of one document against what its facts and sources carry; what a fact carries is looked up once."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._facts: dict[str, Cargo] = {}
        self._sources = {f"#source-{anchor(source.stem)}": load_source(source) for source in dossier.sources}
        self._files = {source.path: load_source(source) for source in dossier.sources}

    @cached_property
    def spelled(self) -> tuple[re.Pattern[str], ...]:
        """Amounts in words ("ba tỷ")."""
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.dossier.wording.spelled_numbers)

    @cached_property
    def people(self) -> re.Pattern[str] | None:
        """Every person whom the view names."""
        names = sorted(
            {name for fact in self.dossier.by_id.values() for name in _people_of(fact, self.dossier.wording.titles)}, key=len, reverse=True
        )
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)") if names else None

    @cached_property
    def titled(self) -> re.Pattern[str]:
        """A title and the capitalised words behind it."""
        titles = "|".join(map(re.escape, sorted(self.dossier.wording.titles, key=len, reverse=True)))
        upper = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"
        return re.compile(
            rf"(?<!\w)(?:{titles})\s+((?:[{upper}][a-zà-öø-ÿăđĩũơưạ-ỹ'’-]+)(?:\s+[{upper}][a-zà-öø-ÿăđĩũơưạ-ỹ'’-]+){{1,3}})(?!\w)"
        )

    def check_texts(self, body: HtmlElement) -> Iterator[Problem]:
        for element, text in _texts(body):
            cargo = self._cargo(element)
            if cargo is None:
                continue
            yield from self._check(_SPACE.sub(" ", text), cargo)

    def _cargo(self, element: HtmlElement) -> Cargo | None:
        """What the nearest carrier around a text carries; None where the text is marked literal."""
        for parent in (element, *element.iterancestors()):
            if parent.get("class") == "literal":
                return None
            if parent.get("data-fact") is not None:
                return merge_cargo(self._load(fact) for fact in parent.get("data-fact", "").split())
            if parent.tag == "a" and parent.get("href") in self._sources:
                return self._sources[parent.get("href", "")]
            if parent.get("data-source") in self._files:
                return self._files[parent.get("data-source", "")]
        return NOTHING

    def _load(self, fact_id: str) -> Cargo:
        if fact_id not in self._facts:
            fact = self.dossier.by_id.get(fact_id)
            self._facts[fact_id] = load_fact(fact, self.dossier) if fact else NOTHING
        return self._facts[fact_id]

    def _check(self, text: str, cargo: Cargo) -> Iterator[Problem]:
        rest = text
        for match in DATE.finditer(text):
            rest = rest.replace(match.group(), " " * len(match.group()), 1)
            if not read_dates(match.group()) <= cargo.dates and match.group().casefold() not in cargo.words:
                yield self._finding("date-without-fact", match.group(), text, cargo)
        for match in NUMBER.finditer(rest):
            if not read_number(match.group()) & cargo.numbers and not _is_year_of_span(match.group(), cargo):
                yield self._finding("number-without-fact", match.group(), text, cargo)
        for pattern in (_SIGNS, *self.spelled):
            for match in pattern.finditer(rest):
                if match.group().casefold() not in cargo.words:
                    yield self._finding("number-without-fact", match.group(), text, cargo)
        yield from self._check_people(text, cargo)

    def _check_people(self, text: str, cargo: Cargo) -> Iterator[Problem]:
        known = self.people.findall(text) if self.people else []
        titled = [name for name in self.titled.findall(text) if name.split()[0] not in self.dossier.wording.not_names]
        for name in dict.fromkeys((*known, *titled)):
            if not _is_carried(name, cargo):
                yield self._finding("person-without-fact", name, text, cargo)

    def _finding(self, code: str, token: str, text: str, cargo: Cargo) -> Problem:
        remedy = "Let a fact say it, or mark it in the template with literal(…)"
        return _problem(code, f"{token!r} in {quote_window(text, 80)!r} is carried by no cited fact", remedy, edited=cargo.edited)


def _is_carried(name: str, cargo: Cargo) -> bool:
    """Whether the words carry the name, or all of it but a country before it ("Thủ tướng Australia Tên Họ")."""
    words = name.casefold().split()
    return any(" ".join(words[start:]) in cargo.words for start in range(max(1, len(words) - 1)))


def _is_year_of_span(token: str, cargo: Cargo) -> bool:
    return Decimal(token) in cargo.numbers if token.isdigit() else False


def _people_of(fact: Fact, titles: tuple[str, ...]) -> Iterator[str]:
    claim = fact.claim
    if isinstance(claim, Role) and claim.person:
        yield from person_names(fact, titles)
    if isinstance(claim, Meeting):
        yield from (person.name for person in (*claim.chairs, *claim.participants) if person.name)


def _texts(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Every text with the element that it stands in."""
    for element in body.iter():
        if isinstance(element.tag, str):
            if element.text and element.text.strip():
                yield element, element.text
            for child in element:
                if child.tail and child.tail.strip():
                    yield element, child.tail


def check_quotes(body: HtmlElement, dossier: Dossier) -> Iterator[Problem]:
    """Every quote in a footnote stands word by word in the evidence of the facts that it cites."""
    for note in body.xpath(".//span[@class='footnote']"):
        facts = [dossier.by_id[fact] for fact in note.get("data-fact", "").split() if fact in dossier.by_id]
        said = [_SPACE.sub(" ", evidence.reading) for fact in facts for evidence in fact.evidence]
        for quote in note.iter("q"):
            words = _SPACE.sub(" ", quote.text_content()).strip("… ")
            if not any(words in reading for reading in said):
                yield _problem(
                    "quote-changed",
                    f"the quote {quote_window(words, 80)!r} does not stand in its source",
                    "Report this: the program made it",
                )


def check_citations(body: HtmlElement) -> Iterator[Problem]:
    """Every sentence is followed by a note that cites its fact, and every plain paragraph of a section has one."""
    for span in body.xpath(".//span[@data-field='sentence']"):
        block = next((parent for parent in span.iterancestors() if parent.tag in ("p", "li", "td", "th")), None)
        notes = block.xpath(".//span[@class='footnote' or @class='noteref']") if block is not None else []
        if not any(span.get("data-fact") in note.get("data-fact", "").split() for note in notes):
            yield _uncited(span)
    for paragraph in body.xpath(".//p[not(ancestor::header)]"):
        marked = set((paragraph.get("class") or "").split()) & _UNSOURCED
        told = paragraph.xpath(".//span[@data-field='sentence' or @class='literal']")
        if not marked and (not told or len(_own_words(paragraph)) >= OWN_WORDS):
            yield _uncited(paragraph)
    for row in body.xpath(".//tbody/tr[not(ancestor::header)] | .//li[not(ancestor::nav)]"):
        if not row.xpath("descendant-or-self::*[@data-fact or @data-source or @class='literal']"):
            yield _uncited(row)


def _own_words(paragraph: HtmlElement) -> list[str]:
    """What the template itself says in a paragraph: no fact's words, no note, nothing marked literal, no label in bold."""
    texts = (
        text
        for element, text in _texts(paragraph)
        if not any(
            parent.get("data-fact") is not None or parent.get("class") == "literal" or parent.tag == "strong"
            for parent in (element, *element.iterancestors())
            if parent is not paragraph
        )
    )
    return [word for text in texts for word in text.split() if any(map(str.isalpha, word))]


def check_pictures(body: HtmlElement, pictures: Mapping[str, str]) -> Iterator[Problem]:
    """Every chart has the alternative text that was made with it."""
    for image in body.iter("img"):
        known = pictures.get((image.get("src") or "").removeprefix("chart:"))
        if known is not None and image.get("alt") != known:
            words = quote_window(image.get("alt") or "", 80)
            yield _problem("alt-changed", f"the chart's alternative text is {words!r}", "Print it with figure(…), which gives its own")


def _uncited(element: HtmlElement) -> Problem:
    words = quote_window(element.text_content(), 80)
    return _problem("sentence-uncited", f"{words!r} has no footnote", "Print it with say(…), or give its paragraph the class note or gap")
