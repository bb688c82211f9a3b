"""Does each cited quote stand in its source as hashed, and does the document show nothing that it does not carry?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen.errors import DraftError
from briefgen.verification.files import read_bundle
from briefgen.verification.numbers import Carried, collect, walk_values
from briefgen.verification.records import Bundle, Finding, Line, Quote, Report
from briefgen.verification.sources import Shelf, judge_quote
from briefgen.verification.words import Page, find_altered, fold_words


def verify_file(path: Path, folders: Sequence[Path], original: Path | None = None) -> Report:
    """The report on a PDF or DOCX of ours, with the articles looked for in ``folders``; ``original`` as for drafts.

    Raises :class:`briefgen.errors.DraftError` for a file that cannot be verified at all.
    """
    bundle = read_bundle(path, original)
    shelf = Shelf(folders)
    try:
        quotes = tuple(_check_quotes(bundle, shelf))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        remedy = "Give a PDF or DOCX that `briefgen build` made"
        raise DraftError("the facts in the file are damaged", place=path.name, remedy=remedy) from error
    findings = (*_check_numbers(bundle), *_check_printed_quotes(bundle, shelf), *_check_pages(bundle))
    return Report(file=path.name, sources=len(bundle.provenance.sources), quotes=quotes, findings=tuple(dict.fromkeys(findings)))


def _check_quotes(bundle: Bundle, shelf: Shelf) -> Iterator[Quote]:
    sources = {source.stem: source for source in bundle.provenance.sources}
    seen = set()
    for fact in bundle.facts:
        for evidence in fact["evidence"]:
            article, start, end, quote = str(evidence["article"]), int(evidence["start"]), int(evidence["end"]), str(evidence["quote"])
            owner = str(fact.get("state_of") or fact["id"])
            if (owner, article, start, end, quote) in seen:
                continue
            seen.add((owner, article, start, end, quote))
            source = sources.get(article)
            found = shelf.find(source) if source else None
            yield Quote(
                fact=owner, label=str(fact["label"]), article=article, start=start, end=end, quote=quote,
                path=source.path if source else "", state=judge_quote(found, start, end, quote),
            )  # fmt: skip


def _check_numbers(bundle: Bundle) -> Iterator[Finding]:
    """Numbers and dates in a line that tells facts, and that neither these facts nor their sources carry."""
    facts: dict[str, list[Mapping[str, Any]]] = {}
    for fact in bundle.facts:
        facts.setdefault(str(fact.get("state_of") or fact["id"]), []).append(fact)
    known: dict[tuple[str, ...], Carried] = {}
    for line in bundle.provenance.lines:
        if not line.facts:
            continue
        if line.facts not in known:
            told = [record for fact in line.facts for record in facts.get(fact, ())]
            known[line.facts] = collect([*told, *bundle.provenance.sources, *bundle.provenance.decisions])
        yield from (_show(token, line) for stretch in line.stretches for token in known[line.facts].list_strangers(stretch))


def _show(token: str, line: Line) -> Finding:
    words = " ".join(line.stretches)
    place = words.find(token)
    return Finding(code="number-without-fact", words=token, place=f"…{words[max(0, place - 40) : place + 40]}…")


def _check_printed_quotes(bundle: Bundle, shelf: Shelf) -> Iterator[Finding]:
    """Quotes as printed, shortened or not, that stand in none of the sources as a person reads them, and that are no fact's name either."""
    found = (shelf.find(source) for source in bundle.provenance.sources)
    readings = [fold_words(one.article.reading.text) for one in found if one and one.article]
    if len(readings) < len(bundle.provenance.sources):
        return  # it may stand in the one that is missing, which is reported already
    readings += [fold_words(text) for fact in bundle.facts for text in walk_values(fact) if isinstance(text, str)]
    for quote in dict.fromkeys(quote for line in bundle.provenance.lines for quote in line.quotes):
        if not any(fold_words(quote.strip("… ")) in reading for reading in readings):
            yield Finding(code="quote-not-in-sources", words=quote)


def _check_pages(bundle: Bundle) -> Iterator[Finding]:
    """Words that the document was built with and does not show, and numbers that it shows beside them."""
    pages = [Page(text) for text in bundle.pages]
    for stretch in find_altered(bundle.provenance.lines, pages):
        yield Finding(code="words-altered", words=stretch)
    lines = (stretch for line in bundle.provenance.lines for stretch in line.stretches)
    carried = collect([*bundle.facts, *bundle.provenance.sources, *bundle.provenance.decisions], lines)
    for number, page in enumerate(pages, start=1):
        for token in carried.list_strangers(page.rest):
            if not (token.isdigit() and int(token) <= bundle.furniture):
                yield Finding(code="number-added", words=token, place=str(number))
