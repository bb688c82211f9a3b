"""Text and Markdown files: marks dropped, sentences joined over newlines."""

from __future__ import annotations

from briefgen.articles.draft import Draft, Hint, PlacedLink, Role
from briefgen.articles.front_matter import read_front_matter
from briefgen.articles.markup import Markup, find_front_matter, read_markup
from briefgen.articles.normalise import normalise_characters
from briefgen.articles.paragraphs import join_lines
from briefgen.articles.strand import Strand
from briefgen.model import Sourced


def draft_text(text: str, *, markdown: bool) -> Draft:
    """A ``.txt`` file (crawls hold Markdown too: what is unmistakable is read as such), or a ``.md`` file."""
    strand = normalise_characters(Strand(text))
    draft = Draft(text=text, strand=strand)
    start = _take_front_matter(draft)
    markup = read_markup(strand.text, start, full=markdown)
    _take_hints(draft, markup)
    draft.strand = _join(strand.rewrite(markup.edits), draft)
    return draft


def _take_front_matter(draft: Draft) -> int:
    found = find_front_matter(draft.strand.text)
    if found is None:
        return 0
    start, end, mark = found
    for field, sourced in read_front_matter(draft.strand.text[start:end], mark).items():
        span = draft.strand.source(start + sourced.span.start, start + sourced.span.end) if sourced.span else None
        draft.head[field] = Sourced(value=sourced.value, span=span, basis=sourced.basis)
    _add_hint(draft, (start, end), Role.FRONT)
    return end


def _take_hints(draft: Draft, markup: Markup) -> None:
    for role, spans in ((Role.HEADING, markup.headings), (Role.CAPTION, markup.captions), (Role.TABLE, markup.tables)):
        for span in spans:
            _add_hint(draft, span, role)
    text = draft.strand.text
    for link in markup.links:
        draft.links.append(PlacedLink(text[slice(*link.text)].strip(), text[slice(*link.url)], draft.strand.source(*link.url)))


def _add_hint(draft: Draft, span: tuple[int, int], role: Role) -> None:
    if span[1] > span[0]:
        source = draft.strand.source(*span)
        draft.hints.append(Hint(source.start, source.end, role))


def _join(strand: Strand, draft: Draft) -> Strand:
    """Join sentences over newlines, but leave lines alone that the marks set apart."""
    fixed = find_stretches(strand, draft.hints)
    return join_lines(strand, fixed)


def find_stretches(strand: Strand, hints: list[Hint]) -> list[tuple[int, int]]:
    """Where hints, kept as places in the source, lie in the strand as it is now."""
    if strand.starts is None or strand.ends is None:
        return [(hint.start, hint.end) for hint in hints]
    from bisect import bisect_left

    found = [(bisect_left(strand.starts, hint.start), bisect_left(strand.starts, hint.end)) for hint in hints]
    return [(start, end) for start, end in found if end > start]
